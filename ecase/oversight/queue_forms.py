"""The forms of the queue: what is decided and why, what is only noted as seen, what is signed.

Here is what the pane shows; the fields are judged by the form of the chosen move itself.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.web.forms import CountedTextField, DateTimeMinuteField, KeyedRadios
from ecase.web.pages import guarded
from sanctions.forms import TOO_SHORT
from sanctions.rules import REASONS_AT_LEAST

KEYS = {
    "support": "S", "refuse_support": "R", "return_for_rework": "B", "grant": "S", "refuse": "R", "approve": "S",
}  # fmt: skip


class DecideForm(forms.Form):
    """What is decided and why; the form of the chosen move judges the fields."""

    decision = forms.ChoiceField(label=gettext_lazy("What have you decided?"), widget=KeyedRadios(keys=KEYS))
    reasons = CountedTextField(
        label=gettext_lazy("Reasons"),
        limit=20000,
        rows=6,
        required=False,
        help_text=gettext_lazy("At least 30 characters; needed unless you support. Everybody concerned reads them."),
    )


class JudgeForm(DecideForm):
    reasons = CountedTextField(
        label=gettext_lazy("Reasons"),
        limit=20000,
        least=REASONS_AT_LEAST,
        least_says=TOO_SHORT,
        rows=6,
        help_text=gettext_lazy("At least 30 characters. They stand in the order."),
    )
    hearing_at = DateTimeMinuteField(label=gettext_lazy("Hearing held at"), required=False)
    milder = CountedTextField(
        label=gettext_lazy("Why a milder measure would not do"), limit=8000, required=False, rows=3
    )
    bail = forms.CharField(
        label=gettext_lazy("Bail, tenge"),
        required=False,
        max_length=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Leave empty where the Code bars bail and give the reason in the text (148(8), (9))."),
    )
    field_order = ["decision", "hearing_at", "reasons", "milder", "bail"]


class AtOnceForm(forms.Form):
    """One move without fields and without an act: the button is all there is."""

    decision = forms.ChoiceField(widget=forms.HiddenInput)


class SignForm(forms.Form):
    """The second step: nothing is typed any more, only signed."""

    draft = forms.CharField(widget=forms.HiddenInput)
    signature = forms.CharField(widget=forms.HiddenInput)


def sign_form(subject: Any, draft: Draft) -> forms.Form:
    return guarded(
        SignForm(initial={"draft": str(draft.pk), "signature": DEMO}),
        case=subject.case.number,
        version=subject.version,
    )
