"""What surrounds a decision: how the judge was drawn, what he had before him, marks on pages, kept reasons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Material
from ecase.people.models import Appointment, Office
from ecase.web.ids import uuid7
from sanctions.models.of_sanction import OfSanctionQuerySet
from sanctions.models.sanction import Sanction


class Draw(models.Model):
    """How a request came to its judge: who could have got it, who was left out and why, the random number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    court = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    judge = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    candidates = models.JSONField(help_text="ids of posts and their load at the moment")
    excluded = models.JSONField(default=list, help_text="ids of posts, each with the code of the reason")
    chance = models.CharField(max_length=64, help_text="the random number that decided, hexadecimal")
    cause = models.CharField(max_length=30, default="arrived")

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution")
        verbose_name_plural = _("distributions")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Manifest(models.Model):
    """What the decider had before him when he signed: sealed into the order by its digest.

    `items`: material, sheets, digest of the bytes, version, first opened at, seconds open; of what was withheld only
    a number, by whom and on which article. `surfaced_at`: something withheld has come to light since.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    move = models.CharField(max_length=40)
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    total = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    opened = models.PositiveIntegerField(default=0)
    items = models.JSONField()
    withheld = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    surfaced_at = models.DateTimeField(null=True)

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("manifest")
        verbose_name_plural = _("manifests")
        constraints = [
            models.CheckConstraint(condition=Q(seen__lte=F("total")), name="manifest_shows_no_more_than_there_is")
        ]

    def __str__(self) -> str:
        return f"{self.seen}/{self.total}"


class PageMark(models.Model):
    """A remark on a page of a paper, made while handing a request back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    page = models.PositiveIntegerField()
    top = models.PositiveSmallIntegerField(default=0, help_text="share of the page's height, per mille")
    text = models.TextField()
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(help_text="version of the request it was made on")
    sent = models.BooleanField(default=False, help_text="handed back with the request; before that its author's own")
    dropped_at = models.DateTimeField(null=True)
    mended_at = models.DateTimeField(null=True)

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark on a page")
        verbose_name_plural = _("marks on pages")
        indexes = [models.Index(fields=["sanction", "material"], name="mark_by_request")]

    def __str__(self) -> str:
        return f"{self.page}"


class SavedReason(models.Model):
    """A typical reason somebody keeps for himself. No record of any case: its owner changes and drops it."""

    owner = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    text = models.TextField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("kept reason")
        verbose_name_plural = _("kept reasons")
        constraints = [models.UniqueConstraint(fields=["owner", "decision", "title"], name="one_kept_reason_per_title")]

    def __str__(self) -> str:
        return self.title


class Substitution(models.Model):
    """While its holder is away, what waits for one post is decided by another of the same office."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    absent = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="nobody_substitutes_himself"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="substitution_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["substitute", "until"], name="substitution_by_holder")]

    def __str__(self) -> str:
        return f"{self.absent_id} {self.substitute_id}"
