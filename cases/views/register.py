"""Registering a case from a report."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from cases import actions, rules
from cases.forms import ApplicantForm, RegisterForm
from cases.models import Qualification
from cases.views.case import GRAVITIES
from ecase.law.words import Refused
from ecase.people.models import Region
from ecase.web.pages import Page, fieldsets, guarded, here, refuse_into, status_of

PERSON = ("iin", "identity", "last_name", "first_name", "patronymic", "birth_date", "citizenship", "address", "phone")
PREFIX = "applicant"


class RegisterPage(Page):
    """`/cases/new/`: one page; everything typed is kept when something has to be mended."""

    def get(self, request: HttpRequest) -> HttpResponse:
        refusal = rules.registers(self.by.role)
        if refusal is not None:
            return self.refused(refusal)
        initial = {"language": self.by.user.language if self.by.user.language != "en" else "ru"}
        return self.page(RegisterForm(initial=initial), ApplicantForm(prefix=PREFIX))

    def post(self, request: HttpRequest) -> HttpResponse:
        form, person = RegisterForm(request.POST), ApplicantForm(request.POST, prefix=PREFIX)
        named = any(request.POST.get(f"{PREFIX}-{name}", "").strip() for name in PERSON)

        def answer() -> HttpResponse:
            valid = form.is_valid()
            if not ((person.is_valid() or not named) and valid):
                return self.page(form, person if named else ApplicantForm(prefix=PREFIX), 422)
            applicant = {name: person.cleaned_data[name] for name in PERSON} if named else None
            try:
                case = actions.register(by=self.by, at=self.at, applicant=applicant, **_of_action(form))
            except Refused as refused:
                refuse_into(person if refused.refusal.field in PERSON else form, refused.refusal)
                # An applicant nobody named must not be asked for because something else has to be mended.
                return self.page(form, person if named else ApplicantForm(prefix=PREFIX), status_of(refused.refusal))
            words = _("Case %(number)s is registered. The prosecutor has been told.") % {"number": case.number}
            messages.success(request, words)
            return HttpResponseRedirect(here(f"/cases/{case.number}/"))

        return self.once(
            answer, lambda refusal: self.again(form, person if named else ApplicantForm(prefix=PREFIX), refusal)
        )

    def again(self, form: forms.Form, person: forms.Form, refusal: Any) -> HttpResponse:
        refuse_into(form, refusal)
        return self.page(form, person, 409)

    def page(self, form: forms.Form, person: forms.Form, status: int = 200) -> HttpResponse:
        guarded(form)
        own = self.by.office.region
        form.fields["region"].widget = forms.Select(choices=[("", str(own)), *other_regions(own)])
        form.fields["region"].help_text = ""
        form.fields["qualification"].widget.attrs |= {"list": "qualifications", "autocomplete": "off"}
        groups = [
            *fieldsets(
                form,
                (_("Report"), "", ["occasion"]),
                (_("Event"), "", ["occurred_at", "place", "region", "summary"]),
                (_("Qualification"), _("As the Criminal Code stood on the day of the event."), ["qualification"]),
            ),
            *fieldsets(person, (_("Applicant"), _("Leave empty when nobody has applied."), PERSON)),
            *fieldsets(form, (_("Proceedings"), "", ["language", "format"])),
        ]
        errors = [
            {"says": f"{person[name].label}: {error}", "href": f"#{person[name].id_for_label}"}
            if name in person.fields
            else {"says": error, "href": ""}
            for name, said in person.errors.items()
            for error in said
        ]
        context = {
            "form": form,
            "groups": groups,
            "error_list": errors,
            "cancel_url": here("/cases/"),
            "duplicates": [],
            "qualifications": articles(),
        }
        return self.show("cases/register.html", context, status)


def _of_action(form: forms.Form) -> dict[str, Any]:
    """The cleaned fields under the names of `actions.register`."""
    taken = ("occasion", "summary", "occurred_at", "place", "qualification", "region", "language", "format")
    return {name: form.cleaned_data[name] for name in taken}


def other_regions(own: Region) -> list[tuple[str, str]]:
    """The regions to choose from beside the reader's own."""
    return [(row.code, str(row)) for row in Region.objects.exclude(pk=own.pk)]


def articles() -> list[dict[str, str]]:
    """The Criminal Code as it stands, by number, title and gravity, for the list under the box."""
    titles = (f"title_{(translation.get_language() or 'ru')[:2]}", "title_ru")
    rows = Qualification.objects.filter(valid_to__isnull=True).values("article", "part", "gravity", *titles)
    words = {name: str(_(title)) for name, title in GRAVITIES.items()}
    return [
        {
            "number": f"{row['article']}/{row['part']}" if row["part"] else row["article"],
            "title": f"{row[titles[0]] or row['title_ru']} ({words.get(row['gravity'], row['gravity'])})",
        }
        for row in rows
    ]


def can_register(role: str) -> bool:
    return rules.registers(role) is None
