"""The test database: built and migrated as ecase_owner, used as ecase_app.

A test that only needs `db` is rolled back. A test that commits (`transaction=True`, `live_server`)
gets a clone of a template database that nobody connects to, never Django's flush, which ecase_app
may not do. Stores and addresses come from `./run test`.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

from ecase.demo.accounts import open_accounts
from ecase.demo.offices import open_offices
from tests.fixtures import posts

__all__ = ["posts"]

Login = dict[str, Any]
_clones = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, default=1, help="seed of the fault tests")
    parser.addoption("--minutes", type=float, default=1.0, help="how long the fault tests go on")


def _log_in(login: Login) -> None:
    """Point the one alias elsewhere; a live server's threads share this very dictionary."""
    connection.close()
    connection.settings_dict.update(login)


def _as_owner(*statements: str) -> None:
    """Database-wide statements, from the maintenance database."""
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD", "NAME")}
    _log_in({**settings.DB_OWNER, "NAME": "postgres"})
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        _log_in(before)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Replaces pytest-django's: one migrated database, one sealed copy of it for the clones."""
    assert settings.DB_OWNER, "DATABASE_OWNER_URL is not set: start the tests by ./run test"
    app = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    real = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        _log_in(settings.DB_OWNER)
        made = connection.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False, keepdb=django_db_keepdb
        )
        _log_in(app)
        call_command("load_reference", verbosity=0)
        open_accounts(open_offices())
        _log_in(settings.DB_OWNER)
        sealed = f"{made}_sealed"
        _as_owner(
            f"DROP DATABASE IF EXISTS {_quoted(sealed)}",
            f"CREATE DATABASE {_quoted(sealed)} TEMPLATE {_quoted(made)}",
        )
        _log_in(app)
    yield
    with django_db_blocker.unblock():
        _log_in(settings.DB_OWNER)
        _as_owner(f"DROP DATABASE IF EXISTS {_quoted(sealed)}")
        if not django_db_keepdb:
            connection.creation.destroy_test_db(real, verbosity=0)


def _into_clone(cls: type[TransactionTestCase]) -> None:
    made = connection.settings_dict["NAME"]
    clone = f"{made}_{next(_clones)}"
    _as_owner(f"CREATE DATABASE {_quoted(clone)} TEMPLATE {_quoted(f'{made}_sealed')}")
    cls._ecase_database = made  # type: ignore[attr-defined]
    _log_in({"NAME": clone})


def _out_of_clone(self: TransactionTestCase) -> None:
    clone = connection.settings_dict["NAME"]
    connections.close_all()
    _log_in({"NAME": self._ecase_database})  # type: ignore[attr-defined]
    _as_owner(f"DROP DATABASE {_quoted(clone)} WITH (FORCE)")


# Every committing kind of test ends in these two; classmethod and method as in Django 5.2.
TransactionTestCase._fixture_setup = classmethod(_into_clone)  # type: ignore[assignment]
TransactionTestCase._fixture_teardown = _out_of_clone  # type: ignore[method-assign]


# Files that tell whole stories or start processes: part of ./run test, left out of ./run test quick.
SLOW = (
    "pages/test_story.py", "pages/test_queue.py", "pages/test_pages.py", "pages/test_leaks.py", "pages/test_forms.py",
    "api/test_leaks.py", "api/test_release.py", "api/test_story.py", "api/test_once.py", "test_machine.py",
    "documents/test_acts.py", "documents/test_verification.py", "test_races.py", "test_holes.py",
    "test_covert_leaks.py", "test_covert_notice.py", "pages/test_covert.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.as_posix().endswith(SLOW):
            item.add_marker(pytest.mark.slow)
