"""The offices of the demo story: four regions, each with all the bodies a case passes through. Data and its entry.

The bodies exist, or might; nobody in them does, and codes and business numbers are made up.
"""

from dataclasses import dataclass
from datetime import date

from ecase.law.identity import check_digit
from ecase.people.models import Office, Region

Kind = Office.Kind


@dataclass(frozen=True)
class Place:
    """One district of the story: `town` and `district` as they stand inside the offices' names."""

    region: str
    key: str
    register_code: str
    police: tuple[str, str, str]
    prosecution: tuple[str, str, str]
    investigating_court: tuple[str, str, str]
    facility: tuple[str, str, str]
    district_court: tuple[str, str, str]
    bar: tuple[str, str, str]


# Names in Kazakh, Russian, English.
PLACES: tuple[Place, ...] = (
    Place(
        "KZ-75", "ALA", "12031",
        ("Алматы қаласы Алмалы ауданының Полиция басқармасы",
         "Управление полиции Алмалинского района города Алматы",
         "Police department of Almaly district, Almaty"),
        ("Алматы қаласы Алмалы ауданының прокуратурасы",
         "Прокуратура Алмалинского района города Алматы",
         "Prosecutor's office of Almaly district, Almaty"),
        ("Алматы қаласының мамандандырылған тергеу соты",
         "Специализированный следственный суд города Алматы",
         "Specialised investigating court of Almaty"),
        ("Алматы қаласы Полиция департаментінің уақытша ұстау изоляторы",
         "Изолятор временного содержания Департамента полиции города Алматы",
         "Temporary detention facility of the Almaty police"),
        ("Алматы қаласының Алмалы аудандық соты",
         "Алмалинский районный суд города Алматы",
         "Almaly district court, Almaty"),
        ("Алматы қалалық адвокаттар алқасы",
         "Алматинская городская коллегия адвокатов",
         "Bar association of Almaty"),
    ),
    Place(
        "KZ-71", "AST", "11024",
        ("Астана қаласы Есіл ауданының Полиция басқармасы",
         "Управление полиции района Есиль города Астаны",
         "Police department of Esil district, Astana"),
        ("Астана қаласы Есіл ауданының прокуратурасы",
         "Прокуратура района Есиль города Астаны",
         "Prosecutor's office of Esil district, Astana"),
        ("Астана қаласының мамандандырылған тергеу соты",
         "Специализированный следственный суд города Астаны",
         "Specialised investigating court of Astana"),
        ("Астана қаласы Полиция департаментінің уақытша ұстау изоляторы",
         "Изолятор временного содержания Департамента полиции города Астаны",
         "Temporary detention facility of the Astana police"),
        ("Астана қаласының Есіл аудандық соты",
         "Есильский районный суд города Астаны",
         "Esil district court, Astana"),
        ("Астана қалалық адвокаттар алқасы",
         "Коллегия адвокатов города Астаны",
         "Bar association of Astana"),
    ),
    Place(
        "KZ-35", "KAR", "35017",
        ("Қарағанды қаласы Қазыбек би атындағы ауданның Полиция басқармасы",
         "Управление полиции района имени Казыбек би города Караганды",
         "Police department of Kazybek bi district, Karaganda"),
        ("Қарағанды қаласы Қазыбек би атындағы ауданның прокуратурасы",
         "Прокуратура района имени Казыбек би города Караганды",
         "Prosecutor's office of Kazybek bi district, Karaganda"),
        ("Қарағанды қаласының мамандандырылған тергеу соты",
         "Специализированный следственный суд города Караганды",
         "Specialised investigating court of Karaganda"),
        ("Қарағанды облысы Полиция департаментінің уақытша ұстау изоляторы",
         "Изолятор временного содержания Департамента полиции Карагандинской области",
         "Temporary detention facility of the Karaganda Region police"),
        ("Қарағанды қаласы Қазыбек би атындағы аудандық соты",
         "Районный суд имени Казыбек би города Караганды",
         "Kazybek bi district court, Karaganda"),
        ("Қарағанды облыстық адвокаттар алқасы",
         "Карагандинская областная коллегия адвокатов",
         "Bar association of Karaganda Region"),
    ),
    Place(
        "KZ-79", "SHY", "79012",
        ("Шымкент қаласы Әл-Фараби ауданының Полиция басқармасы",
         "Управление полиции Аль-Фарабийского района города Шымкента",
         "Police department of Al-Farabi district, Shymkent"),
        ("Шымкент қаласы Әл-Фараби ауданының прокуратурасы",
         "Прокуратура Аль-Фарабийского района города Шымкента",
         "Prosecutor's office of Al-Farabi district, Shymkent"),
        ("Шымкент қаласының мамандандырылған тергеу соты",
         "Специализированный следственный суд города Шымкента",
         "Specialised investigating court of Shymkent"),
        ("Шымкент қаласы Полиция департаментінің уақытша ұстау изоляторы",
         "Изолятор временного содержания Департамента полиции города Шымкента",
         "Temporary detention facility of the Shymkent police"),
        ("Шымкент қаласының Әл-Фараби аудандық соты",
         "Аль-Фарабийский районный суд города Шымкента",
         "Al-Farabi district court, Shymkent"),
        ("Шымкент қалалық адвокаттар алқасы",
         "Коллегия адвокатов города Шымкента",
         "Bar association of Shymkent"),
    ),
)  # fmt: skip

