"""Why a move on a sanction may not be made now, and what the law says of the arrest itself. Pure."""

from collections.abc import Iterable
from datetime import date, datetime

from ecase.law import moves as law
from ecase.law.age import age_on
from ecase.law.arrest import ArrestAnswer, ArrestFacts, assess
from ecase.law.clock import local, shown
from ecase.law.moves import Move
from ecase.law.qualification import Qualification
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions.kinds import STATED, STATUS_TITLES
from sanctions.models import Sanction

REASONS_AT_LEAST = 30
# What carries a request further; it falls with the detention it stands on.
FORWARD = frozenset({"submit", "support", "grant"})


def why_not(move: Move, sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=sanction.status, titles=STATUS_TITLES)
    if refusal is not None:
        return refusal
    if by.role == Role.INVESTIGATOR and sanction.case.investigator_id != by.pk:
        return Refusal(
            "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
        )
    if by.role in PROSECUTION and not _supervises(sanction, by):
        return Refusal(
            "not_the_prosecutor", N_("This is decided by the prosecutor who supervises the case."), cite="CPC 193(3)"
        )
    if by.role == sanction.rule.decider and sanction.matter.waits_for_id not in (None, by.pk):
        return Refusal("not_the_judge", N_("This request is before another judge of the court."), cite="CPC 56")
    return _own(sanction, by) or _released(move, sanction)


def _own(sanction: Sanction, by: Appointment) -> Refusal | None:
    """One person does not ask, support and grant, in however many posts."""
    before = [sanction.requested_by, sanction.prosecutor if by.role == sanction.rule.decider else None]
    if by.role == Role.INVESTIGATOR or by.user_id not in {post.user_id for post in before if post is not None}:
        return None
    return Refusal("own_request", N_("You took part in this request in another post: somebody else decides it."))


def _released(move: Move, sanction: Sanction) -> Refusal | None:
    """A request made for a person held goes no further once the person is free."""
    detention = sanction.detention
    if move.name not in FORWARD or detention is None or detention.released_at is None:
        return None
    return released(detention.released_at)


def released(released_at: datetime) -> Refusal:
    return Refusal(
        "detention_over",
        N_("The person was released on %(moment)s. A request for a person at liberty is made anew."),
        {"moment": shown(released_at)},
        "CPC 147(2)",
    )


def granted_already(until: date | None, at: datetime) -> Refusal | None:
    """Custody that runs is made longer by the steps of its extension, never by a second first term."""
    if until is None or until < day_of(at):
        return None
    return Refusal(
        "granted_already",
        N_("The court has sanctioned custody until %(until)s. A longer term is asked for as an extension."),
        {"until": f"{until:%d.%m.%Y}"},
        "CPC 151",
        "participant",
    )


def _supervises(sanction: Sanction, by: Appointment) -> bool:
    return sanction.case.prosecutor_id == by.pk or (
        by.role == Role.HEAD_OF_PROSECUTION and by.office_id == sanction.case.office.supervised_by_id
    )


def reasons_long_enough(reasons: str) -> Refusal | None:
    """A decision against somebody's request needs reasons somebody can answer."""
    if len(reasons.strip()) >= REASONS_AT_LEAST:
        return None
    return Refusal(
        "reasons_too_short",
        N_("Write the reasons, at least %(least)s characters."),
        {"least": REASONS_AT_LEAST},
        "CPC 198",
        field="reasons",
    )


def arrest_answer(
    *,
    day: date,
    qualification: Qualification,
    birth_date: date | None,
    stated: Iterable[str],
    earlier_refusal: bool = False,
    new_circumstances: bool = False,
) -> ArrestAnswer:
    """What the law says of asking for this arrest on `day`: the same rule as the public calculator."""
    facts = {name: name in set(stated) for name in STATED}
    return assess(
        ArrestFacts(
            date=day,
            age=age_on(birth_date, day) if birth_date else None,
            earlier_refusal=earlier_refusal,
            new_circumstances=new_circumstances,
            **facts,
        ),
        qualification,
    )


def day_of(at: datetime) -> date:
    return local(at).date()
