"""The two steps of a registration that hold rows: the people, and the articles."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases import civil_registry
from cases.actions.asking import note_look_up
from cases.forms import InvolvedForm
from cases.identity import card, fields_of_identity, fill_in, trace_of
from cases.models import Case, Qualification
from cases.queries.picker import Picked, pick
from cases.queries.reference import as_value, qualification_on
from cases.registering import MOST_CHARGES, MOST_PEOPLE, PERSON, REGISTRY, ROW, Involved, code_of, well_formed
from cases.views.picker import picked_told
from cases.views.register import Wizard, unjudged
from cases.views.register_check import proceeding_words
from ecase.law.charge_card import card as card_of
from ecase.law.clock import local
from ecase.law.words import Refusal
from ecase.web import saved
from ecase.web.drafting import typed_text
from ecase.web.ids import uuid7
from ecase.web.pages import in_words

IDENTITY = "cases/identity.html"


class People(Wizard):
    """Everybody who is known so far; one person is one row with a version of its own."""

    step = "people"

    @property
    def row(self) -> str:
        """Which person is on the page: named by the form or by the address; empty for the list alone."""
        named = self.request.POST.get("row") or self.request.GET.get("row", "")
        return named if ROW.match(named) else ""

    @property
    def draft_part(self) -> str:
        return PERSON + self.row

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return dict(InvolvedForm.base_fields)

    @property
    def draft_url(self) -> str:
        return self.at_step("people", row=self.row) if self.row else self.at_step("people")

    def typed_now(self) -> dict[str, Any]:
        typed = typed_text(self.request)
        data = {name: typed.get(name, "") for name in self.draft_fields}
        data["capacity"] = self.request.POST.getlist("capacity")
        return data

    def get(self, request: HttpRequest) -> HttpResponse:
        people = self.registration.people
        if self.row:
            return self.page(self.row)
        if request.GET.get("row") == "new" or not people:
            return self.page(uuid7().hex)
        unfinished = next((one for one in people if not one.valid), None)
        return self.page(unfinished.row if unfinished else "")

    def post(self, request: HttpRequest) -> HttpResponse:
        self.keep_reason()
        removed = request.POST.get("remove", "")
        if ROW.match(removed):
            self.remove(removed)
            return HttpResponseRedirect(self.at_step("people"))
        if not self.row:
            return self.reason_kept() if "autosave" in request.POST else self.all_looked_up()
        full = len(self.registration.people) >= MOST_PEOPLE and PERSON + self.row not in self.registration.parts
        if full:
            return self.page(self.row, 422, _("There are too many people for a registration. Enter them in the case."))
        answer = self.keeps()
        self.begin_again()
        if answer is not None:
            if "autosave" in request.POST and answer.status_code == 200:
                # A reload comes back to this very person.
                answer.headers["HX-Replace-Url"] = self.at_step("people", row=self.row)
            return answer
        one = self.registration.involved(self.row)
        if request.POST.get("do") == "find":
            one = self.look_up(one)
            if request.htmx:  # type: ignore[attr-defined]
                return render(request, IDENTITY, self.identity(one, asked=True))
            return HttpResponseRedirect(self.at_step("people", row=self.row, asked="1"))
        if not one.form.is_bound or not one.valid:
            return self.page(self.row, 422)
        if one.answer is None:
            self.look_up(one)
        if request.POST.get("do") == "another":
            return HttpResponseRedirect(self.at_step("people", row="new"))
        return HttpResponseRedirect(self.at_step("people"))

    def remove(self, row: str) -> None:
        """The person leaves the draft; a mark stays, since a report would bring him back."""
        saved.drop(self.by, self.draft_key, REGISTRY + row, at=self.at)
        saved.put(self.by, self.draft_key, PERSON + row, {"removed": True}, at=self.at)

    def all_looked_up(self) -> HttpResponse:
        """On to the next step, once the registry was asked for everybody: whom a report brought, nobody has sent."""
        for one in self.registration.people:
            if one.valid and one.answer is None:
                self.look_up(one)
        return self.on()

    def look_up(self, one: Involved) -> Involved:
        """Ask the registry for the typed number, keep the answer and the trace, fill in what is empty."""
        iin = well_formed(one.form["iin"].value())
        answer = civil_registry.ask(iin, at=self.at) if iin else None
        if answer is None:
            return one
        saved.put(self.by, self.draft_key, REGISTRY + one.row, answer.plain(), at=self.at)
        asked, trace = self.registration.parts.get("lookups", []), trace_of(answer)
        note_look_up(by=self.by, at=self.at, asked=trace)  # the draft may be discarded
        saved.put(self.by, self.draft_key, "lookups", [*asked, trace], at=self.at)
        typed = self.registration.part(PERSON + one.row)
        filled = fill_in(typed, answer)
        if filled != typed:
            saved.put(self.by, self.draft_key, PERSON + one.row, filled, at=self.at)
        self.begin_again()
        return self.registration.involved(one.row)

    def identity(self, one: Involved, *, asked: bool = False) -> dict[str, Any]:
        """What the fragment with the IIN and the names needs; wrong numbers are told once they were asked for."""
        form: Any = one.form if asked else unjudged(one.form)
        return {
            "form": form,
            "iin": form["iin"],
            "fields": fields_of_identity(form),
            "card": card(one.answer, one.doubt),
            "find_url": self.at_step("people", row=one.row),
            "registry": bool(civil_registry.configured()),
            "errors_of_iin_only": asked,
        }

    def page(self, row: str, status: int = 200, words: str = "") -> HttpResponse:
        found = self.registration
        one = found.involved(row) if row else None
        asked = status != 200 or self.request.GET.get("asked") == "1"
        context: dict[str, Any] = {
            **self.frame(),
            "people": [
                {
                    "row": other.row,
                    "name": other.name,
                    "capacities": ", ".join(other.capacities),
                    "iin": well_formed(other.form["iin"].value()),
                    "identity": other.form["identity"].value() or "",
                    "valid": other.valid,
                    "checked": other.checked,
                    "doubt": other.doubt,
                    "url": self.at_step("people", row=other.row),
                    "current": other.row == row,
                }
                for other in found.people
            ],
            "add_url": self.at_step("people", row="new"),
            "one": one,
            "row": row,
            "form_url": self.at_step("people", row=row) if row else self.at_step("people"),
        }
        if one is not None:
            form = one.form if status != 200 and one.form.is_bound else InvolvedForm({}) if status != 200 else one.form
            context |= self.identity(Involved(row, form, one.answer), asked=asked)
            shown = context["form"]
            context |= {
                "rest": [shown[name] for name in ("capacity", "language", "needs_interpreter")],
                "kept_version": found.version(PERSON + row),
            }
            if words:
                form.add_error(None, words)
        return self.show("cases/new/people.html", context, status)


class Qualifications(Wizard):
    """The articles of the event: the main one and those beside it, as the Code stood on the day."""

    step = "qualification"

    @property
    def draft_part(self) -> str:
        return self.step

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return {
            "codes": forms.CharField(label=_("Articles")),
            "main": forms.CharField(label=_("Main article")),
            "proceeding": forms.CharField(label=_("Proceedings")),
            "q": forms.CharField(label=_("Find an article")),
        }

    def typed_now(self) -> dict[str, Any]:
        typed = self.request.POST
        codes = [code[:40].replace("\0", "") for code in typed.getlist("codes") if code.strip()]
        if typed.get("remove_code"):
            codes = [code for code in codes if code != typed["remove_code"]]
        added = typed.get("add_code", "")[:40].replace("\0", "")
        return {
            "codes": list(dict.fromkeys([*codes, *([added] if added else [])]))[:MOST_CHARGES],
            "main": typed.get("main", "")[:40].replace("\0", "") or (codes or [added])[0],
            "proceeding": typed.get("proceeding", "")[:20].replace("\0", ""),
            "q": "" if added else typed.get("q", "")[:100].replace("\0", ""),
        }

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(looking_for=request.GET.get("q", "")[:100].replace("\0", ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.keep_reason()
        answer = self.keeps()
        self.begin_again()
        if answer is not None:
            return answer
        do, text = request.POST.get("do", ""), self.registration.part("qualification").get("q", "").strip()
        if do == "find":
            return self.page(looking_for=text)
        if request.POST.get("add_code") or request.POST.get("remove_code"):
            return HttpResponseRedirect(self.draft_url)
        if text:
            # A number that was typed and not chosen from the list is meant, too.
            refusal = self.add(text)
            if refusal is not None:
                return self.page(wrong=in_words(refusal), looking_for=text, status=422)
        if do == "add":
            return HttpResponseRedirect(self.draft_url)
        if not self.registration.codes:
            return self.page(wrong=_("Choose at least one article."), status=422)
        wrong = [in_words(row) for _code, row in self.registration.charged if isinstance(row, Refusal)]
        return self.page(wrong=" ".join(wrong), status=422) if wrong else self.on()

    def add(self, text: str) -> Refusal | None:
        """Put the article that was typed among the chosen ones."""
        row = qualification_on(text, self.registration.day)
        if isinstance(row, Refusal):
            return row
        part = self.registration.part("qualification")
        code = code_of(row)
        codes = list(dict.fromkeys([*self.registration.codes, code]))
        saved.put(
            self.by,
            self.draft_key,
            self.step,
            {**part, "codes": codes, "main": part.get("main") or code, "q": ""},
            at=self.at,
        )
        self.begin_again()
        return None

    def page(self, *, wrong: str = "", looking_for: str = "", status: int = 200) -> HttpResponse:
        found = self.registration
        part = found.part("qualification")
        codes = found.codes
        forms_of = [("", _("As the lists of the Code say")), *choices_of_proceeding()]
        context = {
            **self.frame(),
            "chosen": [
                {"code": code, "main": n == 0, "told": told_of(row, self.at)}
                for n, (code, row) in enumerate(found.charged)
            ],
            "main": codes[0] if codes else "",
            "q": looking_for or part.get("q", ""),
            "wrong": wrong,
            "picked": self.results(looking_for),
            "looked_for": looking_for,
            "day": found.day,
            "proceeding": part.get("proceeding", ""),
            "proceedings": forms_of,
            "suggested": proceeding_words(found.proceeding) if found.proceeding else "",
            "picker_url": picker_url(),
            "error_list": [{"says": wrong, "href": "#id_q"}] if wrong else [],
        }
        return self.show("cases/new/qualification.html", context, status)

    def results(self, text: str) -> list[dict[str, Any]]:
        """What the search finds, as the Code stood on the day: the same answer as the list under the box."""
        if not text.strip():
            return []
        today = local(self.at).date()
        return [picked_told(one) for one in pick(text, self.registration.day, _language(), asked_on=today)]


def told_of(row: Qualification | Refusal, at: datetime) -> dict[str, Any]:
    """A chosen article with its card; or why it cannot be."""
    if isinstance(row, Refusal):
        return {"refusal": in_words(row)}
    return picked_told(Picked(row, code_of(row), title_of(row), card_of(as_value(row), local(at).date()), None))


def title_of(row: Qualification) -> str:
    return str(getattr(row, f"title_{_language()}") or row.title_ru)


def _language() -> str:
    return (get_language() or "ru")[:2]


def choices_of_proceeding() -> list[tuple[str, str]]:
    kinds = (Case.Proceeding.INVESTIGATION, Case.Proceeding.INQUIRY, Case.Proceeding.MISDEMEANOUR)
    return [(kind.value, str(kind.label)) for kind in kinds]


def picker_url() -> str:
    """The list under the box, for browsers with JavaScript."""
    return reverse("qualifications")
