"""A door of the API: writing calls happen once per Idempotency-Key."""

import json
from typing import Any

from django.http import HttpResponse
from rest_framework.views import APIView

from ecase.web import problems
from ecase.web.idempotency import once


class Door(APIView):
    """A view of the API: writing calls happen once per Idempotency-Key."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        multipart = (request.content_type or "").startswith("multipart/")
        body = _form_bytes(request) if multipart else request.body

        def answer() -> HttpResponse:
            return super(Door, self).dispatch(request, *args, **kwargs)  # type: ignore[return-value]

        return once(request, body=body, answer=answer, refuse=lambda refusal: problems.refused(refusal, 422))

    @property
    def by(self) -> Any:
        """The appointment that speaks in this request."""
        return self.request._request.appointment  # type: ignore[attr-defined]


def _form_bytes(request: Any) -> bytes:
    files = [(name, file.name, file.size) for name, file in request.FILES.items()]
    return json.dumps([sorted(request.POST.lists()), files], ensure_ascii=False).encode()
