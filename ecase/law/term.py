"""The calculator's answer for any term: when it ends, who may make it longer, until when to ask.

Pure: facts in, the same counting out that binds the cases (`clock`, `ladder`, `investigation_ladder`). The
detention clock, with all that hangs on it, is `detention`.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from ecase.law import investigation_ladder as investigation
from ecase.law import ladder as custody
from ecase.law.calendar import PLAIN, Calendar
from ecase.law.clock import Due, due
from ecase.law.editions import Limit, NoEdition
from ecase.law.explain import chain
from ecase.law.limits import LIMITS
from ecase.law.moments import DAY, beginning_of, day_shown, end_of, local
from ecase.law.steps import Step
from ecase.law.term_facts import ARREST, TermFacts, amount_of, check, start_of
from ecase.law.words import N_, Refusal, Refused

__all__ = ["Rung", "TermAnswer", "TermFacts", "TermReading", "assess"]

INSTANT = timedelta(microseconds=1)
LadderKind = Literal["investigation", "custody"]


@dataclass(frozen=True)
class TermReading:
    """Another answer the text allows; `last_day` is None for a term in hours."""

    code: str
    says: Step
    last_day: date | None
    expires_at: datetime
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Rung:
    """One step of a ladder of extension: `months` in all (None: up to the limitation period), who decides, and
    the latest days to hand it in. `chosen`: the step that `extension_to` needs."""

    kind: LadderKind
    number: int
    level: str
    months: int | None
    asked_by: str
    agreed_with: str
    decided_by: str
    to_prosecutor_by: date
    to_court_by: date | None
    prosecutor_days: int | None
    court_days: int | None
    only_for: str
    cite: str
    chosen: bool = False


@dataclass(frozen=True)
class TermAnswer:
    """`last_day` and `expires_at` are None while an interrupted term stands still; `days_left` then says what was
    left of it. `rolls`: terms of this kind move off a non-working day; `rolled`: this one did."""

    rule: str
    counted: Due
    last_day: date | None
    expires_at: datetime | None
    rolls: bool
    rolled: bool
    days_left: int | None
    readings: tuple[TermReading, ...]
    ladder: tuple[Rung, ...]
    explanation: tuple[Step, ...]
    cites: tuple[str, ...] = field(default=())

    @property
    def chosen(self) -> Rung | None:
        """The step that the extension asked about needs."""
        return next((rung for rung in self.ladder if rung.chosen), None)

    @property
    def standing_still(self) -> bool:
        return self.last_day is None and self.days_left is not None


def assess(facts: TermFacts, calendar: Calendar = PLAIN) -> TermAnswer:
    """When the term ends and what can be done about it. Raises Refused for facts that cannot be right."""
    limit = LIMITS[facts.rule]
    start = start_of(limit, facts)
    check(limit, facts, start)
    amount = amount_of(limit, facts)
    interruptions = []
    if facts.interrupted_from and facts.resumed_on:
        interruptions = [(beginning_of(facts.interrupted_from), beginning_of(facts.resumed_on))]
    try:
        counted = due(
            limit,
            start,
            amount=amount,
            calendar=calendar,
            interruptions=interruptions,
            excluded_days=facts.excluded_full_days,
        )
    except NoEdition:
        raise Refused(
            Refusal(
                "term_not_yet_law",
                N_("On %(day)s the law had no such term."),
                {"day": day_shown(local(start).date())},
                field="start",
            )
        ) from None
    except ValueError:
        raise Refused(Refusal("amount_unknown", N_("This term has no length of that name."), field="amount")) from None
    told = list(chain(counted))
    open_end = _open_interruption(facts, counted, told)
    last_day, expires_at = (None, None) if open_end is not None else (counted.last_day, counted.due_at)
    ladder = _ladder(limit, facts, counted, last_day, calendar, told)
    readings = () if open_end is not None else _readings(limit, facts, counted, amount, calendar)
    cites = [*counted.cites, *(step.cite for step in told), *(cite for r in readings for cite in r.cites)]
    return TermAnswer(
        rule=limit.key,
        counted=counted,
        last_day=last_day,
        expires_at=expires_at,
        rolls=limit.rolls,
        rolled=counted.rolled and open_end is None,
        days_left=open_end,
        readings=readings,
        ladder=ladder,
        explanation=tuple(told),
        cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
    )


# --- answers ----------------------------------------------------------------------------------------------


def _open_interruption(facts: TermFacts, counted: Due, told: list[Step]) -> int | None:
    """Full days left of a term that is interrupted and not resumed; None when it runs or has run out."""
    since, last, plain = facts.interrupted_from, counted.last_day, counted.plain_last_day
    if since is None or last is None or plain is None:
        return None
    if facts.resumed_on is None and since <= last:
        left = max((plain - since).days, 0)
        told.pop()  # its end is not known while it stands still
        told.append(
            Step(
                N_(
                    "Interrupted on %(since)s with %(left)s full days left; they run on from the day after the "
                    "term is resumed."
                ),
                {"since": day_shown(since), "left": left},
                "CPC 45(7),(9)",
            )
        )
        return left
    if since > last:
        told.append(
            Step(
                N_("The term was over on %(end)s, before it was interrupted."),
                {"end": day_shown(last)},
                "CPC 45(7)",
            )
        )
    return None


def _readings(
    limit: Limit, facts: TermFacts, counted: Due, amount: int | str | None, calendar: Calendar
) -> tuple[TermReading, ...]:
    found: list[TermReading] = []
    last = counted.last_day
    if facts.resumed_on and facts.interrupted_from and last is not None and facts.interrupted_from <= last:
        fresh = due(limit, beginning_of(facts.resumed_on), amount=amount, calendar=calendar)
        assert fresh.last_day is not None
        found.append(
            TermReading(
                "fresh_term",
                Step(
                    N_("Open question: by another reading a fresh term of the same length begins on %(day)s."),
                    {"day": day_shown(facts.resumed_on)},
                    "CPC 45(9)",
                ),
                fresh.last_day,
                fresh.due_at,
                ("CPC 45(9)",),
            )
        )
    if limit.custody and not limit.backwards and last is not None:
        other = last + DAY
        found.append(
            TermReading(
                "same_date",
                Step(
                    N_("By another reading the day of the holding is not counted, and custody ends a day later."),
                    {},
                    "CPC 48(4)",
                ),
                other,
                end_of(other),
                ("CPC 48(4)",),
            )
        )
    if counted.legal_end is not None:
        found.append(
            TermReading(
                "full_hour",
                Step(
                    N_("In law the starting hour is not counted: the term ends at the next full hour."), {}, "CPC 48(2)"
                ),
                None,
                counted.legal_end,
                ("CPC 48(2)",),
            )
        )
    return tuple(found)


def _ladder(
    limit: Limit, facts: TermFacts, counted: Due, last_day: date | None, calendar: Calendar, told: list[Step]
) -> tuple[Rung, ...]:
    """Every step of the ladders that bear on this term, the chosen one told among the steps."""
    rungs: list[Rung] = []
    if limit.key in investigation.EXTENDED:
        # The days are counted from the end of the term that runs now, not from the extended one.
        running = facts.current_term_last_day or (
            last_day if facts.extension_to is None else _unextended(limit, facts, calendar)
        )
        if running is not None:
            rungs += _investigation_rungs(limit, facts.extension_to, running, calendar, told)
        if facts.arrest_last_day:
            rungs += _custody_rungs(None, facts.arrest_last_day, told)
            told.append(
                Step(
                    N_(
                        "The term of the investigation does not lengthen custody, which ends on %(end)s unless the "
                        "court extends it."
                    ),
                    {"end": day_shown(facts.arrest_last_day)},
                    "CPC 151, 152",
                )
            )
    elif limit.key == investigation.SUBMISSION:
        ended = local(counted.starts_at - INSTANT).date()
        rungs += _investigation_rungs(LIMITS[investigation.EXTENDED[0]], facts.extension_to, ended, calendar, told)
    elif limit.key == ARREST:
        running = facts.arrest_last_day or facts.current_term_last_day
        running = running or (last_day if facts.extension_to is None else _unextended(limit, facts, calendar))
        if running is not None:
            rungs += _custody_rungs(facts.extension_to, running, told)
    return tuple(rungs)


def _unextended(limit: Limit, facts: TermFacts, calendar: Calendar) -> date | None:
    """The last day of the first term, of the usual length."""
    interruptions = []
    if facts.interrupted_from and facts.resumed_on:
        interruptions = [(beginning_of(facts.interrupted_from), beginning_of(facts.resumed_on))]
    elif facts.interrupted_from:
        return None
    return due(
        limit,
        start_of(limit, facts),
        calendar=calendar,
        interruptions=interruptions,
        excluded_days=facts.excluded_full_days,
    ).last_day


def _investigation_rungs(
    limit: Limit, months: int | None, running: date, calendar: Calendar, told: list[Step]
) -> list[Rung]:
    chosen = None
    if months is not None:
        step = investigation.extension_step(limit.key, months)
        assert isinstance(step, investigation.Rise)
        chosen = step
    found = []
    for rise in investigation.LADDER:
        answer = investigation.submission(rise, running, calendar)
        if rise is chosen:
            told.extend(answer.explanation)
        found.append(
            Rung(
                kind="investigation",
                number=rise.number,
                level=rise.level,
                months=rise.months,
                asked_by=N_("the head of the investigation or inquiry unit"),
                agreed_with="",
                decided_by=rise.decided_by,
                to_prosecutor_by=answer.submit_by,
                to_court_by=None,
                prosecutor_days=None,
                court_days=None,
                only_for=rise.ground,
                cite=", ".join(answer.cites),
                chosen=rise is chosen,
            )
        )
    return found


def _custody_rungs(months: int | None, running: date, told: list[Step]) -> list[Rung]:
    chosen = None
    if months is not None:
        # Whether the crime is of the gravest is a question for the court, not for the calendar.
        answer = custody.extension(running, months, gravest=True)
        if isinstance(answer, Refusal):
            raise Refused(replace(answer, field="extension_to"))
        chosen = answer.rise
        told.append(
            Step(
                N_("Asked for by %(who)s; agreed with %(whom)s; the investigating judge decides."),
                {"who": chosen.asked_by, "whom": chosen.agreed_with},
                chosen.cite,
            )
        )
        told.extend(answer.explanation)
        if months > custody.MINOR_CEILING:
            told.append(Step(N_("A minor is held six months at most before trial."), {}, "CPC 541(4)"))
    return [
        Rung(
            kind="custody",
            number=rise.number,
            level=("district", "oblast", "oblast", "prosecutor_general")[rise.number - 1],
            months=rise.months,
            asked_by=rise.asked_by,
            agreed_with=rise.agreed_with,
            decided_by=N_("the investigating judge"),
            to_prosecutor_by=running - rise.to_prosecutor * DAY,
            to_court_by=running - rise.to_court * DAY,
            prosecutor_days=rise.prosecutor_days,
            court_days=rise.court_days,
            only_for=custody.GRAVEST if rise.gravest_only else "",
            cite=rise.cite,
            chosen=rise is chosen,
        )
        for rise in custody.LADDER
    ]
