"""Which entries of a case were corrected, by whose decision, from what to what. Reading only.

One statement for a whole page. Whoever may not see the ruling is told only that the entry was corrected; which entries
he sees at all is for the page to know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cases.corrections import FIELDS, Correctable, in_words
from cases.models import Case, Matter, Ruling
from ecase.law.rulings import Status
from ecase.people.models import Appointment

KIND = "correction"


@dataclass(frozen=True)
class Corrected:
    """One correction of one entry. `ruling` is None for a reader who may not see it, and then so is all the rest."""

    field: Correctable
    before: str = ""
    after: str = ""
    decided_by: Appointment | None = None
    at: datetime | None = None
    ruling: UUID | None = None


def corrected(case: Case, by: Appointment) -> dict[UUID, list[Corrected]]:
    """By row: the corrections of its entries that are in force, the first one first; `by` sees the case."""
    return by_row(rulings(case, by))


def rulings(case: Case, by: Appointment) -> QuerySet[Ruling]:
    """The rulings behind the corrections, each with whether `by` sees it; for `by_row`."""
    seen = Matter.objects.visible_to(by).filter(pk=OuterRef("matter_id"))
    rows: QuerySet[Ruling] = Ruling.objects.filter(
        case=case, case__in=Case.objects.visible_to(by), kind=KIND, status=Status.IN_FORCE
    )
    rows = rows.annotate(seen=Exists(seen)).select_related("decided_by__user")
    return rows.order_by("effective_at", "matter_id")


def by_row(rows: Iterable[Ruling]) -> dict[UUID, list[Corrected]]:
    """The corrections under the row each of them changed."""
    found: dict[UUID, list[Corrected]] = {}
    for row in rows:
        field = FIELDS.get(row.data["code"])
        if field is not None:
            found.setdefault(UUID(row.data["row"]), []).append(_told(row, field))
    return found


def of_fields(found: Iterable[Corrected], fields: Iterable[str]) -> list[Corrected]:
    """Those of `found` that concern one of `fields`."""
    wanted = frozenset(fields)
    return [one for one in found if one.field.field in wanted]


def _told(row: Ruling, field: Correctable) -> Corrected:
    if not row.seen:  # type: ignore[attr-defined]
        return Corrected(field)
    before, after = (in_words(field, row.data[name]) for name in ("before", "after"))
    return Corrected(field, before, after, row.decided_by, row.effective_at, row.pk)
