"""A crime report as its doors answer it, field by field."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rest_framework import serializers

from cases.models import Deadline, Report
from cases.move_doors import moves_told
from cases.queries import terms
from cases.queries.report_codes import case_number
from cases.queries.reports import as_it_was, terms_of
from cases.reports.moves import DECISION, STATUS_TITLES
from cases.reports.papers import papers_for
from cases.reports.resource import REPORT
from cases.reports.rules import given_away
from cases.shapes import MoveShape, TermShape
from ecase.documents.models import Document
from ecase.law.acts import ACTS
from ecase.law.reports import GROUNDS, SOURCES
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.says import cited, say
from ecase.web.shapes import PersonShape, Shape, person

KEEPS_BOOK = frozenset({Role.REGISTRAR, Role.HEAD_OF_INVESTIGATION})


class ReportRowShape(Shape):
    """One line of the information book."""

    id = serializers.UUIDField()
    number = serializers.CharField(help_text="the line of the book, year and serial")
    source_ = serializers.CharField()
    source_title = serializers.CharField()
    status = serializers.CharField()
    status_title = serializers.CharField()
    applicant = serializers.CharField(allow_blank=True)
    summary = serializers.CharField()
    book_office = serializers.CharField()
    office = serializers.CharField(help_text="who holds it now")
    received_at = serializers.DateTimeField()
    assigned_to = PersonShape(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="end of the running term of the decision")
    overdue = serializers.BooleanField()
    case = serializers.CharField(
        allow_null=True, help_text="number of the case it became; in lists only for whoever sees that case"
    )

    def get_fields(self) -> dict[str, Any]:
        """`source` is a word of the serializer itself, so the name is put right here."""
        return {name.rstrip("_"): field for name, field in super().get_fields().items()}


class ReportPaperShape(Shape):
    id = serializers.UUIDField()
    title = serializers.CharField()
    act = serializers.CharField(allow_blank=True)
    pages = serializers.IntegerField()
    size = serializers.IntegerField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    made_at = serializers.DateTimeField()
    file = serializers.CharField(help_text="where the bytes are")


class ReportShape(ReportRowShape):
    """One report with its terms, papers and moves."""

    language = serializers.CharField()
    region = serializers.CharField()
    iin = serializers.CharField(allow_blank=True)
    identity = serializers.CharField(allow_blank=True)
    organisation = serializers.CharField(allow_blank=True)
    last_name = serializers.CharField(allow_blank=True)
    first_name = serializers.CharField(allow_blank=True)
    patronymic = serializers.CharField(allow_blank=True)
    birth_date = serializers.DateField(allow_null=True)
    address = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    speaks = serializers.CharField(allow_blank=True)
    needs_interpreter = serializers.BooleanField()
    interpreter = serializers.CharField(allow_blank=True)
    warned_at = serializers.DateTimeField(allow_null=True)
    occurred_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField(allow_blank=True)
    received_by = PersonShape(allow_null=True)
    assigned_at = serializers.DateTimeField(allow_null=True)
    to_office = serializers.CharField(allow_null=True)
    ground = serializers.CharField(allow_blank=True)
    ground_title = serializers.CharField(allow_blank=True)
    ground_cite = serializers.CharField(allow_blank=True)
    reasons = serializers.CharField(allow_blank=True)
    passed_to = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = PersonShape(allow_null=True)
    check_code = serializers.CharField(allow_null=True, help_text="for those who keep the book and for the applicant")
    version = serializers.IntegerField()
    deadlines = TermShape(many=True)
    papers = ReportPaperShape(many=True)
    moves = MoveShape(many=True)


PLAIN = (
    "status", "summary", "received_at", "language", "iin", "identity", "organisation", "last_name", "first_name",
    "patronymic", "birth_date", "address", "phone", "speaks", "needs_interpreter", "interpreter", "warned_at",
    "occurred_at", "place", "assigned_at", "ground", "reasons", "passed_to", "decided_at", "version",
)  # fmt: skip


def rows_told(reports: Iterable[Report], by: Appointment, at: datetime) -> list[dict[str, Any]]:
    """Reports as `ReportRowShape` takes them; their terms come in one statement."""
    found = list(reports)
    live = Deadline.objects.filter(report__in=found, rule=DECISION, met_at__isnull=True, ended_at__isnull=True)
    running = dict(live.values_list("report_id", "due_at"))
    return [
        _row(as_it_was(report, by), None if given_away(report, by) else running.get(report.pk), at) for report in found
    ]


def _row(report: Report, due_at: datetime | None, at: datetime) -> dict[str, Any]:
    return {
        "id": report.pk,
        "number": report.number,
        "source": report.source,
        "source_title": say(SOURCES[report.source].title),
        "status": report.status,
        "status_title": say(STATUS_TITLES[report.status]),
        "applicant": report.full_name or report.organisation,
        "summary": report.summary,
        "book_office": str(report.book_office),
        "office": str(report.office),
        "received_at": report.received_at,
        "assigned_to": person(report.assigned_to),
        "due_at": due_at,
        "overdue": due_at is not None and at >= due_at,
        "case": report.case.number if report.case else None,
    }


def whole(report: Report, by: Appointment, at: datetime) -> dict[str, Any]:
    """One report as `ReportShape` takes it."""
    # Nothing is decided by what only waits for the prosecutor, or went with a transfer: the applicant reads decisions.
    undecided = by.role == Role.PARTICIPANT and report.decided_at is None
    moves = moves_told(REPORT, report, by, at)
    report = as_it_was(report, by)
    ground = None if undecided else GROUNDS.get(report.ground)
    knows_code = (by.role in KEEPS_BOOK and not given_away(report, by)) or report.applicant_user_id == by.user_id
    return {
        **rows_told([report], by, at)[0],
        "case": case_number(report) or None,
        **{name: getattr(report, name) for name in PLAIN},
        **({"ground": "", "reasons": ""} if undecided else {}),
        "region": report.region.code,
        "received_by": person(report.received_by),
        "to_office": str(report.to_office) if report.to_office and not undecided else None,
        "ground_title": say(ground.title) if ground else "",
        "ground_cite": cited(ground.cite) if ground else "",
        "decided_by": person(report.decided_by),
        "check_code": report.check_code if knows_code else None,
        "deadlines": terms.several(terms_of(report, by), at),
        "papers": [paper_told(report, paper) for paper in papers_for(report, by)],
        "moves": moves,
    }


def paper_told(report: Report, paper: Document) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "title": say(ACTS[paper.act].title) if paper.act in ACTS else paper.name,
        "act": paper.act,
        "pages": paper.pages,
        "size": paper.size,
        "media_type": paper.media_type,
        "sha256": paper.sha256,
        "made_at": paper.made_at,
        "file": f"/api/v1/reports/{report.pk}/papers/{paper.pk}/",
    }
