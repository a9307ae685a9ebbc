"""`load_reference`: what is loaded, that it keeps what an administrator corrected, and that it is all or nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cases.models import Mci, NonWorkingDay, Qualification
from cases.queries.reference import as_value, qualification_on
from cases.reference import FILES, BadFile, end_edition_before, load, overlapping, repealed_on, shipped
from ecase.law.words import Refusal
from ecase.people.models import Region

pytestmark = pytest.mark.django_db


def state() -> list[tuple[object, ...]]:
    """Every row of the tables, so that two moments can be compared."""
    return [row for model in (Region, Mci, NonWorkingDay, Qualification) for row in model.objects.values_list()]


@pytest.fixture(autouse=True)
def loaded() -> None:
    load(shipped())


def folder(where: Path, **changed: tuple[str, str]) -> Path:
    """The shipped files in `where`, with one text replaced by another in the named ones."""
    for name, text in shipped().items():
        old, new = changed.get(name, ("", ""))
        assert old in text
        (where / f"{name}.csv").write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return where


def test_what_is_loaded() -> None:
    assert Region.objects.count() == 20
    assert Region.objects.get(code="KZ-75").number == "75"
    assert Qualification.objects.filter(valid_to__isnull=True).count() == 926
    theft = Qualification.objects.get(article="188", part="3")
    assert (theft.kind, theft.gravity, theft.max_imprisonment_months, theft.valid_from) == ("crime", "grave", 84, None)
    assert Mci.objects.get(valid_from=date(2026, 1, 1)).tenge == 4325
    assert NonWorkingDay.objects.get(day=date(2026, 12, 16)).working is False


def test_a_second_run_changes_nothing() -> None:
    before = state()
    assert all(table.added == table.changed == 0 for table in load(shipped()))
    assert state() == before


def test_a_row_an_administrator_corrected_stays_until_refreshed() -> None:
    Mci.objects.filter(valid_from=date(2026, 1, 1)).update(tenge=4400)
    load(shipped())
    assert Mci.objects.get(valid_from=date(2026, 1, 1)).tenge == 4400
    changed = {table.table: table.changed for table in load(shipped(), refresh=True)}
    assert changed["mci_by_year"] == 1
    assert Mci.objects.get(valid_from=date(2026, 1, 1)).tenge == 4325


def test_refreshing_does_not_reopen_an_edition_that_was_ended() -> None:
    Qualification.objects.filter(article="188", part="3").update(valid_to=date(2026, 6, 1), title_ru="?")
    load(shipped(), refresh=True)
    row = Qualification.objects.get(article="188", part="3")
    assert (row.title_ru, row.valid_to) == ("Кража", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("criminal_code", "188,3,Theft,Кража,Ұрлық,crime,grave", "188,3,Theft,Кража,Ұрлық,crime,minor", "gravity"),
        ("mci_by_year", ",2525,", ",25x5,", "mci_kzt"),
        ("regions", "KZ-75,", ",", "iso_3166_2"),
        ("non_working_days", "2026-01-02,no", "2026-02-31,no", "day"),
        ("criminal_code_repealed", "108,1,", "x108,1,", "article"),
    ],
)
def test_a_malformed_row_is_named_and_nothing_is_loaded(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    Mci.objects.filter(valid_from=date(2026, 1, 1)).update(tenge=1)
    before = state()
    with pytest.raises(CommandError) as refused:
        call_command("load_reference", "--refresh", "--dir", str(folder(tmp_path, **{name: (old, new)})), verbosity=0)
    both = zip(shipped()[name].splitlines(), folder_lines(tmp_path, name), strict=True)
    line = next(n for n, (was, is_now) in enumerate(both, start=1) if was != is_now)
    assert f"{name}.csv, line {line}, {says}: " in str(refused.value)
    assert str(refused.value).startswith("nothing was loaded")
    assert state() == before


def folder_lines(where: Path, name: str) -> list[str]:
    return (where / f"{name}.csv").read_text(encoding="utf-8").splitlines()


def test_a_row_that_fits_no_column_stops_the_load_too(tmp_path: Path) -> None:
    where = folder(tmp_path, regions=("Almaty,,,,2347924", f"{'A' * 90},,,,2347924"))
    with pytest.raises(CommandError, match=r"regions\.csv: value too long"):
        call_command("load_reference", "--refresh", "--dir", str(where), verbosity=0)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    where = folder(tmp_path)
    (where / f"{FILES[0]}.csv").unlink()
    with pytest.raises(CommandError, match=rf"{FILES[0]}\.csv: cannot be read"):
        call_command("load_reference", "--dir", str(where), verbosity=0)


def test_tables_that_contradict_each_other_are_refused() -> None:
    texts = shipped()
    texts["criminal_code_derived"] = texts["criminal_code_derived"].replace("\n99,3,", "\n99,9,", 1)
    with pytest.raises(BadFile, match="criminal_code_derived"):
        load(texts)


@pytest.mark.parametrize(
    ("valid_to", "law", "day"),
    [
        ("2021-07-01", "Law 401-VI of 2021-01-02", date(2021, 7, 1)),
        ("2017-07", "Law 84-VI of 2017-07-03", date(2017, 7, 3)),
        ("2020-01", "Law 292-VI of 2019-12-27", date(2020, 1, 1)),
        ("2019-04", "", date(2019, 4, 1)),
    ],
)
def test_of_a_month_the_earliest_day_the_repeal_can_have_held(valid_to: str, law: str, day: date) -> None:
    assert repealed_on(valid_to, law) == day


def test_an_article_of_the_past_holds_until_its_day_and_names_its_successor() -> None:
    assert getattr(qualification_on("108/1", date(2017, 7, 2)), "gravity", None) == "misdemeanour"
    gone = qualification_on("108/1", date(2017, 7, 3))
    assert isinstance(gone, Refusal)
    assert gone.code == "qualification_not_in_force"
    assert "108-1" in str(gone)


def test_nobody_is_charged_under_an_article_whose_penalty_nobody_has_read() -> None:
    refusal = qualification_on("130", date(2016, 5, 5))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "qualification_unread"


def test_every_row_in_force_is_a_value_the_rules_take() -> None:
    assert all(as_value(row) for row in Qualification.objects.exclude(kind=""))


def test_a_new_edition_ends_the_one_before() -> None:
    old = Qualification.objects.get(article="188", part="3")
    day = date(2027, 1, 1)
    assert overlapping(article="188", part="3", valid_from=day, valid_to=None, but=None) is None
    new = Qualification.objects.get(pk=old.pk)
    new.pk, new.valid_from, new.max_imprisonment_months = None, day, 96
    assert end_edition_before(new) == old
    new.save()
    for on, months in ((date(2026, 12, 31), 84), (day, 96)):
        assert getattr(qualification_on("188/3", on), "max_imprisonment_months", None) == months
    clash = overlapping(article="188", part="3", valid_from=date(2026, 5, 5), valid_to=None, but=None)
    assert clash is not None
