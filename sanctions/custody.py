"""The custody or house arrest of a person as one thing: its first order, what made it longer, where it stands now.

The clock runs on the matter of the first order; every extension is a decision of its own and moves that one clock.
Reading only; what a longer one may be is `ecase.law.custody`, what a decision does `sanctions.actions.effects`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from cases.models import Case, Deadline, Participant
from detention.models import Detention
from ecase.law import custody as law
from ecase.law.age import is_minor
from ecase.law.clock import local
from ecase.law.custody import CLOCKS as CLOCKS
from ecase.law.custody import ON_SUSPICION, Asked, Running
from ecase.law.ladder import BESIDE
from ecase.law.measures import MEASURES
from sanctions.checks.law import birth_of, charge_of
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.superiors import STEPPED

FULL, SHORT = ON_SUSPICION
CUSTODY = frozenset({"arrest", *(row.kind for row in BESIDE.values()), "arrest_extension"})
HOUSE = frozenset({"house_arrest", "house_arrest_extension"})
FAMILY = CUSTODY | HOUSE
FIRST = frozenset({"arrest", "house_arrest"})
# What the two months of a first term are spent on: bail keeps one who is held in custody until it is paid (145(5)).
FIRST_TERMS = frozenset({"arrest", "bail"})
# The measures of 137(1), of which one at a time is applied to a person; their extensions are no other measure.
PREVENTIVE = frozenset(measure.code for measure in MEASURES)


def root_of(sanction: Sanction) -> Sanction:
    """The first order of what this one prolongs; the sanction itself where it prolongs nothing."""
    found = sanction
    while found.extends is not None and found.kind in (*FAMILY, *PROLONGING):
        found = found.extends
    return found


# Kinds besides those of custody that make a measure longer.
PROLONGING = frozenset({"medical_placement_extension", "medical_transfer_extension", "covert_extension"})


def chain_of(root: Sanction) -> list[Sanction]:
    """The first order and every extension of it that was granted and is in force, oldest first."""
    found, newest = [root], [root.pk]
    while newest:
        rows = Sanction.objects.select_related("matter", "case", "participant").filter(
            extends__in=newest, kind__in=FAMILY | PROLONGING, status=Status.GRANTED
        )
        more = list(rows.order_by("decided_at"))
        found, newest = [*found, *more], [row.pk for row in more]
    return found


def in_force(person: Participant, kinds: Iterable[str], *, but: Sanction | None = None) -> list[Sanction]:
    """The first orders of these kinds on the person that are in force."""
    rows = Sanction.objects.select_related("matter", "case", "participant", "detention__matter").filter(
        participant=person, kind__in=list(kinds), status=Status.GRANTED, extends__isnull=True
    )
    rows = rows.exclude(pk=but.pk) if but is not None else rows
    return list(rows.order_by("decided_at"))


def clock_of(root: Sanction) -> Deadline | None:
    """The term that runs on the first order, or the last that did."""
    rows = Deadline.objects.select_related("matter").filter(matter=root.matter, rule__in=CLOCKS)
    live = rows.filter(met_at__isnull=True, ended_at__isnull=True)
    return live.order_by("id").last() or rows.order_by("id").last()


def last_day_of(clock: Deadline) -> date:
    """The day at whose end a term ends."""
    return local(clock.due_at - timedelta(microseconds=1)).date()


def run_out(sanction: Sanction, at: datetime) -> bool:
    """Whether the last day is over, whatever the clock has written."""
    return sanction.until is not None and sanction.until < local(at).date()


def running_of(root: Sanction, at: datetime, *, stated: Iterable[str] = ()) -> Running | None:
    """Where the custody stands, as the law's rules take it; None without an end."""
    clock = clock_of(root)
    if clock is None or root.until is None or root.participant is None:
        return None
    charge, birth = charge_of(root), birth_of(root.participant)
    grounds = {*stated, *root.stated}
    first_day = local(clock.starts_at).date()
    return Running(
        first_day=first_day,
        last_day=root.until,
        earlier_days=earlier_days(root, first_day),
        gravest=charge is not None and law.gravest(charge, criminal_group="organised_group" in grounds),
        minor=birth is not None and is_minor(birth, at),
        short=clock.rule == SHORT,
        house=root.kind in HOUSE,
    )


def earlier_days(root: Sanction, before: date) -> int:
    """Days the person spent in custody before that day: they count into the term (152(6),(9)).

    By an earlier order, by bail until it was paid, and detained; in this case, and in those he came from. A day counts
    once, however many orders it stood under.
    """
    if root.kind in HOUSE or root.participant is None:
        return 0
    people = _same_person(root.participant)
    days: set[int] = set()
    for since, until in [*_ordered(people, but=root), *_held(people)]:
        over = before if until is None else min(before, until + timedelta(days=1))
        days.update(range(since.toordinal(), over.toordinal()))
    return len(days)


def _same_person(person: Participant) -> list[Participant]:
    """The person here and in the cases this one was severed from or joined with, each with its own row of him (152(9)).

    By number, or by described identity and name, as he is carried there (`cases.actions.effects.carrying`).
    """
    known: set[UUID] = {person.case_id}
    newest = set(known)
    while newest:
        joined = Case.objects.filter(joined_to__in=newest).values_list("pk", flat=True)
        sources = Case.objects.filter(pk__in=newest, source_case__isnull=False).values_list("source_case", flat=True)
        newest = {pk for pk in (*joined, *sources) if pk is not None} - known
        known |= newest
    who = (
        Q(iin=person.iin)
        if person.iin
        else Q(iin="", identity=person.identity, last_name=person.last_name, first_name=person.first_name)
    )
    return list(Participant.objects.filter(who, case__in=known, capacity=person.capacity))


def _ordered(people: Iterable[Participant], *, but: Sanction) -> Iterator[tuple[date, date | None]]:
    """From when until when each of them was in custody by order; None: it lasts.

    An order that went into a severed case ran here until then: there it is a row of its own.
    """
    orders = Sanction.objects.select_related("matter").filter(
        participant__in=people, kind__in=FIRST_TERMS, status__in=[Status.GRANTED, Status.LIFTED, Status.EXPIRED]
    )
    for one in orders.exclude(pk=but.pk):
        clock = clock_of(one)
        if clock is None or clock.rule not in ON_SUSPICION:
            continue
        paid = one.executed_at if one.kind == "bail" else None
        ends = [local(end).date() for end in (one.ended_at, paid, one.matter.closed_at) if end is not None]
        yield local(clock.starts_at).date(), min([*ends, *([one.until] if one.until else [])], default=None)


def _held(people: Iterable[Participant]) -> Iterator[tuple[date, date | None]]:
    """From when until when each of them was held, by the police or by order: the detention is part of the custody."""
    for one in Detention.objects.select_related("matter").filter(participant__in=people):
        end = one.released_at or (one.matter.closed_at if one.moved else None)
        yield local(one.restraint_at).date(), local(end).date() if end is not None else None


def answer_of(sanction: Sanction, at: datetime, *, months: int | None = None) -> Asked | None:
    """What the law says of this extension: step, who agrees, latest days, how late, bars; None for another kind.

    `months`: another length than the one asked for.
    """
    if sanction.kind not in FAMILY - FIRST or sanction.extends is None:
        return None
    running = running_of(root_of(sanction), at, stated=sanction.stated)
    if running is None:
        return None
    day = local(at).date()
    if sanction.kind in STEPPED:
        length = months or int(str(sanction.facts.get("months") or 0))
        return law.extension(running, length, day) if length else None
    code = next(row.code for row in BESIDE.values() if row.kind == sanction.kind)
    return law.beside(code, running, day)
