"""The acts on a covert action by the name of their move."""

from collections.abc import Callable

from sanctions.covert import actions, destroying, notices
from sanctions.models import Sanction

COVERT: dict[str, Callable[..., Sanction]] = {
    "ask_material": actions.ask_material,
    "ask_check": actions.ask_check,
    "find_lawful": actions.find_lawful,
    "ask_to_stop": actions.ask_to_stop,
    "let_run": actions.let_run,
    "stop": actions.stop,
    "finish": actions.finish,
    "tell_results": actions.tell_results,
    "tell_destruction": destroying.tell_destruction,
    "object": destroying.object_to,
    "destroy": destroying.destroy,
    "send_notice": notices.send_notice,
    "notice_delivered": notices.notice_delivered,
}
