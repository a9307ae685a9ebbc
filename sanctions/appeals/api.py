"""The doors on appeals: those of one decision, one appeal, its moves. Filing is the move `appeal` of the sanction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cases import moving
from cases.api import NOT_HERE, PROBLEMS
from cases.move_doors import MakeDraft, MakeMove, MatterDoor, Moves, move_body
from cases.shapes import DraftShape, MoveShape
from ecase.web import now
from sanctions.appeals import shapes
from sanctions.appeals.forms import FORMS
from sanctions.appeals.resource import APPEAL, visible
from sanctions.models import Appeal
from sanctions.resource import SANCTION

AppealMoveBody = move_body("AppealMoveBody", *FORMS.values())


class SanctionAppeals(MatterDoor):
    """The appeals against one decision, oldest first."""

    resource = SANCTION

    @extend_schema(responses={200: shapes.AppealShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        at = now()
        sanction = moving.find(SANCTION, id, self.by)
        rows = visible(self.by).filter(sanction=sanction).order_by("filed_at")
        return Response([shapes.AppealShape(shapes.told(row, self.by, at)).data for row in rows])


class AppealDoor(MatterDoor):
    resource = APPEAL
    shape = shapes.AppealShape

    def told(self, subject: Appeal, at: datetime) -> dict[str, Any]:
        return shapes.told(subject, self.by, at)


class OneAppeal(AppealDoor):
    @extend_schema(responses={200: shapes.AppealShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(self.shape(self.told(self.subject(id), now())).data)


class AppealMoves(AppealDoor, Moves):
    @extend_schema(responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return super().get(request, id)


class DraftAppealMove(AppealDoor, MakeDraft):
    @extend_schema(request=AppealMoveBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class MakeAppealMove(AppealDoor, MakeMove):
    @extend_schema(request=AppealMoveBody, responses={200: shapes.AppealShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


urlpatterns = [
    path("sanctions/<uuid:id>/appeals/", SanctionAppeals.as_view()),
    path("appeals/<uuid:id>/", OneAppeal.as_view()),
    path("appeals/<uuid:id>/moves/", AppealMoves.as_view()),
    path("appeals/<uuid:id>/moves/<slug:name>/draft/", DraftAppealMove.as_view()),
    path("appeals/<uuid:id>/moves/<slug:name>/", MakeAppealMove.as_view()),
]
