"""The acts of the writ proceedings, by the names of their moves."""

from writ.actions.after import (
    appeal,
    cancel,
    cancel_above,
    change,
    disagree,
    execute,
    note_payment,
    opened,
    serve,
    uphold,
)
from writ.actions.judges import recuse
from writ.actions.judging import convict, return_to_prosecutor, terminate
from writ.actions.preparing import (
    ask,
    consent,
    drop,
    file_motion,
    object_victim,
    remind,
    start,
    state_facts,
    withdraw_word,
)
from writ.actions.sending import (
    agree,
    approve,
    head_return,
    head_terminate,
    refuse_approval,
    request,
    return_case,
)

__all__ = ["PERFORM", "opened", "start"]

PERFORM = {
    "ask": ask,
    "remind": remind,
    "file_motion": file_motion,
    "consent": consent,
    "object_victim": object_victim,
    "withdraw_word": withdraw_word,
    "state_facts": state_facts,
    "drop": drop,
    "request": request,
    "agree": agree,
    "head_return": head_return,
    "head_terminate": head_terminate,
    "approve": approve,
    "return_case": return_case,
    "refuse_approval": refuse_approval,
    "convict": convict,
    "return_to_prosecutor": return_to_prosecutor,
    "terminate": terminate,
    "recuse": recuse,
    "serve": serve,
    "object": disagree,
    "cancel": cancel,
    "appeal": appeal,
    "uphold": uphold,
    "change": change,
    "cancel_above": cancel_above,
    "execute": execute,
    "note_payment": note_payment,
}
