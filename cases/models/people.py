"""People in a case, in the capacity they take part, and who defends them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models.case import Case
from ecase.people.models import Appointment, short_name
from ecase.web.ids import uuid7


class Participant(models.Model):
    """A person in the case, in one capacity. Linked to an account only by a verified IIN."""

    class Capacity(models.TextChoices):
        SUSPECT = "suspect", _("Suspect")
        VICTIM = "victim", _("Victim")
        WITNESS = "witness", _("Witness")
        APPLICANT = "applicant", _("Applicant")
        WITNESS_DEFENCE = "witness_def", _("Witness with the right to a defence")
        CIVIL_CLAIMANT = "claimant", _("Civil claimant")
        CIVIL_DEFENDANT = "defendant", _("Civil defendant")
        LEGAL_REPRESENTATIVE = "legal_rep", _("Legal representative")
        INTERPRETER = "interpreter", _("Interpreter")
        EXPERT = "expert", _("Expert")
        SPECIALIST = "specialist", _("Specialist")

    class OfficeHeld(models.TextChoices):
        """Whose suspicion needs the head of the prosecutor's office (202(2), 203(1))."""

        NONE = "", _("none of these")
        LAWYER = "lawyer", _("lawyer")
        PROSECUTOR = "prosecutor", _("prosecutor")
        INVESTIGATOR = "investigator", _("investigator, inquirer or their head")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    iin = models.CharField(max_length=12, blank=True)
    identity = models.CharField(max_length=300, blank=True)
    last_name = models.CharField(max_length=80)
    first_name = models.CharField(max_length=80)
    patronymic = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True)
    citizenship = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    identity_checked_at = models.DateTimeField(null=True)
    identity_source = models.CharField(max_length=40, blank=True, help_text="which register confirmed the identity")
    language = models.CharField(max_length=40, blank=True, help_text="the language the person speaks")
    needs_interpreter = models.BooleanField(default=False)
    office_held = models.CharField(max_length=12, choices=OfficeHeld.choices, blank=True, default="")
    interrogated_at = models.DateTimeField(null=True, help_text="as a suspect")
    since = models.DateTimeField()
    sort_key = models.CharField(max_length=250, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                condition=~Q(iin="") | ~Q(identity=""), name="participant_has_iin_or_described_identity"
            ),
            models.UniqueConstraint(
                fields=["case", "capacity", "iin"], condition=~Q(iin=""), name="one_participant_per_capacity"
            ),
        ]
        indexes = [models.Index(fields=["case", "sort_key"], name="participant_by_case")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        return short_name(self.last_name, self.first_name, self.patronymic)

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class Defence(models.Model):
    """A lawyer defends a participant, from the day he entered the case until he leaves it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    lawyer = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    warrant = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("defence")
        verbose_name_plural = _("defences")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "lawyer"], condition=Q(until__isnull=True), name="one_open_defence_per_lawyer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lawyer} {self.since:%Y-%m-%d}"
