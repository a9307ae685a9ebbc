"""The moves around the hearing of a request, and around the order: copies served, slips corrected."""

from collections.abc import Iterator

from ecase.law.kinds import Hearing, Kind
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from sanctions.kinds import DECIDED, Status

IN_COURT = frozenset({Status.BEFORE_COURT})
AFTER = frozenset(DECIDED)
COURT = frozenset({Role.INVESTIGATING_JUDGE, Role.COURT_CLERK})
SIDES = PROSECUTION | {Role.LAWYER}
HEARD = "CPC 56(2)"
MINUTES = "CPC 56(2), 347"


def hearing_moves(kind: Kind) -> Iterator[Move]:
    """What the judge, his clerk and the parties may do while a request is before the court, and after the decision."""
    if kind.by_court and kind.hearing is not Hearing.NEVER:
        yield from _sitting(kind)
    if kind.alone:
        return
    # A measure taken alone is handed to the person by its author; a decision is corrected and served by the decider.
    yield Move(
        "correct_slip", N_("Correct a slip"), source=AFTER, target="", by=kind.deciders,
        needs=("before", "after", "reasons"), act="slip_corrected", cite="CPC 56(1), 198",
    )  # fmt: skip
    yield Move(
        "note_copy", N_("Note that a copy was served"), source=AFTER, target="", needs=("copy", "means", "served_at"),
        by=kind.deciders | kind.asked_by | ({Role.COURT_CLERK} if kind.by_court else frozenset()), act="copy_receipt",
        cite="CPC 148(10)",
    )  # fmt: skip


def _sitting(kind: Kind) -> Iterator[Move]:
    cite = "CPC 148(2)" if kind.custody else HEARD
    yield Move(
        "appoint_hearing", N_("Appoint the hearing"), source=IN_COURT, target="", by=COURT, needs=("starts_at",),
        cite=cite,
    )  # fmt: skip
    yield Move(
        "move_hearing", N_("Put the hearing off"), source=IN_COURT, target="", by=COURT,
        needs=("starts_at", "reasons"), cite=cite,
    )  # fmt: skip
    yield Move(
        "tell_of_hearing", N_("Note who was told of the hearing"), source=IN_COURT, target="", by=COURT,
        needs=("notice", "means", "told_at"), cite=cite,
    )  # fmt: skip
    yield Move(
        "argue", N_("State arguments"), source=IN_COURT, target="", by=SIDES, needs=("text",), cite=cite,
    )  # fmt: skip
    yield Move(
        "sign_minutes", N_("Write the minutes of the hearing"), source=IN_COURT | AFTER, target="", by=COURT,
        needs=("held_from", "present", "minutes"), act="hearing_minutes", cite=MINUTES,
    )  # fmt: skip
