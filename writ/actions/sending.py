"""From the ruling to the court: the investigator, the head, the prosecutor (629-1(6), 629-2, 629-3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if
from cases.actions.effects import WORKS
from cases.actions.effects.charges import standing
from cases.actions.effects.closing import close_matter, fallen, his_measures_fall, set_stage
from cases.actions.effects.terms import case_terms
from cases.actions.grants import NO_POST
from cases.models import Case, Charge, Ruling
from ecase.documents.actions import Signed
from ecase.law.roles import Role
from ecase.law.rulings import TERMINATION_GROUNDS
from ecase.law.rulings import Status as Ruled
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from writ.actions.judges import draw_judge
from writ.actions.sharing import (
    REASONS_AT_LEAST,
    REASONS_SHORT,
    end,
    enter_act,
    goes_to,
    lock,
    parties,
    record,
    save,
    say_to,
    step,
    stop_the_clock,
)
from writ.kinds import Outcome, Status
from writ.models import Accused, Writ
from writ.rules import NOT_CHARGED

SAID = ("circumstances", "evidence", "damage", "aggravating", "mitigating", "claim", "physical")
ALL_LEFT_OUT = Refusal(
    "all_left_out",
    N_("The case goes to court with at least one accused; refuse and terminate the whole case instead."),
    cite="CPC 629-3(4)",
    field="without",
)
GROUND_NEEDED = Refusal("ground", N_("Choose the ground of the termination."), cite="CPC 35, 36", field="ground")


@transaction.atomic
def request(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The ruling to apply the writ procedure ends the investigation; the head of the unit gets it at once."""
    act, writ = lock(writ_id, "request", by, at, fields, signed)
    head = in_post(act.case.office_id, {Role.HEAD_OF_INVESTIGATION}).first()
    refuse_if(NO_POST if head is None else None)
    writ.ruling = {name: str(fields.get(name) or "").strip() for name in SAID}
    writ.requested_by, writ.requested_at = by, at
    enter_act(act, writ, signed)
    act.meet_term(writ.matter, "writ.ruling")
    stop_the_clock(act)
    goes_to(act, writ, head)
    save(act, writ, Status.BEFORE_HEAD, "ruling", "requested_by", "requested_at")
    record(act, writ, "writ.requested", signed=signed, private=writ.ruling)
    step(act)
    say_to(writ, "writ.requested", to=[head, *parties(writ)], at=at, by=by)
    return writ


