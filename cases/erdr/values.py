"""Cells to values: texts, days, times of day, moments in Almaty. Each raises `Bad` with the reason and what to do."""

import re
from datetime import UTC, date, datetime, time, timedelta

from openpyxl.utils.datetime import from_excel  # type: ignore[import-untyped]

from cases.erdr.quoting import meant
from cases.erdr.reading import Cell, Formula, TooLong
from ecase.law.clock import ALMATY

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*г\.?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?")
_SHORTENED = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|Н/Д|ССЫЛКА!|ЗНАЧ!|ИМЯ\?|ДЕЛ/0!|ЧИСЛО!|ПУСТО!)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_SERIALS = range(1, 110_000)  # days a spreadsheet counts from 1900: up to the year 2201
DAY_FORM, MOMENT_FORM, TIME_FORM = "ДД.ММ.ГГГГ", "ДД.ММ.ГГГГ ЧЧ:ММ", "ЧЧ:ММ"


class Bad(ValueError):
    """Why a cell cannot be taken, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def text(cell: Cell, room: int) -> str:
    """The cell as text of at most `room` characters; a number loses its point, spaces become single."""
    if isinstance(cell, str):
        said = cell
    elif isinstance(cell, Formula):
        raise Bad("a formula, not a value", "Replace the formula by its value.")
    elif isinstance(cell, TooLong):
        raise Bad(f"{cell.length} characters in one cell", f"Shorten it to {room}.")
    elif isinstance(cell, float):
        said = str(int(cell)) if cell.is_integer() else str(cell)
    else:  # 12/1 typed into a cell becomes the twelfth of January: what stood there is lost
        raise Bad(f"a date or a time, {_shown(cell)}, not a text", "Format the column as text and write it again.")
    said = meant(said)
    if _ERROR.fullmatch(said):
        raise Bad(f"an error of the spreadsheet, {said}", "Replace it by the value.")
    if _CONTROL.search(said):
        raise Bad("signs that cannot be printed", "Remove them.")
    said = tidy(said)
    if len(said) > room:
        raise Bad(f"{len(said)} characters, more than the {room} there is room for", f"Shorten it to {room}.")
    return said


def tidy(said: str) -> str:
    """Single spaces, no spaces at the ends of lines, no empty lines around."""
    if "  " in said or "\t" in said or "\u00a0" in said or "\n" in said:
        said = "\n".join(_SPACES.sub(" ", line).strip() for line in said.split("\n"))
    return said.strip()


def number(cell: Cell) -> str:
    """The 15 digits of a register number."""
    said = text(cell, 100).replace(" ", "")
    if not said:
        raise Bad("the number is missing", "Write the 15 digits of the register.")
    if _SHORTENED.fullmatch(said):
        raise Bad(f"«{said}»: the spreadsheet has shortened the number", "Format the column as text and export again.")
    if not (said.isascii() and said.isdecimal()) or len(said) != 15:
        signs = f"{len(said)} digits" if said.isascii() and said.isdecimal() else "other signs than digits"
        raise Bad(f"«{said[:30]}»: {signs}; a number has 15 digits", "Write the 15 digits of the register.")
    return said


def moment(cell: Cell) -> datetime:
    """A moment to the minute on Almaty's wall clock, in UTC."""
    day, at = _parts(cell, MOMENT_FORM)
    if at is None and isinstance(cell, (datetime, float)):
        at = time()  # a spreadsheet's moment at midnight
    if at is None:
        raise Bad(f"«{_shown(cell)}»: the time is missing", f"Write it as {MOMENT_FORM}.")
    return in_almaty(day, at)


def day_and_time(day_cell: Cell, time_cell: Cell) -> tuple[date, time | None]:
    """The day of the act, and the time where one is known; a time may stand in the cell of the day."""
    day, at = _parts(day_cell, DAY_FORM)
    return day, at if time_cell == "" else clock_time(time_cell)


def clock_time(cell: Cell) -> time:
    """A time of day, to the minute."""
    if isinstance(cell, datetime):
        return _to_minute(cell).time()
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _to_minute(datetime(1900, 1, 1) + timedelta(days=cell)).time()  # noqa: DTZ001  a time of day
    found = _TIME.fullmatch(text(cell, 100))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Bad(f"«{_shown(cell)}» is no time of day", f"Write it as {TIME_FORM}.")
    return time(int(found[1]), int(found[2]))


def in_almaty(day: date, at: time) -> datetime:
    """In UTC. The hour that the night of 29.02.2024 had twice is taken for the first."""
    return datetime.combine(day, at, ALMATY).astimezone(UTC)


def _parts(cell: Cell, form: str) -> tuple[date, time | None]:
    if isinstance(cell, float) and int(cell) in _SERIALS:
        cell = from_excel(cell)
    if isinstance(cell, datetime):
        rounded = _to_minute(cell)
        return rounded.date(), rounded.time() if rounded.time() != time() else None
    if isinstance(cell, date):
        return cell, None
    said = text(cell, 100)
    if not said:
        raise Bad("the date is missing", f"Write it as {form}.")
    first, _, rest = said.replace("T", " ").partition(" ")
    european, iso = _DAY.fullmatch(first), _ISO.fullmatch(first)
    if not european and not iso:
        raise Bad(f"«{said[:30]}» is no date", f"Write it as {form}.")
    try:
        day = date(int(european[3]), int(european[2]), int(european[1])) if european else date.fromisoformat(first)
    except ValueError:
        raise Bad(f"«{said[:30]}»: there is no such day", f"Write it as {form}.") from None
    rest = rest.removeprefix("г.").removeprefix(",").strip()
    return day, clock_time(rest) if rest else None


def _to_minute(value: datetime) -> datetime:
    """Spreadsheets hold a moment as a fraction: half a second is no information."""
    return (value.replace(tzinfo=None) + timedelta(milliseconds=500)).replace(second=0, microsecond=0)


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    try:
        return text(cell, 100)[:30]
    except Bad:
        return "?"
