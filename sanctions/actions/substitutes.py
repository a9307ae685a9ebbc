"""While somebody is away: who decides instead, from when until when, and what the clock does about it.

The head of a prosecutor's office names another of the office for a prosecutor. A judge is nobody's to replace: he, or
the clerk of his court, enters his absence, what waits for him is drawn anew, and he gets nothing until he is back.
Covert matters stay where they are: sight of them goes along with a case, never with an absence.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cases.access import VIEW_COVERT, CaseGrant
from cases.actions.act import Act, lock_case, refuse_if, wait_for
from cases.actions.grants import grant as give_sight
from cases.actions.grants import sees
from cases.models import Compartment, Matter
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.models import Entry
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from ecase.web.clock import transaction_now
from sanctions.actions.judges import covert_ends, draw_judge, load_of
from sanctions.actions.sharing import path_of
from sanctions.models import Sanction, Substitution
from sanctions.queries.away import away, in_force

log = logging.getLogger(__name__)

MOVED = "matter.stood_in"
BACK = "matter.given_back"
NOT_YOURS = Refusal("not_your_office", N_("This is arranged by the head of the office for those who serve in it."))
SAME_PERSON = Refusal("same_person", N_("Nobody stands in for himself."), field="substitute")
WRONG_TIMES = Refusal("wrong_times", N_("The absence ends after it begins, and not in the past."), field="until")
OVERLAPS = Refusal("overlaps", N_("An absence of this post is entered for that time already."), field="since")
SUBSTITUTE_AWAY = Refusal("substitute_away", N_("He is away himself at that time."), field="substitute")
NOBODY_ELSE = Refusal("nobody_else", N_("The court has no other investigating judge who could get the requests."))


@transaction.atomic
def substitute(
    *,
    absent: Appointment,
    instead: Appointment | None,
    since: datetime,
    until: datetime,
    reason: str,
    by: Appointment,
    at: datetime,
) -> Substitution:
    """Enter that `absent` is away and, of a prosecutor, who decides `instead`; of a judge `instead` is left out.

    It takes effect with the next round of the clock. Raises Refused: not_your_office, same_person, wrong_times,
    overlaps, substitute_away, nobody_else.
    """  # fmt: skip
    judge = absent.role == Role.INVESTIGATING_JUDGE
    refuse_if(_why_not_arrange(absent, by))
    if until <= since or until <= at:
        raise Refused(WRONG_TIMES)
    named = _least_burdened(absent) if judge else instead
    if named is None:
        raise Refused(NOBODY_ELSE if judge else NOT_YOURS)
    if not judge and (named.office_id != absent.office_id or named.role not in PROSECUTION):
        raise Refused(NOT_YOURS)
    if named.user_id == absent.user_id:
        raise Refused(SAME_PERSON)
    within = Substitution.objects.filter(ended_at__isnull=True, since__lt=until, until__gt=since)
    if within.filter(absent=absent).exists():
        raise Refused(OVERLAPS)
    if not judge and within.filter(absent=named).exists():
        raise Refused(SUBSTITUTE_AWAY)
    row = Substitution.objects.create(
        absent=absent, substitute=named, since=since, until=until, reason=reason.strip()[:300], made_by=by, made_at=at
    )
    if not judge:
        tell(
            to=[named, absent],
            kind="matter.substitution",
            key=f"matter.substitution:{row.pk}",
            at=at,
            params={"absent": absent.user.short_name(), "until": until.isoformat()},
            path="/queue/",
        )
    return row


@transaction.atomic
def back_early(*, pk: UUID, by: Appointment, at: datetime) -> Substitution:
    """The absence ends now, or before it began; ended twice is ended. Raises Refused(not_your_office)."""
    row = Substitution.objects.select_for_update(of=("self",)).select_related("absent").filter(pk=pk).first()
    if row is None:
        raise Refused(NOT_YOURS)
    if row.absent.pk != by.pk:
        refuse_if(_why_not_arrange(row.absent, by))
    if row.ended_at is not None or row.until <= at:
        return row
    if row.since >= at:
        row.ended_at = at
    else:
        row.until = at
    row.save(update_fields=["ended_at", "until"])
    return row


def settle(at: datetime) -> int:
    """What the clock does: put before the substitute what waits, give back what is left when it is over."""
    moved = 0
    over = Substitution.objects.filter(ended_at__isnull=True, until__lte=at)
    for row in over.select_related("absent__user", "absent__office", "substitute__user").order_by("until"):
        moved += _tried(_over, row, at)
    for row in in_force(at).order_by("since"):
        waiting = Matter.objects.filter(waits_for=row.absent, closed_at__isnull=True)
        if row.absent.role == Role.INVESTIGATING_JUDGE:
            ids = waiting.filter(kind__startswith="sanction.").order_by("pk").values_list("pk", flat=True)
            moved += sum(_tried(_draw_anew, pk, row, at) for pk in ids)
        else:
            ids = waiting.exclude(compartment=Compartment.COVERT).order_by("pk").values_list("pk", flat=True)
            moved += sum(_tried(_stand_in, pk, row, at) for pk in ids)
    return moved


def _tried(step: Callable[..., int], *given: Any) -> int:
    """What fails is said aloud and tried again with the next round; it holds up nobody else."""
    try:
        return step(*given)
    except Exception:
        log.exception("%s of %s failed; tried again", step.__name__, given[0])
        return 0


def reason_of(row: Substitution) -> str:
    """The reason of the sight that lasts as long as the substitution and no longer."""
    return f"instead:{row.pk}"


def _why_not_arrange(absent: Appointment, by: Appointment) -> Refusal | None:
    if absent.office_id != by.office_id:
        return NOT_YOURS
    if absent.role == Role.PROSECUTOR:
        return None if by.role == Role.HEAD_OF_PROSECUTION else NOT_YOURS
    if absent.role == Role.INVESTIGATING_JUDGE:
        return None if by.pk == absent.pk or by.role == Role.COURT_CLERK else NOT_YOURS
    return NOT_YOURS


def _least_burdened(judge: Appointment) -> Appointment | None:
    """Who answers for the court's requests meanwhile; each of them is drawn on its own all the same."""
    others = [one for one in in_post(judge.office_id, {Role.INVESTIGATING_JUDGE}) if one.user_id != judge.user_id]
    load = load_of(others)
    return min(others, key=lambda one: (load[one.pk], one.pk), default=None)


