"""How long writs take and how they end: counted over what the reader sees, month by month, region by region."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from cases.models import Case
from cases.queries.charges import may_go_by_writ
from ecase.law.clock import local
from ecase.people.models import Appointment
from ecase.web.together import together
from writ.kinds import DECIDED, Outcome
from writ.models import Will, Writ
from writ.track import Whose, track

MONTHS = 12
DAY = timedelta(days=1)
# How a verdict came to nothing.
CANCELLED = (Outcome.CANCELLED.value, Outcome.CANCELLED_ON_APPEAL.value)


@dataclass
class Numbers:
    """Of one month, one region or all: days from registration to verdict, whose time they were, how it ended."""

    title: Any
    days: list[float] = field(default_factory=list)
    used: dict[Whose, float] = field(default_factory=lambda: defaultdict(float))
    writs: int = 0
    verdicts: int = 0
    objected: int = 0
    returned: int = 0
    cancelled: int = 0

    @property
    def median(self) -> float | None:
        return quantile(self.days, 0.5)

    @property
    def p90(self) -> float | None:
        return quantile(self.days, 0.9)

    def share(self, whose: Whose) -> float | None:
        """Days of a verdict, on average, that lay in these hands."""
        return self.used[whose] / len(self.days) if self.days else None


@dataclass(frozen=True)
class Told:
    """`eligible`: cases of the period registered on charges a writ may be about; `taken`: of them with a writ."""

    since: datetime
    whole: Numbers
    months: list[Numbers]
    regions: list[Numbers]
    eligible: int
    taken: int

    @property
    def share(self) -> float | None:
        return self.taken / self.eligible if self.eligible else None


def quantile(values: Iterable[float], part: float) -> float | None:
    """The value below which `part` of them lie, interpolated; None of nothing."""
    rows = sorted(values)
    if not rows:
        return None
    place = (len(rows) - 1) * part
    low = int(place)
    high = min(low + 1, len(rows) - 1)
    return rows[low] + (rows[high] - rows[low]) * (place - low)


def numbers(by: Appointment, at: datetime, months: int = MONTHS) -> Told:
    """Over the writs of cases that `by` sees, opened in the last `months` months; in two statements."""
    first = local(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _month in range(months - 1):
        first = (first - DAY).replace(day=1)
    opened = Writ.objects.visible_to(by).filter(started_at__gte=first).select_related("case__region")
    found = together(
        {
            "rows": opened.order_by("started_at"),
            "wills": Will.objects.filter(writ__in=opened.order_by().values("pk")),
        }
    )
    rows: list[Writ] = found["rows"]
    wills: dict[Any, list[Will]] = defaultdict(list)
    for will in found["wills"]:
        wills[will.writ_id].append(will)
    whole = Numbers("")
    by_month: dict[Any, Numbers] = {}
    by_region: dict[Any, Numbers] = {}
    for row in rows:
        month = local(row.started_at).date().replace(day=1)
        region = row.case.region
        one = by_month.setdefault(month, Numbers(month))
        two = by_region.setdefault(region.pk, Numbers(region))
        for into in (whole, one, two):
            _add(into, row, wills[row.pk], at)
    registered = Case.objects.visible_to(by).filter(registered_at__gte=first)
    possible = registered.filter(may_go_by_writ(registered=True))
    with_one = Exists(Writ.objects.filter(case=OuterRef("pk")))
    told = possible.aggregate(eligible=Count("pk"), taken=Count("pk", filter=Q(with_one)))
    months_told = [by_month[key] for key in sorted(by_month, reverse=True)]
    return Told(first, whole, months_told, list(by_region.values()), told["eligible"], told["taken"])


def _add(into: Numbers, row: Writ, wills: list[Will], at: datetime) -> None:
    into.writs += 1
    verdict = row.status in DECIDED or row.outcome in CANCELLED
    if verdict and row.decided_at is not None:
        bar = track(row.case.registered_at, row, wills, at)
        into.verdicts += 1
        into.days.append((row.decided_at - row.case.registered_at) / DAY)
        for whose, length in bar.used().items():
            into.used[whose] += length / DAY
    into.objected += row.outcome in (Outcome.OBJECTED, Outcome.WITHDRAWN)
    into.returned += row.outcome in (
        Outcome.RETURNED_BY_HEAD, Outcome.RETURNED_BY_PROSECUTOR, Outcome.RETURNED_BY_COURT,
    )  # fmt: skip
    into.cancelled += row.outcome in CANCELLED
