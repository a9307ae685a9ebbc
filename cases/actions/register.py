"""Registering a case: the moment the pre-trial investigation begins (179(1))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from cases import rules
from cases.actions import reports
from cases.actions.act import Act, refuse_if
from cases.actions.grants import NO_POST, grant
from cases.actions.people import add_row
from cases.models import Case, CaseNumber, Charge, Compartment, Episode, Participant, Qualification, Report
from cases.queries.reference import as_value, qualification_on
from ecase.documents.actions import Upload, enter_upload
from ecase.law.age import is_minor
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.actions import open_stream
from ecase.people.actions import tell
from ecase.people.models import Appointment, Region
from ecase.people.queries import in_post
from ecase.web.ids import uuid7

ALMATY = ZoneInfo("Asia/Almaty")


@dataclass(frozen=True)
class Attached:
    """A file that was handed in while the registration was written: kept already under the coming case's id."""

    upload: Upload
    title: str
    kind: str = "upload"
    compartment: str = Compartment.INVESTIGATION


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
    more_qualifications: Sequence[str] = (),
    region: Region | None = None,
    language: str = "ru",
    format: str = "electronic",
    applicant: Mapping[str, object] | None = None,
    people: Sequence[Mapping[str, object]] = (),
    documents: Sequence[Attached] = (),
    report: Report | None = None,
    proceeding: str = "",
    case_id: UUID | None = None,
    private: Mapping[str, object] | None = None,
) -> Case:
    """Enter a case in the register, on one event, under the charges it may be conducted on, and start its term.

    The case is conducted by `by`, supervised by the prosecutor's office over his office. `qualification` is the main
    one. `people`: as `add_row` takes them, with `capacity`; `applicant` is one of them without. `documents` were kept
    under `case_id`. `proceeding` empty: the form the lists of the Code name. `private`: what else the entry keeps
    (who was looked up, why it is no duplicate). Raises Refused: wrong_role, event_in_future, qualification_*,
    proceeding, no_post, and those of `add_row`, of the intake and of the report.
    """
    refuse_if(rules.registers(by.role))
    of_report = reports.to_register(report, by=by, at=at) if report is not None else None
    refuse_if(rules.event_before_now(occurred_at, at))
    charged = _charged([qualification, *more_qualifications], occurred_at.astimezone(ALMATY).date())
    form = _proceeding(proceeding, charged, people, occurred_at)
    office = by.office
    if office.supervised_by_id is None:
        raise Refused(NO_POST)
    supervisors = list(in_post(office.supervised_by_id, {Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION}))
    prosecutor = next((a for a in supervisors if a.role == Role.PROSECUTOR), None)
    if prosecutor is None:
        raise Refused(NO_POST)
    heads = list(in_post(office, {Role.HEAD_OF_INVESTIGATION}))

    case_id = case_id or uuid7()
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
        proceeding=form,
        report=report,
        taken_over_at=at,
    )
    open_stream(kind="case", case_id=case_id)
    act = Act(case, by=by, at=at)
    act.wrote(case)
    episode = _episode(act)
    charges = [_charge(act, episode, row) for row in charged]
    entered = [{"capacity": Participant.Capacity.APPLICANT, **applicant}] if applicant else []
    for person in [*entered, *people]:
        act.wrote(add_row(case=case, at=at, **person))  # type: ignore[arg-type]
    for one in documents:
        document = enter_upload(one.upload, case_id=case_id, by=by, at=at)
        act.file(document, title=one.title.strip(), kind=one.kind, compartment=one.compartment, episode=episode)
    if report is not None:
        reports.carry_papers(act, report)
    if form in rules.MAIN_TERMS:
        act.start_term(rules.MAIN_TERMS[form], at)
    act.record(
        "case.registered",
        public={
            "number": case.number,
            "charge": charges[0].cite,
            "office": office.code,
            "proceeding": form,
            **({"charges": [charge.cite for charge in charges]} if len(charges) > 1 else {}),
        },
        private={
            "occasion": occasion,
            "summary": case.summary,
            "place": case.place,
            **({"report": report.book_number} if report else {}),
            **({"documents": [one.upload.sha256 for one in documents]} if documents else {}),
            **(private or {}),
        },
        compartment="parties",
    )
    tell(
        to=[prosecutor, *heads],
        kind="case.registered",
        key=f"case.registered:{case.pk}",
        at=at,
        params={"number": case.number, "charge": charges[0].cite},
        path=f"/cases/{case.number}/",
    )
    if of_report is not None:
        reports.registered(of_report, case)
    return case


def _charged(named: Sequence[str], day: date) -> list[Qualification]:
    """The parts of the Code that were named, as they stood on `day`; each once, the main one first."""
    found: dict[tuple[str, str], Qualification] = {}
    for text in named:
        row = qualification_on(text, day)
        if isinstance(row, Refusal):
            raise Refused(row)
        found.setdefault((row.article, row.part), row)
    return list(found.values())


def _proceeding(
    chosen: str, charged: Sequence[Qualification], people: Sequence[Mapping[str, object]], occurred_at: datetime
) -> str:
    suspects = [person for person in people if person.get("capacity") == Participant.Capacity.SUSPECT]
    births: list[Any] = [person.get("birth_date") for person in suspects]
    demanded = rules.proceeding_of(
        [as_value(row) for row in charged],
        person_known=bool(suspects),
        minor=any(is_minor(birth, occurred_at) for birth in births if birth),
    )
    if chosen:
        # The accelerated form begins by a ruling on a case that runs already (190(2)).
        if chosen not in rules.PROCEEDINGS.values():
            raise Refused(
                Refusal(
                    "proceeding",
                    N_("A case begins as an investigation, an inquiry or a misdemeanour protocol."),
                    cite="CPC 189",
                    field="proceeding",
                )
            )
        if rules.FULLEST_FIRST.index(chosen) > rules.FULLEST_FIRST.index(demanded):
            raise Refused(
                Refusal(
                    "proceeding_too_light",
                    N_("What is charged here demands a fuller form of proceedings than this one."),
                    cite="CPC 187, 189, 191",
                    field="proceeding",
                )
            )
        return chosen
    return demanded


def _episode(act: Act) -> Episode:
    """The event the case is registered on; what is found later is an event of its own (44(3), 121(1))."""
    case = act.case
    episode: Episode = Episode.objects.create(
        case=case,
        number=1,
        occurred_at=case.occurred_at,
        place=case.place,
        summary=case.summary,
        registered_at=act.at,
    )
    act.wrote(episode)
    return episode


def _charge(act: Act, episode: Episode, row: Qualification) -> Charge:
    charge: Charge = Charge.objects.create(
        case=act.case,
        episode=episode,
        article=row.article,
        part=row.part,
        undivided=row.undivided,
        title_kk=row.title_kk,
        title_ru=row.title_ru,
        title_en=row.title_en,
        registered=True,
        since=act.at,
    )
    act.wrote(charge)
    return charge


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
