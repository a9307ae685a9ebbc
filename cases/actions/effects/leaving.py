"""What follows a person whom a severance takes out of a case: his detention, his arrest, his defence.

Here: whose things follow, and that nothing half-decided does. What a floor above holds of a person it moves itself:
a module `severed` of its app registers how (`follow`), and is found when Django starts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.actions.effects.carrying import ON_A_PERSON, Carrying
from cases.actions.grants import end
from cases.models import Case, Defence, Matter, Participant, Ruling
from ecase.law.rulings import OPEN
from ecase.law.words import N_, Refusal


@dataclass(frozen=True)
class Leaving:
    """A person of `case` whose part in `offences` goes; `wholly`: nothing is charged on him here any more."""

    case: Case
    person: Participant
    wholly: bool
    offences: frozenset[UUID]

    def takes(self, matter: Matter) -> bool:
        """Whether a matter of his goes along: with the offence it serves, or with the person altogether."""
        return matter.participant_id == self.person.pk and (self.wholly or matter.episode_id in self.offences)

    def why_not(self, at: datetime) -> Refusal | None:
        """Why he cannot go now; None when he can."""
        if Ruling.objects.filter(
            case=self.case,
            participant=self.person,
            kind__in=ON_A_PERSON,
            status__in=[status.value for status in OPEN],
        ).exists():
            return Refusal(
                "ruling_waits",
                N_("A ruling on %(person)s is not decided yet. Wait for the prosecutor, or withdraw it; then sever."),
                {"person": self.person.short_name},
                "CPC 44",
                "participants",
            )
        return next(filter(None, (one.why_not(self, at) for one in FOLLOWERS)), None)

    def go(self, carrying: Carrying) -> list[str]:
        """Everything that follows him goes; returns the ids of the matters that ended here."""
        before = set(carrying.matters)
        for one in FOLLOWERS:
            one.carry(self, carrying)
        if self.wholly:
            _defence_ends(carrying, self.person)
        return sorted(str(pk) for pk in set(carrying.matters) - before)


@dataclass(frozen=True)
class Follower:
    """What an app holds of a person: `why_not` says what has to be settled first, `carry` takes the rest along."""

    order: int
    why_not: Callable[[Leaving, datetime], Refusal | None]
    carry: Callable[[Leaving, Carrying], None]


FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> None:
    """Register what an app above takes along; lower `order` first, for a request may stand on a detention."""
    FOLLOWERS.append(follower)
    FOLLOWERS.sort(key=lambda one: one.order)


def _defence_ends(carrying: Carrying, person: Participant) -> None:
    """His lawyer defends him in the new case; the file of those who stay is no longer open to him (70(2))."""
    out = carrying.out
    gone = []
    for defence in Defence.objects.filter(case=out.case, participant=person, until__isnull=True).select_related(
        "lawyer__user"
    ):
        defence.until = out.at
        defence.save(update_fields=["until"])
        out.wrote(defence)
        gone.append(defence.lawyer)
    others = set(Defence.objects.filter(case=out.case, until__isnull=True).values_list("lawyer_id", flat=True))
    end(out.case.pk, [lawyer for lawyer in gone if lawyer.pk not in others])


def matters_of(leaving: Leaving, kind: str) -> Iterator[Matter]:
    """The matters of a kind that go along with him, oldest first; covert ones stay where their sanction was given."""
    rows = Matter.objects.open_part().filter(case=leaving.case, participant=leaving.person, kind__startswith=kind)
    return filter(leaving.takes, rows.select_related("participant", "episode").order_by("opened_at", "id"))
