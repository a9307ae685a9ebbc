"""What is typed when a case is registered and when people and documents enter it; API and pages share these forms."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Compartment, Participant
from cases.offence_field import offence_field
from cases.queries.reference import qualification_on
from ecase.law.clock import local
from ecase.law.roles import Role
from ecase.law.words import Refusal
from ecase.people.models import Appointment, Region
from ecase.people.queries import speaks_now
from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField, IinField
from ecase.web.says import say

IDENTITY_HELP = _("Only when there is no IIN: the document, or how the person was identified.")


def proposed_language(own: str) -> str:
    """The language of the acts a form begins with: of the page being read, else of the reader's profile."""
    return next((one for one in (get_language(), own) if one in ("kk", "ru")), "ru")


class PersonForm(forms.Form):
    """Who somebody is: the IIN, or how else he was identified."""

    iin = IinField(required=False)
    identity = forms.CharField(label=_("Identified by"), max_length=300, required=False, help_text=IDENTITY_HELP)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)
    birth_date = DateField(label=_("Birth date"), required=False, help_text=_("Only when the person has no IIN."))
    citizenship = forms.CharField(label=_("Citizenship"), max_length=80, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "iin" in cleaned and not cleaned["iin"] and not cleaned.get("identity", "").strip():
            self.add_error("iin", _("Give the IIN, or say how the person was identified."))
        return cleaned


class ApplicantForm(PersonForm):
    """The person whose report opens the case."""


class SpeakerForm(PersonForm):
    """Who somebody is, and in which language he is heard (30(3))."""

    language = forms.CharField(label=_("Language the person speaks"), max_length=40, required=False)
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)


class ParticipantForm(SpeakerForm):
    """A person enters the case in one capacity."""

    capacity = forms.ChoiceField(label=_("Capacity"), choices=[("", _("Choose")), *Participant.Capacity.choices])
    office_held = forms.ChoiceField(
        label=_("Post held"),
        choices=Participant.OfficeHeld.choices,
        required=False,
        help_text=_("The head of the prosecutor's office decides on the suspicion of those named here."),
    )
    field_order = ["capacity"]


class OccasionForm(forms.Form):
    """What the case begins with, in which language and format it is conducted (180, 30, 42-1)."""

    occasion = forms.ChoiceField(label=_("Occasion"), choices=Case.Occasion.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the proceedings"),
        choices=[("kk", "Қазақша"), ("ru", "Русский")],
        required=False,
        initial="ru",
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=Case.Format.choices, required=False, initial=Case.Format.ELECTRONIC
    )

    def clean_format(self) -> str:
        return self.cleaned_data["format"] or Case.Format.ELECTRONIC

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or "ru"


class EventForm(forms.Form):
    """The event: when, where, what."""

    occurred_at = DateTimeMinuteField(label=_("When it happened"))
    place = forms.CharField(label=_("Where it happened"), max_length=300)
    region = forms.CharField(
        label=_("Region"), max_length=80, required=False, help_text=_("Empty: the region of your office.")
    )
    summary = CountedTextField(label=_("What happened"), limit=8000, rows=6)

    def clean_region(self) -> Region | None:
        """A code ("KZ-75", "75") or a primary key; None where nothing was said."""
        text = self.cleaned_data["region"].strip()
        if not text:
            return None
        found = next((region for region in Region.objects.all() if text.lower() in _names(region)), None)
        if found is None:
            raise forms.ValidationError(_("There is no such region. Give its code, like KZ-75."), code="unknown")
        return found


