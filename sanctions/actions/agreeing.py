"""Those who stand between the asker and the one who decides: the head of an inquiry body, the prosecutor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if, wait_for
from cases.actions.grants import NO_POST
from ecase.documents.actions import Signed
from ecase.law.kinds import Opens
from ecase.law.roles import PROSECUTION
from ecase.law.words import Refused
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.actions import effects, marks
from sanctions.actions.asking import send_on
from sanctions.actions.courts import to_court
from sanctions.actions.sharing import (
    asker_of,
    close,
    file_act,
    inside,
    lawyers,
    lock,
    open_to_parties,
    petition_whole,
    record,
    save,
    say_to,
)
from sanctions.kinds import Status
from sanctions.models import Sanction

PROSECUTOR_FIELDS = ("prosecutor", "prosecutor_at", "prosecutor_reasons")
HEAD_FIELDS = ("head", "head_at", "head_reasons")


@transaction.atomic
def agree(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The head of the inquiry body agrees; the petition goes on to the prosecutor or the court (62(5))."""
    act, sanction = lock(sanction_id, "agree", by, at, fields, signed)
    petition_whole(sanction)
    sanction.head, sanction.head_at, sanction.head_reasons = by, at, str(fields.get("reasons", "")).strip()
    file_act(act, sanction, signed, compartment=inside(sanction))
    return send_on(act, sanction, *HEAD_FIELDS, signed=signed, entry="sanction.agreed")


@transaction.atomic
def support(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The prosecutor puts the petition before the investigating judge; his hours begin (147(3), 148(2))."""
    act, sanction = lock(sanction_id, "support", by, at, fields, signed)
    petition_whole(sanction)
    _prosecutor(sanction, by, at, str(fields.get("reasons", "")))
    further = effects.two_needed(sanction, by)
    if not further:  # what the higher of two prosecutors may still hand back is open to nobody
        open_to_parties(act, sanction, Opens.SUPPORT)
    effects.before_filing(act, sanction, "support", signed)
    file_act(act, sanction, signed)
    if further:
        return _to_the_next(act, sanction, signed)
    supported = to_court(act, sanction, *PROSECUTOR_FIELDS, signed=signed, entry="sanction.supported")
    effects.decided_by_prosecutor(act, sanction, by)
    return supported


def _to_the_next(act: Act, sanction: Sanction, signed: Signed) -> Sanction:
    """The step needs the word of two prosecutors: the higher one decides after the lower one (151(4), (8))."""
    assert act.by is not None
    further = effects.next_prosecutor(sanction, act.by)
    if further is None:
        raise Refused(NO_POST)
    save(act, sanction, Status.BEFORE_PROSECUTOR, *PROSECUTOR_FIELDS)
    wait_for(sanction.matter, further)
    effects.decided_by_prosecutor(act, sanction, act.by)
    effects.before_prosecutor(act, sanction, further)
    record(act, sanction, "sanction.approved", signed=signed, public={"further": further.pk})
    say_to(sanction, "sanction.submitted", to=[further], at=act.at)
    return sanction


@transaction.atomic
def refuse_support(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """The prosecutor does not put the petition before the court; the detention clock goes on (147(3))."""
    act, sanction = lock(sanction_id, "refuse_support", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    _prosecutor(sanction, by, at, fields["reasons"])
    open_to_parties(act, sanction, Opens.SUPPORT)
    file_act(act, sanction, signed)
    save(act, sanction, Status.REFUSED_BY_PROSECUTOR, *PROSECUTOR_FIELDS)
    close(act, sanction)
    effects.decided_by_prosecutor(act, sanction, by)
    record(act, sanction, "sanction.refuse_support", signed=signed, private={"reasons": fields["reasons"]})
    say_to(sanction, "sanction.refuse_support", to=[asker_of(sanction), *lawyers(sanction)], at=at)
    return sanction


@transaction.atomic
def return_for_rework(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """Back to the asker with the prosecutor's remarks; the clocks of a detention go on."""
    act, sanction = lock(sanction_id, "return_for_rework", by, at, fields, signed)
    _prosecutor(sanction, by, at, fields["reasons"])
    return _back(act, sanction, fields["reasons"], signed, PROSECUTOR_FIELDS)


@transaction.atomic
def head_return(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """Back to the asker with the remarks of the head of his body."""
    act, sanction = lock(sanction_id, "head_return", by, at, fields, signed)
    sanction.head, sanction.head_at, sanction.head_reasons = by, at, str(fields["reasons"]).strip()
    return _back(act, sanction, fields["reasons"], signed, HEAD_FIELDS)


def _back(act: Act, sanction: Sanction, reasons: str, signed: Signed, written: tuple[str, ...]) -> Sanction:
    refuse_if(rules.reasons_long_enough(reasons))
    if sanction.rule.by_prosecutor and sanction.rule.decision_term:
        act.meet_term(sanction.matter, sanction.rule.decision_term)
    file_act(act, sanction, signed, compartment=inside(sanction))
    marks.send(act, sanction, signed)
    save(act, sanction, Status.RETURNED, *written)
    wait_for(sanction.matter, asker_of(sanction))
    if act.by is not None and act.by.role in PROSECUTION:
        effects.decided_by_prosecutor(act, sanction, act.by)
    record(
        act,
        sanction,
        "sanction.returned",
        signed=signed,
        private={"reasons": reasons},
        compartment=inside(sanction),
    )
    say_to(sanction, "sanction.returned", to=[asker_of(sanction)], at=act.at)
    return sanction


def _prosecutor(sanction: Sanction, by: Appointment, at: datetime, reasons: str) -> None:
    sanction.prosecutor, sanction.prosecutor_at, sanction.prosecutor_reasons = by, at, reasons.strip()
