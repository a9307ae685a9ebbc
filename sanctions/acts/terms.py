"""The term an act prints: asked for, or granted by what the decider has typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cases.queries.calendar import calendar
from ecase.law.clock import due, end_of
from ecase.law.limits import LIMITS
from sanctions.actions.effects import since_of
from sanctions.acts.words import length
from sanctions.models import Sanction

# Names of the fields of a kind that set a length, in the unit of the limit; "until" sets the last day itself.
LENGTHS = ("months", "days", "stay_days", "restriction_days")
SHORT, SHORT_LIMIT = "short_days", "arrest.short"
NAMES = (*LENGTHS, SHORT, "until")
LAST_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Span:
    """`words`: the length, empty where only the last day is set; `since` and `until` to the minute."""

    words: str
    since: datetime
    until: datetime


def asked(sanction: Sanction) -> str | None:
    """The length asked for in words; None for a kind whose grant starts no term."""
    kind = sanction.rule
    if not kind.grants or sanction.facts.get("until"):
        return None
    unit = LIMITS[kind.grants].unit
    amount = _length(sanction.facts)
    return length(amount or due(kind.grants, sanction.requested_at).amount, unit, sanction.case.language)


def granted(sanction: Sanction, fields: Mapping[str, Any], at: datetime) -> Span | None:
    """From when until when the grant holds; None where it starts no term and names no last day."""
    kind, language = sanction.rule, sanction.case.language
    since = since_of(sanction, at)
    last = _day(fields.get("until"))
    if last is not None:
        return Span("", since, end_of(last) - LAST_MINUTE)
    short = fields.get(SHORT)
    key = SHORT_LIMIT if short not in (None, "") else kind.grants
    if not key:
        return None
    amount = int(str(short)) if key == SHORT_LIMIT else _length(fields)
    counted = due(key, since, amount=amount, calendar=calendar())
    return Span(length(counted.amount, LIMITS[key].unit, language), since, counted.due_at - LAST_MINUTE)


def _length(given: Mapping[str, Any]) -> int | None:
    for name in LENGTHS:
        if given.get(name) not in (None, ""):
            return int(str(given[name]))
    return None


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
