"""What may be asked for in a case now, by its reader: every kind that is no covert one, allowed or with the reason.

Cheap reasons only, those a list can ask for thirty kinds at once; the whole law is asked when the request is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.models import Case, Participant
from cases.queries.suspects import status_of
from ecase.law.kinds import GROUPS, Group, Kind
from ecase.law.kinds_all import KINDS
from ecase.law.measures import MEASURES
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.checks.law import weighed
from sanctions.kinds import OPEN, Status
from sanctions.models import Sanction

# What is asked for most, first in the list.
OFTEN = ("arrest", "search", "property_arrest", "house_arrest", "undertaking", "arrest_extension")
NO_SUSPECT = Refusal("no_suspect", N_("The case has no suspect: recognise the person first."), {}, "CPC 64(1)")
NOBODY = Refusal("nobody", N_("Nobody is entered in the case yet."))
NOTHING_RUNS = Refusal("nothing_to_extend", N_("No measure that this request could be about is in force."))
UNDER_WAY = N_("A request of this kind is under way already.")
UNSENT = N_("A request of this kind is written already and has not been sent.")
_MEASURES = frozenset(measure.code for measure in MEASURES)


@dataclass(frozen=True)
class Offered:
    """A kind as the list shows it. `room`: it can be sent with a written reason only; `standing`: the request that is
    in the way of another one of its kind."""

    kind: Kind
    refusal: Refusal | None
    room: Refusal | None = None
    standing: UUID | None = None


def offered(case: Case, by: Appointment, at: datetime) -> list[Offered]:
    """Every kind the reader's role asks for at all, in the order of the tables."""
    mine = [kind for kind in KINDS.values() if by.role in kind.asked_by and kind.compartment != "covert"]
    if not mine:
        return []
    people = list(Participant.objects.visible_to(by).filter(case=case))
    suspects = [row for row in people if row.capacity == Participant.Capacity.SUSPECT]
    states = status_of(suspects) if suspects else {}
    suspected = [row for row in suspects if row.pk in states and states[row.pk].suspected]
    rows = list(
        Sanction.objects.visible_to(by)
        .filter(case=case)
        .exclude(matter__compartment="covert")
        .values_list("kind", "participant_id", "status", "pk")
    )
    running = {
        kind for kind, _person, status, _pk in rows if status in (Status.GRANTED, Status.EXECUTED, Status.EXPIRED)
    }
    answers = {}
    if len(suspected) == 1:
        answers = {one.code: one for one in weighed(case, suspected[0], at)}
    found = []
    for kind in mine:
        refusal = rules.why_not_ask(kind, case, by, at)
        if refusal is None and kind.about == "suspect" and not suspected:
            refusal = NO_SUSPECT
        if refusal is None and kind.about == "person" and not people:
            refusal = NOBODY
        if refusal is None and kind.extends and not running & set(kind.extends):
            refusal = NOTHING_RUNS
        standing = None
        if refusal is None and kind.about == "suspect":
            refusal, standing = _taken(kind, rows, [row.pk for row in suspected])
        answer = answers.get(kind.code)
        # A ground of 147(1) that is named later may open what is barred without one: the request itself tells.
        hard = [bar for bar in answer.bars if not _by_ground(bar)] if answer is not None else []
        soft = [*answer.bars, *answer.room] if answer is not None else []
        found.append(Offered(kind, refusal or next(iter(hard), None), next(iter(soft), None), standing))
    return found


def grouped(rows: list[Offered], text: str) -> Iterator[tuple[Group, str, list[Offered]]]:
    """The offered kinds by group; with `text` only those whose words or article hold it."""
    for group, title in GROUPS.items():
        chosen = [row for row in rows if row.kind.group is group]
        if chosen:
            yield group, title, chosen


def _by_ground(bar: Refusal) -> bool:
    return bar.code in {"arrest_no_ground", "arrest_economic", "arrest_home_only", "arrest_gravity_alone"}


def _taken(
    kind: Kind, rows: list[tuple[str, object, str, UUID]], suspects: list[object]
) -> tuple[Refusal | None, UUID | None]:
    """Whether everybody it could concern has such a request already; and the request, to be gone on with."""
    there = {person: (status, pk) for code, person, status, pk in rows if code == kind.code and status in OPEN}
    if not suspects or kind.ends != "runs" or not there.keys() >= set(suspects):
        return None, None
    status, pk = there[suspects[0]]
    says = UNSENT if status == Status.DRAFT else UNDER_WAY
    return Refusal("open_already", says, {}, kind.cite), pk
