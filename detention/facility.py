"""The pages of the place of detention: whom it holds, and for how long. It sees no case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Deadline, Material
from cases.views.frame import terms_of
from cases.views.moves import MovePage
from cases.views.papers import bytes_of, paper_of, picture, title_of
from detention.kinds import SEVERED, Status
from detention.models import WARNING, Detention
from detention.resource import DETENTION
from detention.views import ROWS, acts_of, by_end, clock_of, facts_of, filed, moves_of, row_of
from ecase.documents.models import Draft
from ecase.law.roles import Role
from ecase.web.pages import Page, here


class Custody(Page):
    """Whom the facility holds, nearest end first; and what it still has to confirm."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role != Role.CUSTODY_HEAD:
            return HttpResponseRedirect(reverse("held"))
        everything = request.GET.get("show") == "all"
        rows = DETENTION.visible(self.by)
        if not everything:
            rows = waiting_for_facility(rows, self.at)
        found = sorted(rows.order_by("-open", "-held_at")[:ROWS], key=by_end)
        base = reverse("custody")
        context = {
            "title": _("Persons held"),
            "chips": [
                {"title": _("Held or to confirm"), "url": base, "current": not everything},
                {"title": _("All"), "url": f"{base}?show=all", "current": everything},
            ],
            "rows": [row_of(row, self) for row in found],
            "page": None,
            "new_url": "",
        }
        return self.show("detention/list.html", context)


def waiting_for_facility(rows: QuerySet[Detention], at: datetime) -> QuerySet[Detention]:
    """Of those the facility sees: whom it still has to confirm, and whose custody is over or near its end."""
    return (
        rows.exclude(release_ground=SEVERED)
        .filter(Q(acknowledged_at__isnull=True) | _ending(at))
        .exclude(released_at__isnull=False, released_by__role=Role.CUSTODY_HEAD)
    )


def _ending(at: datetime) -> Q:
    """Held by order of the court, and the custody is over or near its end: he stays in the list until he is free."""
    warned = Deadline.objects.filter(matter_id=OuterRef("pk"), rule=WARNING, ended_at__isnull=True, due_at__lte=at)
    held = Q(order_at__isnull=False, released_at__isnull=True)
    return held & (Q(court_refused_at__gte=F("order_at")) | Q(Exists(warned)))


class CustodyDetention(Page):
    """One person held, for the head of the facility: the clock, the acts addressed to him, no case."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        detention = held_here(self.by, pk)
        own = here(f"/custody/{pk}/")
        materials = filed(self.by, pk)
        context = {
            **clock_of(detention, self),
            "ready": self.ready(detention, own),
            "terms": terms_of(self.by, pk),
            "moves": moves_of(detention, self, own),
            "facts": facts_of(detention, facility=True),
            "entries": [],
            "materials": acts_of(materials, lambda row: f"{own}materials/{row.pk}/view/"),
            "protocol_url": "",
        }
        return self.show("detention/detention.html", context)

    def ready(self, detention: Detention, own: str) -> dict[str, str] | None:
        """The ruling the clock laid ready for this reader; its bytes are made when he opens it."""
        prepared = Draft.objects.filter(
            prepared_for=self.by, subject_id=detention.pk, prepared_by_clock=True, used_at__isnull=True
        )
        move = prepared.order_by("-at").values_list("move", flat=True).first()
        if move == "warn_of_end" and detention.status(self.at) == Status.ORDER_RECORDED:
            words = _("The term of custody is ending. The warning lies ready. Look at it and sign it.")
            return {"says": words, "url": f"{own}moves/{move}/", "link": _("Open the warning")}
        if detention.status(self.at) != Status.MUST_BE_RELEASED or not move:
            return None
        release = "release" if detention.order_at is None else "release_from_custody"
        words = _("The ruling on release lies ready. Look at it and sign it.")
        return {"says": words, "url": f"{own}moves/{release}/", "link": _("Open the ruling")}


class CustodyMove(MovePage):
    """A move on a detention, by the facility."""

    resource = DETENTION

    def fits(self, subject: Detention, kwargs: dict[str, Any]) -> bool:
        return self.by.role == Role.CUSTODY_HEAD


class CustodyMaterial(Page):
    """The act itself, looked at: sheets and the state of its signature."""

    def get(self, request: HttpRequest, pk: UUID, material: UUID) -> HttpResponse:
        detention, found = held_here(self.by, pk), addressed(self.by, pk, material)
        own = here(f"/custody/{pk}/")
        context = {
            "title": title_of(found),
            "lead": detention.participant.full_name,
            "paper": paper_of(found, f"{own}materials/{material}/"),
            "back_url": own,
        }
        return self.show("detention/act.html", context)


class CustodyFile(Page):
    def get(self, request: HttpRequest, pk: UUID, material: UUID) -> HttpResponseBase:
        found = addressed(self.by, pk, material)
        return bytes_of(found.document, title_of(found), inline=bool(found.document.act))


class CustodyPicture(Page):
    def get(self, request: HttpRequest, pk: UUID, material: UUID, page: int) -> HttpResponse:
        return picture(addressed(self.by, pk, material).document, page, request)


def held_here(by: Any, pk: UUID) -> Detention:
    """A detention of the reader's own facility. Http404 for everybody else."""
    if by.role != Role.CUSTODY_HEAD:
        raise Http404
    found = DETENTION.visible(by).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def addressed(by: Any, pk: UUID, material_id: UUID) -> Material:
    """An act about a person held here that is addressed to the facility."""
    held_here(by, pk)
    rows = Material.objects.visible_to(by).select_related("document", "matter")
    found = rows.filter(pk=material_id, matter_id=pk).first()
    if found is None:
        raise Http404
    material: Material = found
    return material
