"""What the desk and the state of the system are read from. Nothing of the record is written here."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error
from django.db.models import F, QuerySet

from cases.access import CaseGrant, grants
from cases.views.lists import with_everything
from ecase.people.models import Appointment
from ecase.web.models import Heartbeat

DESK_ROWS = 25
# Older signs of life than these mean that the process is gone: tick beats each second, work every ten.
ALIVE = {"tick": timedelta(seconds=10), "work": timedelta(seconds=60)}
DISK_LEAST = 500 * 1024 * 1024


def desk_rows(by: Appointment) -> QuerySet[CaseGrant]:
    """The reader's cases, nearest running term first, those without any last."""
    return with_everything(grants(by), by).order_by(F("nearest").asc(nulls_last=True), "-content_object_id")


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
