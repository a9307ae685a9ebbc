"""What is typed into a search stands in the address, unless it holds an IIN: then a key of the session stands for it.

An address is kept by browsers and by every server on the way; whose number somebody looked for is nobody's business.
"""

import secrets

from django.http import HttpRequest, QueryDict

from cases.queries.asking import has_iin

KEPT = 20
_SESSION = "asked_for"


def clean(text: str) -> str:
    return text.replace("\0", "").strip()[:200]


def remembered(request: HttpRequest, text: str) -> dict[str, str]:
    """What stands for `text` in an address: itself, or a key."""
    if not text:
        return {}
    if not has_iin(text):
        return {"q": text}
    asked: dict[str, str] = dict(request.session.get(_SESSION, {}))
    key = next((k for k, kept in asked.items() if kept == text), "") or secrets.token_urlsafe(9)
    asked.pop(key, None)
    request.session[_SESSION] = dict(list(asked.items())[1 - KEPT :]) | {key: text}
    return {"k": key}


def recalled(request: HttpRequest) -> str:
    """The text an address asks for; "" when its key is of another session, or forgotten."""
    key = request.GET.get("k", "")
    if key:
        return str(request.session.get(_SESSION, {}).get(key, ""))
    return clean(request.GET.get("q", ""))


def address(base: str, *parts: dict[str, str]) -> str:
    """`base` with the non-empty parts as its query."""
    query = QueryDict(mutable=True)
    for part in parts:
        query.update({name: value for name, value in part.items() if value})
    return f"{base}?{query.urlencode()}" if query else base
