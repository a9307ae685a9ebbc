"""Cases of the story in which something is searched, inspected, seized or forbidden. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.asked import Asked
from ecase.demo.ruled import known
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]


def tour_office(posts: Posts, now: datetime) -> Asked:
    """29. Tours that nobody flew on, Almaty: a search sanctioned by `judge`, made and reported."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(18, "10:20"),
        occurred=s.on(30, "12:00"),
        qualification="190/3",
        place="г. Алматы, ул. Байтурсынова, д. 1140, офис 6",
        summary=(
            "Турфирма собрала с одиннадцати семей 9 460 000 тенге за путёвки, вылеты отменила и на звонки не отвечает. "
            "В офисе по вечерам видят людей, которые выносят коробки."
        ),
        applicant=known("Гончарова", "Алла", "Викторовна", date(1982, 7, 3), 4610, woman=True,
                        address="г. Алматы, мкр. Орбита-2, д. 1021, кв. 30"),
    )  # fmt: skip
    told = s.paper(
        s.on(17, "15:00"),
        "Протокол допроса потерпевшей Гончаровой А. В.",
        "Деньги передала в офисе под квитанцию без номера. Договоры и тетрадь с фамилиями лежали в железном шкафу у "
        "окна. Соседка по дому видела, как в пятницу из офиса вынесли две коробки бумаг.",
        kind="protocol_interrogation",
        signed="Потерпевшая Гончарова А. В.",
    )
    s.asks(
        s.on(16, "09:40"),
        "search",
        "Договоры, тетрадь учёта и печать находятся в офисе фирмы; из него выносят бумаги, и без обыска доказательства "
        "будут утрачены. Выдать их добровольно директор отказался по телефону, сославшись на отъезд.",
        object="г. Алматы, ул. Байтурсынова, д. 1140, офис 6, две комнаты",
        sheets=(told,),
        stated=("objects",),
        facts={
            "place_kind": "organisation",
            "holder": "ТОО «Жол-Тур Сервис», директор Ли А. С.",
            "sought": "Договоры с туристами, тетрадь учёта денег, печать фирмы, системный блок бухгалтера.",
        },
    )
    s.goes("investigator", s.on(16, "10:05"), "submit")
    s.goes(
        "judge",
        s.on(16, "12:30"),
        "grant",
        reasons=(
            "Из показаний потерпевшей следует, что документы фирмы хранятся в офисе и их начали выносить. Обыск "
            "соразмерен цели, место и искомое названы точно."
        ),
    )
    protocol = s.paper(
        s.on(16, "17:50"),
        "Протокол обыска",
        "Обыск проведён с 15:10 до 17:30 в присутствии двух понятых и бухгалтера. Изъяты 43 договора, тетрадь учёта в "
        "клетку на 96 листах и системный блок. Замечаний не поступило.",
        kind="protocol_search_seizure",
        signed="Следователь Оспанов Р. М.",
    )
    s.goes(
        "investigator",
        s.on(16, "18:20"),
        "execute",
        executed_at=s.at(s.on(16, "17:30")),
        where="г. Алматы, ул. Байтурсынова, д. 1140, офис 6",
        took_part="Понятые Искаков Д. и Петрова Л., бухгалтер Сон Н. А., специалист-криминалист",
        execution="Изъяты 43 договора, тетрадь учёта и системный блок. Печать не найдена.",
        papers=[str(protocol.pk)],
    )
    return s


