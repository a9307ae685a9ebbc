"""The acts on a case. One function per act, keyword-only, `by=` an appointment and `at=` a moment.

Each locks the case row first, asks the rule, writes, moves the terms, records, and tells.
"""

from cases.actions.materials import file_upload
from cases.actions.people import add_defence, add_participant, check_identity, look_up
from cases.actions.register import register

__all__ = ["add_defence", "add_participant", "check_identity", "file_upload", "look_up", "register"]
