"""The information book: a report of a crime is entered, receipted, given to an investigator, becomes a case.

What is decided against a report, and what the prosecutor does, stands in `report_decisions`; the
statement a person signs at home in `statements`. Nothing here lets a report disappear: a number of
the book is taken under a lock in the transaction that enters the report, and no row is deleted.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_report, refuse_if
from cases.models import BookNumber, Case, Report
from cases.queries.report_codes import CODE_GROUP, CODE_GROUPS, CODE_LETTERS
from cases.reports import rules
from cases.reports.acts import receipt_context
from cases.reports.moves import DECISION, MOVES
from cases.reports.papers import papers_of
from ecase.documents import storage
from ecase.documents.actions import lay_out, store_upload
from ecase.documents.models import Document, Signature
from ecase.law.acts import ACTS
from ecase.law.folding import fold
from ecase.law.identity import parse_iin
from ecase.law.moments import local
from ecase.law.reports import SOURCES, why_not_received
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import Refusal, Refused
from ecase.ledger.actions import open_stream
from ecase.people.actions import tell
from ecase.people.models import Appointment, Office, Region, User
from ecase.people.queries import in_post, speaks_now
from ecase.web.ids import uuid7

PATH = "/reports/{id}/"
APPLICANT = (
    "iin", "identity", "organisation", "last_name", "first_name", "patronymic", "birth_date", "address", "phone",
    "speaks", "needs_interpreter", "interpreter",
)  # fmt: skip


@transaction.atomic
def receive(
    *,
    by: Appointment,
    at: datetime,
    source: str,
    summary: str,
    received_at: datetime | None = None,
    language: str = "ru",
    region: Region | None = None,
    occurred_at: datetime | None = None,
    place: str = "",
    warned: bool = False,
    protocol: bool = False,
    file: IO[bytes] | None = None,
    file_name: str = "",
    asked: Sequence[Mapping[str, object]] = (),
    **applicant: Any,
) -> Report:
    """The duty officer enters a report in the book of his office; the term of the decision runs from its receipt.

    `applicant`: the fields named in `APPLICANT`; `asked`: which registry was asked for whom, kept in the entry's
    private part. Raises Refused: wrong_role, received_in_future, iin_wrong,
    and those of `why_not_received`; those of the intake for a scanned statement.
    """
    received_at = received_at or at
    refuse_if(rules.why_not_receive(by, received_at, at))
    person = applicant_of(**applicant)
    refuse_if(_why_not(source, person, warned=warned, protocol=protocol, signed=False))
    report = write(
        report_id=uuid7(),
        office=by.office,
        by=by,
        at=at,
        received_at=received_at,
        source=source,
        language=language,
        region=region or by.office.region,
        summary=summary,
        occurred_at=occurred_at,
        place=place,
        warned_at=at if warned else None,
        applicant_user=_account_of(source, person),
        person=person,
    )
    act = Act(report, by=by, at=at)
    act.wrote(report)
    if file is not None:
        act.wrote(store_upload(case_id=report.pk, file=file, name=file_name, by=by, at=at))
    act.start_term(DECISION, received_at)
    record_received(act, report, **({"registry_asked": list(asked)} if asked else {}))
    told(report, "report.received", to=heads_of(report), by=by, at=at)
    return report


def applicant_of(**given: Any) -> dict[str, Any]:
    """The applicant's fields, tidied. Raises Refused(code="iin_wrong")."""
    unknown = given.keys() - set(APPLICANT)
    if unknown:
        raise TypeError(f"no fields of an applicant: {', '.join(sorted(unknown))}")
    person = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    if person.get("iin"):
        try:
            parsed = parse_iin(person["iin"])
        except ValueError as wrong:
            raise Refused(Refusal("iin_wrong", str(wrong), field="iin")) from wrong
        person |= {"iin": parsed.text, "birth_date": parsed.birth_date}
    return person


def _why_not(source: str, person: dict[str, Any], *, warned: bool, protocol: bool, signed: bool) -> Refusal | None:
    against = why_not_received(
        source,
        named=bool(person.get("last_name")),
        organisation=bool(person.get("organisation")),
        identified=bool(person.get("iin") or person.get("identity")),
        warned=warned,
        signed=signed,
        protocol=protocol,
    )
    return next(against, None)