@transaction.atomic
def agree(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The head of inquiry agrees, the head of an investigation department passes on; the prosecutor has 24 hours."""
    act, writ = lock(writ_id, "agree", by, at, fields, signed)
    prosecutor = act.case.prosecutor
    if prosecutor is None or (prosecutor.until is not None and prosecutor.until <= at):
        prosecutor = in_post(act.case.office.supervised_by_id or 0, {Role.HEAD_OF_PROSECUTION}).first()
    refuse_if(NO_POST if prosecutor is None else None)
    writ.head, writ.head_at = by, at
    enter_act(act, writ, signed)
    goes_to(act, writ, prosecutor)
    act.start_term("writ.prosecutor", at, matter=writ.matter)
    save(act, writ, Status.BEFORE_PROSECUTOR, "head", "head_at")
    record(act, writ, "writ.agreed", signed=signed, private={"reasons": str(fields.get("reasons") or "")})
    say_to(writ, "writ.agreed", to=[prosecutor, act.case.investigator], at=at, by=by)
    return writ


@transaction.atomic
def head_return(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The head of inquiry refuses, with reasons, and the case goes back (629-3(1))."""
    act, writ = lock(writ_id, "head_return", by, at, fields, signed)
    return _back(act, writ, Outcome.RETURNED_BY_HEAD, "writ.returned_by_head", fields, signed)


@transaction.atomic
def head_terminate(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The head of inquiry refuses and ends the prosecution (629-3(1), 35, 36)."""
    act, writ = lock(writ_id, "head_terminate", by, at, fields, signed)
    return terminated(act, writ, fields, signed)


@transaction.atomic
def approve(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The prosecutor approves, commits for trial, and the case lies before a judge the same second (629-3(4)).

    `without`: accused for whom he ends the prosecution instead, on `ground`. Raises Refused: all_left_out, ground.
    """
    act, writ = lock(writ_id, "approve", by, at, fields, signed)
    left_out = left_out_of(writ, fields)
    judge, drawn = draw_judge(act, writ)
    writ.prosecutor, writ.prosecutor_at = by, at
    writ.prosecutor_reasons = str(fields.get("reasons") or "").strip()
    writ.judge, writ.court_received_at, writ.draws = judge, at, [*writ.draws, drawn]
    enter_act(act, writ, signed)
    act.meet_term(writ.matter, "writ.prosecutor")
    ended = [ruling for row in left_out for ruling in _ended_for(act, writ, row, fields)]
    for term in case_terms(act):
        act.meet_term(None, term.rule)
    set_stage(act, Case.Stage.COURT)
    goes_to(act, writ, judge)
    act.start_term("writ.judge", at, matter=writ.matter)
    save(
        act, writ, Status.BEFORE_COURT, "prosecutor", "prosecutor_at", "prosecutor_reasons", "judge",
        "court_received_at", "draws",
    )  # fmt: skip
    record(
        act, writ, "writ.approved", signed=signed, public={"judge": judge.pk, "without": len(left_out)},
        private={"reasons": writ.prosecutor_reasons},
    )  # fmt: skip
    step(act)
    for ruling in ended:
        his_measures_fall(act, ruling)
    told = [judge, act.case.investigator, writ.head, *parties(writ)]
    say_to(writ, "writ.approved", to=told, at=at, by=by)
    return writ


def left_out_of(writ: Writ, fields: Mapping[str, Any]) -> list[Accused]:
    """The accused the case does not go to court against. Raises Refused(all_left_out, ground)."""
    named = {str(pk) for pk in fields.get("without") or ()}
    accused = list(Accused.objects.filter(writ=writ).select_related("participant").order_by("id"))
    found = [row for row in accused if str(row.pk) in named]
    if found and len(found) == len(accused):
        raise Refused(ALL_LEFT_OUT)
    if found and not fields.get("ground"):
        raise Refused(GROUND_NEEDED)
    return found


@transaction.atomic
def return_case(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The prosecutor sends the case back to be investigated (629-3(4)(3))."""
    act, writ = lock(writ_id, "return_case", by, at, fields, signed)
    writ.prosecutor, writ.prosecutor_at = by, at
    writ.prosecutor_reasons = str(fields["reasons"]).strip()
    writ.save(update_fields=["prosecutor", "prosecutor_at", "prosecutor_reasons"])
    act.meet_term(writ.matter, "writ.prosecutor")
    return _back(act, writ, Outcome.RETURNED_BY_PROSECUTOR, "writ.returned_by_prosecutor", fields, signed)


@transaction.atomic
def refuse_approval(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The prosecutor refuses and ends the prosecution (629-3(4)(2), 35, 36)."""
    act, writ = lock(writ_id, "refuse_approval", by, at, fields, signed)
    writ.prosecutor, writ.prosecutor_at = by, at
    writ.prosecutor_reasons = str(fields["reasons"]).strip()
    writ.save(update_fields=["prosecutor", "prosecutor_at", "prosecutor_reasons"])
    act.meet_term(writ.matter, "writ.prosecutor")
    return terminated(act, writ, fields, signed)


# --- what they share -------------------------------------------------------------------------------------------------


def long_enough(fields: Mapping[str, Any]) -> str:
    """The reasons somebody can answer. Raises Refused(reasons_too_short)."""
    reasons = str(fields.get("reasons") or "").strip()
    refuse_if(REASONS_SHORT if len(reasons) < REASONS_AT_LEAST else None)
    return reasons


def _back(act: Act, writ: Writ, outcome: Outcome, kind: str, fields: Mapping[str, Any], signed: Signed) -> Writ:
    reasons = long_enough(fields)
    enter_act(act, writ, signed)
    told = [writ.requested_by, act.case.investigator, act.case.prosecutor, writ.head, *parties(writ)]
    end(act, writ, outcome, reasons)
    record(act, writ, kind, signed=signed, private={"reasons": reasons})
    say_to(writ, kind, to=told, at=act.at, by=act.by)
    return writ


def terminated(act: Act, writ: Writ, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The case ends by a ruling of whoever has the writ before him; everything that bound anybody in it falls."""
    reasons = long_enough(fields)
    ruling = _ruling(act, "termination", fields, reasons, data={"ends": standing(act.case), "writ": str(writ.pk)})
    enter_act(act, writ, signed, matter=ruling.matter)
    told = [writ.requested_by, act.case.investigator, act.case.prosecutor, writ.head, *parties(writ)]
    end(act, writ, Outcome.TERMINATED, reasons, case_over=True)
    WORKS["termination"].effect(act, ruling)
    close_matter(act, ruling.matter)
    record(
        act, writ, "writ.terminated", signed=signed,
        public={"ruling": str(ruling.pk), "ground": ruling.ground}, private={"reasons": reasons},
    )  # fmt: skip
    step(act)
    fallen(act, ruling.pk, None)
    say_to(writ, "writ.terminated", to=told, at=act.at, by=act.by)
    return writ


def _ended_for(act: Act, writ: Writ, row: Accused, fields: Mapping[str, Any]) -> list[Ruling]:
    """The prosecution of one accused ends, charge by charge, on the prosecutor's ground."""
    rulings = []
    reasons = long_enough(fields)
    for charge in Charge.objects.filter(case=act.case, participant=row.participant, until__isnull=True):
        ruling = _ruling(act, "partial_termination", fields, reasons, data={"writ": str(writ.pk)}, charge=charge)
        WORKS["partial_termination"].effect(act, ruling)
        close_matter(act, ruling.matter)
        rulings.append(ruling)
    refuse_if(NOT_CHARGED if not rulings else None)  # nothing stands on him that could be ended
    return rulings


def _ruling(
    act: Act,
    kind: str,
    fields: Mapping[str, Any],
    reasons: str,
    *,
    data: Mapping[str, Any],
    charge: Charge | None = None,
) -> Ruling:
    """A ruling in force by the hand of head, prosecutor or judge himself: nobody else approves it."""
    assert act.by is not None
    ground = str(fields.get("ground") or "")
    refuse_if(GROUND_NEEDED if ground not in {one.code for one in TERMINATION_GROUNDS} else None)
    person = charge.participant if charge is not None else None
    episode = charge.episode if charge is not None else None
    matter = act.open_matter(f"ruling.{kind}", compartment="parties", participant=person, episode=episode)
    ruling = Ruling(
        matter=matter, case=act.case, kind=kind, drawn_by=act.by, drawn_at=act.at, status=Ruled.IN_FORCE,
        effective_at=act.at, text=reasons, ground=ground, data=dict(data), participant=person, charge=charge,
        episode=episode,
    )  # fmt: skip
    ruling.save(force_insert=True)
    act.wrote(ruling)
    return ruling
