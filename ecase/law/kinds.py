"""What a kind of sanction is: who asks, who agrees, who decides, on what, within which time, what a grant starts.

The rows stand in tables by noun: `kinds_liberty`, `kinds_search`, `kinds_property`, `kinds_person`, `kinds_covert`,
`kinds_prosecutor`, `kinds_alone`; the registry of them all is `KINDS` in `kinds_all`. A new kind is one row there and
one act template in each language (`templates/acts/sanctions/<code>/`); forms, moves, acts, checks and pages read the
row. Whether the law allows a request on its facts is `preflight`; rulings on the case itself are `ecase.law.rulings`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from ecase.law.act import Field
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_


class Group(StrEnum):
    """What the wizard lists kinds under."""

    LIBERTY = "liberty"
    OBLIGATION = "obligation"
    SEARCH = "search"
    PROPERTY = "property"
    PERSON = "person"
    COVERT = "covert"
    OTHER = "other"


GROUPS: dict[Group, str] = {
    Group.LIBERTY: N_("Liberty"),
    Group.OBLIGATION: N_("Obligations and prohibitions"),
    Group.SEARCH: N_("Search, seizure, inspection"),
    Group.PROPERTY: N_("Property and money"),
    Group.PERSON: N_("Examination and samples"),
    Group.COVERT: N_("Covert actions"),
    Group.OTHER: N_("Other"),
}


class Step(StrEnum):
    """Through whose hands a request goes, in this order."""

    PROSECUTOR = "before_prosecutor"
    COURT = "before_court"


class Hearing(StrEnum):
    ALWAYS = "always"
    IF_NEEDED = "if_needed"  # facts have to be examined, or the prosecutor or the defence asks for it (56(2))
    NEVER = "never"


class Opens(StrEnum):
    """From when the parties see the request and what was decided on it."""

    SUPPORT = "support"  # once it has left the prosecutor, or gone to the court
    DECISION = "decision"
    EXECUTION = "execution"  # a search told beforehand finds nothing (70(2)(5))
    NEVER = "never"


class Ends(StrEnum):
    """How what was granted is over."""

    EXECUTED = "executed"  # one action, done once and reported
    RUNS = "runs"  # a measure that lasts until its term, its change or its cancellation


@dataclass(frozen=True)
class Ground:
    """A ground to choose from. `field`: the fact of `ArrestFacts` it states, where it is one of 147(1)."""

    code: str
    title: str
    cite: str
    field: str = ""


@dataclass(frozen=True)
class Needed:
    """A paper that has to lie in the file before the request is sent.

    `kinds`: kinds of material or act, one of which is enough. `room`: it may be missing for a written reason.
    """

    code: str
    title: str
    cite: str
    kinds: tuple[str, ...]
    room: bool = True


@dataclass(frozen=True)
class Titles:
    """The name of an act as printed; `listed_as` its code in `data/acts.csv`, empty where the title is composed."""

    ru: str
    kk: str
    listed_as: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of sanction.

    `about`: the request names a suspect, any person of the case, an object (place, thing, property), or either.
    `asked_by` draw it up and sign; in an inquiry the head of the body agrees first where `head_agrees` (62(5)).
    `route`: who it passes, in order; the last step decides; an empty route is in force by its author's signature.
    `prosecutors`: who may stand at the prosecutor's step; `deciders`: who decides. `copy_to_prosecutor`: a request
    that goes straight to court is sent to him at the same time.
    `decision_term`: limit that runs from arrival with the decider; `at_once`: he decides without delay.
    `support_term`: limit of the prosecutor's own step before the court. `petition_term`: limit that runs for the asker
    from the fact `petition_from`.
    `acted_first`: the action comes first and its legality is asked after; `urgent`: that may be chosen; then
    `petition_term` runs from its end, and a refusal makes what was obtained inadmissible.
    `grants`: limit the grant starts; `ends`: whether it runs or is executed once; `report_term`: limit for the report
    on the execution. `extends`: codes of the kinds it prolongs. `custody`: the person is held by it.
    `facts`: what the request states; `decides`: what the decider fills besides the reasons; `grounds`: at least
    `grounds_least` of them are named. `documents`: what has to be in the file.
    `lifted_by`: who may end it early; `lift_consent`: with whose consent. `copies`: who gets the order.
    `appeal`: who may appeal ("parties", "prosecutor", ""); `bulk`: the prosecutor may support several by one list.
    `cites`: the article of a move where it is not that of the kind. `since`: from when the law has it.
    """

    code: str
    title: str
    group: Group
    cite: str
    about: Literal["suspect", "person", "object", "either"]
    petition: Titles
    granted: Titles
    refused: Titles
    asked_by: frozenset[Role] = frozenset({Role.INVESTIGATOR})
    head_agrees: bool = False
    route: tuple[Step, ...] = (Step.COURT,)
    prosecutors: frozenset[Role] = PROSECUTION
    deciders: frozenset[Role] = frozenset({Role.INVESTIGATING_JUDGE})
    copy_to_prosecutor: bool = False
    hearing: Hearing = Hearing.IF_NEEDED
    decision_term: str = ""
    at_once: bool = False
    support_term: str = ""
    petition_term: str = ""
    petition_from: str = ""
    acted_first: bool = False
    urgent: bool = False
    grants: str = ""
    ends: Ends = Ends.EXECUTED
    report_term: str = ""
    extends: tuple[str, ...] = ()
    custody: bool = False
    facts: tuple[Field, ...] = ()
    decides: tuple[Field, ...] = ()
    grounds: tuple[Ground, ...] = ()
    grounds_least: int = 0
    documents: tuple[Needed, ...] = ()
    opens: Opens = Opens.SUPPORT
    compartment: Literal["investigation", "covert"] = "investigation"
    lifted_by: frozenset[Role] = frozenset()
    lift_consent: frozenset[Role] = frozenset()
    copies: tuple[str, ...] = ("investigator", "prosecutor")
    appeal: Literal["", "parties", "prosecutor"] = "parties"
    bulk: bool = False
    cites: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    confidence: str = "V"
    source: str = "S25"
    note: str = ""

    @property
    def petition_act(self) -> str:
        """Code of the act that asks; for a measure its author takes alone, of the act that takes it."""
        return f"{self.code}_petition"

    @property
    def granted_act(self) -> str:
        return f"{self.code}_granted" if self.route else self.petition_act

    @property
    def refused_act(self) -> str:
        return f"{self.code}_refused"

    @property
    def by_prosecutor(self) -> bool:
        """The prosecutor decides and no court is asked."""
        return bool(self.route) and self.route[-1] is Step.PROSECUTOR

    @property
    def by_court(self) -> bool:
        return bool(self.route) and self.route[-1] is Step.COURT

    @property
    def supported(self) -> bool:
        """The prosecutor stands between the asker and the court."""
        return self.by_court and Step.PROSECUTOR in self.route

    @property
    def alone(self) -> bool:
        """In force by the signature of its author."""
        return not self.route

    def cite_of(self, move: str) -> str:
        """The article by which `move` is made."""
        return dict(self.cites).get(move, self.cite)

    def ground(self, code: str) -> Ground | None:
        return next((ground for ground in self.grounds if ground.code == code), None)
