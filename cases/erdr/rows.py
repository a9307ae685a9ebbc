"""A row of the export judged: a frozen value, or every fault of it with line, heading, reason and what to do.

What the installation knows comes as `Known`. One row may have several faults and all are told; rows that are right
are handed out as they are read, so that a file is never in memory as cells.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from cases.erdr import values
from cases.erdr.qualifications import Code, Edition, Wrong, items_of
from cases.erdr.reading import Cell, Cells, Export
from cases.erdr.values import Bad
from ecase.law.clock import local

T = TypeVar("T")
BEGAN = datetime(2015, 1, 1, tzinfo=UTC)  # the register exists since the Code of 2014 is in force
OLDEST = date(1900, 1, 1)
ROOM: Mapping[str, int] = {
    "office": 200, "book_number": 40, "summary": 30_000, "qualification": 200, "items": 60, "scene": 200,
    "public_place": 100, "region": 100, "district": 100, "settlement": 100, "street": 120, "house": 20, "building": 20,
    "flat": 20,
}  # fmt: skip
PLACE = 300  # characters of Case.place
PARTS = ("district", "settlement", "street", "house", "building", "flat")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell of one line."""

    line: int
    heading: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}, «{self.heading}»: {self.reason}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """One registered offence as the register's card has it. `office` and `region` are codes of this installation;
    `timed`: the time of the act is known. `line`, `edition` and `undivided` are of the file and of our tables, and no
    part of what the row says."""

    number: str
    registered_at: datetime
    office: str
    occurred_at: datetime
    timed: bool
    summary: str
    article: str
    part: str
    general: str = ""
    items: str = ""
    book_number: str = ""
    book_at: datetime | None = None
    scene: str = ""
    public_place: str = ""
    region: str = ""
    district: str = ""
    settlement: str = ""
    street: str = ""
    house: str = ""
    building: str = ""
    flat: str = ""
    line: int = 0
    edition: int = 0
    undivided: bool = False

    @property
    def place(self) -> str:
        """The address in one line, else the kind of place."""
        said = ", ".join(f"{_ABBREVIATED.get(part, '')}{getattr(self, part)}" for part in PARTS if getattr(self, part))
        whole = said or self.scene
        return whole if len(whole) <= PLACE else whole[: PLACE - 1] + "…"


_ABBREVIATED = {"house": "д. ", "building": "корп. ", "flat": "кв. "}
ASIDE = frozenset({"line", "edition", "undivided"})
# Where a difference between two rows is told.
HEADING_OF: Mapping[str, str] = {
    "occurred_at": "occurred_on", "timed": "occurred_time", "article": "qualification", "part": "qualification",
    "general": "qualification",
}  # fmt: skip


def differences(ours: Row, theirs: Row) -> list[tuple[str, str, str]]:
    """Field by field where two rows of one number do not say the same: key of the column, ours, theirs."""
    found: dict[str, tuple[str, str]] = {}
    for one in fields(Row):
        if one.name in ASIDE:
            continue
        mine, other = getattr(ours, one.name), getattr(theirs, one.name)
        if mine != other:
            found.setdefault(HEADING_OF.get(one.name, one.name), (_told(mine), _told(other)))
    return [(key, mine, other) for key, (mine, other) in found.items()]


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return f"{local(value):%d.%m.%Y %H:%M}"
    return str(value) if value not in ("", None) else "nothing"


@dataclass(frozen=True)
class Known:
    """What the rows are judged by. Names are looked up as `name` makes them; `None` under a name shared by two."""

    now: datetime
    offices: Mapping[str, str | None]
    regions: Mapping[str, str | None]
    code: Code


_QUOTES = re.compile(r"[«»\"'“”„‘’`]")
_CITY = re.compile(r"^(?:г\.?|город)\s*")
_REGION = re.compile(r"\bобл(?:\.|асть)?(?=\s|$)|\bобл\.")


def name(text: str) -> str:
    """A name as it is compared: small, without quotation marks, single spaces, ё as е."""
    return " ".join(_QUOTES.sub("", text).casefold().replace("ё", "е").split())


def region_name(text: str) -> str:
    """The name of a region the same way, «г.» and «обл.» written out."""
    plain = name(text)
    if _CITY.match(plain) and not plain.startswith("город "):
        plain = "город " + _CITY.sub("", plain)
    return " ".join(_REGION.sub("область", plain).split())


@dataclass
class Judge:
    """Judges the rows of one file; remembers their numbers, so it judges each file anew."""

    known: Known
    export: Export
    faults: list[Fault] = field(default_factory=list)
    total: int = 0
    _lines: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """The rows that are right; the faults of the others are in `faults` afterwards."""
        for line, cells in self.export.rows():
            self.total += 1
            found = _One(self, line, cells)
            row = found.row()
            self.faults += found.faults
            if row is not None and not found.faults:
                yield row

    def first_line(self, number: str, line: int) -> int | None:
        """The line that has this number already; it is noted otherwise."""
        return None if (before := self._lines.setdefault(number, line)) == line else before


