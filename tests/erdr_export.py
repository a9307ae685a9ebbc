"""A made-up export of the register, as large as one likes, with faults planted in it and named.

`write(path, 1000, faults=50, seed=1)` gives the planted faults; with `faults=0` and the same seed it is the same file,
mended. Nobody and nothing in it exists.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl

from ecase.demo.offices import PLACES

ALMATY = ZoneInfo("Asia/Almaty")
HEADINGS = (
    "№", "1.Номер ЕРДР", "1.Дата-время регистрации", "2.Орган регистрации", "4.Номер КУИ",
    "4.Дата-время регистрации в КУИ", "9.Дата совершения", "9.время совершения", "9.1 Описание преступления/проступка",
    "10.Квалификация", "10.Квалификация п.п.", "29.Место совершения", "29.1.Общественное место",
    "31.Место совершения Область", "31.Место совершения Район", "31.Место совершения Населенный пункт",
    "31.Место совершения Улица", "31.Место совершения Дом", "31.Место совершения Корпус",
    "31.Место совершения Квартира",
)  # fmt: skip
PLACE = {heading: place for place, heading in enumerate(HEADINGS)}
NUMBER, REGISTERED, OFFICE, BOOK_AT = (HEADINGS[n] for n in (1, 2, 3, 5))
DAY, TIME, SUMMARY, ARTICLE, ITEMS, REGION = (HEADINGS[n] for n in (6, 7, 8, 9, 10, 13))
# Article and part, weight, what happened.
ACTS: tuple[tuple[str, int, str], ...] = (
    ("ст.190 ч.1", 20, "Неизвестное лицо через объявление в сети получило предоплату за {thing} и перестало отвечать."),
    ("ст.190 ч.2", 14, "Под предлогом продажи {thing} завладели деньгами заявителя, причинив значительный ущерб."),
    ("ст.190 ч.3", 4, "Обещая оформить кредит, похитили крупную сумму; предмет обмана: {thing}."),
    ("ст.188 ч.1", 9, "Тайно похищено: {thing}."),
    ("ст.188 ч.2", 12, "Группой лиц тайно похищено из подъезда: {thing}."),
    ("ст.188 ч.3", 8, "С незаконным проникновением в жилище похищено: {thing}."),
    ("ст.191 ч.2", 3, "Открыто похищено у прохожего: {thing}."),
    ("ст.293 ч.2", 3, "Нарушен общественный порядок, повреждено: {thing}."),
    ("ст.297 ч.3", 4, "При досмотре изъято вещество растительного происхождения; рядом лежало: {thing}."),
    ("ст.345 ч.1", 3, "Водитель не уступил дорогу; в машине находилось: {thing}."),
    ("ст.106 ч.1", 2, "В ходе ссоры причинён тяжкий вред здоровью; поводом стало: {thing}."),
    ("ст.389 ч.1", 1, "Самовольно удерживается чужое имущество: {thing}."),
    ("ст.99 ч.1", 1, "Обнаружен труп с признаками насильственной смерти; при нём: {thing}."),
)  # fmt: skip
THINGS = ("велосипед", "телефон марки «Қыран»", "сварочный аппарат", "ноутбук", "запчасти; колёса, диски",
          "золотое кольцо", "автомагнитола", "куртка", "инструменты", "скутер", "3 барана", "карта")  # fmt: skip
STREETS = ("ул. Абая", "пр. Достык", "ул. Жамбыла", "ул. Сейфуллина", "мкр. Самал-2", "ул. Гоголя", "пер. Тихий")
SCENES = ("Квартира", "Улица", "Подъезд", "Магазин", "Сеть Интернет", "Частный дом", "Стоянка")
TOWNS = {"ALA": ("город Алматы", "Алмалинский район", "Алматы"), "AST": ("г. Астана", "район Есиль", "Астана"),
         "KAR": ("Карагандинская область", "район имени Казыбек би", "Караганда"),
         "SHY": ("город Шымкент", "Аль-Фарабийский район", "Шымкент")}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A fault: in which line and under which heading it has to be named."""

    line: int
    heading: str
    kind: str


