"""Bail: amounts by gravity, half of them for listed persons, and the cases in which there is none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law import criminal_code, reference
from ecase.law.bail import LISTED_PERSONS, BailFacts, Setting, bail_barred, bail_floor, bail_room, setting, why_not_bail
from ecase.law.detention_facts import Fact
from ecase.law.qualification import Gravity, OffenceKind, Qualification

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
MCI = 4325
TODAY, BEFORE, FIRST = date(2026, 11, 23), date(2025, 9, 15), date(2025, 9, 16)


@pytest.mark.parametrize(
    ("key", "least", "most", "half"),
    [
        (("190", "1"), 30, 120, 15),  # small gravity
        (("104", "2"), 30, 120, 15),  # by negligence up to five years: small
        (("345", "4"), 120, 200, 60),  # medium, by negligence
        (("188", "1"), 200, 350, 100),  # medium, with intent
        (("188", "3"), 350, None, 175),  # grave
        (("192", "4"), 500, None, 250),  # especially grave
    ],
)
def test_floor_by_gravity(key: tuple[str, str], least: int, most: int | None, half: int) -> None:
    floor = bail_floor(CODE[key], day=TODAY, mci=MCI, listed=["pensioner"])
    assert floor is not None
    assert (floor.least_mci, floor.most_mci, floor.lowest_mci) == (least, most, half)
    assert (floor.least, floor.lowest) == (least * MCI, half * MCI)
    assert floor.most == (None if most is None else most * MCI)
    assert all(str(step) for step in floor.explanation)


def test_in_tenge_of_2026() -> None:
    floor = bail_floor(CODE["188", "1"], day=TODAY, mci=MCI)
    assert floor is not None
    assert (floor.least, floor.most, floor.lowest) == (865_000, 1_513_750, 865_000)
    assert "200 × 4325 = 865000" in str(floor.explanation[0])


def test_a_misdemeanour_has_no_amount() -> None:
    assert bail_floor(CODE["187", "1"], day=TODAY, mci=MCI) is None
    refusal = why_not_bail(100_000, CODE["187", "1"], day=TODAY, mci=MCI)
    assert refusal is not None
    assert refusal.code == "bail_misdemeanour"


@pytest.mark.parametrize(
    ("amount", "given", "code"),
    [
        (865_000, {}, ""),
        (864_999, {}, "bail_below_floor"),
        (1_513_750, {}, ""),
        (1_513_751, {}, "bail_above_ceiling"),
        (1_513_751, {"other_property": True}, ""),
        (500_000, {"listed": ["dependants"]}, "bail_exceptional"),
        (500_000, {"listed": ["dependants"], "exceptional": True}, ""),
        (500_000, {"exceptional": True}, "bail_below_floor"),
        (432_500, {"listed": ["minor"], "exceptional": True}, ""),
        (432_499, {"listed": ["minor"], "exceptional": True}, "bail_below_floor"),
        (432_499, {"listed": ["minor"], "exceptional": True, "day": BEFORE}, ""),  # no half before 16.09.2025
        (432_499, {"listed": ["minor"], "exceptional": True, "day": FIRST}, "bail_below_floor"),
        (0, {"listed": ["minor"], "exceptional": True, "day": BEFORE}, "bail_below_floor"),
        (None, {}, ""),
    ],
)
def test_amounts_for_a_theft(amount: int | None, given: dict[str, Any], code: str) -> None:
    refusal = why_not_bail(amount, CODE["188", "1"], **{"day": TODAY, "mci": MCI, **given})
    assert (refusal.code if refusal else "") == code
    if refusal is not None:
        assert str(refusal)
        assert refusal.cite == "CPC 145(3)"


def test_above_for_a_grave_crime_there_is_no_upper_figure() -> None:
    assert why_not_bail(500_000_000, CODE["188", "3"], day=TODAY, mci=MCI) is None


@pytest.mark.parametrize(
    ("key", "facts", "item"),
    [
        (("99", "1"), {}, 1),
        (("101", "1"), {}, 1),
        (("106", "3"), {"circumstances": frozenset({Fact.INTENTIONAL_CRIME_CAUSING_DEATH})}, 1),
        (("104", "1"), {"circumstances": frozenset({Fact.INTENTIONAL_CRIME_CAUSING_DEATH})}, 0),  # by negligence
        (("188", "1"), {"circumstances": frozenset({Fact.CRIMINAL_GROUP})}, 2),
        (("174", "1"), {"circumstances": frozenset({Fact.TERRORIST_OR_EXTREMIST})}, 2),
        (("125", "3"), {}, 2),  # especially grave, chapter 1
        (("297", "4"), {}, 2),  # especially grave, chapter 11
        (("192", "4"), {}, 0),  # especially grave, chapter 6
        (("192", "4"), {"circumstances": frozenset({Fact.MASS_RIOTS})}, 2),
        (("188", "3"), {"circumstances": frozenset({Fact.MASS_RIOTS})}, 0),  # only grave
        (("192", "4"), {"at_war": True}, 2),
        (("188", "3"), {"fled": True}, 3),
        (("188", "3"), {"continues_crime": True}, 4),
        (("188", "3"), {"broke_bail": True}, 5),
        (("188", "3"), {}, 0),
    ],
)
def test_when_there_is_no_bail(key: tuple[str, str], facts: dict[str, Any], item: int) -> None:
    barred = bail_barred(CODE[key], BailFacts(**facts))
    assert (barred.cite if barred else "") == (f"CPC 145(1), 148(9)({item})" if item else "")
    refusal = why_not_bail(10**9, CODE[key], day=TODAY, mci=MCI, facts=BailFacts(**facts), other_property=True)
    assert (refusal is not None) is bool(item)


@pytest.mark.parametrize(
    ("key", "facts", "expected"),
    [
        (("188", "3"), BailFacts(), Setting.MUST),
        (("188", "1"), BailFacts(), Setting.MUST),
        (("192", "4"), BailFacts(), Setting.MAY),
        (("99", "1"), BailFacts(), Setting.BARRED),
        (("188", "3"), BailFacts(broke_bail=True), Setting.BARRED),
        (("188", "3"), BailFacts(may_flee_or_obstruct=True), Setting.MAY),
        (("188", "3"), BailFacts(may_flee_or_obstruct=True, fled=True), Setting.BARRED),
    ],
)
def test_what_the_judge_does_about_it(key: tuple[str, str], facts: BailFacts, expected: Setting) -> None:
    assert setting(CODE[key], facts) is expected


def test_what_is_only_believed_leaves_room() -> None:
    believed = BailFacts(may_flee_or_obstruct=True)
    refusal = why_not_bail(None, CODE["188", "3"], day=TODAY, mci=MCI, facts=believed)
    assert refusal is not None
    assert (refusal.code, refusal.cite) == ("bail_believed", "CPC 136(1), 145(1), 148(9)(3)")
    assert why_not_bail(None, CODE["188", "3"], day=TODAY, mci=MCI, facts=believed, reason_written=True) is None
    assert bail_room(CODE["99", "1"], believed) is None, "barred for good"


def test_the_chapters_are_those_of_the_code() -> None:
    chapters = {(row.article, row.part): row.chapter for row in criminal_code.parse(reference.data("criminal_code"))}
    for key, charge in CODE.items():
        if charge.gravity is Gravity.ESPECIALLY_GRAVE and charge.article not in ("99", "100", "101", "102", "103"):
            barred = bail_barred(charge, BailFacts())
            assert (barred is not None) is (chapters[key] in (1, 4, 5, 11, 17)), key


@given(st.sampled_from(sorted(CODE)), st.integers(0, 10**8), st.sets(st.sampled_from(sorted(LISTED_PERSONS))))
def test_what_holds_for_every_article(key: tuple[str, str], amount: int, listed: set[str]) -> None:
    charge = CODE[key]
    floor = bail_floor(charge, day=TODAY, mci=MCI, listed=sorted(listed))
    assert (floor is None) is (charge.kind is OffenceKind.MISDEMEANOUR)
    if floor is not None and why_not_bail(amount, charge, day=TODAY, mci=MCI, listed=listed) is None:
        assert amount >= floor.least
    if why_not_bail(amount, charge, day=TODAY, mci=MCI, listed=listed, exceptional=True) is None:
        assert floor is not None
        assert amount >= floor.lowest
    assert why_not_bail(amount, replace(charge, gravity=Gravity.MISDEMEANOUR), day=TODAY, mci=MCI) is not None
