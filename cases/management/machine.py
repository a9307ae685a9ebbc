"""Commands that act as the machine itself: logged in as the clock, in nobody's name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

ROLE = "ecase_clock"


@contextmanager
def as_the_machine() -> Iterator[None]:
    """The connection as `ecase_clock`. Raises CommandError where its address is not known."""
    login: dict[str, Any] = getattr(settings, "DB_CLOCK", None) or {}
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    if connection.in_atomic_block:  # a test that is rolled back: it speaks as whoever it is
        yield
        return
    if login:
        connection.close()
        connection.settings_dict.update(login)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            (user,) = cursor.fetchone()
        if user != ROLE:
            raise CommandError(f"This runs as {ROLE}; set DATABASE_CLOCK_URL (it is logged in as {user}).")
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
