"""What a term stands still for, and how many of its days that takes out (CPC 192(3), 45).

A pause takes out its whole days. An interruption leaves what was left on its day, to run on after the day
of resumption. Which terms can stand still at all is `limits`; when the term then ends is `clock`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypedDict

from ecase.law.calendar import Calendar
from ecase.law.moments import DAY, beginning_of, day_shown, local, shown, utc
from ecase.law.steps import Reasoning
from ecase.law.words import N_

Pause = tuple[datetime, datetime]


@dataclass(frozen=True)
class Cause:
    """Why a term stands still. `interrupts`: by a ruling on interrupting the term, not by 192(3)."""

    title: str
    cite: str
    interrupts: bool = False


# Codes of `cases.Pause.cause`.
CAUSES: dict[str, Cause] = {
    "familiarisation": Cause(N_("the parties read the file"), "CPC 192(3)"),
    "complaint": Cause(
        N_("the case is with the court or the prosecutor on a complaint of the suspect, the victim or a witness with "
           "the right to defence"),
        "CPC 192(3)(2)",
    ),
    "before_decider": Cause(N_("the case is with the prosecutor for approval"), "CPC 192(3)"),
    "plea_deal": Cause(N_("a motion for a plea deal is decided"), "CPC 192(3)"),
    "interruption": Cause(N_("the term is interrupted"), "CPC 45(7)", interrupts=True),
}  # fmt: skip

OPEN_QUESTION = N_(
    "The Code does not say whether the rest of an interrupted term runs on or a fresh term begins. The rest is counted."
)


class Parts(TypedDict):
    """Stretches by what they do to a term."""

    pauses: list[Pause]
    interruptions: list[Pause]


def split(spans: Iterable[tuple[datetime, datetime, str]]) -> Parts:
    """Closed stretches with their causes as `clock.due` takes them: `due(…, **split(spans))`.

    A cause nobody knows counts as a pause, which gives the shorter term.
    """
    parts: Parts = {"pauses": [], "interruptions": []}
    for since, until, cause in spans:
        known = CAUSES.get(cause)
        kind = parts["interruptions"] if known and known.interrupts else parts["pauses"]
        kind.append((since, until))
    return parts


def joined(pauses: Iterable[Pause]) -> list[Pause]:
    """Sorted, overlapping spans made one, empty ones dropped. Raises ValueError for one that ends before it begins."""
    spans: list[Pause] = []
    for since, until in sorted((utc(s), utc(u)) for s, u in pauses):
        if until < since:
            raise ValueError("a pause ends before it begins")
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], until))
        elif until > since:
            spans.append((since, until))
    return spans


@dataclass(frozen=True)
class _Stretch:
    """Days taken out, both ends included."""

    first: date
    last: date
    since: datetime
    until: datetime
    interrupts: bool


def stood_still(
    first: date,
    last: date,
    pauses: Iterable[Pause],
    interruptions: Iterable[Pause],
    calendar: Calendar,
    told: Reasoning,
) -> date:
    """The last day of a term counted from `first` to `last`, moved by the days in which it stood still.

    `first` is the starting day, which is not counted. What began when the term was over moves nothing; a
    term whose last day was not worked is over only on the next day that is (CPC 48(4)).
    """
    # A ruling interrupts by the day: resumed and interrupted again on one day is one interruption.
    by_day = joined((_midnight(since), _midnight(until)) for since, until in interruptions)
    stretches = [*(_paused(span) for span in joined(pauses)), *(_interrupted(first, span) for span in by_day)]
    covered = first
    for one in sorted(stretches, key=lambda stretch: (stretch.first, stretch.last)):
        begins = max(one.first, covered + DAY)
        days = (one.last - begins).days + 1
        if days <= 0 or begins > calendar.working_on_or_after(last):
            continue
        left = max((last - local(one.since).date()).days, 0)
        # Only the moved last day was left: the day on which the term runs again is all there is.
        last = last + days * DAY if begins <= last else one.last + DAY
        covered = max(covered, one.last)
        if one.interrupts:
            told.say(
                N_(
                    "Interrupted on %(since)s with %(left)s full days left, resumed on %(until)s: %(days)s days are "
                    "added, until %(end)s."
                ),
                "CPC 45(7),(9)",
                since=day_shown(local(one.since).date()),
                until=day_shown(local(one.until).date()),
                left=left,
                days=days,
                end=day_shown(last),
            )
            told.say(OPEN_QUESTION, "CPC 45(9)")
        else:
            told.say(
                N_("Stood still from %(since)s to %(until)s: %(days)s full days are added, until %(end)s."),
                "CPC 192(3)",
                since=shown(one.since),
                until=shown(one.until),
                days=days,
                end=day_shown(last),
            )
    return last


def _paused(span: Pause) -> _Stretch:
    since, until = span
    return _Stretch(_first_full_day(since), local(until).date() - DAY, since, until, interrupts=False)


def _interrupted(first: date, span: Pause) -> _Stretch:
    """From the day of the ruling to the day before the resumption.

    On the starting day nothing has been counted yet: then the day of resumption takes its place.
    """
    since, until = span
    begins, ends = local(since).date(), local(until).date() - DAY
    if begins <= first:
        begins, ends = begins + DAY, ends + DAY
    return _Stretch(begins, ends, since, until, interrupts=True)


def _midnight(moment: datetime) -> datetime:
    return beginning_of(local(moment).date())


def _first_full_day(moment: datetime) -> date:
    at = local(moment)
    return at.date() if at.time() == time() else at.date() + DAY
