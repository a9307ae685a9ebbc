"""Which rows of the index of words a reader may open, newest case first: SQL over ids, nothing that can be read.

It starts from the reader's grants. Two ways lead to the same answer:

* few rows have the words: take these, newest first, and ask for each whether the reader holds its case;
* many have them: walk down the reader's own cases, newest first, and look at the words of each, until enough are found.

How common the words are the database knows from its statistics of them (`commonness`), without reading a row. So a word
of every act costs a chief of a hundred thousand cases no more than a rare name; should the statistics be wrong, the
answer is the same and comes later. The kinds have indexes of their own (`Searchable`), so their literals stand in the
SQL. What is found is read again through `visible_to` by whoever shows it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from cases.access import COMPARTMENTS, grants
from cases.models import Searchable
from cases.queries import scope
from cases.queries.asking import lexemes_of
from cases.queries.commonness import commonness
from ecase.law.roles import Role
from ecase.people.models import Appointment

FEW, FEW_TOGETHER = 1700, 3000
"""Up to so many rows are few: of one word, whose number the statistics know well, and of several, where they guess.

Reading them costs by the row, walking down the cases by how rare they are: at some 1700 of a hundred thousand cases
both take the same time (measured, `./run bench search`).
"""

T = Searchable.Target
_NAMED = re.compile(r"%\((p\d+)\)s")


@dataclass(frozen=True)
class Candidate:
    """A row that answers: `tier` 0 is the surest kind of answer."""

    target: str
    tier: int
    case_id: UUID
    target_id: UUID


@dataclass
class Params:
    """Named parameters of one statement."""

    values: dict[str, Any] = field(default_factory=dict)

    def add(self, value: Any) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"

    def put(self, sql: str, params: Iterable[Any]) -> str:
        """SQL that Django made, with its positional parameters named."""
        first, *rest = sql.split("%s")
        return first + "".join(self.add(value) + part for value, part in zip(params, rest, strict=True))

    def positional(self, sql: str) -> tuple[str, list[Any]]:
        """The way back: `sql` and its parameters as Django takes them into a query of its own."""
        return _NAMED.sub("%s", sql), [self.values[name] for name in _NAMED.findall(sql)]


class Reader:
    """Whose search it is: the SQL of the grants and of what else keeps a row from this reader."""

    def __init__(self, by: Appointment, params: Params) -> None:
        self.by, self.params = by, params
        query = grants(by).order_by().values("content_object_id").query
        self.grants = params.put(*query.sql_with_params())

    def clients(self) -> str:
        """An array of those whom the reader defends now; read once in a statement."""
        mine = scope.defended(self.by).values("participant_id").query
        return f"ARRAY({self.params.put(*mine.sql_with_params())})"

    def sees(self, target: str) -> str:
        """The condition on a row `s` of the index."""
        if target != T.MATERIAL:
            return "TRUE"
        seen = self.params.add(sorted(COMPARTMENTS.get(self.by.role, frozenset())))
        condition = f"s.compartment = ANY({seen})"
        if self.by.role == Role.LAWYER:
            condition += f" AND (s.participant_id IS NULL OR s.participant_id = ANY({self.clients()}))"
        return condition

    def holds(self, case_id: str) -> str:
        """A lateral that is there once when the reader holds the case; it keeps the order of what stands before it."""
        return (
            f"CROSS JOIN LATERAL (SELECT 1 FROM ({self.grants}) held"
            f" WHERE held.content_object_id = {case_id} LIMIT 1) seen"
        )


def few(question: str) -> int:
    """How many rows of `question` are few."""
    return FEW_TOGETHER if len(lexemes_of(question)) > 1 else FEW


def find(
    by: Appointment,
    questions: Sequence[tuple[str, int, str]],
    *,
    most: int,
    clients_alone: bool = False,
    after: tuple[int, UUID, UUID] | None = None,
) -> list[Candidate]:
    """Answers to `(target, tier, tsquery)`, at most `most` for each target and tier, in one statement.

    `clients_alone`: of the people none but those the reader defends (an IIN asked for by a lawyer). `after`: the last
    row already shown.
    """
    params = Params()
    reader = Reader(by, params)
    parts: list[str] = []
    surer: dict[str, list[str]] = {}
    expected = commonness([question for _target, _tier, question in questions])
    before: dict[str, int] = {}
    for (target, tier, question), all_rows in zip(questions, expected, strict=True):
        rows = all_rows - before.get(target, 0)  # those of a surer tier are left out of this one
        before[target] = all_rows
        words = f"s.words @@ {params.add(question)}::tsquery"
        wanted = [f"s.target = '{T(target).value}'", words, reader.sees(target)]
        wanted += [f"NOT {other}" for other in surer.get(target, ())]  # no row twice
        surer.setdefault(target, []).append(words)
        if clients_alone:
            wanted.append(f"s.target_id = ANY({reader.clients()})")
        below = "TRUE"
        if after is not None:
            if tier < after[0]:
                continue
            if tier == after[0]:
                case_id, target_id = params.add(after[1]), params.add(after[2])
                wanted.append(f"(s.case_id, s.target_id) < ({case_id}, {target_id})")
                below = f"held.content_object_id <= {case_id}"
        label = f"'{T(target).value}' AS target, {tier} AS tier"
        row = f"SELECT s.case_id, s.target_id FROM cases_searchable s WHERE {' AND '.join(wanted)}"
        # All rows with the words are read before those of a surer tier fall away.
        if rows > 0 and all_rows * rows > few(question) ** 2:
            parts.append(
                f"(SELECT {label}, s.case_id, s.target_id FROM ({reader.grants}) held"
                f" CROSS JOIN LATERAL ({row} AND s.case_id = held.content_object_id OFFSET 0) s WHERE {below}"
                f" ORDER BY held.content_object_id DESC, s.target_id DESC LIMIT {most})"
            )
        else:
            parts.append(
                # Materialized: else the planner may hope to meet one of few rows early, and reads them all in order.
                f"(WITH hit AS MATERIALIZED ({row}) SELECT {label}, h.case_id, h.target_id"
                f" FROM (SELECT * FROM hit ORDER BY case_id DESC, target_id DESC) h"
                f" {reader.holds('h.case_id')} ORDER BY h.case_id DESC, h.target_id DESC LIMIT {most})"
            )
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params.values)
        return [Candidate(*row) for row in cursor.fetchall()]