@transaction.atomic
def _stand_in(matter_id: UUID, row: Substitution, at: datetime) -> int:
    case = lock_case(Matter.objects.values_list("case_id", flat=True).get(pk=matter_id))
    matter = Matter.objects.get(pk=matter_id)
    if matter.waits_for_id != row.absent_id or matter.closed_at is not None:
        return 0
    act = Act(case, by=None, at=at)
    if not sees(case.pk, row.substitute):
        give_sight(case.pk, [row.substitute], reason=reason_of(row), until=row.until)
    wait_for(matter, row.substitute)
    act.wrote(matter)
    act.record(
        MOVED,
        public={
            "matter": str(matter.pk), "substitution": str(row.pk), "absent": row.absent_id, "to": row.substitute_id,
        },
        compartment=matter.compartment,
    )  # fmt: skip
    return 1


@transaction.atomic
def _over(row: Substitution, at: datetime) -> int:
    """Give back what still waits, and take the sight that was given for it; the row is closed last."""
    waiting = Matter.objects.filter(waits_for=row.substitute, closed_at__isnull=True).order_by("case_id", "pk")
    back = 0
    for matter_id, case_id in list(waiting.values_list("pk", "case_id")):
        told = Entry.objects.filter(stream__case_id=case_id, kind=MOVED, public__contains=str(matter_id))
        last = told.order_by("-seq").first()
        if last is None or last.facts.get("substitution") != str(row.pk):
            continue
        case = lock_case(case_id)
        matter = Matter.objects.get(pk=matter_id)
        if matter.waits_for_id != row.substitute_id or matter.closed_at is not None:
            continue
        act = Act(case, by=None, at=at)
        wait_for(matter, row.absent)
        act.wrote(matter)
        act.record(
            BACK,
            public={"matter": str(matter.pk), "substitution": str(row.pk), "to": row.absent_id},
            compartment=matter.compartment,
        )
        back += 1
    given = CaseGrant.objects.filter(appointment=row.substitute, reason=reason_of(row))
    given.filter(Q(until__isnull=True) | Q(until__gt=transaction_now())).update(until=transaction_now())
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    return back


def _draw_anew(matter_id: UUID, row: Substitution, at: datetime) -> int:
    """Another judge for a request whose judge is away; 0 where nobody who is there could get it."""
    try:
        return _redrawn(matter_id, row.absent, at)
    except Refused:
        return 0


@transaction.atomic
def _redrawn(matter_id: UUID, judge: Appointment, at: datetime) -> int:
    sanction = Sanction.objects.select_related("case", "requested_by", "head", "prosecutor").get(pk=matter_id)
    case = lock_case(sanction.case_id)
    matter = Matter.objects.get(pk=matter_id)
    if matter.waits_for_id != judge.pk or matter.closed_at is not None:
        return 0
    act = Act(case, by=None, at=at)
    if sanction.covert:
        act.seal(matter)
    drawn = draw_judge(act, sanction, cause="away", without=judge)
    heir: Appointment = drawn.judge
    if away([heir], at):
        raise Refused(NOBODY_ELSE)  # undone: it would only travel between those who are away
    act.wrote(drawn)
    if not sees(case.pk, heir):
        give_sight(case.pk, [heir], reason="court")
    if sanction.covert:
        give_sight(case.pk, [heir], reason="covert", right=VIEW_COVERT)
    wait_for(matter, heir)
    covert_ends(sanction, judge)
    act.wrote(matter)
    act.record(
        "sanction.handed_on",
        public={"sanction": str(sanction.pk), "left": judge.pk, "to": heir.pk, "away": True},
        compartment=matter.compartment if sanction.covert else "investigation",
    )
    tell(
        to=[heir],
        kind="sanction.handed_on",
        key=f"sanction.handed_on:{sanction.pk}:{judge.pk}:{heir.pk}:{drawn.pk}",
        at=at,
        params={"number": case.number, "kind": sanction.rule.title},
        path=path_of(sanction),
    )
    return 1
