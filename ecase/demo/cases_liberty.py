"""Cases of the story about people at liberty: house arrest, bail, a request that came back. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.asked import Asked
from ecase.demo.ruled import known
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]
QUALIFIED_LATER = "Квалификация будет вынесена в срок после заключения эксперта; подозрение объявлено."


def shop_window(posts: Posts, now: datetime) -> Asked:
    """36. A broken shop window, Almaty, in Kazakh: house arrest granted; the prosecutor is asked to let it end."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(35, "09:00"),
        occurred=s.on(36, "02:10"),
        qualification="191/2",
        place="Алматы қ., Абылай хан даңғылы, 1070-үй, дүкен",
        language="kk",
        summary="Түнде екі адам дүкен терезесін сындырып, сатушының көзінше телефондар мен ақшаны алып кеткен.",
    )
    man = s.person(
        s.on(34, "10:00"),
        "witness",
        **known("Мұхаметжанов", "Олжас", "Бауыржанұлы", date(2001, 6, 18), 5611,
                address="Алматы қ., Ақсай-2 ы/а, 1041-үй, 18-пәтер"),
        citizenship="Қазақстан Республикасы",
    )  # fmt: skip
    film = s.paper(
        s.on(34, "12:00"),
        "Бейнежазбаны қарау хаттамасы",
        "Жазбада күдіктінің беті анық көрінеді; ол кассаны ашып, ақшаны алады.",
        kind="protocol_inspection",
        signed="Тергеуші Р. М. Оспанов",
    )
    s.recognised(
        "prosecutor",
        s.on(33, "09:30"),
        s.on(33, "14:00"),
        man,
        "191/2",
        "Мұхаметжанов О. Б. бейнежазбадан танылды, сатушы оны тікелей көрсетті, телефондардың бірі үйінен табылды.",
    )
    s.lawyer(s.on(33, "15:00"), "lawyer2", "0012931, адвокаттар алқасы")
    home = "Алматы қ., Ақсай-2 ы/а, 1041-үй, 18-пәтер"
    rules = "Тұрғын үйден шықпау; жәбірленушімен және куәгерлермен сөйлеспеу; телефонды тергеушімен ғана пайдалану."
    house = s.asks(
        s.on(32, "10:00"),
        "house_arrest",
        "Екінші қатысушы табылған жоқ, күдікті онымен байланысын жасырып отыр және шақыруға екі рет келмеген. Бұрын "
        "сотталмаған, анасымен тұрады, сондықтан қамаққа алу артық болар еді.",
        about=s.suspect,
        sheets=(film,),
        stated=("may_obstruct",),
        milder="Ешқайда кетпеу туралы қолхат жеткіліксіз: шақыруға екі рет келмеген.",
        facts={
            "presence": "at_liberty",
            "home": home,
            "household": "Анасы Мұхаметжанова С. Қ.",
            "restrictions": ["leave", "communications", "contacts"],
            "restrictions_exactly": rules,
            "supervisor": "Әуезов ауданы Полиция басқармасының пробация қызметі",
            "before_qualification": "Саралау қаулысы сараптама қорытындысынан кейін шығарылады.",
        },
    )
    s.goes("investigator", s.on(32, "10:30"), "submit")
    s.goes("prosecutor", s.on(32, "12:00"), "support", reasons="Өтінішхат негізді, шара мөлшерлес.")
    s.goes(
        "judge",
        s.on(32, "16:40"),
        "grant",
        hearing_at=s.at(s.on(32, "16:00")),
        suspect_part="present",
        reasons=(
            "Күдік бейнежазбамен және тану хаттамасымен расталды. Күдікті шақыруға келмеген, екінші қатысушы "
            "анықталмаған, сондықтан қолхат жеткіліксіз; қамаққа алуға негіз жоқ."
        ),
        milder="Шақыруға екі рет келмеген, сондықтан қолхат жеткіліксіз.",
        restrictions=["leave", "communications", "contacts"],
        restrictions_exactly=rules,
        supervisor="Әуезов ауданы Полиция басқармасының пробация қызметі",
        home=home,
    )
    s.asks(
        -7,
        "measure_lift",
        "Екінші қатысушы ұсталды, беттестіру өткізілді, барлық куәгерлерден жауап алынды. Күдікті шектеулерді бір рет "
        "те бұзған жоқ және жұмысқа шақырылды: бұл шараның қажеті қалмады.",
        about=s.suspect,
        extends_id=house.pk,
        stated=("need_gone",),
        facts={"ground": "milder_enough", "other_measure": "undertaking"},
    )
    s.goes("investigator", -6.5, "submit")
    return s


