"""What a judge may do about a request besides deciding it: withdraw, so that another of the court is drawn."""

from collections.abc import Iterator

from ecase.law.kinds import Kind
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.words import N_
from sanctions.kinds import Status


def judge_moves(kind: Kind) -> Iterator[Move]:
    if kind.by_court:
        yield Move(
            "recuse", N_("Withdraw from the request"), source=frozenset({Status.BEFORE_COURT}), target="",
            by=frozenset({Role.INVESTIGATING_JUDGE}), needs=("reasons",), cite="CPC 87",
        )  # fmt: skip
