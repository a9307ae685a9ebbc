"""Answers as ordered lines for pages and `manage.py explain`: what, until when, why, which articles.

Words only as msgids with params; the reader's language is put on by whoever shows them.
"""

from dataclasses import dataclass
from datetime import datetime, time

from ecase.law.arrest import VERDICTS, ArrestAnswer
from ecase.law.clock import Due, shown
from ecase.law.detention import DetentionClock
from ecase.law.editions import Edition, Limit
from ecase.law.limits import ANCHORS, LIMITS, UNITS
from ecase.law.moments import day_shown, end_shown, local
from ecase.law.pauses import CAUSES
from ecase.law.steps import Step
from ecase.law.words import N_

_CONFIDENCE = {
    "V": N_("The wording was read."),
    "P": N_("Known from a paraphrase."),
    "M": N_("From memory: to be checked by a lawyer."),
    "own": N_("A service term of this system, not of the law."),
}


def lines(answer: Due | DetentionClock | ArrestAnswer) -> tuple[Step, ...]:
    """The answer as lines, the result first and the articles with each line they bear."""
    if isinstance(answer, Due):
        return _due(answer)
    if isinstance(answer, DetentionClock):
        return _detention(answer)
    return _arrest(answer)


def _due(answer: Due) -> tuple[Step, ...]:
    limit = LIMITS[answer.rule]
    edition = limit.edition_named(answer.edition)
    return (
        Step(limit.title, {}, edition.cite),
        Step(N_("Ends at %(end)s."), {"end": shown(answer.due_at)}),
        Step(N_("Runs from: %(anchor)s."), {"anchor": ANCHORS[limit.anchor]}),
        Step(UNITS[answer.unit], {"n": answer.amount}, edition.cite),
        *answer.explanation,
        *_wording(edition),
        Step(_CONFIDENCE[answer.confidence]),
    )


def chain(answer: Due) -> tuple[Step, ...]:
    """The arithmetic in the order it is done: the rule, its start, its length, its edition, what stood still,
    the move off a non-working day, the result."""
    return (*_beginning(answer), *answer.explanation, Step(N_("Ends at %(end)s."), {"end": end_shown(answer.due_at)}))


def _beginning(answer: Due) -> tuple[Step, ...]:
    limit = LIMITS[answer.rule]
    edition = limit.edition_named(answer.edition)
    return (
        Step(limit.title, {}, edition.cite),
        Step(
            N_("Counted from %(start)s: %(anchor)s."),
            {"start": _start_shown(limit, answer), "anchor": ANCHORS[limit.anchor]},
        ),
        Step(UNITS[answer.unit], {"n": answer.amount}, edition.cite),
        *_wording(edition),
    )


def _wording(edition: Edition | None) -> tuple[Step, ...]:
    """Since or until when the rule held in these words; its code is ours alone, and one wording needs no telling."""
    if edition is not None and edition.since is not None:
        return (Step(N_("The edition of the rule in force since %(day)s."), {"day": day_shown(edition.since)}),)
    if edition is not None and edition.until is not None:
        return (Step(N_("The edition of the rule in force until %(day)s."), {"day": day_shown(edition.until)}),)
    return ()


def _start_shown(limit: Limit, answer: Due) -> str:
    """Midnight ends a day where the term is counted back; where only the day was known, it is all there is to tell."""
    if limit.backwards:
        return end_shown(answer.starts_at)
    at = local(answer.starts_at)
    return day_shown(at.date()) if answer.unit != "h" and at.time() == time() else shown(answer.starts_at)


@dataclass(frozen=True)
class Stretch:
    """A time in which a stored term stood still; `until` is None while it does."""

    since: datetime
    until: datetime | None
    cause: str


@dataclass(frozen=True)
class Earlier:
    """A term that a stored one replaced: when it would have ended, when it was replaced, its length as stored."""

    due_at: datetime
    ended_at: datetime | None
    amount: str