def crossing_at_dawn(posts: Posts, now: datetime) -> Asked:
    """37. A road accident, Almaty: bail asked for, set by `judge`, and paid."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(26, "07:30"),
        occurred=s.on(26, "05:20"),
        qualification="345/2",
        place="г. Алматы, пр. Райымбека — ул. Пушкина, перекрёсток",
        summary="Водитель внедорожника сбил пешехода на переходе; у пешехода перелом бедра.",
    )
    man = s.person(
        s.on(26, "10:00"),
        "witness",
        **known("Токаев", "Алмас", "Берикович", date(1983, 9, 9), 3621,
                address="г. Алматы, мкр. Мамыр-4, д. 1102, кв. 55"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    scheme = s.paper(
        s.on(26, "11:00"),
        "Протокол осмотра места происшествия и схема",
        "Тормозной след 21 метр начинается за переходом, разметка видна, светофор работал.",
        kind="protocol_inspection",
        signed="Следователь Оспанов Р. М.",
    )
    s.recognised(
        "prosecutor",
        s.on(24, "09:30"),
        s.on(24, "15:30"),
        man,
        "345/2",
        "Токаев А. Б. управлял автомобилем, что показывает запись светофора; эксперт установил превышение скорости.",
    )
    s.lawyer(s.on(24, "16:00"), "lawyer", "0012944 от коллегии адвокатов")
    bail = s.asks(
        s.on(22, "10:00"),
        "bail",
        "Подозреваемый работает в компании с частыми поездками за границу и уже купил билет. Залог обеспечит явку и не "
        "лишит семью заработка.",
        about=s.suspect,
        sheets=(scheme,),
        stated=("may_flee",),
        why={
            "bail_believed": "Семья и дом в Алматы, на вызовы являлся; сумма залога составляет два его заработка, и "
            "терять её ради поездки он не станет."
        },
        facts={
            "presence": "at_liberty",
            "amount": 500_000,
            "form": "money",
            "depositor_is": "suspect",
            "depositor": "Токаев Алмас Берикович",
            "duties": ["appear", "report_moves"],
        },
    )
    s.goes("investigator", s.on(22, "10:20"), "submit", bail)
    s.goes(
        "judge",
        s.on(22, "16:00"),
        "grant",
        bail,
        reasons=(
            "Подозрение подтверждено схемой и записью светофора. Билет за границу показывает возможность скрыться; "
            "залог в этом размере соразмерен тяжести и заработку."
        ),
        amount=500_000,
        duties=["appear", "report_moves"],
    )
    s.goes(
        "investigator",
        s.on(20, "12:00"),
        "pay_bail",
        bail,
        paid_at=s.at(s.on(20, "11:10")),
        paid_how="Платёжное поручение № 117, депозит следственного суда города Алматы",
    )
    return s


def scooter_courier(posts: Posts, now: datetime) -> Asked:
    """40. A courier and a cash box, Almaty: house arrest came back from `prosecutor` with marks on its pages."""
    s = Asked(posts, now=now, by="investigator")
    _at_liberty(
        s,
        days=9,
        place="г. Алматы, ул. Тажибаевой, д. 1184, пункт выдачи",
        summary="Курьер службы доставки открыто забрал из кассы пункта выдачи 318 000 тенге и уехал на самокате.",
        qualification="191/1",
        person=known("Сулейменов", "Аян", "Русланович", date(2003, 2, 14), 5612,
                     address="г. Алматы, мкр. Алмагуль, д. 1018, кв. 70"),
        why="Сулейменова А. Р. узнали два сотрудника пункта, деньги частично найдены у него.",
    )  # fmt: skip
    _asks_house_arrest(s, s.on(2, "10:00"), s.on(2, "10:30"))
    s.remarks(
        "prosecutor",
        s.on(2, "15:00"),
        (1, 430, "Адрес домашнего ареста не совпадает с адресом в протоколе допроса."),
        (1, 690, "Где лист дела о неявке? Без него довод голословен."),
    )
    s.goes(
        "prosecutor",
        s.on(2, "15:20"),
        "return_for_rework",
        reasons="Неявка не подтверждена повесткой, адреса расходятся: смотрите пометки. Устраните до завтра.",
    )
    return s


def night_market(posts: Posts, now: datetime) -> Asked:
    """41. A stall on a night market, Almaty: house arrest and a restriction of money wait before `prosecutor`."""
    s = Asked(posts, now=now, by="investigator")
    _at_liberty(
        s,
        days=6,
        place="г. Алматы, пр. Рыскулова, д. 1503, рынок, ряд 8",
        summary="Продавец соседнего ряда открыто забрал кассу с выручкой 1 900 000 тенге и скрылся через склад.",
        qualification="191/2",
        person=known("Алиев", "Фарид", "Эльдарович", date(1990, 10, 21), 3624,
                     address="г. Алматы, мкр. Айгерим-1, ул. Ленина, д. 1007"),
        why="Алиева Ф. Э. узнали трое торговцев; он снят камерой склада с сумкой потерпевшего.",
    )  # fmt: skip
    film = s.paper(
        s.on(3, "12:00"),
        "Протокол осмотра записи камеры склада",
        "В 23:41 мужчина проносит сумку потерпевшего через склад; лицо видно в течение шести секунд.",
        kind="protocol_inspection",
        signed="Следователь Оспанов Р. М.",
    )
    s.asks(
        -6,
        "property_restriction",
        "На счёт подозреваемого вчера зачислено 1 400 000 тенге, он переводит их родственнику частями. До санкции суда "
        "деньги уйдут, гражданский иск будет нечем обеспечить.",
        object="Деньги на счёте KZ00 0000 в банке «Тенгри»",
        sheets=(film,),
        stated=("civil_claim",),
        facts={
            "property_is": "account",
            "property": "Деньги на счёте KZ00 0000 в пределах 1 400 000 тенге",
            "location": "АО «Банк Тенгри», г. Алматы",
            "owner": "Алиев Фарид Эльдарович",
            "owner_is": "suspect",
            "value": 1_400_000,
            "not_protected": True,
            "urgent_why": "Деньги переводятся частями с утра, осталось две трети.",
            "days": 10,
            "owner_told": "not_told",
            "registrar": "АО «Банк Тенгри»",
        },
    )
    s.goes("investigator", -5.5, "submit")
    _asks_house_arrest(s, -4, -3.5)
    return s


def _at_liberty(
    s: Asked, *, days: int, place: str, summary: str, qualification: str, person: dict[str, str], why: str
) -> None:
    """A person recognised as a suspect and at liberty, with a paper that bears it out."""
    s.register(
        s.on(days, "09:30"), occurred=s.on(days + 1, "23:30"), qualification=qualification, place=place,
        summary=summary,
    )  # fmt: skip
    man = s.person(s.on(days - 1, "10:00"), "witness", **person, citizenship="Республика Казахстан")
    s.paper(
        s.on(days - 1, "12:00"),
        "Протокол опознания",
        "Свидетели уверенно опознали его среди трёх человек по росту, голосу и шраму на щеке.",
        kind="protocol_identification",
        signed="Следователь Оспанов Р. М.",
    )
    s.recognised("prosecutor", s.on(days - 2, "10:00"), s.on(days - 2, "15:00"), man, qualification, why)
    s.lawyer(s.on(days - 2, "16:00"), "lawyer2", f"001296{days} от коллегии адвокатов")


def _asks_house_arrest(s: Asked, drafted: float, sent: float) -> None:
    """House arrest for somebody at liberty, before the prosecutor."""
    s.asks(
        drafted,
        "house_arrest",
        "Подозреваемый на повестку не явился и сменил номер телефона. Второй участник не установлен, похищенное "
        "найдено частично. Постоянное жильё и мать на иждивении делают арест чрезмерным.",
        about=s.suspect,
        stated=("may_flee",),
        milder="Подписка о невыезде недостаточна: на повестку он не явился.",
        facts={
            "presence": "at_liberty",
            "home": s.suspect.address,
            "household": "Мать, 64 года",
            "restrictions": ["leave", "contacts"],
            "restrictions_exactly": "Не покидать жильё; не общаться с потерпевшим и свидетелями.",
            "supervisor": "Служба пробации Алмалинского района города Алматы",
            "before_qualification": QUALIFIED_LATER,
        },
    )
    s.goes("investigator", sent, "submit")
