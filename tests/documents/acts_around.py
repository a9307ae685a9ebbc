"""Plain values for the acts around a sanction, fictional, in both languages: what README.md documents for each."""

import datetime as dt
from typing import Any

from ecase.law.acts import ACTS
from ecase.law.acts_around import AROUND_ACTS
from ecase.law.kinds_all import KINDS
from tests.documents.acts import TEXTS, at
from tests.documents.acts_sanctions import WORDS, manifest
from tests.documents.acts_sanctions import context as of_kind

CODES = tuple(act.code for act in AROUND_ACTS)
# Before a decision: what is decided on is the petition. All others are about an order.
BEFORE = frozenset(
    {
        "sanction_agreed",
        "head_return",
        "prosecutor_support",
        "prosecutor_refusal",
        "prosecutor_return",
        "hearing_minutes",
    }
)
COURT = frozenset({"slip_corrected", "appeal_decided"})

SAID: dict[str, dict[str, Any]] = {
    "ru": {
        "order": "Постановление о санкционировании содержания под стражей",
        "by": "Следственный судья Абенова Гүлнар Сериковна",
        "outcome": "Постановление следственного судьи оставить без изменения",
        "asks": "отменить постановление следственного судьи и вынести новое постановление",
        "measure": "домашний арест", "ground": "основания меры отпали", "articles": "статьей 153",
        "slip": ("Оспанов Руслан Маратович, 1919 года рождения", "Оспанов Руслан Маратович, 1991 года рождения"),
        "told": ["Защитник Ли В. А., сообщением в системе, 22.11.2026, 19:10, прочитано 19:14"],
        "sheet": "л. 97", "hall": "город Алматы, улица Казыбек би, дом 66, зал 3", "room": "видеосвязь с изолятором",
        "whom": "защитник", "means": "сообщением в системе", "proof": "прочитано 23.11.2026, 15:02",
        "complain": "15 суток", "action": "Негласный аудио- и видеоконтроль лица", "none": "нет",
        "court": "Алматинский городской суд", "commission": "Ахметова Д. С., Жүнісов А. Б., Ким А. С.",
    },
    "kk": {
        "order": "Күзетпен ұстауды санкциялау туралы қаулы",
        "by": "Тергеу судьясы Әбенова Гүлнар Серікқызы",
        "outcome": "Тергеу судьясының қаулысы өзгеріссіз қалдырылсын",
        "asks": "тергеу судьясының қаулысының күшін жойып, жаңа қаулы шығару",
        "measure": "үйқамақ", "ground": "шараның негіздері жойылды", "articles": "153-бабын",
        "slip": ("Оспанов Руслан Маратұлы, 1919 жылы туған", "Оспанов Руслан Маратұлы, 1991 жылы туған"),
        "told": ["Қорғаушы Ли В. А., жүйедегі хабарламамен, 22.11.2026, 19:10, оқылған уақыты 19:14"],
        "sheet": "97-парақ", "hall": "Алматы қаласы, Қазыбек би көшесі, 66-үй, 3-зал", "room": "бейнебайланыс",
        "whom": "қорғаушы", "means": "жүйедегі хабарламамен", "proof": "оқылған уақыты 23.11.2026, 15:02",
        "complain": "15 тәулік", "action": "Адамды жасырын аудио- және бейнебақылау", "none": "жоқ",
        "court": "Алматы қалалық соты", "commission": "Ахметова Д. С., Жүнісов А. Б., Ким А. С.",
    },
}  # fmt: skip


