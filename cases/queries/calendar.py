"""The calendar as the pure rules take it: a plain value, read once in a while from the table."""

from time import monotonic

from cases.models import NonWorkingDay
from ecase.law.calendar import Calendar

KEPT = 60.0
_held: tuple[float, Calendar] | None = None


def calendar() -> Calendar:
    """Non-working and moved days; kept for a minute, so that a correction in the admin is in force soon."""
    global _held
    if _held is None or monotonic() - _held[0] > KEPT:
        rows = list(NonWorkingDay.objects.values_list("day", "working"))
        _held = (
            monotonic(),
            Calendar.of(
                holidays=(day for day, working in rows if not working),
                workdays=(day for day, working in rows if working),
            ),
        )
    return _held[1]
