"""An appeal against an act of the investigating judge: a complaint of a party, a petition of the prosecutor (107)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models import Case, Matter, Participant
from ecase.people.models import Appointment
from sanctions.kinds import AppealStatus
from sanctions.models.sanction import Sanction


class AppealQuerySet(OfCaseQuerySet):
    """An appeal is seen by whoever sees its matter."""

    def visible_to(self, appointment: Appointment | None) -> "AppealQuerySet":
        matters = Matter.objects.visible_to(appointment).filter(kind="appeal")
        return self.filter(matter__in=matters)


class Appeal(models.Model):
    """One appeal, through the court that decided to the judge of the oblast court."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    status = models.CharField(max_length=16)
    side = models.CharField(max_length=12)
    text = models.TextField()
    asks = models.CharField(max_length=30, blank=True)
    late_reason = models.TextField(blank=True, help_text="why the term was missed; restored for him alone (50)")
    filed_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, help_text="with the oblast court")
    decided_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    reasons = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in AppealStatus]), name="appeal_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("filed_by")),
                name="nobody_decides_his_own_appeal",
            ),
            models.CheckConstraint(
                condition=~Q(status=AppealStatus.DECIDED.value) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_appeal_has_its_judge",
            ),
            models.UniqueConstraint(
                fields=["sanction", "filed_by"],
                condition=Q(status__in=["filed", "before_court"]),
                name="one_open_appeal_per_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.status}"

    @property
    def participant(self) -> Participant | None:
        """The person of the decision that is appealed."""
        person: Participant | None = self.sanction.participant
        return person
