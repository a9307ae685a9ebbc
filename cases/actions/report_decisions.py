"""What is decided on a crime report: to whom it is given, a case, a refusal with its ground, the prosecutor's word.

Each act locks the report first, asks the rule again, writes, closes and starts terms, and records once.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_case, lock_report, refuse_if
from cases.actions.register import register as register_case
from cases.actions.reports import (
    applicant_for_case,
    applicant_posts,
    carry_papers,
    decide,
    heads_of,
    keepers_of,
    prosecutors_of,
    readers,
    told,
)
from cases.models import Case, Report
from cases.reports import rules
from cases.reports.moves import DECISION, MOVES
from ecase.documents.actions import Signed, enter, still_fits
from ecase.law.reports import PASSED_ON, SOURCES
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post

Status = Report.Status
Fields = Mapping[str, Any]
DECIDED = ("status", "ground", "reasons", "decided_at", "decided_by")


@transaction.atomic
def receipt(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """The officer signs the document the applicant is given (185(1))."""
    act, report = _lock(report_id, "receipt", by, at, fields, signed)
    _enter(act, signed)
    act.record("report.receipt", public={"sha256": signed.sha256}, compartment="parties")
    told(report, "report.receipt", to=applicant_posts(report), by=by, at=at)
    return report


@transaction.atomic
def assign(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed | None = None) -> Report:
    """Give the report to an investigator of the office. Raises Refused: not_of_the_office, assigned_already."""
    act, report = _lock(report_id, "assign", by, at, fields)
    chosen = in_post(report.office_id, {Role.INVESTIGATOR}).filter(pk=_pk(fields["investigator"])).first()
    if chosen is None:
        words = N_("Choose an investigator of this office who is in post.")
        raise Refused(Refusal("not_of_the_office", words, field="investigator"))
    if report.assigned_to_id == chosen.pk:
        words = N_("The report is given to this investigator already.")
        raise Refused(Refusal("assigned_already", words, field="investigator"))
    before = report.assigned_to
    report.assigned_to, report.assigned_at = chosen, at
    _save(act, report, "assigned_to", "assigned_at")
    act.record("report.assigned", public={"to": chosen.pk}, private={"to": chosen.user.get_full_name()})
    told(report, "report.assigned", to=[chosen, *([before] if before else [])], by=by, at=at)
    return report


@transaction.atomic
def register(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed | None = None) -> Report:
    """The report becomes a case of the investigator it was given to. Raises Refused as `register.register` does."""
    _act, report = _lock(report_id, "register", by, at, fields)
    taken = {name: fields[name] for name in ("summary", "occurred_at", "place", "qualification")}
    register_case(
        by=by,
        at=at,
        occasion=SOURCES[report.source].occasion,
        region=report.region,
        language=report.language,
        applicant=applicant_for_case(report),
        report=report,
        **taken,
    )
    return Report.objects.select_related(*RELATED).get(pk=report.pk)


@transaction.atomic
def join_case(
    *, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed | None = None
) -> Report:
    """The same event is registered already: the report and its papers go to that case, nothing is counted twice."""
    number = str(fields["number"]).strip()
    found = Case.objects.visible_to(by).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise Refused(rules.NO_CASE)
    case = lock_case(found)
    act, report = _lock(report_id, "join_case", by, at, fields)
    refuse_if(rules.takes_reports(case, report))
    decide(act, report, Status.JOINED, reasons=fields["reasons"])
    report.case = case
    _save(act, report, *DECIDED, "case")
    act.meet_term(None, DECISION)
    act.record(
        "report.joined", public={"case": case.number}, private={"reasons": report.reasons}, compartment="parties"
    )
    of_case = Act(case, by=by, at=at)
    carry_papers(of_case, report)
    of_case.record("report.added", public={"report": report.number}, private={"summary": report.summary})
    told(
        report,
        "report.joined",
        to=[*prosecutors_of(report), *readers(report), case.investigator, *applicant_posts(report)],
        by=by,
        at=at,
    )
    return report


@transaction.atomic
def not_register(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """A signed decision on a ground of the list; its copy goes to the applicant and to the prosecutor (179(1))."""
    act, report = _lock(report_id, "not_register", by, at, fields, signed)
    decide(act, report, Status.NOT_REGISTERED, ground=fields["ground"], reasons=fields["reasons"])
    _enter(act, signed)
    _save(act, report, *DECIDED)
    act.meet_term(None, DECISION)
    _record_decision(act, report, "report.not_registered", signed)
    told(
        report,
        "report.not_registered",
        to=[*prosecutors_of(report), *readers(report), *applicant_posts(report)],
        by=by,
        at=at,
    )
    return report


@transaction.atomic
def pass_on(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """An administrative or disciplinary matter, or one that needs an audit first, goes to whoever it belongs to.

    The days the Code gives for sending it run from receipt and are met by this letter: lateness stays visible.
    """
    act, report = _lock(report_id, "pass_on", by, at, fields, signed)
    decide(act, report, Status.PASSED_ON, ground=fields["ground"], reasons=fields["reasons"])
    report.passed_to = str(fields["passed_to"]).strip()
    _enter(act, signed)
    _save(act, report, *DECIDED, "passed_to")
    act.meet_term(None, DECISION)
    rule = PASSED_ON[report.ground].rule
    act.start_term(rule, report.received_at)
    act.meet_term(None, rule)
    _record_decision(act, report, "report.passed_on", signed)
    told(
        report,
        "report.passed_on",
        to=[*prosecutors_of(report), *readers(report), *applicant_posts(report)],
        by=by,
        at=at,
    )
    return report


@transaction.atomic
def transfer(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """Ask the prosecutor to give the report to another body; the term of the decision goes on meanwhile (186)."""
    act, report = _lock(report_id, "transfer", by, at, fields, signed)
    office = Office.objects.filter(pk=_pk(fields["to_office"])).first()
    refuse_if(rules.why_not_transfer_to(report, office))
    report.to_office, report.status, report.reasons = office, Status.BEFORE_PROSECUTOR, fields["reasons"].strip()
    _enter(act, signed)
    _save(act, report, "to_office", "status", "reasons")
    assert office is not None
    act.record("report.transfer_asked", public=_of(signed, to=office.code), private={"reasons": report.reasons})
    told(report, "report.transfer_asked", to=prosecutors_of(report), by=by, at=at)
    return report


@transaction.atomic
def agree_transfer(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """The prosecutor gives the report to the other body; there it has a term of its own from now on."""
    act, report = _lock(report_id, "agree_transfer", by, at, fields, signed)
    office, before = report.to_office, report.office
    assert office is not None
    # Whoever held or supervised it keeps sight of it: a transfer hides nothing from the one who asked for it.
    kept = {before.pk, before.supervised_by_id, *report.former_offices} - {None}
    left = [*readers(report), *applicant_posts(report)]
    report.office, report.to_office, report.status = office, None, Status.RECEIVED
    report.former_offices = sorted(pk for pk in kept if pk is not None)
    report.assigned_to = report.assigned_at = None
    _enter(act, signed)
    _save(act, report, "office", "to_office", "status", "former_offices", "assigned_to", "assigned_at")
    act.meet_term(None, DECISION)
    act.start_term(DECISION, at)
    act.record("report.transferred", public=_of(signed, to=office.code, was=before.code), compartment="parties")
    told(report, "report.transferred", to=[*left, *heads_of(report), *keepers_of(report)], by=by, at=at)
    return report


@transaction.atomic
def refuse_transfer(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """The report stays where it is; its term has not stood still."""
    act, report = _lock(report_id, "refuse_transfer", by, at, fields, signed)
    report.to_office, report.status, report.reasons = None, Status.RECEIVED, ""
    _enter(act, signed)
    _save(act, report, "to_office", "status", "reasons")
    act.record("report.transfer_refused", public=_of(signed), private={"reasons": fields["reasons"].strip()})
    told(report, "report.transfer_refused", to=readers(report), by=by, at=at)
    return report


@transaction.atomic
def cancel_decision(*, report_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Report:
    """The head of the prosecutor's office cancels an unlawful decision: it waits again, with a new term (193(2))."""
    act, report = _lock(report_id, "cancel_decision", by, at, fields, signed)
    was, ground = report.status, report.ground
    report.status, report.ground, report.reasons, report.passed_to = Status.RECEIVED, "", "", ""
    report.decided_at = report.decided_by = report.case = None
    _enter(act, signed)
    _save(act, report, *DECIDED, "passed_to", "case")
    act.start_term(DECISION, at)
    act.record(
        "report.decision_cancelled",
        public=_of(signed, was=str(was), ground=ground),
        private={"reasons": fields["reasons"].strip()},
        compartment="parties",
    )
    told(report, "report.decision_cancelled", to=[*readers(report), *applicant_posts(report)], by=by, at=at)
    return report


