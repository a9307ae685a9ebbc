"""Giving sight of a case. The row is the present; the entry of the act that gave it is the history."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from cases.access import VIEW_CASE, VIEW_COVERT, VIEW_DETAINED, CaseGrant, grants, permission_id
from cases.models import Matter
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from ecase.web.clock import transaction_now

DECIDER = "decider"  # the reason of a sight that ends with the decision
NO_POST = Refusal(
    "no_post",
    N_("Nobody holds the post this has to go to. Ask the administrator to appoint somebody, then try again."),
)


def grant(
    case_id: UUID, to: Iterable[Appointment], *, reason: str, right: str = VIEW_CASE, until: datetime | None = None
) -> None:
    """Let each of `to` see the case from now on; a standing grant is renewed, not doubled.

    `since` is the transaction's own moment: a later one would hide the case from the very
    transaction that registers it.
    """
    since = transaction_now()
    # Straight into the table: guardian's own save() asks for the case, which may not be written yet.
    CaseGrant.objects.bulk_create(
        [
            CaseGrant(
                user_id=appointment.user_id,
                permission_id=permission_id(right),
                content_object_id=case_id,
                appointment=appointment,
                since=since,
                until=until,
                reason=reason,
            )
            for appointment in {a.pk: a for a in to}.values()
        ],
        update_conflicts=True,
        unique_fields=["appointment", "permission", "content_object"],
        update_fields=["until", "reason"],
    )


def grant_facility(case_id: UUID, to: Iterable[Appointment]) -> None:
    """Let heads of a place of detention see what concerns the person they hold, and nothing else."""
    grant(case_id, to, reason="facility", right=VIEW_DETAINED)


def sees(case_id: UUID, appointment: Appointment) -> bool:
    """Whether the case is open to `appointment` now."""
    return grants(appointment).filter(content_object_id=case_id).exists()


def let_go(case_id: UUID, decider: Appointment | None) -> None:
    """Who was let into the case to decide on something leaves it when nothing waits for him there any more."""
    if decider is None or Matter.objects.filter(case=case_id, waits_for=decider, closed_at__isnull=True).exists():
        return
    if grants(decider, VIEW_COVERT).filter(content_object_id=case_id).exists():
        return  # something waits for him that whoever acts here need not see
    let_in = CaseGrant.objects.filter(content_object_id=case_id, appointment=decider, reason=DECIDER)
    if let_in.filter(until__isnull=True).exists():
        end(case_id, [decider])


def end(case_id: UUID, of: Iterable[Appointment], *, rights: Iterable[str] = (VIEW_CASE, VIEW_COVERT)) -> None:
    """Take the sight of the case, covert actions included, from each of `of`, at the end of this very transaction.

    The row policies ask at the transaction's own moment.
    """
    until = _from_now_on()
    CaseGrant.objects.filter(
        content_object_id=case_id,
        appointment_id__in=[a.pk for a in of],
        permission_id__in=[permission_id(right) for right in rights],
    ).exclude(until__lte=until).update(until=until)


def covert_follows(case_id: UUID, before: Appointment | None, to: Appointment) -> None:
    """Sight of the covert actions goes along with the post that answers for them, and ends for who held it before.

    Nothing is said about it and nothing happens where he had none: who hands a case over need not know of them.
    """
    if before is None or before.pk == to.pk:
        return
    ended_with_his_post = Q(until__isnull=False, until=before.until) if before.until else Q(pk__in=())
    held = CaseGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gt=transaction_now()) | ended_with_his_post,
        content_object_id=case_id,
        appointment=before,
        permission_id=permission_id(VIEW_COVERT),
    )
    if not held.exists():
        return
    grant(case_id, [to], reason="covert", right=VIEW_COVERT)
    until = _from_now_on()
    held.exclude(until__lte=until).update(until=until)


def _from_now_on() -> datetime:
    """A moment later than the transaction's own: what the act still has to write must not vanish under its hands."""
    return transaction_now() + timedelta(microseconds=1)
