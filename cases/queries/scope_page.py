"""The scope page: what was registered, what is charged now, every difference with who, when and why. Reading only.

Prosecutor and court see here what lies outside the registered charge, and who may end it (121(1)). The rule itself is
`ecase.law.scope`; ending it is the move `terminate_outside`.
"""

from dataclasses import dataclass
from datetime import datetime

from cases import ruling_rules
from cases.models import Case, Charge, Episode, Material, Participant, Ruling
from cases.moves import CASE_MOVES
from cases.queries.offences import as_charged, as_registered, charges_of, episodes_of, stands
from cases.queries.scope import own_clients
from ecase.law.roles import TITLES, Role
from ecase.law.rulings import RULINGS, Ground
from ecase.law.scope import KINDS, Difference, Kind, differences
from ecase.people.models import Appointment

MOVE = CASE_MOVES["terminate_outside"]


@dataclass(frozen=True)
class Decided:
    """Who decided, when and why: the ruling behind a difference."""

    ruling: Ruling
    title: str
    drawn_by: Appointment
    decided_by: Appointment | None
    at: datetime | None
    why: str
    ground: Ground | None


@dataclass(frozen=True)
class Line:
    """One registered offence or one charge, as one differs from the other. `charge`: the one in force, where there
    is one; `outside`: prosecutor or court may end it; `decided`: the ruling behind it, if the reader may see it."""

    difference: Difference
    title: str
    episode: Episode | None
    person: Participant | None
    charge: Charge | None
    since: datetime | None
    decided: Decided | None

    @property
    def same(self) -> bool:
        return self.difference.kind is Kind.SAME

    @property
    def outside(self) -> bool:
        return self.difference.may_be_terminated


@dataclass(frozen=True)
class ScopePage:
    """`may_end`: this reader may end what lies outside now; `ended_by`: who may at all, in titles to be translated.
    `ended`: what was ended already as lying outside. `stray`: documents that serve no offence investigated here."""

    episodes: list[Episode]
    lines: list[Line]
    ended: list[Line]
    may_end: bool
    ended_by: list[str]
    cite: str
    stray: list[Material]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if not line.same]

    @property
    def outside(self) -> list[Line]:
        return [line for line in self.lines if line.outside]


def scope_of(case: Case, by: Appointment, at: datetime) -> ScopePage:
    """The page for `by`, who sees the case; a defender is shown what concerns the offences and his own clients."""
    episodes, charges = episodes_of(case), charges_of(case)
    found = differences(as_registered(episodes, charges), as_charged(charges))
    told = {one.decision for one in found if one.decision}
    gone = [(row, one) for row in charges if (one := _gone(row)) is not None and one.decision not in told]
    if by.role == Role.LAWYER:
        clients = {str(key) for key in own_clients(by)}
        found = tuple(one for one in found if not one.person or one.person in clients)
        gone = [(row, one) for row, one in gone if not one.person or one.person in clients]
    behind = _rulings(by, told | {one.decision for _row, one in gone})
    lines = [_line(one, episodes, charges, behind) for one in found]
    return ScopePage(
        episodes=episodes,
        lines=lines,
        ended=[
            Line(one, KINDS[one.kind], row.episode, row.participant, None, row.until, behind.get(one.decision))
            for row, one in gone
        ],
        may_end=ruling_rules.why_not_case(MOVE, case, by, at) is None and any(line.outside for line in lines),
        ended_by=sorted(TITLES[role] for role in MOVE.by),
        cite=MOVE.cite,
        stray=_stray(case, by, {episode.pk for episode in episodes if episode.ended_at is None}),
    )


def _gone(row: Charge) -> Difference | None:
    """A charge that was ended as lying outside: no difference any more, but a decision the page has to answer for."""
    decision = stands(row.ended_ruling)
    if row.until is None or row.ended_ruling is None or row.ended_ruling.kind != "termination_outside" or not decision:
        return None
    number = row.episode.number if row.episode else None
    person, article = str(row.participant_id or ""), (row.article, row.part)
    return Difference(number, person, None, article, Kind.TERMINATED, True, decision, MOVE.cite)


def _line(one: Difference, episodes: list[Episode], charges: list[Charge], behind: dict[str, Decided]) -> Line:
    episode = next((row for row in episodes if row.number == one.offence), None)
    theirs = [row for row in charges if (row.episode_id, str(row.participant_id or "")) == (_key(episode), one.person)]
    now = next((row for row in theirs if row.until is None and (row.article, row.part) == one.charged), None)
    person = next((row.participant for row in theirs if row.participant), None)
    decided = behind.get(one.decision)
    since = now.since if now else decided.at if decided else episode.ended_at if episode else None
    return Line(one, KINDS[one.kind], episode, person, now, since, decided)


def _key(episode: Episode | None) -> object:
    return episode.pk if episode else None


def _rulings(by: Appointment, keys: set[str]) -> dict[str, Decided]:
    rows = Ruling.objects.visible_to(by).filter(pk__in=keys)
    rows = rows.select_related("case", "drawn_by__user", "drawn_by__office", "decided_by__user", "decided_by__office")
    return {
        str(row.pk): Decided(
            row,
            row.rule.title,
            row.drawn_by,
            row.decided_by,
            row.effective_at,
            row.text,
            RULINGS[row.kind].ground(row.ground),
        )
        for row in rows
    }


def _stray(case: Case, by: Appointment, live: set[object]) -> list[Material]:
    """Handed-in documents of no offence, or of one that is no longer investigated here; the acts are left out."""
    rows = Material.objects.visible_to(by).open_part().filter(case=case, document__act="").exclude(episode__in=live)
    return list(rows.select_related("document").order_by("first_sheet", "id")[:100])
