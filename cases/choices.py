"""What the forms of a case offer to choose from: its people, registered offences and charges, and the Criminal Code."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.acts import charge_title
from cases.models import Case, Charge, Episode, Material, Participant
from ecase.documents.templatetags.acts import moment
from ecase.law import cite
from ecase.law.clock import local
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


def people_once(case: Case, by: Appointment) -> Choices:
    """The people of the case; of a suspect no other capacity beside that, since he is one man."""
    rows = list(Participant.objects.visible_to(by).filter(case=case).order_by("sort_key", "id"))
    suspects = {key for row in rows if row.capacity == Participant.Capacity.SUSPECT and (key := _who(row))}
    return [
        (str(row.pk), f"{row.full_name}, {row.get_capacity_display()}")
        for row in rows
        if row.capacity == Participant.Capacity.SUSPECT or _who(row) not in suspects
    ]


def _who(row: Participant) -> str:
    """By what two rows are surely of one person: the number, or name and birth date; empty where neither tells."""
    return row.iin or (f"{row.full_name.casefold()} {row.birth_date}" if row.birth_date else "")


def person(case: Case, by: Appointment, capacities: Iterable[str] = (), **more: Any) -> forms.ChoiceField:
    """One of them. Only a single one is chosen beforehand: who is first on the list is nobody's decision."""
    found = people(case, by, capacities)
    only = found[0][0] if len(found) == 1 else ""
    return forms.ChoiceField(choices=[("", _("Choose")), *found], **{"initial": only, **more})


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
    where = f"{_('offence')} № {charge.episode.number}" if charge.episode else str(_("no registered offence"))
    return f"{who}: {cite.words(charge.cite, language)}, {title} ({where})"


def materials(case: Case, by: Appointment, kind: str = "") -> Choices:
    """What is in the file, as far as the reader sees it; by its sheets too, since many acts bear the same title."""
    rows = Material.objects.visible_to(by).open_part().filter(case=case, inadmissible_at__isnull=True)
    rows = rows.filter(kind=kind) if kind else rows
    return [(str(row.pk), f"{_(row.title)}, {_sheets(row)}") for row in rows.order_by("first_sheet", "id")]


def _sheets(row: Material) -> str:
    first, last = row.first_sheet, row.last_sheet
    return _("sheets %(sheets)s") % {"sheets": f"{first}–{last}" if last > first else first}


class ArticleInput(forms.TextInput):
    """A box that offers the parts of the Criminal Code as it stood on a day, by number and by words."""

    template_name = "cases/article_input.html"

    def __init__(self, on: date | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", "data-app-picked": ""})
        self.on = on

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        on = self.on.isoformat() if self.on else ""
        return {**super().get_context(name, value, attrs), "on": on, "picker_url": reverse("qualifications")}


def article_registered(case: Case, by: Appointment) -> str:
    """The article of the case as it is typed, where its registered offences all have the same; else empty."""
    rows = Charge.objects.visible_to(by).filter(case=case, until__isnull=True, episode__isnull=False)
    found = {row.article if row.undivided else f"{row.article}/{row.part}" for row in rows}
    return found.pop() if len(found) == 1 else ""


def article(case: Case | None = None, **more: Any) -> forms.CharField:
    """An article and its part, offered as they stood on the day of the event of `case`."""
    asked = {"label": _("Article and part"), "help_text": ARTICLE_HELP, **more}
    widget = ArticleInput(local(case.occurred_at).date() if case is not None else None)
    return forms.CharField(max_length=40, widget=widget, **asked)


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
