"""What the installation holds, as rows of the register: for comparing an export with it and for writing one.

Reads past `visible_to`: the two commands run as the machine, for the whole register. Nobody's page calls this.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from cases.erdr.qualifications import Code, Edition
from cases.erdr.rows import ROOM, Known, Row, name, names, region_name
from cases.erdr.values import tidy
from cases.models import Case, Charge, Qualification, RegisterCard
from ecase.people.models import Office, Region

PAGE = 2000
# Regions and capitals under names that older exports use.
FORMER = {
    "KZ-71": ("Нур-Султан", "Нұр-Сұлтан", "город Нур-Султан", "Нұр-Сұлтан қаласы", "Астана қаласы"),
    "KZ-75": ("Алматы қаласы",),
    "KZ-79": ("Шымкент қаласы",),
    "KZ-61": ("Южно-Казахстанская область", "Оңтүстік Қазақстан облысы"),
}
CARD = (
    "general", "items", "scene", "public_place", "region", "district", "settlement", "street", "house", "building",
    "flat",
)  # fmt: skip


def known(at: datetime) -> Known:
    """What the rows of a file are judged by, read once."""
    offices = Office.objects.filter(kind=Office.Kind.POLICE)
    called = [
        (name(text), office.code)
        for office in offices
        for text in (office.code, office.register_code, office.name_kk, office.name_ru, office.name_en)
    ]
    regions = [
        (region_name(text), region.code)
        for region in Region.objects.all()
        for text in (
            region.name_kk, region.name_ru, region.name_en, region.code, *FORMER.get(region.code, ()),
            _bare_city(region),
        )
    ]  # fmt: skip
    editions = Qualification.objects.order_by("id").values_list(
        "id", "article", "part", "undivided", "kind", "valid_from", "valid_to", "successor"
    )
    return Known(at, names(called), names(regions), Code(Edition(*row) for row in editions))


def _bare_city(region: Region) -> str:
    """«Алматы» is the city; the region of that name is always called a region."""
    city = region.name_ru.removeprefix("город ")
    return city if city != region.name_ru else ""


def rows_of(numbers: Sequence[str]) -> dict[str, Row]:
    """The cases of these numbers as the register would have them."""
    return {row.number: row for row in _rows(Case.objects.filter(number__in=numbers))}


def every_row() -> Iterator[Row]:
    """Every case in order of its number, read page by page."""
    last = ""
    while True:
        page = _rows(Case.objects.filter(number__gt=last).order_by("number")[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].number


def card_fields(row: Row) -> dict[str, Any]:
    """What the card keeps of a row beside the columns of the case itself."""
    kept = {key: getattr(row, key) for key in CARD if getattr(row, key)}
    return {"office": row.office, "timed": row.timed, **kept}


def _rows(cases: QuerySet[Case]) -> list[Row]:
    found = list(cases.select_related("office", "region", "report"))
    ids = [case.pk for case in found]
    cards = RegisterCard.objects.in_bulk(ids)
    charges: dict[Any, Charge] = {}
    for charge in Charge.objects.filter(case__in=ids, registered=True).order_by("episode__number", "since", "id"):
        charges.setdefault(charge.case_id, charge)
    return [_row(case, charges.get(case.pk), cards.get(case.pk)) for case in found]


def _row(case: Case, charge: Charge | None, card: RegisterCard | None) -> Row:
    """One case. What came from the register goes back as it came; a case of our own says what it has."""
    said: dict[str, Any]
    if card is not None:
        said = {**card.fields, "book_number": card.book_number, "book_at": card.book_at}
    else:
        said = {"office": case.office.code, "timed": True, "region": case.region.code}
        said["scene"] = _fitting(case.place, "scene")
        if case.report is not None:
            said |= {"book_number": case.report.book_number, "book_at": to_minute(case.report.received_at)}
    return Row(
        number=case.number,
        registered_at=to_minute(case.registered_at),
        occurred_at=to_minute(case.occurred_at),
        summary=_fitting(case.summary, "summary"),
        article=charge.article if charge else "",
        part=charge.part if charge else "",
        undivided=charge.undivided if charge else False,
        **said,
    )


def to_minute(moment: datetime) -> datetime:
    """The register knows no seconds."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _fitting(text: str, key: str) -> str:
    return tidy(tidy(text)[: ROOM[key]])


def office_names() -> dict[str, str]:
    """The name by which an export calls each office; its code where two are called alike."""
    offices = list(Office.objects.filter(kind=Office.Kind.POLICE))
    called = names((name(text), office.code) for office in offices for text in (office.name_ru, office.name_kk))
    return {office.code: office.name_ru if called.get(name(office.name_ru)) else office.code for office in offices}


def region_names() -> dict[str, str]:
    return {region.code: region.name_ru for region in Region.objects.all()}
