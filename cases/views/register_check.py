"""The last step of a registration: everything once more, the act itself, and the page that says it is done."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import actions, rules
from cases.actions.asking import note_comparison
from cases.models import Case, Charge, Deadline
from cases.views.case import CasePage
from cases.views.frame import charge_words
from cases.views.register import Wizard, files_of
from ecase.law.words import N_, Refusal, Refused
from ecase.web import saved
from ecase.web.pages import guarded, here, in_words, status_of

GONE = Refusal(
    "sent_before", N_("This registration was sent or discarded already. Look among your cases before you begin anew.")
)


class Check(Wizard):
    """Everything once more, and the act."""

    step = "check"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        self.keep_reason()
        if "autosave" in request.POST:
            return self.reason_kept()
        if request.POST.get("do") == "leave":
            return HttpResponseRedirect(reverse("desk"))

        def answer() -> HttpResponse:
            # The lock on the draft: two tabs that register it at once are one case.
            if saved.load(self.by, self.draft_key, lock=True) is None and self.report is None:
                return self.page(GONE)
            self.begin_again()
            if list(self.registration.problems()):
                return self.page(status=422)
            try:
                case = actions.register(by=self.by, at=self.at, **self.registration.arguments())
            except Refused as refused:
                return self.page(refused.refusal)
            saved.forget(self.by, self.draft_key)
            return HttpResponseRedirect(here(f"/cases/{case.number}/registered/"))

        return self.once(answer, self.page)

    def note_colleagues(self) -> None:
        """Which cases of colleagues were told of, and by what they were found: noted once for the same question."""
        found = self.registration
        told = [one.number for one in found.similar if not one.open]
        by_what = found.compared
        asked = {**by_what, "occurred_at": str(by_what["occurred_at"] or ""), "told": sorted(told)}
        if told and found.begun and asked != found.part("compared"):
            note_comparison(by=self.by, at=self.at, compared=asked)
            saved.put(self.by, self.draft_key, "compared", asked, at=self.at)

    def page(self, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        found = self.registration
        self.note_colleagues()
        form = guarded(forms.Form())
        if refusal is not None:
            status = status_of(refusal)
        problems = (
            [{"says": words, "href": self.at_problem(place)} for place, words in found.problems()]
            if found.begun or found.report
            else []
        )
        context = {
            **self.frame(),
            "form": form,
            "error_list": [
                *([{"says": in_words(refusal), "href": ""}] if refusal else []),
                *(problems if status != 200 else []),
            ],
            "problems": problems if status == 200 else [],
            "ready": not problems and (found.begun or found.report is not None),
            "summary": self.summary(),
        }
        return self.show("cases/new/check.html", context, status)

    def summary(self) -> list[dict[str, Any]]:
        """Each step as a list of what was said."""
        found = self.registration
        people = [
            {
                "key": ", ".join(one.capacities) or _("Person"),
                "value": one.name,
                "note": one.doubt or str(one.form["iin"].value() or one.form["identity"].value() or ""),
            }
            for one in found.people
        ]
        charges = [
            {
                "key": _("Main") if n == 0 else _("Also"),
                "value": code if isinstance(row, Refusal) else charge_words_of(row),
                "note": in_words(row) if isinstance(row, Refusal) else "",
            }
            for n, (code, row) in enumerate(found.charged)
        ]
        if found.proceeding:
            charges.append({"key": _("Proceedings"), "value": proceeding_words(found.proceeding), "note": ""})
        documents = [{"key": one["title"], "value": one["name"], "note": one["says"]} for one in files_of(found)]
        parts = {
            "occasion": said(found.occasion),
            "event": said(found.event),
            "people": people,
            "qualification": charges,
            "documents": documents,
        }
        return [
            {"step": step, "url": self.at_step(step.name), "rows": parts[step.name]}
            for step in found.steps
            if step.name in parts
        ]


class Registered(CasePage):
    """`/cases/<number>/registered/`: the number, what happens next, and the sheet to hand over."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        term = (
            Deadline.objects.visible_to(self.by)
            .filter(case=case, matter__isnull=True, rule=rules.MAIN_TERMS.get(case.proceeding, ""))
            .order_by("starts_at")
            .first()
        )
        context = {
            "case": case,
            "term": term,
            "proceeding": proceeding_words(case.proceeding),
            "prosecutor": case.prosecutor,
            "charge": charge_words(self.opened.charge),
            "case_url": self.base,
            "new_url": here("/cases/new/"),
            "conducts": self.conducts(),
        }
        return self.show_case("cases/new/registered.html", context)


def said(form: Any) -> list[dict[str, str]]:
    """What stands in a form, as `key` and `value`; choices in words."""
    if not form.is_bound:
        return []
    rows = []
    for bound in form:
        value = bound.value()
        named = dict(getattr(bound.field, "choices", ()))
        if value:
            rows.append({"key": str(bound.label), "value": str(named.get(value, value)), "note": ""})
    return rows


def proceeding_words(code: str) -> str:
    return str(dict(Case.Proceeding.choices).get(code, code))


def charge_words_of(row: Any) -> str:
    """An article of the table as a charge is written."""
    return charge_words(
        Charge(
            article=row.article,
            part=row.part,
            undivided=row.undivided,
            title_kk=row.title_kk,
            title_ru=row.title_ru,
            title_en=row.title_en,
        )
    )
