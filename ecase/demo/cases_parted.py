"""Cases of the story that part and meet: severed, joined, come over from paper, sent to another body. All made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.ruled import Ruled, known
from ecase.law.clock import local
from ecase.people.models import Appointment, Office

Posts = Mapping[str, Appointment]


def pistol(posts: Posts, now: datetime) -> Ruled:
    """18. Extortion from a café, Almaty: a search finds a pistol, which becomes a case of its own at once."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(18, "14:30"),
        occurred=s.on(19, "21:00"),
        qualification="194/2",
        place="г. Алматы, ул. Панфилова, д. 1144, кафе «Арман»",
        summary=(
            "Двое мужчин требовали у владельца кафе 2 000 000 тенге за «спокойную работу» и грозили поджогом. Разговор "
            "записан на телефон."
        ),
        applicant=known(
            "Насыров", "Тахир", "Юсупович", date(1977, 7, 1), 3530, address="г. Алматы, ул. Панфилова, д. 1144"
        ),
    )
    man = s.person(
        s.on(16, "10:00"),
        "witness",
        **known("Жолдасбеков", "Айбек", "Муратович", date(1993, 1, 24), 3531,
                address="г. Алматы, мкр. Калкаман-2, ул. Ауэзова, д. 1019"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    s.recognised(
        "prosecutor",
        s.on(16, "12:20"),
        s.on(16, "18:10"),
        man,
        "194/2",
        "Голос на записи опознан потерпевшим и барменом, номер, с которого звонили, принадлежит Жолдасбекову А. М.",
    )
    s.qualified(
        "prosecutor",
        s.on(15, "11:00"),
        s.on(15, "17:30"),
        "194/2",
        "Группой лиц по предварительному сговору, под угрозой поджога требовал передачи денег.",
    )
    found = s.paper(
        s.on(12, "13:10"),
        "Протокол обыска в гараже Жолдасбекова А. М.",
        "В металлическом ящике обнаружен пистолет калибра 9 мм с восемью патронами. Разрешения нет, происхождение "
        "пояснить отказался. С вымогательством предмет не связан.",
        signed="Следователь Оспанов Р. М.",
    )
    severed = s.draws(
        "investigator",
        s.on(12, "16:00"),
        "sever",
        "При обыске обнаружено огнестрельное оружие. Это новое событие: с вымогательством оно не связано ни временем, "
        "ни способом, в настоящем деле доказывать его нельзя.",
        ground="new_offence",
        participants=[str(s.suspect.pk)],
        materials=[str(found.pk)],
        occurred_at=s.at(s.on(12, "12:40")),
        place="г. Алматы, мкр. Калкаман-2, гараж № 31",
        article="287/3",
        summary="В гараже незаконно хранились пистолет калибра 9 мм и восемь патронов к нему.",
    )
    s.answers("prosecutor", s.on(11, "10:30"), severed, "see")
    s.goes_on_in(severed)
    s.paper(
        s.on(10, "11:00"),
        "Постановление о назначении баллистической экспертизы",
        "Перед экспертом поставлены вопросы: исправен ли пистолет, пригоден ли для выстрелов, не применялся ли ранее.",
        signed="Следователь Оспанов Р. М.",
    )
    return s


def converters(posts: Posts, now: datetime) -> Ruled:
    """22. Catalytic converters, Almaty: two thefts of one hand, joined into one case."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(17, "08:50"),
        occurred=s.on(18, "03:00"),
        qualification="188/2",
        place="г. Алматы, ул. Муканова, д. 1210, двор",
        summary="Ночью с припаркованного автомобиля срезан каталитический нейтрализатор, ущерб 640 000 тенге.",
    )
    first = s.case
    s.paper(
        s.on(17, "10:30"),
        "Протокол осмотра автомобиля",
        "Труба срезана ровно, аккумуляторной пилой; на асфальте след домкрата с треугольной опорой.",
        signed="Следователь Оспанов Р. М.",
    )
    s.register(
        s.on(9, "09:20"),
        occurred=s.on(9, "02:30"),
        qualification="188/2",
        place="г. Алматы, ул. Шагабутдинова, д. 1065, двор",
        summary="Ночью во дворе с двух автомобилей срезаны каталитические нейтрализаторы, ущерб 1 150 000 тенге.",
    )
    s.paper(
        s.on(9, "11:00"),
        "Протокол осмотра места происшествия",
        "У обоих автомобилей ровный срез, рядом след домкрата с треугольной опорой, как по улице Муканова.",
        signed="Следователь Оспанов Р. М.",
    )
    joined = s.draws(
        "investigator",
        s.on(7, "15:40"),
        "join",
        "Одинаковые способ, инструмент и след домкрата позволяют полагать, что все кражи совершило одно лицо или одна "
        "группа, которые не установлены.",
        other_number=first.number,
        ground="same_unknown",
    )
    s.answers("prosecutor", s.on(6, "12:00"), joined, "see")
    s.tells_of(first)
    s.paper(
        s.on(5, "17:00"),
        "Сведения о проезде автомобилей",
        "В обе ночи во двор въезжал серый универсал без переднего номера, 02:10 и 02:50; маршрут восстановлен по "
        "камерам до выезда на Восточную объездную.",
        episode=2,
    )
    return s


def off_paper(posts: Posts, now: datetime) -> Ruled:
    """21. A storekeeper, Almaty: a paper case of the register; one of its charges lies outside what was registered."""
    s = Ruled(posts, now=now, by="investigator")
    registered = local(s.at(s.on(38, "16:20")))
    s.imports(
        s.on(8, "09:00"),
        {
            "number": f"{registered:%y}7512030900417",
            "registered_at": f"{registered:%d.%m.%Y %H:%M}",
            "office": "ALA-PD",
            "book_number": f"{registered:%Y}-03311",
            "book_at": f"{local(s.at(s.on(38, '11:05'))):%d.%m.%Y %H:%M}",
            "occurred_on": f"{local(s.at(s.on(60, '00:00'))):%d.%m.%Y}",
            "summary": (
                "Заведующий складом, используя доверенность, вывез со склада кабельную продукцию на 7 310 000 тенге и "
                "сбыл её, недостачу обнаружили при сверке."
            ),
            "qualification": "ст.189 ч.3",
            "scene": "Склад",
            "region": "город Алматы",
            "district": "Алмалинский район",
            "settlement": "Алматы",
            "street": "ул. Ратушного",
            "house": "1088",
        },
    )
    s.draws(
        "head",
        s.on(8, "10:10"),
        "assign",
        "Дело поступило из реестра в бумажном формате, прежний следователь переведён в другое подразделение.",
        investigator=str(s.posts["investigator"].pk),
    )
    taken = s.draws("investigator", s.on(8, "11:30"), "take_over", "Бумажное дело получено, 2 тома, 311 листов.")
    s.answers("prosecutor", s.on(7, "09:40"), taken, "see")
    s.person(
        s.on(7, "14:00"),
        "suspect",
        **known("Приходько", "Валерий", "Семёнович", date(1971, 5, 14), 3532,
                address="г. Алматы, мкр. Дорожник, д. 1021, кв. 9"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    s.on_paper(
        s.on(7, "14:30"),
        "189/3",
        s.on(30, "12:00"),
        "Постановление о квалификации, том 1, л. 96, согласовано прокурором на бумаге",
        episode=1,
    )
    s.on_paper(
        s.on(7, "14:40"),
        "385/1",
        s.on(26, "15:00"),
        "Постановление о квалификации, том 2, л. 14: подделка двух накладных; согласования прокурора в деле нет",
    )
    s.draws(
        "investigator",
        -5,
        "switch_format",
        "Все 311 листов отсканированы и сверены, дальнейшее расследование удобнее вести в электронном формате.",
        to="electronic",
    )
    return s


def lorry(posts: Posts, now: datetime) -> Ruled:
    """25. A stolen lorry, Almaty: found to belong to Karaganda; the transfer waits for `prosecutor`."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(10, "12:45"),
        occurred=s.on(12, "23:30"),
        qualification="188/3",
        place="г. Алматы, ул. Бокейханова, д. 1500, стоянка",
        occasion="report",
        summary="Водитель обнаружил на стоянке, что из опломбированного прицепа пропало 60 коробок с обувью.",
    )
    s.paper(
        s.on(6, "16:10"),
        "Показания датчика двери прицепа",
        "Дверь открывали один раз: позавчера в 01:12 на стоянке у поста «Актас» Карагандинской области, на 19 минут. "
        "В Алматы прицеп не вскрывался.",
    )
    s.draws(
        "investigator",
        -7,
        "transfer",
        "По датчику прицеп вскрыт на стоянке в Карагандинской области; там окончено деяние, там же пломба и очевидцы.",
        to_office=str(Office.objects.values_list("pk", flat=True).get(code="KAR-PD")),
    )
    return s
