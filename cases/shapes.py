"""The answers of the doors on a case, field by field."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases.models import Case, Charge, Defence, Material, Participant
from cases.queries.scope import opens, warrant_of
from ecase.ledger.kinds import says
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.says import cited, say
from ecase.web.shapes import PersonShape, RefusalShape, Shape, person


class TermShape(Shape):
    """A deadline as it stands at the moment of the answer."""

    id = serializers.UUIDField()
    rule = serializers.CharField()
    title = serializers.CharField()
    edition = serializers.CharField()
    starts_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    met_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(choices=["running", "overdue", "met", "ended"])
    late = serializers.BooleanField()
    explanation = serializers.ListField(child=serializers.CharField())
    cite = serializers.CharField()
    confidence = serializers.CharField(allow_blank=True)


# What of a person only those are told who may see his personal data (`cases.queries.scope.opens`).
PERSONAL = (
    *("iin", "identity", "birth_date", "citizenship", "address", "phone"),
    *("language", "needs_interpreter", "office_held", "identity_checked_at"),
)


class ParticipantShape(Shape):
    """A person in the case. Personal data are null where the reader's role does not see them."""

    id = serializers.UUIDField()
    capacity = serializers.CharField()
    capacity_title = serializers.CharField()
    last_name = serializers.CharField()
    first_name = serializers.CharField()
    patronymic = serializers.CharField(allow_blank=True)
    since = serializers.DateTimeField()
    iin = serializers.CharField(allow_null=True)
    identity = serializers.CharField(allow_null=True)
    birth_date = serializers.DateField(allow_null=True)
    citizenship = serializers.CharField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    phone = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True, help_text="the language the person speaks")
    needs_interpreter = serializers.BooleanField(allow_null=True)
    office_held = serializers.CharField(
        allow_null=True, help_text='"", "lawyer", "prosecutor" or "investigator": who decides on the suspicion'
    )
    identity_checked_at = serializers.DateTimeField(allow_null=True, help_text="when a register confirmed the identity")


class ChargeShape(Shape):
    id = serializers.UUIDField()
    qualification = serializers.CharField(help_text="article and part, like 188/3")
    cite = serializers.CharField()
    title = serializers.CharField()
    registered = serializers.BooleanField(help_text="the charge the case was registered on")
    participant = serializers.UUIDField(allow_null=True)
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class DefenceShape(Shape):
    id = serializers.UUIDField()
    participant = serializers.UUIDField()
    lawyer = PersonShape()
    warrant = serializers.CharField(allow_null=True)
    since = serializers.DateTimeField()


class MaterialShape(Shape):
    id = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.CharField()
    access = serializers.CharField()
    sheets = serializers.ListField(child=serializers.IntegerField(), help_text="first and last sheet of the file")
    pages = serializers.IntegerField()
    size = serializers.IntegerField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    filed_at = serializers.DateTimeField()
    filed_by = PersonShape(allow_null=True)
    file = serializers.CharField(help_text="where the bytes are")


class EntryShape(Shape):
    """One act as the ledger holds it."""

    seq = serializers.IntegerField()
    kind = serializers.CharField()
    at = serializers.DateTimeField(help_text="when its author says it happened")
    recorded_at = serializers.DateTimeField(help_text="the database's clock when it was written")
    actor_role = serializers.CharField(allow_null=True, help_text="null: the machine")
    says = serializers.CharField()


class WithheldShape(Shape):
    what = serializers.CharField()
    cite = serializers.CharField()


class KeptShape(Shape):
    """So many materials are kept from the reader, by whom, on which article, until when."""

    count = serializers.IntegerField()
    by = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    cite = serializers.CharField()
    until = serializers.CharField(allow_blank=True)


class ManifestShape(Shape):
    """What the reader sees of how much there is, and what is kept from him; covert materials are never counted."""

    number = serializers.CharField()
    total = serializers.IntegerField()
    seen = serializers.IntegerField()
    kept = KeptShape(many=True)
    general = serializers.ListField(child=serializers.CharField(), help_text="what is not counted, in general words")
    visible = MaterialShape(many=True)
    withheld = WithheldShape(many=True)


