"""Cases of the story with covert actions: one runs and one waits, others are over. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from cases.models import Participant
from ecase.demo.accounts import CONTRACT
from ecase.demo.asked import Asked
from ecase.demo.ruled import known
from ecase.people.models import Appointment
from sanctions.models import Sanction

Posts = Mapping[str, Appointment]
ACCOUNTS = {person.username: person for person in CONTRACT}
UNIT = "Управление специальных операций Департамента полиции города Алматы"


def dead_drops(posts: Posts, now: datetime) -> Asked:
    """43. Parcels under benches, Almaty: calls are listened to by order of `judge`; connections wait before `judge`."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(8, "09:00"),
        occurred=s.on(9, "21:00"),
        qualification="297/3",
        place="г. Алматы, парк им. Ганди, аллея 4",
        occasion="report",
        summary="В парке обнаружены четыре свёртка с веществом; по сообщению, их раскладывают по указаниям из сети.",
    )
    s.paper(
        s.on(8, "12:00"),
        "Рапорт оперативного уполномоченного",
        "Раскладывает мужчина по прозвищу «Север», указания получает по телефону; номер установлен.",
        kind="crime_report",
    )
    calls = s.asks(
        s.on(6, "09:30"),
        "covert_telecom",
        "Организатор известен только по номеру и прозвищу, свёртки закладывают разные люди. Открытыми действиями его "
        "не установить: допрос закладчика предупредит остальных.",
        object="Лицо по прозвищу «Север»",
        stated=("over_one_year",),
        facts={
            "target": "named",
            "status": "none",
            "numbers": "+7 700 000 20 07",
            "days": 30,
            "unit": UNIT,
        },
    )
    s.goes("investigator", s.on(6, "10:00"), "submit")
    s.goes(
        "judge",
        s.on(6, "15:00"),
        "grant",
        calls,
        reasons="Иначе организатора не установить; срок и объём соразмерны тяжести преступления.",
        days=30,
    )
    s.result(s.on(3, "18:00"), calls, "Протокол исследования записи", "Голос просит «положить пять штук у фонтана».")
    s.asks(
        -3,
        "covert_connections",
        "На записи назван второй номер. Сведения о его соединениях за две недели покажут поставщика; иначе их не "
        "получить, не предупредив его.",
        object="Абонент номера +7 700 000 20 11",
        stated=("over_one_year",),
        facts={
            "target": "named",
            "status": "none",
            "numbers": "+7 700 000 20 11",
            "period_from": s.at(s.on(14, "00:10")).date().isoformat(),
            "period_until": s.at(s.on(1, "00:10")).date().isoformat(),
            "days": 10,
            "unit": UNIT,
        },
    )
    s.goes("investigator", -2.5, "submit")
    return s


def false_alarm(posts: Posts, now: datetime) -> Asked:
    """44. Letters to a shop, Almaty: watched and listened to, terminated; one notice is sent, one is due."""
    s = Asked(posts, now=now, by="investigator")
    account = ACCOUNTS["suspect"]
    watched = {
        "iin": account.iin,
        "last_name": account.last_name,
        "first_name": account.first_name,
        "patronymic": account.patronymic,
        "address": "г. Алматы, мкр. Аксай-9, д. 903, кв. 17",
    }
    s.register(
        s.on(70, "09:30"),
        occurred=s.on(72, "18:00"),
        qualification="194/2",
        place="г. Алматы, ул. Кабдолова, д. 1016, магазин",
        summary="Владелец магазина получил три письма с требованием 3 000 000 тенге и угрозой поджога.",
        applicant=known("Шарипова", "Лейла", "Рашидовна", date(1977, 2, 11), 4620, woman=True,
                        address="г. Алматы, ул. Кабдолова, д. 1016"),
    )  # fmt: skip
    man = s.person(s.on(69, "10:00"), "witness", **watched, citizenship="Республика Казахстан")
    s.paper(
        s.on(69, "12:00"),
        "Рапорт оперативного уполномоченного",
        "По описанию курьера письма мог передать бывший работник магазина Кравцов.",
        kind="crime_report",
    )
    calls = _over(
        s,
        66,
        "covert_telecom",
        about=man,
        whom="Кравцов Денис Олегович, абонент номера +7 700 000 00 17",
        facts={"numbers": "+7 700 000 00 17"},
        grounds=(
            "Вымогатель обещал позвонить и назначить место. Звонок нельзя получить иначе, чем прослушиванием; допрос "
            "предупредит его."
        ),
        shown="За 12 суток ни одного разговора о письмах; в дни угроз абонент был в другом городе.",
    )
    house = _over(
        s,
        62,
        "covert_av",
        about=None,
        whom="Жилец квартиры 4 дома 1014, сосед магазина",
        facts={"means": ["sound", "picture"]},
        grounds=(
            "Последнее письмо брошено изнутри двора. Узнать, кто бросает письма, можно только наблюдением за аркой с "
            "записью; открытая камера спугнёт его."
        ),
        shown="Записано, как письмо бросает подросток из соседнего двора; угроза оказалась розыгрышем.",
    )
    end = s.draws(
        "investigator",
        s.on(30, "10:00"),
        "terminate",
        "Письма написали подростки тринадцати лет, денег никто получать не собирался; они сознались при родителях. "
        "Состава преступления нет.",
        ground="no_elements",
        evidence="Письма хранить при деле.",
    )
    s.answers("chief", s.on(29, "15:00"), end, "approve")
    if s.duties_begin(s.on(28, "12:00")):
        s.goes(
            "investigator",
            s.on(20, "11:00"),
            "send_notice",
            calls,
            addressee="Кравцов Денис Олегович",
            iin=account.iin,
            address=watched["address"],
            means="registered_mail",
        )
    s.sanction = house
    return s


def _over(
    s: Asked,
    days: int,
    kind: str,
    *,
    about: Participant | None,
    whom: str,
    facts: dict[str, object],
    grounds: str,
    shown: str,
) -> Sanction:
    """An action asked for, sanctioned by `judge`, ended, its results told to the prosecutor."""
    action = s.asks(
        s.on(days, "09:30"),
        kind,
        grounds,
        about=about,
        object=whom,
        stated=("over_one_year",),
        facts={
            "target": "named",
            "status": "none",
            "days": 20,
            "unit": UNIT,
            **facts,
        },
    )
    s.goes("investigator", s.on(days, "10:00"), "submit")
    s.goes(
        "judge",
        s.on(days, "14:00"),
        "grant",
        action,
        reasons="Угроза реальна, иных средств установить вымогателя нет; срок соразмерен.",
        days=20,
    )
    s.result(s.on(days - 12, "16:00"), action, "Протокол исследования результатов", shown)
    s.goes(
        "investigator",
        s.on(days - 12, "17:30"),
        "finish",
        action,
        ended_at=s.at(s.on(days - 12, "15:00")),
        execution=shown,
    )
    s.goes("investigator", s.on(days - 13, "11:00"), "tell_results", action, results=shown)
    return action
