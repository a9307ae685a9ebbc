"""The API's ground rules, named in the settings: who may knock, how lists are paged, how errors look."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from ecase.law.words import Refusal, Refused
from ecase.web import problems


class HasAppointment(BasePermission):
    """Only somebody in post speaks to the API; the machine's administrator is nobody here."""

    def has_permission(self, request: Request, view: object) -> bool:
        return getattr(request._request, "appointment", None) is not None


class ByIdDescending(CursorPagination):
    """Newest first; ids are ordered by time, so the cursor needs no other column."""

    ordering = "-pk"
    page_size_query_param = "page_size"
    max_page_size = 100


def problem(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: every error is a problem document with words, never a trace."""
    from_law = _refusal(error)
    if from_law is not None:
        return problems.refused(from_law)
    if isinstance(error, Http404):
        return problems.nothing_here()
    if isinstance(error, exceptions.ValidationError):
        detail = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        return problems.invalid({name: words if isinstance(words, list) else [words] for name, words in detail.items()})
    if isinstance(error, exceptions.APIException):
        response = problems.answer(error.status_code, str(error.default_detail), str(error.detail))
        header = getattr(error, "auth_header", None)
        if header:
            response.headers["WWW-Authenticate"] = header
        wait = getattr(error, "wait", None)
        if wait:
            response.headers["Retry-After"] = str(int(wait) + 1)
        return response
    return None


def _refusal(error: Exception) -> Refusal | None:
    return error.refusal if isinstance(error, Refused) else None
