"""Somebody leaves his post while a writ waits for him: a judge's goes to another of the court, its days running on.

What the clerk had goes to another of his court; what a party had not answered is taken in by the investigator again.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_case, wait_for
from cases.actions.grants import grant
from cases.models import Matter
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from writ.actions.judges import another
from writ.actions.sharing import TRIAL, locked, record, say_to
from writ.kinds import COPY, MATTER, WILL, Status

log = logging.getLogger(__name__)
LEAVING = (Role.TRIAL_JUDGE, Role.APPEAL_JUDGE, Role.COURT_CLERK, Role.PARTICIPANT)


def settle(at: datetime) -> int:
    """Hand on what waits for posts that are over; returns how many. Does nothing mostly."""
    waiting = Matter.objects.filter(
        kind__in=[MATTER, WILL, COPY], closed_at__isnull=True, waits_role__in=LEAVING, waits_for__until__lte=at
    )
    done = 0
    for pk in waiting.order_by("pk").values_list("pk", flat=True)[:500]:
        try:
            done += _hand_on(pk, at)
        except Refused:
            log.warning("writ matter %s waits for somebody who left, and nobody of the court can take it", pk)
        except Exception:
            log.exception("writ matter %s could not be handed on; tried again", pk)
    return done


@transaction.atomic
def _hand_on(matter_id: UUID, at: datetime) -> int:
    found = Matter.objects.get(pk=matter_id)
    case = lock_case(found.case_id)
    matter = Matter.objects.select_related("waits_for__office").get(pk=matter_id)
    before = matter.waits_for
    if before is None or before.until is None or before.until > at or matter.closed_at is not None:
        return 0
    if matter.kind == MATTER:
        act, writ = locked(matter.pk, None, at)
        if writ.status == Status.BEFORE_COURT:
            judge = another(act, writ, before, "left")
        else:
            judge = _same_court(before)
            if judge is None:
                return 0
            grant(case.pk, [judge], reason=TRIAL)
            wait_for(writ.matter, judge)
            act.wrote(writ.matter)
        record(act, writ, "writ.recused", public={"from": before.pk, "judge": judge.pk})
        say_to(writ, "writ.recused", to=[judge, case.prosecutor], at=at, by=None)
        return 1
    heir = case.investigator if matter.kind == WILL else _same_court(before)
    if heir is None:
        return 0
    act = Act(case, by=None, at=at)
    if matter.kind == COPY:
        grant(case.pk, [heir], reason=TRIAL)
    wait_for(matter, heir)
    act.wrote(matter)
    act.record("writ.recused", public={"from": before.pk, "to": heir.pk}, compartment="parties")
    return 1


def _same_court(before: Appointment) -> Appointment | None:
    """Somebody of the same court who may go on with it: in the same post, else its judge."""
    rest = in_post(before.office_id, {Role(before.role)}).exclude(pk=before.pk).first()
    return rest or in_post(before.office_id, {Role.TRIAL_JUDGE}).exclude(pk=before.pk).first()
