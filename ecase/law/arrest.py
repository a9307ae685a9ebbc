"""May custody be asked for and sanctioned? The rule the sanction wizard and `/law/arrest/` share.

CPC 136, 138, 147, 148, 511, 541 by edition; lists in `arrest_lists`. The court's own weighing of
milder measures is nobody's formula and stays a reminder here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecase.law.age import MAJORITY
from ecase.law.arrest_lists import economic_allowed, surely_listed
from ecase.law.qualification import Gravity, OffenceKind
from ecase.law.qualification import Qualification as Qualification
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_, Refusal


class Verdict(StrEnum):
    """What the law says of this person under this charge, before anybody weighs the case."""

    ALLOWED = "allowed"
    ONLY_WITH_NAMED_GROUND = "only_with_named_ground"
    FORBIDDEN = "forbidden"


VERDICTS: dict[Verdict, str] = {
    Verdict.ALLOWED: N_("Custody may be asked for"),
    Verdict.ONLY_WITH_NAMED_GROUND: N_("Only with a named ground of CPC 147(1)"),
    Verdict.FORBIDDEN: N_("Custody may not be asked for"),
}

GROUNDS: dict[int, str] = {
    1: N_("No fixed home in Kazakhstan"),
    2: N_("Identity not established"),
    3: N_("Broke an earlier preventive measure"),
    4: N_("Fled or tried to flee"),
    5: N_("Organised group or criminal community"),
    6: N_("Convicted earlier of a grave or especially grave crime"),
    7: N_("Continues criminal conduct"),
}
_ALONE_NOT_ENOUGH = frozenset({1})
_ECONOMIC_GROUNDS = frozenset({4, 5})


@dataclass(frozen=True)
class ArrestFacts:
    """`date`: the day of the petition, which chooses the edition. `age`: full years on that day (None:
    unknown); `age_at_offence` stands in for it or only explains. The rest as in CPC 147(1), 148(4),(13), 511."""

    date: date
    age: int | None = None
    age_at_offence: int | None = None
    no_fixed_home: bool = False
    identity_unknown: bool = False
    breached_earlier_measure: bool = False
    fled: bool = False
    organised_group: bool = False
    prior_conviction: bool = False
    continues_crime: bool = False
    suspect_absent: bool = False
    declared_wanted: bool = False
    abroad_and_evading: bool = False
    insane: bool = False
    earlier_refusal: bool = False
    new_circumstances: bool = False

    @property
    def minor(self) -> bool:
        """Under eighteen now. With only the age at the offence known, that one is taken: the safe side."""
        age = self.age if self.age is not None else self.age_at_offence
        return age is not None and age < MAJORITY

    @property
    def grounds(self) -> tuple[int, ...]:
        """Items of CPC 147(1) that are there."""
        items = (
            self.no_fixed_home,
            self.identity_unknown,
            self.breached_earlier_measure,
            self.fled,
            self.organised_group,
            self.prior_conviction,
            self.continues_crime,
        )
        return tuple(number for number, there in enumerate(items, start=1) if there)


@dataclass(frozen=True)
class ArrestAnswer:
    """`verdict` tells what the law asks for; `may_be_sanctioned` whether the facts meet it. `bars`:
    why not, first the weightiest. `conflicts`: where the law contradicts itself, both sides named.
    `gravity_alone`: CPC 136(2) makes gravity a ground (None: unknown for that day)."""

    verdict: Verdict
    grounds_147_1: tuple[int, ...]
    may_be_sanctioned: bool
    bars: tuple[Refusal, ...]
    conflicts: tuple[Step, ...]
    because: tuple[Step, ...]
    cites: tuple[str, ...]
    gravity_alone: bool | None


def assess(facts: ArrestFacts, qualification: Qualification) -> ArrestAnswer:
    """Answer for one person under one charge."""
    charge = qualification
    grounds = facts.grounds
    named = frozenset(grounds) != _ALONE_NOT_ENOUGH and bool(grounds)
    listed = surely_listed(charge, facts.date)
    conflicts = _conflicts(charge, listed)
    because = Reasoning()
    bars = [*_bars_of_person(facts, charge), *_bars_of_procedure(facts)]
    bars.extend(_bars_of_charge(charge, conflicted=listed is True))
    verdict = Verdict.FORBIDDEN if bars else Verdict.ALLOWED
    if not bars and charge.economic and not economic_allowed(charge.article, facts.date):
        verdict = Verdict.ONLY_WITH_NAMED_GROUND
        because.say(
            N_("An economic crime: custody only for one who fled or tried to, or belongs to an organised group."),
            "CPC 136(3), 147(1)(4),(5)",
        )
        if not _ECONOMIC_GROUNDS & frozenset(grounds):
            bars.append(
                Refusal(
                    "arrest_economic",
                    N_(
                        "For an economic crime custody is asked for only when the person fled or belongs "
                        "to an organised group."
                    ),
                    {},
                    "CPC 136(3)",
                )
            )
    elif not bars and not charge.over_five_years:
        verdict = Verdict.ONLY_WITH_NAMED_GROUND
        because.say(
            N_("Not over five years of imprisonment: custody is the exception and needs a named ground."),
            "CPC 147(1)(1)-(7)",
        )
        if not named:
            bars.append(_no_ground(facts))
    elif not bars:
        because.say(
            N_("Over five years of imprisonment: custody may be asked for when milder measures cannot work."),
            "CPC 147(1)",
        )
    because.extend(_reminders(facts, charge, listed))
    cites = (
        "CPC 147(1)",
        charge.cite,
        *(bar.cite for bar in bars),
        *(step.cite for step in (*conflicts, *because)),
    )
    return ArrestAnswer(
        verdict=verdict,
        grounds_147_1=grounds,
        may_be_sanctioned=not bars,
        bars=tuple(bars),
        conflicts=conflicts,
        because=tuple(because),
        cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
        gravity_alone=listed,
    )


def why_not(facts: ArrestFacts, qualification: Qualification) -> Refusal | None:
    """The weightiest reason why custody may not be asked for; None when it may."""
    bars = assess(facts, qualification).bars
    return bars[0] if bars else None


def _bars_of_person(facts: ArrestFacts, charge: Qualification) -> list[Refusal]:
    bars: list[Refusal] = []
    if facts.insane:
        bars.append(
            Refusal(
                "arrest_insane",
                N_("Preventive measures are not applied to the insane; only security measures are."),
                {},
                "CPC 53(2)(5), 511(1)",
            )
        )
    if facts.minor and charge.gravity not in (Gravity.GRAVE, Gravity.ESPECIALLY_GRAVE):
        bars.append(
            Refusal(
                "arrest_minor",
                N_("A minor is not put in custody for a misdemeanour or a crime of small or medium gravity."),
                {},
                "CPC 541(1)",
            )
        )
    return bars


def _bars_of_procedure(facts: ArrestFacts) -> list[Refusal]:
    bars: list[Refusal] = []
    if facts.suspect_absent and not (facts.declared_wanted or facts.abroad_and_evading):
        bars.append(
            Refusal(
                "arrest_suspect_absent",
                N_(
                    "Without the suspect the petition is heard only when they are declared wanted, or are "
                    "abroad and evade."
                ),
                {},
                "CPC 148(4)",
            )
        )
    if facts.earlier_refusal and not facts.new_circumstances:
        bars.append(
            Refusal(
                "arrest_refused_before",
                N_("The court has refused; a new petition needs new circumstances."),
                {},
                "CPC 148(13)",
            )
        )
    return bars


def _bars_of_charge(charge: Qualification, *, conflicted: bool) -> list[Refusal]:
    """A misdemeanour, or a crime without imprisonment; 136(2) naming it makes a conflict instead."""
    if conflicted:
        return []
    if charge.kind is not OffenceKind.CRIME:
        return [Refusal("arrest_misdemeanour", N_("Custody is for crimes, not for misdemeanours."), {}, "CPC 147(1)")]
    if not charge.imprisonment:
        return [Refusal("arrest_no_imprisonment", N_("The article threatens no imprisonment."), {}, "CPC 147(1)")]
    return []


def _no_ground(facts: ArrestFacts) -> Refusal:
    if facts.grounds:
        return Refusal("arrest_home_only", N_("Having no fixed home can never be the only ground."), {}, "CPC 147(1-1)")
    return Refusal(
        "arrest_no_ground",
        N_("Up to five years of imprisonment: name one of the grounds 1 to 7."),
        {},
        "CPC 147(1)(1)-(7)",
    )


def _conflicts(charge: Qualification, listed: bool | None) -> tuple[Step, ...]:
    if listed is False or charge.over_five_years:
        return ()
    told = Reasoning()
    if charge.kind is not OffenceKind.CRIME:
        told.say(
            N_("Article 136(2) names this misdemeanour, article 147(1) demands a crime."),
            "CPC 136(2), 147(1)",
        )
    else:
        told.say(
            N_(
                "Article 136(2) lets gravity or qualification alone suffice, article 147(1) demands over "
                "five years or a named ground. The named ground is the safe course."
            ),
            "CPC 136(2), 147(1)",
        )
    if listed is None:
        told.say(
            N_(
                "Whether the list named this article on that day is not known: two laws widened it between "
                "June 2024 and March 2025."
            ),
            "CPC 136(2)",
        )
    return tuple(told)


def _reminders(facts: ArrestFacts, charge: Qualification, listed: bool | None) -> Reasoning:
    told = Reasoning()
    if facts.minor and charge.gravity in (Gravity.GRAVE, Gravity.ESPECIALLY_GRAVE):
        told.say(
            N_(
                "For a minor custody is the last resort, six months at most before trial; the parents are told at once."
            ),
            "CPC 541(3)-(5)",
        )
    if not facts.minor and facts.age_at_offence is not None and facts.age_at_offence < MAJORITY:
        told.say(N_("A minor then, of age now: the rules for minors no longer apply."), "CPC 530(3)")
    if listed and charge.over_five_years:
        told.say(N_("Gravity alone may be the ground for this article."), "CPC 136(2)")
    elif charge.over_five_years:
        told.say(
            N_("Gravity cannot be the only ground: name the grounds for a preventive measure."),
            "CPC 136(1), 138(2)",
        )
    told.say(N_("Say why a milder measure would not do."), "CPC 136(1-1), 147(2), 148(7-1)")
    return told
