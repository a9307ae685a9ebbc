"""The room of the covert actions of one case: list, request, one action with its papers, its moves.

It is there for holders of the grant and for whoever conducts the case; for everybody else there is no such address.
What is typed into a request is kept nowhere on the way: drafts of forms lie in a table that has no row policy.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Participant
from cases.offence_field import ask_offence
from cases.views.case import CasePage, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from ecase.documents import storage
from ecase.law.kinds import Kind
from ecase.law.words import Refusal, Refused
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.pages import as_move, fieldsets, guarded, here, refuse_into, status_of
from sanctions import actions, rules
from sanctions.actions.holding import DECISIONS
from sanctions.covert import notices_told
from sanctions.covert.filing import file_paper, why_not_file
from sanctions.covert.forms import PaperForm
from sanctions.covert.queries import KINDS, inventory, may_enter, next_ends, stream_of
from sanctions.forms import request_form, roots_of
from sanctions.kinds import STATUS_TITLES, Status
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.views.handed_back import amend_first
from sanctions.views.page import LOOKS, SanctionMove, about_of, asked_of, checks_of, decision_of, facts_of, track_of
from sanctions.views.request import act_of, route_of

ROWS = 100
ENTRIES = 30
FIRST = "covert_av"
TAB = "covert"
# Refusals that tell the reader something: a day that has not come, a term that is over, somebody's decision.
BARRED = frozenset({"destroy_early", "destroy_notice", "destroy_complaint", "too_late", "objected", "detention_over"})
# While it is still to be decided whether the request goes on, what was looked at stands beside it.
LOOKED_AT = frozenset({Status.DRAFT, Status.RETURNED})


class Room(CasePage):
    """A page of the room; Http404 for whoever may not enter it."""

    tab = TAB

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "appointment", None) is not None and not may_enter(self.opened.case, self.by):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def room(self) -> str:
        return f"{self.base}covert/"

    def find(self, pk: UUID) -> Sanction:
        """The action of this case that the reader may know of."""
        found = visible(self.by).filter(pk=pk, case=self.opened.case).first()
        if found is None:
            raise Http404
        return found


def visible(by: Appointment) -> Any:
    """Covert requests and nothing else."""
    return SANCTION.visible(by).filter(matter__compartment="covert")


class CovertList(Room):
    """The actions of a case, what is owed to people, and what may be asked for."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        rows = list(visible(self.by).filter(case=case).order_by("-requested_at")[:ROWS])
        ends = next_ends(rows)
        asks = [kind for kind in KINDS.values() if not kind.extends]
        offered = [(kind, rules.why_not_ask(kind, case, self.by, self.at)) for kind in asks]
        context = {
            "rows": [self.row(row, ends.get(row.pk)) for row in rows],
            "notices": notices_told.of_case(case, self.by, self.at, self.room),
            "new_url": f"{self.room}new/" if any(why is None for _kind, why in offered) else "",
            "kinds": [
                {
                    "title": _(kind.title), "cite": kind.cite, "url": f"{self.room}new/?kind={kind.code}",
                    "allowed": why is None, "refusal": why,
                }
                for kind, why in offered
                if self.by.role in kind.asked_by
            ],
        }  # fmt: skip
        return self.show_case("sanctions/covert/list.html", context)

    def row(self, row: Sanction, due_at: datetime | None) -> dict[str, Any]:
        return {
            "url": f"{self.room}{row.pk}/",
            "kind": _(row.rule.title),
            "object": about_of(row),
            "status": _(STATUS_TITLES[row.status]),
            "status_kind": LOOKS[Status(row.status)],
            "at": row.submitted_at or row.requested_at,
            "due_at": due_at,
            "until": row.until if row.status == Status.GRANTED else None,
            "urgent": row.urgent,
        }


