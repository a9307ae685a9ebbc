"""What tells the parts of one article of the Criminal Code from each other: a few words each, read from data.

A help for choosing, in our words and the Code's terms; never the wording, and printed in no act. An article that
is not in the table, or an act of a day before the wording was read, has none.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "part_words.csv"
LANGUAGES = ("ru", "kk", "en")


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
    with TABLE.open(encoding="utf-8", newline="") as rows:
        found = [PartWords(**{**row, "since": date.fromisoformat(row["since"])}) for row in csv.DictReader(rows)]
    return {(row.article, row.part): row for row in found}


def part_words(article: str, part: str, day: date, language: str) -> str:
    """The words of a part for an act of `day`; empty where none are known."""
    row = table().get((article, part))
    return row.said(language) if row is not None and row.since <= day else ""
