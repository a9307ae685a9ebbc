"""Migration operations that turn a table into a record table: no deletion, sight by case, a numbered form.

``Record`` once after ``CreateModel``; ``Form`` whenever a migration adds columns; ``Repolicy`` when sight changes.
A record column is never dropped, renamed or retyped: earlier digests were made of its text (docs/ledger.md).
Not here: which rows a person may *list* (``visible_to``); policies are the last judge behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.migrations.operations.base import Operation

from ecase.web.clock import SQL_NOW

USER = "nullif(current_setting('ecase.user', true), '')::bigint"
APPOINTMENT = "nullif(current_setting('ecase.appointment', true), '')::bigint"

#: Sight through a running grant on the case; ``{case}`` is the SQL that names the row's case id.
#: Migrations that ran were built from this text, so it is never edited: a wider rule gets a constant of its own,
#: and a migration with ``Repolicy`` for each table it concerns.
CASE_POLICY = (
    "EXISTS (SELECT 1 FROM cases_casegrant g"
    " WHERE g.content_object_id = {case}"
    f" AND g.user_id = {USER}"
    f" AND g.since <= {SQL_NOW} AND (g.until IS NULL OR {SQL_NOW} < g.until))"
)

#: For record tables that belong to no case (the refusal to delete and the form still hold).
EVERYBODY = "true"

_BY_CASE, _BY_INSERT, _CLOCK, _READ = "ecase_app_sees", "ecase_app_adds", "ecase_clock_all", "ecase_read_all"


class _OnModel(Operation):
    """Shared by the operations below: they touch the database, never Django's picture of the models."""

    reduces_to_sql = True
    reversible = True
    model_name: str

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def _labels(self, app_label: str) -> tuple[str, str]:
        """``Model`` is the migrating app's own; ``app.Model`` is of an app below, which cannot name the grants."""
        app, _, model = self.model_name.rpartition(".")
        return app or app_label, model

    def references_model(self, name: str, app_label: str) -> bool:
        return self._labels(app_label)[1].lower() == name.lower()

    def _meta(self, app_label: str, state: Any) -> Any:
        return state.apps.get_model(*self._labels(app_label))._meta


def _run(editor: Any) -> Callable[[str], None]:
    """Statements as they are written: a per cent sign in a policy is not a parameter."""
    return lambda statement: editor.execute(statement, params=None)


def _columns_of(meta: Any, columns: Sequence[str], where: str) -> list[str]:
    known = {field.column for field in meta.local_concrete_fields}
    strange = [column for column in columns if column not in known]
    if strange:
        raise ValueError(
            f"{where}: {meta.db_table} has no column {', '.join(strange)}; it has {', '.join(sorted(known))}"
        )
    if len(set(columns)) != len(columns) or not 1 <= len(columns) <= 100:
        raise ValueError(f"{where}: a form is 1 to 100 different columns")
    return list(columns)


def _register(editor: Any, meta: Any, n: int, columns: Sequence[str]) -> None:
    editor.execute(
        "INSERT INTO ledger_form (table_name, n, pk, columns) VALUES (%s, %s, %s, %s)",
        [meta.db_table, n, meta.pk.column, list(columns)],
    )


def _unregister(editor: Any, meta: Any, n: int) -> None:
    # Only a migration taken back removes a form, and only its owner can: entries that used it lose their row check.
    editor.execute("ALTER TABLE ledger_form DISABLE TRIGGER refuse_change")
    editor.execute("DELETE FROM ledger_form WHERE table_name = %s AND n = %s", [meta.db_table, n])
    editor.execute("ALTER TABLE ledger_form ENABLE ALWAYS TRIGGER refuse_change")


class Form(_OnModel):
    """Form number ``n`` of a record table: the columns that digests of its rows cover from now on.

    A new form repeats the columns of the form before it and adds the new ones. Columns that are only alarm clock or
    cache (``next_at``, ``next_due``, ``sort_key``) belong to no form.
    """

    def __init__(self, model_name: str, n: int, columns: Sequence[str]) -> None:
        self.model_name, self.n, self.columns = model_name, n, list(columns)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        meta = self._meta(app_label, to_state)
        _register(schema_editor, meta, self.n, _columns_of(meta, self.columns, f"Form({self.model_name})"))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _unregister(schema_editor, self._meta(app_label, from_state), self.n)

    def describe(self) -> str:
        return f"Form {self.n} of {self.model_name}"


