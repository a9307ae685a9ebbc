"""The people of a case: who they are, who defends them, what the civil registry says of them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases import actions, civil_registry, moving
from cases.forms import DefenceForm, ParticipantForm
from cases.identity import card, doubt_of, fields_of_identity, fill_in, identity_of, trace_of
from cases.models import Charge, Defence, Participant, Ruling
from cases.queries import scope
from cases.queries.corrected import by_row
from cases.queries.corrected import rulings as correcting
from cases.queries.suspects import SUSPICION, status_of
from cases.resource import CASE
from cases.views.case import CasePage
from cases.views.frame import as_clock, open_case
from cases.views.people_rows import Around, person_row, titles
from ecase.law.roles import Role
from ecase.law.words import Refusal, Refused
from ecase.people.queries import speaks_now
from ecase.web.pages import guarded, refuse_into
from ecase.web.pages import status_of as answer_of
from ecase.web.together import together

DEFENCE_IDS = "id_defence_%s"  # two forms stand on one page
REST = ("language", "needs_interpreter", "office_held")  # of the form of a person, after what the registry fills


class People(CasePage):
    """Everybody in the case; the investigator enters people and their lawyers here."""

    tab = "people"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        asked = request.GET.get("defends")
        defence = DefenceForm(auto_id=DEFENCE_IDS, initial={"participant": asked} if asked else None)
        return self.page(ParticipantForm(), defence)

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        lawyer = "warrant" in request.POST
        form = ParticipantForm() if lawyer else ParticipantForm(request.POST)
        defence = DefenceForm(request.POST if lawyer else None, auto_id=DEFENCE_IDS)
        sent = defence if lawyer else form
        if request.POST.get("do") == "find":
            return self.find(form, defence)
        if request.POST.get("check_again"):
            return self.check_again(request.POST["check_again"])

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(sent, refusal)
            return self.page(form, defence, answer_of(refusal))

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
                    person = person_of(sent)
                    # Asked before the case is locked: the registry may take its time.
                    answer = civil_registry.ask(person["iin"], at=self.at) if person["iin"] else None
                    actions.add_participant(
                        case_id=case.pk,
                        by=self.by,
                        at=self.at,
                        asked=trace_of(answer) if answer else None,
                        **person,
                        **identity_of(answer, last_name=person["last_name"], first_name=person["first_name"]),
                    )
            except Refused as refused:
                return again(refused.refusal)
            messages.success(request, _("Entered in the case."))
            return HttpResponseRedirect(f"{self.base}people/")

        return self.once(answer, again)

    def page(
        self,
        form: forms.Form,
        defence: forms.Form,
        status: int = 200,
        card_shown: dict[str, Any] | None = None,
    ) -> HttpResponse:
        case = self.opened.case
        rows, around = self.around()
        people = [person_row(row, around) for row in rows]
        context: dict[str, Any] = {
            "people": people,
            "can_act": any(one["actions"] for one in people),
            "add_form": None,
            "add_open": form.is_bound or card_shown is not None or not rows,
            "add_url": f"{self.base}people/",
            "defence_form": None,
            "defence_open": defence.is_bound or "participant" in defence.initial,
        }
        if around.conducts:
            context["add_form"] = guarded(form, case=case.number, version=case.version)
            context["rest"] = [form[name] for name in REST]
            context |= self.identity_context(form, card_shown)
            suspects = [row for row in rows if row.capacity == Participant.Capacity.SUSPECT]
            if suspects:
                context["defence_form"] = self.defence_form(defence, suspects)
        return self.show_case("cases/people.html", context, status)

    def around(self) -> tuple[list[Participant], Around]:
        """The people, and everything their rows need: a number of statements that does not grow with them."""
        case, by = self.opened.case, self.by
        moves = titles(moving.offers(CASE, case, by, self.at, own=True))
        changed = Charge.objects.visible_to(by) if "requalify" in moves else Charge.objects.none()
        found = together(
            {
                "people": scope.participants(case, by),
                "defences": scope.defences(case, by),
                "charges": changed.filter(case=case, until__isnull=True, participant__isnull=False).order_by("since"),
                "corrections": correcting(case, by),
                "rulings": Ruling.objects.visible_to(by).filter(case=case, kind__in=SUSPICION),
            }
        )
        rows: list[Participant] = found["people"]
        lawyers: dict[UUID, list[Defence]] = defaultdict(list)
        for entered in found["defences"]:
            lawyers[entered.participant_id].append(entered)
        charges: dict[UUID, list[Charge]] = defaultdict(list)
        for charge in found["charges"]:
            charges[charge.participant_id].append(charge)
        own = {pk for pk, those in lawyers.items() if any(d.lawyer_id == by.pk for d in those)}
        # A defender is told nothing of the position of those who are suspected beside his client.
        known = [row for row in rows if scope.opens(row, by, own)]
        return rows, Around(
            by=by,
            at=self.at,
            base=self.base,
            known=frozenset(row.pk for row in known),
            lawyers=lawyers,
            statuses=status_of(known) if known else {},
            clocks={
                d.matter.participant_id: as_clock(d, self.base)
                for d in self.opened.running
                if d.rule == "detention.expiry" and d.matter is not None and d.matter.participant_id is not None
            },
            charges=charges,
            corrected=by_row(found["corrections"]),
            rulings=frozenset(row.pk for row in found["rulings"]),
            moves=moves,
            conducts=self.conducts(),
            asks=self.conducts() and bool(civil_registry.configured()),
        )

    def find(self, form: forms.Form, defence: forms.Form) -> HttpResponse:
        """The civil registry is asked for the typed IIN: the answer fills what is empty; the question is recorded."""
        refused = self.not_his()
        if refused is not None:
            return refused
        typed = {name: form.data.get(name, "") for name in ParticipantForm.base_fields}
        field = ParticipantForm.base_fields["iin"]
        answer = None
        try:
            iin = field.clean(typed["iin"])
        except forms.ValidationError:
            iin = ""
        if iin:
            answer = civil_registry.ask(iin, at=self.at)
        if answer is not None:
            actions.look_up(case_id=self.opened.case.pk, by=self.by, at=self.at, asked=trace_of(answer))
            self.opened = open_case(self.by, self.opened.case.number)
        filled = ParticipantForm(fill_in(typed, answer) if iin else typed)
        filled.is_valid()
        for name in [name for name in filled.errors if name != "iin" or iin]:
            del filled.errors[name]  # the rest is asked for when the person is entered
        doubt = doubt_of(answer, last_name=filled["last_name"].value(), first_name=filled["first_name"].value())
        shown = card(answer, doubt)
        if self.request.htmx:  # type: ignore[attr-defined]
            context = {**self.identity_context(filled, shown), "fresh_version": self.opened.case.version}
            return render(self.request, "cases/identity.html", context)
        return self.page(filled, defence, card_shown=shown)

    def check_again(self, participant_id: str) -> HttpResponse:
        """The registry did not answer when the person was entered: it is asked once more."""
        refused = self.not_his()
        if refused is not None:
            return refused
        rows = Participant.objects.visible_to(self.by).filter(
            case=self.opened.case, identity_source=civil_registry.NO_ANSWER
        )
        person = next((row for row in rows if str(row.pk) == participant_id), None)
        answer = civil_registry.ask(person.iin, at=self.at) if person else None
        if person is not None and answer is not None:
            names = {"last_name": person.last_name, "first_name": person.first_name}
            found = identity_of(answer, **names) or {"identity_source": ""}
            actions.check_identity(participant_id=person.pk, by=self.by, at=self.at, asked=trace_of(answer), **found)
            doubt = doubt_of(answer, **names)
            if doubt:
                messages.warning(self.request, doubt)
            else:
                messages.success(self.request, _("The civil registry confirms the person."))
        return HttpResponseRedirect(f"{self.base}people/")

    def identity_context(self, form: forms.Form, shown: dict[str, Any] | None) -> dict[str, Any]:
        """What the fragment with the IIN and the names needs."""
        return {
            "form": form,
            "iin": form["iin"],
            "fields": fields_of_identity(form),
            "card": shown,
            "find_url": f"{self.base}people/",
            "registry": bool(civil_registry.configured()),
        }

    def defence_form(self, form: forms.Form, suspects: list[Participant]) -> forms.Form:
        case = self.opened.case
        form.fields["participant"].widget = forms.Select(choices=[(str(s.pk), s.full_name) for s in suspects])
        lawyers = speaks_now().filter(role=Role.LAWYER, user__is_active=True).order_by("user__last_name", "id")[:200]
        named = [("", ""), *((str(a.pk), f"{a.user.get_full_name()}, {a.office}") for a in lawyers)]
        form.fields["lawyer"].widget = forms.Select(choices=named)
        form.fields["lawyer"].help_text = ""
        return guarded(form, case=case.number, version=case.version)


def person_of(form: forms.Form) -> dict[str, Any]:
    """The cleaned fields of a person, without what the frame adds."""
    return {name: value for name, value in form.cleaned_data.items() if name in ParticipantForm.base_fields}
