"""A person held. The row stores what happened and when; `status` at a moment is computed from it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import OfCaseQuerySet
from cases.models import Case, Deadline, Matter, Participant
from detention.kinds import SEVERED, Status
from ecase.law.age import is_minor
from ecase.law.clock import due
from ecase.law.detention_facts import DetentionFacts, Fact, exception_holds
from ecase.law.qualification import OffenceKind
from ecase.people.models import Appointment, Office

WARNING = "arrest.expiry_notice"  # counted back from the end of a custody by order of the court


class DetentionQuerySet(OfCaseQuerySet):
    """Detentions are seen with their case; a head of a place of detention sees those he holds."""

    def with_custody_end(self) -> "DetentionQuerySet":
        """With the end of the custody at hand, so that a list of persons asks for it once."""
        noted = Deadline.objects.filter(matter_id=models.OuterRef("pk"), rule=WARNING, ended_at__isnull=True)
        return self.annotate(noted_end=models.Subquery(noted.order_by("-id").values("starts_at")[:1]))

    def lasting(self) -> "DetentionQuerySet":
        """Nobody has freed the person yet, whatever holds him or has held him; an open holding comes first."""
        found = self.filter(released_at__isnull=True).exclude(release_ground=SEVERED)
        return found.order_by("-open", "-held_at")

    def visible_to(self, appointment: Appointment | None) -> "DetentionQuerySet":
        matters = Matter.objects.visible_to(appointment).filter(kind="detention")
        return self.filter(matter__in=matters)


class Detention(models.Model):
    """One detention, from the actual holding to release or to the court's order."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    person_key = models.CharField(max_length=40, help_text="the IIN, or the participant where there is none")
    facility = models.ForeignKey(Office, models.PROTECT, related_name="+")
    offence_kind = models.CharField(max_length=12)
    birth_date = models.DateField()
    held_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    delivery = models.CharField(max_length=10, default="compulsory")
    place = models.CharField(max_length=300)
    ground = models.CharField(max_length=20)
    motives = models.TextField(blank=True)
    protocol_at = models.DateTimeField(null=True)
    protocol_signed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    interrogated_at = models.DateTimeField(null=True)
    exception = models.PositiveSmallIntegerField(null=True)
    exception_facts = models.JSONField(default=list)
    exception_confirmed_at = models.DateTimeField(null=True)
    exception_confirmed_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    late_entry_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    order_at = models.DateTimeField(null=True)
    order_title = models.CharField(max_length=200, blank=True)
    court_refused_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    release_ground = models.CharField(max_length=30, blank=True)
    release_note = models.TextField(blank=True)
    certificate_at = models.DateTimeField(null=True)
    open = models.BooleanField(default=True, help_text="neither released nor ordered into custody")
    version = models.PositiveIntegerField(default=1)

    objects = DetentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("detention")
        verbose_name_plural = _("detentions")
        constraints = [
            models.UniqueConstraint(
                fields=["person_key"], condition=Q(open=True), name="one_open_detention_per_person"
            ),
            models.CheckConstraint(
                condition=Q(open=False) | Q(released_at__isnull=True, order_at__isnull=True),
                name="an_open_detention_has_no_end",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(released_at__gte=F("held_at")),
                name="detention_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(protocol_at__isnull=True)
                | Q(protocol_at__gte=F("held_at"))
                | Q(delivered_at__isnull=False, protocol_at__gte=F("delivered_at")),
                name="protocol_after_the_holding",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(released_by__isnull=False), name="release_has_an_author"
            ),
            models.CheckConstraint(
                condition=Q(exception__isnull=True) | Q(exception__gte=1, exception__lte=6),
                name="exception_is_one_of_six",
            ),
        ]
        indexes = [models.Index(fields=["facility", "open"], name="detention_by_facility")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.held_at:%Y-%m-%d %H:%M}"

    @property
    def facts(self) -> DetentionFacts:
        """The row as the pure rules take it; the qualification is not in it, its kind is."""
        return DetentionFacts(
            held_at=self.held_at,
            offence_kind=OffenceKind(self.offence_kind),
            birth_date=self.birth_date,
            delivered_at=self.delivered_at,
            delivery="voluntary" if self.delivery == "voluntary" else "compulsory",
            protocol_at=self.protocol_at,
            exception_claimed=self.exception,
            exception_facts=frozenset(Fact(f) for f in self.exception_facts),
            exception_confirmed=self.exception_confirmed_at is not None,
        )

    @property
    def restraint_at(self) -> datetime:
        return self.facts.starts_at

    @property
    def minor(self) -> bool:
        return is_minor(self.birth_date, self.restraint_at)

    @property
    def amount(self) -> str | None:
        """The named length of `detention.expiry` in force: an adult's exception stands on its facts,
        a minor's also on the prosecutor's confirmation."""
        if exception_holds(self.facts) and (not self.minor or self.exception_confirmed_at is not None):
            return "exception"
        return "minor" if self.minor else None

    @property
    def expires_at(self) -> datetime:
        """When the person has to be released; counted from the facts each time it is asked."""
        return due("detention.expiry", self.restraint_at, amount=self.amount).due_at

    @property
    def moved(self) -> bool:
        """The person went into a severed case, and the holding with him; its number is the note."""
        return self.release_ground == SEVERED

    @property
    def limit_hours(self) -> int:
        return due("detention.expiry", self.restraint_at, amount=self.amount).amount

    def status(self, at: datetime) -> Status:
        """Where the detention stands at `at`; says "must be released" with every worker dead."""
        if self.moved:
            return Status.MOVED
        if self.released_at is not None:
            return Status.RELEASED
        if self.order_at is not None:
            return Status.MUST_BE_RELEASED if self.custody_over(at) else Status.ORDER_RECORDED
        if self.court_refused_at is not None or at >= self.expires_at:
            return Status.MUST_BE_RELEASED
        return Status.HELD

    @property
    def custody_ends_at(self) -> datetime | None:
        """When the custody the court has ordered ends, as the place of detention was told; None where it was not."""
        if "noted_end" in self.__dict__:
            end: datetime | None = self.__dict__["noted_end"]
            return end
        noted = Deadline.objects.filter(matter_id=self.pk, rule=WARNING, ended_at__isnull=True)
        return noted.order_by("-id").values_list("starts_at", flat=True).first()

    def custody_over(self, at: datetime) -> bool:
        """Whether nothing holds the person any more whom the court had ordered into custody.

        `court_refused_at` after the order: the custody was cancelled or changed, or the bail was paid.
        """
        if self.order_at is None or self.released_at is not None:
            return False
        if self.court_refused_at is not None and self.court_refused_at >= self.order_at:
            return True
        end = self.custody_ends_at
        return end is not None and at >= end

    def late(self, at: datetime) -> timedelta:
        """How far past the end of the term `at` lies; zero before it."""
        return max(at - self.expires_at, timedelta(0))
