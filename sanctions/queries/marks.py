"""Remarks on pages: whose they are, which of them a reader knows, where they stand on the paper. Reading only."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from cases.models import Material
from ecase.people.models import Appointment
from sanctions.models import PageMark, Sanction


def known_to(sanction: Sanction, by: Appointment) -> list[PageMark]:
    """One's own remarks, and those that were handed back with the request; none that was dropped."""
    rows = PageMark.objects.visible_to(by).filter(Q(by=by) | Q(sent=True), sanction=sanction, dropped_at__isnull=True)
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
    """`decision.marks` of the act that hands the request back: paper and sheet, remark; None without any."""
    rows = unsent(sanction, by)
    return [{"label": f"{_title(mark.material)}, {sheet_said(mark)}", "value": mark.text} for mark in rows] or None


def sheet_said(mark: PageMark) -> str:
    return gettext("sheet %(sheet)s") % {"sheet": mark.material.first_sheet + mark.page - 1}


def _title(material: Material) -> str:
    return gettext(material.title) if material.document.act else material.title
