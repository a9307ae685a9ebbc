"""What is looked at before a request goes on: the law on this person and charge, papers, terms, contradictions.

Each check says what is wrong and with which article. Where the law leaves room, a written reason lets the request go;
where it leaves none, it is not sent at all. Reads only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.models import Participant
from cases.queries.charges import charge_for
from cases.queries.reference import of_charge
from detention.models import Detention
from ecase.law.arrest import ArrestAnswer
from ecase.law.clock import local
from ecase.law.words import N_, Refusal
from sanctions import rules
from sanctions.kinds import Status
from sanctions.models import Sanction

GROUNDS_AT_LEAST = 30
WHY_AT_LEAST = 30
CUSTODY = frozenset({"arrest", "house_arrest"})


@dataclass(frozen=True)
class Check:
    """One thing looked at. `ok` None: to be borne in mind. `room`: may be overcome by a written reason."""

    code: str
    says: str
    ok: bool | None
    cite: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    room: bool = False
    field: str = ""

    def refusal(self) -> Refusal:
        return Refusal(self.code, self.says, self.params, self.cite, field=self.field)


def checks_of(sanction: Sanction, at: datetime) -> list[Check]:
    """Every check of the request as it stands, in the order somebody would look at them."""
    return [*_text(sanction), *_law(sanction, at)]


def why_never(sanction: Sanction, at: datetime) -> Refusal | None:
    """What no written reason overcomes: asked already while the request is being written."""
    return next((check.refusal() for check in checks_of(sanction, at) if check.ok is False and not check.room), None)


def why_not_send(sanction: Sanction, at: datetime) -> Refusal | None:
    """The first check that is not met and for which no reason is written."""
    for check in checks_of(sanction, at):
        if check.ok is False and not (check.room and len(sanction.why.get(check.code, "")) >= WHY_AT_LEAST):
            return check.refusal()
    return None


def _text(sanction: Sanction) -> Iterable[Check]:
    kind = sanction.rule
    if len(sanction.grounds.strip()) < GROUNDS_AT_LEAST:
        yield Check(
            "grounds_too_short", N_("Write the grounds, at least %(least)s characters."), False, kind.cite,
            {"least": GROUNDS_AT_LEAST}, field="grounds",
        )  # fmt: skip
    if len(sanction.stated) < kind.grounds_least:
        yield Check("no_ground_named", N_("Name at least one ground."), False, kind.cite, field="stated")


def _law(sanction: Sanction, at: datetime) -> Iterable[Check]:
    """What the law says of taking this person's liberty under this charge."""
    if sanction.kind not in CUSTODY or sanction.participant is None:
        return
    answer = answer_of(sanction, at=at)
    if answer is None:
        yield Check(
            "charge_unknown",
            N_("The article of the charge is not in the table of the Criminal Code for that day. Have it corrected."),
            False,
            "CPC 147(1)",
        )
        return
    for bar in answer.bars:
        yield Check(bar.code, bar.says, False, bar.cite, dict(bar.params))
    for refusal in answer.room:
        yield Check(refusal.code, refusal.says, False, refusal.cite, dict(refusal.params), room=True)


def answer_of(sanction: Sanction, *, at: datetime) -> ArrestAnswer | None:
    """What the law says of arresting this suspect on the charge in force; None without a known charge."""
    person = sanction.participant
    charge = charge_for(sanction.case, person) if person is not None else None
    qualification = of_charge(charge, local(sanction.case.occurred_at).date()) if charge else None
    if person is None or qualification is None:
        return None
    refused_before = Sanction.objects.filter(
        case=sanction.case, participant=person, kind=sanction.kind, status=Status.REFUSED
    )
    return rules.arrest_answer(
        day=rules.day_of(at),
        qualification=qualification,
        birth_date=person.birth_date or _born(person),
        stated=sanction.stated,
        earlier_refusal=refused_before.exists(),
        new_circumstances=bool(sanction.new_circumstances.strip()),
    )


def _born(person: Participant) -> date | None:
    """The birth date said when a person without an IIN was detained: a minor stays one when custody is asked for."""
    said = Detention.objects.filter(participant=person).order_by("recorded_at").values_list("birth_date", flat=True)
    return said.last()
