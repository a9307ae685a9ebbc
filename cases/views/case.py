"""The case itself: overview, people, charges."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from cases import actions
from cases.forms import DefenceForm, ParticipantForm
from cases.models import Case, Charge, Defence, Material, Participant, Qualification
from cases.queries import scope
from cases.queries.conduct import why_not_conduct
from cases.views.frame import Opened, as_clock, chain_of, charge_words, open_case, people_by_id
from cases.views.papers import title_of
from ecase.law import cite
from ecase.law.age import is_minor
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.kinds import says as entry_says
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.people.queries import speaks_now
from ecase.web import left
from ecase.web.pages import Page, guarded, here, paging, refuse_into, status_of
from ecase.web.says import say

ENTRIES = 12
DEFENCE_IDS = "id_defence_%s"  # two forms stand on one page
GRAVITIES = {
    "misdemeanour": N_("Misdemeanour"),
    "minor": N_("Minor gravity"),
    "medium": N_("Medium gravity"),
    "grave": N_("Grave"),
    "especially_grave": N_("Especially grave"),
}
LANGUAGES = {"kk": "Қазақша", "ru": "Русский"}


class CasePage(Page):
    """A page of one case: `opened` is what this reader sees of it."""

    tab = ""
    opened: Opened

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if getattr(request, "appointment", None) is not None:
            self.opened = open_case(request.appointment, kwargs["number"])  # type: ignore[attr-defined]

    @property
    def base(self) -> str:
        return here(f"/cases/{self.opened.case.number}/")

    def conducts(self) -> bool:
        """Whether the reader is the investigator of the case, who alone enters anything."""
        return self.why_not_his() is None

    def why_not_his(self) -> Refusal | None:
        return why_not_conduct(self.opened.case, self.by)

    def not_his(self) -> HttpResponse | None:
        """The answer for somebody who sees the case and does not conduct it; None for its investigator."""
        refusal = self.why_not_his()
        return self.refused(refusal) if refusal is not None else None

    def show_case(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return self.show(template, {**self.opened.context(self.tab, self.at), **context}, status)


class Overview(CasePage):
    """What is the worst, what has happened, what has to be done next."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        opened, case = self.opened, self.opened.case
        before = request.GET.get("before", "")
        rows = entries_of(self.by, case, before)
        found = list(rows[: ENTRIES + 1])
        shown = found[:ENTRIES]
        filed = acts_by_hash(self.by, case, shown)
        authors = people_by_id(entry.appointment_id for entry in shown)
        context = {
            "alert": alert(opened, self.base, self.at),
            "summary": case.summary,
            "timeline": [told(entry, authors, filed, self.base) for entry in shown],
            "timeline_chips": [],
            "timeline_page": paging(
                self.base, len(shown), shown[-1].seq if len(found) > ENTRIES else None, bool(before)
            ),
            "needed": self.needed(),
            "terms": chain_of([d for d in opened.running if d.matter_id is None]),
            "people": self.people(),
            "moves": self.moves(),
            "facts": [
                {"title": _("Investigator"), "value": case.investigator.user.short_name()},
                {"title": _("Office"), "value": str(case.office)},
                {"title": _("Occasion"), "value": case.get_occasion_display()},
                {"title": _("Where it happened"), "value": case.place},
                {"title": _("Language of the proceedings"), "value": LANGUAGES.get(case.language, case.language)},
            ],
            "materials": {
                "sheets": case.n_sheets,  # type: ignore[attr-defined]
                "volumes": 0,
                "add_url": f"{self.base}file/#upload" if self.conducts() else "",
                "list_url": f"{self.base}file/",
            },
        }
        return self.show_case("cases/overview.html", context)

    def needed(self) -> list[dict[str, Any]]:
        clocks = self.opened.context(self.tab, self.at)["casebar"]["clocks"]
        return clocks[:6]

    def moves(self) -> list[dict[str, Any]]:
        """Shortcuts for the one who conducts the case; the tabs hold everything."""
        if not self.conducts():
            return []
        steps = (
            ("participant", _("Enter a person"), f"{self.base}people/#add", "secondary"),
            ("detain", _("Enter a detention"), f"{self.base}detentions/new/", "secondary"),
            ("request", _("Ask for a sanction"), f"{self.base}sanctions/new/", "secondary"),
        )
        return [
            {"name": name, "title": title, "url": url, "allowed": True, "refusal": None, "style": style, "key": ""}
            for name, title, url, style in steps
        ]

    def people(self) -> list[dict[str, Any]]:
        case = self.opened.case
        rows = list(Participant.objects.visible_to(self.by).filter(case=case).order_by("since", "id")[:12])
        defended: dict[Any, list[str]] = {}
        for defence in scope.defences(case, self.by):
            defended.setdefault(defence.participant_id, []).append(defence.lawyer.user.short_name())
        return [
            {
                "capacity": row.get_capacity_display(),
                "name": row.full_name,
                "url": f"{self.base}people/",
                "note": _("Lawyer: %(names)s") % {"names": ", ".join(defended[row.pk])} if row.pk in defended else "",
            }
            for row in rows
        ]


