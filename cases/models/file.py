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
    inadmissible_ruling = models.ForeignKey("cases.Ruling", models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(compartment__in=Compartment.values), name="material_compartment_is_known"
            ),
        ]
        indexes = [models.Index(fields=["case", "first_sheet"], name="material_by_sheet")]

    def __str__(self) -> str:
        return self.title

    @property
    def last_sheet(self) -> int:
        return self.first_sheet + self.sheets - 1 if self.sheets else self.first_sheet
