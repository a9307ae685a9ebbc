"""Appeals against the acts of the investigating judge: filed, sent up, withdrawn, decided (107).

Filing stays nothing. What a decision of the court above does to the measure is `overruled`.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.access import VIEW_COVERT, grants
from cases.actions.act import Act, NotVisible, in_words, refuse_if, wait_for
from cases.actions.grants import NO_POST
from cases.actions.grants import end as take_sight
from cases.actions.grants import grant as give_sight
from cases.models import Defence, Material, Matter, Participant
from ecase.documents.actions import Signed, enter, still_fits
from ecase.law.acts import ACTS
from ecase.law.moves import Move, needed
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions import custody, rules
from sanctions.actions import effects
from sanctions.actions.courts import to_court_again
from sanctions.actions.effects.liberty import new_end
from sanctions.actions.judges import covert_ends, load_of
from sanctions.actions.overruled import changed, fall, why_not_again
from sanctions.actions.sharing import asker_of, lawyers, lock, locked, outside, record
from sanctions.appeals import rules as appeal_rules
from sanctions.appeals.moves import MOVES, OUTCOME
from sanctions.covert.sight import knowing
from sanctions.kinds import AppealStatus, Status
from sanctions.models import Appeal, Draw, Sanction

LATE = Refusal(
    "late_reason_needed",
    N_("The days of the appeal are over: say why the term was missed, and it may be restored."),
    cite="CPC 50, 107(2)",
    field="late_reason",
)
APPEALED_ALREADY = Refusal("appealed_already", N_("Your appeal is under way already."), cite="CPC 107(2)")
CONSTRAINTS = {"one_open_appeal_per_party": APPEALED_ALREADY}


@in_words(CONSTRAINTS)
@transaction.atomic
def appeal(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """A complaint of the defence or the victim, a petition of the prosecutor; it lies with the court that decided.

    Raises Refused(late_reason_needed) after the term without a reason.
    """
    act, sanction = lock(sanction_id, "appeal", by, at, fields, signed)
    until = appeal_rules.appeal_until(sanction)
    late = until is not None and at >= until
    reason = str(fields.get("late_reason") or "").strip()
    refuse_if(LATE if late and not reason else None)
    matter = act.open_matter(
        "appeal",
        compartment=outside(sanction),
        participant=sanction.participant,
        episode=sanction.matter.episode,
    )
    made = Appeal(
        matter=matter,
        case=sanction.case,
        sanction=sanction,
        status=AppealStatus.FILED.value,
        side=side_of(sanction, by),
        text=str(fields["text"]).strip(),
        asks=str(fields["asks"]),
        late_reason=reason if late else "",
        filed_by=by,
        filed_at=at,
    )
    made.save(force_insert=True)
    act.wrote(made)
    _file(act, made, signed)
    wait_for(matter, sanction.decided_by)
    # Drafts of the others stay what they were: an appeal changes nothing of the decision.
    _record(act, made, "appeal.filed", signed, {"late": late, "side": made.side})
    _tell(made, "appeal.filed", [sanction.decided_by, sanction.case.prosecutor, asker_of(sanction)], at, by=by)
    return sanction


def side_of(sanction: Sanction, by: Appointment) -> str:
    """For whom he appeals: the prosecution, the victim he represents, else the defence."""
    if by.role in PROSECUTION:
        return "prosecution"
    of_his = Defence.objects.filter(lawyer=by, until__isnull=True, participant__case=sanction.case_id)
    suspects = of_his.filter(participant__capacity=Participant.Capacity.SUSPECT)
    return "victim" if of_his.exists() and not suspects.exists() else "defence"


@transaction.atomic
def send_up(*, appeal_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any] | None = None) -> Appeal:
    """The court that decided passes it on; a judge of the court above is drawn, and his three days begin (107(4))."""
    act, row = _lock(appeal_id, "send_up", by, at, fields or {})
    drawn = _draw(act, row)
    judge: Appointment = drawn.judge
    row.received_at = at
    _save(act, row, AppealStatus.BEFORE_COURT, "received_at")
    act.wrote(drawn)
    give_sight(act.case.pk, [judge], reason="appeal")
    if row.sanction.covert:
        give_sight(act.case.pk, [judge], reason="covert", right=VIEW_COVERT)
    act.start_term("ij.oblast", at, matter=row.matter)
    wait_for(row.matter, judge)
    _record(act, row, "appeal.sent_up", None, {"judge": judge.pk, "court": drawn.court_id})
    _tell(row, "appeal.sent_up", [judge, row.filed_by, row.case.prosecutor], at, by=by)
    return row


@transaction.atomic
def withdraw(*, appeal_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Appeal:
    """Whoever filed it takes it back before it is decided."""
    act, row = _lock(appeal_id, "withdraw", by, at, fields)
    holder = row.matter.waits_for
    _save(act, row, AppealStatus.WITHDRAWN)
    _close(act, row)
    _record(act, row, "appeal.withdrawn", None, {}, private={"reasons": fields["reasons"]})
    _tell(row, "appeal.withdrawn", [holder, row.case.prosecutor], at, by=by)
    _leave_case(act, row.sanction, holder)
    return row


def uphold(**asked: Any) -> Appeal:
    """The ruling of the investigating judge stands."""
    return _decide("uphold", **asked)


def change(**asked: Any) -> Appeal:
    """The ruling is changed: another last day, another bail, or what the words say."""
    return _decide("change", **asked)


def cancel(**asked: Any) -> Appeal:
    """The ruling is cancelled: what rested on it ends, what was refused may be decided anew."""
    return _decide("cancel", **asked)


def leave(**asked: Any) -> Appeal:
    """The term was missed without a valid reason: the appeal is not considered."""
    return _decide("leave", **asked)


@transaction.atomic
def _decide(
    name: str, *, appeal_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Appeal:
    act, row = _lock(appeal_id, name, by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    refuse_if(why_not_again(row.sanction, fields) if name == "cancel" else None)
    sanction = row.sanction
    row.decided_by, row.decided_at = by, at
    row.outcome, row.reasons = OUTCOME[name], appeal_rules.reasons_of(fields)
    held = effects.holding(custody.root_of(sanction)) is not None
    _file(act, row, signed, to_facility=held and name in ("change", "cancel"))
    _save(act, row, AppealStatus.DECIDED, "decided_by", "decided_at", "outcome", "reasons")
    act.meet_term(row.matter, "ij.oblast")
    _close(act, row)
    ended: Sanction | None = None
    if name == "change":
        changed(act, sanction, fields)
    elif name == "cancel":
        ended = fall(act, sanction, row)
    said = {"instead": str(fields.get("instead") or "").strip(), "reasons": row.reasons}
    _record(act, row, "appeal.decided", signed, {"outcome": row.outcome, "until": sanction.until}, private=said)
    if name == "cancel":
        if ended is not None:
            effects.free(act, ended, "custody_cancelled")
        if sanction.status == Status.REFUSED and fields.get("again"):
            to_court_again(act, sanction)
    if name in ("change", "cancel"):
        new_end(act, sanction)
    told = [row.filed_by, sanction.decided_by, asker_of(sanction), sanction.case.prosecutor, *lawyers(sanction)]
    _tell(row, "appeal.decided", told, at, by=by)
    _leave_case(act, sanction, by)
    return row


# --- what they share -------------------------------------------------------------------------------------------------


def _lock(
    appeal_id: UUID, name: str, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed | None = None
) -> tuple[Act, Appeal]:
    """The case, the request, then the appeal, locked and asked. Raises NotVisible, and Refused as the rules do."""
    found = Appeal.objects.filter(pk=appeal_id).values_list("sanction_id", flat=True).first()
    if found is None:
        raise NotVisible(appeal_id)
    act, sanction = locked(found, by, at)
    rows = Appeal.objects.select_related("case", "matter__waits_for", "filed_by__user", "decided_by")
    row = rows.select_for_update(of=("self",)).filter(pk=appeal_id).first()
    if row is None:
        raise NotVisible(appeal_id)
    row.sanction = sanction
    row.case = act.case
    move: Move = MOVES[name]
    refuse_if(appeal_rules.why_not(move, row, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=row.pk, move=name, version=row.version, by=by)
    return act, row


def _draw(act: Act, row: Appeal) -> Draw:
    """A judge of the court above, by chance among those with least before them; nobody who took part before."""
    sanction = row.sanction
    court = act.case.office.court
    above = court.court if court is not None else None
    judges = list(in_post(above.pk, {Role.APPEAL_JUDGE})) if above is not None else []
    barred = {post.user_id for post in appeal_rules.took_part(sanction)} | {row.filed_by.user_id}
    excluded = [{"judge": judge.pk, "why": "took_part"} for judge in judges if judge.user_id in barred]
    judges = [judge for judge in judges if judge.user_id not in barred]
    if above is None or not judges:
        raise Refused(NO_POST)
    load = load_of(judges)
    least = min(load.values())
    equal = sorted(pk for pk, n in load.items() if n == least)
    chance = secrets.token_hex(8)
    chosen = equal[int(chance, 16) % len(equal)]
    return Draw.objects.create(
        sanction=sanction,
        court=above,
        at=act.at,
        judge=next(judge for judge in judges if judge.pk == chosen),
        candidates=[{"judge": pk, "load": load[pk]} for pk in sorted(load)],
        excluded=excluded,
        chance=chance,
        cause="appealed",
    )


def _leave_case(act: Act, sanction: Sanction, judge: Appointment | None) -> None:
    """The judge of the court above was let in for his decision, and sees nothing of what comes after it.

    Of what is covert he sees nothing once no covert appeal is before him, whatever open one still is.
    """
    if judge is None or judge.role != Role.APPEAL_JUDGE:
        return
    if Matter.objects.filter(case=act.case, waits_for=judge, closed_at__isnull=True).exists():
        covert_ends(sanction, judge)
        return
    if not sanction.covert and grants(judge, VIEW_COVERT).filter(content_object_id=act.case.pk).exists():
        return  # a covert appeal waits for him that whoever acts here need not see
    take_sight(act.case.pk, [judge])


def _save(act: Act, row: Appeal, status: AppealStatus, *fields: str) -> None:
    row.status = status.value
    row.version += 1
    row.save(update_fields=[*fields, "status", "version"])
    act.wrote(row)


def _close(act: Act, row: Appeal) -> None:
    matter = row.matter
    act.end_terms(matter)
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)


def _file(act: Act, row: Appeal, signed: Signed, *, to_facility: bool = False) -> Material:
    """The signed paper under the appeal; the decision that frees somebody also where he is held."""
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    detention = custody.root_of(row.sanction).detention if to_facility else None
    return act.file(
        document,
        title=ACTS[document.act].title,
        matter=detention.matter if detention is not None else row.matter,
        compartment=row.matter.compartment,
        to_facility=to_facility,
    )


def _record(
    act: Act,
    row: Appeal,
    kind: str,
    signed: Signed | None,
    public: Mapping[str, object],
    *,
    private: Mapping[str, object] | None = None,
) -> None:
    facts = {"appeal": str(row.pk), **public}
    record(act, row.sanction, kind, signed=signed, public=facts, private=private, compartment=row.matter.compartment)


def _tell(row: Appeal, kind: str, to: list[Appointment | None], at: datetime, *, by: Appointment) -> None:
    readers = knowing(row.case_id, to, at) if row.sanction.covert else [reader for reader in to if reader is not None]
    tell(
        to=[reader for reader in readers if reader.pk != by.pk],
        kind=kind,
        key=f"{kind}:{row.pk}:{row.version}",
        at=at,
        params={"number": row.case.number, "kind": row.sanction.rule.title},
        path=f"/cases/{row.case.number}/appeals/{row.pk}/",
    )


PERFORM = {
    "send_up": send_up,
    "withdraw": withdraw,
    "uphold": uphold,
    "change": change,
    "cancel": cancel,
    "leave": leave,
}
