"""The judge decides on papers alone within three days: verdict, return, termination (629-4, 629-5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import refuse_if, wait_for
from cases.actions.effects.closing import fallen
from cases.actions.grants import grant
from cases.models import Participant
from ecase.documents.actions import Signed
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from writ.actions.sending import long_enough, terminated
from writ.actions.sharing import (
    TRIAL,
    account_of,
    defenders,
    end,
    enter_act,
    goes_to,
    let_in,
    lock,
    open_sub,
    parties,
    record,
    save,
    say_to,
    step,
)
from writ.composing import kept, sentences
from writ.facts import PART_OF
from writ.kinds import COPY, Outcome, Part, Status
from writ.models import Accused, Copy, Writ

FOUND = ("established", "evidence", "claim", "physical", "costs")
# Why the judge gives the case back (629-4(1)(2), (2)).
RETURNS: dict[str, str] = {
    "no_conditions": N_("The conditions of the writ procedure are not met"),
    "other_penalty": N_("A penalty other than a fine is needed"),
}
WHY_NEEDED = Refusal("why", N_("Choose why the case is returned."), cite="CPC 629-4(1),(2)", field="why")


@transaction.atomic
def convict(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The verdict: guilty, a fine. What bound the convicts until now falls with it; the copies go out within a day.

    Raises Refused: not_eligible (an objection came in between), fine_limits, total_fine, method, ban_needed.
    """
    act, writ = lock(writ_id, "convict", by, at, fields, signed)
    for sentence in sentences(writ, fields, at):
        row = sentence.accused
        row.fines, row.method, row.total_mci, row.mci = (
            kept(sentence), sentence.method, sentence.total_mci, sentence.index,
        )  # fmt: skip
        row.custody_days, row.house_days = sentence.custody_days, sentence.house_days
        row.credit_mci, row.amount = sentence.credit_mci, sentence.amount
        row.ban, row.ban_months, row.pay_until = sentence.ban, sentence.ban_months, sentence.pay_until
        row.save()
        act.wrote(row)
    guilty = convicted(writ)
    writ.verdict = {name: str(fields.get(name) or "").strip() for name in FOUND}
    writ.decided_at = at
    verdict = enter_act(act, writ, signed)
    act.meet_term(writ.matter, "writ.judge")
    clerk = in_post(by.office_id, {Role.COURT_CLERK}).first()
    if clerk is not None:
        grant(act.case.pk, [clerk], reason=TRIAL)
    goes_to(act, writ, clerk or by)
    save(act, writ, Status.CONVICTED, "verdict", "decided_at")
    for copy in _copies(writ):
        copy.matter = open_sub(act, COPY, copy.participant)
        copy.writ, copy.case, copy.material = writ, act.case, verdict
        copy.save(force_insert=True)
        act.wrote(copy)
        wait_for(copy.matter, clerk or by)
        act.start_term("writ.copy", at, matter=copy.matter)
        if copy.participant is not None:
            let_in(act.case, copy.participant)
    record(
        act, writ, "writ.convicted", signed=signed,
        public={"fines": [{"accused": str(row.pk), "mci": row.total_mci, "amount": row.amount} for row in guilty]},
        private=writ.verdict,
    )  # fmt: skip
    step(act)
    for row in guilty:
        fallen(act, writ.pk, row.participant)  # a fine binds nobody's liberty: whoever is held is free from now on
    told = [act.case.prosecutor, writ.prosecutor, act.case.investigator, clerk, *parties(writ)]
    say_to(writ, "writ.convicted", to=told, at=at, by=by)
    return writ


def convicted(writ: Writ) -> list[Accused]:
    """Those the verdict speaks of."""
    rows = Accused.objects.filter(writ=writ, amount__isnull=False)
    return list(rows.select_related("participant").order_by("id"))


def _copies(writ: Writ) -> list[Copy]:
    """Convicts, their defenders, victims, the prosecutor; the civil parties, who may appeal, too (629-6(1), 629-7)."""
    case = writ.case
    guilty = {row.participant_id for row in convicted(writ)}
    people = Participant.objects.filter(case=case, capacity__in=list(PART_OF)).order_by("sort_key", "id")
    rows = []
    for person in people:
        part = PART_OF[person.capacity]
        if part is Part.SUSPECT and person.pk not in guilty:
            continue
        whom = "convict" if part is Part.SUSPECT else part.value
        rows.append(Copy(to_whom=whom, name=person.full_name, participant=person, appointment=account_of(person)))
    rows += [
        Copy(to_whom="defender", name=post.user.get_full_name(), appointment=post)
        for post in defenders(writ, of=guilty)
    ]
    prosecutor = case.prosecutor or writ.prosecutor
    if prosecutor is not None:
        rows.append(Copy(to_whom="prosecutor", name=prosecutor.user.get_full_name(), appointment=prosecutor))
    return rows


@transaction.atomic
def return_to_prosecutor(
    *, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Writ:
    """No conditions, or another penalty is needed: the case goes back and is investigated in the ordinary way."""
    act, writ = lock(writ_id, "return_to_prosecutor", by, at, fields, signed)
    refuse_if(WHY_NEEDED if fields["why"] not in RETURNS else None)
    reasons = long_enough(fields)
    enter_act(act, writ, signed)
    writ.decided_at = at
    writ.save(update_fields=["decided_at"])
    act.meet_term(writ.matter, "writ.judge")
    told = [act.case.prosecutor, writ.prosecutor, act.case.investigator, *parties(writ)]
    end(act, writ, Outcome.RETURNED_BY_COURT, reasons)
    record(
        act, writ, "writ.returned_by_court", signed=signed, public={"why": fields["why"]}, private={"reasons": reasons}
    )
    say_to(writ, "writ.returned_by_court", to=told, at=at, by=by)
    return writ


@transaction.atomic
def terminate(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The judge ends the prosecution on a ground of 35 or 36 (629-4(1)(3))."""
    act, writ = lock(writ_id, "terminate", by, at, fields, signed)
    writ.decided_at = at
    writ.save(update_fields=["decided_at"])
    act.meet_term(writ.matter, "writ.judge")
    return terminated(act, writ, fields, signed)