class People(CasePage):
    """Everybody in the case; the investigator enters people and their lawyers here."""

    tab = "people"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.page(ParticipantForm(), DefenceForm(auto_id=DEFENCE_IDS))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        lawyer = "warrant" in request.POST
        form = ParticipantForm() if lawyer else ParticipantForm(request.POST)
        defence = DefenceForm(request.POST if lawyer else None, auto_id=DEFENCE_IDS)
        sent = defence if lawyer else form

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(sent, refusal)
            return self.page(form, defence, status_of(refusal))

        def answer() -> HttpResponse:
            case = self.opened.case
            wrong = self.misdirected(case=case.number, version=case.version)
            if wrong is not None:
                return again(wrong)
            if not sent.is_valid():
                return self.page(form, defence, 422)
            try:
                if lawyer:
                    actions.add_defence(
                        case_id=case.pk,
                        participant_id=sent.cleaned_data["participant"],
                        lawyer=sent.cleaned_data["lawyer"],
                        warrant=sent.cleaned_data["warrant"],
                        by=self.by,
                        at=self.at,
                    )
                else:
                    actions.add_participant(case_id=case.pk, by=self.by, at=self.at, **person_of(sent))
            except Refused as refused:
                return again(refused.refusal)
            messages.success(request, _("Entered in the case."))
            return HttpResponseRedirect(f"{self.base}people/")

        return self.once(answer, again)

    def page(self, form: forms.Form, defence: forms.Form, status: int = 200) -> HttpResponse:
        case = self.opened.case
        rows = list(Participant.objects.visible_to(self.by).filter(case=case).order_by("sort_key", "id"))
        lawyers: dict[Any, list[Defence]] = {}
        for entered in scope.defences(case, self.by):
            lawyers.setdefault(entered.participant_id, []).append(entered)
        own = {pk for pk, those in lawyers.items() if any(d.lawyer_id == self.by.pk for d in those)}
        held = {
            d.matter.participant_id: as_clock(d, self.base)
            for d in self.opened.running
            if d.rule == "detention.expiry" and d.matter is not None
        }
        context: dict[str, Any] = {
            "people": [self.person(row, lawyers.get(row.pk, []), own, held) for row in rows],
            "add_form": None,
            "add_url": f"{self.base}people/",
            "defence_form": None,
        }
        if self.conducts():
            context["add_form"] = guarded(form, case=case.number, version=case.version)
            suspects = [row for row in rows if row.capacity == Participant.Capacity.SUSPECT]
            if suspects:
                context["defence_form"] = self.defence_form(defence, suspects)
        return self.show_case("cases/people.html", context, status)

    def defence_form(self, form: forms.Form, suspects: list[Participant]) -> forms.Form:
        case = self.opened.case
        form.fields["participant"].widget = forms.Select(choices=[(str(s.pk), s.full_name) for s in suspects])
        lawyers = speaks_now().filter(role=Role.LAWYER, user__is_active=True).order_by("user__last_name", "id")[:200]
        named = [("", ""), *((str(a.pk), f"{a.user.get_full_name()}, {a.office}") for a in lawyers)]
        form.fields["lawyer"].widget = forms.Select(choices=named)
        form.fields["lawyer"].help_text = ""
        return guarded(form, case=case.number, version=case.version)

    def person(self, row: Participant, lawyers: list[Defence], own: set[Any], held: dict[Any, Any]) -> dict[str, Any]:
        known = scope.opens(row, self.by, own)
        minor = row.birth_date is not None and is_minor(row.birth_date, self.at)
        return {
            "capacity": row.get_capacity_display(),
            "name": row.full_name,
            "url": "",
            "iin": row.iin if known else "",
            "masked": False,
            "birth_date": row.birth_date if known else None,
            "note": ", ".join(part for part in (row.identity, row.address, row.phone) if part) if known else "",
            "lawyer": ", ".join(d.lawyer.user.short_name() for d in lawyers),
            "marks": [_("minor")] if minor and known else [],
            "detained": held.get(row.pk),
        }


