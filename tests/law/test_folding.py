"""Names as they stand in passports, papers and registers of Kazakhstan: what is one name, and what is not."""

import pytest

from ecase.law.folding import alike, fold, folded, readings, stem, words

# Each line: spellings of one name that have to find each other, every one every other.
ONE_NAME = """
Оспанов Ospanov
Тұрсынова Турсынова Tursynova Tūrsynova Tursınova
Әлия Алия Aliya Aliia Äliya Alia
Қайрат Кайрат Kairat Kayrat Qairat Qayrat
Жұмағұлов Жумагулов Zhumagulov Jumagulov Jūmağūlov Djumagulov
Ғалым Галым Galym Ghalym Ğalym
Сәкен Сакен Saken Säken
Дәурен Даурен Dauren Dawren Däuren
Бауыржан Бауржан Bauyrzhan Baurzhan Bauirzhan Baurjan
Ержан Yerzhan Erzhan Yerjan Erjan
Ерлан Yerlan Erlan
Жанибек Жәнібек Zhanibek Janibek Djanibek
Нұрпейісова Нурпеисова Nurpeisova Nurpeissova Nurpeyisova
Мұқашева Мукашева Mukasheva Muqasheva Muqaşeva
Әбдіқадыров Абдикадыров Abdikadyrov Abdiqadyrov Äbdiqadırov
Төлегенов Толегенов Tolegenov Tölegenov
Үмітбаев Умитбаев Umitbaev Umitbayev Ümitbaev
Іңкәр Инкар Inkar İñkär
Айдаһар Айдахар Aidahar Aidakhar Aydahar
Мухамбетов Мұхамбетов Mukhambetov Muhambetov
Ахметов Akhmetov Ahmetov
Ахметжанов Akhmetzhanov Ahmetjanov Akhmetjanov
Хожаев Khozhayev Khozhaev Hojaev Hozhaev
Ходжаев Khodzhaev Khodjayev Hodjaev Хожаев
Джумабаев Dzhumabaev Djumabayev Jumabaev Жумабаев
Қуаныш Куаныш Kuanysh Quanysh Kuanyş Kwanysh
Уалиханов Ualikhanov Walikhanov Ualihanov
Щербаков Shcherbakov Scherbakov Sherbakov
Шмидт Schmidt Shmidt
Чернов Chernov Tchernov Çernov Černov
Царёв Царев Tsarev Carev Tzarev
Ким Kim
Цой Tsoi Tsoy Tzoi
Югай Yugai Yugay Iugai
Юсупова Yusupova Iusupova Jusupova
Юлдашев Yuldashev Iuldashev Juldashev
Яковлев Yakovlev Iakovlev Jakovlev
Соловьёв Соловьев Solovyov Solovyev Soloviev Solovev
Фёдор Федор Fyodor Fedor Fiodor
Пётр Петр Pyotr Petr Piotr
Сергеев Sergeev Sergeyev
Сергей Sergey Sergei
Алексей Aleksei Aleksey Alexei Alexey
Александр Aleksandr Alexandr
Дмитрий Dmitry Dmitriy Dmitrii Dmitri
Дмитриев Dmitriev Dmitriyev
Юрий Yuri Yury Yuriy Iurii
Евгений Evgeny Yevgeny Evgeniy Yevgeniy Evgenii
Виктор Viktor Victor
Виктория Viktoriya Victoria Viktoria
Татьяна Tatyana Tatiana Tatjana
Наталья Наталия Natalya Natalia Nataliya
Ксения Kseniya Xenia Kseniia
Родион Rodion
Эльмира Elmira
Гульнар Гүлнар Gulnar Gülnar
Айгерим Айгерім Aigerim Aygerim
Асель Әсел Asel Assel
Нұрсұлтан Нурсултан Nursultan Nūrsūltan
Рахимов Rakhimov Rahimov Raximov
Алиев Әлиев Aliev Aliyev Əliyev
Исмаилов Ismailov Ismayilov
Асхат Askhat Ashat
Вагнер Wagner Vagner
Шыңғыс Шынгыс Shyngys Şyñğys
Объедков Obyedkov Obiedkov Obedkov
Талғатқызы Талгаткызы Talgatkyzy Talğatqyzy
Болатұлы Болатулы Bolatuly Bolatūly
Қожахметов Кожахметов Kozhakhmetov Qojahmetov Kojahmetov
Өскенбай Оскенбай Oskenbai Oskenbay Öskenbai
Ильин Ilyin Iliin Ilin
Зейнулла Zeinulla Zeynulla Zeinula
Руслан Ruslan Rouslan
""".strip().splitlines()

