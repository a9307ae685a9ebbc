"""What the acts on a sanction share: the lock, the paper, the entry, who sees it from when, who is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.actions.act import Act, NotVisible, lock_case, refuse_if, wait_for
from cases.actions.grants import sees
from cases.models import Deadline, Defence, Material
from ecase.documents.actions import Signed, enter, require_whole, still_fits
from ecase.law.acts import ACTS
from ecase.law.kinds import Kind, Opens
from ecase.law.moves import Move, needed
from ecase.law.roles import PROSECUTION, Role
from ecase.people.actions import tell
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.covert.sight import knowing
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.moves import MOVES

COVERT = "covert"


def lock(
    sanction_id: UUID, name: str, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed | None = None
) -> tuple[Act, Sanction]:
    """The case, then the request, locked and asked whether `by` may make the move `name` now.

    Raises NotVisible, and Refused as the rules do.
    """
    act, sanction = locked(sanction_id, by, at)
    move: Move = MOVES[sanction.kind][name]
    refuse_if(rules.why_not(move, sanction, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=sanction.pk, move=name, version=sanction.version, by=by)
    return act, sanction


def locked(sanction_id: UUID, by: Appointment | None, at: datetime) -> tuple[Act, Sanction]:
    """The case, then the request, locked: for whoever asks another rule than that of a move. Raises NotVisible."""
    found = Sanction.objects.filter(pk=sanction_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotVisible(sanction_id)
    case = lock_case(found)
    sanction = (
        Sanction.objects.select_related(
            "case__office",
            "case__prosecutor__user",
            "matter",
            "participant",
            "requested_by__user",
            "prosecutor__user",
            "extends__matter",
            "detention__case__investigator",
            "detention__case__prosecutor",
            "detention__matter",
            "detention__participant",
        )
        .select_for_update(of=("self",))
        .filter(pk=sanction_id)
        .first()
    )
    if sanction is None:
        raise NotVisible(sanction_id)
    sanction.detention = sanction.stands_on()
    act = Act(case, by=by, at=at)
    if sanction.covert:
        act.seal(sanction.matter)
    return act, sanction


def save(act: Act, sanction: Sanction, status: Status | None, *fields: str) -> None:
    """Write the named fields and the status (None: it stays)."""
    if status is not None:
        sanction.status = status
    sanction.version += 1
    sanction.save(update_fields=[*fields, "detention", "status", "version"])
    act.wrote(sanction)


def inside(sanction: Sanction) -> str:
    """The compartment of what the parties do not see yet."""
    return COVERT if sanction.covert else "investigation"


def outside(sanction: Sanction) -> str:
    """The compartment of a decision: of the parties, unless its kind opens later or never."""
    return sanction.matter.compartment if sanction.covert else ("parties" if _open(sanction) else "investigation")


def _open(sanction: Sanction) -> bool:
    return bool(sanction.matter.compartment == "parties")


def file_act(
    act: Act, sanction: Sanction, signed: Signed, *, compartment: str | None = None, to_facility: bool = False
) -> Material:
    """The signed act enters the file: under the detention where the place of detention needs it."""
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    matter = sanction.detention.matter if to_facility and sanction.detention else sanction.matter
    return act.file(
        document,
        title=ACTS[document.act].title,
        matter=matter,
        compartment=compartment or outside(sanction),
        to_facility=to_facility,
    )


def open_to_parties(act: Act, sanction: Sanction, moment: Opens) -> None:
    """From the moment its kind names the parties see the request, its petition and its terms (70(2)(5))."""
    kind: Kind = sanction.rule
    order = [Opens.SUPPORT, Opens.DECISION, Opens.EXECUTION]
    # What could not wait is executed when it is decided on.
    opens = Opens.DECISION if kind.opens is Opens.EXECUTION and sanction.urgent else kind.opens
    if opens is Opens.NEVER or order.index(opens) > order.index(moment) or _open(sanction):
        return
    matter = sanction.matter
    matter.compartment = "parties"
    matter.save(update_fields=["compartment"])
    act.wrote(matter)
    own = {kind.petition_act, kind.granted_act, kind.refused_act}
    rows: list[Material | Deadline] = list(Material.objects.filter(matter=matter, kind__in=own))
    rows += list(Deadline.objects.filter(matter=matter))
    for row in rows:
        row.compartment = "parties"
        row.save(update_fields=["compartment"])
        act.wrote(row)


def close(act: Act, sanction: Sanction) -> None:
    """Nothing more is asked of anybody: the matter leaves the queues."""
    matter = sanction.matter
    act.end_terms(matter)
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)


def petition_of(sanction: Sanction) -> Material | None:
    """The last petition that was signed."""
    return (
        Material.objects.select_related("document")
        .filter(matter=sanction.matter, kind=sanction.rule.petition_act)
        .order_by("-first_sheet")
        .first()
    )


def petition_whole(sanction: Sanction) -> None:
    """Nothing is decided on a petition whose signature no longer verifies."""
    petition = petition_of(sanction)
    if petition is not None:
        require_whole(petition.document)


def lawyers(sanction: Sanction) -> list[Appointment]:
    """The defenders of the person, where the request is open to the parties."""
    if sanction.participant is None or not _open(sanction):
        return []
    entered = Defence.objects.filter(participant=sanction.participant, until__isnull=True)
    return [defence.lawyer for defence in entered.select_related("lawyer__user", "lawyer__office")]


def asker_of(sanction: Sanction) -> Appointment:
    """Whoever answers for the request now: after a hand-over no longer the one who wrote it."""
    asked, case = sanction.requested_by, sanction.case
    if asked.role == Role.INVESTIGATOR:
        return case.investigator
    if sees(case.pk, asked):
        return asked
    return (case.prosecutor if asked.role in PROSECUTION else case.investigator) or asked


def supporter_of(sanction: Sanction) -> Appointment | None:
    """The prosecutor who decided on it, or the one over the case now where he sees it no more."""
    supported = sanction.prosecutor
    if supported is None or sees(sanction.case_id, supported):
        return supported
    over: Appointment | None = sanction.case.prosecutor
    return over


def record(
    act: Act,
    sanction: Sanction,
    kind: str,
    *,
    signed: Signed | None = None,
    public: Mapping[str, object] | None = None,
    private: Mapping[str, object] | None = None,
    compartment: str | None = None,
) -> None:
    """The one entry of the act; `compartment` defaults to that of a decision."""
    facts: dict[str, object] = {"sanction": str(sanction.pk), "kind": sanction.kind, **(public or {})}
    if signed is not None:
        facts["sha256"] = signed.sha256
    act.record(kind, public=facts, private=private, compartment=compartment or outside(sanction))


def say_to(sanction: Sanction, kind: str, *, to: Iterable[Appointment | None], at: datetime) -> None:
    """Word to each of `to`; the words name the kind and the case, the page behind them has its own door.

    Of what is covert only holders of the grant are told, whoever was named.
    """
    readers = knowing(sanction.case_id, to, at) if sanction.covert else [one for one in to if one is not None]
    tell(
        to=readers,
        kind=kind,
        key=f"{kind}:{sanction.pk}:{sanction.version}",
        at=at,
        params={"number": sanction.case.number, "kind": sanction.rule.title},
        path=path_of(sanction),
    )


def path_of(sanction: Sanction) -> str:
    room = "covert" if sanction.covert else "sanctions"
    return f"/cases/{sanction.case.number}/{room}/{sanction.pk}/"