class _One:
    """One row being judged."""

    def __init__(self, judge: Judge, line: int, cells: Cells) -> None:
        self.judge, self.line, self.cells = judge, line, cells
        self.faults: list[Fault] = []

    def wrong(self, key: str, reason: str, remedy: str) -> None:
        self.faults.append(Fault(self.line, self.judge.export.layout.heading(key), reason, remedy))

    def cell(self, key: str) -> Cell:
        return self.cells.get(key, "")

    def read(self, key: str, value: Callable[..., T], *more: Any) -> T | None:
        try:
            return value(self.cell(key), *more)
        except Bad as bad:
            self.wrong(key, bad.reason, bad.remedy)
            return None

    def text(self, key: str) -> str:
        return self.read(key, values.text, ROOM[key]) or ""

    def row(self) -> Row | None:
        number = self.number()
        registered_at = self.registered_at()
        occurred = self.occurred(registered_at)
        charged = self.charged(occurred)
        office, region = self.office(), self.region()
        summary = self.text("summary")
        if not summary and not self._told("summary"):
            self.wrong("summary", "the description is missing", "Write what happened, as on the card.")
        texts = {key: self.text(key) for key in ("book_number", "scene", "public_place", *PARTS)}
        book_at = self.book_at()
        if self.faults or not (number and registered_at and occurred and charged and office):
            return None
        edition, general, items = charged
        return Row(
            number=number,
            registered_at=registered_at,
            office=office,
            occurred_at=occurred[0],
            timed=occurred[1],
            summary=summary,
            article=edition.article,
            part=edition.part,
            general=general,
            items=items,
            book_at=book_at,
            region=region,
            line=self.line,
            edition=edition.id,
            undivided=edition.undivided,
            **texts,
        )

    def _told(self, key: str) -> bool:
        heading = self.judge.export.layout.heading(key)
        return any(fault.heading == heading for fault in self.faults)

    def number(self) -> str | None:
        number = self.read("number", values.number)
        if number and (before := self.judge.first_line(number, self.line)) is not None:
            self.wrong("number", f"{number} stands in line {before} already", "Leave one of the two lines.")
        return number

    def registered_at(self) -> datetime | None:
        at = self.read("registered_at", values.moment)
        if at is not None and at > self.judge.known.now:
            self.wrong("registered_at", f"{_told(at)} lies in the future", "Check the date and the time.")
            return None
        if at is not None and at < BEGAN:
            self.wrong("registered_at", f"{_told(at)} is before the register began, {_told(BEGAN)[:10]}", "Check it.")
            return None
        return at

    def book_at(self) -> datetime | None:
        if self.cell("book_at") == "":
            return None
        at = self.read("book_at", values.moment)
        if at is not None and at > self.judge.known.now:
            self.wrong("book_at", f"{_told(at)} lies in the future", "Check the date and the time.")
        return at

    def occurred(self, registered_at: datetime | None) -> tuple[datetime, bool] | None:
        try:
            day, at = values.day_and_time(self.cell("occurred_on"), "")
        except Bad as bad:
            self.wrong("occurred_on", bad.reason, bad.remedy)
            return None
        if self.cell("occurred_time") != "":
            at = self.read("occurred_time", values.clock_time)
        if day < OLDEST:
            self.wrong("occurred_on", f"{day:%d.%m.%Y} is no day of an act", "Check the year.")
            return None
        occurred_at = values.in_almaty(day, at or time())
        if registered_at is not None and occurred_at > registered_at:
            self.wrong(
                "occurred_on",
                f"the act ({_told(occurred_at)}) is later than its registration ({_told(registered_at)})",
                "Check both dates.",
            )
            return None
        return occurred_at, at is not None

    def charged(self, occurred: tuple[datetime, bool] | None) -> tuple[Edition, str, str] | None:
        said = self.read("qualification", values.text, ROOM["qualification"])
        if said is None:
            return None
        if not said:
            self.wrong("qualification", "the qualification is missing", "Write article and part like «ст.188 ч.3».")
            return None
        named = self.judge.known.code.read(said)
        if isinstance(named, Wrong):
            self.wrong("qualification", f"«{said[:40]}» {named.reason}", named.remedy)
            return None
        listed = self.text("items")
        items = items_of(f"{named.items}, {listed}")
        if listed.strip("-—–") and not items_of(listed):
            self.wrong("items", f"«{listed[:40]}» are no items of an article", "Write their numbers, like «1, 2».")
        if occurred is None:
            return None
        edition = self.judge.known.code.on(named, local(occurred[0]).date())
        if isinstance(edition, Wrong):
            self.wrong("qualification", f"«{said[:40]}»: {edition.reason}", edition.remedy)
            return None
        return edition, named.general, items

    def office(self) -> str:
        said = self.text("office")
        if not said:
            if not self._told("office"):
                self.wrong("office", "the office is missing", "Write its name or its code.")
            return ""
        offices = self.judge.known.offices
        if (key := name(said)) not in offices:
            self.wrong(
                "office", f"«{said[:80]}» is no office here", "Check the name, or have the administrator add it."
            )
            return ""
        office = offices[key]
        if office is None:
            self.wrong("office", f"«{said[:80]}» is the name of several offices", "Write the code of the office.")
        return office or ""

    def region(self) -> str:
        said = self.text("region")
        if not said:
            return ""
        code = self.judge.known.regions.get(region_name(said))
        if code is None:
            self.wrong("region", f"«{said[:60]}» is no region", "Write the region as it is called since June 2022.")
            return ""
        return code


def names(pairs: Iterable[tuple[str, T]]) -> dict[str, T | None]:
    """A look-up in which a name that leads to two different things leads to None."""
    found: dict[str, T | None] = {}
    for key, value in pairs:
        if key:
            found[key] = value if key not in found or found[key] == value else None
    return found
