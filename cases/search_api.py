"""The doors of the search: `search/`, and the filters `cases/` takes."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.queries import search
from cases.queries.filters import TERMS, Filters, matching
from ecase.web import now
from ecase.web.doors import Door
from ecase.web.shapes import Shape

MOST = 1000
FILTERS = [
    OpenApiParameter("q", str, description="number, name in any spelling, IIN, article, words"),
    OpenApiParameter("stage", str),
    OpenApiParameter("article", str, description="188 or 188/3"),
    OpenApiParameter("region", str, description="two digits"),
    OpenApiParameter("term", str, enum=TERMS),
    OpenApiParameter("format", str),
]


class PieceShape(Shape):
    """A piece of text; `hit`: it is what was looked for."""

    text = serializers.CharField()
    hit = serializers.BooleanField()


class FoundCaseShape(Shape):
    number = serializers.CharField()
    stage = serializers.CharField()
    charges = serializers.ListField(child=serializers.CharField())
    people = serializers.ListField(child=serializers.CharField(), help_text="who in it answers")
    where = PieceShape(many=True)


class FoundPersonShape(Shape):
    id = serializers.UUIDField()
    number = serializers.CharField(help_text="of the case")
    capacity = serializers.CharField()
    name = serializers.CharField()
    iin = serializers.CharField(help_text='masked; "" for whoever may not see it')


class FoundPaperShape(Shape):
    id = serializers.UUIDField()
    number = serializers.CharField(help_text="of the case")
    title = serializers.CharField()
    sheet = serializers.IntegerField(allow_null=True)
    where = PieceShape(many=True)


class FoundShape(Shape):
    """`further`: by kind, the cursor of the next answers ("" at the end): ask again with `only` and `after`."""

    cases = FoundCaseShape(many=True)
    people = FoundPersonShape(many=True)
    documents = FoundPaperShape(many=True)
    further = serializers.DictField(child=serializers.CharField())


def wanted(request: Request) -> Filters:
    """The filters an address of `cases/` names."""
    return Filters.read({**request.query_params.dict(), "text": request.query_params.get("q", "")})


def filtered(rows: Any, request: Request, by: Any) -> Any:
    """`rows` of cases as far as the filters keep them; of the first thousand."""
    filters = wanted(request)
    return rows.filter(pk__in=matching(by, filters, now(), most=MOST)) if filters else rows


class Search(Door):
    """Cases, people and documents among what the reader may see. POST is for what must not stand in an address."""

    answers_kept = False

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, required=True),
            OpenApiParameter("only", str, enum=search.GROUPS),
            OpenApiParameter("after", str),
        ],
        responses={200: FoundShape},
        operation_id="search",
    )
    def get(self, request: Request) -> Response:
        return self.answer(request.query_params)

    @extend_schema(
        request={"application/json": {"type": "object", "properties": {"q": {"type": "string"}}}},
        responses={200: FoundShape},
        operation_id="search_unwritten",
    )
    def post(self, request: Request) -> Response:
        return self.answer(request.data if isinstance(request.data, dict) else {})

    def answer(self, given: Any) -> Response:
        text, only, after = (str(given.get(name) or "").replace("\0", "")[:200] for name in ("q", "only", "after"))
        found = search.find(self.by, text, only=only if only in search.GROUPS else "", after=after, most=25)
        return Response(FoundShape(told(found)).data)


def pieces(where: Any) -> list[dict[str, Any]]:
    return [{"text": text, "hit": hit} for text, hit in where.pieces] if where else []


def told(found: search.Found) -> dict[str, Any]:
    groups = dict(zip(search.GROUPS, (found.cases, found.people, found.papers), strict=True))
    return {
        "cases": [
            {
                "number": row.case.number,
                "stage": row.case.stage,
                "charges": [charge.cite for charge in row.charges],
                "people": [person.short_name for person in row.people],
                "where": pieces(row.where),
            }
            for row in found.cases.rows
        ],
        "people": [
            {
                "id": row.participant.pk,
                "number": row.case.number,
                "capacity": row.participant.capacity,
                "name": row.participant.full_name,
                "iin": row.masked_iin,
            }
            for row in found.people.rows
        ],
        "documents": [
            {
                "id": row.material.pk,
                "number": row.case.number,
                "title": row.material.title,
                "sheet": row.sheet,
                "where": pieces(row.where),
            }
            for row in found.papers.rows
        ],
        "further": {kind: group.further for kind, group in groups.items()},
    }
