"""The queue: what waits for the reader, nearest end first, with the paper and the decision beside it.

The list is `queue_list`, the two other panes are `queue_pane`, the forms `queue_forms`. After a signature the next
item of the list is shown; a browser with `queue.js` gets it without loading a page, from the same addresses.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import moving
from cases.actions.readings import opened
from cases.models import Matter
from cases.moving import Invalid
from cases.views.papers import draft_of
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.oversight.queue_forms import IN_FAVOUR, UNTYPED, AtOnceForm, sign_form, text_of
from ecase.oversight.queue_list import FILTERS, Asked, Line, asked, until_of
from ecase.oversight.queue_pane import Pane
from ecase.oversight.waiting import kind_of
from ecase.web.pages import STALE_PAGE, Page, fields_of, refuse_into, status_of
from ecase.web.says import say
from sanctions.actions import reasons as kept_reasons
from sanctions.forms import TOO_SHORT
from sanctions.rules import REASONS_AT_LEAST

ROWS = 25
NONE = dict.fromkeys(FILTERS, 0)
SETTLED = "settled"
OVER = frozenset({"wrong_status", "done_already"})
DECIDERS = PROSECUTION | {
    Role.INVESTIGATING_JUDGE, Role.HEAD_OF_INVESTIGATION, Role.APPEAL_JUDGE, Role.TRIAL_JUDGE, Role.COURT_CLERK,
}  # fmt: skip
ARRANGES = frozenset({Role.HEAD_OF_PROSECUTION, Role.INVESTIGATING_JUDGE, Role.COURT_CLERK})
JUDGES = frozenset({Role.INVESTIGATING_JUDGE, Role.APPEAL_JUDGE, Role.TRIAL_JUDGE})


class QueuePage(Page):
    """What the pages of the queue share: the reader's line, the matter he may decide on."""

    def line(self, wanted: Asked | None = None) -> Line:
        return Line(self.by, self.at, asked(self.request.GET) if wanted is None else wanted, ROWS)

    def chosen(self, pk: UUID) -> Any:
        """The request or ruling of this number that the reader may know of. Raises Http404."""
        matter = Matter.objects.visible_to(self.by).filter(pk=pk).first()
        kind = kind_of(matter.kind) if matter is not None else None
        found = kind.resource.visible(self.by).filter(pk=pk).first() if kind is not None else None
        if found is None or self.by.role not in DECIDERS:
            raise Http404
        return found


