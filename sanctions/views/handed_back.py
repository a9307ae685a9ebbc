"""What came back with a request: the remarks on its pages, beside the text that is being mended."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Material
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.pages import hidden
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.queries import marks as marks_of
from sanctions.views.told import remarks_of


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


def still_open(sanction: Sanction, by: Appointment) -> list[dict[str, Any]]:
    """Before it is sent anew, as `frame/checks.html` takes it: what was not done since it came back. Reminders only."""
    came = remarks_of(sanction)
    if came is None or came["at"] is None:
        return []
    told = []
    stream = {"stream__case_id": sanction.pk if sanction.covert else sanction.case_id}
    changed = Entry.objects.filter(kind="sanction.amended", public__contains=str(sanction.pk), at__gte=came["at"])
    if not changed.filter(**stream).exists():
        told.append(_("The text has not been changed since it came back."))
    marks = marks_of.known_to(sanction, by)
    left = sum(1 for row in marks if row.sent and row.by_id != by.pk and row.mended_at is None)
    if left:
        words = ngettext(
            "%(count)s remark on the pages is not marked as mended.",
            "%(count)s remarks on the pages are not marked as mended.", left,
        )  # fmt: skip
        told.append(words % {"count": left})
    return [{"says": says, "ok": None, "cite": "", "note": ""} for says in told]


def amend_first(moves: list[dict[str, Any]], sanction: Sanction) -> list[dict[str, Any]]:
    """What came back is changed first; sending it as it stands comes second."""
    if sanction.status != Status.RETURNED:
        return moves
    styles = {"amend": "", "submit": "secondary", "apply": "secondary"}
    told = [{**one, "style": styles.get(one["name"], one["style"])} for one in moves]
    return sorted(told, key=lambda one: one["name"] != "amend")
