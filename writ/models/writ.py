"""A case on the writ track, and each person accused in it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import VIEW_OWN, OfCaseQuerySet, grants
from cases.models import Case, Defence, Matter, Participant
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.ids import uuid7
from writ.kinds import DECIDED, MATTER, Status


class WritQuerySet(OfCaseQuerySet):
    """A writ is seen by whoever sees its matter; a party without sight of the case sees that he was asked."""

    def visible_to(self, appointment: Appointment | None) -> "WritQuerySet":
        if appointment is not None and appointment.role == Role.PARTICIPANT:
            mine = Participant.objects.filter(user=appointment.user_id)
            wills = self.model._meta.apps.get_model("writ", "Will")._base_manager.filter(participant__in=mine)
            cases = grants(appointment, VIEW_OWN).values("content_object_id")
            return self.filter(case_id__in=cases, pk__in=wills.values("writ_id"))
        return self.filter(matter__in=Matter.objects.visible_to(appointment).filter(kind=MATTER))


class Writ(models.Model):
    """One attempt to end a case by writ: from the questions to the parties to the payment of the fine."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, default=Status.PREPARING.value)
    outcome = models.CharField(max_length=24, blank=True)
    outcome_reasons = models.TextField(blank=True)
    started_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    conditions_at = models.DateTimeField(null=True, help_text="when all conditions were met: the days of the ruling")
    ruling = models.JSONField(default=dict, help_text="what the ruling to apply the procedure says, plain values")
    requested_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(null=True)
    head = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    head_at = models.DateTimeField(null=True)
    prosecutor = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    prosecutor_at = models.DateTimeField(null=True)
    prosecutor_reasons = models.TextField(blank=True)
    court_received_at = models.DateTimeField(null=True)
    judge = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    draws = models.JSONField(
        default=list, help_text="each draw of a judge: candidates, who was left out and why, chance"
    )
    decided_at = models.DateTimeField(null=True)
    verdict = models.JSONField(default=dict, help_text="what the judge found and ordered besides the fines")
    objected_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, help_text="for execution")
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WritQuerySet.as_manager()

    class Meta:
        verbose_name = _("writ")
        verbose_name_plural = _("writs")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[s.value for s in Status]), name="writ_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(s.value for s in DECIDED))
                | Q(judge__isnull=False, decided_at__isnull=False, court_received_at__isnull=False),
                name="a_verdict_has_its_judge",
            ),
            models.CheckConstraint(
                condition=Q(prosecutor__isnull=True) | ~Q(prosecutor=F("requested_by")),
                name="writ_prosecutor_is_not_the_author",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ENDED.value) | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="an_ended_writ_says_how",
            ),
            models.UniqueConstraint(fields=["case"], condition=~Q(status=Status.ENDED.value), name="one_writ_per_case"),
        ]
        indexes = [
            models.Index(fields=["status", "started_at"], name="writ_by_status"),
            models.Index(fields=["case"], name="writ_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"

    @property
    def participant(self) -> None:
        """A writ is about everybody accused in it, not about one person."""
        return None


class AccusedQuerySet(OfCaseQuerySet):
    """An accused is seen with the writ; by a party and by a defender only himself and his client."""

    def visible_to(self, appointment: Appointment | None) -> "AccusedQuerySet":
        rows = self.filter(writ__in=Writ.objects.visible_to(appointment))
        if appointment is not None and appointment.role == Role.PARTICIPANT:
            return rows.filter(participant__user=appointment.user_id)
        if appointment is not None and appointment.role == Role.LAWYER:
            mine = Defence.objects.filter(lawyer=appointment, until__isnull=True).values("participant_id")
            return rows.filter(participant__in=mine)
        return rows


class Accused(models.Model):
    """One suspect in the writ: the facts of his person, then what the verdict says of him.

    `facts`: those of 629-1(3)-(5) by their names in `ecase.law.writ`. `fines`: one for each charge, in MCI.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    writ = models.ForeignKey(Writ, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    facts: Any = models.JSONField(default=dict)
    fines: Any = models.JSONField(default=list, help_text="charge, cite, index of the day, fine in MCI")
    method = models.CharField(max_length=10, blank=True, help_text="how several fines became one (CC 58)")
    total_mci = models.PositiveIntegerField(null=True)
    mci = models.PositiveIntegerField(null=True, help_text="tenge of one index")
    custody_days = models.PositiveIntegerField(default=0, help_text="before the verdict (CC 62)")
    house_days = models.PositiveIntegerField(default=0, help_text="under house arrest before the verdict (CC 62)")
    credit_mci = models.PositiveIntegerField(default=0, help_text="what custody and house arrest took off (CC 62)")
    amount = models.BigIntegerField(null=True, help_text="tenge to be paid")
    ban = models.TextField(blank=True, help_text="which office or activity is forbidden")
    ban_months = models.PositiveSmallIntegerField(null=True)
    pay_until = models.DateField(null=True, help_text="last day of instalments (CC 41(4))")

    objects = AccusedQuerySet.as_manager()

    class Meta:
        verbose_name = _("accused")
        verbose_name_plural = _("accused")
        constraints = [
            models.UniqueConstraint(fields=["writ", "participant"], name="one_row_per_accused"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="a_fine_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.total_mci or ''}"
