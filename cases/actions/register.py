"""Registering a case: the moment the pre-trial investigation begins (179(1))."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cases import rules
from cases.actions.act import Act, refuse_if
from cases.actions.grants import NO_POST, grant
from cases.actions.people import add_row
from cases.models import Case, CaseNumber, Charge, Participant
from cases.queries.reference import qualification_on
from ecase.law.roles import Role
from ecase.law.words import Refusal, Refused
from ecase.ledger.actions import open_stream
from ecase.people.actions import tell
from ecase.people.models import Appointment, Region
from ecase.people.queries import in_post
from ecase.web.ids import uuid7

ALMATY = ZoneInfo("Asia/Almaty")


@transaction.atomic
def register(
    *,
    by: Appointment,
    at: datetime,
    occasion: str,
    summary: str,
    occurred_at: datetime,
    place: str,
    qualification: str,
    region: Region | None = None,
    language: str = "ru",
    format: str = "electronic",
    applicant: dict[str, object] | None = None,
) -> Case:
    """Enter a case in the register, under the charge it may be conducted on, and start its term.

    The case is conducted by `by`, supervised by the prosecutor's office over his office. Raises
    Refused: wrong_role, event_in_future, qualification_* , no_post, and those of `add_participant`.
    """
    refuse_if(rules.registers(by.role))
    refuse_if(rules.event_before_now(occurred_at, at))
    charged = qualification_on(qualification, occurred_at.astimezone(ALMATY).date())
    if isinstance(charged, Refusal):
        raise Refused(charged)
    office = by.office
    if office.supervised_by_id is None:
        raise Refused(NO_POST)
    supervisors = list(in_post(office.supervised_by_id, {Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION}))
    prosecutor = next((a for a in supervisors if a.role == Role.PROSECUTOR), None)
    if prosecutor is None:
        raise Refused(NO_POST)
    heads = list(in_post(office, {Role.HEAD_OF_INVESTIGATION}))

    case_id = uuid7()
    # The grants come first: the row policies let nobody write a case he could not see.
    grant(case_id, [by], reason="investigator")
    grant(case_id, [a for a in supervisors if a == prosecutor or a.role != Role.PROSECUTOR], reason="supervision")
    grant(case_id, heads, reason="head_of_investigation")
    case = Case.objects.create(
        id=case_id,
        number=next_number(office_id=office.pk, region=office.region, code=office.register_code, at=at),
        region=region or office.region,
        office=office,
        investigator=by,
        prosecutor=prosecutor,
        language=language,
        format=format,
        occasion=occasion,
        summary=summary.strip(),
        occurred_at=occurred_at,
        place=place.strip(),
        registered_at=at,
    )
    open_stream(kind="case", case_id=case_id)
    charge = Charge.objects.create(
        case=case,
        article=charged.article,
        part=charged.part,
        undivided=charged.undivided,
        title_kk=charged.title_kk,
        title_ru=charged.title_ru,
        title_en=charged.title_en,
        registered=True,
        since=at,
    )
    act = Act(case, by=by, at=at)
    act.wrote(case, charge)
    if applicant:
        act.wrote(add_row(case=case, capacity=Participant.Capacity.APPLICANT, at=at, **applicant))  # type: ignore[arg-type]
    act.start_term("investigation", at)
    act.record(
        "case.registered",
        public={"number": case.number, "charge": charge.cite, "office": office.code},
        private={"occasion": occasion, "summary": case.summary, "place": case.place},
        compartment="parties",
    )
    tell(
        to=[prosecutor, *heads],
        kind="case.registered",
        key=f"case.registered:{case.pk}",
        at=at,
        params={"number": case.number, "charge": charge.cite},
        path=f"/cases/{case.number}/",
    )
    return case


def next_number(*, office_id: int, region: Region, code: str, at: datetime) -> str:
    """The next number of the register: year, region, office, serial; 15 digits, without gaps by lock.

    The layout is this system's own reading of numbers seen in public (LAW.md 4) and stands here only.
    """
    year = at.astimezone(ALMATY).year
    CaseNumber.objects.get_or_create(office_id=office_id, year=year)
    serial = CaseNumber.objects.select_for_update().get(office_id=office_id, year=year)
    serial.last += 1
    serial.save(update_fields=["last"])
    return f"{year % 100:02d}{region.number}{code:0>5}{serial.last:06d}"
