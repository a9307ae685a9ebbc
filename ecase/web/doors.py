"""A door of the API: writing calls happen once per Idempotency-Key."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from rest_framework.views import APIView

from ecase.web import problems
from ecase.web.idempotency import digest_of, once


class Door(APIView):
    """A view of the API: writing calls happen once per Idempotency-Key."""

    # False where the answer or the body holds a secret: neither it nor a hash of it may lie in the table of answers.
    answers_kept = True

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or not self.answers_kept:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        multipart = (request.content_type or "").startswith("multipart/")
        try:
            body = _form_bytes(request) if multipart else request.body
        except RequestDataTooBig:
            return problems.answer(413, _("Too large"), _("The body is larger than any form. Send files as an upload."))

        def answer() -> HttpResponse:
            return super(Door, self).dispatch(request, *args, **kwargs)  # type: ignore[return-value]

        def hidden(location: str) -> HttpResponse | None:
            """What was answered once is not told again to somebody who sees its subject no more."""
            match = resolve(location) if location else None
            door, named = (match.func.view_class(), match.kwargs) if match else (self, kwargs)  # type: ignore[attr-defined]
            return None if door.sees(request.appointment, **named) else problems.nothing_here()

        return once(
            request,
            body=body,
            answer=answer,
            refuse=lambda refusal: problems.refused(refusal, 422),
            hidden=hidden,
        )

    def sees(self, by: Any, **named: Any) -> bool:
        """Whether `by` still knows of what this door leads to; `named` as its address names it."""
        return True

    @property
    def by(self) -> Any:
        """The appointment that speaks in this request."""
        return self.request._request.appointment  # type: ignore[attr-defined]


def _form_bytes(request: Any) -> bytes:
    files = [(name, file.name, file.size, digest_of(file)) for name, file in request.FILES.items()]
    return json.dumps([sorted(request.POST.lists()), files], ensure_ascii=False).encode()