class Record(_OnModel):
    """Make the table of ``model_name`` a record table.

    ``form``: columns of form 1. Sight of ecase_app, exactly one of
      ``case``     the column that holds the case id (default ``case_id``; ``id`` on the case itself),
      ``through``  ``(column, table)``: visible when the row of ``table`` whose ``id`` the column holds is visible
                   (``("matter_id", "cases_matter")``); a third item names another key than ``id``,
      ``policy``   any SQL condition, ``{table}`` standing for the quoted table and ``{case}`` for its case column.
    ``also``: a further condition that shows a row besides (a custody head and a detention), same placeholders.
    ``insert``: a condition under which rows may be added that their author may not see afterwards.
    ``compartment``: name of the compartment column; it must be in the form, since changing it changes who may see.
    """

    def __init__(
        self,
        model_name: str,
        form: Sequence[str],
        case: str | None = "case_id",
        *,
        through: tuple[str, ...] | None = None,
        policy: str | None = None,
        also: str | None = None,
        insert: str | None = None,
        compartment: str | None = None,
    ) -> None:
        self.model_name, self.form, self.case = model_name, list(form), case
        self.through, self.policy, self.also, self.insert, self.compartment = through, policy, also, insert, compartment

    def condition(self, meta: Any) -> str:
        """The SQL that decides what ecase_app sees of the table."""
        quoted = f'"{meta.db_table}"'
        if self.through is not None:
            column, table, *key = self.through
            _columns_of(meta, [column], f"Record({self.model_name})")
            shown = f'EXISTS (SELECT 1 FROM "{table}" u WHERE u."{key[0] if key else "id"}" = {quoted}."{column}")'
        else:
            shown = self.policy or CASE_POLICY
        return _fill(shown if self.also is None else f"({shown}) OR ({self.also})", meta, self.case)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        meta = self._meta(app_label, to_state)
        columns = _columns_of(meta, self.form, f"Record({self.model_name})")
        if self.compartment is not None and self.compartment not in columns:
            raise ValueError(f"Record({self.model_name}): the form must cover {self.compartment}")
        table = f'"{meta.db_table}"'
        run = _run(schema_editor)
        run(f"REVOKE DELETE, TRUNCATE ON {table} FROM ecase_app, ecase_clock")
        run(
            f"CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse()"
        )
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_removal")
        run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")  # not FORCE: migrations and the append read as owner
        run(f"CREATE POLICY {_BY_CASE} ON {table} FOR ALL TO ecase_app USING ({self.condition(meta)})")
        if self.insert is not None:
            adds = _fill(self.insert, meta, self.case)
            run(f"CREATE POLICY {_BY_INSERT} ON {table} FOR INSERT TO ecase_app WITH CHECK ({adds})")
        run(f"CREATE POLICY {_CLOCK} ON {table} FOR ALL TO ecase_clock USING (true)")
        run(f"CREATE POLICY {_READ} ON {table} FOR SELECT TO ecase_read USING (true)")
        _register(schema_editor, meta, 1, columns)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        meta = self._meta(app_label, from_state)
        table = f'"{meta.db_table}"'
        _unregister(schema_editor, meta, 1)
        run = _run(schema_editor)
        for policy in (_READ, _CLOCK, _BY_INSERT, _BY_CASE):
            run(f"DROP POLICY IF EXISTS {policy} ON {table}")
        run(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        run(f"DROP TRIGGER refuse_removal ON {table}")
        run(f"GRANT DELETE ON {table} TO ecase_app, ecase_clock")

    def describe(self) -> str:
        return f"Make {self.model_name} a record table"


class Repolicy(_OnModel):
    """Replace what ecase_app sees of a record table; ``was`` is the condition to return to when taken back."""

    def __init__(self, model_name: str, policy: str, *, was: str = CASE_POLICY, case: str | None = "case_id") -> None:
        self.model_name, self.policy, self.was, self.case = model_name, policy, was, case

    def _set(self, editor: Any, meta: Any, condition: str) -> None:
        filled = _fill(condition, meta, self.case)
        _run(editor)(f'ALTER POLICY {_BY_CASE} ON "{meta.db_table}" USING ({filled})')

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._set(schema_editor, self._meta(app_label, to_state), self.policy)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._set(schema_editor, self._meta(app_label, from_state), self.was)

    def describe(self) -> str:
        return f"Change who sees rows of {self.model_name}"


def _fill(condition: str, meta: Any, case: str | None) -> str:
    quoted = f'"{meta.db_table}"'
    if "{case}" in condition:
        _columns_of(meta, [case or ""], f"policy of {meta.db_table}")
    return condition.replace("{case}", f'{quoted}."{case}"').replace("{table}", quoted)
