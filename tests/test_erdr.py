"""`import_erdr` and `export_erdr`: headings and cells, every fault named by line, all or nothing, once, and back."""

import csv
import io
import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cases.actions.register import register
from cases.erdr.headings import COLUMNS, layout
from cases.erdr.qualifications import Code, Edition, Named, Wrong, code, from_code, written
from cases.erdr.quoting import meant, safe
from cases.erdr.reading import BadFile, Formula, opened
from cases.erdr.rows import Judge, Known, region_name
from cases.erdr.values import Bad, clock_time, day_and_time, moment, number, text
from cases.models import Case, CaseGrant, CaseNumber, Charge, Deadline, Episode, Qualification, RegisterCard
from cases.moving import do
from cases.queries.reference import qualification_on
from cases.queries.register_rows import known
from cases.queries.search import find
from cases.resource import CASE
from ecase.clockwork.actions import tick
from ecase.law.words import Refusal
from ecase.ledger.models import Entry
from ecase.oversight.inbox import sentence
from ecase.people.models import Appointment, Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests import erdr_export
from tests.fixtures import HOUR, logged_in_as, tell_case
from tests.rulings import WHY
from tests.telling import quick_papers

__all__ = ["quick_papers"]

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def run(*arguments: object, **options: object) -> tuple[str, str]:
    """A command by its words: what it wrote out and what it said aside."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*[str(one) for one in arguments], stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(*arguments: object) -> tuple[str, str]:
    """The same for a command that ends with an error: its last words and what it said aside."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command(*[str(one) for one in arguments], stdout=out, stderr=err)
    return str(stopped.value), err.getvalue()


def content() -> list[list[object]]:
    """Every row the import writes, so that two moments can be compared."""
    tables = (Case, Episode, Charge, RegisterCard, Deadline, CaseGrant, Entry, Notice, CaseNumber)
    with logged_in_as("ecase_clock"), speaking(None):
        return [sorted(model.objects.values_list("pk", flat=True), key=str) for model in tables]


# --- headings and cells: no database ------------------------------------------------------------------------


def test_headings_are_found_in_any_order_and_spelling() -> None:
    found = layout(
        [
            "31.Место совершения Дом",
            " 1 . номер  ЕРДР",
            "3. Номер КУИ",
            "Примечание",
            "№",
            "9.1 описание преступления / проступка",
        ]
    )
    assert found.places == {"house": 0, "number": 1, "book_number": 2, "position": 4, "summary": 5}
    assert found.ignored == ("Примечание",)
    assert "10.Квалификация" in found.missing and "4.Номер КУИ" not in found.missing


@pytest.mark.parametrize("heading", ["4.Номер КУИ", "3. Номер КУИ", "Номер КУИ", "4. НОМЕР КУИ "])
def test_both_headings_of_the_information_book(heading: str) -> None:
    assert layout([heading]).places == {"book_number": 0}


def test_a_number_of_another_field_is_another_column_and_a_field_stands_once() -> None:
    assert layout(["12.Номер ЕРДР"]).ignored == ("12.Номер ЕРДР",)
    assert layout(["4.Номер КУИ", "3. Номер КУИ"]).twice == ("4.Номер КУИ and 3. Номер КУИ",)


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("05.11.2025 09:30", datetime(2025, 11, 5, 4, 30, tzinfo=UTC)),
        ("5.11.2025 9:30:59", datetime(2025, 11, 5, 4, 30, tzinfo=UTC)),
        ("2025-11-05T09:30", datetime(2025, 11, 5, 4, 30, tzinfo=UTC)),
        ("01.02.2024 09:30", datetime(2024, 2, 1, 3, 30, tzinfo=UTC)),  # before the country's clocks were changed
        (datetime(2025, 11, 5, 9, 29, 59, 999_600), datetime(2025, 11, 5, 4, 30, tzinfo=UTC)),
        (datetime(2025, 11, 5), datetime(2025, 11, 4, 19, 0, tzinfo=UTC)),
        (45966.5, datetime(2025, 11, 5, 7, 0, tzinfo=UTC)),
    ],
)
def test_moments(cell: object, meaning: datetime) -> None:
    assert moment(cell) == meaning  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["", "05.11.2025", "31.02.2025 10:00", "05/11/2025 10:00", "05.11.2025 24:00", "вчера", Formula("=TODAY()")]
)
def test_no_moments(cell: object) -> None:
    with pytest.raises(Bad):
        moment(cell)  # type: ignore[arg-type]


