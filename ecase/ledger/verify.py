"""Walks streams and says what does not hold together: chain, heads, private parts, record rows, stored bytes, guards.

Reads by plain SQL in one snapshot, as a login that may see everything and change nothing; recomputes every hash here,
from the documented bytes, and asks the database only for rows and for the text of record rows. It cannot see a whole
history rewritten consistently: that is what checkpoints outside are for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import psycopg2  # type: ignore[import-untyped]

from ecase.ledger import sealing
from ecase.ledger.leaf import VERSION, Leaf, commitment, genesis, row_digest

LEDGER_TABLES = ("ledger_entry", "ledger_entryprivate", "ledger_stream", "ledger_streamkey")
SIGHT_TABLES = ("ledger_entry", "ledger_entryprivate", "ledger_stream")
GUARDS = {**dict.fromkeys(LEDGER_TABLES, "refuse_change"), "ledger_form": "refuse_change"}
BATCH = 1000


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold. ``what`` is stable (scripts may read it), ``where`` names it, ``says`` explains."""

    what: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where}: {self.says}"


@dataclass
class Report:
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    streams: int = 0
    entries: int = 0
    rows: int = 0
    files: int = 0

    def found(self, what: str, where: str, says: str) -> None:
        self.findings.append(Finding(what, where, says))


class Bound(NamedTuple):
    """The latest promise about one record row."""

    recorded_at: datetime
    form: int
    digest: str
    salt: bytes
    entry: str


class _Stream(NamedTuple):
    id: UUID
    kind: str
    number: str
    case_id: UUID | None
    head_seq: int
    head_hash: bytes
    master: str | None
    wrapped: bytes | None


_STREAMS = """
SELECT s.id, s.kind, s.number, s.case_id, s.head_seq, s.head_hash, k.master, k.wrapped
  FROM ledger_stream s LEFT JOIN ledger_streamkey k ON k.stream_id = s.id
 WHERE %(case)s::uuid IS NULL OR s.case_id = %(case)s::uuid
 ORDER BY s.id
"""
_ENTRIES = """
SELECT e.stream_id, e.id, e.version, e.seq, e.kind, e.actor_id, e.appointment_id, e.role, e.build, e.at, e.recorded_at,
       e.compartment, e.db_role, e.public, e.commitment, e.rows, e.prev, e.leaf_hash, p.nonce, p.ciphertext
  FROM ledger_entry e LEFT JOIN ledger_entryprivate p ON p.entry_id = e.id
 WHERE %(case)s::uuid IS NULL OR e.stream_id IN (SELECT s.id FROM ledger_stream s WHERE s.case_id = %(case)s::uuid)
 ORDER BY e.stream_id, e.seq
"""


