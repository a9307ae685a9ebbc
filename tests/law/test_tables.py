"""The CSV tables: ours are read whole, a malformed row is refused by line and column."""

from datetime import date

import pytest

from ecase.law import criminal_code, reference
from ecase.law.acts import ACTS, DETENTION_GROUNDS
from ecase.law.cite import parse as parse_cite
from ecase.law.kinds_all import KINDS
from ecase.law.qualification import Gravity, OffenceKind
from ecase.law.rows import BadRow

HEAD, THEFT = (
    reference.data("criminal_code").splitlines()[0],
    ("188,1,Theft,Кража,Ұрлық,crime,medium,intentional,1000,yes,36,no,,no,no,6,https://example.org,text seen,2025"),
)


def test_the_code_is_read_whole() -> None:
    code = criminal_code.parse(reference.data("criminal_code"))
    derived = criminal_code.parse_derived(reference.data("criminal_code_derived"))
    qualifications = criminal_code.offences(code, derived)
    assert len(code) == len(derived) == len(qualifications) == 926
    theft = qualifications["188", "3"]
    assert (theft.cite, theft.gravity, theft.over_five_years) == ("CC 188(3)", Gravity.GRAVE, True)
    assert sum(row.kind is OffenceKind.MISDEMEANOUR for row in code) == 134
    undivided = next(q for q in qualifications.values() if q.undivided)
    assert "(" not in undivided.cite
    assert all(parse_cite(q.cite) for q in qualifications.values())


def test_the_other_tables_are_read_whole() -> None:
    assert len(criminal_code.parse_repealed(reference.data("criminal_code_repealed"))) == 22
    mci = {row.year: row.tenge for row in reference.parse_mci(reference.data("mci_by_year"))}
    assert (mci[2025], mci[2026]) == (3932, 4325)
    assert len(reference.parse_regions(reference.data("regions"))) == 20
    assert len(reference.parse_glossary(reference.data("glossary"))) == 554
    assert len(reference.parse_acts(reference.data("acts"))) == 191


def test_holidays() -> None:
    days = reference.parse_non_working_days(reference.data("non_working_days"))
    assert {day.day.year for day in days} == {2024, 2025, 2026, 2027}
    calendar = reference.calendar_of(days)
    for month, day in ((1, 1), (1, 2), (1, 7), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9),
                       (7, 6), (8, 30), (10, 25), (12, 16)):  # fmt: skip
        assert not calendar.is_working(date(2026, month, day))
    assert calendar.is_working(date(2026, 12, 17))


def test_a_sound_row() -> None:
    (row,) = criminal_code.parse(f"{HEAD}\n{THEFT}\n")
    assert (row.article, row.part, row.max_fine_mci, row.max_imprisonment_months) == ("188", "1", 1000, 36)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("188,1,", "abc,1,", "article"),
        ("188,1,", "188,,", "part"),
        (",crime,", ",felony,", "kind"),
        (",medium,", ",huge,", "gravity"),
        (",medium,", ",grave,", "gravity"),  # the sanction says medium
        (",crime,", ",misdemeanour,", "gravity"),
        (",intentional,", ",,", "intent"),
        (",1000,", ",1 000,", "max_fine_mci"),
        (",1000,", ",-5,", "max_fine_mci"),
        (",36,", ",three,", "max_imprisonment_months"),
        (",36,no,", ",36,maybe,", "life"),
        ("Кража", " ", "title_ru"),
        (",no,no,6,", ",yes,no,6,", "economic"),
        (",no,no,6,", ",no,perhaps,6,", "corruption"),
        (",no,no,6,", ",no,no,,", "chapter"),
        ("text seen", "hearsay", "confidence"),
        (",2025", "", ""),
        (",2025", ",2025,more", ""),
    ],
)
def test_a_malformed_row_is_named(old: str, new: str, column: str) -> None:
    sound = THEFT.replace("188,", "189,", 1)
    text = f"{HEAD}\n{sound}\n{THEFT.replace(old, new, 1)}\n"
    assert text != f"{HEAD}\n{sound}\n{THEFT}\n"
    with pytest.raises(BadRow) as caught:
        criminal_code.parse(text)
    assert (caught.value.line, caught.value.column) == (3, column)
    assert "line 3" in str(caught.value)


def test_a_key_stands_once() -> None:
    with pytest.raises(BadRow, match="already stands in line 2"):
        criminal_code.parse(f"{HEAD}\n{THEFT}\n{THEFT}\n")


@pytest.mark.parametrize("heading", ["", "article,part", HEAD.replace("kind", "sort"), HEAD + ",more"])
def test_a_wrong_heading(heading: str) -> None:
    with pytest.raises(BadRow) as caught:
        criminal_code.parse(f"{heading}\n{THEFT}\n" if heading else "")
    assert caught.value.line == 1


def test_a_quote_left_open() -> None:
    with pytest.raises(BadRow):
        criminal_code.parse(f"{HEAD}\n{THEFT.replace('Кража', chr(34) + 'Кража')}\n")


def test_a_byte_order_mark_does_no_harm() -> None:
    assert len(criminal_code.parse(f"\N{ZERO WIDTH NO-BREAK SPACE}{HEAD}\r\n{THEFT}\r\n")) == 1


def test_tables_that_do_not_match() -> None:
    with pytest.raises(ValueError, match="differ"):
        criminal_code.offences(criminal_code.parse(f"{HEAD}\n{THEFT}\n"), ())


def test_a_holiday_twice() -> None:
    text = "day,works,name_en,name_ru,name_kk,confidence\n" + "2026-01-01,no,a,b,c,fixed\n" * 2
    with pytest.raises(BadRow, match="twice"):
        reference.parse_non_working_days(text)


@pytest.mark.parametrize("code", sorted(ACTS))
def test_acts_bear_the_titles_of_the_table(code: str) -> None:
    act = ACTS[code]
    listed = {row.code: row for row in reference.parse_acts(reference.data("acts"))}
    assert act.signers
    assert parse_cite(act.cite)
    assert len({field.name for field in act.fields}) == len(act.fields)
    assert all(not field.cite or parse_cite(field.cite) for field in act.fields)
    if act.listed_as:
        row = listed[act.listed_as]
        assert (act.title_ru, act.title_kk) == (row.ru, row.kk)
        assert (act.official_title("kk"), act.official_title("ru")) == (row.kk, row.ru)


def test_grounds_of_detention_cite() -> None:
    assert all(parse_cite(cite) for _, cite in DETENTION_GROUNDS.values())


@pytest.mark.parametrize("code", sorted(KINDS))
def test_kinds_name_acts_that_exist(code: str) -> None:
    kind = KINDS[code]
    for act in (kind.petition_act, kind.granted_act, *(() if kind.alone else (kind.refused_act,))):
        assert act in ACTS
    assert not kind.alone or kind.refused_act not in ACTS, "nobody refuses what nobody decides"
