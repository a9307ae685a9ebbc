"""Who is in post: reading only."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ecase.law.roles import Role
from ecase.people.models import Appointment, Notice, Office
from ecase.web import now


def speaks_now() -> QuerySet[Appointment]:
    """Appointments in force at this moment, with user, office and region at hand."""
    at = now()
    return Appointment.objects.select_related("user", "office__region").filter(
        Q(until__isnull=True) | Q(until__gt=at), since__lte=at
    )


def in_post(office: Office | int, roles: Iterable[Role]) -> QuerySet[Appointment]:
    """Those who hold one of `roles` in `office` now, oldest appointment first."""
    office_id = office if isinstance(office, int) else office.pk
    return speaks_now().filter(office_id=office_id, role__in=list(roles), user__is_active=True).order_by("id")


def notices_of(appointment: Appointment) -> QuerySet[Notice]:
    """The reader's own notices, newest first; nobody else's door leads here."""
    return Notice.objects.filter(to=appointment).order_by("-id")
