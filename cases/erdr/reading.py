"""Opening an export, CSV or XLSX, whatever its suffix says: bytes to cells under their headings, nothing judged yet.

A file is somebody else's: its size, its cells and what it unpacks to have limits, a formula is never computed, and
whatever cannot be read is said in words. What the cells mean is `rows`.
"""

import codecs
import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from cases.erdr.headings import Layout, layout, recognised

MB = 1024 * 1024
FILE = 512 * MB  # bytes of the file
UNPACKED = 2048 * MB  # bytes of all parts of an XLSX
WORDS = 256 * MB  # bytes of an XLSX's table of texts, which is held in memory
ROWS = 1_048_576  # what a spreadsheet can hold
CELLS = 256  # in one row
CELL = 32_767  # characters of one cell
SEARCHED = 20  # rows in which the headings are looked for
PIECE = MB
DELIMITERS = (";", ",", "\t")
FEW = 3  # headings that make a row the row of headings, though some be missing
_NUMBERED = re.compile(r"\d{1,3}")


class BadFile(ValueError):
    """A file that cannot be taken as a whole; the text says why and what to do. Nothing was loaded."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes instead of saying something."""

    text: str


@dataclass(frozen=True, slots=True)
class TooLong:
    """A cell longer than a spreadsheet can hold: how long it is."""

    length: int


Cell = str | datetime | date | time | float | Formula | TooLong
Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class Export:
    """An opened file. `rows` walks it once per call: the row's number as the spreadsheet shows it, cells by field."""

    name: str
    kind: str
    sha256: str
    layout: Layout
    rows: Callable[[], Iterator[tuple[int, Cells]]]


def opened(path: Path) -> Export:
    """Read the headings of the file. Raises BadFile when it is no export of the register."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stored:
            start = stored.read(4096)
    except OSError as wrong:
        raise BadFile(f"{path}: cannot be read ({wrong.strerror}).") from wrong
    if not size:
        raise BadFile(f"{path.name}: the file is empty.")
    if size > FILE:
        raise BadFile(f"{path.name}: larger than {FILE // MB} MB. Export it in parts, by year or by office.")
    if start.startswith(b"PK\x03\x04"):
        return _xlsx(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(f"{path.name}: the old XLS format. Save it as XLSX or as CSV, then try again.")
    if start.startswith(b"%PDF") or start.lstrip()[:9].lower().startswith(
        (b"<html", b"<!doctype", b"<table", b"<?xml")
    ):
        raise BadFile(f"{path.name}: neither CSV nor XLSX. Export the table itself, not a page or a print of it.")
    return _csv(path)


# --- CSV ------------------------------------------------------------------------------------------------


def _csv(path: Path) -> Export:
    encoding, sha256 = _encoding(path)
    csv.field_size_limit(max(csv.field_size_limit(), FILE))

    def lines(delimiter: str) -> Iterator[tuple[int, list[str]]]:
        with path.open(encoding=encoding, newline="") as text:
            try:
                for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=1):
                    if number > ROWS:
                        raise BadFile(f"{path.name}: more than {ROWS} rows. Export it in parts.")
                    yield number, cells
            except csv.Error as wrong:
                raise BadFile(f"{path.name}: not a table in CSV ({wrong}).") from wrong

    best = ";"
    most = -1
    for delimiter in DELIMITERS:
        found = max((recognised(cells) for _, cells in _first(lines(delimiter))), default=0)
        if found > most:
            best, most = delimiter, found
    at, arranged = _headings(path, _first(lines(best)))

    def rows() -> Iterator[tuple[int, Cells]]:
        for number, cells in lines(best):
            if (
                number > at
                and (taken := _taken(arranged, cells, _from_text))
                and not _numbers_columns(at, number, cells)
            ):
                yield number, taken

    return Export(path.name, f"CSV, {encoding}, {best!r}", sha256, arranged, rows)


def _encoding(path: Path) -> tuple[str, str]:
    """The encoding in which every byte of the file reads, and the file's hash; one walk through it."""
    digest = hashlib.sha256()
    possible = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "cp1251")}
    with path.open("rb") as stored:
        first = stored.read(2)
        if first in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # what Excel calls "Unicode text"
            possible = {"utf-16": codecs.getincrementaldecoder("utf-16")()}
        stored.seek(0)
        while piece := stored.read(PIECE):
            digest.update(piece)
            for name in list(possible):
                try:
                    possible[name].decode(piece)
                except UnicodeDecodeError:
                    del possible[name]
    for name, decoder in possible.items():
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name, digest.hexdigest()
    raise BadFile(f"{path.name}: its letters are neither UTF-8 nor Windows-1251. Save it as CSV UTF-8.")


def _from_text(cell: str) -> Cell:
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > CELL:
        return TooLong(len(text))
    return Formula(text) if text.startswith("=") else text


# --- XLSX -----------------------------------------------------------------------------------------------


