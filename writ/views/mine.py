"""A party's own room: what it is asked, what it answered, the verdict addressed to it, what can still be done.

Nothing else of the case is here: whoever has no account is asked by the officer and served by the court.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Deadline
from cases.views.moves import MovePage
from cases.views.papers import bytes_of, paper_of, picture
from ecase.law.clock import shown
from ecase.law.moments import end_shown
from ecase.law.roles import Role
from ecase.law.words import N_
from ecase.web.pages import Page, as_move, here
from ecase.web.says import say
from ecase.web.together import together
from writ.actions import opened
from writ.kinds import PARTS, Part, Status
from writ.models import Copy, Payment, Will, Writ
from writ.resource import WRIT, visible
from writ.shapes import accused_rows
from writ.views.case import penalties, state_of, will_shown

Row = dict[str, Any]
# Moves that are another party's or of another stage are not shown greyed to a party.
OWN = frozenset({"file_motion", "consent", "object_victim", "withdraw_word", "object", "appeal"})


class Mine(Page):
    """`/writ/mine/`: every writ this person was asked in, the open questions first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role != Role.PARTICIPANT:
            return HttpResponseRedirect(here("/writ/"))
        rows = list(visible(self.by).order_by("-started_at"))
        wills: dict[Any, list[Will]] = {}
        for will in Will.objects.visible_to(self.by).filter(writ__in=rows).select_related("participant"):
            wills.setdefault(will.writ_id, []).append(will)
        told = [self.row(row, wills.get(row.pk, [])) for row in rows]
        told.sort(key=lambda row: not row["asked"])
        return self.show("writ/mine.html", {"title": _("My consent and my verdict"), "rows": told})

    def row(self, writ: Writ, wills: list[Will]) -> Row:
        asked = any(one.answer == "" for one in wills) and writ.status == Status.PREPARING
        return {
            "url": here(f"/writ/mine/{writ.pk}/"),
            "number": writ.case.number,
            "parts": ", ".join(say(PARTS[one.part]) for one in wills),
            "state": state_of(writ),
            "asked": asked,
            "at": writ.started_at,
        }


def writ_of(by: Any, pk: UUID) -> Writ:
    """The writ this party was asked in. Http404 for everybody else, whatever else he sees of the case."""
    found = visible(by).filter(pk=pk).first() if by.role == Role.PARTICIPANT else None
    if found is None:
        raise Http404
    return found


def copy_of(by: Any, pk: UUID) -> Copy | None:
    """The copy of the verdict that is addressed to this party."""
    rows = Copy.objects.visible_to(by).filter(writ_id=pk).select_related("material__document", "writ")
    return rows.order_by("matter__number").first()


class MyWrit(Page):
    """`/writ/mine/<id>/`: the question, my answer, my verdict."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        writ = writ_of(self.by, pk)
        if opened(writ_id=pk, by=self.by, at=self.at):
            messages.success(request, _("Your copy of the verdict is served by this."))
            writ = writ_of(self.by, pk)
        own = here(f"/writ/mine/{pk}/")
        copies = Copy.objects.visible_to(self.by).filter(writ=writ)
        accused = accused_rows(writ, self.by).filter(amount__isnull=False)
        words = Will.objects.visible_to(self.by).filter(writ=writ)
        days = Q(matter__in=copies.values("pk")) | Q(matter__in=words.values("pk"))
        found = together(
            {
                "wills": words.select_related("participant", "matter__waits_for").order_by("matter__number"),
                "copies": copies.select_related("material__document").order_by("matter__number"),
                "accused": accused,
                "payments": Payment.objects.filter(accused__in=accused.order_by().values("pk")),
                "terms": Deadline.objects.filter(days, rule__in=[*SAID, ANSWER]).order_by("due_at"),
            }
        )
        wills, copy = found["wills"], next(iter(found["copies"]), None)
        offers = [
            one for one in moving.offers(WRIT, writ, self.by, self.at, own=True) if one.move.name in OWN and one.allowed
        ]
        suspect = any(one.part == Part.SUSPECT for one in wills)
        context = {
            "title": _("Writ proceedings"),
            "number": writ.case.number,
            "state": state_of(writ),
            "asked": any(one.answer == "" for one in wills) and writ.status == Status.PREPARING,
            "suspect": suspect,
            "answer_by": next((end_shown(one.due_at) for one in found["terms"] if one.rule == ANSWER and one.live), ""),
            "wills": [will_shown(one) for one in wills],
            "moves": [as_move(one, own) for one in offers],
            "investigator": writ.case.investigator.user.short_name(),
            "accused": penalties(writ, found["accused"], found["payments"]),
            "served_at": copy.served_at if copy else None,
            "days": [days_shown(one) for one in found["terms"] if one.rule in SAID],
            "paper": paper_of(copy.material, f"{own}verdict/") if copy else None,
            "mine_url": here("/writ/mine/"),
        }
        return self.show("writ/my_writ.html", context)


ANSWER = "writ.answer"
# The days that run for a party since its copy was served.
SAID: dict[str, str] = {
    "writ.objection": N_("To disagree with the verdict"),
    "writ.appeal": N_("To appeal against the verdict"),
}


def days_shown(one: Deadline) -> Row:
    return {
        "title": say(SAID[one.rule]),
        "until": end_shown(one.due_at),
        "over": one.ended_at is not None,
        "since": shown(one.starts_at),
    }


class MyMove(MovePage):
    """A move of a party on its own writ."""

    resource = WRIT
    template: ClassVar[str] = "writ/move.html"

    def fits(self, subject: Writ, kwargs: dict[str, Any]) -> bool:
        return self.by.role == Role.PARTICIPANT and kwargs["name"] in OWN

    def lead(self, subject: Writ) -> str:
        return _("Case %(number)s") % {"number": subject.case.number}


class MyVerdict(Page):
    """The bytes of the verdict, for whom it is addressed to."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        writ_of(self.by, pk)
        copy = copy_of(self.by, pk)
        if copy is None:
            raise Http404
        return bytes_of(copy.material.document, "verdict", inline=True)


class MyVerdictPicture(Page):
    """One sheet of it as a picture."""

    def get(self, request: HttpRequest, pk: UUID, page: int) -> HttpResponse:
        writ_of(self.by, pk)
        copy = copy_of(self.by, pk)
        if copy is None:
            raise Http404
        return picture(copy.material.document, page, request)