class CovertRequest(Room):
    """`covert/new/?kind=`: one page, nothing kept on the server before it is a request."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        kind = self.kind(request.GET.get("kind", ""))
        refusal = rules.why_not_ask(kind, self.opened.case, self.by, self.at)
        if refusal is not None:
            return self.refused(refusal)
        return self.page(kind, request_form(kind.code)(initial=self.known(kind, request.GET.get("extends", ""))))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        kind = self.kind(request.POST.get("kind", ""))
        form = request_form(kind.code)(request.POST)
        case = self.opened.case

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(kind, form, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=case.number)
            if wrong is not None:
                return again(wrong)
            if not form.is_valid():
                return self.page(kind, form, 422)
            given = {"by": self.by, "at": self.at, "kind": kind.code, **roots_of(form), **form.values()}
            try:
                made = actions.request(case_id=case.pk, **given)
            except Refused as refused:
                return again(refused.refusal)
            return HttpResponseRedirect(act_of(made, f"{self.room}{made.pk}/", self.by, self.at))

        return self.once(answer, again)

    def kind(self, named: str) -> Kind:
        return KINDS[named if named in KINDS else FIRST]

    def known(self, kind: Kind, extends: str) -> dict[str, Any]:
        """What is known before anything is typed: the kind, the action it is about, what stands in the record of it."""
        known: dict[str, Any] = {"kind": kind.code, "extends": extends}
        if not kind.extends:
            return known
        rows = {str(row.pk): row for row in self.running(kind)}
        action = rows.get(extends) or (next(iter(rows.values())) if len(rows) == 1 else None)
        if action is None:
            return known
        notice = notices_told.notice_of(action)
        return known | {
            "extends": str(action.pk),
            "object": action.object,
            "participant": action.participant_id,
            "running_until": action.until,
            "person": notice.name if notice else about_of(action),
            "final_on": notice.since.date() if notice else None,
        }

    def running(self, kind: Kind) -> list[Sanction]:
        """The actions a request of an extending kind can be about."""
        rows = visible(self.by).filter(case=self.opened.case, kind__in=kind.extends).order_by("-requested_at")
        if kind.code == "covert_extension":
            return list(rows.filter(status=Status.GRANTED).exclude(kind=kind.code))
        return [row for row in rows if notices_told.waits(row)]

    def page(self, kind: Kind, form: forms.Form, status: int = 200) -> HttpResponse:
        case = self.opened.case
        if "participant" in form.fields:
            people = Participant.objects.visible_to(self.by).filter(case=case).order_by("sort_key", "id")
            choices = [("", _("Not a person of the case, or not known")), *((str(p.pk), p.full_name) for p in people)]
            form.fields["participant"].widget = forms.Select(choices=choices)
        if "extends" in form.fields:
            named = [(str(row.pk), f"{_(row.rule.title)}, {about_of(row)}") for row in self.running(kind)]
            form.fields["extends"].widget = forms.Select(choices=[("", _("Choose")), *named])
        form.fields["kind"].widget = forms.HiddenInput()
        form.fields.pop("sheets", None)
        ask_offence(form, case, self.by)
        guarded(form, case=case.number)
        text = ("grounds", "milder", "new_circumstances")
        facts = [row.name for row in kind.facts if row.name not in ("acted_from", "acted_until", "urgent_why")]
        context = {
            "kind_title": _(kind.title),
            "cite": kind.cite,
            "note": _(kind.note) if kind.note else "",
            "route": route_of(kind),
            "form": form,
            "groups": fieldsets(
                form,
                (_("Whom and what"), "", ["extends", "participant", "object", "episode"]),
                (_("Facts"), "", facts),
                (_("The action came first"), "", ["urgent", "acted_from", "acted_until", "urgent_why"]),
                (_("Grounds"), "", ["stated", *text]),
            ),
            "cancel_url": self.room,
            "kinds_url": self.room,
        }
        return self.show_case("sanctions/covert/new.html", context, status)


class CovertPage(Room):
    """One action: its way, its decision, its terms, its own papers, the notice and the end of its results."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        return self.page(self.find(pk), PaperForm())

    def post(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        sanction = self.find(pk)
        form = PaperForm(request.POST, request.FILES)

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(sanction, form, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=str(sanction.pk))
            if wrong is not None:
                return again(wrong)
            if not form.is_valid():
                return self.page(sanction, form, 422)
            file = form.cleaned_data["file"]
            try:
                filed = file_paper(
                    sanction_id=sanction.pk, by=self.by, at=self.at, file=file, name=file.name,
                    title=form.cleaned_data["title"],
                )  # fmt: skip
            except Refused as refused:
                return again(refused.refusal)
            messages.success(request, _("Filed: sheets %(sheets)s.") % {"sheets": sheets_of(filed)})
            return HttpResponseRedirect(f"{self.room}{sanction.pk}/?act={filed.pk}#act")

        return self.once(answer, again)

    def page(self, sanction: Sanction, form: forms.Form, status: int = 200) -> HttpResponse:
        own = f"{self.room}{sanction.pk}/"
        number = self.opened.case.number
        papers = list(inventory(sanction, self.by))
        chosen = next((row for row in papers if str(row.pk) == self.request.GET.get("act")), None)
        chosen = chosen or next((row for row in reversed(papers) if row.document.act), papers[-1] if papers else None)
        gone = {row.pk for row in papers if not storage.exists(row.document.case_id, row.document.sha256)}
        context = {
            "sanction": sanction,
            "kind_title": _(sanction.rule.title),
            "cite": sanction.rule.cite,
            "object": about_of(sanction),
            "status": _(STATUS_TITLES[sanction.status]),
            "status_kind": LOOKS[Status(sanction.status)],
            "track": list(track_of(sanction)),
            "decision": decision_of(sanction),
            "facts": facts_of(sanction),
            "asked": asked_of(sanction),
            "reasons": sanction.grounds,
            "end": notices_told.ended(sanction),
            "checks": checks_of(sanction, self.at) if sanction.status in LOOKED_AT else [],
            "terms": terms_of(self.by, sanction.pk),
            "moves": self.moves(sanction, own),
            "leads": list(self.leads(sanction)),
            "notice": notices_told.of_action(sanction, self.at),
            "destruction": notices_told.destruction(sanction),
            "extensions": self.about(sanction),
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen and chosen.pk not in gone else None,
            "materials": [
                {
                    "title": title_of(row), "url": "" if row.pk in gone else f"{own}?act={row.pk}#act",
                    "sheets": sheets_of(row), "at": row.filed_at, "gone": row.pk in gone,
                    "inadmissible": row.inadmissible_cite if row.inadmissible_at else "",
                    "current": chosen is not None and row.pk == chosen.pk,
                }
                for row in papers
            ],
            "upload_form": None
            if why_not_file(sanction, self.by) is not None
            else guarded(form, case=str(sanction.pk), version=sanction.version),
            "entries": self.entries(sanction),
        }  # fmt: skip
        return self.show_case("sanctions/covert/action.html", context, status)

    def moves(self, sanction: Sanction, own: str) -> list[dict[str, Any]]:
        """What the reader may do now, and what the law bars for a reason of its own; not what has no occasion.

        More time is asked for by a form of its own, see `leads`.
        """
        offers = [
            one for one in moving.offers(SANCTION, sanction, self.by, self.at, own=True) if one.move.name != "extend"
        ]
        told = [as_move(one, own) for one in offers if one.refusal is None or one.refusal.code in BARRED]
        return amend_first(told, sanction)

    def leads(self, sanction: Sanction) -> Iterable[dict[str, Any]]:
        """Requests that this action may need: more time for it, more time or a waiver for the notice."""
        kinds = []
        if sanction.rule.by_court and not sanction.rule.extends and sanction.status == Status.GRANTED:
            kinds.append("covert_extension")
        if notices_told.waits(sanction):
            kinds += ["covert_notice_extension", "covert_notice_waiver"]
        for code in kinds:
            kind = KINDS[code]
            if rules.why_not_ask(kind, self.opened.case, self.by, self.at) is None:
                yield {"title": _(kind.title), "url": f"{self.room}new/?kind={code}&extends={sanction.pk}"}

    def about(self, sanction: Sanction) -> list[dict[str, Any]]:
        """The requests that prolong this action or concern its notice, and the action such a request is about."""
        rows = list(visible(self.by).filter(extends=sanction).order_by("requested_at"))
        rows += list(visible(self.by).filter(pk=sanction.extends_id)) if sanction.extends_id else []
        return [
            {"title": _(row.rule.title), "url": f"{self.room}{row.pk}/", "status": _(STATUS_TITLES[row.status])}
            for row in rows
        ]

    def entries(self, sanction: Sanction) -> list[dict[str, Any]]:
        found = list(Entry.objects.filter(**stream_of(sanction)).order_by("-seq")[:ENTRIES])
        authors = people_by_id(entry.appointment_id for entry in found)
        rows = [told(entry, authors, {}, self.base) for entry in found]
        return [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows]


class CovertMove(SanctionMove):
    """A move on a covert request, in its own room. Nothing of it is kept while it is typed."""

    @property
    def keeps_typed(self) -> bool:  # type: ignore[override]
        return False

    @keeps_typed.setter
    def keeps_typed(self, asked: bool) -> None:
        """Never: what is being typed would lie in a table without a row policy."""

    def fits(self, subject: Sanction, named: Mapping[str, Any]) -> bool:
        return subject.covert and subject.case.number == named["number"]

    def around(self, subject: Sanction) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context(TAB, self.at)

    def typed_before(self, subject: Any, name: str, draft_id: str) -> dict[str, Any]:
        """What stands in the record already: to whom the notice goes, how many days were asked for."""
        known: dict[str, Any] = {}
        notice = notices_told.notice_of(subject) if name == "send_notice" else None
        if notice is not None:
            iin = notice.participant.iin if notice.participant else ""
            known = {"addressee": notice.name, "address": notice.address, "iin": iin}
        if name in DECISIONS and subject.facts.get("days"):
            known["days"] = subject.facts["days"]
        return {**known, **super().typed_before(subject, name, draft_id)}

    def back(self, subject: Sanction) -> str:
        return here(f"/cases/{subject.case.number}/covert/{subject.pk}/")
