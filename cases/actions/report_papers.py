"""A paper that comes after the report: the applicant or the office adds it while nothing is decided yet."""

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_report, refuse_if
from cases.actions.reports import readers, told
from cases.reports import rules
from ecase.documents.actions import enter_upload, keep_upload
from ecase.documents.models import Document
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment


@transaction.atomic
def add_paper(*, report_id: UUID, by: Appointment, at: datetime, file: IO[bytes], name: str) -> Document:
    """Put a paper to an open report; a decision that was drawn up without it has to be drawn up anew.

    Raises Refused: those of `rules.why_not_add_paper`, attached_twice, too_many_papers, and those of the intake.
    """
    report = lock_report(report_id)
    refuse_if(rules.why_not_add_paper(report, by))
    handed_in = Document.objects.filter(case_id=report.pk, act="")
    if handed_in.count() >= rules.MOST_PAPERS:
        words = N_("There are %(most)s papers with this report already. Hand in the others on paper.")
        raise Refused(Refusal("too_many_papers", words, {"most": rules.MOST_PAPERS}, field="file"))
    upload = keep_upload(case_id=report.pk, file=file, name=name)
    # What the office holds is not told to the applicant by a refusal either.
    known = handed_in.filter(made_by__user_id=by.user_id) if by.role == Role.PARTICIPANT else handed_in
    if known.filter(sha256=upload.sha256).exists():
        raise Refused(Refusal("attached_twice", N_("This very file is attached already."), field="file"))
    document = enter_upload(upload, case_id=report.pk, by=by, at=at)
    act = Act(report, by=by, at=at)
    act.wrote(report, document)
    own = by.role == Role.PARTICIPANT
    act.record(
        "report.paper_added",
        public={"sha256": document.sha256, "pages": document.pages},
        private={"name": document.name},
        compartment="parties" if own else "investigation",
    )
    told(report, "report.paper_added", to=readers(report), by=by, at=at)
    return document
