"""A judge leaves his post while petitions lie before him: each goes to another of the court, its hours running on.

So does what the only judge of a court withdrew from, once another one is appointed.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cases.access import VIEW_COVERT
from cases.actions.act import Act, lock_case, wait_for
from cases.actions.grants import grant as give_sight
from cases.actions.grants import sees
from cases.models import Matter
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions.actions.judges import draw_judge
from sanctions.actions.sharing import path_of
from sanctions.covert.sight import knowing
from sanctions.models import Sanction

log = logging.getLogger(__name__)


def hand_on(judge: Appointment, at: datetime) -> int:
    """Give what waits for `judge` to others of his court; returns how many found one.

    What finds nobody goes on waiting, and the prosecutor is told once: somebody has to be appointed.
    """
    ids = Matter.objects.filter(waits_for=judge, closed_at__isnull=True, kind__startswith="sanction.")
    return _each(ids, judge, at)


def find_judges(at: datetime) -> int:
    """Give what waits for a judge whom its court did not have to one it has now; returns how many found one."""
    ids = Matter.objects.filter(waits_for__isnull=True, closed_at__isnull=True, waits_role=Role.INVESTIGATING_JUDGE)
    return _each(ids, None, at)


def _each(matters: QuerySet[Matter], judge: Appointment | None, at: datetime) -> int:
    """One that fails is said aloud and tried again at the next tick; it holds up no other."""
    found = 0
    for pk in matters.order_by("pk").values_list("pk", flat=True):
        try:
            found += _hand_on(pk, judge, at)
        except Exception:
            log.exception("request %s could not be given to another judge; tried again", pk)
    return found


def _said(sanction: Sanction, judge: Appointment) -> bool:
    """Whether the log says already that nobody could take it: asked at every tick, said once."""
    stream = sanction.pk if sanction.covert else sanction.case_id
    told = Entry.objects.filter(stream__case_id=stream, kind="sanction.handed_on")
    return any(e.facts.get("sanction") == str(sanction.pk) and e.facts.get("left") == judge.pk for e in told)


@transaction.atomic
def _hand_on(matter_id: UUID, judge: Appointment | None, at: datetime) -> int:
    sanction = Sanction.objects.select_related("case").get(pk=matter_id)
    case = lock_case(sanction.case_id)
    matter = Matter.objects.get(pk=matter_id)
    if matter.waits_for_id != (judge.pk if judge else None) or matter.closed_at is not None:
        return 0
    act = Act(case, by=None, at=at)
    if sanction.covert:
        act.seal(matter)
    try:
        drawn = draw_judge(act, sanction, cause="left" if judge else "recused", without=judge)
    except Refused:
        drawn = None
    heir = drawn.judge if drawn is not None else None
    if heir is None and (judge is None or judge.left_at is not None or _said(sanction, judge)):
        return 0
    act.wrote(drawn)
    if heir is not None:
        if not sees(case.pk, heir):
            give_sight(case.pk, [heir], reason="court")
        if sanction.covert:
            give_sight(case.pk, [heir], reason="covert", right=VIEW_COVERT)
        wait_for(matter, heir)
        act.wrote(matter)
    kind = "sanction.handed_on" if judge else "sanction.recused"
    act.record(
        kind,
        public={"sanction": str(sanction.pk), "left": judge.pk if judge else None, "to": heir.pk if heir else None},
        compartment=matter.compartment if sanction.covert else "investigation",
    )
    clerks = in_post(judge.office_id, {Role.COURT_CLERK}) if judge else ()
    asked = [reader for reader in (case.prosecutor, *clerks) if reader]
    if sanction.covert:  # the clerk of the court knows of no covert request
        asked = knowing(case.pk, asked, at)
    tell(
        to=[heir] if heir is not None else asked,
        kind=kind,
        key=f"sanction.handed_on:{sanction.pk}:{judge.pk if judge else 'named'}",
        at=at,
        params={"number": case.number, "kind": sanction.rule.title},
        path=path_of(sanction),
    )
    return int(heir is not None)
