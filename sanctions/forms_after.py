"""What is typed after a decision: report on the execution, early end, extension, payment of bail, appeal.

Choices come from the request in hand; the text of an extension is that of its own kind.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Material
from ecase.law.kinds_lift import END_GROUNDS, INSTEAD, LIFT
from ecase.law.measures import MEASURES
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateTimeMinuteField
from sanctions.kinds import ASKS, Status
from sanctions.models import Sanction
from sanctions.moves_after import extending
from sanctions.sheets import SHEETS, pickable

LEAST = 30
TOO_SHORT = _("Write the reasons, at least %(least)d characters")
# What the judge may choose instead of the measure he refuses (148(7)(3)).
MEASURE_CHOICES = [(measure.code, _(measure.title)) for measure in MEASURES]


class ExecuteForm(forms.Form):
    """The report: when, where, who took part, what came of it."""

    executed_at = DateTimeMinuteField(label=_("When it was executed"))
    where = forms.CharField(label=_("Where"), max_length=300, required=False)
    took_part = CountedTextField(label=_("Who took part"), limit=2000, required=False, rows=2)
    execution = CountedTextField(label=_("What was done and what came of it"), limit=20000, rows=6)
    papers = forms.MultipleChoiceField(
        label=_("Papers drawn up at it"),
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are filed with this order: if the action is found unlawful, they are no evidence."),
    )


class LiftForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=[("", _("Choose")), *((code, _(words)) for code, words in END_GROUNDS)]
    )
    other_measure = forms.ChoiceField(
        label=_("Measure in its place"),
        choices=[("", _("None")), *((code, _(words)) for code, words in INSTEAD)],
        required=False,
        help_text=_("Only one that needs no sanction; a measure of the court is asked for as a new request."),
    )
    reasons = CountedTextField(label=_("Reasons"), limit=20000, least=LEAST, least_says=TOO_SHORT, rows=6)


class PayBailForm(forms.Form):
    paid_at = DateTimeMinuteField(label=_("When the bail was paid"))
    paid_how = CountedTextField(
        label=_("What proves it"),
        limit=1000,
        rows=2,
        help_text=_("Number and date of the paper, deposit of the court."),
    )


class AppealForm(forms.Form):
    text = CountedTextField(label=_("What is appealed and why"), limit=20000, least=LEAST, least_says=TOO_SHORT, rows=8)
    asks = forms.ChoiceField(
        label=_("What you ask for"), choices=[("", _("Choose")), *((code, _(words)) for code, words in ASKS.items())]
    )
    late_reason = CountedTextField(
        label=_("Why the term was missed"),
        limit=4000,
        required=False,
        rows=3,
        help_text=_("Only after the term: it is restored when the reason is valid (CPC 50)."),
    )


AFTER_FORMS: dict[str, type[forms.Form]] = {
    "execute": ExecuteForm,
    "lift": LiftForm,
    "pay_bail": PayBailForm,
    "appeal": AppealForm,
}


def attachable(sanction: Sanction, by: Appointment) -> list[Material]:
    """Papers of the investigation that belong to no matter yet and may be filed with this order."""
    since = sanction.acted_from or sanction.decided_at
    rows = Material.objects.visible_to(by).filter(
        case=sanction.case, matter__isnull=True, compartment="investigation", inadmissible_at__isnull=True
    )
    rows = rows.filter(filed_at__gte=since) if since is not None else rows
    return list(rows.order_by("first_sheet", "id"))


def after_form(
    sanction: Sanction, name: str, by: Appointment, at: datetime, *, text: Callable[[str], Any]
) -> type[forms.Form] | None:
    """The form of a move after the decision; None for another move. `text`: the text form of a kind by its code."""
    if name == "execute":
        return _execute(sanction, by, at)
    if name == "extend":
        short = by.role in (Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION)
        code = extending(sanction.rule, short=short)
        return _asking(text(code), sanction, by) if code else None
    if name == "ask_lift":
        return _asking(text(LIFT), sanction, by)
    if name == "appeal":
        return _appeal(sanction)
    return AFTER_FORMS.get(name)


def _execute(sanction: Sanction, by: Appointment, at: datetime) -> type[forms.Form]:
    named = [
        (str(row.pk), f"{gettext(row.title)}, {row.first_sheet}–{row.last_sheet}") for row in attachable(sanction, by)
    ]

    class ThisExecuteForm(ExecuteForm):
        executed_at = DateTimeMinuteField(label=_("When it was executed"), initial=at)

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["papers"].choices = named  # type: ignore[attr-defined]
            if not named:
                del self.fields["papers"]

    return ThisExecuteForm


def _appeal(sanction: Sanction) -> type[forms.Form]:
    """What may be asked of the court above follows from what was decided."""
    fits = {"grant", "cancel"} if sanction.status == Status.REFUSED else {"cancel"}
    if sanction.status == Status.GRANTED:
        fits |= {"change", "cancel_release"} if sanction.rule.custody else {"change"}

    class ThisAppealForm(AppealForm):
        asks = forms.ChoiceField(
            label=AppealForm.base_fields["asks"].label,
            choices=[("", _("Choose")), *((code, _(words)) for code, words in ASKS.items() if code in fits)],
        )

    return ThisAppealForm


def _asking(form: type[forms.Form], sanction: Sanction, by: Appointment) -> type[forms.Form]:
    """The text of a request about this measure, with what is known of it filled in."""
    filed = pickable(sanction.case, by)
    known = {"running_until": sanction.until, **{n: v for n, v in sanction.decided.items() if n in form.base_fields}}

    class AboutForm(form):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initial": {**known, **(kwargs.get("initial") or {})}})
            self.fields.pop("object", None)
            if SHEETS in self.fields:
                self.fields[SHEETS].filed = filed

        def clean(self) -> dict[str, Any]:
            return {**super().clean(), **self.values()}

    return AboutForm


def refuse_form(base: type[forms.Form], code: str) -> type[forms.Form]:
    """The refusal of a preventive measure: the judge may choose another one (148(7)(3))."""
    others = [(other, words) for other, words in MEASURE_CHOICES if other != code]
    return type(
        f"{base.__name__}Of{code.title().replace('_', '')}",
        (base,),
        {
            "__module__": __name__,
            "other_measure": forms.ChoiceField(
                label=_("Another preventive measure, if any"), choices=[("", _("None")), *others], required=False
            ),
        },
    )