class RegisterForm(OccasionForm, EventForm):
    """A report of an offence becomes a case (179(1)), all at once; the applicant has a form of his own."""

    qualification = forms.CharField(
        label=_("Qualification"), max_length=40, help_text=_("Article and part of the Criminal Code, like 188/3.")
    )
    field_order = ["occasion", "qualification", "occurred_at", "place", "region", "summary", "format", "language"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("qualification") and cleaned.get("occurred_at"):
            found = qualification_on(cleaned["qualification"], local(cleaned["occurred_at"]).date())
            if isinstance(found, Refusal):
                self.add_error("qualification", say(found.says, found.params))
        return cleaned


class InvolvedForm(SpeakerForm):
    """Somebody the registration names; one person may be both the applicant and the victim."""

    ROLES = (
        Participant.Capacity.APPLICANT,
        Participant.Capacity.VICTIM,
        Participant.Capacity.SUSPECT,
        Participant.Capacity.WITNESS,
    )
    ROLES_NAMED = tuple((role.value, role.label) for role in ROLES)
    capacity = forms.MultipleChoiceField(
        label=_("Capacity"),
        choices=ROLES_NAMED,
        widget=forms.CheckboxSelectMultiple,
    )


class AttachForm(forms.Form):
    """A document is handed in while the registration is written."""

    file = forms.FileField(label=_("File"), max_length=200, help_text=_("PDF, PNG, JPEG, DOCX, MP4 or TXT."))
    title = forms.CharField(label=_("Title"), max_length=300)
    access = forms.ChoiceField(
        label=_("Who sees it"),
        choices=[
            (Compartment.INVESTIGATION.value, _("The investigation only")),
            (Compartment.PARTIES.value, _("The parties as well")),
        ],
        required=False,
        initial=Compartment.INVESTIGATION.value,
        widget=forms.RadioSelect,
    )

    def clean_access(self) -> str:
        return self.cleaned_data["access"] or Compartment.INVESTIGATION.value


class DefenceForm(forms.Form):
    """A lawyer enters the case for a suspect, on his certificate and notice of defence (68, 70)."""

    participant = forms.UUIDField(label=_("Suspect"))
    lawyer = forms.CharField(
        label=_("Lawyer"), max_length=150, help_text=_("The lawyer's user name, or the number of his appointment.")
    )
    warrant = forms.CharField(label=_("Notice of defence, number and date"), max_length=60)

    def clean_lawyer(self) -> Appointment:
        """The lawyer's appointment in force, by user name or by number."""
        text = self.cleaned_data["lawyer"].strip()
        lawyers = speaks_now().filter(role=Role.LAWYER, user__is_active=True).order_by("id")
        found = lawyers.filter(user__username=text).first()
        if found is None and text.isascii() and text.isdigit() and len(text) < 16:
            found = lawyers.filter(pk=int(text)).first()
        if found is None:
            raise forms.ValidationError(_("There is no lawyer of that name in post."), code="unknown")
        return found


class PaperChargeForm(forms.Form):
    """A charge that a ruling on paper has brought; only for a case that is on paper."""

    participant = forms.UUIDField(label=_("Suspect"))
    article = forms.CharField(
        label=_("Article and part"), max_length=40, help_text=_("Article and part of the Criminal Code, like 188/3.")
    )
    episode = offence_field()
    since = DateTimeMinuteField(label=_("Charged since"))
    paper = forms.CharField(
        label=_("The ruling on paper"), max_length=300, help_text=_("Its date and number, and who approved it.")
    )


class UploadForm(forms.Form):
    """A document is handed in."""

    file = forms.FileField(label=_("File"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.CharField(label=_("Kind of document"), max_length=60, required=False)
    episode = offence_field()
    access = forms.ChoiceField(
        label=_("Who sees it"),
        choices=[
            (Compartment.INVESTIGATION.value, _("The investigation only")),
            (Compartment.PARTIES.value, _("The parties as well")),
        ],
        required=False,
        initial=Compartment.INVESTIGATION.value,
        widget=forms.RadioSelect,
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"].strip() or "upload"

    def clean_access(self) -> str:
        return self.cleaned_data["access"] or Compartment.INVESTIGATION.value


def _names(region: Region) -> set[str]:
    return {
        str(region.pk),
        region.number,
        region.code.lower(),
        region.name_kk.lower(),
        region.name_ru.lower(),
        region.name_en.lower(),
    }
