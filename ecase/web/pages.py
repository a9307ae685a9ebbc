"""The base of the pages: who speaks, forms that know their case and version, one act per form.

Here: what every page of every app shares. Not here: any page, any rule; and no app is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views import View

from ecase.law.words import N_, Refusal
from ecase.web.clock import now
from ecase.web.idempotency import digest_of, once
from ecase.web.problems import WRONG_ROLE
from ecase.web.says import cited, say

OTHER_CASE = Refusal(
    "other_case",
    N_(
        "This form is from another case. Nothing was changed. Check that you are where you want to be, then send again."
    ),
)
STALE_PAGE = Refusal(
    "stale_page",
    N_("Something has changed since you opened this page. Nothing was changed by you; look at it again, then send."),
)
SENT_BEFORE = Refusal(
    "sent_before",
    N_(
        "This form was sent already with other words. Look at what was done then; send again only if you still need to."
    ),
)
HIDDEN = ("idem", "case", "version")
NOT_FIELDS = frozenset({*HIDDEN, "csrfmiddlewaretoken", "draft", "signature"})


def here(path: str) -> str:
    """A path of ours without language, in the reader's language."""
    return f"/{(translation.get_language() or 'ru')[:2]}{path}"


def status_of(refusal: Refusal) -> int:
    """403 for a wrong person, 422 for what has to be typed anew, 409 where law or state says no."""
    if refusal.code in WRONG_ROLE:
        return 403
    return 422 if refusal.field else 409


def in_words(refusal: Refusal) -> str:
    """The refusal and its article as one sentence of the reader's language."""
    article = cited(refusal.cite)
    words = say(refusal.says, refusal.params)
    return f"{words} ({article})" if article else words


def guarded(form: forms.Form, *, case: str = "", version: int | str = "") -> forms.Form:
    """Give a form its hidden fields: a key that makes it one act, its case, and the version it was written for.

    A bound form gets fresh values, so that what comes back to be mended can be sent again.
    """
    for name, value in zip(HIDDEN, (str(uuid4()), case, str(version)), strict=True):
        form.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput, initial=value)
        if form.is_bound:
            data = form.data.copy()
            data[name] = value
            form.data = data
    return form


def hidden(*, case: str = "", version: int | str = "", **more: object) -> list[dict[str, object]]:
    """The same three for a template that writes its hidden fields itself."""
    values = {"idem": uuid4(), "case": case, "version": version, **more}
    return [{"name": name, "value": value} for name, value in values.items()]


def refuse_into(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal's words at the field they belong to, or over the form."""
    form.is_valid()  # so that there is a list of errors to add to
    form.add_error(refusal.field if refusal.field in form.fields else None, in_words(refusal))


def fieldsets(form: forms.Form, *groups: tuple[str, str, Iterable[str]]) -> list[dict[str, Any]]:
    """`(legend, hint, names)` as the templates take them; names the form has not are left out."""
    shown = [
        {"legend": legend, "hint": hint, "fields": [form[name] for name in names if name in form.fields]}
        for legend, hint, names in groups
    ]
    return [group for group in shown if group["fields"]]


def as_move(offer: Any, base: str, *, key: str = "") -> dict[str, Any]:
    """An offered move as `frame/moves.html` takes it; `base` is the subject's address."""
    refusal = offer.refusal
    return {
        "name": offer.move.name,
        "title": say(offer.move.title),
        "url": f"{base}moves/{offer.move.name}/",
        "allowed": refusal is None,
        "refusal": None if refusal is None else {"says": say(refusal.says, refusal.params), "cite": refusal.cite},
        "style": "" if offer.move.style == "primary" else offer.move.style,
        "key": key,
    }


class Page(View):
    """A page for somebody in post. `by` is the appointment that speaks, `at` the moment of the request."""

    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "appointment", None) is None:
            return HttpResponseRedirect(reverse("post"))
        response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Now"] = timezone.localtime(self.at).isoformat(timespec="milliseconds")
        return response

    @property
    def by(self) -> Any:
        """The appointment that speaks in this request."""
        return self.request.appointment  # type: ignore[attr-defined]

    @cached_property
    def at(self) -> datetime:
        """The moment of this request, by the one clock."""
        return now()

    def show(self, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """The page; `server_now` is this request's own moment."""
        return render(self.request, template, {"server_now": self.at, **context}, status=status)

    def once(
        self, answer: Callable[[], HttpResponse], refuse: Callable[[Refusal], HttpResponse] | None = None
    ) -> HttpResponse:
        """`answer()` at most once for this very form; `refuse(SENT_BEFORE)` when its key carries other words."""
        return once(
            self.request,
            body=typed(self.request),
            answer=answer,
            refuse=lambda _: (refuse or self.refused)(SENT_BEFORE),
        )

    def misdirected(self, *, case: str = "", version: int | str = "") -> Refusal | None:
        """A refusal when the form in hand belongs to another case or to an earlier state; None when it fits.

        A form without the hidden fields (a script, an old bookmark) is judged by the rules alone.
        """
        sent_case, sent_version = self.request.POST.get("case", ""), self.request.POST.get("version", "")
        if case and sent_case and sent_case != case:
            return OTHER_CASE
        if version != "" and sent_version and sent_version != str(version):
            return STALE_PAGE
        return None

    def refused(self, refusal: Refusal) -> HttpResponse:
        """A refusal with no form to put it into."""
        return self.show("errors/409.html", {"refusal": refusal, "back_url": self.request.path}, status_of(refusal))


def typed(request: HttpRequest) -> bytes:
    """What was typed and attached, without the token that differs each time the same form is shown."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = [(name, file.name, file.size, digest_of(file)) for name, file in request.FILES.items()]
    return json.dumps([fields, files], ensure_ascii=False).encode()


def fields_of(request: HttpRequest) -> dict[str, Any]:
    """The typed fields of a move, without what the frame adds: text by name, a list where several were ticked."""
    typed: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name not in NOT_FIELDS:
            clean = [str(value).replace("\0", "") for value in values]
            typed[name] = clean if len(clean) > 1 else clean[0]
    return typed


def paging(base: str, shown: int, last: object, further: bool, query: str = "") -> dict[str, Any] | None:
    """Keyset paging as `frame/paging.html` takes it; None when everything is on the page."""
    if last is None and not further:
        return None
    joined = f"{query}&" if query else ""
    return {
        "shown": shown,
        "total": None,
        "next_url": f"{base}?{joined}before={last}" if last is not None else "",
        "first_url": f"{base}?{query}" if further else "",
    }
