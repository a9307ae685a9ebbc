"""Why a move of a covert action may not be made now: by whom, in which state, within which time. Reading only."""

from collections.abc import Callable
from datetime import datetime

from cases.models import Deadline
from ecase.law import moves as law
from ecase.law.clock import due
from ecase.law.covert_notice import Told, may_destroy
from ecase.law.moments import end_shown
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.covert.queries import check_runs, destruction_of, notice_of, notify_runs, took_place
from sanctions.kinds import STATUS_TITLES
from sanctions.models import CovertNotice, Sanction

S = CovertNotice.State
NOT_TAKEN_PLACE = Refusal("no_action", N_("The action has not taken place."), cite="CPC 235, 240")
TOLD_ALREADY = Refusal("told_already", N_("The prosecutor has been told of the results."), cite="CPC 234(5)")
NO_CHECK = Refusal("no_check", N_("The judge has not asked for a check."), cite="CPC 234(2)")
NO_PETITION = Refusal("no_petition", N_("The prosecutor has not asked to stop the action."), cite="CPC 234(2)")
NO_DESTRUCTION = Refusal(
    "destroy_untold", N_("Tell the prosecutor first, two months before the day of the destruction."), cite="CPC 240(1)"
)
NOT_OWED = Refusal(
    "notice_not_owed",
    N_("The person is told after the final decision in the case. There is none yet."),
    cite="CPC 240(1-1)",
)


def why_not(move: Move, sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=sanction.status, titles=STATUS_TITLES)
    refusal = refusal or _whose(move, sanction, by)
    asked = ASKED.get(move.name)
    return refusal or (asked(sanction, at) if asked is not None else None)


def _whose(move: Move, sanction: Sanction, by: Appointment) -> Refusal | None:
    """Everything of the investigation is done by whoever conducts the case now; everything of oversight by its own."""
    if by.role in (Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION):
        return None if sanction.case.investigator_id == by.pk else rules.NOT_THE_INVESTIGATOR
    if by.role in PROSECUTION:
        return None if rules.supervises(sanction.case, by) else rules.NOT_THE_PROSECUTOR
    before = (
        sanction.matter.waits_for_id if move.name in ("ask_material", "stop", "let_run") else sanction.decided_by_id
    )
    if before not in (None, by.pk):
        return Refusal("not_the_judge", N_("This request is before another judge of the court."), cite="CPC 56")
    return None


def _more_material(sanction: Sanction, at: datetime) -> Refusal | None:
    asked = Deadline.objects.filter(matter=sanction.matter_id, rule="ij.covert", amount="more_material")
    if not asked.exists():
        return None
    return Refusal("asked_already", N_("More material has been asked for; the longer term runs."), cite="CPC 234(2)")


def _may_check(sanction: Sanction, at: datetime) -> Refusal | None:
    if Deadline.objects.filter(matter=sanction.matter_id, rule="covert.check").exists():
        return Refusal("asked_already", N_("A check has been asked for."), cite="CPC 234(2)")
    until = due("covert.check_order", sanction.decided_at or at).due_at
    if at < until:
        return None
    return Refusal(
        "too_late", N_("A check could be asked for until %(moment)s."), {"moment": end_shown(until)}, "CPC 234(2)"
    )


def _check_runs(sanction: Sanction, at: datetime) -> Refusal | None:
    return None if check_runs(sanction) else NO_CHECK


def _before_judge(sanction: Sanction, at: datetime) -> Refusal | None:
    return None if sanction.matter.waits_role == Role.INVESTIGATING_JUDGE else NO_PETITION


def _may_ask_to_stop(sanction: Sanction, at: datetime) -> Refusal | None:
    if sanction.matter.waits_role != Role.INVESTIGATING_JUDGE:
        return None
    return Refusal("asked_already", N_("The petition to stop lies before the judge."), cite="CPC 234(2)")


def _results_untold(sanction: Sanction, at: datetime) -> Refusal | None:
    told = Deadline.objects.filter(matter=sanction.matter_id, rule="covert.result_notice", met_at__isnull=False)
    return TOLD_ALREADY if told.exists() else None


def _may_tell_destruction(sanction: Sanction, at: datetime) -> Refusal | None:
    if not took_place(sanction):
        return NOT_TAKEN_PLACE
    planned = destruction_of(sanction)
    if planned is None or planned.objected_at is not None:
        return None
    says = N_("The results have been destroyed.") if planned.destroyed_at else N_("The prosecutor has been told of it.")
    return Refusal("destruction_planned", says, cite="CPC 240(1)")


def _may_object(sanction: Sanction, at: datetime) -> Refusal | None:
    planned = destruction_of(sanction)
    if planned is None:
        return Refusal("no_destruction", N_("No destruction of results is planned."), cite="CPC 240(1)")
    if planned.destroyed_at is not None:
        return Refusal("destroyed", N_("The results have been destroyed."), cite="CPC 240(1)")
    if planned.objected_at is not None:
        return Refusal("objected", N_("An objection has been made."), cite="CPC 240(1)")
    return None


def _may_destroy(sanction: Sanction, at: datetime) -> Refusal | None:
    planned = destruction_of(sanction)
    if planned is None:
        return NO_DESTRUCTION
    if planned.destroyed_at is not None:
        return Refusal("destroyed", N_("The results have been destroyed."), cite="CPC 240(1)")
    if planned.objected_at is not None:
        return Refusal(
            "objected", N_("The prosecutor has objected: nothing is destroyed until he is told anew."),
            cite="CPC 240(1)",
        )  # fmt: skip
    notice = notice_of(sanction)
    person = Told(
        waived=notice is not None and notice.state == S.WAIVED,
        notified_at=notice.delivered_at if notice is not None else None,
    )
    return next(iter(may_destroy(at, told_at=planned.told_at, people=[person])), None)


def _may_send(sanction: Sanction, at: datetime) -> Refusal | None:
    notice = notice_of(sanction)
    if notice is None:
        return NOT_OWED if took_place(sanction) else NOT_TAKEN_PLACE
    if notice.state == S.WAIVED:
        return Refusal("waived", N_("The judge has agreed that the person is not told."), cite="CPC 240(1-1)")
    if notice.state == S.DUE and not notify_runs(sanction):
        return NOT_OWED  # the termination was cancelled meanwhile
    if notice.state != S.DUE:
        return Refusal("sent_already", N_("The notice has been sent."), cite="CPC 240(1-1)")
    return None


def _may_deliver(sanction: Sanction, at: datetime) -> Refusal | None:
    notice = notice_of(sanction)
    if notice is None or notice.state in (S.DUE, S.WAIVED):
        return Refusal("not_sent", N_("The notice has not been sent."), cite="CPC 240(1-1)")
    if notice.state != S.SENT:
        return Refusal("delivered_already", N_("The delivery has been entered."), cite="CPC 240(1-1)")
    return None


ASKED: dict[str, Callable[[Sanction, datetime], Refusal | None]] = {
    "ask_material": _more_material,
    "ask_check": _may_check,
    "find_lawful": _check_runs,
    "ask_to_stop": _may_ask_to_stop,
    "let_run": _before_judge,
    "tell_results": _results_untold,
    "tell_destruction": _may_tell_destruction,
    "object": _may_object,
    "destroy": _may_destroy,
    "send_notice": _may_send,
    "notice_delivered": _may_deliver,
}
