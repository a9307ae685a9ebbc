"""Streams, entries, their sealed private parts and the streams' wrapped keys.

Rows are made by the SQL functions ``ledger_open`` and ``ledger_append`` only; the database refuses everything else to
everybody. ``case_id``, ``actor_id`` and ``appointment_id`` are plain ids: the ledger stands below the apps they name.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from ecase.ledger.leaf import Leaf
from ecase.web.ids import uuid7

COMPARTMENTS = ("parties", "investigation", "covert", "protected")


class Stream(models.Model):
    """One chain of entries: a case's, or one of its own for a covert matter or a protected identity.

    ``number`` is random for every stream, so that none tells of another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=32, unique=True)
    case_id = models.UUIDField(null=True, db_index=True)
    head_seq = models.BigIntegerField(default=0)
    head_hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Entry(models.Model):
    """One act. ``at`` is when its author says it happened, ``recorded_at`` the database's clock when it was written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.SmallIntegerField()
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    actor_id = models.BigIntegerField(null=True)
    appointment_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=32, blank=True)
    build = models.CharField(max_length=64)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    compartment = models.CharField(max_length=16)
    db_role = models.CharField(max_length=63)
    public = models.TextField()
    commitment = models.BinaryField()
    rows = models.TextField(blank=True)
    prev = models.BinaryField()
    leaf_hash = models.BinaryField()
    xid = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="entry_seq_once_in_stream"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="entry_seq_from_one"),
            models.CheckConstraint(
                condition=models.Q(compartment__in=COMPARTMENTS), name="entry_compartment_is_one_of_four"
            ),
        ]
        indexes = [models.Index(fields=["xid", "id"], name="entry_in_order_of_commit")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"

    @property
    def facts(self) -> dict[str, Any]:
        """The public part as values."""
        facts: dict[str, Any] = json.loads(self.public)
        return facts

    @property
    def bound(self) -> tuple[str, ...]:
        """The row lines ``table pk form digest``."""
        return tuple(self.rows.split("\n")) if self.rows else ()

    def leaf(self) -> Leaf:
        return Leaf(
            entry=self.id,
            stream=self.stream_id,
            seq=self.seq,
            kind=self.kind,
            actor=self.actor_id,
            appointment=self.appointment_id,
            role=self.role,
            build=self.build,
            at=self.at,
            recorded_at=self.recorded_at,
            compartment=self.compartment,
            db_role=self.db_role,
            public=self.public,
            commitment=bytes(self.commitment),
            rows=self.bound,
            prev=bytes(self.prev),
        )


class EntryPrivate(models.Model):
    """The sealed private part: AES-256-GCM over salt and canonical JSON."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()


class StreamKey(models.Model):
    """A stream's key, wrapped by the master key that ``master`` names. Useless without it."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    master = models.CharField(max_length=16)
    wrapped = models.BinaryField()
