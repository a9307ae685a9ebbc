"""What a running custody may still get: the step, who must agree, the latest days, how late one is, what bars it.

Too late is never a bar: the Code frees the person when nothing arrives, it forbids nobody to write; a late petition is
marked with the number of days. A bar is only where the Code knows no such custody: beyond eighteen months, beyond nine
without the crimes of 151(3), beyond six for a minor, or when nothing runs any more. The steps are data of `ladder`;
terms are counted by `clock`. House arrest goes the same way (146(4)), without the six months of 541(4).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ecase.law.clock import due
from ecase.law.ladder import BESIDE, GRAVEST, LADDER, MINOR_CEILING, Beside, Post, Rise
from ecase.law.moments import beginning_of, day_shown
from ecase.law.qualification import Gravity, Qualification
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_, Refusal

_DAY = timedelta(days=1)
# The terms of an order that keeps somebody in a place of custody: on a suspicion, or for extradition. Those of house
# arrest run like them and hold nobody there.
ON_SUSPICION = ("arrest.term", "arrest.short")
IN_CUSTODY = (*ON_SUSPICION, "extradition.term")
CLOCKS = (*IN_CUSTODY, "house_arrest.term")


@dataclass(frozen=True)
class Running:
    """A custody that runs. `first_day`: of the detention or, when there was none, of the arrest, since the detention
    is part of it (152(6)); `last_day`: the term ends at 24:00 of it. `earlier_days`: spent in custody in this case
    before (152(9)). `gravest`: 151(3), see `gravest`. `minor`: under eighteen now. `short`: sanctioned for up to ten
    days. `house`: house arrest."""

    first_day: date
    last_day: date
    earlier_days: int = 0
    gravest: bool = False
    minor: bool = False
    short: bool = False
    house: bool = False

    @property
    def ceiling_months(self) -> int:
        """Custody in all that the law lets this person be kept before trial."""
        if self.minor and not self.house:
            return MINOR_CEILING
        return LADDER[-1].months if self.gravest else max(rise.months for rise in LADDER if not rise.gravest_only)

    @property
    def ceiling_day(self) -> date:
        """The last day of that ceiling."""
        return self.day_of(self.ceiling_months)

    def day_of(self, months: int) -> date:
        """The last day of `months` of custody in all; what was spent before counts."""
        return _months(self.first_day, months) - timedelta(days=self.earlier_days)


@dataclass(frozen=True)
class Asked:
    """Answer for one petition on one day. `step`: of the ladder or beside it. `until`: the last day it would bring;
    None: the judge sets it. `late_to_prosecutor`, `late_to_court`: whole days beyond the latest day, 0 in time."""

    step: Rise | Beside | None
    until: date | None
    posts: tuple[Post, ...]
    to_prosecutor_by: date | None
    to_court_by: date | None
    late_to_prosecutor: int
    late_to_court: int
    bars: tuple[Refusal, ...]
    warnings: tuple[Step, ...]
    explanation: tuple[Step, ...]
    cites: tuple[str, ...]

    @property
    def late(self) -> bool:
        return bool(self.late_to_prosecutor or self.late_to_court)


def gravest(charge: Qualification, *, criminal_group: bool = False, terrorist_or_extremist: bool = False) -> bool:
    """Whether custody under this charge may exceed nine months (151(3)); the complexity of the case is the court's."""
    return charge.gravity is Gravity.ESPECIALLY_GRAVE or criminal_group or terrorist_or_extremist


def extension(running: Running, months: int, on: date) -> Asked:
    """A petition of the day `on` for custody of `months` in all."""
    bars = [*_over(running, on)]
    until = running.day_of(months)
    rise = next((one for one in LADDER if months <= one.months), None)
    if rise is None:
        bars.append(_beyond(running))
    elif running.minor and not running.house and months > MINOR_CEILING:
        bars.append(
            Refusal(
                "custody_minor_ceiling",
                N_("A minor is held six months at most before trial."),
                {},
                "CPC 541(4)",
                "months",
            )
        )
    elif rise.gravest_only and not running.gravest:
        bars.append(Refusal("custody_nine_months", GRAVEST, {}, "CPC 151(3)", "months"))
    if until <= running.last_day:
        bars.append(
            Refusal(
                "custody_no_longer",
                N_("The custody runs until %(day)s already: ask for more months in all."),
                {"day": day_shown(running.last_day)},
                "CPC 151",
                "months",
            )
        )
    warnings = Reasoning()
    if running.short:
        warnings.say(
            N_("The running term is a short one: the prosecutor first asks for the full two months."), "CPC 151(2)"
        )
    _skipped(running, rise, warnings)
    if rise is None:
        return _answer(running, None, None, (), on, bars, warnings, None, None, "CPC 151(5)")
    return _answer(running, rise, until, rise.posts, on, bars, warnings, rise.to_prosecutor, rise.to_court, rise.cite)


