"""The doors on a case: register, read, enter people and documents. Moves of its matters stand with them."""

import base64
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases import actions, rules, shapes
from cases.actions.act import refuse_if
from cases.actions.charges import enter_paper_charge
from cases.actions.readings import opened
from cases.forms import ApplicantForm, DefenceForm, PaperChargeForm, ParticipantForm, RegisterForm, UploadForm
from cases.models import Case, Charge, Deadline, Material
from cases.queries import scope, terms
from cases.queries.conduct import why_not_conduct
from cases.queries.manifest import file_seen
from cases.search_api import FILTERS, Search, filtered
from ecase.documents import storage
from ecase.documents.models import Draft
from ecase.web import now, problems
from ecase.web.api import ByIdDescending
from ecase.web.bodies import described, errors_of, read
from ecase.web.doors import Door
from ecase.web.listing import page, sent, whole
from ecase.web.shapes import ProblemShape

NUMBER = OpenApiParameter("number", str, OpenApiParameter.PATH, description="15 digits")
NOT_HERE = OpenApiResponse(ProblemShape, description="nothing here for you")
REFUSED = OpenApiResponse(ProblemShape, description="the law or the state says no")
WRONG_ROLE = OpenApiResponse(ProblemShape, description="not your role")
INVALID = OpenApiResponse(ProblemShape, description="fields to be mended")
PROBLEMS = {400: INVALID, 403: WRONG_ROLE, 404: NOT_HERE, 409: REFUSED}

Applicant = described(ApplicantForm, "Applicant")
RegisterBody = described(RegisterForm, "RegisterBody", applicant=Applicant(required=False, allow_null=True))
ParticipantBody = described(ParticipantForm, "ParticipantBody")
DefenceBody = described(DefenceForm, "DefenceBody")
UploadBody = described(UploadForm, "UploadBody")
PaperChargeBody = described(PaperChargeForm, "PaperChargeBody")


class BySequence(ByIdDescending):
    ordering = "-seq"


class BySheet(ByIdDescending):
    ordering = ("first_sheet", "id")


class ByDue(ByIdDescending):
    """Nearest first."""

    ordering = ("due_at", "id")


class CaseDoor(Door):
    """A door behind which one case lies."""

    def case(self, number: str) -> Case:
        """The case, or 404 for whoever may not know of it."""
        case: Case = get_object_or_404(_cases(self.by), number=number)
        return case

    def sees(self, by: Any, **named: Any) -> bool:
        return bool(_cases(by).filter(number=named["number"]).exists())

    def refuse_others(self, case: Case) -> None:
        """403 for everybody but the investigator who conducts the case; before any field is looked at."""
        refuse_if(why_not_conduct(case, self.by))


def _cases(by: Any) -> Any:
    return Case.objects.visible_to(by).select_related(
        "region", "office", "investigator__user", "investigator__office", "prosecutor__user", "prosecutor__office"
    )


def _charges(cases: Iterable[Case], by: Any) -> dict[UUID, list[Charge]]:
    found: dict[UUID, list[Charge]] = defaultdict(list)
    rows = Charge.objects.visible_to(by).filter(case__in=[case.pk for case in cases], until__isnull=True)
    for charge in rows.order_by("-registered", "since", "id"):
        found[charge.case_id].append(charge)
    return found


class Cases(Door):
    """The reader's cases, newest first; registering one."""

    pagination_class = ByIdDescending

    @extend_schema(parameters=FILTERS, responses={200: shapes.CaseRowShape(many=True)}, operation_id="cases_list")
    def get(self, request: Request) -> Response:
        def told(rows: list[Case]) -> list[dict[str, Any]]:
            charges = _charges(rows, self.by)
            return [shapes.case_row(case, charges[case.pk]) for case in rows]

        return page(self, filtered(_cases(self.by), request, self.by), shapes.CaseRowShape, told)

    @extend_schema(request=RegisterBody, responses={201: shapes.CaseShape, **PROBLEMS}, operation_id="cases_register")
    def post(self, request: Request) -> Response:
        refuse_if(rules.registers(self.by.role))
        errors: dict[str, Any] = {}
        typed: dict[str, Any] = {}
        applicant = None
        try:
            typed = read(RegisterForm, request.data)
        except ValidationError as wrong:
            errors |= wrong.detail  # type: ignore[operator]
        given = request.data.get("applicant") if isinstance(request.data, dict) else None
        if given is not None:
            try:
                applicant = read(ApplicantForm, given, under="applicant")
            except ValidationError as wrong:
                errors |= wrong.detail  # type: ignore[operator]
        if errors:
            raise ValidationError(errors)
        case = actions.register(by=self.by, at=now(), applicant=applicant, **typed)
        case = _cases(self.by).get(pk=case.pk)
        answer = Response(shapes.CaseShape(_whole_case(case, self.by)).data, status=201)
        answer.headers["Location"] = f"/api/v1/cases/{case.number}/"
        return answer


