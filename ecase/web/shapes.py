"""Shapes of answers that every door of the API shares; each app describes its own beside them."""

from typing import Any

from rest_framework import serializers

MOMENT = "ISO 8601 with the offset of Almaty"


class Shape(serializers.Serializer[Any]):
    """An answer, field by field: what stands here is what is sent, and what the schema says."""


class PersonShape(Shape):
    """Somebody in post."""

    id = serializers.IntegerField(help_text="number of the appointment")
    name = serializers.CharField()
    role = serializers.CharField()
    role_title = serializers.CharField()
    office = serializers.CharField(source="office_name")


class RefusalShape(Shape):
    """Why something may not be done, with its article."""

    code = serializers.CharField()
    says = serializers.CharField()
    cite = serializers.CharField(allow_blank=True)


class ProblemShape(Shape):
    """RFC 9457; `code`, `says`, `cite` where the law or the state says no, `errors` where fields have to be mended."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_blank=True)
    code = serializers.CharField(required=False)
    says = serializers.CharField(required=False)
    cite = serializers.CharField(required=False, allow_blank=True)
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)


def person(appointment: Any) -> dict[str, Any] | None:
    """An appointment as `PersonShape` takes it; user and office have to be at hand."""
    if appointment is None:
        return None
    return {
        "id": appointment.pk,
        "name": appointment.name,
        "role": appointment.role,
        "role_title": appointment.role_title,
        "office_name": str(appointment.office),
    }
