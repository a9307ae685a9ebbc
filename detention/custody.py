"""A person held by order of the court: its end as the place of detention knows it, the warning, the release.

What the court orders, extends and cancels is decided above (`sanctions`), which calls down here with the case locked.
The order itself is recorded in `actions`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if
from cases.models import Case, Charge, Deadline
from detention import moves, rules
from detention.actions import enter_act, heads_of, lawyers_of, lock, note, officials_of, overdue, save, say_to
from detention.models import WARNING, Detention
from ecase.documents.actions import Signed, prepare
from ecase.law.roles import Role
from ecase.people.models import Appointment


def ends_at(act: Act, detention: Detention, end: datetime) -> None:
    """Note when the custody ends: a day before, the head of the place warns (139(2), 152(4)).

    No entry of its own: the act that orders or extends the custody records it.
    """
    act.end_term(detention.matter, WARNING)
    for deadline in Deadline.objects.filter(matter=detention.matter, rule=WARNING, ended_at__isnull=True):
        deadline.ended_at, deadline.ended_by = act.at, act.by
        deadline.save(update_fields=["ended_at", "ended_by"])
        act.wrote(deadline)
    act.start_term(WARNING, end, matter=detention.matter)


def order_extended(
    *,
    case: Case,
    detention: Detention,
    by: Appointment,
    at: datetime,
    end: datetime,
    kind: str = "detention.order_extended",
) -> Detention:
    """A longer custody has been ordered: the place of detention learns its new end and confirms receipt.

    `kind`: of the entry; "detention.end_changed" where the court above has moved the end.
    """
    if detention.order_at is None or detention.released_at is not None:
        return detention
    act = Act(case, by=by, at=at)
    ends_at(act, detention, end)
    _anew(act, detention)
    note(act, detention, kind, {"until": end})
    say_to(detention, kind, to=officials_of(detention), at=at, rung=at.isoformat())
    return detention


def let_free(
    *, case: Case, detention: Detention, by: Appointment | None, at: datetime, ground: str, end: datetime | None = None
) -> Detention:
    """Nothing holds the person any more: by decision, or because the term of custody ran out; the case is locked.

    `ground`: one of `CUSTODY_GROUNDS`; "other_measure" or "case_over" for somebody who is only detained. The ruling
    on the release lies ready for the head of the place; the term of the custody is overdue until the person is free.
    Who had to be freed before stays late by the hour from which he had. `end`: when the custody ran out, for a place
    that was never told.
    """
    if detention.released_at is not None or (ground != "custody_expired" and _had_to_be_freed(detention, at)):
        return detention
    act = Act(case, by=by, at=at)
    custody = detention.order_at is not None
    if ground != "custody_expired":
        detention.court_refused_at = at
        save(act, detention, "court_refused_at")
    if custody:
        if ground == "custody_expired" and end is not None and detention.custody_ends_at is None:
            ends_at(act, detention, end)
        act.meet_term(detention.matter, WARNING)
        _anew(act, detention)
    else:
        act.end_term(detention.matter, "detention.petition_to_ij")
        act.fall_due(detention.matter, "detention.expiry")
    head = next(iter(heads_of(case, detention.facility_id)), None)
    move = moves.RELEASE_FROM_CUSTODY if custody else moves.RELEASE
    if head is not None:
        act.wrote(
            prepare(
                act=move.act_for(Role.CUSTODY_HEAD),
                case_id=case.pk,
                subject_kind="detention",
                subject_id=detention.pk,
                move=move.name,
                fields={"ground": ground},
                version=detention.version,
                prepared_for=head,
                at=at,
            )
        )
    only_detained = "detention.case_over" if ground == "case_over" else "detention.court_refused"
    kind = "detention.custody_over" if custody else only_detained
    note(act, detention, kind, {"ground": ground})
    say_to(detention, kind, to=officials_of(detention), at=at, must=True)
    say_to(detention, kind, to=lawyers_of(detention), at=at)
    return detention


def _had_to_be_freed(detention: Detention, at: datetime) -> bool:
    """Whether the head of the place has been told already, or the clock tells him that the detention has run out."""
    if detention.order_at is None:
        return detention.court_refused_at is not None or at >= detention.expires_at
    return detention.court_refused_at is not None and detention.court_refused_at >= detention.order_at


def prosecution_over(detention: Detention) -> bool:
    """Whether nobody prosecutes the person any more: the case is terminated, or every charge of his has ended."""
    if detention.case.stage in (Case.Stage.TERMINATED, Case.Stage.JUDGED):
        return True
    his = Charge.objects.filter(case=detention.case_id, participant=detention.participant_id)
    return his.exists() and not his.filter(until__isnull=True).exists()


@transaction.atomic
def warn_of_end(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any] | None = None, signed: Signed
) -> Detention:
    """The head of the place of detention warns the investigator and the prosecutor that the term is ending."""
    act, detention = lock(detention_id, moves.WARN_OF_END, by, at, fields or {}, signed)
    enter_act(act, detention, signed)
    save(act, detention)
    act.meet_term(detention.matter, WARNING)
    note(act, detention, "detention.end_announced", {"until": detention.custody_ends_at, "sha256": signed.sha256})
    case = detention.case
    told = [case.investigator, case.prosecutor]
    say_to(detention, "detention.end_announced", to=told, at=at, rung=at.isoformat())
    return detention


@transaction.atomic
def release_from_custody(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Detention:
    """The head of the place frees by his own ruling whom no order holds any more; a copy goes out (152(4))."""
    act, detention = lock(detention_id, moves.RELEASE_FROM_CUSTODY, by, at, fields, signed)
    released_at, ground = fields["released_at"], fields["ground"]
    refuse_if(rules.within("released_at", released_at, detention, at))
    refuse_if(rules.custody_ground(ground, released_at, detention))
    end = detention.court_refused_at if ground != "custody_expired" else detention.custody_ends_at
    detention.released_at, detention.released_by = released_at, by
    detention.release_ground, detention.release_note = ground, str(fields.get("note") or "").strip()
    enter_act(act, detention, signed)
    save(act, detention, "released_at", "released_by", "release_ground", "release_note")
    act.end_terms(detention.matter)
    for over in overdue(detention, at):  # what the court has ordered since runs on
        act.meet_term(over.matter, over.rule, released_at)
    # The ruling is in the electronic file the moment it is signed: there its copy reaches whoever holds the case.
    act.start_term("arrest.release_copy", released_at, matter=detention.matter)
    act.meet_term(detention.matter, "arrest.release_copy")
    late = max((released_at - end).total_seconds(), 0) if end else 0
    note(
        act,
        detention,
        "detention.released",
        {"released_at": released_at, "ground": ground, "late_minutes": int(late // 60), "sha256": signed.sha256},
    )
    told = [*officials_of(detention), *lawyers_of(detention)]
    say_to(detention, "detention.released", to=told, at=at)
    return detention


def ending(*, deadline: Deadline, at: datetime) -> list[Any]:
    """A day before the end of a custody: the warning lies ready for the head, who is called; so are the others.

    Called by the clock, which holds the case's lock and records the entry.
    """
    detention = Detention.objects.select_related("case", "matter", "participant").get(matter_id=deadline.matter_id)
    if detention.order_at is None or detention.released_at is not None or detention.custody_over(at):
        return []
    say_to(detention, "detention.custody_ending", to=officials_of(detention), at=at, rung=str(deadline.pk), must=True)
    head = next(iter(heads_of(detention.case, detention.facility_id)), None)
    if head is None:
        return []
    return [
        prepare(
            act=moves.WARN_OF_END.act_for(Role.CUSTODY_HEAD),
            case_id=detention.case_id,
            subject_kind="detention",
            subject_id=detention.pk,
            move=moves.WARN_OF_END.name,
            fields={},
            version=detention.version,
            prepared_for=head,
            at=at,
        )
    ]


def remind(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """A rung before the warning is due: the head of the place of detention hears of it."""
    detention = Detention.objects.select_related("case", "matter", "participant").get(matter_id=deadline.matter_id)
    if detention.released_at is None:
        heads = heads_of(detention.case, detention.facility_id)
        say_to(detention, "detention.custody_near", to=heads, at=at, rung=f"{deadline.pk}:{rung}")


def _anew(act: Act, detention: Detention) -> None:
    """A new paper has to reach the place of detention: its receipt is confirmed again."""
    detention.acknowledged_at = detention.acknowledged_by = None
    save(act, detention, "acknowledged_at", "acknowledged_by")
    act.end_term(detention.matter, "facility.acknowledgement")
    act.start_term("facility.acknowledgement", act.at, matter=detention.matter)


PERFORM = {"warn_of_end": warn_of_end, "release_from_custody": release_from_custody}
