"""Posts that begin and end: the clock sees to it that no case is left without somebody who answers for it."""

import logging
from datetime import datetime
from time import monotonic

from django.db.models import Exists, OuterRef

from cases.actions import handover, reports
from cases.models import Matter
from ecase.clockwork.actions import moment
from ecase.law.roles import Role
from ecase.people.actions import end_posts_of_closed_accounts
from ecase.people.models import Appointment
from sanctions.actions import substitutes
from sanctions.covert import closed_case, handing, notices
from sanctions.handing import find_judges, hand_on
from writ import handing as writ_handing

log = logging.getLogger(__name__)
EVERY = 10  # seconds: what is owed in months need not be asked each second
_looked: float | None = None


def settle() -> int:
    """Deal with every appointment that has begun or ended; returns how many. One that fails is tried again."""
    at = moment()
    done = 0
    for post in end_posts_of_closed_accounts(at=at):
        log.warning("appointment %s ended: the account of its holder is closed", post.pk)
    _hand_petitions_on(at)
    _now_and_then(at)
    _substitutes(at)
    for pk in handover.changed(at):
        try:
            post = Appointment.objects.select_related("office", "user").get(pk=pk)
            over = post.until is not None and post.until <= at
            if over:
                reports.leave(post, at)
            handover.settle(pk, at)
            done += 1
        except Exception:
            log.exception("appointment %s could not be settled; tried again", pk)
    return done


def _substitutes(at: datetime) -> None:
    """Who is away is replaced, and comes back to what was not decided meanwhile."""
    try:
        substitutes.settle(at)
    except Exception:
        log.exception("what waits for those who are away could not be put before others; tried again")


def _hand_petitions_on(at: datetime) -> None:
    """At every tick, not only when a judge leaves: what nobody could take then waits for the next one appointed."""
    waiting = Matter.objects.filter(waits_for=OuterRef("pk"), closed_at__isnull=True)  # by the index of the queue
    gone = Appointment.objects.filter(Exists(waiting), role=Role.INVESTIGATING_JUDGE, until__lte=at)
    for judge in gone.select_related("office", "user").order_by("id"):
        try:
            hand_on(judge, at)
        except Exception:
            log.exception("petitions before appointment %s could not be handed on; tried again", judge.pk)


def _now_and_then(at: datetime) -> None:
    """Covert matters that lost their officer or their case; notices owed, and those read; requests without a judge."""
    global _looked
    if _looked is not None and monotonic() - _looked < EVERY:
        return
    _looked = monotonic()
    for step in (
        handing.settle, closed_case.end_in_closed_cases, notices.open_due, notices.enter_opened, find_judges,
        writ_handing.settle,
    ):  # fmt: skip
        try:
            step(at)
        except Exception:
            log.exception("%s failed; tried again", step.__name__)