class Queue(QueuePage):
    """`/queue/` and `/queue/<matter>/`: the list, the paper, the decision."""

    def get(self, request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
        if self.by.role not in DECIDERS and pk is None:
            return HttpResponseRedirect(reverse("desk"))
        line = self.line()
        if pk is None:
            rows, further = line.rows()
            if not rows:
                return self.page(line, rows, further, None, None)
            pane = Pane(line, rows[0], request.GET)
            return self.page(line, rows, further, pane, None if self.by.role in JUDGES else pane.form())
        pane = Pane(line, self.chosen(pk), request.GET)
        draft, form = None, None
        if request.GET.get("draft"):
            draft = draft_of(self.by, request.GET["draft"], subject_id=pk)
            if draft.used_at is not None:
                return HttpResponseRedirect(line.wanted.url(reverse("queue")))
            form = sign_form(pane.subject, draft)
        else:
            form = pane.form(initial=self.typed_before(pk))
        return self.page(line, *line.rows(), pane, form, draft=draft)

    def typed_before(self, pk: UUID) -> dict[str, Any] | None:
        """What was typed into the draft somebody comes back from."""
        if not self.request.GET.get("from"):
            return None
        draft = draft_of(self.by, self.request.GET["from"], subject_id=pk)
        return {**draft.fields, "decision": draft.move}

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        line = self.line()
        pane = Pane(line, self.chosen(pk), request.GET)
        if "keep" in request.POST or "drop" in request.POST:
            return self.keep(pane)
        draft = draft_of(self.by, request.POST["draft"], subject_id=pk) if request.POST.get("draft") else None
        form = sign_form(pane.subject, draft) if draft else pane.form(data=self.given(pane))

        def again(refusal: Refusal) -> HttpResponse:
            rows, further = line.rows()
            status = status_of(refusal)
            if refusal.code == SETTLED or form is None:
                typed = typed_in(form) if draft is None and form is not None else []
                return self.page(line, rows, further, pane, None, refusal=refusal, typed=typed, status=status)
            if draft is None and refusal.field in form.fields:
                refuse_into(form, refusal)
                return self.page(line, rows, further, pane, form, status=status)
            return self.page(line, rows, further, pane, form, draft=draft, refusal=refusal, status=status)

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=pane.subject.case.number, version=pane.subject.version)
            if wrong is not None:
                return again(self.settled(pane) if wrong is STALE_PAGE else wrong)
            if form is None:
                return again(self.settled(pane))
            try:
                return self.decide(pane, form, draft)
            except Refused as refused:
                return again(refused.refusal)

        return self.once(answer, again)

    def given(self, pane: Pane) -> Any:
        """What was sent; reasons left empty are those of the typical reason that was chosen."""
        given = self.request.POST.copy()
        if given.get("typical") and not given.get("reasons", "").strip():
            language = pane.kind.resource.file(pane.subject).language
            given["reasons"] = text_of(given["typical"], language, self.by)
        return given

    def decide(self, pane: Pane, form: forms.Form, draft: Draft | None) -> HttpResponse:
        chosen, resource = pane.subject, pane.kind.resource
        common: dict[str, Any] = {"by": self.by, "at": self.at}
        if draft is not None:
            signature = self.request.POST.get("signature", "")
            moving.perform(resource, chosen, draft.move, {}, draft_id=draft.pk, signature=signature, **common)
            told = _("Signed: %(act)s, case %(number)s.")
            messages.success(self.request, told % {"act": _(ACTS[draft.act].title), "number": chosen.case.number})
            return self.onward(pane)
        if not form.is_valid():
            return self.page(pane.line, *pane.line.rows(), pane, form, status=422)
        name = form.cleaned_data["decision"]
        move = moving.move_named(resource, chosen, name)
        if isinstance(form, AtOnceForm):
            moving.perform(resource, chosen, name, {}, **common)
            messages.success(self.request, _("Done: %(move)s.") % {"move": say(move.title)})
            return self.onward(pane)
        reasons = str(form.cleaned_data.get("reasons", "")).strip()
        if name not in IN_FAVOUR and len(reasons) < REASONS_AT_LEAST:
            form.add_error("reasons", TOO_SHORT % {"least": REASONS_AT_LEAST})
            return self.page(pane.line, *pane.line.rows(), pane, form, status=422)
        fields = {key: value for key, value in fields_of(self.request).items() if key not in UNTYPED}
        try:
            made = moving.draft(resource, chosen, name, {**fields, "reasons": reasons}, **common)
        except Invalid as invalid:
            for key, errors in invalid.form.errors.items():
                form.add_error(key if key in form.fields else None, errors)
            return self.page(pane.line, *pane.line.rows(), pane, form, status=422)
        typical = form.cleaned_data.get("typical", "")
        if typical.startswith("s:"):
            kept_reasons.used(by=self.by, pk=int(typical[2:]))
        return HttpResponseRedirect(pane.line.wanted.url(pane.own, draft=str(made.pk), next=self.next_id()))

    def next_id(self) -> str:
        """The item that was next in the list when the page was made; carried along from the form to the signature."""
        try:
            return str(UUID(self.request.GET.get("next", "")))
        except ValueError:
            return ""

    def onward(self, pane: Pane) -> HttpResponse:
        """To the next item of the list, or to its beginning when that one has gone meanwhile."""
        following = self.next_id()
        if following and Line(self.by, self.at, Asked(), ROWS).still_waits(UUID(following)):
            return HttpResponseRedirect(pane.line.wanted.url(reverse("queue_item", args=[following])))
        return HttpResponseRedirect(pane.line.wanted.url(reverse("queue")))

    def keep(self, pane: Pane) -> HttpResponse:
        """Keep the typed reasons for another time, or drop one of the kept; what is typed stays where it is."""
        typed = {key: value for key, value in fields_of(self.request).items() if key not in ("keep", "drop")}
        refusal = None
        try:
            if "keep" in self.request.POST:
                text, title = str(typed.get("reasons", "")), str(typed.pop("keep_title", ""))
                decision = str(typed.get("decision", ""))
                decision = decision if decision in pane.names else pane.names[-1]
                row = kept_reasons.keep(by=self.by, decision=decision, title=title, text=text)
                messages.success(self.request, _("Kept among your typical reasons: %(title)s.") % {"title": row.title})
            elif self.request.POST["drop"].isdecimal():
                kept_reasons.drop(by=self.by, pk=int(self.request.POST["drop"]))
        except Refused as refused:
            refusal = refused.refusal
        form = pane.form(initial=typed)
        status = 200 if refusal is None else status_of(refusal)
        return self.page(pane.line, *pane.line.rows(), pane, form, refusal=refusal, status=status)

    def settled(self, pane: Pane) -> Refusal:
        """What to say to a page that is older than the matter: it is decided, or it has only changed."""
        why = {offer.refusal.code if offer.refusal else "" for offer in pane.offers()}
        if not why or why - OVER:
            return STALE_PAGE
        return Refusal(
            SETTLED,
            N_("This has been decided meanwhile: %(state)s. Nothing more is asked of you here."),
            {"state": pane.kind.state(pane.subject)},
        )

    # --- the page -------------------------------------------------------------------------------------------

    def page(
        self,
        line: Line,
        rows: list[Any],
        further: bool,
        pane: Pane | None,
        form: forms.Form | None,
        *,
        draft: Draft | None = None,
        refusal: Refusal | None = None,
        typed: list[dict[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        chosen = pane.subject if pane is not None else None
        items = [line.item(row, chosen) for row in rows]
        judging = self.by.role in JUDGES and "pk" in self.kwargs
        context: dict[str, Any] = {
            "typed": typed or [],
            "title": _("Queue"),
            "chips": [] if judging else line.chips(line.counts() if rows or line.wanted != Asked() else NONE),
            "items": items,
            "standing": until_of(line.standing),
            "bulk": sum(1 for one in items if one["bulk"]) > 1,
            "bulk_url": reverse("queue_bulk"),
            "own_url": reverse("queue_numbers"),
            "away_url": reverse("queue_away") if self.by.role in ARRANGES else "",
            "page": line.paging(rows) if further or line.wanted.after else None,
            "paper": None,
            "decide_title": "",
        }
        if pane is not None:
            context |= pane.context(rows, form, draft=draft, refusal=refusal)
            opened(material=context["shown"] if draft is None else None, by=self.by, at=self.at)
            context["kept"] = kept_of(form)
        return self.show("sanctions/decide.html" if judging else "oversight/queue.html", context, status)


def typed_in(form: forms.Form) -> list[dict[str, str]]:
    """What somebody had written into a form that is not asked for any more: shown to be copied, never lost."""
    return [
        {"id": f"typed-{field.name}", "title": str(field.label), "value": str(field.value() or "")}
        for field in form
        if isinstance(field.field.widget, forms.Textarea) and field.value()
    ]


def kept_of(form: forms.Form | None) -> list[dict[str, str]]:
    """One's own reasons that stand in the list of the form, each of which may be dropped."""
    if form is None or "typical" not in form.fields:
        return []
    groups = form.fields["typical"].choices  # type: ignore[attr-defined]
    rows = [row for _title, group in groups if isinstance(group, list | tuple) for row in group]
    return [{"pk": value[2:], "title": title} for value, title in rows if value.startswith("s:")]
