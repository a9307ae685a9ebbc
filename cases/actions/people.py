"""People in the case: participants, and the lawyers who defend them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_case, refuse_if
from cases.actions.grants import grant
from cases.models import Case, Defence, Participant
from cases.queries.conduct import why_not_conduct
from ecase.law.identity import parse_iin
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment, User

# Kazakh letters in their own places between the Russian ones; one table makes every server sort alike.
TWICE = Refusal("participant_twice", N_("This person is already in the case in this capacity."), field="iin")
UNKNOWN_OFFICE = Refusal("unknown_office", N_("Choose one of the posts that the Code names."), field="office_held")
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
ORDER = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=10)}


def sort_key(*names: str) -> str:
    """A text whose byte order is the Kazakh alphabetical order of `names`."""
    return " ".join("".join(ORDER.get(c, c) for c in name.lower()) for name in names if name)


def account_of(iin: str) -> User | None:
    """The account of the person with this IIN, by which he sees his own case."""
    return User.objects.filter(iin=iin, is_active=True).first() if iin else None


def add_row(
    *,
    case: Case,
    capacity: str,
    at: datetime,
    last_name: str,
    first_name: str,
    patronymic: str = "",
    iin: str = "",
    identity: str = "",
    birth_date: date | None = None,
    citizenship: str = "",
    address: str = "",
    phone: str = "",
    language: str = "",
    needs_interpreter: bool = False,
    office_held: str = "",
    identity_checked_at: datetime | None = None,
    identity_source: str = "",
) -> Participant:
    """Write one participant; the case has to be locked or just made.

    Raises Refused: iin_wrong, identity_missing, participant_twice, unknown_office.
    """
    if office_held and office_held not in Participant.OfficeHeld.values:
        raise Refused(UNKNOWN_OFFICE)
    if iin:
        try:
            parsed = parse_iin(iin)
        except ValueError as wrong:
            raise Refused(Refusal("iin_wrong", str(wrong), field="iin")) from wrong
        iin, birth_date = parsed.text, parsed.birth_date
        if Participant.objects.filter(case=case, capacity=capacity, iin=iin).exists():
            raise Refused(TWICE)
    elif not identity.strip():
        raise Refused(
            Refusal(
                "identity_missing",
                N_("Give the IIN, or say how the person was identified."),
                field="iin",
            )
        )
    return Participant.objects.create(
        case=case,
        capacity=capacity,
        iin=iin,
        identity=identity.strip(),
        last_name=last_name.strip(),
        first_name=first_name.strip(),
        patronymic=patronymic.strip(),
        birth_date=birth_date,
        citizenship=citizenship.strip(),
        address=address.strip(),
        phone=phone.strip(),
        language=language.strip(),
        needs_interpreter=needs_interpreter,
        office_held=office_held,
        identity_checked_at=identity_checked_at,
        identity_source=identity_source,
        user=account_of(iin),
        since=at,
        sort_key=sort_key(last_name, first_name, patronymic),
    )


@transaction.atomic
def look_up(*, case_id: UUID, by: Appointment, at: datetime, asked: Mapping[str, object]) -> None:
    """Somebody's data were asked for in the civil registry: that leaves a trace, whatever becomes of them.

    `asked` says for which IIN, where, with what success; the question itself was put before any lock was taken.
    Raises Refused: not_the_investigator.
    """
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by))
    Act(case, by=by, at=at).record("person.looked_up", private=asked)


@transaction.atomic
def check_identity(
    *, participant_id: UUID, by: Appointment, at: datetime, asked: Mapping[str, object], **identity: Any
) -> Participant:
    """The registry has been asked again for somebody it did not answer for; `identity` as `add_row` takes it.

    Raises Refused: not_the_investigator.
    """
    found = Participant.objects.get(pk=participant_id)
    case = lock_case(found.case_id)
    refuse_if(why_not_conduct(case, by))
    participant = Participant.objects.get(pk=participant_id)
    act = Act(case, by=by, at=at)
    if identity:
        for name, value in identity.items():
            setattr(participant, name, value)
        participant.save(update_fields=list(identity))
        act.wrote(participant)
    act.record("person.looked_up", private=asked)
    return participant


@transaction.atomic
def add_participant(
    *, case_id: UUID, by: Appointment, at: datetime, asked: Mapping[str, object] | None = None, **person: Any
) -> Participant:
    """Enter a person in the case; `person` as in `add_row`, `asked` as in `look_up`.

    Raises Refused as `add_row` does, and not_the_investigator.
    """
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by))
    participant = add_row(case=case, at=at, **person)
    act = Act(case, by=by, at=at)
    act.wrote(participant)
    act.record(
        "participant.added",
        public={"capacity": participant.capacity},
        private={
            "name": participant.full_name,
            "iin": participant.iin,
            "identity": participant.identity,
            **({"registry_asked": [asked]} if asked else {}),
        },
    )
    return participant


@transaction.atomic
def add_defence(
    *, case_id: UUID, participant_id: UUID, lawyer: Appointment, warrant: str, by: Appointment, at: datetime
) -> Defence:
    """A lawyer enters the case for a suspect, on his certificate and notice of defence (68, 70).

    Raises Refused: not_the_investigator, not_a_lawyer, not_a_suspect, defends_already.
    """
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by))
    if lawyer.role != Role.LAWYER:
        raise Refused(Refusal("not_a_lawyer", N_("A defender has to be a lawyer."), cite="CPC 66(2)", field="lawyer"))
    participant = Participant.objects.filter(pk=participant_id, case=case).first()
    if participant is None or participant.capacity != Participant.Capacity.SUSPECT:
        raise Refused(
            Refusal("not_a_suspect", N_("Choose a suspect of this case."), cite="CPC 66(1)", field="participant")
        )
    if Defence.objects.filter(participant=participant, lawyer=lawyer, until__isnull=True).exists():
        raise Refused(Refusal("defends_already", N_("This lawyer defends the person already."), field="lawyer"))
    grant(case.pk, [lawyer], reason="defence")
    defence = Defence.objects.create(
        case=case, participant=participant, lawyer=lawyer, warrant=warrant.strip(), since=at
    )
    act = Act(case, by=by, at=at)
    act.wrote(defence)
    act.record(
        "defence.entered",
        public={"lawyer": lawyer.pk},
        private={"warrant": defence.warrant, "lawyer": lawyer.user.get_full_name()},
        compartment="parties",
    )
    tell(
        to=[lawyer],
        kind="defence.entered",
        key=f"defence.entered:{defence.pk}",
        at=at,
        params={"number": case.number},
        path=f"/cases/{case.number}/",
    )
    return defence
