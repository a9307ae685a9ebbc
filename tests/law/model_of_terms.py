"""An independent model of counting terms, day by day on the wall calendar. Imports nothing of the system.

Written from the Code alone: 48 (counting), 192(3) (pauses), 45 (interruption), 192(4)-(6) (extension),
151 (custody). It walks instead of reckoning, so that a slip of arithmetic cannot hide in both.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

DAY = timedelta(days=1)
CHANGE = date(2024, 3, 1)  # from this day the country lives at UTC+5, before it Almaty lived at UTC+6
Spans = Iterable[tuple[datetime, datetime]]


def midnight(day: date) -> datetime:
    """The moment `day` begins, in UTC."""
    return datetime.combine(day, time(), UTC) - timedelta(hours=6 if day < CHANGE else 5)


def day_of(moment: datetime) -> date:
    """The day on Almaty's wall calendar."""
    day = moment.astimezone(UTC).date() - DAY
    while midnight(day + DAY) <= moment:
        day += DAY
    return day


def months_on(day: date, months: int) -> date:
    """The same date so many months on, found by walking; the last day of a month that is too short."""
    month, year = day.month, day.year
    for _ in range(months):
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, number))
        except ValueError:
            continue
    raise AssertionError("no month is so short")


def wholly_covered(day: date, pauses: list[tuple[datetime, datetime]]) -> bool:
    """Whether the pauses together leave no moment of the day."""
    reached, moved = midnight(day), True
    while moved and reached < midnight(day + DAY):
        ends = [until for since, until in pauses if since <= reached < until]
        moved = bool(ends)
        reached = max(ends, default=reached)
    return reached >= midnight(day + DAY)


def interrupted_days(first: date, spans: list[tuple[date, date]]) -> set[date]:
    """From each ruling's day to the day before resumption. The starting day is not counted anyway; the day of
    resumption then takes its place."""
    days = {since + n * DAY for since, until in spans for n in range((until - since).days)}
    if first in days:
        end = first
        while end in days:
            end += DAY
        days.add(end)
    return days


def last_day(
    first: date,
    length: int,
    unit: str,
    *,
    works: Iterable[date] | None = None,
    off: Iterable[date] = (),
    weekend: Iterable[int] = (5, 6),
    pauses: Spans = (),
    interruptions: Iterable[tuple[date, date]] = (),
    excluded: int = 0,
) -> date:
    """The last day of a term outside custody, moved off days that are not worked."""
    pauses, off, works, weekend = list(pauses), set(off), set(works or ()), set(weekend)
    stopped = interrupted_days(first, list(interruptions))
    to_go = (length if unit == "d" else (months_on(first, length) - first).days) + excluded
    day = first
    while to_go:
        day += DAY
        if day not in stopped and not wholly_covered(day, pauses):
            to_go -= 1
    while (
        day in stopped or wholly_covered(day, pauses) or (day not in works and (day in off or day.weekday() in weekend))
    ):
        day += DAY
    return day


def custody_last_day(first: date, length: int, unit: str) -> date:
    """In custody the first day counts and nothing is moved: the shorter reading."""
    return (first + length * DAY if unit == "d" else months_on(first, length)) - DAY


def extension(months: int, running: date) -> tuple[str, date]:
    """Who extends the investigation and the latest day to hand the ruling in."""
    level = "district" if months <= 3 else "oblast" if months <= 12 else "prosecutor_general"
    return level, running - (10 if level == "prosecutor_general" else 5) * DAY
