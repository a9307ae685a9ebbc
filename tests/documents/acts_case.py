"""Plain values, fictional, for the acts of the case itself and of the crime report, in both languages."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django.utils.safestring import mark_safe

from ecase.law.acts_reports import REPORT_ACTS
from ecase.law.acts_rulings import RULING_ACTS

ALMATY = ZoneInfo("Asia/Almaty")
RULINGS = tuple(act.code for act in RULING_ACTS)
REPORTS = tuple(act.code for act in REPORT_ACTS)
# Acts that name no person of the case.
IMPERSONAL = frozenset(
    {
        "ruling_termination", "ruling_severance", "ruling_joinder", "ruling_interruption", "ruling_resume_terms",
        "ruling_extension_term", "ruling_change_proceeding", "ruling_format", "transfer_by_jurisdiction",
        "ruling_assignment", "ruling_name_prosecutor", "ruling_accept_case", "ruling_investigation_group",
        "written_instructions", "ruling_correction", *REPORTS,
    }
)  # fmt: skip
CHECK_URL = "https://ecase.example.kz/ru/check/"
LINK = "https://ecase.example.kz/check/?code=7KQ2-M4XD-91TB"

WORDS: dict[str, dict[str, Any]] = {
    "ru": {
        "text": [
            "Проверкой показаний потерпевшего и осмотром места происшествия установлено, что имущество вынесено через "
            "окно первого этажа; изъяты следы обуви и отвёртка.",
            "Показания свидетеля согласуются с записью камеры наблюдения у второго подъезда.",
        ],
        "ground": "Лицо, совершившее уголовное правонарушение, не установлено (ст. 45 ч. 7 п. 1 УПК)",
        "about": "1. 8 октября 2026 года, 03:20, город Алматы, улица Абая, дом 44: тайное хищение из квартиры",
        "from": "ст. 188 ч. 2 УК, Кража",
        "to": "ст. 188 ч. 3 УК, Кража",
        "months": "3 месяца",
        "office": "Управление полиции Медеуского района города Алматы",
        "post": "Следователь",
        "prosecutor": "Прокурор, Прокуратура Алмалинского района города Алматы",
        "decider": "Руководитель прокуратуры Алмалинского района города Алматы",
        "episodes": [
            "1. 8 октября 2026 года, улица Абая, дом 44: кража из квартиры",
            "2. 15 октября 2026 года, улица Сейфуллина, дом 120: кража из автомобиля",
        ],
        "materials": ["Протокол осмотра места происшествия, л. 3–7", "Протокол допроса потерпевшего, л. 8–10"],
        "change": {"what": "Подозреваемый: дата рождения", "before": "14.03.1999", "after": "14.03.1991"},
        "evidence": ["Отвёртка: хранить при деле", "Телевизор: возвратить владельцу"],
        "measures": ["Подписка о невыезде и надлежащем поведении"],
        "ruling_title": "Постановление о признании лица подозреваемым",
        "source": "Письменное заявление",
        "refused": ["Нет данных о нарушениях, ущербе или выгоде, подтверждённых актами (ст. 179 ч. 1 п. 1 УПК)"],
        "place": "город Алматы, улица Абая, дом 44, квартира 12",
        "organ": "Департамент государственных доходов по городу Алматы",
        "applicant_post": "Заявитель",
        "language": "уйгурский",
    },
    "kk": {
        "text": [
            "Жәбірленушінің айғақтарын тексеру және оқиға болған жерді қарап-тексеру арқылы мүліктің бірінші қабаттың "
            "терезесі арқылы шығарылғаны анықталды; аяқ киімнің іздері мен бұрауыш алынды.",
            "Куәнің айғақтары екінші кіреберістегі бақылау камерасының жазбасына сәйкес келеді.",
        ],
        "ground": "Қылмыстық құқық бұзушылық жасаған адам анықталмаған (ҚПК 45-бабы 7-бөлігінің 1) тармағы)",
        "about": "1. 2026 жылғы 8 қазан, 03:20, Алматы қаласы, Абай көшесі, 44-үй: пәтерден мүлікті жасырын ұрлау",
        "from": "ҚК 188-бабының 2-бөлігі, Ұрлық",
        "to": "ҚК 188-бабының 3-бөлігі, Ұрлық",
        "months": "3 ай",
        "office": "Алматы қаласы Медеу ауданының полиция басқармасы",
        "post": "Тергеуші",
        "prosecutor": "Прокурор, Алматы қаласы Алмалы ауданының прокуратурасы",
        "decider": "Алматы қаласы Алмалы ауданы прокуратурасының басшысы",
        "episodes": [
            "1. 2026 жылғы 8 қазан, Абай көшесі, 44-үй: пәтерден ұрлау",
            "2. 2026 жылғы 15 қазан, Сейфуллин көшесі, 120-үй: автомобильден ұрлау",
        ],
        "materials": ["Оқиға болған жерді қарап-тексеру хаттамасы, 3–7-парақ", "Жәбірленушіден жауап алу хаттамасы"],
        "change": {"what": "Күдікті: туған күні", "before": "14.03.1999", "after": "14.03.1991"},
        "evidence": ["Бұрауыш: іспен бірге сақталсын", "Теледидар: иесіне қайтарылсын"],
        "measures": ["Ешқайда кетпеу және тиісті мінез-құлық туралы қолхат"],
        "ruling_title": "Адамды күдікті деп тану туралы қаулы",
        "source": "Жазбаша арыз",
        "refused": ["Актілермен расталған бұзушылық, залал туралы деректер жоқ (ҚПК 179-бабының 1-бөлігі)"],
        "place": "Алматы қаласы, Абай көшесі, 44-үй, 12-пәтер",
        "organ": "Алматы қаласы бойынша мемлекеттік кірістер департаменті",
        "applicant_post": "Арыз иесі",
        "language": "ұйғыр тілі",
    },
}


def at(day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ALMATY)


CHANGES: dict[str, dict[str, tuple[str, str]]] = {
    "ruling_change_proceeding": {
        "ru": ("Дознание", "Предварительное следствие"),
        "kk": ("Анықтау", "Алдын ала тергеу"),
    },
    "ruling_format": {"ru": ("электронный", "бумажный"), "kk": ("электрондық", "қағаздағы")},
    "transfer_by_jurisdiction": {
        "ru": ("Управление полиции Алмалинского района города Алматы", ""),
        "kk": ("Алматы қаласы Алмалы ауданының полиция басқармасы", ""),
    },
    "ruling_assignment": {"ru": ("Ли Марина Олеговна, Следователь", ""), "kk": ("Ли Марина Олеговна, Тергеуші", "")},
    "ruling_name_prosecutor": {
        "ru": ("Ким Алина Сергеевна, Прокурор", ""),
        "kk": ("Ким Алина Сергеевна, Прокурор", ""),
    },
}


def ruling(kind: str, language: str) -> dict[str, Any]:
    """Every key of `ruling` at once, each yes/no said yes; what it was and is to be, as fits `kind`."""
    words = WORDS[language]
    before, after = CHANGES.get(kind, {}).get(language, (words["from"], words["to"]))
    return {
        "text": words["text"],
        "ground": words["ground"],
        "about": words["about"],
        "from": before,
        "to": after,
        "adds": True,
        "urgent": True,
        "interrogated_at": at(22, 21, 15),
        "no_objection": True,
        "new_offence": True,
        "paper": True,
        "by_court": False,
        "by_prosecutor": True,
        "months": words["months"],
        "until_now": dt.date(2026, 12, 8),
        "until": dt.date(2027, 1, 8),
        "interrupted_on": dt.date(2026, 10, 30),
        "office": words["office"],
        "investigator": f"Нұрғалиев Тимур Ерланұлы, {words['post']}",
        "prosecutor": f"Сейтов Мұрат Болатұлы, {words['prosecutor']}",
        "leader": f"Ахметова Динара Сәбитқызы, {words['post']}",
        "members": [f"Нұрғалиев Тимур Ерланұлы, {words['post']}", f"Ли Марина Олеговна, {words['post']}"],
        "due_on": dt.date(2026, 12, 1),
        "changes": [words["change"]],
        "other_case": "267512031000519",
        "new_case": "267512031000533",
        "episodes": words["episodes"],
        "people": [f"Оспанов Руслан Маратұлы: {words['to']}"],
        "materials": words["materials"],
        "evidence": words["evidence"],
        "measures": words["measures"],
        "decider": words["decider"],
    }


def decision(language: str) -> dict[str, Any]:
    """What the one who decides on a ruling prints."""
    words = WORDS[language]
    return {
        "on": dt.date(2026, 11, 22),
        "by": "Ахметова Динара Сәбитқызы",
        "post": words["post"],
        "reasons": words["text"],
        "ruling_title": words["ruling_title"],
        "ruling_of": words["about"],
        "word": "agree",
        "term": words["months"],
        "until": dt.date(2026, 12, 23),
        "return_by": at(25, 18, 0),
        "urgent": True,
        "by_prosecutor": True,
    }


def report(language: str, office: str) -> dict[str, Any]:
    """A report of a crime in the information book."""
    words = WORDS[language]
    return {
        "number": "2026-004812",
        "office": office,
        "source": words["source"],
        "received_at": at(23, 9, 14),
        "received_by": "Жұмабаев Асхат Қайратұлы",
        "received_post": words["post"],
        "applicant": "Смағұлова Гүлнар Ермекқызы",
        "organisation": None,
        "birth_date": dt.date(1984, 6, 2),
        "iin": "840602400127",
        "identity": None,
        "address": words["place"],
        "phone": "+7 701 000 00 00",
        "speaks": words["language"],
        "interpreter": "Ли Виктор Андреевич",
        "warned_at": at(23, 9, 10),
        "summary": words["text"],
        "occurred_at": at(22, 23, 40),
        "place": words["place"],
        "attachments": words["materials"],
        "decide_by": at(24, 9, 14),
        "check_code": "7KQ2-M4XD-91TB",
        "check_url": CHECK_URL,
        "qr_svg": mark_safe(segno.make(LINK, error="m").svg_inline(scale=4)),
        "ground": words["refused"],
        "reasons": words["text"],
        "to": words["organ"],
        "held_by": office,
        "to_office": words["organ"],
        "prosecutor": words["organ"],
        "asked_by": "Жұмабаев Асхат Қайратұлы",
        "asked_reasons": words["text"],
        "cancelled": words["source"],
        "cancelled_on": dt.date(2026, 11, 20),
        "cancelled_ground": words["refused"],
    }
