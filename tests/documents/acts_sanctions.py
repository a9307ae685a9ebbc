"""Plain values for the acts of any kind of sanction, fictional, in both languages, made from the kind's row."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from ecase.law import cite
from ecase.law.act import Field
from ecase.law.kinds import Kind
from sanctions.acts.decided import APART, BAIL
from tests.documents.acts import TEXTS, at
from tests.documents.acts import context as plain

# Of the kinds whose action may come first, those that are looked at as if it had.
URGENT = frozenset({"seizure", "covert_telecom"})
STAGES = ("petition", "granted", "granted_in_part", "refused")

WORDS: dict[str, dict[str, Any]] = {
    "ru": {
        "object": "город Алматы, улица Сейфуллина, дом 520, квартира 17 (жилище)",
        "text": "по материалам дела, см. протокол осмотра от 9 октября 2026 года",
        "moment": "22 ноября 2026 года, 18:40",
        "date": "23 января 2027 года",
        "yes": "да",
        "capacity": "Подозреваемый", "prosecutor": "Прокурор", "prosecutors": "Прокуратура Алмалинского района",
        "sheets": ("л. 1–4", "л. 96–104", "л. 112"),
        "papers": ("Протокол осмотра места происшествия", "Заключение эксперта № 214", "Рапорт о розыске"),
        "override": ("Нет копии документа, удостоверяющего личность", "Документ запрошен, ответ ожидается"),
        "withheld": ["2: л. 31–32, изъял следователь Ахметова Д. С., ст. 97 ч. 3 УПК"],
        "head": "Жүнісов Арман Бекұлы, 22 ноября 2026 года",
        "opened": "23.11.2026, 10:31, 4 минуты",
        "due": "Отстранение исполнено: 3 суток", "object_is": "Место",
        "articles": "статьями 55 и 56",
        "copies": ["подозреваемый", "защитник", "прокурор", "лицо, осуществляющее расследование"],
    },
    "kk": {
        "object": "Алматы қаласы, Сейфуллин көшесі, 520-үй, 17-пәтер (тұрғынжай)",
        "text": "іс материалдары бойынша, 2026 жылғы 9 қазандағы қарап-тексеру хаттамасын қараңыз",
        "moment": "2026 жылғы 22 қараша, 18:40",
        "date": "2027 жылғы 23 қаңтар",
        "yes": "иә",
        "capacity": "Күдікті", "prosecutor": "Прокурор", "prosecutors": "Алмалы ауданының прокуратурасы",
        "sheets": ("1–4-парақ", "96–104-парақ", "112-парақ"),
        "papers": ("Оқиға болған жерді қарап-тексеру хаттамасы", "№ 214 сарапшы қорытындысы", "Іздестіру баянаты"),
        "override": ("Жеке куәліктің көшірмесі жоқ", "Құжат сұратылды, жауап күтілуде"),
        "withheld": ["2: 31–32-парақ, алып қойған тергеуші Ахметова Д. С., ҚПК 97-бабының 3-бөлігі"],
        "head": "Жүнісов Арман Бекұлы, 2026 жылғы 22 қараша",
        "opened": "23.11.2026, 10:31, 4 минут",
        "due": "Шеттету орындалды: 3 тәулік", "object_is": "Орны",
        "articles": "55 және 56-баптарын",
        "copies": ["күдікті", "қорғаушы", "прокурор", "тергеп-тексеруді жүзеге асыратын адам"],
    },
}  # fmt: skip


def said(field: Field, language: str) -> str:
    """A value of `field` as its act prints it."""
    words = WORDS[language]
    if field.kind in {"choice", "ticks"}:
        told = [gettext(name) for _, name in field.choices]
        return "\n".join(told[:2] if field.kind == "ticks" else told[:1]) or str(words["text"])
    if field.kind == "number":
        return str(field.least or 10)
    if field.kind == "money":
        return "519\u00a0000\u00a0тенге" if language == "ru" else "519\u00a0000\u00a0теңге"
    return str(words.get(field.kind, words["text"]))


def pairs(fields: tuple[Field, ...], language: str) -> list[dict[str, str]]:
    return [{"label": gettext(field.label), "value": said(field, language)} for field in fields]


def context(kind: Kind, stage: str, language: str) -> dict[str, Any]:
    """A complete context of one act of `kind`."""
    with translation.override(language):
        return _context(kind, stage, language)


def _context(kind: Kind, stage: str, language: str) -> dict[str, Any]:
    words, texts = WORDS[language], TEXTS[language]
    given = plain("detention_notice", language)
    given = {key: given[key] for key in ("case", "author", "person", "city", "date", "petition", "decision")}
    asked = kind.petition.kk if language == "kk" else kind.petition.ru
    titles = kind.petition if stage == "petition" else kind.refused if stage == "refused" else kind.granted
    person, thing = kind.about in {"suspect", "person", "either"}, kind.about in {"object", "either"}
    if not person:
        given["person"] = None
    else:
        given["person"]["capacity"] = words["capacity"]
    if stage != "petition" and not kind.alone:
        post, office = texts["judge"] if kind.by_court else (words["prosecutor"], words["prosecutors"])
        given["author"] = {**given["author"], "post": post, "office": office}
    if kind.custody:
        given["detention"] = plain("detention_notice", language)["detention"]
    if stage != "petition" and kind.hearing == "always":
        given["hearing"] = _hearing(language)
    given["act"] = {"title": titles.kk if language == "kk" else titles.ru}
    given["stage"] = stage
    given["sanction"] = {
        "title": gettext(kind.title),
        "alone": kind.alone, "by_prosecutor": kind.by_prosecutor, "supported": kind.supported,
        "copy_to_prosecutor": kind.copy_to_prosecutor, "head_agrees": kind.head_agrees,
        "articles": words["articles"],
        "names_person": person and not thing, "names_object": thing and not person,
        "object": words["object"] if thing else None, "object_is": words["object_is"],
        "facts": pairs(kind.facts, language),
        "urgent": kind.acted_first or kind.code in URGENT, "acted_from": at(22, 17, 10), "acted_until": at(22, 18, 40),
        "grounds": [f"{gettext(g.title)} ({cite.words(g.cite, language)})" for g in kind.grounds[:2]],
        "needs_ground": bool(kind.grounds_least),
        "cited": [f"{words['papers'][1]}, {words['sheets'][1]}"],
        "weighs_milder": kind.custody, "custody": kind.custody,
        "overrides": [dict(zip(("label", "value"), words["override"], strict=True))],
        "term": texts["term"] if kind.grants else None, "due_at": at(23, 17, 56) if kind.petition_term else None,
        "court": texts["judge"][1],
        "materials": [{"title": t, "sheets": s} for t, s in zip(words["papers"], words["sheets"], strict=True)],
        "copies": words["copies"], "appeal": kind.appeal, "no_fabula": False,
    }  # fmt: skip
    given["fact"] = {field.name: said(field, language) for field in kind.facts}
    given["decided"] = {field.name: said(field, language) for field in kind.decides}
    given["petition"] = {
        **given["petition"], "title": asked, "post": texts["author"][0], "grounds": texts["grounds"],
        "head": words["head"] if kind.head_agrees else None, "prosecutor": words["head"] if kind.supported else None,
    }  # fmt: skip
    given["decision"] |= {"report_term": words["due"] if kind.report_term else None}
    if not any(field.name == "bail" for field in kind.decides):
        given["decision"] |= {"bail": None, "duties": None}
    if stage in {"granted", "granted_in_part"}:
        apart = APART | BAIL if given["decision"]["bail"] else APART
        given["decision"]["facts"] = pairs(tuple(f for f in kind.decides if f.name not in apart), language)
    if not kind.grants:
        given["decision"] |= {"term": None, "term_from": None, "term_until": None}
    if stage not in {"petition", "refused"} and kind.by_court:
        given["manifest"] = manifest(language)
    return given


def _hearing(language: str) -> dict[str, Any]:
    return {
        "received_at": at(23, 10, 20), "at": at(23, 14, 0), "prosecutor": "Сейтов Мұрат Болатұлы",
        "defender": "Ли Виктор Андреевич", "suspect": TEXTS[language]["delivery"], "secretary": "Ким Алина Сергеевна",
        "arguments": TEXTS[language]["long"],
    }  # fmt: skip


def manifest(language: str) -> dict[str, Any]:
    words = WORDS[language]
    return {
        "shown": 45, "total": 47, "withheld": 2, "withheld_why": words["withheld"], "opened_at": at(23, 10, 31),
        "digest": "5d" * 32,
        "items": [
            {"title": title, "sheets": sheets, "hash": f"9f2c{number}d41a77b0c3{number}e", "opened": opened}
            for number, (title, sheets, opened) in enumerate(
                zip(words["papers"], words["sheets"], (words["opened"], words["opened"], None), strict=True)
            )
        ],
    }  # fmt: skip


def empty(kind: Kind, stage: str) -> dict[str, Any]:
    """Only the stage and the route: everything else has to be said to be absent."""
    route = {"alone": kind.alone, "by_prosecutor": kind.by_prosecutor, "supported": kind.supported}
    return {"stage": stage, "sanction": {"names_person": True, "appeal": kind.appeal, **route}}
