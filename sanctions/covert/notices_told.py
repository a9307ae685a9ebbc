"""How it stands with the notice and the results of an action, in the reader's words. Reading only."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cases.models import Case
from ecase.law.clock import shown
from ecase.law.covert_notice import destroy_from
from ecase.law.moments import end_of
from ecase.people.models import Appointment
from sanctions.covert.codes import code_of
from sanctions.covert.forms import MEANS
from sanctions.covert.queries import destruction_of, last_day, notice_of, overdue
from sanctions.models import CovertNotice, Sanction

__all__ = ["destruction", "ended", "notice_of", "of_action", "of_case", "waits"]
S = CovertNotice.State
BY_PAGE = "page"


def waits(sanction: Sanction) -> bool:
    """Whether somebody has still to be told of the action."""
    notice = notice_of(sanction)
    return notice is not None and notice.state == S.DUE


def of_action(sanction: Sanction, at: datetime) -> dict[str, Any] | None:
    """The notice of one action as its page shows it; None before the final decision."""
    notice = notice_of(sanction)
    return told(notice, at) if notice is not None else None


def of_case(case: Case, by: Appointment, at: datetime, room: str) -> list[dict[str, Any]]:
    """The notices of a case, those that are overdue first."""
    rows = CovertNotice.objects.visible_to(by).filter(sanction__case=case).select_related("sanction")
    found = [{**told(row, at), "url": f"{room}{row.sanction_id}/"} for row in rows.order_by("due_on", "id")]
    return sorted(found, key=lambda row: not row["breach"])


def told(notice: CovertNotice, at: datetime) -> dict[str, Any]:
    """Rows of words and days; `breach` where the person was not told in time."""
    day = last_day(notice)
    rows: list[tuple[str, str, str]] = [
        (_("Whom"), notice.name, ""),
        (_("Final decision in the case"), shown(notice.since), "CPC 240(1-1)"),
    ]
    if notice.state != S.WAIVED:
        rows.append((_("To be told until"), f"{day:%d.%m.%Y}", "CPC 240(1-1)"))
    if notice.extended_until:
        rows.append((_("Prolonged by the judge until"), f"{notice.extended_until:%d.%m.%Y}", "CPC 240(1-1)"))
    if notice.sent_at:
        means = dict(MEANS).get(notice.means, notice.means)
        rows.append((_("Sent"), f"{shown(notice.sent_at)}, {means}", ""))
        if settings.ECASE_DEMO:  # whoever tries the person's page has no letter in his hands
            rows.append((_("Code of the letter (shown in the demonstration only)"), code_of(notice.pk), ""))
    if notice.delivered_at:
        proof = _("read on the page of the notice") if notice.proof == BY_PAGE else notice.proof
        rows.append((_("Delivered"), f"{shown(notice.delivered_at)}, {proof}", ""))
    if notice.read_at:
        rows.append((_("Read by the person"), shown(notice.read_at), ""))
    if notice.complain_until:
        rows.append((_("May complain until"), f"{notice.complain_until:%d.%m.%Y}", "CPC 240(6)"))
    breach = overdue(notice, at)
    return {
        "kind": _(notice.sanction.rule.title),
        "name": notice.name,
        "state": S(notice.state).label,
        "look": "late" if breach else "soon" if notice.state == S.DUE else "ok",
        "breach": breach,
        "unsent": notice.state == S.DUE,
        "due_at": end_of(day) if notice.state == S.DUE else None,
        "starts_at": notice.since,
        "until": day,
        "rows": [{"title": title, "value": value, "cite": cite} for title, value, cite in rows],
    }


def destruction(sanction: Sanction) -> dict[str, Any] | None:
    """The destruction that is planned or done."""
    row = destruction_of(sanction)
    if row is None:
        return None
    rows = [
        (_("The prosecutor was told"), shown(row.told_at)),
        (_("Not before"), shown(destroy_from(row.told_at))),
        (_("Planned for"), f"{row.planned_on:%d.%m.%Y}"),
    ]
    if row.objected_at:
        rows.append((_("Objection"), f"{shown(row.objected_at)}: {row.objection}"))
    if row.destroyed_at:
        rows += [(_("Destroyed"), shown(row.destroyed_at)), (_("Who took part"), row.commission)]
    return {
        "what": row.what,
        "rows": [{"title": title, "value": value, "cite": ""} for title, value in rows],
        "objected": row.objected_at is not None,
        "done": row.destroyed_at is not None,
    }


def ended(sanction: Sanction) -> dict[str, Any] | None:
    """How the action ended, with its reasons."""
    if sanction.ended_at is None:
        return None
    words = {
        "stopped": _("Stopped"),
        "term_over": _("Its term ran out"),
        "refused": _("Stopped: the judge refused the sanction"),
    }
    title = words.get(sanction.end_ground, _("Ended"))
    return {"title": title, "at": sanction.ended_at, "says": sanction.end_reasons or sanction.execution}
