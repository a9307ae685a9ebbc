"""The acts on a sanction, by who makes them. Each locks the case first, writes, and records once."""

from collections.abc import Callable

from sanctions.actions.after import ask_lift, execute, extend, lift, pay_bail
from sanctions.actions.agreeing import agree, head_return, refuse_support, return_for_rework, support
from sanctions.actions.appeals import appeal
from sanctions.actions.asking import UNKNOWN_KIND, amend, apply, open_request, request, submit, withdraw
from sanctions.actions.copies import correct_slip, note_copy
from sanctions.actions.deciding import grant, grant_in_part, refuse
from sanctions.actions.hearings import appoint_hearing, argue, move_hearing, sign_minutes, tell_of_hearing
from sanctions.actions.judges import recuse
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
    "recuse": recuse,
    "appoint_hearing": appoint_hearing,
    "move_hearing": move_hearing,
    "tell_of_hearing": tell_of_hearing,
    "argue": argue,
    "sign_minutes": sign_minutes,
    "correct_slip": correct_slip,
    "note_copy": note_copy,
    "execute": execute,
    "lift": lift,
    "ask_lift": ask_lift,
    "extend": extend,
    "pay_bail": pay_bail,
    "appeal": appeal,
}
