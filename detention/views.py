"""The pages of a detention: those of its case, and those of the place of detention, which sees no case."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Material, Participant
from cases.views.case import CasePage, entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, bytes_of, paper_of, picture, title_of
from detention import actions
from detention.forms import DetainForm
from detention.kinds import DELIVERIES, GROUND_CITES, GROUNDS, RELEASE_GROUNDS, STATUS_TITLES, Status
from detention.models import Detention
from detention.resource import DETENTION
from ecase.documents.models import Draft
from ecase.law.clock import shown
from ecase.law.detention import assess
from ecase.law.detention_facts import EXCEPTIONS
from ecase.law.roles import Role
from ecase.law.words import Refusal, Refused
from ecase.ledger.models import Entry
from ecase.web.left import hours
from ecase.web.pages import Page, as_move, fieldsets, guarded, here, refuse_into, status_of

ROWS = 50
KINDS = {
    Status.HELD: "held",
    Status.MUST_BE_RELEASED: "late",
    Status.ORDER_RECORDED: "order",
    Status.RELEASED: "released",
}


class DetentionList(CasePage):
    """The detentions of one case."""

    tab = "detentions"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        rows = DETENTION.visible(self.by).filter(case=self.opened.case).order_by("-held_at")[:ROWS]
        context = {
            "title": "",
            "chips": [],
            "rows": [row_of(row, self) for row in rows],
            "page": None,
            "new_url": f"{self.base}detentions/new/" if self.conducts() else "",
        }
        return self.show_case("detention/list.html", context)


class Detain(CasePage):
    """Recording a detention."""

    tab = "detentions"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.not_his() or self.page(DetainForm())

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        form = DetainForm(request.POST)
        case = self.opened.case

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(form, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=case.number, version=case.version)
            if wrong is not None:
                return again(wrong)
            if not form.is_valid():
                return self.page(form, 422)
            typed = {name: value for name, value in form.cleaned_data.items() if name in DetainForm.base_fields}
            participant = typed.pop("participant")
            try:
                made = actions.detain(case_id=case.pk, participant_id=participant, by=self.by, at=self.at, **typed)
            except Refused as refused:
                return again(refused.refusal)
            words = _("The detention is recorded. The clock runs until %(end)s.") % {"end": shown(made.expires_at)}
            messages.success(request, words)
            return HttpResponseRedirect(f"{self.base}detentions/{made.pk}/")

        return self.once(answer, again)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        case = self.opened.case
        suspects = Participant.objects.visible_to(self.by).filter(case=case, capacity=Participant.Capacity.SUSPECT)
        named = [(str(row.pk), row.full_name) for row in suspects.order_by("sort_key", "id")]
        form.fields["participant"].widget = forms.Select(choices=[("", ""), *named] if len(named) != 1 else named)
        if not named:
            form.fields["participant"].help_text = _("Nobody is entered as a suspect yet. Enter the person first.")
        guarded(form, case=case.number, version=case.version)
        groups = fieldsets(
            form,
            (_("Person"), "", ["participant", "birth_date"]),
            (_("Holding"), "", ["held_at", "delivery", "delivered_at", "place"]),
            (_("Ground"), "", ["ground", "motives", "exception"]),
            (_("Entry"), "", ["protocol_at", "late_entry_reason"]),
        )
        context = {"form": form, "groups": groups, "cancel_url": f"{self.base}detentions/", "preview": []}
        return self.show_case("detention/new.html", context, status)


class DetentionPage(Page):
    """One detention with its running clock, inside its case."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        detention = DETENTION.visible(self.by).filter(pk=pk, case__number=number).first()
        if detention is None:
            raise Http404
        opened = open_case(self.by, number)
        base = here(f"/cases/{number}/")
        own = f"{base}detentions/{pk}/"
        entries = entries_of(self.by, opened.case).filter(public__contains=str(pk))[:20]
        materials = Material.objects.visible_to(self.by).filter(case=opened.case, matter_id=pk)
        context = {
            **opened.context("detentions", self.at),
            **clock_of(detention, self),
            "terms": terms_of(self.by, pk),
            "moves": moves_of(detention, self, own),
            "facts": facts_of(detention, facility=False),
            "entries": shown_entries(list(entries), base),
            "materials": acts_of(materials, lambda row: f"{base}file/{row.pk}/"),
            "protocol_url": protocol_of(materials, lambda row: base_of(row, number)),
        }
        return self.show("detention/detention.html", context)


