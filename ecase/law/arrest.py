"""May custody be asked for and sanctioned? The rule the sanction wizard and `/law/arrest/` share.

CPC 136, 138, 147, 148, 511, 541 by edition; lists in `arrest_lists`. The court's own weighing of milder measures is
nobody's formula and stays a reminder here; which milder measures there are is `measures`, the house arrest
`house_arrest`.

Where the law leaves room for a request against its rule, and where not:

* Room, with a written reason: only where the Code contradicts itself or its edition of that day is not known. CPC
  136(2) lets gravity or qualification alone suffice for parts of up to five years, 147(1) asks for a named ground; one
  article says yes, so the judge may be asked to choose, and the asker says why (LAW.md C24). Whether the list named an
  article between two of its laws is known from memory only, and such a rule blocks nobody (LAW.md 0, C23).
* No room: 147(1) is for crimes with imprisonment "only"; 147(1-1) "cannot"; 136(3) "is not applied" and names its two
  exceptions itself; 541(1) "is not applied" and outweighs the lists as the special rule; 138(2) "cannot be the only
  ground"; 148(4) "only in the cases of"; 148(13) "only when new circumstances arise"; 511(1) and CC 15 leave nobody to
  whom a measure could be applied. Up to five years without a ground 147(1) is exhaustive. Whoever has the missing fact
  states the fact; no reason replaces it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecase.law.age import FULL_LIABILITY, MAJORITY
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
# Said of every request; a page that knows what is written in one leaves out what is answered already.
GRAVITY_NOT_ENOUGH = N_("Gravity cannot be the only ground: name the grounds for a preventive measure.")
WHY_NOT_MILDER = (N_("Say why a milder measure would not do."), "CPC 136(1-1), 147(2), 148(7-1)")
_ALONE_NOT_ENOUGH = frozenset({1})
_ECONOMIC_GROUNDS = frozenset({4, 5})


@dataclass(frozen=True)
class ArrestFacts:
    """`date`: the day of the petition, which chooses the edition. `age`: full years on that day (None:
    unknown); `age_at_offence` stands in for it or only explains. `by_gravity_alone`: the request names no ground of
    136(1), only how grave the crime is. The rest as in CPC 147(1), 148(4),(13), 511."""

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
    by_gravity_alone: bool = False

    @property
    def minor(self) -> bool:
        """Under eighteen now. With only the age at the offence known, that one is taken: the safe side."""
        age = self.age if self.age is not None else self.age_at_offence
        return age is not None and age < MAJORITY

    @property
    def age_then(self) -> int | None:
        """Age at the time of the act as far as known: never more than the age now."""
        known = [age for age in (self.age, self.age_at_offence) if age is not None]
        return min(known) if known else None

    @property
    def named(self) -> bool:
        """A ground of 147(1) is there that may stand alone."""
        return bool(frozenset(self.grounds) - _ALONE_NOT_ENOUGH)

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
    """`verdict` tells what the law asks for; `may_be_sanctioned` whether the facts meet it. `bars`: why not and never,
    the weightiest first; `room`: why not, unless a written reason goes with the request. `conflicts`: where the law
    contradicts itself, both sides named. `gravity_alone`: CPC 136(2) makes gravity a ground (None: unknown for that
    day)."""

    verdict: Verdict
    grounds_147_1: tuple[int, ...]
    may_be_sanctioned: bool
    bars: tuple[Refusal, ...]
    conflicts: tuple[Step, ...]
    because: tuple[Step, ...]
    cites: tuple[str, ...]
    gravity_alone: bool | None
    room: tuple[Refusal, ...] = ()

    @property
    def against(self) -> tuple[Refusal, ...]:
        """All that speaks against it, what nothing can mend first."""
        return self.bars + self.room

    @property
    def needs_reason(self) -> bool:
        """The request can be sent, and only with a written reason for going against the rule."""
        return bool(self.room) and not self.bars


def assess(facts: ArrestFacts, qualification: Qualification) -> ArrestAnswer:
    """Answer for one person under one charge."""
    charge = qualification
    grounds = facts.grounds
    listed = surely_listed(charge, facts.date)
    conflicts = _conflicts(charge, listed)
    because = Reasoning()
    bars = [*bars_of_person(facts, charge), *_bars_of_procedure(facts)]
    bars.extend(_bars_of_charge(charge, conflicted=listed is True))
    room: list[Refusal] = []
    verdict = Verdict.FORBIDDEN if bars else Verdict.ALLOWED
    if not bars and charge.economic and not economic_allowed(charge.article, facts.date):
        verdict = Verdict.ONLY_WITH_NAMED_GROUND
        because.say(
            N_("An economic crime: custody only for one who fled or tried to, or belongs to an organised group."),
            "CPC 136(3), 147(1)(4),(5)",
        )
        if not _ECONOMIC_GROUNDS & frozenset(grounds):
            bars.append(_economic())
    elif not bars and not charge.over_five_years:
        verdict = Verdict.ONLY_WITH_NAMED_GROUND
        because.say(
            N_("Not over five years of imprisonment: custody is the exception and needs a named ground."),
            "CPC 147(1)(1)-(7)",
        )
        if not facts.named:
            (room if conflicts else bars).append(_no_ground(facts))
    elif not bars:
        because.say(
            N_("Over five years of imprisonment: custody may be asked for when milder measures cannot work."),
            "CPC 147(1)",
        )
        if facts.by_gravity_alone and not facts.named and listed is not True:
            (room if listed is None else bars).append(_gravity_alone())
    if room:
        because.say(N_("The law leaves room here: such a request is sent with a written reason."), room[0].cite)
    told = {refusal.says for refusal in (*bars, *room)}
    because.extend(step for step in _reminders(facts, charge, listed) if step.says not in told)
    cites = (
        "CPC 147(1)",
        charge.cite,
        *(refusal.cite for refusal in (*bars, *room)),
        *(step.cite for step in (*conflicts, *because)),
    )
    return ArrestAnswer(
        verdict=verdict,
        grounds_147_1=grounds,
        may_be_sanctioned=not (bars or room),
        bars=tuple(bars),
        conflicts=conflicts,
        because=tuple(because),
        cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
        gravity_alone=listed,
        room=tuple(room),
    )


def why_not(facts: ArrestFacts, qualification: Qualification) -> Refusal | None:
    """The weightiest reason why custody may not be asked for as it stands; None when it may."""
    against = assess(facts, qualification).against
    return against[0] if against else None


def nobody_to_hold(facts: ArrestFacts, charge: Qualification) -> list[Refusal]:
    """Why no preventive measure at all may be taken: the insane, and one too young to answer for the act."""
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
    then = facts.age_then
    if charge.min_age is not None and then is not None and then < charge.min_age:
        bars.append(
            Refusal(
                "arrest_under_age",
                N_("For this act one answers from the age of %(age)s; the person was younger."),
                {"age": charge.min_age},
                "CC 15(1)" if charge.min_age >= FULL_LIABILITY else "CC 15(2)",
            )
        )
    return bars


def bars_of_person(facts: ArrestFacts, charge: Qualification) -> list[Refusal]:
    """Why this person may not be put in custody under any circumstances of the case."""
    bars = nobody_to_hold(facts, charge)
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


def _economic() -> Refusal:
    return Refusal(
        "arrest_economic",
        N_("For an economic crime custody is asked for only when the person fled or belongs to an organised group."),
        {},
        "CPC 136(3)",
    )


def _gravity_alone() -> Refusal:
    return Refusal(
        "arrest_gravity_alone",
        GRAVITY_NOT_ENOUGH,
        {},
        "CPC 136(1), 138(2)",
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
        _not_known(told)
    return tuple(told)


def _not_known(told: Reasoning) -> None:
    told.say(
        N_(
            "Whether the list named this article on that day is not known: two laws widened it between "
            "June 2024 and March 2025."
        ),
        "CPC 136(2)",
    )


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
    elif listed is None and charge.over_five_years:
        _not_known(told)
    elif charge.over_five_years:
        told.say(
            GRAVITY_NOT_ENOUGH,
            "CPC 136(1), 138(2)",
        )
    told.say(*WHY_NOT_MILDER)
    return told
