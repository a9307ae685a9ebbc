"""The left pane of the queue: what waits for the reader, nearest end first, with its filters and their numbers.

A post reads its own queue; a head of prosecutors that of his office as well. What waits for somebody who is away is
put before his substitute by the clock, and is told as such. Reading only.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cases.models import Matter
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from ecase.oversight.waiting import KINDS, Waiting, behind, kind_of, pressing
from ecase.people.models import Appointment
from ecase.web.left import RED_FROM
from sanctions.queries.away import standing_in

FILTERS: dict[str, str] = {"": N_("All"), "urgent": N_("Urgent ones"), "mine": N_("Mine")}


@dataclass(frozen=True)
class Asked:
    """What of the queue is asked for: a filter, and the key after which the next page begins."""

    filter: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """The filter as it is carried along by every link of the queue."""
        return urlencode({"f": self.filter}) if self.filter else ""

    def url(self, path: str, **more: str) -> str:
        named = {"f": self.filter, **more}
        asked = urlencode({name: value for name, value in named.items() if value})
        return f"{path}?{asked}" if asked else path


def asked(given: Any) -> Asked:
    """From the address; an unknown filter is none."""
    wanted = given.get("f", "")
    return Asked(wanted if wanted in FILTERS else "", given.get("after", ""))


class Line:
    """The queue of one reader at one moment."""

    def __init__(self, by: Appointment, at: datetime, wanted: Asked, most: int) -> None:
        self.by, self.at, self.wanted, self.most = by, at, wanted, most

    @cached_property
    def standing(self) -> list[Any]:
        """For whom the reader stands in now."""
        return list(standing_in(self.by, self.at))

    @cached_property
    def mine(self) -> Q:
        """What waits for the reader's own post, without what he decides for somebody away."""
        own = Q(waits_for=self.by)
        away = [row.absent_id for row in self.standing]
        return own & ~Q(case__prosecutor__in=away) if away else own

    @cached_property
    def whole(self) -> QuerySet[Any]:
        """Everything that waits for the reader, and for a head of prosecutors everything before his office."""
        scope = Q(waits_for=self.by)
        if self.by.role == Role.HEAD_OF_PROSECUTION:
            office = Appointment.objects.filter(office_id=self.by.office_id, role__in=PROSECUTION)
            scope = Q(waits_for__in=office.values("pk"))
        kinds = reduce(or_, (Q(kind=code) | Q(kind__startswith=f"{code}.") for code in KINDS))
        rows: QuerySet[Any] = Matter.objects.visible_to(self.by).filter(scope, kinds, closed_at__isnull=True)
        return rows.annotate(presses=pressing(), due=Coalesce("presses", "next_due", behind()))

    @property
    def urgent(self) -> Q:
        """What could not wait, is late, or has at most half a day left."""
        return Q(presses__isnull=False) | Q(due__lte=self.at + RED_FROM)

    def counts(self) -> dict[str, int]:
        """How many there are behind each filter, in one statement."""
        told = self.whole.aggregate(
            all=Count("pk"), urgent=Count("pk", filter=self.urgent), mine=Count("pk", filter=self.mine)
        )
        return {"": told["all"], "urgent": told["urgent"], "mine": told["mine"]}

    def chips(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        path = reverse("queue")
        return [
            {
                "title": _(title),
                "url": f"{path}?f={code}" if code else path,
                "count": counts[code],
                "current": code == self.wanted.filter,
            }
            for code, title in FILTERS.items()
        ]

    def rows(self) -> tuple[list[Any], bool]:
        """The requests and rulings of this page of the list, in its order; and whether there are more."""
        found = self.whole
        if self.wanted.filter == "urgent":
            found = found.filter(self.urgent)
        elif self.wanted.filter == "mine":
            found = found.filter(self.mine)
        after, _sep, last = self.wanted.after.partition("_")
        try:
            moment = parse_datetime(after.replace(" ", "+")) if after else None
            moment = moment and moment.astimezone(UTC)
            if last:
                below = Q(due=moment, pk__gt=UUID(last)) if moment else Q(due__isnull=True, pk__gt=UUID(last))
                found = found.filter(below | Q(due__gt=moment) | Q(due__isnull=True) if moment else below)
        except (ValueError, OverflowError) as wrong:
            raise Http404 from wrong
        matters = list(found.order_by(F("due").asc(nulls_last=True), "pk")[: self.most + 1])
        return self.subjects(matters[: self.most]), len(matters) > self.most

    def subjects(self, matters: list[Any]) -> list[Any]:
        """The request or ruling of each matter, in the same order; one statement for each kind that is there."""
        found: dict[UUID, Any] = {}
        for code, kind in KINDS.items():
            ids = [matter.pk for matter in matters if matter.kind.partition(".")[0] == code]
            if ids:
                found |= {row.pk: row for row in kind.resource.visible(self.by).filter(pk__in=ids)}
        rows = []
        for matter in matters:
            row = found.get(matter.pk)
            if row is not None:
                # What presses by its kind and has no term of its own shows a mark in place of a clock.
                row.due = matter.next_due if matter.presses else matter.due
                row.place = matter.due
                row.holder_id = matter.waits_for_id
                rows.append(row)
        return rows

    # --- what the templates take --------------------------------------------------------------------------

    def item(self, row: Any, chosen: Any | None) -> dict[str, Any]:
        kind = kind_at(row)
        instead = next((one for one in self.standing if one.absent_id == row.case.prosecutor_id), None)
        return {
            "id": str(row.pk),
            "url": self.wanted.url(reverse("queue_item", args=[row.pk])),
            "kind": kind.name(row),
            "object": kind.short(row),
            "case_number": row.case.number,
            "who": kind.asked(row).user.short_name(),
            "due_at": row.due,
            "starts_at": kind.starts(row),
            "urgent": kind.urgent(row),
            "came_at": kind.came(row),
            "instead": instead.absent.user.short_name() if instead is not None else "",
            "bulk": kind.bulk(Role(self.by.role), row),
            "current": chosen is not None and row.pk == chosen.pk,
        }

    def paging(self, rows: list[Any]) -> dict[str, Any]:
        last = rows[-1] if rows else None
        key = f"{last.place.isoformat() if last.place else ''}_{last.pk}" if last is not None else ""
        path = reverse("queue")
        ahead = "&" + self.wanted.query if self.wanted.query else ""
        return {
            "shown": len(rows),
            "total": None,
            "next_url": f"{path}?after={quote(key)}{ahead}" if key and len(rows) == self.most else "",
            "first_url": self.wanted.url(path) if self.wanted.after else "",
        }

    def following(self, rows: list[Any], chosen: Any) -> UUID | None:
        """The one after the chosen in the list; after the last comes the first; None where there is no other."""
        ids = [row.pk for row in rows]
        if chosen.pk not in ids:
            return ids[0] if ids else None
        return ids[(ids.index(chosen.pk) + 1) % len(ids)] if len(ids) > 1 else None

    def still_waits(self, pk: UUID) -> bool:
        return self.whole.filter(pk=pk).exists()


def kind_at(subject: Any) -> Waiting:
    """The row of a request or ruling; whatever stands in the queue has one."""
    kind = kind_of(subject.matter.kind)
    assert kind is not None
    return kind


def until_of(standing: list[Any]) -> list[dict[str, Any]]:
    """The line that says for whom the reader decides, and until when."""
    return [{"name": row.absent.user.short_name(), "until": row.until, "id": str(row.pk)} for row in standing]
