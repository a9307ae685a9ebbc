"""Finding a qualification by number or by words, as the Criminal Code stood on a day; best first, in one statement.

Here: what was typed taken apart (`typed`), and `pick`. Not here: whether a text names exactly one
qualification, which is `reference.qualification_on`, and what the card says, which is `ecase.law.charge_card`.
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Case, CharField, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Length

from cases.erdr.qualifications import from_code
from cases.models import Qualification
from cases.queries.reference import as_value, not_usable
from ecase.law.charge_card import Card, card
from ecase.law.words import Refusal

LONGEST = 200
LANGUAGES = ("ru", "kk", "en")
# Letters one keyboard has and another has not; whatever is no letter or digit parts words.
_FOLDED = {
    "ә": "а", "қ": "к", "ғ": "г", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и", "ё": "е",
}  # fmt: skip
_APART = "-–—,.;:()[]«»\"'/\\\N{NO-BREAK SPACE}" + "".join(map(chr, range(32)))
_CYRILLIC = "".join(chr(code) for code in range(ord("А"), ord("я") + 1)) + "Ёё" + "ӘәҚқҒғҢңӨөҰұҮүҺһІі"
_FROM = _CYRILLIC + _APART.replace("\0", "")  # no text of the database holds a NUL
_TO = "".join(_FOLDED.get(letter.lower(), letter.lower()) for letter in _CYRILLIC).ljust(len(_FROM))
_TABLE = str.maketrans(_FROM, _TO, "\0")

_SHORTEST_ARTICLE = 2  # characters, with which the beginning of an article number can still be meant
_STEM_FROM, _ENDING = 6, 2  # a word this long may end otherwise in the title: «кражи», «мошенничества»

_N = r"\d+(?:-\d+)?"
# In folded text, where «бөлік» is «болик» and «бап» is as it stands; the hyphens still there.
_CODE = re.compile(r"\b\d{7}\b")
_ITEM = re.compile(rf"\b(?:пункт\w*|п|item)\b\.?\s*{_N}\)?|\b{_N}\)?\s*-?\s*тарма\w*")
_PART = re.compile(rf"\b(?:част\w*|ч|part|p)\b\.?\s*({_N})|\b({_N})\s*-?\s*бол[иі]\w*|(?<=\d)\s*ч\.?\s*({_N})")
_ARTICLE = re.compile(rf"\b(?:стат\w*|ст|art\w*|cc)\b\.?\s*({_N})|\b({_N})\s*-?\s*ба[пб]\w*|\bст({_N})")
_NUMBER = re.compile(rf"(?<![\w-]){_N}(?!\w)")
_EMPTY = frozenset({"ук", "кк", "рк", "кр", "cc", "ст", "ч", "уголовного", "кодекса"})


@dataclass(frozen=True)
class Typed:
    """What a text asks for: a number, words of a title, or both."""

    article: str = ""
    part: str = ""
    words: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.article or self.words)


@dataclass(frozen=True)
class Picked:
    """One qualification found. `card` is empty exactly when `refusal` says why it cannot be taken on that day."""

    row: Qualification
    code: str
    title: str
    card: Card | None
    refusal: Refusal | None


def typed(text: str) -> Typed:
    """`text` taken apart: "188 3", "188/3", "ст. 188 ч. 3", "188-бап 3-бөлік", "1880003", "кража ч. 3", "ұрлық"."""
    rest = text[:LONGEST].lower().translate({ord(a): b for a, b in _FOLDED.items()})
    code = _CODE.search(rest)
    if code:
        return Typed(*from_code(code.group()))
    rest = _ITEM.sub(" ", rest)
    part, rest = _taken(_PART, rest)
    article, rest = _taken(_ARTICLE, rest)
    if not article:
        article, rest = _taken(_NUMBER, rest)
    if not part:
        part, rest = _taken(_NUMBER, rest)
    words = tuple(word for word in rest.translate(_TABLE).split() if word not in _EMPTY)
    if words and not part and len(article) < _SHORTEST_ARTICLE:
        article, part = "", article  # «кража 3»: no article of the special part has so few digits
    return Typed(article, part, words)


def pick(
    text: str, day: date, language: str, limit: int = 20, *, asked_on: date | None = None, minor: bool = False
) -> list[Picked]:
    """Qualifications in force on `day`, the day of the act, that `text` asks for; best first.

    `asked_on` chooses the edition of the procedure the cards speak of (CPC 5); `day` when empty. Parts
    of a named article that were not in force on `day`, or whose penalty nobody has entered, come last
    with the reason. An article that is only the beginning of a number comes after the number itself.
    """
    asked = typed(text)
    if asked.empty:
        return []
    language = language if language in LANGUAGES else "ru"
    found: dict[str, Any] = {}
    for row in _found(asked, day, language)[:limit]:
        found.setdefault(_code(row), row)  # of several editions of a part the usable one comes first
    rows = list(found.values())
    best = rows[0].rank if rows else _EXACT
    if best == _EXACT or best < _BY_STEM == rows[-1].rank:
        rows = [row for row in rows if row.rank == best or _EXACT < best < row.rank < _BY_STEM]
    return [as_picked(row, day, language, asked_on or day, minor=minor) for row in rows]


# How well a row answers: the very part, what was named, the part as it no longer or not yet is, its neighbours, what
# begins so, another language, another ending.
_EXACT, _NAMED, _GONE, _LIKE, _BEGUN, _ELSEWHERE, _BY_STEM, _UNUSABLE = range(8)


def _found(asked: Typed, day: date, language: str) -> QuerySet[Any]:
    usable = _usable(day)
    whole = Concat(*(part for name in LANGUAGES for part in (F(f"title_{name}"), Value(" "))))
    rows: QuerySet[Any] = Qualification.objects.annotate(
        whole=_folded(whole), own=_folded(F(f"title_{language}")), length=Length("own")
    )
    own, anywhere = Q(), Q()
    for word in asked.words:
        own &= Q(own__contains=f" {word}")
        anywhere &= Q(whole__contains=f" {word}")
        rows = rows.filter(whole__contains=f" {_stem(word)}")
    part = Q(part=asked.part) if asked.part else Q()
    if asked.article:
        named = Q(article=asked.article)
        # A number that is still being typed; the part, once there is one, says that it is finished.
        rows = rows.filter(named | (Q(article__startswith=asked.article) & usable) if not asked.part else named)
        ranks = [
            When(named & part & usable, then=_EXACT if asked.part else _NAMED),
            When(named & usable, then=_LIKE),
            When(named & part, then=_GONE if asked.part else _UNUSABLE),
            When(named, then=_UNUSABLE),
        ]
        rank = Case(*ranks, default=_BEGUN, output_field=IntegerField())
        return rows.annotate(rank=rank).order_by("rank", "id")
    ranks = [
        When(own__startswith=f" {' '.join(asked.words)}", then=_NAMED),
        When(own, then=_LIKE),
        When(anywhere, then=_ELSEWHERE),
    ]
    rank = Case(*ranks, default=_BY_STEM, output_field=IntegerField())
    return rows.filter(usable & part).annotate(rank=rank).order_by("rank", "length", "id")


def held_on(day: date) -> QuerySet[Qualification]:
    """Every part somebody can be charged under for an act of `day`."""
    return Qualification.objects.filter(_usable(day))


def as_picked(row: Qualification, day: date, language: str, asked_on: date, *, minor: bool = False) -> Picked:
    """A row with its card, or with the reason why it cannot be taken on `day`."""
    title = attrgetter(f"title_{language}")(row) or row.title_ru
    refusal = not_usable(row, day)
    return Picked(row, _code(row), title, None if refusal else card(as_value(row), asked_on, minor=minor), refusal)


def _usable(day: date) -> Q:
    since = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return since & (Q(valid_to__isnull=True) | Q(valid_to__gt=day)) & ~Q(kind="")


def _code(row: Qualification) -> str:
    return row.article if row.undivided else f"{row.article}/{row.part}"


def _stem(word: str) -> str:
    return word[:-_ENDING] if len(word) >= _STEM_FROM else word


def _folded(text: Any) -> Func:
    """The text as `typed` folds words, a space before every word: the same in the statement as in Python."""
    lowered = Func(text, function="lower", output_field=CharField())
    folded = Func(lowered, Value(_FROM), Value(_TO), function="translate", output_field=CharField())
    return Concat(Value(" "), folded, output_field=CharField())


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The first number `pattern` finds and the text without it; empty where it finds none."""
    found = pattern.search(text)
    if found is None:
        return "", text
    number = next((group for group in found.groups() if group), found.group())
    return number, f"{text[: found.start()]} {text[found.end() :]}"