def _xlsx(path: Path) -> Export:
    digest = hashlib.sha256()
    with path.open("rb") as stored:
        while piece := stored.read(PIECE):
            digest.update(piece)
    _no_bomb(path)

    def lines(sheet: str) -> Iterator[tuple[int, Sequence[Any]]]:
        book = _book(path)
        try:
            if hasattr(book[sheet], "reset_dimensions"):
                book[sheet].reset_dimensions()  # what the file says of its own size need not be true
            walk = book[sheet].iter_rows(max_col=CELLS, values_only=True)
            number = 0
            while True:
                try:
                    cells = next(walk)
                except StopIteration:
                    return
                except Exception as wrong:
                    raise BadFile(f"{path.name}: the sheet breaks off after row {number} ({wrong}).") from wrong
                number += 1
                if number > ROWS:
                    raise BadFile(f"{path.name}: more than {ROWS} rows. Export it in parts.")
                yield number, cells
        finally:
            book.close()

    book = _book(path)
    names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    epoch = book.epoch
    book.close()
    tried: list[tuple[int, str]] = []
    for name in names:
        found = max((recognised(_words(cells)) for _, cells in _first(lines(name))), default=0)
        tried.append((-found, name))
    if not tried:
        raise BadFile(f"{path.name}: the workbook has no visible sheet.")
    sheet = sorted(tried, key=lambda pair: pair[0])[0][1]
    at, arranged = _headings(path, ((number, _words(cells)) for number, cells in _first(lines(sheet))))

    def cell(value: Any) -> Cell:
        return _from_value(value, epoch)

    def rows() -> Iterator[tuple[int, Cells]]:
        for number, cells in lines(sheet):
            if number > at and (taken := _taken(arranged, cells, cell)) and not _numbers_columns(at, number, cells):
                yield number, taken

    return Export(path.name, f"XLSX, sheet {sheet!r}", digest.hexdigest(), arranged, rows)


def _no_bomb(path: Path) -> None:
    """Look at what the archive would unpack to, and that no part defines entities, before anything reads it."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > UNPACKED or len(parts) > 2000:
                raise BadFile(f"{path.name}: unpacks to more than {UNPACKED // MB} MB. Export it in parts or as CSV.")
            for part in parts:
                if part.filename.endswith("sharedStrings.xml") and part.file_size > WORDS:
                    raise BadFile(f"{path.name}: its texts unpack to more than {WORDS // MB} MB. Export it as CSV.")
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stored:
                        if b"<!DOCTYPE" in stored.read(4096).upper():
                            raise BadFile(f"{path.name}: {part.filename} is not what a spreadsheet writes.")
            if "xl/workbook.xml" not in archive.namelist():
                raise BadFile(f"{path.name}: an archive, but no XLSX workbook.")
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as wrong:
        raise BadFile(f"{path.name}: a broken XLSX file ({wrong}). Export it again.") from wrong


def _book(path: Path) -> Any:
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError) as wrong:
        raise BadFile(f"{path.name}: not a workbook that can be read ({wrong}). Save it again as XLSX.") from wrong


def _from_value(value: Any, epoch: datetime) -> Cell:
    """A cell of a workbook. A number stays one: a date column may hold a day as a number of days."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _from_text(value.replace("_x000D_", ""))
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, (datetime, date, time)):
        return value
    if isinstance(value, timedelta):  # a time of day in a cell formatted as a duration
        return (epoch + value).time() if timedelta() <= value < timedelta(days=1) else str(value)
    if isinstance(value, (int, float)):
        return float(value)
    return Formula(str(getattr(value, "text", "") or value))


# --- both -----------------------------------------------------------------------------------------------


def _words(cells: Sequence[Any]) -> list[str]:
    return [cell if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells]


def _first(lines: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    for number, cells in lines:
        if number > SEARCHED:
            break
        yield number, cells


def _headings(path: Path, lines: Iterator[tuple[int, list[str]]]) -> tuple[int, Layout]:
    """Number and meaning of the row of headings. Raises BadFile, naming what is missing."""
    at, cells = max(lines, key=lambda line: recognised(line[1]), default=(0, []))
    found = layout(cells)
    if recognised(cells) < FEW:
        raise BadFile(
            f"{path.name}: no headings of the register's export in the first {SEARCHED} rows. Missing columns: "
            f"{', '.join(found.missing)}."
        )
    if found.missing:
        raise BadFile(f"{path.name}: missing columns: {', '.join(found.missing)}. Export them too, then try again.")
    if found.twice:
        raise BadFile(f"{path.name}: two columns for one field: {'; '.join(found.twice)}. Remove one of them.")
    return at, found


def _taken(arranged: Layout, cells: Sequence[Any], cell: Callable[[Any], Cell]) -> dict[str, Cell] | None:
    """The cells of a row by field; None for a row in which nothing stands."""
    if not any(value not in (None, "") and (not isinstance(value, str) or value.strip()) for value in cells):
        return None
    width = len(cells)
    return {key: cell(cells[place]) if place < width else "" for key, place in arranged.places.items()}


def _numbers_columns(at: int, number: int, cells: Sequence[Any]) -> bool:
    """Whether the row under the headings only counts the columns, as paper forms do."""
    if number != at + 1:
        return False
    said = [str(cell).strip() for cell in cells if cell not in (None, "")]
    return len(said) >= FEW and all(_NUMBERED.fullmatch(one) for one in said)
