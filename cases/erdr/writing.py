"""Rows in the shape of the register's own export: CSV (UTF-8 with BOM, semicolons) or XLSX, row by row.

Every text goes through `quoting.safe`: a description that begins with = must not compute in somebody's spreadsheet.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Protocol

import openpyxl  # type: ignore[import-untyped]

from cases.erdr.headings import COLUMNS
from cases.erdr.qualifications import written
from cases.erdr.quoting import safe
from cases.erdr.rows import Row
from ecase.law.clock import local

BOM = "\ufeff"


def cells(position: int, row: Row, offices: Mapping[str, str], regions: Mapping[str, str]) -> list[str]:
    """One row under the headings; `offices` and `regions` are the names by code."""
    registered, occurred = local(row.registered_at), local(row.occurred_at)
    said = {
        "position": str(position),
        "number": row.number,
        "registered_at": f"{registered:%d.%m.%Y %H:%M}",
        "office": offices.get(row.office, row.office),
        "book_number": row.book_number,
        "book_at": f"{local(row.book_at):%d.%m.%Y %H:%M}" if row.book_at else "",
        "occurred_on": f"{occurred:%d.%m.%Y}",
        "occurred_time": f"{occurred:%H:%M}" if row.timed else "",
        "summary": row.summary,
        "qualification": written(row.article, row.part, undivided=row.undivided, general=row.general),
        "items": row.items,
        "region": regions.get(row.region, row.region),
    }
    return [safe(said[column.key] if column.key in said else str(getattr(row, column.key))) for column in COLUMNS]


def table(rows: Iterable[Row], offices: Mapping[str, str], regions: Mapping[str, str]) -> Iterator[list[str]]:
    """The headings, then every row."""
    yield [column.heading for column in COLUMNS]
    for position, row in enumerate(rows, start=1):
        yield cells(position, row, offices, regions)


class Out(Protocol):
    """Where text goes: a file opened as UTF-8 with newline="", or a command's output."""

    def write(self, text: str, /) -> object: ...


def to_csv(lines: Iterable[list[str]], out: Out) -> int:
    """Write them. Returns how many rows went out beside the headings."""
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    count = -1
    for count, line in enumerate(lines):  # noqa: B007
        writer.writerow(line)
    return max(count, 0)


def to_xlsx(lines: Iterable[list[str]], out: IO[bytes]) -> int:
    """The same as a workbook of one sheet; every cell is text."""
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("ЕРДР")
    count = -1
    for count, line in enumerate(lines):  # noqa: B007
        sheet.append(line)
    book.save(out)
    return max(count, 0)
