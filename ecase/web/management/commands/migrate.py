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
        owner: dict[str, str] = getattr(settings, "DB_OWNER", None) or {}
        connection = connections[options["database"]]
        if connection.in_atomic_block:  # a test inside its transaction: closing would undo it
            return super().handle(*args, **options)
        connection.close()
        before = {key: connection.settings_dict[key] for key in owner}
        connection.settings_dict.update(owner)
        try:
            super().handle(*args, **options)
        finally:
            connection.close()
            connection.settings_dict.update(before)
