"""API keys at the door: `Authorization: Token …`, resolved before the transaction speaks.

The middleware does the look-up, so that row-level security knows the appointment from the first
statement on; DRF's class below only hands on what the middleware proved.
"""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from ecase.people.actions import token_digest
from ecase.people.models import Appointment, Token
from ecase.web import now


def bearer(header: str) -> str:
    """The key text of an Authorization header, or empty."""
    word, _, text = header.partition(" ")
    return text.strip() if word.lower() == "token" else ""


def appointment_of(text: str) -> Appointment | None:
    """The appointment a live key speaks for, or None."""
    known = Token.objects.select_related("appointment__user", "appointment__office__region")
    at = now()
    token = known.filter(digest=token_digest(text), killed_at__isnull=True, expires_at__gt=at).first()
    if token is None or not token.appointment.user.is_active:
        return None
    appointment = token.appointment
    if appointment.since > at or (appointment.until is not None and appointment.until <= at):
        return None
    return appointment


class TokenAuthentication(BaseAuthentication):
    """Accepts the key the middleware has already resolved; refuses a key it did not know."""

    def authenticate(self, request: Request) -> tuple[object, str] | None:
        if not bearer(get_authorization_header(request).decode("latin-1")):
            return None
        appointment = getattr(request._request, "appointment", None)
        if appointment is None or not getattr(request._request, "by_token", False):
            raise AuthenticationFailed(
                _("The token is unknown, expired or ended. Ask for a new one at /api/v1/token/.")
            )
        return appointment.user, "token"

    def authenticate_header(self, request: Request) -> str:
        return "Token"