class CaseRowShape(Shape):
    """A case in a list."""

    number = serializers.CharField()
    qualification = serializers.CharField(allow_null=True)
    stage = serializers.CharField()
    stage_title = serializers.CharField()
    format = serializers.CharField()
    language = serializers.CharField()
    region = serializers.CharField()
    office = serializers.CharField()
    investigator = PersonShape()
    prosecutor = PersonShape(allow_null=True)
    registered_at = serializers.DateTimeField()


class CaseShape(CaseRowShape):
    """One case in the reader's scope."""

    occasion = serializers.CharField()
    summary = serializers.CharField()
    occurred_at = serializers.DateTimeField()
    place = serializers.CharField()
    charges = ChargeShape(many=True)
    participants = ParticipantShape(many=True)
    defences = DefenceShape(many=True)
    terms = TermShape(many=True, help_text="terms of the case itself")
    deadlines = TermShape(many=True, help_text="all terms in the reader's scope")


class FieldShape(Shape):
    name = serializers.CharField()
    title = serializers.CharField()
    required = serializers.BooleanField()
    choices = serializers.ListField(child=serializers.CharField(), allow_null=True)


class MoveShape(Shape):
    """A move as it is offered to the reader."""

    name = serializers.CharField()
    title = serializers.CharField()
    allowed = serializers.BooleanField()
    refusal = RefusalShape(allow_null=True)
    cite = serializers.CharField()
    signed = serializers.BooleanField(help_text="it needs a draft and a signature")
    fields_ = FieldShape(many=True)

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a word of the serializer itself, so the name is put right here."""
        return {name.rstrip("_"): field for name, field in super().get_fields().items()}


class DraftShape(Shape):
    """An act made ready; it decides nothing."""

    draft = serializers.UUIDField()
    sha256 = serializers.CharField()
    pdf = serializers.CharField(help_text="where its bytes are")
    to_sign = serializers.CharField(help_text="SHA-256 of the bytes, base64")


# --- rows into shapes -----------------------------------------------------------------------------


def participant_told(row: Participant, by: Appointment, clients: set[UUID]) -> dict[str, Any]:
    """A person with personal data only where `by` may see them."""
    open_ = opens(row, by, clients)
    return {
        "id": row.pk,
        "capacity": row.capacity,
        "capacity_title": row.get_capacity_display(),
        "last_name": row.last_name,
        "first_name": row.first_name,
        "patronymic": row.patronymic,
        "since": row.since,
        **{name: getattr(row, name) if open_ else None for name in PERSONAL},
    }


def charge_told(row: Charge, language: str) -> dict[str, Any]:
    return {
        "id": row.pk,
        "qualification": short(row),
        "cite": cited(row.cite),
        "title": getattr(row, f"title_{language}", "") or row.title_ru,
        "registered": row.registered,
        "participant": row.participant_id,
        "since": row.since,
        "until": row.until,
    }


def short(row: Charge) -> str:
    """ "188/3", or "102" for an article without parts."""
    return row.article if row.undivided else f"{row.article}/{row.part}"


def defence_told(row: Defence, by: Appointment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "participant": row.participant_id,
        "lawyer": person(row.lawyer),
        "warrant": warrant_of(row, by) or None,
        "since": row.since,
    }


def material_told(row: Material) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": say(row.title) if row.document.act else row.title,
        "kind": row.kind,
        "access": row.compartment,
        "sheets": [row.first_sheet, row.last_sheet],
        "pages": row.document.pages,
        "size": row.document.size,
        "media_type": row.document.media_type,
        "sha256": row.document.sha256,
        "filed_at": row.filed_at,
        "filed_by": person(row.filed_by),
        "file": f"/api/v1/materials/{row.pk}/file/",
    }


def entry_told(row: Entry) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "kind": row.kind,
        "at": row.at,
        "recorded_at": row.recorded_at,
        "actor_role": row.role or None,
        "says": say(says(row.kind)),
    }


def case_row(case: Case, charges: Iterable[Charge]) -> dict[str, Any]:
    """A case with its charges at hand; the one it was registered on stands first."""
    first = next(iter(charges), None)
    return {
        "number": case.number,
        "qualification": short(first) if first else None,
        "stage": case.stage,
        "stage_title": case.get_stage_display(),
        "format": case.format,
        "language": case.language,
        "region": case.region.code,
        "office": str(case.office),
        "investigator": person(case.investigator),
        "prosecutor": person(case.prosecutor),
        "registered_at": case.registered_at,
    }
