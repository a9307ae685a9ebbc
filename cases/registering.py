"""A registration that is being written: its steps, what is typed in each, how far it is, and what it lacks.

Here: reading the saved draft (`ecase.web.saved`) as forms and as the arguments of `actions.register`. Not here: the
pages (`cases.views.register`) and the act itself. What was typed is kept as it was typed; whether it is right is
asked anew each time, so a draft of yesterday is judged by today.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cases import rules
from cases.actions.register import Attached
from cases.civil_registry import Answer, State, answer_of
from cases.forms import EventForm, InvolvedForm, OccasionForm, proposed_language
from cases.identity import doubt_of, identity_of
from cases.models import Case, Qualification, Report
from cases.queries.duplicates import Similar, similar
from cases.queries.reference import as_value, qualification_on
from ecase.documents.actions import Upload
from ecase.law.age import is_minor
from ecase.law.clock import local
from ecase.law.identity import parse_iin
from ecase.law.reports import SOURCES
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from ecase.web import saved
from ecase.web.models import SavedDraft
from ecase.web.pages import in_words, refuse_into

KEY = "cases/new/"
STEPS: tuple[tuple[str, str], ...] = (
    ("occasion", N_("Occasion")),
    ("event", N_("Event")),
    ("people", N_("People")),
    ("qualification", N_("Qualification")),
    ("documents", N_("Documents")),
    ("check", N_("Check")),
)
DONE, STARTED, EMPTY, WARNED, OPTIONAL = "done", "started", "empty", "warned", "optional"
PERSON = "person:"
REGISTRY = "registry:"
ROW = re.compile(r"^[0-9a-f]{32}$")
MOST_PEOPLE, MOST_CHARGES, MOST_DOCUMENTS = 60, 20, 40


@dataclass
class Involved:
    """Somebody who is being entered: what was typed, what the registry said, what is doubtful."""

    row: str
    form: InvolvedForm
    answer: Answer | None

    @cached_property
    def valid(self) -> bool:
        return self.form.is_valid()

    @property
    def name(self) -> str:
        typed = (self.form["last_name"].value(), self.form["first_name"].value(), self.form["patronymic"].value())
        return " ".join(str(part) for part in typed if part) or str(self.form["iin"].value() or "") or "…"

    @property
    def capacities(self) -> list[str]:
        chosen = self.form["capacity"].value() or []
        return [str(label) for value, label in InvolvedForm.ROLES_NAMED if value in chosen]

    @property
    def checked(self) -> bool:
        """The registry knows this number under this very name."""
        return self.answer is not None and self.answer.state is State.FOUND and not self.doubt

    @property
    def doubt(self) -> str:
        """What the registry's answer leaves open, in words; empty where it confirms the person, or was not asked."""
        names = {name: self.form[name].value() for name in ("last_name", "first_name")}
        return doubt_of(self.answer, **names)


@dataclass
class Step:
    """One line of the task list."""

    name: str
    number: int
    title: str
    state: str
    says: str = ""
    warnings: list[str] = field(default_factory=list)


