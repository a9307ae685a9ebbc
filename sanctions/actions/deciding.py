"""The decision: the investigating judge, or the prosecutor where no court is asked, grants or refuses."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if, wait_for
from ecase.documents.actions import Signed
from ecase.law.kinds import Ends, Opens
from ecase.people.models import Appointment
from sanctions import checks, rules
from sanctions.actions import copies, effects
from sanctions.actions.sharing import (
    asker_of,
    close,
    file_act,
    lawyers,
    lock,
    open_to_parties,
    petition_whole,
    record,
    save,
    say_to,
    supporter_of,
)
from sanctions.kinds import Status
from sanctions.models import Sanction

HEARING = ("hearing_at", "suspect_part", "secretary", "arguments", "milder", "bail_barred", "other_measure")
DECIDER = ("decided_by", "decided_at", "announced_at", "reasons", "hearing_at", "bail", "decided")


@transaction.atomic
def grant(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The sanction is given: it does what its kind says, at once and in this transaction."""
    return _grant("grant", sanction_id, by, at, fields, signed)


@transaction.atomic
def grant_in_part(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """The sanction is given for less than was asked; the reasons say for what."""
    return _grant("grant_in_part", sanction_id, by, at, fields, signed)


def _grant(
    name: str, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    act, sanction = lock(sanction_id, name, by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]) or checks.why_not_grant(sanction, fields, at))
    petition_whole(sanction)
    _decided(sanction, by, at, fields)
    sanction.in_part = name == "grant_in_part"
    open_to_parties(act, sanction, Opens.DECISION)
    effects.granted(act, sanction, fields)
    effects.before_filing(act, sanction, name, signed)
    copies.make(act, sanction, file_act(act, sanction, signed, to_facility=effects.reaches_the_place(sanction)))
    save(act, sanction, Status.GRANTED, *DECIDER, "in_part", "until")
    _meet(act, sanction)
    wait_for(sanction.matter, None)
    if sanction.rule.ends is Ends.RUNS:
        act.wrote(sanction.matter)
    record(act, sanction, "sanction.granted", signed=signed, public={"until": sanction.until})
    effects.after_grant(act, sanction)
    _tell(sanction, "sanction.granted", at)
    return sanction


@transaction.atomic
def refuse(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """Refused; whoever is held on this ground must be released, and what was done in advance is inadmissible."""
    act, sanction = lock(sanction_id, "refuse", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    _decided(sanction, by, at, fields)
    open_to_parties(act, sanction, Opens.DECISION)
    effects.before_filing(act, sanction, "refuse", signed)
    copies.make(act, sanction, file_act(act, sanction, signed, to_facility=effects.reaches_the_place(sanction)))
    save(act, sanction, Status.REFUSED, *DECIDER)
    _meet(act, sanction)
    effects.refused(act, sanction)
    close(act, sanction)
    effects.announced(act, sanction)
    record(act, sanction, "sanction.refused", signed=signed)
    effects.after_refusal(act, sanction)
    _tell(sanction, "sanction.refused", at)
    return sanction


def _decided(sanction: Sanction, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> None:
    sanction.decided_by, sanction.decided_at, sanction.announced_at = by, at, at
    sanction.reasons = str(fields["reasons"]).strip()
    sanction.hearing_at, sanction.bail = fields.get("hearing_at"), str(fields.get("bail") or "").strip()
    named = {*HEARING, *(one.name for one in sanction.rule.decides)} - {"hearing_at"}
    sanction.decided = {name: rules.plain(fields[name]) for name in named if fields.get(name) not in (None, "", [])}


def _meet(act: Act, sanction: Sanction) -> None:
    if sanction.rule.decision_term:
        act.meet_term(sanction.matter, sanction.rule.decision_term)


def _tell(sanction: Sanction, entry: str, at: datetime) -> None:
    copied = sanction.case.prosecutor if sanction.rule.copy_to_prosecutor or sanction.covert else None
    say_to(sanction, entry, to=[asker_of(sanction), supporter_of(sanction), copied, *lawyers(sanction)], at=at)
