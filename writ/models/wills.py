"""What a party wants: asked, reminded, answered, taken back (629-1(2)(4))."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.access import VIEW_OWN, OfCaseQuerySet, grants
from cases.models import Case, Material, Matter, Participant
from ecase.law.roles import Role
from ecase.people.models import Appointment
from writ.kinds import Answer, Part
from writ.models.writ import Writ


class WillQuerySet(OfCaseQuerySet):
    """Each party's word is seen with the writ, by the parties too; somebody without sight of the case sees his own."""

    def visible_to(self, appointment: Appointment | None) -> "WillQuerySet":
        if appointment is not None and appointment.role == Role.PARTICIPANT:
            cases = grants(appointment, VIEW_OWN).values("content_object_id")
            return self.filter(case_id__in=cases, participant__user=appointment.user_id)
        return self.filter(writ__in=Writ.objects.visible_to(appointment))


class Will(models.Model):
    """The word of one person in one capacity. Its matter waits for him where he has an account."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    writ = models.ForeignKey(Writ, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    part = models.CharField(max_length=16)
    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=8, blank=True)
    said = models.JSONField(default=dict, help_text="what the suspect does not dispute; who stood beside him")
    reasons = models.TextField(blank=True, help_text="why he objects or takes his word back, where he says so")
    material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")

    objects = WillQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of a party")
        verbose_name_plural = _("words of the parties")
        constraints = [
            models.UniqueConstraint(fields=["writ", "participant", "part"], name="one_word_per_party"),
            models.CheckConstraint(condition=Q(part__in=[p.value for p in Part]), name="part_of_a_word_is_known"),
            models.CheckConstraint(condition=Q(answer__in=[a.value for a in Answer]), name="answer_is_known"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answer_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.answer}"
