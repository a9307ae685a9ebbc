"""What tells the parts of one article of the Criminal Code from each other: a few words each, read from data.

A help for choosing, in our words and the Code's terms; never the wording, and printed in no act. An article that
is not in the table, or an act of a day before the wording was read, has none.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from ecase.law.reference import data
from ecase.law.rows import rows

_COLUMNS = ("article", "part", "since", "ru", "kk", "en")


@dataclass(frozen=True)
class PartWords:
    article: str
    part: str
    since: date
    ru: str
    kk: str
    en: str

    def said(self, language: str) -> str:
        return {"kk": self.kk, "en": self.en}.get(language, self.ru)


@cache
def table() -> dict[tuple[str, str], PartWords]:
    """Every row by article and part."""
    found = {}
    for row in rows(data("part_words"), _COLUMNS):
        since = row.day("since")
        if since is None:
            raise row.bad("since", "is empty")
        one = PartWords(
            row.needed("article"), row.needed("part"), since, row.needed("ru"), row.needed("kk"), row.needed("en")
        )
        found[one.article, one.part] = one
    return found


def part_words(article: str, part: str, day: date, language: str) -> str:
    """The words of a part for an act of `day`; empty where none are known."""
    row = table().get((article, part))
    return row.said(language) if row is not None and row.since <= day else ""
