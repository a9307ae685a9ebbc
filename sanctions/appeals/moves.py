"""The moves of an appeal. No row, no move."""

from ecase.law.moves import Move, table
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from sanctions.kinds import AppealStatus

FILED = frozenset({AppealStatus.FILED})
ABOVE = frozenset({AppealStatus.BEFORE_COURT})
APPEAL_JUDGE = frozenset({Role.APPEAL_JUDGE})
DECISIONS = ("uphold", "change", "cancel", "leave")
OUTCOME = {"uphold": "upheld", "change": "changed", "cancel": "cancelled", "leave": "left"}

SEND_UP = Move(
    "send_up",
    N_("Send to the court above"),
    source=FILED,
    target=AppealStatus.BEFORE_COURT,
    by=frozenset({Role.INVESTIGATING_JUDGE, Role.COURT_CLERK}),
    starts=("ij.oblast",),
    cite="CPC 107(2)",
    style="primary",
)
WITHDRAW = Move(
    "withdraw",
    N_("Withdraw the appeal"),
    source=FILED | ABOVE,
    target=AppealStatus.WITHDRAWN,
    by=PROSECUTION | {Role.LAWYER},
    needs=("reasons",),
    stops=("ij.oblast",),
    cite="CPC 107",
)
UPHOLD = Move(
    "uphold",
    N_("Leave the ruling unchanged"),
    source=ABOVE,
    target=AppealStatus.DECIDED,
    by=APPEAL_JUDGE,
    needs=("reasons",),
    act="appeal_decided",
    stops=("ij.oblast",),
    cite="CPC 107(5),(7)",
    style="primary",
)
CHANGE = Move(
    "change",
    N_("Change the ruling"),
    source=ABOVE,
    target=AppealStatus.DECIDED,
    by=APPEAL_JUDGE,
    needs=("reasons", "instead"),
    act="appeal_decided",
    stops=("ij.oblast",),
    cite="CPC 107(5),(7)",
)
CANCEL = Move(
    "cancel",
    N_("Cancel the ruling"),
    source=ABOVE,
    target=AppealStatus.DECIDED,
    by=APPEAL_JUDGE,
    needs=("reasons",),
    act="appeal_decided",
    stops=("ij.oblast",),
    cite="CPC 107(5),(7)",
    style="warning",
)
LEAVE = Move(
    "leave",
    N_("Leave without consideration: the term was missed"),
    source=ABOVE,
    target=AppealStatus.DECIDED,
    by=APPEAL_JUDGE,
    needs=("reasons",),
    act="appeal_decided",
    stops=("ij.oblast",),
    cite="CPC 50, 107(2)",
)

MOVES = table(SEND_UP, WITHDRAW, UPHOLD, CHANGE, CANCEL, LEAVE)
