"""The line that says where a word was found: a piece of the text around it, the word marked. Pure over text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cases.queries.asking import Mark
from ecase.law.folding import WORD, skeleton
from ecase.law.identity import parse_iin

BEFORE, AFTER = 60, 110
PAGE = "\f"
IIN = re.compile(r"\b\d{6}\s?\d{6}\b")  # acts print it in two halves


class Filed(Protocol):
    first_sheet: int
    sheets: int


@dataclass(frozen=True)
class Snippet:
    """Pieces of the text in their order, `(text, is it a hit)`; `at` is where the first hit stands in the whole."""

    pieces: tuple[tuple[str, bool], ...]
    at: int

    def __str__(self) -> str:
        return "".join(text for text, _ in self.pieces)


def snippet(text: str, marks: Sequence[Mark]) -> Snippet | None:
    """Where the first of the marked words stands in `text`; None when none does."""
    hits = (found for found in WORD.finditer(text) if any(mark.fits(skeleton(found[0])) for mark in marks))
    first = next(hits, None)
    if first is None:
        return None
    start, end = _from(text, first.start()), _until(text, first.end())
    pieces: list[tuple[str, bool]] = []
    last = start
    for found in (first, *hits):
        if found.end() > end:
            break
        pieces += [(text[last : found.start()], False), (found[0], True)]
        last = found.end()
    pieces.append((text[last:end], False))
    pieces = [("…" if start > 0 else "", False), *pieces, ("…" if end < len(text) else "", False)]
    return Snippet(
        tuple((_masked(_one_line(piece)) if not hit else _one_line(piece), hit) for piece, hit in pieces if piece),
        first.start(),
    )


def first_sheet_of(row: Filed, text: str, at: int) -> int:
    """The sheet of the case on which the place `at` of the document's text stands."""
    return row.first_sheet + min(text.count(PAGE, 0, at), max(row.sheets - 1, 0))


def _from(text: str, at: int) -> int:
    """A beginning at a word, on the same page."""
    start = max(at - BEFORE, text.rfind(PAGE, 0, at) + 1, 0)
    if start == 0 or text[start - 1] == PAGE:
        return start
    space = text.find(" ", start, at)
    return space + 1 if space >= 0 else start


def _until(text: str, at: int) -> int:
    page = text.find(PAGE, at)
    end = min(at + AFTER, page if page >= 0 else len(text))
    if end == len(text) or text[end] == PAGE:
        return end
    space = text.rfind(" ", at, end)
    return space if space >= at else end


def _one_line(piece: str) -> str:
    return re.sub(r"\s+", " ", piece)


def _masked(text: str) -> str:
    """The numbers of people around the word that was looked for: as lists show them."""
    return IIN.sub(lambda found: _mask(found[0]), text)


def _mask(number: str) -> str:
    try:
        return parse_iin(number).masked
    except ValueError:  # twelve digits of something else
        return number
