"""The preventive measures from the mildest to custody, each with what the law says of it for this person and charge.

CPC 137(1) names seven, 136(1-1) and 147(2) have the milder ones weighed first; the wizard shows them in that order and
asks why a milder one would not do. Whether one would do is nobody's formula. Custody itself is judged by `arrest`,
house arrest by `house_arrest`, the amount of bail by `bail`; the rest was read in the edition of 01.01.2024 (S24).
The codes are those of the kinds of sanction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from ecase.law.arrest import ArrestFacts, assess, nobody_to_hold
from ecase.law.bail import BailFacts, bail_floor, bail_room, why_not_bail
from ecase.law.detention_facts import Fact
from ecase.law.house_arrest import assess_house_arrest
from ecase.law.measure_grounds import GRAVITY_ALONE, GROUNDS_136, GROUNDS_147
from ecase.law.qualification import OffenceKind, Qualification
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_, Refusal


@dataclass(frozen=True)
class MeasureFacts:
    """The person: `person` as for custody, `bail` as for bail. `serviceman`: serves, or is called up for training.
    `mci`: the index on the day, None leaves the amounts out; `listed`: keys of `bail.LISTED_PERSONS`. `broken`: code of
    the measure the person broke. `held`: detained or in custody."""

    person: ArrestFacts
    bail: BailFacts = field(default_factory=BailFacts)
    serviceman: bool = False
    mci: int | None = None
    listed: tuple[str, ...] = ()
    broken: str = ""
    held: bool = False


@dataclass(frozen=True)
class Measure:
    """One measure of 137(1). `number`: its item, and its place from mild to strict. `by_court`: the investigating judge
    sanctions it; else whoever conducts the case takes it by his own ruling."""

    code: str
    number: int
    title: str
    cite: str
    by_court: bool = False
    tracking: bool = True


MEASURES: tuple[Measure, ...] = (
    Measure("undertaking", 1, N_("Undertaking not to leave and to behave properly"), "CPC 141"),
    Measure("surety", 2, N_("Personal surety"), "CPC 142"),
    Measure("command_supervision", 3, N_("Supervision of a serviceman by the command"), "CPC 143", tracking=False),
    Measure("minor_supervision", 4, N_("Minor given under supervision"), "CPC 144"),
    Measure("bail", 5, N_("Bail"), "CPC 145", by_court=True),
    Measure("house_arrest", 6, N_("House arrest"), "CPC 146", by_court=True),
    Measure("arrest", 7, N_("Custody (arrest)"), "CPC 147", by_court=True, tracking=False),
)
# Grounds in the words of 148(9)(3); what (4) asks for, data, is item 7 of 147(1) and not the belief of 136(1).
_FLEE_OR_OBSTRUCT = frozenset({"may_flee", "may_obstruct"})
_NUMBER = {measure.code: measure.number for measure in MEASURES}


@dataclass(frozen=True)
class Weighed:
    """What the law says of one measure. `bars`: why not; `room`: only with a written reason; `conditions`: what it
    takes, and what goes with it."""

    measure: Measure
    bars: tuple[Refusal, ...]
    room: tuple[Refusal, ...]
    conditions: tuple[Step, ...]

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def open(self) -> bool:
        """It may be taken or asked for, if only with a written reason."""
        return not self.bars

    @property
    def needs_reason(self) -> bool:
        return self.open and bool(self.room)


def weigh(facts: MeasureFacts, charge: Qualification) -> tuple[Weighed, ...]:
    """All seven measures for this person and charge, the mildest first."""
    nobody = nobody_to_hold(facts.person, charge)
    return tuple(_weighed(measure, facts, charge, nobody) for measure in MEASURES)


def by_grounds(person: ArrestFacts, bail: BailFacts, stated: Iterable[str]) -> tuple[ArrestFacts, BailFacts]:
    """Both with what the grounds named in a request say (codes of `measure_grounds`); nothing said before is taken
    back. Gravity is the only ground when it is named and no ground of 136(1) beside it."""
    named = frozenset(stated)
    circumstances: dict[str, Any] = {
        ground.field: True for ground in GROUNDS_147 if ground.code in named and ground.field
    }
    alone = GRAVITY_ALONE.code in named and not named & {ground.code for ground in GROUNDS_136}
    return (
        replace(person, **circumstances, by_gravity_alone=person.by_gravity_alone or alone),
        replace(
            bail,
            may_flee_or_obstruct=bail.may_flee_or_obstruct or bool(named & _FLEE_OR_OBSTRUCT),
            fled=bail.fled or "fled" in named,
            continues_crime=bail.continues_crime or "continues_crime" in named,
        ),
    )


def milder(answers: Iterable[Weighed], than: str = "arrest") -> tuple[Weighed, ...]:
    """The measures below `than` that are open: each is weighed, in writing, before it is passed over (136(1-1))."""
    return tuple(one for one in answers if one.measure.number < _NUMBER[than] and one.open)


def _weighed(measure: Measure, facts: MeasureFacts, charge: Qualification, nobody: list[Refusal]) -> Weighed:
    if nobody:
        return Weighed(measure, tuple(nobody), (), ())
    bars, room, told = _RULES[measure.code](facts, charge)
    broken = _NUMBER.get(facts.broken)
    if broken is not None and measure.number <= broken:
        bars = (
            *bars,
            Refusal(
                "measure_not_stricter",
                N_("The person broke a measure: now a stricter one is taken."),
                {},
                "CPC 140(4)",
            ),
        )
    if not measure.by_court and charge.kind is not OffenceKind.CRIME:
        told.say(N_("For a misdemeanour an obligation to appear may do."), "CPC 156, 527(3)")
    if measure.tracking and not bars:
        told.say(N_("An electronic tracking device may go with it."), "CPC 137(2)")
    return Weighed(measure, bars, room, tuple(told))


_Said = tuple[tuple[Refusal, ...], tuple[Refusal, ...], Reasoning]


def _undertaking(facts: MeasureFacts, _charge: Qualification) -> _Said:
    told = Reasoning()
    if facts.person.no_fixed_home:
        told.say(N_("It ties to a place: name where the person stays for the time being."), "CPC 141")
    return (), (), told


def _surety(_facts: MeasureFacts, _charge: Qualification) -> _Said:
    told = Reasoning()
    told.say(N_("Two trustworthy sureties at least, each by a written motion."), "CPC 142(1)-(2)")
    told.say(N_("Only with the consent of the person."), "CPC 142(2)")
    told.say(N_("When a surety withdraws, another measure is chosen within 48 hours."), "CPC 142(4)")
    return (), (), told


def _command(facts: MeasureFacts, _charge: Qualification) -> _Said:
    told = Reasoning()
    if not facts.serviceman:
        refusal = Refusal(
            "measure_not_serviceman",
            N_("Only for one who serves, or is called up for military training."),
            {},
            "CPC 143(1)",
        )
        return (refusal,), (), told
    told.say(N_("The command is told of the suspicion and confirms in writing that it watches."), "CPC 143(2)")
    return (), (), told


def _minor(facts: MeasureFacts, _charge: Qualification) -> _Said:
    told = Reasoning()
    if not facts.person.minor:
        # Also for one who was a minor then: by 530(3)(2) chapter 56 is over for him, and 144 speaks of a minor.
        refusal = Refusal("measure_not_minor", N_("Only for one who is under eighteen now."), {}, "CPC 144(1)")
        return (refusal,), (), told
    told.say(
        N_("Only on the written motion of the parents, guardians or others who take the minor in charge."),
        "CPC 144(2)",
    )
    return (), (), told


def _bail(facts: MeasureFacts, charge: Qualification) -> _Said:
    told = Reasoning()
    day, known = facts.person.date, _known_of_bail(facts)
    # Without the index the question is whether bail is open at all; the index then matters to nothing.
    refusal = why_not_bail(
        None, charge, day=day, mci=facts.mci or 1, facts=known, listed=facts.listed, reason_written=True
    )
    if refusal is not None:
        return (refusal,), (), told
    believed = bail_room(charge, known)
    floor = bail_floor(charge, day=day, mci=facts.mci, listed=facts.listed) if facts.mci else None
    if floor is not None:
        told.extend(floor.explanation)
    if facts.held:
        told.say(N_("Until it is paid, the judge keeps a detained person in custody or house arrest."), "CPC 145(5)")
    else:
        told.say(N_("Paid within five days from the choice of the measure."), "CPC 145(4)")
    return (), (believed,) if believed else (), told


def _known_of_bail(facts: MeasureFacts) -> BailFacts:
    """What was stated for custody bears on bail as well: 148(9)(2)-(4) say it in the same words."""
    person, bail = facts.person, facts.bail
    group = frozenset({Fact.CRIMINAL_GROUP}) if person.organised_group else frozenset()
    return BailFacts(
        circumstances=bail.circumstances | group,
        may_flee_or_obstruct=bail.may_flee_or_obstruct,
        fled=bail.fled or person.fled,
        continues_crime=bail.continues_crime or person.continues_crime,
        broke_bail=bail.broke_bail or facts.broken == "bail",
        at_war=bail.at_war,
    )


def _house_arrest(facts: MeasureFacts, charge: Qualification) -> _Said:
    answer = assess_house_arrest(facts.person, charge)
    return answer.bars, answer.room, Reasoning(answer.because)


def _arrest(facts: MeasureFacts, charge: Qualification) -> _Said:
    answer = assess(facts.person, charge)
    return answer.bars, answer.room, Reasoning([*answer.conflicts, *answer.because])


_RULES: dict[str, Callable[[MeasureFacts, Qualification], _Said]] = {
    "undertaking": _undertaking,
    "surety": _surety,
    "command_supervision": _command,
    "minor_supervision": _minor,
    "bail": _bail,
    "house_arrest": _house_arrest,
    "arrest": _arrest,
}
