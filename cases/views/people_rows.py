"""How one person of a case is shown: status, personal data, lawyer, what was corrected, what may be decided about him.

Not here: reading the rows (`People` gathers them, a fixed number of statements for any number of people).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.civil_registry import NO_ANSWER, name_of
from cases.models import Charge, Defence, Participant
from cases.queries.corrected import Corrected, of_fields
from cases.queries.scope import warrant_of
from cases.queries.suspects import RECOGNISED, SuspectStatus
from cases.views.corrected import marks
from ecase.law.age import age_on, is_minor
from ecase.law.clock import local
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.says import cited, say

LANGUAGES = {"kk": "Қазақша", "ru": "Русский"}
NAMES = ("last_name", "first_name", "patronymic")
# Nobody is suspected in these capacities of what he is in the case to help with.
AIDES = frozenset({"interpreter", "expert", "specialist"})
STATUSES: dict[str, tuple[str, str]] = {
    "named": (N_("named, nothing is decided"), "grey"),
    "before_prosecutor": (N_("recognition before the prosecutor"), "soon"),
    "recognised": (N_("recognised as a suspect"), ""),
    "detained": (N_("detained"), "late"),
    "refused": (N_("recognition refused"), "grey"),
    "ended": (N_("no longer a suspect"), "grey"),
}


@dataclass(frozen=True)
class Around:
    """What is known around the people of one page; everything is by the person's key."""

    by: Appointment
    at: datetime
    base: str
    known: frozenset[UUID]
    lawyers: Mapping[UUID, list[Defence]] = field(default_factory=dict)
    statuses: Mapping[UUID, SuspectStatus] = field(default_factory=dict)
    clocks: Mapping[UUID, dict[str, Any]] = field(default_factory=dict)
    charges: Mapping[UUID, list[Charge]] = field(default_factory=dict)
    corrected: Mapping[UUID, list[Corrected]] = field(default_factory=dict)
    rulings: frozenset[UUID] = frozenset()
    moves: Mapping[str, str] = field(default_factory=dict)  # what the reader may do now: name and title
    conducts: bool = False
    asks: bool = False  # a registry is connected that may be asked again


def person_row(row: Participant, around: Around) -> dict[str, Any]:
    """The row as `cases/people.html` takes it; personal data only of those the reader knows."""
    known = row.pk in around.known
    found = around.corrected.get(row.pk, [])
    return {
        "name": row.full_name,
        "capacity": row.get_capacity_display(),
        "known": known,
        "minor": known and row.birth_date is not None and is_minor(row.birth_date, around.at),
        "age": _age(row, around.at) if known else "",
        "office": row.get_office_held_display() if known and row.office_held else "",
        "status": _status(row, around) if known else None,
        "clock": around.clocks.get(row.pk),
        "iin": row.iin if known else "",
        "identity": _identity(row) if known else None,
        "check_again": str(row.pk) if row.identity_source == NO_ANSWER and around.asks else "",
        "language": LANGUAGES.get(row.language, row.language) if known else "",
        "interpreter": known and row.needs_interpreter,
        "lawyers": [_lawyer(one, around.by) for one in around.lawyers.get(row.pk, [])],
        "data": _data(row) if known else [],
        "corrected": marks(found if known else of_fields(found, NAMES), around.base),
        "actions": list(_actions(row, around)) if known else [],
    }


def _age(row: Participant, at: datetime) -> str:
    if row.birth_date is None:
        return ""
    years = age_on(row.birth_date, local(at).date())
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def _status(row: Participant, around: Around) -> dict[str, Any] | None:
    """The words of the status, since when and by which ruling; the ruling only where it is open to the reader."""
    status = around.statuses.get(row.pk)
    if status is None:
        return None
    words, look = STATUSES[status.code]
    return {
        "words": _(words),
        "look": look,
        "since": status.since,
        "urgent": status.urgent,
        "url": f"{around.base}rulings/{status.ruling}/" if status.ruling in around.rulings else "",
    }


def _identity(row: Participant) -> dict[str, Any]:
    """By whom the identity was confirmed and when; or why it is not."""
    if row.identity_checked_at is not None:
        return {"ok": True, "words": name_of(row.identity_source), "at": row.identity_checked_at}
    if row.identity_source == NO_ANSWER:
        return {"ok": False, "words": _("the registry gave no answer"), "at": None}
    words = _("not checked with a registry") if row.iin else _("by document or description")
    return {"ok": False, "words": words, "at": None}


def _lawyer(one: Defence, by: Appointment) -> dict[str, Any]:
    return {"name": one.lawyer.user.short_name(), "warrant": warrant_of(one, by), "since": one.since}


def _data(row: Participant) -> list[dict[str, Any]]:
    """What is opened on a click: the whole number, and how and where the person is found."""
    rows = (
        {"title": _("IIN"), "iin": row.iin},
        {"title": _("Birth date"), "date": row.birth_date},
        {"title": _("Identified by"), "value": row.identity},
        {"title": _("Citizenship"), "value": row.citizenship},
        {"title": _("Address"), "value": row.address},
        {"title": _("Telephone"), "value": row.phone},
    )
    return [one for one in rows if any(value for key, value in one.items() if key != "title")]


def _actions(row: Participant, around: Around) -> Iterable[dict[str, str]]:
    """The decisions that may be drawn up about this person now, each with its form filled in so far."""
    status = around.statuses.get(row.pk)
    code = status.code if status else ""
    moves, suspect = around.moves, row.capacity == Participant.Capacity.SUSPECT

    def to(move: str, query: str, more: str = "") -> dict[str, str]:
        title = f"{moves[move]}: {more}" if more else moves[move]
        return {"title": title, "url": f"{around.base}moves/{move}/?{query}"}

    if "recognise_suspect" in moves and code not in ("recognised", "before_prosecutor") and row.capacity not in AIDES:
        yield to("recognise_suspect", f"participant={row.pk}")
    if "qualify" in moves and suspect and code in RECOGNISED:
        yield to("qualify", f"participant={row.pk}")
    charges = around.charges.get(row.pk, []) if "requalify" in moves else []
    for charge in charges:
        yield to("requalify", f"charge={charge.pk}", cited(charge.cite) if len(charges) > 1 else "")
    if around.conducts and suspect:
        yield {"title": _("Enter a lawyer"), "url": f"{around.base}people/?defends={row.pk}#defence"}
    if "correct" in moves:
        yield to("correct", f"what=participant.last_name:{row.pk}&after=")


def titles(offers: Iterable[Any]) -> dict[str, str]:
    """The moves among `offers` that can be made now, by name, in the reader's words."""
    return {offer.move.name: say(offer.move.title) for offer in offers if offer.allowed}
