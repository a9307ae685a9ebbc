"""A process that serves or works must be weak: neither superuser, nor owner, nor free of row-level security.

Called where processes begin (wsgi, worker, watchdog). Not here: making the roles, which bootstrap.sql does once per
cluster, and their grants, which the first migration holds.
"""

from __future__ import annotations

import sys
from time import monotonic, sleep

from django.db import InterfaceError, OperationalError, connection

PATIENCE = 50.0  # seconds; less than gunicorn gives a worker to start

_POWER = """
SELECT session_user,
       r.rolsuper,
       r.rolbypassrls,
       pg_has_role(session_user, d.datdba, 'MEMBER')
       OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
                  WHERE s.nspname = 'public' AND c.relkind IN ('r', 'p')
                    AND pg_has_role(session_user, c.relowner, 'MEMBER'))
  FROM pg_roles r, pg_database d
 WHERE r.rolname = session_user AND d.datname = current_database()
"""


def power() -> str | None:
    """What makes this process' login too powerful, in words, or None."""
    with connection.cursor() as cursor:
        cursor.execute(_POWER)
        name, superuser, bypasses, owns = cursor.fetchone()
    if superuser:
        return f"{name} is a superuser"
    if bypasses:
        return f"{name} bypasses row-level security"
    if owns:
        return f"{name} owns the tables"
    return None


def _asked() -> str | None:
    """`power()`, waiting for a database that is away: whoever starts during an outage must not start unasked.

    Ends with status 1 when it stays away; whoever keeps this process running tries again.
    """
    until = monotonic() + PATIENCE
    told = False
    while True:
        try:
            return power()
        except (OperationalError, InterfaceError) as error:
            connection.close()
            words = (str(error).strip().splitlines() or [type(error).__name__])[0]
            if not told:
                sys.stderr.write(f"ecase waits for the database: {words}\n")
                told = True
            if monotonic() > until:
                raise SystemExit(1) from None
            sleep(0.25)


def refuse_power() -> None:
    """End the process with one line when its database login could change the record unseen.

    Exit status 3 is the one that makes gunicorn's master stop as well instead of starting workers for ever.
    """
    found = _asked()
    if not connection.in_atomic_block:
        connection.close()  # a master that forks afterwards must not hand one connection to all its children
    if found:
        sys.stderr.write(
            f"ecase refuses to run: {found}. Let DATABASE_URL name ecase_app (web) or ecase_clock (workers).\n"
        )
        raise SystemExit(3)
