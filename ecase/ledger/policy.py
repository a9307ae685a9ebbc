"""Sight of the ledger's rows for ecase_app, set up by the app that knows cases and grants.

One operation in a migration of that app, after its grant table exists:
``LedgerPolicy()``; when sight of cases widens, ``LedgerPolicy(NEW, was=CASE_POLICY)`` in a later one.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

from ecase.web.records import CASE_POLICY

_POLICY = "ecase_app_sees"
# Entries follow their stream and private parts their entry: the inner tables' own policies are applied inside EXISTS.
_FOLLOWS = {
    "ledger_entry": "EXISTS (SELECT 1 FROM ledger_stream s WHERE s.id = ledger_entry.stream_id)",
    "ledger_entryprivate": "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = ledger_entryprivate.entry_id)",
}


class LedgerPolicy(Operation):
    """A stream, its entries and their private parts are seen by those who see the case (``policy`` with ``{case}``)."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, policy: str = CASE_POLICY, *, was: str | None = None) -> None:
        self.policy, self.was = policy, was

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def _alter(self, editor: Any, policy: str) -> None:
        condition = policy.replace("{case}", "ledger_stream.case_id")
        editor.execute(f"ALTER POLICY {_POLICY} ON ledger_stream USING ({condition})", params=None)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if self.was is not None:
            return self._alter(schema_editor, self.policy)
        for table, condition in {"ledger_stream": "false", **_FOLLOWS}.items():
            schema_editor.execute(
                f"CREATE POLICY {_POLICY} ON {table} FOR SELECT TO ecase_app USING ({condition})", params=None
            )
        self._alter(schema_editor, self.policy)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if self.was is not None:
            return self._alter(schema_editor, self.was)
        for table in ("ledger_entryprivate", "ledger_entry", "ledger_stream"):
            schema_editor.execute(f"DROP POLICY {_POLICY} ON {table}", params=None)

    def describe(self) -> str:
        return "Let those who see a case see its ledger"
