"""The pages of a request for a sanction, inside its case."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Deadline, Material, Participant
from cases.offence_field import ask_offence
from cases.views.case import CasePage, entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from detention.models import Detention
from ecase.law.arrest import GROUNDS, VERDICTS, ArrestAnswer, Verdict
from ecase.law.clock import shown
from ecase.law.kinds import KINDS, Kind
from ecase.law.limits import LIMITS
from ecase.law.roles import TITLES
from ecase.law.words import Refusal, Refused
from ecase.people.models import Appointment
from ecase.web.pages import Page, as_move, fieldsets, guarded, here, refuse_into, status_of
from ecase.web.says import say
from sanctions import actions
from sanctions.forms import RequestForm
from sanctions.kinds import STATED, STATUS_TITLES, Status
from sanctions.models import Sanction
from sanctions.resource import SANCTION

ROWS = 50
LOOKS = {
    Status.DRAFT: "draft",
    Status.BEFORE_PROSECUTOR: "waiting",
    Status.RETURNED: "returned",
    Status.REFUSED_BY_PROSECUTOR: "refused",
    Status.BEFORE_COURT: "waiting",
    Status.GRANTED: "granted",
    Status.REFUSED: "refused",
    Status.WITHDRAWN: "ended",
}


class SanctionList(CasePage):
    """The requests of one case, and what may be asked for."""

    tab = "sanctions"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        rows = list(SANCTION.visible(self.by).filter(case=self.opened.case).order_by("-requested_at")[:ROWS])
        new = f"{self.base}sanctions/new/"
        mine = self.conducts()
        context = {
            "title": "",
            "chips": [],
            "rows": [self.row(row) for row in rows],
            "page": None,
            "new_url": new if mine else "",
            "kinds": [
                {"title": _(kind.title), "url": f"{new}?kind={kind.code}", "allowed": True, "refusal": None}
                for kind in KINDS.values()
            ]
            if mine
            else [],
        }
        return self.show_case("sanctions/list.html", context)

    def row(self, sanction: Sanction) -> dict[str, Any]:
        return {
            "url": f"{self.base}sanctions/{sanction.pk}/",
            "kind": _(sanction.rule.title),
            "object": sanction.participant.full_name if sanction.participant else "",
            "case_number": sanction.case.number,
            "case_url": self.base,
            "status": _(STATUS_TITLES[sanction.status]),
            "status_kind": LOOKS[Status(sanction.status)],
            "holder": _(TITLES[sanction.matter.waits_role]) if sanction.matter.waits_role else "",  # type: ignore[index]
            "at": sanction.submitted_at or sanction.requested_at,
            "due_at": sanction.matter.next_due,
            "starts_at": None,
        }


class Request(CasePage):
    """Asking for a sanction: one page; what the rules say of it stands beside the form."""

    tab = "sanctions"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.not_his() or self.page(RequestForm(initial={"kind": request.GET.get("kind", "arrest")}))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        form = RequestForm(request.POST)
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
            typed = {name: value for name, value in form.cleaned_data.items() if name in RequestForm.base_fields}
            try:
                made = actions.request(
                    case_id=case.pk,
                    by=self.by,
                    at=self.at,
                    participant_id=typed.pop("participant"),
                    detention_id=typed.pop("detention"),
                    **typed,
                )
            except Refused as refused:
                return again(refused.refusal)
            # Straight on to the act: looked at, signed, sent.
            return HttpResponseRedirect(f"{self.base}sanctions/{made.pk}/moves/submit/")

        return self.once(answer, again)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        case = self.opened.case
        suspects = list(
            Participant.objects.visible_to(self.by)
            .filter(case=case, capacity=Participant.Capacity.SUSPECT)
            .order_by("sort_key", "id")
        )
        named = [(str(row.pk), row.full_name) for row in suspects]
        form.fields["participant"].widget = forms.Select(choices=[("", ""), *named] if len(named) != 1 else named)
        if not named:
            form.fields["participant"].help_text = _("Nobody is entered as a suspect yet. Enter the person first.")
        if len(KINDS) == 1:
            form.fields["kind"].widget = forms.HiddenInput()
        ask_offence(form, case, self.by)
        guarded(form, case=case.number, version=case.version)
        kind = KINDS.get(str(form["kind"].value() or "arrest"), KINDS["arrest"])
        chosen = next((row for row in suspects if str(row.pk) == str(form["participant"].value())), None)
        if chosen is None and len(suspects) == 1:
            chosen = suspects[0]
        stated = form["stated"].value() or []
        answer = None
        if chosen is not None:
            answer = actions.answer_for(
                case,
                chosen,
                at=self.at,
                stated=stated,
                new_circumstances=str(form["new_circumstances"].value() or ""),
            )
        context = {
            "kind_title": _(kind.title),
            "cite": kind.cite,
            "route": route_of(kind),
            "steps": [],
            "form": form,
            "groups": fieldsets(
                form,
                (_("Person"), "", ["participant", "episode"]),
                (_("Grounds"), "", ["stated", "grounds"]),
                (_("Other measures"), "", ["milder", "new_circumstances"]),
            ),
            "checks": checks_of(answer),
            "blocked": "",
            "send_before": self.send_before(),
            "preview": None,
            "submit": "",
            "cancel_url": f"{self.base}sanctions/",
        }
        return self.show_case("sanctions/new.html", context, status)

    def send_before(self) -> dict[str, Any] | None:
        """The end by which the petition has to be with the judge, while somebody is held."""
        due = next((d for d in self.opened.running if d.rule == "detention.petition_to_ij"), None)
        if due is None:
            return None
        return {"due_at": due.due_at, "starts_at": None, "says": _("With the judge before")}


class SanctionPage(Page):
    """One request on its way: state, decision, act, terms, moves."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        sanction = SANCTION.visible(self.by).filter(pk=pk, case__number=number).first()
        if sanction is None:
            raise Http404
        opened = open_case(self.by, number)
        base = here(f"/cases/{number}/")
        own = f"{base}sanctions/{pk}/"
        acts = acts_of(sanction, self.by)
        chosen = next((row for row in acts if str(row.pk) == request.GET.get("act")), acts[-1] if acts else None)
        entries = list(entries_of(self.by, opened.case).filter(public__contains=str(pk))[:20])
        authors = people_by_id(entry.appointment_id for entry in entries)
        rows = [told(entry, authors, {}, base) for entry in entries]
        checks = []
        if sanction.status in {Status.DRAFT, Status.RETURNED, Status.BEFORE_PROSECUTOR}:
            checks = checks_of(actions.answer_of(sanction, at=self.at))
        context = {
            **opened.context("sanctions", self.at),
            "kind_title": _(sanction.rule.title),
            "object": sanction.participant.full_name if sanction.participant else "",
            "status": _(STATUS_TITLES[sanction.status]),
            "status_kind": LOOKS[Status(sanction.status)],
            "decision": decision_of(sanction),
            "facts": facts_of(sanction),
            "checks": checks,
            "terms": terms_of(self.by, pk),
            "moves": [as_move(o, own) for o in moving.offers(SANCTION, sanction, self.by, self.at, own=True)],
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen else None,
            "materials": [
                {"title": title_of(row), "url": f"{own}?act={row.pk}", "sheets": sheets_of(row)} for row in acts
            ],
            "entries": [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows],
        }
        return self.show("sanctions/sanction.html", context)


