"""When a term ends: counting after CPC 48-50, with the arithmetic told step by step.

Pure: the calendar is passed in, moments are aware, answers are in UTC. Days and months are those of
Almaty; hours are counted as they passed, so the night of 29.02.2024, when the country's clocks went
back, is an hour longer on the wall and no hour longer in custody.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ecase.law.calendar import PLAIN, Calendar
from ecase.law.editions import Confidence, Edition, Limit, Unit
from ecase.law.limits import LIMITS
from ecase.law.moments import ALMATY, DAY, end_of, local, shown, utc
from ecase.law.pauses import Pause, joined, stood_still
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_

__all__ = ["ALMATY", "PLAIN", "Calendar", "Due", "Pause", "due", "end_of", "local", "rungs", "shown"]


# A length somebody set in days, for a term that the law counts in months (CPC 192(7)).
SET_IN_DAYS = re.compile(r"([0-9]{1,4})d")


@dataclass(frozen=True)
class Due:
    """The answer. `starts_at` is the anchor (the later end for terms counted back), `due_at` the
    moment of the alarm; `last_day` the last day of a day or month term, which ends at 24:00 of it;
    `plain_last_day` that day before it was moved off a non-working one.
    `legal_end` is later than `due_at` where the law gives more than the alarm."""

    rule: str
    edition: str
    starts_at: datetime
    due_at: datetime
    last_day: date | None
    rolled: bool
    explanation: tuple[Step, ...]
    cites: tuple[str, ...]
    amount: int
    unit: Unit
    confidence: Confidence
    legal_end: datetime | None = None
    plain_last_day: date | None = None

    def overdue(self, at: datetime) -> bool:
        """Whether the term has run out at `at`; the due moment itself is too late."""
        return at >= self.due_at


def due(
    rule: str | Limit,
    start: datetime,
    *,
    on: date | None = None,
    amount: int | str | None = None,
    unit: Unit | None = None,
    calendar: Calendar = PLAIN,
    pauses: Iterable[Pause] = (),
    interruptions: Iterable[Pause] = (),
    excluded_days: int = 0,
) -> Due:
    """When `rule`, running from `start`, ends.

    `on` chooses the edition (default: the day of `start` in Almaty). `amount` is a named length
    ("minor", "complex") or a number somebody lawfully set, in all from `start`; an extension is the same
    rule with the longer amount. `unit`: the unit of that number, where a prosecutor set days for a term
    of months; "12d" says both in one word, and so a stored term keeps it.
    `pauses` are closed spans in which the term stood still (CPC 192(3)); in day and month
    terms only whole days of them are taken out, in hour terms the exact time. `interruptions` are closed
    spans from the ruling to the resumption (CPC 45): the rest of the term runs on after it.
    `excluded_days`: whole days already counted by somebody, without their dates.
    Raises KeyError (no such rule), NoEdition, ValueError (naive moment, unknown amount, a pause
    where the term cannot pause).
    """
    limit = LIMITS[rule] if isinstance(rule, str) else rule
    start = utc(start)
    spans, breaks = joined(pauses), joined(interruptions)
    if (spans or breaks or excluded_days) and not limit.pauses:
        raise ValueError(f"{limit.key} cannot stand still")
    if excluded_days < 0:
        raise ValueError("a number of days is not negative")
    in_days = SET_IN_DAYS.fullmatch(amount) if isinstance(amount, str) else None
    if in_days is not None:
        amount, unit = int(in_days[1]), "d"
    unit = unit or limit.unit
    if unit != limit.unit and ("h" in {unit, limit.unit} or not isinstance(amount, int)):
        raise ValueError(f"{limit.key} is not set in {unit}")
    edition = limit.edition(on or local(start).date())
    length = edition.length(amount)
    told = Reasoning()
    named = edition.named(amount)
    if named is not None:
        cite = named.cite or edition.cite
        told.say(N_("The length is the one for: %(case)s."), cite, case=named.title)
    last_day: date | None = None
    plain: date | None = None
    legal_end: datetime | None = None
    rolled = False
    if unit == "h":
        due_at, legal_end = _hours(limit, start, length, spans, told)
    else:
        last_day = _days(limit, unit, start, length, told)
        if excluded_days:
            last_day += excluded_days * DAY
            told.say(
                N_("%(days)s full days in which the term stood still are added, until %(end)s."),
                "CPC 192(3)",
                days=excluded_days,
                end=f"{last_day:%d.%m.%Y}",
            )
        plain = stood_still(local(start).date(), last_day, spans, breaks, calendar, told)
        last_day, rolled = _off_non_working(limit, plain, calendar, told)
        due_at = end_of(last_day)
    told.extend(_reservations(limit, edition))
    cites = [edition.cite]
    if named is not None and named.cite:
        cites.append(named.cite)
    cites.extend(step.cite for step in told)
    return Due(
        rule=limit.key,
        edition=edition.code,
        starts_at=start,
        due_at=due_at,
        last_day=last_day,
        rolled=rolled,
        explanation=tuple(told),
        cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
        amount=length,
        unit=unit,
        confidence=edition.confidence,
        legal_end=legal_end,
        plain_last_day=plain,
    )


def rungs(limit: Limit, answer: Due, *, since: datetime | None = None) -> tuple[tuple[str, datetime], ...]:
    """Names and moments of the warning ladder, earliest first.

    A rung at or before `since` is left out, save the end itself. `since` is by default the start of
    the term; for one counted back, whose anchor lies after it, nothing is left out unless given.
    """
    if since is None and not limit.backwards:
        since = answer.starts_at
    return tuple(
        (rung.name, answer.due_at + rung.offset)
        for rung in sorted(limit.rungs, key=lambda rung: rung.offset)
        if since is None or not rung.offset or answer.due_at + rung.offset > since
    )


def _hours(
    limit: Limit, start: datetime, length: int, spans: list[Pause], told: Reasoning
) -> tuple[datetime, datetime | None]:
    if limit.backwards:
        end = start - timedelta(hours=length)
        told.say(
            N_("%(hours)s h before %(anchor)s: not later than %(end)s."),
            "CPC 48(2),(5)" if limit.custody else "CPC 48(2)",
            hours=length,
            anchor=shown(start),
            end=shown(end),
        )
        _wall_clock_changed(end, start, told)
        return end, None
    end = start + timedelta(hours=length)
    for since, until in spans:
        if start < until and since < end:
            end += until - max(since, start)
    if spans:
        told.say(N_("The time in which the term stood still is taken out."))
    told.say(N_("From %(start)s, %(hours)s h: until %(end)s."), start=shown(start), hours=length, end=shown(end))
    _wall_clock_changed(start, end, told)
    if limit.own:
        return end, None
    if limit.custody:
        told.say(
            N_("A person is held: the first hour counts, to the minute; nights, weekends and holidays count."),
            "CPC 48(2),(3),(5)",
        )
        return end, None
    # The starting hour is left out (48(2)), so the law itself gives until the next full hour.
    legal_end = end.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    told.say(
        N_("The alarm is at the exact minute. The starting hour is not counted, so in law the term ends at %(end)s."),
        "CPC 48(2)",
        end=shown(legal_end),
    )
    return end, legal_end


def _days(limit: Limit, unit: Unit, start: datetime, length: int, told: Reasoning) -> date:
    """The last day by the length alone: before anything stood still and before it is moved."""
    if limit.backwards:
        return _days_before(start, length, told)
    first = local(start).date()
    last = first + length * DAY if unit == "d" else _plus_months(first, length)
    params: dict[str, str | int] = {"start": f"{first:%d.%m.%Y}", "length": length, "end": f"{last:%d.%m.%Y}"}
    if limit.custody:
        # Two readings of a custody term in days or months; the shorter binds the alarm.
        params |= {"end": f"{last - DAY:%d.%m.%Y}", "other": f"{last:%d.%m.%Y}"}
        says = (
            N_("%(length)s days from %(start)s, the first day counted: until 24:00 of %(end)s.")
            if unit == "d"
            else N_(
                "%(length)s months from %(start)s, the first day counted: until 24:00 of %(end)s, the day "
                "before the same date."
            )
        )
        told.say(says, "CPC 48(2)", **params)
        told.say(
            N_("The other reading ends at 24:00 of %(other)s. The shorter one is used, for the person is held."),
            "CPC 48(4)",
            **params,
        )
        told.say(N_("A custody term is not moved off a non-working day."), "CPC 48(5)")
        return last - DAY
    says = (
        N_("%(length)s days from %(start)s, the starting day not counted: until 24:00 of %(end)s.")
        if unit == "d"
        else N_(
            "%(length)s months from %(start)s: the same date, or the last day of a month that has none: "
            "until 24:00 of %(end)s."
        )
    )
    told.say(says, "CPC 48(2),(4)", **params)
    return last


def _days_before(start: datetime, length: int, told: Reasoning) -> date:
    """Last day on which something may be handed in that must come `length` full days before the end."""
    # 24:00 belongs to the day that ends, so the end of 31.01 is the 31st, not the 1st.
    end_day = local(start - timedelta(microseconds=1)).date()
    last = end_day - length * DAY
    told.say(
        N_("%(length)s full days before the end of %(end)s: not later than %(last)s."),
        "CPC 48(2),(4)",
        length=length,
        end=f"{end_day:%d.%m.%Y}",
        last=f"{last:%d.%m.%Y}",
    )
    return last


def _off_non_working(limit: Limit, last: date, calendar: Calendar, told: Reasoning) -> tuple[date, bool]:
    if not limit.rolls or calendar.is_working(last):
        return last, False
    moved = calendar.working_on_or_after(last)
    told.say(
        N_("%(last)s is not a working day: the term ends on the next working day, %(moved)s."),
        "CPC 48(4),(5)",
        last=f"{last:%d.%m.%Y}",
        moved=f"{moved:%d.%m.%Y}",
    )
    return moved, True


def _reservations(limit: Limit, edition: Edition) -> Iterable[Step]:
    if edition.note:
        yield Step(edition.note)
    if edition.confidence == "M":
        yield Step(N_("This wording is from memory and is to be checked by a lawyer."))
    elif edition.confidence == "P":
        yield Step(N_("This wording is known from a paraphrase only."))
    elif edition.confidence == "own":
        yield Step(N_("This is a service term of the system, not a term of the law."))


def _wall_clock_changed(since: datetime, until: datetime, told: Reasoning) -> None:
    if local(since).utcoffset() != local(until).utcoffset():
        told.say(N_("The country's clocks were changed in between; the hours are counted as they passed."))


def _plus_months(day: date, months: int) -> date:
    """The same date `months` later, or the last day of a month that has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
