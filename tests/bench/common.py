"""What the measurements share: a database with many cases, percentiles, a table, a file of results."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cases.models import Case

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench"


def prepared(cases: int, seed: int) -> None:
    """A migrated database with its reference data and that many simulated cases; what is there already is kept."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    with logged_in_as("ecase_read"):
        there = Case.objects.count()
    if there < cases:
        call_command("simulate", cases=cases - there, seed=seed)


@contextmanager
def logged_in_as(role: str) -> Iterator[None]:
    """The connection as another database role."""
    url = urlsplit(os.environ[{"ecase_clock": "DATABASE_CLOCK_URL", "ecase_read": "DATABASE_READ_URL"}[role]])
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({"USER": url.username, "PASSWORD": url.password})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Milliseconds of what is done inside."""
    begin = perf_counter()
    yield
    into.append((perf_counter() - begin) * 1000)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headings))]
    lines = [
        "  ".join(row[i].ljust(width) if i < 2 else row[i].rjust(width) for i, width in enumerate(widths))
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cell(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def keep(name: str, result: Mapping[str, Any]) -> Path:
    """`bench/<name>.json`, with what it was measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    machine = {
        "python": platform.python_version(), "postgresql": postgres, "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "build": settings.ECASE_BUILD,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine, **result}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
