"""Middleware of the frame: language, refusals that left a view, headers. A database that is away: `errors`."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from ecase.law.words import Refused
from ecase.web import problems

GetResponse = Callable[[HttpRequest], HttpResponse]
API = "/api/"


class Language(LocaleMiddleware):
    """Language by address prefix; without one by cookie (set from the profile at sign-in), then browser."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        asked = request.headers.get("Accept-Language", "") if request.path.startswith(API) else ""
        if asked[:2] in {code for code, _name in settings.LANGUAGES}:
            translation.activate(asked[:2])
            request.LANGUAGE_CODE = asked[:2]


class Sizes:
    """Nobody fills the disk: a body that nothing here could take is refused before it is read.

    Stands after `Appointments`: only somebody in post hands in files. A body without a length counts as empty.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if getattr(request, "appointment", None) is not None:
            most += settings.ECASE_UPLOAD_LIMIT
        if not told.isdecimal() or int(told) <= most:
            return self.get_response(request)
        words = _("The body is larger than any form. Send files as an upload.")
        if request.path.startswith(API):
            return problems.answer(413, _("Too large"), words)
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")


class Refusals:
    """A refusal that no view caught is still an answer with words, never a stack trace."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if request.path.startswith(API):
            return problems.refused(exception.refusal)
        return render(request, "errors/409.html", {"refusal": exception.refusal}, status=409)


class Headers:
    """What signed-in people read is kept by no cache, and no other site may embed or read it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if getattr(request, "appointment", None) is not None or request.path.startswith(API):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
