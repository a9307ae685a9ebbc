"""What is typed into a ruling and into a decision on one; API and pages share these forms.

A form is made for one case and one reader: its choices are the people, charges and events of that case.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Ruling
from cases.ruling_forms.charges import CHARGES
from cases.ruling_forms.corrections import CORRECTIONS
from cases.ruling_forms.posts import POSTS
from cases.ruling_forms.suspects import SUSPECTS
from cases.ruling_forms.terms import TERMS
from cases.ruling_rules import REASONS_AT_LEAST
from ecase.law.moves import Move
from ecase.law.rulings import BY_MOVE
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField

FormFor = Callable[[Case, Appointment, datetime], type[forms.Form]]
FORMS: dict[str, FormFor] = {**SUSPECTS, **CHARGES, **TERMS, **POSTS, **CORRECTIONS}
TOO_SHORT = _("Write the reasons, at least %(least)d characters")


class ReasonsForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=20000, least=REASONS_AT_LEAST, least_says=TOO_SHORT, rows=6)


class TermForm(ReasonsForm):
    """Refusal or cancellation after which the investigation goes on within a term of the prosecutor's (192(7))."""

    until = DateField(
        label=_("Term set until"),
        required=False,
        help_text=_("One month at most from today. Left empty, the term the law gives runs."),
    )


class ReturnForm(ReasonsForm):
    return_by = DateTimeMinuteField(label=_("To be handed in again until"), required=False)


class OpinionForm(forms.Form):
    reasons = CountedTextField(label=_("Opinion"), limit=20000, required=False, rows=3)


class WithdrawForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=8000, rows=3)


class AnswerForm(forms.Form):
    reasons = CountedTextField(label=_("What was done"), limit=20000, rows=6)


DECISIONS: dict[str, type[forms.Form]] = {
    "approve": OpinionForm,
    "refuse": ReasonsForm,
    "return_for_rework": ReturnForm,
    "cancel": ReasonsForm,
    "withdraw": WithdrawForm,
    "fulfil": AnswerForm,
}

# Rulings whose refusal or cancellation sends the case on for investigation (192(7)).
SENT_ON = frozenset({"interruption", "termination"})


def form_of_case(case: Case, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The fields of the ruling that `move` draws."""
    made = FORMS.get(BY_MOVE[move.name].code)
    return made(case, by, at) if made else None


def form_of_ruling(ruling: Ruling, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The fields of a decision; for writing anew those of the ruling, as they were typed."""
    if move.name in ("refuse", "cancel") and ruling.kind in SENT_ON:
        return TermForm
    if move.name != "resubmit":
        return DECISIONS.get(move.name)
    base = FORMS[ruling.kind](ruling.case, by, at)
    typed = ruling.data.get("typed", {})

    class AnewForm(base):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initial": {**typed, **(kwargs.get("initial") or {})}})

    return AnewForm
