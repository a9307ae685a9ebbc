"""Lists and files of the API: cursor pages, and bytes that go out as they are kept."""

from collections.abc import Callable, Iterable
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from ecase.web.api import ByIdDescending

PROBLEM = "application/problem+json"


def page(
    view: APIView,
    rows: QuerySet[Any],
    shape: type[Serializer[Any]],
    told: Callable[[list[Any]], Iterable[Any]] | None = None,
    by: type[ByIdDescending] = ByIdDescending,
) -> Response:
    """One page of `rows`; `told` turns the page's rows into what `shape` takes, all at once."""
    paginator = by()
    found = paginator.paginate_queryset(rows, view.request, view=view) or []
    shown = list(told(list(found))) if told else found
    return paginator.get_paginated_response(shape(shown, many=True).data)


def whole(rows: Iterable[Any], shape: type[Serializer[Any]]) -> Response:
    """A list that is never longer than a page, in the same envelope."""
    return Response({"next": None, "previous": None, "results": shape(list(rows), many=True).data})


def sent(file: IO[bytes], *, name: str, media_type: str, sha256: str, inline: bool) -> HttpResponse:
    """Stored bytes. An upload is never shown in the browser: it is saved, whatever it says it is."""
    response = FileResponse(file, as_attachment=not inline, filename=name, content_type=media_type)
    response.headers["ETag"] = f'"{sha256}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def link(request: Request, path: str) -> str:
    """An address of the API as this caller reaches it."""
    return request.build_absolute_uri(path)
