"""``verify_ledger [--case NUMBER] [--bytes] [--strict]``: exit 0 when everything holds, 1 with each finding named.

Logs in by ``DATABASE_READ_URL`` (``settings.DB_READ``), which sees every row and may change none; without it as owner.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg2  # type: ignore[import-untyped]
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.module_loading import import_string

from ecase.ledger import sealing
from ecase.ledger.verify import Verification


def reading() -> Any:
    """A connection of its own: read-only, one snapshot, so that acts going on meanwhile are no findings."""
    login = getattr(settings, "DB_READ", None) or getattr(settings, "DB_OWNER", None) or {}
    parameters = connection.get_connection_params()
    for theirs, ours in (("user", "USER"), ("password", "PASSWORD")):
        if login.get(ours):
            parameters[theirs] = login[ours]
    raw = psycopg2.connect(**parameters)
    raw.set_session(isolation_level="REPEATABLE READ", readonly=True)
    with raw.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(session_user, 'ecase_read', 'MEMBER') OR NOT row_security_active('ledger_entry')"
        )
        if cursor.fetchone() != (True,):
            raw.close()
            # Under the row policies of a person there would be nothing to check, and so nothing to find.
            raise CommandError(
                f"{parameters['user']} does not see the whole ledger: set DATABASE_READ_URL (login ecase_read)"
            )
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # hashing files takes its time
    return raw


class Command(BaseCommand):
    help = "Checks that the ledger, the record rows it binds and (with --bytes) the stored files are what was recorded."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", metavar="NUMBER", help="only the streams of this case")
        parser.add_argument("--bytes", action="store_true", help="hash the stored files as well")
        parser.add_argument("--strict", action="store_true", help="a record row that no entry speaks of is a finding")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            master: bytes | None = sealing.master_key()
        except ImproperlyConfigured:
            master = None
        file_path = self._file_path() if options["bytes"] else None
        try:
            raw = reading()
        except psycopg2.OperationalError as reason:
            raise CommandError(f"cannot read the database: {str(reason).splitlines()[0]}") from None
        try:
            case = self._case(raw, options["case"]) if options["case"] else None
            report = Verification(raw, case=case, master=master).all(strict=options["strict"], file_path=file_path)
        finally:
            raw.close()
        for note in report.notes:
            self.stdout.write(f"note: {note}")
        for finding in report.findings:
            self.stderr.write(str(finding))
        checked = f"{report.streams} streams, {report.entries} entries, {report.rows} record rows"
        if options["bytes"]:
            checked += f", {report.files} files"
        if report.findings:
            self.stdout.write(f"checked {checked}: {len(report.findings)} findings")
            raise SystemExit(1)
        self.stdout.write(f"checked {checked}: everything holds")

    def _case(self, raw: Any, number: str) -> UUID:
        with raw.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.cases_case')")
            found = None
            if cursor.fetchone()[0] is not None:
                cursor.execute("SELECT id FROM cases_case WHERE number = %s", [number])
                found = cursor.fetchone()
        if found is None:
            raise CommandError(f"no case {number}")
        case: UUID = found[0]
        return case

    def _file_path(self) -> Callable[[UUID, str], Path]:
        """``ECASE_FILE_PATH`` names ``(case id, sha256) -> Path``: the ledger does not know where files are kept."""
        name = getattr(settings, "ECASE_FILE_PATH", "")
        if not name:
            raise CommandError("--bytes needs ECASE_FILE_PATH, the function that says where a file is stored")
        path: Callable[[UUID, str], Path] = import_string(name)
        return path
