"""Who extends the term of inquiry and investigation, up to how long, and the latest day to hand it in.

CPC 192(4)-(6). The ladder of custody is `ladder`; how a longer term is counted is `clock`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ecase.law.calendar import PLAIN, Calendar
from ecase.law.clock import due
from ecase.law.limits import LIMITS
from ecase.law.moments import day_shown, end_of
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal

Level = Literal["district", "oblast", "prosecutor_general"]
EXTENDED = ("inquiry", "investigation")
SUBMISSION = "extension.submission"


@dataclass(frozen=True)
class Rise:
    """One step: the term in all up to `months` (None: up to the limitation period). `amount`: the length of
    `extension.submission` that holds for it."""

    number: int
    level: Level
    months: int | None
    decided_by: str
    ground: str
    amount: str | None
    cite: str


_LONGER = LIMITS["investigation"].editions[-1]
LADDER: tuple[Rise, ...] = (
    Rise(
        1, "district", _LONGER.length("complex"), N_("the district prosecutor or one of equal rank"),
        N_("the case is complex"), None, "CPC 192(4)",
    ),
    Rise(
        2, "oblast", _LONGER.length("special"), N_("the oblast prosecutor, one of equal rank, or a deputy"),
        N_("the case is specially complex, or it goes abroad"), None, "CPC 192(4)",
    ),
    Rise(
        3, "prosecutor_general", None, N_("the Prosecutor General or a deputy"),
        N_("the case is exceptional; up to the limitation period"), "prosecutor_general", "CPC 192(5)",
    ),
)  # fmt: skip

# How far up each ground carries (`ecase.law.rulings.EXTENSION_GROUNDS`).
GROUND_STEPS: dict[str, int] = {"complex": 1, "special": 2, "exceptional": 3}


@dataclass(frozen=True)
class Extension:
    """The step for an extension and the latest day to hand the ruling in. `working_by`: the last working day
    not later than `submit_by`, which is the day to go by."""

    rise: Rise
    submit_by: date
    working_by: date
    explanation: tuple[Step, ...]
    cites: tuple[str, ...]


def extension_step(rule: str, months_total: int) -> Rise | Refusal:
    """The step that brings the term `rule` in all to `months_total` months, or why none does."""
    if rule not in EXTENDED:
        return Refusal(
            "term_not_extended",
            N_("Only the terms of inquiry and preliminary investigation are extended."),
            {},
            "CPC 192(4)",
            "extension_to",
        )
    usual = LIMITS[rule].editions[-1].amount
    if months_total <= usual:
        return Refusal(
            "extension_not_longer",
            N_("The length is counted in all from registration: it must be more than %(months)s months."),
            {"months": usual},
            "CPC 192(4)",
            "extension_to",
        )
    return next(rise for rise in LADDER if rise.months is None or months_total <= rise.months)


def ground_against(ground: str, rise: Rise) -> Refusal | None:
    """Why a term of this length is not asked for on this ground; None when the ground carries it."""
    if GROUND_STEPS.get(ground, 0) >= rise.number:
        return None
    return Refusal(
        "ground_too_small",
        N_("So long a term needs another ground: %(ground)s."),
        {"ground": rise.ground},
        rise.cite,
        "ground",
    )


def submission(rise: Rise, term_last_day: date, calendar: Calendar = PLAIN) -> Extension:
    """When the ruling for `rise` must be handed in, for a term that ends at 24:00 of `term_last_day`."""
    answer = due(SUBMISSION, end_of(term_last_day), amount=rise.amount)
    by = answer.last_day
    assert by is not None
    working = calendar.working_on_or_before(by)
    told = [
        Step(
            N_("Decided by %(who)s; the ground: %(ground)s."),
            {"who": rise.decided_by, "ground": rise.ground},
            rise.cite,
        ),
        Step(
            N_("The ruling is handed in %(days)s full days before the end of %(end)s: not later than %(by)s."),
            {"days": answer.amount, "end": day_shown(term_last_day), "by": day_shown(by)},
            answer.cites[0],
        ),
    ]
    if working != by:
        told.append(
            Step(
                N_("%(by)s is not a working day; this day is not moved onwards, so hand it in by %(before)s."),
                {"by": day_shown(by), "before": day_shown(working)},
            )
        )
    return Extension(rise, by, working, tuple(told), (rise.cite, answer.cites[0]))
