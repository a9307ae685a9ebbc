"""The database as the last judge: roles, row policies, refusing triggers, the speaking transaction, the clock, ids."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, migrations, models, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from ecase.web import clock, now, roles
from ecase.web.ids import uuid7
from ecase.web.records import EVERYBODY, Form, Record, Repolicy
from ecase.web.speaking import NotWritten, Speaking, speaking
from tests.ledger.probe import FORM, appointment, create, grant, logged_in, record_table, run, session

ROOT = Path(__file__).resolve().parent.parent
MINE, OTHER = appointment(5), appointment(6)
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def said() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('ecase.appointment', true), ''),"
            " coalesce(current_setting('ecase.user', true), '')"
        )
        return cursor.fetchone()


# --- what the roles may not do ---
REFUSED = [
    "CREATE TABLE t (a int)",
    "SET session_replication_role = replica",
    "SET ROLE ecase_owner",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
    "UPDATE ledger_form SET n = 2",
    "INSERT INTO ledger_form VALUES ('t', 1, 'id', '{id}')",
    "INSERT INTO ledger_stream (id, kind, number, head_seq, head_hash) VALUES (gen_random_uuid(), 'case', '1', 0, '')",
    "UPDATE ledger_stream SET head_seq = 0",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_entry SET kind = 'x'",
    "TRUNCATE ledger_entry CASCADE",
    "DELETE FROM ledger_entryprivate",
    "UPDATE ledger_streamkey SET wrapped = ''",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "ALTER TABLE ledger_entry DISABLE ROW LEVEL SECURITY",
    "SELECT row_text('ledger_entry', 1, '1')",
]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["ecase_app", "ecase_clock"])
def test_weak_logins_are_refused(role: str) -> None:
    with session(role) as cursor:
        for statement in REFUSED:
            with pytest.raises(Exception, match="permission denied|must be owner"):
                cursor.execute(statement)


@pytest.mark.django_db
def test_temporary_tables_are_refused_where_migrated() -> None:
    """A database made from a template takes no privileges of databases along, so only the migrated one knows this."""
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("CREATE TEMP TABLE t (a int)")


@pytest.mark.django_db(transaction=True)
def test_a_powerful_login_refuses_to_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert roles.power() is None
    roles.refuse_power()
    with logged_in("ecase_owner"), pytest.raises(SystemExit) as ended:
        roles.refuse_power()
    assert ended.value.code == 3
    line = capsys.readouterr().err
    assert line.count("\n") == 1 and "ecase_owner" in line


@pytest.mark.django_db(transaction=True)
def test_migrate_borrows_the_owners_login_and_gives_it_back() -> None:
    user = connection.settings_dict["USER"]
    call_command("migrate", verbosity=0)
    assert connection.settings_dict["USER"] == user
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == (user,)


# --- record tables ---
@pytest.mark.django_db(transaction=True)
def test_rows_are_seen_through_a_running_grant_only() -> None:
    _, probe = record_table()
    cases: dict[str, UUID] = {name: uuid7() for name in ("granted", "ended", "to_come", "of_other")}
    with speaking(MINE):
        grant(cases["granted"], MINE.user_id)
        grant(cases["ended"], MINE.user_id, "now() - interval '2 hours'")
        grant(cases["to_come"], MINE.user_id)
        for name in ("granted", "ended", "to_come"):
            probe.objects.create(case_id=cases[name], words=name, at=AT)
    with speaking(OTHER):
        grant(cases["of_other"], OTHER.user_id)
        probe.objects.create(case_id=cases["of_other"], words="of_other", at=AT)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_casegrant SET until = now() - interval '1 second' WHERE content_object_id = %s",
            [cases["ended"]],
        )
        cursor.execute(
            "UPDATE cases_casegrant SET since = now() + interval '1 hour' WHERE content_object_id = %s",
            [cases["to_come"]],
        )
    assert probe.objects.count() == 0  # autocommit, nobody speaks
    with speaking():
        assert probe.objects.count() == 0
    with speaking(MINE):
        assert [row.words for row in probe.objects.all()] == ["granted"]
        assert probe.objects.filter(case_id=cases["of_other"]).update(words="x") == 0
        assert not probe.objects.select_for_update().filter(case_id=cases["of_other"]).exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            probe.objects.create(case_id=cases["of_other"], words="smuggled", at=AT)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            probe.objects.filter(words="granted").update(case_id=cases["of_other"])
    assert probe.objects.count() == 0  # the kept connection remembers nobody
    for role in ("ecase_clock", "ecase_read"):
        with session(role) as cursor:
            cursor.execute("SELECT count(*) FROM probe_probe")
            assert cursor.fetchone() == (4,)
    with session("ecase_read") as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE probe_probe SET words = 'x'")
    with session("ecase_clock") as cursor:
        cursor.execute("UPDATE probe_probe SET next_at = now()")
        assert cursor.rowcount == 4


@pytest.mark.django_db(transaction=True)
def test_policies_read_the_shifted_clock(settings) -> None:
    _, probe = record_table()
    case = uuid7()
    with speaking(MINE):
        grant(case, MINE.user_id, "now()", "now() + interval '1 hour'")
        probe.objects.create(case_id=case, words="for an hour", at=AT)
        assert probe.objects.count() == 1
    settings.ECASE_TIME_SHIFT = 2 * 3600
    with speaking(MINE):
        assert probe.objects.count() == 0
    settings.ECASE_TIME_SHIFT = -60
    with speaking(MINE):
        assert probe.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_record_rows_stay() -> None:
    record_table()
    for statement in ("DELETE FROM probe_probe", "TRUNCATE probe_probe"):
        for role in ("ecase_app", "ecase_clock", "ecase_read"):
            with session(role) as cursor, pytest.raises(Exception, match="permission denied"):
                cursor.execute(statement)
        with session("ecase_owner") as cursor, pytest.raises(Exception, match="only ever added to"):
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_other_ways_to_be_seen() -> None:
    state, probe = record_table()
    case, stranger = uuid7(), uuid7()
    run(
        [
            migrations.CreateModel(
                "Below",
                [("id", models.UUIDField(primary_key=True, default=uuid7)), ("probe_id", models.UUIDField())],
            ),
            Record("Below", ["id", "probe_id"], through=("probe_id", "probe_probe")),
            create("Held", ("facility", models.IntegerField(default=0))),
            Record("Held", [*FORM, "facility"], also="{table}.facility = 7", insert="{table}.words = 'mine'"),
            create("Open"),
            Record("Open", FORM, policy=EVERYBODY),
        ],
        state,
    )
    held = "INSERT INTO probe_held (id, case_id, words, at, facility) VALUES (gen_random_uuid(), %s, %s, now(), %s)"
    with speaking(MINE), connection.cursor() as cursor:
        grant(case, MINE.user_id)
        row = probe.objects.create(case_id=case, words="seen", at=AT)
        cursor.execute("INSERT INTO probe_below VALUES (gen_random_uuid(), %s)", [row.pk])
        cursor.execute("INSERT INTO probe_open (id, case_id, words, at) VALUES (%s, %s, '', now())", [case, stranger])
        cursor.execute(held, [case, "of my case", 1])
        cursor.execute(held, [stranger, "elsewhere", 7])
        cursor.execute(held, [stranger, "mine", 1])  # added, not seen
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(held, [stranger, "elsewhere", 1])
        cursor.execute("SELECT words FROM probe_held ORDER BY words")
        assert cursor.fetchall() == [("elsewhere",), ("of my case",)]
    with speaking(OTHER), connection.cursor() as cursor:
        for table, seen in (("probe_below", 0), ("probe_open", 1), ("probe_held", 1)):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (seen,), table


@pytest.mark.django_db(transaction=True)
def test_sight_can_be_replaced_and_everything_taken_back() -> None:
    state, probe = record_table()
    case = uuid7()
    with speaking(MINE):
        grant(case, MINE.user_id)
        probe.objects.create(case_id=case, words="seen", at=AT)
    wider = [Repolicy("Probe", "{table}.words = 'seen'")]
    run(wider, state)
    with speaking(OTHER):
        assert probe.objects.count() == 1
    run(wider, state, backwards=True)
    with speaking(OTHER):
        assert probe.objects.count() == 0
    run([Form("Probe", 2, [*FORM, "next_at"])], state)
    run([Form("Probe", 2, [*FORM, "next_at"])], state, backwards=True)
    run([Record("Probe", FORM)], state, backwards=True)
    assert probe.objects.count() == 1
    assert probe.objects.all().delete()[0] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_form WHERE table_name = 'probe_probe'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_wrong_column_stops_the_migration() -> None:
    state = run([create()])
    for operation in (
        Record("Probe", ["id", "kase_id"]),
        Record("Probe", ["id", "id"]),
        Record("Probe", []),
        Record("Probe", FORM, case="matter_id"),
        Record("Probe", FORM, compartment="next_at"),
        Form("Probe", 2, ["nothing"]),
    ):
        with pytest.raises(ValueError):
            run([operation], state)


@pytest.mark.django_db
def test_every_record_table_is_locked() -> None:
    """Whatever has a form has its policies and its trigger; security is on and not forced."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT f.table_name, c.relrowsecurity, c.relforcerowsecurity,
                   (SELECT array_agg(DISTINCT r.rolname::text ORDER BY r.rolname::text)
                      FROM pg_policy p JOIN pg_roles r ON r.oid = ANY (p.polroles) WHERE p.polrelid = c.oid),
                   (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'refuse_removal'
                       AND t.tgenabled = 'A'),
                   has_table_privilege('ecase_app', c.oid, 'DELETE')
              FROM (SELECT DISTINCT table_name FROM ledger_form) f JOIN pg_class c ON c.oid = f.table_name::regclass
            """
        )
        for table, secured, forced, seen_by, triggers, may_delete in cursor.fetchall():
            assert (secured, forced, triggers, may_delete) == (True, False, 1, False), table
            assert seen_by == ["ecase_app", "ecase_clock", "ecase_read"], table


# --- speaking ---
@pytest.mark.django_db
def test_speaking_is_restored_when_nested() -> None:
    with speaking(MINE):
        with speaking(OTHER):
            assert said() == ("6", "106")
            with speaking():
                assert said() == ("", "")
        assert said() == ("5", "105")
        with pytest.raises(ZeroDivisionError), speaking(OTHER):
            1 / 0  # noqa: B018
        assert said() == ("5", "105")


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_remembers_nobody() -> None:
    with speaking(MINE):
        assert said() == ("5", "105")
    assert said() == ("", "")


@pytest.mark.django_db(transaction=True)
def test_speaking_costs_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(3), speaking(MINE):  # BEGIN, the names, COMMIT
        pass


def test_no_setting_outlives_its_transaction_in_source() -> None:
    lasting = re.compile(r"set_config\([^;]*?,\s*false\s*\)", re.IGNORECASE)
    sources = [
        path
        for top in ("ecase", "cases", "detention", "sanctions")
        for path in (ROOT / top).rglob("*.py")
        if "set_config" in path.read_text()
    ]
    assert sources
    assert [path for path in sources if lasting.search(path.read_text())] == []


def through_middleware(view, who=MINE):
    """What Django does around a view, as far as the middleware sees it."""
    request = RequestFactory().get("/")
    request.appointment = who

    def handler(request):
        try:
            return view(request)
        except Exception as error:  # noqa: BLE001
            middleware.process_exception(request, error)
            return HttpResponse(status=getattr(error, "status", 500))

    middleware = Speaking(handler)
    return middleware(request)


def written() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_casegrant")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_request_is_one_transaction() -> None:
    record_table()
    who = []

    def write(status=200, error=None):
        def view(request):
            who.append(said())
            grant(uuid7(), 1)
            if error:
                raise error
            return HttpResponse(status=status)

        return view

    assert through_middleware(write()).status_code == 200
    assert who == [("5", "105")] and written() == 1
    assert through_middleware(write(409)).status_code == 409 and written() == 2  # refusals are remembered
    assert through_middleware(write(500)).status_code == 500 and written() == 2
    assert through_middleware(write(error=ValueError())).status_code == 500 and written() == 2
    gone = LookupError()
    gone.status = 404  # type: ignore[attr-defined]
    assert through_middleware(write(error=gone)).status_code == 404 and written() == 2
    through_middleware(write(), who=None)
    assert who[-1] == ("", "") and written() == 3


@pytest.mark.django_db(transaction=True)
def test_no_yes_over_a_broken_transaction() -> None:
    record_table()

    def view(request):
        grant(uuid7(), 1)
        try:
            with transaction.atomic(savepoint=False):
                raise IntegrityError
        except IntegrityError:
            pass
        return HttpResponse()

    with pytest.raises(NotWritten):
        through_middleware(view)
    assert written() == 0


@pytest.mark.django_db(transaction=True)
def test_a_streaming_answer_runs_after_the_transaction() -> None:
    inside = []

    def body():
        inside.append(connection.in_atomic_block)
        yield b"bytes"

    response = through_middleware(lambda request: StreamingHttpResponse(body()))
    assert b"".join(response) == b"bytes" and inside == [False]


@pytest.mark.django_db(transaction=True)
def test_an_upload_arrives_before_the_transaction() -> None:
    seen = []

    class Request:
        method, path, content_type, appointment = "POST", "/", "multipart/form-data", MINE

        @property
        def POST(self):
            seen.append(connection.in_atomic_block)

    Speaking(lambda request: HttpResponse())(Request())  # type: ignore[arg-type]
    assert seen == [False]


# --- the clock ---
@pytest.mark.django_db
def test_now_is_the_databases_clock(settings, django_assert_num_queries) -> None:
    settings.ECASE_TIME_SHIFT = 0
    now()
    with django_assert_num_queries(0):
        times = [now() for _ in range(50)]
    assert times == sorted(times) and times[0].tzinfo is UTC
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        assert abs(now() - cursor.fetchone()[0]) < timedelta(milliseconds=100)
    settings.ECASE_TIME_SHIFT = 3600
    assert timedelta(minutes=59) < now() - times[-1] < timedelta(minutes=61)


@pytest.mark.django_db
def test_now_measures_again_after_a_minute(monkeypatch, django_assert_num_queries) -> None:
    now()
    steady, there = clock._measured
    monkeypatch.setattr(clock, "_measured", (steady - clock.MEASURE_EVERY, there - timedelta(hours=5)))
    with django_assert_num_queries(1):
        assert abs(now() - clock.shift() - there) < timedelta(seconds=60)


@pytest.mark.django_db
def test_the_transactions_moment_is_what_policies_compare_with(settings) -> None:
    settings.ECASE_TIME_SHIFT = 90
    with speaking(MINE), connection.cursor() as cursor:
        first = clock.transaction_now()
        time.sleep(0.01)
        assert clock.transaction_now() == first
        cursor.execute("SELECT now() + interval '90 seconds'")
        assert cursor.fetchone()[0] == first


# --- ids ---
def test_ids_are_version_7_and_only_grow(monkeypatch) -> None:
    made = [uuid7() for _ in range(5000)]
    assert made == sorted(made) and len(set(made)) == 5000
    assert {one.version for one in made} == {7} and {one.variant for one in made} == {"specified in RFC 4122"}
    assert abs((made[-1].int >> 80) - time.time() * 1000) < 5000
    monkeypatch.setattr(time, "time_ns", lambda: 0)  # the machine's clock is set back
    assert uuid7() > made[-1]
