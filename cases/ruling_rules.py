"""Why a move on a case, or on one of its rulings, may not be made now. Pure: the rows are in hand."""

from datetime import datetime

from cases.models import Case, Ruling
from ecase.law import moves as law
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import BY_MOVE, STATUS_TITLES
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment

REASONS_AT_LEAST = 30
STAGES: dict[str, str] = {code: str(label) for code, label in Case.Stage.choices}

NOT_INVESTIGATOR = Refusal(
    "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
)
NOT_PROSECUTOR = Refusal(
    "not_the_prosecutor", N_("This is decided by the prosecutor who supervises the case."), cite="CPC 193(3)"
)
NOT_HEAD = Refusal("not_the_head", N_("Only the head of the unit that conducts the case may do this."), cite="CPC 59")
NOT_DECIDER = Refusal("not_the_decider", N_("This ruling waits for somebody else."), cite="CPC 193(2)")
OWN_RULING = Refusal("own_ruling", N_("You drew up this ruling in another post: somebody else decides on it."))


def why_not_case(move: Move, case: Case, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not draw the ruling of `move` in `case`; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=case.stage, titles=STAGES)
    return refusal or _not_of_this_case(case, by)


def why_not_ruling(move: Move, ruling: Ruling, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move` on `ruling`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=ruling.status, titles=STATUS_TITLES)
    if refusal is not None:
        return refusal
    if move.name in DECIDING:
        return _not_the_decider(ruling, by)
    if move.name == "see" and ruling.matter.waits_for_id is None:
        return Refusal("done_already", N_("It has been seen already."), cite=move.cite)
    return _not_of_this_case(ruling.case, by)


DECIDING = frozenset({"approve", "refuse", "return_for_rework"})


def _not_the_decider(ruling: Ruling, by: Appointment) -> Refusal | None:
    """Whom it waits for decides; the head of the same prosecutor's office always may (193(2))."""
    if by.user_id == ruling.drawn_by.user_id:
        return OWN_RULING
    matter = ruling.matter
    head = by.role == Role.HEAD_OF_PROSECUTION and by.office_id == matter.waits_office_id
    if matter.waits_for_id == by.pk or (head and matter.waits_role in PROSECUTION):
        return None
    return NOT_DECIDER


def _not_of_this_case(case: Case, by: Appointment) -> Refusal | None:
    if by.role == Role.INVESTIGATOR:
        return None if case.investigator_id == by.pk else NOT_INVESTIGATOR
    if by.role == Role.HEAD_OF_INVESTIGATION:
        return None if case.office_id == by.office_id else NOT_HEAD
    if by.role in PROSECUTION:
        return None if supervises(case, by) else NOT_PROSECUTOR
    return None


def supervises(case: Case, by: Appointment) -> bool:
    """The process prosecutor of the case, or the head of the office that supervises its unit (193(2),(3))."""
    return case.prosecutor_id == by.pk or (
        by.role == Role.HEAD_OF_PROSECUTION and by.office_id == case.office.supervised_by_id
    )


def reasons_long_enough(reasons: str) -> Refusal | None:
    """A decision against somebody's ruling needs reasons somebody can answer."""
    if len(reasons.strip()) >= REASONS_AT_LEAST:
        return None
    return Refusal(
        "reasons_too_short",
        N_("Write the reasons, at least %(least)s characters."),
        {"least": REASONS_AT_LEAST},
        "CPC 198",
        field="reasons",
    )


def kind_of(move: Move) -> str:
    """The kind of ruling a move on the case draws."""
    return BY_MOVE[move.name].code
