"""The moves around the hearing of a request."""

from collections.abc import Iterator

from ecase.law.kinds import Kind
from ecase.law.moves import Move


def hearing_moves(kind: Kind) -> Iterator[Move]:
    """What the judge, his clerk and the parties may do while a request is before the court."""
    yield from ()
