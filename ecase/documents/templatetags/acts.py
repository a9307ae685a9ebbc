"""Filters and tags of the acts: dates in the act's language, numbers grouped, a row with its label.

They read the language that `pdf.render` has activated. Names are never declined here.
"""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone, translation
from num2words import num2words  # type: ignore[import-untyped]

register = template.Library()

MONTHS = {
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "kk": (
        *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
        *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
    ),
}


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value, timezone.get_default_timezone()) if timezone.is_aware(value) else value


@register.filter
def day(value: Any) -> str:
    """A date in full: «23 ноября 2026 года», «2026 жылғы 23 қараша». Text passes through."""
    if not isinstance(value, dt.date):
        return "" if value is None else str(value)
    if isinstance(value, dt.datetime):
        value = _local(value)
    if (translation.get_language() or "ru").startswith("kk"):
        return f"{value.year}\u00a0жылғы {value.day}\u00a0{MONTHS['kk'][value.month - 1]}"
    return f"{value.day}\u00a0{MONTHS['ru'][value.month - 1]} {value.year}\u00a0года"


@register.filter
def moment(value: Any) -> str:
    """Date and minute in the official time zone: «23 ноября 2026 года, 14:31»."""
    if not isinstance(value, dt.datetime):
        return day(value)
    return f"{day(value)}, {_local(value):%H:%M}"


@register.filter
def iin(value: Any) -> str:
    """`910314300126` as «910314 300126» with a no-break space; anything else unchanged."""
    text = "" if value is None else str(value)
    return f"{text[:6]}\u00a0{text[6:]}" if len(text) == 12 and text.isdigit() else text


@register.filter
def listed(value: Any) -> list[str]:
    """Plain text or a list of texts as a list, so that one ground and five are written by the same template."""
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple):
        return [str(item) for item in value if str(item).strip()]
    return [str(value)]


@register.inclusion_tag("acts/row.html")
def row(label: str, value: Any) -> dict[str, Any]:
    """One labelled line; an absent value is said to be absent, never left blank."""
    return {"label": label, "value": "" if value is None else value, "language": translation.get_language()}


# Where the name of an act ends and what it is about begins: «Согласие прокурора | на ходатайство».
PREPOSITIONS = ("о", "об", "на", "по", "в")
# The possessive names of acts: they keep the word of the owner beside them («Прокурордың ... бекітуі»).
OWNED = ("қаулысы", "өтінішхаты", "келісуі", "бекітуі", "тартуы", "қайтаруы")
GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")


@register.filter
def heading(title: Any) -> str:
    """The head of an official title: «Постановление» of «Постановление о производстве обыска»; else the whole."""
    return _split(str(title or ""))[0]


@register.filter
def subject(title: Any) -> str:
    """The rest of an official title: «о производстве обыска», «тінту жүргізу туралы»; else nothing."""
    return _split(str(title or ""))[1]


def _split(title: str) -> tuple[str, str]:
    words = title.split()
    if (translation.get_language() or "ru").startswith("kk"):
        return _kazakh(title, words)
    found = next((place for place, word in enumerate(words) if place and word in PREPOSITIONS), 0)
    return (" ".join(words[:found]), " ".join(words[found:])) if found else (title, "")


def _kazakh(title: str, words: list[str]) -> tuple[str, str]:
    if "туралы" not in words[:-1]:
        return title, ""
    place = len(words) - 1 - words[::-1].index("туралы")
    about, head = words[: place + 1], words[place + 1 :]
    if head[-1] in OWNED and not any(word.endswith(GENITIVE) for word in head):
        owner = next((n for n, word in enumerate(about) if word.endswith(GENITIVE)), None)
        if owner is None:
            return title, ""
        head, about = [*about[: owner + 1], *head], about[owner + 1 :]
    return _sentence(head), " ".join(about)[:1].lower() + " ".join(about)[1:]


def _sentence(words: list[str]) -> str:
    joint = " ".join(words)
    return joint[:1].upper() + joint[1:]


@register.filter
def hours(value: Any) -> str:
    """`48` as «48 часов» or «48 сағат»; Russian forms by number."""
    if not isinstance(value, int):
        return "" if value is None else str(value)
    if (translation.get_language() or "ru").startswith("kk"):
        return f"{value}\u00a0сағат"
    if value % 10 == 1 and value % 100 != 11:
        return f"{value}\u00a0час"
    few = value % 10 in {2, 3, 4} and value % 100 not in {12, 13, 14}
    return f"{value}\u00a0{'часа' if few else 'часов'}"


@register.filter
def tenge(value: Any) -> str:
    """`519000` as «519 000 тенге», «519 000 теңге»; text passes through."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "" if value is None else str(value)
    return (
        f"{value:,}".replace(",", "\u00a0")
        + "\u00a0"
        + ("теңге" if (translation.get_language() or "ru").startswith("kk") else "тенге")
    )


@register.filter
def in_words(value: Any) -> str:
    """`120` as «сто двадцать», «жүз жиырма»: in the nominative, so that it stands in brackets behind its number."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "" if value is None else str(value)
    # The library calls Kazakh by the country.
    return str(num2words(value, lang="kz" if (translation.get_language() or "ru").startswith("kk") else "ru"))


@register.filter
def sentence(value: Any) -> str:
    """A typed text as the end of a sentence: with its full stop, and with one only."""
    text = "" if value is None else str(value).strip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


@register.filter
def masked(value: Any) -> str:
    """`910314300126` as «9103•• ••••26», for a mark that everybody who holds the paper reads."""
    text = "" if value is None else str(value)
    return f"{text[:4]}••\u00a0••••{text[-2:]}" if len(text) == 12 and text.isdigit() else text
