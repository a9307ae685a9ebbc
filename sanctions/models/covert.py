"""What is owed after a covert action: word to the person, and the end of what was of no value."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Material, Participant
from ecase.people.models import Appointment
from ecase.web.ids import uuid7
from sanctions.models.of_sanction import OfSanctionQuerySet
from sanctions.models.sanction import Sanction


class CovertNotice(models.Model):
    """The duty to tell one person that a covert action was aimed at him (240(1-1)), and how it was met.

    `check_hash`: of the code in the letter; the code itself is kept nowhere.
    """

    class State(models.TextChoices):
        DUE = "due", _("to be sent")
        WAIVED = "waived", _("waived by the judge")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        READ = "read", _("read by the person")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)
    iin_hash = models.CharField(max_length=64, blank=True)
    address = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DUE)
    since = models.DateTimeField(help_text="the final decision in the case")
    due_on = models.DateField()
    extended_until = models.DateField(null=True)
    waived_by = models.ForeignKey(Sanction, models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")
    check_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=20, blank=True)
    delivered_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)
    complain_until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a covert action")
        verbose_name_plural = _("notices of covert actions")
        constraints = [
            models.UniqueConstraint(fields=["sanction", "name"], name="one_covert_notice_per_action_and_person"),
            models.UniqueConstraint(
                fields=["check_hash"], condition=~Q(check_hash=""), name="one_covert_notice_per_code"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "delivered", "read"]) | Q(sent_at__isnull=False),
                name="a_sent_covert_notice_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class Destruction(models.Model):
    """Results of a covert action that were of no use: the prosecutor is told beforehand, then an act (240(1))."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="+")
    what = models.TextField()
    told_at = models.DateTimeField()
    planned_on = models.DateField()
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    objected_at = models.DateTimeField(null=True)
    objected_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    objection = models.TextField(blank=True)
    destroyed_at = models.DateTimeField(null=True)
    commission = models.TextField(blank=True)
    act = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")

    objects = OfSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("destruction of results")
        verbose_name_plural = _("destructions of results")

    def __str__(self) -> str:
        return f"{self.planned_on:%Y-%m-%d}"


class NoticeOpened(models.Model):
    """A person has confirmed who he is and read his notice: put here by the citizens' door, which sees no case.

    The worker enters it in the record of the action. No name, no case: the hash of the code alone.
    """

    check_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(entered_at__isnull=True), name="notice_opened_to_enter")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
