"""The duty officer takes a report in: one page, kept while it is typed, the receipt to be signed right after."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import civil_registry, moving
from cases.actions.asking import note_look_up
from cases.actions.reports import APPLICANT, receive
from cases.forms import proposed_language
from cases.identity import FILLED, card, fields_of_identity, fill_in, trace_of
from cases.models import Report
from cases.reports.forms import ReceiveForm
from cases.reports.resource import REPORT
from cases.reports.rules import has_applicant, why_not_receive
from ecase.law.reports import why_not_received
from ecase.law.words import Refused
from ecase.web import saved
from ecase.web.drafting import Drafting
from ecase.web.pages import fieldsets, guarded, here, in_words, refuse_into, status_of

KEY = "reports/new/"
ASKED = "reports/new/registry"  # a draft of its own: the form, when it is kept, writes over the other
IDENTITY = "cases/identity.html"
FIELDS = (
    "source", "language", "region", "summary", "occurred_at", "place", "received_at", "warned", "protocol",
)  # fmt: skip


class NewReport(Drafting):
    """`/reports/new/`: everything typed is kept; one POST enters the report and lays out its receipt."""

    draft_key = KEY

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return dict(ReceiveForm.base_fields)

    def get(self, request: HttpRequest) -> HttpResponse:
        refusal = why_not_receive(self.by, self.at, self.at)
        if refusal is not None:
            return self.refused(refusal)
        kept = saved.value_of(saved.load(self.by, KEY)) or {}
        language = proposed_language(self.by.user.language)
        initial = {"source": "oral", "language": language, **self.borne_out(), **kept}
        return self.page(ReceiveForm(initial=initial))

    def borne_out(self) -> dict[str, Any]:
        """What an officer's report takes over from the anonymous message that was borne out (181(6), 184(2))."""
        try:
            asked = UUID(self.request.GET.get("from", ""))
        except ValueError:
            return {}
        message = Report.objects.visible_to(self.by).filter(pk=asked, source=Report.Source.ANONYMOUS).first()
        if message is None:
            return {}
        told = {name: getattr(message, name) for name in ("summary", "occurred_at", "place", "language")}
        return {**told, "source": Report.Source.DISCOVERY}

    def post(self, request: HttpRequest) -> HttpResponse:
        refusal = why_not_receive(self.by, self.at, self.at)
        if refusal is not None:
            return self.refused(refusal)
        if request.POST.get("do") == "discard":
            saved.forget(self.by, KEY)
            saved.forget(self.by, ASKED)
            return HttpResponseRedirect(reverse("home"))
        answer = self.keeps()
        if answer is not None:
            return answer
        if request.POST.get("do") == "find":
            return self.found()
        form = ReceiveForm(request.POST, request.FILES)

        def enter() -> HttpResponse:
            self.asks_for(form)
            if form.errors:
                return self.page(form, 422)
            typed = form.cleaned_data
            file = typed["file"]
            try:
                report = receive(
                    by=self.by,
                    at=self.at,
                    file=file,
                    file_name=file.name if file else "",
                    asked=self.asked().get("lookups", ()),
                    **{name: typed[name] for name in FIELDS},
                    **{name: typed[name] for name in APPLICANT},
                )
            except Refused as refused:
                refuse_into(form, refused.refusal)
                return self.page(form, status_of(refused.refusal))
            saved.forget(self.by, KEY)
            saved.forget(self.by, ASKED)
            messages.success(
                request, _("Report %(number)s is entered in the information book.") % {"number": report.number}
            )
            return HttpResponseRedirect(self.receipt_of(report))

        return self.once(enter, lambda refused: self.again(form, refused))

    def asks_for(self, form: forms.Form) -> None:
        """Everything that the way it came asks for, at its fields: all told at once, with what cannot be read."""
        form.is_valid()
        typed = form.cleaned_data
        against = why_not_received(
            str(typed.get("source", "")),
            named=bool(typed.get("last_name")),
            organisation=bool(typed.get("organisation")),
            identified=bool(typed.get("iin") or typed.get("identity")),
            warned=bool(typed.get("warned")),
            signed=False,
            protocol=bool(typed.get("protocol")),
        )
        for refusal in list(against):
            if refusal.field not in form.errors:
                refuse_into(form, refusal)

    def receipt_of(self, report: Report) -> str:
        """Straight on to the receipt, ready to be signed; without one the report stands all the same."""
        own = here(f"/reports/{report.pk}/")
        if not has_applicant(report):
            return own
        try:
            subject = moving.find(REPORT, report.pk, self.by)
            draft = moving.draft(REPORT, subject, "receipt", {}, by=self.by, at=self.at)
        except Refused as refused:
            messages.warning(self.request, in_words(refused.refusal))
            return own
        return f"{own}moves/receipt/?draft={draft.pk}"

    # --- the civil registry ----------------------------------------------------------------------------

    def asked(self) -> dict[str, Any]:
        """What the registry was asked while this report was written, and its last answer."""
        return saved.value_of(saved.load(self.by, ASKED)) or {}

    def found(self) -> HttpResponse:
        """Ask the registry for the typed number; what it says is put where nothing was typed."""
        form = ReceiveForm(self.request.POST)
        form.is_valid()
        iin = form.cleaned_data.get("iin", "")
        answer = civil_registry.ask(iin, at=self.at) if iin else None
        if answer is not None:
            asked = self.asked().get("lookups", [])
            trace = trace_of(answer)
            note_look_up(by=self.by, at=self.at, asked=trace)  # what is typed here may be discarded
            saved.put(self.by, ASKED, "answer", answer.plain(), at=self.at)
            saved.put(self.by, ASKED, "lookups", [*asked, trace], at=self.at)
            filled = fill_in(self.typed_now(), answer)
            for name in filled.keys() & set(FILLED):
                saved.put(self.by, KEY, name, filled[name], at=self.at)
            form = ReceiveForm(initial=filled)
        if getattr(self.request, "htmx", False):
            return render(self.request, IDENTITY, self.identity(form))
        return self.page(form)

    def identity(self, form: forms.Form) -> dict[str, Any]:
        told = self.asked().get("answer")
        answer = civil_registry.answer_of(told) if told else None
        if answer is not None and str(form["iin"].value() or "").replace(" ", "") != answer.iin:
            answer = None  # another number was typed since
        return {
            "form": form,
            "iin": form["iin"],
            "fields": fields_of_identity(form),
            "card": card(answer),
            "find_url": reverse("report_new"),
            "registry": bool(civil_registry.configured()),
        }

    # --- the page --------------------------------------------------------------------------------------

    def again(self, form: forms.Form, refusal: Any) -> HttpResponse:
        refuse_into(form, refusal)
        return self.page(form, 409)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        guarded(form)
        context = {
            **self.keeping(saved.load(self.by, KEY)),
            "kept_url": reverse("report_new"),
            "form": form,
            "before": fieldsets(
                form,
                (_("Report"), "", ["source", "received_at"]),
                (_("Event"), "", ["summary", "occurred_at", "place", "region"]),
            ),
            **self.identity(form),
            "more_person": [form["organisation"]],
            "after": fieldsets(
                form,
                (_("Language"), _("The acts are drawn up in it."), ["language", "speaks", "needs_interpreter",
                                                                   "interpreter"]),
                (_("What was explained and taken down"), "", ["warned", "protocol", "file"]),
            ),
            "cancel_url": reverse("reports"),
        }  # fmt: skip
        return self.show("cases/reports/new.html", context, status)
