"""Where the doors find everything about a crime report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cases.actions.report_decisions import PERFORM, RELATED
from cases.models import Report
from cases.moving import Resource
from cases.reports import rules
from cases.reports.acts import context
from cases.reports.forms import form_of
from cases.reports.moves import MOVES
from ecase.law.moves import Move
from ecase.law.words import Refusal
from ecase.people.models import Appointment


def visible(by: Appointment) -> QuerySet[Report]:
    """The reports `by` may know of, with what every door shows of them."""
    return Report.objects.visible_to(by).select_related(*RELATED)


def against(report: Report, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Refusal | None:
    return rules.why_not_fields(report, move, fields, at)


REPORT = Resource(
    name="report",
    argument="report_id",
    visible=visible,
    moves=lambda report: MOVES,
    why_not=rules.why_not,
    forms=form_of,
    context=context,
    perform=PERFORM,
    url=lambda report, by: f"/reports/{report.pk}/",
    file=lambda report: report,
    version=lambda report: report.version,
    against=against,
)
