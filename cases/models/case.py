"""The case itself, its number, who conducts it together, and the card it came with from the register."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import CaseQuerySet, OfCaseQuerySet
from ecase.people.models import Appointment, Office, Region
from ecase.web.ids import uuid7


class Case(models.Model):
    """One criminal case, from its registration on."""

    class Format(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic")
        PAPER = "paper", _("paper")
        MIXED = "mixed", _("mixed")

    class Stage(models.TextChoices):
        PRETRIAL = "pretrial", _("Pre-trial investigation")
        INTERRUPTED = "interrupted", _("Interrupted")
        TERMINATED = "terminated", _("Terminated")
        JOINED = "joined", _("Joined to another case")
        COURT = "court", _("Before the court")
        JUDGED = "judged", _("Ended by a verdict")

    class Proceeding(models.TextChoices):
        """The form of the pre-trial investigation; it names the term of the case (CPC 189, 190, 192)."""

        INVESTIGATION = "investigation", _("Preliminary investigation")
        INQUIRY = "inquiry", _("Inquiry")
        ACCELERATED = "accelerated", _("Accelerated investigation")
        MISDEMEANOUR = "misdemeanour", _("Misdemeanour protocol")

    class Occasion(models.TextChoices):
        STATEMENT = "statement", _("Statement of a person")
        SURRENDER = "surrender", _("Voluntary surrender")
        MASS_MEDIA = "mass_media", _("Report in the media")
        REPORT = "report", _("Report of an official on a discovered offence")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=15, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    investigator = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    prosecutor = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.PRETRIAL)
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.ELECTRONIC)
    language = models.CharField(max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский")], default="ru")
    occasion = models.CharField(max_length=12, choices=Occasion.choices)
    summary = models.TextField()
    occurred_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    registered_at = models.DateTimeField()
    proceeding = models.CharField(max_length=16, choices=Proceeding.choices, default=Proceeding.INVESTIGATION)
    report = models.ForeignKey("cases.Report", models.PROTECT, null=True, related_name="+")
    source_case = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="the case it was severed from"
    )
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True, help_text="the verdict that ends it is in force since")
    taken_over_at = models.DateTimeField(null=True, help_text="accepted for his proceedings by the investigator")
    version = models.PositiveIntegerField(default=1)
    steps = models.PositiveIntegerField(
        default=0, help_text="decisions that changed it; an act written for another number is stale"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [
            ("view_detained", "Can see a detained person of the case"),
            ("view_covert", "Can see the covert actions of the case"),
            ("view_own", "Can see what is asked of him in the case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{15}$"), name="case_number_has_15_digits"),
            models.CheckConstraint(
                condition=Q(occurred_at__lte=F("registered_at")), name="case_registered_after_the_event"
            ),
            models.CheckConstraint(
                condition=~Q(stage="joined") | Q(joined_to__isnull=False), name="a_joined_case_names_the_other"
            ),
            models.CheckConstraint(
                condition=~Q(stage="judged") | Q(judged_at__isnull=False), name="a_judged_case_says_since_when"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def case(self) -> "Case":
        """A case is its own case for the moves that are made on it."""
        return self

    @property
    def case_id(self) -> object:
        return self.pk

    @property
    def short_number(self) -> str:
        return f"…{self.number[-3:]}"


class CaseNumber(models.Model):
    """The last serial given out, by office and year; the row is the lock."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_serial_per_office_and_year")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.year}: {self.last}"


class CaseMember(models.Model):
    """An investigator of the group that conducts the case; its leader is `Case.investigator` (194)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    ruling = models.ForeignKey("cases.Ruling", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the investigation group")
        verbose_name_plural = _("investigation groups")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "appointment"], condition=Q(until__isnull=True), name="one_open_membership_per_post"
            )
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.since:%Y-%m-%d}"


class RegisterCard(models.Model):
    """What the national register's export says of an imported case, as it was read: for the way back."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    book_number = models.CharField(max_length=40, blank=True)
    book_at = models.DateTimeField(null=True)
    fields = models.JSONField(default=dict)
    file_sha256 = models.CharField(max_length=64)
    line = models.PositiveIntegerField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("card of the register")
        verbose_name_plural = _("cards of the register")

    def __str__(self) -> str:
        return f"{self.file_sha256[:8]} {self.line}"
