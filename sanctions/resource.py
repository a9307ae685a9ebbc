"""Where the doors find everything about a sanction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.models import Case
from cases.moving import Resource
from ecase.law.moves import Move
from ecase.law.words import Refusal
from ecase.people.models import Appointment
from sanctions import checks, rules
from sanctions.actions import PERFORM, path_of
from sanctions.actions.holding import DECISIONS, why_not_unheard
from sanctions.acts import context
from sanctions.acts.after import AFTER_PRINTED
from sanctions.covert import rules as covert_rules
from sanctions.covert.acts import PRINTS
from sanctions.covert.performing import COVERT
from sanctions.forms import form_of
from sanctions.hearings.printed import PRINTED
from sanctions.manifest import SEAL
from sanctions.models import Sanction
from sanctions.moves import MOVES
from sanctions.queries.weak import why_not_silently


def visible(by: Appointment) -> QuerySet[Sanction]:
    """The sanctions `by` may know of, with what every door shows of them."""
    return Sanction.objects.visible_to(by).select_related(
        "case__investigator__user",
        "case__prosecutor__user",
        "case__office__court",
        "participant",
        "matter",
        "requested_by__user",
        "requested_by__office",
        "head__user",
        "extends",
        "prosecutor__user",
        "prosecutor__office",
        "decided_by__user",
        "decided_by__office",
        "detention__facility",
        "detention__matter",
    )


def printed(sanction: Sanction, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> dict[str, Any]:
    """What the act of `move` prints: those around the hearing and the copies have keys of their own."""
    own = PRINTS.get(move.name) if sanction.covert else None
    special = own or PRINTED.get(move.name) or AFTER_PRINTED.get(move.name)
    return special(sanction, fields, by, at) if special else context(sanction, move, fields, by, at)


def why_not(move: Move, sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    """The rule of a covert action's own moves, or that of every request."""
    if sanction.covert and move.name in COVERT:
        return covert_rules.why_not(move, sanction, by, at)
    return rules.why_not(move, sanction, by, at)


def against(sanction: Sanction, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Refusal | None:
    """What speaks against the fields before anything is drawn up: a check not met, no hearing where one is needed."""
    if move.name in SENDING:
        return checks.why_not_send(sanction, at)
    if move.name not in DECISIONS:
        return why_not_silently(sanction, move.name, fields, at)
    barred = checks.why_not_grant(sanction, fields, at) if move.name != "refuse" else None
    return barred or why_not_unheard(sanction, fields.get("hearing_at"), at)


SENDING = frozenset({"submit", "apply"})


@dataclass(frozen=True)
class Compartment:
    """What the papers of a covert matter belong to: the matter itself, so that nobody finds them by the case."""

    pk: UUID
    language: str
    number: str = ""  # never that of the address of a case: its moves are made in their own room


def file_of(sanction: Sanction) -> Case | Compartment:
    return Compartment(sanction.pk, sanction.case.language) if sanction.covert else sanction.case


SANCTION = Resource(
    name="sanction",
    argument="sanction_id",
    visible=visible,
    moves=lambda sanction: MOVES[sanction.kind],
    why_not=why_not,
    forms=form_of,
    context=printed,
    against=against,
    keeps=lambda made: {SEAL: made[SEAL]} if SEAL in made else {},
    perform=PERFORM | COVERT,
    url=lambda sanction, by: path_of(sanction),
    file=file_of,
)
