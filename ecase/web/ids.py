"""Primary keys of record rows: UUID version 7 (RFC 9562), made here so that a row is known before it is written.

Not here: numbers people read (case numbers and the like), which their own apps give out.
"""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A time-ordered id: 48 bits of milliseconds, 12 bits of finer time, 62 random bits.

    Ids of one process only ever grow, also when the machine's clock is set back, so an index fills from the right.
    The time inside is a convenience for the index; no term is ever computed from it.
    """
    global _last
    ticks = time.time_ns() * 4096 // 1_000_000  # milliseconds in 12-bit fractions, RFC 9562 6.2 method 3
    with _lock:
        ticks = _last = max(ticks, _last + 1)
    value = (ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
