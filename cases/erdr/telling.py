"""What an operator reads about a file: its columns, counts, first rows, and every fault. Text only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cases.erdr.headings import COLUMNS
from cases.erdr.reading import Export
from cases.erdr.rows import Fault, Row
from ecase.law.clock import local

SHOWN = 5  # first rows
ARTICLES = 20  # the commonest articles


def columns(export: Export) -> Iterator[str]:
    """What the file is, and what of it is not read."""
    yield f"{export.name}: {export.kind}"
    yield f"SHA-256 {export.sha256}"
    if export.layout.ignored:
        yield f"columns that are not of the register, ignored: {', '.join(export.layout.ignored)}"
    absent = [column.heading for column in COLUMNS if column.key not in export.layout.places]
    if absent:
        yield f"columns the file does not have: {', '.join(absent)}"


def counts(rows: Sequence[Row]) -> Iterator[str]:
    """How many by office, year and article."""
    offices = Counter(row.office for row in rows)
    years = Counter(str(local(row.registered_at).year) for row in rows)
    articles = Counter(f"{row.article} ч.{row.part}" for row in rows)
    yield from _table("by office", sorted(offices.items()))
    yield from _table("by year of registration", sorted(years.items()))
    yield from _table("by article", articles.most_common(ARTICLES))
    others = len(articles) - ARTICLES
    if others > 0:
        rest = articles.total() - sum(count for _, count in articles.most_common(ARTICLES))
        yield f"  {rest:>8}  in {others} other articles"


def first(rows: Sequence[Row]) -> Iterator[str]:
    """The first rows as they were understood."""
    if not rows:
        return
    yield "first rows:"
    for row in rows[:SHOWN]:
        yield (
            f"  line {row.line}: {row.number}, {local(row.registered_at):%d.%m.%Y %H:%M}, {row.office}, "
            f"{row.article} ч.{row.part}, {row.place or 'no place'}: {row.summary[:60].replace(chr(10), ' ')}"
        )


def reasons(faults: Iterable[Fault]) -> Iterator[str]:
    """The faults by column: where to begin mending a file that is wrong all over."""
    yield from _table("faults by column", Counter(fault.heading for fault in faults).most_common())


def _table(title: str, rows: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield f"{title}:"
    for name, count in rows:
        yield f"  {count:>8}  {name}"
