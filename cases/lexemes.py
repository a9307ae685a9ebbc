"""The lexemes of the search, of our own making: a letter for the class of the word, then its skeleton.

    #number  ~number backwards     a188 a188.3  articles     s r f p  stage, region, format, proceeding
    n  names, every reading        w t  words of the case, of its papers        i  the IIN, sealed

Neither the database's dictionaries nor what somebody types can change their meaning. Filled in by
`cases/actions/indexing.py`, asked for by `cases/queries/asking.py`.
"""

import hashlib
import hmac
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from ecase.law.folding import folded, readings, words

LONGEST_WORD = 60


def name_words(*names: str) -> set[str]:
    """Lexemes of names: each word in every way it may be spelled."""
    return {f"n{way}"[:LONGEST_WORD] for name in names for word in words(name) for way in readings(word)}


def case_words(*texts: str) -> set[str]:
    """Lexemes of what a case says of itself; of another class than the file's, for how common a word is differs."""
    return _text("w", texts)


def file_words(*texts: str) -> set[str]:
    """Lexemes of the title and text of a document."""
    return _text("t", texts)


def _text(letter: str, texts: Iterable[str]) -> set[str]:
    """Words of running text, whole, since a question asks how they begin."""
    return {f"{letter}{way}"[:LONGEST_WORD] for piece in texts for way in folded(piece)}


def sealed_iin(iin: str) -> str:
    """The lexeme of an IIN. The table has no row policy, so the number itself does not stand in it."""
    return "i" + hmac.new(_key(), iin.encode(), hashlib.sha256).hexdigest()[:32]


@cache
def _key() -> bytes:
    return hashlib.sha256(b"ecase search " + bytes.fromhex(settings.ECASE_LEDGER_KEY)).digest()


def article_words(charges: Iterable[tuple[str, str]]) -> set[str]:
    """Lexemes of `(article, part)`: by the article alone and with its part."""
    return {lexeme for article, part in charges for lexeme in (f"a{article}", f"a{article}.{part}")}


def number_words(number: str) -> set[str]:
    return {f"#{number}", f"~{number[::-1]}"}


def quoted(lexeme: str) -> str:
    """A lexeme as it stands in the text of a `tsvector` or a `tsquery`."""
    return "'" + lexeme[:LONGEST_WORD].replace("\\", "\\\\").replace("'", "''") + "'"


def as_vector(lexemes: Iterable[str]) -> str:
    """The text of a `tsvector`: lexemes without places or weights, so a question never has to look at a row twice."""
    return " ".join(quoted(lexeme) for lexeme in lexemes)
