"""A request for a sanction on its way through the prosecutor to the court."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models import Case, Matter, Participant
from detention.models import Detention
from ecase.law.kinds import KINDS, Kind
from ecase.people.models import Appointment
from sanctions.kinds import ENDED, Status


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
    detention = models.ForeignKey(Detention, models.PROTECT, null=True, related_name="+")
    grounds = models.TextField()
    milder = models.TextField(blank=True, help_text="why a milder measure would not do")
    stated = models.JSONField(default=list, help_text="grounds of CPC 147(1) that are stated")
    new_circumstances = models.TextField(blank=True)
    requested_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    prosecutor = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    prosecutor_at = models.DateTimeField(null=True)
    prosecutor_reasons = models.TextField(blank=True)
    court_received_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    hearing_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)
    bail = models.TextField(blank=True)
    until = models.DateField(null=True, help_text="last day of what was granted")
    version = models.PositiveIntegerField(default=1)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[Status.GRANTED.value, Status.REFUSED.value])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
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
                condition=Q(status__in=[s.value for s in Status if s not in ENDED]),
                name="one_open_sanction_per_kind_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    def stands_on(self) -> Detention | None:
        """The detention it was asked for, or the one that began after it was asked for a person at liberty.

        Custody counts from the holding (152(6)), so a step that overlooked it would give the person hours too many.
        """
        if self.detention is not None or self.participant_id is None:
            return self.detention
        return Detention.objects.filter(participant=self.participant_id, open=True).first()

    @property
    def rule(self) -> Kind:
        """The kind as the law describes it."""
        return KINDS[self.kind]
