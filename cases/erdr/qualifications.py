"""An article as the register writes it, and whether the Criminal Code had it on the day of the act.

Forms: `188 ч.3`, `ст.188 ч.3 п.2`, `188/3`, `188(3)`, and the seven-digit code `1880003` of public integrations. The
inner layout of that code is a reading of a few examples (LAW.md 4) and stands in `from_code` and `code` only.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from cases.rules import in_force

_SHORT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\b(?:ук|ук\s*рк|cc|рк)\b", re.IGNORECASE), " "),
    (re.compile(r"\b(?:статьи|статья|ст|art)\b\.?", re.IGNORECASE), "ст"),
    (re.compile(r"\b(?:части|часть|ч|part)\b\.?|(?<=\d)\s*(?:ч|p)\.?(?=\s*\d)", re.IGNORECASE), "ч"),
    (re.compile(r"\b(?:пункты|пункт|п\.\s*п|пп|п)\b\.?|(?<=\d)\s*п\.?(?=\s*\d)", re.IGNORECASE), "п"),
    (re.compile(r"(\d+(?:-\d+)?)-бап\w*", re.IGNORECASE), r"ст\1"),
    (re.compile(r"(\d+(?:-\d+)?)-бөлі\w*", re.IGNORECASE), r"ч\1"),
    (re.compile(r"(\d+(?:-\d+)?)-тарма\w*", re.IGNORECASE), r"п\1"),
    (re.compile(r"^(\d+(?:-\d+)?)\s+(?=\d+(?:-\d+)?$)"), r"\1/"),
    (re.compile(r"\s+"), ""),
    (re.compile(r"^([^(]*)$"), lambda whole: whole[1].replace(")", "")),
)
_N = r"\d{1,2}(?:-\d{1,2})?(?!\d)"
_ITEMS = rf"{_N}(?:[,;и]{_N}(?![ч/(]))*"
_FROM_THE_END = re.compile(rf"^(?:п(?P<items>{_ITEMS}),?)?ч(?P<part>{_N}),?ст(?P<article>\d+(?:-\d{{1,2}})?)")
_REFERENCE = re.compile(
    rf"(?:ст)?(?P<article>\d{{1,3}}(?:-\d{{1,2}}(?!\d))?)(?!\d)"
    rf"(?:,?(?:ч|/)(?P<part>{_N})|\((?P<bracket>{_N})\))?(?:,?(?:п|/)(?P<items>{_ITEMS})|\((?P<last>{_ITEMS})\))?"
)
_BETWEEN = re.compile(r"[,;.\-–—+и]*")
_ITEM = re.compile(r"\d{1,2}(?:-\d)?")
_CODE = re.compile(r"\d{7}")


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell names. `general`: articles of the general part beside it (attempt, complicity), as written."""

    article: str
    part: str
    items: str = ""
    general: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a part of an article, as the installation's table has it."""

    id: int
    article: str
    part: str
    undivided: bool
    kind: str
    valid_from: date | None
    valid_to: date | None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell is no qualification, and what to do."""

    reason: str
    remedy: str


def from_code(text: str) -> tuple[str, str]:
    """Article and part of a seven-digit code: article, digit of an inserted article, part (`031` is part 3-1)."""
    article, inserted, part = text[:3], text[3], int(text[4:])
    base = str(int(article))
    number = "" if not part else str(part) if part < 10 else f"{part // 10}-{part % 10}"
    return f"{base}-{inserted}" if inserted != "0" else base, number


def code(article: str, part: str) -> str:
    """The seven-digit code of an article and part: the way back of `from_code`."""
    base, _, inserted = article.partition("-")
    number, _, added = part.partition("-")
    return f"{int(base):03d}{inserted or '0'}{int(f'{number}{added}' or '0'):03d}"


def items_of(text: str) -> str:
    """Items as "1, 2", each once, in order."""
    found = sorted(set(_ITEM.findall(text)), key=lambda item: [int(number) for number in item.split("-")])
    return ", ".join(found)


def written(article: str, part: str, *, undivided: bool = False, general: str = "") -> str:
    """As the register writes it."""
    special = f"ст.{article}" if undivided or not part else f"ст.{article} ч.{part}"
    return f"{general}, {special}" if general else special


def _turned(found: re.Match[str]) -> str:
    """«п.2 ч.3 ст.188» the other way round."""
    return f"ст{found['article']}ч{found['part']}" + (f"п{found['items']}" if found["items"] else "")


class Code:
    """The Criminal Code of the installation, all editions, asked a hundred thousand times."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._articles: dict[str, list[Edition]] = {}
        for edition in editions:
            self._articles.setdefault(edition.article, []).append(edition)
        self._first = min((int(article.split("-")[0]) for article in self._articles), default=0)
        self._read: dict[str, Named | Wrong] = {}

    def read(self, text: str) -> Named | Wrong:
        """What `text` names; nothing is looked up but where the special part begins."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = self._parse(text)
        return known

    def _parse(self, text: str) -> Named | Wrong:
        bare = text.strip()
        if _CODE.fullmatch(bare):
            return Named(*from_code(bare))
        short = bare
        for pattern, sign in _SHORT:
            short = pattern.sub(sign, short)
        short = _FROM_THE_END.sub(_turned, short)
        special: list[Named] = []
        general: list[str] = []
        for found in _REFERENCE.finditer(short):
            part = found["part"] or found["bracket"] or ""
            if int(found["article"].split("-")[0]) < self._first:
                general.append(f"ст.{found['article']}" + (f" ч.{part}" if part else ""))
            else:
                special.append(Named(found["article"], part, items_of(found["items"] or found["last"] or "")))
        if not special or not _BETWEEN.fullmatch(_REFERENCE.sub("", short)):
            return Wrong("is not a qualification", "Write article and part like «ст.188 ч.3» or 1880003.")
        if len({(one.article, one.part) for one in special}) > 1:
            return Wrong("names more than one article", "One row is one registered offence: leave the one it is.")
        items = items_of(", ".join(one.items for one in special))
        return Named(special[0].article, special[0].part, items, ", ".join(general))

    def on(self, named: Named, day: date) -> Edition | Wrong:
        """The edition that held on the day of the act; otherwise which of the four things is wrong."""
        rows = self._articles.get(named.article)
        if not rows:
            return Wrong(f"the Criminal Code has no article {named.article}", "Check the number.")
        chosen = [
            row for row in rows if row.part == named.part or (not named.part and (row.undivided or len(rows) == 1))
        ]
        if not chosen:
            parts = ", ".join(dict.fromkeys(row.part for row in rows))
            return Wrong(f"article {named.article} has the parts {parts}", "Name one of them.")
        valid = [row for row in chosen if in_force(row.valid_from, row.valid_to, day)]
        cite = f"{named.article} ч.{named.part}" if named.part else named.article
        if not valid:
            successor = chosen[-1].successor.split(" ")[0]
            return Wrong(
                f"article {cite} was not in force on {day:%d.%m.%Y}, the day of the act",
                f"See article {successor}." if re.fullmatch(r"\d+(-\d+)?", successor) else "Check article and date.",
            )
        if not valid[-1].kind:
            return Wrong(
                f"article {cite} held on {day:%d.%m.%Y}, but its penalty is not in the tables",
                "Ask the administrator to enter it (qualifications), then load the file again.",
            )
        return valid[-1]
