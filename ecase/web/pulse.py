"""Whether the clock lives: one small question the frame, the health page and the watchdog share."""

from datetime import timedelta

from django.db import connection

# The tick shows itself each second; ten missed beats are no hiccup any more.
STALE_AFTER = timedelta(seconds=10)


def ages() -> dict[str, timedelta]:
    """How long ago each process last showed that it lives, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, clock_timestamp() - at FROM web_heartbeat")
        return dict(cursor.fetchall())


def stale() -> timedelta | None:
    """The age of the tick's last sign of life when it is too old, or when there never was one; else None."""
    age = ages().get("tick")
    if age is None:
        return timedelta.max
    return age if age > STALE_AFTER else None
