"""Encryption of private parts: AES-256-GCM under a key of the stream, which the installation's master key wraps.

Each sealed text is bound to the entry it belongs to, so moving it to another entry makes it unreadable. The salt of
an entry lives inside the sealed text: who destroys it also takes away the means to guess what the hashes stand for.
Not here: who may open (``visible_to`` above) and erasure.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SALT = 32
NONCE = 12


class Unreadable(ValueError):
    """The sealed text was changed, moved, or belongs to another key."""


@dataclass(frozen=True, slots=True)
class Sealed:
    nonce: bytes
    ciphertext: bytes


def master_key() -> bytes:
    """``ECASE_LEDGER_KEY``: 32 bytes as hex or base64."""
    text = str(getattr(settings, "ECASE_LEDGER_KEY", "") or "").strip()
    for decode in (bytes.fromhex, lambda value: base64.b64decode(value, validate=True)):
        try:
            key = decode(text)
        except (ValueError, binascii.Error):
            continue
        if len(key) == 32:
            return key
    raise ImproperlyConfigured("ECASE_LEDGER_KEY must be 32 bytes, written as 64 hex digits or in base64")


def key_name(master: bytes) -> str:
    """Says which master key wrapped a stream's key without saying anything about it."""
    return hashlib.sha256(b"ecase-master/1" + master).hexdigest()[:16]


def _wrap_label(stream: UUID) -> bytes:
    return b"ecase-key/1" + stream.bytes


def _entry_label(stream: UUID, entry: UUID) -> bytes:
    return b"ecase-private/1" + stream.bytes + entry.bytes


def new_stream_key(stream: UUID, master: bytes) -> bytes:
    """A fresh key for a stream, wrapped: nonce, then ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(master).encrypt(nonce, os.urandom(32), _wrap_label(stream))


def unwrap(stream: UUID, wrapped: bytes, master: bytes) -> bytes:
    try:
        return AESGCM(master).decrypt(wrapped[:NONCE], wrapped[NONCE:], _wrap_label(stream))
    except InvalidTag:
        raise Unreadable(f"the key of stream {stream} does not open with this master key") from None


def seal(key: bytes, stream: UUID, entry: UUID, salt: bytes, payload: bytes) -> Sealed:
    nonce = os.urandom(NONCE)
    return Sealed(nonce, AESGCM(key).encrypt(nonce, salt + payload, _entry_label(stream, entry)))


def unseal(key: bytes, stream: UUID, entry: UUID, nonce: bytes, ciphertext: bytes) -> tuple[bytes, bytes]:
    """``(salt, payload)`` or Unreadable."""
    try:
        text = AESGCM(key).decrypt(nonce, ciphertext, _entry_label(stream, entry))
    except (InvalidTag, ValueError):
        raise Unreadable(f"the private part of entry {entry} does not open") from None
    return text[:SALT], text[SALT:]
