"""Why a move on a case, or on one of its rulings, may not be made now. Pure: the rows are in hand."""

from datetime import datetime

from django.utils import translation

from cases.models import Case, Participant, Ruling
from cases.queries.merits import why_not_hear
from ecase.law import moves as law
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import BY_MOVE, OPEN_CASE, RULINGS, STATUS_TITLES
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment

REASONS_AT_LEAST = 30
with translation.override(None):  # the msgids: a label said here would keep the language of the start for ever
    STAGES: dict[str, str] = {code: str(label) for code, label in Case.Stage.choices}

NOT_INVESTIGATOR = Refusal(
    "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
)
NOT_PROSECUTOR = Refusal(
    "not_the_prosecutor", N_("This is decided by the prosecutor who supervises the case."), cite="CPC 193(3)"
)
NOT_HEAD = Refusal("not_the_head", N_("Only the head of the unit that conducts the case may do this."), cite="CPC 59")
NOT_DECIDER = Refusal("not_the_decider", N_("This ruling waits for somebody else."), cite="CPC 193(2)")
HEAD_ONLY = Refusal(
    "not_the_decider",
    N_("The suspect is a lawyer, prosecutor or investigator: only the head of the prosecutor's office decides."),
    cite="CPC 202(2)",
)
OWN_RULING = Refusal("own_ruling", N_("You drew up this ruling in another post: somebody else decides on it."))


URGENT_WAITS = Refusal(
    "urgent_waits",
    N_("The person has been interrogated as a suspect: the prosecutor decides, this cannot be taken back."),
    cite="CPC 202(1-2)",
)


def why_not_case(move: Move, case: Case, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not draw the ruling of `move` in `case`; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=case.stage, titles=STAGES)
    refusal = refusal or _not_of_this_case(case, by)
    if refusal is None and move.name == "take_over" and case.taken_over_at is not None:
        return Refusal("taken_over", N_("The case has been accepted for proceedings already."), cite="CPC 188")
    return refusal


def why_not_ruling(move: Move, ruling: Ruling, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move` on `ruling`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=ruling.status, titles=STATUS_TITLES)
    if refusal is not None:
        return refusal
    if by.role == Role.TRIAL_JUDGE and (refusal := why_not_hear(ruling.case, by)) is not None:
        return refusal
    if move.name in DECIDING:
        return _not_the_decider(ruling, by)
    if move.name == "see" and ruling.matter.waits_for_id is None:
        return Refusal("done_already", N_("It has been seen already."), cite=move.cite)
    refusal = _not_of_this_case(ruling.case, by)
    if refusal is None and move.name == "cancel":
        refusal = _not_to_cancel(ruling)
    if refusal is None and move.name == "withdraw" and ruling.urgent:
        return URGENT_WAITS
    return refusal


DECIDING = frozenset({"approve", "refuse", "return_for_rework"})


def _not_the_decider(ruling: Ruling, by: Appointment) -> Refusal | None:
    """Whom it waits for decides; the head of the same prosecutor's office always may (193(2))."""
    if by.user_id == ruling.drawn_by.user_id:
        return OWN_RULING
    matter = ruling.matter
    head = by.role == Role.HEAD_OF_PROSECUTION and by.office_id == matter.waits_office_id
    if matter.waits_for_id != by.pk and not (head and matter.waits_role in PROSECUTION):
        return NOT_DECIDER
    if by.role == Role.PROSECUTOR and head_needed(ruling.kind, ruling.participant):
        return HEAD_ONLY
    return None


def head_needed(kind: str, participant: Participant | None) -> bool:
    """Whether of the prosecutors only the head of the office decides: by the kind, or by whom it is about (202(2))."""
    held = kind in ("suspect", "qualification") and participant is not None and bool(participant.office_held)
    return RULINGS[kind].head_decides or held


# What may be cancelled in a case that is over: the termination itself, and what touches nothing but its term.
OVER_TOO = frozenset({"termination", "interruption"})


def _not_to_cancel(ruling: Ruling) -> Refusal | None:
    """What is undone must still stand: nothing comes to life in a case that is over, nothing ends twice."""
    if ruling.kind not in OVER_TOO and ruling.case.stage not in OPEN_CASE:
        return Refusal(
            "case_over",
            N_("The case is terminated or joined to another: nothing of it is brought back to life one by one."),
            cite="CPC 43, 291(1)",
        )
    if ruling.kind == "interruption" and ruling.ended_at is not None:
        return Refusal(
            "resumed_already",
            N_("The term runs again since: of this interruption nothing is left to cancel."),
            cite="CPC 45(9), 193(1)",
        )
    return None


def _not_of_this_case(case: Case, by: Appointment) -> Refusal | None:
    if by.role == Role.INVESTIGATOR:
        return None if case.investigator_id == by.pk else NOT_INVESTIGATOR
    if by.role == Role.HEAD_OF_INVESTIGATION:
        return None if case.office_id == by.office_id else NOT_HEAD
    if by.role in PROSECUTION:
        return None if supervises(case, by) else NOT_PROSECUTOR
    return why_not_hear(case, by) if by.role == Role.TRIAL_JUDGE else None


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
