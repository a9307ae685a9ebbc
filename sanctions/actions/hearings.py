"""The hearing: appointed, put off, people told, arguments stated, minutes signed. Each act is recorded once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if
from cases.models import Defence, Material, Participant
from ecase.documents.actions import Signed, store_upload
from ecase.law.clock import shown
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions.actions.sharing import asker_of, file_act, lock, path_of, record, save
from sanctions.hearings.held import came_at, last_held
from sanctions.hearings.queries import key_of
from sanctions.hearings.rules import NO_HEARING
from sanctions.models import Argument, Hearing, HearingNotice, Sanction

S = Hearing.State
PAST = Refusal("hearing_past", N_("Appoint the hearing for a time that lies ahead."), field="starts_at")
TO_COME = Refusal("hearing_to_come", N_("The hearing has not been held yet: its time lies ahead."), field="held_from")
ENDS_FIRST = Refusal("ends_before_it_begins", N_("The hearing cannot end before it begins."), field="held_until")
BEFORE_IT_CAME = Refusal(
    "hearing_before_it_came",
    N_("The request came to the court on %(moment)s: it was not heard before."),
    cite="CPC 56(2)",
    field="held_from",
)
NOT_CALLED = Refusal("not_called", N_("Choose somebody who is called to this hearing."), field="notice")
TOLD_LATER = Refusal("told_later", N_("This moment lies ahead: note it when it has happened."), field="told_at")
NOT_HIS_CLIENT = Refusal(
    "not_the_defender", N_("Only a defender of this person states arguments for him."), cite="CPC 70(2)"
)


@transaction.atomic
def appoint_hearing(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """Time, place and link are fixed; everybody who takes part is called, holders of an account by a notice here."""
    act, sanction = lock(sanction_id, "appoint_hearing", by, at, fields)
    hearing = _appoint(act, sanction, fields)
    save(act, sanction, None)
    record(act, sanction, "hearing.appointed", public=_public(hearing), private=_private(hearing))
    return sanction


@transaction.atomic
def move_hearing(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The appointed hearing is put off to another time, with the reason; everybody is called anew."""
    act, sanction = lock(sanction_id, "move_hearing", by, at, fields)
    before = _appointed(sanction)
    before.state, before.adjourned_why = S.ADJOURNED, str(fields["reasons"]).strip()
    before.version += 1
    before.save(update_fields=["state", "adjourned_why", "version"])
    act.wrote(before)
    kept = {"place": before.place, "video_link": before.video_link}
    hearing = _appoint(act, sanction, {**kept, **{k: v for k, v in fields.items() if v}})
    save(act, sanction, None)
    reason = {"reasons": before.adjourned_why}
    record(act, sanction, "hearing.moved", public=_public(hearing), private={**_private(hearing), **reason})
    return sanction


