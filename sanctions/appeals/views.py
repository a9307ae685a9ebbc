"""The pages of an appeal, inside its case, and what the page of a decision shows of the appeals against it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Deadline, Material
from cases.views.case import entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from ecase.law.clock import shown
from ecase.law.moments import end_shown
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.pages import Page, as_move, here
from sanctions.actions.sharing import path_of
from sanctions.appeals.resource import APPEAL, visible
from sanctions.appeals.rules import NOT_LATE, NOTHING_STANDS, appeal_until
from sanctions.kinds import APPEAL_TITLES, ASKS, OUTCOMES, SIDES, AppealStatus
from sanctions.models import Appeal, Sanction

LOOKS = {
    AppealStatus.FILED: "waiting",
    AppealStatus.BEFORE_COURT: "waiting",
    AppealStatus.WITHDRAWN: "ended",
    AppealStatus.DECIDED: "granted",
}


# Refusals for which no button is shown: another status, and decisions that cannot be made on this appeal at all.
UNFIT = frozenset({"wrong_status", NOT_LATE.code, NOTHING_STANDS.code})


class AppealPage(Page):
    """One appeal: what is asked and why, where it is, what was decided."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        appeal = visible(self.by).filter(pk=pk, case__number=number).first()
        if appeal is None:
            raise Http404
        sanction = appeal.sanction
        opened = open_case(self.by, number)
        own = here(f"/cases/{number}/appeals/{pk}/")
        papers = papers_of(appeal, self.by)
        chosen = next((row for row in papers if str(row.pk) == request.GET.get("act")), papers[-1] if papers else None)
        entries = list(entries_of(self.by, opened.case).filter(public__contains=str(pk))[:20])
        authors = people_by_id(entry.appointment_id for entry in entries)
        rows = [told(entry, authors, {}, here(f"/cases/{number}/")) for entry in entries]
        context = {
            **opened.context("sanctions", self.at),
            "title": _("Appeal"),
            "against": {"title": _(sanction.rule.title), "url": here(path_of(sanction)), "cite": sanction.rule.cite},
            "status": _(APPEAL_TITLES[appeal.status]),
            "status_kind": LOOKS[AppealStatus(appeal.status)],
            "text": appeal.text,
            "late_reason": appeal.late_reason,
            "outcome": outcome_of(appeal),
            "facts": facts_of(appeal),
            "terms": terms_of(self.by, pk),
            "moves": [as_move(one, own) for one in offered(appeal, self.by, self.at)],
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen else None,
            "materials": [
                {
                    "title": title_of(row),
                    "url": f"{own}?act={row.pk}#act",
                    "sheets": sheets_of(row),
                    "current": chosen is not None and row.pk == chosen.pk,
                }
                for row in papers
            ],
            "entries": [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows],
        }
        return self.show("sanctions/appeal.html", context)


class AppealMove(MovePage):
    """A move on an appeal, from its case."""

    resource = APPEAL

    def fits(self, subject: Appeal, kwargs: dict[str, Any]) -> bool:
        return bool(subject.case.number == kwargs["number"])

    def around(self, subject: Appeal) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context("sanctions", self.at)

    def after(self, subject: Appeal) -> str:
        """The judge of the court above sees the case only while its appeal is before him."""
        return here("/queue/") if self.by.role == Role.APPEAL_JUDGE else self.back(subject)

    def lead(self, subject: Appeal) -> str:
        return _(subject.sanction.rule.title)


def offered(appeal: Appeal, by: Appointment, at: datetime) -> list[moving.Offer]:
    """What the reader can do about it now: nothing once it is over, and no decision that does not fit this appeal."""
    return [one for one in moving.offers(APPEAL, appeal, by, at, own=True) if one.allowed or _waits(one)]


def _waits(offer: moving.Offer) -> bool:
    return offer.refusal is not None and offer.refusal.code not in UNFIT


def papers_of(appeal: Appeal, by: Appointment) -> list[Material]:
    """The appeal and the decision on it; one that concerns somebody held lies with the detention."""
    mine = Material.objects.visible_to(by).select_related("document", "matter", "filed_by__user")
    rows = list(mine.filter(matter_id=appeal.pk).order_by("first_sheet"))
    if appeal.decided_by_id is not None and appeal.sanction.detention_id is not None:
        rows += list(
            mine.filter(
                matter_id=appeal.sanction.detention_id,
                kind="appeal_decided",
                filed_by_id=appeal.decided_by_id,
                filed_at=appeal.decided_at,
            )
        )
    return rows


def outcome_of(appeal: Appeal) -> dict[str, Any] | None:
    if appeal.decided_by is None or appeal.decided_at is None:
        return None
    return {
        "title": _(OUTCOMES[appeal.outcome]),
        "says": appeal.reasons,
        "at": appeal.decided_at,
        "by": appeal.decided_by.user.short_name(),
        "kind": "granted" if appeal.outcome == "upheld" else "refused",
    }


def facts_of(appeal: Appeal) -> list[dict[str, Any]]:
    sanction = appeal.sanction
    until = appeal_until(sanction)
    rows: list[tuple[str, Any, str]] = [
        (_("Filed by"), f"{appeal.filed_by.user.short_name()} ({_(SIDES.get(appeal.side, ''))})", "CPC 107(1)"),
        (_("Filed at"), shown(appeal.filed_at), "CPC 107(2)"),
        (_("What is asked"), _(ASKS.get(appeal.asks, "")), ""),
    ]
    if sanction.announced_at:
        rows.append((_("Announced"), shown(sanction.announced_at), ""))
    if until is not None:
        rows.append((_("To be filed until"), end_shown(until), "CPC 107(2)"))
    if appeal.late_reason:
        rows.append((_("Filed late"), _("the term has to be restored"), "CPC 50"))
    if appeal.received_at:
        rows.append((_("With the court above since"), shown(appeal.received_at), "CPC 107(4)"))
    if appeal.decided_by:
        rows.append((_("Decided by"), f"{appeal.decided_by.user.short_name()}, {appeal.decided_by.office}", ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]


def appeals_against(sanction: Sanction, by: Appointment, at: datetime) -> dict[str, Any]:
    """For the page of a decision: its appeals, and until when one may still be filed."""
    if sanction.decided_at is None or not sanction.rule.appeal:
        return {"rows": [], "until": None, "over": False}
    rows = visible(by).filter(sanction=sanction).order_by("filed_at")
    term = Deadline.objects.visible_to(by).filter(matter_id=sanction.pk, rule="ij.appeal").order_by("-id").first()
    return {
        "rows": [
            {
                "url": here(f"/cases/{sanction.case.number}/appeals/{row.pk}/"),
                "title": f"{_(SIDES.get(row.side, ''))}: {row.filed_by.user.short_name()}",
                "status": _(OUTCOMES[row.outcome]) if row.outcome else _(APPEAL_TITLES[row.status]),
                "at": row.filed_at,
                "late": bool(row.late_reason),
            }
            for row in rows
        ],
        "until": term.due_at if term is not None else None,
        "over": term is not None and at >= term.due_at,
    }
