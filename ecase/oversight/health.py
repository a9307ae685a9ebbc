"""The state of the system, for people and for machines: public, without any secret."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from ecase.oversight.queries import ALIVE, DISK_LEAST, alive, broker_answers, disk_free, heartbeats
from ecase.web.left import in_words


def state() -> dict[str, Any]:
    """Every part: does it work, and since when is its last sign of life. `ok` None: not known yet."""
    beats = heartbeats()
    at = _database_now() if beats is not None else timezone.now()
    free = disk_free()
    parts: dict[str, dict[str, Any]] = {
        "database": {"ok": beats is not None},
        "broker": {"ok": broker_answers()},
    }
    for name in ALIVE:
        beat = (beats or {}).get(name)
        age = (at - beat.at).total_seconds() if beat else None
        parts[name] = {
            "ok": None if beat is None else alive(beat, name, at),
            "age_seconds": None if age is None else round(age, 1),
            "at": beat.at if beat else None,
        }
    parts["disk"] = {
        "ok": free is None or free >= DISK_LEAST,
        "free_megabytes": None if free is None else free // 2**20,
    }
    return parts


def answer_status(parts: dict[str, dict[str, Any]]) -> int:
    """503 when any part is known not to work, so that a watcher outside rings; pages and terms stay right."""
    return 503 if any(part["ok"] is False for part in parts.values()) else 200


@method_decorator([login_not_required, never_cache], name="dispatch")
class Health(View):
    """`/health/`: a page for browsers, JSON for everything else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        parts = state()
        status = answer_status(parts)
        if "text/html" in request.headers.get("Accept", ""):
            return render(request, "web/health.html", {"ok": status == 200, "parts": told(parts)}, status=status)
        for part in parts.values():
            if part.get("at") is not None:
                part["at"] = part["at"].isoformat()
        return JsonResponse({"ok": status == 200, "parts": parts}, status=status)


def told(parts: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts in the reader's words."""
    titles = {
        "database": _("Database"),
        "broker": _("Broker of hints"),
        "tick": _("Clock that fires the terms"),
        "work": _("Worker for documents and mail"),
        "disk": _("Room for files"),
    }
    return [
        {"title": titles[name], "ok": part["ok"], "says": says(name, part), "at": part.get("at")}
        for name, part in parts.items()
    ]


def says(name: str, part: dict[str, Any]) -> str:
    if name == "disk":
        return _("%(free)s MB free") % {"free": part["free_megabytes"]} if part["free_megabytes"] is not None else ""
    if name in ALIVE:
        if part["age_seconds"] is None:
            return _("No sign of life yet.")
        return _("Last sign of life %(span)s ago") % {"span": in_words(timedelta(seconds=part["age_seconds"]))}
    return _("answers") if part["ok"] else _("does not answer")


def _database_now() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
