"""Cases of the story that are about officers: a group, instructions, corrections, one who left. All of it made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.ruled import Ruled, investigator, known
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]

MEMBER = investigator(
    "ala.group", "Дәулетова", "Аружан", "Бақытқызы", date(1994, 8, 22), 4541, sex="female", language="kk"
)
LEFT = investigator("ala.left", "Искаков", "Марат", "Советович", date(1982, 3, 17), 3541)


def chargers(posts: Posts, now: datetime) -> Ruled:
    """19. Shops robbed of telephones, Almaty: a group, instructions of head and prosecutor, two corrections."""
    s = Ruled(posts, now=now, by="investigator")
    member = s.enters(MEMBER, s.on(400, "09:00"))
    s.register(
        s.on(16, "10:10"),
        occurred=s.on(16, "04:20"),
        qualification="188/3",
        place="г. Алматы, пр. Достык, д. 1240, салон связи",
        occasion="report",
        summary=(
            "Трое в масках, разбив витрину, за четыре минуты вынесли из салона связи 38 телефонов на 14 900 000 тенге "
            "и уехали на автомобиле без номеров."
        ),
    )
    owner = s.person(
        s.on(16, "12:00"),
        "victim",
        **known("Абильдина", "Гульмира", "Оразовна", date(1985, 2, 13), 4542, woman=True,
                address="г. Алматы, пр. Достык, д. 1204, кв. 66", phone="+7 700 000 12 04"),
    )  # fmt: skip
    group = s.draws(
        "head",
        s.on(15, "09:20"),
        "form_group",
        "Похожие нападения за месяц совершены на пять салонов в трёх районах, объём работы превышает силы одного "
        "следователя.",
        leader=str(s.posts["investigator"].pk),
        members=[str(member.pk)],
    )
    s.answers("prosecutor", s.on(15, "12:00"), group, "see")
    seizure = s.draws(
        "head",
        s.on(14, "10:00"),
        "instruct",
        "1. Изъять записи камер с пяти перекрёстков по пути отхода. 2. Установить, включались ли похищенные телефоны. "
        "3. Допросить охранников соседних магазинов.",
        due_on=s.day(-9),
    )
    s.investigator = MEMBER.username
    s.paper(
        s.on(13, "16:00"),
        "Протокол осмотра записей с пяти перекрёстков",
        "Автомобиль без номеров прослежен до промышленной зоны; у ворот базы он стоит 11 минут и выезжает уже с "
        "номерами другой машины.",
        signed="Следователь Дәулетова А. Б.",
    )
    s.investigator = "investigator"
    s.answers(
        "investigator",
        s.on(10, "17:20"),
        seizure,
        "fulfil",
        "Записи изъяты и осмотрены, два телефона включались в Талгаре, охранники допрошены, листы 21–37.",
    )
    wrong_hour = s.draws(
        "investigator",
        s.on(12, "11:15"),
        "correct",
        "По сигналу охранной системы витрина разбита в 04:02; в рапорте патруля указано время прибытия, а не события.",
        what=f"case.occurred_at:{s.case.pk}",
        after=f"{s.day(-16)} 04:02",
    )
    s.answers("prosecutor", s.on(11, "09:50"), wrong_hour, "approve", "Распечатка сигнала приложена.")
    s.draws(
        "prosecutor",
        s.on(3, "15:00"),
        "instruct",
        "Назначить товароведческую экспертизу похищенного, проверить базу в промышленной зоне и доложить, почему её "
        "работники до сих пор не допрошены.",
        due_on=s.day(4),
    )
    s.draws(
        "investigator",
        -6,
        "correct",
        "При вводе перепутаны цифры дома: по удостоверению потерпевшая живёт в доме 1240, а не 1204.",
        what=f"participant.address:{owner.pk}",
        after="г. Алматы, пр. Достык, д. 1240, кв. 66",
    )
    return s


def left_behind(posts: Posts, now: datetime) -> Ruled:
    """20. Two cases, Almaty, whose investigator left two days ago: `head` is asked who takes them over."""
    s = Ruled(posts, now=now, by=LEFT.username)
    s.enters(LEFT, s.on(900, "09:00"))
    s.register(
        s.on(29, "13:40"),
        occurred=s.on(31, "18:00"),
        qualification="189/2",
        place="г. Алматы, ул. Жибек жолы, д. 1135, аптека",
        summary="Провизор месяц присваивала выручку за препараты, всего 520 000 тенге; это показала ревизия.",
        applicant=known(
            "Ли", "Станислав", "Геннадьевич", date(1978, 8, 31), 3543, address="г. Алматы, ул. Жибек жолы, д. 1135"
        ),
    )
    woman = s.person(
        s.on(27, "10:00"),
        "witness",
        **known("Ержанова", "Асель", "Нурлановна", date(1991, 10, 20), 4543, woman=True,
                address="г. Алматы, ул. Макатаева, д. 1149, кв. 27"),
        citizenship="Республика Казахстан",
    )  # fmt: skip
    s.recognised(
        "prosecutor",
        s.on(26, "11:00"),
        s.on(26, "16:00"),
        woman,
        "189/2",
        "Недостача приходится только на её смены, возвраты оформлены под её паролем; часть суммы она внесла сама.",
    )
    s.register(
        s.on(21, "09:15"),
        occurred=s.on(22, "15:00"),
        qualification="200/1",
        place="г. Алматы, ул. Байтурсынова, д. 1050, двор",
        summary="Неизвестный уехал на оставленной с ключами машине курьера; её нашли утром у рынка без повреждений.",
    )
    s.paper(
        s.on(19, "14:00"),
        "Протокол осмотра автомобиля",
        "Следы рук с руля и рычага сняты на две плёнки, в салоне найден чек автозаправки с временем 23:41.",
        signed="Следователь Искаков М. С.",
    )
    s.leaves(LEFT.username, s.on(2, "18:00"))
    return s
