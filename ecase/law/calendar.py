"""Which days are working days. A plain value that callers pass in; nothing is read from anywhere.

The rows come from `data/non_working_days.csv` by way of the calendar table, corrected in the admin.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Calendar:
    """`holidays`: days off besides the weekend; `workdays`: weekend days (or holidays) moved to be
    worked; `weekend`: ISO weekdays counted from Monday = 0."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    weekend: frozenset[int] = field(default=frozenset({SATURDAY, SUNDAY}))

    def __post_init__(self) -> None:
        if len(self.weekend) >= 7 or not self.weekend <= frozenset(range(7)):
            raise ValueError("a week needs a working day; weekdays are 0 (Monday) to 6 (Sunday)")

    @classmethod
    def of(
        cls,
        holidays: Iterable[date] = (),
        workdays: Iterable[date] = (),
        weekend: Iterable[int] = (SATURDAY, SUNDAY),
    ) -> "Calendar":
        """A calendar from any iterables."""
        return cls(frozenset(holidays), frozenset(workdays), frozenset(weekend))

    def is_working(self, day: date) -> bool:
        """A moved working day wins over the holiday and the weekend."""
        if day in self.workdays:
            return True
        return day not in self.holidays and day.weekday() not in self.weekend

    def working_on_or_after(self, day: date) -> date:
        """`day` itself or the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_on_or_before(self, day: date) -> date:
        """`day` itself or the last working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day


# Saturdays and Sundays off, no holidays: for terms that never move and for tests.
PLAIN = Calendar()
