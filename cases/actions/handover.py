"""An officer enters a post or leaves it: his cases, what waits for him and his sight follow at once.

Sight itself ends with the appointment, for nobody speaks from a post that is over. Here the cases he
leaves get somebody who answers for them until the head has named a successor, and a new head gets
the cases of his office. Done by the clock, once for each appointment.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.access import VIEW_CASE, VIEW_COVERT, CaseGrant, permission_id
from cases.actions.act import Act, lock_case, wait_for
from cases.actions.grants import DECIDER, covert_follows, grant, sees
from cases.models import Case, CaseMember, Compartment, Defence, Matter, Ruling
from cases.ruling_rules import head_needed
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.ledger.models import Entry
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post

OPEN = ("pretrial", "interrupted", "court")  # it may come back from the court
CHUNK = 1000


def changed(at: datetime) -> list[int]:
    """Appointments that have begun or ended by `at` and are not dealt with yet, oldest first."""
    begun = Q(entered_at__isnull=True, since__lte=at)
    ended = Q(left_at__isnull=True, until__isnull=False, until__lte=at)
    return list(Appointment.objects.filter(begun | ended).order_by("id").values_list("pk", flat=True)[:200])


def settle(appointment_id: int, at: datetime) -> None:
    """Do what the beginning or the end of an appointment asks for; a second call finds nothing to do."""
    post = Appointment.objects.select_related("office", "user").get(pk=appointment_id)
    if post.entered_at is None and post.since <= at:
        if post.until is None or post.until > at:
            _enter(post, at)
        Appointment.objects.filter(pk=post.pk, entered_at__isnull=True).update(entered_at=at)
    if post.until is not None and post.until <= at and post.left_at is None:
        for case_id in _held_by(post):
            leave_case(case_id, post, at)
        with transaction.atomic():
            CaseGrant.objects.filter(appointment=post).filter(Q(until__isnull=True) | Q(until__gt=post.until)).update(
                until=post.until
            )
            Appointment.objects.filter(pk=post.pk, left_at__isnull=True).update(left_at=at)


def _enter(post: Appointment, at: datetime) -> None:
    """A new head sees the open cases of his unit, or of the units his office supervises.

    What found nobody when somebody left finds him: the cases themselves, and what waited for the head before him.
    """
    if post.role == Role.HEAD_OF_INVESTIGATION:
        cases = Case.objects.filter(office_id=post.office_id)
    elif post.role == Role.HEAD_OF_PROSECUTION:
        cases = Case.objects.filter(office__supervised_by_id=post.office_id)
    else:
        return
    reason = "head_of_investigation" if post.role == Role.HEAD_OF_INVESTIGATION else "supervision"
    seen = CaseGrant.objects.filter(appointment=post, permission_id=permission_id(VIEW_CASE))
    ids = cases.exclude(pk__in=seen.values("content_object_id")).values_list("pk", flat=True)
    for chunk in _by(CHUNK, ids):
        with transaction.atomic():
            for case_id in chunk:
                grant(case_id, [post], reason=reason)
    held = "investigator" if post.role == Role.HEAD_OF_INVESTIGATION else "prosecutor"
    gone = cases.filter(**{f"{held}__left_at__isnull": False, f"{held}__until__lte": at}, stage__in=OPEN)
    for case in gone.select_related(f"{held}__user"):
        leave_case(case.pk, getattr(case, held), at)
    before = Appointment.objects.filter(office=post.office_id, role=post.role, until__lte=at)
    left = Matter.objects.filter(waits_for__in=before, closed_at__isnull=True)
    for matter_id, case_id in left.values_list("pk", "case_id"):
        _take_up(matter_id, case_id, post, at)


@transaction.atomic
def _take_up(matter_id: UUID, case_id: UUID, post: Appointment, at: datetime) -> None:
    """The new head decides on what was sent to the one before him."""
    case = lock_case(case_id)
    matter = Matter.objects.select_related("waits_for").get(pk=matter_id)
    before = matter.waits_for
    if matter.closed_at is not None or before is None or before.until is None or before.until > at:
        return
    if not sees(case.pk, post):
        grant(case.pk, [post], reason=DECIDER)
    act = Act(case, by=None, at=at)
    if matter.compartment == Compartment.COVERT:
        grant(case.pk, [post], reason="covert", right=VIEW_COVERT)
        act.seal(matter)
    wait_for(matter, post)
    act.record(
        "case.handover",
        public={"left": before.pk, "role": str(before.role), "to": post.pk},
        private={"name": before.user.get_full_name(), "to": post.user.get_full_name()},
        compartment="covert" if matter.compartment == Compartment.COVERT else "investigation",
    )


def _held_by(post: Appointment) -> list[UUID]:
    """The open cases in which something hangs on this appointment."""
    found = set(
        Case.objects.filter(Q(investigator=post) | Q(prosecutor=post), stage__in=OPEN).values_list("pk", flat=True)
    )
    found |= set(
        Matter.objects.filter(waits_for=post, closed_at__isnull=True)
        .exclude(waits_role__in=[Role.INVESTIGATING_JUDGE, Role.TRIAL_JUDGE, Role.PARTICIPANT])
        .values_list("case_id", flat=True)
    )
    found |= set(CaseMember.objects.filter(appointment=post, until__isnull=True).values_list("case_id", flat=True))
    found |= set(Defence.objects.filter(lawyer=post, until__isnull=True).values_list("case_id", flat=True))
    return sorted(found)


@transaction.atomic
def leave_case(case_id: UUID, post: Appointment, at: datetime) -> None:
    """Whoever left held this case: it, and what waited in it, goes to the head, who is asked for a successor."""
    case = lock_case(case_id)
    act = Act(case, by=None, at=at)
    parts: list[CaseMember | Defence] = [
        *CaseMember.objects.filter(case=case, appointment=post, until__isnull=True),
        *Defence.objects.filter(case=case, lawyer=post, until__isnull=True),
    ]
    for part in parts:
        part.until = at
        part.save(update_fields=["until"])
        act.wrote(part)
    openly = bool(parts) or post.pk in {case.investigator_id, case.prosecutor_id} or _waiting(case, post).exists()
    _covert_goes_on(case, post, at)
    if not openly:
        return  # of what was covert the record of the case does not tell
    heir = succeed(act, post)
    if heir is None and not parts and _said(case, post):
        return  # he left it without anybody to take it: said once, not at every tick until a head is appointed
    closed = {} if post.user.is_active else {"account": "closed"}
    act.record(
        "case.handover",
        public={"left": post.pk, "role": str(post.role), "to": heir.pk if heir else None, **closed},
        private={"name": post.user.get_full_name(), "to": heir.user.get_full_name() if heir else ""},
        compartment="investigation",
    )
    told: list[Appointment | None] = [heir, case.investigator if post.role == Role.LAWYER else None]
    if heir is None and post.role in INVESTIGATION:
        told.append(case.prosecutor)  # he cannot take it, but it is his to see that a head is appointed
    tell(
        to=[reader for reader in told if reader is not None and reader.pk != post.pk],
        kind="case.handover",
        key=f"case.handover:{case.pk}:{post.pk}",
        at=at,
        params={"number": case.number, "title": post.user.short_name()},
        path=f"/cases/{case.number}/",
    )


def _waiting(case: Case, post: Appointment) -> QuerySet[Matter]:
    """What waits for `post` in the open part of the case."""
    return Matter.objects.open_part().filter(case=case, waits_for=post, closed_at__isnull=True)


def _covert_goes_on(case: Case, post: Appointment, at: datetime) -> None:
    """What waited for `post` in covert matters waits for his follower, told in the stream of each and nowhere else."""
    covert = Matter.objects.filter(case=case, waits_for=post, closed_at__isnull=True, compartment=Compartment.COVERT)
    for matter in covert.exclude(waits_role=Role.INVESTIGATING_JUDGE).order_by("id"):
        follower = _follower(matter, post, _heir(case, post))
        if follower is None:
            continue
        if not sees(case.pk, follower):
            grant(case.pk, [follower], reason=DECIDER)
        grant(case.pk, [follower], reason="covert", right=VIEW_COVERT)
        wait_for(matter, follower)
        act = Act(case, by=None, at=at)
        act.seal(matter)
        act.record(
            "case.handover",
            public={"left": post.pk, "role": str(post.role), "to": follower.pk},
            private={"name": post.user.get_full_name(), "to": follower.user.get_full_name()},
            compartment="covert",
        )
        tell(
            to=[follower],
            kind="case.handover",
            key=f"case.handover:{matter.pk}:{post.pk}",
            at=at,
            params={"number": case.number, "title": post.user.short_name()},
            path=f"/cases/{case.number}/covert/{matter.pk}/",
        )


ASKED = {False: "handover", True: "handover.prosecutor"}


def succeed(act: Act, post: Appointment) -> Appointment | None:
    """Somebody answers for what `post` held in the case; where it was the case itself, he is asked for a successor."""
    case, heir = act.case, _heir(act.case, post)
    for matter in _waiting(case, post):
        follower = _follower(matter, post, heir)
        if follower is not None:
            if not sees(case.pk, follower):
                grant(case.pk, [follower], reason="handover" if follower == heir else DECIDER)
            wait_for(matter, follower)
    if heir is None:
        return None
    if post.pk in {case.investigator_id, case.prosecutor_id}:
        covert_follows(case.pk, post, heir)
    changed: list[str] = []
    if case.investigator_id == post.pk:
        case.investigator, case.taken_over_at = heir, None
        changed += ["investigator", "taken_over_at"]
    if case.prosecutor_id == post.pk:
        case.prosecutor = heir
        changed.append("prosecutor")
    if not sees(case.pk, heir):
        grant(case.pk, [heir], reason="handover")
    if changed:
        case.save(update_fields=changed)
        act.wrote(case)
        wait_for(act.open_matter(ASKED[post.role in PROSECUTION], compartment="investigation"), heir)
    return heir


def _said(case: Case, post: Appointment) -> bool:
    """Whether the log says already that `post` left the case to nobody."""
    told = Entry.objects.filter(stream__case_id=case.pk, kind="case.handover")
    return any(entry.facts.get("left") == post.pk and entry.facts.get("to") is None for entry in told)


def _follower(matter: Matter, post: Appointment, heir: Appointment | None) -> Appointment | None:
    """For whom a matter waits when `post` is over: what only a head decides goes to a head of the same office.

    With none there it goes on waiting, for the next head appointed (`_enter`); never for somebody below.
    """
    if post.role != Role.HEAD_OF_PROSECUTION:
        return heir
    ruling = Ruling.objects.select_related("participant").filter(pk=matter.pk).first()
    alone = ruling is not None and head_needed(ruling.kind, ruling.participant)
    if not alone and post.office_id == matter.case.office.supervised_by_id:
        return heir
    return in_post(post.office_id, {Role.HEAD_OF_PROSECUTION}).exclude(pk=post.pk).first()


def _heir(case: Case, post: Appointment) -> Appointment | None:
    """Who answers for the case until a successor is named: the head; for a prosecutor's part also another prosecutor.

    None where the unit has no head: a prosecutor never conducts it, the next head appointed is asked (`_enter`).
    """
    if post.role in PROSECUTION:
        roles: tuple[Role, ...] = (Role.HEAD_OF_PROSECUTION, Role.PROSECUTOR)
        office_id = case.office.supervised_by_id or 0
    elif post.role in INVESTIGATION:
        roles, office_id = (Role.HEAD_OF_INVESTIGATION,), case.office_id
    else:
        return None
    for role in roles:
        found = in_post(office_id, {role}).exclude(pk=post.pk).first()
        if found is not None:
            return found
    return None


def _by(size: int, ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rows = list(ids)
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
