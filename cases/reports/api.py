"""The doors on crime reports: the book, one report, its papers and moves; a person's own electronic statement."""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import statements
from cases.actions.act import refuse_if
from cases.actions.report_papers import add_paper
from cases.actions.reports import APPLICANT, receive
from cases.models import Report
from cases.move_doors import MakeDraft, MakeMove, MatterDoor, Moves, move_body, signed_with
from cases.queries import reports as queries
from cases.reports import shapes
from cases.reports.forms import FORMS, PaperForm, ReceiveForm, StatementForm
from cases.reports.papers import papers_for
from cases.reports.resource import REPORT, visible
from cases.reports.rules import why_not_add_paper, why_not_receive
from cases.shapes import DraftShape, MoveShape
from ecase.documents import storage
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.web import now, problems
from ecase.web.api import ByIdDescending
from ecase.web.bodies import described, errors_of, read
from ecase.web.doors import Door
from ecase.web.listing import page, sent
from ecase.web.shapes import ProblemShape

NOT_HERE = OpenApiResponse(ProblemShape, description="nothing here for you")
PROBLEMS = {
    400: OpenApiResponse(ProblemShape, description="fields to be mended"),
    403: OpenApiResponse(ProblemShape, description="not your role"),
    404: NOT_HERE,
    409: OpenApiResponse(ProblemShape, description="the law or the state says no"),
}
TAKEN = (
    "source", "language", "region", "summary", "occurred_at", "place", "received_at", "warned", "protocol",
)  # fmt: skip


class TypedReport(ReceiveForm):
    """The form of the page without its file: papers are handed in at the desk."""

    file = None  # type: ignore[assignment]


ReportBody = described(TypedReport, "ReportBody")
StatementBody = described(StatementForm, "StatementBody", office=serializers.CharField(help_text="code of the body"))
PaperBody = described(PaperForm, "ReportPaperBody")
ReportMoveBody = move_body("ReportMoveBody", *FORMS.values())


class SignBody(serializers.Serializer[Any]):
    signature = serializers.CharField(help_text='base64 CMS, or "demo" for a demo account')


class Reports(Door):
    """The reports the reader answers for, newest line first; entering one in the book."""

    pagination_class = ByIdDescending

    @extend_schema(
        parameters=[OpenApiParameter("show", str, enum=[name for name in queries.TITLES if name])],
        responses={200: shapes.ReportRowShape(many=True)},
        operation_id="reports_list",
    )
    def get(self, request: Request) -> Response:
        at = now()
        name = request.query_params.get("show", "")
        if name not in queries.TITLES:
            raise ValidationError({"show": [_("There is no such filter.")]})
        rows = queries.chosen(queries.with_terms(visible(self.by)), name, self.by, at)
        return page(self, rows, shapes.ReportRowShape, lambda found: shapes.rows_told(found, self.by, at))

    @extend_schema(request=ReportBody, responses={201: shapes.ReportShape, **PROBLEMS}, operation_id="reports_receive")
    def post(self, request: Request) -> Response:
        at = now()
        refuse_if(why_not_receive(self.by, at, at))
        typed = read(TypedReport, request.data)
        report = receive(by=self.by, at=at, **{name: typed[name] for name in (*TAKEN, *APPLICANT)})
        return entered(report.pk, self.by)


def entered(report_id: UUID, by: Any) -> Response:
    report = visible(by).get(pk=report_id)
    answer = Response(shapes.ReportShape(shapes.whole(report, by, now())).data, status=201)
    answer.headers["Location"] = f"/api/v1/reports/{report_id}/"
    return answer


class ReportDoor(MatterDoor):
    resource = REPORT
    shape = shapes.ReportShape

    def told(self, subject: Report, at: datetime) -> dict[str, Any]:
        return shapes.whole(subject, self.by, at)


