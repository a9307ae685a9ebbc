"""What becomes of a decision the court above changes or cancels: of the measure, its extensions, its results (107).

Each order has an end of its own; the measure runs until the latest of those in force. Called by `appeals`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cases.actions.act import Act, refuse_if
from cases.queries.calendar import calendar
from ecase.law import custody as law
from ecase.law.clock import due, local
from ecase.law.covert import ITEMS
from ecase.law.kinds import Ends
from ecase.law.ladder import BESIDE, Beside
from ecase.law.limits import LIMITS
from ecase.law.limits_custody import SHORT_CUSTODY_DAYS
from ecase.law.moments import day_shown, end_of
from ecase.law.words import N_, Refusal
from sanctions import custody, rules
from sanctions.actions import effects
from sanctions.actions.effects.lengths import days_in_all, go_on, since_of, term_of
from sanctions.checks.law import bail_refusal
from sanctions.covert import actions as covert
from sanctions.covert.effects import OF_NOTICE, owed_again
from sanctions.covert.running import RUNNING
from sanctions.kinds import Status
from sanctions.models import Appeal, Sanction

OVER = (Status.EXECUTED, Status.LIFTED, Status.EXPIRED)
CEILING = Refusal(
    "beyond_the_ceiling", N_("The court above may not go beyond the ceiling of custody."), cite="CPC 151", field="until"
)


# --- may it be so -----------------------------------------------------------------------------------------------------


def why_not_change(sanction: Sanction, fields: Mapping[str, Any], at: datetime) -> Refusal | None:
    """Why the court above may not set this end or this bail: it has the measure of the judge whose order it changes."""
    last, amount = fields.get("until"), fields.get("bail")
    refusal = _why_not_until(sanction, last, at) if last is not None else None
    if refusal is not None or not amount:
        return refusal
    why = str(fields.get("bail_why") or sanction.decided.get("bail_why") or "")
    return bail_refusal(sanction, int(amount), at, why=why)


def why_not_again(sanction: Sanction, fields: Mapping[str, Any]) -> Refusal | None:
    """Why no other judge decides anew: in a case that is over he could grant nothing."""
    if sanction.status != Status.REFUSED or not fields.get("again"):
        return None
    refusal = rules.over(sanction)
    return replace(refusal, field="again") if refusal is not None else None


def _why_not_until(sanction: Sanction, last: date, at: datetime) -> Refusal | None:
    """An order may end earlier on any of its days, and later only as far as its own step goes (151(1)-(4),(6)-(8))."""
    root = custody.root_of(sanction)
    clock = custody.clock_of(root)
    if sanction.kind not in custody.FAMILY or root.until is None or clock is None:
        return None
    term_of(root, {"until": last}, clock.starts_at)  # refuses a day before the first
    ends = _own_end(root)[3] if sanction.pk == root.pk else sanction.until
    if ends is not None and last <= ends:
        return None
    most = _first_term(root, clock.starts_at) if sanction.pk == root.pk else _step(sanction, root, at)
    if most is not None and last > most:
        says = N_("A first term ends on %(day)s at the latest: what is longer is asked for as an extension.")
        if sanction.pk != root.pk:
            says = N_("This extension was asked for until %(day)s at the latest: the court above goes no further.")
        cite = "CPC 151(1)" if sanction.pk == root.pk else sanction.rule.cite
        return Refusal("beyond_its_step", says, {"day": day_shown(most)}, cite, "until")
    running = custody.running_of(root, at, stated=sanction.stated)
    beside = _beside(sanction)
    inside = beside is None or beside.in_ceiling
    return CEILING if inside and running is not None and last > running.ceiling_day else None


def _first_term(root: Sanction, since: datetime) -> date | None:
    """The last day of the longest first term; what was spent in custody before counts into it (152(9))."""
    term = term_of(root, {}, since)
    return due(term[0], since, amount=term[1]).last_day if term is not None else None


def _step(sanction: Sanction, root: Sanction, at: datetime) -> date | None:
    """The last day of what was asked for, and for that length, and no longer one, the prosecutors have agreed."""
    running = custody.running_of(root, at, stated=sanction.stated)
    if running is None:
        return None
    before = max(
        (one.until for one in custody.chain_of(root)[1:] if one.until and _earlier(one, sanction)), default=date.min
    )
    running = replace(running, last_day=max(before, _own_end(root)[3]))
    beside = _beside(sanction)
    if beside is not None:
        found, asked = law.beside(beside.code, running, local(at).date()).until, sanction.facts.get("until")
        return found or (date.fromisoformat(asked) if asked else None)  # asked for: where the judge sets the length
    return running.day_of(int(str(sanction.facts["months"])))


def _beside(sanction: Sanction) -> Beside | None:
    return next((row for row in BESIDE.values() if row.kind == sanction.kind), None)


def _earlier(one: Sanction, other: Sanction) -> bool:
    return bool(one.pk != other.pk and one.decided_at and other.decided_at and one.decided_at < other.decided_at)


# --- a change ---------------------------------------------------------------------------------------------------------


def changed(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Another end of a custody or house arrest, another bail. The words of the rest stand in the ruling.

    Raises Refused as `why_not_change` says. An extension in force that ends later goes on.
    """
    refuse_if(why_not_change(sanction, fields, act.at))
    last, amount = fields.get("until"), fields.get("bail")
    root = custody.root_of(sanction)
    if sanction.kind not in custody.FAMILY or root.until is None:
        last = None
    if last is not None:
        decided = {**sanction.decided, "until": last.isoformat()}  # its own end from now on, see `_own_end`
        clock = custody.clock_of(root)
        if clock is not None and (last - local(clock.starts_at).date()).days >= SHORT_CUSTODY_DAYS:
            decided.pop("short_days", None)  # no short custody any more (148(7)(2))
        sanction.decided = decided
        if sanction.pk != root.pk:
            sanction.until = last
    if amount:
        sanction.bail = root.bail = str(amount)  # paid on the first order, whichever order has set it (148(8))
        if fields.get("bail_why"):
            sanction.decided = {**sanction.decided, "bail_why": str(fields["bail_why"]).strip()}
    if sanction.pk != root.pk:
        _keep(act, sanction)
    if last is not None:
        _settle(act, root)
    _keep(act, root)


