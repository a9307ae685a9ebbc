"""Firing what is due: once each, under the case's lock, in one transaction with all that follows.

The tick looks for due terms without a lock, locks their case rows in id order and skips those that
somebody else is working on, reads the terms again under the lock, and fires. An act that ended the
term a moment before has won; a busy case is tried again ten milliseconds later. A report that is no
case yet has terms of its own and is locked like a case; ids of the two never meet.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from time import monotonic, sleep
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from cases.actions.act import Act, next_alarm
from cases.models import Case, Deadline, Fired, Report
from ecase.clockwork.handlers import ENTRY, ON_DUE, ON_RUNG, REACHED, WARNING, warn
from ecase.law.limits import LIMITS
from ecase.web.clock import shift
from ecase.web.models import Heartbeat, Idempotent

log = logging.getLogger(__name__)

LOOK = 1000  # candidates read at once
CHUNK = 25  # cases in one transaction: nobody waits for their locks longer than about a second
BUSY = 0.01  # seconds until a busy case is tried again
ANSWERS_KEPT = timedelta(days=30)
AGAIN = 10  # seconds until a term whose firing failed is tried again


def moment() -> datetime:
    """The database's clock, moved by the shift of this installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    found: datetime = at + shift()
    return found


def tick(wait: float = 0.95) -> int:
    """Fire what is due, then wait for and fire what falls due within `wait` seconds; returns how many."""
    end = monotonic() + wait
    fired = 0
    while True:
        at, found = look()
        ready = sorted({root for root, alarm in found if alarm <= at})
        busy: set[UUID] = set()
        for chunk in _by(CHUNK, ready):
            done, held = fire(chunk)
            fired += done
            busy |= held
        left = end - monotonic()
        if left <= 0:
            return fired
        if ready and not busy:
            continue
        coming = min(((alarm - at).total_seconds() for _, alarm in found if alarm > at), default=left)
        sleep(min(BUSY if busy else max(coming, 0.001), left))


def look() -> tuple[datetime, list[tuple[UUID, datetime]]]:
    """The moment, and the cases and reports of the nearest running alarms; takes no lock."""
    at = moment()
    running = (
        Deadline.objects.filter(met_at__isnull=True, ended_at__isnull=True, next_at__isnull=False)
        .order_by("next_at")
        .values_list("case_id", "report_id", "next_at")[:LOOK]
    )
    return at, [(case or report, alarm) for case, report, alarm in running if alarm is not None]


def fire(roots: Sequence[UUID]) -> tuple[int, set[UUID]]:
    """Fire the due terms of these cases and reports; returns how many, and those somebody else holds."""
    with transaction.atomic():
        locked: dict[UUID, Case | Report] = {
            case.pk: case
            for case in Case.objects.select_related("investigator", "prosecutor")
            .filter(pk__in=roots)
            .order_by("pk")
            .select_for_update(of=("self",), skip_locked=True)
        }
        others = [root for root in roots if root not in locked]
        if others:  # mostly none: the reports that wait for a decision are few
            locked |= {
                report.pk: report
                for report in Report.objects.select_related("assigned_to", "office")
                .filter(pk__in=others)
                .order_by("pk")
                .select_for_update(of=("self",), skip_locked=True)
            }
        at = moment()
        due = list(
            Deadline.objects.select_related("matter__waits_for")
            .filter(Q(case__in=locked) | Q(report__in=locked) if others else Q(case__in=locked))
            .filter(met_at__isnull=True, ended_at__isnull=True, next_at__lte=at)
            .order_by("next_at", "pk")
        )
        fired = sum(_fire_one(locked[_root_of(deadline)], deadline, at) for deadline in due)
    return fired, set(roots) - locked.keys()


def _root_of(deadline: Deadline) -> UUID:
    """The id of what the term belongs to: one of the two, by constraint."""
    root: UUID | None = deadline.case_id or deadline.report_id
    assert root is not None, "a term belongs to a case or to a report"
    return root


def _fire_one(root: Case | Report, deadline: Deadline, at: datetime) -> int:
    """One rung of one term. A firing that fails is put off, said aloud, and does not hold up the others."""
    if isinstance(root, Case):
        deadline.case = root
    else:
        deadline.report = root
    try:
        with transaction.atomic():
            ring(root, deadline, at)
        return 1
    except Exception:
        log.exception("firing %s of %s failed; tried again in %s s", deadline.rule, root.number, AGAIN)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE cases_deadline SET next_at = %s + %s * interval '1 second' WHERE id = %s",
                [at, AGAIN, deadline.pk],
            )
        return 0


def ring(root: Case | Report, deadline: Deadline, at: datetime) -> None:
    """Reach a rung of a running term; its case or report is locked. Unique per (term, rung) by constraint.

    After an outage the furthest rung that has come is reached at once: nobody is warned of an end
    that is already there.
    """
    rungs = LIMITS[deadline.rule].rungs
    number = max(
        n
        for n, rung in enumerate(rungs)
        if n == deadline.rung or (n > deadline.rung and deadline.due_at + rung.offset <= at)
    )
    rung = rungs[number]
    last = number == len(rungs) - 1
    late = at - (deadline.due_at + rung.offset)
    act = Act(root, by=None, at=at)
    if deadline.matter is not None and deadline.compartment == "covert":
        act.seal(deadline.matter)
    act.wrote(Fired.objects.create(case=deadline.case, deadline=deadline, rung=number, at=at))
    if last and deadline.rule in ON_DUE:
        act.wrote(*ON_DUE[deadline.rule](deadline=deadline, at=at))
    act.record(
        ENTRY.get(deadline.rule, REACHED) if last else WARNING,
        public={
            "rule": deadline.rule,
            "matter": str(deadline.matter_id) if deadline.matter_id else None,
            "due_at": deadline.due_at,
            "rung": rung.name,
            "late_ms": int(late.total_seconds() * 1000),
        },
        compartment=deadline.compartment,
    )
    following, alarm = next_alarm(deadline.rule, deadline.due_at, at, number + 1)
    Deadline.objects.filter(pk=deadline.pk).update(rung=following, next_at=alarm)
    if last and deadline.rule in ON_DUE:
        return
    if not last and deadline.rule in ON_RUNG:
        ON_RUNG[deadline.rule](deadline=deadline, rung=rung.name, at=at)
    else:
        warn(deadline=deadline, rung=rung.name, at=at)


def forget_answers() -> int:
    """Drop the answers kept for repeated calls when nobody repeats them any more: they hold personal data."""
    dropped, _each = Idempotent.objects.filter(at__lt=timezone.now() - ANSWERS_KEPT).delete()
    return dropped


def beat(name: str, **detail: object) -> None:
    """A sign of life of the process `name`, by the database's own clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "detail": detail})


def _by(size: int, items: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
