"""A terminated case holds nobody: every measure of it falls, what was still asked for ends, who is held is freed.

So it is with one person when his prosecution ends and the case goes on without him. Each is an entry of its own behind
that of the ruling (35, 153, 289). What was done before anybody was asked is still looked at, for its lawfulness is
decided whatever becomes of the case; what is covert has an end of its own (`covert.closed_case`).
"""

from uuid import UUID

from django.db.models import Q

from cases.actions.act import Act
from cases.actions.effects.closing import at_the_end
from cases.actions.grants import let_go
from cases.models import Compartment, Participant
from detention import custody as place
from detention.models import Detention
from ecase.law.kinds import Ends
from sanctions.actions import effects
from sanctions.actions.sharing import close, inside, lawyers, record, save, say_to
from sanctions.kinds import OPEN, Status
from sanctions.models import Sanction

GROUND = "case_over"


def _fall(act: Act, decision: UUID, person: Participant | None) -> None:
    whose = {} if person is None else {"participant": person}
    rows = Sanction.objects.select_related(
        "matter__waits_for", "case__prosecutor", "case__investigator", "participant", "detention", "extends",
        "requested_by",
    ).filter(case=act.case, **whose).exclude(matter__compartment=Compartment.COVERT)  # fmt: skip
    for row in rows.filter(Q(status__in=OPEN), urgent=False).order_by("requested_at"):
        _end_request(act, row, decision)
    for row in rows.filter(status=Status.GRANTED, extends__isnull=True).order_by("decided_at"):
        if row.rule.ends is Ends.RUNS:
            _end_measure(act, row, decision)
    held = Detention.objects.select_related("case__investigator", "case__prosecutor", "matter", "participant")
    # Also who is held on an order entered by hand, behind which no grant stands or none that knew of the holding.
    for one in held.filter(case=act.case, **whose).lasting():
        place.let_free(case=act.case, detention=one, by=act.by, at=act.at, ground=GROUND)


def _end_request(act: Act, row: Sanction, decision: UUID) -> None:
    holder = row.matter.waits_for if row.status not in (Status.DRAFT, Status.RETURNED) else None
    save(act, row, Status.WITHDRAWN)
    close(act, row)
    let_go(act.case.pk, holder)
    record(act, row, "sanction.withdrawn", public={"ruling": str(decision)}, compartment=inside(row))
    say_to(row, "sanction.withdrawn", to=[holder], at=act.at)


def _end_measure(act: Act, row: Sanction, decision: UUID) -> None:
    effects.end_measure(act, row, Status.LIFTED, GROUND)
    record(act, row, "sanction.lifted", public={"ground": GROUND, "ruling": str(decision)})
    effects.free(act, row, "custody_lifted")
    say_to(row, "sanction.lifted", to=[row.decided_by, *lawyers(row)], at=act.at)


at_the_end(_fall)
