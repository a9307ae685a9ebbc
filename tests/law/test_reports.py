"""Grounds and sources of a crime report: expected answers written from LAW.md 4 and 0A C45, before the code."""

from datetime import date

import pytest

from ecase.law.cite import parse
from ecase.law.limits import LIMITS
from ecase.law.reports import (
    FACTS,
    GROUNDS,
    NOT_REGISTERED,
    PASSED_ON,
    SOURCES,
    grounds_on,
    why_not_ground,
    why_not_registered_from,
)

NOW, BEFORE = date(2026, 11, 23), date(2018, 6, 1)
# The two items of the edition of 28.12.2017, and what stands only in that of 16.09.2025.
ALWAYS = {"no_confirming_act", "civil_deal"}
ADDED = {"tax_no_audit", "tax_appeal", "tax_repaid", "specialist_unsupported", "civil_dispute"}


def test_the_list_of_each_edition() -> None:
    assert {g.code for g in grounds_on(NOT_REGISTERED, "written", NOW)} == ALWAYS | ADDED
    assert {g.code for g in grounds_on(NOT_REGISTERED, "written", BEFORE)} == ALWAYS
    assert {g.code for g in grounds_on(NOT_REGISTERED, "anonymous", BEFORE)} == ALWAYS | {"anonymous"}


@pytest.mark.parametrize(
    ("code", "facts", "source", "day", "expected"),
    [
        ("civil_deal", (), "written", NOW, None),
        ("civil_deal", ("collective",), "written", NOW, "ground_taken_away"),
        ("no_confirming_act", ("collective",), "written", NOW, "ground_taken_away"),
        ("civil_dispute", ("collective",), "written", NOW, None),
        ("civil_dispute", (), "written", BEFORE, "ground_not_in_force"),
        ("tax_repaid", (), "official", NOW, None),
        ("tax_repaid", ("criminal_group",), "official", NOW, "ground_taken_away"),
        ("tax_repaid", ("no_performance",), "official", NOW, "ground_taken_away"),
        ("tax_repaid", ("no_return",), "official", NOW, "ground_taken_away"),
        ("tax_repaid", ("false_data",), "official", NOW, "ground_taken_away"),
        ("tax_no_audit", ("criminal_group",), "official", NOW, None),
        ("anonymous", (), "written", NOW, "no_such_ground"),
        ("anonymous", (), "anonymous", NOW, None),
        ("no_elements", (), "written", NOW, "no_such_ground"),
        ("administrative", (), "written", NOW, "no_such_ground"),
    ],
)
def test_a_ground_holds_or_says_why_not(
    code: str, facts: tuple[str, ...], source: str, day: date, expected: str
) -> None:
    refusal = why_not_ground(NOT_REGISTERED, code, facts=facts, source=source, day=day)
    assert (refusal.code if refusal else None) == expected
    assert refusal is None or (refusal.cite and "%(" not in str(refusal))


def test_only_an_anonymous_message_cannot_become_a_case() -> None:
    assert {code for code in SOURCES if why_not_registered_from(code)} == {"anonymous"}


def test_people_are_warned_and_officials_are_not() -> None:
    assert {code for code, rule in SOURCES.items() if rule.warned} == {"written", "oral", "electronic"}
    assert {code for code, rule in SOURCES.items() if rule.signed} == {"electronic"}


def test_every_row_has_an_article_and_every_way_on_its_limit() -> None:
    for row in (*GROUNDS.values(), *FACTS.values(), *SOURCES.values()):
        assert parse(row.cite), row.code
    assert {ground.rule for ground in PASSED_ON.values()} <= set(LIMITS)
