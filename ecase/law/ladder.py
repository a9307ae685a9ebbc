"""The ladder of custody: who may ask for which extension, who agrees, and the latest days to hand it in.

CPC 151-152, 541(4); the steps beside it (full term after a short one, reading of the file, the prosecutor's study, a
returned case) stand here too. What a running custody may still get is `custody`, whether an arrest may be asked for at
all `arrest`; the first term is `limits` (`arrest.term`). House arrest climbs the same ladder (146(4)).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ecase.law.editions import LAW_88_VII
from ecase.law.investigation_ladder import Level
from ecase.law.roles import PROSECUTION, Role
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal

MINOR_CEILING = 6
GRAVEST = N_(
    "Over nine months only for especially grave, criminal-group, terrorist or extremist crimes of special complexity."
)


@dataclass(frozen=True)
class Post:
    """Whose hand a request needs: the head of a prosecutor's office of `level`, or one of equal rank (military,
    transport). `deputies`: a deputy may too. `roles`: the posts here that can be it; the Code names the prosecutor of
    the district or oblast, and that is the head of the office, not any prosecutor who serves in it."""

    level: Level
    deputies: bool = False
    does: Literal["agrees", "approves"] = "agrees"
    roles: frozenset[Role] = frozenset({Role.HEAD_OF_PROSECUTION})


@dataclass(frozen=True)
class Rise:
    """One step: custody in all up to `months`. `to_prosecutor` and `to_court`: full days before the
    running term ends; `prosecutor_days` and `court_days`: how long each may take. `askers` draw the petition up,
    beside them the leader of the investigating group where `group_leader`; `posts` agree, in this order."""

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
    askers: frozenset[Role] = frozenset({Role.INVESTIGATOR})
    group_leader: bool = False
    posts: tuple[Post, ...] = ()

    @property
    def level(self) -> Level:
        """The highest office whose prosecutor has to agree."""
        return self.posts[-1].level

    def may_ask(self, role: Role, *, group_leader: bool = False) -> bool:
        """Whether this post draws up the petition of the step. A prosecutor only for a case he conducts himself."""
        return role in self.askers or (self.group_leader and group_leader)


# From nine months on the head of the unit asks, or the prosecutor who took the case over; the investigator does so only
# as leader of the group (151(3),(4)).
_HEADS = frozenset({Role.HEAD_OF_INVESTIGATION}) | PROSECUTION

LADDER: tuple[Rise, ...] = (
    Rise(
        1, 3, N_("the investigator"), N_("the district prosecutor or one of equal rank"), 10, 3, 7, 3, "CPC 151, 152",
        posts=(Post("district"),),
    ),
    Rise(
        2, 9, N_("the investigator"), N_("the oblast prosecutor, one of equal rank, or a deputy"),
        15, 5, 10, 3, "CPC 151, 152", posts=(Post("oblast", deputies=True),),
    ),
    Rise(
        3, 12, N_("the head of the investigation department, the prosecutor holding the case, the group leader"),
        N_("the oblast prosecutor or one of equal rank"), 15, 5, 10, 3, "CPC 151, 152", True,
        askers=_HEADS, group_leader=True, posts=(Post("oblast"),),
    ),
    Rise(
        4, 18, N_("the head of the central investigation unit, the prosecutor holding the case, the group leader"),
        N_("approved by the oblast prosecutor, agreed with the Prosecutor General or a deputy"),
        20, 5, 15, 3, "CPC 151, 152", True,
        askers=_HEADS, group_leader=True,
        posts=(Post("oblast", does="approves"), Post("prosecutor_general", deputies=True)),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """A longer custody that is no step of the ladder. Days before the running term ends; None: the Code names none.
    `months`: what it may add or reach; None: the judge sets it. `in_ceiling`: it counts into the ceilings of 151."""

    code: str
    kind: str
    title: str
    askers: frozenset[Role]
    posts: tuple[Post, ...]
    to_prosecutor: int | None
    prosecutor_days: int | None
    to_court: int | None
    court_days: int
    months: int | None
    in_ceiling: bool
    cite: str
    since: date | None = None
    note: str = ""


BESIDE: dict[str, Beside] = {
    row.code: row
    for row in (
        Beside(
            "full", "arrest_full", N_("Full term after a short custody"), PROSECUTION, (), None, None, 1, 3, 2, True,
            "CPC 151(2)", note=N_("The Code says a day before; 24 hours is the safe reading."),
        ),
        Beside(
            "reading", "arrest_reading", N_("Custody while the suspect reads the file"), frozenset({Role.INVESTIGATOR}),
            (Post("district", roles=PROSECUTION),), 5, 1, 3, 3, None, False, "CPC 151(11)-(12), 152(6)-(7)",
            note=N_("The prosecutor has a day; 24 hours is the safe reading. The judge sets the length."),
        ),
        Beside(
            "study", "arrest_study", N_("Custody while the prosecutor studies the case"), PROSECUTION, (),
            None, None, 3, 3, None, False, "CPC 151(13), 152(7)", LAW_88_VII,
            note=N_("Also for the time in which he draws up the indictment. The judge sets the length."),
        ),
        Beside(
            "returned", "arrest_returned", N_("Custody after the case is returned for additional investigation"),
            PROSECUTION, (), None, None, None, 3, 1, True, "CPC 152(8)",
            note=N_("Returned by the prosecutor: he asks the judge. Returned by the court: the same court extends it."),
        ),
    )
}  # fmt: skip


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
