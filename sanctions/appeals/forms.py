"""What is typed on an appeal: why it is withdrawn, what the court above decides."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from ecase.law.moves import Move
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateField
from sanctions.custody import FAMILY
from sanctions.forms_after import LEAST, TOO_SHORT
from sanctions.kinds import Status
from sanctions.models import Appeal


class WithdrawAppealForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=8000)


class DecideAppealForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=20000, least=LEAST, least_says=TOO_SHORT, rows=8)


class ChangeAppealForm(DecideAppealForm):
    instead = CountedTextField(label=_("What is decided in its place"), limit=8000, rows=4)
    until = DateField(
        label=_("Measure until, last day"),
        required=False,
        help_text=_("Leave empty where the term stays as it was."),
    )
    bail = forms.IntegerField(
        label=_("Bail, tenge"), required=False, min_value=1, help_text=_("Leave empty where it stays as it was.")
    )
    bail_why = CountedTextField(label=_("Why bail of this amount"), limit=8000, rows=2, required=False)


class CancelAppealForm(DecideAppealForm):
    instead = CountedTextField(label=_("What is decided in its place"), limit=8000, rows=4, required=False)


class CancelRefusalForm(CancelAppealForm):
    """The refusal of a request is cancelled: it goes back to the court for another judge, or that is all."""

    again = forms.BooleanField(label=_("Another judge of that court decides on the request anew"), required=False)


FORMS: dict[str, type[forms.Form]] = {
    "withdraw": WithdrawAppealForm,
    "uphold": DecideAppealForm,
    "change": ChangeAppealForm,
    "cancel": CancelRefusalForm,
    "leave": DecideAppealForm,
}


def form_of(appeal: Appeal, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move's fields; None for a move without any."""
    if move.name == "cancel" and appeal.sanction.status != Status.REFUSED:
        return CancelAppealForm
    if move.name == "change" and appeal.sanction.kind not in FAMILY:

        class Changed(ChangeAppealForm):
            until = bail = bail_why = None  # type: ignore[assignment]

        return Changed
    return FORMS.get(move.name)
