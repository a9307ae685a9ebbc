"""What follows the verdict: copies and how they were served, appeals, payments of the fine."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.access import VIEW_OWN, OfCaseQuerySet, grants
from cases.models import Case, Defence, Material, Matter, Participant
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.ids import uuid7
from writ.kinds import COPY, SIDES
from writ.models.writ import Accused, Writ


class CopyQuerySet(OfCaseQuerySet):
    """A copy is seen by whoever sees its matter, a defender's and a party's are those for him and his client."""

    def visible_to(self, appointment: Appointment | None) -> "CopyQuerySet":
        if appointment is not None and appointment.role == Role.PARTICIPANT:
            cases = grants(appointment, VIEW_OWN).values("content_object_id")
            return self.filter(case_id__in=cases, participant__user=appointment.user_id)
        rows = self.filter(matter__in=Matter.objects.visible_to(appointment).filter(kind=COPY))
        if appointment is not None and appointment.role == Role.LAWYER:
            mine = Defence.objects.filter(lawyer=appointment, until__isnull=True).values("participant_id")
            return rows.filter(Q(appointment=appointment) | Q(participant__in=mine))
        return rows


class Copy(models.Model):
    """The verdict on its way to one addressee; its matter carries the days that run from the service."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    writ = models.ForeignKey(Writ, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    to_whom = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    served_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=12, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of the verdict")
        verbose_name_plural = _("copies of the verdict")
        constraints = [
            models.CheckConstraint(
                condition=Q(served_at__isnull=True) | (Q(by__isnull=False) & ~Q(means="")),
                name="a_served_writ_copy_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_whom} {self.served_at or ''}"


class Appeal(models.Model):
    """One appeal against the verdict; all of them are decided together (629-7)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    writ = models.ForeignKey(Writ, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    filed_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    asks = models.CharField(max_length=10)
    text = models.TextField()
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal against a writ verdict")
        verbose_name_plural = _("appeals against writ verdicts")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=list(SIDES)), name="side_of_a_writ_appeal_is_known"),
            models.UniqueConstraint(
                fields=["writ", "side", "participant", "filed_by"],
                condition=Q(decided_at__isnull=True),
                nulls_distinct=False,
                name="one_open_writ_appeal_per_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.asks}"


class PaymentQuerySet(OfCaseQuerySet):
    """A payment is seen by whoever sees the fine it was made on."""

    def visible_to(self, appointment: Appointment | None) -> "PaymentQuerySet":
        return self.filter(accused__in=Accused.objects.visible_to(appointment))


class Payment(models.Model):
    """Money that came in on one fine."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    accused = models.ForeignKey(Accused, models.PROTECT, related_name="+")
    paid_on = models.DateField()
    amount = models.BigIntegerField(help_text="tenge")
    proof = models.CharField(max_length=300)
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment of a fine")
        verbose_name_plural = _("payments of fines")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_more_than_nothing")]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount}"
