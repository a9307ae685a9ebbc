"""What the acts of a crime report print: receipt, statement, decisions, the prosecutor's answers. Plain values.

The keys are those of templates/acts/README.md; a report has no case yet, so it stands in its place.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from cases.acts import lines
from cases.models import Deadline, Report
from cases.queries.report_codes import case_number
from cases.reports.moves import DECISION, STATUS_TITLES
from ecase.documents.models import Document, Signature
from ecase.law import cite
from ecase.law.acts import ACTS
from ecase.law.moments import local
from ecase.law.moves import Move
from ecase.law.reports import GROUNDS, SOURCES
from ecase.law.roles import TITLES, Role
from ecase.people.models import Appointment, Office

LIVE = {"met_at__isnull": True, "ended_at__isnull": True}


def context(report: Report, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> dict[str, Any]:
    """What the act of `move` prints, signed by `by` at `at`."""
    code = move.act_for(Role(by.role))
    if code == "registration_document":
        return receipt_context(report, by=by, at=at, due_at=decide_by(report))
    language = report.language
    printed = _common(report, code, by=by, at=at)
    with translation.override(language):
        told = printed["report"]
        told["reasons"] = lines(str(fields.get("reasons", "")))
        told["ground"] = ground_words(str(fields.get("ground", "")), language)
        told["to"] = str(fields.get("passed_to", "")) or None
        told["prosecutor"] = str(report.office.supervised_by) if report.office.supervised_by else None
        told["attachments"] = [_titled(paper) for paper in Document.objects.filter(case_id=report.pk, act="")] or None
        told |= {
            "held_by": str(report.office),
            "to_office": _office_named(fields.get("to_office"), report),
            "asked_reasons": lines(report.reasons),
            **_cancelled(report),
        }
    return printed


def receipt_context(report: Report, *, by: Appointment | None, at: datetime, due_at: datetime | None) -> dict[str, Any]:
    """The applicant's receipt; `by` is None for the one that is made by the machine."""
    printed = _common(report, "registration_document", by=by, at=at)
    printed["unsigned"] = by is None
    printed["report"] |= {
        "check_code": report.check_code,
        "check_url": check_url(report),
        "qr_svg": qr_svg(check_url(report)),
        "decide_by": due_at,
    }
    return printed


def statement_context(report: Report, *, by: Appointment, at: datetime) -> dict[str, Any]:
    """The statement as its author signs it; it has no number yet."""
    printed = _common(report, "statement_written", by=by, at=at)
    printed["report"] |= {"number": None, "warned_at": at}
    return printed


def decide_by(report: Report) -> datetime | None:
    """The end of the running term of the decision."""
    return Deadline.objects.filter(report=report, rule=DECISION, **LIVE).values_list("due_at", flat=True).first()


def check_url(report: Report) -> str:
    """Where the code leads; without a language, so that the citizen's own browser chooses."""
    return f"{settings.ECASE_ADDRESS}/check/{report.check_code}/"


def qr_svg(text: str) -> SafeString:
    """The address as a picture of squares, drawn into the page itself: the printer opens no file."""
    drawn = segno.make(text, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308  made here from an address of ours


def ground_words(code: str, language: str) -> list[str] | None:
    """The ground and its article, as an act says them."""
    ground = GROUNDS.get(code)
    return [f"{gettext(ground.title)} ({cite.words(ground.cite, language)})"] if ground else None


def _common(report: Report, code: str, *, by: Appointment | None, at: datetime) -> dict[str, Any]:
    language = report.language
    receiver = report.received_by
    with translation.override(language):
        author = by and {
            "name": by.user.get_full_name(),
            "post": gettext("Applicant") if by.role == Role.PARTICIPANT else gettext(TITLES[Role(by.role)]),
            "office": str(by.office) if by.role != Role.PARTICIPANT else None,
        }
        return {
            "act": {"title": ACTS[code].official_title(language) if code in ACTS else code},
            "case": None,
            "person": None,
            "author": author or {"name": "", "post": "", "office": str(report.office)},
            "city": report.office.region.city,
            "date": local(at).date(),
            "report": {
                "number": report.number if report.serial else None,
                "received_at": report.received_at,
                "source": gettext(SOURCES[report.source].title),
                "office": str(report.book_office),
                "language": language,
                "received_by": receiver.user.get_full_name() if receiver else None,
                "received_post": gettext(TITLES[Role(receiver.role)]) if receiver else None,
                "applicant": report.full_name or report.organisation or None,
                "organisation": report.organisation or None,
                "birth_date": report.birth_date,
                "iin": report.iin or None,
                "identity": report.identity or None,
                "address": report.address or None,
                "phone": report.phone or None,
                "speaks": report.speaks or None,
                "interpreter": report.interpreter or None,
                "summary": lines(report.summary),
                "occurred_at": report.occurred_at,
                "place": report.place or None,
                "warned_at": report.warned_at,
            },
        }


def _cancelled(report: Report) -> dict[str, Any]:
    """The decision the prosecutor is looking at, for the ruling that cancels it."""
    code = {Report.Status.NOT_REGISTERED: "ruling_not_registered", Report.Status.PASSED_ON: "transfer_report"}
    act = ACTS.get(code.get(Report.Status(report.status), ""))
    decision, ground = (
        act.official_title(report.language) if act else None,
        ground_words(report.ground, report.language),
    )
    if report.status == Report.Status.JOINED:  # no act of its own: the report was put to a case, with reasons
        decision, ground = f"{gettext(STATUS_TITLES[report.status])}: № {case_number(report)}", lines(report.reasons)
    return {
        "cancelled": decision,
        "cancelled_on": local(report.decided_at).date() if report.decided_at else None,
        "cancelled_ground": ground,
        "asked_by": _asked_by(report),
    }


def _office_named(given: object, report: Report) -> str | None:
    """The body chosen in the form, or the one the prosecutor was asked about."""
    text = str(given or "")
    found = Office.objects.filter(pk=int(text)).first() if text.isdecimal() else report.to_office
    return str(found) if found else None


def _asked_by(report: Report) -> str | None:
    """Whoever made the decision that is cancelled, or signed the letter that asks for the transfer."""
    if report.decided_by is not None:
        return str(report.decided_by.user.get_full_name())
    letters = Signature.objects.filter(case_id=report.pk, document__act="report_transfer")
    letter = letters.select_related("signer__user").order_by("-signed_at").first()
    return str(letter.signer.user.get_full_name()) if letter else None


def _titled(paper: Document) -> str:
    return paper.name
