"""The cases of the story that are under way when somebody looks: their clocks run. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from ecase.demo.accounts import CONTRACT
from ecase.demo.script import Script, born, number_of
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]
ACCOUNTS = {person.username: person for person in CONTRACT}


def flat_on_abay(posts: Posts, now: datetime) -> Script:
    """1. A burgled flat, Almaty: held, the petition before `prosecutor`. The case of the accounts."""
    s = Script(posts, now=now, held_hours_ago=36, by="investigator")
    suspect, victim = ACCOUNTS["suspect"], ACCOUNTS["victim"]
    owner = {
        "iin": victim.iin,
        "last_name": victim.last_name,
        "first_name": victim.first_name,
        "patronymic": victim.patronymic,
        "citizenship": "Республика Казахстан",
        "address": "г. Алматы, пр. Абая, д. 1012, кв. 48",
        "phone": "+7 700 000 00 48",
    }
    s.register(
        -20,
        occurred=-27,
        qualification="188/3",
        place="г. Алматы, пр. Абая, д. 1012, кв. 48",
        summary=(
            "Неустановленное лицо в отсутствие хозяев проникло в квартиру № 48 дома 1012 по проспекту Абая, взломав "
            "замок входной двери, и тайно похитило ювелирные изделия, ноутбук и деньги, всего на 2 640 000 тенге."
        ),
        applicant=owner,
    )
    s.person(-19.5, "victim", **owner)
    s.paper(
        -19,
        "Протокол осмотра места происшествия",
        "Осмотрена квартира № 48: прихожая, зал, спальня. Цилиндр замка входной двери извлечён, на накладке следы "
        "давления инструмента. Содержимое шкафа в спальне выброшено на пол.",
        "Изъято: цилиндр замка, один след обуви на липкой плёнке, три следа рук с дверцы шкафа.",
        signed="Следователь Оспанов Р. М.",
    )
    s.paper(
        -10,
        "Протокол допроса свидетеля Пак Е. В.",
        "Свидетель проживает этажом выше. Около 14 часов видела, как из подъезда с двумя спортивными сумками вышел "
        "мужчина около 30 лет в серой куртке; он сел в автомобиль марки «Лада» белого цвета.",
        signed="Свидетель Пак Е. В.",
    )
    s.person(
        -1,
        "suspect",
        iin=suspect.iin,
        last_name=suspect.last_name,
        first_name=suspect.first_name,
        patronymic=suspect.patronymic,
        citizenship="Республика Казахстан",
        address="г. Алматы, мкр. Аксай-9, д. 903, кв. 17",
        phone="+7 700 000 00 17",
    )
    s.hold(
        0.8,
        place="г. Алматы, ул. Саина, д. 1200, у входа в ломбард",
        ground="traces",
        motives=(
            "При задержании в сумке Кравцова Д. О. обнаружены ноутбук и два кольца, опознанные потерпевшей; следы рук "
            "с места происшествия совпали с его следами."
        ),
        delivered_at=s.at(0.3),
    )
    s.first_steps(
        1.6,
        2.2,
        5.5,
        search="Изъяты ноутбук, два кольца из металла жёлтого цвета, 180 000 тенге, мобильный телефон.",
        health="Жалоб на здоровье не заявил, телесных повреждений не имеет.",
        remarks="Замечаний не поступило.",
    )
    s.lawyer(3, "lawyer", "0012745 от коллегии адвокатов")
    s.paper(
        7,
        "Протокол опознания вещей потерпевшей",
        "Ахметова С. Е. среди трёх предъявленных ноутбуков опознала свой по царапине на крышке и серийному номеру, "
        "среди шести колец — два своих.",
        signed="Потерпевшая Ахметова С. Е.",
        compartment="parties",
    )
    s.petition(
        31,
        grounds=(
            "Кравцов Д. О. подозревается в тайном хищении чужого имущества в крупном размере. Подозрение подтверждают "
            "изъятые у него вещи, их опознание и совпадение следов рук.\n"
            "Постоянного источника дохода не имеет, в 2021 году отбывал наказание за тяжкое преступление. Часть "
            "похищенного не найдена; на свободе он может скрыть её и повлиять на показания очевидца."
        ),
        milder=(
            "Подписка о невыезде и домашний арест не исключат сбыта похищенного и общения со свидетелем, который живёт "
            "в том же доме."
        ),
        stated=("prior_conviction",),
    )
    s.submit(33)
    return s


def kiosk(posts: Posts, now: datetime) -> Script:
    """2. Assault on a shop, Almaty: supported by the prosecutor, before `judge`."""
    s = Script(posts, now=now, held_hours_ago=30, by="investigator")
    s.register(
        -5,
        occurred=-6,
        qualification="192/1",
        place="г. Алматы, ул. Толе би, д. 1175, магазин «Дәмді»",
        summary=(
            "Мужчина, угрожая ножом продавцу магазина, потребовал деньги и забрал из кассы 96 400 тенге, после чего "
            "скрылся во дворах."
        ),
        applicant={
            "iin": number_of(date(1972, 5, 9), 4510, woman=True),
            "last_name": "Қожахметова",
            "first_name": "Рысты",
            "patronymic": "Әбілқызы",
            "address": "г. Алматы, ул. Толе би, д. 1175",
        },
    )
    s.paper(
        -4,
        "Протокол осмотра видеозаписи магазина",
        "На записи в 19:42 мужчина в тёмной куртке подходит к кассе, достаёт предмет, похожий на нож, берёт деньги и "
        "выходит в 19:44. Лицо видно в профиль.",
    )
    s.person(
        -0.5,
        "suspect",
        iin=number_of(date(1999, 10, 3), 3511),
        last_name="Ибрагимов",
        first_name="Шухрат",
        patronymic="Алимович",
        citizenship="Республика Казахстан",
        address="места жительства не имеет",
    )
    s.hold(
        0.7,
        place="г. Алматы, ул. Розыбакиева, д. 903, двор",
        ground="pointed_out",
        motives="Продавец прямо указала на задержанного; при нём найден складной нож и 74 000 тенге.",
        delivered_at=s.at(0.2),
    )
    s.first_steps(1.4, 1.9, 6, search="Изъяты складной нож, 74 000 тенге.", health="Жалоб не заявил.")
    s.lawyer(2.5, "lawyer2", "0012760 от коллегии адвокатов")
    s.petition(
        24,
        grounds=(
            "Ибрагимов Ш. А. подозревается в нападении с целью хищения, соединённом с угрозой опасного для жизни "
            "насилия. Потерпевшая опознала его, запись камеры и изъятый нож подтверждают её показания.\n"
            "Постоянного места жительства нет, при задержании пытался бежать."
        ),
        milder="Домашний арест невозможен: жилья нет. Залог внести некому, личное поручительство никто не предложил.",
        stated=("no_fixed_home", "fled"),
    )
    s.submit(25.5)
    s.decides(
        "prosecutor",
        27.5,
        "support",
        reasons=(
            "Подозрение обосновано показаниями потерпевшей, опознанием и вещественными доказательствами. Задержание "
            "законно, протокол составлен в срок. Ходатайство поддерживаю."
        ),
    )
    return s


def group_on_gagarin(posts: Posts, now: datetime) -> Script:
    """9. Open robbery, Almaty: the petition came back for rework and lies with `investigator`."""
    s = Script(posts, now=now, held_hours_ago=26, by="investigator")
    s.register(
        -9,
        occurred=-11,
        qualification="191/2",
        place="г. Алматы, пр. Гагарина, д. 1093, остановка",
        summary=(
            "Двое мужчин открыто забрали у прохожего сумку с телефоном и документами, толкнув его на землю, и "
            "скрылись. Один из них установлен по записи камеры."
        ),
    )
    s.person(
        -8,
        "victim",
        iin=number_of(date(2001, 2, 20), 5512),
        last_name="Цой",
        first_name="Артём",
        patronymic="Русланович",
        address="г. Алматы, ул. Жандосова, д. 1058, кв. 5",
    )
    s.person(
        -0.5,
        "suspect",
        iin=number_of(date(2000, 8, 14), 5513),
        last_name="Мельник",
        first_name="Станислав",
        patronymic="Петрович",
        citizenship="Республика Казахстан",
        address="Алматинская область, г. Талгар, ул. Рыскулова, д. 1231",
    )
    s.hold(
        0.6,
        place="Алматинская область, г. Талгар, ул. Рыскулова, д. 1231",
        ground="pointed_out",
        motives="Потерпевший опознал задержанного по фотографии; телефон потерпевшего включён по его адресу.",
        delivered_at=s.at(0.1),
    )
    s.first_steps(
        1.9, 2.6, 7, search="Изъят телефон потерпевшего.", health="Ссадина на правой кисти, от помощи врача отказался."
    )
    s.petition(
        17,
        grounds=(
            "Мельник С. П. подозревается в открытом хищении чужого имущества группой лиц. Второй участник не "
            "установлен; подозреваемый отказался назвать его."
        ),
        milder="Иные меры не обеспечат явки подозреваемого.",
    )
    s.submit(20)
    s.decides(
        "prosecutor",
        22,
        "return_for_rework",
        reasons=(
            "Не приложен протокол предъявления для опознания, фотография не приобщена. Вывод о невозможности домашнего "
            "ареста не обоснован: подозреваемый имеет постоянное жильё. Устраните до 18 часов."
        ),
    )
    return s


def flat_in_astana(posts: Posts, now: datetime) -> Script:
    """7. A killing, Astana: especially grave, hence 72 hours; the petition before `prosecutor2`."""
    s = Script(posts, now=now, held_hours_ago=52, by="ast.investigator")
    s.register(
        -7,
        occurred=-10,
        qualification="99/1",
        place="г. Астана, ул. Сыганак, д. 1047, кв. 112",
        occasion="report",
        summary=(
            "В квартире обнаружено тело хозяина с ножевыми ранениями. Соседи слышали ссору; гость, находившийся в "
            "квартире, ушёл до прибытия наряда."
        ),
    )
    s.paper(
        -5,
        "Протокол осмотра места происшествия",
        "Осмотрена квартира № 112. Тело мужчины в кухне. Изъяты кухонный нож, две рюмки, мобильный телефон.",
        "Следы рук направлены на исследование.",
        signed="Следователь Қасымов Е. Д.",
    )
    s.person(
        -1,
        "suspect",
        iin=number_of(date(1983, 1, 11), 3514),
        last_name="Гончаренко",
        first_name="Виталий",
        patronymic="Юрьевич",
        citizenship="Республика Казахстан",
        address="г. Астана, мкр. Юго-Восток, ул. Айнаколь, д. 1066",
    )
    s.hold(
        0.9,
        place="г. Астана, автовокзал «Сапаржай»",
        ground="traces",
        motives="На одежде задержанного следы, похожие на кровь; его телефон найден в квартире погибшего.",
        delivered_at=s.at(0.4),
        exception=1,
    )
    s.first_steps(
        2,
        2.5,
        8,
        search="Изъяты куртка, билет до Кокшетау, 41 000 тенге.",
        health="Порез левой ладони, осмотрен врачом.",
    )
    s.lawyer(3.5, "ast.lawyer", "0040118 от коллегии адвокатов")
    s.confirm(
        "prosecutor2",
        20,
        "Деяние, предусмотренное частью 1 статьи 99, относится к особо тяжким; срок 72 часа обоснован.",
    )
    s.petition(
        46,
        grounds=(
            "Гончаренко В. Ю. подозревается в умышленном причинении смерти. Подозрение подтверждают следы на одежде, "
            "отпечатки на ноже и показания соседей о ссоре.\n"
            "Задержан при попытке выехать из города с купленным билетом."
        ),
        milder="Преступление особо тяжкое, подозреваемый пытался скрыться; более мягкая мера не обеспечит явки.",
        stated=("fled",),
    )
    s.submit(49)
    return s


def parcel(posts: Posts, now: datetime) -> Script:
    """8. Drugs and a minor, Shymkent, in Kazakh: an exception is entered and nobody has confirmed it, so 24 hours."""
    s = Script(posts, now=now, held_hours_ago=10, by="shy.investigator")
    s.register(
        -2,
        occurred=-3,
        qualification="297/1",
        place="Шымкент қ., Тәуке хан даңғылы, 1014-үй, аула",
        occasion="report",
        language="kk",
        summary=(
            "Тексеру барысында жасөспірімнен ішінде белгісіз зат бар он екі орам табылды. Алдын ала зерттеу бойынша "
            "зат есірткі құралдарына жатады."
        ),
    )
    birth = born(now, 17)
    s.person(
        -0.4,
        "suspect",
        iin=number_of(birth, 5515),
        last_name="Сапаров",
        first_name="Әлішер",
        patronymic="Нұрланұлы",
        citizenship="Қазақстан Республикасы",
        address="Шымкент қ., Нұрсәт ш/а, 1208-үй, 9-пәтер",
    )
    s.hold(
        0.5,
        place="Шымкент қ., Тәуке хан даңғылы, 1014-үйдің ауласы",
        ground="caught",
        motives="Орамдарды тастап жатқан кезде ұсталды; телефонында орындардың суреттері бар.",
        delivered_at=s.at(0.2),
        exception=5,
        exception_facts=("drug_trafficking",),
    )
    s.first_steps(
        1.2,
        1.6,
        4,
        search="Он екі орам, мобильдік телефон алынды.",
        health="Денсаулығына шағымданған жоқ.",
        remarks="Анасы хабардар етілді, психолог пен қорғаушы қатысты.",
    )
    s.lawyer(1.8, "shy.lawyer", "0073302, адвокаттар алқасы")
    s.paper(
        6,
        "Алдын ала зерттеу туралы анықтама",
        "Зерттеуге ұсынылған он екі орамдағы ұнтақ тәрізді заттың жалпы салмағы 6,4 грамм. Қорытынды: синтетикалық "
        "есірткі құралының белгілері бар; сот-химиялық сараптама тағайындау қажет.",
        compartment="parties",
    )
    return s


def another_day(posts: Posts, now: datetime, number: int) -> Script:
    """A further detention, so that a demonstration started on a later day has a clock that runs."""
    names = ("Бондарь", "Сергеев", "Омаров", "Лихачёв", "Асанов", "Филатов", "Нургалиев", "Руденко")
    s = Script(posts, now=now, held_hours_ago=30, by="investigator")
    s.register(
        -6,
        occurred=-8,
        qualification="188/3",
        place=f"г. Алматы, ул. Ауэзова, д. {1100 + number % 80}, склад",
        summary="Со склада, взломав ворота, вывезли электроинструмент на 3 120 000 тенге.",
    )
    s.person(
        -1,
        "suspect",
        iin=number_of(date(1990, 1, 1 + number % 28), 3600 + number % 900),
        last_name=names[number % len(names)],
        first_name="Олег",
        patronymic="Тимофеевич",
        citizenship="Республика Казахстан",
        address="г. Алматы, мкр. Орбита-3, д. 1044, кв. 3",
    )
    s.hold(
        0.8,
        place="г. Алматы, рынок «Барлык»",
        ground="traces",
        motives="Задержан при продаже похищенного инструмента; номера совпали с накладными.",
        delivered_at=s.at(0.2),
    )
    s.first_steps(1.5, 2, 6, search="Изъят электроинструмент, 4 единицы.", health="Жалоб не заявил.")
    s.lawyer(3, "lawyer", f"00128{number % 100:02d} от коллегии адвокатов")
    s.petition(
        26,
        grounds=(
            "Подозревается в тайном хищении в крупном размере; часть похищенного изъята у него при продаже, остальное "
            "не найдено. Ранее скрывался от следствия по другому делу."
        ),
        milder="Более мягкая мера не исключит сбыта остального и того, что он скроется вновь.",
        stated=("fled",),
    )
    s.submit(28)
    return s