def rows(count: int, *, seed: int = 1, until: datetime | None = None) -> Iterator[list[str]]:
    """Right rows, the same for the same seed."""
    chance = random.Random(seed)
    end = (until or datetime.now(ALMATY) - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    serials: dict[tuple[str, int], int] = {}
    weights = [weight for _, weight, _ in ACTS]
    for position in range(1, count + 1):
        place = chance.choices(PLACES, (6, 4, 2, 2))[0]
        registered = end - timedelta(minutes=chance.randrange(2 * 365 * 24 * 60))
        booked = registered - timedelta(minutes=chance.randrange(5, 1400))
        occurred = booked - timedelta(minutes=chance.randrange(10, 60 * 24 * 20))
        serial = serials[place.key, registered.year] = serials.get((place.key, registered.year), 500_000) + 1
        article, _, words = chance.choices(ACTS, weights)[0]
        region, district, town = TOWNS[place.key]
        timed = chance.random() < 0.9
        yield [
            str(position),
            f"{registered:%y}{place.region.removeprefix('KZ-')}{place.register_code}{serial:06d}",
            f"{registered:%d.%m.%Y %H:%M}",
            place.police[chance.choices((0, 1), (1, 5))[0]],
            f"{registered:%Y}-{chance.randrange(1, 99999):05d}",
            f"{booked:%d.%m.%Y %H:%M}",
            f"{occurred:%d.%m.%Y}",
            f"{occurred:%H:%M}" if timed else "",
            words.format(thing=chance.choice(THINGS)),
            article,
            chance.choice(("", "", "1", "2", "1, 3")),
            chance.choice(SCENES),
            chance.choice(("", "Да", "Нет")),
            region,
            district,
            town,
            chance.choice(STREETS),
            str(chance.randrange(1, 200)),
            chance.choice(("", "", "", "2", "А")),
            str(chance.randrange(1, 120)) if chance.random() < 0.6 else "",
        ]


# What is done to a right row, and under which heading it has to be named. `earlier` is a right row above it.
KINDS: dict[str, tuple[str, Any]] = {
    "short number": (NUMBER, lambda row, earlier: row[1][:-1]),
    "no number": (NUMBER, lambda row, earlier: ""),
    "letters in the number": (NUMBER, lambda row, earlier: "KZ" + row[1][2:]),
    "number twice": (NUMBER, lambda row, earlier: earlier[1]),
    "shortened number": (NUMBER, lambda row, earlier: "2,57512E+14"),
    "registered tomorrow": (REGISTERED, lambda row, earlier: _in_two_days()),
    "no such day": (REGISTERED, lambda row, earlier: "31.02.2026 10:00"),
    "no time": (REGISTERED, lambda row, earlier: row[2][:10]),
    "unknown office": (OFFICE, lambda row, earlier: "Отдел полиции посёлка Несуществующий"),
    "no office": (OFFICE, lambda row, earlier: " "),
    "act after registration": (DAY, lambda row, earlier: f"{_day(row[2]) + timedelta(days=1):%d.%m.%Y}"),
    "day unreadable": (DAY, lambda row, earlier: "прошлым летом"),
    "time unreadable": (TIME, lambda row, earlier: "25:10"),
    "no description": (SUMMARY, lambda row, earlier: ""),
    "formula": (SUMMARY, lambda row, earlier: '=HYPERLINK("http://example.invalid";"х")'),
    "no such article": (ARTICLE, lambda row, earlier: "ст.999 ч.1"),
    "no such part": (ARTICLE, lambda row, earlier: "ст.188 ч.9"),
    "article repealed": (ARTICLE, lambda row, earlier: "ст.130"),
    "article in words": (ARTICLE, lambda row, earlier: "мошенничество"),
    "two articles": (ARTICLE, lambda row, earlier: "ст.188 ч.2, ст.191 ч.1"),
    "items in words": (ITEMS, lambda row, earlier: "группой лиц"),
    "unknown region": (REGION, lambda row, earlier: "Тридевятая область"),
    "book unreadable": (BOOK_AT, lambda row, earlier: "вчера"),
}  # fmt: skip


def _in_two_days() -> str:
    return f"{datetime.now(ALMATY) + timedelta(days=2):%d.%m.%Y %H:%M}"


def _day(moment: str) -> datetime:
    return datetime.strptime(moment[:10], "%d.%m.%Y")


def table(
    count: int, *, faults: int = 0, seed: int = 1, until: datetime | None = None
) -> tuple[list[list[str]], list[Planted]]:
    """The rows with `faults` of them spoiled, each in another line; the heading is line 1."""
    made = list(rows(count, seed=seed, until=until))
    right = [list(row) for row in made]
    chance = random.Random(seed + 1)
    planted = []
    for n, place in enumerate(sorted(chance.sample(range(1, count), faults))):
        kind = list(KINDS)[n % len(KINDS)]
        heading, spoil = KINDS[kind]
        made[place][PLACE[heading]] = spoil(made[place], right[0])
        planted.append(Planted(place + 2, heading, kind))
    return made, planted


def write(
    path: Path,
    count: int,
    *,
    faults: int = 0,
    seed: int = 1,
    until: datetime | None = None,
    encoding: str = "utf-8-sig",
    delimiter: str = ";",
    headings: Sequence[str] = HEADINGS,
    order: Sequence[int] | None = None,
) -> list[Planted]:
    """Write the export, as XLSX when `path` ends so. `order`: places of the columns. Returns the planted faults."""
    made, planted = table(count, faults=faults, seed=seed, until=until)
    places = list(order or range(len(HEADINGS)))
    lines = [[headings[place] for place in places], *([row[place] for place in places] for row in made)]
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Отчёт")
        for line in lines:
            sheet.append(line)
        book.save(path)
    else:
        with path.open("w", encoding=encoding, newline="") as out:
            csv.writer(out, delimiter=delimiter).writerows(lines)
    return planted