class Registration:
    """The draft of `by` under `key`, with what a report brings where nothing else was typed."""

    def __init__(
        self, by: Appointment, at: datetime, key: str, report: Report | None = None, *, last: bool = False
    ) -> None:
        # `last`: the last step, the only one where colleagues' cases are compared; what is told there is noted.
        self.by, self.at, self.key, self.report, self.last = by, at, key, report, last
        self.saved: SavedDraft | None = saved.load(by, key)

    @cached_property
    def parts(self) -> dict[str, Any]:
        brought = from_report(self.report, self.by) if self.report else {}
        return {**brought, **(self.saved.data if self.saved else {})}

    def part(self, name: str) -> dict[str, Any]:
        found = self.parts.get(name)
        return found if isinstance(found, dict) else {}

    def version(self, part: str) -> int:
        return saved.version_of(self.saved, part)

    @property
    def begun(self) -> bool:
        return self.saved is not None

    # --- steps ------------------------------------------------------------------------------------

    @cached_property
    def occasion(self) -> OccasionForm:
        initial = {"language": proposed_language(self.by.user.language)}
        return OccasionForm(data_of(self.parts.get("occasion")), initial=initial)

    @cached_property
    def event(self) -> EventForm:
        form = EventForm(data_of(self.parts.get("event")))
        if form.is_bound and form.is_valid():
            refusal = rules.event_before_now(form.cleaned_data["occurred_at"], self.at)
            if refusal is not None:
                refuse_into(form, refusal)
        return form

    @cached_property
    def people(self) -> list[Involved]:
        """Everybody who was entered, in the order of their entering."""
        rows = sorted(name for name in self.parts if name.startswith(PERSON) and not self.part(name).get("removed"))
        return [self.involved(name.removeprefix(PERSON)) for name in rows]

    def involved(self, row: str) -> Involved:
        """The person of a row; an empty one where nothing was typed in it."""
        typed = self.parts.get(PERSON + row)
        form = InvolvedForm(data_of(typed)) if typed and not typed.get("removed") else InvolvedForm()
        return Involved(row, form, self.answer(row, str(form["iin"].value() or "")))

    def answer(self, row: str, iin: str) -> Answer | None:
        """What the registry said of the number that stands in the row now."""
        kept = self.parts.get(REGISTRY + row)
        answer = answer_of(kept) if kept else None
        return answer if answer and answer.iin == re.sub(r"[\s\-]", "", iin) else None

    @property
    def day(self) -> date:
        """The day the articles have to stand on: of the event, today while it is not known."""
        form = self.event
        if form.is_bound and form.is_valid():
            return local(form.cleaned_data["occurred_at"]).date()
        return local(self.at).date()

    @property
    def codes(self) -> list[str]:
        """The articles as they were chosen, the main one first."""
        part = self.part("qualification")
        codes = [code for code in as_list(part.get("codes")) if code][:MOST_CHARGES]
        main = part.get("main")
        return sorted(dict.fromkeys(codes), key=lambda code: code != main)

    @cached_property
    def charged(self) -> list[tuple[str, Qualification | Refusal]]:
        return [(code, qualification_on(code, self.day)) for code in self.codes]

    @property
    def files(self) -> list[dict[str, Any]]:
        found = self.part("documents").get("files", [])
        return found if isinstance(found, list) else []

    @property
    def proceeding(self) -> str:
        """The form the case would begin in; empty while no article is right."""
        rows = [row for _code, row in self.charged if not isinstance(row, Refusal)]
        chosen = self.part("qualification").get("proceeding", "")
        if chosen or not rows:
            return str(chosen)
        suspects = [one for one in self.people if "suspect" in (one.form["capacity"].value() or [])]
        births = [birth_of(one) for one in suspects]
        event = self.event.cleaned_data.get("occurred_at") if self.event.is_bound and self.event.is_valid() else self.at
        minor = any(is_minor(birth, event or self.at) for birth in births if birth)
        return rules.proceeding_of([as_value(row) for row in rows], person_known=bool(suspects), minor=minor)

    # --- how far it is ------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> list[Step]:
        return [Step(name, n, _(title), *self._state(name)) for n, (name, title) in enumerate(STEPS, start=1)]

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)

    def _state(self, name: str) -> tuple[str, str, list[str]]:
        state, warnings = EMPTY, self.warnings(name)
        if name in ("occasion", "event"):
            form = self.occasion if name == "occasion" else self.event
            state = EMPTY if not form.is_bound else DONE if form.is_valid() else STARTED
        elif name == "people":
            state = OPTIONAL if not self.people else DONE if all(one.valid for one in self.people) else STARTED
        elif name == "qualification":
            wrong = any(isinstance(row, Refusal) for _code, row in self.charged)
            state = EMPTY if not self.codes else STARTED if wrong else DONE
        elif name == "documents":
            state = DONE if self.files else OPTIONAL
        elif name == "check":
            state = DONE if not list(self.problems()) else EMPTY
        if state == DONE and warnings:
            state = WARNED
        return state, _(SAYS[state] if name != "check" else READY if state == DONE else NOT_READY), warnings

    def warnings(self, name: str) -> list[str]:
        """What somebody should look at; nothing here keeps the case out of the register."""
        if name == "people":
            return [f"{one.name}: {one.doubt}" for one in self.people if one.doubt]
        if name == "qualification" and self.codes and not (self.event.is_bound and self.event.is_valid()):
            return [_("The day of the event is not known yet: the articles are judged as of today.")]
        if name == "check" and self.similar:
            return [_("This may be registered already.")]
        if name == "occasion" and self.part("occasion").get("occasion") == Case.Occasion.STATEMENT:
            named = any("applicant" in (one.form["capacity"].value() or []) for one in self.people)
            return [] if named else [_("A statement has somebody who made it: enter the applicant.")]
        return []

    def problems(self) -> Iterator[tuple[str, str]]:
        """What has to be mended before the case can be registered: the step, and the words."""
        for name, form in (("occasion", self.occasion), ("event", self.event)):
            if not form.is_bound:
                yield name, _("Step “%(step)s” is not filled in.") % {"step": _(dict(STEPS)[name])}
            elif not form.is_valid():
                yield from ((name, words) for words in errors_of(form))
        for one in self.people:
            if not one.valid:
                yield from (("people?row=" + one.row, f"{one.name}: {words}") for words in errors_of(one.form))
        if not self.codes:
            yield "qualification", _("Choose at least one article.")
        for _code, row in self.charged:
            if isinstance(row, Refusal):
                yield "qualification", in_words(row)

    @cached_property
    def similar(self) -> list[Similar]:
        """Cases that may be about the same event, among those the writer sees; at the last step his colleagues' too."""
        return similar(self.by, **self.compared, report=self.report, colleagues=self.last)

    @property
    def compared(self) -> dict[str, Any]:
        """By what another case may resemble this one."""
        bound = self.event.is_bound and "occurred_at" not in self.event.errors
        return {
            "occurred_at": self.event.cleaned_data.get("occurred_at") if bound else None,
            "place": str(self.part("event").get("place", "")),
            "iins": [iin for one in self.people if (iin := well_formed(one.form["iin"].value()))],
            "articles": [row.article for _code, row in self.charged if not isinstance(row, Refusal)],
        }

    # --- the act ------------------------------------------------------------------------------------

    def arguments(self) -> dict[str, Any]:
        """The registration as `actions.register` takes it; only once there are no problems."""
        event, occasion, documents = self.event.cleaned_data, self.occasion.cleaned_data, self.part("documents")
        codes = [code_of(row) for _code, row in self.charged if not isinstance(row, Refusal)]
        return {
            "occasion": occasion["occasion"],
            "language": occasion["language"],
            "format": occasion["format"],
            "summary": event["summary"],
            "occurred_at": event["occurred_at"],
            "place": event["place"],
            "region": event["region"],
            "qualification": codes[0],
            "more_qualifications": codes[1:],
            "people": [person for one in self.people for person in entered(one)],
            "documents": [
                Attached(Upload(**one["upload"]), one["title"], compartment=one["access"]) for one in self.files
            ],
            "report": self.report,
            "proceeding": self.part("qualification").get("proceeding", ""),
            "case_id": UUID(documents["case_id"]) if documents.get("case_id") else None,
            "private": self.told_in_private(),
        }

    def told_in_private(self) -> dict[str, Any]:
        """Who was looked up, and why it is no duplicate: for the private part of the entry."""
        told: dict[str, Any] = {}
        if self.parts.get("lookups"):
            told["registry_asked"] = self.parts["lookups"]
        if self.similar:
            another = self.part("another")
            told["resembles"] = [one.number for one in self.similar]
            told["another_event"] = str(another.get("reason", "")).strip()
            if another.get("join_later"):
                told["join_later"] = True
        return told


