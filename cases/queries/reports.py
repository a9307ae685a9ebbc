"""The information book as somebody reads it: lists, filters, search, terms and the record of a report. Reading only."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value

from cases.models import Deadline, Report
from cases.models.reports import ReportQuerySet
from cases.reports.moves import DECISION
from cases.reports.rules import given_away
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, Office

Status = Report.Status
LIVE = {"met_at__isnull": True, "ended_at__isnull": True}
OFFICE = ("waiting", "late", "before_prosecutor", "decided", "not_registered", "")
OVERSIGHT = ("before_prosecutor", "late", "not_registered", "waiting", "")
CHIPS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(PROSECUTION, OVERSIGHT),
    Role.INVESTIGATOR: ("waiting", "late", "decided", ""),
}
TITLES: dict[str, str] = {
    "waiting": N_("Wait for a decision"),
    "late": N_("Overdue"),
    "before_prosecutor": N_("Before the prosecutor"),
    "decided": N_("Became a case"),
    "not_registered": N_("Not registered or passed on"),
    "": N_("All"),
}
PRESSING = frozenset({"waiting", "late", "before_prosecutor"})
COUNTED = frozenset({"waiting", "late", "before_prosecutor"})
WAITING = (Status.RECEIVED, Status.BEFORE_PROSECUTOR)
REFUSED = (Status.NOT_REGISTERED, Status.PASSED_ON)
GIVEN_AWAY = "given_away"
"""What stands for the status where the reader's office has given the report to another; no status of the row."""


def with_terms(rows: QuerySet[Report]) -> Any:
    """Reports with the end and the start of their running term of decision."""
    running = Deadline.objects.filter(report=OuterRef("pk"), rule=DECISION, **LIVE).order_by("due_at")
    return rows.annotate(
        due_at=Subquery(running.values("due_at")[:1]), term_starts_at=Subquery(running.values("starts_at")[:1])
    )


def chips_of(by: Appointment) -> tuple[str, ...]:
    """The filters of the reader's list; the first is the one it opens with."""
    return CHIPS.get(by.role, OFFICE)


def chosen(rows: ReportQuerySet, name: str, by: Appointment, at: datetime) -> QuerySet[Any]:
    """Those of `rows` (with terms) that a filter shows `by`."""
    return rows.held_for(by).filter(FILTERS[name](at)) if name in FILTERS else rows


def in_order(rows: QuerySet[Any], name: str, after: UUID | None) -> QuerySet[Any]:
    """`rows` (with terms) as a filter shows them, those behind `after` only: what waits by its clock, else newest."""
    if name not in PRESSING:
        return (rows if after is None else rows.filter(pk__lt=after)).order_by("-pk")
    if after is not None:
        due = rows.filter(pk=after).values_list("due_at", flat=True).first()
        behind = Q(due_at__gt=due) | Q(due_at=due, pk__gt=after) | Q(due_at__isnull=True)
        rows = rows.filter(behind if due is not None else Q(due_at__isnull=True, pk__gt=after))
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk")


FILTERS: dict[str, Callable[[datetime], Q]] = {
    "waiting": lambda at: Q(status__in=WAITING),
    "late": lambda at: Q(status__in=WAITING, due_at__lte=at),
    "before_prosecutor": lambda at: Q(status=Status.BEFORE_PROSECUTOR),
    "decided": lambda at: Q(status__in=(Status.REGISTERED, Status.JOINED)),
    "not_registered": lambda at: Q(status__in=REFUSED),
}


def counts(rows: ReportQuerySet, by: Appointment, at: datetime) -> dict[str, int]:
    """How many wait, and how late, by filter, in one statement; what is decided is a history and is not counted."""
    wanted = {f"n_{name}": Count("pk", filter=FILTERS[name](at)) for name in chips_of(by) if name in COUNTED}
    found = rows.held_for(by).filter(status__in=WAITING).aggregate(**wanted)
    return {name.removeprefix("n_"): number for name, number in found.items()}


def waiting_reports(by: Appointment, at: datetime) -> QuerySet[Any, dict[str, int]]:
    """How many reports wait for a decision, and how many of them too long, as one row; none where none waits."""
    rows = (
        with_terms(Report.objects.visible_to(by).held_for(by))
        .filter(status__in=WAITING)
        .order_by()
        .values(every=Value(1))
    )
    return rows.annotate(waiting=Count("pk"), late=Count("pk", filter=FILTERS["late"](at)))


def searched(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By line of the book, IIN, the applicant's surname or the organisation."""
    digits = text.replace(" ", "").replace("\u00a0", "")
    year, dash, serial = digits.partition("-")
    if dash and year.isdecimal() and serial.isdecimal() and len(digits) < 16:
        return rows.filter(year=int(year), serial=int(serial))
    if digits.isdecimal():
        if len(digits) == 12:
            return rows.filter(iin=digits)
        return rows.filter(serial=int(digits)) if len(digits) < 10 else rows.none()
    word = text.split()[0]
    return rows.filter(Q(last_name__istartswith=word) | Q(organisation__icontains=text))


def last_seen(report: Report, by: Appointment) -> Entry | None:
    """The entry by which the office of `by` gave the report away: what follows it is another's.

    None where it is in hand still, and where no such entry is found: `given_away` tells the two apart, and in the
    second nothing at all is read, for nobody can say where the reader's part of it ends.
    """
    if not given_away(report, by):
        return None
    known: dict[int, Entry | None] = report.__dict__.setdefault("_last_seen", {})
    if by.pk in known:
        return known[by.pk]  # asked for the terms, the papers and the record of one page
    own = Office.objects.filter(supervised_by_id=by.office_id) if by.role in PROSECUTION else [by.office]
    codes = {office.code for office in own}
    rows = Entry.objects.filter(stream__case_id=report.pk, stream__kind="report", kind="report.transferred")
    found = next((entry for entry in rows.order_by("-seq") if entry.facts.get("was") in codes), None)
    known[by.pk] = found
    return found


def as_it_was(report: Report, by: Appointment) -> Report:
    """The report in hand, without what others did with it after the office of `by` gave it away. Not to be saved."""
    if given_away(report, by):
        report.assigned_to = report.assigned_at = report.case = report.decided_at = report.decided_by = None
        report.to_office, report.status = None, GIVEN_AWAY
        report.ground = report.reasons = report.passed_to = ""
        report.due_at = report.term_starts_at = None
    return report


def terms_of(report: Report, by: Appointment) -> list[Deadline]:
    """The terms of a report the reader sees already, without those that another replaced."""
    rows = list(Deadline.objects.filter(report=report).order_by("starts_at", "due_at", "id"))
    if given_away(report, by):
        left = last_seen(report, by)
        rows = [row for row in rows if left is not None and row.starts_at < left.at]
    replaced = {row.replaces_id for row in rows if row.replaces_id}
    return [row for row in rows if row.pk not in replaced]


def log_of(report: Report, by: Appointment) -> QuerySet[Entry]:
    """What was done to a report the reader sees already, newest first; the applicant is told of decisions."""
    rows = Entry.objects.filter(stream__case_id=report.pk, stream__kind="report").order_by("-seq")
    if given_away(report, by):
        left = last_seen(report, by)
        rows = rows.filter(seq__lte=left.seq) if left is not None else rows.none()
    return rows.filter(compartment="parties") if by.role == Role.PARTICIPANT else rows
