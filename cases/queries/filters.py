"""Filters of the list of cases: stage, article, region, where the terms stand, text; and how many cases each one keeps.

The answer is ids, newest first, in one statement; counting is the same statement stopped at `MOST_COUNTED`, so that a
chief of a hundred thousand cases reads "100+" instead of waiting. As in `candidates` the database chooses its way by
counting first: from the rows that have the words, from the terms, or down the reader's own cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from cases.access import COMPARTMENTS, CaseGrant, grants
from cases.models import Case, Deadline
from cases.queries import scope
from cases.queries.asking import Asked, all_of, any_of, asked, lexeme
from cases.queries.candidates import Params, Reader, few
from cases.queries.commonness import commonness
from cases.queries.terms import LIVE, STANDING
from ecase.law.roles import Role
from ecase.people.models import Appointment

MOST_COUNTED = 100
SMALL = 1000
"""Whoever holds no more cases than this is answered by walking through them: no index is faster."""

MANY = 20_000
MOST_TERMS = 2000

TERMS = ("overdue", "today", "week")
LAST_ID = UUID(int=2**128 - 1)
"""No case comes after it."""

_GRANTED = '"cases_casegrant"."content_object_id"'


@dataclass(frozen=True)
class Filters:
    """What is asked of the list; "" where nothing is. `article` as it is typed: 188 or 188/3."""

    text: str = ""
    stage: str = ""
    article: str = ""
    region: str = ""
    term: str = ""
    format: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """From an address or a saved filter; what makes no sense is left out."""
        values = {f.name: str(given.get(f.name, "")).replace("\0", "").strip()[:100] for f in fields(cls)}
        filters = cls(**values)
        if filters.stage not in Case.Stage.values:
            filters = replace(filters, stage="")
        if filters.format not in Case.Format.values:
            filters = replace(filters, format="")
        if filters.term not in TERMS:
            filters = replace(filters, term="")
        if not (filters.region.isascii() and filters.region.isdigit() and len(filters.region) == 2):
            filters = replace(filters, region="")
        if filters.article and not _article(filters.article):
            filters = replace(filters, article="")
        return filters

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))

    def facets(self) -> dict[str, str]:
        """Its non-empty parts but the text, which may not be fit for an address."""
        return {name: value for name, value in self.as_query().items() if name != "text"}

    def as_query(self) -> dict[str, str]:
        """Its non-empty parts, for an address or to be kept."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}


def among(
    rows: QuerySet[CaseGrant],
    by: Appointment,
    filters: Filters,
    at: datetime,
    *,
    most: int,
    below: UUID | QuerySet[Any] | None = None,
) -> QuerySet[CaseGrant]:
    """Of the reader's grants `rows` those whose cases pass: the newest `most`, below the case that `below` names."""
    params = Params()
    made = _Statement(by, params, at, [filters]).ids(filters, most=most, below=below)
    if made is None:
        return rows.none()
    heads, body = made
    sql, values = params.positional(f"{_GRANTED} = ANY(ARRAY({_with(heads)} {body}))")
    return rows.filter(RawSQL(sql, values, output_field=BooleanField()))


def matching(by: Appointment, filters: Filters, at: datetime, *, most: int, below: UUID | None = None) -> list[UUID]:
    """Ids of the reader's cases that pass, newest first, below the case `below` when it is given."""
    rows = among(grants(by), by, filters, at, most=most, below=below).order_by("-content_object_id")
    return list(rows.values_list("content_object_id", flat=True))


def counts(by: Appointment, several: Sequence[Filters], at: datetime) -> list[int | None]:
    """How many cases each filter keeps, one more than `MOST_COUNTED` standing for "more"; one statement for all.

    None where terms would have to be counted among more than `MANY` cases: a number nobody waits for.
    """
    if not several:
        return []
    params = Params()
    statement = _Statement(by, params, at, several)
    heads: list[str] = []
    columns: list[str] = []
    for filters in several:
        made = statement.ids(filters, most=MOST_COUNTED + 1)
        if made is None:
            columns.append("0")
            continue
        heads += made[0]
        column = f"(SELECT count(*) FROM ({made[1]}) counted)"
        columns.append(f"CASE WHEN {statement.more_than(MANY)} THEN NULL ELSE {column} END" if filters.term else column)
    with connection.cursor() as cursor:
        cursor.execute(f"{_with(heads)} SELECT {', '.join(columns)}", params.values)
        return list(cursor.fetchone())


def _with(heads: Sequence[str]) -> str:
    return f"WITH {', '.join(heads)}" if heads else ""


def _article(typed: str) -> str:
    """The lexeme of an article somebody typed into its own box; "" when it is none."""
    question = asked(typed if not typed.isdigit() else f"ст. {typed}")
    return question.case[0] if len(question.case) == 1 and question.case[0].startswith(("'a", "('a")) else ""


def _asked(filters: Filters) -> Asked | None:
    return asked(filters.text) if filters.text else None


def _words(filters: Filters, question: Asked | None) -> str:
    """The words a case has to have, as a `tsquery`; an IIN is not among them."""
    facets = (("s", filters.stage), ("r", filters.region), ("f", filters.format))
    wanted = [lexeme(f"{letter}{value}") for letter, value in facets if value]
    wanted.append(_article(filters.article) if filters.article else "")
    if question is not None and not question.by_iin:
        wanted.append(any_of(question.case))
    return all_of(wanted)


