"""Registering a case in steps, in any order; everything typed is kept on the server until the case stands.

Here: the task list, the steps with one plain form, the documents. The people and the articles are in `register_rows`,
the last look, the act and its confirmation in `register_check`; what a draft means, in `cases.registering`.
"""

import re
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases import rules
from cases.actions.drafts import attach, detach, discard
from cases.forms import AttachForm
from cases.models import Report
from cases.registering import KEY, MOST_DOCUMENTS, STEPS, Registration
from cases.views.papers import kilobytes_of
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Region
from ecase.web import saved
from ecase.web.drafting import Drafting, typed_text
from ecase.web.pages import fieldsets, here, refuse_into
from ecase.web.says import say

REGISTERED_BEFORE = Refusal("report_registered", N_("This report is registered already."))
ANOTHER = re.compile(r"^[0-9a-f]{8}$")


class Wizard(Drafting):
    """What all steps share: whose draft it is, where the steps are, and the words around them."""

    step = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        by = getattr(request, "appointment", None)
        refusal = rules.registers(by.role) if by is not None else None
        if refusal is None and by is not None and self.report is not None and self.report.case_id is not None:
            refusal = REGISTERED_BEFORE
        return self.refused(refusal) if refusal is not None else super().dispatch(request, *args, **kwargs)

    @cached_property
    def report(self) -> Report | None:
        """The report of the information book the case comes from; Http404 for one that is not the reader's."""
        asked = self.request.GET.get("report", "")
        if not asked:
            return None
        found: Report | None = None
        with suppress(ValueError):
            found = Report.objects.visible_to(self.by).filter(pk=UUID(asked)).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def query(self) -> str:
        """Which draft: of a report, a second one begun beside the first, or the plain one."""
        if self.report is not None:
            return f"?report={self.report.pk}"
        another = self.request.GET.get("draft", "")
        return f"?draft={another}" if ANOTHER.match(another) else ""

    @property
    def draft_key(self) -> str:
        return KEY + self.query

    @cached_property
    def registration(self) -> Registration:
        return Registration(self.by, self.at, self.draft_key, self.report, last=self.step == "check")

    def at_step(self, name: str, **more: str) -> str:
        """The address of a step ("" for the task list) in this draft."""
        tail = "".join(f"{'&' if self.query or n else '?'}{k}={v}" for n, (k, v) in enumerate(more.items()))
        return here(f"/cases/new/{name}/" if name else "/cases/new/") + self.query + tail

    @property
    def draft_url(self) -> str:
        return self.at_step(self.step)

    def begin_again(self) -> None:
        """Read the draft anew, after it was written."""
        self.__dict__.pop("registration", None)

    def frame(self) -> dict[str, Any]:
        """Steps, the state of the draft, and what resembles it."""
        found = self.registration
        return {
            "steps": [
                {"step": step, "url": self.at_step(step.name), "current": step.name == self.step}
                for step in found.steps
            ],
            "report": found.report,
            "similar": [
                {
                    "number": one.number,
                    "url": here(f"/cases/{one.number}/") if one.open else "",
                    "registered_at": one.registered_at,
                    "says": ", ".join(say(words) for words in one.why),
                }
                for one in found.similar
            ],
            "another": found.part("another"),
            "index_url": self.at_step(""),
            "next_url": self.at_step(self.following),
            **self.keeping(found.saved),
        }

    @property
    def following(self) -> str:
        names = [name for name, _title in STEPS]
        return names[min(names.index(self.step) + 1, len(names) - 1)] if self.step in names else names[0]

    def keep_reason(self) -> None:
        """Why this is another event than the one it resembles: asked beside every step that can show it."""
        typed = self.request.POST
        if "another-reason" not in typed:
            return
        reason = {
            "reason": typed["another-reason"].replace("\0", "")[:1000],
            **({"join_later": "on"} if typed.get("another-join_later") else {}),
        }
        if reason != self.registration.part("another") and (reason["reason"] or self.registration.part("another")):
            saved.put(self.by, self.draft_key, "another", reason, at=self.at)
            self.begin_again()

    def at_problem(self, place: str) -> str:
        """Where a problem is mended: a step, or one person of it ("people?row=…")."""
        name, _sep, row = place.partition("?row=")
        return self.at_step(name, row=row) if row else self.at_step(name)

    def reason_kept(self) -> HttpResponse:
        """The answer to an autosave of a page that has nothing else to keep."""
        words = _(saved.SAVED) % {"time": f"{timezone.localtime(self.at):%H:%M}"}
        return self.show("web/kept_answer.html", {"says": words, "version": None})

    def on(self) -> HttpResponse:
        """To the next step; the words of the last one are kept."""
        return HttpResponseRedirect(self.at_step(self.following))


