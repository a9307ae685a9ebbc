"""Signing in and out, and choosing the post one speaks from. The inbox stands in `oversight`."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_request, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ecase.people.backends import DEMO_PASSWORD
from ecase.people.middleware import SESSION_APPOINTMENT
from ecase.people.models import Appointment, User
from ecase.people.queries import speaks_now
from ecase.web import now

SESSION_POSTS = "posts"
PREFIX = re.compile(r"^/(kk|ru|en)/")


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PostForm(forms.Form):
    """Which of somebody's posts this session speaks from."""

    appointment = forms.ChoiceField(label=gettext_lazy("Post"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, posts: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appointment"].choices = [  # type: ignore[attr-defined]
            (str(post.pk), f"{post.role_title}, {post.office}") for post in posts
        ]


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignIn(View):
    """Name and password; five wrong tries close the entrance for a quarter of an hour (axes)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "appointment", None) is not None:
            return HttpResponseRedirect(reverse("home"))
        return self.page(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, 422)
        user = authenticate(
            request, username=form.cleaned_data["username"].strip(), password=form.cleaned_data["password"]
        )
        if user is None:
            form.add_error(None, _("User name or password is not right."))
            return self.page(request, form, 422)
        assert isinstance(user, User)
        login(request, user)
        posts = posts_of(user)
        if len(posts) == 1:
            speak_from(request, posts[0], 1)
        target = safe_next(request) or reverse("home")
        if len(posts) != 1:
            target = reverse("post")
        return in_own_language(request, user, target)

    def page(self, request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {"form": form, "next": safe_next(request), "server_now": now()}
        if settings.ECASE_DEMO:
            context |= demo_accounts()
        return render(request, "registration/sign_in.html", context, status=status)


class SignOut(View):
    """By POST only: a picture on a foreign page cannot sign anybody out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        return HttpResponseRedirect(reverse("sign_in"))


class Post(View):
    """Choosing or changing the post; the page is loaded anew, rights never mix."""

    def get(self, request: HttpRequest) -> HttpResponse:
        posts = posts_of(request.user)
        if not posts:
            if getattr(request.user, "is_staff", False):
                return HttpResponseRedirect("/admin/")
            return self.page(request, None)
        if len(posts) == 1 and getattr(request, "appointment", None) is None:
            speak_from(request, posts[0], 1)
            return HttpResponseRedirect(reverse("home"))
        chosen = getattr(request, "appointment", None)
        return self.page(request, PostForm(posts=posts, initial={"appointment": str(chosen.pk) if chosen else None}))

    def post(self, request: HttpRequest) -> HttpResponse:
        posts = posts_of(request.user)
        form = PostForm(request.POST, posts=posts)
        if not posts:  # "Look again": he still holds none
            return HttpResponseRedirect(reverse("post"))
        if not form.is_valid():
            return self.page(request, form, 422)
        chosen = next(post for post in posts if str(post.pk) == form.cleaned_data["appointment"])
        speak_from(request, chosen, len(posts))
        return HttpResponseRedirect(reverse("home"))

    def page(self, request: HttpRequest, form: forms.Form | None, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Which post do you speak from?") if form else _("You hold no post at present"),
            "lead": "" if form else _("Ask the administrator to appoint you. Until then the cases are closed to you."),
            "form": form,
            "submit": _("Continue") if form else _("Look again"),
            "server_now": now(),
        }
        return render(request, "web/move.html", context, status=status)


def posts_of(user: Any) -> list[Appointment]:
    return list(speaks_now().filter(user_id=user.pk))


def speak_from(request: HttpRequest, post: Appointment, posts: int) -> None:
    """Bind the session to one post under a new key: what was open under the old one ends."""
    request.session.cycle_key()
    request.session[SESSION_APPOINTMENT] = post.pk
    # So that the frame knows whether there is anything to switch to, without asking on every page.
    request.session[SESSION_POSTS] = posts


def safe_next(request: HttpRequest) -> str:
    """Where the reader wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    path = urlsplit(wanted).path
    return wanted if inside and path.startswith("/") and not path.endswith(("/sign-in/", "/sign-out/")) else ""


def in_own_language(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """To `target` in the language the sign-in page was read in, unless the person has chosen another for good."""
    shown = get_language() or settings.LANGUAGE_CODE
    by_itself = get_language_from_request(request)
    # The page spoke as the browser asks; a profile that says something else than everybody's first language was chosen.
    chosen = user.language != settings.LANGUAGE_CODE
    language = user.language if shown == by_itself and chosen else shown
    response = HttpResponseRedirect(PREFIX.sub(f"/{language}/", target, count=1))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def demo_accounts() -> dict[str, Any]:
    """The accounts of a training system; a real installation never comes here."""
    known = speaks_now().filter(user__username__in=DEMO_ACCOUNTS).order_by("id")
    by_name = {post.user.username: post for post in known}
    listed = [
        {
            "username": name,
            "role_title": by_name[name].role_title,
            "office": str(by_name[name].office),
            "name": by_name[name].user.short_name(),
        }
        for name in DEMO_ACCOUNTS
        if name in by_name
    ]
    return {"demo_accounts": listed, "demo_password": DEMO_PASSWORD if listed else ""}


DEMO_ACCOUNTS = (
    *("investigator", "prosecutor", "judge", "lawyer", "custody", "head", "chief"),
    *("investigator2", "prosecutor2", "judge2", "lawyer2", "clerk", "trial_judge", "registrar", "analyst"),
    *("suspect", "victim"),
)
