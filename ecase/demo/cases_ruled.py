"""Cases of the story that the prosecutor's word moves on: suspicion, qualification, terms. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.ruled import Ruled, known
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]


def grandmother(posts: Posts, now: datetime) -> Ruled:
    """17. A bag in a doorway, Almaty: suspect signed, a change of the qualification refused, then granted."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(24, "19:10"),
        occurred=s.on(24, "17:50"),
        qualification="188/2",
        place="г. Алматы, ул. Шевченко, д. 1118, подъезд 3",
        summary=(
            "В подъезде у пенсионерки с ручки коляски для покупок взяли сумку с пенсией 142 000 тенге и телефоном. "
            "Момент кражи она сначала не заметила."
        ),
        applicant=known(
            "Воробьёва", "Нина", "Тихоновна", date(1951, 11, 25), 4523, woman=True,
            address="г. Алматы, ул. Шевченко, д. 1118, кв. 55",
        ),
    )  # fmt: skip
    s.person(
        s.on(24, "19:40"),
        "victim",
        **known("Воробьёва", "Нина", "Тихоновна", date(1951, 11, 25), 4523, woman=True,
                address="г. Алматы, ул. Шевченко, д. 1118, кв. 55"),
    )  # fmt: skip
    man = s.person(
        s.on(22, "10:30"),
        "witness",
        **known("Тюлебаев", "Мирас", "Ержанович", date(2002, 4, 8), 5523,
                address="г. Алматы, ул. Шевченко, д. 1120, кв. 3"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    s.paper(
        s.on(22, "11:40"),
        "Протокол выемки в ломбарде",
        "В ломбарде изъят телефон потерпевшей и залоговый билет на имя Тюлебаева М. Е., выданный через 50 минут после "
        "события.",
        signed="Следователь Оспанов Р. М.",
    )
    s.recognised(
        "prosecutor",
        s.on(21, "09:50"),
        s.on(21, "15:30"),
        man,
        "188/2",
        "Телефон потерпевшей сдан им в ломбард через 50 минут после события; на записи подъезда он выходит с её "
        "сумкой. Объяснить происхождение телефона не смог.",
    )
    s.lawyer(s.on(21, "16:20"), "lawyer2", "0012841 от коллегии адвокатов")
    s.qualified(
        "prosecutor",
        s.on(20, "10:10"),
        s.on(20, "17:05"),
        "188/2",
        "Тайно, с причинением значительного ущерба похитил имущество Воробьёвой Н. Т. на сумму 198 000 тенге.",
    )
    first = s.draws(
        "investigator",
        s.on(14, "11:00"),
        "requalify",
        "Потерпевшая при дополнительном допросе сказала, что почувствовала рывок. Хищение было открытым.",
        charge=s.charge(),
        article="191/1",
    )
    s.answers(
        "prosecutor",
        s.on(13, "12:15"),
        first,
        "refuse",
        "Дополнительный допрос не приобщён к постановлению, запись камеры подъезда не осмотрена. Без них вывод об "
        "открытом характере хищения ни на чём не основан. Подозрение остаётся по части 2 статьи 188.",
    )
    s.paper(
        s.on(8, "15:20"),
        "Протокол осмотра записи камеры подъезда",
        "На записи в 17:49 мужчина догоняет женщину с коляской, срывает сумку с ручки; женщина оборачивается и "
        "кричит, мужчина выбегает. Лицо видно при выходе.",
        signed="Следователь Оспанов Р. М.",
    )
    second = s.draws(
        "investigator",
        s.on(7, "10:00"),
        "requalify",
        "Запись камеры и допрос потерпевшей показывают: сумка сорвана на её глазах, она кричала, подозреваемый это "
        "слышал. Хищение открытое, без насилия.",
        charge=s.charge(),
        article="191/1",
    )
    s.answers("prosecutor", s.on(7, "16:40"), second, "approve", "Согласен: осмотр записи восполнил пробел.")
    return s


def garage_row(posts: Posts, now: datetime) -> Ruled:
    """16. A burgled garage, Almaty: one recognition waits for the prosecutor, one cannot wait and was urgent."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(6, "09:30"),
        occurred=s.on(7, "22:00"),
        qualification="188/3",
        place="г. Алматы, ул. Рыскулова, д. 1400, гараж № 212",
        summary="Из гаража, сорвав замок, вывезли комплект шин, компрессор и сварочный аппарат на 1 870 000 тенге.",
    )
    guard = s.person(
        s.on(5, "11:00"),
        "witness",
        **known("Сыздыков", "Ерболат", "Кайырович", date(1973, 3, 30), 3525,
                address="г. Алматы, ул. Рыскулова, д. 1402, сторожка"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    driver = s.person(
        s.on(2, "18:20"),
        "witness",
        **known("Мамедов", "Руслан", "Вагифович", date(1988, 8, 19), 3526,
                address="г. Алматы, мкр. Шанырак-2, ул. Утемисова, д. 1077"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    protocol = s.paper(
        -9,
        "Протокол допроса подозреваемого Мамедова Р. В.",
        "Показал, что по просьбе знакомого вывез из гаражей шины и аппарат за 40 000 тенге, о краже догадался, когда "
        "его попросили ехать без фар. Допрошен с участием защитника.",
        kind="protocol_interrogation_suspect",
        signed="Подозреваемый Мамедов Р. В.",
    )
    s.draws(
        "investigator",
        -8,
        "recognise_suspect",
        "Грузовик Мамедова Р. В. снят камерой у гаражей в ночь кражи, в кузове найдены шины потерпевшего. Он собирался "
        "выехать из города, поэтому допрошен без отлагательства.",
        participant=str(driver.pk),
        article="188/3",
        urgent=True,
        interrogated_at=s.at(-9.5),
        protocol=str(protocol.pk),
    )
    s.draws(
        "investigator",
        -3,
        "recognise_suspect",
        "Сторож Сыздыков Е. К. по показаниям Мамедова Р. В. открыл ему ворота и получил часть денег; в ту ночь журнал "
        "въезда не вёлся.",
        participant=str(guard.pk),
        article="188/3",
    )
    return s


def messenger(posts: Posts, now: datetime) -> Ruled:
    """27. Fraud in a messenger, Astana, in Kazakh: the recognition of a suspect waits for `prosecutor2`."""
    s = Ruled(posts, now=now, by="ast.investigator")
    s.register(
        s.on(11, "10:20"),
        occurred=s.on(12, "20:15"),
        qualification="190/2",
        place="Астана қ., Қабанбай батыр даңғылы, 1053-үй",
        language="kk",
        summary=(
            "Белгісіз адам мессенджерде туысының атынан жазып, ем-домға деп 780 000 теңге аударуды сұраған. Ақша "
            "бөтен біреудің шотына түскен."
        ),
        applicant=known(
            "Омарова", "Күлпаш", "Сейітқызы", date(1964, 10, 2), 4524, woman=True,
            address="Астана қ., Қабанбай батыр даңғылы, 1053-үй, 9-пәтер",
        ),
    )  # fmt: skip
    holder = s.person(
        s.on(4, "15:00"),
        "witness",
        **known("Тәжібаев", "Нұрсұлтан", "Ғалымұлы", date(2003, 12, 15), 5524,
                address="Астана қ., Мәңгілік Ел даңғылы, 1018-үй, 203-пәтер"),
        citizenship="Қазақстан Республикасы",
    )  # fmt: skip
    s.paper(
        s.on(3, "12:10"),
        "Банктің жауабы",
        "Шот Н. Ғ. Тәжібаевтың атына ашылған. Ақша түскеннен кейін 20 минут ішінде қолма-қол алынған; банкомат "
        "камерасының суреті қоса беріледі.",
    )
    s.draws(
        "ast.investigator",
        -4,
        "recognise_suspect",
        "Ақша Тәжібаевтың шотына түскен, банкоматтан өзі алғаны суреттен көрінеді. Картаны біреуге бергені туралы сөзі "
        "расталмады.",
        participant=str(holder.pk),
        article="190/2",
    )
    return s


def investment_club(posts: Posts, now: datetime) -> Ruled:
    """23. An investment club, Almaty: extended to three months by `chief`; five are asked of the city's prosecutor."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(82, "11:30"),
        occurred=s.on(200, "12:00"),
        qualification="190/3",
        place="г. Алматы, пр. Аль-Фараби, д. 1077, офис 403",
        summary=(
            "Под видом инвестиционного клуба с мая собирали деньги под доход 12 процентов в месяц. Выплаты прекращены, "
            "офис закрыт. Обратились 19 вкладчиков, ущерб 48 600 000 тенге."
        ),
        occasion="report",
    )
    s.person(
        s.on(80, "10:00"),
        "victim",
        **known("Кудайбергенов", "Айдос", "Серикович", date(1984, 4, 4), 3527,
                address="г. Алматы, мкр. Мамыр-4, д. 1109, кв. 71"),
    )  # fmt: skip
    s.paper(
        s.on(70, "16:00"),
        "Постановление о назначении экономической экспертизы",
        "Экспертам поручено установить движение средств по четырём счетам за период с мая по август.",
        signed="Следователь Оспанов Р. М.",
    )
    longer = s.draws(
        "investigator",
        s.on(30, "10:30"),
        "extend_term",
        "Допрошены 11 из 19 вкладчиков, экономическая экспертиза не окончена, ответы двух банков не получены. Для "
        "окончания необходимо ещё не менее месяца.",
        months="3",
        ground="complex",
    )
    s.answers("chief", s.on(28, "14:20"), longer, "approve", "Сложность подтверждена объёмом: 19 эпизодов, 4 счёта.")
    s.draws(
        "investigator",
        s.on(1, "09:40"),
        "extend_term",
        "Экспертиза выявила переводы через счета в двух соседних государствах, направлены запросы о правовой помощи. "
        "Число потерпевших выросло до 41.",
        months="5",
        ground="special",
    )
    return s


def crossing(posts: Posts, now: datetime) -> Ruled:
    """24. A crossing at dusk, Almaty, in Kazakh: the term stands still while an expert study is made."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(34, "21:40"),
        occurred=s.on(34, "19:25"),
        qualification="345/2",
        place="Алматы қ., Саин көшесі мен Жандосов көшесінің қиылысы",
        language="kk",
        occasion="report",
        summary=(
            "Жүргізуші реттелмейтін жаяу жүргіншілер өткелінде жолды кесіп өтіп бара жатқан әйелді қағып кеткен. "
            "Зардап шегуші ауыр жарақатпен ауруханаға жеткізілді."
        ),
    )
    s.person(
        s.on(33, "10:00"),
        "victim",
        **known("Сәдуақасова", "Жанна", "Әлиханқызы", date(1982, 9, 27), 4525, woman=True,
                address="Алматы қ., Жандосов көшесі, 1300-үй, 7-пәтер"),
    )  # fmt: skip
    s.paper(
        s.on(32, "15:00"),
        "Оқиға орнын қарау хаттамасына сызба",
        "Тежеу ізінің ұзындығы 21,4 метр, өткелге дейін 6 метр. Жарық: алакөлеңке, шамдар қосылған.",
        signed="Тергеуші Оспанов Р. М.",
        compartment="parties",
    )
    still = s.draws(
        "investigator",
        s.on(25, "11:10"),
        "interrupt",
        "Сот-автотехникалық және медициналық сараптамалар тағайындалды. Олардың қорытындысынсыз жүргізушінің кінәсі "
        "туралы шешім қабылдау мүмкін емес.",
        ground="expert_study",
        expected_until=s.day(12),
    )
    s.answers("prosecutor", s.on(24, "16:30"), still, "approve", "Негіз бар: екі сараптама тағайындалған.")
    return s


def neighbours(posts: Posts, now: datetime) -> Ruled:
    """26. A fence and a car, Almaty: neighbours reconciled, the case terminated with the consent of `chief`."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(45, "12:00"),
        occurred=s.on(46, "20:00"),
        qualification="202/1",
        place="г. Алматы, ул. Бегалина, д. 1006",
        summary="В споре о заборе сосед повредил ломом капот и лобовое стекло автомобиля, ущерб 690 000 тенге.",
        applicant=known(
            "Умаров", "Данияр", "Кайратович", date(1980, 5, 5), 3528, address="г. Алматы, ул. Бегалина, д. 1006"
        ),
    )
    s.person(
        s.on(44, "10:00"),
        "victim",
        **known("Умаров", "Данияр", "Кайратович", date(1980, 5, 5), 3528, address="г. Алматы, ул. Бегалина, д. 1006"),
    )
    man = s.person(
        s.on(44, "11:00"),
        "witness",
        **known("Герасимов", "Пётр", "Ильич", date(1958, 6, 29), 3529, address="г. Алматы, ул. Бегалина, д. 1008"),
        citizenship="Республика Казахстан",
    )
    s.recognised(
        "prosecutor",
        s.on(42, "10:00"),
        s.on(42, "17:00"),
        man,
        "202/1",
        "Герасимов П. И. узнан потерпевшим и двумя соседями, ничего не отрицает, лом выдал добровольно.",
    )
    s.paper(
        s.on(36, "12:00"),
        "Заявление потерпевшего о примирении",
        "Ущерб возмещён полностью, забор перенесён по общему согласию. Претензий к соседу не имею, прошу дело "
        "прекратить.",
        signed="Потерпевший Умаров Д. К.",
        compartment="parties",
    )
    end = s.draws(
        "investigator",
        s.on(35, "09:30"),
        "terminate",
        "Преступление небольшой тяжести совершено впервые, стороны примирились, вред заглажен: расписка и заявление в "
        "деле. Последствия прекращения обоим разъяснены.",
        ground="reconciled",
        no_objection=True,
        evidence="Лом возвратить владельцу.",
    )
    s.answers("chief", s.on(34, "15:00"), end, "approve")
    return s


def underpass(posts: Posts, now: datetime) -> Ruled:
    """28. A dead man in an underpass, Almaty: he died of an illness; the termination waits for `chief`."""
    s = Ruled(posts, now=now, by="investigator")
    s.register(
        s.on(33, "07:50"),
        occurred=s.on(33, "05:00"),
        qualification="99/1",
        place="г. Алматы, пр. Сейфуллина, подземный переход у д. 1500",
        occasion="report",
        summary="В подземном переходе обнаружен труп мужчины около 60 лет с раной на затылке. Личность установлена.",
    )
    s.paper(
        s.on(5, "12:30"),
        "Заключение судебно-медицинской экспертизы",
        "Смерть наступила от острой коронарной недостаточности. Рана затылка образовалась при падении с высоты "
        "собственного роста и к наступлению смерти отношения не имеет.",
    )
    s.draws(
        "investigator",
        -2.5,
        "terminate",
        "Экспертиза исключает насилие, запись камеры показывает, что мужчина шёл один и упал сам. Событие преступления "
        "отсутствует.",
        ground="no_event",
        evidence="Одежду возвратить родственникам.",
    )
    return s
