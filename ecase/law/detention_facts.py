"""What is known of a detention, the six listed exceptions, and facts that cannot be right.

The answer drawn from them is `detention.assess`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from ecase.law.age import age_on
from ecase.law.clock import local, shown
from ecase.law.qualification import Gravity, OffenceKind, Qualification
from ecase.law.words import N_, Refusal

Delivery = Literal["compulsory", "voluntary"]


class Fact(StrEnum):
    """A fact that opens one of the exceptions of CPC 131(4)."""

    ESPECIALLY_GRAVE = "especially_grave"
    TERRORIST_OR_EXTREMIST = "terrorist_or_extremist"
    MASS_RIOTS = "mass_riots"
    CRIMINAL_GROUP = "criminal_group"
    DRUG_TRAFFICKING = "drug_trafficking"
    SEXUAL_CRIME_AGAINST_MINOR = "sexual_crime_against_minor"
    INTENTIONAL_CRIME_CAUSING_DEATH = "intentional_crime_causing_death"
    REMOTENESS = "remoteness"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class ListedException:
    """One item of CPC 131(4): any of `facts` opens it."""

    number: int
    title: str
    facts: frozenset[Fact]

    @property
    def cite(self) -> str:
        return f"CPC 131(4)({self.number})"


EXCEPTIONS: dict[int, ListedException] = {
    exception.number: exception
    for exception in (
        ListedException(1, N_("An especially grave crime"), frozenset({Fact.ESPECIALLY_GRAVE})),
        ListedException(2, N_("A terrorist or extremist crime"), frozenset({Fact.TERRORIST_OR_EXTREMIST})),
        ListedException(3, N_("A crime committed during mass riots"), frozenset({Fact.MASS_RIOTS})),
        ListedException(4, N_("A crime within a criminal group"), frozenset({Fact.CRIMINAL_GROUP})),
        ListedException(
            5,
            N_("Trafficking in drugs, psychotropics, precursors or analogues; a crime against the sexual "
               "inviolability of minors; an intentional crime that caused death"),
            frozenset({
                Fact.DRUG_TRAFFICKING, Fact.SEXUAL_CRIME_AGAINST_MINOR, Fact.INTENTIONAL_CRIME_CAUSING_DEATH,
            }),
        ),
        ListedException(
            6,
            N_("The person cannot be brought before the judge: remoteness, no roads, a state of emergency or "
               "an emergency situation"),
            frozenset({Fact.REMOTENESS, Fact.EMERGENCY}),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class DetentionFacts:
    """Moments are aware and said to the minute. `held_at`: freedom really taken (CPC 7(29)).
    `delivered_at`: start of the delivery, which counts only when `compulsory`. `exception_facts`:
    what opens the claimed exception; `exception_confirmed`: a prosecutor has confirmed it, which
    matters for a minor. Age by `birth_date` or, when unknown, by `age` on the day of holding."""

    held_at: datetime
    offence_kind: OffenceKind = OffenceKind.CRIME
    birth_date: date | None = None
    age: int | None = None
    qualification: Qualification | None = None
    delivered_at: datetime | None = None
    delivery: Delivery = "compulsory"
    protocol_at: datetime | None = None
    exception_claimed: int | None = None
    exception_facts: frozenset[Fact] = frozenset()
    exception_confirmed: bool = False
    citizen_hold_at: datetime | None = None

    @property
    def starts_at(self) -> datetime:
        """The anchor: real holding, or the start of forced delivery when that came first."""
        if self.delivered_at is not None and self.delivery == "compulsory":
            return min(self.delivered_at, self.held_at)
        return self.held_at

    @property
    def age_held(self) -> int | None:
        """Age on the Almaty day the clock starts; a birth date wins over a stated age."""
        if self.birth_date is not None:
            return age_on(self.birth_date, local(self.starts_at).date())
        return self.age


# Articles of the Criminal Code that say of themselves which of the three groups of item 5 they belong to.
_DRUGS = frozenset({"296", "297", "297-1", "298", "299", "299-1", "300", "301", "302", "303"})
_SEXUAL = frozenset({"120", "121", "122", "123", "124", "134"})


def claimed_facts(exception: int | None, charge: Qualification | None) -> frozenset[Fact]:
    """The facts somebody states by merely naming item `exception` under `charge`.

    Item 1 is no matter of statement: the gravity of the charge decides. Item 5 speaks of three groups
    of crimes; the charge tells which one is meant, so that a death by negligence finds no shelter
    among the drugs. The other items are stated whole.
    """
    if exception is None or exception not in EXCEPTIONS or exception == 1:
        return frozenset()
    if exception != 5 or charge is None:
        return EXCEPTIONS[exception].facts
    if charge.article in _DRUGS:
        return frozenset({Fact.DRUG_TRAFFICKING})
    if charge.article in _SEXUAL:
        return frozenset({Fact.SEXUAL_CRIME_AGAINST_MINOR})
    return frozenset({Fact.INTENTIONAL_CRIME_CAUSING_DEATH})


def exception_holds(facts: DetentionFacts) -> bool | None:
    """Whether the claimed item of CPC 131(4) is borne out by the facts; None when none is claimed.

    The items need a crime. What the qualification itself says (gravity, intent) wins over claims.
    """
    if facts.exception_claimed is None:
        return None
    if facts.offence_kind is not OffenceKind.CRIME:
        return False
    known = set(facts.exception_facts)
    charge = facts.qualification
    if charge is not None:
        if charge.kind is not OffenceKind.CRIME:
            return False
        known.discard(Fact.ESPECIALLY_GRAVE)
        if charge.gravity is Gravity.ESPECIALLY_GRAVE:
            known.add(Fact.ESPECIALLY_GRAVE)
        if charge.intent == "negligent":
            known.discard(Fact.INTENTIONAL_CRIME_CAUSING_DEATH)
    return bool(EXCEPTIONS[facts.exception_claimed].facts & known)


def problems(facts: DetentionFacts, now: datetime | None = None) -> tuple[Refusal, ...]:
    """What cannot be right in `facts`; `now` (when given) bounds the future."""
    return tuple(_problems(facts, now))


def _problems(facts: DetentionFacts, now: datetime | None) -> Iterator[Refusal]:
    moments = {
        "held_at": facts.held_at,
        "delivered_at": facts.delivered_at,
        "protocol_at": facts.protocol_at,
        "citizen_hold_at": facts.citizen_hold_at,
    }
    naive = [name for name, moment in moments.items() if moment is not None and moment.utcoffset() is None]
    for name in naive:
        yield Refusal("no_time_zone", N_("Give the time zone of the moment."), {}, field=name)
    if naive:
        return
    if now is not None:
        for name, moment in moments.items():
            if moment is not None and moment > now:
                yield Refusal(
                    "in_the_future", N_("%(moment)s has not come yet."), {"moment": shown(moment)}, field=name
                )
    if facts.protocol_at is not None and facts.protocol_at < facts.starts_at:
        yield Refusal(
            "protocol_before_holding",
            N_("The protocol cannot be older than the holding: %(protocol)s is before %(held)s."),
            {"protocol": shown(facts.protocol_at), "held": shown(facts.starts_at)},
            "CPC 131(2)",
            "protocol_at",
        )
    if facts.citizen_hold_at is not None and facts.citizen_hold_at > facts.held_at:
        yield Refusal(
            "citizen_hold_after_holding",
            N_("A hold by citizens comes before the holding by officials."),
            {},
            "CPC 130",
            "citizen_hold_at",
        )
    if facts.exception_claimed is not None and facts.exception_claimed not in EXCEPTIONS:
        yield Refusal(
            "no_such_exception",
            N_("The exceptions are numbered 1 to 6."),
            {},
            "CPC 131(4)",
            "exception_claimed",
        )
    charge = facts.qualification
    if charge is not None and charge.kind is not facts.offence_kind:
        yield Refusal(
            "kind_and_qualification_differ",
            N_("The article is of another kind of offence than the one stated."),
            {},
            charge.cite,
            "offence_kind",
        )
    yield from _age_problems(facts)


def _age_problems(facts: DetentionFacts) -> Iterator[Refusal]:
    if facts.birth_date is None:
        if facts.age is None:
            yield Refusal("age_missing", N_("Give the birth date or the age."), {}, "CPC 131(4)", "birth_date")
        elif not 0 <= facts.age <= 120:
            yield Refusal("age_impossible", N_("%(age)s is no age of a person."), {"age": facts.age}, field="age")
        return
    by_birth = age_on(facts.birth_date, local(facts.starts_at).date())
    if not 0 <= by_birth <= 120:
        yield Refusal(
            "birth_date_impossible",
            N_("The birth date does not fit the day of holding."),
            {},
            field="birth_date",
        )
    elif facts.age is not None and facts.age != by_birth:
        yield Refusal(
            "age_and_birth_date_differ",
            N_("By the birth date the age is %(by_birth)s, stated is %(age)s."),
            {"by_birth": by_birth, "age": facts.age},
            field="age",
        )
