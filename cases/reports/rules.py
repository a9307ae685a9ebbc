"""Why a move on a crime report may not be made now. Pure: the report and the appointment are in hand."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cases.models import Case, Report
from cases.reports.moves import AWAY, BOOK, OPEN, STATUS_TITLES
from ecase.law import moves as law
from ecase.law.identity import parse_iin
from ecase.law.moments import local, shown
from ecase.law.moves import Move
from ecase.law.reports import NOT_REGISTERED, PASSED_ON, why_not_ground, why_not_registered_from
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment, Office

REASONS_AT_LEAST = 30
MOST_PAPERS = 40  # handed in with one report; nobody fills the disk through the duty desk
NO_CASE = Refusal(
    "no_such_case",
    N_("You see no case of this number. Ask its investigator, or register the report."),
    field="number",
)


def takes_reports(case: Case, report: Report) -> Refusal | None:
    """A report goes to a case that is alive and of the same body: elsewhere nobody would look at it (179(1))."""
    if case.stage not in (Case.Stage.PRETRIAL, Case.Stage.INTERRUPTED):
        return Refusal(
            "case_is_over",
            N_("This case is over: what is reported there would be lost. Register the report instead."),
            cite="CPC 179(1)",
            field="number",
        )
    if case.office_id != report.office_id:
        return Refusal(
            "case_of_another_body",
            N_("Another body conducts this case: transfer the report there."),
            cite="CPC 186(3)",
            field="number",
        )
    return None


NO_OFFICE = Refusal("no_such_office", N_("Choose an investigating body that works now."), field="office")


NOT_YOUR_OFFICE = Refusal(
    "not_your_office", N_("The report is held by another office now: only it acts on the report."), cite="CPC 186(3)"
)


def given_away(report: Report, by: Appointment) -> bool:
    """Whether the office of `by` has given the report to another, and reads what it was until then (186)."""
    if by.role in BOOK:
        return report.office_id != by.office_id
    return by.role in PROSECUTION and report.office.supervised_by_id != by.office_id


def why_not(move: Move, report: Report, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move`, with its article; None when he may."""
    if given_away(report, by):  # before the state is looked at, which is not told to him any more
        return _of_prosecutor(move, report, by) if by.role in PROSECUTION else NOT_YOUR_OFFICE
    refusal = law.why_not(move, role=Role(by.role), status=report.status, titles=STATUS_TITLES)
    if refusal is not None:
        return refusal
    if by.role in PROSECUTION:
        return _of_prosecutor(move, report, by)
    if by.office_id != report.office_id:
        return NOT_YOUR_OFFICE
    if by.role == Role.INVESTIGATOR and report.assigned_to_id != by.pk:
        return Refusal("not_assigned", N_("The report is decided by the investigator it was given to."), cite="CPC 60")
    if move.name == "register":
        return why_not_registered_from(report.source)
    if move.name == "receipt" and not has_applicant(report):
        return Refusal("nobody_applied", N_("Nobody has applied: there is nobody to give a receipt to."))
    return None


def why_not_add_paper(report: Report, by: Appointment) -> Refusal | None:
    """None while the report is open, for its applicant and for those of the office who answer for it."""
    if by.role == Role.PARTICIPANT:
        theirs = report.applicant_user_id == by.user_id
    elif by.role == Role.INVESTIGATOR:
        theirs = report.office_id == by.office_id and report.assigned_to_id == by.pk
    else:
        theirs = report.office_id == by.office_id and by.role in BOOK
    if not theirs:
        words = N_("Papers are added by the applicant, the duty officer, the head and the investigator of the report.")
        return Refusal("not_yours_to_add", words, cite="CPC 185(1)")
    if report.status not in OPEN | AWAY:
        return Refusal(
            "report_decided",
            N_("This report is decided: papers go to where it was sent, or to its case."),
            field="file",
        )
    return None


def _of_prosecutor(move: Move, report: Report, by: Appointment) -> Refusal | None:
    if by.office_id != report.office.supervised_by_id:
        return Refusal(
            "not_the_prosecutor",
            N_("This is decided by the prosecutor's office that supervises the body holding the report."),
            cite="CPC 193(1)",
        )
    if move.name == "cancel_decision" and report.decided_by and report.decided_by.user_id == by.user_id:
        return Refusal("own_request", N_("You made this decision in another post: somebody else looks at it."))
    return None


def has_applicant(report: Report) -> bool:
    """Whether there is somebody to hand a receipt to and to tell of the decision."""
    return bool(report.last_name or report.organisation)


def why_not_fields(report: Report, move: Move, fields: Mapping[str, Any], at: datetime) -> Refusal | None:
    """What speaks against the typed fields themselves: the ground by its edition, and reasons one can answer."""
    lists = {"not_register": NOT_REGISTERED, "pass_on": PASSED_ON}
    if move.name in lists:
        refusal = why_not_ground(
            lists[move.name],
            str(fields.get("ground", "")),
            facts=_facts(fields.get("facts")),
            source=report.source,
            day=local(at).date(),
        )
        if refusal is not None:
            return refusal
    if "reasons" in move.needs:
        return reasons_long_enough(str(fields.get("reasons", "")), move.cite)
    return None


def _facts(given: object) -> Iterable[str]:
    return [str(fact) for fact in given] if isinstance(given, (list, tuple, set, frozenset)) else []


def reasons_long_enough(reasons: str, cite: str) -> Refusal | None:
    """A decision on somebody's report needs reasons he can answer."""
    if len(reasons.strip()) >= REASONS_AT_LEAST:
        return None
    return Refusal(
        "reasons_too_short",
        N_("Write the reasons, at least %(least)s characters."),
        {"least": REASONS_AT_LEAST},
        cite,
        "reasons",
    )


def why_not_receive(by: Appointment, received_at: datetime, at: datetime) -> Refusal | None:
    """None when `by` keeps the information book and the report was not received in the future."""
    if by.role not in {Role.REGISTRAR, Role.HEAD_OF_INVESTIGATION}:
        return Refusal(
            "wrong_role",
            N_("Reports are entered in the information book by the duty officer or the head of the unit."),
            cite="CPC 185(1)",
        )
    if received_at > at:
        return Refusal(
            "received_in_future",
            N_("The report cannot be received later than now: it is %(moment)s."),
            {"moment": shown(at)},
            field="received_at",
        )
    return None


def event_before(occurred_at: datetime, received_at: datetime) -> Refusal | None:
    """None unless the event is said to lie after the report of it."""
    if occurred_at <= received_at:
        return None
    return Refusal(
        "event_in_future",
        N_("The event cannot be later than the report of it. Check the date and the time."),
        field="occurred_at",
    )


def why_not_addressed_to(office: Office) -> Refusal | None:
    """None for an investigating body that works now and is supervised by somebody."""
    works = office.kind == Office.Kind.POLICE and office.active and office.supervised_by_id is not None
    return None if works else NO_OFFICE


def why_not_transfer_to(report: Report, office: Office | None) -> Refusal | None:
    """None when the report can be given to `office`."""
    if office is None or why_not_addressed_to(office) is not None:
        return replace(NO_OFFICE, field="to_office")
    if office.pk == report.office_id:
        return Refusal("same_office", N_("The report is held by this body already."), field="to_office")
    return None


def birth_date_of(iin: str) -> date | None:
    """The birth date an IIN carries; None for none."""
    try:
        return parse_iin(iin).birth_date if iin else None
    except ValueError:
        return None


def missing(move: Move, fields: Mapping[str, Any]) -> Refusal | None:
    """The first field the move needs and has not been given."""
    return next(iter(law.needed(move, fields)), None)
