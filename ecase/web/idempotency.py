"""A repeated call does nothing twice: one key, one act, one answer.

The key comes in the `Idempotency-Key` header (API) or the hidden field `idem` (pages).
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse

from ecase.law.words import N_, Refusal
from ecase.web.models import Idempotent

# By the database's clock: when this transaction began, and the very moment.
_BEGAN = RawSQL("now()", (), output_field=DateTimeField())
_ANSWERED = RawSQL("clock_timestamp()", (), output_field=DateTimeField())
OTHER_BODY = Refusal(
    "idempotency_key_reused",
    N_("This key was used for another request. Send a new Idempotency-Key."),
)


def key_of(request: HttpRequest) -> str:
    """The key of a writing request, or empty."""
    return (request.headers.get("Idempotency-Key") or request.POST.get("idem") or "").replace("\0", "").strip()[:80]


def digest_of(file: Any) -> str:
    """Two files of one name and size are two bodies."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def hash_of(request: HttpRequest, body: bytes) -> str:
    return hashlib.sha256(b"\n".join([(request.method or "").encode(), request.path.encode(), body])).hexdigest()


def once(
    request: HttpRequest,
    *,
    body: bytes,
    answer: Callable[[], HttpResponse],
    refuse: Callable[[Refusal], HttpResponse],
    hidden: Callable[[str], HttpResponse | None] = lambda location: None,
) -> HttpResponse:
    """`answer()` at most once for the request's key and appointment; a repetition gets the first answer.

    Only what was done is kept: a refusal (4xx) may be tried again with the same key. `hidden` is asked before an
    answer is given again, by the address it named: what a stranger gets where the sight has ended meanwhile.
    """
    key = key_of(request)
    appointment = getattr(request, "appointment", None)
    if not key or appointment is None:
        return answer()
    digest = hash_of(request, body)
    try:
        with transaction.atomic():
            row = Idempotent.objects.create(appointment_id=appointment.pk, key=key, request_hash=digest)
    except IntegrityError:
        row = Idempotent.objects.get(appointment_id=appointment.pk, key=key)
        if row.request_hash != digest:
            return refuse(OTHER_BODY)
        if row.status:
            # What was granted while this call waited for the first one lies after its own transaction's moment, by
            # which sight is asked (`SQL_NOW`): it would look like sight that is not there.
            waited = Idempotent.objects.filter(pk=row.pk, at__gte=_BEGAN).exists()
            return (None if waited else hidden(row.location)) or _again(row)
    response = answer()
    if response.status_code >= 400:
        row.delete()
        return response
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    row.status = response.status_code
    row.content_type = response.headers.get("Content-Type", "")[:80]
    row.location = response.headers.get("Location", "")[:300]
    row.body = response.content.decode("utf-8", "replace")
    row.at = _ANSWERED
    row.save()
    return response


def _again(row: Idempotent) -> HttpResponse:
    response = HttpResponse(row.body, status=row.status, content_type=row.content_type or None)
    if row.location:
        response.headers["Location"] = row.location
    response.headers["Idempotent-Replay"] = "true"
    return response
