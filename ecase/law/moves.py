"""What a move is: the one row that feeds guard, button, API, printed law and test alike.

A legal act changes the state of a matter by a named move. No row, no move. The tables of moves
themselves stand with the matters they belong to (`detention/moves.py`, `sanctions/moves.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecase.law.roles import TITLES, Role
from ecase.law.words import N_, Refusal


@dataclass(frozen=True)
class Move:
    """One permitted change of state.

    `source` the statuses it starts from, `target` the status it leads to (empty: unchanged),
    `by` the roles that may make it, `needs` the fields that have to be given, `act` the code of
    the signed act it is made by (empty: no signature), `acts_by_role` where the act depends on
    who signs, `starts` and `stops` keys of `ecase.law.limits.LIMITS`, `cite` the article.
    """

    name: str
    title: str
    source: frozenset[str]
    target: str
    by: frozenset[Role]
    cite: str
    needs: tuple[str, ...] = ()
    act: str = ""
    acts_by_role: tuple[tuple[Role, str], ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    style: str = "secondary"

    def act_for(self, role: Role) -> str:
        """Code of the act `role` signs when making this move; empty when nothing is signed."""
        return dict(self.acts_by_role).get(role, self.act)


def table(*moves: Move) -> Mapping[str, Move]:
    """Moves by name; two rows of one name are a mistake in the table and stop the start."""
    by_name = {move.name: move for move in moves}
    if len(by_name) != len(moves):
        raise ValueError("a move stands twice in the table")
    return by_name


def wrong_role(move: Move, role: Role) -> Refusal | None:
    """The refusal for somebody whose role never makes this move; None when the role may."""
    if role in move.by:
        return None
    return Refusal(
        "wrong_role",
        N_("This is decided by: %(roles)s."),
        {"roles": sorted(TITLES[r] for r in move.by)},
        move.cite,
    )


def wrong_status(move: Move, status: str, titles: Mapping[str, str]) -> Refusal | None:
    """The refusal for a matter that is not, or no longer, where this move starts."""
    if status in move.source:
        return None
    return Refusal(
        "wrong_status",
        N_("Not possible now: the state is “%(status)s”."),
        {"status": titles.get(status, status)},
        move.cite,
    )


def why_not(move: Move, *, role: Role, status: str, titles: Mapping[str, str]) -> Refusal | None:
    """First reason why `role` may not make `move` from `status`, or None."""
    return wrong_role(move, role) or wrong_status(move, status, titles)


def needed(move: Move, given: Mapping[str, object]) -> Iterable[Refusal]:
    """One refusal for each field of `move.needs` that is absent or empty in `given`."""
    for name in move.needs:
        value = given.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield Refusal("missing", N_("Fill in this field."), {"field": name}, field=name)
