"""Reading the ledger. Everything here runs under the row policies; who may ask is decided above (``visible_to``)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ecase.ledger import sealing
from ecase.ledger.leaf import commitment
from ecase.ledger.models import Entry, EntryPrivate, Stream, StreamKey


def entries(stream: Stream | UUID, *, compartments: Iterable[str]) -> QuerySet[Entry]:
    """The entries of a stream in the given compartments, newest first."""
    return Entry.objects.filter(stream=stream, compartment__in=list(compartments)).order_by("-seq")


def private_of(entry: Entry) -> dict[str, Any]:
    """The private part of an entry, opened. Raises ``sealing.Unreadable`` when it was changed or its key is gone."""
    sealed = EntryPrivate.objects.get(pk=entry.pk)
    wrapped = StreamKey.objects.get(pk=entry.stream_id).wrapped
    key = sealing.unwrap(entry.stream_id, bytes(wrapped), sealing.master_key())
    salt, payload = sealing.unseal(key, entry.stream_id, entry.id, bytes(sealed.nonce), bytes(sealed.ciphertext))
    if commitment(salt, payload) != bytes(entry.commitment):
        raise sealing.Unreadable(f"the private part of entry {entry.id} is not what its entry promised")
    private: dict[str, Any] = json.loads(payload)
    return private
