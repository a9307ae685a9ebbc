"""The information book: its list, one report, taking one in, its papers and its moves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cases import moving
from cases.actions.report_papers import add_paper
from cases.models import Case, Report
from cases.queries import reports as queries
from cases.queries.asking import has_iin
from cases.queries.report_codes import case_number
from cases.reports.forms import PaperForm
from cases.reports.moves import STATUS_TITLES
from cases.reports.papers import papers_for
from cases.reports.resource import REPORT, visible
from cases.reports.rules import given_away, has_applicant, why_not_add_paper
from cases.views.asking import address, clean, recalled, remembered
from cases.views.case import entry_words
from cases.views.frame import chain_of, people_by_id
from cases.views.moves import MovePage
from cases.views.papers import bytes_of, kilobytes, pages_of, picture, signature_state
from ecase.documents.models import Document
from ecase.law.acts import ACTS
from ecase.law.reports import GROUNDS, SOURCES
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import Refusal, Refused
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.pages import Page, as_move, guarded, here, paging, refuse_into, status_of
from ecase.web.says import say

ROWS = 30
Status = Report.Status
LOOKS = {
    Status.RECEIVED: "soon",
    Status.BEFORE_PROSECUTOR: "soon",
    Status.REGISTERED: "ok",
    Status.JOINED: "ok",
    Status.NOT_REGISTERED: "late",
    Status.PASSED_ON: "grey",
}
KEEPS_BOOK = frozenset({Role.REGISTRAR, Role.HEAD_OF_INVESTIGATION})
READS_BOOK = KEEPS_BOOK | PROSECUTION | {Role.INVESTIGATOR}


class Book(Page):
    """`/reports/`: the reports the reader answers for, each with its clock; those that wait, most pressing first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role == Role.PARTICIPANT:
            return HttpResponseRedirect(reverse("my_reports"))
        text = recalled(request)[:100]
        if "k" not in request.GET and has_iin(text):
            return HttpResponseRedirect(address(reverse("reports"), remembered(request, text)))
        names = queries.chips_of(self.by)
        shown = request.GET.get("show", "" if text else names[0])
        shown = shown if shown in names else names[0]
        seen = queries.with_terms(visible(self.by))
        rows = queries.searched(seen, text) if text else queries.chosen(seen, shown, self.by, self.at)
        before = request.GET.get("before", "")
        rows = queries.in_order(rows, "" if text else shown, _uuid(before))
        found = list(rows[: ROWS + 1])
        base = reverse("reports")
        query = urlencode(remembered(request, text) if text else {"show": shown})
        count = queries.counts(queries.with_terms(Report.objects.visible_to(self.by)), self.by, self.at)
        context = {
            "rows": [row_of(queries.as_it_was(row, self.by), self.by) for row in found[:ROWS]],
            "chips": [
                {
                    "title": _(queries.TITLES[name]),
                    "url": f"{base}?{urlencode({'show': name})}",
                    "count": count.get(name),
                    "current": name == shown and not text,
                }
                for name in names
            ],
            "filters": [{"title": text, "remove_url": base}] if text else [],
            "find": text,
            "clear_url": base,
            "can_receive": self.by.role in KEEPS_BOOK,
            "receive_url": reverse("report_new"),
            "page": paging(base, len(found[:ROWS]), found[ROWS - 1].pk if len(found) > ROWS else None,
                           bool(before), query),
        }  # fmt: skip
        return self.show("cases/reports/list.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """What is looked for: the words go into the address, an IIN does not."""
        text = clean(request.POST.get("q", ""))
        return HttpResponseRedirect(address(reverse("reports"), remembered(request, text)))


def row_of(report: Report, by: Appointment) -> dict[str, Any]:
    """One line of the book as its list shows it; `elsewhere` names the office where it is not the reader's own."""
    return {
        "number": report.number,
        "url": here(f"/reports/{report.pk}/"),
        "received_at": report.received_at,
        "source": say(SOURCES[report.source].title),
        "applicant": report.short_name,
        "summary": report.summary,
        "assigned_to": report.assigned_to.user.short_name() if report.assigned_to else "",
        "office": str(report.office),
        "elsewhere": str(report.office) if report.office_id != by.office_id else "",
        "status": _(STATUS_TITLES[report.status]),
        "look": LOOKS.get(report.status, "grey"),
        "due_at": getattr(report, "due_at", None),
        "starts_at": getattr(report, "term_starts_at", None),
    }


def report_of(by: Appointment, pk: UUID) -> Report:
    """The report `by` may know of. Http404 for everybody else."""
    found = visible(by).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class ReportPage(Page):
    """One report: what was said, the clock, what may be done, its papers and its record."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self.page(report_of(self.by, pk), PaperForm())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """A paper that comes after the report."""
        report = report_of(self.by, pk)
        form = PaperForm(request.POST, request.FILES)

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(report, form, status_of(refusal))

        def answer() -> HttpResponse:
            refusal = why_not_add_paper(report, self.by)
            if refusal is not None:
                return again(refusal)
            if not form.is_valid():
                return self.page(report, form, 422)
            file = form.cleaned_data["file"]
            try:
                added = add_paper(report_id=pk, by=self.by, at=self.at, file=file, name=file.name)
            except Refused as refused:
                return again(refused.refusal)
            messages.success(request, _("Added to the report."))
            return HttpResponseRedirect(here(f"/reports/{pk}/") + f"?paper={added.pk}#paper")

        return self.once(answer, again)

    def page(self, report: Report, form: PaperForm, status: int = 200) -> HttpResponse:
        request, pk = self.request, report.pk
        own = here(f"/reports/{pk}/")
        papers = list(papers_for(report, self.by))
        asked = request.GET.get("paper", "")
        chosen = next((paper for paper in papers if str(paper.pk) == asked), None)
        own_reports = self.by.role == Role.PARTICIPANT
        offers = moving.offers(REPORT, report, self.by, self.at, own=True)
        can_add = why_not_add_paper(report, self.by) is None
        report = queries.as_it_was(report, self.by)
        context = {
            "report": report,
            "status": _(STATUS_TITLES[report.status]),
            "look": LOOKS.get(report.status, "grey"),
            "facts": facts_of(report, self.by),
            "decision": decision_of(report),
            "follow_url": self.follow(report),
            "asked": self.asked(report),
            "needs_receipt": self.needs_receipt(report, papers),
            "terms": self.terms(report),
            "moves": self.moves(offers, own, given=receipt_given(papers)),
            "papers": [
                {"title": title_of(paper), "url": f"{own}?paper={paper.pk}", "at": paper.made_at,
                 "print_url": f"{own}papers/{paper.pk}/", "print_says": opens(paper)}
                for paper in papers
            ],
            "paper": paper_of(chosen, own) if chosen is not None else None,
            "paper_form": guarded(form) if form.is_bound or can_add else None,
            "paper_form_url": own,
            "entries": self.entries(report),
            "check_url": here(f"/check/{report.check_code}/") if self.sees_code(report) else "",
            "back_url": reverse("my_reports" if own_reports else "reports"),
            "back_says": _("My reports") if own_reports else _("Information book"),
        }  # fmt: skip
        return self.show("cases/reports/report.html", context, status)

    def moves(self, offers: list[moving.Offer], own: str, *, given: bool) -> list[dict[str, Any]]:
        """The moves as buttons; once the applicant has his receipt, another copy of it is the last thing wanted."""
        buttons = [self.move(offer, own) for offer in offers]
        for button in [one for one in buttons if given and one["name"] == "receipt"]:
            buttons.remove(button)
            buttons.append({**button, "title": _("Sign another receipt"), "style": "secondary"})
        return buttons

    def move(self, offer: moving.Offer, own: str) -> dict[str, Any]:
        """A move as a button; the registration has steps of its own."""
        button = as_move(offer, own)
        if offer.move.name == "register":
            button["url"] = here(f"/cases/new/?report={own.rstrip('/').rpartition('/')[2]}")
        return button

    def needs_receipt(self, report: Report, papers: list[Document]) -> bool:
        """Whether the applicant still waits for his document of 185(1)."""
        given = receipt_given(papers) or given_away(report, self.by)
        return self.by.role in KEEPS_BOOK and has_applicant(report) and not given

    def follow(self, report: Report) -> str:
        """Where an officer's own report of a borne-out anonymous message is entered; empty for any other report."""
        if report.source != Report.Source.ANONYMOUS or self.by.role not in KEEPS_BOOK or report.decided_at:
            return ""
        return f"{reverse('report_new')}?from={report.pk}"

    def asked(self, report: Report) -> dict[str, str] | None:
        """Where the report is asked to be given to and why, while the prosecutor decides by it."""
        if report.status != Status.BEFORE_PROSECUTOR or self.by.role == Role.PARTICIPANT:
            return None
        return {"to": str(report.to_office), "reasons": report.reasons}

    def terms(self, report: Report) -> list[dict[str, Any]]:
        """The terms; how they were counted and how sure the wording is are notes for lawyers, not for the applicant."""
        told = chain_of(queries.terms_of(report, self.by))
        if self.by.role != Role.PARTICIPANT:
            return told
        return [{**term, "explanation": "", "steps": []} for term in told]

    def sees_code(self, report: Report) -> bool:
        keeps = self.by.role in KEEPS_BOOK and not given_away(report, self.by)
        return keeps or report.applicant_user_id == self.by.user_id

    def entries(self, report: Report) -> list[dict[str, Any]]:
        found = list(queries.log_of(report, self.by)[:50])
        people = people_by_id(pk for entry in found for pk in (entry.appointment_id, to_whom(entry)))

        def name_of(pk: int | None) -> str:
            return people[pk].user.short_name() if pk in people else ""

        return [
            {
                "says": ": ".join(words for words in (entry_words(entry), name_of(to_whom(entry))) if words),
                "at": entry.at,
                "who": name_of(entry.appointment_id) or _("the clock of the system"),
            }
            for entry in found
        ]


def to_whom(entry: Entry) -> int | None:
    """The post the report was given to, where the entry tells of that."""
    to = entry.facts.get("to")
    return to if entry.kind == "report.assigned" and isinstance(to, int) else None


def receipt_given(papers: list[Document]) -> bool:
    """Whether the document of registration stands among the papers (185(1))."""
    return any(paper.act == "registration_document" for paper in papers)


def facts_of(report: Report, by: Appointment) -> list[dict[str, Any]]:
    """What the book says of the report, in rows; the case is a link for whoever sees it."""
    rule = SOURCES[report.source]
    number = case_number(report)
    sees_case = bool(number) and Case.objects.visible_to(by).filter(pk=report.case_id).exists()
    case_url = here(f"/cases/{number}/") if sees_case else ""
    rows: list[tuple[str, Any, str, str]] = [
        (_("How the report came"), _(rule.title), rule.cite, ""),
        (_("Applicant"), report.full_name or report.organisation, "", ""),
        (_("IIN"), report.iin, "", "iin"),
        (_("Identified by"), report.identity, "", ""),
        (_("Organisation"), report.organisation if report.full_name else "", "", ""),
        (_("Address"), report.address, "", ""),
        (_("Telephone"), report.phone, "", ""),
        (_("Language of the proceedings"), report.get_language_display(), "CPC 30", ""),
        (_("Language the applicant speaks"), report.speaks, "", ""),
        (_("Interpreter"), report.interpreter or (_("is needed") if report.needs_interpreter else ""), "", ""),
        (_("When it happened"), report.occurred_at, "", "moment"),
        (_("Where it happened"), report.place, "", ""),
        (_("Received at"), report.received_at, "", "moment"),
        (_("Received by"), report.received_by.user.short_name() if report.received_by else "", "", ""),
        (_("Warned of the liability for a false report"), report.warned_at, "CPC 181(4)", "moment"),
        (_("Information book"), str(report.book_office), "", ""),
        (_("Held by"), str(report.office) if report.office_id != report.book_office_id else "", "", ""),
        (_("Investigator"), report.assigned_to.user.short_name() if report.assigned_to else "", "", ""),
        (_("Case"), number, "", "case" if case_url else ""),
    ]
    return [
        {"title": title, "value": value, "cite": cite, "kind": kind, "url": case_url if kind == "case" else ""}
        for title, value, cite, kind in rows
        if value
    ]


def decision_of(report: Report) -> dict[str, Any] | None:
    """The decision in force, reason first; what the prosecutor cancelled is in the record."""
    if report.decided_at is None or report.decided_by is None:
        return None
    ground = GROUNDS.get(report.ground)
    return {
        "title": _(STATUS_TITLES[report.status]),
        "ground": _(ground.title) if ground else "",
        "cite": ground.cite if ground else "",
        "reasons": report.reasons,
        "passed_to": report.passed_to,
        "at": report.decided_at,
        "by": report.decided_by.user.short_name(),
        "good": report.status in {Status.REGISTERED, Status.JOINED},
    }


# --- papers ------------------------------------------------------------------------------------------------


def title_of(paper: Document) -> str:
    return _(ACTS[paper.act].title) if paper.act in ACTS else paper.name


def opens(paper: Document) -> str:
    """What its address does: our acts open in the browser and print, what was handed in is downloaded."""
    return _("Open and print") if paper.act else _("Download, %(size)s KB") % {"size": kilobytes(paper)}


def paper_of(paper: Document, own: str) -> dict[str, Any]:
    """A paper of the report as `frame/paper.html` takes it, its signature checked now."""
    base = f"{own}papers/{paper.pk}/"
    by_machine = paper.act == "registration_document" and paper.made_by_id is None
    state, words = ("", "") if by_machine else signature_state(paper, since=paper.made_at)
    return {
        "title": title_of(paper),
        "sheets": "",
        "pages": pages_of(paper, base, 1),
        "download_url": base,
        "download_says": _("Download, %(size)s KB") % {"size": kilobytes(paper)},
        "signature_says": _("Made by the system on receipt, signed by nobody: its truth is checked by the code.")
        if by_machine
        else words,
        "signed": "unverifiable" if by_machine else state,
        "sha256": paper.sha256,
        "frame_url": "",
        "previous_url": "",
        "next_url": "",
    }


def document_of(by: Appointment, pk: UUID, document: UUID) -> Document:
    """A paper of a report `by` may know of. Http404 for everybody else."""
    found = papers_for(report_of(by, pk), by).filter(pk=document).first()
    if found is None:
        raise Http404
    return found


class Paper(Page):
    """The bytes of a paper: our acts open in the browser and print, what was handed in is downloaded."""

    def get(self, request: HttpRequest, pk: UUID, document: UUID) -> HttpResponseBase:
        found = document_of(self.by, pk, document)
        return bytes_of(found, title_of(found), inline=bool(found.act))


class PaperPicture(Page):
    """One sheet of a paper as a picture."""

    def get(self, request: HttpRequest, pk: UUID, document: UUID, page: int) -> HttpResponse:
        return picture(document_of(self.by, pk, document), page, request)


class ReportMove(MovePage):
    """A move on a report."""

    resource = REPORT

    def lead(self, subject: Report) -> str:
        return " · ".join(part for part in (subject.number, subject.short_name) if part)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
