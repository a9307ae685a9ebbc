"""One request on its way: its page, its moves, and what the queue shows of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from cases.actions.readings import opened as opened_now
from cases.models import Material
from cases.views.case import entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION
from ecase.web.pages import Page, as_move, here
from ecase.web.says import say
from sanctions.actions.copies import opened as copy_opened
from sanctions.appeals.views import appeals_against
from sanctions.conduct import supervises
from sanctions.hearings.beside import beside, decider_sees, minutes_beside
from sanctions.kinds import LOOKED_AT, Status, status_words
from sanctions.manifest import SEALED
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.sheets import sheets_asked
from sanctions.views.handed_back import amend_first, handed_back, still_open
from sanctions.views.told import (
    about_of,
    acts_of,
    amend_groups,
    asked_of,
    checks_of,
    decision_of,
    facts_of,
    grounds_of,
    offered_now,
    remarks_of,
    track_of,
    why_of,
)

LOOKS = {
    Status.DRAFT: "draft",
    Status.BEFORE_PROSECUTOR: "waiting",
    Status.RETURNED: "returned",
    Status.REFUSED_BY_PROSECUTOR: "refused",
    Status.BEFORE_COURT: "waiting",
    Status.GRANTED: "granted",
    Status.REFUSED: "refused",
    Status.WITHDRAWN: "ended",
    Status.BEFORE_HEAD: "waiting",
    Status.EXECUTED: "granted",
    Status.LIFTED: "ended",
    Status.EXPIRED: "ended",
}
AGREED = frozenset({"support", "refuse_support", "return_for_rework"})


class SanctionPage(Page):
    """One request on its way: state, decision, grounds, act, terms, moves, history."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        sanction = SANCTION.visible(self.by).filter(pk=pk, case__number=number).first()
        if sanction is None or sanction.covert:  # a covert request is read in its own room, and nowhere else
            raise Http404
        opened = open_case(self.by, number)
        base = here(f"/cases/{number}/")
        own = f"{base}sanctions/{pk}/"
        acts = acts_of(sanction, self.by)
        chosen = next((row for row in acts if str(row.pk) == request.GET.get("act")), acts[-1] if acts else None)
        if request.method == "GET":
            self.note_reading(sanction, chosen)
        entries = list(entries_of(self.by, opened.case).filter(public__contains=str(pk))[:20])
        authors = people_by_id(entry.appointment_id for entry in entries)
        rows = [told(entry, authors, {}, base) for entry in entries]
        looked = checks_of(sanction, self.at) if sanction.status in LOOKED_AT else []
        context = {
            **opened.context("sanctions", self.at),
            "sanction": sanction,
            "kind_title": _(sanction.rule.title),
            "cite": sanction.rule.cite,
            "object": about_of(sanction),
            "status": _(status_words(sanction.status_at(self.at), by_author=sanction.by_author)),
            "status_kind": LOOKS[sanction.status_at(self.at)],
            "track": list(track_of(sanction)),
            "decision": decision_of(sanction),
            "facts": facts_of(sanction),
            "asked": asked_of(sanction),
            "reasons": sanction.grounds,
            "milder": sanction.milder,
            "new_circumstances": sanction.new_circumstances,
            "why": why_of(sanction, looked),
            "sheets": grounds_of(sanction, self.by),
            "checks": looked,
            "terms": terms_of(self.by, pk),
            "moves": amend_first([as_move(one, own) for one in offered_now(sanction, self.by, self.at)], sanction),
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen else None,
            "materials": [
                {
                    "title": title_of(row),
                    "url": f"{own}?act={row.pk}#act",
                    "sheets": sheets_of(row),
                    "current": chosen is not None and row.pk == chosen.pk,
                }
                for row in acts
            ],
            **beside(sanction, self.by, self.at, own),
            "appeals": appeals_against(sanction, self.by, self.at),
            "entries": [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows],
        }
        context |= handed_back(sanction, self.by, chosen, context["paper"])
        return self.show("sanctions/sanction.html", context)

    def note_reading(self, sanction: Sanction, shown: Material | None) -> None:
        """Who opens the order has his copy by that; who decides has his reading noted."""
        if shown is not None and shown.kind in (sanction.rule.granted_act, sanction.rule.refused_act):
            copy_opened(sanction=sanction, by=self.by, at=self.at)
        opened_now(material=shown, by=self.by, at=self.at)


class SanctionMove(MovePage):
    """A move on a request, from its case; a changed text is kept while it is typed."""

    resource = SANCTION
    template = "sanctions/move.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.keeps_typed = kwargs.get("name") in ("amend", "sign_minutes")  # type: ignore[misc]
        return super().dispatch(request, *args, **kwargs)

    def around(self, subject: Sanction) -> dict[str, Any]:
        opened = open_case(self.by, subject.case.number)
        return {**opened.context("sanctions", self.at), **handed_back(subject, self.by)}

    def lead(self, subject: Sanction) -> str:
        about = about_of(subject)
        return f"{_(subject.rule.title)}: {about}" if about else _(subject.rule.title)

    def after(self, subject: Sanction) -> str:
        """A text that was changed goes straight on to its act; what was begun about a measure is looked at next."""
        if self.kwargs["name"] in ("extend", "ask_lift"):
            begun = Sanction.objects.filter(extends=subject, requested_by=self.by).order_by("-requested_at").first()
            return here(SANCTION.url(begun, self.by)) if begun is not None else self.back(subject)
        if self.kwargs["name"] in AGREED and self.by.role in PROSECUTION and not supervises(subject.case, self.by):
            return here("/queue/")  # a superior prosecutor sees the case only while it is before him
        if self.kwargs["name"] == "recuse":
            return here("/queue/")  # whoever withdrew sees it no more
        if self.kwargs["name"] != "amend" or subject.status not in (Status.DRAFT, Status.RETURNED):
            return self.back(subject)
        return f"{self.back(subject)}moves/{'apply' if subject.rule.alone else 'submit'}/"

    def page(self, subject: Sanction, move: Move, *, status: int = 200, **context: Any) -> HttpResponse:
        if move.name in ("amend", "submit", "apply") and move.by and self.by.role in move.by:
            reminders = still_open(subject, self.by) if move.name != "amend" else []
            context["checks"] = [*reminders, *checks_of(subject, self.at)]
        if move.name in ("submit", "apply"):
            # Back from the act is back to its words.
            context["back_url"] = context["amend_url"] = f"{self.back(subject)}moves/amend/"
        if move.name in SEALED:
            context |= decider_sees(subject, self.by, self.at, self.back(subject), move.name)
        if move.name == "sign_minutes" and context.get("form") is not None:
            acts = acts_of(subject, self.by)
            self.template = "sanctions/minutes.html"  # type: ignore[misc]
            context |= minutes_beside(subject, acts, self.request.path, self.request.GET.get("paper", ""))
        if move.name != "amend" or context.get("form") is None:
            return super().page(subject, move, status=status, **context)
        form = context["form"]
        shown_ = {
            "title": say(move.title),
            "lead": self.lead(subject),
            "cite": subject.rule.cite,
            "back_url": self.back(subject),
            **self.around(subject),
            **context,
            "remarks": remarks_of(subject),
            "groups": amend_groups(form, subject),
            "sheets": sheets_asked(form, subject.case.number),
        }
        return self.show("sanctions/amend.html", shown_, status)
