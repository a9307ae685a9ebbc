"""The case and what hangs on it: people, charge, matters, terms, materials, defence, grants.

Status is derived wherever it can be: a row stores facts, when they began and under which edition
of which rule; `cases/queries.py` says what follows from them now.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.access import CaseGrant as CaseGrant
from cases.access import CaseQuerySet, OfCaseQuerySet
from ecase.people.models import Appointment, Office, Region, short_name
from ecase.web.ids import uuid7


class Compartment(models.TextChoices):
    """Who of those who see the case sees this part of it."""

    PARTIES = "parties", _("parties")
    INVESTIGATION = "investigation", _("investigation")
    COVERT = "covert", _("closed")
    PROTECTED = "protected", _("protected")


class Case(models.Model):
    """One criminal case, from its registration on."""

    class Format(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic")
        PAPER = "paper", _("paper")
        MIXED = "mixed", _("mixed")

    class Stage(models.TextChoices):
        PRETRIAL = "pretrial", _("Pre-trial investigation")

    class Occasion(models.TextChoices):
        STATEMENT = "statement", _("Statement of a person")
        SURRENDER = "surrender", _("Voluntary surrender")
        MASS_MEDIA = "mass_media", _("Report in the media")
        REPORT = "report", _("Report of an official on a discovered offence")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=15, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    investigator = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    prosecutor = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.PRETRIAL)
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.ELECTRONIC)
    language = models.CharField(max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский")], default="ru")
    occasion = models.CharField(max_length=12, choices=Occasion.choices)
    summary = models.TextField()
    occurred_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [("view_detained", "Can see a detained person of the case")]
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{15}$"), name="case_number_has_15_digits"),
            models.CheckConstraint(
                condition=Q(occurred_at__lte=F("registered_at")), name="case_registered_after_the_event"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def short_number(self) -> str:
        return f"…{self.number[-3:]}"


class CaseNumber(models.Model):
    """The last serial given out, by office and year; the row is the lock."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_serial_per_office_and_year")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.year}: {self.last}"


class Participant(models.Model):
    """A person in the case, in one capacity. Linked to an account only by a verified IIN."""

    class Capacity(models.TextChoices):
        SUSPECT = "suspect", _("Suspect")
        VICTIM = "victim", _("Victim")
        WITNESS = "witness", _("Witness")
        APPLICANT = "applicant", _("Applicant")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    iin = models.CharField(max_length=12, blank=True)
    identity = models.CharField(max_length=300, blank=True)
    last_name = models.CharField(max_length=80)
    first_name = models.CharField(max_length=80)
    patronymic = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True)
    citizenship = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    sort_key = models.CharField(max_length=250, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                condition=~Q(iin="") | ~Q(identity=""), name="participant_has_iin_or_described_identity"
            ),
            models.UniqueConstraint(
                fields=["case", "capacity", "iin"], condition=~Q(iin=""), name="one_participant_per_capacity"
            ),
        ]
        indexes = [models.Index(fields=["case", "sort_key"], name="participant_by_case")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        return short_name(self.last_name, self.first_name, self.patronymic)

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class Defence(models.Model):
    """A lawyer defends a participant, from the day he entered the case until he leaves it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    lawyer = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    warrant = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("defence")
        verbose_name_plural = _("defences")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "lawyer"], condition=Q(until__isnull=True), name="one_open_defence_per_lawyer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lawyer} {self.since:%Y-%m-%d}"


class Charge(models.Model):
    """An article and part the case is conducted on; `participant` empty while it is on the fact."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    article = models.CharField(max_length=10)
    part = models.CharField(max_length=6)
    undivided = models.BooleanField(default=False)
    title_kk = models.CharField(max_length=400, blank=True)
    title_ru = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    registered = models.BooleanField(default=False, help_text="the charge the case was registered on")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

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


class Matter(models.Model):
    """The one-to-one parent of every detention, sanction, motion, writ: whose turn it is.

    Deadlines, materials and the queue point here, so the queue is one indexed query.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    waits_role = models.CharField(max_length=24, blank=True)
    waits_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    waits_for = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    facility = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", help_text="the place of detention it concerns"
    )
    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="whom it concerns; of the lawyers only his see it",
    )
    next_due = models.DateTimeField(null=True)
    compartment = models.CharField(max_length=14, choices=Compartment.choices, default=Compartment.INVESTIGATION)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "number"], name="one_matter_per_number"),
            models.CheckConstraint(condition=Q(compartment__in=Compartment.values), name="matter_compartment_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["waits_for", "next_due", "id"], condition=Q(closed_at__isnull=True), name="matter_queue"
            ),
            models.Index(fields=["case", "kind"], name="matter_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Deadline(models.Model):
    """A term: when it began and under which edition of which rule.

    `due_at` and `next_at` are the alarm clock; whether it is overdue is computed when somebody
    looks. An extension or correction ends the row and opens one that `replaces` it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=60)
    edition = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    start_entry = models.UUIDField(null=True)
    compartment = models.CharField(max_length=14, choices=Compartment.choices, default=Compartment.INVESTIGATION)
    next_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "rule"],
                condition=Q(met_at__isnull=True, ended_at__isnull=True, matter__isnull=False),
                name="one_live_deadline_per_matter_and_rule",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "case"],
                condition=Q(met_at__isnull=True, ended_at__isnull=True, next_at__isnull=False),
                name="deadline_alarm",
            ),
            models.Index(fields=["case", "due_at"], name="deadline_by_case"),
            models.Index(fields=["matter"], name="deadline_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def live(self) -> bool:
        return self.met_at is None and self.ended_at is None


class Pause(models.Model):
    """A stretch of time that does not count towards a deadline."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.CharField(max_length=60)
    entry = models.UUIDField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(until__isnull=True), name="one_open_pause_per_deadline"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.since:%Y-%m-%d}"


class Fired(models.Model):
    """A rung of the warning ladder that has been reached: once each, by constraint."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deadline", "rung"], name="each_rung_fires_once")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.rung}"


