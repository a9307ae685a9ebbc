"""A request for a sanction on its way through the prosecutor to the court."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models import Case, Matter, Participant
from detention.models import Detention
from ecase.law.clock import local
from ecase.law.kinds import Kind
from ecase.law.kinds_all import KINDS
from ecase.people.models import Appointment
from sanctions.kinds import DECIDED, OPEN, Status

# Orders that made a measure longer: they stand as long as it does.
LONGER = frozenset({
    "arrest_full", "arrest_extension", "arrest_reading", "arrest_study", "arrest_returned", "house_arrest_extension",
    "medical_placement_extension", "medical_transfer_extension", "covert_extension",
})  # fmt: skip


class SanctionQuerySet(OfCaseQuerySet):
    """A sanction is seen by whoever sees its matter."""

    def visible_to(self, appointment: Appointment | None) -> "SanctionQuerySet":
        matters = Matter.objects.visible_to(appointment).filter(kind__startswith="sanction")
        return self.filter(matter__in=matters)


class Sanction(models.Model):
    """One request, by the route of its kind."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    status = models.CharField(max_length=24, default=Status.DRAFT.value)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    object = models.TextField(blank=True, help_text="the place, thing, property or account it is about")
    extends = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="the granted sanction it prolongs or concerns"
    )
    detention = models.ForeignKey(Detention, models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict, help_text="the facts of its kind, plain values")
    grounds = models.TextField(help_text="the reasons in the asker's words")
    milder = models.TextField(blank=True, help_text="why a milder measure would not do")
    stated = models.JSONField(default=list, help_text="codes of the grounds that are named")
    why = models.JSONField(default=dict, help_text="written reason for each check that was not met, by its code")
    new_circumstances = models.TextField(blank=True)
    urgent = models.BooleanField(default=False, help_text="the action came first")
    acted_from = models.DateTimeField(null=True)
    acted_until = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    head = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    head_at = models.DateTimeField(null=True)
    head_reasons = models.TextField(blank=True)
    prosecutor = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    prosecutor_at = models.DateTimeField(null=True)
    prosecutor_reasons = models.TextField(blank=True)
    court_received_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    hearing_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)
    bail = models.TextField(blank=True)
    decided = models.JSONField(default=dict, help_text="what the decider filled besides the reasons")
    in_part = models.BooleanField(default=False)
    announced_at = models.DateTimeField(null=True)
    until = models.DateField(null=True, help_text="last day of what was granted")
    executed_at = models.DateTimeField(null=True)
    executed_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    execution = models.TextField(blank=True, help_text="the report on the execution")
    ended_at = models.DateTimeField(null=True, help_text="lifted, changed or run out")
    ended_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    end_ground = models.CharField(max_length=40, blank=True)
    end_reasons = models.TextField(blank=True)
    by_author = models.BooleanField(default=False, help_text="a measure in force by its author's signature")
    single = models.BooleanField(default=False, help_text="one request of this kind on a person at a time")
    version = models.PositiveIntegerField(default=1)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[s.value for s in DECIDED])
                | (Q(decided_at__isnull=False) & (Q(decided_by__isnull=False) | Q(by_author=True))),
                name="sanction_granted_has_decider",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="decider_is_not_requester",
            ),
            models.CheckConstraint(
                condition=Q(prosecutor__isnull=True) | ~Q(prosecutor=F("requested_by")),
                name="prosecutor_is_not_requester",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.BEFORE_COURT.value) | Q(court_received_at__isnull=False),
                name="sanction_before_court_has_arrived",
            ),
            models.CheckConstraint(condition=Q(status__in=[s.value for s in Status]), name="sanction_status_is_known"),
            models.UniqueConstraint(
                fields=["kind", "participant"],
                condition=Q(single=True, status__in=[s.value for s in OPEN]),
                name="one_open_sanction_per_kind_and_person",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(head__isnull=True) | ~Q(decided_by=F("head")),
                name="decider_has_not_agreed_before",
            ),
            models.CheckConstraint(
                condition=Q(acted_from__isnull=True)
                | Q(acted_until__isnull=True)
                | Q(acted_until__gte=F("acted_from")),
                name="action_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.EXECUTED.value) | Q(executed_at__isnull=False),
                name="executed_sanction_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.LIFTED.value, Status.EXPIRED.value]) | Q(ended_at__isnull=False),
                name="ended_sanction_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "kind", "status"], name="sanction_by_case"),
            models.Index(fields=["extends"], condition=Q(extends__isnull=False), name="sanction_by_extended"),
            models.Index(fields=["prosecutor", "prosecutor_at"], name="sanction_by_prosecutor"),
            models.Index(fields=["decided_by", "decided_at"], name="sanction_by_decider"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    def stands_on(self) -> Detention | None:
        """The detention it was asked for, or the one that began after it was asked for a person at liberty.

        Custody counts from the holding (152(6)), so a step that overlooked it would give the person hours too many.
        """
        if self.participant_id is None:
            return self.detention
        if self.detention is not None:
            return (self.kept_on() if self._freed_on_a_cancelled_refusal() else None) or self.detention
        return Detention.objects.filter(participant=self.participant_id, open=True).first()

    def held_on(self) -> Detention | None:
        """The holding an order of custody rests on: also that of somebody whose custody is over and who is not free."""
        return self.stands_on() or (self.kept_on() if self.rule.custody else None)

    def kept_on(self) -> Detention | None:
        """The holding in which the person still is, whatever holds him or has held him; None at liberty."""
        if self.participant_id is None:
            return None
        return Detention.objects.filter(participant=self.participant_id).lasting().first()

    def _freed_on_a_cancelled_refusal(self) -> bool:
        """Before the court anew, and the holding it was asked on is over: whoever was taken since is held on another.

        Any other request falls with its holding, and is made anew for the next one (`rules.released`).
        """
        if self.detention is None or self.detention.released_at is None or self.status != Status.BEFORE_COURT:
            return False
        draws = self._meta.apps.get_model("sanctions", "Draw").objects
        return bool(draws.filter(sanction=self.pk, cause="appeal").exists())

    def status_at(self, at: datetime) -> Status:
        """Where it stands at `at`: what is granted until a day is over after that day, whatever the clock has written.

        An order that made a measure longer stands as long as the measure does.
        """
        longer = self.extends if self.extends is not None and self.kind in LONGER else self
        if self.status != Status.GRANTED or longer.until is None or local(at).date() <= longer.until:
            return Status(self.status)
        return Status.EXPIRED

    @property
    def covert(self) -> bool:
        """It lies in the compartment that only holders of a grant of its own know of."""
        return self.rule.compartment == "covert"

    @property
    def rule(self) -> Kind:
        """The kind as the law describes it."""
        return KINDS[self.kind]
