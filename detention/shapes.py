"""A detention as its doors answer it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases.access import COMPARTMENTS
from cases.models import Deadline, Material
from cases.move_doors import moves_told
from cases.queries import scope, terms
from cases.shapes import (
    EntryShape,
    MaterialShape,
    MoveShape,
    ParticipantShape,
    TermShape,
    entry_told,
    material_told,
    participant_told,
)
from detention.kinds import STATUS_TITLES
from detention.models import Detention
from detention.resource import DETENTION
from ecase.law.roles import Role
from ecase.ledger.models import Entry, Stream
from ecase.people.models import Appointment
from ecase.web.says import say
from ecase.web.shapes import PersonShape, Shape, person


class FacilityShape(Shape):
    code = serializers.CharField()
    name = serializers.CharField()


class DetentionShape(Shape):
    """A person held. `status` and `expires_at` are computed at the moment of the answer."""

    id = serializers.UUIDField()
    case = serializers.CharField(allow_null=True, help_text="number of the case; null for the place of detention")
    status = serializers.ChoiceField(choices=["held", "must_be_released", "order_recorded", "released", "moved"])
    status_title = serializers.CharField()
    participant = ParticipantShape()
    facility = FacilityShape()
    minor = serializers.BooleanField()
    offence_kind = serializers.CharField()
    held_at = serializers.DateTimeField()
    clock_starts_at = serializers.DateTimeField()
    limit_hours = serializers.IntegerField()
    expires_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    delivery = serializers.CharField()
    protocol_at = serializers.DateTimeField(allow_null=True)
    protocol_signed_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField()
    ground = serializers.CharField()
    motives = serializers.CharField(allow_blank=True)
    exception = serializers.IntegerField(allow_null=True)
    exception_facts = serializers.ListField(child=serializers.CharField())
    exception_confirmed_at = serializers.DateTimeField(allow_null=True)
    notified_at = serializers.DateTimeField(allow_null=True)
    interrogated_at = serializers.DateTimeField(allow_null=True)
    late_entry_reason = serializers.CharField(allow_blank=True)
    recorded_at = serializers.DateTimeField()
    order_at = serializers.DateTimeField(allow_null=True)
    order_title = serializers.CharField(allow_blank=True)
    court_refused_at = serializers.DateTimeField(allow_null=True)
    released_at = serializers.DateTimeField(allow_null=True)
    released_by = PersonShape(allow_null=True)
    release_ground = serializers.CharField(allow_blank=True)
    release_note = serializers.CharField(
        allow_blank=True,
        help_text="of one who was moved: the number of the other case; empty for the place of detention",
    )
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    deadlines = TermShape(many=True)
    moves = MoveShape(many=True)


class WholeDetentionShape(DetentionShape):
    """With the documents and the entries of the ledger that the reader may see."""

    materials = MaterialShape(many=True)
    entries = EntryShape(many=True)


def told(rows: Iterable[Detention], by: Appointment, at: datetime) -> list[dict[str, Any]]:
    """Detentions as `DetentionShape` takes them; their terms come in one statement."""
    found = list(rows)
    deadlines: dict[UUID, list[Deadline]] = defaultdict(list)
    for deadline in Deadline.objects.visible_to(by).filter(matter_id__in=[row.pk for row in found]):
        deadlines[deadline.matter_id].append(deadline)
    clients = scope.own_clients(by)
    return [_told(row, by, at, clients, deadlines[row.pk]) for row in found]


def whole(row: Detention, by: Appointment, at: datetime) -> dict[str, Any]:
    """One detention with its documents and entries."""
    materials = Material.objects.visible_to(by).filter(matter_id=row.pk).order_by("first_sheet", "id")
    entries = Entry.objects.filter(
        stream_id__in=_streams(row),
        compartment__in=COMPARTMENTS.get(by.role, frozenset()),
        kind__startswith="detention.",
        public__contains=str(row.pk),
    ).order_by("-seq")
    return {
        **told([row], by, at)[0],
        "materials": [
            material_told(m) for m in materials.select_related("document", "filed_by__user", "filed_by__office")
        ],
        "entries": [entry_told(entry) for entry in entries],
    }


def _streams(row: Detention) -> Any:
    return Stream.objects.filter(case_id=row.case_id, kind="case").values("pk")


def _told(
    row: Detention, by: Appointment, at: datetime, clients: set[UUID], deadlines: list[Deadline]
) -> dict[str, Any]:
    status = row.status(at)
    plain = (
        *("minor", "offence_kind", "held_at", "limit_hours", "expires_at", "delivered_at", "delivery", "protocol_at"),
        *("protocol_signed_at", "place", "ground", "motives", "exception", "exception_facts", "exception_confirmed_at"),
        *("notified_at", "interrogated_at", "late_entry_reason", "recorded_at", "order_at", "order_title"),
        *("court_refused_at", "released_at", "release_ground", "acknowledged_at", "version"),
    )
    return {
        **{name: getattr(row, name) for name in plain},
        "id": row.pk,
        # Of one who was moved the note is the number of the case he went to: the place of detention learns of no case.
        "release_note": "" if row.moved and by.role == Role.CUSTODY_HEAD else row.release_note,
        "case": None if by.role == Role.CUSTODY_HEAD else row.case.number,
        "status": status.value,
        "status_title": say(STATUS_TITLES[status]),
        "participant": participant_told(row.participant, by, clients),
        "facility": {"code": row.facility.code, "name": str(row.facility)},
        "clock_starts_at": row.restraint_at,
        "released_by": person(row.released_by),
        "deadlines": terms.terms(deadlines, at),
        "moves": moves_told(DETENTION, row, by, at),
    }