@dataclass(frozen=True)
class Stored:
    """A term of the record: what the row keeps, and `counted`, the rule's answer that gives its moment (None when
    no length gives it). `earlier`: the terms it replaced, the oldest first."""

    rule: str
    edition: str
    starts_at: datetime
    due_at: datetime
    counted: Due | None
    stretches: tuple[Stretch, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def standing_still(self) -> bool:
        """Whether it stands still now; the open stretch is then the last one."""
        return bool(self.stretches) and self.stretches[-1].until is None


def stored(term: Stored) -> tuple[Step, ...]:
    """How a term of the record came to its end: start, rule, edition, what it replaced, what stood still and why,
    the move off a non-working day, the result."""
    told = list(_head(term))
    for before in term.earlier:
        if before.ended_at is not None:
            told.append(
                Step(
                    N_("It replaces a term until %(end)s, ended on %(at)s."),
                    {"end": end_shown(before.due_at), "at": shown(before.ended_at)},
                )
            )
    for stretch in term.stretches:
        cause = CAUSES.get(stretch.cause)
        what, cite = (cause.title, cause.cite) if cause else (stretch.cause, "")
        since = {"since": shown(stretch.since), "cause": what}
        if stretch.until is None:
            told.append(Step(N_("Stands still since %(since)s: %(cause)s."), since, cite))
        else:
            told.append(
                Step(N_("From %(since)s to %(until)s: %(cause)s."), since | {"until": shown(stretch.until)}, cite)
            )
    if term.counted is not None:
        told.extend(term.counted.explanation)
    else:
        told.append(Step(N_("Its end was set by a decision; see the log of the case.")))
    if term.standing_still:
        told.append(
            Step(
                N_("While it stands still its end moves on; without that it would be %(end)s."),
                {"end": end_shown(term.due_at)},
            )
        )
    else:
        told.append(Step(N_("Ends at %(end)s."), {"end": end_shown(term.due_at)}))
    return tuple(told)


def _head(term: Stored) -> tuple[Step, ...]:
    if term.counted is not None:
        return _beginning(term.counted)
    limit = LIMITS.get(term.rule)
    title = Step(limit.title, {}, limit.editions[-1].cite) if limit else Step(term.rule)
    edition = next((one for one in limit.editions if one.code == term.edition), None) if limit else None
    return (title, *_wording(edition))


def _detention(clock: DetentionClock) -> tuple[Step, ...]:
    told = [
        *clock.because,
        Step(
            N_("The limit is %(hours)s h: until %(end)s."),
            {"hours": clock.limit_hours, "end": shown(clock.expires_at)},
            clock.terms["detention.expiry"].cites[0],
        ),
    ]
    # In the order a day in custody goes, by moment; the end itself stands above already.
    for key, term in sorted(clock.terms.items(), key=lambda pair: pair[1].due_at):
        if key != "detention.expiry":
            told.append(
                Step(
                    N_("%(term)s: until %(end)s."),
                    {"term": LIMITS[key].title, "end": shown(term.due_at)},
                    term.cites[0],
                )
            )
    if clock.protocol_in_time is not None:
        in_time, late = N_("The protocol was drawn up in time."), N_("The protocol was drawn up too late.")
        told.append(Step(in_time if clock.protocol_in_time else late, {}, "CPC 131(2)"))
    told.extend(clock.warnings)
    for reading in clock.readings:
        told.append(reading.says)
        told.append(
            Step(
                N_("By that reading: %(hours)s h, until %(end)s."),
                {"hours": reading.limit_hours, "end": shown(reading.expires_at)},
                ", ".join(reading.cites),
            )
        )
    return tuple(told)


def _arrest(answer: ArrestAnswer) -> tuple[Step, ...]:
    return (
        Step(VERDICTS[answer.verdict], {}, "CPC 147(1)"),
        *(Step(bar.says, {k: str(v) for k, v in bar.params.items()}, bar.cite) for bar in answer.against),
        *answer.conflicts,
        *answer.because,
    )