def _account_of(source: str, person: dict[str, Any]) -> User | None:
    """The account of the person who reports, by IIN and name: he follows his own report, nobody else does.

    A digit mistyped at the desk can be another's true IIN; he must not read what was reported under it.
    """
    if not person.get("iin") or not SOURCES[source].of_a_person:
        return None
    user = User.objects.filter(iin=person["iin"], is_active=True).first()
    names = ("last_name", "first_name")
    same = user is not None and all(fold(getattr(user, name)) == fold(person.get(name) or "") for name in names)
    return user if same else None


def write(
    *,
    report_id: UUID,
    office: Office,
    by: Appointment,
    at: datetime,
    received_at: datetime,
    source: str,
    language: str,
    region: Region,
    summary: str,
    occurred_at: datetime | None,
    place: str,
    warned_at: datetime | None,
    applicant_user: User | None,
    person: dict[str, Any],
) -> Report:
    """The line in the book and its stream in the ledger. Raises Refused(code="event_in_future")."""
    if occurred_at is not None:
        refuse_if(rules.event_before(occurred_at, received_at))
    year, serial = next_line(office, at)
    report = Report.objects.create(
        id=report_id,
        book_office=office,
        office=office,
        year=year,
        serial=serial,
        source=source,
        language=language,
        region=region,
        summary=summary.strip(),
        occurred_at=occurred_at,
        place=place.strip(),
        received_at=received_at,
        received_by=by if by.role != Role.PARTICIPANT else None,
        warned_at=warned_at,
        applicant_user=applicant_user,
        check_code=new_code(),
        **person,
    )
    open_stream(kind="report", case_id=report.pk)
    return report


def next_line(office: Office, at: datetime) -> tuple[int, int]:
    """Year and number of the next line of the office's book: the row is the lock, so there are no gaps."""
    year = local(at).year
    BookNumber.objects.get_or_create(office=office, year=year)
    book = BookNumber.objects.select_for_update().get(office=office, year=year)
    book.last += 1
    book.save(update_fields=["last"])
    return year, book.last


def new_code() -> str:
    """A code for the citizen's page that nobody guesses: three groups of four."""
    groups = ("".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_GROUP)) for _ in range(CODE_GROUPS))
    return "-".join(groups)


def record_received(act: Act, report: Report, **private: object) -> None:
    act.record(
        "report.received",
        public={
            "number": report.number,
            "office": report.book_office.code,
            "source": report.source,
            "language": report.language,
            "received_at": report.received_at,
        },
        private={
            "applicant": report.full_name or report.organisation,
            "iin": report.iin,
            "identity": report.identity,
            "summary": report.summary,
            "place": report.place,
            **private,
        },
        compartment="parties",
    )


def receipt_by_machine(act: Act, report: Report, due_at: datetime) -> Document:
    """The receipt of an electronic statement: made at once, signed by nobody, verifiable by its code.

    185(1) wants the document given when the report is taken; at that second no officer has looked, and a
    machine does not sign in a person's name. The officer's own signed one can follow.
    """
    context = receipt_context(report, by=None, at=act.at, due_at=due_at)
    document = lay_out(
        act="registration_document", context=context, language=report.language, case_id=report.pk, by=None, at=act.at
    )
    document.save(force_insert=True)
    act.wrote(document)
    return document


# --- an officer leaves ---------------------------------------------------------------------------------------


def leave(post: Appointment, at: datetime) -> int:
    """The reports an officer who left had in hand wait for an investigator again; the head is asked. By the clock."""
    left = Report.objects.filter(assigned_to=post, status__in=(Report.Status.RECEIVED, Report.Status.BEFORE_PROSECUTOR))
    ids = list(left.order_by("id").values_list("pk", flat=True))
    for report_id in ids:
        _leave_report(report_id, post, at)
    return len(ids)


@transaction.atomic
def _leave_report(report_id: UUID, post: Appointment, at: datetime) -> None:
    report = lock_report(report_id)
    if report.assigned_to_id != post.pk:
        return
    report.assigned_to = report.assigned_at = None
    report.save(update_fields=["assigned_to", "assigned_at"])
    act = Act(report, by=None, at=at)
    act.wrote(report)
    act.record("report.unassigned", public={"left": post.pk}, private={"name": post.user.get_full_name()})
    told(report, "report.unassigned", to=[*heads_of(report), *keepers_of(report)], by=post, at=at)