class Index(Wizard):
    """`/cases/new/`: the task list; and the end of a draft that is not wanted."""

    def get(self, request: HttpRequest) -> HttpResponse:
        begun = self.registration.begun
        token = self.keeping(None)["kept_tab"][:8]
        context = {**self.frame(), "begun": begun, "another_url": here("/cases/new/") + f"?draft={token}"}
        return self.show("cases/new/index.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("do") == "discard":
            discard(by=self.by, key=self.draft_key)
            messages.success(request, _("Discarded. Nothing of it was entered in any record."))
            return HttpResponseRedirect(reverse("desk"))
        return HttpResponseRedirect(self.at_step("occasion"))


class PlainStep(Wizard):
    """A step that is one form."""

    @property
    def draft_part(self) -> str:
        return self.step

    def form(self) -> Any:
        """The form with what is saved."""
        return getattr(self.registration, self.step)

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return dict(type(self.form()).base_fields)

    def typed_now(self) -> dict[str, Any]:
        typed = typed_text(self.request)
        return {name: typed.get(name, "") for name in self.draft_fields}

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.form()
        # A form that is only begun is shown as it is; what is wrong in it is told when it is sent.
        return self.page(form if form.is_bound and form.is_valid() else unjudged(form))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.keep_reason()
        answer = self.keeps()
        self.begin_again()
        if answer is not None:
            return answer
        form = self.form()
        if not form.is_bound:
            form = type(form)({})
        return self.on() if form.is_valid() else self.page(form, 422)

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        return self.show("cases/new/step.html", {**self.frame(), "form": form, "groups": self.groups(form)}, status)

    def groups(self, form: Any) -> list[dict[str, Any]]:
        raise NotImplementedError


class Occasion(PlainStep):
    """What the case begins with."""

    step = "occasion"

    def groups(self, form: Any) -> list[dict[str, Any]]:
        return fieldsets(form, (_("Occasion"), "", ["occasion"]), (_("Proceedings"), "", ["language", "format"]))


class Event(PlainStep):
    """When, where, what."""

    step = "event"

    def groups(self, form: Any) -> list[dict[str, Any]]:
        own = self.by.office.region
        form.fields["region"].widget = forms.Select(choices=[("", str(own)), *other_regions(own)])
        form.fields["region"].help_text = ""
        return fieldsets(form, (_("Event"), "", ["occurred_at", "place", "region", "summary"]))


class Documents(Wizard):
    """Files that go into the case with its registration; kept under the coming case's own id."""

    step = "documents"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(AttachForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        self.keep_reason()
        do = request.POST.get("do", "")
        if request.POST.get("remove"):
            detach(by=self.by, at=self.at, key=self.draft_key, sha256=request.POST["remove"])
            return HttpResponseRedirect(self.draft_url)
        if do == "leave" and not request.FILES:
            return HttpResponseRedirect(reverse("desk"))
        if do == "next" and not request.FILES:
            return self.on()
        form = AttachForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, 422)
        if len(self.registration.files) >= MOST_DOCUMENTS:
            form.add_error(None, _("There are too many documents for a registration. File the others in the case."))
            return self.page(form, 422)
        try:
            attach(
                by=self.by,
                at=self.at,
                key=self.draft_key,
                file=form.cleaned_data["file"],
                name=form.cleaned_data["file"].name,
                title=form.cleaned_data["title"],
                access=form.cleaned_data["access"],
            )
        except Refused as refused:
            refuse_into(form, refused.refusal)
            return self.page(form, 422)
        if do == "leave":
            return HttpResponseRedirect(reverse("desk"))
        return self.on() if do == "next" else HttpResponseRedirect(self.draft_url)

    def page(self, form: AttachForm, status: int = 200) -> HttpResponse:
        context = {**self.frame(), "form": form, "files": files_of(self.registration)}
        return self.show("cases/new/documents.html", context, status)


def unjudged(form: Any) -> Any:
    """The same form with what was typed in it and without errors."""
    if not form.is_bound:
        return form
    kept = {name: form[name].value() for name in form.fields}
    return type(form)(initial={name: value for name, value in kept.items() if value not in (None, "")})


def files_of(found: Registration) -> list[dict[str, Any]]:
    """The attached files as lists show them."""
    return [
        {
            "sha256": one["upload"]["sha256"],
            "title": one["title"],
            "name": one["upload"]["name"],
            "says": _("%(pages)s p., %(size)s KB")
            % {"pages": one["upload"]["pages"], "size": kilobytes_of(one["upload"]["size"])},
        }
        for one in found.files
    ]


def other_regions(own: Region) -> list[tuple[str, str]]:
    """The regions to choose from beside the reader's own."""
    return [(row.code, str(row)) for row in Region.objects.exclude(pk=own.pk)]


def can_register(role: str) -> bool:
    return rules.registers(role) is None
