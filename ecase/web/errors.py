"""Answers of last resort: a page for a browser, a problem document for whoever called the API."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults

from ecase.web import problems
from ecase.web.middleware import API


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problems.answer(400, _("Bad request"), _("The request cannot be read."))
    return defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problems.answer(403, _("Not allowed"), _("This is not for you."))
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problems.nothing_here()
    return defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """Nothing was changed: the transaction of a request that broke is undone.

    Django turns an exception into this answer between any two middlewares, so none of them ever catches
    one; what it was, is asked here.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return away(request)
    if request.path.startswith(API):
        return problems.answer(
            500, _("Something broke"), _("Nothing was changed. The mistake is ours; try again later.")
        )
    return defaults.server_error(request)


def away(request: HttpRequest) -> HttpResponse:
    """The database is away, or too busy to answer: a browser and a script both understand a 503."""
    api = request.path.startswith(API)
    response: HttpResponse = problems.away() if api else render(request, "errors/503.html", status=503)
    response.headers["Retry-After"] = "5"
    return response
