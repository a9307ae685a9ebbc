"""Who is speaking: every request and task runs in one transaction that tells the database for whom.

The row policies read ``ecase.user``, ``ecase.appointment`` and ``ecase.shift``; with nothing said they show nothing.
Not here: finding the appointment (people's middleware) and deciding what it may do (``visible_to``, moves).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase

from ecase.web.clock import shift


class Speaker(Protocol):
    """What an appointment must have to speak."""

    id: Any
    user_id: Any


# The third argument stays true: these settings end with the transaction, a kept connection remembers nothing.
_SAY = (
    "SELECT set_config('ecase.appointment', %s, true), set_config('ecase.user', %s, true),"
    " set_config('ecase.shift', %s, true)"
)
_SAID = (
    "SELECT coalesce(current_setting('ecase.appointment', true), ''),"
    " coalesce(current_setting('ecase.user', true), ''),"
    " coalesce(current_setting('ecase.shift', true), '')"
)


def _say(appointment: str, user: str, shifted: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SAY, [appointment, user, shifted])


def _said() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_SAID)
        appointment, user, shifted = cursor.fetchone()
    return appointment, user, shifted


@contextmanager
def speaking(appointment: Speaker | None = None) -> Iterator[None]:
    """One transaction in the name of ``appointment``; with None, of nobody.

    The names are set always, also to nothing. Inside another transaction (tests, one person's act within the demo
    story) the earlier speaker is restored at the end, because a setting outlives the savepoint it was made in.
    """
    nested = connection.in_atomic_block
    before = _said() if nested else None
    shifted = str(shift().total_seconds())
    with transaction.atomic():
        if appointment is None:
            _say("", "", shifted)
        else:
            _say(str(appointment.id), str(appointment.user_id), shifted)
        yield
    if before is not None and not connection.needs_rollback:
        _say(*before)


class NotWritten(RuntimeError):
    """A view answered that all is well although its transaction can only be undone."""


class Speaking:
    """Middleware: the request's transaction. Stands after sessions, authentication and ``Appointments``.

    A 5xx or an exception that left the view undoes everything; a 4xx answer does not (failed sign-ins must stay
    counted), so actions refuse before they write and are atomic in themselves. Bodies of streaming answers run
    after the transaction: they carry bytes, not queries.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        appointment = getattr(request, "appointment", None)
        if appointment is not None and request.content_type == "multipart/form-data":
            request.POST  # noqa: B018  a slow upload arrives here, before a transaction is open
        with speaking(appointment):
            response = self.get_response(request)
            if getattr(request, "_left_by_exception", False) or response.status_code >= 500:
                transaction.set_rollback(True)
            elif transaction.get_rollback() and response.status_code < 400:
                raise NotWritten(f"{request.method} {request.path} swallowed a database error")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request._left_by_exception = True  # type: ignore[attr-defined]
