"""The version of a request that was handed back last, beside the one that lies there now. Reading only.

What was written stands in the private part of the entries `sanction.drafted` and `sanction.amended`: the last of them
before the request was handed back is the version that was judged then.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from ecase.law.clock import shown
from ecase.law.words import N_
from ecase.ledger.models import Entry
from ecase.ledger.queries import private_of
from ecase.ledger.sealing import Unreadable
from sanctions.models import Sanction

WRITTEN = ("sanction.drafted", "sanction.amended")
TITLES = {
    "object": N_("What it is about"),
    "stated": N_("Grounds by article"),
    "grounds": N_("Grounds"),
    "milder": N_("Why a milder measure would not do"),
    "new_circumstances": N_("New circumstances"),
}
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, was struck out, or was written in."""

    kind: str  # "", "del", "ins"
    text: str


@dataclass(frozen=True)
class Changed:
    title: str
    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return all(not piece.kind for piece in self.pieces)


@dataclass(frozen=True)
class Compared:
    """`returned_at`: when the earlier version was handed back."""

    returned_at: datetime
    fields: tuple[Changed, ...]


def compared(sanction: Sanction) -> Compared | None:
    """The two versions field by field; None where nothing was handed back, or the earlier text cannot be read."""
    stream = sanction.pk if sanction.covert else sanction.case_id
    entries = Entry.objects.filter(stream__case_id=stream, public__contains=str(sanction.pk))
    back = entries.filter(kind="sanction.returned").order_by("-seq").first()
    if back is None:
        return None
    before = entries.filter(kind__in=WRITTEN, seq__lt=back.seq).order_by("-seq").first()
    if before is None:
        return None
    try:
        old = _flat(private_of(before), sanction)
    except (Unreadable, KeyError, Entry.DoesNotExist):
        return None
    new = _flat(written(sanction), sanction)
    names = [*dict.fromkeys([*new, *old])]
    fields = (Changed(name, tuple(pieces(old.get(name, ""), new.get(name, "")))) for name in names)
    return Compared(back.at, tuple(one for one in fields if one.pieces))


def written(sanction: Sanction) -> dict[str, Any]:
    """What the asker has written, as the entries keep it."""
    return {
        "object": sanction.object,
        "stated": sanction.stated,
        "grounds": sanction.grounds,
        "milder": sanction.milder,
        "new_circumstances": sanction.new_circumstances,
        "facts": sanction.facts,
    }


def _flat(private: Mapping[str, Any], sanction: Sanction) -> dict[str, str]:
    """Each field as one text by its title in the reader's language."""
    kind = sanction.rule
    told: dict[str, str] = {}
    facts = private.get("facts") or {}
    for row in kind.facts:
        if facts.get(row.name) not in (None, "", []):
            told[_(row.label)] = _said(facts[row.name], dict(row.choices))
    for name, title in TITLES.items():
        value = private.get(name)
        if name == "stated" and isinstance(value, list):
            grounds = [ground for code in value if (ground := kind.ground(str(code))) is not None]
            value = "; ".join(_(ground.title) for ground in grounds)
        if value:
            told[_(title)] = str(value)
    return told


def _said(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "; ".join(_said(one, choices) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if text in choices:
        return _(choices[text])
    try:
        return shown(datetime.fromisoformat(text)) if "T" in text else text
    except ValueError:
        return text


def pieces(old: str, new: str) -> Iterator[Piece]:
    """The words that stayed, went and came, in the order of the text."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("", "".join(before[i:j]))
            continue
        if i < j:
            yield Piece("del", "".join(before[i:j]))
        if k < m:
            yield Piece("ins", "".join(after[k:m]))
