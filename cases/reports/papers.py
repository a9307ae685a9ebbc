"""The papers of a report: what was handed in and what was signed. Reading only."""

from django.db.models import Q, QuerySet

from cases.models import Report
from cases.queries.reports import last_seen
from cases.reports.rules import given_away
from ecase.documents.models import Document, Draft
from ecase.law.roles import Role
from ecase.people.models import Appointment

# What is addressed to the applicant, besides what he handed in himself (CPC 179, 185).
TO_APPLICANT = frozenset(
    {
        "statement_written", "registration_document", "ruling_not_registered", "transfer_report",
        "report_transfer_agreed", "ruling_cancel_report_decision",
    }
)  # fmt: skip


def papers_of(report: Report) -> QuerySet[Document]:
    """The documents of the report without the drafts they were signed from, oldest first."""
    drafts = Draft.objects.filter(case_id=report.pk, document__isnull=False)
    return Document.objects.filter(case_id=report.pk).exclude(pk__in=drafts.values("document_id")).order_by("id")


def papers_for(report: Report, by: Appointment) -> QuerySet[Document]:
    """Those of them that `by` reads; the report itself is visible to him already."""
    papers = papers_of(report)
    if by.role == Role.PARTICIPANT:
        return papers.filter(Q(act__in=TO_APPLICANT) | Q(act="", made_by__user_id=by.user_id))
    if not given_away(report, by):
        return papers
    left = last_seen(report, by)
    return papers.none() if left is None else papers.filter(made_at__lte=left.at)
