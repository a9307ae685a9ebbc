"""What is typed into the information book and into a decision on a report; pages and API share these forms."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms import EventForm, RegisterForm
from cases.models import Report
from cases.reports.rules import REASONS_AT_LEAST
from ecase.law.moments import local
from ecase.law.moves import Move
from ecase.law.reports import FACTS, NOT_REGISTERED, PASSED_ON, SOURCES, ReportGround, grounds_on
from ecase.law.roles import Role
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post
from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField, IinField, NeededField

TOO_SHORT = _("Write the reasons, at least %(least)d characters")
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский")]
IDENTITY_HELP = _("Only when there is no IIN: the document, or how the person was identified.")


def bodies() -> QuerySet[Office]:
    """The investigating bodies a report can be addressed or given to."""
    return Office.objects.filter(kind=Office.Kind.POLICE, active=True, supervised_by__isnull=False).order_by(
        "region__code", "code"
    )


class EventFields(EventForm):
    """What happened, as it is told before anybody has looked into it."""

    summary = CountedTextField(label=_("What happened"), limit=8000, least=10, rows=6)
    occurred_at = DateTimeMinuteField(label=_("When it happened"), required=False)
    place = forms.CharField(label=_("Where it happened"), max_length=300, required=False)


class LanguageFields(forms.Form):
    """The language of the acts, and the applicant's own where it is another."""

    language = forms.ChoiceField(label=_("Language of the proceedings"), choices=LANGUAGES, initial="ru")
    speaks = forms.CharField(
        label=_("Language the applicant speaks"),
        max_length=40,
        required=False,
        help_text=_("Only where it is neither of the two."),
    )
    needs_interpreter = forms.BooleanField(label=_("The applicant needs an interpreter"), required=False)
    interpreter = forms.CharField(label=_("Interpreter"), max_length=200, required=False)


