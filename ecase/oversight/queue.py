"""The queue: what waits for the reader, nearest end first, with the paper and the decision beside it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import moving
from cases.models import Material, Matter
from cases.moving import Invalid
from cases.views.papers import base_of, draft_of, paper_of, paper_of_draft, sheets_of, title_of
from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.limits import LIMITS
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import Refusal, Refused
from ecase.oversight.waiting import KINDS, Waiting, behind, kind_of
from ecase.web.forms import CountedTextField, DateTimeMinuteField, KeyedRadios
from ecase.web.pages import Page, fields_of, guarded, here, refuse_into, status_of
from ecase.web.says import say
from sanctions.forms import TOO_SHORT
from sanctions.rules import REASONS_AT_LEAST

ROWS = 25
KEYS = {
    "support": "S", "refuse_support": "R", "return_for_rework": "B", "grant": "S", "refuse": "R", "approve": "S",
}  # fmt: skip
DECIDERS = frozenset({*PROSECUTION, Role.INVESTIGATING_JUDGE, Role.HEAD_OF_INVESTIGATION})


class DecideForm(forms.Form):
    """What is decided and why; the form of the chosen move judges the fields."""

    decision = forms.ChoiceField(label=gettext_lazy("What have you decided?"), widget=KeyedRadios(keys=KEYS))
    reasons = CountedTextField(
        label=gettext_lazy("Reasons"),
        limit=20000,
        rows=6,
        required=False,
        help_text=gettext_lazy("At least 30 characters; needed unless you support. Everybody concerned reads them."),
    )


class JudgeForm(DecideForm):
    reasons = CountedTextField(
        label=gettext_lazy("Reasons"),
        limit=20000,
        least=REASONS_AT_LEAST,
        least_says=TOO_SHORT,
        rows=6,
        help_text=gettext_lazy("At least 30 characters. They stand in the order."),
    )
    hearing_at = DateTimeMinuteField(label=gettext_lazy("Hearing held at"), required=False)
    milder = CountedTextField(
        label=gettext_lazy("Why a milder measure would not do"), limit=8000, required=False, rows=3
    )
    bail = forms.CharField(
        label=gettext_lazy("Bail, tenge"),
        required=False,
        max_length=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Leave empty where the Code bars bail and give the reason in the text (148(8), (9))."),
    )
    field_order = ["decision", "hearing_at", "reasons", "milder", "bail"]


class SignForm(forms.Form):
    """The second step: nothing is typed any more, only signed."""

    draft = forms.CharField(widget=forms.HiddenInput)
    signature = forms.CharField(widget=forms.HiddenInput)


class Queue(Page):
    """`/queue/` and `/queue/<matter>/`: the list, the paper, the decision."""

    def get(self, request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
        if self.by.role not in DECIDERS and pk is None:
            return HttpResponseRedirect(reverse("desk"))
        rows, further = self.waiting()
        if pk is None:
            judge = self.by.role == Role.INVESTIGATING_JUDGE
            first = rows[0] if rows else None
            if judge or first is None:
                return self.page(rows, further, first, None)
            return self.page(rows, further, first, self.form(first))
        chosen = self.chosen(pk)
        if request.GET.get("draft"):
            draft = draft_of(self.by, request.GET["draft"], subject_id=pk)
            if draft.used_at is not None:
                return HttpResponseRedirect(reverse("queue"))
            return self.page(rows, further, chosen, sign_form(chosen, draft), draft=draft)
        return self.page(rows, further, chosen, self.form(chosen, request.GET.get("from", "")))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        chosen = self.chosen(pk)
        draft = draft_of(self.by, request.POST["draft"], subject_id=pk) if request.POST.get("draft") else None
        form = sign_form(chosen, draft) if draft else self.bound(chosen)

        def again(refusal: Refusal) -> HttpResponse:
            rows, further = self.waiting()
            if draft is None and refusal.field in form.fields:
                refuse_into(form, refusal)
                return self.page(rows, further, chosen, form, status=status_of(refusal))
            return self.page(rows, further, chosen, form, draft=draft, refusal=refusal, status=status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=chosen.case.number, version=chosen.version)
            if wrong is not None:
                return again(wrong)
            try:
                return self.decide(chosen, form, draft)
            except Refused as refused:
                return again(refused.refusal)

        return self.once(answer, again)

    def decide(self, chosen: Any, form: forms.Form, draft: Draft | None) -> HttpResponse:
        common: dict[str, Any] = {"by": self.by, "at": self.at}
        resource = self.kind(chosen).resource
        if draft is not None:
            signature = self.request.POST.get("signature", "")
            moving.perform(resource, chosen, draft.move, {}, draft_id=draft.pk, signature=signature, **common)
            done = _(ACTS[draft.act].title)
            messages.success(
                self.request, _("Signed: %(act)s, case %(number)s.") % {"act": done, "number": chosen.case.number}
            )
            return HttpResponseRedirect(reverse("queue"))
        if not form.is_valid():
            rows, further = self.waiting()
            return self.page(rows, further, chosen, form, status=422)
        try:
            made = moving.draft(resource, chosen, form.cleaned_data["decision"], fields_of(self.request), **common)
        except Invalid as invalid:
            for name, errors in invalid.form.errors.items():
                form.add_error(name if name in form.fields else None, errors)
            rows, further = self.waiting()
            return self.page(rows, further, chosen, form, status=422)
        return HttpResponseRedirect(f"{reverse('queue_item', args=[chosen.pk])}?draft={made.pk}")

    # --- what waits ---------------------------------------------------------------------------------------

    def waiting(self) -> tuple[list[Any], bool]:
        """What waits for the reader, nearest end first, by key; and whether there is more."""
        rows: QuerySet[Any] = (
            Matter.objects.visible_to(self.by)
            .filter(waits_for=self.by, closed_at__isnull=True)
            .annotate(due=Coalesce("next_due", behind()))
        )
        after, _sep, last = self.request.GET.get("after", "").partition("_")
        try:
            moment = parse_datetime(after.replace(" ", "+")) if after else None
        except ValueError as wrong:
            raise Http404 from wrong
        if moment is not None and last:
            try:
                rows = rows.filter(due__gte=moment).exclude(due=moment, pk__lte=UUID(last))
            except ValueError as wrong:
                raise Http404 from wrong
        matters = list(rows.order_by(F("due").asc(nulls_last=True), "pk")[: ROWS + 1])
        return self.subjects(matters[:ROWS]), len(matters) > ROWS

    def subjects(self, matters: list[Any]) -> list[Any]:
        """The request or ruling of each matter, in the same order; one statement for each kind that is there."""
        found: dict[UUID, Any] = {}
        for code, kind in KINDS.items():
            ids = [matter.pk for matter in matters if matter.kind.startswith(code)]
            if ids:
                found |= {row.pk: row for row in kind.resource.visible(self.by).filter(pk__in=ids)}
        rows = []
        for matter in matters:
            row = found.get(matter.pk)
            if row is not None:
                row.due = matter.due
                rows.append(row)
        return rows

    def chosen(self, pk: UUID) -> Any:
        matter = Matter.objects.visible_to(self.by).filter(pk=pk).first()
        kind = kind_of(matter.kind) if matter is not None else None
        found = kind.resource.visible(self.by).filter(pk=pk).first() if kind is not None else None
        if found is None or self.by.role not in DECIDERS:
            raise Http404
        return found

    def kind(self, subject: Any) -> Waiting:
        kind = kind_of(subject.matter.kind)
        assert kind is not None
        return kind

    def names(self, subject: Any) -> tuple[str, ...]:
        """The decisions the reader's role takes here, side by side with the paper."""
        return self.kind(subject).decisions(Role(self.by.role), subject)

    # --- forms ----------------------------------------------------------------------------------------------

    def form(self, subject: Any, draft_id: str = "") -> forms.Form | None:
        """An empty form, or what was typed into the draft somebody comes back from; None: nothing to decide."""
        if not self.names(subject) or not self.allowed(subject):
            return None
        initial: dict[str, Any] = {}
        if draft_id:
            draft = draft_of(self.by, draft_id, subject_id=subject.pk)
            initial = {**draft.fields, "decision": draft.move}
        return self.dressed(self.form_class(subject)(initial=initial), subject)

    def bound(self, subject: Any) -> forms.Form:
        return self.dressed(self.form_class(subject)(self.request.POST), subject)

    def form_class(self, subject: Any) -> type[DecideForm]:
        return JudgeForm if "grant" in self.names(subject) else DecideForm

    def dressed(self, form: forms.Form, subject: Any) -> forms.Form:
        titles = {name: say(move.title) for name, move in self.kind(subject).resource.moves(subject).items()}
        form.fields["decision"].choices = [(name, titles[name]) for name in self.names(subject) if name in titles]  # type: ignore[attr-defined]
        return form

    def allowed(self, subject: Any) -> bool:
        names = self.names(subject)
        offers = moving.offers(self.kind(subject).resource, subject, self.by, self.at)
        return any(offer.allowed for offer in offers if offer.move.name in names)

    # --- the page -------------------------------------------------------------------------------------------

    def page(
        self,
        rows: list[Any],
        further: bool,
        chosen: Any | None,
        form: forms.Form | None,
        *,
        draft: Draft | None = None,
        refusal: Refusal | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "title": _("Queue"),
            "chips": [],
            "items": [self.item(row, chosen) for row in rows],
            "page": self.paging(rows) if further or self.request.GET.get("after") else None,
            "paper": None,
            "decide_title": "",
        }
        if chosen is not None:
            context |= self.decision(rows, chosen, form, draft, refusal)
        judging = self.by.role == Role.INVESTIGATING_JUDGE and "pk" in self.kwargs
        return self.show("sanctions/decide.html" if judging else "oversight/queue.html", context, status)

    def decision(
        self,
        rows: list[Any],
        chosen: Any,
        form: forms.Form | None,
        draft: Draft | None,
        refusal: Refusal | None,
    ) -> dict[str, Any]:
        number = chosen.case.number
        own = reverse("queue_item", args=[chosen.pk])
        kind = self.kind(chosen)
        acts = kind.acts(chosen, self.by)
        petition = next((row for row in reversed(acts) if row.kind == kind.paper(chosen)), None)
        grounds = [row for row in self.grounds(chosen) if row.pk not in {act.pk for act in acts}]
        shown = next((row for row in [*acts, *grounds] if str(row.pk) == self.request.GET.get("paper")), petition)
        due = kind.due(chosen, self.by)
        if form is not None:
            guarded(form, case=number, version=chosen.version)
        paper = None
        if draft is not None:
            paper = paper_of_draft(draft)
        elif shown is not None:
            paper = paper_of(shown, base_of(shown, number))
        return {
            "paper": paper,
            "papers": self.papers(acts, grounds, shown, own, draft),
            "decide_title": self.title(chosen, draft),
            "form": form,
            "form_url": own,
            "grounds": [
                {"title": f"{title_of(row)}, {_('sheets')} {sheets_of(row)}", "url": f"{own}?paper={row.pk}"}
                for row in grounds[:8]
            ],
            "facts": self.facts(chosen, draft),
            "checks": kind.checks(chosen, self.at) if draft is None else [],
            "read_says": "",
            "send_before": None
            if due is None
            else {"due_at": due.due_at, "starts_at": None if LIMITS[due.rule].backwards else due.starts_at},
            "submit": _("Sign") if draft is not None else "",
            "next_url": self.next_url(rows, chosen) if draft is None else f"{own}?from={draft.pk}",
            "next_says": _("Back to the form") if draft is not None else "",
            "refusal": refusal,
            "moves": [] if form is not None else [self.way_in(chosen, own)],
            "hearing": None,
            "objection": None,
        }

    def title(self, chosen: Any, draft: Draft | None) -> str:
        if draft is not None:
            return say(moving.move_named(self.kind(chosen).resource, chosen, draft.move).title)
        return self.kind(chosen).title(Role(self.by.role))

    def facts(self, chosen: Any, draft: Draft | None) -> list[dict[str, Any]]:
        kind = self.kind(chosen)
        person = kind.about(chosen)
        rows = [
            (_("Request"), kind.name(chosen)),
            (_("About"), person),
            (_("Case"), chosen.case.number),
            (_("Asked by"), kind.asked(chosen).user.short_name()),
        ]
        if draft is not None:
            rows = [
                (_("You sign"), f"{self.by.user.get_full_name()}, {self.by.role_title}"),
                (_("About"), person),
                (_("Case"), chosen.case.number),
            ]
        more = kind.facts(chosen) if draft is None else []
        return [*({"title": title, "value": value} for title, value in rows if value), *more]

    def papers(
        self, acts: list[Material], grounds: list[Material], shown: Material | None, own: str, draft: Draft | None
    ) -> list[dict[str, Any]]:
        """The judge's tabs: the petition, what the prosecutor wrote, what the file holds."""
        if draft is not None:
            return [
                {"title": _("The act to be signed"), "url": f"{own}?draft={draft.pk}", "current": True, "count": None}
            ]
        return [
            {"title": title_of(row), "url": f"{own}?paper={row.pk}", "current": row == shown, "count": None}
            for row in [*acts, *grounds[:6]]
        ]

    def grounds(self, chosen: Any) -> list[Material]:
        """The other documents of the case that the reader sees."""
        rows = Material.objects.visible_to(self.by).filter(case=chosen.case).select_related("document", "matter")
        return list(rows.order_by("first_sheet")[:20])

    def way_in(self, chosen: Any, own: str) -> dict[str, Any]:
        """Where the matter is dealt with when nothing is decided here, or why it cannot be decided now."""
        kind, refusal = self.kind(chosen), None
        names = self.names(chosen)
        offers = [o for o in moving.offers(kind.resource, chosen, self.by, self.at) if o.move.name in names]
        if offers and not any(offer.allowed for offer in offers):
            first = offers[0].refusal
            assert first is not None
            refusal = {"says": say(first.says, first.params), "cite": first.cite}
        return {
            "name": "open",
            "title": _("Open the decision"),
            "url": own if names else here(kind.resource.url(chosen, self.by)),
            "allowed": refusal is None,
            "refusal": refusal,
            "style": "",
            "key": "",
        }

    def next_url(self, rows: list[Any], chosen: Any) -> str:
        """The one after the chosen in the list, if there is any other."""
        ids = [row.pk for row in rows]
        if chosen.pk in ids and len(ids) > 1:
            return reverse("queue_item", args=[ids[(ids.index(chosen.pk) + 1) % len(ids)]])
        return ""

    def item(self, row: Any, chosen: Any | None) -> dict[str, Any]:
        kind = self.kind(row)
        return {
            "url": reverse("queue_item", args=[row.pk]),
            "kind": kind.name(row),
            "object": kind.about(row),
            "case_number": row.case.number,
            "who": kind.asked(row).user.short_name(),
            "due_at": row.due,
            "starts_at": kind.starts(row),
            "current": chosen is not None and row.pk == chosen.pk,
        }

    def paging(self, rows: list[Any]) -> dict[str, Any]:
        last = rows[-1] if rows else None
        key = f"{last.due.isoformat()}_{last.pk}" if last is not None and last.due else ""
        return {
            "shown": len(rows),
            "total": None,
            "next_url": f"{reverse('queue')}?after={key}" if key and len(rows) == ROWS else "",
            "first_url": reverse("queue") if self.request.GET.get("after") else "",
        }


def sign_form(subject: Any, draft: Draft) -> forms.Form:
    return guarded(
        SignForm(initial={"draft": str(draft.pk), "signature": DEMO}),
        case=subject.case.number,
        version=subject.version,
    )
