"""The scope page: what was registered, what is charged now, and how one differs from the other.

Each difference names the approved ruling behind it; who, when and why stand with that ruling. Not
here: the rule for what is about to be done, which is `scope`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ecase.law.scope_facts import SCOPE, Registered
from ecase.law.words import N_


class Kind(StrEnum):
    """How a charge differs from what was registered."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    SEVERED = "severed"
    JOINED = "joined"
    TERMINATED = "terminated"
    OUTSIDE = "outside"


KINDS: dict[Kind, str] = {
    Kind.SAME: N_("As registered"),
    Kind.CHANGED: N_("Other qualification"),
    Kind.ADDED: N_("Qualification added"),
    Kind.DROPPED: N_("No longer charged"),
    Kind.SEVERED: N_("Severed into another case"),
    Kind.JOINED: N_("Joined from another case"),
    Kind.TERMINATED: N_("Terminated"),
    Kind.OUTSIDE: N_("Outside the registered charge"),
}
_KIND_CITES = {
    Kind.SAME: SCOPE,
    Kind.CHANGED: "CPC 207(1)",
    Kind.ADDED: "CPC 207(1)",
    Kind.DROPPED: "CPC 207(2)",
    Kind.SEVERED: "CPC 44(3),(5)",
    Kind.JOINED: "CPC 43(1),(3)",
    Kind.TERMINATED: "CPC 35(6), 207(2)",
    Kind.OUTSIDE: SCOPE,
}


@dataclass(frozen=True)
class Charged:
    """One charge: a person (empty: nobody yet), the registered offence it names, an article. `decision`:
    the approved ruling it came by. `ended`: how it ended (changed, dropped, severed, terminated), when it
    did, and `ended_decision` the approved ruling by which."""

    person: str
    offence: int | None
    article: str
    part: str
    decision: str = ""
    ended: Kind | None = None
    ended_decision: str = ""

    @property
    def qualification(self) -> tuple[str, str]:
        return self.article, self.part


@dataclass(frozen=True)
class Difference:
    """One line of the scope page. `registered` and `charged`: (article, part), None where that side is
    empty. `covered`: an approved decision stands behind it, named by `decision`."""

    offence: int | None
    person: str
    registered: tuple[str, str] | None
    charged: tuple[str, str] | None
    kind: Kind
    covered: bool
    decision: str
    cite: str

    @property
    def may_be_terminated(self) -> bool:
        """Whether prosecutor or court may end it as lying outside what was registered."""
        widened = self.kind in (Kind.CHANGED, Kind.ADDED, Kind.JOINED)
        return self.kind is Kind.OUTSIDE or (widened and not self.covered)


def differences(registered: Iterable[Registered], charged_now: Iterable[Charged]) -> tuple[Difference, ...]:
    """Every registered offence and every charge, in the order of the offences, as one differs from the other.

    A charge that names no offence of the case, or one no longer investigated in it, lies outside whoever
    approved it: a ruling on the charge registers no event.
    """
    charges = list(charged_now)
    rows = {row.number: row for row in sorted(registered, key=lambda row: row.number)}
    told: list[Difference] = []
    for row in rows.values():
        told.extend(_of_offence(row, [charge for charge in charges if charge.offence == row.number]))
    told.extend(_outside(charge, None) for charge in charges if charge.ended is None and charge.offence not in rows)
    return tuple(told)


def _of_offence(row: Registered, charges: list[Charged]) -> list[Difference]:
    live = [charge for charge in charges if charge.ended is None]
    if row.severed or row.terminated:
        kind = Kind.SEVERED if row.severed else Kind.TERMINATED
        return [_told(row, row.qualification, "", None, kind, row.decision), *(_outside(one, row) for one in live)]
    told: list[Difference] = []
    for person in dict.fromkeys(charge.person for charge in live):
        told.extend(_of_person(row, [charge for charge in live if charge.person == person]))
    standing = {charge.person for charge in live}
    for charge in charges:
        if charge.ended is None or charge.ended is Kind.CHANGED or charge.person in standing:
            continue
        # The registered charge on the fact ends when it passes to a person; that is no difference.
        if charge.person or not standing:
            own = charge.qualification if charge.qualification in row.qualifications else row.qualification
            told.append(_told(row, own, charge.person, None, charge.ended, charge.ended_decision))
    answered = {difference.registered for difference in told}
    gone = [own for own in (row.qualification, *row.also) if own not in answered]
    return [*told, *(_told(row, own, "", None, Kind.DROPPED, "") for own in gone)]


def _of_person(row: Registered, charges: list[Charged]) -> list[Difference]:
    """What one person is charged with, the registered first; another article stands for a missing one, or is added."""
    missing = [own for own in (row.qualification, *row.also) if own not in {one.qualification for one in charges}]
    told: list[Difference] = []
    for charge in sorted(charges, key=lambda one: one.qualification not in row.qualifications):
        own = charge.qualification
        if own in row.qualifications:
            kind = Kind.JOINED if row.joined else Kind.SAME
        elif missing:
            own, kind = missing.pop(0), Kind.CHANGED
        else:
            own, kind = row.qualification, Kind.ADDED
        decision = charge.decision or (row.decision if kind is Kind.JOINED else "")
        # The charge on the fact is the registration itself: nothing has to be approved.
        covered = bool(decision) or (kind is Kind.SAME and not charge.person)
        told.append(_told(row, own, charge.person, charge.qualification, kind, decision, covered=covered))
    return told


def _told(
    row: Registered,
    own: tuple[str, str],
    person: str,
    charged: tuple[str, str] | None,
    kind: Kind,
    decision: str,
    *,
    covered: bool | None = None,
) -> Difference:
    sure = bool(decision) if covered is None else covered
    return Difference(row.number, person, own, charged, kind, sure, decision, _KIND_CITES[kind])


def _outside(charge: Charged, row: Registered | None) -> Difference:
    registered = row.qualification if row else None
    return Difference(
        charge.offence,
        charge.person,
        registered,
        charge.qualification,
        Kind.OUTSIDE,
        False,
        charge.decision,
        _KIND_CITES[Kind.OUTSIDE],
    )
