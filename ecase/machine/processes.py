"""The list of ecase's processes: what runs, as which database role, and in which order it stops."""

import os
from dataclasses import dataclass

from ecase.machine.place import ROOT, Place, python


@dataclass(frozen=True)
class Process:
    """One row; `stage` 1 stops first (nothing new comes in), 2 after it (what is at work ends)."""

    name: str
    role: str
    command: tuple[str, ...]
    stage: int


# Without the query and the referer: people are looked for by their numbers, and no log is a place for those.
ACCESS_LOG = "%(h)s %(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"


def _celery(*words: str) -> tuple[str, ...]:
    return (python(), "-m", "celery", "-A", "ecase", *words)


def _worker(queue: str, *words: str) -> tuple[str, ...]:
    quiet = ("--without-gossip", "--without-mingle", "-l", "WARNING")
    return _celery("worker", "-Q", queue, "-n", f"{queue}@%h", "-c", "1", *words, *quiet)


def processes(place: Place) -> list[Process]:
    """Web, the clock's own worker, the worker for everything else, beat, and who watches the clock."""
    host = f"[{place.host}]" if ":" in place.host else place.host
    web = (
        *(python(), "-m", "gunicorn", "ecase.wsgi:application", "--bind", f"{host}:{place.port}"),
        *("--worker-class", "gthread", "--workers", os.environ.get("WEB_CONCURRENCY") or "2", "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "10", "--no-control-socket", "--access-logfile", "-"),
        *("--access-logformat", ACCESS_LOG),
        *(("--worker-tmp-dir", "/dev/shm") if os.access("/dev/shm", os.W_OK) else ()),
    )
    beat = _celery("beat", "-s", str(place.data / "beat-schedule"), "--pidfile=", "-l", "WARNING")
    return [
        Process("web", "ecase_app", web, stage=1),
        Process("clock", "ecase_clock", _worker("clock", "-P", "solo"), stage=2),
        Process("work", "ecase_clock", _worker("work"), stage=2),
        Process("beat", "ecase_clock", beat, stage=1),
        Process("watchdog", "ecase_clock", (python(), str(ROOT / "manage.py"), "watchdog"), stage=1),
    ]