class Charges(CasePage):
    """The articles the case is conducted on, with what the Criminal Code threatens."""

    tab = "charges"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        rows = list(
            Charge.objects.visible_to(self.by).filter(case=case).select_related("participant").order_by("-since", "id")
        )
        threatened = {
            (q.article, q.part): q for q in Qualification.objects.filter(article__in={row.article for row in rows})
        }
        return self.show_case(
            "cases/charges.html",
            {"charges": [self.charge(row, threatened.get((row.article, row.part))) for row in rows], "moves": []},
        )

    def charge(self, row: Charge, threat: Qualification | None) -> dict[str, Any]:
        language = (translation.get_language() or "ru")[:2]
        words = charge_words(row).partition(", ")
        return {
            "person": row.participant.short_name if row.participant else "",
            "qualification": cite.words(row.cite, language),
            "title": words[2],
            "severity": _(GRAVITIES.get(threat.gravity, threat.gravity)) if threat else "",
            "max_term": longest(threat),
            "since": row.since,
            "until": row.until,
            "by": self.opened.case.investigator.user.short_name() if row.registered else "",
            "cite": "CPC 179(1)" if row.registered else "",
            "note": "",
        }


def longest(threat: Qualification | None) -> str:
    """The heaviest imprisonment the article threatens, in words."""
    if threat is None:
        return ""
    if threat.life:
        return _("for life")
    if not threat.max_imprisonment_months:
        return _("no imprisonment")
    years, months = divmod(threat.max_imprisonment_months, 12)
    told_years = translation.ngettext("%(n)d year", "%(n)d years", years) % {"n": years} if years else ""
    told_months = translation.ngettext("%(n)d month", "%(n)d months", months) % {"n": months} if months else ""
    return " ".join(part for part in (told_years, told_months) if part)


def person_of(form: forms.Form) -> dict[str, Any]:
    """The cleaned fields of a person, without what the frame adds."""
    return {name: value for name, value in form.cleaned_data.items() if name in ParticipantForm.base_fields}


def entries_of(by: Appointment, case: Case, before: str = "") -> Any:
    """The entries of the case that are open to the reader, newest first, below number `before`."""
    rows = scope.log(case, by)
    return rows.filter(seq__lt=int(before)) if before.isdecimal() and len(before) < 12 else rows


def acts_by_hash(by: Appointment, case: Case, entries: list[Entry]) -> dict[str, Material]:
    """The filed acts that these entries speak of, as far as the reader sees them."""
    hashes = {entry.facts.get("sha256") for entry in entries} - {None}
    if not hashes:
        return {}
    rows = Material.objects.visible_to(by).filter(case=case, document__sha256__in=hashes).select_related("document")
    return {row.document.sha256: row for row in rows}


def told(entry: Entry, authors: dict[int, Appointment], filed: dict[str, Material], base: str) -> dict[str, Any]:
    """An entry of the record in the reader's words."""
    facts = entry.facts
    act = filed.get(facts.get("sha256", ""))
    author = authors.get(entry.appointment_id or 0)
    late = facts.get("late_minutes")
    return {
        "title": entry_words(entry),
        "who": author.user.short_name() if author else _("the clock of the system"),
        "at": entry.at,
        "says": _("Late by %(minutes)s min.") % {"minutes": late} if late else "",
        "links": [{"url": f"{base}file/{act.pk}/", "title": title_of(act)}] if act else [],
        "signed": _("Signed electronically") if act and act.document.act else "",
    }


def entry_words(entry: Entry) -> str:
    """What the entry is about; one of the clock's names its term."""
    words = say(entry_says(entry.kind))
    rule = entry.facts.get("rule")
    return f"{words}: {_(LIMITS[rule].title)}" if entry.kind.startswith("deadline.") and rule in LIMITS else words


def alert(opened: Opened, base: str, at: datetime) -> dict[str, Any] | None:
    """The worst running term, if it is late or near: one line, never two."""
    worst: dict[str, Any] | None = None
    order = ("late", "critical", "soon")
    for deadline in opened.running:
        begins = None if LIMITS[deadline.rule].backwards else deadline.starts_at
        look = left.state(deadline.due_at, at, None, begins).value
        if look not in order[:2]:
            continue
        custody = LIMITS[deadline.rule].custody
        rank = (order.index(look), deadline.rule != "detention.expiry", not custody, deadline.due_at)
        if worst is None or rank < worst["rank"]:
            worst = {"rank": rank, "look": look, "deadline": deadline}
    if worst is None:
        return None
    deadline, look = worst["deadline"], worst["look"]
    span = left.in_words(deadline.due_at - at)
    clock = next(c for c in opened.context("", at)["casebar"]["clocks"] if c["due_at"] == deadline.due_at)
    release = deadline.rule == "detention.expiry" and look == "late"
    return {
        "kind": look,
        "lead": _("The person must be released.") if release else f"{_(LIMITS[deadline.rule].title)}:",
        "says": left.overdue(span) + "." if look == "late" else _("%(span)s left.") % {"span": span},
        "url": clock["url"] if clock["url"] != base else "",
        "link": _("Open"),
    }
