"""A record table of the tests' own, with a stand-in for the table of grants, in a clone of the database.

The ledger and the record operations stand below the cases app; testing them on a table that only knows a case id
keeps it so. Only for tests that own their database (``transactional_db``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import psycopg2
from django.conf import settings
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from ecase.ledger.policy import LedgerPolicy
from ecase.web.ids import uuid7
from ecase.web.records import Record

FORM = ["id", "case_id", "words", "at"]


def appointment(number: int, user: int | None = None, role: str = "investigator") -> SimpleNamespace:
    return SimpleNamespace(id=number, user_id=user if user is not None else number + 100, role=role)


def login(role: str) -> dict[str, str]:
    """USER and PASSWORD of one of the four roles, or of the embedded cluster's superuser."""
    if role == "ecase_app":
        return {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    if role == "ecase_owner":
        return dict(settings.DB_OWNER)
    if role == "postgres":
        secret = Path(os.environ.get("ECASE_DATA", "/nowhere")) / "secrets" / "postgres"
        return {"USER": role, "PASSWORD": secret.read_text().strip()} if secret.exists() else {}
    variable = {"ecase_clock": "DATABASE_CLOCK_URL", "ecase_read": "DATABASE_READ_URL"}[role]
    parts = urlsplit(os.environ.get(variable, ""))
    return {"USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or "")}


@contextmanager
def logged_in(role: str) -> Iterator[None]:
    """The one alias under another login."""
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(login(role))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def session(role: str) -> Iterator[Any]:
    """A cursor of a separate connection in autocommit: what a person at psql has."""
    parameters = connection.get_connection_params()
    found = login(role)
    raw = psycopg2.connect(**{**parameters, "user": found["USER"], "password": found["PASSWORD"]})
    raw.autocommit = True
    try:
        with raw.cursor() as cursor:
            yield cursor
    finally:
        raw.close()


def run(operations: Sequence[Any], state: ProjectState | None = None, *, backwards: bool = False) -> ProjectState:
    """Migration operations of an app called ``probe``, run as ecase_owner."""
    states = [state or ProjectState()]
    for operation in operations:
        after = states[-1].clone()
        operation.state_forwards("probe", after)
        states.append(after)
    steps = list(zip(operations, states[:-1], states[1:], strict=True))
    with logged_in("ecase_owner"), connection.schema_editor(atomic=True) as editor:
        if backwards:
            for operation, before, after in reversed(steps):
                operation.database_backwards("probe", editor, after, before)
        else:
            for operation, before, after in steps:
                operation.database_forwards("probe", editor, before, after)
    return states[-1]


def create(name: str = "Probe", *more: tuple[str, models.Field]) -> migrations.CreateModel:
    return migrations.CreateModel(
        name,
        [
            ("id", models.UUIDField(primary_key=True, default=uuid7)),
            ("case_id", models.UUIDField()),
            ("words", models.TextField()),
            ("at", models.DateTimeField()),
            ("next_at", models.DateTimeField(null=True)),
            *more,
        ],
    )


def bare(cursor: Any, table: str, columns: str) -> bool:
    """The table with nothing but its columns demanded, so that a test may fill a few of them; True when it was there.

    The real one when the app above is installed, else a stand-in.
    """
    cursor.execute("SELECT to_regclass(%s)", [table])
    if cursor.fetchone()[0] is None:
        cursor.execute(f"CREATE TABLE {table} ({columns})")
        return False
    cursor.execute(
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('f', 'c', 'u')"
        " UNION ALL SELECT format('ALTER TABLE %%s ALTER %%I DROP NOT NULL', attrelid::regclass, attname)"
        " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'id'",
        [table, table],
    )
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)
    return True


def record_table(**options: Any) -> tuple[ProjectState, Any]:
    """Grants without their foreign keys, the ledger's sight, and the record table ``probe_probe``: (state, model)."""
    with session("ecase_owner") as cursor:
        there = bare(
            cursor,
            "cases_casegrant",
            "user_id bigint, permission_id integer, content_object_id uuid, since timestamptz, until timestamptz",
        )
    sight = [] if there else [LedgerPolicy()]
    state = run([*sight, create(), Record("Probe", FORM, **options)])
    return state, state.apps.get_model("probe", "Probe")


def grant(case: UUID, user: int, since: str = "now()", until: str = "NULL") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_casegrant (user_id, permission_id, content_object_id, since, until)"
            f" VALUES (%s, 1, %s, {since}, {until})",
            [user, case],
        )
