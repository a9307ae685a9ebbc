"""May custody be asked for: CPC 136, 147, 541 by edition, with the contradictions named."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law import criminal_code, reference
from ecase.law.arrest import ArrestFacts, Verdict, assess, why_not
from ecase.law.explain import lines
from ecase.law.qualification import Gravity, OffenceKind, Qualification

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
TODAY = date(2026, 11, 23)
PLAIN = ArrestFacts(date=TODAY, age=30)
THEFT_3, THEFT_1 = CODE["188", "3"], CODE["188", "1"]
ALLOWED, NAMED, FORBIDDEN = Verdict.ALLOWED, Verdict.ONLY_WITH_NAMED_GROUND, Verdict.FORBIDDEN


@pytest.mark.parametrize(
    ("article", "part", "facts", "verdict", "may", "bar"),
    [
        ("188", "3", {}, ALLOWED, True, None),
        ("99", "1", {}, ALLOWED, True, None),
        ("99", "3", {}, ALLOWED, True, None),  # life only
        ("188", "1", {}, NAMED, False, "arrest_no_ground"),
        ("188", "2", {}, NAMED, False, "arrest_no_ground"),  # exactly five years is not over five
        ("188", "1", {"fled": True}, NAMED, True, None),
        ("188", "1", {"identity_unknown": True}, NAMED, True, None),
        ("188", "1", {"breached_earlier_measure": True}, NAMED, True, None),
        ("188", "1", {"organised_group": True}, NAMED, True, None),
        ("188", "1", {"prior_conviction": True}, NAMED, True, None),
        ("188", "1", {"continues_crime": True}, NAMED, True, None),
        ("188", "1", {"no_fixed_home": True}, NAMED, False, "arrest_home_only"),
        ("188", "1", {"no_fixed_home": True, "fled": True}, NAMED, True, None),
        # Misdemeanours
        ("187", "1", {"fled": True}, FORBIDDEN, False, "arrest_misdemeanour"),
        # Economic crimes, CPC 136(3)
        ("245", "1", {}, NAMED, False, "arrest_economic"),
        ("216", "2", {}, NAMED, False, "arrest_economic"),
        ("216", "2", {"fled": True}, NAMED, True, None),
        ("216", "2", {"organised_group": True}, NAMED, True, None),
        ("216", "2", {"prior_conviction": True}, NAMED, False, "arrest_economic"),
        ("217", "3", {}, ALLOWED, True, None),
        ("218", "3", {}, ALLOWED, True, None),
        ("218-1", "2", {}, ALLOWED, True, None),
        ("231", "2", {}, ALLOWED, True, None),
        ("234", "3", {}, ALLOWED, True, None),
        ("248", "3", {}, ALLOWED, True, None),
        ("249", "3", {}, ALLOWED, True, None),
        ("217", "1", {}, NAMED, False, "arrest_no_ground"),
        # Minors, CPC 541
        ("188", "3", {"age": 17}, ALLOWED, True, None),
        ("188", "2", {"age": 17, "fled": True}, FORBIDDEN, False, "arrest_minor"),
        ("188", "2", {"age": 18, "age_at_offence": 17, "fled": True}, NAMED, True, None),
        ("188", "2", {"age": None, "age_at_offence": 17, "fled": True}, FORBIDDEN, False, "arrest_minor"),
        # Procedure
        ("188", "3", {"insane": True}, FORBIDDEN, False, "arrest_insane"),
        ("188", "3", {"suspect_absent": True}, FORBIDDEN, False, "arrest_suspect_absent"),
        ("188", "3", {"suspect_absent": True, "declared_wanted": True}, ALLOWED, True, None),
        ("188", "3", {"suspect_absent": True, "abroad_and_evading": True}, ALLOWED, True, None),
        ("188", "3", {"earlier_refusal": True}, FORBIDDEN, False, "arrest_refused_before"),
        ("188", "3", {"earlier_refusal": True, "new_circumstances": True}, ALLOWED, True, None),
    ],
)
def test_table(article: str, part: str, facts: dict[str, object], verdict: Verdict, may: bool, bar: str | None) -> None:
    answer = assess(replace(PLAIN, **facts), CODE[article, part])  # type: ignore[arg-type]
    assert (answer.verdict, answer.may_be_sanctioned) == (verdict, may)
    assert [refusal.code for refusal in answer.bars[:1]] == ([bar] if bar else [])
    refusal = why_not(replace(PLAIN, **facts), CODE[article, part])  # type: ignore[arg-type]
    assert (refusal.code if refusal else None) == bar
    assert answer.cites
    assert not answer.conflicts


@pytest.mark.parametrize(
    ("article", "part"),
    [
        ("107", "1"),
        ("107", "2"),
        ("108-1", "2"),
        ("110", "1"),
        ("122", "1"),
        ("123", "1"),
        ("123", "2"),
        ("109-1", "2"),
    ],
)
def test_where_two_articles_contradict_the_answer_is_never_plain(article: str, part: str) -> None:
    charge = CODE[article, part]
    answer = assess(PLAIN, charge)
    assert answer.verdict is NAMED
    assert not answer.may_be_sanctioned
    assert answer.conflicts
    assert answer.needs_reason
    assert answer.gravity_alone is True
    assert "CPC 136(2), 147(1)" in answer.cites
    with_ground = assess(replace(PLAIN, fled=True), charge)
    assert with_ground.may_be_sanctioned
    assert with_ground.conflicts, "the contradiction stays visible"
    minor = assess(replace(PLAIN, age=17, fled=True), charge)
    assert minor.verdict is FORBIDDEN
    assert not minor.needs_reason


@pytest.mark.parametrize(
    ("day", "conflict", "gravity_alone"),
    [
        (date(2024, 6, 13), False, False),
        (date(2024, 6, 14), True, None),
        (date(2025, 3, 2), True, None),
        (date(2025, 3, 3), True, True),
    ],
)
def test_the_list_of_136_2_grew_in_2024_and_2025(day: date, conflict: bool, gravity_alone: bool | None) -> None:
    answer = assess(replace(PLAIN, date=day), CODE["107", "1"])
    assert bool(answer.conflicts) is conflict
    assert answer.gravity_alone is gravity_alone
    assert answer.verdict is NAMED


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 12, 1)])
def test_the_listed_misdemeanour_was_barred_while_it_was_not_surely_listed(day: date) -> None:
    assert assess(replace(PLAIN, date=day, fled=True), CODE["109-1", "2"]).verdict is FORBIDDEN


def test_item_level_entry_of_the_old_list() -> None:
    murder = CODE["99", "2"]
    before = replace(PLAIN, date=date(2024, 1, 1))
    assert assess(before, murder).gravity_alone is False
    assert assess(before, replace(murder, item="15")).gravity_alone is True
    assert assess(PLAIN, murder).gravity_alone is True


@pytest.mark.parametrize(("day", "may"), [(date(2023, 9, 9), False), (date(2023, 9, 10), True)])
def test_concealed_assets_joined_the_economic_list_in_2023(day: date, may: bool) -> None:
    assert assess(replace(PLAIN, date=day), CODE["218-1", "2"]).may_be_sanctioned is may


def test_gravity_alone_is_not_enough_for_an_unlisted_crime() -> None:
    answer = assess(PLAIN, THEFT_3)
    assert "CPC 136(1), 138(2)" in answer.cites
    assert "CPC 136(1-1), 147(2), 148(7-1)" in answer.cites


def test_grounds_are_listed_by_item() -> None:
    facts = replace(PLAIN, no_fixed_home=True, fled=True, continues_crime=True)
    assert assess(facts, THEFT_1).grounds_147_1 == (1, 4, 7)


def test_unknown_age_counts_as_adult_age() -> None:
    assert assess(replace(PLAIN, age=None), THEFT_3).verdict is ALLOWED


def test_a_minor_in_a_grave_case_is_a_last_resort() -> None:
    assert "CPC 541(3)-(5)" in assess(replace(PLAIN, age=16), THEFT_3).cites


def test_a_crime_without_imprisonment() -> None:
    charge = Qualification("1", gravity=Gravity.MINOR)
    refusal = why_not(replace(PLAIN, fled=True), charge)
    assert refusal is not None
    assert refusal.code == "arrest_no_imprisonment"


_FLAGS = sorted(name for name, kind in ArrestFacts.__annotations__.items() if kind in (bool, "bool"))


@given(
    st.sampled_from(sorted(CODE)),
    st.integers(12, 80),
    st.dates(min_value=date(2018, 2, 1), max_value=date(2028, 1, 1)),
    st.sets(st.sampled_from(_FLAGS)),
)
def test_what_holds_for_every_article(key: tuple[str, str], age: int, day: date, flags: set[str]) -> None:
    facts = ArrestFacts(date=day, age=age, **dict.fromkeys(flags, True))
    charge = CODE[key]
    answer = assess(facts, charge)
    assert answer.may_be_sanctioned is (not answer.against)
    assert not answer.needs_reason or answer.conflicts or answer.gravity_alone is None
    assert answer.may_be_sanctioned is (why_not(facts, charge) is None)
    if age < 18 and charge.gravity in (Gravity.MISDEMEANOUR, Gravity.MINOR, Gravity.MEDIUM):
        assert answer.verdict is FORBIDDEN
    if answer.verdict is ALLOWED:
        assert charge.over_five_years
        assert charge.kind is OffenceKind.CRIME
        assert not answer.conflicts
    if answer.verdict is NAMED and answer.may_be_sanctioned:
        assert set(answer.grounds_147_1) - {1}
    if answer.verdict is FORBIDDEN:
        assert not answer.may_be_sanctioned
    assert all(str(line) for line in lines(answer))
