"""What of the covert compartment is asked again and again: what took place, what runs, what is owed. Reading only."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from cases.access import MAY_KNOW_COVERT, VIEW_COVERT, grants
from cases.models import Case, Deadline, Material
from ecase.law.clock import local
from ecase.law.covert import ITEMS
from ecase.law.covert_notice import Duty, breached, duty
from ecase.law.kinds import Kind
from ecase.law.kinds_covert import COVERT_KINDS
from ecase.law.roles import Role
from ecase.people.models import Appointment
from sanctions.actions.effects.ending import APPEAL
from sanctions.kinds import Status
from sanctions.models import CovertNotice, Destruction, Sanction

KINDS: dict[str, Kind] = {kind.code: kind for kind in COVERT_KINDS}
LIVE = {"met_at__isnull": True, "ended_at__isnull": True}
BEGUN = frozenset({Status.GRANTED, Status.EXECUTED, Status.LIFTED, Status.EXPIRED})


def has_sight(case: Case, by: Appointment) -> bool:
    """Whether `by` holds the covert grant of this case."""
    return by.role in MAY_KNOW_COVERT and grants(by, VIEW_COVERT).filter(content_object_id=case.pk).exists()


def may_enter(case: Case, by: Appointment) -> bool:
    """The room of a case's covert actions is there for holders of the grant and for whoever conducts the case."""
    conducts = by.role in (Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION) and case.investigator_id == by.pk
    return conducts or has_sight(case, by)


def took_place(sanction: Sanction) -> bool:
    """Whether something was done to somebody: a running or ended action, or one begun in advance and refused."""
    if sanction.kind not in ITEMS:
        return False
    return sanction.status in BEGUN or (sanction.status == Status.REFUSED and sanction.acted_from is not None)


def check_runs(sanction: Sanction) -> bool:
    return Deadline.objects.filter(matter=sanction.matter_id, rule="covert.check", **LIVE).exists()


def notify_runs(sanction: Sanction) -> bool:
    """Whether the term of the notice runs, in time or late."""
    return Deadline.objects.filter(matter=sanction.matter_id, rule="covert.notify", **LIVE).exists()


def notice_of(sanction: Sanction) -> CovertNotice | None:
    """The duty to tell the person, once the case is decided."""
    found: CovertNotice | None = CovertNotice.objects.filter(sanction=sanction).order_by("since").last()
    return found


def destruction_of(sanction: Sanction) -> Destruction | None:
    """The last destruction that was planned."""
    found: Destruction | None = Destruction.objects.filter(sanction=sanction).order_by("told_at").last()
    return found


def inventory(sanction: Sanction, by: Appointment) -> QuerySet[Material]:
    """The papers of one action in their own order; acts and results alike."""
    mine = Material.objects.visible_to(by).filter(matter_id=sanction.pk, compartment="covert")
    return mine.select_related("document", "matter", "filed_by__user", "filed_by__office").order_by("first_sheet")


def owed(notice: CovertNotice) -> Duty:
    """The duty as the law counts it now."""
    return duty(notice.since, extended_until=notice.extended_until, waived=notice.state == CovertNotice.State.WAIVED)


def last_day(notice: CovertNotice) -> date:
    return owed(notice).last_day or notice.due_on


def overdue(notice: CovertNotice, at: datetime) -> bool:
    """The person was not told in time: not sent and the term is over, or sent too late."""
    return breached(owed(notice), at, sent_at=notice.sent_at)


def breaches(by: Appointment, at: datetime) -> QuerySet[CovertNotice]:
    """Notices not sent in time, in what `by` supervises or conducts, oldest first: for his desk."""
    if by.role not in MAY_KNOW_COVERT:
        return CovertNotice.objects.none()
    rows = CovertNotice.objects.visible_to(by).filter(state=CovertNotice.State.DUE)
    rows = rows.annotate(until=Coalesce("extended_until", "due_on")).filter(until__lt=local(at).date())
    found: QuerySet[CovertNotice] = rows.select_related("sanction__case").order_by("until", "id")
    return found


def next_ends(rows: Iterable[Sanction]) -> dict[UUID, datetime]:
    """The nearest end of each action's own terms: whoever may appeal is late with nothing, and the action neither."""
    running = Deadline.objects.filter(matter__in=[row.pk for row in rows], **LIVE).exclude(rule=APPEAL)
    return dict(running.order_by().values_list("matter").annotate(Min("due_at")))


def stream_of(sanction: Sanction) -> dict[str, object]:
    """The record of one covert matter: a stream of its own."""
    return {"stream__case_id": sanction.pk, "stream__kind": "covert"}
