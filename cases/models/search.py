"""What the search finds and what readers keep of it. `Searchable` has vectors and ids only: no row policy, no text
that can be read. The text of the file stands in `FileText`, which is seen with the case like the material itself."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models.case import Case
from cases.models.compartment import Compartment
from cases.models.file import Material
from ecase.people.models import Appointment


class Searchable(models.Model):
    """The words of one thing of a case. Found here, it is read again through its own `visible_to`.

    One index of words for each kind of thing: a word that stands in every act (and so in half a million
    rows) must not slow down the search for a person of that name. `fastupdate` is off, because a search reads the
    whole list of pending words, and an act writes few.
    """

    class Target(models.TextChoices):
        CASE = "case", _("case")
        PARTICIPANT = "participant", _("participant")
        MATERIAL = "material", _("material")

    case_id = models.UUIDField()
    target = models.CharField(max_length=12, choices=Target.choices)
    target_id = models.UUIDField()
    compartment = models.CharField(max_length=14)
    participant_id = models.UUIDField(null=True, help_text="whom it concerns; of the lawyers only his find it")
    words = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "target_id"], name="searchable_once")]
        indexes = [
            GinIndex(fields=["words"], name="searchable_cases", fastupdate=False, condition=Q(target="case")),
            GinIndex(fields=["words"], name="searchable_people", fastupdate=False, condition=Q(target="participant")),
            GinIndex(fields=["words"], name="searchable_file", fastupdate=False, condition=Q(target="material")),
            models.Index(fields=["case_id", "target"], name="searchable_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.target_id}"


class FileText(models.Model):
    """The words of a document of the file, page by page, parted by form feeds: read from its bytes, never of record.

    Only for showing where a word was found. Row policy by case like the material's own, no form: it can be made again
    from the file at any time.
    """

    material = models.OneToOneField(Material, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=14, choices=Compartment.choices)
    text = models.TextField()

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.material_id}"


class SavedFilter(models.Model):
    """A filter of a list that its reader keeps under a name."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    page = models.CharField(max_length=20, default="cases")
    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "page", "name"], name="one_saved_filter_per_name")
        ]

    def __str__(self) -> str:
        return self.name
