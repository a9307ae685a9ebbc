"""What is known about a term that somebody wants counted, and whether it can be right.

The answer is `term`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ecase.law import investigation_ladder as investigation
from ecase.law import returned
from ecase.law.editions import Limit
from ecase.law.moments import beginning_of, end_of, local
from ecase.law.words import N_, Refusal, Refused

ARREST = "arrest.term"


@dataclass(frozen=True)
class TermFacts:
    """What is known. `start`: a moment, or a day where the time of day does not matter; for a term counted
    back it is the end it is counted from. `amount`: a named length of the rule, or a number somebody set.
    `extension_to`: months in all. `set_until`: the last day a prosecutor sets (CPC 192(7)). The last days are those
    of the terms running now."""

    rule: str
    start: datetime | date | None = None
    amount: int | str | None = None
    excluded_full_days: int = 0
    interrupted_from: date | None = None
    resumed_on: date | None = None
    extension_to: int | None = None
    set_until: date | None = None
    current_term_last_day: date | None = None
    arrest_last_day: date | None = None


def start_of(limit: Limit, facts: TermFacts) -> datetime:
    """The anchor as a moment. A day alone serves terms of days and months; counted back, it ends at 24:00."""
    start = facts.start
    if start is None and limit.anchor == "arrest_expiry":
        start = facts.arrest_last_day
    if start is None and limit.anchor == "term_end":
        start = facts.current_term_last_day
    if start is None:
        raise Refused(Refusal("start_missing", N_("Write from when the term runs."), field="start"))
    if isinstance(start, datetime):
        return start
    if limit.backwards:
        return end_of(start)
    if limit.unit == "h":
        raise Refused(
            Refusal("start_needs_time", N_("This term is counted in hours: write the time of day too."), field="start")
        )
    return beginning_of(start)


def check(limit: Limit, facts: TermFacts, start: datetime) -> None:
    """Raise Refused for facts that contradict each other or the rule."""
    stands = facts.excluded_full_days or facts.interrupted_from or facts.resumed_on
    if stands and not limit.pauses:
        name = "excluded_full_days" if facts.excluded_full_days else "interrupted_from"
        raise Refused(Refusal("term_cannot_pause", N_("This term does not stand still."), {}, "CPC 192(3)", name))
    first = local(start).date()
    if facts.resumed_on and not facts.interrupted_from:
        raise Refused(
            Refusal(
                "interruption_missing", N_("Write when the term was interrupted."), {}, "CPC 45(7)", "interrupted_from"
            )
        )
    if facts.interrupted_from and facts.interrupted_from < first:
        raise Refused(
            Refusal(
                "interrupted_before_start", N_("The term was interrupted before it began."), field="interrupted_from"
            )
        )
    if facts.interrupted_from and facts.resumed_on and facts.resumed_on < facts.interrupted_from:
        raise Refused(
            Refusal("resumed_too_early", N_("The term was resumed before it was interrupted."), field="resumed_on")
        )
    if facts.current_term_last_day and not limit.backwards and facts.current_term_last_day < first:
        raise Refused(
            Refusal("last_day_before_start", N_("The term ended before it began."), field="current_term_last_day")
        )


def _set_until(limit: Limit, facts: TermFacts, until: date) -> str:
    """The length of a term that ends on the day a prosecutor names."""
    if limit.key != returned.RULE or facts.extension_to is not None:
        says = N_(
            "A prosecutor sets the last day of the investigation after a return, a refusal or a cancellation only."
        )
        raise Refused(Refusal("not_set_by_prosecutor", says, {}, returned.CITE, "set_until"))
    length = returned.length_until(start_of(limit, facts), until)
    if isinstance(length, Refusal):
        raise Refused(replace(length, field="set_until"))
    return length


def amount_of(limit: Limit, facts: TermFacts) -> int | str | None:
    """The length to count: with an extension, the months in all."""
    if facts.set_until is not None:
        return _set_until(limit, facts, facts.set_until)
    if facts.extension_to is None:
        return facts.amount
    if limit.key == investigation.SUBMISSION:
        rise = investigation.extension_step(investigation.EXTENDED[0], facts.extension_to)
        if isinstance(rise, Refusal):
            raise Refused(rise)
        return rise.amount
    if limit.key == ARREST:
        if facts.extension_to <= limit.editions[-1].amount:
            raise Refused(
                Refusal(
                    "extension_not_longer",
                    N_("The length is counted in all from the holding: it must be more than %(months)s months."),
                    {"months": limit.editions[-1].amount},
                    "CPC 151(1)",
                    "extension_to",
                )
            )
        return facts.extension_to
    step = investigation.extension_step(limit.key, facts.extension_to)
    if isinstance(step, Refusal):
        raise Refused(step)
    return facts.extension_to
