"""What is typed into a request and a decision; API and pages share these forms."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.offence_field import offence_field
from ecase.law.arrest import GROUNDS
from ecase.law.kinds import KINDS
from ecase.law.moves import Move
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateTimeMinuteField
from sanctions.kinds import STATED, SUSPECT_PART
from sanctions.models import Sanction
from sanctions.rules import REASONS_AT_LEAST

TOO_SHORT = _("Write the reasons, at least %(least)d characters")


class TextForm(forms.Form):
    """What the investigator writes in a request."""

    grounds = CountedTextField(
        label=_("Grounds"),
        limit=20000,
        rows=8,
        help_text=_("The suspicion, the evidence by sheets of the file, and why custody is needed."),
    )
    stated = forms.MultipleChoiceField(
        label=_("Circumstances of article 147(1)"),
        choices=[(name, _(GROUNDS[number])) for number, name in enumerate(STATED, start=1)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    milder = CountedTextField(label=_("Why a milder measure would not do"), limit=8000, required=False, rows=4)
    new_circumstances = CountedTextField(
        label=_("New circumstances"),
        limit=8000,
        required=False,
        rows=3,
        help_text=_("Needed after the court has refused once."),
    )


class RequestForm(TextForm):
    """A request for the arrest of a suspect."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.code, _(k.title)) for k in KINDS.values()], initial="arrest", required=False
    )
    participant = forms.UUIDField(label=_("Suspect"))
    detention = forms.UUIDField(label=_("Detention"), required=False, widget=forms.HiddenInput)
    episode = offence_field()
    field_order = ("kind", "participant", "detention", "episode")

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or "arrest"


class ReasonsForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=20000, least=REASONS_AT_LEAST, least_says=TOO_SHORT, rows=6)


class WithdrawForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=8000)


class SupportForm(forms.Form):
    reasons = CountedTextField(label=_("Opinion of the prosecutor"), limit=20000, required=False, rows=4)


class RefuseForm(ReasonsForm):
    """A decision of the judge; a hearing is always held (56(2)), so its order says who took part."""

    hearing_at = DateTimeMinuteField(label=_("Hearing held at"), required=False)
    suspect_part = forms.ChoiceField(
        label=_("The suspect at the hearing"),
        choices=[(code, _(words)) for code, words in SUSPECT_PART.items()],
        required=False,
    )
    secretary = forms.CharField(label=_("Secretary of the hearing"), max_length=200, required=False)
    arguments = CountedTextField(label=_("Arguments of the parties"), limit=20000, required=False, rows=4)


class GrantForm(RefuseForm):
    milder = CountedTextField(label=_("Why a milder measure would not do"), limit=8000, required=False, rows=3)
    bail = forms.IntegerField(
        label=_("Bail, tenge"),
        required=False,
        min_value=1,
        help_text=_("Leave empty where the Code bars bail, and say why."),
    )
    bail_barred = CountedTextField(label=_("Why no bail is set"), limit=4000, required=False, rows=2)


FORMS: dict[str, type[forms.Form]] = {
    "withdraw": WithdrawForm,
    "support": SupportForm,
    "refuse_support": ReasonsForm,
    "return_for_rework": ReasonsForm,
    "grant": GrantForm,
    "refuse": RefuseForm,
}


def amend_form(sanction: Sanction) -> type[forms.Form]:
    """The text as it stands, to be changed."""

    class AmendForm(TextForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            written = {name: getattr(sanction, name) for name in TextForm.base_fields}
            super().__init__(*args, **{**kwargs, "initial": {**written, **(kwargs.get("initial") or {})}})

    return AmendForm


def form_of(sanction: Sanction, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move's fields; None for a move without any."""
    return amend_form(sanction) if move.name == "amend" else FORMS.get(move.name)
