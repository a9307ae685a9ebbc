"""Reading a CSV text row by row and refusing a malformed one by its line and column.

What the columns of each table mean stands in `criminal_code` and `reference`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


class BadRow(ValueError):
    """A row that cannot be taken: `line` counts from 1 (the heading), `column` names the cell."""

    def __init__(self, line: int, column: str, reason: str) -> None:
        super().__init__(f"line {line}, {column}: {reason}" if column else f"line {line}: {reason}")
        self.line = line
        self.column = column
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """One line of a table; every reader method raises BadRow naming line and column."""

    line: int
    cells: dict[str, str]

    def bad(self, column: str, reason: str) -> BadRow:
        return BadRow(self.line, column, reason)

    def text(self, column: str) -> str:
        """The cell, trimmed; may be empty."""
        return self.cells[column].strip()

    def needed(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(column)
        if not value:
            raise self.bad(column, "is empty")
        return value

    def one_of(self, column: str, *allowed: str) -> str:
        """The cell, which must be one of `allowed`."""
        value = self.text(column)
        if value not in allowed:
            raise self.bad(column, f"{value!r} is not one of {', '.join(a or '(empty)' for a in allowed)}")
        return value

    def yes(self, column: str) -> bool:
        """ "yes" or "no"."""
        return self.one_of(column, "yes", "no") == "yes"

    def number(self, column: str) -> int | None:
        """A whole number, or None when empty."""
        value = self.text(column)
        if not value:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self.bad(column, f"{value!r} is not a whole number")
        return int(value)

    def needed_number(self, column: str) -> int:
        """A whole number that must be there."""
        self.needed(column)
        value = self.number(column)
        assert value is not None
        return value

    def day(self, column: str) -> date | None:
        """An ISO date, or None when empty."""
        value = self.text(column)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.bad(column, f"{value!r} is not a date like 2025-09-16") from None


def rows(text: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The lines of `text`, whose heading must hold exactly `columns` in this order."""
    reader = csv.reader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), newline=""), strict=True)
    try:
        heading = next(reader, None)
        if heading is None:
            raise BadRow(1, "", "the table is empty")
        for place, name in enumerate(columns):
            found = heading[place] if place < len(heading) else ""
            if found != name:
                raise BadRow(1, name, f"expected here, found {found!r}")
        if len(heading) > len(columns):
            raise BadRow(1, heading[len(columns)], "an unknown column")
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(columns):
                raise BadRow(reader.line_num, "", f"{len(cells)} cells instead of {len(columns)}")
            yield Row(reader.line_num, dict(zip(columns, cells, strict=True)))
    except csv.Error as wrong:
        raise BadRow(reader.line_num, "", str(wrong)) from None
