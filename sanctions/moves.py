"""The moves of a sanction. A move may name an attribute of its kind, nothing else; no row, no move."""

from collections.abc import Mapping

from ecase.law.kinds import KINDS, Kind
from ecase.law.moves import Move, table
from ecase.law.roles import Role
from ecase.law.words import N_
from sanctions.kinds import Status

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
ADDRESSED = frozenset({Status.BEFORE_PROSECUTOR})
IN_COURT = frozenset({Status.BEFORE_COURT})


def moves_of(kind: Kind) -> Mapping[str, Move]:
    """The table of moves of one kind."""
    decider = frozenset({kind.decider})
    return table(
        Move(
            "submit",
            N_("Send to the prosecutor"),
            source=frozenset({Status.DRAFT, Status.RETURNED}),
            target=Status.BEFORE_PROSECUTOR,
            by=INVESTIGATOR,
            act=kind.petition_act,
            cite="CPC 147(2)",
            style="primary",
        ),
        Move(
            "amend",
            N_("Change the text"),
            source=frozenset({Status.DRAFT, Status.RETURNED}),
            target="",
            by=INVESTIGATOR,
            needs=("grounds",),
            cite="CPC 147(2)",
        ),
        Move(
            "withdraw",
            N_("Withdraw"),
            source=frozenset({Status.DRAFT, Status.RETURNED, Status.BEFORE_PROSECUTOR}),
            target=Status.WITHDRAWN,
            by=INVESTIGATOR,
            needs=("reasons",),
            cite="CPC 147(2)",
        ),
        Move(
            "support",
            N_("Support"),
            source=ADDRESSED,
            target=Status.BEFORE_COURT,
            by=kind.prosecutors,
            act="prosecutor_support",
            starts=(kind.decision_term,),
            stops=("detention.petition_to_ij",),
            cite="CPC 147(3)",
            style="primary",
        ),
        Move(
            "refuse_support",
            N_("Refuse to support"),
            source=ADDRESSED,
            target=Status.REFUSED_BY_PROSECUTOR,
            by=kind.prosecutors,
            needs=("reasons",),
            act="prosecutor_refusal",
            cite="CPC 147(3)",
            style="warning",
        ),
        Move(
            "return_for_rework",
            N_("Return for rework"),
            source=ADDRESSED,
            target=Status.RETURNED,
            by=kind.prosecutors,
            needs=("reasons",),
            act="prosecutor_return",
            cite="CPC 193(1)(6)",
        ),
        Move(
            "grant",
            N_("Grant"),
            source=IN_COURT,
            target=Status.GRANTED,
            by=decider,
            needs=("reasons",),
            act=kind.granted_act,
            stops=(kind.decision_term,),
            starts=(kind.grants,),
            cite=kind.cite,
            style="primary",
        ),
        Move(
            "refuse",
            N_("Refuse"),
            source=IN_COURT,
            target=Status.REFUSED,
            by=decider,
            needs=("reasons",),
            act=kind.refused_act,
            stops=(kind.decision_term,),
            cite="CPC 148(7)(3)",
            style="warning",
        ),
    )


MOVES: dict[str, Mapping[str, Move]] = {code: moves_of(kind) for code, kind in KINDS.items()}
NAMES: tuple[str, ...] = tuple(dict.fromkeys(name for table_ in MOVES.values() for name in table_))
