"""Names by lot, as they stand in papers: Kazakh and Russian spelling mixed, surnames from roots and endings.

Every name is a possible one and nobody's; with an IIN made beside it the person exists nowhere.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ecase.law.identity import Sex, make_iin

# (Kazakh, Russian) spelling; where both are one, the root stands once.
ROOTS = """
Ахмет Оспан Жұмағұл/Жумагул Сейтқали/Сейткали Төлеген/Толеген Нұрлан/Нурлан Ержан Серік/Серик Бауыржан/Бауржан
Қайрат/Кайрат Марат Мұрат/Мурат Талғат/Талгат Әбді/Абди Әлі/Али Қасым/Касым Рахым/Рахим Шәріп/Шарип Мұса/Мус Иса
Сәдуақас/Садвакас Тұрсын/Турсун Жақсылық/Жаксылык Бекмұрат/Бекмурат Досмағамбет/Досмагамбет Қожа/Кожа Байжан
Сүлеймен/Сулеймен Ыбырай/Ибрай Мұхамед/Мухамед Есен Асан Хасен/Хасен Бекен Жанібек/Жанибек Құдайберген/Кудайберген
Төре/Торе Сағындық/Сагиндык Кәрім/Карим Омар Оразбай Өтеген/Утеген Шоқан/Чокан Дәулет/Даулет Қанат/Канат Самат Азамат
Болат Ерлан Еркін/Еркин Алтай Алтынбек Айдар Нұрпейіс/Нурпеис Смағұл/Смагул Тілеуберген/Тлеуберген Үмбет/Умбет
Байтұр/Байтур Қуаныш/Куаныш Жолдас Бөлек/Болек Нияз Ғабит/Габит Ғали/Гали Мәмбет/Мамбет Ибрагим Юсуп Якуп Сатыбалды
Темір/Темир
""".split()
ENDINGS = ("ов", "ев", "беков", "баев", "жанов", "ғалиев/галиев")
RUSSIAN = """
Иванов Петров Сидоров Кузнецов Смирнов Попов Соколов Лебедев Козлов Новиков Морозов Волков Соловьёв Васильев Зайцев
Павлов Семёнов Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв
Макаров Андреев Ковалёв Ильин Гусев Титов Кузьмин Кудрявцев Баранов Куликов Алексеев Степанов Яковлев Сорокин Сергеев
Романов Захаров Борисов Королёв Герасимов Пономарёв Григорьев Лазарев Медведев Ершов Никитин Соболев Рябов Поляков
Цветков Данилов Жуков Фролов Журавлёв Николаев Крылов Максимов Осипов Белоусов Федотов Дорофеев Егоров Матвеев Бобров
Дмитриев Калинин Щербаков Чернов Царёв Вагнер Шмидт Миллер Шульц Ким Цой Пак Тен Югай Хегай Шевченко Коваленко
Бондаренко Ткаченко Левченко Савченко
""".split()
MALE = """
Ренат Нұрлан/Нурлан Ержан Серік/Серик Марат Дәурен/Даурен Асхат Арман Қайрат/Кайрат Талғат/Талгат Азамат Самат Руслан
Тимур Данияр Ерлан Бауыржан/Бауржан Жанібек/Жанибек Мұхтар/Мухтар Олжас Әлихан/Алихан Нұрсұлтан/Нурсултан Сергей
Андрей Александр Дмитрий Алексей Игорь Виктор Владимир Николай Евгений Денис Антон Максим Юрий Пётр Фёдор Илья Родион
Эльдар Рустам
""".split()
FEMALE = """
Әлия/Алия Айгүл/Айгуль Дана Динара Әсел/Асель Сәуле/Сауле Гүлнар/Гульнар Айгерім/Айгерим Жанар Мәдина/Мадина Камила
Меруерт Назгүл/Назгуль Қарлығаш/Карлыгаш Бибігүл/Бибигуль Ақмарал/Акмарал Салтанат Алтынай Анар Индира Елена Ольга
Татьяна Наталья Ирина Светлана Марина Анна Мария Виктория Ксения Юлия Людмила Галина Эльмира Зарина
""".split()


@dataclass(frozen=True)
class Name:
    """One person; `iin` has a right check digit."""

    last: str
    first: str
    patronymic: str
    born: date
    iin: str


class Lots:
    """Persons drawn by one generator: the same seed gives the same people."""

    def __init__(self, lot: Random) -> None:
        self.lot = lot
        kazakh = [_both(root, end) for root in ROOTS for end in ENDINGS]
        self.surnames = kazakh + [(name, name) for name in RUSSIAN]
        # A few names are borne by many, most by few.
        self.weights = [1 / (1 + place % 97) for place in range(len(self.surnames))]
        lot.shuffle(self.weights)

    def person(self) -> Name:
        lot = self.lot
        in_kazakh = lot.random() < 0.4
        sex: Sex = "male" if lot.random() < 0.62 else "female"
        spelled = lot.choices(self.surnames, self.weights)[0][0 if in_kazakh else 1]
        last = spelled if sex == "male" or not spelled.endswith(("ов", "ев", "ёв", "ин")) else f"{spelled}а"
        first = _in(lot.choice(MALE if sex == "male" else FEMALE), in_kazakh)
        father = _in(lot.choice(MALE), in_kazakh)
        born = date(1950, 1, 1) + timedelta(days=lot.randrange(20_000))
        return Name(last, first, _patronymic(father, sex, in_kazakh), born, self._iin(born, sex))

    def _iin(self, born: date, sex: Sex) -> str:
        while True:
            try:
                return make_iin(born, sex, self.lot.randrange(10_000))
            except ValueError:  # about one serial in 121 has no check digit
                continue


def _in(pair: str, in_kazakh: bool) -> str:
    kazakh, _, russian = pair.partition("/")
    return kazakh if in_kazakh or not russian else russian


def _both(root: str, ending: str) -> tuple[str, str]:
    kazakh, russian = (_in(root, k) + _in(ending, k) for k in (True, False))
    return kazakh, russian


def _patronymic(father: str, sex: Sex, in_kazakh: bool) -> str:
    if in_kazakh:
        return f"{father}ұлы" if sex == "male" else f"{father}қызы"
    stem = father.removesuffix("й").removesuffix("ь")
    if father.endswith(("й", "ь")):
        return f"{stem}евич" if sex == "male" else f"{stem}евна"
    return f"{stem}ович" if sex == "male" else f"{stem}овна"
