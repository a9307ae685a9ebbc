"""Errors of the API as `application/problem+json` (RFC 9457), with the law's words where there are any."""

from collections.abc import Mapping
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from ecase.law.words import Refusal
from ecase.web.says import as_dict

TYPE = "application/problem+json"
WRONG_ROLE = frozenset(
    {
        "wrong_role",
        "not_the_investigator",
        "not_the_prosecutor",
        "not_the_judge",
        "own_request",
        "not_your_facility",
        "not_your_office",
        "not_assigned",
    }
)


def answer(status: int, title: str, detail: str = "", **more: Any) -> JsonResponse:
    """One problem; `more` are its extension members."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})


def status_of(refusal: Refusal) -> int:
    """403 for a wrong person, 409 where the law or the state says no, 400 for what has to be typed anew."""
    if refusal.code in WRONG_ROLE:
        return 403
    return 400 if refusal.field and not refusal.cite else 409


def refused(refusal: Refusal, status: int | None = None) -> JsonResponse:
    """A refusal with its words and article; `errors` names the field they belong to."""
    words = as_dict(refusal)
    more: dict[str, Any] = {"code": words["code"], "says": words["says"], "cite": words["cite"]}
    if refusal.field:
        more["errors"] = {refusal.field: [words["says"]]}
    return answer(status or status_of(refusal), _("Not allowed"), words["says"], **more)


def invalid(errors: Mapping[str, Any]) -> JsonResponse:
    """Fields that have to be mended, each with its words."""
    listed = {name: [str(word) for word in words] for name, words in errors.items()}
    first = next((words[0] for words in listed.values() if words), "")
    return answer(400, _("Some fields have to be mended"), first, code="invalid", errors=listed)


def nothing_here() -> JsonResponse:
    """What a stranger is told, whether there is something or not."""
    return answer(404, _("Not found"), _("There is nothing here for you under this address."))


def away() -> JsonResponse:
    return answer(503, _("The database does not answer. Nothing was changed; try again in a moment."))
