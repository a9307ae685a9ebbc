"""The moves after a decision: execution, early end, appeal."""

from collections.abc import Iterator

from ecase.law.kinds import Kind
from ecase.law.moves import Move


def after_moves(kind: Kind) -> Iterator[Move]:
    """What may be done once a sanction is granted, refused or in force."""
    yield from ()
