"""What a decision does, by its kind: terms, custody, what is prolonged, what becomes inadmissible.

A table for the kinds that do more than begin their own term; everything else follows from the row of the kind.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cases.actions.act import Act
from cases.queries.calendar import calendar
from detention import actions as detention_actions
from ecase.documents.actions import Signed
from ecase.law.clock import due
from ecase.law.kind_terms import granted_term
from ecase.law.limits import LIMITS
from ecase.people.models import Appointment
from sanctions.actions.holding import hold_for_decision
from sanctions.actions.manifests import seal
from sanctions.models import Sanction

Effect = Callable[[Act, Sanction, Mapping[str, Any]], None]


def prosecutor_for(sanction: Sanction) -> Appointment | None:
    """The prosecutor before whom the request goes: he who supervises the case, unless its kind asks a higher one."""
    found: Appointment | None = sanction.case.prosecutor
    return found


def since_of(sanction: Sanction, at: datetime) -> datetime:
    """From when a granted term counts: custody from the holding (152(6)) or from its first order, the rest from now.

    A longer custody counts from where the first one did, for its months are months in all.
    """
    rule = sanction.rule
    if not rule.grants or LIMITS[rule.grants].anchor != "restraint_at":
        return at
    first = sanction
    while first.extends is not None:
        first = first.extends
    held = first.detention or sanction.stands_on()
    return held.restraint_at if held is not None else first.decided_at or at


def granted(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Begin the term the grant gives and set its last day; the request is not saved yet."""
    special = GRANTED.get(sanction.kind)
    if special is not None:
        special(act, sanction, fields)
        return
    since = since_of(sanction, act.at)
    term = granted_term(sanction.rule, fields, since)
    if term is not None:
        rule, amount = term
        sanction.until = due(rule, since, amount=amount, calendar=calendar()).last_day
        act.start_term(rule, since, matter=sanction.matter, amount=amount)


def refused(act: Act, sanction: Sanction) -> None:
    """What falls with a refusal, in the same entry."""


def before_filing(act: Act, sanction: Sanction, move: str, signed: Signed) -> None:
    """What has to be on record before the order is filed: the hearing, the manifest of what the decider had before him.

    Raises Refused(hearing_needed, stale_draft).
    """
    hold_for_decision(act, sanction, move)
    seal(act, sanction, move, signed)


def after_grant(act: Act, sanction: Sanction) -> None:
    """The order of custody reaches the detention: an entry of its own there."""
    if sanction.detention is not None and sanction.rule.custody and sanction.extends_id is None:
        assert act.by is not None
        detention_actions.order_granted(
            case=act.case,
            detention=sanction.detention,
            by=act.by,
            at=act.at,
            title=f"{sanction.rule.code} {sanction.matter.number}",
        )


def after_refusal(act: Act, sanction: Sanction) -> None:
    """The refusal of custody reaches the detention: the person must be released."""
    if sanction.detention is not None and sanction.rule.custody and sanction.extends_id is None:
        assert act.by is not None
        detention_actions.court_refused(case=act.case, detention=sanction.detention, by=act.by, at=act.at)


GRANTED: dict[str, Effect] = {}
