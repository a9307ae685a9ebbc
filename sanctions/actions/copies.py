"""Copies of an order and how each reached its addressee; slips in an order and their correction."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act
from cases.models import Defence, Material, Participant
from ecase.documents.actions import Signed
from ecase.law.clock import shown
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions import rules
from sanctions.actions.sharing import asker_of, file_act, lock, locked, record, save, say_to, supporter_of
from sanctions.acts.words import RECEIVERS
from sanctions.models import Copy, Sanction, Slip

NOT_THIS_COPY = Refusal("no_such_copy", N_("Choose a copy of this order that is not served yet."), field="copy")
SERVED_LATER = Refusal("served_later", N_("This moment lies ahead: note it when it has happened."), field="served_at")
SERVED_EARLIER = Refusal(
    "served_before_decision", N_("The copy cannot have been served before the decision."), field="served_at"
)
SAME = Refusal("nothing_corrected", N_("The corrected text is the same as the text before."), field="after")
NO_SLIP = Refusal(
    "not_a_slip",
    N_(
        "A slip is corrected in letters alone. Numbers, days, terms, the person and what was decided are changed by"
        " a new decision."
    ),
    cite="CPC 56(1), 198",
    field="after",
)
CAPACITIES = {"victim": Participant.Capacity.VICTIM, "civil_claimant": Participant.Capacity.CIVIL_CLAIMANT}
NUMBER = re.compile(r"\d+")


def make(act: Act, sanction: Sanction, order: Material) -> list[Copy]:
    """One row for each addressee its kind names: people of the case by name, offices and bodies by their word alone."""
    rows = [Copy(sanction=sanction, material=order, **one) for one in addressees(sanction)]
    for row in rows:
        # Of custody the copy is handed over at once; elsewhere the Code names no hour.
        row.due_at = act.at if sanction.rule.custody else None
        if act.by is not None and row.appointment_id == act.by.pk:
            row.served_at, row.means, row.by = act.at, "system", act.by
        row.save(force_insert=True)
        act.wrote(row)
    return rows


def addressees(sanction: Sanction) -> list[dict[str, Any]]:
    """Who gets the order: `to_whom, name, appointment, participant` each."""
    found: list[dict[str, Any]] = []
    for code in sanction.rule.copies:
        found += _of(sanction, code)
    return found


def _of(sanction: Sanction, code: str) -> list[dict[str, Any]]:
    person, case = sanction.participant, sanction.case
    posts: list[Appointment | None] = []
    match code:
        case "investigator":
            posts = [asker_of(sanction)]
        case "prosecutor":
            posts = [supporter_of(sanction) or case.prosecutor]
        case "defender" if person is not None:
            entered = Defence.objects.filter(participant=person, until__isnull=True).select_related("lawyer__user")
            posts = [defence.lawyer for defence in entered.order_by("id")]
        case "facility" if sanction.detention is not None and sanction.detention.facility_id is not None:
            posts = list(in_post(sanction.detention.facility_id, {Role.CUSTODY_HEAD})[:1])
        case "suspect" | "person" if person is not None:
            return [{"to_whom": code, "name": person.full_name, "participant": person}]
        case "victim" | "civil_claimant":
            capacity = CAPACITIES[code]
            people = Participant.objects.filter(case=case, capacity=capacity).order_by("id")
            return [{"to_whom": code, "name": one.full_name, "participant": one} for one in people]
        case "defender" | "facility" | "suspect":
            return []
        case _:
            return [{"to_whom": code, "name": _named(sanction, code)}]
    rows = [post for post in posts if post is not None]
    return [{"to_whom": code, "name": post.user.get_full_name(), "appointment": post} for post in rows]


def _named(sanction: Sanction, code: str) -> str:
    """The name that a fact of the request gives to this addressee, or his word."""
    return str(sanction.facts.get(code) or RECEIVERS.get(code, code))[:300]


def opened(*, sanction: Sanction, by: Appointment, at: datetime) -> bool:
    """The addressee has opened the order here: his copy is served by that. False where there was none to serve."""
    waiting = Copy.objects.filter(sanction_id=sanction.pk, appointment=by, served_at__isnull=True)
    if not waiting.exists():
        return False
    with transaction.atomic():
        act, locked_one = locked(sanction.pk, by, at)
        rows = list(waiting.select_for_update())
        for row in rows:
            row.served_at, row.means, row.by = at, "system", by
            row.save(update_fields=["served_at", "means", "by"])
            act.wrote(row)
        if rows:
            record(act, locked_one, "copy.served", public={"means": "system"}, private={"name": rows[0].name})
    return bool(rows)


@transaction.atomic
def note_copy(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """A copy was handed over, sent or taken: when, by which means, with which proof; the receipt is filed.

    Raises Refused: no_such_copy, served_later, served_before_decision.
    """
    act, sanction = lock(sanction_id, "note_copy", by, at, fields, signed)
    row = Copy.objects.select_for_update(of=("self",)).filter(
        sanction=sanction, pk=_uuid(fields["copy"]), served_at__isnull=True
    ).first()  # fmt: skip
    if row is None:
        raise Refused(NOT_THIS_COPY)
    served: datetime = fields["served_at"]
    if served > at:
        raise Refused(SERVED_LATER)
    if sanction.decided_at is not None and served < sanction.decided_at.replace(second=0, microsecond=0):
        raise Refused(SERVED_EARLIER)
    row.served_at, row.means = served, str(fields["means"])
    row.proof, row.by = str(fields.get("proof") or "").strip()[:300], by
    row.save(update_fields=["served_at", "means", "proof", "by"])
    act.wrote(row)
    file_act(act, sanction, signed)
    save(act, sanction, None)
    record(
        act, sanction, "copy.served", signed=signed, public={"means": row.means, "whom": row.to_whom},
        private={"name": row.name, "proof": row.proof, "served": shown(served)},
    )  # fmt: skip
    return sanction


@transaction.atomic
def correct_slip(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """A slip of the pen is corrected by a ruling; the decision stays as it is, and the mark beside it for ever.

    Raises Refused: nothing_corrected, not_a_slip.
    """
    act, sanction = lock(sanction_id, "correct_slip", by, at, fields, signed)
    refusal = rules.reasons_long_enough(str(fields["reasons"])) or why_not_slip(sanction, fields)
    if refusal is not None:
        raise Refused(refusal)
    material = file_act(act, sanction, signed)
    row = Slip.objects.create(
        sanction=sanction,
        before=str(fields["before"]).strip(),
        after=str(fields["after"]).strip(),
        reasons=str(fields["reasons"]).strip(),
        by=by,
        at=at,
        material=material,
    )
    act.wrote(row)
    save(act, sanction, None)
    record(act, sanction, "slip.corrected", signed=signed, private={"before": row.before, "after": row.after})
    posts = [copy.appointment for copy in Copy.objects.filter(sanction=sanction).select_related("appointment")]
    say_to(sanction, "slip.corrected", to=[asker_of(sanction), *posts], at=at)
    return sanction


def why_not_slip(sanction: Sanction, fields: Mapping[str, Any]) -> Refusal | None:
    """Why this is no slip: it changes nothing, or it changes a number, a term, or what was decided."""
    before, after = str(fields.get("before") or "").strip(), str(fields.get("after") or "").strip()
    if before == after:
        return SAME
    if sorted(NUMBER.findall(before)) != sorted(NUMBER.findall(after)):
        return NO_SLIP
    person = sanction.participant
    names = {person.last_name, person.first_name} if person is not None else set()
    if any(name and name in before and name not in after for name in names):
        return NO_SLIP
    return NO_SLIP if _turns(before) != _turns(after) else None


# Words that carry a decision: whoever puts one in or takes one out decides anew.
TURNS = ("отказ", "удовлетвор", "санкциониров", "не ", "бас тарт", "қанағаттандыр", "санкциял", "емес")


def _turns(text: str) -> list[str]:
    low = f"{text.casefold()} "
    return [turn for turn in TURNS for _ in range(low.count(turn))]


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as wrong:
        raise Refused(NOT_THIS_COPY) from wrong
