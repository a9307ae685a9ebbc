"""Which entries may be corrected, and who has to agree: data. The act itself is a ruling of the kind "correction".

There is no other way to change what was entered. What touches a clock or a decision needs the
prosecutor; the rest a second officer, the head of the unit. An upper app adds its own fields by `register`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models
from django.db.models import QuerySet

from cases.actions.act import Act
from cases.models import Case, Episode, Material, Participant
from ecase.law.words import N_

Level = Literal["head", "prosecutor"]
Kind = Literal["text", "long", "iin", "date", "moment", "choice"]


@dataclass(frozen=True)
class Correctable:
    """One field of one table: how it is called, what is typed, who has to agree and why."""

    table: str
    field: str
    title: str
    kind: Kind
    level: Level
    choices: tuple[tuple[str, str], ...] = ()
    empty: bool = False

    @property
    def code(self) -> str:
        return f"{self.table}.{self.field}"


@dataclass(frozen=True)
class Table:
    """Rows that may be corrected: those of a case, what each is called, and what follows from the change."""

    rows: Callable[[Case], QuerySet[Any]]
    title: Callable[[Any], str]
    after: Callable[[Act, Any, str], Iterable[models.Model]]


def _nothing(act: Act, row: Any, field: str) -> Iterable[models.Model]:
    return ()


_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"))

FIELDS: dict[str, Correctable] = {
    field.code: field
    for field in (
        Correctable("case", "summary", N_("Summary of the event"), "long", "head"),
        Correctable("case", "place", N_("Place of the event"), "text", "head"),
        Correctable("case", "occurred_at", N_("Time of the event"), "moment", "prosecutor"),
        Correctable("case", "language", N_("Language of the proceedings"), "choice", "prosecutor", _LANGUAGES),
        Correctable("episode", "summary", N_("Summary of the registered offence"), "long", "head"),
        Correctable("episode", "place", N_("Place of the registered offence"), "text", "head"),
        Correctable("episode", "occurred_at", N_("Time of the registered offence"), "moment", "prosecutor"),
        Correctable("participant", "last_name", N_("Surname"), "text", "head"),
        Correctable("participant", "first_name", N_("First name"), "text", "head"),
        Correctable("participant", "patronymic", N_("Patronymic"), "text", "head", empty=True),
        Correctable("participant", "iin", N_("IIN"), "iin", "prosecutor"),
        Correctable("participant", "birth_date", N_("Birth date"), "date", "prosecutor"),
        Correctable("participant", "citizenship", N_("Citizenship"), "text", "head", empty=True),
        Correctable("participant", "address", N_("Address"), "text", "head", empty=True),
        Correctable("participant", "phone", N_("Telephone"), "text", "head", empty=True),
        Correctable("material", "title", N_("Title of a document"), "text", "head"),
    )
}


TABLES: dict[str, Table] = {
    "case": Table(lambda case: Case.objects.filter(pk=case.pk), lambda row: row.number, _nothing),
    "episode": Table(lambda case: Episode.objects.filter(case=case).order_by("number"), lambda row: str(row), _nothing),
    "participant": Table(
        lambda case: Participant.objects.filter(case=case).order_by("sort_key"), lambda row: row.full_name, _nothing
    ),
    # Acts carry their official titles; what people handed in may have been called wrongly.
    "material": Table(
        lambda case: Material.objects.filter(case=case, document__act="").order_by("first_sheet"),
        lambda row: row.title,
        _nothing,
    ),
}


def register(tables: Mapping[str, Table], fields: Iterable[Correctable]) -> None:
    """What an upper app lets correct of its own rows; called once, when the app is ready."""
    TABLES.update(tables)
    FIELDS.update({field.code: field for field in fields})
