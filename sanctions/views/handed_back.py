"""What came back with a request: the remarks on its pages, beside the text that is being mended."""

from typing import Any

from django.urls import reverse

from cases.models import Material
from ecase.people.models import Appointment
from ecase.web.pages import hidden
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.queries import marks as marks_of


def handed_back(
    sanction: Sanction, by: Appointment, shown: Material | None = None, paper: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The keys of `sanctions/handed_back.html`; the remarks on the shown paper are put onto its pages."""
    if sanction.status == Status.DRAFT:
        return {"returned_marks": [], "mended_url": ""}
    rows = [row for row in marks_of.known_to(sanction, by) if row.sent]
    if rows:
        marks_of.onto(paper or {"pages": []}, shown or rows[0].material, rows)
    mends = sanction.status == Status.RETURNED and by.role in sanction.rule.asked_by
    return {
        "returned_marks": rows,
        "mended_url": reverse("queue_mended", args=[sanction.pk]) if rows and mends else "",
        "mended_hidden": hidden(),
    }
