"""Long forms that are not sent yet: what somebody typed is kept on the server until the act is done.

Here: keeping, reading back and forgetting, and the words for a person's own list of what he has not finished.
Not here: any form, any act; a saved draft decides nothing and is no part of the record. Only the appointment
that typed it reads it. Its key is the address of the form without language ("cases/new/").

A form in steps saves each step as a part of its own: two tabs on different steps do not disturb each other.
Two tabs on the same step do, and then nobody's words are lost: the later one is told and shown both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from ecase.law.words import N_
from ecase.web.long_forms import title_of
from ecase.web.models import SavedDraft

KEPT_FOR = timedelta(days=30)
VERSIONS = "versions"
WHOLE = ""


@dataclass(frozen=True)
class Conflict:
    """Something else stands there since the page was opened: `saved`, or None where it was sent or discarded."""

    saved: SavedDraft | None
    part: str = WHOLE


def load(appointment: Any, key: str, *, lock: bool = False) -> SavedDraft | None:
    """The draft under `key` of this very appointment, in its present user's hands; None where there is none."""
    rows = SavedDraft.objects.filter(appointment_id=appointment.pk, user_id=appointment.user_id, key=key)
    return (rows.select_for_update() if lock else rows).first()


@transaction.atomic
def save(
    appointment: Any,
    key: str,
    data: Mapping[str, Any],
    version: int,
    *,
    at: datetime,
    part: str = WHOLE,
    tab: str = "",
) -> SavedDraft | Conflict:
    """Keep `data` as the form under `key`, or as one `part` of it.

    `version` is the one the page was opened with (0: nothing was saved then); `tab` names the opened page, whose
    own earlier savings are never a conflict. The same words again change nothing.
    """
    row = load(appointment, key, lock=True)
    if row is None and version:
        return Conflict(None, part)
    if row is None:
        row = _fresh(appointment, key, at)
    standing, last_tab = _standing(row, part)
    if version != standing and not (tab and tab == last_tab):
        if value_of(row, part) == dict(data):
            return row
        return Conflict(row, part)
    _write(row, part, dict(data))
    row.data[VERSIONS] = {**row.data.get(VERSIONS, {}), part: [standing + 1, tab]}
    row.version += 1
    row.saved_at = at
    row.save(update_fields=["data", "version", "saved_at"])
    return row


@transaction.atomic
def put(appointment: Any, key: str, part: str, data: Any, *, at: datetime) -> SavedDraft:
    """Keep what the program itself knows of the form (an answer, a file): no page wrote it, so none can conflict."""
    row = load(appointment, key, lock=True) or _fresh(appointment, key, at)
    row.data[part] = data
    row.version += 1
    row.saved_at = at
    row.save(update_fields=["data", "version", "saved_at"])
    return row


@transaction.atomic
def drop(appointment: Any, key: str, *parts: str, at: datetime) -> None:
    """Take parts out of a draft; nothing happens where they are not there."""
    row = load(appointment, key, lock=True)
    if row is None:
        return
    for part in parts:
        row.data.pop(part, None)
        row.data.get(VERSIONS, {}).pop(part, None)
    row.version += 1
    row.saved_at = at
    row.save(update_fields=["data", "version", "saved_at"])


def forget(appointment: Any, key: str) -> None:
    """The act is done, or its author has thought better of it."""
    SavedDraft.objects.filter(appointment_id=appointment.pk, user_id=appointment.user_id, key=key).delete()


def value_of(row: SavedDraft | None, part: str = WHOLE) -> Any:
    """What is saved of a part (of the whole form); None where nothing is."""
    if row is None:
        return None
    if part:
        return row.data.get(part)
    return {name: value for name, value in row.data.items() if name != VERSIONS}


def version_of(row: SavedDraft | None, part: str = WHOLE) -> int:
    """The version a page has to send back; 0 where nothing is saved."""
    return _standing(row, part)[0] if row is not None else 0


def unfinished(appointment: Any, limit: int = 10) -> list[dict[str, Any]]:
    """What this appointment has begun and not sent, newest first: `{title, path, saved_at}`."""
    return told_begun(begun(appointment, limit), limit)


def begun(appointment: Any, limit: int = 10) -> Any:
    """The drafts behind `unfinished`, for a page that reads them together with other things."""
    rows = SavedDraft.objects.filter(appointment_id=appointment.pk, user_id=appointment.user_id)
    return rows.defer("data").order_by("-saved_at", "-id")[: limit * 2]


def told_begun(rows: Iterable[SavedDraft], limit: int = 10) -> list[dict[str, Any]]:
    """The same in words; the forms that are no longer known are left out."""
    found = [(title_of(row.key), row) for row in rows]
    return [{"title": title, "path": f"/{row.key}", "saved_at": row.saved_at} for title, row in found if title][:limit]


def outdated(at: datetime) -> Any:
    """Drafts nobody has touched for so long that they are dropped."""
    return SavedDraft.objects.filter(saved_at__lt=at - KEPT_FOR)


def _fresh(appointment: Any, key: str, at: datetime) -> SavedDraft:
    try:
        with transaction.atomic():
            return SavedDraft.objects.create(
                appointment_id=appointment.pk, user_id=appointment.user_id, key=key, version=0, saved_at=at
            )
    except IntegrityError:
        # Another tab was faster, or the post had another holder: his words are not for this one.
        SavedDraft.objects.filter(appointment_id=appointment.pk, key=key).exclude(user_id=appointment.user_id).delete()
        return load(appointment, key, lock=True) or _fresh(appointment, key, at)


def _standing(row: SavedDraft, part: str) -> tuple[int, str]:
    version, tab = row.data.get(VERSIONS, {}).get(part, (0, ""))
    return int(version), str(tab)


def _write(row: SavedDraft, part: str, data: dict[str, Any]) -> None:
    if part:
        row.data[part] = data
    else:
        row.data = {**data, VERSIONS: row.data.get(VERSIONS, {})}


SAVED = N_("Draft saved at %(time)s")
ELSEWHERE = N_("Meanwhile this was changed in another tab, at %(time)s.")
GONE = N_("This form was sent or discarded meanwhile. What you see here is kept in this tab only.")
