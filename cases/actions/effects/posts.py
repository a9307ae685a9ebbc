"""Who conducts the case and what he is told to do: assignment, acceptance, group, transfer, instructions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.actions.act import Act, wait_for
from cases.actions.effects.terms import superior
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.grants import DECIDER, NO_POST, covert_follows, end, grant, let_go, sees
from cases.models import Case, CaseMember, Matter, Ruling
from cases.ruling_rules import head_needed
from ecase.law.clock import local
from ecase.law.investigation_ladder import LADDER
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import Status
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post, speaks_now

NOT_OF_THIS_UNIT = Refusal(
    "not_of_this_unit",
    N_("Choose an investigator of this unit who is in post."),
    cite="CPC 59(2)",
    field="investigator",
)


# --- whose case it is -----------------------------------------------------------------------------


def hand_over(act: Act, to: Appointment, *, keep: Iterable[Appointment] = ()) -> None:
    """The case and everything that waits in it go to `to`; who conducted it loses sight of it, unless kept."""
    case, before = act.case, act.case.investigator
    grant(case.pk, [to], reason="investigator")
    case.investigator, case.taken_over_at = to, None
    case.save(update_fields=["investigator", "taken_over_at"])
    act.wrote(case)
    kept = {a.pk for a in keep} | {to.pk}
    # A head who conducted it until now goes on deciding on what was sent to him for that.
    before_decider = Ruling.objects.filter(case=case, status=Status.BEFORE_DECIDER).values("matter")
    for matter in _waiting(case, before).exclude(pk__in=before_decider):
        wait_for(matter, to)
    covert_follows(case.pk, before, to)
    if before.pk not in kept and before.role == Role.INVESTIGATOR:
        end(case.pk, [before])


def _waiting(case: Case, post: Appointment | None) -> QuerySet[Matter]:
    """The open matters of the case that wait for `post`."""
    return Matter.objects.filter(case=case, waits_for=post, closed_at__isnull=True)


def _for_a_head(case: Case) -> list[UUID]:
    """The matters of the rulings that wait for a head of a prosecutor's office and for nobody else."""
    waiting = Ruling.objects.filter(case=case, status=Status.BEFORE_DECIDER).select_related("participant")
    return [ruling.pk for ruling in waiting if head_needed(ruling.kind, ruling.participant)]


def _investigator(case: Case, pk: object, field: str = "investigator") -> Appointment:
    """An investigator in post in the unit that conducts the case. Raises Refused(not_of_this_unit)."""
    found = in_post(case.office_id, {Role.INVESTIGATOR}).filter(pk=int(str(pk))).first()
    if found is None:
        raise Refused(Refusal(NOT_OF_THIS_UNIT.code, NOT_OF_THIS_UNIT.says, {}, NOT_OF_THIS_UNIT.cite, field))
    return found


