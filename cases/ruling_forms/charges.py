"""Forms of the rulings of `cases.actions.effects.charges`, of severance and of joinder."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import Case
from cases.queries import subjects
from cases.ruling_forms.layout import Grouped
from cases.ruling_forms.terms import grounds, reasons
from ecase.law.rulings import JOINDER_GROUNDS, PARTIAL_GROUNDS, SEVERANCE_GROUNDS, TERMINATION_GROUNDS
from ecase.law.scope import JOIN_BARS, NO_BAR
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateTimeMinuteField


def no_objection() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The ground, its consequences and the right to object were explained, and nobody objects"),
        required=False,
        help_text=_("Asked where the ground depends on it: amnesty, limitation, death, release under article 36."),
    )


def requalification(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class RequalificationForm(forms.Form):
        charge = forms.ChoiceField(label=_("Charge"), choices=choices.charges(case, by), widget=forms.RadioSelect)
        article = choices.article(case)
        add = forms.BooleanField(label=_("The former qualification remains beside the new one"), required=False)
        text = reasons()

    return RequalificationForm


def partial(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class PartialTerminationForm(forms.Form):
        charge = forms.ChoiceField(label=_("Charge"), choices=choices.charges(case, by), widget=forms.RadioSelect)
        ground = grounds(PARTIAL_GROUNDS)
        no_objection = no_objection()
        text = reasons()

    return PartialTerminationForm


def termination(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class TerminationForm(Grouped):
        groups = (
            (_("Why the case is ended"), ("ground", "no_objection")),
            (_("The ruling"), ("text", "evidence", "measures")),
        )
        ground = grounds(TERMINATION_GROUNDS)
        no_objection = no_objection()
        text = reasons()
        evidence = CountedTextField(label=_("What becomes of the evidence"), limit=8000, required=False, rows=3)
        measures = CountedTextField(label=_("Measures that are lifted"), limit=8000, required=False, rows=3)

    return TerminationForm


def outside(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    lying = {str(row.pk) for row in subjects.outside(case)}

    class OutsideForm(forms.Form):
        charge = forms.ChoiceField(label=_("Charge"), choices=choices.charges(case, by), widget=forms.RadioSelect)
        text = reasons()
        # Offered is what may be ended; another one that is sent is told why not, with the article.
        charge.widget.choices = [one for one in charge.choices if one[0] in lying]

    return OutsideForm


def severance(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class SeveranceForm(Grouped):
        groups = (
            (_("What is severed and why"), ("ground", "episodes", "participants")),
            (_("A new offence, where there is one"), ("occurred_at", "place", "article", "summary")),
            (_("What goes into the new case"), ("materials", "text")),
        )
        ground = grounds(SEVERANCE_GROUNDS)
        episodes = forms.MultipleChoiceField(
            label=_("Registered offences that are severed"),
            choices=choices.episodes(case, by),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Empty for a new offence, and where the part of some suspects is severed in all offences."),
        )
        participants = forms.MultipleChoiceField(
            label=_("Persons whom the new case concerns"),
            choices=choices.people(case, by),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        participants.widget.choices = choices.people_once(case, by)
        occurred_at = DateTimeMinuteField(label=_("New offence: when it happened"), required=False)
        place = forms.CharField(label=_("New offence: where it happened"), max_length=300, required=False)
        article = choices.article(label=_("New offence: article and part"), required=False)
        summary = CountedTextField(label=_("New offence: what happened"), limit=8000, required=False, rows=4)
        materials = forms.MultipleChoiceField(
            label=_("Documents copied into the new case"),
            choices=choices.materials(case, by),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("None chosen: what serves the severed offences."),
        )
        text = reasons()

        def clean(self) -> dict[str, Any]:
            cleaned = super().clean() or self.cleaned_data
            cleaned["article"] = str(cleaned.get("article") or "").strip()
            return cleaned

    return SeveranceForm


def joinder(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class JoinderForm(forms.Form):
        other_number = forms.CharField(
            label=_("Number of the case it is joined to"),
            max_length=15,
            help_text=_("Its number stands from then on; this case is closed by the joinder."),
        )
        ground = grounds(JOINDER_GROUNDS)
        bar = forms.ChoiceField(
            label=_("Does anything of article 43(4) stand in the way?"),
            choices=lambda: [(NO_BAR, _("None of these")), *((bar.value, _(says)) for bar, says in JOIN_BARS.items())],
            initial=NO_BAR,
            required=False,
            widget=forms.RadioSelect,
        )
        text = reasons()

    return JoinderForm


CHARGES: dict[str, choices.FormFor] = {
    "requalification": requalification,
    "partial_termination": partial,
    "termination": termination,
    "termination_outside": outside,
    "severance": severance,
    "joinder": joinder,
}
