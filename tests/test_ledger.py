"""The ledger: bytes, appending, refusals, sight, writers at once, and that ``verify_ledger`` names tampering."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, ProgrammingError, connection, migrations, models, transaction
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from ecase.ledger import kinds, queries, sealing
from ecase.ledger.actions import Act, append, append_many, open_stream
from ecase.ledger.canonical import canonical
from ecase.ledger.leaf import Leaf, genesis
from ecase.ledger.models import Entry, EntryPrivate, Stream
from ecase.ledger.verify import Verification
from ecase.web.ids import uuid7
from ecase.web.records import Form
from ecase.web.speaking import speaking
from tests.ledger.probe import FORM, appointment, bare, grant, login, record_table, run, session

MINE, OTHER = appointment(5), appointment(6)
AT = datetime(2026, 11, 23, 14, 30, 0, 1, tzinfo=timezone(timedelta(hours=5)))
PUBLIC = {"rule": "detention.expiry", "hours": 48, "none": None, "yes": True, "list": ["Ә", "\n", '"']}
ROOT = Path(__file__).resolve().parent.parent


def write(stream: Stream | UUID, by=MINE, **more) -> Entry:
    return append(**{"stream": stream, "kind": "probe.written", "by": by, "at": AT, "public": PUBLIC, **more})


# --- the bytes ---
def example() -> Leaf:
    return Leaf(
        entry=UUID("01936f5e-0000-7000-8000-000000000001"), stream=UUID("01936f5e-0000-7000-8000-000000000002"), seq=1,
        kind="detention.expired", actor=17, appointment=23, role="investigator", build="0.1.0", at=AT,
        recorded_at=datetime(2026, 11, 23, 9, 30, 1, tzinfo=UTC), compartment="parties", db_role="ecase_app",
        public='{"hours":48}', commitment=bytes(range(32)),
        rows=(f"detention_detention 01936f5e-0000-7000-8000-000000000003 1 {'ab' * 32}",),
        prev=genesis(UUID("01936f5e-0000-7000-8000-000000000002"), "case", "0123456789abcdef", None),
    )  # fmt: skip


def test_the_documented_example_is_what_the_code_makes() -> None:
    page = (ROOT / "docs" / "ledger.md").read_text()
    assert example().data().decode() in page
    assert example().hash().hex() in page


def test_an_entry_hashes_alike_in_the_database_and_outside() -> None:
    leaf = example()
    assert leaf.data().endswith(b"\n") and leaf.data().count(b"\n") == 17
    assert leaf.hash() == hashlib.sha256(b"\0" + leaf.data()).digest()
    nobody = Leaf(**{name: getattr(leaf, name) for name in Leaf.__slots__} | {"actor": None, "role": "", "rows": ()})
    assert b"\nactor -\n" in nobody.data() and b"\nrole -\n" in nobody.data() and b"\nrow " not in nobody.data()


@pytest.mark.django_db(transaction=True)
def test_entries_chain_from_the_streams_own_identity() -> None:
    case = uuid7()
    with speaking(MINE):
        stream = open_stream(kind="case", case_id=case)
        first = write(stream, private={"iin": "900101300123"})
        second = write(stream.id, compartment="investigation")
    assert bytes(stream.head_hash) == genesis(stream.id, "case", stream.number, case) == bytes(first.prev)
    assert (first.seq, second.seq) == (1, 2) and bytes(second.prev) == bytes(first.leaf_hash)
    with session("ecase_read") as cursor:
        cursor.execute("SELECT id, leaf_hash, recorded_at - clock_timestamp(), db_role FROM ledger_entry ORDER BY seq")
        for made, (id_, leaf, age, db_role) in zip((first, second), cursor.fetchall(), strict=True):
            assert UUID(str(id_)) == made.id
            assert bytes(leaf) == bytes(made.leaf_hash) == made.leaf().hash()
            assert abs(age) < timedelta(seconds=20) and db_role == "ecase_app"
        cursor.execute("SELECT head_seq, head_hash FROM ledger_stream")
        seq, head = cursor.fetchone()
        assert seq == 2 and bytes(head) == bytes(second.leaf_hash)
    assert first.facts == PUBLIC and first.role == "investigator"


@pytest.mark.django_db(transaction=True)
def test_what_is_read_back_is_what_append_returned() -> None:
    record_table()
    case = uuid7()
    with speaking(MINE):
        grant(case, MINE.user_id)
        entry = write(open_stream(kind="case", case_id=case), private={"a": 1})
        read = Entry.objects.get(pk=entry.pk)
        for field in Entry._meta.concrete_fields:
            mine, theirs = getattr(entry, field.attname), getattr(read, field.attname)
            if isinstance(field, models.BinaryField):
                mine, theirs = bytes(mine), bytes(theirs)
            assert mine == theirs, field.attname
        assert read.leaf().hash() == bytes(read.leaf_hash)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [None, True, {"z": "", "y": -5}]}, '{"a":[null,true,{"y":-5,"z":""}],"b":1}'),
        ({"t": AT, "d": date(2026, 1, 2)}, '{"d":"2026-01-02","t":"2026-11-23T09:30:00.000001Z"}'),
        ({"u": UUID(int=1)}, '{"u":"00000000-0000-0000-0000-000000000001"}'),
        ({"s": 'Ә"\\\x1f\x7f'}, '{"s":"Ә\\"\\\\\\u001f\x7f"}'),
    ],
)
def test_canonical_json(value, text: str) -> None:
    assert canonical(value) == text.encode()


@pytest.mark.parametrize(
    "value",
    [{"f": 1.0}, {"d": Decimal(1)}, {"n": 2**53}, {1: 1}, {"Ә": 1}, {"a b": 1}, {"s": "\ud800"}, {"z": "\0"},
     {"t": datetime(2026, 1, 1)}, {"s": {1}}, {"b": b""}],
)  # fmt: skip
def test_what_has_no_single_form_is_refused(value) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z_]{1,5}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@tries(max_examples=40, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z_]{1,5}", fullmatch=True), plain, max_size=4))
def test_canonical_json_reads_back_and_is_written_one_way(value) -> None:
    made = canonical(value)
    assert json.loads(made) == value
    assert canonical(dict(reversed(list(json.loads(made).items())))) == made


# --- private parts ---
@pytest.mark.django_db
def test_the_private_part_is_sealed_and_promised() -> None:
    with speaking():
        stream = open_stream(kind="case", case_id=uuid7())
        entry = write(stream, None, private={"iin": "900101300123"})
    key = sealing.unwrap(stream.id, bytes(queries.StreamKey.objects.get(pk=stream.pk).wrapped), sealing.master_key())
    sealed = sealing.seal(key, stream.id, entry.id, b"s" * 32, b"{}")
    assert sealing.unseal(key, stream.id, entry.id, sealed.nonce, sealed.ciphertext) == (b"s" * 32, b"{}")
    for stream_id, entry_id in ((stream.id, uuid7()), (uuid7(), entry.id)):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(key, stream_id, entry_id, sealed.nonce, sealed.ciphertext)
    with pytest.raises(sealing.Unreadable):
        sealing.unwrap(uuid7(), bytes(queries.StreamKey.objects.get(pk=stream.pk).wrapped), sealing.master_key())


@pytest.mark.django_db(transaction=True)
def test_the_private_part_opens_for_those_who_see_the_case() -> None:
    record_table()
    case = uuid7()
    with speaking(MINE):
        grant(case, MINE.user_id)
        entry = write(open_stream(kind="case", case_id=case), private={"iin": "900101300123"})
        assert queries.private_of(entry) == {"iin": "900101300123"}
        assert b"900101300123" not in bytes(EntryPrivate.objects.get(pk=entry.pk).ciphertext)
        assert "900101300123" not in entry.public
        assert list(queries.entries(entry.stream_id, compartments=["parties"])) == [entry]
        assert list(queries.entries(entry.stream_id, compartments=["covert"])) == []
    with speaking(OTHER), pytest.raises(EntryPrivate.DoesNotExist):
        queries.private_of(entry)


@pytest.mark.parametrize("key", ["", "11", "zz" * 32, "11" * 31])
def test_a_master_key_is_32_bytes(settings, key: str) -> None:
    settings.ECASE_LEDGER_KEY = key
    with pytest.raises(ImproperlyConfigured):
        sealing.master_key()


# --- refusals ---
@pytest.mark.django_db
@pytest.mark.parametrize(("speaks", "writes"), [(MINE, OTHER), (MINE, None), (None, MINE), (MINE, appointment(5, 9))])
def test_nobody_writes_in_anothers_name(speaks, writes) -> None:
    with speaking(MINE):
        stream = open_stream(kind="case")
    with speaking(speaks), pytest.raises(ProgrammingError, match="cannot write for"), transaction.atomic():
        write(stream, writes)


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_act() -> None:
    with speaking(MINE):
        stream = open_stream(kind="case")
    with pytest.raises(transaction.TransactionManagementError):
        write(stream)
    with pytest.raises(ZeroDivisionError), speaking(MINE):
        write(stream)
        1 / 0  # noqa: B018
    with speaking(MINE):
        assert write(stream).seq == 1  # what was undone leaves no gap


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kind": "Not a kind"}, DataError),
        ({"compartment": "public"}, IntegrityError),
        ({"by": appointment(5, role="two words")}, DataError),
        ({"stream": UUID(int=5)}, Stream.DoesNotExist),
        ({"public": {"f": 0.5}}, TypeError),
    ],
)
def test_what_is_no_entry_is_refused(change: dict, error: type[Exception]) -> None:
    with speaking(MINE):
        stream = open_stream(kind="case")
        with pytest.raises(error), transaction.atomic():
            write(**{"stream": stream, **change})


@pytest.mark.django_db(transaction=True)
def test_a_row_must_be_a_record_row_that_is_there() -> None:
    _, probe = record_table()
    with speaking(MINE):
        stream = open_stream(kind="case")
        with pytest.raises(IntegrityError, match="has no row"), transaction.atomic():
            write(stream, rows=[probe(id=uuid7())])
        with pytest.raises(DataError, match="no record table"), transaction.atomic():
            write(stream, rows=[stream])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("role", "replica"), [("ecase_owner", False), ("postgres", False), ("postgres", True)])
def test_owner_and_superuser_are_refused(role: str, replica: bool) -> None:
    if not login(role):
        pytest.skip("no superuser at hand")
    with speaking(MINE):
        stream = open_stream(kind="case")
        write(stream)
    with session(role) as cursor:
        if replica:
            cursor.execute("SET session_replication_role = replica")
        for statement in (
            "UPDATE ledger_entry SET kind = 'x'",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_entry CASCADE",
            "UPDATE ledger_entryprivate SET nonce = ''",
            "DELETE FROM ledger_entryprivate",
            "DELETE FROM ledger_streamkey",
            "UPDATE ledger_streamkey SET wrapped = ''",
            "DELETE FROM ledger_stream",
            "UPDATE ledger_stream SET head_seq = 0",
            "UPDATE ledger_stream SET head_seq = head_seq + 1",
            "UPDATE ledger_stream SET case_id = gen_random_uuid()",
            "DELETE FROM ledger_form",
            "UPDATE ledger_form SET n = 9",
            "TRUNCATE ledger_form",
        ):
            if "ledger_form" in statement:
                cursor.execute("INSERT INTO ledger_form VALUES ('t', 1, 'id', '{id}') ON CONFLICT DO NOTHING")
            with pytest.raises(Exception, match="is refused"):
                cursor.execute(statement)


# --- sight ---
@pytest.mark.django_db(transaction=True)
def test_a_stranger_sees_nothing_of_the_ledger_and_may_still_be_recorded() -> None:
    record_table()
    case = uuid7()
    with speaking(MINE):
        grant(case, MINE.user_id)
        stream = open_stream(kind="case", case_id=case)
        write(stream)
        covert = open_stream(kind="covert")
        write(covert)
        assert (Stream.objects.count(), Entry.objects.count(), EntryPrivate.objects.count()) == (1, 1, 1)
    for who in (OTHER, None):
        with speaking(who):
            assert (Stream.objects.count(), Entry.objects.count(), EntryPrivate.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == 0
    with speaking(OTHER):
        asked = write(stream.id, OTHER, kind="access.requested")
        assert asked.seq == 2 and Entry.objects.count() == 0
    with speaking(MINE):
        assert Entry.objects.count() == 2
    for role in ("ecase_clock", "ecase_read"):
        with session(role) as cursor:
            cursor.execute("SELECT count(*) FROM ledger_entry")
            assert cursor.fetchone() == (3,)


# --- many at once ---
@pytest.mark.django_db(transaction=True)
def test_many_in_one_statement_keep_their_order(django_assert_num_queries) -> None:
    with speaking(MINE):
        one, two = open_stream(kind="case"), open_stream(kind="case")
        acts = [
            Act(stream=(one, two)[n % 2], kind="probe.written", by=MINE, at=AT, public={"n": n}) for n in range(100)
        ]
        with django_assert_num_queries(2):  # the keys, the append
            entries = append_many(acts)
        assert append_many([]) == []
    assert [entry.facts["n"] for entry in entries] == list(range(100))
    assert [entry.seq for entry in entries] == [n // 2 + 1 for n in range(100)]
    assert all(entry.leaf().hash() == bytes(entry.leaf_hash) for entry in entries)
    call_command("verify_ledger", stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_two_writers_leave_no_gap() -> None:
    with speaking(MINE):
        stream = open_stream(kind="case")
    failed: list[BaseException] = []

    def writer(who) -> None:
        try:
            for _ in range(25):
                with speaking(who):
                    write(stream, who)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=writer, args=[who]) for who in (MINE, OTHER)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join(30)
    assert failed == []
    with session("ecase_read") as cursor:
        cursor.execute("SELECT array_agg(seq ORDER BY seq), count(DISTINCT actor_id) FROM ledger_entry")
        assert cursor.fetchone() == (list(range(1, 51)), 2)
    assert verify() == (0, "")


# --- verify_ledger ---
def verify(*arguments: str) -> tuple[int, str]:
    """(exit status, findings)"""
    findings = StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=StringIO(), stderr=findings)
    except SystemExit as ended:
        return int(ended.code or 0), findings.getvalue()
    return 0, findings.getvalue()


@pytest.fixture
def told(transactional_db):
    """Two streams, a record row written twice, another written once: (state, model, rows)."""
    state, probe = record_table()
    case = uuid7()
    with speaking(MINE):
        grant(case, MINE.user_id)
        stream = open_stream(kind="case", case_id=case)
        row = probe.objects.create(case_id=case, words="first words", at=AT)
        other = probe.objects.create(case_id=case, words="other words", at=AT)
        write(stream, rows=[row, other], private={"name": "Айгүл"})
        row.words = "second words"
        row.save()
        write(stream, rows=[row])
        write(stream)
        write(open_stream(kind="covert", case_id=case), compartment="covert")
    return state, probe, (row, other)


def test_an_untouched_ledger_holds(told) -> None:
    assert verify() == (0, "")
    with session("ecase_clock") as cursor:
        cursor.execute("UPDATE probe_probe SET next_at = now()")  # an alarm clock is in no form
    assert verify("--strict") == (0, "")
    with connection.cursor() as cursor, speaking(MINE):
        cursor.execute("SET TIME ZONE 'Asia/Almaty'")
    assert verify() == (0, "")
    with pytest.raises(CommandError, match="no case"):
        verify("--case", "000000000000000")


GUARDED = ("ledger_entry", "ledger_entryprivate", "ledger_stream", "ledger_streamkey", "probe_probe")


def found_after(told, *statements: str) -> str:
    """The findings after somebody with all power switched the guards off, changed things and switched them on again.

    Verified inside their transaction and undone, so that one database serves every case.
    """
    first = "(SELECT min(id::text)::uuid FROM ledger_stream)"
    with session("ecase_owner") as cursor:
        raw = cursor.connection
        raw.autocommit = False
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement.replace("ROW", f"'{told[2][0].pk}'").replace("FIRST", first))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT format('ALTER TABLE %%s ENABLE ALWAYS TRIGGER %%I', tgrelid::regclass, tgname) FROM pg_trigger"
            " WHERE tgrelid = ANY (%s::regclass[]) AND NOT tgisinternal",
            [list(GUARDED)],
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        report = Verification(raw, master=sealing.master_key()).all()
        raw.rollback()
    return "\n".join(str(finding) for finding in report.findings)


COLUMNS = [
    "kind = 'probe.other'",
    "actor_id = 7",
    "appointment_id = NULL",
    "role = 'prosecutor'",
    "build = '9'",
    "at = at - interval '1 minute'",
    "recorded_at = recorded_at - interval '1 microsecond'",
    "compartment = 'covert'",
    "db_role = 'ecase_clock'",
    "public = '{}'",
    "commitment = sha256('')",
    "rows = ''",
    "rows = replace(rows, ' 1 ', ' 2 ')",
    "prev = sha256('')",
    "leaf_hash = sha256('')",
    "version = 2",
    "seq = 9",
]


def test_any_changed_column_of_an_entry_is_named(told) -> None:
    assert found_after(told) == ""
    for change in COLUMNS:
        findings = found_after(told, f"UPDATE ledger_entry SET {change} WHERE stream_id = FIRST AND seq = 2")
        assert re.search(r"(entry|chain|gap): stream \w+ entry [239] ", findings), (change, findings)
    unbind = (
        "DO $$ DECLARE c text; BEGIN SELECT conname INTO c FROM pg_constraint WHERE contype = 'f'"
        " AND conrelid = 'ledger_entryprivate'::regclass;"
        " EXECUTE 'ALTER TABLE ledger_entryprivate DROP CONSTRAINT ' || c; END $$"
    )
    second = "SELECT gen_random_uuid() AS id, id AS old FROM ledger_entry WHERE stream_id = FIRST AND seq = 2"
    findings = found_after(
        told,
        unbind,
        f"WITH n AS ({second}), p AS (UPDATE ledger_entryprivate SET entry_id = n.id FROM n WHERE entry_id = n.old)"
        " UPDATE ledger_entry e SET id = n.id FROM n WHERE e.id = n.old",
    )
    assert re.search(r"entry: .* entry 2 ", findings)
    assert re.search(r"private: .* entry 2 ", findings)


TAMPERING: list[tuple[list[str], list[str]]] = [
    (["DELETE FROM ledger_entryprivate", "DELETE FROM ledger_entry WHERE seq = 1"], ["gap:", "chain:"]),
    (
        [
            "DELETE FROM ledger_entryprivate p USING ledger_entry e WHERE e.id = p.entry_id AND e.seq = 3",
            "DELETE FROM ledger_entry WHERE seq = 3",
        ],
        ["head:"],
    ),
    (
        [
            "UPDATE ledger_entry SET seq = seq + 100 WHERE stream_id = FIRST AND seq < 3",
            "UPDATE ledger_entry SET seq = CASE seq WHEN 101 THEN 2 ELSE 1 END WHERE seq > 100",
        ],
        ["chain:", "entry:"],
    ),
    (["DELETE FROM ledger_entryprivate"], ["private:", "is gone"]),
    (["UPDATE ledger_entryprivate SET ciphertext = '\\x00' || ciphertext"], ["private:", "does not open"]),
    (["UPDATE ledger_entryprivate SET nonce = substr(nonce, 2) || '\\x00'"], ["private:"]),
    (["UPDATE ledger_streamkey SET wrapped = '\\x00' || wrapped"], ["key:"]),
    (["UPDATE ledger_streamkey SET master = 'another'"], ["key:", "another"]),
    (["DELETE FROM ledger_streamkey"], ["key:", "lost"]),
    (["UPDATE ledger_stream SET head_seq = head_seq + 1"], ["head:"]),
    (["UPDATE ledger_stream SET head_hash = sha256('')"], ["head:"]),
    (["UPDATE ledger_stream SET case_id = gen_random_uuid()"], ["chain:"]),
    (["UPDATE ledger_stream SET number = 'x' || right(number, 9)"], ["chain:"]),
    (["UPDATE probe_probe SET words = 'third words' WHERE id = ROW"], ["row: probe_probe", "form 1", "entry 2"]),
    (["UPDATE probe_probe SET words = 'first words' WHERE id = ROW"], ["row: probe_probe", "form 1", "entry 2"]),
    (
        ["UPDATE probe_probe SET at = at + interval '1 microsecond' WHERE id <> ROW"],
        ["row: probe_probe", "entry 1"],
    ),
    (["DELETE FROM probe_probe WHERE id = ROW"], ["row: probe_probe", "is gone"]),
    (["ALTER TABLE probe_probe RENAME COLUMN words TO said"], ["form: probe_probe form 1", "cannot be read"]),
    (["DROP TRIGGER refuse_removal ON probe_probe"], ["guard: probe_probe"]),
    (["DROP TRIGGER follow_entries ON ledger_stream"], ["guard: ledger_stream"]),
    (["ALTER TABLE probe_probe disable row level security"], ["guard: probe_probe"]),
    (["ALTER TABLE ledger_entryprivate disable row level security"], ["guard: ledger_entryprivate"]),
]


def test_tampering_behind_the_triggers_is_named(told) -> None:
    for statements, named in TAMPERING:
        findings = found_after(told, *statements)
        for words in named:
            assert words in findings, (statements, findings)
        if named[0].startswith("row:"):
            assert any(str(row.pk) in findings for row in told[2]), findings


def test_a_switched_off_guard_is_named(told) -> None:
    with session("ecase_owner") as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER refuse_change")
    status, findings = verify()
    assert status == 1 and "guard: ledger_entry" in findings
    with session("ecase_owner") as cursor:
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER refuse_change")  # stands, but a replica skips it
    assert verify()[0] == 1


def test_a_superuser_who_disables_the_trigger_is_named(told) -> None:
    if not login("postgres"):
        pytest.skip("no superuser at hand")
    with session("postgres") as cursor:
        cursor.execute("ALTER TABLE probe_probe DISABLE TRIGGER ALL")
        cursor.execute("UPDATE probe_probe SET words = 'never said'")
        cursor.execute("ALTER TABLE probe_probe ENABLE ALWAYS TRIGGER refuse_removal")
    status, findings = verify()
    assert status == 1
    assert all(f"row: probe_probe {row.pk}" in findings and "form 1" in findings for row in told[2])


def test_a_row_added_behind_the_ledger_is_named_when_asked(told) -> None:
    with session("ecase_owner") as cursor:
        cursor.execute(
            "INSERT INTO probe_probe (id, case_id, words, at) VALUES (gen_random_uuid(), gen_random_uuid(), 'x', now())"
        )
    assert verify()[0] == 0
    status, findings = verify("--strict")
    assert status == 1 and "no entry speaks of it" in findings


def test_a_column_added_later_unsays_nothing(told) -> None:
    state, probe, (row, other) = told
    state = run([migrations.AddField("probe", "more", models.TextField(default=""))], state)
    assert verify() == (0, "")
    state = run([Form("Probe", 2, [*FORM, "more"])], state)
    assert verify() == (0, "")
    probe = state.apps.get_model("probe", "Probe")
    with speaking(MINE):
        changed = probe.objects.get(pk=row.pk)
        changed.more = "said later"
        changed.save()
        stream = Stream.objects.get(kind="case")
        entry = write(stream, rows=[changed])
    assert entry.bound[0].split(" ")[:3] == ["probe_probe", str(row.pk), "2"]
    assert verify() == (0, "")
    with session("ecase_owner") as cursor:
        cursor.execute("UPDATE probe_probe SET more = 'changed'")
    status, findings = verify()
    assert status == 1 and "form 2" in findings and str(row.pk) in findings
    assert str(other.pk) not in findings  # its entry was made by form 1, which knows no such column


def test_only_the_streams_of_a_case(told) -> None:
    _, _, (row, _) = told
    with session("ecase_owner") as cursor:
        bare(cursor, "cases_case", "id uuid, number text")
        cursor.execute(
            "INSERT INTO cases_case (id, number) VALUES (%s, '1'), (gen_random_uuid(), '2')", [str(row.case_id)]
        )
        cursor.execute("UPDATE probe_probe SET words = 'never said' WHERE id = %s", [str(row.pk)])
    assert verify("--case", "1")[0] == 1
    assert verify("--case", "2") == (0, "")


def stored(case: UUID, digest: str) -> Path:
    return STORED / str(case) / digest


STORED = Path("/nowhere")


def test_stored_bytes_are_hashed_again(told, settings, tmp_path, monkeypatch) -> None:
    import tests.test_ledger as here

    monkeypatch.setattr(here, "STORED", tmp_path)
    with pytest.raises(CommandError, match="ECASE_FILE_PATH"):
        settings.ECASE_FILE_PATH = ""
        verify("--bytes")
    settings.ECASE_FILE_PATH = "tests.test_ledger.stored"
    case, digest = uuid7(), hashlib.sha256(b"evidence").hexdigest()
    with session("ecase_owner") as cursor:
        bare(cursor, "documents_document", "id uuid, case_id uuid, sha256 text")
        cursor.execute(
            "INSERT INTO documents_document (id, case_id, sha256) VALUES (gen_random_uuid(), %s, %s)",
            [str(case), digest],
        )
    path = tmp_path / str(case) / digest
    status, findings = verify("--bytes")
    assert status == 1 and "file:" in findings
    path.parent.mkdir()
    path.write_bytes(b"evidence")
    assert verify("--bytes") == (0, "")
    path.write_bytes(b"evidencf")
    status, findings = verify("--bytes")
    assert status == 1 and digest in findings


@pytest.mark.parametrize("role", ["ecase_app", "ecase_clock"])
def test_who_sees_nothing_does_not_say_that_all_is_well(told, settings, role: str) -> None:
    settings.DB_READ = login(role)
    with pytest.raises(CommandError, match="does not see the whole ledger"):
        verify()


def test_without_the_key_the_chain_is_still_checked(told, settings) -> None:
    settings.ECASE_LEDGER_KEY = ""
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert "were not checked" in out.getvalue()


# --- words ---
def test_kinds_have_words_or_show_their_code() -> None:
    kinds.register({"probe.worded": "Somebody wrote"})
    kinds.register({"probe.worded": "Somebody wrote"})
    assert kinds.says("probe.worded") == "Somebody wrote" and kinds.says("probe.unknown") == "probe.unknown"
    for wrong in ({"probe.worded": "Another"}, {"Not a code": "x"}):
        with pytest.raises(ValueError):
            kinds.register(wrong)
    kinds._words.pop("probe.worded")