class SanctionMove(MovePage):
    """A move on a request, from its case."""

    resource = SANCTION

    def around(self, subject: Sanction) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context("sanctions", self.at)

    def lead(self, subject: Sanction) -> str:
        person = subject.participant.full_name if subject.participant else ""
        return f"{_(subject.rule.title)}: {person}"


# --- shared with the queue ----------------------------------------------------------------------------


def acts_of(sanction: Sanction, by: Appointment) -> list[Material]:
    """The acts of a request that `by` sees, oldest first; the orders lie with the detention they end."""
    mine = Material.objects.visible_to(by).select_related("document", "matter", "filed_by__user")
    rows = list(mine.filter(matter_id=sanction.pk).order_by("first_sheet"))
    if sanction.detention_id:
        orders = mine.filter(
            matter_id=sanction.detention_id, kind__in=[sanction.rule.granted_act, sanction.rule.refused_act]
        )
        rows += [row for row in orders if row.filed_by_id == sanction.decided_by_id]
    return rows


def checks_of(answer: ArrestAnswer | None) -> list[dict[str, Any]]:
    """What the law says of this request: bars, conflicts, reminders."""
    if answer is None:
        return []
    say_it = translation.gettext
    checks: list[dict[str, Any]] = [
        {
            "says": say_it(VERDICTS[answer.verdict]),
            "ok": False if answer.verdict is Verdict.FORBIDDEN else answer.may_be_sanctioned or None,
            "cite": "CPC 147(1)",
        }
    ]
    checks += [{"says": say(bar.says, bar.params), "ok": False, "cite": bar.cite} for bar in answer.bars]
    checks += [
        {"says": say_it(GROUNDS[number]), "ok": True, "cite": f"CPC 147(1)({number})"}
        for number in answer.grounds_147_1
    ]
    checks += [
        {"says": step.text(say_it), "ok": None, "cite": step.cite} for step in (*answer.conflicts, *answer.because)
    ]
    return checks


