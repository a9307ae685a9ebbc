"""What is owed after a covert action: word to the person, and the end of results of no value (CPC 240).

Pure. The person is told that the action took place, without its results, within six months of the final decision; the
judge may prolong that to a year or waive it on four grounds. The words of the letter are an act template's.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ecase.law.clock import Due, due
from ecase.law.editions import NoEdition
from ecase.law.kinds_covert import COVERT_NOTICE_WAIVER
from ecase.law.moments import day_shown, end_of, local, utc
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal

_CITE = "CPC 240(1-1)"
WAIVER_GROUNDS: frozenset[str] = frozenset(ground.code for ground in COVERT_NOTICE_WAIVER.grounds)


@dataclass(frozen=True)
class Duty:
    """`owed`: the person has to be told; `last_day` on which, `due_at` its end; `because`: how it was counted."""

    owed: bool
    last_day: date | None
    due_at: datetime | None
    because: tuple[Step, ...]


def duty(final_at: datetime, *, extended_until: date | None = None, waived: bool = False) -> Duty:
    """The duty after the final decision of `final_at`; `extended_until`: what the judge gave, a year at the most."""
    if waived:
        return Duty(False, None, None, (Step(N_("The judge has agreed that the person is not told."), cite=_CITE),))
    try:
        plain = due("covert.notify", final_at)
    except NoEdition:
        return Duty(
            False, None, None, (Step(N_("The final decision is older than the duty to tell the person."), cite=_CITE),)
        )
    if extended_until is None:
        return Duty(True, plain.last_day, plain.due_at, plain.explanation)
    longest = _longest(final_at)
    last = min(extended_until, _day(longest))
    step = Step(
        N_("Prolonged by the investigating judge until %(day)s; a year is the longest."),
        {"day": day_shown(last)},
        _CITE,
    )
    return Duty(True, last, end_of(last), (*plain.explanation, step))


def breached(owed: Duty, at: datetime, *, sent_at: datetime | None = None) -> bool:
    """The person was not told in time: sent too late, or not sent and the term is over at `at`."""
    if not owed.owed or owed.due_at is None:
        return False
    return utc(sent_at if sent_at is not None else at) >= owed.due_at


def may_wait(final_at: datetime, until: date) -> tuple[Refusal, ...]:
    """May the judge be asked to let the notice wait until `until`?"""
    plain, longest = _day(due("covert.notify", final_at)), _day(_longest(final_at))
    if until > longest:
        says = N_("A year after the final decision is the longest: not later than %(day)s.")
        return (Refusal("notice_over_a_year", says, {"day": day_shown(longest)}, _CITE, "until"),)
    if until <= plain:
        says = N_("That is no longer than the six months of the law, which end on %(day)s.")
        return (Refusal("notice_not_longer", says, {"day": day_shown(plain)}, _CITE, "until"),)
    return ()


def may_waive(grounds: Collection[str]) -> Refusal | None:
    """Leave not to tell the person needs one of four grounds and knows no other."""
    if grounds and set(grounds) <= WAIVER_GROUNDS:
        return None
    return Refusal(
        "notice_ground",
        N_("The judge may agree not to tell the person only on the grounds of the law; choose one."),
        cite=_CITE,
        field="stated",
    )


def complaint(notified_at: datetime) -> Due:
    """Until when the person may ask the court to declare the action unlawful and to be compensated."""
    return due("covert.complaint", notified_at)


@dataclass(frozen=True)
class Told:
    """How it stands with one person an action was aimed at."""

    waived: bool = False
    notified_at: datetime | None = None
    complaint_open: bool = False


def destroy_from(told_at: datetime) -> datetime:
    """From when results may be destroyed, once the prosecutor was told at `told_at`."""
    return due("covert.destruction", told_at).due_at


def may_destroy(at: datetime, *, told_at: datetime | None, people: Iterable[Told]) -> tuple[Refusal, ...]:
    """May results without value be destroyed at `at`? They are kept until notice and complaint are settled."""
    found: list[Refusal] = []
    if told_at is None:
        found.append(
            Refusal(
                "destroy_untold",
                N_("Tell the prosecutor first, two months before the day of the destruction."),
                cite="CPC 240(1)",
            )
        )
    elif utc(at) < destroy_from(told_at):
        found.append(
            Refusal(
                "destroy_early",
                N_("The prosecutor was told on %(told)s: not before %(day)s."),
                {
                    "told": day_shown(local(told_at).date()),
                    "day": day_shown(local(destroy_from(told_at)).date()),
                },
                "CPC 240(1)",
            )
        )
    standing = [person for person in people if not person.waived]
    if any(person.notified_at is None for person in standing):
        found.append(
            Refusal(
                "destroy_notice",
                N_("Somebody has not been told of the action yet, and the judge has not waived it."),
                cite="CPC 240(1),(1-1)",
            )
        )
    if any(
        person.complaint_open or utc(at) < complaint(person.notified_at).due_at
        for person in standing
        if person.notified_at is not None
    ):
        found.append(
            Refusal(
                "destroy_complaint",
                N_("The person may still complain, or the complaint is not decided."),
                cite="CPC 240(1),(6)",
            )
        )
    return tuple(found)


def _longest(final_at: datetime) -> Due:
    return due("covert.notify", final_at, amount="prolonged")


def _day(answer: Due) -> date:
    if answer.last_day is None:
        raise ValueError(f"{answer.rule} ends on no day")
    return answer.last_day
