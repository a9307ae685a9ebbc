"""What somebody typed, as questions to the index of words: a number, an IIN, an article, names, words.

Text in, `tsquery` text out; asks nothing of the database. Every lexeme is made by the same functions that fill the
index (`cases/actions/indexing.py`) and quoted, so nothing that is typed is ever read as syntax.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cases.lexemes import quoted, sealed_iin
from ecase.law.folding import readings, stem, words

LONGEST = 200
MOST = 8
"""Characters and words of one question; what is beyond them is not asked for."""

NUMBER, IIN = 15, 12
_LEXEME = re.compile(r"'(?:[^']|'')*'(?::\*)?")
_SPACE = re.compile(r"[\s\u00a0…№#]+")
_DIGITS = re.compile(r"[0-9]+")
# As people write a long number: in groups, with dashes, after a №.
_TWELVE = re.compile(r"(?<![0-9])[0-9](?:[\s\u00a0…№#.,_\-\u2010-\u2015]*[0-9]){11}(?![0-9])")
# 188/3, 188 ч.3, 188(3), 188-баптың 3-бөлігі is too long a way to write it; «ст.», «бап», art. may stand before.
_ARTICLE = re.compile(
    r"(?<![\w/])(?:(?:ст(?:атья)?|art(?:icle)?|бап)\.?\s*)?"
    r"(?P<article>[0-9]{2,3}(?:-[0-9]{1,2})?)\s*(?:/|\(|(?:ч|б|part|p)\.?\s*)\s*(?P<part>[0-9]{1,2}(?:-[0-9])?)\)?(?!\w)",
    re.IGNORECASE,
)
_BARE_ARTICLE = re.compile(r"^(?:ст(?:атья)?|art(?:icle)?|бап)\.?\s*([0-9]{2,3}(?:-[0-9]{1,2})?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """What is highlighted: how words begin that answer one word of the question, or, with `whole`, what they are."""

    begins: tuple[str, ...]
    whole: bool = False

    def fits(self, skeleton: str) -> bool:
        return skeleton in self.begins if self.whole else skeleton.startswith(self.begins)


@dataclass(frozen=True)
class Asked:
    """The question for each kind of thing, the surer part first: `tsquery` texts, empty where it cannot be an answer.

    `by_iin`: the people are asked for by an IIN, which not everybody may.
    """

    case: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    by_iin: bool = False
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.case or self.participant or self.material)


def has_iin(text: str) -> bool:
    """Whether twelve digits stand in it, however they are spaced; whether they are somebody's IIN is not asked."""
    return bool(_TWELVE.search(text))


def lexeme(text: str, *, begins: bool = False) -> str:
    """One lexeme in a `tsquery`; with `begins`, whatever begins so."""
    return f"{quoted(text)}:*" if begins else quoted(text)


def all_of(parts: Iterable[str]) -> str:
    return " & ".join(f"({part})" for part in parts if part)


def lexemes_of(question: str) -> list[list[str]]:
    """The lexemes of each part that `all_of` put together, as they stand in the `tsquery`."""
    return [_LEXEME.findall(part) for part in question.split(") & (")]


def any_of(parts: Iterable[str]) -> str:
    return " | ".join(f"({part})" for part in dict.fromkeys(parts) if part)


def asked(text: str) -> Asked:
    """Read what was typed; falsy where nothing can be looked for by it."""
    text = text.replace("\0", " ").strip()[:LONGEST]
    bare = _SPACE.sub("", text)
    if _DIGITS.fullmatch(bare):
        return _digits(bare)
    if alone := _BARE_ARTICLE.match(text):
        return Asked(case=(lexeme(f"a{alone[1]}"),))
    articles = [lexeme(f"a{found['article']}.{found['part']}") for found in _ARTICLE.finditer(text)]
    typed = words(_ARTICLE.sub(" ", text))
    typed = [word for word in dict.fromkeys(typed) if len(word) > 1][:MOST]  # an initial would find everybody
    if not typed:
        return Asked(case=(all_of(articles),)) if articles else Asked()
    of_case = all_of([*articles, *(any_of([_named(word), _written("w", word), _number(word)]) for word in typed)])
    marks = tuple(_mark(word) for word in typed)
    if articles:
        return Asked(case=(of_case,), marks=marks)  # people and papers have no article of their own
    exact, begun = (all_of(_named(word, begins) for word in typed) for begins in (False, True))
    return Asked(
        case=(of_case,),
        participant=(exact, begun) if exact != begun else (exact,),
        material=(all_of(_written("t", word) for word in typed),),
        marks=marks,
    )


def _digits(digits: str) -> Asked:
    marks = (Mark((digits,), whole=True),)
    if len(digits) == NUMBER:
        return Asked(case=(lexeme(f"#{digits}"),), material=(lexeme(f"t{digits}"),), marks=marks)
    if len(digits) == IIN:
        return Asked(case=(_number(digits),), participant=(lexeme(sealed_iin(digits)),), by_iin=True)
    if len(digits) > NUMBER:
        return Asked(material=(lexeme(f"t{digits}"),), marks=marks)
    if len(digits) > 3:
        return Asked(case=(_number(digits),), material=(lexeme(f"t{digits}"),), marks=marks)
    article = lexeme(f"a{digits}")
    return Asked(case=(_number(digits), article) if len(digits) == 3 else (article,))


def _number(word: str) -> str:
    """A word as the beginning or the end of a case number; "" when it cannot be either."""
    if not _DIGITS.fullmatch(word) or not 3 <= len(word) <= NUMBER:
        return ""
    return any_of([lexeme(f"#{word}", begins=True), lexeme(f"~{word[::-1]}", begins=True)])


def _named(word: str, begins: bool = True) -> str:
    return any_of(lexeme(f"n{way}", begins=begins and len(way) > 2) for way in readings(word))


def _written(letter: str, word: str) -> str:
    return any_of(lexeme(f"{letter}{stem(way)}", begins=not _short(way)) for way in readings(word))


def _short(way: str) -> bool:
    return way.isdigit() or len(stem(way)) < 4


def _mark(word: str) -> Mark:
    ways = readings(word)
    return Mark(tuple(dict.fromkeys(stem(way) for way in ways)), whole=all(_short(way) for way in ways))
