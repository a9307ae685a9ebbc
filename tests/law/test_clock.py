"""Counting of terms: tables first, then properties over random moments."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law.clock import ALMATY, Calendar, due, end_of, local, rungs, shown
from ecase.law.limits import LIMITS, NoEdition


def at(text: str) -> datetime:
    """An Almaty wall-clock moment, "2026-11-22 01:56"."""
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


MOMENTS = st.datetimes(min_value=datetime(2022, 1, 2), max_value=datetime(2035, 12, 31), timezones=st.just(UTC))
CUSTODY_HOURS = sorted(k for k, x in LIMITS.items() if x.unit == "h" and x.custody and not x.backwards)
OPEN_HOURS = sorted(k for k, x in LIMITS.items() if x.unit == "h" and not x.custody and not x.editions[-1].until)
DAYS = sorted(k for k, x in LIMITS.items() if x.unit == "d" and x.rolls)


@pytest.mark.parametrize(
    ("rule", "start", "amount", "end"),
    [
        ("detention.protocol", "2026-11-22 01:56", None, "2026-11-22 04:56"),
        ("detention.prosecutor_notice", "2026-11-22 04:06", None, "2026-11-22 16:06"),
        ("detention.interrogation", "2026-11-22 04:06", None, "2026-11-23 04:06"),
        ("detention.expiry", "2026-11-22 01:56", None, "2026-11-24 01:56"),
        ("detention.expiry", "2026-11-22 01:56", "minor", "2026-11-23 01:56"),
        ("detention.expiry", "2026-11-22 01:56", "exception", "2026-11-25 01:56"),
        # A weekend and the New Year move nothing.
        ("detention.expiry", "2026-12-31 23:30", None, "2027-01-02 23:30"),
        ("detention.petition_to_ij", "2026-11-24 01:56", None, "2026-11-23 17:56"),
        ("misd_detained.to_prosecutor", "2026-11-24 01:56", None, "2026-11-23 01:56"),
        ("misd_detained.to_court", "2026-11-24 01:56", None, "2026-11-23 13:56"),
        ("ij.arrest", "2026-11-21 20:10", None, "2026-11-22 04:10"),
        ("detention.expiry", "2024-02-28 12:00", None, "2024-03-01 11:00"),
    ],
)
def test_hours_in_custody_run_to_the_minute(rule: str, start: str, amount: str | None, end: str) -> None:
    answer = due(rule, at(start), amount=amount)
    assert answer.due_at == at(end)
    assert answer.legal_end is None
    assert not answer.rolled
    assert answer.last_day is None


def test_the_night_the_clocks_went_back_is_counted_as_it_passed() -> None:
    """29.02.2024, 24:00 at UTC+6 became 23:00 at UTC+5."""
    held = at("2024-02-29 12:00")
    answer = due("detention.expiry", held, amount="minor")
    assert answer.due_at - held.astimezone(UTC) == timedelta(hours=24)
    assert shown(answer.due_at) == "01.03.2024, 11:00"
    assert any("clocks were changed" in step.says for step in answer.explanation)
    assert local(held).utcoffset() == timedelta(hours=6)
    assert local(answer.due_at).utcoffset() == timedelta(hours=5)


def test_the_day_the_clocks_went_back_ends_at_its_second_midnight() -> None:
    assert end_of(date(2024, 2, 29)) == datetime(2024, 2, 29, 19, 0, tzinfo=UTC)
    assert end_of(date(2024, 2, 28)) == datetime(2024, 2, 28, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "alarm", "legal"),
    [
        ("2026-11-22 10:20", "2026-11-23 10:20", "2026-11-23 11:00"),
        ("2026-11-22 10:00", "2026-11-23 10:00", "2026-11-23 11:00"),
        ("2026-11-22 23:59", "2026-11-23 23:59", "2026-11-24 00:00"),
    ],
)
def test_other_hours_alarm_at_the_minute_and_end_in_law_at_the_full_hour(start: str, alarm: str, legal: str) -> None:
    answer = due("writ.prosecutor", at(start))
    assert answer.due_at == at(alarm)
    assert answer.legal_end == at(legal)
    assert "CPC 48(2)" in answer.cites


@pytest.mark.parametrize(
    ("rule", "start", "amount", "last", "rolled"),
    [
        ("motion", "2026-11-23 09:00", None, "2026-11-26", False),
        ("motion", "2026-11-23 00:00", None, "2026-11-26", False),
        ("motion", "2026-11-23 23:59", None, "2026-11-26", False),
        ("ij.appeal", "2026-11-26 18:00", None, "2026-11-30", True),  # Sunday the 29th
        ("ij.appeal", "2026-11-25 18:00", None, "2026-11-30", True),  # Saturday the 28th
        ("complaint.prosecutor", "2026-11-23 12:00", "listed", "2026-11-26", False),
        ("interruption.to_prosecutor", "2026-11-26 10:00", None, "2026-11-27", False),
        ("inspection_urgent.to_ij", "2026-11-27 10:00", None, "2026-11-28", False),
        ("ij.extension", "2026-11-25 10:00", None, "2026-11-28", False),  # a Saturday: not moved
        ("accelerated", "2026-11-02 10:00", None, "2026-11-17", False),
        ("motion", "2024-02-26 10:00", None, "2024-02-29", False),
        ("motion", "2023-02-24 10:00", None, "2023-02-27", False),
        ("motion", "2026-12-30 10:00", None, "2027-01-04", True),
        ("indictment.prosecutor", "2026-11-03 10:00", "accelerated", "2026-11-06", False),
    ],
)
def test_days(rule: str, start: str, amount: str | None, last: str, rolled: bool) -> None:
    answer = due(rule, at(start), amount=amount)
    assert answer.last_day == date.fromisoformat(last)
    assert answer.rolled is rolled
    assert answer.due_at == end_of(date.fromisoformat(last))


@pytest.mark.parametrize(
    ("rule", "start", "last"),
    [
        ("inquiry", "2026-11-23 10:00", "2026-12-23"),
        ("investigation", "2026-11-23 10:00", "2027-01-25"),  # 23.01 is a Saturday
        ("inquiry", "2025-01-31 10:00", "2025-02-28"),
        ("inquiry", "2024-01-31 10:00", "2024-02-29"),
        ("inquiry", "2024-01-29 10:00", "2024-02-29"),
        ("inquiry", "2025-01-29 10:00", "2025-02-28"),
        ("inquiry", "2024-02-29 10:00", "2024-03-29"),
        ("inquiry", "2026-03-31 10:00", "2026-04-30"),
        ("investigation", "2025-12-31 10:00", "2026-03-02"),  # 28.02.2026 is a Saturday
        ("investigation", "2026-07-31 10:00", "2026-09-30"),
        ("inquiry", "2026-05-31 20:00", "2026-06-30"),
    ],
)
def test_months_end_on_the_same_date_or_the_last_day(rule: str, start: str, last: str) -> None:
    assert due(rule, at(start)).last_day == date.fromisoformat(last)


def test_a_day_begins_at_midnight_in_almaty_not_in_utc() -> None:
    """20:00 UTC is already the next day in Almaty."""
    assert due("motion", datetime(2026, 11, 22, 20, 0, tzinfo=UTC)).last_day == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("start", "last", "other"),
    [
        ("2026-11-22 01:56", "2027-01-21", "22.01.2027"),
        ("2026-11-01 10:00", "2026-12-31", "01.01.2027"),
        ("2026-12-31 10:00", "2027-02-27", "28.02.2027"),
        ("2027-12-31 10:00", "2028-02-28", "29.02.2028"),
        ("2026-03-01 10:00", "2026-04-30", "01.05.2026"),
        # 24.01.2027 is a Sunday: custody does not move off it.
        ("2026-11-25 10:00", "2027-01-24", "25.01.2027"),
    ],
)
def test_custody_in_months_counts_its_first_day_and_takes_the_shorter_reading(
    start: str, last: str, other: str
) -> None:
    answer = due("arrest.term", at(start))
    assert answer.last_day == date.fromisoformat(last)
    assert not answer.rolled
    assert any(step.params.get("other") == other for step in answer.explanation)


def test_short_custody_counts_its_first_day() -> None:
    assert due("arrest.short", at("2026-11-22 23:59")).last_day == date(2026, 12, 1)
    assert due("arrest.short", at("2026-11-22 23:59"), amount=5).last_day == date(2026, 11, 26)


def test_holidays_and_moved_working_days_are_those_of_the_calendar_passed_in() -> None:
    calendar = Calendar.of(holidays=[date(2026, 12, 16), date(2026, 12, 17)], workdays=[date(2026, 12, 19)])
    assert due("motion", at("2026-12-13 10:00"), calendar=calendar).last_day == date(2026, 12, 18)
    worked_saturday = due("motion", at("2026-12-16 10:00"), calendar=calendar)
    assert (worked_saturday.last_day, worked_saturday.rolled) == (date(2026, 12, 19), False)
    assert due("motion", at("2026-12-17 10:00"), calendar=calendar).last_day == date(2026, 12, 21)


def test_another_weekend() -> None:
    friday_off = Calendar.of(weekend=[4])
    assert due("motion", at("2026-11-24 10:00"), calendar=friday_off).last_day == date(2026, 11, 28)


def test_a_week_without_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="working day"):
        Calendar.of(weekend=range(7))


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        ([], "2026-12-22"),
        ([("2026-11-30 10:00", "2026-12-05 15:00")], "2026-12-28"),  # four full days: Saturday, moved
        ([("2026-11-30 00:00", "2026-12-02 00:00")], "2026-12-24"),
        ([("2026-11-30 09:00", "2026-11-30 18:00")], "2026-12-22"),  # no full day
        ([("2026-11-30 00:00", "2026-12-02 00:00"), ("2026-12-01 00:00", "2026-12-03 00:00")], "2026-12-25"),
        ([("2026-12-22 20:00", "2026-12-24 10:00")], "2026-12-22"),  # began when no full day was left
        ([("2027-02-01 00:00", "2027-03-01 00:00")], "2026-12-22"),  # after the end
        ([("2026-11-20 00:00", "2026-11-25 00:00")], "2026-12-24"),  # only what lies inside
    ],
)
def test_pauses_take_out_whole_days(pauses: list[tuple[str, str]], last: str) -> None:
    spans = [(at(since), at(until)) for since, until in pauses]
    assert due("inquiry", at("2026-11-22 12:00"), pauses=spans).last_day == date.fromisoformat(last)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due("motion", datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="cannot stand still"):
        due("detention.expiry", at("2026-11-22 10:00"), pauses=[(at("2026-11-22 11:00"), at("2026-11-22 12:00"))])
    with pytest.raises(ValueError, match="before it begins"):
        due("inquiry", at("2026-11-22 10:00"), pauses=[(at("2026-11-25 11:00"), at("2026-11-24 12:00"))])
    with pytest.raises(ValueError, match="no amount named"):
        due("motion", at("2026-11-22 10:00"), amount="minor")
    with pytest.raises(ValueError, match="is no term"):
        due("motion", at("2026-11-22 10:00"), amount=0)
    with pytest.raises(KeyError):
        due("no.such.rule", at("2026-11-22 10:00"))
    with pytest.raises(NoEdition):
        due("writ.judge", at("2017-06-01 10:00"))


@pytest.mark.parametrize(
    ("start", "edition", "hours"),
    [
        ("2018-01-08 23:59", "2015", 72),
        ("2018-01-09 00:00", "118-VI", 48),
        ("2015-01-01 00:00", "2015", 72),
    ],
)
def test_detention_on_both_sides_of_law_118(start: str, edition: str, hours: int) -> None:
    answer = due("detention.expiry", at(start))
    assert (answer.edition, answer.amount) == (edition, hours)
    assert answer.due_at - answer.starts_at == timedelta(hours=hours)
    assert (answer.confidence == "M") == (edition == "2015")


def test_the_edition_is_chosen_by_the_day_in_almaty_and_can_be_named() -> None:
    evening_in_utc = datetime(2018, 1, 8, 18, 30, tzinfo=UTC)  # already 09.01 in Almaty
    assert due("detention.expiry", evening_in_utc).edition == "118-VI"
    assert due("detention.expiry", evening_in_utc, on=date(2018, 1, 1)).edition == "2015"


@pytest.mark.parametrize(("start", "last"), [("2019-12-16 10:00", "2019-12-19"), ("2020-02-03 10:00", "2020-02-13")])
def test_misdemeanour_protocol_before_and_after_law_292(start: str, last: str) -> None:
    assert due("misd.protocol", at(start)).last_day == date.fromisoformat(last)


def test_rungs_that_would_stand_before_the_start_are_left_out() -> None:
    limit = LIMITS["detention.expiry"]
    adult = due("detention.expiry", at("2026-11-22 01:56"))
    assert rungs(limit, adult) == tuple(
        (name, at(moment))
        for name, moment in (
            ("-24h", "2026-11-23 01:56"),
            ("-12h", "2026-11-23 13:56"),
            ("-8h", "2026-11-23 17:56"),
            ("-1h", "2026-11-24 00:56"),
            ("due", "2026-11-24 01:56"),
        )
    )
    minor = due("detention.expiry", at("2026-11-22 01:56"), amount="minor")
    assert [name for name, _ in rungs(limit, minor)] == ["-12h", "-8h", "-1h", "due"]


def test_rungs_of_a_term_counted_back_are_cut_by_the_start_of_the_detention() -> None:
    limit, held = LIMITS["misd_detained.to_prosecutor"], at("2026-11-22 01:56")
    answer = due(limit, at("2026-11-24 01:56"))
    assert [name for name, _ in rungs(limit, answer)] == ["-4h", "-1h", "due"]
    assert [name for name, _ in rungs(limit, answer, since=held)] == ["-4h", "-1h", "due"]
    for_a_minor = due(limit, at("2026-11-23 01:56"))
    assert [name for name, _ in rungs(limit, for_a_minor, since=held)] == ["due"]


def test_overdue_begins_with_the_due_moment() -> None:
    answer = due("detention.expiry", at("2026-11-22 01:56"))
    assert not answer.overdue(at("2026-11-24 01:56") - timedelta(seconds=1))
    assert answer.overdue(at("2026-11-24 01:56"))


def test_submission_of_an_extension_is_counted_back_in_full_days() -> None:
    term = due("inquiry", at("2026-11-23 10:00"))
    assert due("extension.submission", term.due_at).last_day == date(2026, 12, 18)
    assert due("extension.submission", term.due_at, amount="prosecutor_general").last_day == date(2026, 12, 13)


@given(MOMENTS, st.sampled_from(CUSTODY_HOURS))
def test_custody_hours_are_exactly_that_many_hours(start: datetime, rule: str) -> None:
    answer = due(rule, start, calendar=Calendar.of(holidays=[local(start).date()]))
    assert answer.due_at - start == timedelta(hours=answer.amount)
    assert not answer.rolled


@given(MOMENTS, st.sampled_from(OPEN_HOURS))
def test_the_alarm_never_comes_after_the_legal_end(start: datetime, rule: str) -> None:
    answer = due(rule, start)
    assert answer.legal_end is not None
    assert timedelta(0) < answer.legal_end - answer.due_at <= timedelta(hours=1)
    assert local(answer.legal_end).minute == 0


@given(MOMENTS, st.sampled_from(DAYS), st.frozensets(st.integers(0, 40), max_size=12))
def test_a_day_term_ends_on_the_first_working_day_from_its_last_day(
    start: datetime, rule: str, off: frozenset[int]
) -> None:
    first = local(start).date()
    calendar = Calendar.of(holidays=[first + timedelta(days=n) for n in off])
    answer = due(rule, start, calendar=calendar)
    plain = first + timedelta(days=answer.amount)
    assert answer.last_day is not None
    assert answer.last_day >= plain
    assert calendar.is_working(answer.last_day)
    between = (answer.last_day - plain).days
    assert not any(calendar.is_working(plain + timedelta(days=n)) for n in range(between))
    assert answer.rolled == (between > 0)
    assert shown(answer.due_at).endswith("00:00")


@given(MOMENTS, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_a_later_start_never_ends_earlier(start: datetime, later: timedelta) -> None:
    for rule in ("detention.expiry", "arrest.term", "inquiry", "motion", "writ.prosecutor"):
        assert due(rule, start).due_at <= due(rule, start + later).due_at


@given(MOMENTS, st.integers(1, 18))
def test_custody_in_months_is_the_shorter_by_one_day_of_the_two_readings(start: datetime, months: int) -> None:
    answer = due("arrest.term", start, amount=months)
    assert answer.last_day is not None
    same_date = answer.last_day + timedelta(days=1)
    first = local(start).date()
    assert (same_date.year * 12 + same_date.month) - (first.year * 12 + first.month) == months
    assert same_date.day == first.day or (same_date + timedelta(days=1)).day == 1


@given(
    MOMENTS,
    st.lists(st.tuples(st.integers(-100, 3000), st.integers(0, 500)), max_size=4),
)
def test_a_pause_never_shortens_a_term_nor_adds_more_than_itself(start: datetime, hours: list[tuple[int, int]]) -> None:
    pauses = [(start + timedelta(hours=a), start + timedelta(hours=a + b)) for a, b in hours]
    every_day = Calendar.of(weekend=[])
    plain = due("inquiry", start, calendar=every_day)
    paused = due("inquiry", start, calendar=every_day, pauses=pauses)
    assert timedelta(0) <= paused.due_at - plain.due_at <= timedelta(hours=sum(b for _, b in hours) + 1)
