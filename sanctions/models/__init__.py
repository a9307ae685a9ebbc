"""The tables of sanctions, one module for each noun."""

from sanctions.models.appeals import Appeal
from sanctions.models.copies import Copy, Slip
from sanctions.models.covert import CovertNotice, Destruction, NoticeOpened
from sanctions.models.deciding import Draw, Manifest, PageMark, SavedReason, Substitution
from sanctions.models.hearings import Argument, Hearing, HearingNotice
from sanctions.models.sanction import Sanction, SanctionQuerySet

__all__ = [
    "Appeal", "Argument", "Copy", "CovertNotice", "Destruction", "Draw", "Hearing", "HearingNotice", "Manifest",
    "NoticeOpened", "PageMark", "Sanction", "SanctionQuerySet", "SavedReason", "Slip", "Substitution",
]  # fmt: skip
