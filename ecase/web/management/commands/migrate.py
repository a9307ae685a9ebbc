"""``migrate`` as the owner of the tables; every other command keeps the weak login of its process.

One alias and a swap of the login, so that ``manage.py migrate`` and the test runner's own migration take the same way.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        # Inside a test's transaction the login stays: closing the connection would undo the test.
        owner: dict[str, str] = {} if connection.in_atomic_block else getattr(settings, "DB_OWNER", None) or {}
        before = {key: connection.settings_dict[key] for key in owner}
        if owner:
            connection.close()
            connection.settings_dict.update(owner)
        try:
            super().handle(*args, **options)
        finally:
            if owner:
                connection.close()
                connection.settings_dict.update(before)
