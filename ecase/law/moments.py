"""Moments and days of Almaty: where a day ends, and how a moment is written in acts.

Counting of terms stands in `clock`. The zone is one for the whole country; before 01.03.2024 it lay an
hour further east.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
DAY = timedelta(days=1)


def utc(moment: datetime) -> datetime:
    """`moment` in UTC. Raises ValueError for one without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """`moment` on Almaty's wall clock."""
    return utc(moment).astimezone(ALMATY)


def beginning_of(day: date) -> datetime:
    """00:00 of `day` in Almaty, in UTC."""
    return datetime.combine(day, time(), ALMATY).astimezone(UTC)


def end_of(day: date) -> datetime:
    """24:00 of `day` in Almaty, in UTC."""
    return beginning_of(day + DAY)


def shown(moment: datetime) -> str:
    """`moment` as it is written in acts: "24.11.2026, 01:56"."""
    return f"{local(moment):%d.%m.%Y, %H:%M}"


def end_shown(moment: datetime) -> str:
    """The end of a term: midnight belongs to the day that ends, "23.11.2026, 24:00"."""
    at = local(moment)
    return f"{at.date() - DAY:%d.%m.%Y}, 24:00" if at.time() == time() else shown(moment)


def last_day_of(end: datetime) -> date:
    """The day in which a term ends; midnight belongs to the day that is over."""
    at = local(end)
    return at.date() - DAY if at.time() == time() else at.date()


def day_shown(day: date) -> str:
    """`day` as it is written in acts: "24.11.2026"."""
    return f"{day:%d.%m.%Y}"