def test_days_and_times() -> None:
    assert day_and_time("05.11.2025", "7:05") == (date(2025, 11, 5), time(7, 5))
    assert day_and_time("05.11.2025 07:05", "") == (date(2025, 11, 5), time(7, 5))
    assert day_and_time(datetime(2025, 11, 5), "") == (date(2025, 11, 5), None)
    assert clock_time(time(23, 59, 30)) == clock_time(datetime(1899, 12, 30, 23, 59)) == time(23, 59)
    assert clock_time(0.5) == time(12)


def test_numbers_of_the_register() -> None:
    assert number(" 257512031 500001 ") == number(257512031500001.0) == "257512031500001"
    for wrong in ("2,57512E+14", "25751203150000", "2575120315000011", "٢٥٧٥١٢٠٣١٥٠٠٠٠١", "", 2.5):
        with pytest.raises(Bad):
            number(wrong)  # type: ignore[arg-type]


def test_texts_are_cleaned_and_never_computed() -> None:
    assert text("  а \u00a0 б\n\n в  ", 10) == "а б\n\nв"
    for wrong in (Formula("=1+1"), "#ССЫЛКА!", "а\x00б", "а" * 11, datetime(2026, 1, 12), time(9)):
        with pytest.raises(Bad):
            text(wrong, 10)
    assert text("'=1+1", 10) == "=1+1"


@given(st.text(st.sampled_from("'=+-@\t\rа1"), max_size=6))
def test_what_was_marked_for_a_spreadsheet_is_read_back(said: str) -> None:
    assert meant(safe(said)) == said
    assert safe(said)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


# --- qualifications -----------------------------------------------------------------------------------------

SMALL = Code(
    [
        Edition(1, "99", "1", False, "crime", None, None),
        Edition(2, "188", "2", False, "crime", None, None),
        Edition(3, "188", "3", False, "crime", None, None),
        Edition(4, "102", "1", True, "crime", None, None),
        Edition(5, "130", "1", True, "crime", None, date(2020, 7, 1), "CAO 73-3"),
        Edition(6, "219", "1", True, "", None, date(2024, 9, 1)),
    ]
)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("188 ч.3", Named("188", "3")),
        ("ст.188 ч.3 п.2", Named("188", "3", "2")),
        ("ст. 188 ч. 3 п.п. 2, 1 УК РК", Named("188", "3", "1, 2")),
        ("п.2 ч.3 ст.188", Named("188", "3", "2")),
        ("188/3", Named("188", "3")),
        ("188(3)(2)", Named("188", "3", "2")),
        ("188 3", Named("188", "3")),
        ("188-бап 3-бөлік 2-тармақ", Named("188", "3", "2")),
        ("1880003", Named("188", "3")),
        ("2971004", Named("297-1", "4")),
        ("1200031", Named("120", "3-1")),
        ("102", Named("102", "")),
        ("ст.24 ч.3, ст.188 ч.3 п.1", Named("188", "3", "1", "ст.24 ч.3")),
        ("24 ч.3-188 ч.3", Named("188", "3", "", "ст.24 ч.3")),
    ],
)
def test_qualifications_as_the_register_writes_them(said: str, named: Named) -> None:
    assert SMALL.read(said) == named


