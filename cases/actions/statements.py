"""A person's own electronic statement: typed at home, looked at, signed by himself, entered at once.

Before the signature nothing of it is in the record: what was typed and the sheet that was laid out
wait in a saved draft of his own. The very bytes he looked at are the bytes he signs.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if
from cases.actions.reports import heads_of, keepers_of, receipt_by_machine, record_received, told, write
from cases.models import Report
from cases.reports import rules
from cases.reports.acts import statement_context
from cases.reports.moves import DECISION
from ecase.documents import actions as documents
from ecase.documents import storage
from ecase.documents.models import Document, Draft
from ecase.law.moments import local
from ecase.law.reports import why_not_received
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment, Office
from ecase.web import saved
from ecase.web.ids import uuid7
from ecase.web.models import SavedDraft

KEY = "reports/submit/"
MOVE = "submit"
PART = "laid_out"
TYPED = ("summary", "place", "address", "phone", "speaks", "interpreter")
NOT_A_PERSON = Refusal(
    "wrong_role", N_("An electronic statement is made by a person with an account of his own."), cite="CPC 181(1)"
)


@transaction.atomic
def lay_out(*, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> UUID:
    """Make the statement ready to be looked at and signed; binds nobody. Returns the id the report will have.

    `fields`: summary, occurred_at, place, office (a row), language, address, phone, speaks, needs_interpreter,
    interpreter, warned. Raises Refused: wrong_role, not_warned, no_such_office, event_in_future, identity_missing.
    """
    report = _report(uuid7(), by=by, at=at, fields=fields)
    document = documents.lay_out(
        act="statement_written",
        context=statement_context(report, by=by, at=at),
        language=report.language,
        case_id=report.pk,
        by=by,
        at=at,
    )
    kept = {
        "fields": _kept(fields),
        "author": _author(by),
        "sha256": document.sha256,
        "size": document.size,
        "pages": document.pages,
        "name": document.name,
        "at": at.isoformat(),
    }
    _forget_earlier(by)
    saved.put(by, key_of(report.pk), PART, kept, at=at)
    return report.pk


def _forget_earlier(by: Appointment) -> None:
    """One statement at a time: a sheet that was laid out before and not signed goes, bytes and all."""
    earlier = SavedDraft.objects.filter(appointment_id=by.pk, user_id=by.user_id, key__regex=rf"^{KEY}[0-9a-f-]+/$")
    for row in earlier:
        throw_away(row)


@transaction.atomic
def discard(*, by: Appointment, report_id: UUID) -> None:
    """The laid-out statement is not wanted; nothing happens where it was sent meanwhile."""
    row = saved.load(by, key_of(report_id), lock=True)
    if row is not None:
        throw_away(row)


def throw_away(row: SavedDraft) -> None:
    """A statement that was begun, with the sheet laid out of it where it came so far; the row may be anybody's."""
    laid = saved.value_of(row, PART)
    row.delete()
    if laid:
        folder = row.key.removeprefix(KEY).rstrip("/")
        transaction.on_commit(partial(storage.discard, folder, laid["sha256"]))


def key_of(report_id: UUID) -> str:
    return f"{KEY}{report_id}/"


def laid_out(by: Appointment, report_id: UUID, *, lock: bool = False) -> dict[str, Any] | None:
    """The statement `by` has ready under this id; nobody else's, and none that was sent."""
    found: dict[str, Any] | None = saved.value_of(saved.load(by, key_of(report_id), lock=lock), PART)
    return found


