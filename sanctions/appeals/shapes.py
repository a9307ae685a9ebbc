"""An appeal as its doors answer it."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from cases.models import Deadline, Material
from cases.move_doors import moves_told
from cases.queries import terms
from cases.shapes import MaterialShape, MoveShape, TermShape, material_told
from ecase.people.models import Appointment
from ecase.web.says import say
from ecase.web.shapes import PersonShape, Shape, person
from sanctions.appeals.resource import APPEAL
from sanctions.kinds import APPEAL_TITLES, OUTCOMES
from sanctions.models import Appeal


class AppealShape(Shape):
    """One appeal on its way to the court above."""

    id = serializers.UUIDField()
    case = serializers.CharField(help_text="number of the case")
    sanction = serializers.UUIDField()
    status = serializers.CharField()
    status_title = serializers.CharField()
    side = serializers.CharField()
    text = serializers.CharField()
    asks = serializers.CharField()
    late = serializers.BooleanField(help_text="filed after the term; the reason stands in `late_reason`")
    late_reason = serializers.CharField(allow_blank=True)
    filed_by = PersonShape()
    filed_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField(allow_null=True, help_text="with the court above")
    decided_by = PersonShape(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    outcome_title = serializers.CharField(allow_blank=True)
    reasons = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    deadlines = TermShape(many=True)
    moves = MoveShape(many=True)
    materials = MaterialShape(many=True)


def told(row: Appeal, by: Appointment, at: datetime) -> dict[str, Any]:
    """One appeal with its papers and terms, as far as `by` sees them."""
    plain = ("status", "side", "text", "asks", "late_reason", "filed_at", "received_at", "decided_at", "outcome")
    deadlines = list(Deadline.objects.visible_to(by).filter(matter_id=row.pk))
    papers = Material.objects.visible_to(by).filter(matter_id=row.pk).order_by("first_sheet", "id")
    return {
        **{name: getattr(row, name) for name in (*plain, "reasons", "version")},
        "id": row.pk,
        "case": row.case.number,
        "sanction": row.sanction_id,
        "status_title": say(APPEAL_TITLES[row.status]),
        "outcome_title": say(OUTCOMES[row.outcome]) if row.outcome else "",
        "late": bool(row.late_reason),
        "filed_by": person(row.filed_by),
        "decided_by": person(row.decided_by),
        "deadlines": terms.terms(deadlines, at),
        "moves": moves_told(APPEAL, row, by, at),
        "materials": [
            material_told(one) for one in papers.select_related("document", "filed_by__user", "filed_by__office")
        ],
    }
