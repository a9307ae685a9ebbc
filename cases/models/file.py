"""The file: what is filed in a case, on which sheets, for which registered offence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models.case import Case
from cases.models.charges import Episode
from cases.models.compartment import Compartment
from cases.models.matters import Matter
from ecase.people.models import Appointment
from ecase.web.ids import uuid7


class Material(models.Model):
    """A document's only door: whoever may not see the material cannot reach the bytes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, related_name="+", help_text="the registered offence it serves"
    )
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    compartment = models.CharField(max_length=14, choices=Compartment.choices, default=Compartment.INVESTIGATION)
    to_facility = models.BooleanField(default=False, help_text="addressed to the place of detention as well")
    first_sheet = models.PositiveIntegerField(default=0)
    sheets = models.PositiveIntegerField(default=0)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    inadmissible_at = models.DateTimeField(null=True, help_text="marked and kept, never taken out")
    inadmissible_cite = models.CharField(max_length=60, blank=True)
    withheld_at = models.DateTimeField(null=True, help_text="kept from the court and the defence since then")
    withheld_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    withheld_cite = models.CharField(max_length=60, blank=True)
    withheld_reason = models.TextField(blank=True)
    inadmissible_ruling = models.ForeignKey("cases.Ruling", models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(compartment__in=Compartment.values), name="material_compartment_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withheld_at__isnull=True) | (Q(withheld_by__isnull=False) & ~Q(withheld_cite="")),
                name="what_is_withheld_says_by_whom_and_why",
            ),
        ]
        indexes = [models.Index(fields=["case", "first_sheet"], name="material_by_sheet")]

    def __str__(self) -> str:
        return self.title

    @property
    def last_sheet(self) -> int:
        return self.first_sheet + self.sheets - 1 if self.sheets else self.first_sheet


class Reading(models.Model):
    """Who had a material open, when and for how long: for the decider's own note and the manifest of his order.

    No record: nothing is decided by it, and rows only ever come on top (`left_at` and `pages` are filled once).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    pages = models.JSONField(default=list)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [models.Index(fields=["appointment", "material", "opened_at"], name="reading_by_reader")]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.opened_at:%Y-%m-%d %H:%M}"
