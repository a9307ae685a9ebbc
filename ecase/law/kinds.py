"""Kinds of sanction: who is asked in which order, how long each has, what a grant starts.

Only the kinds that are built stand here; the arrest is the first.
"""

from dataclasses import dataclass

from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_


@dataclass(frozen=True)
class Kind:
    """One kind of sanction.

    `route`: the statuses a request passes through, in order. `decision_term`: the limit that runs
    from arrival at the court. `grants`: the limit a grant starts. `hearing`: always held or not.
    `on_person`: it is asked against a participant; `needs_detention`: the person is held.
    """

    code: str
    title: str
    cite: str
    route: tuple[str, ...]
    prosecutors: frozenset[Role]
    decider: Role
    decision_term: str
    grants: str
    hearing: bool
    on_person: bool
    petition_act: str
    granted_act: str
    refused_act: str
    confidence: str
    source: str


ARREST = Kind(
    code="arrest",
    title=N_("Custody (arrest)"),
    cite="CPC 147, 148",
    route=("before_prosecutor", "before_court"),
    prosecutors=PROSECUTION,
    decider=Role.INVESTIGATING_JUDGE,
    decision_term="ij.arrest",
    grants="arrest.term",
    hearing=True,
    on_person=True,
    petition_act="arrest_petition",
    granted_act="arrest_granted",
    refused_act="arrest_refused",
    confidence="V",
    source="S25",
)

KINDS: dict[str, Kind] = {ARREST.code: ARREST}
