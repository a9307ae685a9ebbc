"""Milder measures first: what the law leaves open for a person and a charge, from the undertaking to custody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law import criminal_code, reference
from ecase.law.arrest import ArrestFacts, assess
from ecase.law.bail import BailFacts
from ecase.law.kinds_all import KINDS
from ecase.law.measure_grounds import GROUNDS_136, GROUNDS_147
from ecase.law.measures import MEASURES, MeasureFacts, by_grounds, milder, weigh
from ecase.law.qualification import Qualification

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
ADULT = MeasureFacts(ArrestFacts(date=date(2026, 11, 23), age=30), mci=4325)
MILD = ["undertaking", "surety", "bail", "house_arrest"]


def person(**given: Any) -> MeasureFacts:
    return replace(ADULT, person=replace(ADULT.person, **given))


@pytest.mark.parametrize(
    ("key", "facts", "open_ones", "reasons"),
    [
        (("188", "3"), ADULT, [*MILD, "arrest"], []),
        (("188", "1"), ADULT, MILD, []),  # no ground for custody
        (("188", "1"), person(prior_conviction=True), [*MILD, "arrest"], []),
        (("188", "1"), person(fled=True), ["undertaking", "surety", "house_arrest", "arrest"], []),  # 148(9)(3)
        (("216", "3"), ADULT, MILD, []),  # an economic crime
        (("107", "1"), ADULT, [*MILD, "arrest"], ["arrest"]),  # the Code contradicts itself
        (("187", "1"), ADULT, ["undertaking", "surety", "house_arrest"], ["house_arrest"]),
        (("188", "2"), person(age=17), ["undertaking", "surety", "minor_supervision", "bail", "house_arrest"], []),
        (("188", "3"), replace(ADULT, serviceman=True), ["undertaking", "surety", "command_supervision", "bail",
                                                       "house_arrest", "arrest"], []),
        (("99", "1"), ADULT, ["undertaking", "surety", "house_arrest", "arrest"], []),  # no bail after a murder
        (("188", "3"), replace(ADULT, bail=BailFacts(may_flee_or_obstruct=True)), [*MILD, "arrest"], ["bail"]),
        (("188", "3"), replace(ADULT, broken="bail"), ["house_arrest", "arrest"], []),
        (("188", "3"), replace(ADULT, broken="house_arrest"), ["arrest"], []),
        (("188", "3"), person(insane=True), [], []),
        (("366", "2"), person(age=15), [], []),
    ],
)  # fmt: skip
def test_what_is_open(key: tuple[str, str], facts: MeasureFacts, open_ones: list[str], reasons: list[str]) -> None:
    answers = weigh(facts, CODE[key])
    assert [one.code for one in answers if one.open] == open_ones
    assert [one.code for one in answers if one.needs_reason] == reasons
    assert [one.code for one in milder(answers)] == [code for code in open_ones if code != "arrest"]
    for one in answers:
        assert one.open or one.bars[0].cite
        assert all(str(step) and step.cite for step in one.conditions)


def test_the_amount_of_bail_is_told() -> None:
    bail = next(one for one in weigh(ADULT, CODE["188", "1"]) if one.code == "bail")
    assert "865000" in str(bail.conditions[0])
    without = next(one for one in weigh(replace(ADULT, mci=None), CODE["188", "1"]) if one.code == "bail")
    assert without.open


def test_a_detained_person_waits_for_the_payment() -> None:
    cites = [
        step.cite
        for one in weigh(replace(ADULT, held=True), CODE["188", "3"])
        for step in one.conditions
        if one.code == "bail"
    ]
    assert "CPC 145(5)" in cites
    assert "CPC 145(4)" not in cites


def test_nothing_is_milder_than_the_mildest() -> None:
    answers = weigh(ADULT, CODE["188", "3"])
    assert milder(answers, "undertaking") == ()
    assert [one.code for one in milder(answers, "bail")] == ["undertaking", "surety"]


def test_every_measure_is_a_kind_of_the_same_name() -> None:
    for measure in MEASURES:
        assert KINDS[measure.code].title == measure.title
        assert KINDS[measure.code].by_court is measure.by_court


@pytest.mark.parametrize(
    ("stated", "person_says", "bail_says"),
    [
        (["fled"], {"fled"}, {"fled"}),
        (["prior_conviction", "may_flee"], {"prior_conviction"}, {"may_flee_or_obstruct"}),
        (["continues_crime"], {"continues_crime"}, {"continues_crime"}),
        (["gravity_alone"], {"by_gravity_alone"}, set()),
        (["gravity_alone", "may_obstruct"], set(), {"may_flee_or_obstruct"}),
        (["secures_sentence"], set(), set()),
        ([], set(), set()),
    ],
)
def test_what_the_named_grounds_say(stated: list[str], person_says: set[str], bail_says: set[str]) -> None:
    facts, bail = by_grounds(ADULT.person, BailFacts(), stated)
    assert {name for name in ArrestFacts.__annotations__ if getattr(facts, name) is True} == person_says
    assert {name for name in BailFacts.__annotations__ if getattr(bail, name) is True} == bail_says


def test_every_ground_that_is_read_stands_in_the_tables() -> None:
    codes = {ground.code for ground in (*GROUNDS_136, *GROUNDS_147)}
    assert {"may_flee", "may_obstruct", "may_continue", "fled", "continues_crime"} <= codes


@given(st.sampled_from(sorted(CODE)), st.integers(12, 80), st.booleans(), st.booleans())
def test_custody_is_answered_as_by_its_own_rule(key: tuple[str, str], age: int, fled: bool, insane: bool) -> None:
    facts = person(age=age, fled=fled, insane=insane)
    answers = weigh(facts, CODE[key])
    custody = assess(facts.person, CODE[key])
    assert answers[-1].open is (not custody.bars)
    assert answers[-1].needs_reason is custody.needs_reason
    assert [one.measure.number for one in answers] == list(range(1, 8))
    # Whenever custody may be had, something milder may be had as well.
    assert not answers[-1].open or milder(answers)
