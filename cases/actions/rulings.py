"""Drawing a ruling on a case, and deciding on it. What its kind does stands in `cases.actions.effects`.

A ruling with a decider binds nobody before his signature; one without is in force by its author's own.
Each act locks the case first and records once.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cases import ruling_rules as rules
from cases.actions.act import Act, NotVisible, lock_case, refuse_if, wait_for
from cases.actions.effects import WORKS
from cases.actions.effects.terms import case_terms
from cases.actions.effects.work import Named
from cases.actions.grants import DECIDER, grant, let_go, sees
from cases.models import Case, Deadline, Defence, Material, Matter, Pause, Ruling
from cases.moves import CASE_MOVES, RULING_MOVES
from ecase.documents.actions import Signed, enter, require_whole, still_fits
from ecase.law.acts import ACTS
from ecase.law.moves import Move, needed
from ecase.law.returned import length_until
from ecase.law.rulings import RULINGS, Status
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.models import Entry
from ecase.people.actions import tell
from ecase.people.models import Appointment

PATH = "/cases/{number}/rulings/{id}/"
BEFORE_DECIDER = "before_decider"
RETURN_PAST = Refusal("date_past", N_("Give a moment that is still to come."), cite="CPC 193(1)(6)", field="return_by")


@transaction.atomic
def draw(
    *, kind: str, case_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Ruling:
    """Sign a ruling of `kind`; it is in force at once, or goes to its decider.

    Raises Refused: wrong_role, wrong_status, not_the_investigator (…), stale_draft, and what the kind itself forbids.
    """
    rule, work = RULINGS[kind], WORKS[kind]
    case = lock_case(case_id)
    refuse_if(rules.why_not_case(CASE_MOVES[rule.move], case, by, at))
    still_fits(signed, subject_id=case.pk, move=rule.move, version=case.steps, by=by)
    named = work.named(case, fields, by, at)
    act = Act(case, by=by, at=at)
    matter = act.open_matter(
        f"ruling.{kind}",
        compartment="investigation" if rule.deciders else rule.compartment,
        participant=named.participant,
        episode=named.episode,
    )
    ruling = Ruling(matter=matter, case=case, kind=kind, drawn_by=by, drawn_at=at)
    _put(ruling, named, signed)
    if rule.deciders:
        ruling.status = Status.BEFORE_DECIDER
        ruling.save(force_insert=True)
        _enter(act, ruling, signed)
        _send(act, ruling, work.decider(case, kind, named))
        work.drawn(act, ruling)
        _record(act, ruling, "ruling.drawn", signed=signed, compartment="investigation")
    else:
        ruling.status, ruling.effective_at = Status.IN_FORCE, at
        ruling.save(force_insert=True)
        _enter(act, ruling, signed)
        _take_effect(act, ruling)
        _record(act, ruling, "ruling.in_force", signed=signed, compartment=ruling.opens_to)
        work.after(act, ruling)
    return ruling


@transaction.atomic
def resubmit(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Ruling:
    """The author writes a returned ruling anew and sends it to its decider again."""
    act, ruling = _lock(ruling_id, "resubmit", by, at, fields, signed)
    work = WORKS[ruling.kind]
    named = work.named(ruling.case, fields, by, at)
    work.anew(ruling, named)
    _put(ruling, named, signed)
    matter = ruling.matter
    matter.participant, matter.episode = named.participant, named.episode
    matter.save(update_fields=["participant", "episode"])
    act.wrote(matter)
    ruling.drawn_by, ruling.drawn_at = by, at
    _enter(act, ruling, signed)
    _save(act, ruling, Status.BEFORE_DECIDER)
    _send(act, ruling, work.decider(ruling.case, ruling.kind, named))
    work.drawn(act, ruling)
    _record(act, ruling, "ruling.resubmitted", signed=signed, compartment="investigation")
    return ruling


@transaction.atomic
def withdraw(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Ruling:
    """The author takes the ruling back before it is decided."""
    act, ruling = _lock(ruling_id, "withdraw", by, at, fields)
    decider = ruling.matter.waits_for
    _meet(act, ruling)
    WORKS[ruling.kind].refused(act, ruling)
    _save(act, ruling, Status.WITHDRAWN)
    _close(act, ruling)
    _record(act, ruling, "ruling.withdrawn", private={"reasons": fields["reasons"]}, compartment="investigation")
    _tell(ruling, "ruling.withdrawn", to=[decider], at=at)
    return ruling


@transaction.atomic
def approve(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Ruling:
    """The decider signs: the ruling is in force from this moment (193(1)(6))."""
    act, ruling = _lock(ruling_id, "approve", by, at, fields, signed)
    _whole(ruling)
    _decided(ruling, by, at, str(fields.get("reasons", "")))
    ruling.effective_at = at
    _meet(act, ruling)
    _open_to(act, ruling, ruling.opens_to)
    _enter(act, ruling, signed)
    _save(act, ruling, Status.IN_FORCE)
    _take_effect(act, ruling)
    _record(act, ruling, "ruling.approved", signed=signed, compartment=ruling.opens_to)
    WORKS[ruling.kind].after(act, ruling)
    return ruling


@transaction.atomic
def refuse(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Ruling:
    """The decider refuses with reasons; the ruling never had effect, and what was done in advance falls."""
    act, ruling = _lock(ruling_id, "refuse", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(str(fields["reasons"])))
    _decided(ruling, by, at, str(fields["reasons"]))
    _meet(act, ruling)
    _enter(act, ruling, signed)
    _term_set(act, ruling, fields)
    _save(act, ruling, Status.REFUSED)
    WORKS[ruling.kind].refused(act, ruling)
    _close(act, ruling)
    _record(
        act, ruling, "ruling.refused", signed=signed, private={"reasons": ruling.reasons}, compartment="investigation"
    )
    _tell(ruling, "ruling.refused", to=[ruling.drawn_by, act.case.investigator], at=at)
    return ruling


@transaction.atomic
def return_for_rework(
    *, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Ruling:
    """The decider sends the ruling back with remarks; it waits for its author."""
    act, ruling = _lock(ruling_id, "return_for_rework", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(str(fields["reasons"])))
    _decided(ruling, by, at, str(fields["reasons"]))
    return_by: datetime | None = fields.get("return_by")
    if return_by is not None:
        refuse_if(RETURN_PAST if return_by <= at else None)
        ruling.data = {**ruling.data, "return_by": return_by.isoformat()}
    _meet(act, ruling)
    _enter(act, ruling, signed)
    _save(act, ruling, Status.RETURNED)
    decider = ruling.matter.waits_for
    wait_for(ruling.matter, act.case.investigator if ruling.drawn_by.role == "investigator" else ruling.drawn_by)
    let_go(act.case.pk, decider)
    _record(
        act, ruling, "ruling.returned", signed=signed, private={"reasons": ruling.reasons}, compartment="investigation"
    )
    _tell(ruling, "ruling.returned", to=[ruling.drawn_by, act.case.investigator], at=at)
    return ruling


@transaction.atomic
def cancel(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Ruling:
    """The head of the prosecutor's office cancels an unlawful ruling, and its effect with it (193(1), (2))."""
    act, ruling = _lock(ruling_id, "cancel", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(str(fields["reasons"])))
    ruling.ended_at, ruling.reasons = at, str(fields["reasons"]).strip()
    _enter(act, ruling, signed)
    _term_set(act, ruling, fields)
    _save(act, ruling, Status.CANCELLED)
    WORKS[ruling.kind].cancelled(act, ruling)
    _close(act, ruling)
    _steps(act.case)
    _record(
        act, ruling, "ruling.cancelled", signed=signed, private={"reasons": ruling.reasons},
        compartment=ruling.opens_to,
    )  # fmt: skip
    _tell(ruling, "ruling.cancelled", to=[ruling.drawn_by, act.case.investigator, *_defenders(ruling)], at=at)
    return ruling


