"""What is typed into the moves of a covert action, and into the papers filed with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField, IinField

# As `sanctions.rules` asks it of every decision.
REASONS_AT_LEAST = 30
MEANS: tuple[tuple[str, str], ...] = (
    ("registered_mail", _("Registered mail")),
    ("in_person", _("Handed over in person")),
    ("courier", _("Courier")),
    ("other", _("In another way")),
)


class ReasonsForm(forms.Form):
    reasons = CountedTextField(
        label=_("Reasons"), limit=20000, rows=6, least=REASONS_AT_LEAST,
        least_says=_("Write the reasons, at least %(least)d characters"),
    )  # fmt: skip


class MoreMaterialForm(forms.Form):
    reasons = CountedTextField(label=_("What more is needed"), limit=8000, rows=4)


class CheckForm(forms.Form):
    reasons = CountedTextField(label=_("What is doubtful"), limit=8000, rows=4)


class StopForm(ReasonsForm):
    inadmissible = forms.BooleanField(
        label=_("What the action has given is no evidence"), required=False,
        help_text=_("The results are kept and marked."),
    )  # fmt: skip


class FinishForm(forms.Form):
    ended_at = DateTimeMinuteField(label=_("The action ended"))
    execution = CountedTextField(label=_("What was done"), limit=20000, rows=5)


class ResultsForm(forms.Form):
    results = CountedTextField(label=_("What the action has shown"), limit=20000, rows=6)


class DestructionForm(forms.Form):
    what = CountedTextField(
        label=_("What is to be destroyed"), limit=8000, rows=4,
        help_text=_("Each carrier and file on a line of its own."),
    )  # fmt: skip
    planned_on = DateField(
        label=_("Day of the destruction"), help_text=_("Two months after the prosecutor is told, or later.")
    )


class DestroyForm(forms.Form):
    commission = CountedTextField(
        label=_("Who took part"), limit=4000, rows=3, help_text=_("Name and post, one on each line.")
    )


class SendNoticeForm(forms.Form):
    addressee = forms.CharField(label=_("Whom the notice goes to: full name"), max_length=300)
    iin = IinField(label=_("IIN"), help_text=_("By it and the code of the letter the person opens the notice."))
    address = forms.CharField(label=_("Address"), max_length=400)
    means = forms.ChoiceField(label=_("How it is sent"), choices=[("", _("Choose")), *MEANS])


class DeliveredForm(forms.Form):
    delivered_at = DateTimeMinuteField(label=_("Delivered"))
    proof = forms.CharField(
        label=_("Proof"), max_length=300, help_text=_("Number of the postal receipt, or who received it and when.")
    )


class PaperForm(forms.Form):
    """A paper for the compartment of the action; nobody else sees it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(label=_("File"))


COVERT_FORMS: dict[str, type[forms.Form]] = {
    "ask_material": MoreMaterialForm,
    "ask_check": CheckForm,
    "find_lawful": ReasonsForm,
    "ask_to_stop": ReasonsForm,
    "let_run": ReasonsForm,
    "stop": StopForm,
    "finish": FinishForm,
    "tell_results": ResultsForm,
    "tell_destruction": DestructionForm,
    "object": ReasonsForm,
    "destroy": DestroyForm,
    "send_notice": SendNoticeForm,
    "notice_delivered": DeliveredForm,
}
