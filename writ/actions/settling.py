"""What the days bring: everybody's are over, so the verdict is in force, or its appeals go up. Done by the clock."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from cases.actions.act import Act, place_in_queue
from cases.actions.effects.closing import close_matter
from cases.actions.grants import grant
from cases.models import Case, Deadline
from ecase.law.roles import Role
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from writ.actions.judges import draw_judge
from writ.actions.sharing import TRIAL, goes_to, locked, parties, path_for, record, save, say_to
from writ.kinds import Status
from writ.models import Appeal, Copy, Will, Writ

DAYS = ("writ.objection", "writ.appeal")


def term_over(*, deadline: Deadline, at: datetime) -> Iterable[models.Model]:
    """One party's days are over and nobody is late with anything; with the last of them the verdict is settled.

    Called by the clock, which holds the case's lock; what follows is an entry of its own.
    """
    deadline.ended_at = deadline.due_at
    Deadline.objects.filter(pk=deadline.pk).update(ended_at=deadline.ended_at)
    place_in_queue(deadline.matter)
    copy = Copy.objects.filter(pk=deadline.matter_id).first()
    if copy is not None:
        act, writ = locked(copy.writ_id, None, at)
        settle(act, writ)
    return [deadline]


def settle(act: Act, writ: Writ) -> bool:
    """In force, or before the court of appeal, once every copy is served and everybody's days are over."""
    if writ.status != Status.CONVICTED or not _all_over(writ):
        return False
    if Appeal.objects.filter(writ=writ, decided_at__isnull=True).exists():
        _up(act, writ)
    else:
        in_force(act, writ)
        record(act, writ, "writ.in_force")
        told = [writ.matter.waits_for, writ.judge, act.case.prosecutor, act.case.investigator, *parties(writ)]
        say_to(writ, "writ.in_force", to=told, at=act.at, by=None)
    return True


def _all_over(writ: Writ) -> bool:
    copies = Copy.objects.filter(writ=writ)
    running = Deadline.objects.filter(
        matter__in=copies.values("matter_id"), rule__in=DAYS, ended_at__isnull=True, met_at__isnull=True
    )
    return not copies.filter(served_at__isnull=True).exists() and not running.exists()


def _up(act: Act, writ: Writ) -> None:
    """All appeals lie before one judge of the court above, drawn by chance. Raises Refused(no_post): tried again."""
    assert writ.judge is not None
    judge, drawn = draw_judge(
        act, writ, court=writ.judge.office.court, role=Role.APPEAL_JUDGE, without={writ.judge.pk: "decided"}
    )
    writ.draws = [*writ.draws, drawn]
    goes_to(act, writ, judge)
    save(act, writ, Status.BEFORE_APPEAL, "draws")
    record(act, writ, "writ.sent_up", public={"judge": judge.pk})
    say_to(writ, "writ.sent_up", to=[judge, act.case.prosecutor, *parties(writ)], at=act.at, by=None)


def in_force(act: Act, writ: Writ) -> None:
    """The verdict ends the case; the court sends it for execution (629-8)."""
    case = act.case
    writ.in_force_at = act.at
    case.stage, case.judged_at = Case.Stage.JUDGED, act.at
    case.save(update_fields=["stage", "judged_at"])
    act.wrote(case)
    act.end_terms(None)
    for copy in Copy.objects.filter(writ=writ, matter__closed_at__isnull=True).select_related("matter"):
        close_matter(act, copy.matter)
    holder = _of_court(writ)
    grant(case.pk, [holder], reason=TRIAL)  # it may be another clerk than at the verdict
    goes_to(act, writ, holder)
    save(act, writ, Status.IN_FORCE, "in_force_at")


def _of_court(writ: Writ) -> Appointment:
    """Who of the court sees to the execution: its clerk, else the judge."""
    assert writ.judge is not None
    return in_post(writ.judge.office_id, {Role.COURT_CLERK}).first() or writ.judge


def remind(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """Before the day by which an answer is asked, and on it: the person hears of it, and whoever asked."""
    rows = Will.objects.select_related("matter__waits_for", "case__investigator__user", "writ__case")
    will = rows.filter(pk=deadline.matter_id).first()
    if will is None:
        return
    holder = will.matter.waits_for
    for reader in {one for one in (holder, will.case.investigator) if one is not None}:
        tell(
            to=[reader],
            kind="deadline.warning" if rung != "due" else "deadline.reached",
            key=f"deadline:{deadline.pk}:{rung}",
            at=at,
            params={"number": will.case.number, "rule": deadline.rule, "due_at": deadline.due_at.isoformat()},
            path=path_for(will.writ, reader),
        )


def answer_over(*, deadline: Deadline, at: datetime) -> Iterable[models.Model]:
    """No answer by the day that was asked for: a reminder, and nothing else; silence is no consent."""
    remind(deadline=deadline, rung="due", at=at)
    return ()
