"""What a reader sees of the file and what is kept from him: how many, by whom, on which article, until when.

Counted are materials open to the parties, of the investigation, and protected ones. Covert materials are counted for
nobody, and a defender is not told how many steps are being prepared against his client: both are said in general
words. Reading only; what a decider had before him is sealed by the app above.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Case, Compartment, Material
from ecase.law.roles import TITLES, Role
from ecase.law.withheld import CLOSED_INVESTIGATION, OF_OTHERS, PROTECTED, Withholding, by_cite
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.says import cited

GENERAL = N_("Covert materials, if there are any, are not counted.")
PREPARED = N_("Steps that are not open to you yet are not counted either.")


@dataclass(frozen=True)
class Kept:
    """So many materials are kept from this reader: by whom (None: by the Code itself), on which ground."""

    count: int
    by: Appointment | None
    ground: Withholding | None
    cite: str

    def told(self) -> dict[str, Any]:
        """In the reader's words."""
        who = _("by law")
        if self.by is not None:
            who = f"{_(TITLES[Role(self.by.role)])}, {self.by.user.short_name()}"
        return {
            "count": self.count,
            "by": who,
            "title": _(self.ground.title) if self.ground else "",
            "cite": cited(self.cite),
            "until": _(self.ground.until) if self.ground else "",
        }


@dataclass(frozen=True)
class FileSeen:
    """`seen` of `total` materials; the difference by its causes."""

    total: int
    seen: int
    kept: tuple[Kept, ...] = ()
    prepared: bool = False

    @property
    def withheld(self) -> int:
        return self.total - self.seen

    def told(self) -> dict[str, Any]:
        """In the reader's words, as pages and the API take it."""
        general = [_(GENERAL)]
        if self.prepared:
            general.append(_(PREPARED))
        return {
            "total": self.total,
            "seen": self.seen,
            "kept": [row.told() for row in self.kept],
            "general": general,
        }


# How many papers a step has that is not open to somebody yet would tell him of the step itself.
OPEN_STEP = Q(matter__isnull=True) | Q(matter__compartment=Compartment.PARTIES)


def counted(case_id: UUID, by: Appointment) -> QuerySet[Material]:
    """The materials that are counted for `by`, seen by him or not."""
    rows = Material.objects.filter(case_id=case_id).exclude(compartment=Compartment.COVERT)
    return rows.filter(OPEN_STEP) if by.role in OUTSIDE else rows


def visible(case_id: UUID, by: Appointment) -> QuerySet[Material]:
    """Of these the ones `by` may open."""
    found: Any = Material.objects.visible_to(by)
    rows: QuerySet[Material] = found.filter(case_id=case_id).exclude(compartment=Compartment.COVERT)
    return rows


OUTSIDE = frozenset({Role.LAWYER, Role.PARTICIPANT})


def file_seen(case: Case, by: Appointment) -> FileSeen:
    """What `by` sees of the file of `case`, which he sees; two statements, more where something is kept from him."""
    mine = visible(case.pk, by)
    total, seen = counted(case.pk, by).count(), mine.count()
    outside = by.role in OUTSIDE
    if seen >= total:
        return FileSeen(seen, seen, (), outside)
    hidden = counted(case.pk, by).exclude(pk__in=mine.values("pk"))
    return FileSeen(total, seen, kept_of(hidden, by), outside)


def kept_of(rows: QuerySet[Material], by: Appointment) -> tuple[Kept, ...]:
    """Materials that are not shown, by the causes of that, as they are told to `by`."""
    groups: Any = rows.order_by().values("compartment", "withheld_by", "withheld_cite").annotate(n=Count("pk"))
    authors = _authors(groups)
    kept = [_kept(group, authors, by) for group in groups]
    return tuple(sorted(kept, key=lambda row: (row.cite, -row.count)))


def _authors(groups: Any) -> dict[int, Appointment]:
    ids = {group["withheld_by"] for group in groups if group["withheld_by"]}
    return {a.pk: a for a in Appointment.objects.select_related("user").filter(pk__in=ids)} if ids else {}


def _kept(group: dict[str, Any], authors: dict[int, Appointment], by: Appointment) -> Kept:
    author = authors.get(group["withheld_by"] or 0)
    # What the Code closes to the defence anyway is closed by the Code, whoever has kept it from the court besides.
    if by.role in OUTSIDE and group["compartment"] == Compartment.INVESTIGATION:
        return Kept(group["n"], None, CLOSED_INVESTIGATION, CLOSED_INVESTIGATION.cite)
    if author is not None:
        return Kept(group["n"], author, by_cite(group["withheld_cite"]), group["withheld_cite"])
    if group["compartment"] == Compartment.PROTECTED:
        return Kept(group["n"], None, PROTECTED, PROTECTED.cite)
    ground = OF_OTHERS if group["compartment"] == Compartment.PARTIES else CLOSED_INVESTIGATION
    return Kept(group["n"], None, ground, ground.cite)