class DetentionMove(MovePage):
    """A move on a detention, from its case."""

    resource = DETENTION

    def around(self, subject: Detention) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context("detentions", self.at)


class Held(Page):
    """Everybody held in the cases the reader sees, nearest end first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role == Role.CUSTODY_HEAD:
            return HttpResponseRedirect(reverse("custody"))
        everything = request.GET.get("show") == "all"
        rows = DETENTION.visible(self.by)
        if not everything:
            rows = rows.filter(open=True)
        base = reverse("held")
        context = {
            "title": "",
            "chips": [
                {"title": _("Held now"), "url": base, "current": not everything},
                {"title": _("All"), "url": f"{base}?show=all", "current": everything},
            ],
            "rows": [row_of(row, self) for row in sorted(rows.order_by("-open", "-held_at")[:ROWS], key=by_end)],
            "page": None,
            "new_url": "",
        }
        return self.show("detention/list.html", context)


# --- the place of detention ---------------------------------------------------------------------------


class Custody(Page):
    """Whom the facility holds, nearest end first; and what it still has to confirm."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role != Role.CUSTODY_HEAD:
            return HttpResponseRedirect(reverse("held"))
        everything = request.GET.get("show") == "all"
        rows = DETENTION.visible(self.by)
        if not everything:
            rows = rows.filter(acknowledged_at__isnull=True).exclude(
                released_at__isnull=False, released_by__role=Role.CUSTODY_HEAD
            )
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


class CustodyDetention(Page):
    """One person held, for the head of the facility: the clock, the acts addressed to him, no case."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        detention = held_here(self.by, pk)
        own = here(f"/custody/{pk}/")
        materials = Material.objects.visible_to(self.by).filter(matter_id=pk)
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
        if not detention.open or not prepared.exists():
            return None
        words = _("The ruling on release lies ready. Look at it and sign it.")
        return {"says": words, "url": f"{own}moves/release/", "link": _("Open the ruling")}


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


# --- shared by both ---------------------------------------------------------------------------------------


def by_end(detention: Detention) -> tuple[bool, Any]:
    """Those still held first, and of them whose term ends first."""
    return not detention.open, detention.expires_at


def row_of(detention: Detention, page: Page) -> dict[str, Any]:
    status = detention.status(page.at)
    url = here(DETENTION.url(detention, page.by))
    inside = page.by.role != Role.CUSTODY_HEAD
    return {
        "url": url,
        "person": detention.participant.full_name,
        "case_number": detention.case.number if inside else detention.case.short_number,
        "case_url": here(f"/cases/{detention.case.number}/") if inside else "",
        "place": str(detention.facility) if inside else detention.place,
        "held_at": detention.held_at,
        "starts_at": detention.restraint_at,
        "due_at": detention.expires_at,
        "ended_at": detention.released_at or detention.order_at,
        "status": _(STATUS_TITLES[status]),
        "status_kind": KINDS[status],
    }


def clock_of(detention: Detention, page: Page) -> dict[str, Any]:
    """The keys of the big timer."""
    status = detention.status(page.at)
    ended_at = detention.released_at or detention.order_at
    late_words = ""
    if status == Status.MUST_BE_RELEASED and detention.court_refused_at:
        late_words = _("The court refused custody. The person must be released at once.")
    elif status in {Status.HELD, Status.MUST_BE_RELEASED}:
        late_words = _("The term ended at %(end)s. The person must be released (CPC 133(2)).") % {
            "end": shown(detention.expires_at)
        }
    subtitle = _("Held since %(held)s. The limit is %(limit)s.") % {
        "held": shown(detention.restraint_at),
        "limit": hours(detention.limit_hours),
    }
    if detention.minor:
        subtitle += " " + _("A minor.")
    if detention.court_refused_at and status == Status.MUST_BE_RELEASED:
        subtitle = f"{late_words} {subtitle}"
    return {
        "person": detention.participant.full_name,
        "subtitle": subtitle,
        "starts_at": detention.restraint_at,
        "due_at": detention.expires_at,
        "ended_at": ended_at,
        "ended_says": _(STATUS_TITLES[status]) if ended_at else "",
        "late_says": late_words,
        "late_entry": _("Entered late: %(reason)s") % {"reason": detention.late_entry_reason}
        if detention.late_entry_reason
        else "",
        "readings": readings_of(detention),
        "status": status.value,
    }


def readings_of(detention: Detention) -> list[dict[str, str]]:
    """The other answers the text allows, each with its own end."""
    try:
        clock = assess(detention.facts)
    except Refused:
        return []
    return [
        {
            "says": f"{reading.says.text(translation.gettext)} "
            + _("By that reading: until %(end)s.") % {"end": shown(reading.expires_at)},
            "cite": ", ".join(reading.cites),
        }
        for reading in clock.readings
    ]


def moves_of(detention: Detention, page: Page, base: str) -> list[dict[str, Any]]:
    """The moves of the reader's own role; each that is not possible now says why."""
    return [as_move(offer, base) for offer in moving.offers(DETENTION, detention, page.by, page.at, own=True)]


