"""Matters and their terms: whose turn it is, until when, what stood still, what has rung."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models.case import Case
from cases.models.charges import Episode
from cases.models.compartment import Compartment
from cases.models.people import Participant
from cases.models.reports import Report
from ecase.people.models import Appointment, Office
from ecase.web.ids import uuid7


class Matter(models.Model):
    """The one-to-one parent of every detention, sanction, motion, writ: whose turn it is.

    Deadlines, materials and the queue point here, so the queue is one indexed query.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    waits_role = models.CharField(max_length=24, blank=True)
    waits_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    waits_for = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    facility = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", help_text="the place of detention it concerns"
    )
    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="whom it concerns; of the lawyers only his see it",
    )
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, related_name="+", help_text="the registered offence it serves"
    )
    next_due = models.DateTimeField(null=True)
    compartment = models.CharField(max_length=14, choices=Compartment.choices, default=Compartment.INVESTIGATION)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "number"], name="one_matter_per_number"),
            models.CheckConstraint(condition=Q(compartment__in=Compartment.values), name="matter_compartment_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["waits_for", "next_due", "id"], condition=Q(closed_at__isnull=True), name="matter_queue"
            ),
            models.Index(fields=["case", "kind"], name="matter_by_case"),
            models.Index(fields=["case"], condition=Q(compartment="covert"), name="matter_covert"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Deadline(models.Model):
    """A term: when it began and under which edition of which rule.

    `due_at` and `next_at` are the alarm clock; whether it is overdue is computed when somebody
    looks. An extension or correction ends the row and opens one that `replaces` it. A term belongs to
    a case or to a report that is no case yet. `amount`: the name or number of the length where it is
    not the rule's first one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=60)
    edition = models.CharField(max_length=60)
    amount = models.CharField(max_length=24, blank=True)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    start_entry = models.UUIDField(null=True)
    compartment = models.CharField(max_length=14, choices=Compartment.choices, default=Compartment.INVESTIGATION)
    next_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "rule"],
                condition=Q(met_at__isnull=True, ended_at__isnull=True, matter__isnull=False),
                name="one_live_deadline_per_matter_and_rule",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, report__isnull=True) | Q(case__isnull=True, report__isnull=False),
                name="a_deadline_belongs_to_a_case_or_to_a_report",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "case"],
                condition=Q(met_at__isnull=True, ended_at__isnull=True, next_at__isnull=False),
                name="deadline_alarm",
            ),
            models.Index(fields=["case", "due_at"], name="deadline_by_case"),
            models.Index(fields=["matter"], name="deadline_by_matter"),
            models.Index(fields=["report"], condition=Q(report__isnull=False), name="deadline_by_report"),
            models.Index(
                fields=["due_at", "case"],
                condition=Q(met_at__isnull=True, ended_at__isnull=True),
                name="deadline_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def live(self) -> bool:
        return self.met_at is None and self.ended_at is None


class Pause(models.Model):
    """A stretch of time that does not count towards a deadline."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.CharField(max_length=60)
    entry = models.UUIDField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(until__isnull=True), name="one_open_pause_per_deadline"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.since:%Y-%m-%d}"


class Fired(models.Model):
    """A rung of the warning ladder that has been reached: once each, by constraint."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deadline", "rung"], name="each_rung_fires_once")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.rung}"
