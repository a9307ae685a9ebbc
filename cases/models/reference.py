"""Reference data: the Criminal Code by edition, the MCI, the calendar. Not the record."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


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
