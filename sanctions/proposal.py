"""A request that is being written: what is kept of it, its form, how far each step is, and what the law says of it.

Here: reading the saved draft as the form of its kind and as a request that is not saved yet, so that the checks are
the very ones asked when it is sent. Not here: the pages (`sanctions.views.request`) and the act (`actions.request`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cases.models import Case, Material, Participant
from cases.offence_field import NAME as EPISODE
from cases.offence_field import ask_offence
from detention.models import Detention
from ecase.law.kinds import Ends, Kind
from ecase.law.measures import MEASURES, Weighed
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web import saved
from ecase.web.models import SavedDraft
from ecase.web.says import say
from sanctions.actions.asking import Asked
from sanctions.checks import Check, checks_of, overcome
from sanctions.checks.law import weighed
from sanctions.checks.terms import petition_due
from sanctions.forms import WHY, naming, request_form, why_fields
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.sheets import SHEETS, pickable

STEPS: tuple[tuple[str, str], ...] = (
    ("facts", N_("Person and facts")),
    ("grounds", N_("Grounds")),
    ("text", N_("Text")),
)
WHOLE = "all"
CHECK = "check"
# More lines than this, and the request is written in steps; fewer stand on one page.
ONE_PAGE = 9
DONE, STARTED, EMPTY = "done", "started", "empty"
MEASURE_CODES = frozenset(measure.code for measure in MEASURES)


@dataclass(frozen=True)
class Section:
    """Some fields of the form that stand together, and how far they are filled in."""

    name: str
    title: str
    fields: tuple[str, ...]
    state: str


class Proposal:
    """The draft under `key`; `person`: whom the address names before anything is typed."""

    def __init__(self, by: Appointment, at: datetime, case: Case, kind: Kind, key: str, person: str = "") -> None:
        self.by, self.at, self.case, self.kind, self.key, self.person = by, at, case, kind, key, person
        self.saved: SavedDraft | None = saved.load(by, key)

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What is kept, as it was typed."""
        found = saved.value_of(self.saved)
        return dict(found) if isinstance(found, dict) else {}

    @property
    def begun(self) -> bool:
        return bool(self.typed)

    # --- whom and what it may concern ----------------------------------------------------------------------------

    @cached_property
    def people(self) -> list[Participant]:
        """Whom a request of this kind may be about."""
        rows = Participant.objects.visible_to(self.by).filter(case=self.case)
        if self.kind.about == "suspect":
            rows = rows.filter(capacity=Participant.Capacity.SUSPECT)
        return list(rows.order_by("sort_key", "id"))

    @cached_property
    def running(self) -> list[Sanction]:
        """What this kind may prolong, lift or waive: the measures in force."""
        if not self.kind.extends:
            return []
        rows = Sanction.objects.visible_to(self.by).filter(case=self.case, kind__in=self.kind.extends)
        rows = rows.filter(status__in=[Status.GRANTED.value, Status.EXECUTED.value, Status.EXPIRED.value])
        return list(rows.select_related("participant", "extends").order_by("until", "requested_at"))

    @cached_property
    def filed(self) -> list[Material]:
        return pickable(self.case, self.by)

    @cached_property
    def extended(self) -> Sanction | None:
        """The measure it is about: named, or the only one."""
        named = str(self.typed.get("extends") or "")
        found = next((row for row in self.running if str(row.pk) == named), None)
        return found or (self.running[0] if len(self.running) == 1 else None)

    @cached_property
    def about(self) -> Participant | None:
        """The person it is about, as far as that is known now."""
        if self.extended is not None:
            return self.extended.participant
        named = str(self.typed.get("participant") or self.person or "")
        found = next((row for row in self.people if str(row.pk) == named), None)
        sure = self.kind.about in ("suspect", "person") and len(self.people) == 1
        return found or (self.people[0] if sure else None)

    @cached_property
    def held(self) -> Detention | None:
        if self.about is None or self.kind.about != "suspect":
            return None
        return Detention.objects.filter(case=self.case, participant=self.about, open=True).first()

    # --- the form ------------------------------------------------------------------------------------------------

    @cached_property
    def known(self) -> dict[str, Any]:
        """What the file knows already: nobody writes it a second time, and everybody may change it."""
        facts = {row.name: row for row in self.kind.facts}
        person, told = self.about, dict[str, Any]()
        if person is not None:
            told["participant"] = str(person.pk)
            told |= {name: person.address for name in ("home", "address") if name in facts and person.address}
            if "phone" in facts and person.phone:
                told["phone"] = person.phone
        if "presence" in facts and self.held is not None:
            told["presence"] = "held"
        if self.extended is not None:
            told["extends"] = str(self.extended.pk)
            if "running_until" in facts and self.extended.until:
                told["running_until"] = f"{self.extended.until:%d.%m.%Y}"
        return told

    def form(self, data: Mapping[str, Any] | None = None, *, judged: bool = True) -> forms.Form:
        """The form of the kind with its lists filled; bound to `data`, or to what is kept.

        Without `judged` it shows what is kept and says nothing about it.
        """
        given = {**self.known, **(self.typed if data is None else data)}
        if self.extended is not None and self.extended.participant_id:
            given["participant"] = str(self.extended.participant_id)
        made = request_form(self.kind.code)
        form = made(as_data(given)) if judged else made(initial=given)
        self._lists(form)
        return form

    def _lists(self, form: forms.Form) -> None:
        form.fields["kind"].widget = forms.HiddenInput()
        form.fields[SHEETS].filed = self.filed  # type: ignore[attr-defined]
        form.fields[SHEETS].choices = [(str(row.pk), row.title) for row in self.filed]  # type: ignore[attr-defined]
        if "participant" in form.fields:
            self._ask_person(form.fields["participant"])
        if "extends" in form.fields:
            form.fields["extends"].required = True
            named = [(str(row.pk), running_words(row)) for row in self.running]
            blank = [] if len(named) == 1 else [("", _("Choose"))]
            form.fields["extends"].widget = forms.Select(choices=[*blank, *named])
            if not named:
                form.fields["extends"].help_text = _("No measure that this request could be about is in force.")
        if "object" in form.fields and naming(self.kind):
            form.fields["object"].widget = forms.HiddenInput()  # a fact of the kind names it
        ask_offence(form, self.case, self.by)

    def _ask_person(self, field: forms.Field) -> None:
        if self.extended is not None:
            field.widget = forms.HiddenInput()
            return
        named = [(str(row.pk), f"{row.full_name}, {row.get_capacity_display().lower()}") for row in self.people]
        only = len(named) == 1 and field.required
        blank = [] if only else [("", _("Choose") if field.required else _("None of those in the case"))]
        field.widget = forms.Select(choices=[*blank, *named])
        if not named and field.required:
            field.help_text = (
                _("Nobody is entered as a suspect yet. Enter the person first.")
                if self.kind.about == "suspect"
                else _("Nobody is entered in the case yet. Enter the person first.")
            )

    # --- steps ---------------------------------------------------------------------------------------------------

    @cached_property
    def sections(self) -> list[Section]:
        form = self.form()
        form.is_valid()
        rows = self.fields_by_step(form)
        return [
            Section(name, _(title), rows[name], self._state(rows[name], form)) for name, title in STEPS if rows[name]
        ]

    def fields_by_step(self, form: forms.Form) -> dict[str, tuple[str, ...]]:
        """The names of the form by the step they stand in; every field has one."""
        grounds, text = ("stated", SHEETS), ("grounds", "milder", "new_circumstances")
        hidden = {"kind", "detention"}
        first = [name for name in form.fields if name not in {*grounds, *text, *hidden}]
        lead = [name for name in ("participant", "extends", "object", EPISODE) if name in first]
        lead += [name for name in ("urgent", "acted_from", "acted_until") if name in first]
        rest = [name for name in first if name not in lead]
        return {
            "facts": (*lead, *rest),
            "grounds": tuple(name for name in grounds if name in form.fields),
            "text": tuple(name for name in text if name in form.fields),
        }

    def _state(self, names: Iterable[str], form: forms.Form) -> str:
        touched = any(self.typed.get(name) for name in names) or any(name in self.typed for name in names)
        if any(name in form.errors for name in names):
            return STARTED if touched else EMPTY
        return DONE if touched else EMPTY

    @property
    def short(self) -> bool:
        """Few enough lines for one page."""
        return len(self.kind.facts) <= ONE_PAGE

    # --- what the law says ---------------------------------------------------------------------------------------

    @cached_property
    def written(self) -> forms.Form:
        """The form bound to what is kept, judged."""
        form = self.form()
        form.is_valid()
        return form

    @cached_property
    def request(self) -> Sanction:
        """The request as it would be made now; it is never saved."""
        form = self.written
        made = Sanction(
            case=self.case,
            kind=self.kind.code,
            participant=self.about,
            detention=self.held if self.kind.custody or self.kind.by_court else None,
            extends=self.extended,
            requested_by=self.by,
            requested_at=self.at,
            single=self.kind.about == "suspect" and self.kind.ends is Ends.RUNS,
            by_author=self.kind.alone,
        )
        Asked(**{**form.values(), "why": self.why}).into(made)  # type: ignore[attr-defined]
        made.episode_number = form.cleaned_data.get(EPISODE)  # type: ignore[attr-defined]
        return made

    @property
    def why(self) -> dict[str, str]:
        """The reasons written at the last step, by the code of the check."""
        return {
            name.removeprefix(WHY): str(value) for name, value in self.typed.items() if name.startswith(WHY) and value
        }

    @cached_property
    def checks(self) -> list[Check]:
        return checks_of(self.request, self.at)

    @property
    def against(self) -> list[Check]:
        """What still keeps it from being sent."""
        return [one for one in self.checks if one.bad and not overcome(self.request, one)]

    def reasons_form(self, data: Mapping[str, Any] | None = None) -> forms.Form:
        """A box for each check that a written reason overcomes."""
        asked = why_fields(one for one in self.checks if one.bad and one.room)
        form = type("Reasons", (forms.Form,), {"__module__": __name__, **asked})
        return form(as_data(data)) if data is not None else form(initial=self.typed)

    @cached_property
    def due(self) -> datetime | None:
        """By when it has to be sent, as far as that is known."""
        return min((due_at for _rule, due_at in petition_due(self.request)), default=None)

    @cached_property
    def measures(self) -> tuple[Weighed, ...]:
        """Every preventive measure for this person and charge, where the request is about one of them."""
        if self.kind.code not in MEASURE_CODES or self.about is None:
            return ()
        stated = self.request.stated
        return weighed(
            self.case, self.about, self.at, stated=stated, presence=str(self.request.facts.get("presence", ""))
        )

    def problems(self) -> Iterator[tuple[str, str]]:
        """What has to be mended in the form: the step, and the words."""
        form = self.written
        rows = self.fields_by_step(form)
        for name, words in form.errors.items():
            step = next((step for step, names in rows.items() if name in names), "facts")
            label = str(form.fields[name].label or "") if name in form.fields else ""
            for word in words:
                yield step, f"{label}: {word}" if label else str(word)

    def arguments(self) -> dict[str, Any]:
        """The request as `actions.request` takes it; only once there are no problems."""
        given = self.written.cleaned_data
        return {
            "kind": self.kind.code,
            "participant_id": given.get("participant") or (self.about.pk if self.about is not None else None),
            "extends_id": given.get("extends"),
            "episode": given.get(EPISODE),
            **self.written.values(),  # type: ignore[attr-defined]
            "why": self.why,
        }


def as_data(given: Mapping[str, Any] | None) -> MultiValueDict[str, Any]:
    """Kept words as a form takes them."""
    rows = {name: value if isinstance(value, list) else [value] for name, value in (given or {}).items()}
    return MultiValueDict({name: [*map(str, value)] for name, value in rows.items()})


def running_words(sanction: Sanction) -> str:
    """A measure in force, to choose from: kind, whom, until when."""
    who = sanction.participant.short_name if sanction.participant else sanction.object
    until = sanction.until
    words = f"{say(sanction.rule.title)}, {who}"
    return _("%(measure)s, until %(day)s") % {"measure": words, "day": f"{until:%d.%m.%Y}"} if until else words
