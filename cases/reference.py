"""Filling the reference tables from the CSV files of `ecase.law`: all of it, or nothing.

What is missing is added; what is there is left alone, because an administrator may have corrected
it. `refresh` writes the files' values over rows of the same key, but an edition somebody has ended
stays ended. Nothing is ever removed. Reading and checking of rows is `ecase.law`'s.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError, models, transaction

from cases.models import Mci, NonWorkingDay, Qualification
from ecase.law import criminal_code, reference
from ecase.law.criminal_code import BadRow, Derived, Offence, Repealed
from ecase.law.qualification import Gravity, OffenceKind
from ecase.people.models import Region

FILES = (
    "regions", "mci_by_year", "non_working_days", "criminal_code", "criminal_code_derived", "criminal_code_repealed",
)  # fmt: skip
SOURCE_ROOM = 120  # characters of Qualification.source
LAW_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadFile(ValueError):
    """A file that cannot be taken; the text names it, the line and the reason. Nothing was loaded."""


@dataclass(frozen=True)
class Loaded:
    """What became of the rows of one table."""

    table: str
    added: int
    changed: int
    kept: int


def shipped() -> dict[str, str]:
    """The text of each file as it comes with ecase."""
    return {name: reference.data(name) for name in FILES}


def from_folder(folder: Path) -> dict[str, str]:
    """The text of each file in `folder`. Raises BadFile for one that is missing or not UTF-8."""
    texts = {}
    for name in FILES:
        path = folder / f"{name}.csv"
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except OSError as wrong:
            raise BadFile(f"{path}: cannot be read ({wrong.strerror})") from wrong
        except UnicodeDecodeError as wrong:
            raise BadFile(f"{path}: is not UTF-8 at byte {wrong.start}") from wrong
    return texts


@transaction.atomic
def load(texts: Mapping[str, str], *, refresh: bool = False) -> list[Loaded]:
    """Fill the tables from `texts`, in one transaction. Raises BadFile; then nothing has changed."""
    code = _parsed(texts, "criminal_code", criminal_code.parse)
    derived = _parsed(texts, "criminal_code_derived", criminal_code.parse_derived)
    gone = _parsed(texts, "criminal_code_repealed", criminal_code.parse_repealed)
    try:
        criminal_code.offences(code, derived)
    except ValueError as wrong:
        raise BadFile(f"criminal_code.csv and criminal_code_derived.csv: {wrong}") from wrong
    return [
        _fill("regions", Region, ("code",), _regions(_parsed(texts, "regions", reference.parse_regions)), refresh),
        _fill("mci_by_year", Mci, ("valid_from",), _mci(_parsed(texts, "mci_by_year", reference.parse_mci)), refresh),
        _fill(
            "non_working_days",
            NonWorkingDay,
            ("day",),
            _days(_parsed(texts, "non_working_days", reference.parse_non_working_days)),
            refresh,
        ),
        _fill("criminal_code", Qualification, EDITION, _in_force(code, derived), refresh, kept=("valid_to",)),
        _fill("criminal_code_repealed", Qualification, EDITION, _repealed(gone, code), refresh),
    ]


EDITION = ("article", "part", "valid_from")


def repealed_on(valid_to: str, excluded_by: str) -> date:
    """The first day without the article.

    Where only the month is known, it is the earliest day of it on which the repeal can have held: the
    first, or the repealing law's own date when that lies in the month. The doubt goes to the person
    charged, who also profits from a law that takes criminality away later (CC 6(1)).
    """
    if len(valid_to) == len("2017-07-01"):
        return date.fromisoformat(valid_to)
    first = date.fromisoformat(f"{valid_to}-01")
    law = LAW_DATE.search(excluded_by)
    enacted = date.fromisoformat(law.group()) if law else first
    return enacted if (enacted.year, enacted.month) == (first.year, first.month) else first


def _parsed(texts: Mapping[str, str], name: str, parse: Callable[[str], tuple[Any, ...]]) -> tuple[Any, ...]:
    try:
        return parse(texts[name])
    except BadRow as wrong:
        raise BadFile(f"{name}.csv, {wrong}") from wrong


def _fill(
    name: str,
    model: type[models.Model],
    key: tuple[str, ...],
    rows: Iterable[models.Model],
    refresh: bool,
    kept: tuple[str, ...] = (),
) -> Loaded:
    there = {tuple(getattr(row, f) for f in key): row for row in model._default_manager.all()}
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in (*key, *kept)]
    new, changed, same = [], [], 0
    for row in rows:
        old = there.get(tuple(getattr(row, f) for f in key))
        if old is None:
            new.append(row)
        elif refresh and any(getattr(old, c) != getattr(row, c) for c in columns):
            row.pk = old.pk
            changed.append(row)
        else:
            same += 1
    try:
        model._default_manager.bulk_create(new, batch_size=500)
        for row in changed:  # one by one: bulk_update casts to the column's type, which cuts a long text silently
            row.save(update_fields=columns)
    except DatabaseError as wrong:
        raise BadFile(f"{name}.csv: {str(wrong).strip().splitlines()[0]}") from wrong
    return Loaded(name, len(new), len(changed), same)


def _regions(rows: Iterable[reference.Region]) -> list[Region]:
    return [
        Region(
            code=row.code,
            number=row.code.removeprefix("KZ-"),
            name_kk=row.name_kk,
            name_ru=row.name_ru,
            name_en=row.name_en,
            capital_kk=row.capital_kk,
            capital_ru=row.capital_ru,
            capital_en=row.capital_en,
        )
        for row in rows
    ]


def _mci(rows: Iterable[reference.Mci]) -> list[Mci]:
    return [Mci(valid_from=row.valid_from, tenge=row.tenge, confidence=row.confidence) for row in rows]


def _days(rows: Iterable[reference.NonWorkingDay]) -> list[NonWorkingDay]:
    return [NonWorkingDay(day=row.day, working=row.works, title=row.name_ru, confidence=row.confidence) for row in rows]


def _in_force(code: Iterable[Offence], derived: Iterable[Derived]) -> list[Qualification]:
    """`valid_from` stays empty: the files say in which edition a text was seen, not since when it holds."""
    notes = {(row.article, row.part): row for row in derived}
    return [
        Qualification(
            article=row.article,
            part=row.part,
            undivided=notes[row.article, row.part].undivided,
            title_kk=row.title_kk,
            title_ru=row.title_ru,
            title_en=row.title_en,
            kind=row.kind.value,
            gravity=row.gravity.value,
            intent=row.intent,
            max_imprisonment_months=row.max_imprisonment_months,
            life=row.life,
            max_fine_mci=row.max_fine_mci,
            fine_is_main=row.fine_is_main,
            economic=row.economic,
            corruption=row.corruption,
            chapter=str(row.chapter),
            min_age=notes[row.article, row.part].min_age,
            confidence=row.confidence,
            source=_source(row),
        )
        for row in code
    ]


def _source(row: Offence) -> str:
    """The edition and its address; of an address too long for the column, its site."""
    whole = f"{row.as_of}, {row.source_url}"
    return whole if len(whole) <= SOURCE_ROOM else f"{row.as_of}, {urlsplit(row.source_url).netloc}"


def _repealed(rows: Iterable[Repealed], code: Iterable[Offence]) -> list[Qualification]:
    """Articles of the past. Where their sanction was not read, kind and gravity stay empty: nobody may be charged
    on a guess. A whole article stands as part 1 of an undivided one, as everywhere in these tables."""
    held = {(row.article, row.part) for row in code}
    found: list[Qualification] = []
    title = ""
    for row in rows:
        title = title if row.title_ru == "same" else row.title_ru
        if (row.article, row.part or "1") in held:
            raise BadFile(f"criminal_code_repealed.csv: {row.article}({row.part}) stands in criminal_code.csv as well")
        category = row.last_category
        kind = "" if not category else OffenceKind.MISDEMEANOUR if category == "misdemeanour" else OffenceKind.CRIME
        if category and category not in set(Gravity):
            raise BadFile(
                f"criminal_code_repealed.csv: {row.article}({row.part}) has the unknown category {category!r}"
            )
        found.append(
            Qualification(
                article=row.article,
                part=row.part or "1",
                undivided=not row.part,
                title_ru=title,
                title_en=title,
                kind=str(kind),
                gravity=category,
                intent="intentional",
                max_imprisonment_months=row.last_max_imprisonment_months,
                max_fine_mci=row.last_max_fine_mci,
                fine_is_main=row.last_max_fine_mci is not None,
                valid_to=repealed_on(row.valid_to, row.excluded_by),
                successor=row.replaced_by,
                confidence=row.confidence,
                source=f"{row.excluded_by}; {row.note}"[:SOURCE_ROOM],
            )
        )
    return found


def overlapping(
    *, article: str, part: str, valid_from: date | None, valid_to: date | None, but: int | None
) -> Qualification | None:
    """An edition of the same part that holds on some day of `valid_from` .. `valid_to`, other than row `but`.

    The edition that a new one ends (it holds on the new one's first day and began earlier) does not count.
    """
    for row in Qualification.objects.filter(article=article, part=part):
        if row.pk == but:
            continue
        ended_by_new = but is None and valid_from is not None and _ends_with(row, valid_from)
        begins_before_end = valid_to is None or row.valid_from is None or row.valid_from < valid_to
        ends_after_begin = row.valid_to is None or valid_from is None or row.valid_to > valid_from
        if begins_before_end and ends_after_begin and not ended_by_new:
            return row
    return None


def end_edition_before(new: Qualification) -> Qualification | None:
    """The edition in force when `new` takes effect ends on that day; returns it, or None when there is none."""
    if new.valid_from is None:
        return None
    for row in Qualification.objects.filter(article=new.article, part=new.part).exclude(pk=new.pk):
        if _ends_with(row, new.valid_from):
            row.valid_to = new.valid_from
            row.save(update_fields=["valid_to"])
            return row
    return None


def _ends_with(row: Qualification, day: date) -> bool:
    return row.valid_to is None and (row.valid_from is None or row.valid_from < day)
