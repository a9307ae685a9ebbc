"""The clock: a measure runs out, the days of an appeal are over. Nobody is freed by a machine, and nobody is held on.

A page never waits for this: it shows a measure as over from the day after its last one. Covert actions end by a
function of their own (`sanctions.covert.actions`).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from cases.actions.act import Act, place_in_queue
from cases.models import Deadline
from ecase.people.actions import tell
from ecase.people.models import Appointment
from sanctions.actions import effects
from sanctions.actions.sharing import asker_of, lawyers, path_of, record
from sanctions.kinds import Status
from sanctions.models import Sanction

# The terms whose end is the end of what the court or the prosecutor has granted.
RUNNING_OUT = (
    "arrest.term", "arrest.short", "arrest.returned", "house_arrest.term", "extradition.term", "ivs.stay",
    "medical.stay", "medical.stay_extension", "medical_transfer.term", "medical_transfer.extension",
    "property.restriction",
)  # fmt: skip
APPEAL = effects.APPEAL


def expire(*, deadline: Deadline, at: datetime) -> Iterable[models.Model]:
    """The last day is over: the measure and its extensions have run out; one who was held has to be freed (152(4)).

    Called by the clock, which holds the case's lock and records the end of the term; this is an entry of its own.
    """
    sanction = _of(deadline)
    if sanction is None or sanction.status != Status.GRANTED or deadline.case is None:
        return ()
    act = Act(deadline.case, by=None, at=at)
    root = effects.end_measure(act, sanction, Status.EXPIRED, "expired")
    record(act, root, "sanction.expired", public={"due_at": deadline.due_at, "until": root.until})
    held = effects.holding(root) is not None
    effects.free(act, root, "custody_expired")
    _tell(root, "sanction.expired", _answering(root), at, must=held)
    return ()


def warn(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """A rung before the end: whoever may still ask for more hears of it, and the defence where it sees the measure."""
    sanction = _of(deadline)
    if sanction is None:
        return
    case = sanction.case
    tell(
        to={reader for reader in (case.investigator, case.prosecutor, *lawyers(sanction)) if reader is not None},
        kind="deadline.warning",
        key=f"deadline:{deadline.pk}:{rung}",
        at=at,
        params={"number": case.number, "rule": deadline.rule, "due_at": deadline.due_at.isoformat()},
        path=path_of(sanction),
    )


def appeal_over(*, deadline: Deadline, at: datetime) -> Iterable[models.Model]:
    """Nobody has appealed in time: the term falls away, and nobody is late with anything."""
    deadline.ended_at = deadline.due_at
    Deadline.objects.filter(pk=deadline.pk).update(ended_at=deadline.ended_at)
    place_in_queue(deadline.matter)
    return [deadline]


def appeal_ends(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """A rung before the end of the days of appeal: those who may appeal hear of it, and nobody else."""
    sanction = _of(deadline)
    if sanction is None:
        return
    told = [sanction.case.prosecutor, *(lawyers(sanction) if sanction.rule.appeal == "parties" else ())]
    _tell(sanction, "deadline.warning", told, at, key=f"{deadline.pk}:{rung}", due_at=deadline.due_at)


def _of(deadline: Deadline) -> Sanction | None:
    rows = Sanction.objects.select_related(
        "matter", "participant", "detention__case", "extends__matter", "case__investigator", "case__prosecutor",
        "requested_by",
    )  # fmt: skip
    found: Sanction | None = rows.filter(pk=deadline.matter_id).first()
    return found


def _answering(sanction: Sanction) -> list[Appointment | None]:
    case = sanction.case
    return [case.investigator, case.prosecutor, asker_of(sanction), *lawyers(sanction)]


def _tell(
    sanction: Sanction,
    kind: str,
    to: Iterable[Appointment | None],
    at: datetime,
    *,
    key: str = "",
    must: bool = False,
    due_at: datetime | None = None,
) -> None:
    params = {"number": sanction.case.number, "kind": sanction.rule.title}
    if due_at is not None:
        params |= {"rule": APPEAL, "due_at": due_at.isoformat()}
    tell(
        to=[reader for reader in to if reader is not None],
        kind=kind,
        key=f"{kind}:{sanction.pk}:{key or sanction.version}",
        at=at,
        params=params,
        path=path_of(sanction),
        must_acknowledge=must,
    )
