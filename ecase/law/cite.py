"""Articles in a reader's language: "CPC 131(4)" -> "ст. 131 ч. 4 УПК".

A cite is CODE ARTICLE(part)(item), with lists ("CPC 147(2),(3), 148"), ranges ("CPC 48-50",
"131(4)(1)-(6)") and inserted articles ("629-1"). The words of the law are not kept anywhere here.
"""

import re
from dataclasses import dataclass

_CODES: dict[str, dict[str, str]] = {
    "CPC": {"ru": "УПК", "kk": "ҚПК", "en": "CPC"},
    "CC": {"ru": "УК", "kk": "ҚК", "en": "CC"},
}
# Orders of the Prosecutor General, cited by their number alone: "GPO 89".
_ORDERS: dict[str, dict[str, str]] = {
    "89": {
        "ru": "приказ Генерального Прокурора РК от 19.09.2014 № 89",
        "kk": "ҚР Бас Прокурорының 19.09.2014 № 89 бұйрығы",
        "en": "Prosecutor General's order No. 89 of 19.09.2014",
    },
}
# Articles that are lists of definitions: their first bracket is an item, not a part.
_ITEMS_ONLY = {("CPC", "7"), ("CPC", "231"), ("CC", "3")}

_NUMBER = r"\d+(?:-\d+)?"
_GROUP = rf"\({_NUMBER}\)(?:\s*[-,]\s*\({_NUMBER}\))*"
_REF = re.compile(rf"(?:(?P<code>[A-Z]+)\s+)?(?P<article>\d+(?:-\d+)?)(?P<groups>(?:{_GROUP})*)\s*(?:[,;]\s*|$)")


@dataclass(frozen=True)
class Ref:
    """One article: `part` and `item` are lists as written ("2, 3", "1–6") or empty."""

    code: str
    article: str
    part: str = ""
    item: str = ""

    @property
    def several_articles(self) -> bool:
        """True for "48–50"."""
        return "–" in self.article


def parse(cite: str) -> tuple[Ref, ...]:
    """The articles of `cite` in order; the code is carried on. Raises ValueError when malformed."""
    refs: list[Ref] = []
    code, at, text = "", 0, cite.strip()
    while at < len(text):
        match = _REF.match(text, at)
        if match is None:
            raise ValueError(f"not a citation: {cite!r}")
        code = match["code"] or code
        if code != "GPO" and code not in _CODES:
            raise ValueError(f"which code? {cite!r}")
        if code == "GPO" and match["article"] not in _ORDERS:
            raise ValueError(f"which order? not a citation: {cite!r}")
        levels = [_span(g) for g in re.findall(_GROUP, match["groups"])]
        if len(levels) > 2:
            raise ValueError(f"deeper than part and item: {cite!r}")
        article = _article(match["article"])
        if (code, article) in _ITEMS_ONLY:
            levels.insert(0, "")
        refs.append(Ref(code, article, *levels))
        at = match.end()
    return tuple(refs)


def words(cite: str, language: str) -> str:
    """`cite` as lawyers write it in "kk", "ru" or "en"; anything that is no citation comes back as
    it is, so that a page never fails over one."""
    try:
        refs = parse(cite)
    except ValueError:
        return cite
    short = language[:2].lower()
    say = {"ru": _russian, "kk": _kazakh}.get(short, _english)
    return "; ".join(_order(ref, short) if ref.code == "GPO" else say(ref) for ref in refs)


def _order(ref: Ref, language: str) -> str:
    order = _ORDERS[ref.article]
    return order.get(language, order["en"])


def _russian(ref: Ref) -> str:
    said = ("ст. ст. " if ref.several_articles else "ст. ") + ref.article
    if ref.part:
        said += f" ч. {ref.part}"
    if ref.item:
        said += f" п. {ref.item}"
    return f"{said} {_CODES[ref.code]['ru']}"


def _kazakh(ref: Ref) -> str:
    said = f"{_CODES[ref.code]['kk']} {ref.article}-"
    if not ref.part and not ref.item:
        return said + ("баптары" if ref.several_articles else "бабы")
    item = re.sub(r"(\d+(?:-\d+)?)", r"\1)", ref.item)
    items = "тармақтары" if _many(ref.item) else "тармағы"
    if not ref.part:
        return f"{said}бабының {item} {items}"
    if not ref.item:
        return f"{said}бабының {ref.part}-{'бөліктері' if _many(ref.part) else 'бөлігі'}"
    return f"{said}бабы {ref.part}-бөлігінің {item} {items}"


def _english(ref: Ref) -> str:
    said = f"{_CODES[ref.code]['en']} {'arts' if ref.several_articles else 'art.'} {ref.article}"
    return said + "".join(f"({level})" for level in (ref.part, ref.item) if level)


def _span(group: str) -> str:
    """ "(1)-(6)" -> "1–6", "(2),(3)" -> "2, 3"."""
    parts = re.sub(r"\)\s*-\s*\(", "–", group)
    parts = re.sub(r"\)\s*,\s*\(", ", ", parts)
    return parts.strip("()")


def _article(written: str) -> str:
    """A hyphen joins an inserted article (629-1) or, when it climbs, a range (48-50)."""
    first, _, second = written.partition("-")
    return f"{first}–{second}" if second and int(second) > int(first) else written


def _many(span: str) -> bool:
    return "–" in span or "," in span
