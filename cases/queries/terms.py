"""Terms as a reader sees them: where each stands now, with its arithmetic and article. Reading only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from cases.models import Deadline, Pause
from cases.queries.calendar import calendar
from ecase.law.clock import Due, due
from ecase.law.explain import Earlier, Stored, Stretch, stored
from ecase.law.limits import LIMITS, NoEdition
from ecase.law.pauses import split
from ecase.people.models import Appointment
from ecase.web.says import cited, say

State = Literal["running", "overdue", "met", "ended"]
STATES: tuple[State, ...] = ("running", "overdue", "met", "ended")
PAUSING = frozenset(key for key, limit in LIMITS.items() if limit.pauses)
LIVE = Q(met_at__isnull=True, ended_at__isnull=True)
# Of a deadline in a query: it stands still now, so that its end is not known.
STANDING = Exists(Pause.objects.filter(deadline=OuterRef("pk"), until__isnull=True))


def standing_since() -> Subquery:
    """Of a deadline in a query: since when it stands still; null while it runs."""
    return Subquery(Pause.objects.filter(deadline=OuterRef("pk"), until__isnull=True).values("since")[:1])


@dataclass(frozen=True)
class Term:
    """One deadline in the reader's language. `explanation`: the steps of the arithmetic; `state` holds at the moment
    asked; `late`: it was met after its end, or is past it."""

    id: object
    rule: str
    title: str
    edition: str
    starts_at: datetime
    due_at: datetime
    met_at: datetime | None
    ended_at: datetime | None
    state: State
    late: bool
    explanation: list[str]
    cite: str
    confidence: str


def state_of(deadline: Deadline, at: datetime, *, still: bool = False) -> State:
    """Where the term stands at `at`; its due moment itself is too late. One that stands still runs out only later."""
    if deadline.met_at is not None:
        return "met"
    if deadline.ended_at is not None:
        return "ended"
    if still:
        return "running"
    return "overdue" if at >= deadline.due_at else "running"


def in_state(deadlines: QuerySet[Deadline], state: str, at: datetime) -> QuerySet[Deadline]:
    """Those of `deadlines` that stand in `state` at `at`."""
    if state == "met":
        return deadlines.filter(met_at__isnull=False)
    if state == "ended":
        return deadlines.filter(met_at__isnull=True, ended_at__isnull=False)
    live = deadlines.filter(LIVE)
    over = Q(due_at__lte=at) & ~STANDING
    return live.filter(over if state == "overdue" else ~over)


def reckoned(deadline: Deadline, stretches: Iterable[Stretch] = ()) -> Due | None:
    """The answer of the pure rule that gave the stored moment, to be told again; None when no length gives it.

    An old row does not store which named length was counted (an adult's 48 hours, a minor's 24), so each is tried.
    """
    limit = LIMITS.get(deadline.rule)
    if limit is None:
        return None
    try:
        edition = limit.edition_named(deadline.edition)
    except KeyError:
        return None
    closed = [(s.since, s.until, s.cause) for s in stretches if s.until is not None]
    still = split(closed if limit.pauses else ())
    lengths: Iterable[int | str | None] = (None, *(named.name for named in edition.amounts))
    if deadline.amount:
        lengths = (int(deadline.amount) if deadline.amount.isdecimal() else deadline.amount,)
    for amount in lengths:
        try:
            answer = due(limit, deadline.starts_at, amount=amount, calendar=calendar(), **still)
        except (NoEdition, ValueError):
            return None
        if answer.due_at == deadline.due_at and answer.edition == deadline.edition:
            return answer
    return None


def told(deadlines: Iterable[Deadline]) -> list[Stored]:
    """Each term with what stood still in it and what it replaced, in their order; at most a few statements for all."""
    rows = list(deadlines)
    known = {row.pk: row for row in rows}
    wanted = {row.replaces_id for row in rows if row.replaces_id} - known.keys()
    while wanted:
        # Whoever sees a term sees those it replaced: they are of one matter and one compartment.
        found = Deadline.objects.in_bulk(wanted)
        known |= found
        wanted = {row.replaces_id for row in found.values() if row.replaces_id} - known.keys()
    chains = {row.pk: _chain(row, known) for row in rows}
    pausing = {one.pk for chain in chains.values() for one in chain if one.rule in PAUSING}
    spans: dict[object, list[Stretch]] = {}
    if pausing:
        for pause in Pause.objects.filter(deadline_id__in=pausing).order_by("since"):
            spans.setdefault(pause.deadline_id, []).append(Stretch(pause.since, pause.until, pause.cause))
    return [_stored(row, chains[row.pk], spans) for row in rows]


def _chain(deadline: Deadline, known: Mapping[UUID, Deadline]) -> list[Deadline]:
    """The term and those it replaced, the oldest first."""
    chain = [deadline]
    while (before := known.get(chain[0].replaces_id) if chain[0].replaces_id else None) is not None:
        chain.insert(0, before)
    return chain


def _stored(deadline: Deadline, chain: list[Deadline], spans: Mapping[object, list[Stretch]]) -> Stored:
    stretches = tuple(sorted((s for one in chain for s in spans.get(one.pk, ())), key=lambda s: s.since))
    return Stored(
        rule=deadline.rule,
        edition=deadline.edition,
        starts_at=deadline.starts_at,
        due_at=deadline.due_at,
        counted=reckoned(deadline, stretches),
        stretches=stretches,
        earlier=tuple(Earlier(one.due_at, one.ended_at, one.amount) for one in chain[:-1]),
    )


def steps(deadlines: Iterable[Deadline]) -> dict[object, list[str]]:
    """The arithmetic of each term in the reader's words, article by article, by the term's id."""
    rows = list(deadlines)
    return {row.pk: in_words(one) for row, one in zip(rows, told(rows), strict=True)}


def in_words(term: Stored) -> list[str]:
    """The steps of one term: start, rule, edition, pauses, move, result."""
    return [
        f"{step.text(gettext)} ({article})" if (article := cited(step.cite)) else step.text(gettext)
        for step in stored(term)
    ]


def several(deadlines: Iterable[Deadline], at: datetime) -> list[Term]:
    """The deadlines as they are shown, in their order."""
    rows = list(deadlines)
    return [_term(row, one, at) for row, one in zip(rows, told(rows), strict=True)]


def term(deadline: Deadline, at: datetime) -> Term:
    """The deadline as it is shown; for more than one `several` asks the tables once."""
    return several([deadline], at)[0]


def _term(deadline: Deadline, kept: Stored, at: datetime) -> Term:
    limit = LIMITS.get(deadline.rule)
    cite = ""
    if limit is not None:
        cite = next((e.cite for e in limit.editions if e.code == deadline.edition), limit.editions[-1].cite)
    return Term(
        id=deadline.pk,
        rule=deadline.rule,
        title=say(limit.title) if limit else deadline.rule,
        edition=deadline.edition,
        starts_at=deadline.starts_at,
        due_at=deadline.due_at,
        met_at=deadline.met_at,
        ended_at=deadline.ended_at,
        state=state_of(deadline, at, still=kept.standing_still),
        late=(deadline.met_at or deadline.ended_at or at) >= deadline.due_at
        and not (deadline.live and kept.standing_still),
        explanation=in_words(kept),
        cite=cited(cite),
        confidence=kept.counted.confidence if kept.counted else "",
    )


def terms(deadlines: Iterable[Deadline], at: datetime) -> list[Term]:
    """All of them, the running ones first, then by their end."""
    return sorted(several(deadlines, at), key=lambda t: (t.state in {"met", "ended"}, t.due_at, t.rule))


def of_case(case_id: object, by: Appointment) -> QuerySet[Deadline]:
    """The terms of a case that `by` may see; those of a covert matter are told with it alone."""
    return Deadline.objects.visible_to(by).open_part().filter(case_id=case_id).order_by("due_at", "id")