@pytest.mark.parametrize("said", ["кража", "188/", "ст.188 ч.3 кража", "188 ч.2; 99 ч.1", "18800030", "24 ч.3", "=188"])
def test_what_is_no_qualification(said: str) -> None:
    assert isinstance(SMALL.read(said), Wrong)


def test_a_qualification_has_to_hold_on_the_day_of_the_act() -> None:
    day = date(2025, 1, 1)
    assert SMALL.on(Named("102", ""), day) == SMALL.on(Named("102", "1"), day)
    wrong = {("999", "1"): "no article", ("188", "9"): "parts 2, 3", ("188", ""): "parts", ("130", ""): "not in force",
             ("219", ""): "not in force"}  # fmt: skip
    for (article, part), word in wrong.items():
        answer = SMALL.on(Named(article, part), day)
        assert isinstance(answer, Wrong) and word in answer.reason
    unread = SMALL.on(Named("219", ""), date(2024, 1, 1))
    assert isinstance(unread, Wrong) and "penalty" in unread.reason


@pytest.mark.django_db
def test_the_whole_code_goes_there_and_back_and_answers_as_the_forms_do() -> None:
    ours = known(NOW).code
    for row in Qualification.objects.all():
        assert from_code(code(row.article, row.part)) == (row.article, row.part)
        said = written(row.article, row.part, undivided=row.undivided)
        named = ours.read(said)
        assert isinstance(named, Named), said
        for day in (date(2016, 5, 5), date(2019, 6, 1), date(2026, 1, 1)):
            here, there = ours.on(named, day), qualification_on(f"{row.article}/{row.part}", day)
            if isinstance(there, Refusal):
                assert isinstance(here, Wrong), (said, day)
            else:
                assert isinstance(here, Edition) and here.id == there.pk, (said, day)


@pytest.mark.parametrize(
    "said", ["г. Алматы", "г.Алматы", "город Алматы", "Алматы", "Алматы қаласы", "Almaty", "KZ-75"]
)
@pytest.mark.django_db
def test_a_city_under_its_many_names(said: str) -> None:
    regions = known(NOW).regions
    assert regions[region_name(said)] == "KZ-75"
    assert regions[region_name("Алматинская обл.")] == regions[region_name("Алматы облысы")] == "KZ-19"
    assert regions[region_name("Нур-Султан")] == "KZ-71"


# --- files --------------------------------------------------------------------------------------------------


def judged(path: Path) -> tuple[list[object], list[tuple[int, str]]]:
    from tests.erdr_export import PLACES

    offices = {name.casefold().replace("ё", "е"): place.key for place in PLACES for name in place.police}
    regions = {region_name(name): "KZ-75" for name, _, _ in erdr_export.TOWNS.values()}
    articles = {tuple(act.removeprefix("ст.").split(" ч.")) for act, _, _ in erdr_export.ACTS}
    editions = [
        Edition(n, article, part, False, "crime", None, None) for n, (article, part) in enumerate(sorted(articles))
    ]
    editions.append(Edition(99, "130", "1", True, "crime", None, date(2020, 7, 1)))
    judge = Judge(Known(now_for_files(), offices, regions, Code(editions)), opened(path))
    return list(judge.rows()), [(fault.line, fault.heading) for fault in judge.faults]


def now_for_files() -> datetime:
    return datetime.now(UTC)


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx"])
def test_every_planted_fault_is_named_by_line_and_heading(tmp_path: Path, name: str) -> None:
    planted = erdr_export.write(tmp_path / name, 200, faults=2 * len(erdr_export.KINDS))
    right, faults = judged(tmp_path / name)
    assert faults == [(one.line, one.heading) for one in planted]
    assert len(right) == 200 - len(planted)


