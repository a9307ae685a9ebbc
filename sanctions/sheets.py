"""The sheets of the file a request stands on: picked from the list, kept with its facts, told as "л. 96–104".

Kept in `Sanction.facts["cited"]` (some kinds have a fact "sheets" of their own) as `[{"material", "first", "last"}]`
in the order of the file. Here: reading what was picked, checking it against the file, and telling it. Who sees which
of them is decided where it is shown.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.access import PROCEEDINGS
from cases.models import Case, Material
from cases.views.papers import sheets_of, title_of
from ecase.people.models import Appointment
from ecase.web.pages import here

SHEETS = "cited"
MOST = 60
RANGE = re.compile(r"^\s*(\d{1,6})\s*(?:[-–—]\s*(\d{1,6}))?\s*$")
PICKED = re.compile(r"^([0-9a-fA-F-]{36})(?::(.*))?$")


@dataclass(frozen=True)
class Sheets:
    """A material that is named as a ground, with the sheets meant. `material` None: not open to this reader."""

    first: int
    last: int
    material: Material | None = None

    @property
    def words(self) -> str:
        return f"{self.first}–{self.last}" if self.last > self.first else str(self.first)


def pickable(case: Case, by: Appointment, *, without: UUID | None = None) -> list[Material]:
    """What may be named as a ground: the proceedings' papers that `by` sees, in the order of the sheets.

    `without`: a request's own acts, its petition and what was answered to it, are no grounds of it.
    """
    rows = Material.objects.visible_to(by).filter(case=case, compartment__in=PROCEEDINGS, inadmissible_at__isnull=True)
    rows = rows.exclude(matter=without) if without is not None else rows
    return list(rows.select_related("document").order_by("first_sheet", "id"))


def named(facts: Mapping[str, Any], by: Appointment) -> list[Sheets]:
    """The sheets a request names, with the papers that `by` may open."""
    rows = _kept(facts)
    seen = _open_to(rows, by)
    return [
        Sheets(int(row.get("first") or 0), int(row.get("last") or 0), seen.get(_uuid(row.get("material"))))
        for row in rows
    ]


def facts_open_to(facts: Iterable[Mapping[str, Any]], by: Appointment) -> list[dict[str, Any]]:
    """The facts of requests for `by`: which material the named sheets are is told where he may open it."""
    found = list(facts)
    seen = _open_to([row for one in found for row in _kept(one)], by)
    return [
        {
            **one,
            SHEETS: [row if _uuid(row.get("material")) in seen else {**row, "material": None} for row in _kept(one)],
        }
        if one.get(SHEETS)
        else {**one}
        for one in found
    ]


def _kept(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [row for row in facts.get(SHEETS) or [] if isinstance(row, dict)]


def _open_to(rows: Iterable[Mapping[str, Any]], by: Appointment) -> dict[UUID | None, Material]:
    keys = [key for key in (_uuid(row.get("material")) for row in rows) if key is not None]
    return Material.objects.visible_to(by).select_related("document").in_bulk(keys) if keys else {}


def picked(values: Iterable[str], filed: Iterable[Material]) -> tuple[list[dict[str, Any]], list[str]]:
    """What was ticked ("<material>" or "<material>:98-99") as it is kept, and the words for what cannot be.

    The sheets are those of the material itself; a range outside of it is a slip and is told.
    """
    rows = {str(row.pk): row for row in filed}
    found: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    for value in list(values)[:MOST]:
        match = PICKED.match(value.strip())
        row = rows.get(match[1].lower()) if match else None
        if match is None or row is None:
            wrong.append(_("Choose papers that lie in the file of this case."))
            continue
        first, last = row.first_sheet, row.last_sheet
        if (match[2] or "").strip():
            span = RANGE.match(match[2])
            low, high = (int(span[1]), int(span[2] or span[1])) if span else (0, -1)
            if not (first <= low <= high <= last):
                wrong.append(
                    _("“%(paper)s” lies on sheets %(first)s–%(last)s: name sheets of it, like %(first)s–%(last)s.")
                    % {"paper": row.title, "first": first, "last": last}
                )
                continue
            first, last = low, high
        found[str(row.pk)] = {"material": str(row.pk), "first": first, "last": last}
    return [found[str(row.pk)] for row in rows.values() if str(row.pk) in found], wrong


def as_picked(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is kept as the form takes it again."""
    return [f"{row['material']}:{row['first']}-{row['last']}" for row in kept or [] if row.get("material")]


class SheetsInput(forms.CheckboxSelectMultiple):
    """Ticks of papers; beside each a box `cited_<id>` for fewer sheets than the paper has."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        values = [str(value) for value in (given if isinstance(given, (list, tuple)) else [given]) if value]
        made = []
        for value in values:
            key, _sep, span = value.partition(":")
            typed = data.get(f"{name}_{key}")
            made.append(f"{key}:{typed if typed is not None else span}".rstrip(":"))
        return made


class SheetsField(forms.MultipleChoiceField):
    """The sheets a request stands on; `filed` is set where a case is known, and without it nothing can be picked."""

    widget = SheetsInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"required": False, "label": gettext_lazy("Grounds in the file")} | kwargs))
        self.filed: list[Material] | None = None

    def to_python(self, value: Any) -> list[str]:
        return [str(one) for one in value or []]

    def clean(self, value: Any) -> list[dict[str, Any]]:
        given = self.to_python(value)
        found, wrong = picked(given, self.filed or [])
        if wrong and self.filed is not None:
            raise forms.ValidationError(list(dict.fromkeys(wrong)))
        return found


def sheets_asked(form: forms.Form, number: str) -> list[dict[str, Any]]:
    """The papers of the file to tick, each with the sheets it lies on, as `sanctions/sheets.html` takes them."""
    value = form[SHEETS].value() or []
    given = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    ticked = {one.partition(":")[0]: one.partition(":")[2] for one in given}
    filed = form.fields[SHEETS].filed or []  # type: ignore[attr-defined]
    return [
        {
            "id": str(row.pk),
            "title": title_of(row),
            "sheets": sheets_of(row),
            "filed_at": row.filed_at,
            "many": row.sheets > 1,
            "url": here(f"/cases/{number}/file/{row.pk}/"),
            "ticked": str(row.pk) in ticked,
            "span": _narrower(row, ticked.get(str(row.pk), "")),
        }
        for row in filed
    ]


def _narrower(row: Material, span: str) -> str:
    """The sheets as typed, empty where it is all of them."""
    whole = f"{row.first_sheet}-{row.last_sheet}"
    return "" if span in ("", whole) else span.replace("-", "–")


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