@transaction.atomic
def tell_of_hearing(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """Somebody without an account, or who does not read it, was told: by which means, when, with which proof."""
    act, sanction = lock(sanction_id, "tell_of_hearing", by, at, fields)
    hearing = _appointed(sanction)
    row = HearingNotice.objects.filter(hearing=hearing, pk=_uuid(fields["notice"])).first()
    if row is None:
        raise Refused(NOT_CALLED)
    if fields["told_at"] > at:
        raise Refused(TOLD_LATER)
    row.means, row.told_at = str(fields["means"]), fields["told_at"]
    row.proof, row.by = str(fields.get("proof") or "").strip(), by
    row.save(update_fields=["means", "told_at", "proof", "by"])
    act.wrote(row)
    save(act, sanction, None)
    record(act, sanction, "hearing.told", public={"whom": row.to_whom}, private={"name": row.name, "proof": row.proof})
    return sanction


@transaction.atomic
def argue(
    *,
    sanction_id: UUID,
    by: Appointment,
    at: datetime,
    fields: Mapping[str, Any],
    file: IO[bytes] | None = None,
    name: str = "",
) -> Sanction:
    """A side states what speaks for or against the request; a paper may be handed in with it.

    Raises Refused(not_the_defender) besides what the rules and the intake raise.
    """
    act, sanction = lock(sanction_id, "argue", by, at, fields)
    refuse_if(_why_not_argue(sanction, by))
    material: Material | None = None
    if file is not None:
        document = store_upload(case_id=act.case.pk, file=file, name=name, by=by, at=at)
        material = act.file(document, title=name[:200], matter=sanction.matter, compartment=sanction.matter.compartment)
    side = Argument.Side.PROSECUTION if by.role in PROSECUTION else Argument.Side.DEFENCE
    row = Argument.objects.create(
        sanction=sanction, side=side, by=by, at=at, text=str(fields["text"]).strip(), material=material
    )
    act.wrote(row)
    save(act, sanction, None)
    record(act, sanction, "hearing.argued", public={"side": side.value}, private={"text": row.text})
    to = [sanction.matter.waits_for, sanction.prosecutor if side == Argument.Side.DEFENCE else None]
    tell(
        to=[who for who in to if who is not None and who.pk != by.pk],
        kind="hearing.argued",
        key=f"hearing.argued:{row.pk}",
        at=at,
        params={"number": act.case.number, "kind": sanction.rule.title},
        path=path_of(sanction),
    )
    return sanction


@transaction.atomic
def sign_minutes(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """The minutes are signed and filed; with them the hearing is held, and the decision form knows its facts.

    Raises Refused: hearing_to_come, ends_before_it_begins, minutes_signed.
    """
    act, sanction = lock(sanction_id, "sign_minutes", by, at, fields, signed)
    since, until = fields["held_from"], fields.get("held_until")
    if since > at:
        raise Refused(TO_COME)
    if until is not None and until < since:
        raise Refused(ENDS_FIRST)
    came = came_at(sanction)
    if came is not None and since < came:
        raise Refused(replace(BEFORE_IT_CAME, params={"moment": shown(came)}))
    appointed = Hearing.objects.filter(sanction=sanction, state=S.APPOINTED).first()
    hearing = appointed or last_held(sanction) or Hearing(
        sanction=sanction, starts_at=since, appointed_by=by, appointed_at=at
    )  # fmt: skip
    hearing.state, hearing.held_from, hearing.held_until = S.HELD, since, until
    hearing.secretary = str(fields.get("secretary") or "")[:200]
    hearing.suspect_part = str(fields.get("suspect_part") or "")
    hearing.present = [line.strip() for line in str(fields["present"]).splitlines() if line.strip()]
    hearing.minutes = str(fields["minutes"]).strip()
    hearing.minutes_material = file_act(act, sanction, signed)
    hearing.version += 0 if hearing._state.adding else 1
    hearing.save()
    act.wrote(hearing)
    save(act, sanction, None)
    remarks = str(fields.get("remarks") or "").strip()
    record(act, sanction, "hearing.minutes", signed=signed, private={"remarks": remarks} if remarks else None)
    return sanction


# --- who is called ---------------------------------------------------------------------------------------------------


def called(sanction: Sanction) -> list[HearingNotice]:
    """Those who take part, from the case; not saved. The victim is called, nobody else who was not asked for.

    Of a request that is not open to the parties yet none of them is told.
    """
    rows: list[HearingNotice] = []

    def call(whom: str, name: str, post: Appointment | None = None, person: Participant | None = None) -> None:
        rows.append(HearingNotice(sanction=sanction, to_whom=whom, name=name, appointment=post, participant=person))

    person = sanction.participant
    open_ = sanction.matter.compartment == "parties"
    if open_ and person is not None:
        suspect = person.capacity == Participant.Capacity.SUSPECT
        call("suspect" if suspect else "person", person.full_name, _account(person), person)
        entered = Defence.objects.filter(participant=person, until__isnull=True)
        for defence in entered.select_related("lawyer__user", "lawyer__office").order_by("id"):
            call("defender", defence.lawyer.user.get_full_name(), defence.lawyer)
    prosecutor = sanction.prosecutor or sanction.case.prosecutor
    if prosecutor is not None:
        call("prosecutor", prosecutor.user.get_full_name(), prosecutor)
    asker = asker_of(sanction)
    call("investigator", asker.user.get_full_name(), asker)
    if open_ and sanction.rule.custody:
        victims = Participant.objects.filter(case=sanction.case, capacity=Participant.Capacity.VICTIM)
        for victim in victims.order_by("id"):
            call("victim", victim.full_name, _account(victim), victim)
    detention = sanction.detention
    if detention is not None and detention.facility_id is not None:
        for head in in_post(detention.facility_id, {Role.CUSTODY_HEAD})[:1]:
            call("facility", head.user.get_full_name(), head)
    return rows


def _account(person: Participant) -> Appointment | None:
    """The account of somebody in the case who has one: it is linked by his verified IIN."""
    if person.user_id is None:
        return None
    return Appointment.objects.filter(user=person.user_id, role=Role.PARTICIPANT, until__isnull=True).first()


def _appoint(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> Hearing:
    assert act.by is not None
    starts: datetime = fields["starts_at"]
    if starts <= act.at:
        raise Refused(PAST)
    hearing = Hearing.objects.create(
        sanction=sanction,
        starts_at=starts,
        place=str(fields.get("place") or "").strip(),
        video_link=str(fields.get("video_link") or "").strip(),
        appointed_by=act.by,
        appointed_at=act.at,
    )
    act.wrote(hearing)
    rows = called(sanction)
    for row in rows:
        row.hearing = hearing
        row.save(force_insert=True)
        act.wrote(row)
    judge = sanction.matter.waits_for if sanction.matter.waits_for_id != act.by.pk else None  # who appoints it knows
    to = {row.to_whom: [one.appointment for one in rows if one.to_whom == row.to_whom] for row in rows}
    people = [post for whom in ("suspect", "person", "victim") for post in to.pop(whom, [])]
    facility = to.pop("facility", [])
    officials = [post for posts in to.values() for post in posts]
    number = sanction.case.number
    whole, short = {"number": number}, {"short": number[-3:]}  # a place of detention knows a person held, not the case
    _call(sanction, hearing, [*officials, judge], act.at, path_of(sanction), whole)
    _call(sanction, hearing, facility, act.at, f"/custody/{sanction.detention_id}/", short)
    _call(sanction, hearing, people, act.at, "", whole)  # they have no page of the request, only the call itself
    return hearing


def _call(
    sanction: Sanction,
    hearing: Hearing,
    to: Iterable[Appointment | None],
    at: datetime,
    path: str,
    number: Mapping[str, str],
) -> None:
    tell(
        to=[who for who in to if who is not None],
        kind="hearing.called",
        key=key_of(hearing),
        at=at,
        params={**number, "kind": sanction.rule.title, "moment": shown(hearing.starts_at)},
        path=path,
    )


def _appointed(sanction: Sanction) -> Hearing:
    rows = Hearing.objects.select_for_update(of=("self",)).filter(sanction=sanction, state=S.APPOINTED)
    hearing = rows.first()
    if hearing is None:
        raise Refused(NO_HEARING)
    return hearing


def _why_not_argue(sanction: Sanction, by: Appointment) -> Refusal | None:
    if by.role != Role.LAWYER or sanction.participant_id is None:
        return None
    own = Defence.objects.filter(participant=sanction.participant_id, lawyer=by, until__isnull=True)
    return None if own.exists() else NOT_HIS_CLIENT


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as wrong:
        raise Refused(NOT_CALLED) from wrong


def _public(hearing: Hearing) -> dict[str, object]:
    return {"hearing": str(hearing.pk), "starts_at": hearing.starts_at}


def _private(hearing: Hearing) -> dict[str, object]:
    return {"place": hearing.place, "video_link": hearing.video_link}
