"""Which entries may be corrected, and who has to agree: data. The act itself is a ruling of the kind "correction".

There is no other way to change what was entered. What touches a clock or a decision needs the
prosecutor; the rest a second officer, the head of the unit. An upper app adds its own fields by `register`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import models
from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.actions.act import Act
from cases.actions.people import TWICE
from cases.models import Case, Episode, Material, Participant
from ecase.law.clock import shown
from ecase.law.words import N_, Refusal

Level = Literal["head", "prosecutor"]
Kind = Literal["text", "long", "iin", "date", "moment", "choice", "flag"]


@dataclass(frozen=True)
class Correctable:
    """One field of one table: how it is called, what is typed, who has to agree and why."""

    table: str
    field: str
    title: str
    kind: Kind
    level: Level
    choices: tuple[tuple[str, str | Promise], ...] = ()
    empty: bool = False

    @property
    def code(self) -> str:
        return f"{self.table}.{self.field}"


@dataclass(frozen=True)
class Table:
    """Rows that may be corrected: those of a case, what each is called, and what follows from the change.

    `against`: why the new value cannot be right beside what the row says otherwise.
    """

    rows: Callable[[Case], QuerySet[Any]]
    title: Callable[[Any], str]
    after: Callable[[Act, Any, str], Iterable[models.Model]]
    against: Callable[[Any, str, Any, datetime], Refusal | None] = lambda row, field, after, at: None


def _nothing(act: Act, row: Any, field: str) -> Iterable[models.Model]:
    return ()


def _of_a_person(row: Participant, field: str, after: Any, at: datetime) -> Refusal | None:
    if field == "iin":
        same = Participant.objects.filter(case=row.case_id, capacity=row.capacity, iin=after).exclude(pk=row.pk)
        return TWICE if same.exists() else None
    if field == "birth_date" and row.iin:
        return Refusal(
            "born_by_iin", N_("The birth date follows from the IIN: correct the IIN if it is wrong."), field="after"
        )
    return None


_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"))
_OFFICES = tuple(Participant.OfficeHeld.choices)
_FLAGS = (("True", _("yes")), ("False", _("no")))

FIELDS: dict[str, Correctable] = {
    field.code: field
    for field in (
        # What the case is registered on: nobody of the investigation rewrites it among themselves (121(1)).
        Correctable("case", "summary", N_("Summary of the event"), "long", "prosecutor"),
        Correctable("case", "place", N_("Place of the event"), "text", "prosecutor"),
        Correctable("case", "occurred_at", N_("Time of the event"), "moment", "prosecutor"),
        Correctable("case", "language", N_("Language of the proceedings"), "choice", "prosecutor", _LANGUAGES),
        Correctable("episode", "summary", N_("Summary of the registered offence"), "long", "prosecutor"),
        Correctable("episode", "place", N_("Place of the registered offence"), "text", "prosecutor"),
        Correctable("episode", "occurred_at", N_("Time of the registered offence"), "moment", "prosecutor"),
        Correctable("participant", "last_name", N_("Surname"), "text", "head"),
        Correctable("participant", "first_name", N_("First name"), "text", "head"),
        Correctable("participant", "patronymic", N_("Patronymic"), "text", "head", empty=True),
        Correctable("participant", "iin", N_("IIN"), "iin", "prosecutor"),
        Correctable("participant", "birth_date", N_("Birth date"), "date", "prosecutor"),
        Correctable("participant", "citizenship", N_("Citizenship"), "text", "head", empty=True),
        Correctable("participant", "address", N_("Address"), "text", "head", empty=True),
        Correctable("participant", "phone", N_("Telephone"), "text", "head", empty=True),
        Correctable("participant", "language", N_("Language the person speaks"), "text", "head", empty=True),
        Correctable("participant", "needs_interpreter", N_("Needs an interpreter"), "flag", "head", _FLAGS),
        # Whoever decides on a suspicion hangs on it (202(2), 203(1)).
        Correctable("participant", "office_held", N_("Post held"), "choice", "prosecutor", _OFFICES, empty=True),
        Correctable("material", "title", N_("Title of a document"), "text", "head"),
    )
}


TABLES: dict[str, Table] = {
    "case": Table(lambda case: Case.objects.filter(pk=case.pk), lambda row: row.number, _nothing),
    "episode": Table(lambda case: Episode.objects.filter(case=case).order_by("number"), lambda row: str(row), _nothing),
    "participant": Table(
        lambda case: Participant.objects.filter(case=case).order_by("sort_key"),
        lambda row: row.full_name,
        _nothing,
        _of_a_person,
    ),
    # Acts carry their official titles; what people handed in may have been called wrongly.
    "material": Table(
        lambda case: Material.objects.open_part().filter(case=case, document__act="").order_by("first_sheet"),
        lambda row: row.title,
        _nothing,
    ),
}


def in_words(field: Correctable, value: Any) -> str:
    """What an entry says, for the eye: `value` as its row holds it, or as a ruling has kept it."""
    if field.choices:
        return str(dict(field.choices).get(str(value), value))
    if isinstance(value, str) and field.kind == "moment":
        value = parse_datetime(value)
    elif isinstance(value, str) and field.kind == "date":
        value = parse_date(value)
    if isinstance(value, datetime):
        return shown(value)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value or "")


def register(tables: Mapping[str, Table], fields: Iterable[Correctable]) -> None:
    """What an upper app lets correct of its own rows; called once, when the app is ready."""
    TABLES.update(tables)
    FIELDS.update({field.code: field for field in fields})
