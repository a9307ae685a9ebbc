"""The columns of the register's export: their real headings, and finding them in a file whose columns lie anyhow.

The numbers in the headings are the fields of the registration card. A heading is known with its number or without
one, in any case, with any spaces and dots; with a number that is not its own it is somebody else's column.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"^[\d.\s]+")


@dataclass(frozen=True)
class Column:
    """`key` of the field; `heading` as we write it; `also` as others write it; `needed`: no file goes without."""

    key: str
    heading: str
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("position", "№", ("№ п/п", "п/п", "N", "No")),
    Column("number", "1.Номер ЕРДР", needed=True),
    Column("registered_at", "1.Дата-время регистрации", needed=True),
    Column("office", "2.Орган регистрации", needed=True),
    Column("book_number", "4.Номер КУИ", ("3. Номер КУИ",)),
    Column("book_at", "4.Дата-время регистрации в КУИ", ("3.Дата-время регистрации в КУИ",)),
    Column("occurred_on", "9.Дата совершения", needed=True),
    Column("occurred_time", "9.время совершения"),
    Column("summary", "9.1 Описание преступления/проступка", needed=True),
    Column("qualification", "10.Квалификация", needed=True),
    Column("items", "10.Квалификация п.п."),
    Column("scene", "29.Место совершения"),
    Column("public_place", "29.1.Общественное место"),
    Column("region", "31.Место совершения Область", ("Область",)),
    Column("district", "31.Место совершения Район", ("Район",)),
    Column("settlement", "31.Место совершения Населенный пункт", ("Населенный пункт",)),
    Column("street", "31.Место совершения Улица", ("Улица",)),
    Column("house", "31.Место совершения Дом", ("Дом",)),
    Column("building", "31.Место совершения Корпус", ("Корпус",)),
    Column("flat", "31.Место совершения Квартира", ("Квартира",)),
)
HEADING: Mapping[str, str] = {column.key: column.heading for column in COLUMNS}


def plain(heading: str) -> str:
    """The heading as it is compared: letters and digits only, small, ё as е. `№` alone stays itself."""
    text = unicodedata.normalize("NFKC", heading.replace("№", " n ")).casefold().replace("ё", "е")
    return "".join(sign for sign in text if sign.isalnum())


def _names() -> dict[str, Column]:
    known: dict[str, Column] = {}
    for column in COLUMNS:
        for name in (column.heading, *column.also):
            for form in (name, _NUMBER.sub("", name)):
                if plain(form):
                    known[plain(form)] = column
            if column.key in {"district", "settlement", "street", "house", "building", "flat", "region"}:
                known[plain(f"31.{name}")] = column
    return known


KNOWN: Mapping[str, Column] = _names()


@dataclass(frozen=True)
class Layout:
    """Where each field of a file lies. `as_written` are the file's own headings; the rest says what is not right."""

    places: Mapping[str, int]
    as_written: Mapping[str, str]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.missing and not self.twice

    def heading(self, key: str) -> str:
        """The heading of a field as the reader of this file knows it."""
        return self.as_written.get(key) or HEADING.get(key, key)


def layout(cells: Sequence[str]) -> Layout:
    """What the cells of a heading row name."""
    places: dict[str, int] = {}
    as_written: dict[str, str] = {}
    ignored: list[str] = []
    twice: list[str] = []
    for place, cell in enumerate(cells):
        heading = " ".join(cell.split())
        if not heading:
            continue
        column = KNOWN.get(plain(heading))
        if column is None:
            ignored.append(heading)
        elif column.key in places:
            twice.append(f"{as_written[column.key]} and {heading}")
        else:
            places[column.key] = place
            as_written[column.key] = heading
    missing = tuple(column.heading for column in COLUMNS if column.needed and column.key not in places)
    return Layout(places, as_written, tuple(ignored), missing, tuple(twice))


def recognised(cells: Sequence[str]) -> int:
    """How many cells of a row are headings of the export."""
    return sum(1 for cell in cells if cell and plain(cell) in KNOWN)