def route_of(kind: Kind) -> str:
    """ "prosecutor, then investigating judge" in the reader's language."""
    roles = [_("the prosecutor"), _("the court")] if len(kind.route) > 1 else [_("the court")]
    return _("Goes to: %(route)s.") % {"route": " → ".join(roles)}


def facts_of(sanction: Sanction) -> list[dict[str, Any]]:
    detention: Detention | None = sanction.detention
    rows: list[tuple[str, Any, str]] = [
        (_("Asked by"), sanction.requested_by.user.short_name(), sanction.rule.cite),
        (_("Begun"), shown(sanction.requested_at), ""),
    ]
    if sanction.submitted_at:
        rows.append((_("Sent to the prosecutor"), shown(sanction.submitted_at), ""))
    if sanction.prosecutor:
        rows.append((_("Prosecutor"), sanction.prosecutor.user.short_name(), ""))
    if sanction.court_received_at:
        rows.append((_("Arrived at the court"), shown(sanction.court_received_at), "CPC 148(2)"))
    if sanction.hearing_at:
        rows.append((_("Hearing held at"), shown(sanction.hearing_at), ""))
    if sanction.decided_by:
        rows.append((_("Judge"), sanction.decided_by.user.short_name(), ""))
    if sanction.until:
        rows.append((_("Custody until"), f"{sanction.until:%d.%m.%Y}", "CPC 151(1)"))
    if detention is not None:
        rows.append((_("Detention ends"), shown(detention.expires_at), "CPC 131(4)"))
    stated = [_(GROUNDS[STATED.index(name) + 1]) for name in STATED if name in sanction.stated]
    if stated:
        rows.append((_("Circumstances of article 147(1)"), "; ".join(stated), ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]


def decision_of(sanction: Sanction) -> dict[str, Any] | None:
    """The last decision on the request, reason first."""
    if sanction.decided_by is not None and sanction.decided_at is not None:
        granted = sanction.status == Status.GRANTED
        return {
            "title": _("Granted by the court") if granted else _("Refused by the court"),
            "says": sanction.reasons,
            "at": sanction.decided_at,
            "by": sanction.decided_by.user.short_name(),
            "kind": "granted" if granted else "refused",
        }
    if sanction.prosecutor is not None and sanction.prosecutor_at is not None:
        words = {
            Status.RETURNED: (_("Returned for rework"), "returned"),
            Status.REFUSED_BY_PROSECUTOR: (_("Refused by the prosecutor"), "refused"),
            Status.BEFORE_COURT: (_("Supported by the prosecutor"), "granted"),
        }.get(Status(sanction.status))
        if words:
            return {
                "title": words[0],
                "says": sanction.prosecutor_reasons,
                "at": sanction.prosecutor_at,
                "by": sanction.prosecutor.user.short_name(),
                "kind": words[1],
            }
    return None


def due_of(sanction: Sanction, by: Appointment) -> Deadline | None:
    """The nearest term that presses on a request: its own, or that of the detention behind it."""
    matters = [pk for pk in (sanction.pk, sanction.detention_id) if pk]
    rows = Deadline.objects.visible_to(by).filter(matter_id__in=matters, met_at__isnull=True, ended_at__isnull=True)
    return rows.filter(rule__in=PRESSING).order_by("due_at").first()


PRESSING = frozenset({"ij.arrest", "detention.petition_to_ij", "detention.expiry"}) & frozenset(LIMITS)
