"""What the scope rule is asked and what it answers: plain values and their words.

The rule itself is `scope`; how the charges of a case differ from what was registered `scope_differences`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecase.law.steps import Step
from ecase.law.words import N_, Refusal

SCOPE = "CPC 121(1)"


class Doing(StrEnum):
    """What is being done in the case."""

    MATERIAL = "material"
    QUESTIONING = "questioning"
    DETENTION = "detention"
    SANCTION = "sanction"
    QUALIFICATION = "qualification"
    CHANGE = "change"
    NEW_FACT = "new_fact"


class Relation(StrEnum):
    """How the fact it concerns stands to the offences of the case."""

    SAME_EVENT = "same_event"
    SAME_PERSON = "same_person"
    CONNECTED = "connected"
    OTHER = "other"


RELATIONS: dict[Relation, str] = {
    Relation.SAME_EVENT: N_("The registered event itself"),
    Relation.SAME_PERSON: N_("Another event, committed by the same person"),
    Relation.CONNECTED: N_("Another event, connected with it: accomplices, concealment or failure to report"),
    Relation.OTHER: N_("Another event, not connected with this case"),
}


class JoinBar(StrEnum):
    """What CPC 43(4) forbids to join, in the order of its items."""

    SAME_CHARGE_OTHER_PERSON = "same_charge_other_person"
    AGAINST_EACH_OTHER = "against_each_other"
    PRIVATE_AND_PUBLIC = "private_and_public"
    HINDERS = "hinders"


JOIN_BARS: dict[JoinBar, str] = {
    JoinBar.SAME_CHARGE_OTHER_PERSON: N_("Identical charges are held against different persons."),
    JoinBar.AGAINST_EACH_OTHER: N_("The persons are charged with offences against each other."),
    JoinBar.PRIVATE_AND_PUBLIC: N_("One offence is prosecuted privately, the other publicly."),
    JoinBar.HINDERS: N_("Considering them together would stand in the way of objectivity."),
}


# What an author says who has looked and found none of them.
NO_BAR = "none"


class Verdict(StrEnum):
    """What the rule answers."""

    WITHIN = "within"
    NAME_THE_OFFENCE = "name_the_offence"
    REQUALIFY = "requalify"
    SEVER = "sever"
    JOIN = "join"
    OUTSIDE = "outside"
    ENDED = "ended"


@dataclass(frozen=True)
class Registered:
    """One registered offence of the case, by its number there. `also`: further qualifications of the same event
    that were registered with it. `ended`: its investigation is completed; `severed`: it went into a case of its
    own; `terminated`: by a ruling in force; `joined`: it came from another case. `decision` names the approved
    ruling by which it was severed, terminated or joined."""

    number: int
    article: str
    part: str
    occurred_on: date | None = None
    ended: bool = False
    severed: bool = False
    terminated: bool = False
    joined: bool = False
    decision: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def live(self) -> bool:
        """Whether proof on it goes on in this case."""
        return not (self.ended or self.severed or self.terminated)

    @property
    def qualification(self) -> tuple[str, str]:
        return self.article, self.part

    @property
    def qualifications(self) -> frozenset[tuple[str, str]]:
        """All the event was registered under."""
        return frozenset({self.qualification, *self.also})


@dataclass(frozen=True)
class Asked:
    """What somebody is about to do. `offence`: the number it names; `article`, `part`, `occurred_on`: of
    the fact or charge it speaks of, where that is known. `approved`: the prosecutor has approved the
    change or seen the joinder. `urgent`: an action that cannot wait for the registration."""

    doing: Doing
    offence: int | None = None
    article: str = ""
    part: str = ""
    occurred_on: date | None = None
    relation: Relation | None = None
    person_known: bool = True
    approved: bool = False
    urgent: bool = False
    bar: JoinBar | None = None


@dataclass(frozen=True)
class Answer:
    """`refusal` is empty exactly when the verdict is `within`. `move`: the case move that leads on;
    `offers`: the numbers that may be named; `needs_prosecutor`: no effect before the approval."""

    verdict: Verdict
    refusal: Refusal | None
    cites: tuple[str, ...]
    because: tuple[Step, ...] = ()
    move: str = ""
    offers: tuple[int, ...] = ()
    needs_prosecutor: bool = False
