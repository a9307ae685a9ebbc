"""Who is a suspect now, since when and by which ruling: derived, never stored. Reading only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from cases.models import Case, Deadline, Participant, Ruling
from ecase.law.custody import ON_SUSPICION
from ecase.law.rulings import Status
from ecase.people.models import Appointment

# The terms that run while a person is held: a person who is detained is a suspect by that alone (64(1)).
HELD = ("detention.expiry", *ON_SUSPICION)
RECOGNISED = frozenset({"recognised", "detained"})
# The rulings that put somebody in the position of a suspect (64(1)), the recognition before the qualification.
SUSPICION = ("suspect", "qualification")
PARTICIPANT = Participant.Capacity.SUSPECT


@dataclass(frozen=True)
class SuspectStatus:
    """`code`: named (entered as a suspect, nothing decided), before_prosecutor, recognised, detained, refused, ended.

    `urgent`: the ruling before the prosecutor already puts the person in the position of a suspect (202(1-2)).
    """

    code: str
    since: datetime | None = None
    ruling: UUID | None = None
    urgent: bool = False

    @property
    def suspected(self) -> bool:
        """Whether the person has the position, the rights and the duties of a suspect now (64(1))."""
        return self.code in RECOGNISED or self.urgent


def status_of(participants: Iterable[Participant]) -> dict[UUID, SuspectStatus]:
    """The status of each of `participants` who is, was or may become a suspect, in two statements.

    Somebody in another capacity of whom nothing of the kind was ever decided is not in the answer.
    """
    people = list(participants)
    keys = [person.pk for person in people]
    rulings: dict[UUID | None, list[Ruling]] = {}
    found = Ruling.objects.filter(kind__in=SUSPICION, participant_id__in=keys)
    for ruling in found.order_by("-kind", "drawn_at", "matter_id"):
        rulings.setdefault(ruling.participant_id, []).append(ruling)
    terms: dict[UUID | None, list[Deadline]] = {}
    held = Deadline.objects.filter(matter__participant_id__in=keys, rule__in=HELD).select_related("matter")
    for term in held.order_by("starts_at", "id"):
        assert term.matter is not None
        terms.setdefault(term.matter.participant_id, []).append(term)
    told = {}
    for person in people:
        status = _status(person, rulings.get(person.pk, []), terms.get(person.pk, []))
        if status is not None:
            told[person.pk] = status
    return told


def suspected(participant: Participant) -> bool:
    """Whether the person has the position of a suspect now."""
    status = status_of([participant]).get(participant.pk)
    return status is not None and status.suspected


def recognised(case: Case, by: Appointment) -> set[UUID]:
    """Who of the case may be charged: the recognised and the detained, as far as `by` sees its people (203(1)).

    The first two questions of `_status` in one statement, for pages that ask no more.
    """
    about = {"participant": OuterRef("pk"), "kind__in": SUSPICION, "status": Status.IN_FORCE, "ended_at__isnull": True}
    running = {
        "matter__participant": OuterRef("pk"),
        "rule__in": HELD,
        "met_at__isnull": True,
        "ended_at__isnull": True,
    }
    suspected_now = Exists(Ruling.objects.filter(**about)) | Exists(Deadline.objects.filter(**running))
    people = Participant.objects.visible_to(by).filter(suspected_now, case=case)
    return set(people.values_list("pk", flat=True))


def _status(person: Participant, rulings: list[Ruling], held: list[Deadline]) -> SuspectStatus | None:
    live = [term for term in held if term.met_at is None and term.ended_at is None]
    if live:
        return SuspectStatus("detained", min(term.starts_at for term in live))
    standing = [one for one in rulings if one.status == Status.IN_FORCE and one.ended_at is None]
    if standing:
        return SuspectStatus("recognised", standing[0].effective_at, standing[0].pk)
    recognitions = [one for one in rulings if one.kind == SUSPICION[0]]
    waiting = [one for one in recognitions if one.status in (Status.BEFORE_DECIDER, Status.RETURNED)]
    if waiting:
        return SuspectStatus("before_prosecutor", waiting[-1].drawn_at, waiting[-1].pk, waiting[-1].urgent)
    over = [
        *((one.decided_at, "refused", one.pk) for one in recognitions if one.status == Status.REFUSED),
        *((one.ended_at, "ended", one.pk) for one in rulings if one.status in (Status.IN_FORCE, Status.CANCELLED)),
        *((term.met_at or term.ended_at, "ended", None) for term in held),
    ]
    dated = [(since, code, pk) for since, code, pk in over if since is not None]
    if dated:
        since, code, pk = max(dated, key=lambda one: one[0])
        return SuspectStatus(code, since, pk)
    return SuspectStatus("named", person.since) if person.capacity == PARTICIPANT else None
