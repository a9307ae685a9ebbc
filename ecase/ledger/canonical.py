"""One way to write a value as JSON bytes: the part of RFC 8785 that needs no floating point.

Keys are ASCII words in code-point order, no spaces, UTF-8, whole numbers within 2^53. Dates, moments, UUIDs and enum
members become text first. Not here: what an entry should say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*\Z")
_EXACT = 2**53 - 1


def moment(at: datetime) -> str:
    """``2026-11-23T05:44:09.123456Z``: UTC, always six digits after the second."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone says nothing")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("a text with a zero character cannot be stored")
        return str(value)
    if isinstance(value, int):
        if abs(value) > _EXACT:
            raise ValueError(f"{value} is not exact in every reader of JSON; write it as text")
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str) or not _KEY.match(key):
                raise ValueError(f"not a key for the ledger: {key!r}")
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no exact JSON form: {value!r}")


def canonical(value: Mapping[str, Any]) -> bytes:
    """The bytes of an object. Raises TypeError or ValueError for what cannot be written in exactly one way."""
    text = json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")
