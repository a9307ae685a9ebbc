"""From when and how long the terms of a kind of sanction run, by what its request states and its decider fixes.

The row of the kind names the limits; the lengths a form may give ("days", "months", "until", "short_days") are read
here and nowhere else. Counting is `clock`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ecase.law.kinds import Kind
from ecase.law.ladder import LADDER
from ecase.law.limits import LIMITS
from ecase.law.moments import beginning_of, end_of, local, utc

# Steps of an extension whose terms are longer than the first one's: months in all over, name of the amount.
_LONGER: tuple[tuple[int, str], ...] = ((LADDER[2].months, "over_twelve"), (LADDER[0].months, "over_three"))


def moment_of(value: Any, *, end: bool) -> datetime | None:
    """A stated fact as a moment: a day counts from its beginning or, for a term counted back, from its end at 24:00."""
    if isinstance(value, str) and value:
        value = date.fromisoformat(value) if len(value) == len("2026-11-23") else datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return end_of(value) if end else beginning_of(value)
    return None


def petition_start(kind: Kind, facts: Mapping[str, Any]) -> datetime | None:
    """From when the asker's own term runs; None where the fact is not stated, or the kind has no such term."""
    if not kind.petition_term:
        return None
    return moment_of(facts.get(kind.petition_from), end=LIMITS[kind.petition_term].backwards)


def step_amount(rule: str, facts: Mapping[str, Any]) -> str | None:
    """The named length of an extension's term for the months asked for; None: the usual one."""
    months = facts.get("months")
    if not months:
        return None
    known = {amount.name for edition in LIMITS[rule].editions for amount in edition.amounts}
    return next((name for over, name in _LONGER if int(months) > over and name in known), None)


def granted_term(kind: Kind, decided: Mapping[str, Any], since: datetime) -> tuple[str, int | str | None] | None:
    """The limit a grant starts at `since` and its length, None for the usual one; None where it starts no term.

    "short_days" is the short custody, "days" and "months" are a length in all, "until" is the last day the decider
    set, counted as the limit counts: a day of custody counts from the first. Raises ValueError for a last day before
    the first.
    """
    if not kind.grants:
        return None
    if decided.get("short_days"):
        return "arrest.short", int(decided["short_days"])
    limit = LIMITS[kind.grants]
    until = decided.get("until")
    if until:
        last = until if isinstance(until, date) else date.fromisoformat(str(until)[:10])
        length = (last - local(since).date()).days + (1 if limit.custody else 0)
        if length < 1:
            raise ValueError(f"{last} comes before the term begins")
        return kind.grants, length if limit.unit == "d" else f"{length}d"
    for name, unit in (("months", "mo"), ("days", "d")):
        if decided.get(name):
            number = int(decided[name])
            return kind.grants, number if limit.unit == unit else f"{number}d"
    return kind.grants, None
