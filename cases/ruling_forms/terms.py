"""Forms of the rulings of `cases.actions.effects.terms`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.effects.work import TEXT_AT_LEAST
from cases.models import Case
from ecase.law.rulings import EXTENSION_GROUNDS, INTERRUPTION_GROUNDS, Ground
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateField, at_least
from ecase.web.says import cited

TOO_SHORT = _("Write the reasons, at least %(least)d characters")


def reasons(**more: Any) -> CountedTextField:
    """The reasons of a ruling; a hint of its own stands after the length they need."""
    more = {**more, "help_text": at_least(TEXT_AT_LEAST, more.get("help_text", ""))}
    return CountedTextField(label=_("Reasons"), limit=20000, least=TEXT_AT_LEAST, least_says=TOO_SHORT, rows=6, **more)


def grounds(those: tuple[Ground, ...]) -> forms.ChoiceField:
    """The grounds of the law, each with its article."""
    return forms.ChoiceField(
        label=_("Ground"),
        choices=lambda: [(g.code, f"{_(g.title)} ({cited(g.cite)})") for g in those],
        widget=forms.RadioSelect,
    )


class InterruptionForm(forms.Form):
    ground = grounds(INTERRUPTION_GROUNDS)
    expected_until = DateField(
        label=_("Expected until"), required=False, help_text=_("The day on which the ground is looked at again.")
    )
    text = reasons()


class ResumptionForm(forms.Form):
    text = reasons(help_text=_("Why the ground of the interruption has fallen away."))


class ExtensionForm(forms.Form):
    months = forms.IntegerField(
        label=_("Term in all, months"),
        min_value=2,
        max_value=180,
        help_text=_("Counted from registration, together with what has passed."),
    )
    ground = grounds(EXTENSION_GROUNDS)
    text = reasons()


class FormatForm(forms.Form):
    to = forms.ChoiceField(label=_("Format"), choices=Case.Format.choices, widget=forms.RadioSelect)
    text = reasons()


class ProceedingForm(forms.Form):
    to = forms.ChoiceField(label=_("Form of investigation"), choices=Case.Proceeding.choices, widget=forms.RadioSelect)
    text = reasons()


def _always(form: type[forms.Form]) -> Callable[[Case, Appointment, datetime], type[forms.Form]]:
    return lambda case, by, at: form


TERMS: dict[str, Callable[[Case, Appointment, datetime], type[forms.Form]]] = {
    "interruption": _always(InterruptionForm),
    "resumption": _always(ResumptionForm),
    "extension": _always(ExtensionForm),
    "format": _always(FormatForm),
    "proceeding": _always(ProceedingForm),
}
