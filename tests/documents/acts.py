"""Plain values for every act, fictional, in both languages: what `templates/acts/README.md` documents."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from tests.documents import acts_case

ALMATY = ZoneInfo("Asia/Almaty")

KINDS = (
    "detention_protocol",
    "detention_notice",
    "release_ruling",
    "release_ruling_head",
    "release_certificate",
    *acts_case.RULINGS,
    *acts_case.REPORTS,
)
LANGUAGES = ("kk", "ru")


def at(day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ALMATY)


TEXTS: dict[str, dict[str, Any]] = {
    "ru": {
        "judge": ("Следственный судья", "Специализированный следственный суд города Алматы"),
        "author": ("Следователь", "Управление полиции Алмалинского района города Алматы"),
        "qualification": "статья 188 часть 3 пункт 2 УК, кража",
        "fabula": "8 октября 2026 года из квартиры по улице Абая тайно похищено имущество на 1 240 000 тенге.",
        "address": "город Алматы, улица Төле би, дом 12, квартира 4",
        "citizenship": "Республика Казахстан",
        "place": "город Алматы, улица Абая, дом 44, подъезд 2",
        "ground": ["застигнут непосредственно после совершения деяния", "на лице и одежде обнаружены явные следы"],
        "grounds": ["может скрыться от органа расследования", "может воспрепятствовать расследованию"],
        "long": "Оценены сведения о личности, семейном положении и роде занятий. "
        "Постоянного места жительства нет, ранее избранная мера нарушена.",
        "term": "2 месяца",
        "delivery": "принудительное",
        "language": "русский",
    },
    "kk": {
        "judge": ("Тергеу судьясы", "Алматы қаласының мамандандырылған тергеу соты"),
        "author": ("Тергеуші", "Алматы қаласы Алмалы ауданының полиция басқармасы"),
        "qualification": "ҚК 188-бабы 3-бөлігінің 2) тармағы, ұрлық",
        "fabula": "2026 жылғы 8 қазанда Абай көшесіндегі пәтерден 1 240 000 теңгенің мүлкі жасырын ұрланған.",
        "address": "Алматы қаласы, Төле би көшесі, 12-үй, 4-пәтер",
        "citizenship": "Қазақстан Республикасы",
        "place": "Алматы қаласы, Абай көшесі, 44-үй, 2-кіреберіс",
        "ground": ["іс-әрекет жасалғаннан кейін бірден ұсталған", "киімінен айқын іздер табылған"],
        "grounds": ["тергеп-тексеру органынан жасырынуы мүмкін", "тергеп-тексеруге кедергі келтіруі мүмкін"],
        "long": "Жеке басы, отбасы жағдайы және кәсібі туралы мәліметтер бағаланды. "
        "Тұрақты тұрғылықты жері жоқ, бұрын таңдалған шара бұзылған.",
        "term": "2 ай",
        "delivery": "мәжбүрлеп",
        "language": "қазақ тілі",
    },
}


def context(kind: str, language: str) -> dict[str, Any]:
    """A complete context of the act `kind` in `language`; those of sanctions are made by `acts_sanctions`."""
    given = _everything(kind, language)
    if kind in acts_case.REPORTS:
        words = acts_case.WORDS[language]
        given = {key: given[key] for key in ("act", "author", "city", "date")}
        given["report"] = acts_case.report(language, given["author"]["office"])
        if kind == "statement_written":
            given["author"] = {"name": given["report"]["applicant"], "post": words["applicant_post"], "office": None}
        return given
    if kind in acts_case.RULINGS:
        return {
            **{key: given[key] for key in ("act", "case", "author", "person", "city", "date")},
            "ruling": acts_case.ruling(kind, language),
            "decision": acts_case.decision(language),
        }
    return {key: value for key, value in given.items() if key != "hearing"}


def _everything(kind: str, language: str) -> dict[str, Any]:
    words = TEXTS[language]
    post, office = words["author"]
    return {
        "act": {"title": kind},
        "case": {
            "number": "267512031000481",
            "qualification": words["qualification"],
            "registered_on": dt.date(2026, 10, 8),
            "fabula": words["fabula"],
        },
        "author": {"name": "Ахметова Динара Сәбитқызы", "post": post, "office": office},
        "person": {
            "name": "Оспанов Руслан Маратұлы",
            "birth_date": dt.date(1991, 3, 14),
            "iin": "910314300126",
            "address": words["address"],
            "citizenship": words["citizenship"],
        },
        "detention": {
            "held_at": at(22, 1, 56),
            "delivered_at": at(22, 2, 40),
            "delivery": words["delivery"],
            "protocol_at": at(22, 4, 6),
            "protocol_place": words["place"],
            "held_by": "Нұрғалиев Тимур Ерланұлы",
            "place": words["place"],
            "ground": words["ground"],
            "motives": words["grounds"],
            "limit_hours": 48,
            "expires_at": at(24, 1, 56),
            "petition_due_at": at(23, 17, 56),
            "exception": "",
            "search": "—",
            "health": "—",
            "medical": "№ 114",
            "rights_language": words["language"],
            "interpreter": None,
            "defender": "Ли Виктор Андреевич",
            "relatives_told": "22.11.2026, 05:40",
            "remarks": "—",
        },
        "petition": {
            "by": "Ахметова Динара Сәбитқызы",
            "on": dt.date(2026, 11, 22),
            "received_at": at(22, 18, 5),
            "grounds": words["grounds"],
            "why_not_milder": words["long"],
            "facts147": words["grounds"][:1],
            "term": words["term"],
            "materials": ["1–4", "96–104"],
        },
        "hearing": {
            "received_at": at(23, 10, 20),
            "at": at(23, 14, 0),
            "prosecutor": "Сейтов Мұрат Болатұлы",
            "defender": "Ли Виктор Андреевич",
            "suspect": words["language"],
            "secretary": "Ким Алина Сергеевна",
            "arguments": words["long"],
        },
        "decision": {
            "reasons": words["long"],
            "why_not_milder": words["long"],
            "term": words["term"],
            "term_from": at(22, 1, 56),
            "term_until": dt.datetime(2027, 1, 22, 1, 56, tzinfo=ALMATY),
            "bail": 519000,
            "duties": words["grounds"],
            "facility": office,
            "court": TEXTS[language]["judge"][1],
            "other_measure": "",
            "appeal_until": at(26, 23, 59),
            "return_by": at(23, 9, 0),
        },
        "notice": {"to": office},
        "release": {
            "at": at(24, 1, 56),
            "ground": words["ground"][:1],
            "reasons": words["long"],
            "facility": office,
            "inadmissible": True,
        },
        "city": "Алматы",
        "date": dt.date(2026, 11, 23),
    }