def facts_of(detention: Detention, *, facility: bool) -> list[dict[str, Any]]:
    exception = EXCEPTIONS.get(detention.exception or 0)
    rows: list[tuple[str, Any, str]] = [
        (_("Ground"), _(GROUNDS[detention.ground]), GROUND_CITES[detention.ground]),
        (_("Place of holding"), detention.place, ""),
        (_("Held at"), str(detention.facility), ""),
        (_("How the person came"), _(DELIVERIES[detention.delivery]), ""),
    ]
    if detention.delivered_at:
        rows.append((_("Delivery began"), shown(detention.delivered_at), "CPC 7(29)"))
    if exception is not None:
        state = _("confirmed by the prosecutor") if detention.exception_confirmed_at else _("not confirmed")
        rows.append((_("Exception"), f"{_(exception.title)}: {state}", exception.cite))
    if detention.release_ground:
        rows.append((_("Ground of release"), _(RELEASE_GROUNDS[detention.release_ground]), "CPC 133(1),(2)"))
    if detention.released_by:
        rows.append((_("Released by"), detention.released_by.user.short_name(), ""))
    if detention.order_title:
        rows.append((_("Order of the court"), shown(detention.order_at) if detention.order_at else "", ""))
    if detention.acknowledged_at:
        rows.append((_("Receipt confirmed"), shown(detention.acknowledged_at), ""))
    if not facility:
        rows.append((_("Recorded"), shown(detention.recorded_at), ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]


def acts_of(materials: Any, url: Any) -> list[dict[str, Any]]:
    rows = materials.select_related("document").order_by("first_sheet")
    return [{"title": title_of(row), "url": url(row), "signed": bool(row.document.act)} for row in rows]


def protocol_of(materials: Any, url: Any) -> str:
    found = materials.filter(kind="detention_protocol").first()
    return url(found) if found else ""


def shown_entries(entries: list[Entry], base: str) -> list[dict[str, Any]]:
    authors = people_by_id(entry.appointment_id for entry in entries)
    rows = [told(entry, authors, {}, base) for entry in entries]
    return [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows]