def balcony(posts: Posts, now: datetime) -> Asked:
    """30. Plants on a balcony, Almaty: inspected at once, the lawfulness of it waits before `judge`."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        -8,
        occurred=-10,
        qualification="297/2",
        place="г. Алматы, мкр. Жетысу-3, д. 1055, кв. 64",
        occasion="report",
        summary="Участковый инспектор сообщил о запахе и растениях на застеклённом балконе; хозяйка начала их рубить.",
    )
    ruling = s.paper(
        -6.6,
        "Постановление о принудительном осмотре",
        "Хозяйка квартиры уничтожает растения, ждать санкции нельзя: осмотр проводится немедленно.",
        kind="ruling_compulsory_inspection",
        signed="Следователь Оспанов Р. М.",
    )
    seen = s.paper(
        -4.8,
        "Протокол осмотра жилища",
        "На балконе девять растений высотой до 140 см, часть срублена. Изъяты растения, лампа, два мешка листьев. "
        "Участвовали понятые и специалист; хозяйка от подписи отказалась.",
        kind="protocol_inspection",
        signed="Следователь Оспанов Р. М.",
    )
    s.asks(
        -3.4,
        "inspection_urgent",
        "Осмотр проведён без санкции, потому что растения уничтожались на глазах наряда. Постановление и протокол "
        "приложены, о признании осмотра законным прошу в пределах суток.",
        object="г. Алматы, мкр. Жетысу-3, д. 1055, кв. 64, балкон и кухня",
        sheets=(ruling, seen),
        stated=("scene", "no_delay"),
        acted_from=s.at(-6.4),
        acted_until=s.at(-5.1),
        facts={
            "dwelling": "flat",
            "holder": "Дорошенко Инна Павловна, собственник",
            "delay": "Растения рубили секатором, листья спускали в мусоропровод.",
            "witnesses": "Ахметов Б. Т. и Цой В. К., соседи",
            "found": "Девять растений, лампа, два мешка листьев общей массой 6,2 кг.",
        },
    )
    s.goes("investigator", -3, "submit")
    return s


def locked_garage(posts: Posts, now: datetime) -> Asked:
    """31. A shed entered in haste, Almaty: found unlawful by `judge`, what it gave is no evidence."""
    s = Asked(posts, now=now, by="investigator2")
    s.register(
        s.on(12, "08:50"),
        occurred=s.on(13, "23:00"),
        qualification="188/2",
        place="г. Алматы, ул. Ахтанова, д. 1017, двор",
        summary="Со двора увезли мотоблок и бензопилу стоимостью 640 000 тенге; сосед видел их у жильца дома 1019.",
    )
    seen = s.paper(
        s.on(12, "16:10"),
        "Протокол осмотра летней кухни",
        "В летней кухне под брезентом бензопила без номера. Хозяин возражал против входа, о чём сделал запись.",
        kind="protocol_inspection",
        signed="Следователь Ким В. А.",
    )
    s.asks(
        s.on(12, "17:20"),
        "inspection_urgent",
        "Бензопила могла быть продана до утра, поэтому летняя кухня осмотрена без санкции. Прошу признать осмотр "
        "законным.",
        object="г. Алматы, ул. Ахтанова, д. 1019, летняя кухня",
        sheets=(seen,),
        stated=("scene", "no_delay"),
        acted_from=s.at(s.on(12, "15:05")),
        acted_until=s.at(s.on(12, "15:40")),
        facts={
            "dwelling": "annex",
            "holder": "Лаптев Геннадий Иванович",
            "delay": "Со слов соседа, хозяин искал покупателя.",
            "witnesses": "Соседи Рахимов А. и Рахимова Г.",
            "found": "Бензопила без номера.",
        },
    )
    s.goes("investigator2", s.on(12, "17:45"), "submit")
    s.goes(
        "judge",
        s.on(11, "11:30"),
        "refuse",
        reasons=(
            "Летняя кухня местом происшествия не была. От сообщения соседа до осмотра прошло пять часов, за которые "
            "можно было обратиться за санкцией; хозяин дома не препятствовал и имущество не прятал. Случая, не "
            "терпящего отлагательства, не было."
        ),
    )
    return s


def van_in_garage(posts: Posts, now: datetime) -> Asked:
    """32. Advances for timber, Almaty, in Kazakh: a van restricted by `prosecutor`, then arrested by `judge`."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(20, "11:10"),
        occurred=s.on(60, "10:00"),
        qualification="190/3",
        place="Алматы қ., Бөкейханов көшесі, 1088-үй",
        language="kk",
        summary=(
            "Кәсіпкер үй салуға ағаш жеткізем деп үш адамнан 7 200 000 теңге алған, тауарды жеткізбеген, ақшаны "
            "қайтармаған."
        ),
        applicant=known("Сейітов", "Мұрат", "Айтжанұлы", date(1974, 4, 17), 3611,
                        address="Алматы қ., Таугүл-2 ы/а, 1012-үй"),
    )  # fmt: skip
    told = s.paper(
        s.on(19, "16:00"),
        "Жәбірленуші М. А. Сейітовтен жауап алу хаттамасы",
        "Ақшаны қолхатпен бердім. Жеткізуші жүк көлігін сатуға хабарландыру берген, сатып алушы іздеп жүр.",
        kind="protocol_interrogation",
        signed="Жәбірленуші М. А. Сейітов",
    )
    found_at = s.at(s.on(12, "09:30"))
    van = "Ақ түсті «ГАЗель Next» жүк көлігі, 2021 жылғы, мемлекеттік нөмірі 001 ZZZ 02"
    common = {
        "property_is": "vehicle",
        "property": van,
        "location": "Алматы қ., Бөкейханов көшесі, 1088-үй, автотұрақ",
        "owner": "Қалдыбаев Ринат Маратұлы",
        "owner_is": "suspect",
        "value": 8_500_000,
        "not_protected": True,
    }
    s.asks(
        s.on(12, "10:10"),
        "property_restriction",
        "Көлік сатылымға қойылған: хабарландыру бүгін жаңартылған. Сот санкциясын күткенше ол басқа адамға өтіп кетуі "
        "мүмкін, сондықтан оған билік етуді дереу шектеу қажет.",
        object=van,
        sheets=(told,),
        stated=("civil_claim",),
        facts={
            **common,
            "urgent_why": "Хабарландыру бүгін жаңартылған, сатып алушы көлікті көруге келген.",
            "days": 10,
            "owner_told": "not_told",
            "registrar": "Алматы қаласының Арнайы халыққа қызмет көрсету орталығы",
        },
    )
    restriction = s.goes("investigator", s.on(12, "10:30"), "submit")
    s.goes(
        "prosecutor",
        s.on(12, "11:40"),
        "grant",
        restriction,
        reasons="Көліктің сатылуы қаупі хабарландырумен расталған; залал талап сомасынан асады.",
        days=10,
    )
    s.goes(
        "investigator",
        s.on(12, "14:00"),
        "execute",
        restriction,
        executed_at=s.at(s.on(12, "13:40")),
        execution="Тіркеу органына жіберілді, тыйым тіркелді; меншік иесіне хабарланды.",
    )
    s.asks(
        s.on(11, "10:00"),
        "property_arrest",
        "Азаматтық талап 7 200 000 теңгеге берілген. Көлік күдіктінің жалғыз қымбат мүлкі, оны сатуға әрекет жасалған. "
        "Талапты қамтамасыз ету үшін тыйым салуға санкция сұраймын.",
        object=van,
        sheets=(told,),
        stated=("civil_claim",),
        facts={
            **common,
            "found_at": found_at.isoformat(),
            "claim": 7_200_000,
            "before": "restriction",
            "restricted_at": s.at(s.on(12, "11:40")).isoformat(),
            "reach": "dispose",
        },
    )
    s.goes("investigator", s.on(11, "10:25"), "submit")
    s.goes(
        "judge",
        s.on(11, "15:10"),
        "grant",
        reasons=(
            "Талап мөлшері мен көліктің құны салыстырылды: тыйым салу талап шегінде. Көлікті сату әрекеті расталған, "
            "сондықтан билік етуге тыйым салу қажет."
        ),
        property=van,
        value=8_500_000,
        reach="dispose",
        storage="Меншік иесінде, автотұрақта сақталады",
    )
    return s


