"""The term a grant begins: from when, how long, until which day. One clock for a measure and all that prolongs it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cases.actions.act import Act
from cases.models import Deadline
from cases.queries.calendar import calendar
from ecase.law.clock import due, local
from ecase.law.custody import ON_SUSPICION
from ecase.law.kind_terms import granted_term
from ecase.law.limits import LIMITS
from ecase.law.moments import end_of
from ecase.law.words import N_, Refusal, Refused
from sanctions import custody
from sanctions.models import Sanction

USED_UP = Refusal(
    "first_term_used_up",
    N_("Nothing is left of the term of a first order: the person has spent it in custody in this case already."),
    cite="CPC 151(1), 152(9)",
)


def since_of(sanction: Sanction, at: datetime) -> datetime:
    """From when a granted term counts: custody from the holding (152(6)) or from its first order, the rest from now.

    A longer custody counts from where the first one did, for its months are months in all; another measure goes on
    from the end of the term that is running.
    """
    rule = sanction.rule
    if not rule.grants:
        return at
    if LIMITS[rule.grants].anchor == "term_over" and sanction.extends is not None:
        running = custody.root_of(sanction).until
        return end_of(running) if running is not None else at
    if LIMITS[rule.grants].anchor != "restraint_at" and sanction.kind not in custody.FAMILY:
        return at
    first = custody.root_of(sanction)
    clock = custody.clock_of(first) if first.pk != sanction.pk else None
    if clock is not None:
        started: datetime = clock.starts_at
        return started
    held = first.held_on()  # one who was freed on a refusal that was cancelled is held by the new order only
    return held.restraint_at if held is not None and held.released_at is None else first.decided_at or at


def term_of(sanction: Sanction, fields: Mapping[str, Any], since: datetime) -> tuple[str, int | str | None] | None:
    """The limit the grant starts and its length. Raises Refused for a last day before the first."""
    try:
        term = granted_term(sanction.rule, fields, since)
    except ValueError:
        raise Refused(
            Refusal(
                "ends_before_it_begins",
                N_("The last day comes before the term begins."),
                {},
                sanction.rule.cite,
                "until",
            )
        ) from None
    return with_earlier(sanction, *term, since) if term is not None else None


def with_earlier(
    sanction: Sanction, rule: str, amount: int | str | None, since: datetime
) -> tuple[str, int | str | None]:
    """What was spent in custody before counts into the two months of another first order as well (152(9)).

    Raises Refused(first_term_used_up) where that leaves not one day.
    """
    term = rule, amount
    if sanction.kind not in custody.FIRST_TERMS or rule not in ON_SUSPICION:
        return term
    first = local(since).date()
    served = custody.earlier_days(sanction, first)
    if not served:
        return term
    whole, last = due(custody.FULL, since).last_day, due(rule, since, amount=amount).last_day
    assert whole is not None and last is not None, "custody ends with a day"
    left = whole - timedelta(days=served)
    if last <= left:
        return term
    days = (left - first).days + 1  # the first day is one of them
    if days < 1:
        raise Refused(USED_UP)
    return rule, days if LIMITS[rule].unit == "d" else f"{days}d"


def begin(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Begin the term on the request's own matter and set its last day; the request is not saved yet."""
    since = since_of(sanction, act.at)
    term = term_of(sanction, fields, since)
    if term is None:
        sanction.until = _day(fields.get("until")) or sanction.until
        return
    rule, amount = term
    sanction.until = due(rule, since, amount=amount, calendar=calendar()).last_day
    act.start_term(rule, since, matter=sanction.matter, amount=amount)


def go_on(act: Act, root: Sanction, rule: str, since: datetime, amount: int | str | None) -> Deadline:
    """Move the one clock of the first order: what runs there ends, and the longer one takes its place."""
    before = None
    for running in act.running(root.matter):
        if running.rule in custody.CLOCKS or running.rule == root.rule.grants or _same_sort(running.rule, rule):
            before = running
            act.end_term(root.matter, running.rule)
    if before is None:
        clock = custody.clock_of(root)
        before = clock if clock is not None and not Deadline.objects.filter(replaces=clock).exists() else None
    return act.start_term(rule, since, matter=root.matter, amount=amount, replaces=before)


def _same_sort(one: str, other: str) -> bool:
    """The terms of one measure bear its name before the dot."""
    return one.split(".")[0] == other.split(".")[0] and not LIMITS[one].backwards and LIMITS[one].unit != "h"


def days_in_all(since: datetime, last: date) -> str:
    """A length of custody in days, the first counted, as a stored term keeps it."""
    return f"{(last - local(since).date()).days + 1}d"


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
