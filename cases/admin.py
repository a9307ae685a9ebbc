"""The administrator's pages for the tables of the law: calendar, MCI, qualifications. Nothing of the record.

A part of the Criminal Code is corrected in place while its text is only being mended; a change of the
law is a new edition: "Save as new" with the day it takes effect ends the one before.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.models import Mci, NonWorkingDay, Qualification
from cases.reference import end_edition_before, overlapping
from ecase.law.criminal_code import gravity_of
from ecase.law.qualification import Gravity, Intent, OffenceKind
from ecase.law.words import N_
from ecase.people.admin import STEMS, Kept
from ecase.people.models import in_language
from ecase.web.says import cited

KINDS = {OffenceKind.CRIME: N_("crime"), OffenceKind.MISDEMEANOUR: N_("misdemeanour")}
GRAVITIES = {
    Gravity.MISDEMEANOUR: N_("misdemeanour"),
    Gravity.MINOR: N_("of small gravity"),
    Gravity.MEDIUM: N_("medium"),
    Gravity.GRAVE: N_("grave"),
    Gravity.ESPECIALLY_GRAVE: N_("especially grave"),
}
INTENTS = {"intentional": N_("intentional"), "negligent": N_("negligent")}
CORRUPTION = {"no": N_("no"), "partial": N_("some items"), "yes": N_("yes")}


def _choices(words: dict[Any, str]) -> list[tuple[str, Any]]:
    return [(str(value), _(text)) for value, text in words.items()]


class QualificationForm(forms.ModelForm):
    """One edition of a part; the category has to follow from the penalty (CC 10, 11)."""

    kind = forms.ChoiceField(label=_("kind"), choices=_choices(KINDS))
    gravity = forms.ChoiceField(label=_("gravity"), choices=_choices(GRAVITIES))
    intent = forms.ChoiceField(label=_("intent"), choices=_choices(INTENTS))
    corruption = forms.ChoiceField(label=_("corruption"), choices=_choices(CORRUPTION))

    class Meta:
        model = Qualification
        fields = (
            "article", "part", "undivided", "title_kk", "title_ru", "title_en", "kind", "gravity", "intent",
            "max_imprisonment_months", "life", "max_fine_mci", "fine_is_main", "economic", "corruption", "chapter",
            "min_age", "valid_from", "valid_to", "successor", "confidence", "source",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        intent: Intent = "negligent" if given["intent"] == "negligent" else "intentional"
        follows = gravity_of(OffenceKind(given["kind"]), intent, given["max_imprisonment_months"], given["life"])
        if follows is not None and follows != given["gravity"]:
            raise ValidationError({"gravity": _("By this penalty the category is: %(category)s.") % {
                "category": _(GRAVITIES[follows])
            }})  # fmt: skip
        other = overlapping(
            article=given["article"],
            part=given["part"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            but=self.instance.pk,
        )
        if other is not None:
            raise ValidationError(
                {"valid_from": _("Another edition of this part holds on some of these days: %(edition)s.") % {
                    "edition": f"{other.valid_from or '…'} – {other.valid_to or '…'}"
                }}
            )  # fmt: skip
        return given


@admin.register(Qualification)
class QualificationAdmin(Kept):
    form = QualificationForm
    save_as = True
    list_display = ("cited", "title", "gravity", "max_imprisonment_months", "valid_from", "valid_to", "confidence")
    list_filter = ("gravity", "kind", "economic", "confidence")
    search_fields = ("=article", "title_ru", "title_kk", "title_en")
    fieldsets = (
        (None, {"fields": (("article", "part", "undivided"), "title_kk", "title_ru", "title_en", "chapter")}),
        (
            _("Category and penalty"),
            {
                "fields": (
                    ("kind", "gravity", "intent"),
                    ("max_imprisonment_months", "life"),
                    ("max_fine_mci", "fine_is_main"),
                    ("economic", "corruption", "min_age"),
                )
            },
        ),
        (
            _("Edition"),
            {
                "fields": (("valid_from", "valid_to"), "successor", "confidence", "source"),
                "description": _(
                    "When the law changes: set the day in “valid from” and press “Save as new”. "
                    "The edition before ends with that day."
                ),
            },
        ),
    )

    @admin.display(description=_("article"), ordering="id")
    def cited(self, row: Qualification) -> str:
        return cited(row.cite)

    @admin.display(description=STEMS["title"])
    def title(self, row: Qualification) -> str:
        return in_language(row, "title")

    def save_model(self, request: HttpRequest, obj: Qualification, form: Any, change: bool) -> None:
        if not change:
            end_edition_before(obj)
        super().save_model(request, obj, form, change)


@admin.register(Mci)
class MciAdmin(Kept):
    list_display = ("valid_from", "tenge", "confidence")


@admin.register(NonWorkingDay)
class NonWorkingDayAdmin(Kept):
    """The calendar. A day entered by mistake is not deleted: say whether it is worked."""

    list_display = ("day", "title", "working", "confidence")
    list_filter = ("working", "confidence")
    search_fields = ("title",)
    date_hierarchy = "day"
