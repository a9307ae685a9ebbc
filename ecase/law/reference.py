"""The other tables of `data/`: indicator by year, regions, glossary, acts, non-working days.

Each parser takes the text of a CSV file and raises BadRow; the Criminal Code has its own module.
"""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from ecase.law.calendar import Calendar
from ecase.law.rows import Row, rows


@dataclass(frozen=True)
class Mci:
    """The monthly calculation index (МРП) in tenge from `valid_from` on."""

    year: int
    valid_from: date
    tenge: int
    source: str
    confidence: str


@dataclass(frozen=True)
class Region:
    """A region or city of republican significance."""

    code: str
    old_code: str
    kind: str
    name_kk: str
    name_ru: str
    name_en: str
    capital_kk: str
    capital_ru: str
    capital_en: str
    population: int | None
    zone: str
    valid_from: date | None
    valid_to: date | None
    split_from: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Term:
    """A legal term in three languages and where the Code uses it."""

    en: str
    ru: str
    kk: str
    article: str
    note: str


@dataclass(frozen=True)
class ActTitle:
    """One procedural document the Code names."""

    code: str
    en: str
    ru: str
    kk: str
    article: str
    author_role: str
    addressed_to: str
    needs: str
    clock: str
    mandatory_contents: str
    confidence: str


@dataclass(frozen=True)
class NonWorkingDay:
    """A day off, or a moved working day when `works`."""

    day: date
    works: bool
    name_en: str
    name_ru: str
    name_kk: str
    confidence: str


def data(name: str) -> str:
    """Text of `data/<name>.csv` as shipped with the package."""
    return (files("ecase.law") / "data" / f"{name}.csv").read_text(encoding="utf-8")


def parse_mci(text: str) -> tuple[Mci, ...]:
    """Rows of `mci_by_year.csv`."""
    columns = ("year", "valid_from", "mci_kzt", "source", "confidence")
    return tuple(
        Mci(
            row.needed_number("year"),
            _needed_day(row, "valid_from"),
            row.needed_number("mci_kzt"),
            row.text("source"),
            row.text("confidence"),
        )
        for row in rows(text, columns)
    )


def parse_regions(text: str) -> tuple[Region, ...]:
    """Rows of `regions.csv`."""
    columns = (
        "iso_3166_2",
        "iso_old_until_2022",
        "kind",
        "name_kk",
        "name_ru",
        "name_en",
        "capital_kk",
        "capital_ru",
        "capital_en",
        "population_2026_01_01",
        "tz_iana",
        "utc_offset",
        "valid_from",
        "valid_to",
        "split_from",
        "confidence",
        "note",
    )
    return tuple(
        Region(
            row.needed("iso_3166_2"),
            row.text("iso_old_until_2022"),
            row.needed("kind"),
            row.needed("name_kk"),
            row.needed("name_ru"),
            row.needed("name_en"),
            row.text("capital_kk"),
            row.text("capital_ru"),
            row.text("capital_en"),
            row.number("population_2026_01_01"),
            row.needed("tz_iana"),
            row.day("valid_from"),
            row.day("valid_to"),
            row.text("split_from"),
            row.text("confidence"),
            row.text("note"),
        )
        for row in rows(text, columns)
    )


def parse_glossary(text: str) -> tuple[Term, ...]:
    """Rows of `glossary.csv`."""
    return tuple(
        Term(row.needed("en"), row.needed("ru"), row.needed("kk"), row.text("article"), row.text("note"))
        for row in rows(text, ("en", "ru", "kk", "article", "note"))
    )


def parse_acts(text: str) -> tuple[ActTitle, ...]:
    """Rows of `acts.csv`."""
    columns = (
        "code",
        "en",
        "ru",
        "kk",
        "article",
        "author_role",
        "addressed_to",
        "needs",
        "starts_or_stops_clock",
        "mandatory_contents",
        "confidence",
    )
    found = []
    seen: set[str] = set()
    for row in rows(text, columns):
        code = row.needed("code")
        if code in seen:
            raise row.bad("code", f"{code} stands twice")
        seen.add(code)
        found.append(
            ActTitle(
                code,
                row.needed("en"),
                row.needed("ru"),
                row.needed("kk"),
                row.text("article"),
                row.text("author_role"),
                row.text("addressed_to"),
                row.text("needs"),
                row.text("starts_or_stops_clock"),
                row.text("mandatory_contents"),
                row.text("confidence"),
            )
        )
    return tuple(found)


def parse_non_working_days(text: str) -> tuple[NonWorkingDay, ...]:
    """Rows of `non_working_days.csv`; a day that stands twice is refused."""
    seen: set[date] = set()
    found = []
    for row in rows(text, ("day", "works", "name_en", "name_ru", "name_kk", "confidence")):
        day = _needed_day(row, "day")
        if day in seen:
            raise row.bad("day", f"{day} stands twice")
        seen.add(day)
        found.append(
            NonWorkingDay(
                day,
                row.yes("works"),
                row.needed("name_en"),
                row.needed("name_ru"),
                row.needed("name_kk"),
                row.one_of("confidence", "fixed", "moved", "to be checked"),
            )
        )
    return tuple(found)


def calendar_of(days: tuple[NonWorkingDay, ...]) -> Calendar:
    """The calendar those days make, with the usual weekend."""
    return Calendar.of(holidays=(d.day for d in days if not d.works), workdays=(d.day for d in days if d.works))


def _needed_day(row: Row, column: str) -> date:
    row.needed(column)
    day = row.day(column)
    assert day is not None
    return day