class OneCase(CaseDoor):
    """One case: identity, stage, charge, people and terms in the reader's scope."""

    @extend_schema(parameters=[NUMBER], responses={200: shapes.CaseShape, 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        return Response(shapes.CaseShape(_whole_case(self.case(number), self.by)).data)


def _whole_case(case: Case, by: Any) -> dict[str, Any]:
    language = (get_language() or "ru")[:2]
    charges = _charges([case], by)[case.pk]
    clients = scope.own_clients(by)
    deadlines = list(terms.of_case(case.pk, by))
    at = now()
    return {
        **shapes.case_row(case, charges),
        "occasion": case.occasion,
        "summary": case.summary,
        "occurred_at": case.occurred_at,
        "place": case.place,
        "charges": [shapes.charge_told(charge, language) for charge in charges],
        "participants": [shapes.participant_told(row, by, clients) for row in scope.participants(case, by)],
        "defences": [shapes.defence_told(row, by) for row in scope.defences(case, by)],
        "terms": terms.terms((d for d in deadlines if d.matter_id is None), at),
        "deadlines": terms.terms(deadlines, at),
    }


class Participants(CaseDoor):
    @extend_schema(
        parameters=[NUMBER], responses={200: shapes.ParticipantShape(many=True), 404: NOT_HERE}, filters=False
    )
    def get(self, request: Request, number: str) -> Response:
        clients = scope.own_clients(self.by)
        rows = scope.participants(self.case(number), self.by)
        return whole((shapes.participant_told(row, self.by, clients) for row in rows), shapes.ParticipantShape)

    @extend_schema(parameters=[NUMBER], request=ParticipantBody, responses={201: shapes.ParticipantShape, **PROBLEMS})
    def post(self, request: Request, number: str) -> Response:
        case = self.case(number)
        self.refuse_others(case)
        row = actions.add_participant(case_id=case.pk, by=self.by, at=now(), **read(ParticipantForm, request.data))
        return Response(shapes.ParticipantShape(shapes.participant_told(row, self.by, set())).data, status=201)


class Defences(CaseDoor):
    @extend_schema(parameters=[NUMBER], responses={200: shapes.DefenceShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        rows = scope.defences(self.case(number), self.by)
        return whole((shapes.defence_told(row, self.by) for row in rows), shapes.DefenceShape)

    @extend_schema(parameters=[NUMBER], request=DefenceBody, responses={201: shapes.DefenceShape, **PROBLEMS})
    def post(self, request: Request, number: str) -> Response:
        case = self.case(number)
        self.refuse_others(case)
        typed = read(DefenceForm, request.data)
        row = actions.add_defence(
            case_id=case.pk,
            participant_id=typed["participant"],
            lawyer=typed["lawyer"],
            warrant=typed["warrant"],
            by=self.by,
            at=now(),
        )
        return Response(shapes.DefenceShape(shapes.defence_told(row, self.by)).data, status=201)


class Charges(CaseDoor):
    @extend_schema(parameters=[NUMBER], responses={200: shapes.ChargeShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        language = (get_language() or "ru")[:2]
        case = self.case(number)
        rows = Charge.objects.visible_to(self.by).filter(case=case).order_by("-registered", "since", "id")
        return whole((shapes.charge_told(row, language) for row in rows), shapes.ChargeShape)

    @extend_schema(
        description="Only in a case on paper: a charge that a ruling on paper has brought.",
        parameters=[NUMBER],
        request=PaperChargeBody,
        responses={201: shapes.ChargeShape, **PROBLEMS},
    )
    def post(self, request: Request, number: str) -> Response:
        case = self.case(number)
        self.refuse_others(case)
        typed = read(PaperChargeForm, request.data)
        row = enter_paper_charge(
            case_id=case.pk, participant_id=typed.pop("participant"), by=self.by, at=now(), **typed
        )
        return Response(shapes.ChargeShape(shapes.charge_told(row, (get_language() or "ru")[:2])).data, status=201)


class Materials(CaseDoor):
    """The file of the case, sheet by sheet, as far as the reader may open it."""

    pagination_class = BySheet

    @extend_schema(parameters=[NUMBER], responses={200: shapes.MaterialShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        rows = scope.materials(self.case(number), self.by)
        return page(
            self, rows, shapes.MaterialShape, lambda found: [shapes.material_told(row) for row in found], BySheet
        )

    @extend_schema(
        parameters=[NUMBER],
        request={"multipart/form-data": UploadBody},
        responses={201: shapes.MaterialShape, **PROBLEMS},
    )
    def post(self, request: Request, number: str) -> Response:
        case = self.case(number)
        self.refuse_others(case)
        form = UploadForm(request.data if isinstance(request.data, dict) else {}, request.FILES)
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        typed = form.cleaned_data
        row = actions.file_upload(
            case_id=case.pk,
            by=self.by,
            at=now(),
            file=typed["file"],
            name=typed["file"].name,
            title=typed["title"],
            kind=typed["kind"],
            compartment=typed["access"],
            episode=typed["episode"],
        )
        return Response(shapes.MaterialShape(shapes.material_told(row)).data, status=201)


class MaterialFile(Door):
    """The bytes of a document, through its only door."""

    @extend_schema(responses={(200, "application/octet-stream"): bytes, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> HttpResponse:
        row = get_object_or_404(Material.objects.visible_to(self.by).select_related("document"), pk=id)
        opened(material=row, by=self.by, at=now())
        document = row.document
        return _bytes(document, name=document.name, inline=bool(document.act))


class DraftFile(Door):
    """The bytes of a draft, for the one it was made for while he may see the case."""

    @extend_schema(responses={(200, "application/pdf"): bytes, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> HttpResponse:
        ready = Draft.objects.select_related("document").filter(scope.drafts_seen(self.by), document__isnull=False)
        draft = get_object_or_404(ready, pk=id)
        return _bytes(draft.document, name=f"{draft.act}.pdf", inline=True)


def _bytes(document: Any, *, name: str, inline: bool) -> HttpResponse:
    try:
        file = storage.open(document.case_id, document.sha256)
    except storage.Damaged:
        return problems.answer(409, _("Damaged"), _("The stored bytes are not what was filed."), code="damaged")
    response = sent(file, name=name, media_type=document.media_type, sha256=document.sha256, inline=inline)
    # For scripts that compare: the same digest as in the list, in the form of RFC 9530.
    response.headers["Content-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(document.sha256)).decode()}:"
    return response


class CaseDeadlines(CaseDoor):
    """The terms of the case in the reader's scope, nearest first."""

    pagination_class = ByDue

    @extend_schema(parameters=[NUMBER], responses={200: shapes.TermShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        at = now()
        rows: Any = terms.of_case(self.case(number).pk, self.by)

        def told(found: list[Deadline]) -> list[terms.Term]:
            return terms.several(found, at)

        return page(self, rows, shapes.TermShape, told, ByDue)


class Log(CaseDoor):
    """What was done in the case, newest first, as far as the reader may know of it."""

    pagination_class = BySequence

    @extend_schema(parameters=[NUMBER], responses={200: shapes.EntryShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        rows = scope.log(self.case(number), self.by)
        return page(self, rows, shapes.EntryShape, lambda found: [shapes.entry_told(row) for row in found], BySequence)


class Manifest(CaseDoor):
    """What the reader sees of the file, and what the law keeps from him."""

    @extend_schema(parameters=[NUMBER], responses={200: shapes.ManifestShape, 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        case = self.case(number)
        visible = [shapes.material_told(row) for row in scope.materials(case, self.by)]
        seen = file_seen(case, self.by).told()
        told = {"number": case.number, "visible": visible, "withheld": scope.withheld(self.by), **seen}
        return Response(shapes.ManifestShape(told).data)


urlpatterns = [
    path("search/", Search.as_view()),
    path("cases/", Cases.as_view()),
    path("cases/<number:number>/", OneCase.as_view()),
    path("cases/<number:number>/participants/", Participants.as_view()),
    path("cases/<number:number>/defences/", Defences.as_view()),
    path("cases/<number:number>/charges/", Charges.as_view()),
    path("cases/<number:number>/materials/", Materials.as_view()),
    path("cases/<number:number>/deadlines/", CaseDeadlines.as_view()),
    path("cases/<number:number>/log/", Log.as_view()),
    path("cases/<number:number>/manifest/", Manifest.as_view()),
    path("materials/<uuid:id>/file/", MaterialFile.as_view()),
    path("drafts/<uuid:id>/pdf/", DraftFile.as_view()),
]
