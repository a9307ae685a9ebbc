"""What is typed when a person is detained and when a move is made; API and pages share these forms."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.offence_field import offence_field
from detention.custody import prosecution_over
from detention.kinds import CUSTODY_GROUNDS, DELIVERIES, GROUNDS, HEAD_GROUNDS, RELEASE_GROUNDS
from detention.models import Detention
from ecase.law.detention_facts import EXCEPTIONS
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField


def choices(words: dict[str, str]) -> list[tuple[str, object]]:
    """Choices whose words are translated when they are shown."""
    return [(code, _(text)) for code, text in words.items()]


class DetainForm(forms.Form):
    """Recording a detention: the facts of the protocol (131(2))."""

    participant = forms.UUIDField(label=_("Suspect"))
    episode = offence_field()
    held_at = DateTimeMinuteField(
        label=_("Actual holding"),
        help_text=_("When freedom was really taken, to the minute. The clock starts here."),
    )
    delivery = forms.ChoiceField(
        label=_("How the person came"), choices=choices(DELIVERIES), required=False, widget=forms.RadioSelect
    )
    delivered_at = DateTimeMinuteField(label=_("Delivery began"), required=False)
    protocol_at = DateTimeMinuteField(
        label=_("Protocol drawn up"), required=False, help_text=_("Leave empty while there is no protocol.")
    )
    place = forms.CharField(label=_("Place of holding"), max_length=300)
    ground = forms.ChoiceField(label=_("Ground"), choices=choices(GROUNDS), widget=forms.RadioSelect)
    motives = CountedTextField(label=_("Motives"), limit=4000, required=False)
    exception = forms.TypedChoiceField(
        label=_("Exception that allows 72 hours"),
        choices=[("", _("None")), *((n, _(e.title)) for n, e in EXCEPTIONS.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    birth_date = DateField(label=_("Birth date"), required=False, help_text=_("Only when the person has no IIN."))
    late_entry_reason = CountedTextField(
        label=_("Why it is entered late"),
        limit=2000,
        required=False,
        help_text=_("Needed when the holding was more than a day ago."),
    )

    def clean_delivery(self) -> str:
        return self.cleaned_data["delivery"] or "compulsory"


class ProtocolForm(forms.Form):
    protocol_at = DateTimeMinuteField(label=_("Protocol drawn up"))
    search = CountedTextField(label=_("Result of the personal search"), limit=4000, required=False)
    health = CountedTextField(label=_("State of health"), limit=4000, required=False)
    protocol_place = forms.CharField(label=_("Place where the protocol is drawn up"), max_length=300, required=False)
    medical = forms.CharField(label=_("Medical certificate: body, number, date"), max_length=300, required=False)
    rights_language = forms.CharField(label=_("Rights explained in the language"), max_length=60, required=False)
    interpreter = forms.CharField(label=_("Interpreter"), max_length=200, required=False)
    relatives_told = forms.CharField(label=_("Relatives told: whom, when, how"), max_length=300, required=False)
    remarks = CountedTextField(label=_("Remarks of those who took part"), limit=4000, required=False)


def protocol_form(detention: Detention) -> type[forms.Form]:
    """With the minute already recorded: the act states that one, so it is shown and not asked for again."""

    class RecordedProtocolForm(ProtocolForm):
        protocol_at = DateTimeMinuteField(
            label=_("Protocol drawn up"), initial=detention.protocol_at, disabled=True, required=False
        )

    return RecordedProtocolForm


class InterrogationForm(forms.Form):
    interrogated_at = DateTimeMinuteField(label=_("When the interrogation took place"))


class ReasonsForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=8000)


class OrderForm(forms.Form):
    order_title = forms.CharField(label=_("Court, date and number of the order"), max_length=200)
    order_at = DateTimeMinuteField(label=_("When the order arrived"))


def release_form(detention: Detention, by: Appointment, at: datetime) -> type[forms.Form]:
    """The grounds depend on who releases: ruling (133(1)) or head of the place of detention (133(2))."""
    grounds = HEAD_GROUNDS if by.role == Role.CUSTODY_HEAD else RELEASE_GROUNDS
    first = None
    if by.role == Role.CUSTODY_HEAD:
        over = "case_over" if prosecution_over(detention) else "court_refused"
        first = over if detention.court_refused_at else "term_expired"

    class ReleaseForm(forms.Form):
        ground = forms.ChoiceField(
            label=_("Ground of release"), choices=choices(grounds), widget=forms.RadioSelect, initial=first
        )
        released_at = DateTimeMinuteField(label=_("Released at"), initial=at)
        note = CountedTextField(label=_("Reasons"), limit=4000, required=False)

    return ReleaseForm


def custody_release_form(detention: Detention, at: datetime) -> type[forms.Form]:
    """Release of somebody held by order of the court: why, and when."""
    first = "custody_lifted" if detention.court_refused_at else "custody_expired"

    class CustodyReleaseForm(forms.Form):
        ground = forms.ChoiceField(
            label=_("Ground of release"), choices=choices(CUSTODY_GROUNDS), widget=forms.RadioSelect, initial=first
        )
        released_at = DateTimeMinuteField(label=_("Released at"), initial=at)
        note = CountedTextField(label=_("Reasons"), limit=4000, required=False)

    return CustodyReleaseForm


FORMS: dict[str, type[forms.Form]] = {
    "draw_protocol": ProtocolForm,
    "note_interrogation": InterrogationForm,
    "confirm_exception": ReasonsForm,
    "record_order": OrderForm,
}


def form_of(detention: Detention, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move's fields; None for a move without any."""
    if move.name == "release":
        return release_form(detention, by, at)
    if move.name == "release_from_custody":
        return custody_release_form(detention, at)
    if move.name == "draw_protocol" and detention.protocol_at:
        return protocol_form(detention)
    return FORMS.get(move.name)
