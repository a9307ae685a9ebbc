"""Which rows of the index of words a reader may open, newest case first: SQL over ids, nothing that can be read.

It starts from the reader's grants. Two ways lead to the same answer:

* few rows have the words: take these, newest first, and ask for each whether the reader holds its case;
* many have them: walk down the reader's own cases, newest first, and look at the words of each, until enough are found.

How common the words are the planner knows from its statistics of them (`commonness`), without reading a row. So a word
of every act costs a chief of a hundred thousand cases no more than a rare name; should the statistics be wrong, the
answer is the same and comes later. The kinds have indexes of their own (`Searchable`), so their literals stand in the
SQL. What is found is read again through `visible_to` by whoever shows it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import prod, sqrt
from typing import Any
from uuid import UUID

from django.db import connection

from cases.access import COMPARTMENTS, grants
from cases.models import Searchable
from cases.queries.asking import lexemes_of
from ecase.law.roles import Role
from ecase.people.models import Appointment

FEW, FEW_TOGETHER = 1700, 3000
"""Up to so many rows are few: of one word, whose number the statistics know well, and of several, where they guess.

Reading them costs by the row, walking down the cases by how rare they are: at some 1700 of a hundred thousand cases
both take the same time (measured, `./run bench search`).
"""

UNKNOWN = "'?'"  # no word is written so: what the planner expects of a word it does not know
T = Searchable.Target


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


class Reader:
    """Whose search it is: the SQL of the grants and of what else keeps a row from this reader."""

    def __init__(self, by: Appointment, params: Params, clients: Sequence[UUID]) -> None:
        self.by, self.params, self.clients = by, params, list(clients)
        query = grants(by).order_by().values("content_object_id").query
        self.grants = params.put(*query.sql_with_params())

    def sees(self, target: str) -> str:
        """The condition on a row `s` of the index."""
        if target != T.MATERIAL:
            return "TRUE"
        seen = self.params.add(sorted(COMPARTMENTS.get(self.by.role, frozenset())))
        condition = f"s.compartment = ANY({seen})"
        if self.by.role == Role.LAWYER:
            mine = self.params.add(self.clients)
            condition += f" AND (s.participant_id IS NULL OR s.participant_id = ANY({mine}::uuid[]))"
        return condition

    def holds(self, case_id: str) -> str:
        """A lateral that is there once when the reader holds the case; it keeps the order of what stands before it."""
        return (
            f"CROSS JOIN LATERAL (SELECT 1 FROM ({self.grants}) held"
            f" WHERE held.content_object_id = {case_id} LIMIT 1) seen"
        )


def commonness(questions: Sequence[str]) -> list[int]:
    """How many rows of the whole index to expect for each `tsquery`, by the planner's statistics; no row is read.

    It is asked for each word alone. A word it does not know gets a default that is far too high for a name in eight
    spellings, so such words count for little here. Names are independent of each other, the words of one act are
    not: there the truth lies between that and the rarest of them, and the middle (of the logarithms) is taken.
    """
    if not questions:
        return []
    parts = {question: lexemes_of(question) for question in questions}
    alone = list(dict.fromkeys(lexeme for lists in parts.values() for part in lists for lexeme in part))
    params = Params()
    one = "q{} AS MATERIALIZED (SELECT FROM cases_searchable{})"
    match = " WHERE words @@ {}::tsquery"
    heads = [one.format(n, match.format(params.add(lexeme))) for n, lexeme in enumerate([*alone, UNKNOWN])]
    heads.append(one.format(len(heads), ""))
    body = " UNION ALL ".join(f"SELECT FROM q{n}" for n in range(len(heads)))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) WITH {', '.join(heads)} {body}", params.values)
        (told,) = cursor.fetchone()
    (top,) = json.loads(told) if isinstance(told, str) else told
    named = dict(_named(top["Plan"]))
    *numbers, default, whole = (named.get(f"CTE q{n}", 1) for n in range(len(heads)))
    rows = {lexeme: n if n > default else 1 + n // 50 for lexeme, n in zip(alone, numbers, strict=True)}

    def of(question: str) -> int:
        shares = [sum(rows[lexeme] for lexeme in part) / max(whole, 1) for part in parts[question]]
        of_papers = all(lexeme.startswith("'t") for part in parts[question] for lexeme in part)
        return int(max(whole, 1) * (sqrt(prod(shares) * min(shares)) if of_papers else prod(shares)))

    return [of(question) for question in questions]


def few(question: str) -> int:
    """How many rows of `question` are few."""
    return FEW_TOGETHER if len(lexemes_of(question)) > 1 else FEW


def _named(plan: dict[str, Any]) -> Iterator[tuple[str, int]]:
    if "Subplan Name" in plan:
        yield plan["Subplan Name"], int(plan["Plan Rows"])
    for below in plan.get("Plans", ()):
        yield from _named(below)


def find(
    by: Appointment,
    questions: Sequence[tuple[str, int, str]],
    *,
    most: int,
    clients: Sequence[UUID] = (),
    only: Sequence[UUID] | None = None,
    after: tuple[int, UUID, UUID] | None = None,
) -> list[Candidate]:
    """Answers to `(target, tier, tsquery)`, at most `most` for each target and tier, in one statement.

    `only`: of the rows found, none but these (an IIN asked for by a lawyer). `after`: the last row already shown.
    """
    params = Params()
    reader = Reader(by, params, clients)
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
        if only is not None:
            wanted.append(f"s.target_id = ANY({params.add(list(only))}::uuid[])")
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