# Names of different people: neighbours on a list, rhymes, and one letter apart.
DIFFERENT = """
Оспанов Осипов
Оспанов Аспанов
Ким Кем
Ким Ан
Ли Лю
Ли Ле
Тен Тян
Цой Чой
Хан Кан
Хан Ган
Кан Ган
Ахметов Ахметжанов
Ахметов Ахмедов
Иванов Иваненко
Иванов Иванова
Асанов Есенов
Асанов Хасанов
Мусин Мусаев
Мусин Мусина
Сауле Селу
Айгуль Айнуль
Айгуль Айгерим
Дина Диана
Дина Дана
Дина Дана
Игорь Егор
Юлия Илья
Леонид Леонтий
Эльдар Ильдар
Серик Сарик
Серик Серикбай
Нурлан Нурлыбек
Ержан Ерлан
Ерлан Арлан
Мария Марина
Алина Алла
Алиев Алаев
Абаев Абиев
Жумабаев Жумабеков
Жумагулов Жумагалиев
Турсунов Турсынбеков
Рахимов Рахманов
Каримов Керимов
Шарипов Шапиров
Чернов Жернов
Петров Петровский
Соловьёв Соколов
Щербаков Щербинин
Сейткали Сейтказы
Бекмуратов Бекмурзаев
Заур Зоя
Жан Зан
Шин Чин
Шин Син
Родион Роден
Данияр Данил
Канат Ханат
Марат Мурат
Марат Марк
Назарбаев Назаров
Умаров Омаров
""".strip().splitlines()


@pytest.mark.parametrize("line", ONE_NAME)
def test_one_name_in_all_its_spellings(line: str) -> None:
    spellings = line.split()
    first = spellings[0]
    assert [s for s in spellings if not alike(first, s)] == [], {s: readings(s) for s in spellings}


@pytest.mark.parametrize("line", DIFFERENT)
def test_different_names_stay_apart(line: str) -> None:
    one, other = line.split()
    assert not alike(one, other), (readings(one), readings(other))


def test_there_are_enough_of_both() -> None:
    assert len(ONE_NAME) >= 60 and sum(len(line.split()) for line in ONE_NAME) >= 200
    assert len(DIFFERENT) >= 60


def test_a_whole_name_folds_word_by_word() -> None:
    assert fold("Тұрсынова  Айгүл Талғат-қызы") == "tursinova aigul talgat kizi"
    assert fold("TURSYNOVA AIGUL TALGAT-KYZY") == "tursinova aigul talgat kizi"
    assert alike("Оспанов Ренат Маратович", "Ospanov Renat Maratovich")
    assert not alike("Оспанов Ренат", "Оспанов Ренат Маратович")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Тұрс", "Tursynova"), ("Zhumag", "Жұмағұлов"), ("Ход", "Ходжаев"), ("Дмитри", "Дмитриев"), ("Серге", "Сергеев")],
)
def test_the_beginning_of_a_name_is_the_beginning_of_its_skeleton(typed: str, name: str) -> None:
    assert any(whole.startswith(part) for part in readings(typed) for whole in readings(name))


@pytest.mark.parametrize("text", ["", "  ", "—", "…'", "\0", "''", "()&|!:*"])
def test_what_has_no_word_folds_to_nothing(text: str) -> None:
    assert fold(text) == "" and words(text) == []


def test_words_keep_their_places() -> None:
    text = "О'Коннор взял 2 500 ₸ (15.03.2026); 王 и É"
    assert len(words(text)) == len(folded(text))
    assert all(folded(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("кража", "кражу"), ("велосипед", "велосипеда"), ("похитил", "похитила"), ("тергеуші", "тергеушінің"),
        ("протокол", "протоколом"), ("подозреваемый", "подозреваемого"), ("ұрлық", "ұрлықты"), ("квартиры", "квартире"),
        ("тайник", "тайнике"), ("хаттама", "хаттамаларды"), ("куәгер", "куәгерлердің"),
    ],
)  # fmt: skip
def test_endings_fall_away_in_running_text(one: str, other: str) -> None:
    """Each form finds the other: whole words are kept, and begin with the stem of what is looked for."""
    assert fold(one).startswith(stem(fold(other))) and fold(other).startswith(stem(fold(one)))


def test_short_words_and_numbers_are_left_whole() -> None:
    assert [stem(fold(w)) for w in ("дом", "ІІМ", "2026", "910314300126")] == ["dom", "im", "2026", "910314300126"]
