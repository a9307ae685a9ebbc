"""The information book: reports of crimes before they are, or are not, a case (179-186).

A report is seen by the office that holds it, the office in whose book it stands, and the prosecutor's
offices over both; an applicant with an account sees his own.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ecase.law.roles import PROSECUTION, Role
from ecase.people.models import Appointment, Office, Region, short_name
from ecase.web.ids import uuid7

# Who of an office reads its information book; an investigator reads what was given to him.
BOOK_READERS = frozenset({Role.REGISTRAR, Role.HEAD_OF_INVESTIGATION})


class ReportQuerySet(QuerySet[Any]):
    """`Report.objects`: actions lock through it, doors read through `visible_to`."""

    def visible_to(self, appointment: Appointment | None) -> "ReportQuerySet":
        """The reports `appointment` may know of; none for a stranger."""
        if appointment is None:
            return self.none()
        office = appointment.office_id
        before = Q(former_offices__contains=[office])
        if appointment.role in BOOK_READERS:
            return self.filter(Q(office_id=office) | Q(book_office_id=office) | before)
        if appointment.role in PROSECUTION:
            return self.filter(Q(office__supervised_by_id=office) | Q(book_office__supervised_by_id=office) | before)
        if appointment.role == Role.INVESTIGATOR:
            return self.filter(office_id=office, assigned_to=appointment)
        if appointment.role == Role.PARTICIPANT:
            return self.filter(applicant_user_id=appointment.user_id)
        return self.none()

    def held_for(self, appointment: Appointment) -> "ReportQuerySet":
        """Of the visible ones those his own office answers for now: not what it has given to another."""
        if appointment.role in BOOK_READERS:
            return self.filter(office_id=appointment.office_id)
        if appointment.role in PROSECUTION:
            return self.filter(office__supervised_by_id=appointment.office_id)
        return self


class Report(models.Model):
    """One report of a crime, entered in the information book (КУИ) the minute it comes."""

    class Source(models.TextChoices):
        WRITTEN = "written", _("Written statement")
        ORAL = "oral", _("Oral statement")
        ELECTRONIC = "electronic", _("Electronic statement")
        SURRENDER = "surrender", _("Voluntary surrender")
        OFFICIAL = "official", _("Message of an official or of an organisation")
        MEDIA = "media", _("Report in the media")
        DISCOVERY = "discovery", _("Report of an officer on a discovered offence")
        ANONYMOUS = "anonymous", _("Anonymous message")

    class Status(models.TextChoices):
        RECEIVED = "received", _("Waits for a decision")
        BEFORE_PROSECUTOR = "before_prosecutor", _("Transfer is before the prosecutor")
        REGISTERED = "registered", _("Registered as a case")
        JOINED = "joined", _("Belongs to a case that is registered already")
        NOT_REGISTERED = "not_registered", _("Not registered")
        PASSED_ON = "passed_on", _("Passed on to another body")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book_office = models.ForeignKey(Office, models.PROTECT, related_name="+", help_text="in whose book it stands")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", help_text="who holds it now")
    former_offices = ArrayField(
        models.BigIntegerField(), default=list, help_text="those who held or supervised it before a transfer"
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    language = models.CharField(max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский")], default="ru")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    iin = models.CharField(max_length=12, blank=True)
    identity = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    first_name = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    speaks = models.CharField(max_length=40, blank=True, help_text="language of the applicant, where another")
    needs_interpreter = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=200, blank=True)
    warned_at = models.DateTimeField(null=True, help_text="warned of liability for a knowingly false report, 181(4)")
    applicant_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    summary = models.TextField()
    occurred_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    assigned_to = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED)
    to_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", help_text="asked to be given to")
    ground = models.CharField(max_length=40, blank=True, help_text="code of the ground of the decision")
    reasons = models.TextField(blank=True)
    passed_to = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    check_code = models.CharField(max_length=20, unique=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("crime report")
        verbose_name_plural = _("crime reports")
        constraints = [
            models.UniqueConstraint(fields=["book_office", "year", "serial"], name="one_report_per_line_of_the_book"),
            models.CheckConstraint(
                condition=~Q(status__in=["registered", "joined"]) | Q(case__isnull=False),
                name="a_registered_report_names_its_case",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["not_registered", "passed_on"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(ground="")),
                name="a_refused_report_has_ground_and_decider",
            ),
            models.CheckConstraint(
                condition=Q(source="anonymous") | ~Q(last_name="") | ~Q(organisation="") | Q(source="media"),
                name="a_report_names_who_made_it",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-received_at"], name="report_by_office"),
            models.Index(fields=["book_office", "-received_at"], name="report_by_book"),
            models.Index(  # what waits; the rest of the book is history and grows
                fields=["office"],
                condition=Q(status__in=["received", "before_prosecutor"]),
                name="open_report_by_office",
            ),
            models.Index(fields=["assigned_to", "status"], name="report_by_investigator"),
            models.Index(fields=["iin"], condition=~Q(iin=""), name="report_by_iin"),
        ]

    def __str__(self) -> str:
        return self.book_number

    @property
    def book_number(self) -> str:
        """The line of the information book, "2026-000123"."""
        return f"{self.year}-{self.serial:06d}"

    @property
    def number(self) -> str:
        return self.book_number

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        return short_name(self.last_name, self.first_name, self.patronymic) if self.last_name else self.organisation


class BookNumber(models.Model):
    """The last line given out in an office's information book of a year; the row is the lock."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_book_per_office_and_year")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.year}: {self.last}"
