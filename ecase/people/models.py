"""Regions, offices, users, appointments, notices, tokens.

A right hangs on an appointment, not on a user: one person may hold several posts, and a session
speaks from exactly one of them.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ecase.law.roles import TITLES, Role


def in_language(row: models.Model, stem: str) -> str:
    """`stem_kk`, `stem_ru` or `stem_en` of `row`, by the language in use."""
    return str(getattr(row, f"{stem}_{(get_language() or 'ru')[:2]}", "") or getattr(row, f"{stem}_ru"))


class Region(models.Model):
    """A region or city of republican significance, as it is cut since June 2022."""

    code = models.CharField(_("ISO 3166-2 code"), max_length=6, unique=True)
    number = models.CharField(
        _("two digits in case numbers"), max_length=2, unique=True, help_text=_("the digits after KZ-")
    )
    name_kk = models.CharField(max_length=80)
    name_ru = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    capital_kk = models.CharField(max_length=60, blank=True)
    capital_ru = models.CharField(max_length=60, blank=True)
    capital_en = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return in_language(self, "name")

    @property
    def city(self) -> str:
        """The bare name of the city acts are dated from; a city of republican rank is its own."""
        return in_language(self, "capital") or str(self).removeprefix("город ").removesuffix(" қаласы").removesuffix(
            " City"
        )


class Office(models.Model):
    """A body that takes part: police, prosecution, court, facility, bar."""

    class Kind(models.TextChoices):
        POLICE = "police", _("investigating body")
        PROSECUTION = "prosecution", _("prosecutor's office")
        COURT = "court", _("court")
        FACILITY = "facility", _("place of detention")
        BAR = "bar", _("bar association")
        CENTRE = "centre", _("central office")

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name_kk = models.CharField(max_length=160)
    name_ru = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    register_code = models.CharField(
        _("register code"), max_length=5, blank=True, help_text=_("five digits in the numbers of its cases")
    )
    bin = models.CharField(_("BIN"), max_length=12, blank=True)
    supervised_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Kind.PROSECUTION},
        verbose_name=_("supervised by"),
    )
    court = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Kind.COURT},
        verbose_name=_("investigating court"),
        help_text=_("Of a court: the court above it."),
    )
    trial_court = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Kind.COURT},
        verbose_name=_("district court"),
        help_text=_("Where the cases of an investigating body are tried."),
    )
    facility = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Kind.FACILITY},
        verbose_name=_("place of detention used"),
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["code"]

    def __str__(self) -> str:
        return in_language(self, "name")


class User(AbstractUser):
    """A person with an account. `is_superuser` opens the admin's reference data, never a case."""

    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True)
    iin = models.CharField(_("IIN"), max_length=12, unique=True, null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")], default="ru"
    )

    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def get_full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    def short_name(self) -> str:
        """Surname and initials, with no-break spaces."""
        return short_name(self.last_name, self.first_name, self.patronymic)


def short_name(last: str, first: str, patronymic: str = "") -> str:
    """«Оспанов Р. М.» with no-break spaces; initials of absent names are left out."""
    return "\u00a0".join([last, *(f"{part[0]}." for part in (first, patronymic) if part)])


class Appointment(models.Model):
    """A post held by a user in an office for a time; what acts are signed and recorded by."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=24, choices=[(r.value, _(TITLES[r])) for r in Role])
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    acting_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("acting for")
    )
    # Filled by the clock: since then the cases of the office are open to him, or taken from him and asked for.
    entered_at = models.DateTimeField(null=True, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="appointment_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="appointment_role_is_known"),
            models.UniqueConstraint(
                fields=["user", "role", "office"], condition=Q(until__isnull=True), name="one_open_appointment_per_post"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "role"], name="appointment_by_post"),
            models.Index(fields=["since"], condition=Q(entered_at__isnull=True), name="appointment_to_enter"),
            models.Index(
                fields=["until"],
                condition=Q(left_at__isnull=True, until__isnull=False),
                name="appointment_to_leave",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.short_name()}, {self.role_title}, {self.office}"

    @property
    def role_title(self) -> str:
        return gettext(TITLES[Role(self.role)])

    @property
    def name(self) -> str:
        return self.user.short_name()


class Notice(models.Model):
    """Word to one appointment that something happened. Holds kind, plain values and a path.

    The sentence is made when it is read, in the reader's language, and opening it goes through the
    path's own door: whoever lost the right to the case loses it here too.
    """

    to = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120, help_text="what makes a second notice of the same event impossible")
    at = models.DateTimeField()
    must_acknowledge = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="one_notice_per_event_and_reader")]
        indexes = [
            models.Index(fields=["to", "-id"], name="notice_by_reader"),
            models.Index(fields=["to"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Token(models.Model):
    """An API key: kept as a hash, bound to one appointment, gone after eight hours at the latest."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    killed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.appointment} {self.created_at:%Y-%m-%d %H:%M}"
