"""How common the words of a question are, by the database's own statistics of the index of words: no row is read.

The statistics are read at most once in ten minutes and process, and reckoned with as the planner does
(`ts_selfuncs.c`), so that a search costs no `EXPLAIN`. They only choose the way to an answer; a wrong number gives the
same answer later.
"""

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod, sqrt

from django.db import connection

from cases.queries.asking import lexemes_of

READ_EVERY = 600.0
UNKNOWN = 0.005
"""What the planner expects of a word it does not know, unless its rarest known one is rarer still; and of the
beginning of words four times that, while there are no statistics at all."""

_READ = """
SELECT coalesce(c.reltuples, -1), s.most_common_elems::text::text[], s.most_common_elem_freqs
FROM pg_class c
LEFT JOIN pg_stats s ON s.tablename = c.relname AND s.schemaname = c.relnamespace::regnamespace::text
    AND s.attname = 'words'
WHERE c.oid = 'cases_searchable'::regclass
"""


@dataclass(frozen=True)
class Statistics:
    """Rows of the index, its most common lexemes in order, and the share of the rows that have each."""

    rows: float
    words: list[str]
    shares: list[float]

    @cached_property
    def default(self) -> float:
        """The share of the rows expected for a word that is not among the known ones."""
        return min(UNKNOWN, min(self.shares) / 2) if self.shares else UNKNOWN

    @cached_property
    def _any_known(self) -> float:
        return _either(self.shares)

    def share(self, lexeme: str) -> float:
        """The share of the rows expected to have `lexeme` as it stands in a `tsquery`: 'word' or 'word':*."""
        begins = lexeme.endswith(":*")
        word = lexeme.removesuffix(":*")[1:-1].replace("''", "'")
        at = bisect_left(self.words, word)
        if not begins:
            known = at < len(self.words) and self.words[at] == word
            return self.shares[at] if known else self.default
        if not self.words:
            return 4 * UNKNOWN
        end = bisect_left(self.words, word + chr(0x10FFFF), at)
        others = (1 - self._any_known) * (end - at) / len(self.words)
        return max(_either(self.shares[at:end]) + others, self.default)


def _either(shares: Sequence[float]) -> float:
    return 1 - prod(1 - share for share in shares)


_read: tuple[float, str, Statistics] | None = None


def statistics() -> Statistics:
    """The statistics as they stood within the last ten minutes. The only statement of this file."""
    global _read
    steady, name = time.monotonic(), str(connection.settings_dict["NAME"])
    if _read is None or _read[1] != name or steady - _read[0] > READ_EVERY:
        with connection.cursor() as cursor:
            cursor.execute(_READ)
            rows, words, shares = cursor.fetchone()
        # After the words' own shares PostgreSQL keeps the least and the greatest of them.
        known = sorted(zip(words or (), shares or (), strict=False))
        told = Statistics(max(rows, 1.0), [word for word, _ in known], [share for _, share in known])
        _read = (steady, name, told)
    return _read[2]


def commonness(questions: Sequence[str]) -> list[int]:
    """How many rows of the whole index to expect for each `tsquery`.

    It is reckoned for each word alone. What is expected of a word nobody knows is far too high for a name in eight
    spellings, so such words count for little here. Names are independent of each other, the words of one act are
    not: there the truth lies between that and the rarest of them, and the middle (of the logarithms) is taken.
    """
    if not questions:
        return []
    kept = statistics()
    whole, default = int(kept.rows), int(kept.rows * kept.default)

    def rows(lexeme: str) -> int:
        number = int(whole * kept.share(lexeme))
        return number if number > default else 1 + number // 50

    def of(question: str) -> int:
        parts = lexemes_of(question)
        shares = [sum(map(rows, part)) / whole for part in parts]
        of_papers = all(lexeme.startswith("'t") for part in parts for lexeme in part)
        return int(whole * (sqrt(prod(shares) * min(shares)) if of_papers else prod(shares)))

    return [of(question) for question in questions]
