"""A person's own reports: the list, writing an electronic statement, looking at it and signing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import statements
from cases.forms import proposed_language
from cases.queries import reports as queries
from cases.reports.forms import StatementForm
from cases.reports.resource import visible
from cases.views.papers import bytes_of, kilobytes_of, pages_of, picture
from cases.views.reports import row_of
from ecase.documents import actions as documents
from ecase.documents.models import Document
from ecase.law.roles import Role
from ecase.law.words import Refusal, Refused
from ecase.web import saved
from ecase.web.drafting import Drafting
from ecase.web.pages import Page, fieldsets, guarded, here, hidden, refuse_into, status_of

ROWS = 50
KEY = "reports/submit/"
TITLE = "statement_written"


class Mine(Page):
    """`/reports/mine/`: what the reader himself has reported, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role != Role.PARTICIPANT:
            return HttpResponseRedirect(reverse("reports"))
        rows = queries.with_terms(visible(self.by)).order_by("-pk")[:ROWS]
        context = {
            "rows": [row_of(row, self.by) for row in rows],
            "submit_url": reverse("report_submit"),
            "unfinished": saved.unfinished(self.by),
        }
        return self.show("cases/reports/mine.html", context)


class Submit(Drafting):
    """`/reports/submit/`: the statement is written; the next page shows the very sheet that will be signed."""

    draft_key = KEY

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return dict(StatementForm.base_fields)

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role != Role.PARTICIPANT:
            return self.refused(statements.NOT_A_PERSON)
        initial = {"language": proposed_language(self.by.user.language)}
        return self.page(StatementForm(initial={**initial, **(saved.value_of(saved.load(self.by, KEY)) or {})}))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.by.role != Role.PARTICIPANT:
            return self.refused(statements.NOT_A_PERSON)
        if request.POST.get("do") == "discard":
            saved.forget(self.by, KEY)
            return HttpResponseRedirect(reverse("my_reports"))
        kept = self.keeps()
        if kept is not None:
            return kept
        form = StatementForm(request.POST)

        def lay_out() -> HttpResponse:
            if not form.is_valid():
                return self.page(form, 422)
            try:
                ready = statements.lay_out(by=self.by, at=self.at, fields=form.cleaned_data)
            except Refused as refused:
                refuse_into(form, refused.refusal)
                return self.page(form, status_of(refused.refusal))
            return HttpResponseRedirect(here(f"/reports/submit/{ready}/"))

        return self.once(lay_out, lambda refusal: self.again(form, refusal))

    def again(self, form: forms.Form, refusal: Refusal) -> HttpResponse:
        refuse_into(form, refusal)
        return self.page(form, 409)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        guarded(form)
        groups = fieldsets(
            form,
            (_("To which body"), _("The body of the place where it happened, as far as you know it."), ["office"]),
            (_("Event"), "", ["summary", "occurred_at", "place"]),
            (_("How to reach you"), "", ["address", "phone"]),
            (_("Language"), _("The acts are drawn up in it."), ["language", "speaks", "needs_interpreter",
                                                               "interpreter"]),
            (_("Before you sign"), "", ["warned"]),
        )  # fmt: skip
        context = {
            **self.keeping(saved.load(self.by, KEY)),
            "kept_url": reverse("report_submit"),
            "form": form,
            "groups": groups,
            "author": self.by.user.get_full_name(),
            "iin": self.by.user.iin or "",
            "cancel_url": reverse("my_reports"),
        }
        return self.show("cases/reports/submit.html", context, status)


class Sign(Page):
    """`/reports/submit/<id>/`: the sheet, and the signature that sends it."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        if visible(self.by).filter(pk=pk).exists():
            return HttpResponseRedirect(here(f"/reports/{pk}/"))
        return self.page(pk)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        if request.POST.get("do") == "discard":
            statements.discard(by=self.by, report_id=pk)
            return HttpResponseRedirect(reverse("my_reports"))

        def send() -> HttpResponse:
            try:
                report = statements.submit(
                    report_id=pk, by=self.by, at=self.at, signature=request.POST.get("signature", "")
                )
            except Refused as refused:
                return self.page(pk, refused.refusal, status_of(refused.refusal))
            saved.forget(self.by, KEY)
            words = _("Your statement is entered as %(number)s. Here is your receipt.")
            messages.success(request, words % {"number": report.number})
            return HttpResponseRedirect(here(f"/reports/{pk}/"))

        return self.once(send, lambda refusal: self.page(pk, refusal, 409))

    def page(self, pk: UUID, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        ready = statements.laid_out(self.by, pk)
        if ready is None:
            raise Http404
        base = here(f"/reports/submit/{pk}/statement/")
        document = document_of(ready, pk)
        context = {
            "title": _("Sign and send the statement"),
            "lead": _("It is entered in the information book the moment you sign, and you have the receipt at once."),
            "cite": "CPC 181(1)",
            "form": None,
            "step": "sign",
            "refusal": refusal,
            "signer": self.by.user.get_full_name(),
            "submit": _("Sign and send"),
            "hidden": hidden(signature=documents.DEMO),
            "back_url": reverse("report_submit"),
            "paper": {
                "title": _("Electronic statement of an offence"),
                "sheets": "",
                "pages": pages_of(document, base, 1),
                "download_url": base,
                "download_says": _("Download, %(size)s KB") % {"size": kilobytes_of(document.size)},
                "signature_says": "",
                "signed": "",
                "sha256": document.sha256,
            },
        }
        return self.show("web/move.html", context, status)


def document_of(ready: dict[str, Any], pk: UUID) -> Document:
    """The laid-out sheet as a document that is in no record yet."""
    return Document(
        case_id=pk,
        sha256=ready["sha256"],
        size=ready["size"],
        pages=ready["pages"],
        name=ready["name"],
        media_type=documents.PDF,
        act=TITLE,
    )


class Sheet(Page):
    """The bytes of the laid-out statement, for its author alone."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        return bytes_of(own_sheet(self.by, pk), "statement", inline=True)


class SheetPicture(Page):
    """One sheet of it as a picture."""

    def get(self, request: HttpRequest, pk: UUID, page: int) -> HttpResponse:
        return picture(own_sheet(self.by, pk), page, request)


def own_sheet(by: Any, pk: UUID) -> Document:
    ready = statements.laid_out(by, pk)
    if ready is None:
        raise Http404
    return document_of(ready, pk)
