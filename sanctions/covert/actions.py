"""What is done around and after the decision on a covert action: more material, the check, its stop, end and results.

Each locks the case, asks the rule, writes once, and tells only those who hold the grant.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from cases.actions.act import Act, refuse_if, wait_for
from cases.models import Deadline, Material
from ecase.documents.actions import Signed, still_fits
from ecase.law.covert import ITEMS
from ecase.law.moves import needed
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from sanctions import custody, rules
from sanctions.actions.effects.ending import stop as stop_order
from sanctions.actions.judges import draw_judge
from sanctions.actions.sharing import COVERT, file_act, locked, record, save, say_to
from sanctions.covert import rules as own
from sanctions.covert.running import RUNNING, begin_check
from sanctions.covert.sight import let_in
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.moves import MOVES

Fields = Mapping[str, Any]
BEFORE_IT_BEGAN = Refusal(
    "ended_before_it_began", N_("The end lies before the decision on the action."), cite="CPC 236", field="ended_at"
)
# How an action came to its end, with the moment and the words.
ENDED = ("ended_at", "ended_by", "end_ground", "end_reasons", "executed_at", "executed_by")
NOT_YET = Refusal("not_yet", N_("That moment lies ahead."), field="ended_at")


def lock(
    sanction_id: UUID, name: str, by: Appointment, at: datetime, fields: Fields, signed: Signed | None = None
) -> tuple[Act, Sanction]:
    """The request under the lock of its case, the covert rule asked. Raises NotVisible and Refused."""
    act, sanction = locked(sanction_id, by, at)
    move = MOVES[sanction.kind][name]
    refuse_if(own.why_not(move, sanction, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=sanction.pk, move=name, version=sanction.version, by=by)
    return act, sanction


@transaction.atomic
def ask_material(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The judge needs more to decide on: his twelve hours become twenty-four, from the same arrival (234(2))."""
    act, sanction = lock(sanction_id, "ask_material", by, at, fields)
    act.replace_term(sanction.matter, "ij.covert", amount="more_material")
    save(act, sanction, None)
    record(act, sanction, "covert.material_asked", private={"reasons": fields["reasons"]})
    say_to(sanction, "covert.material_asked", to=[sanction.case.investigator], at=at)
    return sanction


