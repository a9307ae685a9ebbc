"""Terms as a reader sees them: where each stands now, with its arithmetic and article. Reading only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from cases.models import Deadline
from cases.queries.calendar import calendar
from ecase.law.clock import Due, due
from ecase.law.limits import LIMITS, NoEdition
from ecase.people.models import Appointment
from ecase.web.says import cited, say

State = Literal["running", "overdue", "met", "ended"]
STATES: tuple[State, ...] = ("running", "overdue", "met", "ended")
LIVE = Q(met_at__isnull=True, ended_at__isnull=True)


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


def state_of(deadline: Deadline, at: datetime) -> State:
    """Where the term stands at `at`; its due moment itself is too late."""
    if deadline.met_at is not None:
        return "met"
    if deadline.ended_at is not None:
        return "ended"
    return "overdue" if at >= deadline.due_at else "running"


def in_state(deadlines: QuerySet[Deadline], state: str, at: datetime) -> QuerySet[Deadline]:
    """Those of `deadlines` that stand in `state` at `at`."""
    if state == "met":
        return deadlines.filter(met_at__isnull=False)
    if state == "ended":
        return deadlines.filter(met_at__isnull=True, ended_at__isnull=False)
    live = deadlines.filter(LIVE)
    return live.filter(due_at__lte=at) if state == "overdue" else live.filter(due_at__gt=at)


def reckoned(deadline: Deadline) -> Due | None:
    """The answer of the pure rule that gave the stored moment, to be told again; None when no length gives it.

    A row does not store which named length was counted (an adult's 48 hours, a minor's 24), so each is tried.
    """
    limit = LIMITS.get(deadline.rule)
    if limit is None:
        return None
    try:
        edition = limit.edition_named(deadline.edition)
    except KeyError:
        return None
    for amount in (None, *(named.name for named in edition.amounts)):
        try:
            answer = due(limit, deadline.starts_at, amount=amount, calendar=calendar())
        except NoEdition:
            return None
        if answer.due_at == deadline.due_at and answer.edition == deadline.edition:
            return answer
    return None


def term(deadline: Deadline, at: datetime) -> Term:
    """The deadline as it is shown."""
    limit = LIMITS.get(deadline.rule)
    answer = reckoned(deadline)
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
        state=state_of(deadline, at),
        late=(deadline.met_at or deadline.ended_at or at) >= deadline.due_at,
        explanation=[step.text(gettext) for step in answer.explanation] if answer else [],
        cite=cited(cite),
        confidence=answer.confidence if answer else "",
    )


def terms(deadlines: Iterable[Deadline], at: datetime) -> list[Term]:
    """All of them, the running ones first, then by their end."""
    told = [term(deadline, at) for deadline in deadlines]
    return sorted(told, key=lambda t: (t.state in {"met", "ended"}, t.due_at, t.rule))


def of_case(case_id: object, by: Appointment) -> QuerySet[Deadline]:
    """The terms of a case that `by` may see."""
    return Deadline.objects.visible_to(by).filter(case_id=case_id).order_by("due_at", "id")
