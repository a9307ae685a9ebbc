"""A case has gone into other hands: what waited in its covert matters for the one before waits for his successor.

Whoever handed the case over may not have known of them, so nothing was moved then; the clock does it, by the grant,
which has gone along (`cases.actions.grants.covert_follows`). Called at every round of the clock, does nothing mostly.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from cases.actions.act import Act, lock_case, wait_for
from cases.models import Compartment, Matter
from ecase.law.roles import PROSECUTION, Role
from ecase.people.actions import tell
from ecase.people.models import Appointment
from sanctions.actions.sharing import path_of
from sanctions.covert.sight import knowing
from sanctions.models import Sanction

INVESTIGATION = (Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION)


def settle(at: datetime) -> int:
    """Hand on what waits for somebody who no longer answers for its case; returns how many matters."""
    left = Q(waits_role__in=INVESTIGATION) & ~Q(waits_for=F("case__investigator"))
    left |= Q(waits_role=Role.PROSECUTOR) & ~Q(waits_for=F("case__prosecutor"))
    rows = Matter.objects.filter(left, compartment=Compartment.COVERT, closed_at__isnull=True, waits_for__isnull=False)
    return sum(_hand_on(pk, at) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _hand_on(matter_id: UUID, at: datetime) -> int:
    sanction = Sanction.objects.select_related("case").get(pk=matter_id)
    case = lock_case(sanction.case_id)
    matter = Matter.objects.select_related("waits_for").get(pk=matter_id)
    before: Appointment | None = matter.waits_for
    if before is None or matter.closed_at is not None:
        return 0
    heir: Appointment | None = case.prosecutor if before.role in PROSECUTION else case.investigator
    if heir is None or heir.pk == before.pk or not knowing(case.pk, [heir], at):
        return 0
    act = Act(case, by=None, at=at)
    act.seal(matter)
    wait_for(matter, heir)
    act.record(
        "case.handover",
        public={"sanction": str(sanction.pk), "left": before.pk, "role": str(before.role), "to": heir.pk},
        compartment="covert",
    )
    tell(
        to=[heir],
        kind="sanction.handed_on",
        key=f"sanction.handed_on:{sanction.pk}:{before.pk}:{heir.pk}",
        at=at,
        params={"number": case.number, "kind": sanction.rule.title},
        path=path_of(sanction),
    )
    return 1
