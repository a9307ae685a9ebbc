"""The pages on which a material is withheld from the court and the defence, and on which that is lifted."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.withholding import REASON_AT_LEAST, why_not_lift, why_not_withhold, withhold
from cases.models import Case, Material
from cases.views.case import CasePage
from cases.views.papers import material_of, title_of
from ecase.law.cite import words as cite_words
from ecase.law.withheld import WITHHOLDINGS
from ecase.law.words import Refusal, Refused
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField
from ecase.web.pages import guarded, refuse_into, status_of
from sanctions.actions.manifests import lift

TOO_SHORT = _("Write the reasons, at least %(least)d characters")


class LiftForm(forms.Form):
    reason = CountedTextField(label=_("Reasons"), limit=4000, least=REASON_AT_LEAST, least_says=TOO_SHORT, rows=4)


class WithholdForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reason = CountedTextField(
        label=_("Reasons"),
        limit=4000,
        least=REASON_AT_LEAST,
        least_says=TOO_SHORT,
        rows=4,
        help_text=_("The prosecutor reads them. The court is told the number of what is withheld and the article."),
    )

    def __init__(self, *args: object, language: str = "ru", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (row.code, f"{gettext(row.title)} ({cite_words(row.cite, language)})") for row in WITHHOLDINGS.values()
        ]


class _Page(CasePage):
    tab = "file"

    def found(self, number: str, material: UUID) -> Material:
        return material_of(self.by, number, material)

    def why_not(self, case: Case, material: Material, by: Appointment) -> Refusal | None:
        raise NotImplementedError

    def form(self, data: object = None) -> forms.Form:
        raise NotImplementedError

    def act(self, material: Material, form: forms.Form) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, number: str, material: UUID) -> HttpResponse:
        found = self.found(number, material)
        refusal = self.why_not(self.opened.case, found, self.by)
        return self.page(found, self.form() if refusal is None else None, refusal)

    def post(self, request: HttpRequest, number: str, material: UUID) -> HttpResponse:
        found = self.found(number, material)
        form = self.form(request.POST)

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(found, form, None, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=number)
            if wrong is not None:
                return again(wrong)
            if not form.is_valid():
                return self.page(found, form, None, 422)
            try:
                said = self.act(found, form)
            except Refused as refused:
                return again(refused.refusal)
            messages.success(request, said)
            return HttpResponseRedirect(f"{self.base}file/{found.pk}/")

        return self.once(answer, again)

    def page(
        self, found: Material, form: forms.Form | None, refusal: Refusal | None, status: int = 200
    ) -> HttpResponse:
        if form is not None:
            guarded(form, case=self.opened.case.number)
        context = {
            "title": self.title(),
            "lead": title_of(found),
            "form": form,
            "refusal": refusal,
            "submit": self.title(),
            "back_url": f"{self.base}file/{found.pk}/",
        }
        return self.show_case("sanctions/withheld.html", context, status)

    def title(self) -> str:
        raise NotImplementedError


class Withhold(_Page):
    """`file/<material>/withhold/`."""

    def why_not(self, case: Case, material: Material, by: Appointment) -> Refusal | None:
        return why_not_withhold(case, material, by)

    def form(self, data: object = None) -> forms.Form:
        return WithholdForm(data, language=str(self.request.LANGUAGE_CODE)[:2])  # type: ignore[attr-defined]

    def act(self, material: Material, form: forms.Form) -> str:
        withhold(material_id=material.pk, by=self.by, at=self.at, **form.cleaned_data)
        return gettext("Withheld. The prosecutor has been told.")

    def title(self) -> str:
        return gettext("Withhold from the court and the defence")


class Lift(_Page):
    """`file/<material>/lift/`: decisions made without the material are flagged to both sides."""

    def why_not(self, case: Case, material: Material, by: Appointment) -> Refusal | None:
        return why_not_lift(case, material, by)

    def form(self, data: object = None) -> forms.Form:
        return LiftForm(data)  # type: ignore[arg-type]

    def act(self, material: Material, form: forms.Form) -> str:
        lift(material_id=material.pk, by=self.by, at=self.at, **form.cleaned_data)
        return gettext("Lifted. Decisions made without it are marked, and both sides have been told.")

    def title(self) -> str:
        return gettext("Lift the withholding")
