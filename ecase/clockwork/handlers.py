"""What happens when a term runs out: the plain table by which the clock calls down.

Nobody calls the clock. A rule without a row here leaves its entry and warns those who answer for
the case; it never does anything on its own.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from cases.access import VIEW_COVERT, CaseGrant, permission_id
from cases.actions.reports import prosecutors_of, readers
from cases.models import Deadline
from detention import actions as detention
from detention import custody
from ecase.people.actions import tell
from sanctions.actions import expiring
from sanctions.covert.actions import expire
from sanctions.covert.running import RUNNING
from writ.actions import settling

# What happens at the end hands back the rows it wrote: the entry of the tick binds them.
OnDue = Callable[..., Iterable[models.Model]]
OnRung = Callable[..., Any]

ENTRY: dict[str, str] = {
    "detention.expiry": "detention.expired",
    "arrest.expiry_notice": "detention.custody_ending",
    "report.decision": "report.overdue",
}
REACHED = "deadline.reached"
# Whose end is a breach that nobody may pass over: a person who has not been told of a covert action.
BREACHES = frozenset({"covert.notify"})
WARNING = "deadline.warning"

ON_DUE: dict[str, OnDue] = {
    **dict.fromkeys(expiring.RUNNING_OUT, expiring.expire),
    **dict.fromkeys(RUNNING, expire),
    expiring.APPEAL: expiring.appeal_over,
    "arrest.expiry_notice": custody.ending,
    "detention.expiry": detention.expire,
    **dict.fromkeys(settling.DAYS, settling.term_over),
    "writ.answer": settling.answer_over,
}
ON_RUNG: dict[str, OnRung] = {
    **dict.fromkeys(expiring.RUNNING_OUT, expiring.warn),
    expiring.APPEAL: expiring.appeal_ends,
    "arrest.expiry_notice": custody.remind,
    "detention.expiry": detention.warn,
    "writ.answer": settling.remind,
}


def warn_of_report(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """Word to those who answer for the report; at the end also to the prosecutor: crimes are recorded without fail."""
    report = deadline.report
    assert report is not None, "a term of a report"
    last = rung == "due"
    tell(
        to={*readers(report), *(prosecutors_of(report) if last else ())},
        kind=ENTRY.get(deadline.rule, REACHED) if last else WARNING,
        key=f"deadline:{deadline.pk}:{rung}",
        at=at,
        params={"number": report.number, "rule": deadline.rule, "due_at": deadline.due_at.isoformat()},
        path=f"/reports/{report.pk}/",
        must_acknowledge=last,
    )


def warn(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """Word of any other term: whoever the matter waits for, the investigator, the supervising prosecutor.

    The prosecutor always: the petition has to be before the judge by his hand (147(3)).
    """
    matter, case = deadline.matter, deadline.case
    if case is None:
        warn_of_report(deadline=deadline, rung=rung, at=at)
        return
    first = matter.waits_for if matter is not None else None
    readers = [reader for reader in {case.investigator, case.prosecutor, first} if reader is not None]
    path = f"/cases/{case.number}/"
    if matter is not None and matter.compartment == "covert":
        knows = CaseGrant.objects.filter(content_object_id=case.pk, permission_id=permission_id(VIEW_COVERT))
        knowing = set(knows.filter(Q(until__isnull=True) | Q(until__gt=at)).values_list("appointment_id", flat=True))
        readers = [reader for reader in readers if reader.pk in knowing]
        path = f"{path}covert/{matter.pk}/"
    tell(
        to=readers,
        kind=REACHED if rung == "due" else WARNING,
        key=f"deadline:{deadline.pk}:{rung}",
        at=at,
        params={"number": case.number, "rule": deadline.rule, "due_at": deadline.due_at.isoformat()},
        path=path,
        must_acknowledge=rung == "due" and deadline.rule in BREACHES,
    )
