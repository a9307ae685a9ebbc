"""The doors on sanctions: begin a request, read it, make its moves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions.act import refuse_if
from cases.api import NOT_HERE, NUMBER, PROBLEMS, CaseDoor
from cases.models import Case, Material
from cases.move_doors import MakeDraft, MakeMove, MatterDoor, Moves, move_body
from cases.shapes import DraftShape, MoveShape
from ecase.law.kinds_all import KINDS
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.api import ByIdDescending
from ecase.web.bodies import bound
from ecase.web.doors import Door
from ecase.web.listing import page
from sanctions import actions, rules, shapes
from sanctions.forms import every_form, request_form, request_form_in, roots_of
from sanctions.models import Sanction
from sanctions.resource import SANCTION, visible
from sanctions.sheets import SHEETS

_CITED = serializers.ListField(
    child=serializers.CharField(),
    required=False,
    help_text='sheets of the file: "<material>" or, for fewer sheets, "<material>:98-99"',
)
RequestBody = move_body(
    "RequestBody",
    *(request_form(code) for code in KINDS),
    why=serializers.DictField(
        child=serializers.CharField(), required=False, help_text="written reason for each check not met, by its code"
    ),
    materials=serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        help_text="the papers that bear the request out, with all their sheets",
    ),
    cited=_CITED,
)
SanctionMoveBody = move_body("SanctionMoveBody", *every_form(), cited=_CITED)


class CaseSanctions(CaseDoor):
    """The requests of a case; a new one is a draft that binds nobody."""

    pagination_class = ByIdDescending

    @extend_schema(parameters=[NUMBER], responses={200: shapes.SanctionShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        at = now()
        # Covert requests are listed in their own room and nowhere else.
        rows = visible(self.by).filter(case=self.case(number)).exclude(matter__compartment="covert")
        return page(self, rows, shapes.SanctionShape, lambda found: shapes.told(found, self.by, at))

    @extend_schema(parameters=[NUMBER], request=RequestBody, responses={201: shapes.WholeSanctionShape, **PROBLEMS})
    def post(self, request: Request, number: str) -> Response:
        case = self.case(number)
        code = str(request.data.get("kind") or "arrest")
        if code not in KINDS:
            self.refuse_others(case)
            raise Refused(actions.UNKNOWN_KIND)
        refuse_if(rules.why_not_ask(KINDS[code], case, self.by, now()))
        _of_this_case(request.data.get("materials"), case, self)
        form = bound(request_form_in(code, case, self.by), _with_sheets(request.data))
        row = actions.request(
            case_id=case.pk,
            kind=code,
            by=self.by,
            at=now(),
            **roots_of(form),
            **{**form.values(), "why": _reasons(request.data.get("why"))},
        )
        row = visible(self.by).get(pk=row.pk)
        answer = Response(shapes.WholeSanctionShape(shapes.whole(row, self.by, now(), looked=True)).data, status=201)
        answer.headers["Location"] = f"/api/v1/sanctions/{row.pk}/"
        return answer


def _reasons(given: object) -> dict[str, str]:
    """The written reasons of a body. Raises ValidationError."""
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        raise ValidationError({"why": [_("Send an object: the code of a check and the reason in words.")]})
    return {str(code): text for code, text in given.items()}


def _with_sheets(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with its materials among the sheets that are cited."""
    cited, whole = body.get(SHEETS), body.get("materials")
    if cited is None and whole is None:
        return dict(body)
    if cited is not None and not isinstance(cited, list):
        raise ValidationError({SHEETS: [_("Send a list of codes.")]})
    return {**body, SHEETS: [*(cited or []), *map(str, whole or [])]}


def _of_this_case(named: object, case: Case, door: Door) -> None:
    """The materials a request names are in the file of its case. Raises ValidationError."""
    if named is None:
        return
    refused = ValidationError({"materials": [_("Name materials of this case by their identifiers.")]})
    if not isinstance(named, list):
        raise refused
    try:
        ids = {UUID(str(one)) for one in named}
    except ValueError:
        raise refused from None
    if Material.objects.visible_to(door.by).filter(case=case, pk__in=ids).count() != len(ids):
        raise refused


class SanctionDoor(MatterDoor):
    resource = SANCTION
    shape = shapes.WholeSanctionShape

    def told(self, subject: Sanction, at: datetime) -> dict[str, Any]:
        return shapes.whole(subject, self.by, at, looked=self.request.query_params.get("checks") == "1")


class OneSanction(SanctionDoor):
    @extend_schema(responses={200: shapes.WholeSanctionShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(self.shape(self.told(self.subject(id), now())).data)


class SanctionMoves(SanctionDoor, Moves):
    @extend_schema(responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return super().get(request, id)


class DraftSanctionMove(SanctionDoor, MakeDraft):
    @extend_schema(request=SanctionMoveBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class MakeSanctionMove(SanctionDoor, MakeMove):
    @extend_schema(request=SanctionMoveBody, responses={200: shapes.WholeSanctionShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


urlpatterns = [
    path("cases/<number:number>/sanctions/", CaseSanctions.as_view()),
    path("sanctions/<uuid:id>/", OneSanction.as_view()),
    path("sanctions/<uuid:id>/moves/", SanctionMoves.as_view()),
    path("sanctions/<uuid:id>/moves/<slug:name>/draft/", DraftSanctionMove.as_view()),
    path("sanctions/<uuid:id>/moves/<slug:name>/", MakeSanctionMove.as_view()),
]
