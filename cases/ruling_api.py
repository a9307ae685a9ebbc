"""The doors on the moves of a case and on its rulings: what may be decided, drawn, approved, refused."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api import NOT_HERE, NUMBER, PROBLEMS, CaseDoor
from cases.models import Case, Deadline, Ruling
from cases.move_doors import MakeDraft, MakeMove, MatterDoor, Moves, move_body, moves_told
from cases.queries import terms
from cases.resource import CASE, RULING, visible_rulings
from cases.ruling_forms import AnswerForm, OpinionForm, ReasonsForm, WithdrawForm
from cases.shapes import DraftShape, MoveShape, TermShape
from ecase.law.rulings import STATUS_TITLES, Status
from ecase.web import now
from ecase.web.api import ByIdDescending
from ecase.web.listing import page
from ecase.web.says import cited, say
from ecase.web.shapes import PersonShape, Shape, person

_TEXTS = (
    *("text", "ground", "article", "other_number", "place", "summary", "to", "what", "after", "bar"),
    *("participant", "charge", "episode", "investigator", "leader", "prosecutor", "to_office"),
)
_DAYS = ("due_on", "expected_until", "occurred_at", "until", "return_by")
_MANY = ("episodes", "participants", "members")
RulingBody = move_body(
    "RulingBody",
    ReasonsForm,
    OpinionForm,
    WithdrawForm,
    AnswerForm,
    **{name: serializers.CharField(required=False, allow_blank=True) for name in _TEXTS},
    **{name: serializers.CharField(required=False, help_text="day or moment") for name in _DAYS},
    **{name: serializers.ListField(child=serializers.CharField(), required=False) for name in _MANY},
    months=serializers.IntegerField(required=False),
    urgent=serializers.BooleanField(required=False),
    add=serializers.BooleanField(required=False),
)


class RulingShape(Shape):
    """A ruling on the case; what it says besides stands in its act."""

    id = serializers.UUIDField()
    case = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    status = serializers.ChoiceField(choices=[s.value for s in Status])
    status_title = serializers.CharField()
    participant = serializers.UUIDField(allow_null=True)
    charge = serializers.UUIDField(allow_null=True)
    episode = serializers.IntegerField(allow_null=True, help_text="number of the registered offence")
    ground = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    urgent = serializers.BooleanField()
    drawn_by = PersonShape()
    drawn_at = serializers.DateTimeField()
    decided_by = PersonShape(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    reasons = serializers.CharField(allow_blank=True)
    effective_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    deadlines = TermShape(many=True)
    moves = MoveShape(many=True)


class DrawnShape(Shape):
    """What drawing a ruling answers: where the ruling is."""

    number = serializers.CharField()
    stage = serializers.CharField()
    ruling = RulingShape(allow_null=True)
    moves = MoveShape(many=True)


def told(ruling: Ruling, by: Any, at: datetime) -> dict[str, Any]:
    """One ruling as `RulingShape` takes it."""
    plain = ("kind", "status", "ground", "text", "urgent", "drawn_at", "decided_at", "reasons")
    deadlines = Deadline.objects.visible_to(by).filter(matter_id=ruling.pk)
    return {
        **{name: getattr(ruling, name) for name in (*plain, "effective_at", "ended_at", "version")},
        "id": ruling.pk,
        "case": ruling.case.number,
        "title": say(ruling.rule.title),
        "cite": cited(ruling.rule.cite),
        "status_title": say(STATUS_TITLES[ruling.status]),
        "participant": ruling.participant_id,
        "charge": ruling.charge_id,
        "episode": ruling.episode.number if ruling.episode else None,
        "drawn_by": person(ruling.drawn_by),
        "decided_by": person(ruling.decided_by),
        "deadlines": terms.terms(deadlines, at),
        "moves": moves_told(RULING, ruling, by, at),
    }


class CaseRulings(CaseDoor):
    """The rulings of a case, newest first."""

    pagination_class = ByIdDescending

    @extend_schema(parameters=[NUMBER], responses={200: RulingShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        at = now()
        rows = visible_rulings(self.by).filter(case=self.case(number))
        return page(self, rows, RulingShape, lambda found: [told(row, self.by, at) for row in found])


class RulingDoor(MatterDoor):
    resource = RULING
    shape = RulingShape

    def told(self, subject: Ruling, at: datetime) -> dict[str, Any]:
        return told(subject, self.by, at)


class OneRuling(RulingDoor):
    @extend_schema(responses={200: RulingShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(RulingShape(self.told(self.subject(id), now())).data)


class RulingMoves(RulingDoor, Moves):
    @extend_schema(responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        return super().get(request, id)


class DraftRulingMove(RulingDoor, MakeDraft):
    @extend_schema(request=RulingBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class MakeRulingMove(RulingDoor, MakeMove):
    @extend_schema(request=RulingBody, responses={200: RulingShape, **PROBLEMS})
    def post(self, request: Request, id: UUID, name: str) -> Response:
        return super().post(request, id, name)


class CaseMoveDoor(CaseDoor, MatterDoor):
    """The case by its number, as the subject of its moves."""

    resource = CASE
    shape = DrawnShape

    def told(self, subject: Case, at: datetime) -> dict[str, Any]:
        made = visible_rulings(self.by).filter(case=subject, drawn_by=self.by).order_by("-matter_id").first()
        return {
            "number": subject.number,
            "stage": subject.stage,
            "ruling": told(made, self.by, at) if made else None,
            "moves": moves_told(CASE, subject, self.by, at),
        }


class CaseMoves(CaseMoveDoor, Moves):
    @extend_schema(parameters=[NUMBER], responses={200: MoveShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, number: str) -> Response:
        return super().get(request, self.case(number).pk)


class DraftCaseMove(CaseMoveDoor, MakeDraft):
    @extend_schema(parameters=[NUMBER], request=RulingBody, responses={201: DraftShape, **PROBLEMS})
    def post(self, request: Request, number: str, name: str) -> Response:
        return super().post(request, self.case(number).pk, name)


class MakeCaseMove(CaseMoveDoor, MakeMove):
    @extend_schema(parameters=[NUMBER], request=RulingBody, responses={200: DrawnShape, **PROBLEMS})
    def post(self, request: Request, number: str, name: str) -> Response:
        return super().post(request, self.case(number).pk, name)


urlpatterns = [
    path("cases/<number:number>/rulings/", CaseRulings.as_view()),
    path("cases/<number:number>/moves/", CaseMoves.as_view()),
    path("cases/<number:number>/moves/<slug:name>/draft/", DraftCaseMove.as_view()),
    path("cases/<number:number>/moves/<slug:name>/", MakeCaseMove.as_view()),
    path("rulings/<uuid:id>/", OneRuling.as_view()),
    path("rulings/<uuid:id>/moves/", RulingMoves.as_view()),
    path("rulings/<uuid:id>/moves/<slug:name>/draft/", DraftRulingMove.as_view()),
    path("rulings/<uuid:id>/moves/<slug:name>/", MakeRulingMove.as_view()),
]
