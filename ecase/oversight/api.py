"""The doors across cases: what waits for me, and the terms in my scope."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.urls import path
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api import ByDue
from cases.models import Deadline, Matter, Ruling
from cases.moves import CASE_MOVES
from cases.queries import terms
from cases.shapes import TermShape
from cases.views.case_facts import HANDED
from detention.facility import waiting_for_facility
from detention.kinds import STATUS_TITLES as DETENTION_STATUSES
from detention.models import Detention
from ecase.law.clock import end_of
from ecase.law.kinds_all import KINDS
from ecase.law.roles import Role
from ecase.law.rulings import STATUS_TITLES as RULING_STATUSES
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.api import ByIdDescending
from ecase.web.doors import Door
from ecase.web.forms import FIRST_YEAR, LAST_YEAR
from ecase.web.listing import page
from ecase.web.says import say
from ecase.web.shapes import ProblemShape, Shape
from sanctions.kinds import STATUS_TITLES as SANCTION_STATUSES
from sanctions.models import Sanction

INVALID = OpenApiResponse(ProblemShape, description="a parameter to be mended")
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
DETENTION_TITLE = N_("Detention")


class ScopedTermShape(TermShape):
    """A term with the case it runs in."""

    case = serializers.CharField(allow_null=True, help_text="number of the case; null for the place of detention")
    matter = serializers.UUIDField(allow_null=True)


class QueueShape(Shape):
    """A matter that waits for the reader."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text='"detention", "handover", or "sanction." or "ruling." and its kind')
    title = serializers.CharField()
    case = serializers.CharField(allow_null=True)
    person = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    status_title = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="the nearest term on it or on the person held")
    overdue = serializers.BooleanField()
    url = serializers.CharField(help_text="its door")


class ByQueue(ByIdDescending):
    """Nearest term first; what has none stands last."""

    ordering = ("nearest", "id")


class ByHolding(ByIdDescending):
    ordering = ("held_at", "matter_id")


class Deadlines(Door):
    """The terms in the reader's scope, nearest first."""

    pagination_class = ByDue

    @extend_schema(
        parameters=[
            OpenApiParameter("state", str, enum=list(terms.STATES)),
            OpenApiParameter("before", str, description="only those that end before this moment or on this day"),
        ],
        responses={200: ScopedTermShape(many=True), 400: INVALID},
    )
    def get(self, request: Request) -> Response:
        at = now()
        rows: QuerySet[Any] = Deadline.objects.visible_to(self.by).select_related("case")
        state = request.query_params.get("state", "")
        if state and state not in terms.STATES:
            raise ValidationError({"state": [_("Choose running, overdue, met or ended.")]})
        if state:
            rows = terms.in_state(rows, state, at)
        before = request.query_params.get("before", "")
        if before:
            rows = rows.filter(due_at__lt=_moment(before))
        closed = self.by.role == Role.CUSTODY_HEAD

        def told(found: list[Deadline]) -> list[dict[str, Any]]:
            return [
                {
                    **vars(shown),
                    "case": None if closed or row.case is None else row.case.number,
                    "matter": row.matter_id,
                }
                for row, shown in zip(found, terms.several(found, at), strict=True)
            ]

        return page(self, rows, ScopedTermShape, told, ByDue)


def _moment(text: str) -> datetime:
    """A moment with its offset ("+" may have come as a space), or the end of a day."""
    try:
        moment, day = parse_datetime(text.strip().replace(" ", "+")), parse_date(text.strip())
    except ValueError:
        moment = day = None
    if day is not None and moment is None and FIRST_YEAR <= day.year <= LAST_YEAR:
        return end_of(day)
    if moment is None or moment.utcoffset() is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValidationError(
            {"before": [_("Send the moment as ISO 8601 with its offset, like 2026-11-23T01:56+05:00.")]}
        )
    return moment


