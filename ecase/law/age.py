"""Age on a given moment, by the calendar of Almaty."""

from datetime import date, datetime

from ecase.law.clock import local

MAJORITY = 18
# From this age one answers for every offence, for some of them earlier (CC 15).
FULL_LIABILITY = 16


def age_on(birth_date: date, day: date) -> int:
    """Full years on `day`. Somebody born on 29.02 becomes a year older on 01.03 of a common year."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_minor(birth_date: date, at: datetime) -> bool:
    """Whether a person is under eighteen at `at`, by the date in Almaty."""
    return age_on(birth_date, local(at).date()) < MAJORITY


def is_eighteenth_birthday(birth_date: date, at: datetime) -> bool:
    """Whether `at` falls on the first day of being eighteen, where court practice is cautious."""
    day = local(at).date()
    return age_on(birth_date, day) == MAJORITY and age_on(birth_date, date.fromordinal(day.toordinal() - 1)) < MAJORITY
