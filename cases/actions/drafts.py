"""What the draft of a registration has beside its text: files. And the end of a draft that nobody sends.

Nothing here is a legal act and nothing is recorded: a draft is no part of any record until the case is registered,
and its files are not documents of anything yet. Their bytes wait under the id the case will have.
"""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from cases.actions import statements
from cases.registering import KEY
from ecase.documents import storage
from ecase.documents.actions import keep_upload
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from ecase.web import saved
from ecase.web.ids import uuid7
from ecase.web.models import SavedDraft

PART = "documents"


@transaction.atomic
def attach(
    *, by: Appointment, at: datetime, key: str, file: IO[bytes], name: str, title: str, access: str
) -> dict[str, Any]:
    """Keep a file with the draft. Raises Refused: attached_twice, and those of the intake."""
    part = _part(by, key)
    case_id = UUID(part["case_id"]) if part.get("case_id") else uuid7()
    upload = keep_upload(case_id=case_id, file=file, name=name)
    files = list(part.get("files", []))
    if any(one["upload"]["sha256"] == upload.sha256 for one in files):
        raise Refused(Refusal("attached_twice", N_("This very file is attached already."), field="file"))
    files.append({"upload": asdict(upload), "title": title.strip(), "access": access})
    whole = {"case_id": str(case_id), "files": files}
    saved.put(by, key, PART, whole, at=at)
    return whole


@transaction.atomic
def detach(*, by: Appointment, at: datetime, key: str, sha256: str) -> None:
    """Take a file out again; its bytes go with it."""
    part = _part(by, key)
    files = [one for one in part.get("files", []) if one["upload"]["sha256"] != sha256]
    if len(files) == len(part.get("files", [])):
        return
    saved.put(by, key, PART, {**part, "files": files}, at=at)
    _discard_bytes(part["case_id"], sha256)


@transaction.atomic
def discard(*, by: Appointment, key: str) -> None:
    """The draft is not wanted: its words and its files go. Nothing happens where it was sent meanwhile."""
    row = saved.load(by, key, lock=True)
    if row is not None:
        _throw_away(row)


@transaction.atomic
def drop_outdated(*, at: datetime) -> int:
    """The clock's tidying: drafts of every form that nobody has touched for long, bytes and all; how many went."""
    rows = list(saved.outdated(at).select_for_update(skip_locked=True)[:500])
    for row in rows:
        _throw_away(row)
    return len(rows)


def _part(by: Appointment, key: str) -> dict[str, Any]:
    row = saved.load(by, key, lock=True)
    return dict(saved.value_of(row, PART) or {})


def _throw_away(row: SavedDraft) -> None:
    if row.key.startswith(statements.KEY):
        statements.throw_away(row)
        return
    part = row.data.get(PART)
    files = part.get("files", []) if row.key.startswith(KEY) and isinstance(part, dict) else []
    row.delete()
    for one in files:
        _discard_bytes(part["case_id"], one["upload"]["sha256"])


def _discard_bytes(case_id: str, sha256: str) -> None:
    """Only when it is certain: a draft that comes back by a rollback must still have its files."""
    transaction.on_commit(partial(storage.discard, case_id, sha256))
