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
from cases.models import Material
from cases.moving import Invalid
from cases.views.papers import base_of, draft_of, paper_of, paper_of_draft, sheets_of, title_of
from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.web.forms import CountedTextField, DateTimeMinuteField, KeyedRadios
from ecase.web.pages import Page, fields_of, guarded, refuse_into, status_of
from ecase.web.says import say
from sanctions.actions import answer_of
from sanctions.forms import TOO_SHORT
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.rules import REASONS_AT_LEAST
from sanctions.views import acts_of, checks_of, due_of

ROWS = 25
KEYS = {"support": "S", "refuse_support": "R", "return_for_rework": "B", "grant": "S", "refuse": "R"}
DECISIONS = {
    Role.PROSECUTOR: ("support", "refuse_support", "return_for_rework"),
    Role.HEAD_OF_PROSECUTION: ("support", "refuse_support", "return_for_rework"),
    Role.INVESTIGATING_JUDGE: ("grant", "refuse"),
}
TITLES = {
    Role.PROSECUTOR: N_("Decision of the prosecutor"),
    Role.HEAD_OF_PROSECUTION: N_("Decision of the prosecutor"),
    Role.INVESTIGATING_JUDGE: N_("Decision of the investigating judge"),
}


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
        if self.by.role not in DECISIONS and pk is None:
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

    def decide(self, chosen: Sanction, form: forms.Form, draft: Draft | None) -> HttpResponse:
        common: dict[str, Any] = {"by": self.by, "at": self.at}
        if draft is not None:
            signature = self.request.POST.get("signature", "")
            moving.perform(SANCTION, chosen, draft.move, {}, draft_id=draft.pk, signature=signature, **common)
            done = _(ACTS[draft.act].title)
            messages.success(
                self.request, _("Signed: %(act)s, case %(number)s.") % {"act": done, "number": chosen.case.number}
            )
            return HttpResponseRedirect(reverse("queue"))
        if not form.is_valid():
            rows, further = self.waiting()
            return self.page(rows, further, chosen, form, status=422)
        try:
            made = moving.draft(SANCTION, chosen, form.cleaned_data["decision"], fields_of(self.request), **common)
        except Invalid as invalid:
            for name, errors in invalid.form.errors.items():
                form.add_error(name if name in form.fields else None, errors)
            rows, further = self.waiting()
            return self.page(rows, further, chosen, form, status=422)
        return HttpResponseRedirect(f"{reverse('queue_item', args=[chosen.pk])}?draft={made.pk}")

    # --- what waits ---------------------------------------------------------------------------------------

    def waiting(self) -> tuple[list[Sanction], bool]:
        """What waits for the reader, nearest end first, by key; and whether there is more."""
        rows: QuerySet[Any] = (
            SANCTION.visible(self.by)
            .filter(matter__waits_for=self.by, matter__closed_at__isnull=True)
            .annotate(due=Coalesce("matter__next_due", "detention__matter__next_due"))
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
        found = list(rows.order_by(F("due").asc(nulls_last=True), "pk")[: ROWS + 1])
        return found[:ROWS], len(found) > ROWS

    def chosen(self, pk: UUID) -> Sanction:
        found = SANCTION.visible(self.by).filter(pk=pk).first()
        if found is None or self.by.role not in DECISIONS:
            raise Http404
        sanction: Sanction = found
        return sanction

    # --- forms ----------------------------------------------------------------------------------------------

    def form(self, sanction: Sanction, draft_id: str = "") -> forms.Form | None:
        """An empty form, or what was typed into the draft somebody comes back from; None: nothing to decide."""
        if self.by.role not in DECISIONS or not self.allowed(sanction):
            return None
        initial: dict[str, Any] = {}
        if draft_id:
            draft = draft_of(self.by, draft_id, subject_id=sanction.pk)
            initial = {**draft.fields, "decision": draft.move}
        return self.dressed(self.form_class()(initial=initial), sanction)

    def bound(self, sanction: Sanction) -> forms.Form:
        return self.dressed(self.form_class()(self.request.POST), sanction)

    def form_class(self) -> type[DecideForm]:
        return JudgeForm if self.by.role == Role.INVESTIGATING_JUDGE else DecideForm

    def dressed(self, form: forms.Form, sanction: Sanction) -> forms.Form:
        names = DECISIONS[Role(self.by.role)]
        titles = {name: say(move.title) for name, move in SANCTION.moves(sanction).items()}
        form.fields["decision"].choices = [(name, titles[name]) for name in names if name in titles]  # type: ignore[attr-defined]
        return form

    def allowed(self, sanction: Sanction) -> bool:
        offers = moving.offers(SANCTION, sanction, self.by, self.at)
        return any(offer.allowed for offer in offers if offer.move.name in DECISIONS[Role(self.by.role)])

    # --- the page -------------------------------------------------------------------------------------------

    def page(
        self,
        rows: list[Sanction],
        further: bool,
        chosen: Sanction | None,
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
        rows: list[Sanction],
        chosen: Sanction,
        form: forms.Form | None,
        draft: Draft | None,
        refusal: Refusal | None,
    ) -> dict[str, Any]:
        number = chosen.case.number
        own = reverse("queue_item", args=[chosen.pk])
        acts = acts_of(chosen, self.by)
        petition = next((row for row in acts if row.kind == chosen.rule.petition_act), None)
        grounds = [row for row in self.grounds(chosen) if row.pk not in {act.pk for act in acts}]
        shown = next((row for row in [*acts, *grounds] if str(row.pk) == self.request.GET.get("paper")), petition)
        due = due_of(chosen, self.by)
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
            "checks": checks_of(answer_of(chosen, at=self.at)) if draft is None else [],
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

    def title(self, chosen: Sanction, draft: Draft | None) -> str:
        if draft is not None:
            return say(moving.move_named(SANCTION, chosen, draft.move).title)
        return _(TITLES.get(Role(self.by.role), N_("Queue")))

    def facts(self, chosen: Sanction, draft: Draft | None) -> list[dict[str, Any]]:
        person = chosen.participant.full_name if chosen.participant else ""
        rows = [
            (_("Request"), _(chosen.rule.title)),
            (_("About"), person),
            (_("Case"), chosen.case.number),
            (_("Asked by"), chosen.requested_by.user.short_name()),
        ]
        if draft is not None:
            rows = [
                (_("You sign"), f"{self.by.user.get_full_name()}, {self.by.role_title}"),
                (_("About"), person),
                (_("Case"), chosen.case.number),
            ]
        return [{"title": title, "value": value} for title, value in rows]

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

    def grounds(self, chosen: Sanction) -> list[Material]:
        """The other documents of the case that the reader sees."""
        rows = Material.objects.visible_to(self.by).filter(case=chosen.case).select_related("document", "matter")
        return list(rows.order_by("first_sheet")[:20])

    def way_in(self, chosen: Sanction, own: str) -> dict[str, Any]:
        refusal = None
        names = DECISIONS.get(Role(self.by.role), ())
        offers = [o for o in moving.offers(SANCTION, chosen, self.by, self.at) if o.move.name in names]
        if offers and not any(offer.allowed for offer in offers):
            first = offers[0].refusal
            assert first is not None
            refusal = {"says": say(first.says, first.params), "cite": first.cite}
        return {
            "name": "open",
            "title": _("Open the decision"),
            "url": own,
            "allowed": refusal is None,
            "refusal": refusal,
            "style": "",
            "key": "",
        }

    def next_url(self, rows: list[Sanction], chosen: Sanction) -> str:
        """The one after the chosen in the list, if there is any other."""
        ids = [row.pk for row in rows]
        if chosen.pk in ids and len(ids) > 1:
            return reverse("queue_item", args=[ids[(ids.index(chosen.pk) + 1) % len(ids)]])
        return ""

    def item(self, row: Any, chosen: Sanction | None) -> dict[str, Any]:
        return {
            "url": reverse("queue_item", args=[row.pk]),
            "kind": _(row.rule.title),
            "object": row.participant.full_name if row.participant else "",
            "case_number": row.case.number,
            "who": row.requested_by.user.short_name(),
            "due_at": row.due,
            "starts_at": row.court_received_at if row.status == Status.BEFORE_COURT else None,
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


def sign_form(sanction: Sanction, draft: Draft) -> forms.Form:
    return guarded(
        SignForm(initial={"draft": str(draft.pk), "signature": DEMO}),
        case=sanction.case.number,
        version=sanction.version,
    )
