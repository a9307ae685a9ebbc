"""Writing the ledger: open a stream, append one entry per act, or many in one statement.

Called by the actions of the apps above, inside the transaction of the act. Not here: what an act means, who may do it.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction

from ecase.ledger import sealing
from ecase.ledger.canonical import canonical, moment
from ecase.ledger.leaf import VERSION, commitment
from ecase.ledger.models import Entry, Stream
from ecase.web.ids import uuid7


class Author(Protocol):
    """An appointment, as far as the ledger looks at one."""

    id: Any
    user_id: Any


@dataclass(frozen=True, kw_only=True)
class Act:
    """One entry to be. ``public`` must name no person; what does belongs in ``private``.

    ``rows`` are the record rows the act wrote, saved already: their text is bound into the entry. An act binds every
    row it wrote, or ``verify_ledger`` will take its change for tampering. ``keys`` names rows by table and primary
    key where many were written and none is at hand; ``entry`` is the id, where a row had to name it beforehand.
    """

    stream: Stream | UUID
    kind: str
    by: Author | None
    at: datetime
    public: Mapping[str, Any]
    private: Mapping[str, Any] | None = None
    rows: Iterable[models.Model] = field(default=())
    compartment: str = "parties"
    keys: Iterable[tuple[str, str]] = field(default=())
    entry: UUID | None = None


def open_stream(*, kind: str, case_id: UUID | None = None) -> Stream:
    """A new, empty stream with a key of its own; ``kind`` is ``case``, ``covert``, ``protected`` or the like."""
    master = sealing.master_key()
    stream = Stream(id=uuid7(), kind=kind, number=secrets.token_hex(8), case_id=case_id, head_seq=0)
    wrapped = sealing.new_stream_key(stream.id, master)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_open(%s, %s, %s, %s, %s, %s)",
            [stream.id, kind, stream.number, case_id, sealing.key_name(master), wrapped],
        )
        (genesis,) = cursor.fetchone()
    stream.head_hash = bytes(genesis)
    stream._state.adding, stream._state.db = False, "default"
    return stream


def open_streams(*, kind: str, case_ids: Sequence[UUID]) -> list[Stream]:
    """A new stream for each of many cases, in their order and one statement: the same function, the same bytes."""
    master = sealing.master_key()
    streams = [
        Stream(id=uuid7(), kind=kind, number=secrets.token_hex(8), case_id=case_id, head_seq=0) for case_id in case_ids
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_open(s, %s, n, c, %s, w) FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::bytea[])"
            " WITH ORDINALITY AS t(s, n, c, w, place) ORDER BY place",
            [
                kind,
                sealing.key_name(master),
                [stream.id for stream in streams],
                [stream.number for stream in streams],
                list(case_ids),
                [sealing.new_stream_key(stream.id, master) for stream in streams],
            ],
        )
        for stream, (genesis,) in zip(streams, cursor.fetchall(), strict=True):
            stream.head_hash = bytes(genesis)
            stream._state.adding, stream._state.db = False, "default"
    return streams


def append(
    *,
    stream: Stream | UUID,
    kind: str,
    by: Author | None,
    at: datetime,
    public: Mapping[str, Any],
    private: Mapping[str, Any] | None = None,
    rows: Iterable[models.Model] = (),
    compartment: str = "parties",
) -> Entry:
    """Record one act. ``by=None`` is the machine. See ``Act`` for the rest.

    Raises ProgrammingError when the database holds another appointment to be speaking, or finds no such row.
    """
    act = Act(
        stream=stream, kind=kind, by=by, at=at, public=public, private=private, rows=rows, compartment=compartment
    )
    return append_many([act])[0]


def append_many(acts: Sequence[Act]) -> list[Entry]:
    """Record many acts in one statement, in this order: the same function, the same bytes."""
    if not acts:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry belongs into the transaction of its act")
    keys = _stream_keys({_id(act.stream) for act in acts})
    prepared = [_prepare(act, keys[_id(act.stream)]) for act in acts]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_append(%s::jsonb)", [json.dumps(prepared, ensure_ascii=False)])
        receipts = cursor.fetchall()
    return [_entry(act, sent, receipt) for act, sent, receipt in zip(acts, prepared, receipts, strict=True)]


def _id(stream: Stream | UUID) -> UUID:
    return stream.id if isinstance(stream, Stream) else stream


def _stream_keys(streams: set[UUID]) -> dict[UUID, bytes]:
    """Read each time, never kept: a key that was destroyed must not be used once more."""
    master = sealing.master_key()
    with connection.cursor() as cursor:  # plain SQL: every act pays for this
        cursor.execute(
            "SELECT stream_id, wrapped FROM ledger_streamkey WHERE stream_id = ANY(%s::uuid[])", [list(streams)]
        )
        keys = {stream: sealing.unwrap(stream, bytes(wrapped), master) for stream, wrapped in cursor.fetchall()}
    missing = streams - keys.keys()
    if missing:
        raise Stream.DoesNotExist(f"no ledger stream {', '.join(map(str, missing))}")
    return keys


def _prepare(act: Act, key: bytes) -> dict[str, Any]:
    entry, stream = act.entry or uuid7(), _id(act.stream)
    salt, payload = os.urandom(sealing.SALT), canonical(act.private or {})
    sealed = sealing.seal(key, stream, entry, salt, payload)
    rows = list(dict.fromkeys([*((row._meta.db_table, str(row.pk)) for row in act.rows), *act.keys]))
    return {
        "entry": str(entry),
        "stream": str(stream),
        "kind": act.kind,
        "actor": None if act.by is None else act.by.user_id,
        "appointment": None if act.by is None else act.by.id,
        "role": str(getattr(act.by, "role", "") or ""),
        "build": settings.ECASE_BUILD,
        "at": moment(act.at),
        "compartment": act.compartment,
        "public": canonical(act.public).decode(),
        "rows": rows,
        "salt": salt.hex(),
        "commitment": commitment(salt, payload).hex(),
        "nonce": sealed.nonce.hex(),
        "sealed": sealed.ciphertext.hex(),
    }


def _entry(act: Act, sent: Mapping[str, Any], receipt: tuple[Any, ...]) -> Entry:
    """The row as the database wrote it, without reading it back: its author need not be able to see it."""
    seq, recorded_at, db_role, rows, prev, leaf, xid = receipt
    entry = Entry(
        id=UUID(sent["entry"]),
        version=VERSION,
        stream_id=UUID(sent["stream"]),
        seq=seq,
        kind=act.kind,
        actor_id=sent["actor"],
        appointment_id=sent["appointment"],
        role=sent["role"],
        build=sent["build"],
        at=act.at,
        recorded_at=recorded_at,
        compartment=act.compartment,
        db_role=db_role,
        public=sent["public"],
        commitment=bytes.fromhex(sent["commitment"]),
        rows=rows,
        prev=bytes(prev),
        leaf_hash=bytes(leaf),
        xid=xid,
    )
    entry._state.adding, entry._state.db = False, "default"
    return entry
