"""The filters of the list of cases as a form, and in words."""

from functools import lru_cache

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.queries.filters import Filters
from ecase.people.models import Region

ANY = ("", gettext_lazy("any"))
TERMS = {
    "overdue": gettext_lazy("A term is overdue"),
    "today": gettext_lazy("A term ends today"),
    "week": gettext_lazy("A term ends within a week"),
}


@lru_cache(maxsize=8)
def regions(language: str) -> tuple[tuple[str, str], ...]:
    """Two digits and name of each region; they change with the law, and then the process starts anew."""
    return tuple((row.number, str(row)) for row in Region.objects.order_by("number"))


class FilterForm(forms.Form):
    """Sent to `/cases/`, which puts it into the address."""

    q = forms.CharField(label=_("Number, name, words"), required=False, max_length=200)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[ANY, *Case.Stage.choices])
    article = forms.CharField(label=_("Article"), required=False, max_length=12)
    region = forms.ChoiceField(label=_("Region"), required=False)
    term = forms.ChoiceField(label=_("Terms"), required=False, choices=[ANY, *TERMS.items()])
    format = forms.ChoiceField(label=_("Format"), required=False, choices=[ANY, *Case.Format.choices])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known = regions((get_language() or "ru")[:2])
        if not known:  # before the reference data is there
            regions.cache_clear()
        self.fields["region"].choices = [ANY, *known]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, filters: Filters) -> "FilterForm":
        return cls(initial=filters.facets() | {"q": filters.text}, auto_id="filter-%s")


class KeepForm(forms.Form):
    """A name for the conditions in force; they come along unseen."""

    name = forms.CharField(label=_("Keep these conditions under a name"), max_length=60)
    text = forms.CharField(required=False, widget=forms.HiddenInput)
    stage = forms.CharField(required=False, widget=forms.HiddenInput)
    article = forms.CharField(required=False, widget=forms.HiddenInput)
    region = forms.CharField(required=False, widget=forms.HiddenInput)
    term = forms.CharField(required=False, widget=forms.HiddenInput)
    format = forms.CharField(required=False, widget=forms.HiddenInput)


def filters_in_words(filters: Filters) -> dict[str, str]:
    """Each condition but the text as a reader says it."""
    told: dict[str, str] = {}
    if filters.stage:
        told["stage"] = str(Case.Stage(filters.stage).label)
    if filters.article:
        told["article"] = gettext("article %(article)s") % {"article": filters.article}
    if filters.region:
        told["region"] = dict(regions((get_language() or "ru")[:2])).get(filters.region, filters.region)
    if filters.term:
        told["term"] = str(TERMS[filters.term])
    if filters.format:
        told["format"] = str(Case.Format(filters.format).label)
    return told
