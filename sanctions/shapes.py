"""A request for a sanction as its doors answer it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from rest_framework import serializers

from cases.models import Deadline, Material
from cases.move_doors import moves_told
from cases.queries import scope, terms
from cases.shapes import MaterialShape, MoveShape, ParticipantShape, TermShape, material_told, participant_told
from ecase.people.models import Appointment
from ecase.web.says import cited, say
from ecase.web.shapes import PersonShape, Shape, person
from sanctions import checks
from sanctions.kinds import LOOKED_AT, status_words
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.sheets import facts_open_to


class SanctionShape(Shape):
    """One request on its way: investigator, prosecutor, court."""

    id = serializers.UUIDField()
    case = serializers.CharField(help_text="number of the case")
    kind = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    status = serializers.CharField()
    status_title = serializers.CharField()
    participant = ParticipantShape(allow_null=True)
    object = serializers.CharField(allow_blank=True)
    extends = serializers.UUIDField(allow_null=True)
    facts = serializers.DictField(help_text="the facts of its kind")
    why = serializers.DictField(help_text="written reason for each check that is not met, by its code")
    urgent = serializers.BooleanField()
    acted_from = serializers.DateTimeField(allow_null=True)
    acted_until = serializers.DateTimeField(allow_null=True)
    detention = serializers.UUIDField(allow_null=True)
    grounds = serializers.CharField()
    milder = serializers.CharField(allow_blank=True)
    stated = serializers.ListField(child=serializers.CharField())
    new_circumstances = serializers.CharField(allow_blank=True)
    requested_by = PersonShape()
    requested_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    prosecutor = PersonShape(allow_null=True)
    prosecutor_at = serializers.DateTimeField(allow_null=True)
    prosecutor_reasons = serializers.CharField(allow_blank=True)
    court_received_at = serializers.DateTimeField(allow_null=True)
    decided_by = PersonShape(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    hearing_at = serializers.DateTimeField(allow_null=True)
    reasons = serializers.CharField(allow_blank=True)
    bail = serializers.CharField(allow_blank=True)
    decided = serializers.DictField(help_text="what the decider filled besides the reasons")
    in_part = serializers.BooleanField()
    until = serializers.DateField(allow_null=True)
    executed_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    deadlines = TermShape(many=True)
    moves = MoveShape(many=True)


class CheckShape(Shape):
    """One thing that was looked at before the request goes on."""

    code = serializers.CharField()
    says = serializers.CharField()
    cite = serializers.CharField(allow_blank=True)
    ok = serializers.BooleanField(allow_null=True, help_text="null: to be borne in mind")
    room = serializers.BooleanField(help_text="a written reason under this code in `why` lets the request go")
    overcome = serializers.BooleanField(help_text="such a reason is written")


class WholeSanctionShape(SanctionShape):
    """With the documents the reader may see, and what is looked at while it is not before the court."""

    materials = MaterialShape(many=True)
    checks = CheckShape(many=True, allow_null=True, help_text="after asking, and with `?checks=1`; null otherwise")


def told(rows: Iterable[Sanction], by: Appointment, at: datetime) -> list[dict[str, Any]]:
    """Requests as `SanctionShape` takes them; their terms come in one statement."""
    found = list(rows)
    deadlines: dict[UUID, list[Deadline]] = defaultdict(list)
    for deadline in Deadline.objects.visible_to(by).filter(matter_id__in=[row.pk for row in found]):
        deadlines[deadline.matter_id].append(deadline)
    clients = scope.own_clients(by)
    facts = facts_open_to([row.facts for row in found], by)
    return [
        _told(row, by, at, clients, deadlines[row.pk]) | {"facts": open_}
        for row, open_ in zip(found, facts, strict=True)
    ]


def whole(row: Sanction, by: Appointment, at: datetime, *, looked: bool = False) -> dict[str, Any]:
    """One request with its documents; the court's order lies with the detention it concerns.

    `looked`: with what is looked at before it is sent, which reads half the file and is told where it is asked for.
    """
    lies = Q(matter_id=row.pk)
    if row.detention_id is not None:
        lies |= Q(matter_id=row.detention_id, kind__in=[row.rule.granted_act, row.rule.refused_act])
    materials = Material.objects.visible_to(by).filter(lies).order_by("first_sheet", "id")
    return {
        **told([row], by, at)[0],
        "checks": checks_told(row, at) if looked else None,
        "materials": [
            material_told(m) for m in materials.select_related("document", "filed_by__user", "filed_by__office")
        ],
    }


def checks_told(row: Sanction, at: datetime) -> list[dict[str, Any]]:
    """What is looked at while it is still to be decided whether the request goes on."""
    if row.status not in LOOKED_AT:
        return []
    return [
        {
            "code": one.code,
            "says": say(one.says, one.params),
            "cite": cited(one.cite),
            "ok": one.ok,
            "room": one.bad and one.room,
            "overcome": one.bad and checks.overcome(row, one),
        }
        for one in checks.checks_of(row, at)
    ]


def _told(
    row: Sanction, by: Appointment, at: datetime, clients: set[UUID], deadlines: list[Deadline]
) -> dict[str, Any]:
    plain = (
        *("kind", "status", "grounds", "milder", "stated", "new_circumstances", "requested_at", "submitted_at"),
        *("prosecutor_at", "prosecutor_reasons", "court_received_at", "decided_at", "hearing_at", "reasons", "bail"),
        *("until", "version", "object", "why", "urgent", "acted_from", "acted_until", "decided", "in_part"),
        *("executed_at", "ended_at"),
    )
    return {
        **{name: getattr(row, name) for name in plain},
        "id": row.pk,
        "case": row.case.number,
        "title": say(row.rule.title),
        "cite": cited(row.rule.cite),
        "status": row.status_at(at),
        "status_title": say(status_words(row.status_at(at), by_author=row.by_author)),
        "participant": participant_told(row.participant, by, clients) if row.participant else None,
        "detention": row.detention_id,
        "extends": row.extends_id,
        "requested_by": person(row.requested_by),
        "prosecutor": person(row.prosecutor),
        "decided_by": person(row.decided_by),
        "deadlines": terms.terms(deadlines, at),
        "moves": moves_told(SANCTION, row, by, at),
    }
