"""What happens when a term runs out: the plain table by which the clock calls down.

Nobody calls the clock. A rule without a row here leaves its entry and warns those who answer for
the case; it never does anything on its own.
"""

from collections.abc import Callable
from datetime import datetime

from cases.models import Deadline
from detention import actions as detention
from ecase.people.actions import tell

Handler = Callable[..., None]

ENTRY: dict[str, str] = {"detention.expiry": "detention.expired"}
REACHED = "deadline.reached"
WARNING = "deadline.warning"

ON_DUE: dict[str, Handler] = {"detention.expiry": detention.expire}
ON_RUNG: dict[str, Handler] = {"detention.expiry": detention.warn}


def warn(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """Word of any other term to those who have to act: whoever the matter waits for, and the investigator."""
    matter, case = deadline.matter, deadline.case
    first = matter.waits_for if matter is not None else None
    tell(
        to=[reader for reader in {case.investigator, first} if reader is not None],
        kind=REACHED if rung == "due" else WARNING,
        key=f"deadline:{deadline.pk}:{rung}",
        at=at,
        params={"number": case.number, "rule": deadline.rule, "due_at": deadline.due_at.isoformat()},
        path=f"/cases/{case.number}/",
    )
