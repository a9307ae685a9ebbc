"""Why a move on an appeal may not be made now. Reads only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.models import Deadline
from ecase.law import moves as law
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions.custody import run_out
from sanctions.kinds import APPEAL_TITLES, Status
from sanctions.models import Appeal, Sanction

NOT_THE_COURT = Refusal("not_the_court", N_("The court whose judge decided sends the appeal up."), cite="CPC 107(2)")
NOT_THE_FILER = Refusal("not_the_filer", N_("Only whoever filed the appeal withdraws it."), cite="CPC 107")
NOT_THE_JUDGE = Refusal("not_the_judge", N_("This appeal is before another judge of the court."), cite="CPC 107(4)")
TOOK_PART = Refusal(
    "took_part", N_("You took part in this request in another post: somebody else decides the appeal."), cite="CPC 107"
)
NOT_LATE = Refusal("not_late", N_("The appeal came in time: it has to be considered."), cite="CPC 107(2)")
NOTHING_STANDS = Refusal(
    "nothing_stands", N_("The measure is over already: nothing of it can be changed."), cite="CPC 107(7)"
)


def why_not(move: Move, appeal: Appeal, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=appeal.status, titles=APPEAL_TITLES)
    if refusal is not None:
        return refusal
    if move.name == "send_up":
        return None if sends_up(appeal.sanction, by) else NOT_THE_COURT
    if move.name == "withdraw":
        return None if appeal.filed_by_id == by.pk else NOT_THE_FILER
    return _decides(move, appeal, by, at)


def _decides(move: Move, appeal: Appeal, by: Appointment, at: datetime) -> Refusal | None:
    if appeal.matter.waits_for_id != by.pk:
        return NOT_THE_JUDGE
    if by.user_id in {post.user_id for post in took_part(appeal.sanction)} | {appeal.filed_by.user_id}:
        return TOOK_PART
    if move.name == "leave" and not appeal.late_reason:
        return NOT_LATE
    sanction = appeal.sanction
    if move.name == "change" and (sanction.status != Status.GRANTED or run_out(sanction, at)):
        return NOTHING_STANDS
    return None


def sends_up(sanction: Sanction, by: Appointment) -> bool:
    """The judge who decided, or somebody else of his court once he is no longer in post there."""
    decided = sanction.decided_by
    if decided is None or by.office_id != decided.office_id:
        return False
    return by.pk == decided.pk or by.role == Role.COURT_CLERK or decided.until is not None


def took_part(sanction: Sanction) -> list[Appointment]:
    """Whoever asked, agreed, supported or decided: none of them decides the appeal."""
    posts = (sanction.requested_by, sanction.head, sanction.prosecutor, sanction.decided_by)
    return [post for post in posts if post is not None]


def appeal_until(sanction: Sanction) -> datetime | None:
    """The end of the days of appeal as they run on the decision; None where none ran."""
    term = Deadline.objects.filter(matter=sanction.matter_id, rule="ij.appeal").order_by("-id").first()
    return term.due_at if term is not None else None


def reasons_of(fields: Mapping[str, Any]) -> str:
    """The reasons of the decision, and why bail of this amount, which is one of them."""
    said = (str(fields.get(name) or "").strip() for name in ("reasons", "bail_why"))
    return "\n".join(one for one in said if one)
