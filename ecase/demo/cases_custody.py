"""Cases of the story about custody: the ladder of its terms, and a refusal. All of it is made up."""

from collections.abc import Mapping
from datetime import date, datetime

from detention.resource import DETENTION
from ecase.demo.asked import Asked
from ecase.demo.ruled import known
from ecase.people.models import Appointment

Posts = Mapping[str, Appointment]
DAY = 24
SUPPORTED = "Ходатайство обосновано материалами дела, сроки соблюдены. Поддерживаю."


def warehouse_guard(posts: Posts, now: datetime) -> Asked:
    """38. A killing at a warehouse, Almaty: arrest, three months, and nine months asked of `oblast_chief`."""
    s = Asked(posts, now=now, held_hours_ago=74 * DAY, by="investigator")
    s.register(
        -6,
        occurred=-9,
        qualification="99/1",
        place="г. Алматы, ул. Рыскулова, д. 1710, склад № 4",
        occasion="report",
        summary="В сторожке склада найден убитым сторож; из склада вывезены 38 упаковок кабеля.",
    )
    s.person(
        -1,
        "suspect",
        **known("Ерёмин", "Павел", "Андреевич", date(1986, 3, 27), 3622, address="г. Алматы, ул. Ломоносова, д. 1010"),
        citizenship="Республика Казахстан",
    )
    s.hold(
        0.7,
        place="г. Алматы, ул. Ломоносова, д. 1010",
        ground="traces",
        motives="На куртке и обуви Ерёмина П. А. пятна, похожие на кровь; в гараже упаковки кабеля со склада.",
        delivered_at=s.at(0.4),
    )
    s.first_steps(1.8, 2.5, 6, search="Изъяты куртка, обувь, ключи от гаража.", health="Жалоб не заявил.")
    s.lawyer(2.2, "lawyer2", "0012720 от коллегии адвокатов")
    s.paper(
        9,
        "Протокол осмотра гаража",
        "В гараже 38 упаковок кабеля с бирками склада № 4 и монтировка со следами бурого цвета.",
        kind="protocol_inspection",
        signed="Следователь Оспанов Р. М.",
    )
    s.qualified(
        "prosecutor",
        15,
        18,
        "99/1",
        "Умышленно причинил смерть сторожу, нанеся удары монтировкой по голове.",
    )
    s.petition(
        20,
        grounds=(
            "Ерёмин П. А. подозревается в убийстве сторожа. Подозрение подтверждают следы на одежде, кабель в его "
            "гараже и запись камеры.\nСоучастник не найден; подозреваемый готовился уехать: билет на утренний поезд."
        ),
        milder="Домашний арест не исключит сговора с соучастником и выезда, к которому он готовился.",
        stated=("may_flee", "may_obstruct"),
    )
    s.submit(22)
    arrest = s.sanction
    s.decides("prosecutor", 25, "support", reasons=SUPPORTED)
    s.decides(
        "judge",
        31,
        "grant",
        reasons=(
            "Подозрение в особо тяжком преступлении подтверждено осмотром гаража и следами. Купленный билет "
            "показывает намерение скрыться; более мягкая мера этого не исключит."
        ),
        hearing_at=s.at(30),
        milder="Домашний арест и залог не исключат выезда и сговора с ненайденным соучастником.",
    )
    s.moves("custody", 32, DETENTION, "acknowledge")
    to_three = s.asks(
        45 * DAY,
        "arrest_extension",
        "Не окончена генетическая экспертиза следов на монтировке, не установлен соучастник. Основания ареста "
        "не изменились: риск выезда и сговора остаётся.",
        about=s.suspect,
        extends_id=arrest.pk,
        stated=("unchanged",),
        facts=s.longer(
            arrest,
            3,
            done="Допрошены 14 свидетелей, проведены 3 очные ставки, назначены 4 экспертизы, получены две.",
            to_do="Получить заключение генетической экспертизы, установить соучастника по биллингу.",
        ),
    )
    s.goes("investigator", 45 * DAY + 1, "submit", to_three)
    s.goes("chief", 46 * DAY, "support", to_three, reasons=SUPPORTED)
    s.goes(
        "judge",
        47 * DAY,
        "grant",
        to_three,
        reasons=(
            "Следствие ведётся без задержек, названы действия, которых нельзя провести раньше. Риски, на которых стоял "
            "арест, подтверждаются и сейчас."
        ),
        hearing_at=s.at(47 * DAY - 1),
        milder="Риск выезда и сговора с ненайденным соучастником не устраняется более мягкой мерой.",
        months=3,
    )
    to_nine = s.asks(
        73.5 * DAY,
        "arrest_extension",
        "Соучастник установлен и объявлен в розыск, он находится за границей. Расследование особо сложное: шесть "
        "экспертиз, 31 свидетель, международное поручение. Основания ареста не изменились.",
        about=s.suspect,
        extends_id=arrest.pk,
        stated=("unchanged",),
        facts=s.longer(
            arrest,
            9,
            done="Установлен соучастник, получены генетическая и трасологическая экспертизы, направлено поручение.",
            to_do="Исполнить международное поручение, провести психиатрическую экспертизу, предъявить дело.",
            complexity="Международное поручение, шесть экспертиз, 31 свидетель.",
        ),
    )
    s.goes("investigator", 73.5 * DAY + 1, "submit", to_nine)
    return s


