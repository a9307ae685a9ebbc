"""The doors on detentions: record one, read it, make its moves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api import NOT_HERE, NUMBER, PROBLEMS, CaseDoor
from cases.move_doors import MakeDraft, MakeMove, MatterDoor, Moves, move_body
from cases.shapes import DraftShape, MoveShape
from detention import actions, shapes
from detention.forms import FORMS, DetainForm
from detention.kinds import EVERY_GROUND
from detention.models import Detention
from detention.resource import DETENTION, visible
from ecase.web import now
from ecase.web.api import ByIdDescending
from ecase.web.bodies import described, read
from ecase.web.listing import page

DetainBody = described(DetainForm, "DetainBody")
DetentionMoveBody = move_body(
    "DetentionMoveBody",
    *FORMS.values(),
    ground=serializers.ChoiceField(choices=list(EVERY_GROUND), required=False, help_text="of the release"),
    released_at=serializers.DateTimeField(required=False),
    note=serializers.CharField(required=False, allow_blank=True),
)


class CaseDetentions(CaseDoor):
    """The detentions of a case; recording one starts every clock on it."""

    pagination_class = ByIdDescending

    @extend_schema(parameters=[NUMBER], responses={200: shapes.DetentionShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        at = now()
        rows = visible(self.by).filter(case=self.case(number))
        return page(self, rows, shapes.DetentionShape, lambda found: shapes.told(found, self.by, at))

    @extend_schema(parameters=[NUMBER], request=DetainBody, responses={201: shapes.WholeDetentionShape, **PROBLEMS})
    def post(self, request: Request, number: str) -> Response:
        case = self.case(number)
        self.refuse_others(case)
        typed = read(DetainForm, request.data)
        participant = typed.pop("participant")
        row = actions.detain(case_id=case.pk, participant_id=participant, by=self.by, at=now(), **typed)
        row = visible(self.by).get(pk=row.pk)
        answer = Response(shapes.WholeDetentionShape(shapes.whole(row, self.by, now())).data, status=201)
        answer.headers["Location"] = f"/api/v1/detentions/{row.pk}/"
        return answer


class DetentionDoor(MatterDoor):
    resource = DETENTION
    shape = shapes.WholeDetentionShape

    def told(self, subject: Detention, at: datetime) -> dict[str, Any]:
        return shapes.whole(subject, self.by, at)


class OneDetention(DetentionDoor):
    """One detention; its status is computed at the moment of the answer."""

    @extend_schema(responses={200: shapes.WholeDetentionShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(self.shape(self.told(self.subject(id), now())).data)


class DetentionMoves(DetentionDoor, Moves):
    @extend_schema(responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return super().get(request, id)


class DraftDetentionMove(DetentionDoor, MakeDraft):
    @extend_schema(request=DetentionMoveBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class MakeDetentionMove(DetentionDoor, MakeMove):
    @extend_schema(request=DetentionMoveBody, responses={200: shapes.WholeDetentionShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


urlpatterns = [
    path("cases/<number:number>/detentions/", CaseDetentions.as_view()),
    path("detentions/<uuid:id>/", OneDetention.as_view()),
    path("detentions/<uuid:id>/moves/", DetentionMoves.as_view()),
    path("detentions/<uuid:id>/moves/<slug:name>/draft/", DraftDetentionMove.as_view()),
    path("detentions/<uuid:id>/moves/<slug:name>/", MakeDetentionMove.as_view()),
]