class OneReport(ReportDoor):
    @extend_schema(responses={200: shapes.ReportShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(self.shape(self.told(self.subject(id), now())).data)


class ReportMoves(ReportDoor, Moves):
    @extend_schema(responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return super().get(request, id)


class DraftReportMove(ReportDoor, MakeDraft):
    @extend_schema(request=ReportMoveBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class MakeReportMove(ReportDoor, MakeMove):
    @extend_schema(request=ReportMoveBody, responses={200: shapes.ReportShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class ReportPapers(ReportDoor):
    """Adding a paper to a report that is still open."""

    @extend_schema(request={"multipart/form-data": PaperBody}, responses={201: shapes.ReportPaperShape, **PROBLEMS})
    def post(self, request: Request, id: UUID) -> Response:
        report = self.subject(id)
        refuse_if(why_not_add_paper(report, self.by))
        form = PaperForm(request.data if isinstance(request.data, dict) else {}, request.FILES)
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        file = form.cleaned_data["file"]
        paper = add_paper(report_id=report.pk, by=self.by, at=now(), file=file, name=file.name)
        return Response(shapes.ReportPaperShape(shapes.paper_told(report, paper)).data, status=201)


class ReportPaper(ReportDoor):
    """The bytes of a paper of a report."""

    @extend_schema(responses={(200, "application/octet-stream"): bytes, 404: NOT_HERE})
    def get(self, request: Request, id: UUID, document: UUID) -> HttpResponse:
        paper = papers_for(self.subject(id), self.by).filter(pk=document).first()
        if paper is None:
            raise Http404
        return _bytes(paper.case_id, paper.sha256, paper.name, paper.media_type, inline=bool(paper.act))


def _bytes(folder: UUID, sha256: str, name: str, media_type: str, *, inline: bool) -> HttpResponse:
    try:
        file = storage.open(folder, sha256)
    except storage.Damaged:
        return problems.answer(409, _("Damaged"), _("The stored bytes are not what was filed."), code="damaged")
    return sent(file, name=name, media_type=media_type, sha256=sha256, inline=inline)


# --- the electronic statement --------------------------------------------------------------------------------


class StatementTyped(StatementForm):
    """The form of the page; the body is named by its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].to_field_name = "code"  # type: ignore[attr-defined]


class Statements(Door):
    """A person's statement made ready: its sheet to look at; nothing is entered before it is signed."""

    @extend_schema(
        request=StatementBody, responses={201: DraftShape, **PROBLEMS}, operation_id="reports_statements_lay_out"
    )
    def post(self, request: Request) -> Response:
        if self.by.role != Role.PARTICIPANT:
            raise Refused(statements.NOT_A_PERSON)
        ready = statements.lay_out(by=self.by, at=now(), fields=read(StatementTyped, request.data))
        laid = statements.laid_out(self.by, ready)
        assert laid is not None
        told = {
            "draft": ready,
            "sha256": laid["sha256"],
            "pdf": f"/api/v1/reports/statements/{ready}/pdf/",
            "to_sign": base64.b64encode(bytes.fromhex(laid["sha256"])).decode(),
        }
        return Response(DraftShape(told).data, status=201)


class SendStatement(Door):
    """The signature sends it: entered in the book, with the receipt, at once."""

    @extend_schema(
        request=SignBody, responses={201: shapes.ReportShape, **PROBLEMS}, operation_id="reports_statements_send"
    )
    def post(self, request: Request, id: UUID) -> Response:
        body = request.data if isinstance(request.data, dict) else {}
        _draft, signature = signed_with(body)
        if statements.laid_out(self.by, id) is None:
            raise Http404
        statements.submit(report_id=id, by=self.by, at=now(), signature=signature)
        return entered(id, self.by)


class StatementPdf(Door):
    """The sheet of the statement, for its author alone."""

    @extend_schema(responses={(200, "application/pdf"): bytes, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> HttpResponse:
        laid = statements.laid_out(self.by, id)
        if laid is None:
            raise Http404
        return _bytes(id, laid["sha256"], laid["name"], "application/pdf", inline=True)


urlpatterns = [
    path("reports/", Reports.as_view()),
    path("reports/statements/", Statements.as_view()),
    path("reports/statements/<uuid:id>/", SendStatement.as_view()),
    path("reports/statements/<uuid:id>/pdf/", StatementPdf.as_view()),
    path("reports/<uuid:id>/", OneReport.as_view()),
    path("reports/<uuid:id>/moves/", ReportMoves.as_view()),
    path("reports/<uuid:id>/moves/<slug:name>/draft/", DraftReportMove.as_view()),
    path("reports/<uuid:id>/moves/<slug:name>/", MakeReportMove.as_view()),
    path("reports/<uuid:id>/papers/", ReportPapers.as_view()),
    path("reports/<uuid:id>/papers/<uuid:document>/", ReportPaper.as_view()),
]
