"""Pages of the information book of the Almaly police, Almaty: what came in, and what became of it. All made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.ruled import Ruled, known
from ecase.people.models import Appointment, Office

Posts = Mapping[str, Appointment]


def scooters(posts: Posts, now: datetime) -> Ruled:
    """13. Two reports of one night: the first becomes a case in Kazakh, the second belongs to it."""
    s = Ruled(posts, now=now, by="investigator")
    first = s.receives(
        s.on(13, "08:40"),
        source="written",
        language="kk",
        summary=(
            "Түнде Жандосов көшесіндегі 1058-үйдің ауласынан электр самокатым ұрланды. Тұрағы құлыпталған еді, кабелі "
            "кесілген. Құны 285 000 теңге."
        ),
        occurred_at=s.at(s.on(13, "02:30")),
        place="Алматы қ., Жандосов көшесі, 1058-үй, аула",
        warned=True,
        **known("Жүнісова", "Айнұр", "Серікқызы", date(1990, 5, 21), 4520, woman=True,
                address="Алматы қ., Жандосов көшесі, 1058-үй, 31-пәтер", phone="+7 700 000 10 58"),
    )  # fmt: skip
    s.gives(s.on(13, "09:30"), first, "investigator")
    second = s.receives(
        s.on(13, "10:15"),
        source="written",
        summary=(
            "Ночью со двора дома 1058 по улице Жандосова похищен электросамокат. Соседка сказала, что у неё украли "
            "такой же. Ущерб 310 000 тенге."
        ),
        occurred_at=s.at(s.on(13, "03:00")),
        place="г. Алматы, ул. Жандосова, д. 1058, двор",
        warned=True,
        **known("Пак", "Виталий", "Сергеевич", date(1986, 9, 14), 3620,
                address="г. Алматы, ул. Жандосова, д. 1058, кв. 40", phone="+7 700 000 10 40"),
    )  # fmt: skip
    s.gives(s.on(13, "10:50"), second, "investigator")
    first = s.does(
        "investigator",
        s.on(13, "15:20"),
        first,
        "register",
        summary=first.summary,
        occurred_at=first.occurred_at,
        place=first.place,
        qualification="188/2",
    )
    assert first.case is not None
    s.tells_of(first.case)
    s.does(
        "investigator",
        s.on(13, "16:05"),
        second,
        "join_case",
        number=first.case.number,
        reasons=(
            "То же происшествие: тот же двор и та же ночь, тросы перекушены одним инструментом. Событие "
            "зарегистрировано по заявлению Жүнісовой А. С."
        ),
    )
    s.person(
        s.on(13, "16:30"),
        "victim",
        **known("Пак", "Виталий", "Сергеевич", date(1986, 9, 14), 3620,
                address="г. Алматы, ул. Жандосова, д. 1058, кв. 40"),
    )  # fmt: skip
    s.paper(
        s.on(11, "11:00"),
        "Аула бейнежазбасын қарау хаттамасы",
        "Жазбада сағат 02:41-де қапюшон киген екі адам қақпадан кіреді, 02:49-да екі самокатты жаяу алып шығады. "
        "Біреуінің кроссовкасында ақ жолақ бар.",
        signed="Тергеуші Оспанов Р. М.",
    )
    return s


def decided(posts: Posts, now: datetime) -> Ruled:
    """14. Reports that became no case, each on a ground of the law, and a decision the prosecutor cancelled."""
    s = Ruled(posts, now=now, by="investigator")
    repair = s.receives(
        s.on(9, "11:20"),
        source="written",
        summary=(
            "Бригада взяла по договору 1 200 000 тенге за ремонт квартиры, сделала половину работ и больше не "
            "приходит. Прошу привлечь к ответственности за мошенничество."
        ),
        occurred_at=s.at(s.on(40, "10:00")),
        place="г. Алматы, мкр. Аксай-4, д. 1107, кв. 12",
        warned=True,
        **known("Тлеубаева", "Сауле", "Маратовна", date(1979, 2, 6), 4521, woman=True,
                address="г. Алматы, мкр. Аксай-4, д. 1107, кв. 12"),
    )  # fmt: skip
    s.gives(s.on(9, "12:00"), repair, "investigator")
    s.does(
        "investigator",
        s.on(9, "17:45"),
        repair,
        "not_register",
        ground="civil_deal",
        reasons=(
            "Между сторонами заключён письменный договор подряда, работы выполнены частично, подрядчик отвечает на "
            "звонки и спорит о цене. Договор судом недействительным не признан, других жалоб на подрядчика нет."
        ),
    )
    rumour = s.receives(
        s.on(6, "09:05"),
        source="anonymous",
        summary="Сообщают без подписи, что в подвале дома 1190 по улице Розыбакиева торгуют снюсом и чем-то ещё.",
        place="г. Алматы, ул. Розыбакиева, д. 1190, подвал",
    )
    s.gives(s.on(6, "09:30"), rumour, "investigator2", who="registrar")
    s.does(
        "investigator2",
        s.on(6, "18:10"),
        rumour,
        "not_register",
        ground="anonymous",
        reasons=(
            "Проверено на месте с участковым инспектором: подвал занят колясочной, следов торговли нет, жильцы двух "
            "подъездов опрошены и ничего не видели."
        ),
    )
    noise = s.receives(
        s.on(5, "23:10"),
        source="oral",
        summary="Соседи сверху вторую ночь подряд громко играют на барабанах и не открывают дверь.",
        place="г. Алматы, ул. Тимирязева, д. 1042",
        warned=True,
        protocol=True,
        **known("Козлов", "Артур", "Николаевич", date(1968, 12, 3), 3522,
                address="г. Алматы, ул. Тимирязева, д. 1042, кв. 8"),
    )  # fmt: skip
    s.gives(s.on(4, "08:30"), noise, "investigator2")
    s.does(
        "investigator2",
        s.on(4, "10:40"),
        noise,
        "pass_on",
        ground="administrative",
        passed_to="Местная полицейская служба Алмалинского района",
        reasons="Признаков уголовного правонарушения нет: нарушение тишины ночью является административным.",
    )
    cashier = s.receives(
        s.on(4, "14:00"),
        source="official",
        organisation="ТОО «Дастархан Маркет»",
        summary=(
            "По итогам смены у кассира выявлена недостача 640 000 тенге. Запись камеры показывает, что часть покупок "
            "не пробивалась."
        ),
        occurred_at=s.at(s.on(5, "21:30")),
        place="г. Алматы, ул. Манаса, д. 1034, магазин",
    )
    s.gives(s.on(4, "14:40"), cashier, "investigator")
    s.does(
        "investigator",
        s.on(4, "18:50"),
        cashier,
        "not_register",
        ground="no_confirming_act",
        reasons="Акт инвентаризации к сообщению не приложен, размер недостачи ничем, кроме слов, не подтверждён.",
    )
    s.does(
        "chief",
        -16,
        cashier,
        "cancel_decision",
        reasons=(
            "Недостача не является признаком хищения чужого вверенного имущества, она лишь его след. Запись камеры "
            "представлена и не просмотрена. Решение незаконно, сообщение рассмотреть заново."
        ),
    )
    return s


def today(posts: Posts, now: datetime) -> Ruled:
    """15. The book as it lies open: one new, one pressing, one late, one that went to another body, one from home."""
    s = Ruled(posts, now=now, by="investigator")
    hospital = s.receives(
        -30,
        source="official",
        organisation="Городская клиническая больница № 1004",
        summary=(
            "Доставлен мужчина 34 лет с переломом нижней челюсти. Со слов пострадавшего, избит двумя неизвестными у "
            "остановки; от госпитализации не отказался."
        ),
        occurred_at=s.at(-33),
        place="г. Алматы, пр. Райымбека, д. 1212, остановка",
    )
    s.gives(-28.5, hospital, "investigator")
    parcel = s.receives(
        -20,
        source="written",
        language="kk",
        summary=(
            "Интернет арқылы көлік қосалқы бөлшегіне тапсырыс бердім, 430 000 теңге аударылды. Сатушы Астана қаласында "
            "тұрады, енді байланысқа шықпайды."
        ),
        occurred_at=s.at(-70),
        place="Астана қ., Сарайшық көшесі, 1029-үй",
        warned=True,
        **known("Бақытов", "Санжар", "Ерікұлы", date(1997, 3, 11), 5520,
                address="Алматы қ., Төле би көшесі, 1260-үй, 14-пәтер", phone="+7 700 000 12 60"),
    )  # fmt: skip
    s.does(
        "head",
        -17,
        parcel,
        "transfer",
        to_office=str(_office("AST-PD")),
        reasons="Ақша Астана қаласындағы шотқа түскен, қылмыс сол жерде аяқталған; тергеуге сол орган құзыретті.",
    )
    s.does("prosecutor", -15, parcel, "agree_transfer")
    driver = s.receives(
        -14,
        source="oral",
        summary=(
            "Таксист отказался вернуть забытый на сиденье телефон и потребовал за него 100 000 тенге, пригрозив, что "
            "иначе распространит снимки."
        ),
        occurred_at=s.at(-16),
        place="г. Алматы, ул. Сатпаева, д. 1090",
        warned=True,
        protocol=True,
        speaks="узбекский",
        needs_interpreter=True,
        interpreter="Рахимова Н. Б., удостоверение переводчика № 0118",
        **known("Собиров", "Жасур", "Анварович", date(1995, 7, 30), 3523, address="г. Алматы, ул. Сатпаева, д. 1092"),
    )
    s.gives(-13, driver, "investigator")
    cattle = s.receives(
        -9,
        source="written",
        summary=(
            "С выпаса под Карагандой пропали четыре лошади, следы ведут к трассе. Заявитель живёт в Алматы и узнал об "
            "этом от пастуха."
        ),
        occurred_at=s.at(-50),
        place="Карагандинская область, с. Уштобе",
        warned=True,
        **known("Есенов", "Болат", "Жакенович", date(1965, 1, 17), 3524,
                address="г. Алматы, ул. Гагарина, д. 1311, кв. 2", phone="+7 700 000 13 11"),
    )  # fmt: skip
    s.gives(-8, cattle, "investigator")
    s.does(
        "investigator",
        -6.5,
        cattle,
        "transfer",
        to_office=str(_office("KAR-PD")),
        reasons="Событие произошло в Карагандинской области, там же находятся очевидцы и место происшествия.",
    )
    s.sends(
        "victim",
        -5,
        office="ALA-PD",
        summary=(
            "После кражи мне звонит неизвестный и предлагает вернуть ноутбук за 200 000 тенге. Говорит, что знает, где "
            "я работаю. Прошу принять меры."
        ),
        occurred_at=s.at(-6),
        place="г. Алматы, пр. Абая, д. 1012, кв. 48",
        address="г. Алматы, пр. Абая, д. 1012, кв. 48",
        phone="+7 700 000 00 48",
        language="ru",
    )
    s.receives(
        -1.5,
        source="written",
        summary=(
            "В автобусе маршрута № 1079 из сумки вытащили кошелёк с деньгами и удостоверением. Обнаружила на остановке "
            "«Саяхат», когда хотела расплатиться."
        ),
        occurred_at=s.at(-2.2),
        place="г. Алматы, пр. Райымбека, остановка «Саяхат»",
        warned=True,
        **known("Шестакова", "Лариса", "Викторовна", date(1961, 6, 9), 4522, woman=True,
                address="г. Алматы, ул. Пушкина, д. 1005, кв. 19", phone="+7 700 000 10 05"),
    )  # fmt: skip
    s.keeps("investigator", "Кражи", article="188")
    s.keeps("investigator", "Приостановленные", stage="interrupted")
    s.keeps("prosecutor", "Приостановленные", stage="interrupted")
    s.keeps("head", "Просроченные", term="overdue")
    return s


def _office(code: str) -> int:
    """The key of an office, as a form takes it."""
    found: int = Office.objects.values_list("pk", flat=True).get(code=code)
    return found
