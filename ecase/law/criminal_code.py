"""The Criminal Code table: CSV text in, validated rows and `Qualification` values out.

`load_reference` and the tests use it. The database tables and their dated editions are not here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from ecase.law.qualification import Gravity, Intent, OffenceKind, Qualification
from ecase.law.rows import BadRow, Row, rows

__all__ = ["BadRow", "Derived", "Offence", "Repealed", "offences", "parse", "parse_derived", "parse_repealed"]

_COLUMNS = (
    "article", "part", "title_en", "title_ru", "title_kk", "kind", "gravity", "intent", "max_fine_mci",
    "fine_is_main", "max_imprisonment_months", "life", "mandatory_additional", "economic", "corruption",
    "chapter", "source_url", "confidence", "as_of",
)  # fmt: skip
_DERIVED = (
    "article", "part", "undivided", "optional_additional", "fine_note", "writ_proceedings", "writ_reason",
    "custody", "custody_by_gravity_alone", "max_pretrial_custody_months", "min_age", "intent_note",
)  # fmt: skip
_REPEALED = (
    "article", "part", "title_ru", "valid_to", "excluded_by", "replaced_by", "last_max_fine_mci",
    "last_max_imprisonment_months", "last_category", "confidence", "note",
)  # fmt: skip
_NUMBER = re.compile(r"\d+(-\d+)?")
_ECONOMIC_CHAPTER = 8


@dataclass(frozen=True)
class Offence:
    """One article and part in force, as the table gives it."""

    article: str
    part: str
    title_en: str
    title_ru: str
    title_kk: str
    kind: OffenceKind
    gravity: Gravity
    intent: Intent
    max_fine_mci: int | None
    fine_is_main: bool
    max_imprisonment_months: int | None
    life: bool
    mandatory_additional: str
    economic: bool
    corruption: str
    chapter: int
    source_url: str
    confidence: str
    as_of: str


@dataclass(frozen=True)
class Derived:
    """What the makers of the table derived for the same key."""

    article: str
    part: str
    undivided: bool
    optional_additional: str
    fine_note: str
    writ_proceedings: str
    writ_reason: str
    custody: str
    custody_by_gravity_alone: bool
    max_pretrial_custody_months: int | None
    min_age: int
    intent_note: str


@dataclass(frozen=True)
class Repealed:
    """An article or part no longer in force; `part` empty: the whole article. `valid_to` as known: a
    month ("2017-07") or a day."""

    article: str
    part: str
    title_ru: str
    valid_to: str
    excluded_by: str
    replaced_by: str
    last_max_fine_mci: int | None
    last_max_imprisonment_months: int | None
    last_category: str
    confidence: str
    note: str


def parse(text: str) -> tuple[Offence, ...]:
    """Rows of `criminal_code.csv`. Raises BadRow; a key that stands twice is bad too."""
    return tuple(_offence(row) for row in _unique(rows(text, _COLUMNS)))


def parse_derived(text: str) -> tuple[Derived, ...]:
    """Rows of `criminal_code_derived.csv`. Raises BadRow."""
    return tuple(_derived(row) for row in _unique(rows(text, _DERIVED)))


def parse_repealed(text: str) -> tuple[Repealed, ...]:
    """Rows of `criminal_code_repealed.csv`. Raises BadRow."""
    return tuple(_repealed(row) for row in _unique(rows(text, _REPEALED)))


def offences(code: tuple[Offence, ...], derived: tuple[Derived, ...]) -> dict[tuple[str, str], Qualification]:
    """Both tables joined into qualifications by (article, part).

    Raises ValueError when one table knows a key the other does not.
    """
    notes = {(row.article, row.part): row for row in derived}
    keys = {(row.article, row.part) for row in code}
    if keys ^ set(notes):
        raise ValueError(f"the tables differ in {sorted(keys ^ set(notes))[:5]}")
    return {
        (row.article, row.part): Qualification(
            article=row.article,
            part=row.part,
            kind=row.kind,
            gravity=row.gravity,
            intent=row.intent,
            max_imprisonment_months=row.max_imprisonment_months,
            life=row.life,
            economic=row.economic,
            undivided=notes[row.article, row.part].undivided,
            fine_is_main=row.fine_is_main,
            max_fine_mci=row.max_fine_mci,
            corruption=row.corruption,
            min_age=notes[row.article, row.part].min_age,
        )
        for row in code
    }


def gravity_of(kind: OffenceKind, intent: Intent, months: int | None, life: bool) -> Gravity | None:
    """The category of CC 11 for a sanction; None when the sanction alone does not tell."""
    if kind is OffenceKind.MISDEMEANOUR:
        return Gravity.MISDEMEANOUR
    if life:
        return Gravity.ESPECIALLY_GRAVE
    if months is None:
        return None
    if intent == "negligent":
        return Gravity.MINOR if months <= 60 else Gravity.MEDIUM
    for ceiling, gravity in ((24, Gravity.MINOR), (60, Gravity.MEDIUM), (144, Gravity.GRAVE)):
        if months <= ceiling:
            return gravity
    return Gravity.ESPECIALLY_GRAVE


def _offence(row: Row) -> Offence:
    kind = OffenceKind(row.one_of("kind", *OffenceKind))
    gravity = Gravity(row.one_of("gravity", *Gravity))
    intent = cast(Intent, row.one_of("intent", "intentional", "negligent"))
    months, life = row.number("max_imprisonment_months"), row.yes("life")
    if (kind is OffenceKind.MISDEMEANOUR) != (gravity is Gravity.MISDEMEANOUR):
        raise row.bad("gravity", f"{gravity} does not go with {kind}")
    if kind is OffenceKind.MISDEMEANOUR and (months or life):
        raise row.bad("max_imprisonment_months", "a misdemeanour threatens no imprisonment")
    expected = gravity_of(kind, intent, months, life)
    if expected is not None and expected is not gravity:
        raise row.bad("gravity", f"{gravity}, but the sanction makes it {expected}")
    chapter, economic = row.needed_number("chapter"), row.yes("economic")
    if economic != (chapter == _ECONOMIC_CHAPTER):
        raise row.bad("economic", f"does not go with chapter {chapter}")
    return Offence(
        article=_numbered(row, "article"),
        part=_numbered(row, "part"),
        title_en=row.needed("title_en"),
        title_ru=row.needed("title_ru"),
        title_kk=row.text("title_kk"),
        kind=kind,
        gravity=gravity,
        intent=intent,
        max_fine_mci=row.number("max_fine_mci"),
        fine_is_main=row.yes("fine_is_main"),
        max_imprisonment_months=months,
        life=life,
        mandatory_additional=row.text("mandatory_additional"),
        economic=economic,
        corruption=row.one_of("corruption", "yes", "no", "partial"),
        chapter=chapter,
        source_url=row.needed("source_url"),
        confidence=row.one_of("confidence", "text seen", "paraphrase", "memory"),
        as_of=row.needed("as_of"),
    )


def _derived(row: Row) -> Derived:
    return Derived(
        article=_numbered(row, "article"),
        part=_numbered(row, "part"),
        undivided=row.yes("undivided"),
        optional_additional=row.text("optional_additional"),
        fine_note=row.text("fine_note"),
        writ_proceedings=row.needed("writ_proceedings"),
        writ_reason=row.text("writ_reason"),
        custody=row.needed("custody"),
        custody_by_gravity_alone=row.yes("custody_by_gravity_alone"),
        max_pretrial_custody_months=row.number("max_pretrial_custody_months"),
        min_age=row.needed_number("min_age"),
        intent_note=row.text("intent_note"),
    )


def _repealed(row: Row) -> Repealed:
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", row.text("valid_to")):
        raise row.bad("valid_to", f"{row.text('valid_to')!r} is neither a month nor a day")
    part = row.text("part")
    return Repealed(
        article=_numbered(row, "article"),
        part=_numbered(row, "part") if part else "",
        title_ru=row.needed("title_ru"),
        valid_to=row.text("valid_to"),
        excluded_by=row.text("excluded_by"),
        replaced_by=row.text("replaced_by"),
        last_max_fine_mci=row.number("last_max_fine_mci"),
        last_max_imprisonment_months=row.number("last_max_imprisonment_months"),
        last_category=row.text("last_category"),
        confidence=row.text("confidence"),
        note=row.text("note"),
    )


def _numbered(row: Row, column: str) -> str:
    value = row.text(column)
    if not _NUMBER.fullmatch(value):
        raise row.bad(column, f"{value!r} is not a number like 188 or 3-1")
    return value


def _unique(found: Iterator[Row]) -> Iterator[Row]:
    seen: dict[tuple[str, str], int] = {}
    for row in found:
        key = (row.text("article"), row.text("part"))
        if key in seen:
            raise row.bad("article", f"{key[0]}({key[1]}) already stands in line {seen[key]}")
        seen[key] = row.line
        yield row
