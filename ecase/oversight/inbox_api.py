"""The inbox of the API: the reader's own notices."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ecase.law.words import Refused
from ecase.oversight.inbox import sentence
from ecase.people import actions
from ecase.people.models import Notice
from ecase.people.queries import notices_of
from ecase.web import now
from ecase.web.api import ByIdDescending
from ecase.web.doors import Door
from ecase.web.listing import page
from ecase.web.shapes import ProblemShape, Shape


class NoticeShape(Shape):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    says = serializers.CharField()
    params = serializers.DictField()
    path = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    must_acknowledge = serializers.BooleanField()
    read_at = serializers.DateTimeField(allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class Inbox(Door):
    """The reader's notices, newest first; what one leads to has its own door."""

    pagination_class = ByIdDescending

    @extend_schema(responses=NoticeShape(many=True))
    def get(self, request: Request) -> Response:
        rows = notices_of(self.by)
        return page(self, rows, NoticeShape, lambda found: [_told(notice) for notice in found])


class Acknowledge(Door):
    """The reader confirms that a notice has reached him; twice is once."""

    @extend_schema(
        request=None,
        responses={200: NoticeShape, 404: OpenApiResponse(ProblemShape, description="no notice of the reader's")},
    )
    def post(self, request: Request, id: int) -> Response:
        try:
            notice = actions.acknowledge(notice_id=id, by=self.by, at=now())
        except Refused as refused:
            if refused.refusal.code == "no_notice":
                raise Http404 from refused
            raise
        return Response(NoticeShape(_told(notice)).data)


def _told(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.pk,
        "kind": notice.kind,
        "says": sentence(notice),
        "params": notice.params,
        "path": notice.path,
        "at": notice.at,
        "must_acknowledge": notice.must_acknowledge,
        "read_at": notice.read_at,
        "acknowledged_at": notice.acknowledged_at,
    }


urlpatterns = [
    path("inbox/", Inbox.as_view()),
    path("inbox/<int:id>/acknowledge/", Acknowledge.as_view()),
]
