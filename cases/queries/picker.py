"""Finding a qualification by number or by words, as the Criminal Code stood on a day; best first, in one statement.

Here: what was typed taken apart (`typed`), and `pick`. Not here: whether a text names exactly one
qualification, which is `reference.qualification_on`, and what the card says, which is `ecase.law.charge_card`.
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models.functions import Length

from cases.erdr.qualifications import from_code
from cases.models import Qualification
from cases.queries.reference import as_value, not_usable
from ecase.law.charge_card import Card, card
from ecase.law.part_words import part_words, table
from ecase.law.words import Refusal

LONGEST = 200
_MOST_WORDS = 8
LANGUAGES = ("ru", "kk", "en")
# Letters one keyboard has and another has not; whatever is no letter or digit parts words.
_FOLDED = {
    "ә": "а", "қ": "к", "ғ": "г", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и", "ё": "е",
}  # fmt: skip
_FOLD = str.maketrans(_FOLDED)
_WORD = re.compile(r"[^\W_]+")
# How a letter of a folded word may stand in a title, and what parts the words there. Spelt out: what the database
# takes for a letter hangs on its locale.
_STANDS = {
    plain: "".join(one + one.upper() for one in (plain, *(k for k, v in _FOLDED.items() if v == plain)))
    for plain in "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"
}
_BEFORE = r"(^|[ ,.;:()«»\"/–—-])"
_BETWEEN = r"[ ,.;:()«»\"/–—-]+"

_SHORTEST_ARTICLE = 2  # characters, with which the beginning of an article number can still be meant
_STEM_FROM, _ENDING = 6, 2  # a word this long may end otherwise in the title: «кражи», «мошенничества»

# How people say it and the Code does not: beginnings of folded words, and of the title's word that is meant.
_MEANT = {"укра": "краж", "своров": "краж", "ворова": "краж", "вор": "краж", "ограб": "граб", "убил": "убийств",
          "угна": "завладен", "обману": "мошенничеств", "урла": "урлык"}  # fmt: skip

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
    part_words: str = ""  # what tells the part from its neighbours; empty where nobody has entered it


def typed(text: str) -> Typed:
    """`text` taken apart: "188 3", "188/3", "ст. 188 ч. 3", "188-бап 3-бөлік", "1880003", "кража ч. 3", "ұрлық"."""
    rest = text[:LONGEST].lower().translate(_FOLD)
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
    words = tuple(word for word in _WORD.findall(rest) if word not in _EMPTY)
    if words and not part and len(article) < _SHORTEST_ARTICLE:
        article, part = "", article  # «кража 3»: no article of the special part has so few digits
    return Typed(article, part, words[:_MOST_WORDS])


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
    rows: QuerySet[Any] = Qualification.objects.annotate(length=Length(f"title_{language}"))
    own, anywhere = Q(), Q()
    for word in asked.words:
        own &= _says(_BEFORE + _spelt(word), language)
        anywhere &= _says(_BEFORE + _spelt(word), *LANGUAGES)
        rows = rows.filter(_says(_BEFORE + _spelt(_stem(word)), *LANGUAGES) | _of_the_part(_stem(word), day))
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
        When(_says(f"^{_BETWEEN.join(map(_spelt, asked.words))}", language), then=_NAMED),
        When(own, then=_LIKE),
        When(anywhere, then=_ELSEWHERE),
    ]
    rank = Case(*ranks, default=_BY_STEM, output_field=IntegerField())
    return rows.filter(usable & part).annotate(rank=rank).order_by("rank", "length", "id")


def _of_the_part(stem: str, day: date) -> Q:
    """A part that its own words tell by a word with that beginning, or whose title means what was said otherwise."""
    found = Q(pk__isnull=True)  # nothing yet
    for (article, part), row in table().items():
        folded = " ".join((row.ru, row.kk, row.en)).lower().translate(_FOLD)
        if row.since <= day and any(word.startswith(stem) for word in _WORD.findall(folded)):
            found |= Q(article=article, part=part)
    for said, meant in _MEANT.items():
        if stem.startswith(said):
            found |= _says(_BEFORE + _spelt(meant), *LANGUAGES)
    return found


def held_on(day: date) -> QuerySet[Qualification]:
    """Every part somebody can be charged under for an act of `day`."""
    return Qualification.objects.filter(_usable(day))


def as_picked(row: Qualification, day: date, language: str, asked_on: date, *, minor: bool = False) -> Picked:
    """A row with its card, or with the reason why it cannot be taken on `day`."""
    title = attrgetter(f"title_{language}")(row) or row.title_ru
    refusal = not_usable(row, day)
    told = "" if refusal else part_words(row.article, row.part, day, language)
    shown = None if refusal else card(as_value(row), asked_on, minor=minor)
    return Picked(row, _code(row), title, shown, refusal, told)


def _usable(day: date) -> Q:
    since = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return since & (Q(valid_to__isnull=True) | Q(valid_to__gt=day)) & ~Q(kind="")


def _code(row: Qualification) -> str:
    return row.article if row.undivided else f"{row.article}/{row.part}"


def _stem(word: str) -> str:
    return word[:-_ENDING] if len(word) >= _STEM_FROM else word


def _spelt(word: str) -> str:
    """The word as a pattern that takes every spelling which folds into it."""
    return "".join(f"[{_STANDS[letter]}]" if letter in _STANDS else re.escape(letter) for letter in word)


def _says(pattern: str, *languages: str) -> Q:
    """A title in one of the languages has it."""
    found = Q()
    for language in languages:
        found |= Q(**{f"title_{language}__regex": pattern})
    return found


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The first number `pattern` finds and the text without it; empty where it finds none."""
    found = pattern.search(text)
    if found is None:
        return "", text
    number = next((group for group in found.groups() if group), found.group())
    return number, f"{text[: found.start()]} {text[found.end() :]}"
