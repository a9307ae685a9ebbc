"""The small door that is told when somebody puts a material away; opening it is noted where it is shown."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cases.actions.readings import NOTED, left, opened
from cases.models import Material
from cases.views.papers import material_of
from ecase.people.models import Appointment
from ecase.web.pages import Page

PAGES_LENGTH = 10_000


def reading_of(material: Material | None, base: str, by: Appointment) -> dict[str, Any] | None:
    """Where a page that shows the material tells of its being put away; None for readers whose time is not noted."""
    if material is None or by.role not in NOTED:
        return None
    return {"url": f"{base}materials/{material.pk}/reading/"}


class Reading(Page):
    """`POST`: `pages` that stood before the reader, `again` when the page is looked at anew."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, material: UUID) -> HttpResponse:
        found = material_of(self.by, number, material)
        if self.by.role in NOTED:
            if request.POST.get("again"):
                opened(material=found, by=self.by, at=self.at)
            else:
                named = request.POST.get("pages", "")[:PAGES_LENGTH].split(",")
                pages = [int(one) for one in named if one.isascii() and one.isdigit() and len(one) < 6]
                left(material=found, by=self.by, at=self.at, pages=pages)
        return HttpResponse(status=204)
