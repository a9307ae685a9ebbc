"""The people of the demo story who hold a post: the accounts of CONTRACT 2 and the officials of other regions.

Everybody here is made up; identification numbers have right check digits. Only the accounts of the
contract have a password: the other officials act in the story and cannot sign in.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.contrib.auth.hashers import make_password

from ecase.law.identity import Sex, make_iin
from ecase.law.roles import Role
from ecase.people.actions import add_user, appoint
from ecase.people.models import Appointment, Office, User

PASSWORD = "demo-ecase-2026"  # noqa: S105  printed on the sign-in page of every demonstration
SINCE = datetime(2024, 1, 4, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """`born`, `sex` and `serial` make the IIN; `opens` says whether the account has the demo password."""

    username: str
    role: Role | None
    office: str
    last_name: str
    first_name: str
    patronymic: str
    born: date
    sex: Sex
    serial: int
    language: str = "ru"
    opens: bool = True

    @property
    def iin(self) -> str:
        """The first number from `serial` on that has a check digit."""
        return iin_of(self.born, self.sex, self.serial)


def iin_of(born: date, sex: Sex, serial: int) -> str:
    """A well-formed number of nobody; about one serial in 121 has none, then the next is taken."""
    for number in range(serial, serial + 5):
        try:
            return make_iin(born, sex, number)
        except ValueError:
            continue
    raise ValueError(serial)


CONTRACT: tuple[Person, ...] = (
    Person("investigator", Role.INVESTIGATOR, "ALA-PD",
           "Оспанов", "Ренат", "Маратович", date(1989, 3, 14), "male", 3101),
    Person("investigator2", Role.INVESTIGATOR, "ALA-PD",
           "Ким", "Виктория", "Андреевна", date(1992, 11, 2), "female", 4102),
    Person("head", Role.HEAD_OF_INVESTIGATION, "ALA-PD",
           "Жумагулов", "Ерлан", "Серикович", date(1979, 6, 21), "male", 3103),
    Person("prosecutor", Role.PROSECUTOR, "ALA-PR",
           "Сейткали", "Дана", "Болатқызы", date(1987, 9, 5), "female", 4104),
    Person("prosecutor2", Role.PROSECUTOR, "AST-PR",
           "Төлегенов", "Арман", "Қайратұлы", date(1985, 1, 30), "male", 3105, "kk"),
    Person("chief", Role.HEAD_OF_PROSECUTION, "ALA-PR",
           "Абдрахманов", "Тимур", "Нурланович", date(1975, 12, 11), "male", 3106),
    Person("oblast_chief", Role.HEAD_OF_PROSECUTION, "ALA-SPR",
           "Касенов", "Марат", "Ануарович", date(1970, 4, 12), "male", 3119),
    Person("clerk", Role.COURT_CLERK, "ALA-DC",
           "Юсупова", "Камила", "Рустамовна", date(1996, 4, 18), "female", 4107),
    # The clerk of the investigating court itself; `clerk` sits in the district court.
    Person("clerk2", Role.COURT_CLERK, "ALA-IC",
           "Байжанова", "Мадина", "Сериковна", date(1997, 5, 9), "female", 4211),
    Person("judge", Role.INVESTIGATING_JUDGE, "ALA-IC",
           "Мұқашева", "Гүлнар", "Сапарқызы", date(1978, 8, 27), "female", 4108),
    Person("judge2", Role.INVESTIGATING_JUDGE, "AST-IC",
           "Бекмуратов", "Нурлан", "Аскарович", date(1974, 2, 9), "male", 3109),
    Person("trial_judge", Role.TRIAL_JUDGE, "ALA-DC",
           "Громова", "Елена", "Павловна", date(1976, 10, 16), "female", 4110),
    Person("appeal_judge", Role.APPEAL_JUDGE, "ALA-OC",
           "Сарсенбаев", "Кайрат", "Ермекович", date(1967, 3, 22), "male", 3120),
    Person("custody", Role.CUSTODY_HEAD, "ALA-TDF",
           "Досмагамбетов", "Канат", "Жолдасович", date(1981, 5, 3), "male", 3111),
    Person("lawyer", Role.LAWYER, "ALA-BAR",
           "Левченко", "Игорь", "Дмитриевич", date(1983, 7, 25), "male", 3112),
    Person("lawyer2", Role.LAWYER, "ALA-BAR",
           "Нұрпейісова", "Айгерім", "Талғатқызы", date(1990, 3, 8), "female", 4113, "kk"),
    Person("suspect", Role.PARTICIPANT, "PERSONS",
           "Кравцов", "Денис", "Олегович", date(1994, 6, 12), "male", 3114),
    Person("victim", Role.PARTICIPANT, "PERSONS",
           "Ахметова", "Салтанат", "Ержановна", date(1988, 1, 19), "female", 4115),
    Person("analyst", Role.ANALYST, "GP",
           "Сулейменов", "Данияр", "Ильясович", date(1991, 9, 28), "male", 3116),
    Person("registrar", Role.REGISTRAR, "ALA-PD",
           "Баймуханов", "Асхат", "Талгатович", date(1995, 12, 1), "male", 3117),
    Person("admin", None, "",
           "Вишняков", "Антон", "Сергеевич", date(1986, 4, 4), "male", 3118),
)  # fmt: skip

# The officials of Astana, Karaganda and Shymkent through whom the cases there go.
OTHERS: tuple[Person, ...] = (
    Person("gp.chief", Role.HEAD_OF_PROSECUTION, "GP",
           "Нурмагамбетов", "Берик", "Сансызбаевич", date(1968, 8, 30), "male", 3200, "ru", False),
    Person("ast.oblast", Role.HEAD_OF_PROSECUTION, "AST-SPR",
           "Жакупова", "Алия", "Тулегеновна", date(1972, 2, 2), "female", 4206, "ru", False),
    Person("kar.oblast", Role.HEAD_OF_PROSECUTION, "KAR-SPR",
           "Лебедев", "Олег", "Юрьевич", date(1969, 6, 17), "male", 3308, "ru", False),
    Person("shy.oblast", Role.HEAD_OF_PROSECUTION, "SHY-SPR",
           "Құрманов", "Серік", "Әбенұлы", date(1971, 10, 5), "male", 3408, "kk", False),
    Person("ast.investigator", Role.INVESTIGATOR, "AST-PD",
           "Қасымов", "Ерболат", "Дәуренұлы", date(1990, 5, 17), "male", 3201, "kk", False),
    Person("ast.head", Role.HEAD_OF_INVESTIGATION, "AST-PD",
           "Шарипов", "Олжас", "Маратович", date(1980, 3, 2), "male", 3202, "ru", False),
    Person("ast.chief", Role.HEAD_OF_PROSECUTION, "AST-PR",
           "Рахимов", "Бауыржан", "Сәкенұлы", date(1977, 7, 7), "male", 3203, "kk", False),
    Person("ast.appeal", Role.APPEAL_JUDGE, "AST-OC",
           "Досова", "Майра", "Сагынбековна", date(1970, 1, 9), "female", 4211, "ru", False),
    Person("ast.trial", Role.TRIAL_JUDGE, "AST-DC",
           "Әшімова", "Гүлжан", "Маратқызы", date(1979, 4, 25), "female", 4207, "kk", False),
    Person("ast.custody", Role.CUSTODY_HEAD, "AST-TDF",
           "Тлеуов", "Самат", "Ерикович", date(1982, 11, 23), "male", 3204, "ru", False),
    Person("ast.lawyer", Role.LAWYER, "AST-BAR",
           "Ибраева", "Жанар", "Мұратқызы", date(1986, 2, 14), "female", 4205, "kk", False),
    Person("kar.investigator", Role.INVESTIGATOR, "KAR-PD",
           "Шмидт", "Андрей", "Викторович", date(1988, 10, 10), "male", 3301, "ru", False),
    Person("kar.head", Role.HEAD_OF_INVESTIGATION, "KAR-PD",
           "Мусин", "Галымжан", "Кайратович", date(1978, 1, 25), "male", 3302, "ru", False),
    Person("kar.prosecutor", Role.PROSECUTOR, "KAR-PR",
           "Тен", "Марина", "Владимировна", date(1984, 6, 6), "female", 4303, "ru", False),
    Person("kar.chief", Role.HEAD_OF_PROSECUTION, "KAR-PR",
           "Садыков", "Ержан", "Болатович", date(1973, 9, 13), "male", 3304, "ru", False),
    Person("kar.judge", Role.INVESTIGATING_JUDGE, "KAR-IC",
           "Коваленко", "Ирина", "Николаевна", date(1975, 4, 29), "female", 4305, "ru", False),
    Person("kar.custody", Role.CUSTODY_HEAD, "KAR-TDF",
           "Ахметжанов", "Руслан", "Оразович", date(1983, 12, 19), "male", 3306, "ru", False),
    Person("kar.lawyer", Role.LAWYER, "KAR-BAR",
           "Белов", "Сергей", "Игоревич", date(1979, 8, 8), "male", 3307, "ru", False),
    Person("shy.investigator", Role.INVESTIGATOR, "SHY-PD",
           "Әбдіқадыров", "Нұржан", "Бекзатұлы", date(1991, 2, 28), "male", 3401, "kk", False),
    Person("shy.head", Role.HEAD_OF_INVESTIGATION, "SHY-PD",
           "Юлдашев", "Рустам", "Бахтиярович", date(1980, 10, 31), "male", 3402, "ru", False),
    Person("shy.prosecutor", Role.PROSECUTOR, "SHY-PR",
           "Ермеков", "Жандос", "Асқарұлы", date(1986, 5, 5), "male", 3403, "kk", False),
    Person("shy.chief", Role.HEAD_OF_PROSECUTION, "SHY-PR",
           "Исаева", "Бахыт", "Омаровна", date(1976, 3, 20), "female", 4404, "ru", False),
    Person("shy.judge", Role.INVESTIGATING_JUDGE, "SHY-IC",
           "Мамытбеков", "Талғат", "Әлиұлы", date(1977, 11, 15), "male", 3405, "kk", False),
    Person("shy.custody", Role.CUSTODY_HEAD, "SHY-TDF",
           "Турсунов", "Азамат", "Халилович", date(1984, 1, 1), "male", 3406, "ru", False),
    Person("shy.lawyer", Role.LAWYER, "SHY-BAR",
           "Қалиева", "Мадина", "Серікқызы", date(1989, 9, 9), "female", 4407, "kk", False),
)  # fmt: skip


def open_accounts(offices: dict[str, Office]) -> dict[str, Appointment]:
    """The appointments by user name, made where they are missing; `admin` has none."""
    appointments: dict[str, Appointment] = {}
    hashed = ""
    for person in (*CONTRACT, *OTHERS):
        user = User.objects.filter(username=person.username).first()
        if user is None:
            user = add_user(
                username=person.username,
                last_name=person.last_name,
                first_name=person.first_name,
                patronymic=person.patronymic,
                iin=person.iin,
                language=person.language,
                administrator=person.role is None,
            )
            if person.opens:
                # One hash for all: the password is printed on the sign-in page, and seventeen more cost seconds.
                user.password = hashed = hashed or make_password(PASSWORD)
                user.save(update_fields=["password"])
        if person.role is not None:
            appointments[person.username] = _post(user, person.role, offices[person.office])
    return appointments


def _post(user: User, role: Role, office: Office) -> Appointment:
    held = Appointment.objects.select_related("user", "office__region", "office__facility").filter(
        user=user, role=role, office=office
    )
    return held.order_by("id").first() or appoint(user=user, role=role, office=office, since=SINCE)