# The prosecutor's office over the district one: it extends terms beyond three months (CPC 192(4)).
SUPERIOR: dict[str, tuple[str, str, str]] = {
    "ALA": ("Алматы қаласының прокуратурасы", "Прокуратура города Алматы", "Prosecutor's office of Almaty city"),
    "AST": ("Астана қаласының прокуратурасы", "Прокуратура города Астаны", "Prosecutor's office of Astana city"),
    "KAR": ("Қарағанды облысының прокуратурасы", "Прокуратура Карагандинской области",
            "Prosecutor's office of Karaganda region"),
    "SHY": ("Шымкент қаласының прокуратурасы", "Прокуратура города Шымкента", "Prosecutor's office of Shymkent city"),
}  # fmt: skip
# The court above the investigating one: its judge decides on appeals (CPC 107).
ABOVE: dict[str, tuple[str, str, str]] = {
    "ALA": ("Алматы қалалық соты", "Алматинский городской суд", "Almaty city court"),
    "AST": ("Астана қаласының соты", "Суд города Астаны", "Court of Astana city"),
    "KAR": ("Қарағанды облыстық соты", "Карагандинский областной суд", "Karaganda regional court"),
    "SHY": ("Шымкент қаласының соты", "Суд города Шымкента", "Court of Shymkent city"),
}
GENERAL = (
    "Қазақстан Республикасының Бас прокуратурасы",
    "Генеральная прокуратура Республики Казахстан",
    "Prosecutor General's Office of the Republic of Kazakhstan",
)
PERSONS = (
    "Процеске қатысушылар",
    "Участники процесса",
    "Participants in the proceedings",
)


def made_up_bin(serial: int) -> str:
    """A business number with a right check digit, of nobody: a legal person registered in April 1999."""
    for number in range(serial * 10, serial * 10 + 10):
        eleven = f"{date(1999, 4, 1):%y%m}40{number:05d}"
        last = check_digit(eleven)
        if last is not None:
            return f"{eleven}{last}"
    raise ValueError(serial)


def open_offices() -> dict[str, Office]:
    """The offices by code, made where they are missing; needs the regions of `load_reference`."""
    offices: dict[str, Office] = {}
    serial = 0

    def office(code: str, kind: str, names: tuple[str, str, str], region: Region, **more: object) -> Office:
        nonlocal serial
        serial += 1
        name_kk, name_ru, name_en = names
        given = {
            "kind": kind,
            "name_kk": name_kk,
            "name_ru": name_ru,
            "name_en": name_en,
            "region": region,
            "bin": made_up_bin(serial) if kind != Kind.CENTRE or code == "GP" else "",
            **more,
        }
        offices[code], _ = Office.objects.get_or_create(code=code, defaults=given)
        return offices[code]

    regions = {region.code: region for region in Region.objects.filter(code__in=[p.region for p in PLACES])}
    capital = regions["KZ-71"]
    general = office("GP", Kind.CENTRE, GENERAL, capital)
    office("PERSONS", Kind.CENTRE, PERSONS, capital)
    for place in PLACES:
        region, key = regions[place.region], place.key
        superior = office(f"{key}-SPR", Kind.PROSECUTION, SUPERIOR[key], region, supervised_by=general)
        prosecution = office(f"{key}-PR", Kind.PROSECUTION, place.prosecution, region, supervised_by=superior)
        above = office(f"{key}-OC", Kind.COURT, ABOVE[key], region)
        court = office(f"{key}-IC", Kind.COURT, place.investigating_court, region, court=above)
        if court.court_id is None:  # a demonstration that is older than the court above
            court.court = above
            court.save(update_fields=["court"])
        facility = office(f"{key}-TDF", Kind.FACILITY, place.facility, region, supervised_by=prosecution)
        district = office(f"{key}-DC", Kind.COURT, place.district_court, region, court=above)
        office(f"{key}-BAR", Kind.BAR, place.bar, region)
        police = office(
            f"{key}-PD",
            Kind.POLICE,
            place.police,
            region,
            register_code=place.register_code,
            supervised_by=prosecution,
            court=court,
            facility=facility,
            trial_court=district,
        )
        # A demonstration that is older than the writ proceedings.
        if district.court_id is None or police.trial_court_id is None:
            district.court, police.trial_court = above, district
            district.save(update_fields=["court"])
            police.save(update_fields=["trial_court"])
    return offices
