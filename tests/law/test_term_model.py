"""The counting of terms against an independent model that walks the calendar day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ecase.law.clock import Calendar, due, end_of
from ecase.law.investigation_ladder import Rise, extension_step, submission
from ecase.law.limits import LIMITS
from ecase.law.moments import beginning_of
from ecase.law.returned import length_until
from ecase.law.term import TermFacts, assess
from ecase.law.words import Refusal
from tests.law import model_of_terms as model

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST, LAST = datetime(2022, 1, 2, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
# The night of 29.02/01.03.2024 in UTC: 24:00 at UTC+6, then an hour again.
NIGHT = datetime(2024, 2, 29, 18, 0, tzinfo=UTC)
ANYWHEN = st.integers(0, (LAST - FIRST) // MINUTE).map(lambda n: FIRST + n * MINUTE)
AROUND_THE_NIGHT = st.integers(-60 * 72, 60 * 72).map(lambda n: NIGHT + n * MINUTE)
MONTH_ENDS = st.tuples(
    st.integers(2022, 2031), st.integers(1, 12), st.integers(28, 31), st.integers(0, 24 * 60 - 1)
).map(lambda at: _month_end(*at))
MOMENTS = st.one_of(ANYWHEN, AROUND_THE_NIGHT, MONTH_ENDS)
MIDNIGHT = st.sampled_from([0, 0, 1, 600])
SPANS = st.lists(
    st.tuples(st.integers(-20, 200), MIDNIGHT, st.integers(0, 60), MIDNIGHT), max_size=4
)  # from a day after the start, at a minute of it, for so many days, to a minute
BREAKS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 90)), max_size=3)
WEEKENDS = st.frozensets(st.integers(0, 6), max_size=3)
OFF = st.frozensets(st.integers(0, 200), max_size=25)
PLAIN_DAYS = sorted(
    k
    for k, limit in LIMITS.items()
    if limit.unit in {"d", "mo"} and limit.rolls and not limit.backwards and limit.editions[-1].since is None
)
CUSTODY_DAYS = sorted(
    k for k, limit in LIMITS.items() if limit.unit in {"d", "mo"} and limit.custody and not limit.backwards
)
HOURS = sorted(
    k for k, limit in LIMITS.items() if limit.unit == "h" and not limit.backwards and limit.editions[-1].until is None
)


def _month_end(year: int, month: int, day: int, minute: int) -> datetime:
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return datetime(year, month, min(day, last), tzinfo=UTC) + minute * MINUTE


def _spans(start: datetime, given: list[tuple[int, int, int, int]]) -> list[tuple[datetime, datetime]]:
    first = model.day_of(start)
    found = []
    for after, minute, days, until in given:
        since = model.midnight(first + after * DAY) + minute * MINUTE
        end = model.midnight(first + (after + days) * DAY) + until * MINUTE
        if end > since:
            found.append((since, end))
    return found


@given(MOMENTS, st.sampled_from(PLAIN_DAYS), WEEKENDS, OFF, OFF)
@example(NIGHT, "inquiry", frozenset({5, 6}), frozenset(), frozenset())
@example(datetime(2024, 2, 29, 18, 30, tzinfo=UTC), "motion", frozenset(), frozenset(), frozenset())
def test_days_and_months(
    start: datetime, rule: str, weekend: frozenset[int], off: frozenset[int], works: frozenset[int]
) -> None:
    first = model.day_of(start)
    holidays = [first + n * DAY for n in off]
    moved = [first + n * DAY for n in works]
    answer = due(rule, start, calendar=Calendar.of(holidays, moved, weekend))
    expected = model.last_day(first, answer.amount, answer.unit, works=moved, off=holidays, weekend=weekend)
    assert answer.last_day == expected
    assert answer.due_at == model.midnight(expected + DAY)


@given(MOMENTS, st.sampled_from(["inquiry", "investigation", "accelerated"]), st.integers(1, 24), SPANS, BREAKS, OFF)
@example(
    # Its last day is a Saturday, and the case is handed over for approval on the Monday it was moved to.
    datetime(2026, 11, 5, 5, tzinfo=UTC), "inquiry", 1, [(32, 0, 3, 0)], [], frozenset(),
)  # fmt: skip
@example(datetime(2026, 11, 5, 5, tzinfo=UTC), "inquiry", 1, [], [(32, 10)], frozenset())
@example(datetime(2026, 11, 5, 5, tzinfo=UTC), "inquiry", 1, [], [(0, 10), (10, 3)], frozenset())
@example(datetime(2024, 2, 27, 5, tzinfo=UTC), "inquiry", 1, [(1, 0, 2, 0)], [], frozenset())
@example(datetime(2024, 2, 27, 5, tzinfo=UTC), "inquiry", 1, [(2, 0, 1, 0), (3, 0, 1, 0)], [(2, 1)], frozenset())
def test_pauses_interruptions_and_extensions(
    start: datetime,
    rule: str,
    months: int,
    given_spans: list[tuple[int, int, int, int]],
    given_breaks: list[tuple[int, int]],
    off: frozenset[int],
) -> None:
    first = model.day_of(start)
    pauses = _spans(start, given_spans)
    breaks = [(first + after * DAY, first + (after + days) * DAY) for after, days in given_breaks]
    holidays = [first + n * DAY for n in off]
    answer = due(
        rule,
        start,
        amount=months,
        calendar=Calendar.of(holidays),
        pauses=pauses,
        # At any time of the day: a ruling interrupts by the day.
        interruptions=[(model.midnight(s) + 90 * MINUTE, model.midnight(u) + 90 * MINUTE) for s, u in breaks],
    )
    expected = model.last_day(first, months, answer.unit, off=holidays, pauses=pauses, interruptions=breaks)
    assert answer.last_day == expected, [str(step) for step in answer.explanation]


@given(MOMENTS, st.sampled_from(CUSTODY_DAYS), st.integers(1, 18), OFF)
def test_custody_in_days_and_months(start: datetime, rule: str, length: int, off: frozenset[int]) -> None:
    first = model.day_of(start)
    answer = due(rule, start, amount=length, calendar=Calendar.of([first + n * DAY for n in off]))
    assert answer.last_day == model.custody_last_day(first, length, answer.unit)
    assert not answer.rolled


@given(st.one_of(ANYWHEN, AROUND_THE_NIGHT), st.sampled_from(HOURS))
@example(NIGHT - timedelta(hours=24), "detention.expiry")
def test_hours_pass_as_they_pass(start: datetime, rule: str) -> None:
    answer = due(rule, start)
    assert answer.due_at == start + answer.amount * timedelta(hours=1)


@given(st.dates(date(2024, 2, 20), date(2024, 3, 10)))
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    assert end_of(day) == model.midnight(day + DAY) == beginning_of(day + DAY)
    length = timedelta(hours=25 if day == date(2024, 2, 29) else 24)
    assert end_of(day) - beginning_of(day) == length


@given(
    st.dates(date(2022, 1, 2), date(2030, 12, 31)),
    st.sampled_from(["inquiry", "investigation"]),
    st.integers(1, 40),
    st.integers(0, 60),
    st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(0, 90))),
)
def test_the_calculator(start: date, rule: str, months: int, excluded: int, broken: tuple[int, int] | None) -> None:
    usual = LIMITS[rule].editions[-1].amount
    breaks = [(start + broken[0] * DAY, start + sum(broken) * DAY)] if broken else []
    answer = assess(
        TermFacts(
            rule,
            start,
            excluded_full_days=excluded,
            extension_to=months if months > usual else None,
            interrupted_from=breaks[0][0] if breaks else None,
            resumed_on=breaks[0][1] if breaks else None,
        )
    )
    told = max(months, usual)
    assert answer.last_day == model.last_day(start, told, "mo", interruptions=breaks, excluded=excluded)
    running = model.last_day(start, usual, "mo", interruptions=breaks, excluded=excluded)
    chosen = answer.chosen
    if months <= usual:
        assert chosen is None
        return
    assert chosen is not None
    assert (chosen.level, chosen.to_prosecutor_by) == model.extension(months, running)


@given(MOMENTS, st.integers(-2, 40), SPANS)
def test_a_term_the_prosecutor_sets_ends_on_the_day_he_says(
    received: datetime, days: int, given_spans: list[tuple[int, int, int, int]]
) -> None:
    first = model.day_of(received)
    until, longest = first + days * DAY, model.months_on(first, 1)
    length = length_until(received, until)
    if isinstance(length, Refusal):
        assert length.cite == "CPC 192(7)"
        assert not first < until <= longest
        return
    assert first < until <= longest
    pauses = _spans(received, given_spans)
    assert due("investigation.returned", received, amount=length, pauses=pauses).last_day == model.last_day(
        first, days, "d", pauses=pauses
    )


@given(
    st.sampled_from(["inquiry", "investigation"]), st.integers(-3, 300), st.dates(date(2024, 1, 1), date(2030, 1, 1))
)
def test_the_ladder_of_the_investigation(rule: str, months: int, running: date) -> None:
    step = extension_step(rule, months)
    if months <= LIMITS[rule].editions[-1].amount:
        assert isinstance(step, Refusal)
        assert step.cite == "CPC 192(4)"
        return
    assert isinstance(step, Rise)
    answer = submission(step, running)
    assert (step.level, answer.submit_by) == model.extension(months, running)
    assert answer.working_by <= answer.submit_by


@pytest.mark.parametrize("rule", ["accelerated", "misd.protocol", "motion", "arrest.term", "no.such"])
def test_no_other_term_is_extended_on_this_ladder(rule: str) -> None:
    step = extension_step(rule, 5)
    assert isinstance(step, Refusal)
    assert step.code == "term_not_extended"


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        # Written by hand, so that the model is not its own judge.
        ("2026-11-22", 1, "2026-12-22"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-12-31", 2, "2027-03-01"),  # 28.02.2027 is a Sunday
        ("2024-01-29", 1, "2024-02-29"),
        ("2023-12-29", 2, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-29"),
    ],
)
def test_the_model_itself(start: str, length: int, last: str) -> None:
    assert model.last_day(date.fromisoformat(start), length, "mo") == date.fromisoformat(last)


def test_the_model_knows_nothing_of_the_system() -> None:
    with open(model.__file__, encoding="utf-8") as source:
        lines = source.read().splitlines()
    assert len(lines) <= 100
    assert not any("ecase" in line for line in lines)
