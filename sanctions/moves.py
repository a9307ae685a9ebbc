"""The moves of a sanction, made from the row of its kind. No row, no move.

What follows a decision stands in `moves_after`, the hearing in `moves_hearing`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ecase.law.kinds import Kind, Step
from ecase.law.kinds_all import KINDS
from ecase.law.moves import Move, table
from ecase.law.roles import Role
from ecase.law.words import N_
from sanctions.covert.moves import covert_moves
from sanctions.kinds import Status
from sanctions.moves_after import after_moves
from sanctions.moves_hearing import hearing_moves
from sanctions.moves_judge import judge_moves

HEAD = frozenset({Role.HEAD_OF_INVESTIGATION})
UNSENT = frozenset({Status.DRAFT, Status.RETURNED})
BEFORE_HEAD = frozenset({Status.BEFORE_HEAD})
ADDRESSED = frozenset({Status.BEFORE_PROSECUTOR})
IN_COURT = frozenset({Status.BEFORE_COURT})
ENTRY: dict[Step, frozenset[Status]] = {Step.PROSECUTOR: ADDRESSED, Step.COURT: IN_COURT}


def moves_of(kind: Kind) -> Mapping[str, Move]:
    """The table of moves of one kind."""
    before = (*_asking(kind), *_agreeing(kind), *_deciding(kind), *judge_moves(kind))
    return table(*before, *hearing_moves(kind), *_after(kind))


def _after(kind: Kind) -> Iterator[Move]:
    """What follows the decision; a covert kind has moves of its own, beside extension and appeal."""
    if kind.compartment == "covert":
        yield from covert_moves(kind)
    yield from after_moves(kind)


def _asking(kind: Kind) -> Iterator[Move]:
    if kind.alone:
        yield Move(
            "apply", N_("Sign and put into force"), source=UNSENT, target=Status.GRANTED, by=kind.asked_by,
            act=kind.petition_act, cite=kind.cite_of("apply"),
            starts=tuple(filter(None, (kind.grants,))), style="primary",
        )  # fmt: skip
    else:
        to_court = kind.route[0] is Step.COURT
        yield Move(
            "submit", N_("Send to the court") if to_court else N_("Send to the prosecutor"), source=UNSENT,
            target=kind.route[0], by=kind.asked_by, act=kind.petition_act, cite=kind.cite_of("submit"),
            starts=tuple(filter(None, (kind.decision_term,))) if len(kind.route) == 1 else (), style="primary",
        )  # fmt: skip
    yield Move(
        "amend", N_("Change the text"), source=UNSENT, target="", by=kind.asked_by, needs=("grounds",),
        cite=kind.cite_of("amend"),
    )  # fmt: skip
    underway = BEFORE_HEAD | ADDRESSED if Step.PROSECUTOR in kind.route else BEFORE_HEAD
    yield Move(
        "withdraw", N_("Withdraw"), source=UNSENT | underway,
        target=Status.WITHDRAWN, by=kind.asked_by, needs=("reasons",), cite=kind.cite_of("withdraw"),
    )  # fmt: skip


def _agreeing(kind: Kind) -> Iterator[Move]:
    """What the head of the body and the prosecutor may do before the one who decides."""
    if kind.head_agrees:
        yield Move(
            "agree", N_("Agree"), source=BEFORE_HEAD, target=kind.route[0], by=HEAD, act="sanction_agreed",
            cite="CPC 62(5)", style="primary",
        )  # fmt: skip
    if kind.supported:
        yield Move(
            "support", N_("Support"), source=ADDRESSED, target=Status.BEFORE_COURT, by=kind.prosecutors,
            act="prosecutor_support", starts=tuple(filter(None, (kind.decision_term,))),
            stops=("detention.petition_to_ij",) if kind.custody else (), cite=kind.cite_of("support"), style="primary",
        )  # fmt: skip
        yield Move(
            "refuse_support", N_("Refuse to support"), source=ADDRESSED, target=Status.REFUSED_BY_PROSECUTOR,
            by=kind.prosecutors, needs=("reasons",), act="prosecutor_refusal", cite=kind.cite_of("refuse_support"),
            style="warning",
        )  # fmt: skip
    if Step.PROSECUTOR in kind.route:
        yield Move(
            "return_for_rework", N_("Return for rework"), source=ADDRESSED, target=Status.RETURNED,
            by=kind.prosecutors, needs=("reasons",), act="prosecutor_return", cite="CPC 193(1)(6)",
        )  # fmt: skip
    if kind.head_agrees:
        yield Move(
            "head_return", N_("Return for rework"), source=BEFORE_HEAD, target=Status.RETURNED, by=HEAD,
            needs=("reasons",), act="head_return", cite="CPC 62(5)",
        )  # fmt: skip


def _deciding(kind: Kind) -> Iterator[Move]:
    if kind.alone:
        return
    legality = kind.acted_first
    grant = Move(
        "grant", N_("Find it lawful") if legality else N_("Grant"), source=ENTRY[kind.route[-1]],
        target=Status.GRANTED, by=kind.deciders, needs=("reasons",), act=kind.granted_act,
        starts=tuple(filter(None, (kind.grants,))), stops=tuple(filter(None, (kind.decision_term,))),
        cite=kind.cite_of("grant"), style="primary",
    )  # fmt: skip
    yield grant
    if not legality:
        yield replace(grant, name="grant_in_part", title=N_("Grant in part"), style="secondary")
    yield replace(
        grant, name="refuse", title=N_("Find it unlawful") if legality else N_("Refuse"), target=Status.REFUSED,
        act=kind.refused_act, starts=(), cite=kind.cite_of("refuse"), style="warning",
    )  # fmt: skip


MOVES: dict[str, Mapping[str, Move]] = {code: moves_of(kind) for code, kind in KINDS.items()}
NAMES: tuple[str, ...] = tuple(dict.fromkeys(name for table_ in MOVES.values() for name in table_))