class ReceiveForm(EventFields, LanguageFields):
    """One line of the information book."""

    source = forms.ChoiceField(
        label=_("How the report came"),
        # What a person signs himself comes through his own page, never through the duty officer's.
        choices=[(rule.code, _(rule.title)) for rule in SOURCES.values() if not rule.signed],
        widget=forms.RadioSelect,
    )
    received_at = DateTimeMinuteField(
        label=_("Received at"), required=False, help_text=_("Empty: now. The term of the decision runs from here.")
    )
    iin = IinField(required=False)
    identity = forms.CharField(label=_("Identified by"), max_length=300, required=False, help_text=IDENTITY_HELP)
    last_name = NeededField(label=_("Last name"), max_length=80)
    first_name = NeededField(label=_("First name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)
    birth_date = DateField(label=_("Birth date"), required=False, help_text=_("Only when the person has no IIN."))
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    warned = forms.BooleanField(
        label=_("Warned of the liability for a knowingly false report, and signed for it"), required=False
    )
    protocol = forms.BooleanField(label=_("Taken down in a protocol that the applicant has signed"), required=False)
    file = forms.FileField(label=_("The statement or the protocol, scanned"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("last_name") and not cleaned.get("first_name"):
            self.add_error("first_name", _("Write the first name as well."))
        return cleaned


class StatementForm(EventFields, LanguageFields):
    """A person's own electronic statement; who he is comes from his account."""

    region = None  # type: ignore[assignment]  # that of the body it is addressed to
    office = forms.ModelChoiceField(label=_("To which body"), queryset=Office.objects.none(), empty_label="")
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    warned = forms.BooleanField(
        label=_("I have been warned of the liability for a knowingly false report (CC 419)"), required=False
    )
    field_order = ("office", "summary", "occurred_at", "place", "address", "phone", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies()


class PaperForm(forms.Form):
    """A paper that comes after the report."""

    file = forms.FileField(label=_("File"), max_length=200)


# --- moves -----------------------------------------------------------------------------------------------


class ReasonsForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=8000, least=REASONS_AT_LEAST, least_says=TOO_SHORT, rows=5)


class AssignForm(forms.Form):
    investigator = forms.ChoiceField(label=_("Investigator"))


class RegisterReportForm(RegisterForm):
    """The event as it stands in the report, to be put right, and its qualification; the rest the report knows."""

    occasion = language = format = region = None  # type: ignore[assignment]


class JoinForm(ReasonsForm):
    number = forms.RegexField(
        r"^\s*[0-9]{15}\s*$",
        label=_("Case number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("A case number has 15 digits")},
    )
    field_order = ("number", "reasons")


class NotRegisterForm(ReasonsForm):
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[(ground.code, _(ground.title)) for ground in NOT_REGISTERED.values()],
        widget=forms.RadioSelect,
        help_text=_("The list of the Code. What is not on it is registered."),
    )
    facts = forms.MultipleChoiceField(
        label=_("What takes a ground away"),
        choices=[(fact.code, _(fact.title)) for fact in FACTS.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what is true of this report."),
    )
    field_order = ("ground", "facts", "reasons")


class PassOnForm(ReasonsForm):
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[(ground.code, _(ground.title)) for ground in PASSED_ON.values()],
        widget=forms.RadioSelect,
    )
    passed_to = forms.CharField(label=_("To which body"), max_length=200)
    field_order = ("ground", "passed_to", "reasons")


class TransferForm(ReasonsForm):
    to_office = forms.ChoiceField(label=_("To which body"))
    field_order = ("to_office", "reasons")


FORMS: dict[str, type[forms.Form]] = {
    "assign": AssignForm,
    "register": RegisterReportForm,
    "join_case": JoinForm,
    "not_register": NotRegisterForm,
    "pass_on": PassOnForm,
    "transfer": TransferForm,
    "refuse_transfer": ReasonsForm,
    "cancel_decision": ReasonsForm,
}


def form_of(report: Report, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move's fields with what this report lets one choose; None for a move without any."""
    form = FORMS.get(move.name)
    day = local(at).date()
    if move.name == "assign":
        return _choosing(form, "investigator", investigators(report))
    if move.name == "transfer":
        return _choosing(form, "to_office", [(str(o.pk), str(o)) for o in bodies().exclude(pk=report.office_id)])
    if move.name == "not_register":
        return _choosing(form, "ground", _listed(grounds_on(NOT_REGISTERED, report.source, day)))
    if move.name == "pass_on":
        return _choosing(form, "ground", _listed(grounds_on(PASSED_ON, report.source, day)))
    if move.name == "register":
        return _as_told(report)
    return form


def investigators(report: Report) -> list[tuple[str, str]]:
    """The investigators of the office with what each has in hand, least first."""
    posts = list(in_post(report.office_id, {Role.INVESTIGATOR}))
    waiting = Report.objects.filter(assigned_to__in=posts, status=Report.Status.RECEIVED)
    load = dict.fromkeys((post.pk for post in posts), 0)
    for holder in waiting.values_list("assigned_to", flat=True):
        load[holder] += 1
    words = _("%(name)s, %(count)d in hand")
    ordered = sorted(posts, key=lambda post: (load[post.pk], post.pk))
    return [(str(post.pk), str(words % {"name": post.user.short_name(), "count": load[post.pk]})) for post in ordered]


def _listed(grounds: list[ReportGround]) -> list[tuple[str, str]]:
    return [(ground.code, gettext(ground.title)) for ground in grounds]


def _choosing(form: type[forms.Form] | None, name: str, choices: list[tuple[str, str]]) -> type[forms.Form]:
    """The same form with these choices in one of its fields."""
    assert form is not None
    before = form.base_fields[name]
    assert isinstance(before, forms.ChoiceField)
    widget = type(before.widget)
    field = forms.ChoiceField(label=before.label, help_text=before.help_text, choices=choices, widget=widget)
    return type(form.__name__, (form,), {name: field})


def _as_told(report: Report) -> type[forms.Form]:
    """The form of the registration, filled with what the report says."""
    told = {"summary": report.summary, "occurred_at": report.occurred_at, "place": report.place}

    class AsToldForm(RegisterReportForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initial": {**told, **(kwargs.get("initial") or {})}})

    return AsToldForm
