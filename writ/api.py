"""The doors on writs: the check list of a case, begin one, read it, make its moves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions.act import refuse_if
from cases.api import NOT_HERE, NUMBER, PROBLEMS, WRONG_ROLE, CaseDoor
from cases.move_doors import MakeDraft, MakeMove, MatterDoor, Moves, move_body
from cases.shapes import DraftShape, MoveShape
from ecase.law.roles import INVESTIGATION, PROSECUTION
from ecase.law.words import N_, Refusal
from ecase.web import now
from ecase.web.bodies import errors_of, plain
from ecase.web.doors import Door
from writ import shapes
from writ.actions import start
from writ.actions.preparing import why_not_start
from writ.forms import STATIC, ChangeAboveForm, VerdictForm, start_form
from writ.models import Writ
from writ.numbers import numbers
from writ.resource import WRIT, visible

SUPERVISES = INVESTIGATION | PROSECUTION
NOT_YOURS = Refusal("wrong_role", N_("These numbers are for those who conduct and supervise cases."))


class StartBody(serializers.Serializer[Any]):
    """Whom to ask; everybody whose word is needed when left out."""

    people = serializers.ListField(child=serializers.UUIDField(), required=False)
    answer_by = serializers.DateField(required=False)


# The fields that depend on the writ in hand (people, copies, fines) are told by `moves/` with each move.
WritMoveBody = move_body(
    "WritMoveBody",
    *STATIC.values(),
    VerdictForm,
    ChangeAboveForm,
    person=serializers.CharField(required=False),
    people=serializers.ListField(child=serializers.UUIDField(), required=False),
    answer_by=serializers.DateField(required=False),
    means=serializers.CharField(required=False),
    pad=serializers.CharField(required=False, help_text="data:image/png;base64,… where the word is given on the pad"),
    counsel=serializers.CharField(required=False),
    without=serializers.ListField(child=serializers.UUIDField(), required=False),
    fine_1_1=serializers.IntegerField(required=False, help_text="fine_<accused>_<charge>, in MCI"),
    copy=serializers.UUIDField(required=False),
    served_at=serializers.DateTimeField(required=False),
    proof=serializers.CharField(required=False),
    whose=serializers.CharField(required=False),
    asks=serializers.CharField(required=False),
    text=serializers.CharField(required=False),
    paid_on=serializers.DateField(required=False),
    amount=serializers.IntegerField(required=False),
)


class CaseWrit(CaseDoor):
    """Whether the case may go by writ; beginning one."""

    @extend_schema(parameters=[NUMBER], responses={200: shapes.CaseWritShape, 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        return Response(shapes.CaseWritShape(shapes.of_case(self.case(number), self.by, now())).data)

    @extend_schema(parameters=[NUMBER], request=StartBody, responses={201: shapes.OneWritShape, **PROBLEMS})
    def post(self, request: Request, number: str) -> Response:
        case, at = self.case(number), now()
        refuse_if(why_not_start(case, self.by, at))
        form_class = start_form(case)
        asked = [pk for pk, _name in form_class.base_fields["people"].choices]  # type: ignore[attr-defined]
        typed, wrong = plain(form_class, {"people": asked, **request.data})
        form = form_class(typed)
        if wrong or not form.is_valid():
            raise ValidationError(errors_of(form) | wrong)
        row = start(case_id=case.pk, by=self.by, at=at, fields=form.cleaned_data)
        row = visible(self.by).get(pk=row.pk)
        answer = Response(shapes.OneWritShape(shapes.told(row, self.by, now())).data, status=201)
        answer.headers["Location"] = f"/api/v1/writ/{row.pk}/"
        return answer


class WritDoor(MatterDoor):
    resource = WRIT
    shape = shapes.OneWritShape

    def told(self, subject: Writ, at: datetime) -> dict[str, Any]:
        return shapes.told(subject, self.by, at)


class OneWrit(WritDoor):
    @extend_schema(responses={200: shapes.OneWritShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(self.shape(self.told(self.subject(id), now())).data)


class WritMoves(WritDoor, Moves):
    @extend_schema(responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return super().get(request, id)


class DraftWritMove(WritDoor, MakeDraft):
    @extend_schema(request=WritMoveBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class MakeWritMove(WritDoor, MakeMove):
    @extend_schema(request=WritMoveBody, responses={200: shapes.OneWritShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class WritNumbers(Door):
    """Days from registration to verdict, whose time they were, how the writs ended; over what the reader sees."""

    @extend_schema(responses={200: shapes.NumbersShape, 403: WRONG_ROLE})
    def get(self, request: Request) -> Response:
        refuse_if(None if self.by.role in SUPERVISES else NOT_YOURS)
        at = now()
        return Response(shapes.NumbersShape(shapes.numbers_told(numbers(self.by, at), at)).data)


urlpatterns = [
    path("statistics/writ/", WritNumbers.as_view()),
    path("cases/<number:number>/writ/", CaseWrit.as_view()),
    path("writ/<uuid:id>/", OneWrit.as_view()),
    path("writ/<uuid:id>/moves/", WritMoves.as_view()),
    path("writ/<uuid:id>/moves/<slug:name>/draft/", DraftWritMove.as_view()),
    path("writ/<uuid:id>/moves/<slug:name>/", MakeWritMove.as_view()),
]