# --- becoming a case ---------------------------------------------------------------------------------------


def to_register(report: Report, *, by: Appointment, at: datetime) -> Act:
    """The report locked and judged: it can become a case of `by` now. Raises Refused as its rule does."""
    locked = lock_report(report.pk)
    refuse_if(rules.why_not(MOVES["register"], locked, by, at))
    return Act(locked, by=by, at=at)


def registered(act: Act, case: Case) -> None:
    """The report of `act` has become `case`; the last thing its registration does."""
    report = act.root
    assert isinstance(report, Report), "an act on a report"
    decide(act, report, Report.Status.REGISTERED)
    report.case = case
    report.save(update_fields=["status", "case", "decided_at", "decided_by"])
    act.wrote(report)
    act.meet_term(None, DECISION)
    act.record("report.registered", public={"case": case.number}, compartment="parties")
    told(
        report,
        "report.registered",
        to=[*readers(report), *applicant_posts(report)],
        by=act.by,
        at=act.at,
        case=case.number,
    )


def decide(act: Act, report: Report, status: str, *, ground: str = "", reasons: str = "") -> None:
    """Set the fields every decision sets; the caller saves them."""
    report.status, report.decided_at, report.decided_by = status, act.at, act.by
    report.ground, report.reasons = ground, reasons.strip()


def carry_papers(act: Act, report: Report) -> None:
    """File the papers of the report in the case of `act`: the same bytes and signatures, as its first sheets."""
    for paper in papers_of(report):
        stored = storage.put(act.case.pk, storage.read(paper.case_id, paper.sha256))
        document = Document.objects.create(
            case_id=act.case.pk,
            sha256=stored.sha256,
            size=stored.size,
            media_type=paper.media_type,
            name=paper.name,
            pages=paper.pages,
            act=paper.act,
            language=paper.language,
            made_at=paper.made_at,
            made_by=paper.made_by,
        )
        for one in Signature.objects.filter(document=paper):
            copied = Signature.objects.create(
                case_id=act.case.pk,
                document=document,
                signer=one.signer,
                provider=one.provider,
                certificate_serial=one.certificate_serial,
                subject=one.subject,
                signed_at=one.signed_at,
            )
            act.wrote(copied)
        title = ACTS[paper.act].title if paper.act in ACTS else paper.name
        act.file(document, title=title, compartment="investigation")


def applicant_for_case(report: Report) -> dict[str, object] | None:
    """The applicant as a participant of the case takes him; None where no person is known well enough."""
    if not report.last_name or not (report.iin or report.identity):
        return None
    names = ("iin", "identity", "last_name", "first_name", "patronymic", "address", "phone")
    person: dict[str, object] = {name: getattr(report, name) for name in names}
    born: date | None = report.birth_date
    return {**person, "birth_date": born}


# --- who hears of it ---------------------------------------------------------------------------------------


def heads_of(report: Report) -> list[Appointment]:
    return list(in_post(report.office_id, {Role.HEAD_OF_INVESTIGATION}))


def keepers_of(report: Report) -> list[Appointment]:
    return list(in_post(report.office_id, {Role.REGISTRAR}))


def readers(report: Report) -> list[Appointment]:
    """Those of the office who answer for the report: heads, duty officers, the investigator it was given to."""
    found = [*heads_of(report), *keepers_of(report)]
    return [*found, report.assigned_to] if report.assigned_to is not None else found


def prosecutors_of(report: Report) -> list[Appointment]:
    if report.office.supervised_by_id is None:
        return []
    return list(in_post(report.office.supervised_by_id, PROSECUTION))


def applicant_posts(report: Report) -> list[Appointment]:
    """The applicant's own account, where he has one."""
    if report.applicant_user_id is None:
        return []
    return list(speaks_now().filter(user_id=report.applicant_user_id, role=Role.PARTICIPANT))


def told(
    report: Report, kind: str, *, to: Iterable[Appointment], by: Appointment | None, at: datetime, **params: object
) -> None:
    """Leave the notice `kind` for all but its author; its key carries the moment: a second decision is heard too."""
    tell(
        to=[reader for reader in to if by is None or reader.pk != by.pk],
        kind=kind,
        key=f"{kind}:{report.pk}:{at.isoformat()}",
        at=at,
        params={"number": report.number, **params},
        path=PATH.format(id=report.pk),
    )
