"""Why a move after a decision may not be made now: execution, early end, extension, payment of bail, appeal.

Reads only. The moves themselves stand in `moves_after`; what a longer custody may be is `ecase.law.custody`.
"""

from collections.abc import Callable
from datetime import datetime

from cases.models import Deadline, Defence
from ecase.law.clock import local
from ecase.law.kinds import Ends
from ecase.law.kinds_all import KINDS
from ecase.law.kinds_lift import LIFT
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions.conduct import NOT_THE_PROSECUTOR, supervises, why_not_answer_for
from sanctions.kinds import APPEAL_OPEN, OPEN, Status
from sanctions.models import Appeal, Sanction
from sanctions.moves_after import extending

Rule = Callable[[Sanction, Appointment, datetime], Refusal | None]
RUN_OUT = Refusal(
    "run_out", N_("The term of this measure is over: nothing is left to end or to extend."), cite="CPC 152(4)"
)
ELSEWHERE = Refusal(
    "goes_on_elsewhere", N_("This measure goes on in the case that was severed from this one."), cite="CPC 44"
)
CONSENT_NEEDED = Refusal(
    "consent_needed",
    N_("The court sanctioned this measure: ask the prosecutor for consent to cancel or change it."),
    cite="CPC 153(3)",
)
ASKED_ALREADY = Refusal("asked_already", N_("A request about this measure is under way already."), cite="CPC 153(3)")
ACTED_FIRST = Refusal(
    "acted_first", N_("The action came before the request: its report is the protocol that lies with it."),
    cite="CPC 220(14)",
)  # fmt: skip
EXECUTED_ALREADY = Refusal("executed_already", N_("The execution is reported already."), cite="CPC 199")
IN_EXTENSION = Refusal(
    "not_the_first_order",
    N_("This order made a measure longer. The measure itself is ended or extended on the page of its first order."),
    cite="CPC 153",
)


def why_not(move: Move, sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    """For the moves of `moves_after`; role and status are asked before."""
    return RULES[move.name](sanction, by, at)


def _execute(sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    refusal = why_not_answer_for(sanction.case, by)
    if refusal is None and sanction.urgent and sanction.rule.ends is Ends.EXECUTED:
        refusal = ACTED_FIRST
    if refusal is None and sanction.executed_at is not None:
        refusal = EXECUTED_ALREADY
    return refusal


def _lift(sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    refusal = why_not_answer_for(sanction.case, by) or _first_and_running(sanction, at)
    if refusal is not None:
        return refusal
    kind = sanction.rule
    if kind.lift_consent and by.role in (Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION):
        return CONSENT_NEEDED
    return None


def _ask_lift(sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    refusal = why_not_answer_for(sanction.case, by) or _first_and_running(sanction, at)
    if refusal is not None:
        return refusal
    open_ = Sanction.objects.filter(extends=sanction, kind=LIFT, status__in=OPEN)
    return ASKED_ALREADY if open_.exists() else None


def _extend(sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    refusal = why_not_answer_for(sanction.case, by) or _first_and_running(sanction, at)
    if refusal is not None:
        return refusal
    code = extending(sanction.rule, short=bool(sanction.decided.get("short_days")) and _short(sanction))
    asked_by = KINDS[code].asked_by if code else frozenset()
    if by.role not in asked_by:
        return Refusal(
            "full_term_first",
            N_("The running custody is a short one: the prosecutor first asks for the full term."),
            cite="CPC 151(2)",
        )
    open_ = Sanction.objects.filter(extends=sanction, kind=code, status__in=OPEN)
    return ASKED_ALREADY if open_.exists() else None


def _short(sanction: Sanction) -> bool:
    """Whether the running clock is still that of the short custody."""
    live = Deadline.objects.filter(matter=sanction.matter_id, met_at__isnull=True, ended_at__isnull=True)
    return live.filter(rule="arrest.short").exists()


def _pay_bail(sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    refusal = why_not_answer_for(sanction.case, by) or _first_and_running(sanction, at)
    if refusal is not None:
        return refusal
    if sanction.kind == "bail":
        return EXECUTED_ALREADY if sanction.executed_at is not None else None
    if not sanction.bail:
        return Refusal("no_bail", N_("The court has set no bail in this order."), cite="CPC 148(8),(9)")
    return None


def _appeal(sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    kind = sanction.rule
    if by.role in PROSECUTION and not supervises(sanction.case, by):
        return NOT_THE_PROSECUTOR
    if sanction.decided_at is None or sanction.decided_by is None:
        return Refusal("not_decided", N_("Only a decision of the judge is appealed."), cite="CPC 107(1)")
    if by.role == Role.LAWYER:
        clients = Defence.objects.filter(lawyer=by, until__isnull=True, participant__case=sanction.case_id)
        if not clients.exists():
            return Refusal("not_a_party", N_("You represent nobody in this case."), cite="CPC 107(1)")
    if kind.code == "deposition" and sanction.status != Status.REFUSED:
        return Refusal("only_a_refusal", N_("Only a refusal can be appealed."), cite="CPC 217")
    if Appeal.objects.filter(sanction=sanction, filed_by=by, status__in=APPEAL_OPEN).exists():
        return Refusal("appealed_already", N_("Your appeal is under way already."), cite="CPC 107(2)")
    if Appeal.objects.filter(sanction=sanction, filed_by=by, status="decided").exists():
        return Refusal(
            "appeal_final", N_("The court above has decided your appeal; its decision is final."), cite="CPC 107(5)"
        )
    return None


def _first_and_running(sanction: Sanction, at: datetime) -> Refusal | None:
    """The first order of a measure that still runs; what made it longer is no measure of its own."""
    if sanction.extends_id is not None and sanction.rule.extends:
        return IN_EXTENSION
    if sanction.until is not None and sanction.until < local(at).date():
        return RUN_OUT
    return ELSEWHERE if sanction.matter.closed_at is not None else None


RULES: dict[str, Rule] = {
    "execute": _execute,
    "lift": _lift,
    "ask_lift": _ask_lift,
    "extend": _extend,
    "pay_bail": _pay_bail,
    "appeal": _appeal,
}
