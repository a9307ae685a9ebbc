"""May the case go by writ: every condition and exclusion of CPC 629-1, met, not met or not known, and what would
change it.

The sanction of the article is read in `writ_articles`; the person, the parties' will and the combination of offences
are judged here. An unknown fact is never taken for a met one: the answer then is what has still to be found out.

* 629-1(2): four conditions, all of them. 629-1(3): exclusions of the person and of the penalty. 629-1(4): a
  combination of offences one of which threatens no fine as a main penalty, and cumulative sentences (CC 60).
  629-1(5): a writ sentence in the same case was cancelled on the convict's disagreement (629-6(2)).
* A minor (629-1(3)(2)) is one who is under eighteen at the ruling. Who was a minor at the time of the act and has
  come of age since is told apart and barred by nothing in the words of the article; a reminder says so.
* A mandatory expulsion (629-1(3)(4)) threatens a foreigner or stateless person only: a citizen is not asked about it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ecase.law.age import MAJORITY
from ecase.law.editions import LAW_118_VI
from ecase.law.qualification import Gravity, Qualification
from ecase.law.steps import Step
from ecase.law.words import N_
from ecase.law.writ_articles import ADDITIONAL, sanction
from ecase.law.writ_asked import MOTION, PARTIES, PERSON, Asked


class State(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    NEEDS = "needs"
    NOT_ELIGIBLE = "not_eligible"


STATES: dict[State, str] = {
    State.MET: N_("Met"),
    State.NOT_MET: N_("Not met"),
    State.UNKNOWN: N_("Not known yet"),
}
VERDICTS: dict[Verdict, str] = {
    Verdict.ELIGIBLE: N_("The case may go by writ"),
    Verdict.NEEDS: N_("The case may go by writ once the rest is known"),
    Verdict.NOT_ELIGIBLE: N_("The case may not go by writ"),
}

# How a party stands to it; there is no such party where nothing is said.
NONE, CONSENTS, REFUSES, NOT_ASKED = "", "consents", "refuses", "not_asked"
ANSWERS: dict[str, str] = {
    NONE: N_("There is none in the case"),
    CONSENTS: N_("Consents in writing"),
    REFUSES: N_("Refuses"),
    NOT_ASKED: N_("Has not answered yet"),
}
# One source says the chapter was applied from the first of January, the law itself came into force on the ninth.
_FIRST_TOLD: Final = date(2018, 1, 1)
_SMALL = frozenset({Gravity.MISDEMEANOUR, Gravity.MINOR})


@dataclass(frozen=True)
class WritFacts:
    """`date`: day of the ruling, which chooses the edition. None: not known. `victim`, `civil_claimant` and
    `civil_defendant`: a key of `ANSWERS`. `established`: fact and person. `citizen` is asked only where the sanction
    threatens an expulsion."""

    date: date
    age: int | None = None
    age_at_offence: int | None = None
    established: bool | None = None
    disputes_evidence: bool | None = None
    disputes_qualification: bool | None = None
    disputes_damage: bool | None = None
    suspect_motion: bool | None = None
    victim: str = NONE
    civil_claimant: str = NONE
    civil_defendant: str = NONE
    immunity: bool | None = None
    mental_disorder_after: bool | None = None
    unable_to_defend: bool | None = None
    citizen: bool | None = None
    cumulative_sentences_cc60: bool | None = None
    earlier_writ_sentence_cancelled: bool | None = None

    def __post_init__(self) -> None:
        for party in (self.victim, self.civil_claimant, self.civil_defendant):
            if party not in ANSWERS:
                raise ValueError(f"no answer of a party: {party!r}")


@dataclass(frozen=True)
class Condition:
    """One condition or exclusion. `says`: what the law asks; `why`: how it stands; `remedy`: what would change it,
    None where nothing would. `charge`: the cite of the charge it is about, "" for the person or the case."""

    code: str
    state: State
    says: str
    cite: str
    why: Step
    remedy: Step | None = None
    charge: str = ""


@dataclass(frozen=True)
class WritAnswer:
    """`conditions`: all of them in the order of the article. `cites`: of those that decide."""

    verdict: Verdict
    conditions: tuple[Condition, ...]
    reminders: tuple[Step, ...] = field(default=())

    @property
    def decisive(self) -> tuple[Condition, ...]:
        """Those that are not met; else those not known; else all of them."""
        for state in (State.NOT_MET, State.UNKNOWN):
            found = tuple(one for one in self.conditions if one.state is state)
            if found:
                return found
        return self.conditions

    @property
    def because(self) -> tuple[Step, ...]:
        return tuple(one.why for one in self.decisive)

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.cite for one in self.decisive))


def assess(facts: WritFacts, charges: Sequence[Qualification]) -> WritAnswer:
    """The answer for one person and everything he is charged with. Raises ValueError without a charge."""
    if not charges:
        raise ValueError("a writ is about at least one charge")
    conditions = (
        *_in_force(facts),
        *(one for charge in charges for one in _of_charge(facts, charge, alone=len(charges) == 1)),
        *_combination(charges),
        *_of_person(facts),
        *_will(facts),
    )
    states = {one.state for one in conditions}
    verdict = Verdict.ELIGIBLE
    if State.NOT_MET in states:
        verdict = Verdict.NOT_ELIGIBLE
    elif State.UNKNOWN in states:
        verdict = Verdict.NEEDS
    return WritAnswer(verdict, conditions, tuple(_reminders(facts)))


# --- the chapter and the charge ---------------------------------------------------------------------------------------


def _in_force(facts: WritFacts) -> Iterable[Condition]:
    says, cite = N_("The chapter on writ proceedings is in force"), "CPC 629-1"
    if facts.date >= LAW_118_VI:
        return
    if facts.date < _FIRST_TOLD:
        why = Step(N_("On that day the law did not know writ proceedings yet."), {}, cite)
        yield Condition("in_force", State.NOT_MET, says, cite, why)
        return
    why = Step(N_("The sources differ on the first days of January 2018."), {}, cite)
    yield Condition("in_force", State.UNKNOWN, says, cite, why, Step(N_("Ask the prosecutor."), {}, cite))


def _of_charge(facts: WritFacts, charge: Qualification, *, alone: bool) -> Iterable[Condition]:
    yield _gravity(charge)
    yield from _fine(charge, alone=alone)
    yield from _ban(charge)
    yield from _additional(facts, charge)


def _gravity(charge: Qualification) -> Condition:
    small = charge.gravity in _SMALL
    words = {
        Gravity.MISDEMEANOUR: N_("%(charge)s is a misdemeanour."),
        Gravity.MINOR: N_("%(charge)s is a crime of small gravity."),
    }
    says = words.get(charge.gravity, N_("%(charge)s is more than a crime of small gravity."))
    cite = "CPC 629-1(2)(1)"
    return Condition(
        "gravity",
        State.MET if small else State.NOT_MET,
        N_("A misdemeanour or a crime of small gravity"),
        cite,
        Step(says, {"charge": charge.cite}, cite),
        None if small else _requalify(charge),
        charge.cite,
    )


def _requalify(charge: Qualification) -> Step:
    return Step(
        N_("Only another qualification would: change of %(charge)s by ruling (CPC 207)."), {"charge": charge.cite},
        "CPC 207",
    )  # fmt: skip


def _fine(charge: Qualification, *, alone: bool) -> Iterable[Condition]:
    """Of several offences the one without a fine is the affair of part 4, see `_combination`."""
    says, cite = N_("A fine is threatened as a main penalty"), "CPC 629-1(2)(3)"
    if not charge.fine_is_main:
        if alone:
            why = Step(N_("%(charge)s threatens no fine as a main penalty."), {"charge": charge.cite}, cite)
            yield Condition("fine", State.NOT_MET, says, cite, why, _requalify(charge), charge.cite)
        return
    known = sanction(charge.article, charge.part)
    if known is None or known.fine == "no":
        why = Step(N_("The sanction of %(charge)s in this edition was not read."), {"charge": charge.cite}, cite)
        remedy = Step(N_("Read the article as it stood on the day of the act."), {}, "CC 5, 6")
        yield Condition("fine", State.UNKNOWN, says, cite, why, remedy, charge.cite)
        return
    why = Step(N_("%(charge)s threatens a fine as a main penalty."), {"charge": charge.cite}, cite)
    yield Condition("fine", State.MET, says, cite, why, None, charge.cite)


def _ban(charge: Qualification) -> Iterable[Condition]:
    """Only a mandatory deprivation of a right has to have an exact term (LAW.md C59)."""
    known = sanction(charge.article, charge.part)
    says, cite = N_("A mandatory deprivation of a right has an exact term"), "CPC 629-1(2)(3)"
    for penalty in known.additional if known else ():
        if penalty == "exact_ban":
            yield Condition("ban", State.MET, says, cite, Step(ADDITIONAL[penalty], {}, cite), None, charge.cite)
        elif penalty in ("open_ban", "lifetime_ban"):
            why, remedy = Step(ADDITIONAL[penalty], {}, cite), _requalify(charge)
            yield Condition("ban", State.NOT_MET, says, cite, why, remedy, charge.cite)


def _additional(facts: WritFacts, charge: Qualification) -> Iterable[Condition]:
    known = sanction(charge.article, charge.part)
    cite = "CPC 629-1(3)(4)"
    says = N_("No mandatory confiscation, loss of rank or awards, expulsion")
    found = known.additional if known else ()
    if "confiscation" in found:
        why = Step(ADDITIONAL["confiscation"], {}, cite)
        yield Condition("additional", State.NOT_MET, says, cite, why, _requalify(charge), charge.cite)
        return
    if "expulsion" in found:
        yield _expulsion(facts, charge, says, cite)
        return
    if known is not None and known.items_more and charge.item == "":
        why = Step(N_("An item of %(charge)s carries additional penalties."), {"charge": charge.cite}, cite)
        remedy = Step(N_("Name the item of the part."), {}, cite)
        yield Condition("additional", State.UNKNOWN, says, cite, why, remedy, charge.cite)
        return
    why = Step(N_("The sanction of %(charge)s makes none of them mandatory."), {"charge": charge.cite}, cite)
    yield Condition("additional", State.MET, says, cite, why, None, charge.cite)


def _expulsion(facts: WritFacts, charge: Qualification, says: str, cite: str) -> Condition:
    if facts.citizen:
        why = Step(N_("A citizen is not expelled."), {}, cite)
        return Condition("additional", State.MET, says, cite, why, None, charge.cite)
    why = Step(ADDITIONAL["expulsion"], {}, cite)
    if facts.citizen is None:
        remedy = Step(N_("Establish the person's citizenship."), {}, cite)
        return Condition("additional", State.UNKNOWN, says, cite, why, remedy, charge.cite)
    return Condition("additional", State.NOT_MET, says, cite, why, _requalify(charge), charge.cite)


def _combination(charges: Sequence[Qualification]) -> Iterable[Condition]:
    if len(charges) == 1:
        return
    says, cite = N_("Every offence of the combination threatens a fine as a main penalty"), "CPC 629-1(4)"
    lacking = [charge for charge in charges if not charge.fine_is_main]
    for charge in lacking:
        why = Step(N_("%(charge)s threatens no fine as a main penalty."), {"charge": charge.cite}, cite)
        yield Condition("combination", State.NOT_MET, says, cite, why, _requalify(charge), charge.cite)
    if not lacking:
        why = Step(N_("All %(number)s offences threaten one."), {"number": len(charges)}, cite)
        yield Condition("combination", State.MET, says, cite, why)


# --- the person -------------------------------------------------------------------------------------------------------


def _of_person(facts: WritFacts) -> Iterable[Condition]:
    for asked in PERSON:
        if asked.code == "able_to_defend":
            yield _adult(facts)
        yield _answered(asked, getattr(facts, asked.fact))


def _answered(asked: Asked, said: bool | None) -> Condition:
    if said is None:
        why = Step(N_("It is not known yet."), {}, asked.cite)
        return Condition(asked.code, State.UNKNOWN, asked.says, asked.cite, why, Step(asked.ask, {}, asked.cite))
    if said is asked.good:
        return Condition(asked.code, State.MET, asked.says, asked.cite, Step(asked.met, {}, asked.cite))
    remedy = Step(asked.remedy, {}, asked.cite) if asked.remedy else None
    return Condition(asked.code, State.NOT_MET, asked.says, asked.cite, Step(asked.not_met, {}, asked.cite), remedy)


def _adult(facts: WritFacts) -> Condition:
    """With only the age at the offence known, eighteen then is enough: nobody grows younger."""
    says, cite = N_("The suspect is of age"), "CPC 629-1(3)(2)"
    then = facts.age_at_offence
    age = facts.age if facts.age is not None else then if then is not None and then >= MAJORITY else None
    if age is None:
        why, remedy = N_("His age is not known."), Step(N_("Enter the birth date of the suspect."), {}, cite)
        return Condition("adult", State.UNKNOWN, says, cite, Step(why, {}, cite), remedy)
    state = State.NOT_MET if age < MAJORITY else State.MET
    return Condition("adult", state, says, cite, Step(N_("He is %(age)s years old."), {"age": age}, cite))


# --- what the parties want --------------------------------------------------------------------------------------------


def _will(facts: WritFacts) -> Iterable[Condition]:
    cite = "CPC 629-1(2)(4)"
    yield _answered(MOTION, facts.suspect_motion)
    for code, says, consents, refuses in PARTIES:
        answer = getattr(facts, code)
        if answer == CONSENTS:
            yield Condition(code, State.MET, says, cite, Step(consents, {}, cite))
        elif answer == REFUSES:
            remedy = Step(N_("Only that party can: it may consent."), {}, cite)
            yield Condition(code, State.NOT_MET, says, cite, Step(refuses, {}, cite), remedy)
        elif answer == NOT_ASKED:
            why = Step(N_("There is no answer yet."), {}, cite)
            yield Condition(code, State.UNKNOWN, says, cite, why, Step(N_("Ask for a written answer."), {}, cite))


def _reminders(facts: WritFacts) -> Iterable[Step]:
    if facts.age is not None and facts.age >= MAJORITY and (facts.age_at_offence or MAJORITY) < MAJORITY:
        yield Step(
            N_("He was a minor when the act was done and is of age now: the article speaks of minors; ask the court."),
            {}, "CPC 629-1(3)(2)",
        )  # fmt: skip
