"""One clock for the whole house: the database's, moved by ``ECASE_TIME_SHIFT`` seconds in demonstrations and tests.

Doors and tasks call ``now()`` and hand the moment to actions as ``at=``. Not here: any term or deadline.

Why computing locally is safe: what is kept is the distance between the database's clock and a clock of this machine
that cannot be set (it counts through suspend as well). Two such clocks drift by parts per million, so within the
sixty seconds that a measurement is used the answer differs from asking the database by microseconds; the measurement
itself is off by at most half a round trip. A database clock that is *set* is followed within those sixty seconds.
The tick, policies and the ledger do not use this: they read the clock inside SQL.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

#: The moment policies compare with: start of the transaction plus the shift that ``speaking`` announced.
#: Written inline wherever it is needed; a function would be called once per row.
SQL_NOW = "(now() + coalesce(nullif(current_setting('ecase.shift', true), ''), '0')::float8 * interval '1 second')"

MEASURE_EVERY = 60.0
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # BOOTTIME also runs while a laptop sleeps
_measured: tuple[float, datetime] | None = None


def shift() -> timedelta:
    """How far this installation's clock is moved; zero outside demonstrations and tests."""
    return timedelta(seconds=float(getattr(settings, "ECASE_TIME_SHIFT", 0) or 0))


def now() -> datetime:
    """The present moment, aware, UTC. Costs one statement at most once a minute and process."""
    global _measured
    steady = time.clock_gettime(_STEADY)
    if _measured is None or not 0 <= steady - _measured[0] < MEASURE_EVERY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        after = time.clock_gettime(_STEADY)
        _measured = ((steady + after) / 2, there.astimezone(UTC))
        steady = after
    at, there = _measured
    return there + timedelta(seconds=steady - at) + shift()


def transaction_now() -> datetime:
    """The moment the policies see in this transaction, to the microsecond.

    For ``since`` of a grant: with ``now()`` the grant would begin after its own transaction did and hide the case
    that the same transaction registers.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SQL_NOW}")
        (there,) = cursor.fetchone()
    moment: datetime = there.astimezone(UTC)
    return moment
