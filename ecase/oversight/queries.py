"""What the desk and the state of the system are read from. Nothing of the record is written here."""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error
from django.db.models import F, QuerySet

from cases.access import CaseGrant, grants
from cases.models import Case, Matter
from cases.views.lists import with_everything
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.models import Heartbeat

DESK_ROWS = 25
OPEN = ("pretrial", "interrupted")
# Whom a head answers for, in which field of the case that post stands, by which move he names another.
OFFICERS = {
    Role.HEAD_OF_INVESTIGATION: (Role.INVESTIGATOR, "investigator", "assign", "handover"),
    Role.HEAD_OF_PROSECUTION: (Role.PROSECUTOR, "prosecutor", "name_prosecutor", "handover.prosecutor"),
}
# Older signs of life than these mean that the process is gone: tick beats each second, work every ten.
ALIVE = {"tick": timedelta(seconds=10), "work": timedelta(seconds=60)}
DISK_LEAST = 500 * 1024 * 1024


def desk_rows(by: Appointment) -> QuerySet[CaseGrant]:
    """The reader's open cases, nearest running term first, those without any last."""
    return with_everything(grants(by).filter(content_object__stage__in=OPEN), by).order_by(
        F("nearest").asc(nulls_last=True), "-content_object_id"
    )


def asking(by: Appointment) -> dict[str, QuerySet[Any]]:
    """The cases that ask this head for an officer, and since when: those somebody left, and those he holds himself."""
    found = OFFICERS.get(Role(by.role))
    if found is None:
        return {"left": Matter.objects.none(), "held": Case.objects.none()}
    held = Case.objects.visible_to(by).filter(investigator=by, stage__in=OPEN).order_by("registered_at", "id")
    left = Matter.objects.visible_to(by).filter(kind=found[3], closed_at__isnull=True, waits_for=by)
    return {
        "left": left.order_by("opened_at", "id").values("case_id", "opened_at"),
        "held": (held if by.role == Role.HEAD_OF_INVESTIGATION else held.none()).values("id", "registered_at"),
    }


def who_left(cases: Iterable[UUID]) -> dict[Any, str]:
    """Who conducted each case before it came to the head, as its own log says, by the case."""
    entries = Entry.objects.filter(stream__case_id__in=list(cases), kind="case.handover").select_related("stream")
    left = {entry.stream.case_id: entry.facts.get("left") for entry in entries.order_by("seq")}
    names = {a.pk: a.user.get_full_name() for a in posts_of(pk for pk in left.values() if pk)}
    return {case_id: names.get(pk, "") for case_id, pk in left.items()}


def posts_of(pks: Iterable[int]) -> list[Appointment]:
    return list(Appointment.objects.filter(pk__in=set(pks)).select_related("user"))


def heartbeats() -> dict[str, Heartbeat] | None:
    """Signs of life by process; None when the database does not answer."""
    try:
        return {beat.name: beat for beat in Heartbeat.objects.all()}
    except Error:
        return None


def alive(beat: Heartbeat | None, name: str, at: datetime) -> bool:
    return beat is not None and at - beat.at <= ALIVE[name]


def broker_answers() -> bool:
    """Whether the broker takes a word within a second; it carries hints, so nothing is lost without it."""
    import redis

    try:
        line = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
        return bool(line.ping())
    except (redis.RedisError, OSError, ValueError):
        return False


def disk_free() -> int | None:
    """Free bytes where the files of the record lie; None when that cannot be told."""
    try:
        return shutil.disk_usage(settings.ECASE_DATA).free
    except OSError:
        return None