class Queue(Door):
    """What waits for the reader, nearest deadline first."""

    pagination_class = ByQueue

    @extend_schema(responses={200: QueueShape(many=True)})
    def get(self, request: Request) -> Response:
        at = now()
        if self.by.role == Role.CUSTODY_HEAD:
            return page(
                self, held_for(self.by, at), QueueShape, lambda found: [_held(row, at) for row in found], ByHolding
            )
        return page(self, waiting_for(self.by), QueueShape, lambda found: _waiting(found, at), ByQueue)


def waiting_for(by: Appointment) -> QuerySet[Matter]:
    """The open matters whose turn is `by`'s, with `nearest`: the first term on them or on the person held."""
    held = Sanction.objects.filter(matter=OuterRef("pk")).values("detention__matter__next_due")
    never = Value(NEVER, output_field=DateTimeField())
    return (
        Matter.objects.visible_to(by)
        .filter(waits_for=by, closed_at__isnull=True)
        .select_related("case")
        .annotate(nearest=Coalesce(Least(F("next_due"), Subquery(held)), never))
    )


def held_for(by: Appointment, at: datetime) -> QuerySet[Detention]:
    """What a head of a place of detention has before him: as on his page."""
    seen = Detention.objects.visible_to(by).select_related("participant", "matter", "case")
    return waiting_for_facility(seen, at)


def _waiting(found: list[Matter], at: datetime) -> list[dict[str, Any]]:
    sanctions = {row.pk: row for row in Sanction.objects.filter(matter__in=found).select_related("participant")}
    ruled = [matter.pk for matter in found if matter.kind.startswith("ruling.")]
    rulings = (
        {row.pk: row for row in Ruling.objects.filter(pk__in=ruled).select_related("participant")} if ruled else {}
    )
    told = []
    for matter in found:
        subject = sanctions.get(matter.pk) or rulings.get(matter.pk)
        due_at = None if matter.nearest == NEVER else matter.nearest  # type: ignore[attr-defined]
        told.append(
            {
                "id": matter.pk,
                "kind": matter.kind,
                "case": matter.case.number,
                "person": subject.participant.short_name if subject and subject.participant else None,
                "due_at": due_at,
                "overdue": due_at is not None and at >= due_at,
                **_of_its_kind(matter, subject),
            }
        )
    return told


def _of_its_kind(matter: Matter, subject: Sanction | Ruling | None) -> dict[str, Any]:
    """What it is called, how far it is, and where its door is: a handed-over case is decided on at the case."""
    if isinstance(subject, Sanction):
        title, door = KINDS[subject.kind].title, f"sanctions/{matter.pk}/"
        return _named(title, door, subject.status, SANCTION_STATUSES[subject.status])
    if isinstance(subject, Ruling):
        return _named(subject.rule.title, f"rulings/{matter.pk}/", subject.status, RULING_STATUSES[subject.status])
    if matter.kind in HANDED:
        return _named(CASE_MOVES[HANDED[matter.kind]].title, f"cases/{matter.case.number}/")
    return _named(DETENTION_TITLE, f"detentions/{matter.pk}/")


def _named(title: str, door: str, status: str = "", status_title: str = "") -> dict[str, Any]:
    return {
        "title": say(title),
        "status": status,
        "status_title": say(status_title) if status_title else "",
        "url": f"/api/v1/{door}",
    }


def _held(row: Detention, at: datetime) -> dict[str, Any]:
    status, due_at = row.status(at), row.matter.next_due
    return {
        "id": row.pk,
        "kind": "detention",
        "title": say(DETENTION_TITLE),
        "case": None,
        "person": row.participant.short_name,
        "status": status.value,
        "status_title": say(DETENTION_STATUSES[status]),
        "due_at": due_at,
        "overdue": due_at is not None and at >= due_at,
        "url": f"/api/v1/detentions/{row.pk}/",
    }


urlpatterns = [
    path("deadlines/", Deadlines.as_view()),
    path("queue/", Queue.as_view()),
]