def test_a_row_with_several_faults_has_them_all_named(tmp_path: Path) -> None:
    rows, _ = erdr_export.table(1)
    rows[0][1], rows[0][2], rows[0][9] = "1", "вчера", "кража"
    write(tmp_path / "a.csv", rows)
    assert [heading for _, heading in judged(tmp_path / "a.csv")[1]] == [erdr_export.HEADINGS[n] for n in (1, 2, 9)]


def write(path: Path, rows: list[list[str]], *, above: list[list[str]] | None = None, delimiter: str = ";") -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows([*(above or []), list(erdr_export.HEADINGS), *rows])
    return path


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ";"), ("utf-8", ","), ("cp1251", ";"), ("utf-8", "\t"), ("utf-16", "\t")],
)
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows, _ = erdr_export.table(20)
    for row in rows:  # the Kazakh letters that Windows-1251 has not
        row[3] = erdr_export.PLACES[0].police[1]
        row[8] = row[8].replace("Қ", "К")
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows([list(erdr_export.HEADINGS), *rows])
    right, faults = judged(path)
    assert len(right) == 20 and not faults


def test_columns_lie_in_any_order_under_titles_and_over_column_numbers(tmp_path: Path) -> None:
    order = list(range(len(erdr_export.HEADINGS)))
    random.Random(5).shuffle(order)
    erdr_export.write(tmp_path / "a.csv", 30, order=order)
    right, faults = judged(tmp_path / "a.csv")
    assert len(right) == 30 and not faults
    rows, _ = erdr_export.table(30)
    write(tmp_path / "b.csv", [[str(n) for n in range(1, 21)], *rows, [""] * 20], above=[["Выгрузка", "", ""], []])
    again, faults = judged(tmp_path / "b.csv")
    assert not faults and [row.number for row in again] == [row.number for row in right]  # type: ignore[attr-defined]
    assert again[0].line == 5  # type: ignore[attr-defined]


def test_a_workbook_with_real_dates_and_numbers(tmp_path: Path) -> None:
    rows, _ = erdr_export.table(3)
    book = openpyxl.Workbook()
    book.active.append(["Пустой лист"])
    sheet = book.create_sheet("Данные")
    sheet.append(list(erdr_export.HEADINGS))
    for row in rows:
        cells: list[object] = list(row)
        cells[1] = int(row[1])
        cells[2] = datetime.strptime(row[2], "%d.%m.%Y %H:%M")
        cells[6] = datetime.strptime(row[6], "%d.%m.%Y")
        cells[7] = time.fromisoformat(row[7]) if row[7] else None
        cells[17] = int(row[17])
        sheet.append(cells)
    book.save(tmp_path / "a.xlsx")
    write(tmp_path / "a.csv", rows)
    (right, faults), (plain, _) = judged(tmp_path / "a.xlsx"), judged(tmp_path / "a.csv")
    assert not faults and right == plain