def school_kitchen(posts: Posts, now: datetime) -> Asked:
    """33. Money of a school canteen, Almaty: suspension of the director from office waits before `judge`."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(40, "09:20"),
        occurred=s.on(120, "10:00"),
        qualification="190/2",
        place="г. Алматы, ул. Чайковского, д. 1060, школа",
        summary="Директор школы принимал акты за продукты, которых столовая не получала: ущерб 1 120 000 тенге.",
    )
    man = s.person(
        s.on(30, "11:00"),
        "witness",
        **known("Байсеитов", "Канат", "Ерболович", date(1971, 8, 2), 3612,
                address="г. Алматы, ул. Чайковского, д. 1062, кв. 9"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    order = s.paper(
        s.on(25, "12:00"),
        "Приказ о назначении и должностная инструкция",
        "Байсеитов К. Е. назначен директором; ему подчинены заведующая столовой, бухгалтер и завхоз, он подписывает "
        "акты приёмки.",
    )
    s.recognised(
        "prosecutor",
        s.on(4, "10:00"),
        s.on(4, "16:30"),
        man,
        "190/2",
        "Байсеитов К. Е. подписал 14 актов на продукты, которых поставщик не отгружал; это показали бухгалтер и "
        "накладные поставщика.",
    )
    s.qualified(
        "prosecutor",
        s.on(3, "10:00"),
        s.on(3, "15:00"),
        "190/2",
        "Используя служебное положение, обманом похитил деньги школы на сумму 1 120 000 тенге.",
    )
    s.asks(
        -5,
        "office_suspension",
        "Подозреваемый остаётся начальником свидетелей: в четверг он вызвал бухгалтера и велел переписать журнал. "
        "Оставаясь в должности, он мешает расследованию.",
        about=s.suspect,
        sheets=(order,),
        stated=("obstructs",),
        facts={
            "employer": "КГУ «Общеобразовательная школа № 1060» города Алматы",
            "employer_head": "Управление образования города Алматы",
            "office": "директор школы",
            "hinders": "Требует от подчинённых переписать журнал приёмки продуктов.",
            "no_custody": True,
        },
    )
    s.goes("investigator", -4.5, "submit")
    return s


def former_husband(posts: Posts, now: datetime) -> Asked:
    """34. Calls at night, Almaty: an undertaking applied by the investigator, then no contact by order of `judge`."""
    s = Asked(posts, now=now, by="investigator")
    s.register(
        s.on(15, "10:00"),
        occurred=s.on(16, "22:00"),
        qualification="106/1",
        place="г. Алматы, ул. Жарокова, д. 1207, подъезд 1",
        summary="Бывший муж у подъезда ударил женщину монтировкой по руке: перелом обеих костей предплечья.",
    )
    wife = known("Аманова", "Гаухар", "Нурлановна", date(1991, 1, 8), 4611, woman=True,
                 address="г. Алматы, ул. Жарокова, д. 1207, кв. 12")  # fmt: skip
    s.person(s.on(15, "10:30"), "victim", **wife)
    man = s.person(
        s.on(15, "12:00"),
        "witness",
        **known("Аманов", "Ержан", "Талгатович", date(1988, 5, 30), 3613,
                address="г. Алматы, мкр. Калкаман-2, ул. Ауэзова, д. 1003"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    s.recognised(
        "prosecutor",
        s.on(14, "09:30"),
        s.on(14, "15:00"),
        man,
        "106/1",
        "На Аманова Е. Т. прямо указали потерпевшая и консьерж, монтировка найдена в его машине.",
    )
    s.lawyer(s.on(14, "16:00"), "lawyer", "0012910 от коллегии адвокатов")
    undertaking = s.asks(
        s.on(14, "16:40"),
        "undertaking",
        "Постоянно живёт по названному адресу, работает, ранее не судим; оснований для более строгой меры сейчас нет. "
        "Чтобы он не выехал до допросов, достаточно подписки.",
        about=s.suspect,
        stated=("may_flee",),
        facts={
            "home": "г. Алматы, мкр. Калкаман-2, ул. Ауэзова, д. 1003",
            "told": True,
            "duties": ["appear", "not_leave"],
            "before_qualification": "Квалификация будет вынесена после заключения о тяжести вреда.",
        },
    )
    s.goes("investigator", s.on(14, "17:00"), "apply", undertaking)
    asked = s.paper(
        s.on(9, "10:10"),
        "Ходатайство потерпевшей о запрете на приближение",
        "Бывший муж звонит по ночам, приезжает к работе и требует забрать заявление. Прошу запретить ему приближаться.",
        signed="Потерпевшая Аманова Г. Н.",
    )
    s.asks(
        s.on(9, "11:30"),
        "no_contact",
        "Потерпевшая сохранила записи восьми ночных звонков с угрозами. Подозреваемый дважды приезжал к её работе. "
        "Угроза насилия реальна: преступление совершено против неё же.",
        about=s.suspect,
        sheets=(asked,),
        stated=("real_threat", "family_violence"),
        facts={
            "protected_person": "Аманова Гаухар Нурлановна",
            "protected_is": "victim",
            "asked_on": s.at(s.on(9, "10:10")).date().isoformat(),
            "threat": "Восемь звонков за пять ночей, требования забрать заявление, угроза «встретить ещё раз».",
            "forbidden": ["seek", "pursue", "visit", "telephone"],
            "places": "Дом 1207 по улице Жарокова и офис по месту работы потерпевшей.",
            "control": "Участковая служба Бостандыкского района",
        },
    )
    s.goes("investigator", s.on(9, "12:00"), "submit")
    s.goes(
        "judge",
        s.on(9, "17:10"),
        "grant",
        reasons=(
            "Записи звонков прослушаны, угрозы произнесены голосом, который потерпевшая опознала. Запрет не лишает "
            "подозреваемого жилья и работы и потому соразмерен."
        ),
        forbidden=["seek", "pursue", "visit", "telephone"],
        places="Дом 1207 по улице Жарокова и офис по месту работы потерпевшей.",
        control="Участковая служба Бостандыкского района",
    )
    return s


def copper_cable(posts: Posts, now: datetime) -> Asked:
    """35. A cut cable, Almaty, an inquiry: the search of a scrap yard waits for the agreement of `head`."""
    s = Asked(posts, now=now, by="investigator2")
    s.inquiry(
        s.on(3, "09:40"),
        occurred=s.on(4, "03:30"),
        qualification="188/1",
        place="г. Алматы, ул. Северное Кольцо, д. 1120, опора 17",
        summary="С опоры срезано 60 метров медного кабеля; дворник узнал жильца соседнего дома.",
        suspect={
            **known("Зайцев", "Роман", "Юрьевич", date(1985, 10, 12), 3614,
                    address="г. Алматы, ул. Северное Кольцо, д. 1131, кв. 2"),
            "citizenship": "Республика Казахстан",
        },
    )  # fmt: skip
    told = s.paper(
        s.on(2, "14:10"),
        "Протокол допроса свидетеля Ильясова С. Б.",
        "Видел, как Зайцев утром катил тележку с кабелем к пункту приёма металла и вернулся без неё.",
        kind="protocol_interrogation",
        signed="Свидетель Ильясов С. Б.",
    )
    s.asks(
        -6,
        "search",
        "Свидетель видел, что кабель сдан в пункт приёма лома. Приёмщик отрицает это; кабель и журнал могут быть "
        "вывезены с первой же машиной.",
        object="г. Алматы, ул. Северное Кольцо, д. 1140, пункт приёма лома: ангар и контора",
        sheets=(told,),
        stated=("objects",),
        facts={
            "place_kind": "business",
            "holder": "ИП Садыков Н. Т.",
            "sought": "Медный кабель около 60 м, журнал приёма лома, записи камеры у ворот.",
        },
    )
    s.goes("investigator2", -5.6, "submit")
    return s
