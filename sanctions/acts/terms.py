"""The term an act prints: asked for, or granted by what the decider has typed, reckoned as the action will."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cases.queries.calendar import calendar
from ecase.law.clock import due, end_of
from ecase.law.limits import LIMITS
from sanctions import custody
from sanctions.actions.effects.lengths import since_of, term_of
from sanctions.acts.words import length
from sanctions.models import Sanction

# The fields of a decision that are the term itself (`ecase.law.kind_terms`).
UNTIL = "until"
NAMES = ("months", "days", "short_days", UNTIL)
LAST_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Span:
    """`words`: the length, empty where only the last day is set; `since` and `until` to the minute."""

    words: str
    since: datetime
    until: datetime


def asked(sanction: Sanction) -> str | None:
    """The length asked for in words; None where the grant starts no term, or the facts of the request say it."""
    kind = sanction.rule
    if not kind.grants or any(sanction.facts.get(name) for name in NAMES):
        return None
    counted = due(kind.grants, sanction.requested_at)
    return length(counted.amount, LIMITS[kind.grants].unit, sanction.case.language)


def granted(sanction: Sanction, fields: Mapping[str, Any], at: datetime) -> Span | None:
    """From when until when the grant holds; None where it starts no term."""
    kind = sanction.rule
    if not kind.grants:
        return None
    since = since_of(sanction, at)
    last = _day(fields.get(UNTIL))
    if last is not None:
        return Span("", since, end_of(last) - LAST_MINUTE)
    longer = _extended(sanction, fields, since, at)
    if longer is not None:
        return longer
    term = term_of(sanction, fields, since)
    if term is None:
        return None
    rule, amount = term
    counted = due(rule, since, amount=amount, calendar=calendar())
    return Span(_said(amount, rule, counted.amount, sanction.case.language), since, counted.due_at - LAST_MINUTE)


def _extended(sanction: Sanction, fields: Mapping[str, Any], since: datetime, at: datetime) -> Span | None:
    """A longer custody: months in all, up to the day the ladder gives (days served earlier count, 152(9))."""
    months = int(str(fields["months"])) if fields.get("months") else None
    answer = custody.answer_of(sanction, at, months=months)
    if answer is None or answer.until is None:
        return None
    words = length(months, "mo", sanction.case.language) if months else ""
    return Span(words, since, end_of(answer.until) - LAST_MINUTE)


def _said(amount: int | str | None, rule: str, counted: int, language: str) -> str:
    """A length in days that the limit counts in months goes by its days («45d»)."""
    if isinstance(amount, str) and amount.endswith("d") and amount[:-1].isdigit():
        return length(int(amount[:-1]), "d", language)
    return length(counted, LIMITS[rule].unit, language)


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