class Material(models.Model):
    """A document's only door: whoever may not see the material cannot reach the bytes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    compartment = models.CharField(max_length=14, choices=Compartment.choices, default=Compartment.INVESTIGATION)
    to_facility = models.BooleanField(default=False, help_text="addressed to the place of detention as well")
    first_sheet = models.PositiveIntegerField(default=0)
    sheets = models.PositiveIntegerField(default=0)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

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


class Qualification(models.Model):
    """A part of an article of the Criminal Code, in one edition. Reference data, not the record."""

    article = models.CharField(_("article"), max_length=10)
    part = models.CharField(_("part"), max_length=6)
    undivided = models.BooleanField(_("article without parts"), default=False)
    title_kk = models.CharField(max_length=400, blank=True)
    title_ru = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    kind = models.CharField(_("kind"), max_length=12)
    gravity = models.CharField(_("gravity"), max_length=20)
    intent = models.CharField(_("intent"), max_length=12)
    max_imprisonment_months = models.PositiveIntegerField(_("longest imprisonment, months"), null=True, blank=True)
    life = models.BooleanField(_("life imprisonment"), default=False)
    max_fine_mci = models.PositiveIntegerField(_("highest fine, MCI"), null=True, blank=True)
    fine_is_main = models.BooleanField(_("fine as a main penalty"), default=False)
    economic = models.BooleanField(_("economic"), default=False)
    corruption = models.CharField(_("corruption"), max_length=8, default="no")
    chapter = models.CharField(_("chapter"), max_length=8, blank=True)
    min_age = models.PositiveSmallIntegerField(_("age of responsibility"), default=16)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.CharField(_("successor"), max_length=60, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20)
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "part", "valid_from"], nulls_distinct=False, name="one_edition_of_a_part_per_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="qualification_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["article", "part"], name="qualification_by_part")]

    def __str__(self) -> str:
        return self.cite

    @property
    def cite(self) -> str:
        return f"CC {self.article}" if self.undivided else f"CC {self.article}({self.part})"


class Mci(models.Model):
    """The monthly calculation index from a day on, in tenge."""

    valid_from = models.DateField(_("valid from"), unique=True)
    tenge = models.PositiveIntegerField(_("tenge"))
    confidence = models.CharField(_("confidence"), max_length=60)

    class Meta:
        verbose_name = _("monthly calculation index")
        verbose_name_plural = _("monthly calculation indices")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.tenge} ₸"


class NonWorkingDay(models.Model):
    """A holiday, a day off moved by decree, or (`working`) a weekend day that is worked."""

    day = models.DateField(_("day"), unique=True)
    working = models.BooleanField(_("is worked"), default=False)
    title = models.CharField(_("title"), max_length=120)
    confidence = models.CharField(_("confidence"), max_length=20, default="V")

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.title}"
