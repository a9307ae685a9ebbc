"""Posts that begin and end: the clock sees to it that no case is left without somebody who answers for it."""

import logging

from cases.actions import handover, reports
from ecase.clockwork.actions import moment
from ecase.law.roles import Role
from ecase.people.models import Appointment
from sanctions.handing import hand_on

log = logging.getLogger(__name__)


def settle() -> int:
    """Deal with every appointment that has begun or ended; returns how many. One that fails is tried again."""
    at = moment()
    done = 0
    for pk in handover.changed(at):
        try:
            post = Appointment.objects.select_related("office", "user").get(pk=pk)
            over = post.until is not None and post.until <= at
            if over and post.role == Role.INVESTIGATING_JUDGE:
                hand_on(post, at)
            if over:
                reports.leave(post, at)
            handover.settle(pk, at)
            done += 1
        except Exception:
            log.exception("appointment %s could not be settled; tried again", pk)
    return done