class _Statement:
    """The SQL of one reader's filters; the heads (`WITH`) of several go into one statement."""

    def __init__(self, by: Appointment, params: Params, at: datetime, several: Sequence[Filters]) -> None:
        self.by, self.params, self.at = by, params, at
        self.reader = Reader(by, params)
        self.made = 0
        questions = {question for one in several if (question := _words(one, _asked(one)))}
        self.expected = dict(zip(sorted(questions), commonness(sorted(questions)), strict=True))

    def ids(
        self, filters: Filters, *, most: int, below: UUID | QuerySet[Any] | None = None
    ) -> tuple[list[str], str] | None:
        """Heads and a query of `case_id`; None where nothing can pass."""
        question = _asked(filters)
        if self.by.role == Role.CUSTODY_HEAD or (question is not None and not question):
            return None
        if filters.term and not COMPARTMENTS.get(self.by.role):
            return None  # no compartment, no term
        self.made += 1
        heads: list[str] = []
        asked_words = _words(filters, question)
        words = f"{self.params.add(asked_words)}::tsquery" if asked_words else ""
        people = ""
        if question is not None and question.by_iin:
            people = self._people(question)
            if not people:
                return None
        elif question is not None and not question.case:
            return None
        term = self._term(filters)
        limit = f"LIMIT {most}"
        has_words = (
            "EXISTS (SELECT 1 FROM cases_searchable s WHERE s.case_id = {0} AND s.target = 'case'"
            f" AND s.words @@ {words} OFFSET 0)"
            if words
            else "TRUE"
        )
        has_term = f"EXISTS (SELECT 1 FROM ({term}) d WHERE d.case_id = {{0}})" if term else "TRUE"
        under = f"{{0}} < {self._bound(below)}" if below is not None else "TRUE"
        every = f"{has_words} AND {has_term} AND {under}"
        if people:  # an IIN stands in few cases
            return heads, (
                f"(SELECT p.case_id FROM ({people}) p {self.reader.holds('p.case_id')}"
                f" WHERE {every.format('p.case_id')} ORDER BY p.case_id DESC {limit})"
            )
        if words and self.expected[asked_words] <= few(asked_words):
            return heads, (
                f"(WITH hit AS MATERIALIZED (SELECT s.case_id FROM cases_searchable s WHERE s.target = 'case'"
                f" AND s.words @@ {words} AND {under.format('s.case_id')})"
                f" SELECT h.case_id FROM (SELECT case_id FROM hit ORDER BY case_id DESC) h"
                f" {self.reader.holds('h.case_id')} WHERE {has_term.format('h.case_id')}"
                f" ORDER BY h.case_id DESC {limit})"
            )
        walk = (
            f"(SELECT g.content_object_id AS case_id FROM ({self.reader.grants}) g"
            f" WHERE {{0}} AND {every.format('g.content_object_id')} ORDER BY g.content_object_id DESC {limit})"
        )
        if not term:
            return heads, walk.format("TRUE")
        name = f"terms{self.made}"
        heads.append(
            f"{name} AS MATERIALIZED (SELECT DISTINCT d.case_id FROM ({term}) d"
            f" WHERE {under.format('d.case_id')} LIMIT {MOST_TERMS + 1})"
        )
        by_term = f"{self.more_than(SMALL)} AND (SELECT count(*) FROM {name}) <= {MOST_TERMS}"
        return heads, (
            f"(SELECT h.case_id FROM (SELECT case_id FROM {name} ORDER BY case_id DESC) h"
            f" {self.reader.holds('h.case_id')}"
            f" WHERE {by_term} AND {has_words.format('h.case_id')} ORDER BY h.case_id DESC {limit})"
            f" UNION ALL {walk.format(f'NOT ({by_term})')}"
        )

    def _bound(self, below: UUID | QuerySet[Any]) -> str:
        """The case to stay below; a number nobody has, or the reader may not see, is no bound."""
        if isinstance(below, UUID):
            return self.params.add(below)
        return f"coalesce(({self.params.put(*below.query.sql_with_params())}), '{LAST_ID}')"

    def more_than(self, many: int) -> str:
        """Whether the reader holds more cases than that."""
        return f"(SELECT count(*) FROM (SELECT 1 FROM ({self.reader.grants}) g LIMIT {many + 1}) n) > {many}"

    def _people(self, question: Asked) -> str:
        """A query of the cases of a person asked for by IIN; "" for whoever may not see the number."""
        whose = "TRUE"
        if self.by.role not in scope.SEES_PERSONAL_DATA:
            if self.by.role != Role.LAWYER:
                return ""
            whose = f"s.target_id = ANY({self.reader.clients()})"
        sealed = self.params.add(question.participant[0])
        return (
            "SELECT DISTINCT s.case_id FROM cases_searchable s WHERE s.target = 'participant'"
            f" AND s.words @@ {sealed}::tsquery AND {whose}"
        )

    def _term(self, filters: Filters) -> str:
        """A query of the running terms, as the reader sees them, that stand as `filters.term` says."""
        if not filters.term:
            return ""
        # The cases are asked of the grants; the end of a term that stands still is not known.
        live = Deadline.objects.within(self.by).filter(LIVE, ~STANDING, case__isnull=False)
        if filters.term == "overdue":
            live = live.filter(due_at__lte=self.at)
        else:
            morning = timezone.localtime(self.at).replace(hour=0, minute=0, second=0, microsecond=0)
            until = morning + timedelta(days=1 if filters.term == "today" else 7)
            live = live.filter(due_at__gt=self.at, due_at__lt=until)
        return self.params.put(*live.order_by().values("case_id").query.sql_with_params())
