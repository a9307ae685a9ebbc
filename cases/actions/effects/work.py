"""What one kind of ruling does: the row by which `cases.actions.rulings` carries it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases.actions.act import Act
from cases.actions.grants import NO_POST
from cases.models import Case, Charge, Episode, Participant, Ruling
from cases.ruling_rules import head_needed
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post


@dataclass
class Named:
    """The fields of a ruling, found in the case: what it is about, its ground and reasons, and plain values."""

    text: str = ""
    ground: str = ""
    participant: Participant | None = None
    charge: Charge | None = None
    episode: Episode | None = None
    urgent: bool = False
    data: dict[str, Any] = field(default_factory=dict)


def _nothing(act: Act, ruling: Ruling) -> None:
    return None


def _as_good(ruling: Ruling, named: Named) -> None:
    return None


def _nobody(ruling: Ruling) -> list[Appointment]:
    return []


def the_prosecutor(case: Case, kind: str, named: Named) -> Appointment:
    """Who decides: the process prosecutor, or the head of his office where only the head may (202(2), 193(2)).

    Raises Refused(no_post).
    """
    if head_needed(kind, named.participant):
        found = in_post(case.office.supervised_by_id or 0, {Role.HEAD_OF_PROSECUTION}).first()
    else:
        found = case.prosecutor
    if found is None:
        raise Refused(NO_POST)
    return found


@dataclass(frozen=True)
class Work:
    """One kind of ruling at work.

    `named` finds what the fields speak of and raises Refused for what the law or the case does not allow; it
    is asked before the act is drawn up and again under the lock. `effect` happens when the ruling comes into
    force, `drawn` when it is sent to its decider, `refused` and `cancelled` when he turns it down or it is
    cancelled later. Each writes through `act`. `anew`: what may not change, and what is kept, when a returned one
    is written anew. `decider`: for whom it waits. `whom`: who is told besides investigator, decider and the
    defender of the person it is about. `after`: what follows once the ruling is in force, in entries of its own.
    """

    named: Callable[[Case, Mapping[str, Any], Appointment, datetime], Named]
    effect: Callable[[Act, Ruling], None]
    drawn: Callable[[Act, Ruling], None] = _nothing
    refused: Callable[[Act, Ruling], None] = _nothing
    cancelled: Callable[[Act, Ruling], None] = _nothing
    anew: Callable[[Ruling, Named], None] = _as_good
    decider: Callable[[Case, str, Named], Appointment] = the_prosecutor
    whom: Callable[[Ruling], list[Appointment]] = _nobody
    after: Callable[[Act, Ruling], None] = _nothing


TEXT_AT_LEAST = 30


def text_of(fields: Mapping[str, Any]) -> str:
    """The reasons of a ruling, long enough for somebody to answer them (198). Raises Refused."""
    text = str(fields.get("text", "")).strip()
    if len(text) < TEXT_AT_LEAST:
        raise Refused(
            Refusal(
                "reasons_too_short",
                N_("Write the reasons, at least %(least)s characters."),
                {"least": TEXT_AT_LEAST},
                "CPC 198",
                field="text",
            )
        )
    return text
