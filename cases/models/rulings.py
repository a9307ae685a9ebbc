"""A decision on the case by a written ruling: drawn by one, mostly without effect until another signs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models.case import Case
from cases.models.charges import Charge, Episode
from cases.models.matters import Matter
from cases.models.people import Participant
from ecase.law.rulings import RULINGS, RulingKind
from ecase.law.rulings import Status as RulingStatus
from ecase.people.models import Appointment


class RulingQuerySet(OfCaseQuerySet):
    """A ruling is seen by whoever sees its matter."""

    def visible_to(self, appointment: Appointment | None) -> "RulingQuerySet":
        matters = Matter.objects.visible_to(appointment).filter(kind__startswith="ruling.")
        return self.filter(matter__in=matters)


class Ruling(models.Model):
    """One ruling, of one of the kinds of `ecase.law.rulings`."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    status = models.CharField(max_length=16)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    charge = models.ForeignKey(Charge, models.PROTECT, null=True, related_name="+", help_text="what it changes or ends")
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=40, blank=True)
    text = models.TextField(help_text="the reasons its author gives")
    data = models.JSONField(default=dict, help_text="fields of its kind, plain values")
    urgent = models.BooleanField(default=False)
    drawn_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    decided_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True, help_text="the reasons of the one who decided")
    effective_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="its effect is over: resumed, fulfilled, cancelled")
    version = models.PositiveIntegerField(default=1)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in RulingStatus]), name="ruling_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("drawn_by")),
                name="nobody_approves_his_own_ruling",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | (Q(decided_by__isnull=False) & ~Q(reasons="")),
                name="a_refused_ruling_has_decider_and_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(status="in_force") | Q(effective_at__isnull=False), name="a_ruling_in_force_has_its_moment"
            ),
        ]
        indexes = [models.Index(fields=["case", "kind", "status"], name="ruling_by_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def rule(self) -> RulingKind:
        """The kind as the law describes it."""
        return RULINGS[self.kind]

    @property
    def opens_to(self) -> str:
        """Who sees it once it is in force: as the kind says, but a ruling on a closed entry stays as closed as that."""
        return str(self.data.get("compartment") or self.rule.compartment)
