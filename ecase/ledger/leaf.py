"""The bytes of an entry, as docs/ledger.md lays them down. Pure; the SQL function makes the same bytes in the database.

Not here: where entries come from and whether they hold together (``verify``).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecase.ledger.canonical import moment
from ecase.ledger.merkle import leaf_hash

VERSION = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """All that an entry's hash covers. ``rows`` are the lines ``table pk form digest`` in the order they were bound."""

    entry: UUID
    stream: UUID
    seq: int
    kind: str
    actor: int | None
    appointment: int | None
    role: str
    build: str
    at: datetime
    recorded_at: datetime
    compartment: str
    db_role: str
    public: str
    commitment: bytes
    rows: tuple[str, ...]
    prev: bytes

    def data(self) -> bytes:
        lines = [
            f"ecase-entry/{VERSION}",
            f"entry {self.entry}",
            f"stream {self.stream}",
            f"seq {self.seq}",
            f"kind {self.kind}",
            f"actor {'-' if self.actor is None else self.actor}",
            f"appointment {'-' if self.appointment is None else self.appointment}",
            f"role {self.role or '-'}",
            f"build {self.build}",
            f"at {moment(self.at)}",
            f"recorded {moment(self.recorded_at)}",
            f"compartment {self.compartment}",
            f"login {self.db_role}",
            f"public {hashlib.sha256(self.public.encode()).hexdigest()}",
            f"private {self.commitment.hex()}",
            *(f"row {row}" for row in self.rows),
            f"prev {self.prev.hex()}",
        ]
        return ("\n".join(lines) + "\n").encode()

    def hash(self) -> bytes:
        """RFC 9162 leaf hash: also the next entry's ``prev``."""
        return leaf_hash(self.data())


def genesis(stream: UUID, kind: str, number: str, case: UUID | None) -> bytes:
    """What the first entry of a stream has as ``prev``: the stream's own identity."""
    text = f"ecase-stream/{VERSION}\nstream {stream}\nkind {kind}\nnumber {number}\ncase {case or '-'}\n"
    return hashlib.sha256(text.encode()).digest()


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Binds the private part without saying anything about it to those who have no salt."""
    return hmac.new(salt, payload, hashlib.sha256).digest()


def row_digest(salt: bytes, text: str) -> str:
    """Digest of one record row: the entry's salt, then PostgreSQL's text of the form's columns."""
    return hashlib.sha256(salt + text.encode()).hexdigest()
