"""The doors of a person: who I am, my keys. The inbox stands in `oversight`, which knows the words of all kinds."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate, user_logged_in
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from ecase.people import actions
from ecase.people.models import Token
from ecase.people.queries import speaks_now
from ecase.web import now, problems
from ecase.web.doors import Door
from ecase.web.listing import whole
from ecase.web.shapes import ProblemShape, Shape

NOT_HERE = OpenApiResponse(ProblemShape, description="nothing here for you")
LOCKED_FOR = "900"


class MeShape(Shape):
    username = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    role_title = serializers.CharField()
    office = serializers.CharField()
    office_code = serializers.CharField()
    language = serializers.CharField()
    appointment = serializers.IntegerField()
    appointments = serializers.ListField(child=serializers.IntegerField(), help_text="posts a key may be asked for")


class CredentialsBody(serializers.Serializer[Any]):
    """Who asks for a key, and for which of his posts."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1024, trim_whitespace=False, style={"input_type": "password"})
    appointment = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**62)


class NewTokenShape(Shape):
    """The key's text is shown this once."""

    id = serializers.IntegerField()
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class TokenShape(Shape):
    id = serializers.IntegerField()
    appointment = serializers.IntegerField(source="appointment_id")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    current = serializers.BooleanField(help_text="the key of this very call")


class Me(Door):
    """The appointment that speaks in this call."""

    @extend_schema(responses=MeShape)
    def get(self, request: Request) -> Response:
        by = self.by
        posts = speaks_now().filter(user=by.user_id).order_by("id").values_list("pk", flat=True)
        told = {
            "username": by.user.username,
            "name": by.user.get_full_name(),
            "role": by.role,
            "role_title": by.role_title,
            "office": str(by.office),
            "office_code": by.office.code,
            "language": by.user.language,
            "appointment": by.pk,
            "appointments": list(posts),
        }
        return Response(MeShape(told).data)


class ByAddress(SimpleRateThrottle):
    """So many attempts from one address."""

    scope = "token_address"

    def get_cache_key(self, request: Request, view: object) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class ByName(SimpleRateThrottle):
    """So many attempts on one name from one address; axes counts the failures besides."""

    scope = "token"

    def get_cache_key(self, request: Request, view: object) -> str:
        name = request.data.get("username", "") if isinstance(request.data, dict) else ""
        ident = f"{self.get_ident(request)}:{str(name)[:150]}".encode(errors="replace").hex()
        return self.cache_format % {"scope": self.scope, "ident": ident}


class Tokens(Door):
    """Keys of the API: asking for one, seeing those that live."""

    answers_kept = False  # a password comes in, a key goes out

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request.method == "POST" else super().get_permissions()

    def get_throttles(self) -> list[Any]:
        return [ByAddress(), ByName()] if self.request.method == "POST" else []

    @extend_schema(responses=TokenShape(many=True))
    def get(self, request: Request) -> Response:
        live = Token.objects.filter(
            appointment__user_id=self.by.user_id, killed_at__isnull=True, expires_at__gt=now()
        ).order_by("-id")
        used = actions.token_digest(_key(request)) if _key(request) else ""
        rows = list(live)
        for row in rows:
            row.current = row.digest == used
        return whole(rows, TokenShape)

    @extend_schema(
        request=CredentialsBody,
        responses={
            200: NewTokenShape,
            400: OpenApiResponse(ProblemShape, description="fields to be mended"),
            401: OpenApiResponse(ProblemShape, description="wrong name or password"),
            403: OpenApiResponse(ProblemShape, description="no post is held"),
            429: OpenApiResponse(ProblemShape, description="too many attempts"),
        },
        auth=[],
    )
    def post(self, request: Request) -> HttpResponse:
        body = CredentialsBody(data=request.data)
        body.is_valid(raise_exception=True)
        typed = body.validated_data
        plain = request._request
        user = authenticate(plain, username=typed["username"], password=typed["password"])
        if getattr(plain, "axes_locked_out", False) or (user is None and not AxesProxyHandler.is_allowed(plain, typed)):
            # Left standing, axes would answer with a page.
            plain.axes_locked_out = False  # type: ignore[attr-defined]
            refused = problems.answer(
                429, _("Too many attempts"), _("Too many wrong passwords. Wait a quarter of an hour, then try again.")
            )
            refused.headers["Retry-After"] = LOCKED_FOR
            return refused
        if user is None:
            refused = problems.answer(
                401, _("Not signed in"), _("The user name or the password is wrong."), code="wrong_credentials"
            )
            refused.headers["WWW-Authenticate"] = "Token"
            return refused
        posts = {post.pk: post for post in speaks_now().filter(user_id=user.pk).order_by("id")}
        wanted = typed.get("appointment")
        if wanted is not None and wanted not in posts:
            raise ValidationError({"appointment": [_("You do not hold this post now.")]})
        by = posts[wanted] if wanted is not None else next(iter(posts.values()), None)
        if by is None:
            return problems.answer(
                403, _("Not allowed"), _("You hold no post, so no key can be given to you."), code="no_post"
            )
        user_logged_in.send(sender=type(user), request=plain, user=user)
        text, row = actions.issue_token(by=by, at=now())
        told = {"id": row.pk, "token": text, "expires_at": row.expires_at}
        return Response(NewTokenShape(told).data)


class OneToken(Door):
    @extend_schema(responses={204: None, 404: NOT_HERE})
    def delete(self, request: Request, id: int) -> Response:
        if not actions.kill_token(token_id=id, by=self.by, at=now()):
            raise Http404
        return Response(status=204)


def _key(request: Request) -> str:
    word, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if word.lower() == "token" else ""


class TokenScheme(OpenApiAuthenticationExtension):
    """How the key is sent, for the schema."""

    target_class = "ecase.people.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": '"Token " and the key from POST /api/v1/token/',
        }


urlpatterns = [
    path("me/", Me.as_view()),
    path("token/", Tokens.as_view()),
    path("token/<int:id>/", OneToken.as_view()),
]
