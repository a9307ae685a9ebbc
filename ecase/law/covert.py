"""May this covert action be taken: for which charge, against whom, by whose leave, for how long (CPC 231-236).

Pure, by edition: until 01.03.2018 the prosecutor sanctioned what the judge sanctions now. What is owed to the person
afterwards is `covert_notice`; the rows of the actions stand in `kinds_covert_actions`.

No written reason replaces what is missing here: 232(4),(5) name the offences, 232(7) the targets, 232(8) forbids, and
each names its exceptions itself. What the text leaves open (a longest term for items 7 and 9) bars nobody.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from ecase.law.clock import due
from ecase.law.editions import COVERT_TO_COURT
from ecase.law.limits_actions import COVERT_DAYS
from ecase.law.moments import beginning_of, day_shown, end_of, utc
from ecase.law.qualification import Gravity, OffenceKind, Qualification
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_, Refusal

By = Literal["judge", "prosecutor", "nobody"]
Court = Literal["", "specialised", "capital"]
Agreed = Literal["", "prosecutor_general", "first_deputy"]

# Items of article 231 by code of kind; `covert_threat` is item 1 or 2 at the request of the threatened person (232(6)).
ITEMS: dict[str, frozenset[int]] = {
    "covert_av": frozenset({1}),
    "covert_telecom": frozenset({2}),
    "covert_connections": frozenset({3}),
    "covert_computer": frozenset({4}),
    "covert_mail": frozenset({5}),
    "covert_place": frozenset({6}),
    "covert_surveillance": frozenset({7}),
    "covert_test_purchase": frozenset({9}),
    "covert_threat": frozenset({1, 2}),
}
# For offences that 232(4) does not name, and without a sanction (232(5), 234(3)).
_ANY_OFFENCE = frozenset({7, 9})
_FOR_THE_THREATENED = frozenset({1, 2})
_THREAT = "covert_threat"
_A_YEAR = 12  # months
_GRAVE = (Gravity.GRAVE, Gravity.ESPECIALLY_GRAVE)


class Target(StrEnum):
    """232(7), items 1-5."""

    NAMED = "named"
    SUSPECT = "suspect"
    VICTIM = "victim"
    THIRD = "third"
    PLACE = "place"


class Status(StrEnum):
    """Whom the Code protects or sends to another court."""

    NONE = "none"
    LAWYER = "lawyer"
    JUDGE = "judge"
    PROSECUTOR_GENERAL = "prosecutor_general"


@dataclass(frozen=True)
class CovertFacts:
    """`code`: of the kind. `date`: the day of the ruling. `charges`: all that is registered in the case.
    `described`: the person, place or thing is named, if only by a pseudonym. `consent`: the victim's, in writing.
    `lawyer_crime`: there are grounds to believe that the lawyer prepares or has committed a grave crime.
    `threatened`: the threatened person asks or consents (232(6)). `days`: the term asked for."""

    code: str
    date: date
    charges: tuple[Qualification, ...] = ()
    criminal_group: bool = False
    target: Target = Target.NAMED
    described: bool = True
    consent: bool = False
    status: Status = Status.NONE
    lawyer_crime: bool = False
    threatened: bool = False
    days: int | None = None


@dataclass(frozen=True)
class CovertAnswer:
    """`bars`: why not, the weightiest first. `needs`: what else the law asks for. `by`: who sanctions, at which court,
    with whose agreement."""

    bars: tuple[Refusal, ...]
    needs: tuple[Step, ...]
    by: By
    court: Court
    agreed_with: Agreed

    @property
    def allowed(self) -> bool:
        return not self.bars


def sanctioned_by(code: str, day: date) -> By:
    """Who sanctions this action on `day`. Raises KeyError for what is no covert action."""
    items = ITEMS[code]
    if code == _THREAT or items <= _ANY_OFFENCE:
        return "nobody"
    return "judge" if day >= COVERT_TO_COURT else "prosecutor"


def grave_enough(charges: tuple[Qualification, ...], criminal_group: bool) -> bool:
    """A crime punished by more than a year of imprisonment, or one of a criminal group (232(4))."""
    crimes = [charge for charge in charges if charge.kind is OffenceKind.CRIME]
    return bool(crimes) and (criminal_group or any(map(_over_a_year, crimes)))


def assess(facts: CovertFacts) -> CovertAnswer:
    """What the law says of the action before anybody weighs whether it is needed."""
    by = sanctioned_by(facts.code, facts.date)
    court: Court = ""
    agreed: Agreed = ""
    if by == "judge":
        court = "specialised"
        if facts.status is Status.JUDGE:
            court, agreed = "capital", "prosecutor_general"
        elif facts.status is Status.PROSECUTOR_GENERAL:
            court, agreed = "capital", "first_deputy"
    return CovertAnswer(_bars(facts, by), _needs(facts, by, agreed), by, court, agreed)


def _over_a_year(charge: Qualification) -> bool:
    return charge.life or (charge.max_imprisonment_months or 0) > _A_YEAR


def _bars(facts: CovertFacts, by: By) -> tuple[Refusal, ...]:
    items = ITEMS[facts.code]
    at_request = facts.threatened and items <= _FOR_THE_THREATENED
    found: list[Refusal] = []
    if facts.status is Status.LAWYER and not facts.lawyer_crime:
        found.append(
            Refusal(
                "covert_lawyer",
                N_(
                    "Covert actions against lawyers who give legal help are forbidden, save where there are grounds to "
                    "believe that they prepare or have committed a grave or especially grave crime."
                ),
                cite="CPC 232(8)",
                field="lawyer_crime",
            )
        )
    if facts.code == _THREAT and not facts.threatened:
        found.append(
            Refusal(
                "covert_no_request",
                N_("Without a sanction only at the request or with the written consent of the threatened person."),
                cite="CPC 232(6)",
                field="asked",
            )
        )
    elif not at_request and not items <= _ANY_OFFENCE and not grave_enough(facts.charges, facts.criminal_group):
        found.append(
            Refusal(
                "covert_charge",
                N_(
                    "The action needs a crime punished by more than a year of imprisonment or one of a criminal group. "
                    "For other offences there are only surveillance and the test purchase."
                ),
                cite="CPC 232(4),(5)",
            )
        )
    if facts.target is Target.VICTIM and not facts.consent:
        found.append(
            Refusal(
                "covert_victim",
                N_("Against a victim only with the victim's written consent."),
                cite="CPC 232(7)(3)",
                field="consent",
            )
        )
    if not facts.described:
        found.append(
            Refusal(
                "covert_no_target",
                N_("Name the person, place or thing the action is aimed at; a pseudonym will do."),
                cite="CPC 233(1)(8)",
                field="object",
            )
        )
    if facts.days is not None and by != "nobody" and not 1 <= facts.days <= COVERT_DAYS:
        found.append(_too_long("CPC 236(1)"))
    return tuple(found)


def _too_long(cite: str) -> Refusal:
    return Refusal(
        "covert_days", N_("From one day to %(most)s days at a time."), {"most": COVERT_DAYS}, cite, field="days"
    )


def _needs(facts: CovertFacts, by: By, agreed: Agreed) -> tuple[Step, ...]:
    told = Reasoning()
    if agreed == "prosecutor_general":
        told.say(
            N_(
                "The target is a judge: the ruling is agreed with the Prosecutor General and goes to the capital's "
                "court."
            ),
            "CPC 234(4)",
        )
    elif agreed == "first_deputy":
        told.say(
            N_(
                "The target is the Prosecutor General: the ruling is agreed with his first deputy and goes to the "
                "capital's court."
            ),
            "CPC 234(4)",
        )
    elif by == "judge":
        told.say(N_("The judge of the specialised investigating court sanctions it."), "CPC 232(3), 234(1)")
    elif by == "prosecutor":
        told.say(N_("Until 01.03.2018 the prosecutor sanctioned covert actions."), "CPC 234")
    elif facts.code == _THREAT:
        told.say(N_("No sanction is needed; the prosecutor is told within 24 h of the ruling."), "CPC 232(6)")
    else:
        told.say(N_("No sanction is needed; the prosecutor may stop it."), "CPC 234(3)")
    if facts.status is Status.LAWYER and facts.lawyer_crime:
        if not any(charge.gravity in _GRAVE for charge in facts.charges):
            told.say(N_("No registered charge is grave: say which crime of the lawyer is meant."), "CPC 232(8)")
        told.say(N_("The Constitutional Court is reviewing this ban."), "CPC 232(8)")
    return tuple(told)


@dataclass(frozen=True)
class Prolonging:
    """`ask_by`: last day for the ruling; `longest`: last day that may be granted; `late`: asked after `ask_by`, which
    the judge sees and which bars nothing while the term runs."""

    bars: tuple[Refusal, ...]
    ask_by: date
    longest: date
    late: bool


def may_extend(running_until: date, days: int, asked_at: datetime) -> Prolonging:
    """May an action whose last day is `running_until` be prolonged by `days` (236(2))?"""
    ask = due("covert.extension_ruling", end_of(running_until))
    # From within its last day, which as the starting day is not counted.
    longest = due("covert.extension", beginning_of(running_until))
    if ask.last_day is None or longest.last_day is None:
        raise ValueError("terms of days end on a day")
    bars: list[Refusal] = []
    if utc(asked_at) >= end_of(running_until):
        bars.append(
            Refusal(
                "covert_over",
                N_("The term ended on %(day)s: there is nothing left to prolong. A new action needs a new ruling."),
                {"day": day_shown(running_until)},
                "CPC 236(2)",
            )
        )
    if not 1 <= days <= COVERT_DAYS:
        bars.append(_too_long("CPC 236(2)"))
    return Prolonging(tuple(bars), ask.last_day, longest.last_day, utc(asked_at) >= ask.due_at)