def pharmacy(posts: Posts, now: datetime) -> Asked:
    """39. A pharmacy robbed, Almaty: two months run out; three are before `judge`, the hearing is tomorrow."""
    s = Asked(posts, now=now, held_hours_ago=47 * DAY, by="investigator")
    s.register(
        -5,
        occurred=-7,
        qualification="192/1",
        place="г. Алматы, ул. Гоголя, д. 1111, аптека",
        summary="Мужчина, угрожая фармацевту отвёрткой, забрал из кассы 214 000 тенге и рецептурные препараты.",
    )
    s.person(
        -1,
        "suspect",
        **known("Назаров", "Тимур", "Ильдарович", date(1993, 12, 4), 3623, address="г. Алматы, ул. Гоголя, д. 1120"),
        citizenship="Республика Казахстан",
    )
    s.hold(
        0.6,
        place="г. Алматы, ул. Гоголя, д. 1120",
        ground="pointed_out",
        motives="Фармацевт прямо указала на задержанного; при нём препараты с ценниками аптеки.",
        delivered_at=s.at(0.3),
    )
    s.first_steps(1.5, 2, 5, search="Изъяты препараты, отвёртка.", health="Жалоб не заявил.")
    s.lawyer(2.1, "lawyer", "0012733 от коллегии адвокатов")
    s.petition(
        19,
        grounds=(
            "Назаров Т. И. подозревается в разбойном нападении. Подозрение подтверждают опознание, запись камеры и "
            "изъятые препараты.\nВ прошлом году нарушил подписку о невыезде по другому делу."
        ),
        milder="Более мягкую меру он уже нарушал.",
        stated=("breached_earlier_measure", "may_continue"),
    )
    s.submit(20)
    arrest = s.sanction
    s.decides("prosecutor", 22, "support", reasons=SUPPORTED)
    s.decides(
        "judge",
        27,
        "grant",
        reasons=(
            "Подозрение подтверждено опознанием и изъятым. Прежнюю меру подозреваемый нарушил, поэтому более мягкая "
            "не обеспечит его явки."
        ),
        hearing_at=s.at(26),
        milder="Прежнюю, более мягкую меру он нарушил.",
    )
    s.moves("custody", 28, DETENTION, "acknowledge")
    longer = s.asks(
        46 * DAY,
        "arrest_extension",
        "Не готово заключение психиатрической экспертизы, без которого дело не окончить. Основания ареста не "
        "изменились.",
        about=s.suspect,
        extends_id=arrest.pk,
        stated=("unchanged",),
        facts=s.longer(
            arrest,
            3,
            done="Допрошены фармацевт и пять свидетелей, проведено опознание, назначены две экспертизы.",
            to_do="Получить заключение психиатрической экспертизы и предъявить дело.",
        ),
    )
    s.goes("investigator", 46 * DAY + 1, "submit", longer)
    s.goes("chief", 46 * DAY + 6, "support", longer, reasons=SUPPORTED)
    s.goes(
        "judge",
        46 * DAY + 20,
        "appoint_hearing",
        longer,
        starts_at=s.at(s.on(-1, "11:00")),
        place="Зал № 3, г. Алматы, следственный суд",
    )
    s.goes(
        "lawyer",
        46 * DAY + 22,
        "argue",
        longer,
        text="Экспертиза назначена на сороковой день без причины. Мать подозреваемого согласна на домашний арест по её "
        "адресу; риска скрыться нет.",
    )
    return s


def borrowed_car(posts: Posts, now: datetime) -> Asked:
    """42. A borrowed car, Almaty: arrest refused by `judge`; the prosecutor's petition waits in the court above."""
    s = Asked(posts, now=now, held_hours_ago=3 * DAY, by="investigator")
    s.register(
        -4,
        occurred=-6,
        qualification="188/3",
        place="г. Алматы, ул. Муканова, д. 1211, стоянка",
        summary="Со стоянки угнан и найден разобранным автомобиль стоимостью 6 800 000 тенге.",
    )
    s.person(
        -1,
        "suspect",
        **known("Ли", "Владислав", "Олегович", date(1997, 7, 1), 3625, address="г. Алматы, ул. Муканова, д. 1230"),
        citizenship="Республика Казахстан",
    )
    s.hold(
        0.6,
        place="г. Алматы, ул. Муканова, д. 1230, гараж",
        ground="traces",
        motives="В гараже задержанного найдены двери и двигатель похищенного автомобиля.",
        delivered_at=s.at(0.2),
    )
    s.first_steps(1.4, 2, 5, search="Изъяты ключи, инструмент.", health="Жалоб не заявил.")
    s.lawyer(2, "lawyer", "0012950 от коллегии адвокатов")
    s.petition(
        18,
        grounds=(
            "Ли В. О. подозревается в краже автомобиля в крупном размере. Подозрение подтверждают части автомобиля в "
            "его гараже.\nОн может скрыться и уничтожить остальные части."
        ),
        milder="Иные меры не обеспечат сохранности доказательств.",
        stated=("may_flee",),
    )
    s.submit(20)
    s.decides("prosecutor", 24, "support", reasons=SUPPORTED)
    s.decides(
        "judge",
        30,
        "refuse",
        reasons=(
            "Части автомобиля изъяты, уничтожать больше нечего. Подозреваемый имеет дом, работу и ребёнка, сам открыл "
            "гараж. Доводов о побеге, кроме тяжести, не приведено; достаточно меры, не связанной с арестом."
        ),
        hearing_at=s.at(29),
        suspect_part="present",
        arguments="Защитник представил справку с работы и свидетельство о рождении ребёнка.",
    )
    s.release("custody", 30.5, "court_refused", "Копия постановления получена.")
    s.goes(
        "prosecutor",
        46,
        "appeal",
        text="Суд не оценил, что подозреваемый продал через знакомого два колеса уже после заявления и отказался "
        "назвать покупателя: возможность помешать следствию подтверждена листами 3–4.",
        asks="grant",
    )
    s.sends_up("judge", 50)
    return s