def beside(code: str, running: Running, on: date, *, months: int | None = None) -> Asked:
    """A petition of the day `on` for a custody that is no step of the ladder: `full`, `reading`, `study`, `returned`.

    `months`: what is asked for, where the Code sets a most; None takes that most. Raises KeyError for another code.
    """
    row = BESIDE[code]
    bars = [*_over(running, on)]
    warnings = Reasoning()
    if row.since is not None and on < row.since:
        bars.append(Refusal("custody_not_yet_law", N_("On that day the law did not know this yet."), {}, row.cite))
    until: date | None = None
    if code == "full":
        until = running.day_of(row.months or 0)
        if not running.short:
            says = N_("The running term is not a short one: ask for an extension.")
            bars.append(Refusal("custody_not_short", says, {}, row.cite))
    elif row.months is not None:
        last = _months(running.last_day + _DAY, months or row.months)
        bars.extend(_returned(running, row, last, months))
        until = last
    if not row.in_ceiling and running.minor and not running.house:
        # 152(6) keeps the reading out of the ceilings of 151, and says nothing of the six months of 541(4).
        warnings.say(
            N_("A minor is held six months at most before trial; the Code does not say that this time is outside."),
            "CPC 152(6), 541(4)",
        )
    return _answer(running, row, until, row.posts, on, bars, warnings, row.to_prosecutor, row.to_court, row.cite)


def _returned(running: Running, row: Beside, until: date, months: int | None) -> list[Refusal]:
    if months is not None and row.months is not None and months > row.months:
        return [
            Refusal("custody_returned_month", N_("Not more than a month for a returned case."), {}, row.cite, "months")
        ]
    if running.last_day >= running.ceiling_day:
        return [_beyond(running)]
    if until > running.ceiling_day:
        return [
            Refusal(
                "custody_returned_ceiling",
                N_("The ceiling of custody ends on %(day)s: not longer than that."),
                {"day": day_shown(running.ceiling_day)},
                row.cite,
                "months",
            )
        ]
    return []


def _over(running: Running, on: date) -> list[Refusal]:
    """What has ended cannot be made longer: the person is free by then, or has to be."""
    if on <= running.last_day:
        return []
    return [
        Refusal(
            "custody_over",
            N_("The custody ended on %(day)s: the person is released, not held longer."),
            {"day": day_shown(running.last_day)},
            "CPC 152(4)",
        )
    ]


def _beyond(running: Running) -> Refusal:
    if running.minor and not running.house:
        return Refusal(
            "custody_minor_ceiling", N_("A minor is held six months at most before trial."), {}, "CPC 541(4)", "months"
        )
    if not running.gravest:
        return Refusal("custody_nine_months", GRAVEST, {}, "CPC 151(3)", "months")
    return Refusal("custody_ceiling", N_("Beyond eighteen months the person is released."), {}, "CPC 151(5)", "months")


def _skipped(running: Running, rise: Rise | None, warnings: Reasoning) -> None:
    """151(2)-(4) speak of each step when the one before it was not enough."""
    if rise is None or rise.number == 1:
        return
    before = LADDER[rise.number - 2]
    if running.last_day < running.day_of(before.months):
        warnings.say(
            N_("The step to %(months)s months has not been used up: the Code goes by steps."),
            "CPC 151(2)-(4)",
            months=before.months,
        )


def _answer(
    running: Running,
    step: Rise | Beside | None,
    until: date | None,
    posts: tuple[Post, ...],
    on: date,
    bars: list[Refusal],
    warnings: Reasoning,
    to_prosecutor: int | None,
    to_court: int | None,
    cite: str,
) -> Asked:
    told = Reasoning()
    end = day_shown(running.last_day)
    by_prosecutor = None if to_prosecutor is None else running.last_day - timedelta(days=to_prosecutor)
    by_court = None if to_court is None else running.last_day - timedelta(days=to_court)
    if by_prosecutor is not None:
        told.say(
            N_("To the prosecutor %(days)s full days before %(end)s: not later than %(by)s."),
            cite, days=to_prosecutor or 0, end=end, by=day_shown(by_prosecutor),
        )  # fmt: skip
    if by_court is not None:
        told.say(
            N_("To the court %(days)s full days before %(end)s: not later than %(by)s."),
            cite, days=to_court or 0, end=end, by=day_shown(by_court),
        )  # fmt: skip
    if until is not None:
        told.say(N_("With it the custody ends on %(day)s."), cite, day=day_shown(until))
    late_to_prosecutor, late_to_court = _late(by_prosecutor, on), _late(by_court, on)
    if late_to_prosecutor:
        warnings.say(N_("Days late for the prosecutor: %(days)s. It is marked."), cite, days=late_to_prosecutor)
    if late_to_court:
        warnings.say(N_("Days late for the court: %(days)s. It is marked."), cite, days=late_to_court)
    found = (cite, *(bar.cite for bar in bars), *(warning.cite for warning in warnings))
    return Asked(
        step=step,
        until=until,
        posts=posts,
        to_prosecutor_by=by_prosecutor,
        to_court_by=by_court,
        late_to_prosecutor=late_to_prosecutor,
        late_to_court=late_to_court,
        bars=tuple(bars),
        warnings=tuple(warnings),
        explanation=tuple(told),
        cites=tuple(dict.fromkeys(one for one in found if one)),
    )


def _late(by: date | None, on: date) -> int:
    return 0 if by is None else max(0, (on - by).days)


def _months(first: date, months: int) -> date:
    """The last day of `months` of custody from `first`, the day itself counted: the shorter reading of `clock`."""
    last = due("arrest.term", beginning_of(first), amount=months).last_day
    assert last is not None  # a term of months ends with a day
    return last
