"""After the decision: it is executed and reported, a measure ends before its time, a longer one is asked for.

What ends by itself is `expiring`, the appeal `appeals`; covert actions end by moves of their own.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if
from cases.models import Material
from ecase.documents.actions import Signed
from ecase.law.clock import shown
from ecase.law.kinds import Ends, Opens
from ecase.law.kinds_lift import LIFT
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from sanctions import custody, rules
from sanctions.actions import effects
from sanctions.actions.asking import TYPED, request
from sanctions.actions.reports import report_text
from sanctions.actions.sharing import file_act, lawyers, lock, open_to_parties, record, save, say_to
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.moves_after import extending

EXECUTION = ("executed_at", "executed_by", "execution")


@transaction.atomic
def execute(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The report on the execution; an action that is done once is over, and the parties see it from now on."""
    act, sanction = lock(sanction_id, "execute", by, at, fields, signed)
    refuse_if(_moment(sanction, fields["executed_at"], at, "executed_at"))
    kind = sanction.rule
    sanction.executed_at, sanction.executed_by = fields["executed_at"], by
    sanction.execution = report_text(fields, sanction.case.language)
    once = kind.ends is Ends.EXECUTED
    opened = sanction.matter.compartment
    if once or kind.opens is Opens.EXECUTION:
        open_to_parties(act, sanction, Opens.EXECUTION)
    _attach(act, sanction, fields.get("papers") or ())
    file_act(act, sanction, signed)
    save(act, sanction, Status.EXECUTED if once else None, *EXECUTION)
    if kind.report_term:
        act.meet_term(sanction.matter, kind.report_term)
    if sanction.matter.compartment != opened:
        # Who learns of a decision only by its execution has his days of appeal from that moment on (107(2)).
        act.replace_term(sanction.matter, effects.APPEAL, starts_at=at)
        if not act.running(sanction.matter, effects.APPEAL):
            effects.announced(act, sanction)
    if once:
        effects.stop(act, sanction)
    record(act, sanction, "sanction.executed", signed=signed, public={"executed_at": sanction.executed_at})
    say_to(sanction, "sanction.executed", to=_others(sanction, by), at=at)
    return sanction


@transaction.atomic
def lift(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The measure is cancelled, or changed to one that needs no sanction (153); one who is held is freed."""
    act, sanction = lock(sanction_id, "lift", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    file_act(act, sanction, signed, to_facility=effects.holding(sanction) is not None)
    ended = effects.end_measure(act, sanction, Status.LIFTED, str(fields["ground"]), reasons=str(fields["reasons"]))
    record(
        act,
        sanction,
        "sanction.lifted",
        signed=signed,
        public={"ground": fields["ground"], "other_measure": fields.get("other_measure") or None},
        private={"reasons": fields["reasons"]},
    )
    effects.free(act, ended, "custody_lifted")
    say_to(sanction, "sanction.lifted", to=_others(sanction, by), at=at)
    return sanction


@transaction.atomic
def extend(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """Begin the request for a longer measure; what is known of the measure is filled in. Returns that request."""
    _act, sanction = lock(sanction_id, "extend", by, at, fields)
    short = custody.clock_of(sanction)
    code = extending(sanction.rule, short=short is not None and short.rule == custody.SHORT and short.live)
    return _about(sanction, code, by, at, fields)


@transaction.atomic
def ask_lift(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """Begin the request to the prosecutor that the measure be cancelled or changed. Returns that request."""
    _act, sanction = lock(sanction_id, "ask_lift", by, at, fields)
    return _about(sanction, LIFT, by, at, fields)


@transaction.atomic
def pay_bail(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The bail has been paid: whoever was held until then is free at once (145(5), 148(8))."""
    act, sanction = lock(sanction_id, "pay_bail", by, at, fields)
    paid_at = fields["paid_at"]
    refuse_if(_moment(sanction, paid_at, at, "paid_at"))
    said = str(fields["paid_how"]).strip()
    freed: list[Sanction] = []
    if sanction.kind == "bail":
        sanction.executed_at, sanction.executed_by, sanction.execution = paid_at, by, said
        held = effects.holding(sanction)
        for running in act.running(sanction.matter):
            if running.rule in custody.CLOCKS:
                if held is not None:
                    act.fall_due(sanction.matter, running.rule)
                else:
                    act.meet_term(sanction.matter, running.rule)
        act.meet_term(sanction.matter, "bail.payment")
        sanction.until = None  # bail itself has no last day
        others = custody.in_force(sanction.participant, custody.FIRST) if sanction.participant else []
        freed += [effects.end_measure(act, one, Status.LIFTED, "bail_paid", reasons=said) for one in others]
        freed += [sanction] if held is not None else []
        save(act, sanction, None, *EXECUTION, "until")
    else:
        freed.append(effects.end_measure(act, sanction, Status.LIFTED, "bail_paid", reasons=said))
    record(act, sanction, "sanction.bail_paid", public={"paid_at": paid_at}, private={"proof": said})
    for one in freed:
        effects.free(act, one, "bail_paid")
    say_to(sanction, "sanction.bail_paid", to=_others(sanction, by), at=at)
    return sanction


def _about(sanction: Sanction, code: str, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    if not code:
        raise Refused(Refusal("nothing_to_extend", N_("Nothing makes this measure longer."), cite=sanction.rule.cite))
    typed = {name: fields[name] for name in TYPED if name in fields and name != "object"}
    return request(
        case_id=sanction.case_id,
        by=by,
        at=at,
        kind=code,
        participant_id=sanction.participant_id,
        extends_id=sanction.pk,
        object=sanction.object,
        **typed,
    )


def _attach(act: Act, sanction: Sanction, chosen: Any) -> None:
    """Papers drawn up at the action are filed with its order: if it is found unlawful, they are no evidence."""
    rows = Material.objects.filter(
        case=sanction.case, pk__in=list(chosen), matter__isnull=True, compartment="investigation"
    )
    for row in rows:
        row.matter = sanction.matter
        row.save(update_fields=["matter"])
        act.wrote(row)


def _moment(sanction: Sanction, moment: datetime, at: datetime, field: str) -> Refusal | None:
    """An execution comes after the decision and not in the future; decisions are recorded to the second."""
    decided = sanction.decided_at
    if moment > at:
        return Refusal("in_the_future", N_("%(moment)s has not come yet."), {"moment": shown(moment)}, field=field)
    if decided is not None and moment < decided.replace(second=0, microsecond=0):
        return Refusal(
            "before_the_decision",
            N_("%(moment)s is before the decision of %(decided)s."),
            {"moment": shown(moment), "decided": shown(decided)},
            sanction.rule.cite,
            field,
        )
    return None


def _others(sanction: Sanction, by: Appointment) -> list[Appointment]:
    """Whoever has to hear of it besides its author: decider, prosecutor, investigator, the defence where it sees it."""
    case = sanction.case
    found = [sanction.decided_by, case.prosecutor, case.investigator, *lawyers(sanction)]
    return [reader for reader in found if reader is not None and reader.pk != by.pk]