def context(code: str, language: str) -> dict[str, Any]:
    """A complete context of one shared act."""
    said, words, texts = SAID[language], WORDS[language], TEXTS[language]
    covert = code.startswith("covert_")
    given = of_kind(KINDS["covert_av" if covert else "arrest"], "granted", language)
    given = {key: given[key] for key in ("case", "person", "city", "date", "petition", "sanction", "author")}
    post, office = texts["judge" if code in COURT else "author"]
    given["author"] = {"name": "Ахметова Динара Сәбитқызы", "post": post, "office": office}
    given["act"] = {"title": ACTS[code].official_title(language)}
    given["sanction"] |= {"facts": None, "urgent": False, "title": said["action"] if covert else said["measure"]}
    given["decision"] = {
        "reasons": texts["long"], "why_not_milder": texts["long"], "court": texts["judge"][1],
        "sent_to": texts["judge"][1], "marks": [{"label": said["sheet"], "value": texts["long"]}],
        "return_by": at(23, 9, 0), "other_measure": said["measure"], "outcome": said["outcome"],
        "instead": texts["long"], "ground": said["ground"], "articles": said["articles"], "consent": words["head"],
        "facility": texts["author"][1],
    }  # fmt: skip
    if code == "covert_notice":
        return _letter(given, language)
    if code not in BEFORE:
        del given["petition"]
        given["order"] = {
            "title": said["order"], "on": dt.date(2026, 11, 23), "by": said["by"], "until": at(30, 23, 59),
        }  # fmt: skip
    if code == "prosecutor_support":
        given["manifest"] = manifest(language)
    return given | _groups(code, language)


def _groups(code: str, language: str) -> dict[str, Any]:
    said, words, texts = SAID[language], WORDS[language], TEXTS[language]
    return {
        "minutes": {
            "from": at(23, 14, 0), "until": at(23, 14, 42), "place": said["hall"], "video": said["room"],
            "judge": "Әбенова Гүлнар Серікқызы", "secretary": "Ким Алина Сергеевна", "present": words["copies"],
            "told": said["told"], "course": texts["long"],
            "arguments": [{"label": words["capacity"], "value": texts["long"]}],
            "announced": [said["order"]], "remarks": [said["none"]],
        },
        "slip": dict(zip(("before", "after"), said["slip"], strict=True)),
        "copy": {
            "name": "Ли Виктор Андреевич", "whom": said["whom"], "served_at": at(23, 15, 2), "means": said["means"],
            "proof": said["proof"], "by": "Ким Алина Сергеевна",
        },
        "appeal": {
            "court": said["court"], "through": texts["judge"][1], "side": said["whom"], "announced_at": at(23, 14, 42),
            "until": at(26, 23, 59), "filed_at": at(25, 10, 5), "late": texts["long"], "text": texts["long"],
            "asks": said["asks"], "by": "Ли Виктор Андреевич", "received_at": at(26, 9, 12),
        },
        "execution": {
            "to": texts["judge"][1], "at": at(24, 7, 30), "by": "Ахметова Динара Сәбитқызы", "text": texts["long"],
            "papers": list(words["papers"]),
        },
        "custody": {
            "to": texts["author"][1], "since": at(22, 1, 56), "until": at(30, 23, 59), "facility": texts["author"][1],
        },
        "release": {"at": at(24, 1, 56), "reasons": texts["long"]},
        "covert": {
            "from": at(1, 8, 0), "until": at(20, 18, 0), "inadmissible": True, "to": texts["author"][1],
            "results": texts["long"], "planned_on": dt.date(2027, 1, 25), "what": list(words["papers"]),
            "commission": said["commission"], "told_at": at(22, 9, 0), "objection": said["none"],
            "destroyed_at": at(23, 9, 0),
        },
    }  # fmt: skip


def _letter(given: dict[str, Any], language: str) -> dict[str, Any]:
    said, texts = SAID[language], TEXTS[language]
    kept = {key: given[key] for key in ("act", "author", "city", "date", "case")}
    return kept | {
        "letter": {
            "name": "Оспанов Руслан Маратұлы", "address": texts["address"], "action": said["action"],
            "from": at(1, 8, 0), "until": at(20, 18, 0), "ordered_by": texts["judge"][1], "ordered_on": at(1, 7, 0),
            "complain_term": said["complain"], "court": texts["judge"][1], "code": "K7M4-92TX-5QWE",
            "url": "https://ecase.example/ru/notice/", "qr_svg": None,
        },
    }  # fmt: skip
