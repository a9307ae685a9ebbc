"""What the forms of a case offer to choose from: its people, registered offences and charges, and the Criminal Code."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.acts import charge_title
from cases.models import Case, Charge, Episode, Material, Participant
from ecase.documents.templatetags.acts import moment
from ecase.law import cite
from ecase.people.models import Appointment

Choices = list[tuple[str, str]]
ARTICLE_HELP = _("Article and part of the Criminal Code, like 188/3.")
FormFor = Callable[[Case, Appointment, datetime], type[forms.Form]]


def people(case: Case, by: Appointment, capacities: Iterable[str] = ()) -> Choices:
    """The people of the case with their capacity."""
    rows = Participant.objects.visible_to(by).filter(case=case).order_by("sort_key", "id")
    wanted = set(capacities)
    return [
        (str(row.pk), f"{row.full_name}, {row.get_capacity_display()}")
        for row in rows
        if not wanted or row.capacity in wanted
    ]


def episodes(case: Case, by: Appointment) -> Choices:
    """The registered offences on which proof goes on, by number."""
    rows = Episode.objects.visible_to(by).filter(case=case, ended_at__isnull=True).order_by("number")
    return [(str(row.number), f"{row.number}. {moment(row.occurred_at)}, {row.place}") for row in rows]


def charges(case: Case, by: Appointment) -> Choices:
    """The charges in force: whom, of what, for which registered offence."""
    rows = Charge.objects.visible_to(by).filter(case=case, until__isnull=True).select_related("participant", "episode")
    return [(str(row.pk), charge_words(row)) for row in rows.order_by("episode__number", "since", "id")]


def charge_words(charge: Charge) -> str:
    """Who (or nobody yet), article and title, registered offence."""
    language = (get_language() or "ru")[:2]
    title = charge.title_en if language == "en" else charge_title(charge, language)
    who = charge.participant.full_name if charge.participant else str(_("Nobody is established yet"))
    where = f"{_('offence')} {charge.episode.number}" if charge.episode else str(_("no registered offence"))
    return f"{who}: {cite.words(charge.cite, language)}, {title} ({where})"


def materials(case: Case, by: Appointment, kind: str = "") -> Choices:
    """What is in the file, as far as the reader sees it."""
    rows = Material.objects.visible_to(by).filter(case=case, inadmissible_at__isnull=True)
    rows = rows.filter(kind=kind) if kind else rows
    return [(str(row.pk), str(_(row.title))) for row in rows.order_by("first_sheet", "id")]


def article(**more: Any) -> forms.CharField:
    return forms.CharField(label=_("Article and part"), max_length=40, help_text=ARTICLE_HELP, **more)


def episode(case: Case, by: Appointment) -> forms.ChoiceField:
    """Which registered offence: asked only where the case has several."""
    found = episodes(case, by)
    only = len(found) == 1
    return forms.ChoiceField(
        label=_("Registered offence"),
        choices=[("", _("Choose")), *found],
        required=False,
        initial=found[0][0] if only else "",
    )
