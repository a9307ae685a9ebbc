"""The ten days from registration to verdict: whose time they were. Pure over rows in hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ecase.law.clock import local
from ecase.law.limits_writ import GOAL_DAYS
from ecase.law.words import N_
from writ.models import Will, Writ


class Whose(StrEnum):
    INVESTIGATOR = "investigator"
    PARTIES = "parties"
    HEAD = "head"
    PROSECUTOR = "prosecutor"
    COURT = "court"


WHOSE: dict[str, str] = {
    Whose.INVESTIGATOR: N_("Investigator"),
    Whose.PARTIES: N_("Waiting for the parties"),
    Whose.HEAD: N_("Head"),
    Whose.PROSECUTOR: N_("Prosecutor"),
    Whose.COURT: N_("Court"),
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in somebody's hands."""

    whose: Whose
    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True)
class Day:
    """One cell of the bar. `whose`: in whose hands most of it was; None for a day that has not come."""

    number: int
    on: date
    whose: Whose | None
    today: bool


@dataclass(frozen=True)
class Track:
    """From the registration to the verdict, or to the end of the writ, or to now."""

    since: datetime
    until: datetime
    over: bool
    stretches: tuple[Stretch, ...]

    @property
    def day(self) -> int:
        """The number of the day it is, or was when it ended; the day of the registration is the first."""
        return (local(self.until).date() - local(self.since).date()).days + 1

    @property
    def goal(self) -> int:
        return GOAL_DAYS

    @property
    def last_day(self) -> date:
        return local(self.since).date() + timedelta(days=GOAL_DAYS - 1)

    @property
    def late_days(self) -> int:
        return max(0, self.day - GOAL_DAYS)

    def used(self) -> dict[Whose, timedelta]:
        """How long it lay in whose hands."""
        found: dict[Whose, timedelta] = {}
        for one in self.stretches:
            found[one.whose] = found.get(one.whose, timedelta()) + one.length
        return found

    def days(self) -> list[Day]:
        """The cells of the bar: ten, or as many as it took."""
        first = local(self.since).date()
        cells = []
        for number in range(1, max(GOAL_DAYS, self.day) + 1):
            on = first + timedelta(days=number - 1)
            whose = self._of_day(on) if number <= self.day else None
            cells.append(Day(number, on, whose, today=not self.over and number == self.day))
        return cells

    def _of_day(self, on: date) -> Whose | None:
        share: dict[Whose, float] = {}
        for one in self.stretches:
            share[one.whose] = share.get(one.whose, 0) + _within(one, on)
        best = max(share, key=lambda who: share[who], default=None)
        return best if best is not None and share[best] > 0 else None


def _within(one: Stretch, on: date) -> float:
    """Seconds of the stretch that lie on the day `on`."""
    start = datetime.combine(on, datetime.min.time(), tzinfo=local(one.since).tzinfo)
    since, until = max(one.since, start), min(one.until, start + timedelta(days=1))
    return max(0.0, (until - since).total_seconds())


def track(registered_at: datetime, writ: Writ | None, wills: Sequence[Will], at: datetime) -> Track:
    """Whose time it was until now, or until the verdict or the end of the writ."""
    ended = (writ.decided_at or writ.ended_at) if writ is not None else None
    until = ended or at
    stretches: list[Stretch] = []
    asked = _asked(wills, registered_at, (writ.requested_at if writ is not None else None) or until)
    end = min((writ.requested_at if writ is not None else None) or until, until)
    stretches += _between(registered_at, end, asked)
    if writ is not None:
        steps = (
            (Whose.HEAD, writ.requested_at, writ.head_at),
            (Whose.PROSECUTOR, writ.head_at, writ.prosecutor_at),
            (Whose.COURT, writ.court_received_at, writ.decided_at),
        )
        for whose, since, till in steps:
            if since is not None and since < until:
                stretches.append(Stretch(whose, since, min(till or until, until)))
    return Track(registered_at, until, ended is not None, tuple(stretches))


def _asked(wills: Iterable[Will], first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
    """When somebody's answer was outstanding, as stretches that do not overlap."""
    spans = sorted((max(one.asked_at, first), min(one.answered_at or last, last)) for one in wills)
    merged: list[tuple[datetime, datetime]] = []
    for since, until in spans:
        if until <= since:
            continue
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _between(since: datetime, until: datetime, asked: list[tuple[datetime, datetime]]) -> list[Stretch]:
    """The investigator's time, but for what was waiting for an answer."""
    found, at = [], since
    for start, end in asked:
        if start > at:
            found.append(Stretch(Whose.INVESTIGATOR, at, start))
        found.append(Stretch(Whose.PARTIES, start, end))
        at = end
    if at < until:
        found.append(Stretch(Whose.INVESTIGATOR, at, until))
    return found
