"""One's own decisions and refusals in numbers, reckoned by the database within what the reader sees. Reading only.

A signed decision is a used draft: it names the move, the moment and the typical reason that was chosen. Covert actions
count only for whoever holds the grant of them, because only he sees their requests.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, Case, Count, DateTimeField, DurationField, F, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KeyTextTransform

from ecase.documents.models import Draft
from ecase.people.models import Appointment
from sanctions.models import Sanction

DAYS = 90
AGAINST = frozenset({"refuse_support", "refuse", "return_for_rework", "head_return"})
DECISIONS = frozenset({"support", "agree", "grant", "grant_in_part"}) | AGAINST
AT_COURT = frozenset({"grant", "grant_in_part", "refuse"})


class Median(Aggregate):
    """The middle value, by the database."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Row:
    """How often a kind was decided in one way; `reason`: code of the typical reason, empty for one's own words."""

    kind: str
    move: str
    reason: str
    count: int


@dataclass(frozen=True)
class Numbers:
    since: datetime
    rows: tuple[Row, ...]
    median: timedelta | None

    def total(self, moves: Iterable[str]) -> int:
        wanted = frozenset(moves)
        return sum(row.count for row in self.rows if row.move in wanted)


def of_decider(by: Appointment, at: datetime) -> Numbers:
    """What `by` has decided in the last days, by kind, decision and reason, and his middle time."""
    since = at - timedelta(days=DAYS)
    found = _decisions(Sanction.objects.visible_to(by), since).filter(prepared_for=by, move__in=DECISIONS)
    median = found.filter(took__gte=timedelta(0)).aggregate(middle=Median("took"))["middle"]
    return Numbers(since, _rows(found), median)


def of_asker(by: Appointment, at: datetime) -> Numbers:
    """What was refused or handed back to `by` in the last days, by kind and reason."""
    since = at - timedelta(days=DAYS)
    own = Sanction.objects.visible_to(by).filter(requested_by=by)
    return Numbers(since, _rows(_decisions(own, since).filter(move__in=AGAINST)), None)


def _decisions(requests: QuerySet[Sanction], since: datetime) -> QuerySet[Draft]:
    of = Sanction.objects.filter(pk=OuterRef("subject_id"))
    came = Case(
        When(move__in=AT_COURT, then=Subquery(of.values("court_received_at")[:1])),
        default=Subquery(of.values("submitted_at")[:1]),
        output_field=DateTimeField(),
    )
    return Draft.objects.filter(
        used_at__gte=since, subject_kind="sanction", subject_id__in=requests.values("pk")
    ).annotate(
        kind=Subquery(of.values("kind")[:1]), reason=KeyTextTransform("typical", "fields"), took=F("used_at") - came
    )


def _rows(found: QuerySet[Draft]) -> tuple[Row, ...]:
    told = found.values_list("kind", "move", "reason").annotate(n=Count("pk")).order_by("kind", "move", "reason")
    return tuple(Row(kind, move, _code(reason or ""), count) for kind, move, reason, count in told)


def _code(chosen: str) -> str:
    """ "t:refuse:term_over" → "term_over"; one's own kept reasons are one's own words."""
    return chosen.rpartition(":")[2] if chosen.startswith("t:") else ""