class Verification:
    """One walk. ``raw``: a psycopg2 connection of its own, in a read-only snapshot; ``master``: the key, if at hand."""

    def __init__(self, raw: Any, *, case: UUID | None = None, master: bytes | None = None) -> None:
        self.raw, self.case, self.master = raw, case, master
        self.report = Report()
        self.bound: dict[tuple[str, str], Bound] = {}

    def all(self, *, strict: bool = False, file_path: Callable[[UUID, str], Path] | None = None) -> Report:
        self.guards()
        self.chains()
        self.rows()
        if self.case is None:
            self.unbound(strict)
        if file_path is not None:
            self.bytes(file_path)
        if self.master is None:
            self.report.notes.append("no ECASE_LEDGER_KEY: private parts and record rows were not checked")
        return self.report

    def _ask(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        with self.raw.cursor() as cursor:
            cursor.execute(query, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    # --- the locks on the tables ---
    def guards(self) -> None:
        """The refusing triggers stand and cannot be skipped by a session setting; sight goes by row."""
        standing = set(
            self._ask(
                "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger"
                " WHERE tgenabled = 'A' AND NOT tgisinternal"
            )
        )
        records = {table for (table,) in self._ask("SELECT DISTINCT table_name FROM ledger_form")}
        wanted = {**GUARDS, **dict.fromkeys(records, "refuse_removal")}
        for table, trigger in sorted([*wanted.items(), ("ledger_stream", "follow_entries")]):
            if (table, trigger) not in standing:
                self.report.found("guard", table, f"the trigger {trigger} is gone or switched off")
        by_row = {table for (table,) in self._ask("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")}
        for table in sorted((records | set(SIGHT_TABLES)) - by_row):
            self.report.found("guard", table, "row-level security is switched off: the web would see every row")

    # --- entries ---
    def chains(self) -> None:
        streams = {row[0]: _Stream(*row) for row in self._ask(_STREAMS, {"case": self.case})}
        self.report.streams = len(streams)
        walked: set[UUID] = set()
        stream: _Stream | None = None
        key: bytes | None = None
        seq, last = 0, b""
        for stream_id, *columns in self._entries():
            if stream is None or stream.id != stream_id:
                self._head(stream, seq, last)
                stream = streams.get(stream_id)
                if stream is None:
                    self.report.found("stream", str(stream_id), "entries without a stream")
                    stream = _Stream(stream_id, "", "", None, -1, b"", None, None)
                walked.add(stream_id)
                key = self._key(stream)
                seq, last = 0, genesis(stream.id, stream.kind, stream.number, stream.case_id)
            seq, last = self._entry(stream, key, seq, last, columns)
        self._head(stream, seq, last)
        for stream in streams.values():
            if stream.id not in walked:
                self._head(stream, 0, genesis(stream.id, stream.kind, stream.number, stream.case_id))

    def _entries(self) -> Iterator[tuple[Any, ...]]:
        with self.raw.cursor(name="ecase_verify") as cursor:
            cursor.itersize = BATCH
            cursor.execute(_ENTRIES, {"case": self.case})
            yield from cursor

    def _key(self, stream: _Stream) -> bytes | None:
        if self.master is None:
            return None
        if stream.wrapped is None:
            self.report.found("key", _name(stream), "the stream has lost its key")
            return None
        if stream.master != sealing.key_name(self.master):
            self.report.found("key", _name(stream), f"wrapped by another master key ({stream.master})")
            return None
        try:
            return sealing.unwrap(stream.id, bytes(stream.wrapped), self.master)
        except sealing.Unreadable as reason:
            self.report.found("key", _name(stream), str(reason))
            return None

    def _entry(
        self, stream: _Stream, key: bytes | None, seq: int, last: bytes, columns: Sequence[Any]
    ) -> tuple[int, bytes]:
        (
            entry, version, at_seq, kind, actor, appointment, role, build, at, recorded_at, compartment, db_role,
            public, promised, rows, prev, stored, nonce, ciphertext,
        ) = columns  # fmt: skip
        self.report.entries += 1
        name = f"{_name(stream)} entry {at_seq} ({kind})"
        lines = tuple(rows.split("\n")) if rows else ()
        if at_seq != seq + 1:
            self.report.found("gap", name, f"entry {seq + 1} should come here")
        if bytes(prev) != last:
            self.report.found("chain", name, "does not continue the entry before it")
        if version != VERSION:
            self.report.found("entry", name, f"format {version} is unknown")
        leaf = Leaf(
            entry=entry, stream=stream.id, seq=at_seq, kind=kind, actor=actor, appointment=appointment, role=role,
            build=build, at=at, recorded_at=recorded_at, compartment=compartment, db_role=db_role, public=public,
            commitment=bytes(promised), rows=lines, prev=bytes(prev),
        )  # fmt: skip
        if leaf.hash() != bytes(stored):
            self.report.found("entry", name, "its content was changed: the hash is another")
        salt = self._private(name, key, stream.id, entry, bytes(promised), nonce, ciphertext)
        for line in lines:
            self._bind(name, line, salt, recorded_at)
        return at_seq, bytes(stored)

    def _private(
        self, name: str, key: bytes | None, stream: UUID, entry: UUID, promised: bytes, nonce: Any, ciphertext: Any
    ) -> bytes | None:
        """The salt, when the private part is there and is what the entry promised."""
        if ciphertext is None:
            self.report.found("private", name, "its private part is gone")
            return None
        if key is None:
            return None
        try:
            salt, payload = sealing.unseal(key, stream, entry, bytes(nonce), bytes(ciphertext))
        except sealing.Unreadable as reason:
            self.report.found("private", name, str(reason))
            return None
        if commitment(salt, payload) != promised:
            self.report.found("private", name, "its private part is not the one that was recorded")
        return salt

    def _bind(self, name: str, line: str, salt: bytes | None, recorded_at: datetime) -> None:
        parts = line.split(" ")
        if len(parts) != 4 or not parts[2].isdecimal():
            self.report.found("entry", name, f"not a row line: {line!r}")
            return
        table, pk, form, digest = parts
        before = self.bound.get((table, pk))
        if salt is not None and (before is None or before.recorded_at <= recorded_at):
            self.bound[table, pk] = Bound(recorded_at, int(form), digest, salt, name)

    def _head(self, stream: _Stream | None, seq: int, last: bytes) -> None:
        if stream is None or stream.head_seq < 0:
            return
        if stream.head_seq != seq:
            self.report.found("head", _name(stream), f"the head says {stream.head_seq} entries, {seq} are there")
        elif bytes(stream.head_hash) != last:
            self.report.found("head", _name(stream), "the head is not the last entry")

    # --- record rows ---
    def rows(self) -> None:
        """Every bound row still reads as its latest entry found it."""
        forms = set(self._ask("SELECT table_name, n FROM ledger_form"))
        groups: dict[tuple[str, int], list[tuple[str, Bound]]] = {}
        for (table, pk), bound in self.bound.items():
            groups.setdefault((table, bound.form), []).append((pk, bound))
        for (table, form), members in sorted(groups.items(), key=lambda group: group[0]):
            if (table, form) not in forms:
                self.report.found(
                    "form", f"{table} form {form}", f"is not known any more; {len(members)} rows unchecked"
                )
                continue
            for start in range(0, len(members), BATCH):
                self._compare(table, form, members[start : start + BATCH])

    def _compare(self, table: str, form: int, members: list[tuple[str, Bound]]) -> None:
        try:
            texts: dict[str, str | None] = dict(
                self._guarded(
                    "SELECT k, row_text(%s, %s, k) FROM unnest(%s::text[]) k", [table, form, [pk for pk, _ in members]]
                )
            )
        except psycopg2.Error as reason:
            self.report.found("form", f"{table} form {form}", f"cannot be read: {str(reason).splitlines()[0]}")
            return
        self.report.rows += len(members)
        for pk, bound in members:
            text = texts.get(pk)
            if text is None:
                self.report.found("row", f"{table} {pk}", f"is gone; {bound.entry} recorded it (form {form})")
            elif row_digest(bound.salt, text) != bound.digest:
                self.report.found(
                    "row", f"{table} {pk}", f"was changed without an entry after {bound.entry} (form {form})"
                )

    def _guarded(self, query: str, parameters: Any) -> list[tuple[Any, ...]]:
        """A query that may fail without ending the snapshot."""
        with self.raw.cursor() as cursor:
            cursor.execute("SAVEPOINT ecase_verify")
            try:
                cursor.execute(query, parameters)
                rows: list[tuple[Any, ...]] = cursor.fetchall()
            except psycopg2.Error:
                cursor.execute("ROLLBACK TO SAVEPOINT ecase_verify")
                raise
            cursor.execute("RELEASE SAVEPOINT ecase_verify")
        return rows

    def unbound(self, strict: bool) -> None:
        """Record rows no entry ever spoke of: written past the ledger, or by an act that forgot to bind them."""
        if self.master is None:
            return
        for table, pk in self._ask("SELECT DISTINCT table_name, pk FROM ledger_form ORDER BY 1"):
            missing = 0
            with self.raw.cursor(name="ecase_rows") as cursor:
                cursor.itersize = BATCH
                cursor.execute(f'SELECT "{pk}"::text FROM "{table}"')
                for (key,) in cursor:
                    if (table, key) not in self.bound:
                        missing += 1
                        if strict:
                            self.report.found("row", f"{table} {key}", "no entry speaks of it")
            if missing and not strict:
                self.report.notes.append(f"{table}: {missing} rows that no entry speaks of (--strict names them)")

    # --- stored bytes ---
    def bytes(self, file_path: Callable[[UUID, str], Path]) -> None:
        """Every stored document is there and hashes to what its row says."""
        query = "SELECT DISTINCT case_id, sha256 FROM documents_document"
        if self.case is not None:
            query += " WHERE case_id = %(case)s"
        for case, digest in self._ask(query, {"case": self.case}):
            path = file_path(case, digest)
            self.report.files += 1
            try:
                with path.open("rb") as stored:
                    actual = hashlib.file_digest(stored, "sha256").hexdigest()
            except OSError as reason:
                self.report.found("file", f"{case}/{digest}", f"cannot be read: {reason.strerror}")
                continue
            if actual != digest:
                self.report.found("file", f"{case}/{digest}", f"its bytes were changed: they hash to {actual}")


def _name(stream: _Stream) -> str:
    return f"stream {stream.number or stream.id}"
