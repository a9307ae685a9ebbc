"""The hearing of a request: when and where, who was told and how, what each side argued."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Material, Participant
from ecase.people.models import Appointment
from ecase.web.ids import uuid7
from sanctions.models.of_sanction import OfSanctionQuerySet
from sanctions.models.sanction import Sanction


class Hearing(models.Model):
    """One sitting on a request; an adjournment ends the row and appoints the next."""

    class State(models.TextChoices):
        APPOINTED = "appointed", _("appointed")
        HELD = "held", _("held")
        ADJOURNED = "adjourned", _("adjourned")
        CALLED_OFF = "called_off", _("called off")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    video_link = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.APPOINTED)
    appointed_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    held_from = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    secretary = models.CharField(max_length=200, blank=True)
    suspect_part = models.CharField(max_length=12, blank=True)
    present = models.JSONField(default=list, help_text="who took part: name, as what, in the room or by video")
    minutes = models.TextField(blank=True, help_text="the minutes as they are being written")
    minutes_material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")
    adjourned_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        constraints = [
            models.UniqueConstraint(
                fields=["sanction"], condition=Q(state="appointed"), name="one_appointed_hearing_per_request"
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_from__isnull=False, held_until__gte=F("held_from")),
                name="hearing_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_from__isnull=False), name="held_hearing_has_its_moment"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="hearing_by_day")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class HearingNotice(models.Model):
    """Who was told of a hearing, by which means, with which proof."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="+")
    to_whom = models.CharField(max_length=30, help_text="suspect, defender, prosecutor, investigator, victim, …")
    name = models.CharField(max_length=300)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=20, blank=True)
    told_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a hearing")
        verbose_name_plural = _("notices of hearings")

    def __str__(self) -> str:
        return f"{self.to_whom} {self.name}"


class Argument(models.Model):
    """What one side says of a request: an objection of the defence, a word of the prosecution or the victim."""

    class Side(models.TextChoices):
        DEFENCE = "defence", _("defence")
        PROSECUTION = "prosecution", _("prosecution")
        VICTIM = "victim", _("victim")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side.choices)
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("argument")
        verbose_name_plural = _("arguments")
        indexes = [models.Index(fields=["sanction", "at"], name="argument_by_request")]

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d}"
