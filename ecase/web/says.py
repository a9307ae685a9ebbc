"""A refusal in the reader's language: the one edge where the law's words are translated."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from ecase.law import cite
from ecase.law.words import Refusal


def say(msgid: str, params: Mapping[str, object] | None = None) -> str:
    """The translated sentence; parameters that are themselves msgids (lists of roles, states) as well."""
    text = gettext(msgid) if msgid else ""
    return text % {name: _value(value, name) for name, value in params.items()} if params else text


def _value(value: object, name: str = "") -> object:
    if name == "tenge" and isinstance(value, int):
        return thousands(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(gettext(str(item)) for item in value)
    if isinstance(value, str) and value:
        return cited(gettext(value))  # an article among the words is told as an article; the rest stays as it is
    return value


def thousands(number: int) -> str:
    """An amount as it is read: by its thousands."""
    return f"{number:,}".replace(",", "\u00a0")


def cited(article: str) -> str:
    """The article in the reader's language, or empty."""
    return cite.words(article, (get_language() or "ru")[:2]) if article else ""


def as_dict(refusal: Refusal) -> dict[str, Any]:
    """A refusal as the API shows it."""
    return {"code": refusal.code, "says": say(refusal.says, refusal.params), "cite": cited(refusal.cite)}
