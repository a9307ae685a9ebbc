"""The acts on a sanction, by who makes them. Each locks the case first, writes, and records once."""

from collections.abc import Callable

from sanctions.actions.agreeing import agree, head_return, refuse_support, return_for_rework, support
from sanctions.actions.asking import UNKNOWN_KIND, amend, apply, open_request, request, submit, withdraw
from sanctions.actions.deciding import grant, grant_in_part, refuse
from sanctions.actions.sharing import path_of
from sanctions.models import Sanction

__all__ = ["PERFORM", "UNKNOWN_KIND", "open_request", "path_of", "request"]

PERFORM: dict[str, Callable[..., Sanction]] = {
    "amend": amend,
    "submit": submit,
    "apply": apply,
    "withdraw": withdraw,
    "agree": agree,
    "head_return": head_return,
    "support": support,
    "refuse_support": refuse_support,
    "return_for_rework": return_for_rework,
    "grant": grant,
    "grant_in_part": grant_in_part,
    "refuse": refuse,
}