@transaction.atomic
def submit(*, report_id: UUID, by: Appointment, at: datetime, signature: str) -> Report:
    """The person signs and sends: entered in the book, receipted, its term begun, all in this one moment.

    Raises Refused: no_statement, stale_draft, and those of `lay_out` and of the signing.
    """
    ready = laid_out(by, report_id, lock=True)
    if ready is None:
        raise Refused(
            Refusal("no_statement", N_("There is no statement of yours ready under this address. Write it again."))
        )
    made = datetime.fromisoformat(ready["at"])
    # The sheet names its day and its author: what is entered must be what it says.
    if local(made).date() != local(at).date() or ready.get("author") != _author(by):
        raise Refused(documents.STALE)
    fields = _typed(ready["fields"])
    planned = _report(report_id, by=by, at=at, fields=fields)
    draft = _draft(planned, ready, by=by, made=made)
    signed = documents.sign(draft=draft, by=by, at=at, signature=signature)
    report = write(
        report_id=report_id,
        office=planned.office,
        by=by,
        at=at,
        received_at=at,
        source=planned.source,
        language=planned.language,
        region=planned.region,
        summary=planned.summary,
        occurred_at=planned.occurred_at,
        place=planned.place,
        warned_at=made,
        applicant_user=by.user,
        person=_person(by, fields),
    )
    act = Act(report, by=by, at=at)
    assert draft.document is not None
    draft.document.save(force_insert=True)
    draft.save(force_insert=True)
    document, row = documents.enter(signed, by=by, at=at)
    act.wrote(report, document, row, draft, draft.document)
    term = act.start_term(DECISION, at)
    receipt_by_machine(act, report, term.due_at)
    record_received(act, report)
    saved.forget(by, key_of(report_id))
    told(report, "report.received", to=[*heads_of(report), *keepers_of(report)], by=by, at=at)
    return report


def _report(report_id: UUID, *, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Report:
    """The report as it would be entered; not saved. Raises Refused."""
    if by.role != Role.PARTICIPANT:
        raise Refused(NOT_A_PERSON)
    office = fields.get("office")
    if not isinstance(office, Office):
        raise Refused(rules.NO_OFFICE)
    refuse_if(rules.why_not_addressed_to(office))
    person = _person(by, fields)
    against = why_not_received(
        "electronic",
        named=bool(person["last_name"]),
        organisation=False,
        identified=bool(person["iin"]),
        warned=bool(fields.get("warned")),
        signed=True,
        protocol=False,
    )
    refuse_if(next(against, None))
    occurred_at = fields.get("occurred_at")
    if occurred_at is not None:
        refuse_if(rules.event_before(occurred_at, at))
    return Report(
        id=report_id,
        book_office=office,
        office=office,
        year=local(at).year,
        serial=0,
        source=Report.Source.ELECTRONIC,
        language=fields.get("language") or "ru",
        region=office.region,
        summary=str(fields["summary"]).strip(),
        occurred_at=occurred_at,
        place=str(fields.get("place", "")).strip(),
        received_at=at,
        warned_at=at,
        applicant_user=by.user,
        **person,
    )


def _person(by: Appointment, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The applicant: names and IIN are those of the account, not typed."""
    user = by.user
    kept = {name: str(fields.get(name, "") or "").strip() for name in ("address", "phone", "speaks", "interpreter")}
    return {
        "iin": user.iin or "",
        "last_name": user.last_name,
        "first_name": user.first_name,
        "patronymic": user.patronymic,
        "birth_date": rules.birth_date_of(user.iin or ""),
        "needs_interpreter": bool(fields.get("needs_interpreter")),
        **kept,
    }


def _author(by: Appointment) -> dict[str, str]:
    """What the sheet takes from the account."""
    person = _person(by, {})
    return {name: str(person[name]) for name in ("iin", "last_name", "first_name", "patronymic")}


def _draft(report: Report, ready: Mapping[str, Any], *, by: Appointment, made: datetime) -> Draft:
    """The sheet he looked at as a draft of an act; saved only once the report is."""
    document = Document(
        case_id=report.pk,
        sha256=ready["sha256"],
        size=ready["size"],
        media_type=documents.PDF,
        name=ready["name"],
        pages=ready["pages"],
        act="statement_written",
        language=report.language,
        made_at=made,
        made_by=by,
    )
    return Draft(
        case_id=report.pk,
        subject_id=report.pk,
        subject_kind="report",
        move=MOVE,
        act="statement_written",
        fields=ready["fields"],
        version=1,
        document=document,
        prepared_for=by,
        at=made,
    )


def _kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The cleaned fields as JSON."""
    kept: dict[str, Any] = {name: str(fields.get(name, "") or "") for name in (*TYPED, "language")}
    occurred_at = fields.get("occurred_at")
    kept["occurred_at"] = occurred_at.isoformat() if occurred_at else ""
    kept["office"] = fields["office"].pk
    return kept | {name: bool(fields.get(name)) for name in ("warned", "needs_interpreter")}


def _typed(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields back from JSON."""
    occurred_at = kept["occurred_at"]
    return {
        **kept,
        "occurred_at": datetime.fromisoformat(occurred_at) if occurred_at else None,
        "office": Office.objects.select_related("region", "supervised_by").filter(pk=kept["office"]).first(),
    }
