"""The doors that only a covert request has: its closed papers, its notice and the end of its results.

Asking, reading and moving are the doors of every request (`sanctions.api`): there for holders of the grant alone.
"""

from uuid import UUID

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions.act import refuse_if
from cases.api import NOT_HERE, PROBLEMS
from cases.shapes import MaterialShape, material_told
from ecase.web import now
from ecase.web.bodies import described, errors_of
from ecase.web.doors import Door
from ecase.web.shapes import Shape
from sanctions.covert.filing import file_paper, why_not_file
from sanctions.covert.forms import PaperForm
from sanctions.covert.queries import inventory, last_day, overdue
from sanctions.models import CovertNotice, Destruction, Sanction
from sanctions.resource import SANCTION


class DutyShape(Shape):
    """The duty to tell one person of the action (240(1-1))."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.CharField()
    since = serializers.DateTimeField(help_text="the final decision in the case")
    due_on = serializers.DateField(help_text="last day, a prolonging counted in")
    overdue = serializers.BooleanField(help_text="not told in time: a breach")
    sent_at = serializers.DateTimeField(allow_null=True)
    means = serializers.CharField(allow_blank=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    proof = serializers.CharField(allow_blank=True)
    read_at = serializers.DateTimeField(allow_null=True)
    complain_until = serializers.DateField(allow_null=True)


class DestructionShape(Shape):
    """Results of no value that are to be destroyed, or were (240(1))."""

    id = serializers.UUIDField()
    what = serializers.CharField()
    told_at = serializers.DateTimeField()
    planned_on = serializers.DateField()
    objected_at = serializers.DateTimeField(allow_null=True)
    objection = serializers.CharField(allow_blank=True)
    destroyed_at = serializers.DateTimeField(allow_null=True)
    commission = serializers.CharField(allow_blank=True)


class DutiesShape(Shape):
    """What is owed after the action."""

    notices = DutyShape(many=True)
    destructions = DestructionShape(many=True)


class CovertDoor(Door):
    """A door behind which one covert request lies; 404 for everybody without the grant, and for an open request."""

    def one(self, id: UUID) -> Sanction:
        found = SANCTION.visible(self.by).filter(pk=id, matter__compartment="covert").first()
        if found is None:
            raise Http404
        return found

    def sees(self, by: object, **named: object) -> bool:
        return SANCTION.visible(by).filter(pk=named["id"], matter__compartment="covert").exists()  # type: ignore[arg-type]


class Papers(CovertDoor):
    """The inventory of one action, apart from the file of the case; filing into it."""

    @extend_schema(responses={200: MaterialShape(many=True), 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        rows = [material_told(row) for row in inventory(self.one(id), self.by)]
        return Response(MaterialShape(rows, many=True).data)

    @extend_schema(
        request={"multipart/form-data": described(PaperForm, "CovertPaperBody")},
        responses={201: MaterialShape, **PROBLEMS},
    )
    def post(self, request: Request, id: UUID) -> Response:
        action = self.one(id)
        refuse_if(why_not_file(action, self.by))
        form = PaperForm(request.data if isinstance(request.data, dict) else {}, request.FILES)
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        typed = form.cleaned_data
        filed = file_paper(
            sanction_id=action.pk, by=self.by, at=now(), file=typed["file"], name=typed["file"].name,
            title=typed["title"],
        )  # fmt: skip
        row = inventory(action, self.by).get(pk=filed.pk)
        return Response(MaterialShape(material_told(row)).data, status=201)


class Duties(CovertDoor):
    """The notice to the person and the destruction of results, as they stand."""

    @extend_schema(responses={200: DutiesShape, 404: NOT_HERE})
    def get(self, request: Request, id: UUID) -> Response:
        action, at = self.one(id), now()
        notices = [
            {
                **{name: getattr(row, name) for name in (
                    "id", "name", "state", "since", "sent_at", "means", "delivered_at", "proof", "read_at",
                    "complain_until",
                )},
                "due_on": last_day(row), "overdue": overdue(row, at),
            }
            for row in CovertNotice.objects.visible_to(self.by).filter(sanction=action).order_by("since")
        ]  # fmt: skip
        rows = Destruction.objects.visible_to(self.by).filter(sanction=action).order_by("told_at")
        return Response(DutiesShape({"notices": notices, "destructions": rows}).data)


urlpatterns = [
    path("sanctions/<uuid:id>/papers/", Papers.as_view()),
    path("sanctions/<uuid:id>/notices/", Duties.as_view()),
]
