"""The pages of a detention inside its case. Those of the place of detention stand in `facility`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Material, Participant
from cases.offence_field import ask_offence
from cases.views.case import CasePage, entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, title_of
from detention import actions
from detention.custody import prosecution_over
from detention.forms import DetainForm
from detention.kinds import DELIVERIES, EVERY_GROUND, GROUND_CITES, GROUNDS, STATUS_TITLES, Status
from detention.models import Detention
from detention.resource import DETENTION
from ecase.law.clock import shown
from ecase.law.detention import assess
from ecase.law.detention_facts import EXCEPTIONS
from ecase.law.moments import end_shown
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
    Status.MOVED: "ended",
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
        ask_offence(form, case, self.by)
        groups = fieldsets(
            form,
            (_("Person"), "", ["participant", "birth_date", "episode"]),
            (_("Holding"), "", ["held_at", "delivery", "delivered_at", "place"]),
            (_("Grounds"), "", ["ground", "motives", "exception"]),
            (_("When it was entered"), "", ["protocol_at", "late_entry_reason"]),
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
        materials = filed(self.by, pk)
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


# --- shared with the pages of the facility -------------------------------------------------------


def by_end(detention: Detention) -> tuple[bool, Any]:
    """Those still held first, and of them whose term ends first."""
    return not detention.open, detention.expires_at


def ended_at(detention: Detention) -> datetime | None:
    """When it was over here: by a release, by the court's order, or by going into a severed case."""
    return detention.matter.closed_at if detention.moved else detention.released_at or detention.order_at


def custody_due(detention: Detention, at: datetime) -> datetime | None:
    """The moment since which somebody held by order of the court has to be free; None while the order holds."""
    if not detention.custody_over(at):
        return None
    refused, end = detention.court_refused_at, detention.custody_ends_at
    ordered = detention.order_at
    return refused if refused is not None and ordered is not None and refused >= ordered else end


def order_until(detention: Detention, at: datetime) -> datetime | None:
    """The end of a custody by order of the court that still holds; None before there is one, and after it."""
    return detention.custody_ends_at if detention.status(at) == Status.ORDER_RECORDED else None


def row_of(detention: Detention, page: Page) -> dict[str, Any]:
    status = detention.status(page.at)
    over = custody_due(detention, page.at)
    ordered = order_until(detention, page.at)
    url = here(DETENTION.url(detention, page.by))
    inside = page.by.role != Role.CUSTODY_HEAD
    return {
        "url": url,
        "person": detention.participant.full_name,
        "case_number": detention.case.number if inside else detention.case.short_number,
        "case_url": here(f"/cases/{detention.case.number}/") if inside else "",
        "place": str(detention.facility) if inside else detention.place,
        "held_at": detention.held_at,
        "starts_at": detention.order_at if ordered else detention.restraint_at,
        "due_at": over or ordered or detention.expires_at,
        "ended_at": None if over or ordered else ended_at(detention),
        "status": _(STATUS_TITLES[status]),
        "status_kind": KINDS[status],
    }


def clock_of(detention: Detention, page: Page) -> dict[str, Any]:
    """The keys of the big timer."""
    status = detention.status(page.at)
    over = custody_due(detention, page.at)
    ordered = order_until(detention, page.at)
    ended = None if over or ordered else ended_at(detention)
    late_words = ""
    if over:
        late_words = _("The custody ended at %(end)s. The person must be released at once (CPC 152(4)).") % {
            "end": shown(over)
        }
    elif status == Status.MUST_BE_RELEASED and detention.court_refused_at and prosecution_over(detention):
        late_words = _("The prosecution of the person was terminated: he must be released")
    elif status == Status.MUST_BE_RELEASED and detention.court_refused_at:
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
    return {
        "person": detention.participant.full_name,
        "subtitle": subtitle,
        "starts_at": detention.order_at if ordered else detention.restraint_at,
        "due_at": over or ordered or detention.expires_at,
        "ordered": ordered is not None,
        "ended_at": ended,
        "ended_says": _(STATUS_TITLES[status]) if ended or ordered else "",
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
    if detention.moved:
        if not facility:
            rows.append((_("Goes on in the case"), detention.release_note, "CPC 44"))
    elif detention.release_ground:
        rows.append((_("Ground of release"), _(EVERY_GROUND[detention.release_ground]), "CPC 133(1),(2)"))
    if detention.released_by:
        rows.append((_("Released by"), detention.released_by.user.short_name(), ""))
    if detention.order_title:
        rows.append((_("Order of the court"), shown(detention.order_at) if detention.order_at else "", ""))
    if detention.order_at and detention.custody_ends_at:
        rows.append((_("Custody until"), end_shown(detention.custody_ends_at), "CPC 151"))
    if detention.acknowledged_at:
        rows.append((_("Receipt confirmed"), shown(detention.acknowledged_at), ""))
    if not facility:
        rows.append((_("Recorded"), shown(detention.recorded_at), ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]


def filed(by: Any, pk: UUID) -> list[Material]:
    """The documents of a detention that `by` sees, in the order of their sheets."""
    rows = Material.objects.visible_to(by).select_related("document").filter(matter_id=pk)
    return list(rows.order_by("first_sheet", "id"))


def acts_of(materials: list[Material], url: Callable[[Material], str]) -> list[dict[str, Any]]:
    return [{"title": title_of(row), "url": url(row), "signed": bool(row.document.act)} for row in materials]


def protocol_of(materials: list[Material], url: Callable[[Material], str]) -> str:
    return next((url(row) for row in materials if row.kind == "detention_protocol"), "")


def shown_entries(entries: list[Entry], base: str) -> list[dict[str, Any]]:
    authors = people_by_id(entry.appointment_id for entry in entries)
    rows = [told(entry, authors, {}, base) for entry in entries]
    return [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows]