def _keep(act: Act, sanction: Sanction) -> None:
    sanction.version += 1
    sanction.save(update_fields=["until", "bail", "decided", "version"])
    act.wrote(sanction)


# --- a cancellation ---------------------------------------------------------------------------------------------------


def fall(act: Act, sanction: Sanction, row: Appeal) -> Sanction | None:
    """What rested on a cancelled order: a measure ends, an extension gives way to the end before it, results are none.

    Returns the first order that has ended, for the place of detention.
    """
    if sanction.kind in OF_NOTICE:
        if sanction.status in (Status.GRANTED, Status.EXECUTED):
            _lifted(act, sanction, row)
            owed_again(act, sanction)
        return None
    # What an action gave is no evidence, whether it was reported, has ended or goes on; a measure gives nothing.
    gave = sanction.kind in ITEMS or sanction.rule.ends is Ends.EXECUTED
    if sanction.status == Status.EXECUTED or (gave and sanction.status in (*OVER, Status.GRANTED)):
        effects.inadmissible(act, sanction, "CPC 107(7)")
    if sanction.status != Status.GRANTED:
        return None
    root = custody.root_of(sanction)
    return _back_to(act, sanction, root, row) if root.pk != sanction.pk else _ended(act, sanction, row)


def _ended(act: Act, root: Sanction, row: Appeal) -> Sanction | None:
    """The measure is over with all that prolonged it; something was done in a covert action: its results are told."""
    if root.kind not in ITEMS:
        return effects.end_measure(act, root, Status.LIFTED, "appeal", reasons=row.reasons)
    root.end_ground, root.end_reasons = "appeal", row.reasons
    covert.ends(act, root, Status.LIFTED, "end_ground", "end_reasons")
    return None


def _lifted(act: Act, sanction: Sanction, row: Appeal) -> None:
    """This order falls, and nothing else with it."""
    sanction.status, sanction.ended_at, sanction.ended_by = Status.LIFTED, act.at, act.by
    sanction.end_ground, sanction.end_reasons = "appeal", row.reasons
    sanction.version += 1
    sanction.save(update_fields=["status", "ended_at", "ended_by", "end_ground", "end_reasons", "version"])
    act.wrote(sanction)
    effects.stop(act, sanction)


def _back_to(act: Act, sanction: Sanction, root: Sanction, row: Appeal) -> Sanction | None:
    """The extension falls: the measure ends when it would have without it, which may be now."""
    _lifted(act, sanction, row)
    if root.status != Status.GRANTED:
        return None
    last = _settle(act, root)
    _keep(act, root)
    return None if end_of(last) > act.at else _ended(act, root, row)


# --- the end of the measure -------------------------------------------------------------------------------------------


def _settle(act: Act, root: Sanction) -> date:
    """The clock and the last day of the measure: the latest of all orders in force; the row is not saved yet."""
    rule, since, amount, last = _own_end(root)
    left = max((one.until for one in custody.chain_of(root)[1:] if one.until), default=last)
    if left > last:
        rule, last = custody.FULL if rule == custody.SHORT else rule, left
        amount = _days(rule, since, last)
    if root.covert:
        for running in RUNNING:
            act.end_term(root.matter, running)
        act.start_term(rule, since, matter=root.matter, amount=amount)
    elif last != root.until:
        go_on(act, root, rule, since, amount)
    root.until = last
    return last


def _own_end(root: Sanction) -> tuple[str, datetime, int | str | None, date]:
    """What the first order gives by itself, or the court above has set for it: limit, start, length, last day."""
    clock = custody.clock_of(root) if root.kind in custody.FAMILY else None
    since = clock.starts_at if clock is not None else since_of(root, root.decided_at or root.requested_at)
    # A covert action runs for the days asked for where the judge has set none.
    term = term_of(root, {"days": root.facts.get("days"), **root.decided} if root.covert else root.decided, since)
    assert term is not None, "what can be prolonged has a term"
    rule, amount = term
    if root.decided.get("until"):
        last = date.fromisoformat(root.decided["until"])
        return rule, since, _days(rule, since, last), last
    reckoned = due(rule, since, amount=amount, calendar=calendar()).last_day
    assert reckoned is not None, "a measure ends with a day"
    return rule, since, amount, reckoned


def _days(rule: str, since: datetime, last: date) -> str:
    """A length as a stored term keeps it; in custody the first day is one of them."""
    return days_in_all(since, last) if LIMITS[rule].custody else f"{(last - local(since).date()).days}d"
