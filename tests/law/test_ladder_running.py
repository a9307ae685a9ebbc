"""A running custody: the step it needs next, who agrees, how late one is, and where the law stops."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law.custody import Running, beside, extension, gravest
from ecase.law.ladder import BESIDE, LADDER, Rise
from ecase.law.qualification import Gravity, Qualification
from ecase.law.roles import PROSECUTION, Role

FIRST, LAST = date(2026, 11, 21), date(2027, 1, 20)  # two months, the first day counted
CUSTODY = Running(FIRST, LAST)
EARLY = date(2026, 12, 25)


def test_the_first_two_months_end_the_day_before_the_date() -> None:
    assert CUSTODY.day_of(2) == LAST
    assert CUSTODY.day_of(9) == date(2027, 8, 20)
    assert replace(CUSTODY, earlier_days=10).day_of(9) == date(2027, 8, 10)


@pytest.mark.parametrize(
    ("months", "running", "number", "level", "prosecutor_by", "court_by", "until"),
    [
        (3, CUSTODY, 1, "district", date(2027, 1, 10), date(2027, 1, 13), date(2027, 2, 20)),
        (6, replace(CUSTODY, last_day=date(2027, 2, 20)), 2, "oblast", date(2027, 2, 5), date(2027, 2, 10),
         date(2027, 5, 20)),
        (9, replace(CUSTODY, last_day=date(2027, 2, 20)), 2, "oblast", date(2027, 2, 5), date(2027, 2, 10),
         date(2027, 8, 20)),
        (12, replace(CUSTODY, last_day=date(2027, 8, 20), gravest=True), 3, "oblast", date(2027, 8, 5),
         date(2027, 8, 10), date(2027, 11, 20)),
        (18, replace(CUSTODY, last_day=date(2027, 11, 20), gravest=True), 4, "prosecutor_general",
         date(2027, 10, 31), date(2027, 11, 5), date(2028, 5, 20)),
    ],
)  # fmt: skip
def test_steps(
    months: int, running: Running, number: int, level: str, prosecutor_by: date, court_by: date, until: date
) -> None:
    asked = extension(running, months, EARLY)
    assert isinstance(asked.step, Rise)
    assert (asked.step.number, asked.step.level) == (number, level)
    assert (asked.to_prosecutor_by, asked.to_court_by, asked.until) == (prosecutor_by, court_by, until)
    assert asked.posts == asked.step.posts
    assert not asked.bars
    assert not asked.warnings
    assert all(str(step) for step in asked.explanation)


@pytest.mark.parametrize(
    ("on", "prosecutor", "court"),
    [
        (date(2027, 1, 10), 0, 0),
        (date(2027, 1, 11), 1, 0),
        (date(2027, 1, 13), 3, 0),
        (date(2027, 1, 14), 4, 1),
        (date(2027, 1, 20), 10, 7),
    ],
)
def test_late_is_marked_and_never_barred(on: date, prosecutor: int, court: int) -> None:
    asked = extension(CUSTODY, 3, on)
    assert (asked.late_to_prosecutor, asked.late_to_court) == (prosecutor, court)
    assert not asked.bars
    assert len(asked.warnings) == (prosecutor > 0) + (court > 0)
    assert asked.late is bool(prosecutor)


@pytest.mark.parametrize(
    ("months", "running", "on", "code", "cite"),
    [
        (19, replace(CUSTODY, gravest=True), EARLY, "custody_ceiling", "CPC 151(5)"),
        (19, CUSTODY, EARLY, "custody_nine_months", "CPC 151(3)"),
        (10, CUSTODY, EARLY, "custody_nine_months", "CPC 151(3)"),
        (7, replace(CUSTODY, minor=True), EARLY, "custody_minor_ceiling", "CPC 541(4)"),
        (12, replace(CUSTODY, minor=True, gravest=True), EARLY, "custody_minor_ceiling", "CPC 541(4)"),
        (2, CUSTODY, EARLY, "custody_no_longer", "CPC 151"),
        (3, CUSTODY, date(2027, 1, 21), "custody_over", "CPC 152(4)"),
    ],
)
def test_where_the_law_stops(months: int, running: Running, on: date, code: str, cite: str) -> None:
    asked = extension(running, months, on)
    assert [(bar.code, bar.cite) for bar in asked.bars] == [(code, cite)]


def test_house_arrest_of_a_minor_is_not_capped_by_the_article_on_custody() -> None:
    assert not extension(replace(CUSTODY, minor=True, house=True), 9, EARLY).bars
    assert replace(CUSTODY, minor=True).ceiling_months == 6


def test_a_step_left_out_is_told() -> None:
    assert [step.cite for step in extension(CUSTODY, 9, EARLY).warnings] == ["CPC 151(2)-(4)"]
    short = replace(CUSTODY, last_day=date(2026, 11, 30), short=True)
    assert "CPC 151(2)" in [step.cite for step in extension(short, 3, date(2026, 11, 22)).warnings]


SHORT = Running(FIRST, date(2026, 11, 30), short=True)


@pytest.mark.parametrize(
    ("code", "running", "on", "prosecutor_by", "court_by", "until"),
    [
        ("full", SHORT, date(2026, 11, 29), None, date(2026, 11, 29), LAST),
        ("reading", CUSTODY, EARLY, date(2027, 1, 15), date(2027, 1, 17), None),
        ("study", CUSTODY, EARLY, None, date(2027, 1, 17), None),
        ("returned", CUSTODY, EARLY, None, None, date(2027, 2, 20)),
    ],
)
def test_beside_the_ladder(
    code: str, running: Running, on: date, prosecutor_by: date | None, court_by: date | None, until: date | None
) -> None:
    asked = beside(code, running, on)
    assert (asked.to_prosecutor_by, asked.to_court_by, asked.until) == (prosecutor_by, court_by, until)
    assert not asked.bars
    assert not asked.late


@pytest.mark.parametrize(
    ("code", "running", "on", "months", "bar"),
    [
        ("full", CUSTODY, EARLY, None, "custody_not_short"),
        ("study", CUSTODY, date(2021, 12, 31), None, "custody_not_yet_law"),
        ("returned", CUSTODY, EARLY, 2, "custody_returned_month"),
        ("returned", replace(CUSTODY, last_day=date(2027, 8, 20)), EARLY, None, "custody_nine_months"),
        ("returned", replace(CUSTODY, last_day=date(2027, 8, 1)), EARLY, 1, "custody_returned_ceiling"),
        ("returned", replace(CUSTODY, last_day=date(2027, 5, 20), minor=True), EARLY, None, "custody_minor_ceiling"),
        ("reading", CUSTODY, date(2027, 1, 21), None, "custody_over"),
    ],
)
def test_where_the_law_stops_beside_it(code: str, running: Running, on: date, months: int | None, bar: str) -> None:
    assert [refusal.code for refusal in beside(code, running, on, months=months).bars] == [bar]


def test_a_reading_goes_on_beyond_the_ceiling() -> None:
    used_up = replace(CUSTODY, last_day=date(2027, 8, 20))
    assert not beside("reading", used_up, date(2027, 8, 1)).bars
    assert not BESIDE["reading"].in_ceiling
    assert [step.cite for step in beside("reading", replace(CUSTODY, minor=True), EARLY).warnings] == [
        "CPC 152(6), 541(4)"
    ]


def test_a_late_full_term_is_marked() -> None:
    asked = beside("full", SHORT, date(2026, 11, 30))
    assert asked.late_to_court == 1
    assert not asked.bars


def test_who_asks() -> None:
    first, nine, twelve, eighteen = LADDER
    for rise in (first, nine):
        assert rise.may_ask(Role.INVESTIGATOR)
        assert not rise.may_ask(Role.HEAD_OF_INVESTIGATION)
    for rise in (twelve, eighteen):
        assert not rise.may_ask(Role.INVESTIGATOR)
        assert rise.may_ask(Role.INVESTIGATOR, group_leader=True)
        assert rise.may_ask(Role.HEAD_OF_INVESTIGATION)
        assert all(rise.may_ask(role) for role in PROSECUTION)


def test_who_agrees() -> None:
    assert [[(post.level, post.does, post.deputies) for post in rise.posts] for rise in LADDER] == [
        [("district", "agrees", False)],
        [("oblast", "agrees", True)],
        [("oblast", "agrees", False)],
        [("oblast", "approves", False), ("prosecutor_general", "agrees", True)],
    ]


@pytest.mark.parametrize(
    ("charge", "given", "expected"),
    [
        (Qualification("99", "2", gravity=Gravity.ESPECIALLY_GRAVE), {}, True),
        (Qualification("188", "3", gravity=Gravity.GRAVE), {}, False),
        (Qualification("188", "3", gravity=Gravity.GRAVE), {"criminal_group": True}, True),
        (Qualification("174", "1", gravity=Gravity.GRAVE), {"terrorist_or_extremist": True}, True),
    ],
)
def test_over_nine_months(charge: Qualification, given: dict[str, bool], expected: bool) -> None:
    assert gravest(charge, **given) is expected


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 20), st.integers(1, 20), st.booleans(), st.booleans(),
    st.integers(-20, 200),
)  # fmt: skip
def test_nobody_is_held_beyond_the_ceiling(
    first: date, now: int, months: int, grave: bool, minor: bool, days: int
) -> None:
    running = Running(first, first, gravest=grave, minor=minor)
    running = replace(running, last_day=running.day_of(now))
    on = running.last_day - timedelta(days=days)
    asked = extension(running, months, on)
    if not asked.bars:
        assert asked.until is not None
        assert running.last_day < asked.until <= running.ceiling_day
        assert on <= running.last_day
    returned = beside("returned", running, on)
    if not returned.bars:
        assert returned.until is not None
        assert returned.until <= running.ceiling_day