def _assignment(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    to = _investigator(case, fields["investigator"])
    if to.pk == case.investigator_id:
        raise Refused(
            Refusal("his_already", N_("He conducts this case already."), cite="CPC 59(2)", field="investigator")
        )
    return Named(text=text_of(fields), data={"investigator": to.pk})


def _assign(act: Act, ruling: Ruling) -> None:
    to = Appointment.objects.select_related("office", "user").get(pk=ruling.data["investigator"])
    members = [m.appointment for m in _members(act.case)]
    hand_over(act, to, keep=members)
    act.wrote(*_end_handovers(act))


def _name_prosecutor(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    to = in_post(by.office_id, PROSECUTION).filter(pk=int(str(fields["prosecutor"]))).first()
    if to is None or to.pk == case.prosecutor_id:
        raise Refused(
            Refusal(
                "not_of_this_office",
                N_("Choose another prosecutor of this office who is in post."),
                cite="CPC 193(3)",
                field="prosecutor",
            )
        )
    return Named(text=text_of(fields), data={"prosecutor": to.pk})


def _put_prosecutor(act: Act, ruling: Ruling) -> None:
    case, before = act.case, act.case.prosecutor
    to = Appointment.objects.select_related("office", "user").get(pk=ruling.data["prosecutor"])
    grant(case.pk, [to], reason="supervision")
    for matter in _waiting(case, before).exclude(kind=ASKED).exclude(pk__in=_for_a_head(case)):
        wait_for(matter, to)
    case.prosecutor = to
    case.save(update_fields=["prosecutor"])
    act.wrote(case, *_end_handovers(act, ASKED))
    covert_follows(case.pk, before, to)
    if before is not None and before.role == Role.PROSECUTOR:
        end(case.pk, [before])


def _told_prosecutor(ruling: Ruling) -> list[Appointment]:
    return list(Appointment.objects.filter(pk=ruling.data["prosecutor"]))


ASKED = "handover.prosecutor"


def _end_handovers(act: Act, kind: str = "handover") -> list[Matter]:
    """The question who takes the case over is answered."""
    asked = list(Matter.objects.filter(case=act.case, kind=kind, closed_at__isnull=True))
    for matter in asked:
        matter.closed_at = act.at
        matter.save(update_fields=["closed_at"])
        wait_for(matter, None)
    return asked


def _take_over(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    return Named(text=str(fields.get("text", "")).strip())


def _taken(act: Act, ruling: Ruling) -> None:
    act.case.taken_over_at = act.at
    act.case.save(update_fields=["taken_over_at"])
    act.wrote(act.case)


# --- the group ------------------------------------------------------------------------------------


def _members(case: Case) -> list[CaseMember]:
    return list(CaseMember.objects.filter(case=case, until__isnull=True).select_related("appointment__office"))


def _group(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    leader = _investigator(case, fields["leader"], "leader")
    # Members may come from other units (194): the head of each keeps his own people's work in view.
    chosen = {int(str(pk)) for pk in fields.get("members", ())} - {leader.pk}
    members = list(speaks_now().filter(pk__in=chosen, role=Role.INVESTIGATOR, user__is_active=True).order_by("id"))
    if len(members) != len(chosen) or not members:
        raise Refused(
            Refusal(
                "group_members",
                N_("Name at least one more investigator who is in post."),
                cite="CPC 194",
                field="members",
            )
        )
    return Named(text=text_of(fields), data={"leader": leader.pk, "members": [m.pk for m in members]})


def _form(act: Act, ruling: Ruling) -> None:
    case = act.case
    posts = {a.pk: a for a in Appointment.objects.select_related("office", "user").filter(
        pk__in=[ruling.data["leader"], *ruling.data["members"]]
    )}  # fmt: skip
    leader = posts[ruling.data["leader"]]
    standing = {m.appointment_id: m for m in _members(case)}
    wanted = set(posts)
    for pk, member in standing.items():
        if pk not in wanted:
            member.until = act.at
            member.save(update_fields=["until"])
            act.wrote(member)
            if pk != case.investigator_id:
                end(case.pk, [member.appointment])
    for pk in sorted(wanted - set(standing)):
        act.wrote(CaseMember.objects.create(case=case, appointment=posts[pk], ruling=ruling, since=act.at))
    grant(case.pk, [posts[pk] for pk in sorted(wanted) if pk != leader.pk], reason="group")
    if leader.pk != case.investigator_id:
        hand_over(act, leader, keep=posts.values())
    act.wrote(*_end_handovers(act))


def _told_members(ruling: Ruling) -> list[Appointment]:
    return list(Appointment.objects.filter(pk__in=[ruling.data["leader"], *ruling.data["members"]]))


# --- transfer to another unit ---------------------------------------------------------------------


def _transfer(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    to = Office.objects.filter(pk=int(str(fields["to_office"])), kind=Office.Kind.POLICE, active=True).first()
    if to is None or to.pk == case.office_id:
        raise Refused(
            Refusal("no_such_unit", N_("Choose another investigating unit."), cite="CPC 186(2)", field="to_office")
        )
    _receivers(to)
    return Named(text=text_of(fields), data={"to_office": to.pk, "from_office": case.office_id})


def _receivers(office: Office) -> tuple[Appointment, list[Appointment]]:
    """The head who receives the case and the prosecutors who will supervise it. Raises Refused(no_post)."""
    head = in_post(office, {Role.HEAD_OF_INVESTIGATION}).first()
    over = list(in_post(office.supervised_by_id, PROSECUTION)) if office.supervised_by_id else []
    if head is None or not any(a.role == Role.PROSECUTOR for a in over):
        raise Refused(NO_POST)
    return head, over


def _move(act: Act, ruling: Ruling) -> None:
    case = act.case
    office = Office.objects.select_related("supervised_by").get(pk=ruling.data["to_office"])
    head, over = _receivers(office)
    prosecutor = next(a for a in over if a.role == Role.PROSECUTOR)
    leaving = [case.investigator, *(m.appointment for m in _members(case))]
    leaving += in_post(case.office_id, {Role.HEAD_OF_INVESTIGATION})
    if office.supervised_by_id != case.office.supervised_by_id:
        leaving += [case.prosecutor] if case.prosecutor else []
        leaving += in_post(case.office.supervised_by_id or 0, {Role.HEAD_OF_PROSECUTION})
    staying = {head.pk, *(a.pk for a in over)}
    for member in _members(case):
        member.until = act.at
        member.save(update_fields=["until"])
        act.wrote(member)
    grant(case.pk, [prosecutor, *(a for a in over if a.role != Role.PROSECUTOR)], reason="supervision")
    grant(case.pk, [head], reason="head_of_investigation")
    act.wrote(*_end_handovers(act), *_end_handovers(act, ASKED))
    _to_the_heads(case, office, head)
    for matter in _waiting(case, case.investigator):
        wait_for(matter, head)
    if case.prosecutor_id != prosecutor.pk:
        for matter in _waiting(case, case.prosecutor).exclude(pk__in=_for_a_head(case)):
            wait_for(matter, prosecutor)
    covert_follows(case.pk, case.investigator, head)
    covert_follows(case.pk, case.prosecutor, prosecutor)
    # Until the receiving head assigns it, the case is his: somebody always answers for it.
    case.office, case.prosecutor, case.investigator, case.taken_over_at = office, prosecutor, head, None
    case.save(update_fields=["office", "prosecutor", "investigator", "taken_over_at"])
    act.wrote(case)
    # The head of the old office may decide from now on as the one above the new: he sees the case until he has.
    waited_for = set(Matter.objects.filter(case=case, closed_at__isnull=True).values_list("waits_for", flat=True))
    deciding = {
        a.pk: a for a in leaving if a.role == Role.HEAD_OF_PROSECUTION and a.pk in waited_for and a.pk not in staying
    }
    grant(case.pk, deciding.values(), reason=DECIDER)
    end(case.pk, [a for a in leaving if a.pk not in staying | deciding.keys()])


def _to_the_heads(case: Case, office: Office, head: Appointment) -> None:
    """What waits before a head of the old unit, or of an office over it, goes to the one in his place over the new.

    Raises Refused(no_post).
    """
    waiting = Matter.objects.filter(case=case, closed_at__isnull=True)
    for matter in waiting.filter(waits_role=Role.HEAD_OF_INVESTIGATION, waits_office=case.office_id):
        wait_for(matter, head)
    before = [superior(case.office.supervised_by, steps) for steps in range(len(LADDER))]
    above = [superior(office.supervised_by, steps) for steps in range(len(LADDER))]
    of_a_head = Q(pk__in=_for_a_head(case)) | ~Q(waits_for=case.prosecutor)
    for matter in waiting.filter(of_a_head, waits_role=Role.HEAD_OF_PROSECUTION):
        step = next((n for n, one in enumerate(before) if one is not None and one.pk == matter.waits_office_id), None)
        there = above[step] if step is not None else None
        if step is None or (there is not None and there.pk == matter.waits_office_id):
            continue
        to = in_post(there, {Role.HEAD_OF_PROSECUTION}).first() if there is not None else None
        if to is None:
            raise Refused(NO_POST)
        if not sees(case.pk, to):
            grant(case.pk, [to], reason=DECIDER)
        decider = matter.waits_for
        wait_for(matter, to)
        let_go(case.pk, decider)


def _told_receivers(ruling: Ruling) -> list[Appointment]:
    case = ruling.case
    return [a for a in (case.investigator, case.prosecutor) if a is not None]


# --- binding instructions -------------------------------------------------------------------------


def _instruction(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    due_on = fields["due_on"]
    if due_on <= local(at).date():
        raise Refused(
            Refusal(
                "date_past", N_("Give the investigator at least until tomorrow."), cite="CPC 193(4)", field="due_on"
            )
        )
    return Named(text=text_of(fields), data={"due_on": due_on.isoformat(), "days": (due_on - local(at).date()).days})


def _instruct(act: Act, ruling: Ruling) -> None:
    act.start_term("instruction.answer", act.at, matter=ruling.matter, amount=int(ruling.data["days"]))


POSTS: dict[str, Work] = {
    "assignment": Work(named=_assignment, effect=_assign),
    "process_prosecutor": Work(named=_name_prosecutor, effect=_put_prosecutor, whom=_told_prosecutor),
    "take_over": Work(named=_take_over, effect=_taken),
    "group": Work(named=_group, effect=_form, whom=_told_members),
    "transfer": Work(named=_transfer, effect=_move, whom=_told_receivers),
    "instruction": Work(named=_instruction, effect=_instruct),
}
