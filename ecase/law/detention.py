"""The detention clock: from the facts of a detention to every term on it, with its other readings.

Facts and their mistakes stand in `detention_facts`; how hours are counted in `clock`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ecase.law.age import MAJORITY, is_eighteenth_birthday, is_minor
from ecase.law.clock import PLAIN, Calendar, Due, due, local, shown
from ecase.law.detention_facts import (
    EXCEPTIONS,
    Delivery,
    DetentionFacts,
    Fact,
    ListedException,
    exception_holds,
    problems,
)
from ecase.law.limits import NoEdition
from ecase.law.qualification import OffenceKind
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_, Refused

__all__ = [
    "EXCEPTIONS",
    "Delivery",
    "DetentionClock",
    "DetentionFacts",
    "Fact",
    "ListedException",
    "OffenceKind",
    "Reading",
    "assess",
    "exception_holds",
    "is_minor",
    "problems",
]


@dataclass(frozen=True)
class Reading:
    """Another answer the text allows; the safe one is the main answer."""

    code: str
    says: Step
    limit_hours: int
    clock_starts_at: datetime
    expires_at: datetime
    cites: tuple[str, ...]


@dataclass(frozen=True)
class DetentionClock:
    """Everything on the clock. Moments in UTC; None where the term does not exist here or, for
    those that run from the protocol, while there is no protocol. `terms` are the full answers with
    their arithmetic, by key of `LIMITS`. `amount` names the length of `detention.expiry` used."""

    clock_starts_at: datetime
    limit_hours: int
    amount: str | None
    minor: bool
    protocol_due: datetime
    protocol_in_time: bool | None
    prosecutor_notice_due: datetime | None
    interrogation_due: datetime | None
    petition_to_judge_due: datetime | None
    expires_at: datetime
    misd_to_prosecutor_due: datetime | None
    misd_to_court_due: datetime | None
    exception_holds: bool | None
    readings: tuple[Reading, ...]
    warnings: tuple[Step, ...]
    because: tuple[Step, ...]
    cites: tuple[str, ...]
    terms: dict[str, Due]


def assess(facts: DetentionFacts, calendar: Calendar = PLAIN, *, now: datetime | None = None) -> DetentionClock:
    """The clock for `facts`. Raises Refused with the first thing in them that cannot be right.

    A detention is never moved by `calendar`; it is handed through so that every term is counted alike.
    """
    wrong = problems(facts, now)
    if wrong:
        raise Refused(wrong[0])
    age = facts.age_held
    minor = age is not None and age < MAJORITY
    holds = exception_holds(facts)
    # An adult's exception stands on its facts; a minor's also on the prosecutor (ARCHITECTURE 7).
    excepted = bool(holds) and (not minor or facts.exception_confirmed)
    amount = "exception" if excepted else "minor" if minor else None
    start = facts.starts_at
    day = local(start).date()
    terms: dict[str, Due] = {}

    def count(key: str, since: datetime | None, of: str | None = None) -> datetime | None:
        if since is None:
            return None
        try:
            terms[key] = due(key, since, on=day, amount=of, calendar=calendar)
        except NoEdition:
            return None
        return terms[key].due_at

    expiry = due("detention.expiry", start, on=day, amount=amount, calendar=calendar)
    protocol = due("detention.protocol", start, on=day, calendar=calendar)
    terms |= {"detention.protocol": protocol}
    notice_due = count("detention.prosecutor_notice", facts.protocol_at)
    interrogation_due = count("detention.interrogation", facts.protocol_at)
    crime = facts.offence_kind is OffenceKind.CRIME
    petition_due = count("detention.petition_to_ij", expiry.due_at) if crime else None
    to_prosecutor = None if crime else count("misd_detained.to_prosecutor", expiry.due_at)
    to_court = None if crime else count("misd_detained.to_court", expiry.due_at)
    terms["detention.expiry"] = expiry
    because = _because(facts, minor, holds, excepted)
    readings = _readings(facts, minor, bool(holds), excepted, expiry, day)
    cites = (
        "CPC 7(29)",
        *(step.cite for step in because),
        *(cite for term in terms.values() for cite in term.cites),
    )
    return DetentionClock(
        clock_starts_at=expiry.starts_at,
        limit_hours=expiry.amount,
        amount=amount,
        minor=minor,
        protocol_due=protocol.due_at,
        protocol_in_time=None if facts.protocol_at is None else facts.protocol_at <= protocol.due_at,
        prosecutor_notice_due=notice_due,
        interrogation_due=interrogation_due,
        petition_to_judge_due=petition_due,
        expires_at=expiry.due_at,
        misd_to_prosecutor_due=to_prosecutor,
        misd_to_court_due=to_court,
        exception_holds=holds,
        readings=readings,
        warnings=_warnings(facts, minor, to_prosecutor),
        because=because,
        cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
        terms=terms,
    )


def _because(facts: DetentionFacts, minor: bool, holds: bool | None, excepted: bool) -> tuple[Step, ...]:
    told = Reasoning()
    delivered = facts.delivered_at
    if delivered is not None and facts.delivery == "voluntary":
        told.say(N_("Coming of one's own will starts no clock."), "CPC 7(29)")
    if delivered is not None and facts.delivery == "compulsory" and delivered < facts.held_at:
        told.say(
            N_("Forced delivery began at %(delivered)s, before the holding was written down: the clock starts there."),
            "CPC 7(29), 129(2)",
            delivered=shown(delivered),
        )
    else:
        told.say(
            N_("The clock starts with the real loss of freedom at %(held)s."),
            "CPC 7(29), 128(5)",
            held=shown(facts.held_at),
        )
    if minor:
        told.say(N_("The person is under eighteen."), "CPC 131(4)")
    if facts.exception_claimed is not None:
        exception = EXCEPTIONS[facts.exception_claimed]
        if excepted:
            told.say(N_("A listed exception holds."), exception.cite)
        elif holds:
            told.say(
                N_("The exception is borne out, but for a minor it needs the prosecutor's confirmation."),
                exception.cite,
            )
        elif facts.offence_kind is not OffenceKind.CRIME:
            told.say(N_("The exceptions are for crimes; a misdemeanour cannot use them."), exception.cite)
        else:
            told.say(N_("No stated fact bears out the claimed exception."), exception.cite)
    if facts.offence_kind is not OffenceKind.CRIME:
        told.say(
            N_(
                "The 48 and 24 hours are written for crimes; for a misdemeanour they follow from the duty "
                "of the place of detention to release."
            ),
            "CPC 133(2)",
        )
    return tuple(told)


def _readings(
    facts: DetentionFacts, minor: bool, holds: bool, excepted: bool, expiry: Due, day: date
) -> tuple[Reading, ...]:
    """Every other answer, each with its own end; one that ends like the main answer is no reading."""
    found: list[Reading] = []

    def read(code: str, says: Step, of: int | str | None, *cites: str, since: datetime | None = None) -> None:
        other = due("detention.expiry", since or expiry.starts_at, on=day, amount=of)
        if other.due_at != expiry.due_at:
            found.append(Reading(code, says, other.amount, other.starts_at, other.due_at, cites))

    ceiling = due("detention.expiry", expiry.starts_at, on=day, amount="exception").amount
    if facts.offence_kind is not OffenceKind.CRIME:
        says = Step(N_("The general ceiling, for any criminal offence."), {}, "CPC 128(5)")
        read("general_ceiling", says, ceiling, "CPC 128(5)")
    elif minor and holds and not excepted:
        says = Step(
            N_("The exceptions are written for minors too; the prosecutor has to confirm it."),
            {},
            "CPC 131(4), 133(2)",
        )
        read("minor_exception", says, "exception", "CPC 131(4)(1)-(6)", "CPC 133(2)")
    elif minor and excepted:
        says = Step(
            N_("No text shields minors from the exceptions, but none says so plainly: ask a lawyer."),
            {},
            "CPC 131(4), 133(2)",
        )
        read("minor_without_exception", says, "minor", "CPC 131(4)")
    elif facts.exception_claimed is not None and not holds:
        says = Step(N_("If facts bear out the claimed exception."), {}, EXCEPTIONS[facts.exception_claimed].cite)
        read("exception_if_proved", says, "exception", EXCEPTIONS[facts.exception_claimed].cite)
    if facts.citizen_hold_at is not None and facts.citizen_hold_at < facts.starts_at:
        says = Step(
            N_("If the hold by citizens already counts as the real holding; the law leaves it open."),
            {},
            "CPC 130, 7(29)",
        )
        main: str | None = "exception" if excepted else "minor" if minor else None
        read("citizen_hold", says, main, "CPC 130", "CPC 7(29)", since=facts.citizen_hold_at)
    if facts.birth_date is not None and not excepted and is_eighteenth_birthday(facts.birth_date, expiry.starts_at):
        says = Step(
            N_("Court practice counts an age as reached on the day after the birthday (from memory, ask a lawyer)."),
            {},
            "CPC 131(4)",
        )
        read("birthday", says, "minor", "CPC 131(4)")
    return tuple(found)


def _warnings(facts: DetentionFacts, minor: bool, to_prosecutor: datetime | None) -> tuple[Step, ...]:
    told = Reasoning()
    if minor and to_prosecutor is not None and to_prosecutor <= facts.starts_at:
        told.say(
            N_(
                "A minor held for a misdemeanour has 24 hours in all: the case would have to be with the "
                "prosecutor at the minute of holding, which cannot be kept."
            ),
            "CPC 528(2)",
        )
    if facts.offence_kind is not OffenceKind.CRIME:
        told.say(
            N_("For a misdemeanour a person is held only if they may flee or commit something graver."),
            "CPC 128(1)",
        )
    delivered = facts.delivered_at
    if facts.delivery == "voluntary" and delivered is not None and delivered > facts.held_at:
        told.say(N_("Somebody already held cannot come of their own will afterwards."), "CPC 7(29)")
    charge = facts.qualification
    if charge is not None and charge.kind is OffenceKind.CRIME and not charge.imprisonment:
        told.say(
            N_("Detention is for crimes threatened with imprisonment; this article threatens none."),
            "CPC 128(2)",
        )
    if minor and facts.exception_claimed is not None:
        told.say(N_("An exception is claimed against a minor: have a lawyer check it."), "CPC 131(4), 133(2)")
    if facts.protocol_at is not None:
        late = facts.protocol_at - due("detention.protocol", facts.starts_at).due_at
        if late.total_seconds() > 0:
            told.say(
                N_(
                    "The protocol is %(minutes)s minutes late: a substantial breach may free the person "
                    "and shut out the evidence."
                ),
                "CPC 133(1),(5)",
                minutes=int(late.total_seconds() // 60),
            )
    return tuple(told)