def test_what_is_no_export_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for data, word in (
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old XLS"),
        (b"<html><table>", "neither"),
        (b"PK\x03\x04 broken", "broken"),
        ("а;б;в\n1;2;3\n".encode(), "Missing columns: 1.Номер ЕРДР"),
        (b"\xff\x98\x98\xff" * 20, "UTF-8"),
    ):
        path.write_bytes(data)
        with pytest.raises(BadFile, match=word):
            opened(path)
    headings = [one for one in erdr_export.HEADINGS if one not in {"10.Квалификация", "2.Орган регистрации"}]
    path.write_text(";".join(headings) + "\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"missing columns: 2.Орган регистрации, 10.Квалификация"):
        opened(path)
    path.write_text(";".join([*erdr_export.HEADINGS, "3. Номер КУИ"]) + "\n", encoding="utf-8")
    with pytest.raises(BadFile, match="two columns for one field"):
        opened(path)
    with pytest.raises(BadFile, match="cannot be read"):
        opened(tmp_path / "nothing.csv")


def test_bombs_and_entities_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    erdr_export.write(tmp_path / "a.xlsx", 5)
    monkeypatch.setattr("cases.erdr.reading.UNPACKED", 1000)
    with pytest.raises(BadFile, match="unpacks to more"):
        opened(tmp_path / "a.xlsx")
    monkeypatch.undo()
    with ZipFile(tmp_path / "a.xlsx") as there, ZipFile(tmp_path / "b.xlsx", "w", ZIP_DEFLATED) as here:
        for part in there.namelist():
            data = there.read(part)
            if part == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data
            here.writestr(part, data)
    with pytest.raises(BadFile, match="not what a spreadsheet writes"):
        opened(tmp_path / "b.xlsx")
    monkeypatch.setattr("cases.erdr.reading.ROWS", 3)
    with pytest.raises(BadFile, match="more than 3 rows"):
        list(opened(tmp_path / "a.xlsx").rows())


# --- the load -----------------------------------------------------------------------------------------------

committing = pytest.mark.django_db(transaction=True)


@committing
def test_a_file_is_loaded_once_and_the_record_holds(tmp_path: Path, posts: dict[str, Appointment]) -> None:
    path = tmp_path / "export.csv"
    erdr_export.write(path, 60)
    out, _ = run("import_erdr", path, "--dry-run")
    assert "nothing was loaded (--dry-run); 60 cases would be" in out and "by office:" in out and "first rows:" in out
    assert not any(content()[0])

    out, err = run("import_erdr", path)
    assert "loaded 60 cases; 0 rows were here already" in out and "loaded 60 of 60" in err
    before = content()
    assert [len(one) for one in before[:4]] == [60] * 4
    assert "nothing changed: all 60 rows are here already" in run("import_erdr", path)[0]
    # Another file with the same rows: other order of columns, other format.
    erdr_export.write(tmp_path / "b.xlsx", 60, order=list(reversed(range(20))))
    assert "nothing changed: all 60 rows are here already" in run("import_erdr", tmp_path / "b.xlsx")[0]
    assert content() == before
    run("verify_ledger", "--strict")

    head = posts["head"]
    with speaking(head):
        mine = list(Case.objects.visible_to(head).order_by("number"))
        assert mine and {case.investigator_id for case in mine} == {head.pk}
        case = mine[0]
        assert (case.format, case.stage, case.office.code) == ("paper", "pretrial", "ALA-PD")
        charge = Charge.objects.get(case=case)
        assert charge.registered and charge.since == case.registered_at
        assert charge.episode_id == Episode.objects.get(case=case).pk
        entry = Entry.objects.get(stream__case_id=case.pk)
        assert (entry.kind, entry.appointment_id, entry.db_role) == ("case.imported", None, "ecase_clock")
        assert entry.facts["number"] == case.number
    with speaking(posts["prosecutor"]):
        assert Case.objects.visible_to(posts["prosecutor"]).count() == len(mine)
    for stranger in ("investigator", "prosecutor2", "judge", "lawyer"):
        with speaking(posts[stranger]):
            assert not Case.objects.visible_to(posts[stranger]).filter(pk__in=[one.pk for one in mine]).exists()


@committing
def test_one_fault_keeps_the_whole_file_out(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    planted = erdr_export.write(path, 80, faults=23)
    words, said = refused("import_erdr", path)
    assert "nothing was loaded: 23 faults in 23 of 80 rows" in words
    for one in planted:
        assert f"line {one.line}, «{one.heading}»: " in said, one
    words, said = refused("import_erdr", path, "--dry-run")
    assert said.count("line ") >= 23 and "nothing would be" in words
    assert not any(content()[0])


@committing
def test_terms_run_from_the_registers_dates_and_old_ones_ring_no_bell(
    tmp_path: Path, posts: dict[str, Appointment]
) -> None:
    rows, _ = erdr_export.table(3)
    at = now().astimezone(erdr_export.ALMATY)
    moments = [at - timedelta(days=400), at - timedelta(days=3), at - timedelta(days=3)]
    articles = ["ст.188 ч.3", "ст.188 ч.3", "ст.389 ч.1"]
    for row, registered, article in zip(rows, moments, articles, strict=True):
        row[2], row[5], row[6], row[9] = (
            f"{registered:%d.%m.%Y %H:%M}",
            "",
            f"{registered - timedelta(days=1):%d.%m.%Y}",
            article,
        )
        row[3] = erdr_export.PLACES[0].police[1]
    write(tmp_path / "a.csv", rows)
    run("import_erdr", tmp_path / "a.csv")
    with logged_in_as("ecase_clock"), speaking(None):
        old, young = (Deadline.objects.filter(case__number=rows[n][1]).first() for n in (0, 1))
        assert old and young and old.starts_at == Case.objects.get(number=rows[0][1]).registered_at
        assert old.due_at < now() and old.next_at is None
        assert young.due_at > now() and young.next_at is not None and young.next_at > now()
        assert old.start_entry == Entry.objects.get(stream__case_id=old.case_id).pk
        third = Case.objects.get(number=rows[2][1])
        term = Deadline.objects.filter(case=third).first()
        assert third.proceeding == ("misdemeanour" if term is None else term.rule)
    with logged_in_as("ecase_clock"):
        assert tick(wait=0) == 0
    with speaking(posts["head"]):
        told = Notice.objects.filter(to=posts["head"], kind="cases.imported")
        assert [(one.params["cases"], one.params["overdue"]) for one in told] == [(3, 1)]
        assert "3" in sentence(told[0]) and "%(" not in sentence(told[0])


@pytest.mark.slow
@committing
def test_an_imported_case_goes_on_like_any_other(
    tmp_path: Path, posts: dict[str, Appointment], quick_papers: None
) -> None:
    """Assigned, accepted, made electronic: and the same file still changes nothing."""
    rows, _ = erdr_export.table(1)
    rows[0][3] = "ALA-PD"
    write(tmp_path / "a.csv", rows)
    run("import_erdr", tmp_path / "a.csv")
    who, head = posts["investigator"], posts["head"]
    with speaking(head):
        case = Case.objects.visible_to(head).get()
        do(CASE, case.pk, "assign", by=head, at=now(), investigator=str(who.pk), text=WHY)
    with speaking(who):
        do(CASE, case.pk, "take_over", by=who, at=now())
        do(CASE, case.pk, "switch_format", by=who, at=now(), to="electronic", text=WHY)
        case.refresh_from_db()
        assert (case.investigator_id, case.format, case.taken_over_at is not None) == (who.pk, "electronic", True)
    assert "nothing changed: all 1 rows are here already" in run("import_erdr", tmp_path / "a.csv")[0]
    run("verify_ledger", "--strict")


@committing
def test_what_came_is_found_by_the_search(tmp_path: Path, posts: dict[str, Appointment]) -> None:
    rows, _ = erdr_export.table(6)
    for row in rows:
        row[3] = "ALA-PD"
    rows[2][8] = "Похищен редкий саксофон."
    write(tmp_path / "a.csv", rows)
    run("import_erdr", tmp_path / "a.csv")
    with speaking(posts["head"]):
        assert [hit.case.number for hit in find(posts["head"], "саксофон").cases.rows] == [rows[2][1]]


@committing
def test_another_content_under_a_number_is_named_and_never_overwritten(tmp_path: Path) -> None:
    rows, _ = erdr_export.table(5)
    write(tmp_path / "a.csv", rows)
    run("import_erdr", tmp_path / "a.csv")
    before = content()
    more, _ = erdr_export.table(8)
    more[1][9], more[1][10], more[2][8] = "ст.99 ч.1", "", "Другое описание."
    write(tmp_path / "b.csv", more)
    words, said = refused("import_erdr", tmp_path / "b.csv")
    assert "--skip-different" in words and content() == before
    assert "line 3, «10.Квалификация»:" in said and "line 4, «9.1 Описание преступления/проступка»:" in said
    assert "«Другое описание.»" in said
    out, _ = run("import_erdr", tmp_path / "b.csv", "--skip-different")
    assert "loaded 3 cases; 3 rows were here already" in out and "content here is another: 2" in out
    with logged_in_as("ecase_clock"), speaking(None):
        assert Case.objects.get(number=more[2][1]).summary == rows[2][8]


@committing
def test_an_office_without_head_or_prosecutor_takes_no_cases(tmp_path: Path, posts: dict[str, Appointment]) -> None:
    rows, _ = erdr_export.table(4)
    for row in rows:
        row[3] = "ALA-PD"
    write(tmp_path / "a.csv", rows)
    with speaking(None):
        Appointment.objects.filter(pk=posts["head"].pk).update(until=now())
    words, said = refused("import_erdr", tmp_path / "a.csv")
    assert said.count("nobody heads the investigation in ALA-PD") == 4 and "nothing was loaded" in words
    assert not any(content()[0])


@committing
def test_our_own_numbers_go_on_behind_those_that_came(tmp_path: Path, posts: dict[str, Appointment]) -> None:
    year = f"{now().astimezone(erdr_export.ALMATY):%y}"
    rows, _ = erdr_export.table(1)
    rows[0][1] = f"{year}7512031000041"
    rows[0][3] = "ALA-PD"
    write(tmp_path / "a.csv", rows)
    run("import_erdr", tmp_path / "a.csv")
    assert tell_case(posts).number == f"{year}7512031000042"


# --- and back -----------------------------------------------------------------------------------------------


@pytest.mark.slow
@committing
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_exported_changes_nothing_when_it_is_imported(
    tmp_path: Path, posts: dict[str, Appointment], suffix: str
) -> None:
    rows, _ = erdr_export.table(40)
    rows[0][8] = '\'=HYPERLINK(1)  -  «формула» как текст;\nвторая строка, "кавычки"'
    rows[1][16] = "-5-я линия"
    rows[2][9] = "ст.24 ч.3, ст.188 ч.3 п.1"
    rows[3][9], rows[4][9] = "1880003", "п.1 ч.2 ст.190"
    rows[5][13], rows[6][7] = "", ""
    write(tmp_path / "a.csv", rows)
    run("import_erdr", tmp_path / "a.csv")
    with speaking(posts["investigator"]):
        register(
            by=posts["investigator"],
            at=now(),
            occasion="statement",
            summary="=1+1  и  \n\n@имя ",
            occurred_at=now() - HOUR,
            place="+7 Алматы,  двор",
            qualification="188/3",
        )
    before = content()
    out = tmp_path / f"out.{suffix}"
    _, err = run("export_erdr", out)
    assert "41 cases written" in err and out.stat().st_mode & 0o077 == 0
    assert "nothing changed: all 41 rows are here already" in run("import_erdr", out)[0]
    assert content() == before
    export = opened(out)
    assert not export.layout.ignored and len(export.layout.places) == len(COLUMNS)
    if suffix == "csv":
        data = out.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";") for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        assert (
            "'=1+1 и\n\n@имя" in cells and '\'=HYPERLINK(1) - «формула» как текст;\nвторая строка, "кавычки"' in cells
        )
    else:
        sheet = openpyxl.load_workbook(out).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}


@committing
def test_an_export_refuses_what_it_cannot_write(tmp_path: Path) -> None:
    assert "has to end in" in refused("export_erdr", tmp_path / "a.txt")[0]
    assert "cannot be written" in refused("export_erdr", tmp_path / "no" / "a.csv")[0]
    run("export_erdr", tmp_path / "a.csv")
    assert opened(tmp_path / "a.csv").layout.sound
    assert run("export_erdr")[0].encode() == (tmp_path / "a.csv").read_bytes()
