"""The moves on a case and on its rulings, made from the kinds of ruling: one row feeds guard, button, API and test.

A move on the case draws a ruling of its kind and signs it; the ruling's own moves decide on it.
"""

from collections.abc import Mapping

from ecase.law.moves import Move, table
from ecase.law.roles import PROSECUTION
from ecase.law.rulings import HEAD_OF_PROSECUTION, INVESTIGATOR, RULINGS, RulingKind, Status
from ecase.law.words import N_

CASE_MOVES: Mapping[str, Move] = table(
    *(
        Move(
            kind.move,
            kind.title,
            source=kind.stages,
            target="",
            by=kind.authors,
            act=kind.act,
            starts=tuple(key for key in (kind.decision_term, kind.seen_term) if key),
            cite=kind.cite,
            style=kind.style,
        )
        for kind in RULINGS.values()
    )
)


def ruling_moves(kind: RulingKind) -> Mapping[str, Move]:
    """The moves of a ruling of this kind once it is drawn."""
    return table(*_deciding(kind), *_afterwards(kind))


def _deciding(kind: RulingKind) -> tuple[Move, ...]:
    if not kind.deciders:
        return ()
    waiting = frozenset({Status.BEFORE_DECIDER.value})
    stops = (kind.decision_term,) if kind.decision_term else ()
    return (
        Move(
            "approve", N_("Approve"), waiting, Status.IN_FORCE, kind.deciders, kind.cite,
            act=kind.approval_act, stops=stops, style="primary",
        ),
        Move(
            "refuse", N_("Refuse approval"), waiting, Status.REFUSED, kind.deciders, kind.cite,
            needs=("reasons",), act=kind.refusal_act, stops=stops, style="warning",
        ),
        Move(
            "return_for_rework", N_("Return for rework"), waiting, Status.RETURNED, kind.deciders, "CPC 193(1)(6)",
            needs=("reasons",), act=kind.return_act, stops=stops,
        ),
        Move(
            "resubmit", N_("Write anew and send"), frozenset({Status.RETURNED.value}), Status.BEFORE_DECIDER,
            kind.authors, kind.cite, act=kind.act, style="primary",
        ),
        Move(
            "withdraw", N_("Withdraw"), frozenset({Status.BEFORE_DECIDER.value, Status.RETURNED.value}),
            Status.WITHDRAWN, kind.authors, kind.cite, needs=("reasons",), stops=stops,
        ),
    )  # fmt: skip


def _afterwards(kind: RulingKind) -> tuple[Move, ...]:
    in_force = frozenset({Status.IN_FORCE.value})
    moves: list[Move] = []
    if kind.answer:
        moves.append(
            Move(
                "fulfil", N_("Report it fulfilled"), in_force, Status.FULFILLED, INVESTIGATOR, kind.cite,
                needs=("reasons",), style="primary",
            )
        )  # fmt: skip
    if kind.seen:
        stops = (kind.seen_term,) if kind.seen_term else ()
        moves.append(Move("see", N_("Note that I have seen it"), in_force, "", PROSECUTION, kind.cite, stops=stops))
    if kind.cancellable:
        moves.append(
            Move(
                "cancel", N_("Cancel as unlawful"), in_force, Status.CANCELLED, HEAD_OF_PROSECUTION,
                "CPC 193(1), 193(2)", needs=("reasons",), act="ruling_cancel_unlawful", style="warning",
            )
        )  # fmt: skip
    return tuple(moves)


RULING_MOVES: dict[str, Mapping[str, Move]] = {code: ruling_moves(kind) for code, kind in RULINGS.items()}
NAMES: tuple[str, ...] = tuple(dict.fromkeys(name for moves in RULING_MOVES.values() for name in moves))
