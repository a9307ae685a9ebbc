"""Which appointment speaks in this request.

One statement brings appointment, user and office together; it stands in for Django's own look-up
of the user, with the same check of the session's password hash.
"""

from collections.abc import Callable

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from ecase.people.models import Appointment
from ecase.people.queries import speaks_now
from ecase.people.tokens import appointment_of, bearer

SESSION_APPOINTMENT = "appointment"


class Appointments:
    """Sets `request.appointment`; None for a stranger and for the machine's administrator."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        text = bearer(request.headers.get("Authorization", ""))
        request.by_token = bool(text)  # type: ignore[attr-defined]
        request.appointment = appointment_of(text) if text else self.of(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def of(self, request: HttpRequest) -> Appointment | None:
        session = request.session
        chosen = session.get(SESSION_APPOINTMENT)
        if not chosen or SESSION_KEY not in session or BACKEND_SESSION_KEY not in session:
            return None
        found = speaks_now().filter(pk=chosen, user_id=session[SESSION_KEY], user__is_active=True).first()
        if found is None:
            return None
        if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), found.user.get_session_auth_hash()):
            return None
        request.user = found.user
        return found
