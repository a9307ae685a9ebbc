"""The ladder of custody: who may ask for which extension, who agrees, and the latest days to hand it in.

CPC 151-152, 541(4). Whether an arrest may be asked for at all is `arrest`; the first term is
`limits` (`arrest.term`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ecase.law.steps import Step
from ecase.law.words import N_, Refusal

MINOR_CEILING = 6
GRAVEST = N_(
    "Over nine months only for especially grave, criminal-group, terrorist or extremist crimes of special complexity."
)


@dataclass(frozen=True)
class Rise:
    """One step: custody in all up to `months`. `to_prosecutor` and `to_court`: full days before the
    running term ends; `prosecutor_days` and `court_days`: how long each may take."""

    number: int
    months: int
    asked_by: str
    agreed_with: str
    to_prosecutor: int
    prosecutor_days: int
    to_court: int
    court_days: int
    cite: str
    gravest_only: bool = False


LADDER: tuple[Rise, ...] = (
    Rise(1, 3, N_("the investigator"), N_("the district prosecutor or one of equal rank"), 10, 3, 7, 3, "CPC 151, 152"),
    Rise(
        2, 9, N_("the investigator"), N_("the oblast prosecutor, one of equal rank, or a deputy"),
        15, 5, 10, 3, "CPC 151, 152",
    ),
    Rise(
        3, 12, N_("the head of the investigation department, the prosecutor holding the case, the group leader"),
        N_("the oblast prosecutor or one of equal rank"), 15, 5, 10, 3, "CPC 151, 152", True,
    ),
    Rise(
        4, 18, N_("the head of the central investigation unit, the prosecutor holding the case, the group leader"),
        N_("approved by the oblast prosecutor, agreed with the Prosecutor General or a deputy"),
        20, 5, 15, 3, "CPC 151, 152", True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Extension:
    """The step for an extension, the latest days to hand it in, and why."""

    rise: Rise
    to_prosecutor_by: date
    to_court_by: date
    explanation: tuple[Step, ...]
    cites: tuple[str, ...]


def extension(
    term_last_day: date, to_months: int, *, gravest: bool = False, minor: bool = False
) -> Extension | Refusal:
    """The step that brings custody in all to `to_months`, for a term ending at 24:00 of `term_last_day`.

    `gravest`: especially grave, in a criminal group, terrorist or extremist (CPC 151). `minor`: under
    eighteen now. A Refusal when the law allows no such length. The days are not moved to working days
    onwards; whoever waits for one that is off comes too late, so hand it in before.
    """
    if minor and to_months > MINOR_CEILING:
        return Refusal(
            "custody_minor_ceiling",
            N_("A minor is held six months at most before trial."),
            {},
            "CPC 541(4)",
        )
    rise = next((step for step in LADDER if to_months <= step.months), None)
    if rise is None:
        return Refusal("custody_ceiling", N_("Beyond eighteen months the person is released."), {}, "CPC 151")
    if rise.gravest_only and not gravest:
        return Refusal(
            "custody_nine_months",
            GRAVEST,
            {},
            "CPC 151",
        )
    to_prosecutor = term_last_day - timedelta(days=rise.to_prosecutor)
    to_court = term_last_day - timedelta(days=rise.to_court)
    return Extension(
        rise=rise,
        to_prosecutor_by=to_prosecutor,
        to_court_by=to_court,
        explanation=(
            Step(
                N_("To the prosecutor %(days)s full days before %(end)s: not later than %(by)s."),
                {"days": rise.to_prosecutor, "end": f"{term_last_day:%d.%m.%Y}", "by": f"{to_prosecutor:%d.%m.%Y}"},
                rise.cite,
            ),
            Step(
                N_("To the court %(days)s full days before %(end)s: not later than %(by)s."),
                {"days": rise.to_court, "end": f"{term_last_day:%d.%m.%Y}", "by": f"{to_court:%d.%m.%Y}"},
                rise.cite,
            ),
        ),
        cites=(rise.cite,),
    )
