"""Remarks on pages: whose they are, which of them a reader knows, where they stand on the paper. Reading only."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from cases.models import Material
from ecase.law.roles import INVESTIGATION, PROSECUTION
from ecase.people.models import Appointment
from sanctions.models import PageMark, Sanction

READERS = INVESTIGATION | PROSECUTION


def known_to(sanction: Sanction, by: Appointment) -> list[PageMark]:
    """One's own remarks, and those that were handed back with the request; none that was dropped.

    For the asker, his head and the prosecutors alone: neither the court nor the defence; and of papers open to `by`.
    """
    if by.role not in READERS and by.pk != sanction.requested_by_id:
        return []
    rows = PageMark.objects.visible_to(by).filter(Q(by=by) | Q(sent=True), sanction=sanction, dropped_at__isnull=True)
    rows = rows.filter(material__in=Material.objects.visible_to(by))
    return list(rows.select_related("material__document", "by__user").order_by("material__first_sheet", "page", "top"))


def unsent(sanction: Sanction, by: Appointment) -> list[PageMark]:
    """What `by` has noted and not handed back yet, in the order of the pages."""
    rows = PageMark.objects.filter(sanction=sanction, by=by, sent=False, dropped_at__isnull=True)
    return list(rows.select_related("material__document").order_by("material__first_sheet", "page", "top"))


def onto(paper: dict[str, Any], material: Material, marks: list[PageMark]) -> None:
    """Number the remarks and put those on this paper onto its pages, as `frame/paper.html` takes them."""
    for number, mark in enumerate(marks, 1):
        mark.number = number  # type: ignore[attr-defined]
        mark.sheet = mark.material.first_sheet + mark.page - 1  # type: ignore[attr-defined]
        mark.paper = _title(mark.material)  # type: ignore[attr-defined]
    for index, page in enumerate(paper["pages"], 1):
        page["page"] = index
        page["marks"] = [
            {"number": mark.number, "top": round(mark.top / 10), "text": mark.text}  # type: ignore[attr-defined]
            for mark in marks
            if mark.material_id == material.pk and mark.page == index
        ]


def printed_marks(sanction: Sanction, by: Appointment) -> list[dict[str, str]] | None:
    """`decision.marks` of the act that hands the request back: sheet, remark; None without any.

    The court reads the act one day: a paper goes by its sheet alone, and what is said of one that is withheld from the
    court stands at the paper.
    """
    aside = gettext("The remark stands at the paper itself.")
    return [
        {"label": sheet_said(mark), "value": aside if mark.material.withheld_at else mark.text}
        for mark in unsent(sanction, by)
    ] or None


def sheet_said(mark: PageMark) -> str:
    return gettext("sheet %(sheet)s") % {"sheet": mark.material.first_sheet + mark.page - 1}


def _title(material: Material) -> str:
    return gettext(material.title) if material.document.act else material.title
