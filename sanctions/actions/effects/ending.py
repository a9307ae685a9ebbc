"""The end of a measure: by lifting, change, appeal or its term. Its extensions end with it, and the person is free."""

from datetime import datetime

from cases.actions.act import Act, wait_for
from cases.models import Deadline
from detention import custody as place
from detention.models import Detention
from ecase.law.clock import local
from ecase.law.custody import IN_CUSTODY
from ecase.law.moments import end_of
from sanctions import custody
from sanctions.kinds import Status
from sanctions.models import Sanction

APPEAL = "ij.appeal"


def end_measure(act: Act, measure: Sanction, status: Status, ground: str, *, reasons: str = "") -> Sanction:
    """End the measure and all that prolonged it; returns the first order. The person is freed by `free`, afterwards.

    `ground`: a code of `kinds.END_GROUNDS`. The clock of a custody is overdue from now on, until he has been freed.
    """
    root = custody.root_of(measure)
    held = holding(root)
    for one in custody.chain_of(root):
        one.status, one.ended_at, one.ended_by = status, act.at, act.by
        one.end_ground, one.end_reasons = ground, reasons
        one.version += 1
        one.save(update_fields=["status", "ended_at", "ended_by", "end_ground", "end_reasons", "version"])
        act.wrote(one)
        stop(act, one, overdue=held is not None)
    return root


def stop(act: Act, sanction: Sanction, *, overdue: bool = False) -> None:
    """Nothing more runs on the matter but the term of the appeal; it leaves the queues."""
    matter = sanction.matter
    for running in act.running(matter):
        if running.rule == APPEAL:
            continue
        if overdue and running.rule in IN_CUSTODY:
            if running.due_at > act.at:
                act.fall_due(matter, running.rule)
        else:
            act.end_term(matter, running.rule)
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)


def holding(root: Sanction) -> Detention | None:
    """The holding that rests on this order; None where nobody is held by it, or he is free already.

    Who was arrested while at liberty and taken afterwards is held on it too: the place has entered the order by hand.
    """
    ordered = Deadline.objects.filter(matter_id=root.matter_id, rule__in=IN_CUSTODY).exists()
    if not ordered or root.participant_id is None:
        return None
    rows = Detention.objects.select_related("case__investigator", "case__prosecutor", "matter", "participant")
    rows = rows.lasting().filter(order_at__isnull=False)
    if root.detention_id is not None:
        found: Detention | None = rows.filter(pk=root.detention_id).first()
    else:
        found = rows.filter(case=root.case_id, participant=root.participant_id).first()
    return found


def free(act: Act, root: Sanction, ground: str) -> None:
    """The place of detention has to free the person: an entry of its own there."""
    held = holding(root)
    if held is not None:
        end = end_of(root.until) if root.until is not None else None
        place.let_free(case=act.case, detention=held, by=act.by, at=act.at, ground=ground, end=end)


def ended_by(act: Act, sanction: Sanction) -> list[Sanction]:
    """The first orders that this very act has ended, or found run out before the clock had noted it."""
    if sanction.participant is None:
        return []
    rows = Sanction.objects.select_related("matter", "case", "detention").filter(
        participant=sanction.participant,
        ended_at=act.at,
        extends__isnull=True,
        status__in=[Status.LIFTED, Status.EXPIRED],
    )
    return list(rows.exclude(pk=sanction.pk))


def in_time(sanction: Sanction, at: datetime) -> bool:
    """Whether what was granted still runs by its own last day."""
    return sanction.until is None or local(at).date() <= sanction.until