# --- what the acts share ---------------------------------------------------------------------------------


def _lock(
    report_id: UUID, name: str, by: Appointment, at: datetime, fields: Fields, signed: Signed | None = None
) -> tuple[Act, Report]:
    """The report locked, the move judged once more under the lock."""
    from_book = lock_report(report_id)
    report = Report.objects.select_related(*RELATED).get(pk=from_book.pk)
    move = MOVES[name]
    refuse_if(rules.why_not(move, report, by, at))
    refuse_if(rules.missing(move, fields))
    refuse_if(rules.why_not_fields(report, move, fields, at))
    if signed is not None:
        still_fits(signed, subject_id=report.pk, move=name, version=report.version, by=by)
    return Act(report, by=by, at=at), report


RELATED = (
    "office__supervised_by",
    "office__region",
    "book_office",
    "region",
    "to_office",
    "received_by__user",
    "assigned_to__user",
    "decided_by__user",
    "applicant_user",
    "case",
)


def _save(act: Act, report: Report, *fields: str) -> None:
    report.save(update_fields=list(fields))
    act.wrote(report)


def _enter(act: Act, signed: Signed) -> None:
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(document, signature, signed.draft, signed.draft.document)


def _record_decision(act: Act, report: Report, kind: str, signed: Signed) -> None:
    act.record(
        kind, public=_of(signed, ground=report.ground), private={"reasons": report.reasons}, compartment="parties"
    )


def _of(signed: Signed | None, **public: object) -> dict[str, object]:
    return {**public, "sha256": signed.sha256} if signed is not None else public


def _pk(given: object) -> int:
    """The key of a chosen row, whether the form gave the row or its number."""
    text = str(getattr(given, "pk", given))
    return int(text) if text.isdecimal() else 0


PERFORM: dict[str, Callable[..., Report]] = {
    "receipt": receipt,
    "assign": assign,
    "register": register,
    "join_case": join_case,
    "not_register": not_register,
    "pass_on": pass_on,
    "transfer": transfer,
    "agree_transfer": agree_transfer,
    "refuse_transfer": refuse_transfer,
    "cancel_decision": cancel_decision,
}
