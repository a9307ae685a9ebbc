"""What the case is conducted on: the registered events, and who is charged with what for each of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models.case import Case
from cases.models.people import Participant
from ecase.law.moments import local
from ecase.web.ids import uuid7


class Episode(models.Model):
    """A registered event of the case: proof is conducted on these alone (121(1))."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    occurred_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    summary = models.TextField()
    registered_at = models.DateTimeField()
    joined_from = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    severed_to = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="severed, joined away or terminated")
    ended_ruling = models.ForeignKey("cases.Ruling", models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("registered offence")
        verbose_name_plural = _("registered offences")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_episode_per_number"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("registered_at")),
                name="episode_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {local(self.occurred_at):%d.%m.%Y}"


class Charge(models.Model):
    """Person x episode x article and part; `participant` empty while the case is on the fact.

    A change ends the row and opens one that `replaces` it; `ruling` and `ended_ruling` say by which decision.
    """

    class How(models.TextChoices):
        REGISTERED = "registered", _("as registered")
        QUALIFIED = "qualified", _("qualification of the suspect's act")
        CHANGED = "changed", _("changed qualification")
        ADDED = "added", _("added qualification")
        SEVERED = "severed", _("came with a severance")
        JOINED = "joined", _("came with a joinder")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="+")
    article = models.CharField(max_length=10)
    part = models.CharField(max_length=6)
    undivided = models.BooleanField(default=False)
    title_kk = models.CharField(max_length=400, blank=True)
    title_ru = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    registered = models.BooleanField(default=False, help_text="the charge the case was registered on")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    how = models.CharField(max_length=12, choices=How.choices, default=How.REGISTERED)
    ruling = models.ForeignKey("cases.Ruling", models.PROTECT, null=True, related_name="+")
    ended_ruling = models.ForeignKey("cases.Ruling", models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        indexes = [models.Index(fields=["case", "-since"], name="charge_by_case")]

    def __str__(self) -> str:
        return self.cite

    @property
    def cite(self) -> str:
        return f"CC {self.article}" if self.undivided else f"CC {self.article}({self.part})"
