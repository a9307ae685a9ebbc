"""The case is over: nothing covert goes on in it, and nothing covert is asked for in it any more (179, 236, 289).

Whoever ended the case may not know of these actions, so nothing was touched then; the clock does it. The duty to tell
the person, its extension and its waiver begin with that very end and stay (`notices`).
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cases.actions.act import Act, lock_case
from cases.models import Case, Compartment
from ecase.law.covert import ITEMS
from sanctions.actions.sharing import close, inside, record, save, say_to
from sanctions.covert.actions import ends
from sanctions.covert.notices import decided_finally, final_decision
from sanctions.kinds import OPEN, Status
from sanctions.models import Sanction

log = logging.getLogger(__name__)
GROUND = "case_over"
PROLONGING = "covert_extension"


def end_in_closed_cases(at: datetime) -> int:
    """End what runs and what waits in cases that are decided; returns how many. Does nothing mostly."""
    going = Q(status=Status.GRANTED, kind__in=list(ITEMS))
    # What was begun in advance is still looked at, for its lawfulness is decided whatever becomes of the case.
    going |= Q(status__in=OPEN, urgent=False, kind__in=[*ITEMS, PROLONGING])
    rows = Sanction.objects.filter(
        going,
        matter__compartment=Compartment.COVERT,
        case__stage__in=[Case.Stage.TERMINATED, Case.Stage.JOINED, Case.Stage.JUDGED],
    )
    done = 0
    for pk in list(decided_finally(rows).order_by("pk").values_list("pk", flat=True)[:500]):
        try:
            done += _end(pk, at)
        except Exception:
            log.exception("covert matter %s of a closed case could not be ended; tried again", pk)
    return done


@transaction.atomic
def _end(sanction_id: UUID, at: datetime) -> int:
    found = Sanction.objects.only("case_id").get(pk=sanction_id)
    case = lock_case(found.case_id)
    rows = Sanction.objects.select_related("matter__waits_for", "case__investigator", "case__prosecutor", "decided_by")
    sanction = rows.get(pk=sanction_id)
    since = final_decision(case)
    if since is None or (sanction.status != Status.GRANTED and sanction.status not in OPEN):
        return 0
    act = Act(case, by=None, at=at)
    act.seal(sanction.matter)
    if sanction.status != Status.GRANTED:
        holder = sanction.matter.waits_for if sanction.status not in (Status.DRAFT, Status.RETURNED) else None
        save(act, sanction, Status.WITHDRAWN)
        close(act, sanction)
        record(act, sanction, "sanction.withdrawn", public={"ground": GROUND}, compartment=inside(sanction))
        say_to(sanction, "sanction.withdrawn", to=[holder, case.investigator], at=at)
        return 1
    sanction.end_ground = GROUND
    ends(
        act,
        sanction,
        Status.LIFTED,
        "end_ground",
        since=max(since, sanction.acted_from or sanction.decided_at or since),
    )
    record(act, sanction, "covert.stopped", public={"ground": GROUND, "inadmissible": False})
    say_to(sanction, "covert.stopped", to=[case.investigator, case.prosecutor, sanction.decided_by], at=at)
    return 1
