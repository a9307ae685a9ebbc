"""Copies of an order and how each was served; corrections of slips in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Material, Participant
from ecase.people.models import Appointment
from ecase.web.ids import uuid7
from sanctions.models.of_sanction import OfSanctionQuerySet
from sanctions.models.sanction import Sanction


class Copy(models.Model):
    """A copy that somebody has to get; `served_at` with its proof once he has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    to_whom = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=20, blank=True)
    served_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        indexes = [models.Index(fields=["sanction"], name="copy_by_request")]

    def __str__(self) -> str:
        return f"{self.to_whom} {self.name}"


class Slip(models.Model):
    """A slip of the pen in an order, corrected by a ruling that changes nothing of the decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    before = models.TextField()
    after = models.TextField()
    reasons = models.TextField()
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("corrected slip")
        verbose_name_plural = _("corrected slips")

    def __str__(self) -> str:
        return self.after[:60]
