"""Rows that hang on a request: seen by whoever sees the request."""

from django.db.models import QuerySet

from ecase.people.models import Appointment
from sanctions.models.sanction import Sanction


class OfSanctionQuerySet(QuerySet):  # type: ignore[type-arg]
    """`visible_to` of everything that belongs to one request."""

    def visible_to(self, appointment: Appointment | None) -> "OfSanctionQuerySet":
        """The rows `appointment` may know of; none for a stranger."""
        if appointment is None:
            return self.none()
        return self.filter(sanction__in=Sanction.objects.visible_to(appointment))
