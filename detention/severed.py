"""A person held goes into a severed case with his clock: the holding ends in no case and runs in one only.

The row of the old case says that it goes on elsewhere and by which number; its clock is over there. One whose term has
run out does not go: he is released first. The severance itself is an act of `cases`, which records it in both ledgers.
"""

from datetime import datetime

from cases.actions.effects.carrying import Carrying
from cases.actions.effects.leaving import Follower, Leaving, follow, matters_of
from cases.actions.grants import grant_facility
from cases.models import Deadline
from cases.queries.suspects import HELD
from detention.actions import FACILITY_PATH
from detention.custody import ends_at
from detention.kinds import SEVERED, Status
from detention.models import Detention
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.actions import tell
from ecase.people.queries import in_post

OWN = frozenset({"matter", "case", "participant", "person_key", "version"})


def _running(leaving: Leaving) -> list[Detention]:
    """The detention that lasts, or the one his arrest by the court was ordered on."""
    matters = list(matters_of(leaving, "detention"))
    rows = Detention.objects.filter(matter__in=matters).select_related("matter", "participant")
    lasting = list(rows.filter(open=True))
    arrested = Deadline.objects.filter(
        case=leaving.case, matter__participant=leaving.person, rule__in=HELD, met_at__isnull=True, ended_at__isnull=True
    ).exclude(matter__in=matters)
    if lasting or not arrested.exists():
        return lasting
    ordered = rows.filter(order_at__isnull=False, released_at__isnull=True).exclude(release_ground=SEVERED)
    return list(ordered.order_by("-held_at")[:1])


def _why_not(leaving: Leaving, at: datetime) -> Refusal | None:
    over = [row for row in _running(leaving) if row.status(at) == Status.MUST_BE_RELEASED]
    if not over:
        return None
    return Refusal(
        "release_first",
        N_("The term of the detention of %(person)s is over: he has to be released before anything is severed."),
        {"person": leaving.person.short_name},
        "CPC 133(2)",
        "participants",
    )


def _carry(leaving: Leaving, carrying: Carrying) -> None:
    for row in _running(leaving):
        fields = {f.attname: getattr(row, f.attname) for f in Detention._meta.concrete_fields if f.name not in OWN}
        end = row.custody_ends_at
        # First the old one: a person is held once, by constraint.
        row.open, row.release_ground, row.release_note = False, SEVERED, carrying.into.case.number
        row.version += 1
        row.save(update_fields=["open", "release_ground", "release_note", "version"])
        carrying.out.wrote(row)
        matter = carrying.matter(row.matter)
        there = carrying.person(row.participant)
        copy = Detention(
            matter=matter,
            case=carrying.into.case,
            participant=there,
            person_key=there.iin or str(there.pk),
            **fields,
        )
        copy.save(force_insert=True)
        carrying.into.wrote(copy)
        if end is not None and copy.custody_ends_at is None:  # warned of already: the place there warns anew
            ends_at(carrying.into, copy, end)
        heads = list(in_post(row.facility_id, {Role.CUSTODY_HEAD}))
        grant_facility(carrying.into.case.pk, heads)
        tell(
            to=heads,
            kind="detention.moved",
            key=f"detention.moved:{copy.pk}",
            at=carrying.into.at,
            params={"short": carrying.into.case.number[-3:]},
            path=FACILITY_PATH.format(id=copy.pk),
        )


follow(Follower(1, _why_not, _carry))