@transaction.atomic
def see(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Ruling:
    """The prosecutor notes that he has the copy of a ruling that needs no approval."""
    act, ruling = _lock(ruling_id, "see", by, at, fields)
    _save(act, ruling, Status.IN_FORCE)
    if RULINGS[ruling.kind].seen_term:
        act.meet_term(ruling.matter, RULINGS[ruling.kind].seen_term)
    _close(act, ruling)
    _record(act, ruling, "ruling.seen", compartment="investigation")
    return ruling


@transaction.atomic
def fulfil(*, ruling_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Ruling:
    """The investigator reports that a binding instruction is fulfilled."""
    act, ruling = _lock(ruling_id, "fulfil", by, at, fields)
    ruling.ended_at = at
    ruling.data = {**ruling.data, "answer": str(fields["reasons"]).strip(), "answered_by": by.pk}
    act.meet_term(ruling.matter, "instruction.answer")
    _save(act, ruling, Status.FULFILLED)
    _close(act, ruling)
    _record(act, ruling, "ruling.fulfilled", private={"answer": ruling.data["answer"]}, compartment="investigation")
    _tell(ruling, "ruling.fulfilled", to=[ruling.drawn_by], at=at)
    return ruling


# --- what the acts share ------------------------------------------------------------------------


def _lock(
    ruling_id: UUID, name: str, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed | None = None
) -> tuple[Act, Ruling]:
    found = Ruling.objects.filter(pk=ruling_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotVisible(ruling_id)
    case = lock_case(found)
    ruling = (
        Ruling.objects.select_related(
            "case__office", "matter__waits_for__user", "participant", "charge", "episode", "drawn_by__user"
        )
        .select_for_update(of=("self",))
        .filter(pk=ruling_id)
        .first()
    )
    if ruling is None:
        raise NotVisible(ruling_id)
    ruling.case = case
    move: Move = RULING_MOVES[ruling.kind][name]
    refuse_if(rules.why_not_ruling(move, ruling, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=ruling.pk, move=name, version=ruling.version, by=by)
    return Act(case, by=by, at=at), ruling


def _put(ruling: Ruling, named: Named, signed: Signed) -> None:
    """The fields of the ruling as they were found in the case; what was typed is kept for writing it anew."""
    ruling.text, ruling.ground, ruling.urgent = named.text, named.ground, named.urgent
    ruling.participant, ruling.charge, ruling.episode = named.participant, named.charge, named.episode
    ruling.data = {**named.data, "typed": signed.draft.fields}


def _save(act: Act, ruling: Ruling, status: Status) -> None:
    ruling.status = status
    ruling.version += 1
    ruling.save()
    act.wrote(ruling)


def _decided(ruling: Ruling, by: Appointment, at: datetime, reasons: str) -> None:
    ruling.decided_by, ruling.decided_at, ruling.reasons = by, at, reasons.strip()


def _term_set(act: Act, ruling: Ruling, fields: Mapping[str, Any]) -> None:
    """The last day the decider gives the investigation with his refusal or cancellation (192(7)).

    Raises Refused: date_past, term_too_long.
    """
    until = fields.get("until")
    if until is None:
        return
    length = length_until(act.at, until)
    if isinstance(length, Refusal):
        raise Refused(length)
    ruling.data = {**ruling.data, "term": length, "term_until": until.isoformat()}


def _send(act: Act, ruling: Ruling, decider: Appointment) -> None:
    rule = RULINGS[ruling.kind]
    act.wrote(ruling)
    if not sees(act.case.pk, decider):  # a superior prosecutor's office, to which the case is a stranger
        grant(act.case.pk, [decider], reason=DECIDER)
    wait_for(ruling.matter, decider)
    if rule.decision_term:
        act.start_term(rule.decision_term, act.at, matter=ruling.matter)
    if rule.pauses:
        for term in case_terms(act):
            act.pause(term, BEFORE_DECIDER)
    _tell(ruling, "ruling.drawn", to=[decider], at=act.at)


def _meet(act: Act, ruling: Ruling) -> None:
    """The decider's own term is met, and the term of the case goes on."""
    rule = RULINGS[ruling.kind]
    if rule.decision_term:
        act.meet_term(ruling.matter, rule.decision_term)
    if rule.pauses:
        for term in case_terms(act):
            if Pause.objects.filter(deadline=term, until__isnull=True, cause=BEFORE_DECIDER).exists():
                act.go_on(term)


def _take_effect(act: Act, ruling: Ruling) -> None:
    """The ruling does what it says; whoever has to know is told."""
    rule, work = RULINGS[ruling.kind], WORKS[ruling.kind]
    act.wrote(ruling)
    work.effect(act, ruling)
    _steps(act.case)
    told: list[Appointment | None] = [ruling.drawn_by, act.case.investigator, *work.whom(ruling)]
    if ruling.opens_to == "parties":
        told += _defenders(ruling)
    if rule.seen:
        prosecutor = act.case.prosecutor
        wait_for(ruling.matter, prosecutor)
        if rule.seen_term:
            act.start_term(rule.seen_term, act.at, matter=ruling.matter)
        told.append(prosecutor)
    elif rule.answer:
        wait_for(ruling.matter, act.case.investigator)
    else:
        _close(act, ruling)
    _tell(ruling, "ruling.in_force", to=[a for a in told if a is not None and a != act.by], at=act.at)


def _steps(case: Case) -> None:
    """A decision has changed the case: acts on it that were drafted before are stale."""
    Case.objects.filter(pk=case.pk).update(steps=F("steps") + 1)


def _enter(act: Act, ruling: Ruling, signed: Signed) -> None:
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    act.file(document, title=ACTS[document.act].title, matter=ruling.matter, compartment=ruling.matter.compartment)


def _open_to(act: Act, ruling: Ruling, compartment: str) -> None:
    """From the moment it is in force the parties see the ruling itself; remarks of its way there stay inside."""
    matter = ruling.matter
    if matter.compartment == compartment:
        return
    own = list(Material.objects.filter(matter=matter, kind=RULINGS[ruling.kind].act).order_by("-first_sheet")[:1])
    rows: list[Matter | Material | Deadline] = [matter, *own, *Deadline.objects.filter(matter=matter)]
    for row in rows:
        row.compartment = compartment
        row.save(update_fields=["compartment"])
        act.wrote(row)


def _close(act: Act, ruling: Ruling) -> None:
    matter = ruling.matter
    decider = matter.waits_for
    act.end_terms(matter)
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)
    let_go(act.case.pk, decider)


def _whole(ruling: Ruling) -> None:
    """Nothing is approved whose signature no longer verifies."""
    drawn = (
        Material.objects.select_related("document")
        .filter(matter=ruling.matter, kind=RULINGS[ruling.kind].act)
        .order_by("-first_sheet")
        .first()
    )
    if drawn is not None:
        require_whole(drawn.document)


def _defenders(ruling: Ruling) -> list[Appointment]:
    """Lawyers who may see the ruling: those of the person it is about, of everybody when it is about the case."""
    entered = Defence.objects.filter(case=ruling.case, until__isnull=True).select_related("lawyer__user")
    if ruling.participant_id is not None:
        entered = entered.filter(participant=ruling.participant)
    return [defence.lawyer for defence in entered]


def _record(
    act: Act,
    ruling: Ruling,
    entry: str,
    *,
    signed: Signed | None = None,
    private: Mapping[str, object] | None = None,
    compartment: str,
) -> Entry:
    facts: dict[str, object] = {"ruling": str(ruling.pk), "kind": ruling.kind, "status": str(ruling.status)}
    if signed is not None:
        facts["sha256"] = signed.sha256
    return act.record(entry, public=facts, private={"text": ruling.text, **(private or {})}, compartment=compartment)


def _tell(ruling: Ruling, kind: str, *, to: Iterable[Appointment | None], at: datetime) -> None:
    tell(
        to=[reader for reader in to if reader is not None],
        kind=kind,
        key=f"{kind}:{ruling.pk}:{ruling.version}",
        at=at,
        params={"number": ruling.case.number, "kind": RULINGS[ruling.kind].title},
        path=PATH.format(number=ruling.case.number, id=ruling.pk),
    )


DRAW: dict[str, Callable[..., Ruling]] = {kind.move: partial(draw, kind=code) for code, kind in RULINGS.items()}
PERFORM: dict[str, Callable[..., Ruling]] = {
    "approve": approve,
    "refuse": refuse,
    "return_for_rework": return_for_rework,
    "resubmit": resubmit,
    "withdraw": withdraw,
    "cancel": cancel,
    "see": see,
    "fulfil": fulfil,
}