SAYS = {
    DONE: N_("done"),
    STARTED: N_("started"),
    EMPTY: N_("not filled in"),
    WARNED: N_("done, look at the warning"),
    OPTIONAL: N_("may stay empty"),
}
READY, NOT_READY = N_("ready to be registered"), N_("something is missing")


def entered(one: Involved) -> Iterator[dict[str, Any]]:
    """One person as `add_row` takes him, once for each capacity."""
    cleaned = dict(one.form.cleaned_data)
    cleaned |= identity_of(one.answer, last_name=cleaned["last_name"], first_name=cleaned["first_name"])
    capacities = cleaned.pop("capacity")
    cleaned["birth_date"] = birth_of(one)
    return ({**cleaned, "capacity": capacity} for capacity in capacities)


def birth_of(one: Involved) -> date | None:
    """The birth date the IIN gives, else the one that was typed."""
    iin = well_formed(one.form["iin"].value())
    if iin:
        return parse_iin(iin).birth_date
    typed = one.form.cleaned_data.get("birth_date") if one.valid else None
    return typed if isinstance(typed, date) else None


def code_of(row: Qualification) -> str:
    """An article as it is typed: "188/3", "102"."""
    return row.article if row.undivided else f"{row.article}/{row.part}"


def well_formed(text: Any) -> str:
    try:
        return parse_iin(re.sub(r"-", "", str(text or ""))).text
    except ValueError:
        return ""


def from_report(report: Report, by: Appointment) -> dict[str, Any]:
    """What a report of the information book already says, as somebody would have typed it."""
    event = {
        "occurred_at": f"{timezone.localtime(report.occurred_at):%d.%m.%Y %H:%M}" if report.occurred_at else "",
        "place": report.place,
        "region": report.region.code if report.region_id != by.office.region_id else "",
        "summary": report.summary,
    }
    brought: dict[str, Any] = {
        "occasion": {
            "occasion": SOURCES[report.source].occasion,
            "language": report.language,
            "format": Case.Format.ELECTRONIC.value,
        },
        "event": event,
    }
    if report.last_name:
        names = ("iin", "identity", "last_name", "first_name", "patronymic", "address", "phone")
        person = {name: getattr(report, name) for name in names} | {"capacity": ["applicant"]}
        person |= {"birth_date": f"{report.birth_date:%d.%m.%Y}" if report.birth_date and not report.iin else ""}
        person |= {"language": report.speaks, **({"needs_interpreter": "on"} if report.needs_interpreter else {})}
        brought[PERSON + report.pk.hex] = person
    return brought


def data_of(part: Any) -> MultiValueDict[str, Any] | None:
    """A saved part as a bound form takes it; None where nothing was typed."""
    if not isinstance(part, dict):
        return None
    return MultiValueDict({name: as_list(value) for name, value in part.items()})


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def errors_of(form: Any) -> list[str]:
    """Every error of a form in words, with the name of its field."""
    return [
        f"{form.fields[name].label}: {words}" if name in form.fields else str(words)
        for name, said in form.errors.items()
        for words in said
    ]
