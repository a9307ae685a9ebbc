"""The cases of the story whose detention is over, each in another way. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from detention.resource import DETENTION
from ecase.demo.script import Script, born, number_of
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]
DAY = 24


def bicycles(posts: Posts, now: datetime) -> Script:
    """3. A boy and two bicycles, Almaty: released by the investigator within hours."""
    s = Script(posts, now=now, held_hours_ago=12 * DAY, by="investigator")
    s.register(
        -14,
        occurred=-30,
        qualification="188/2",
        place="г. Алматы, мкр. Самал-2, д. 1033, подъезд 2",
        summary="Из подъезда жилого дома, перекусив трос, похитили два велосипеда общей стоимостью 410 000 тенге.",
        applicant={
            "iin": number_of(date(1985, 3, 3), 3520),
            "last_name": "Дюсенов",
            "first_name": "Марат",
            "patronymic": "Кабдешевич",
            "address": "г. Алматы, мкр. Самал-2, д. 1033, кв. 21",
        },
    )
    s.person(
        -0.5,
        "suspect",
        iin=number_of(born(s.held_at, 16), 5521),
        last_name="Романов",
        first_name="Кирилл",
        patronymic="Алексеевич",
        citizenship="Республика Казахстан",
        address="г. Алматы, мкр. Самал-1, д. 1009, кв. 44",
    )
    s.hold(
        0.6,
        place="г. Алматы, парк у мкр. Самал-2",
        ground="pointed_out",
        motives="Заявитель указал на подростка, который катался на похожем велосипеде.",
        delivered_at=s.at(0.2),
    )
    s.first_steps(
        1.3,
        1.8,
        4,
        search="Изъят велосипед.",
        health="Жалоб не заявил.",
        remarks="Присутствовали мать, психолог и защитник.",
    )
    s.lawyer(1.5, "lawyer", "0012698 от коллегии адвокатов")
    s.paper(
        7,
        "Протокол допроса свидетеля Романовой Т. И.",
        "Велосипед куплен для сына в мае, чек и гарантийный талон представлены. Номер рамы не совпадает с номером "
        "похищенного.",
        compartment="parties",
    )
    s.release(
        "investigator",
        9,
        "suspicion_not_confirmed",
        "Номер рамы и чек подтвердили, что велосипед принадлежит семье Романовых.",
    )
    s.moves("custody", 9.5, DETENTION, "acknowledge")
    return s


def powder(posts: Posts, now: datetime) -> Script:
    """4. Drugs, Almaty: custody granted by `judge`, receipt confirmed by `custody`."""
    s = Script(posts, now=now, held_hours_ago=20 * DAY, by="investigator")
    s.register(
        -4,
        occurred=-5,
        qualification="297/2",
        place="г. Алматы, ул. Сейфуллина, д. 1497, гараж № 14",
        occasion="report",
        summary=(
            "В гаражном боксе обнаружены расфасованное вещество, весы и упаковка. По предварительному исследованию "
            "вещество относится к психотропным, размер крупный."
        ),
    )
    s.paper(
        -2,
        "Справка о предварительном исследовании",
        "Представленное вещество массой 148 граммов относится к психотропным веществам. Требуется судебно-химическая "
        "экспертиза.",
    )
    s.person(
        -0.5,
        "suspect",
        iin=number_of(date(1991, 11, 30), 3522),
        last_name="Хасанов",
        first_name="Равиль",
        patronymic="Маратович",
        citizenship="Республика Казахстан",
        address="г. Алматы, ул. Тургут Озала, д. 1080, кв. 60",
    )
    s.hold(
        0.7,
        place="г. Алматы, ул. Сейфуллина, д. 1497, гаражный массив",
        ground="caught",
        motives="Застигнут при погрузке расфасованного вещества в автомобиль.",
        delivered_at=s.at(0.3),
    )
    s.first_steps(1.8, 2.4, 7, search="Изъяты весы, упаковка, два телефона.", health="Жалоб не заявил.")
    s.lawyer(3, "lawyer2", "0012655 от коллегии адвокатов")
    s.petition(
        22,
        grounds=(
            "Хасанов Р. М. подозревается в хранении в целях сбыта психотропных веществ в крупном размере. Подозрение "
            "подтверждают изъятое и переписка в телефоне.\nНе раскрыты поставщик и покупатели; по переписке видно, что "
            "сбыт продолжался до дня задержания."
        ),
        milder="Залог и домашний арест не прервут связи с поставщиком, которая велась через сеть Интернет.",
        stated=("continues_crime",),
    )
    s.submit(24)
    s.decides("prosecutor", 28, "support", reasons="Ходатайство обосновано, материалы достаточны.")
    s.decides(
        "judge",
        33,
        "grant",
        reasons=(
            "Обоснованность подозрения подтверждена протоколом осмотра, справкой исследования и перепиской. Суд "
            "соглашается с тем, что более мягкая мера не обеспечит интересов дела: подозреваемый продолжал сбыт и "
            "общался с неустановленными лицами."
        ),
        hearing_at=s.at(32),
        milder="Домашний арест не исключит доступа к средствам связи.",
    )
    s.moves("custody", 33.6, DETENTION, "acknowledge")
    return s


def cafe(posts: Posts, now: datetime) -> Script:
    """5. A fight, Astana, in Kazakh: `judge2` refused, the facility released."""
    s = Script(posts, now=now, held_hours_ago=9 * DAY, by="ast.investigator")
    s.register(
        -6,
        occurred=-8,
        qualification="106/1",
        place="Астана қ., Кенесары көшесі, 1061-үй, «Дархан» дәмханасы",
        language="kk",
        summary=(
            "Дәмханада екі келуші арасында жанжал шығып, соның салдарынан біреуінің денсаулығына ауыр зиян келтірілді. "
            "Жәбірленуші ауруханаға жеткізілді."
        ),
    )
    s.person(
        -5,
        "victim",
        iin=number_of(date(1993, 7, 7), 3523),
        last_name="Жақсылықов",
        first_name="Бекзат",
        patronymic="Ерланұлы",
        address="Астана қ., Сарыарқа ауданы, Бөгенбай батыр даңғылы, 1026-үй",
    )
    s.person(
        -0.5,
        "suspect",
        iin=number_of(date(1990, 4, 22), 3524),
        last_name="Нұғманов",
        first_name="Дәурен",
        patronymic="Сайлауұлы",
        citizenship="Қазақстан Республикасы",
        address="Астана қ., Тәуелсіздік даңғылы, 1034-үй, 77-пәтер",
    )
    s.hold(
        0.5,
        place="Астана қ., Кенесары көшесі, 1061-үй",
        ground="pointed_out",
        motives="Екі куәгер ұсталған адамды тікелей көрсетті.",
        delivered_at=s.at(0.2),
        delivery="voluntary",
    )
    s.first_steps(1.5, 2, 6, search="Ештеңе алынған жоқ.", health="Шағымы жоқ.")
    s.lawyer(2.5, "ast.lawyer", "0040077, адвокаттар алқасы")
    s.petition(
        26,
        grounds=(
            "Д. С. Нұғманов денсаулыққа қасақана ауыр зиян келтірді деп күдіктелуде. Күдік куәгерлердің "
            "айғақтарымен және медициналық анықтамамен расталады.\nКуәгерлер онымен таныс, сондықтан ол оларға ықпал "
            "етуі мүмкін."
        ),
        milder="Үйқамақ куәгерлермен байланысты болдырмауға жеткіліксіз.",
    )
    s.submit(28)
    s.decides("prosecutor2", 31, "support", reasons="Өтінішхат негізді, материалдар жеткілікті.")
    s.decides(
        "judge2",
        37,
        "refuse",
        reasons=(
            "Күдіктінің тұрақты тұрғылықты жері, жұмысы және екі кәмелетке толмаған баласы бар, бұрын сотталмаған, өзі "
            "келген. Куәгерлерге ықпал ету қаупі нақты деректермен расталмаған. Неғұрлым жеңіл шара жеткілікті."
        ),
        hearing_at=s.at(36),
    )
    s.release("ast.custody", 37.3, "court_refused")
    return s


def loan(posts: Posts, now: datetime) -> Script:
    """6. A borrowed sum, Karaganda: the prosecutor refused to support and released."""
    s = Script(posts, now=now, held_hours_ago=7 * DAY, by="kar.investigator")
    s.register(
        -20,
        occurred=-400,
        qualification="190/2",
        place="Карагандинская область, г. Караганда, бульвар Мира, д. 1019",
        summary="Под предлогом покупки автомобиля знакомый взял у заявителя 1 900 000 тенге и не вернул.",
        applicant={
            "iin": number_of(date(1980, 9, 1), 3525),
            "last_name": "Шульц",
            "first_name": "Владимир",
            "patronymic": "Генрихович",
            "address": "г. Караганда, бульвар Мира, д. 1019, кв. 3",
        },
    )
    s.person(
        -1,
        "suspect",
        iin=number_of(date(1986, 2, 2), 3526),
        last_name="Ахмедов",
        first_name="Тимур",
        patronymic="Рашидович",
        citizenship="Республика Казахстан",
        address="г. Караганда, пр. Нуркена Абдирова, д. 1042, кв. 12",
    )
    s.hold(
        0.9,
        place="г. Караганда, пр. Нуркена Абдирова, д. 1042",
        ground="pointed_out",
        motives="Заявитель прямо указал на задержанного.",
        delivered_at=s.at(0.4),
    )
    s.first_steps(2.2, 3, 9, search="Ничего не изъято.", health="Жалоб не заявил.")
    s.lawyer(4, "kar.lawyer", "0051213 от коллегии адвокатов")
    s.petition(
        25,
        grounds=(
            "Ахмедов Т. Р. подозревается в мошенничестве. Полученные деньги не вернул, на вызовы следователя дважды не "
            "явился, что следствие расценивает как попытку скрыться."
        ),
        milder="Подписка о невыезде, по мнению следствия, не обеспечит явки.",
        stated=("fled",),
    )
    s.submit(28)
    s.decides(
        "kar.prosecutor",
        33,
        "refuse_support",
        reasons=(
            "Повестки направлены по адресу, где подозреваемый не живёт; о вызове он не знал, скрыться не пытался. "
            "Других обстоятельств части 1 статьи 147 не названо, а санкция статьи не превышает пяти лет."
        ),
    )
    s.release(
        "kar.prosecutor",
        33.5,
        "no_ground_for_arrest",
        "В поддержании ходатайства отказано, оснований для содержания под стражей нет.",
    )
    s.moves("kar.custody", 34, DETENTION, "acknowledge")
    return s


def late_by_37_minutes(posts: Posts, now: datetime) -> Script:
    """10. A brawl, Almaty, of `investigator2`: no petition was made, the term ran out, `custody` released late.

    The expiry itself is the clock's act. Told by a process that may not act as the clock, the case stops
    before it: the running clock then calls the four late, and says so.
    """
    s = Script(posts, now=now, held_hours_ago=6 * DAY, by="investigator2")
    s.register(
        -3,
        occurred=-4,
        qualification="293/2",
        place="г. Алматы, ул. Гоголя, д. 1120, сквер",
        occasion="report",
        summary=(
            "Группа лиц в сквере нарушала порядок, повредила две скамьи и витрину киоска, оказала сопротивление "
            "охраннику."
        ),
    )
    s.person(
        -0.5,
        "suspect",
        iin=number_of(date(1997, 12, 24), 3527),
        last_name="Дёмин",
        first_name="Артур",
        patronymic="Вадимович",
        citizenship="Республика Казахстан",
        address="г. Алматы, ул. Макатаева, д. 1083, кв. 8",
    )
    s.hold(
        0.6,
        place="г. Алматы, ул. Гоголя, д. 1120",
        ground="caught",
        motives="Задержан охраной на месте и передан наряду.",
        delivered_at=s.at(0.1),
    )
    s.first_steps(2.3, 4, 20, search="Изъят телефон.", health="Ушиб плеча, осмотрен врачом.")
    if s.clock:
        s.release("custody", 48 + 37 / 60, "term_expired")
    return s


def investors(posts: Posts, now: datetime) -> Script:
    """11. A pyramid, Karaganda: custody granted."""
    s = Script(posts, now=now, held_hours_ago=25 * DAY, by="kar.investigator")
    s.register(
        -50,
        occurred=-2000,
        qualification="190/4",
        place="Карагандинская область, г. Караганда, ул. Ерубаева, д. 1051, офис 7",
        summary=(
            "Под видом вложений в торговое оборудование у 26 человек собрали 41 млн тенге; оборудование не "
            "закупалось, деньги переведены на личные счета."
        ),
        applicant={
            "iin": number_of(date(1969, 6, 15), 4528, woman=True),
            "last_name": "Кемелова",
            "first_name": "Алия",
            "patronymic": "Токтаровна",
            "address": "г. Караганда, ул. Гоголя, д. 1034, кв. 90",
        },
    )
    s.paper(
        -30,
        "Выписка по счёту за шесть месяцев",
        "Поступления от физических лиц: 26 платежей, 41 000 000 тенге. Списания: переводы на личные карты, снятие "
        "наличных. Платежей поставщикам нет.",
    )
    s.person(
        -2,
        "suspect",
        iin=number_of(date(1982, 10, 18), 3529),
        last_name="Никифоров",
        first_name="Павел",
        patronymic="Анатольевич",
        citizenship="Республика Казахстан",
        address="г. Караганда, мкр. Степной-2, д. 1004, кв. 31",
    )
    s.hold(
        1,
        place="г. Караганда, аэропорт Сарыарка",
        ground="pointed_out",
        motives="Потерпевшие прямо указали на задержанного; задержан перед посадкой на рейс в Стамбул.",
        delivered_at=s.at(0.3),
    )
    s.first_steps(2.5, 3.5, 10, search="Изъяты билет, 9 000 евро, три банковские карты.", health="Жалоб не заявил.")
    s.lawyer(5, "kar.lawyer", "0051150 от коллегии адвокатов")
    s.petition(
        24,
        grounds=(
            "Никифоров П. А. подозревается в мошенничестве в особо крупном размере в отношении 26 лиц. Подозрение "
            "подтверждают договоры, выписка по счёту и показания потерпевших.\nЗадержан при попытке выехать за границу "
            "в один конец."
        ),
        milder="Имеет средства и связи за границей; домашний арест и залог не обеспечат явки.",
        stated=("fled",),
    )
    s.submit(27)
    s.decides("kar.prosecutor", 32, "support", reasons="Ходатайство обосновано. Поддерживаю.")
    s.decides(
        "kar.judge",
        38,
        "grant",
        reasons=(
            "Подозрение обосновано документами и показаниями. Попытка выезда за границу подтверждена билетом и "
            "временем регистрации. Суд приходит к выводу, что иная мера не обеспечит явки."
        ),
        hearing_at=s.at(37),
        milder="Залог не предложен, домашний арест не исключает выезда.",
        bail_barred="Подозреваемый пытался скрыться от следствия (часть девятая статьи 148, пункт 3).",
    )
    s.moves("kar.custody", 38.4, DETENTION, "acknowledge")
    return s


def phones(posts: Posts, now: datetime) -> Script:
    """12. Assault by a minor, Shymkent, in Kazakh: custody granted within the 24 hours."""
    s = Script(posts, now=now, held_hours_ago=15 * DAY, by="shy.investigator")
    s.register(
        -3,
        occurred=-4,
        qualification="192/2",
        place="Шымкент қ., Байтұрсынұлы көшесі, 1018-үй, аялдама",
        language="kk",
        summary=(
            "Екі жасөспірім аялдамада пышақпен қорқытып, екі оқушының ұялы телефондарын тартып алып, қашып кеткен."
        ),
    )
    s.person(
        -2,
        "victim",
        iin=number_of(born(s.held_at, 17, days=200), 5530),
        last_name="Төребек",
        first_name="Нұрдәулет",
        patronymic="Асанұлы",
        address="Шымкент қ., Байтұрсынұлы көшесі, 1022-үй",
    )
    s.person(
        -0.3,
        "suspect",
        iin=number_of(born(s.held_at, 17, days=90), 5531),
        last_name="Ералиев",
        first_name="Самат",
        patronymic="Қуанышұлы",
        citizenship="Қазақстан Республикасы",
        address="Шымкент қ., Сайрам ш/а, 1107-үй",
    )
    s.hold(
        0.4,
        place="Шымкент қ., Орталық базар",
        ground="caught",
        motives="Тартып алынған телефонды сатып жатқан жерінде ұсталды.",
        delivered_at=s.at(0.1),
    )
    s.first_steps(
        1.1,
        1.5,
        3,
        search="Екі ұялы телефон, бүктемелі пышақ алынды.",
        health="Шағымы жоқ.",
        remarks="Әкесі, психолог және қорғаушы қатысты.",
    )
    s.lawyer(1.4, "shy.lawyer", "0073281, адвокаттар алқасы")
    s.petition(
        8,
        grounds=(
            "С. Қ. Ералиев бөтеннің мүлкін ұрлау мақсатында қару қолданып шабуыл жасады деп күдіктелуде. Күдік "
            "алынған заттармен және жәбірленушілердің айғақтарымен расталады.\nБұрын осындай іс бойынша ата-анасының "
            "қарауына берілген, бірақ қылмыстық әрекетін жалғастырған."
        ),
        milder="Ата-анасының қарауына беру бұрын нәтиже бермеген, үйқамақ сыбайласымен байланысты үзбейді.",
        stated=("continues_crime", "breached_earlier_measure"),
    )
    s.submit(10)
    s.decides("shy.prosecutor", 13, "support", reasons="Өтінішхат негізді, ерекше жағдай дәлелденген.")
    s.decides(
        "shy.judge",
        18,
        "grant",
        reasons=(
            "Күдік негізді, қылмыс ауыр санатқа жатады. Бұрын қолданылған неғұрлым жеңіл шара сақталмаған, сондықтан "
            "күзетпен ұстау ерекше жағдай ретінде қажет деп танылады."
        ),
        hearing_at=s.at(17),
        milder="Ата-анасының қарауына беру сақталмаған.",
    )
    s.moves("shy.custody", 18.5, DETENTION, "acknowledge")
    return s