@transaction.atomic
def ask_check(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The judge has sanctioned and doubts: the prosecutor checks within five days (234(2))."""
    act, sanction = lock(sanction_id, "ask_check", by, at, fields)
    prosecutor = begin_check(act, sanction)
    save(act, sanction, None)
    record(act, sanction, "covert.check_asked", private={"reasons": fields["reasons"]})
    say_to(sanction, "covert.check_asked", to=[prosecutor], at=at)
    return sanction


@transaction.atomic
def find_lawful(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The prosecutor has checked and tells the judge that the ruling was lawful."""
    act, sanction = lock(sanction_id, "find_lawful", by, at, fields)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    act.meet_term(sanction.matter, "covert.check")
    wait_for(sanction.matter, None)
    save(act, sanction, None)
    record(act, sanction, "covert.found_lawful", private={"reasons": fields["reasons"]})
    say_to(sanction, "covert.found_lawful", to=[sanction.decided_by, sanction.case.investigator], at=at)
    return sanction


@transaction.atomic
def ask_to_stop(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Sanction:
    """The prosecutor's petition to the judge who sanctioned, or to another of his court when he is gone."""
    act, sanction = lock(sanction_id, "ask_to_stop", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    act.meet_term(sanction.matter, "covert.check")
    judge = sanction.decided_by
    if judge is None or (judge.until is not None and judge.until <= at):
        drawn = draw_judge(act, sanction, cause="petition")
        act.wrote(drawn)
        judge = drawn.judge
    let_in(act.case.pk, [judge])
    file_act(act, sanction, signed, compartment=COVERT)
    wait_for(sanction.matter, judge)
    save(act, sanction, None)
    record(act, sanction, "covert.stop_asked", signed=signed, private={"reasons": fields["reasons"]})
    say_to(sanction, "covert.stop_asked", to=[judge, sanction.case.investigator], at=at)
    return sanction


@transaction.atomic
def let_run(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The judge does not follow the prosecutor's petition."""
    act, sanction = lock(sanction_id, "let_run", by, at, fields)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    wait_for(sanction.matter, None)
    save(act, sanction, None)
    record(act, sanction, "covert.let_run", private={"reasons": fields["reasons"]})
    say_to(sanction, "covert.let_run", to=[sanction.case.prosecutor, sanction.case.investigator], at=at)
    return sanction


@transaction.atomic
def stop(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Sanction:
    """The judge, or for items 7 and 9 the prosecutor, stops the action; what it gave may be no evidence."""
    act, sanction = lock(sanction_id, "stop", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    file_act(act, sanction, signed, compartment=COVERT)
    sanction.end_reasons, sanction.end_ground = str(fields["reasons"]).strip(), "stopped"
    if fields.get("inadmissible"):
        make_inadmissible(act, sanction, "CPC 234(2)" if sanction.rule.by_court else "CPC 234(3)")
    ends(act, sanction, Status.LIFTED, "end_reasons", "end_ground")
    record(
        act,
        sanction,
        "covert.stopped",
        signed=signed,
        public={"inadmissible": bool(fields.get("inadmissible"))},
        private={"reasons": fields["reasons"]},
    )
    told = [sanction.case.investigator, sanction.case.prosecutor, sanction.decided_by]
    say_to(sanction, "covert.stopped", to=[post for post in told if post is not None and post.pk != by.pk], at=at)
    return sanction


@transaction.atomic
def finish(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The action is over; within two days the prosecutor is told what it gave (234(5))."""
    act, sanction = lock(sanction_id, "finish", by, at, fields)
    ended_at: datetime = fields["ended_at"]
    begun = sanction.acted_from or sanction.decided_at
    if ended_at > at:
        raise Refused(NOT_YET)
    if begun is not None and ended_at < begun.replace(second=0, microsecond=0):
        raise Refused(BEFORE_IT_BEGAN)
    sanction.executed_at, sanction.executed_by = ended_at, by
    sanction.execution = str(fields["execution"]).strip()
    ends(act, sanction, Status.EXECUTED, "executed_at", "executed_by", "execution", since=ended_at)
    record(act, sanction, "covert.finished", public={"ended_at": ended_at}, private={"execution": sanction.execution})
    return sanction


def ends(act: Act, sanction: Sanction, status: Status, *fields: str, since: datetime | None = None) -> None:
    """The action is over, however it ended: its term falls away and the notice of the results begins to run."""
    for rule in (*RUNNING, "covert.check"):
        act.end_term(sanction.matter, rule)
    sanction.ended_at, sanction.ended_by = since or act.at, act.by
    if not act.running(sanction.matter, "covert.result_notice"):
        act.start_term("covert.result_notice", since or act.at, matter=sanction.matter)
    save(act, sanction, status, *fields, "ended_at", "ended_by")
    for one in custody.chain_of(sanction)[1:]:
        _with_it(act, one, sanction)
    wait_for(sanction.matter, act.case.investigator)


def _with_it(act: Act, longer: Sanction, action: Sanction) -> None:
    """What made the action longer is over with it, in the same way."""
    for name in ENDED:
        setattr(longer, name, getattr(action, name))
    save(act, longer, Status(action.status), *ENDED)
    stop_order(act, longer)


@transaction.atomic
def tell_results(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Sanction:
    """The prosecutor is told what the action gave, and sees the compartment from now on (234(5), 193(1))."""
    act, sanction = lock(sanction_id, "tell_results", by, at, fields, signed)
    file_act(act, sanction, signed, compartment=COVERT)
    act.meet_term(sanction.matter, "covert.result_notice")
    let_in(act.case.pk, [act.case.prosecutor])
    wait_for(sanction.matter, None)
    save(act, sanction, None)
    record(act, sanction, "covert.results_told", signed=signed, private={"results": fields["results"]})
    say_to(sanction, "covert.results_told", to=[act.case.prosecutor], at=at)
    return sanction


def make_inadmissible(act: Act, sanction: Sanction, cite: str) -> None:
    """What the action gave is no evidence; it is kept and marked (235(2))."""
    rows = Material.objects.filter(matter=sanction.matter, inadmissible_at__isnull=True, document__act="")
    for row in rows:
        row.inadmissible_at, row.inadmissible_cite = act.at, cite
        row.save(update_fields=["inadmissible_at", "inadmissible_cite"])
        act.wrote(row)


@transaction.atomic
def expire(*, deadline: Deadline, at: datetime) -> Iterable[models.Model]:
    """The clock: the term is over and nobody has ended the action. It may not go on; its results are owed."""
    assert deadline.matter_id is not None and deadline.case is not None, "the term of an action"
    sanction = Sanction.objects.select_related("matter", "case__investigator", "case__prosecutor").get(
        pk=deadline.matter_id
    )
    if sanction.kind not in ITEMS or sanction.status != Status.GRANTED:
        return ()
    act = Act(deadline.case, by=None, at=at)
    act.seal(sanction.matter)
    sanction.end_ground = "term_over"
    ends(act, sanction, Status.EXPIRED, "end_ground", since=deadline.due_at)
    record(act, sanction, "covert.expired", public={"due_at": deadline.due_at})
    say_to(sanction, "covert.expired", to=[sanction.case.investigator, sanction.case.prosecutor], at=at)
    return ()
