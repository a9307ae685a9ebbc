"""The queue: what waits for the reader, nearest end first, with the paper and the decision beside it."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Material, Matter
from cases.moving import Invalid
from cases.views.papers import base_of, draft_of, paper_of, paper_of_draft, sheets_of, title_of
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.limits import LIMITS
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.oversight.queue_forms import AtOnceForm, DecideForm, JudgeForm, sign_form
from ecase.oversight.waiting import KINDS, Waiting, behind, kind_of, pressing
from ecase.web.pages import STALE_PAGE, Page, fields_of, guarded, here, refuse_into, status_of
from ecase.web.says import say

ROWS = 25
SETTLED = "settled"
OVER = frozenset({"wrong_status", "done_already"})
DECIDERS = frozenset({*PROSECUTION, Role.INVESTIGATING_JUDGE, Role.HEAD_OF_INVESTIGATION})


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
            if refusal.code == SETTLED:
                typed = typed_in(form) if draft is None else []
                return self.page(rows, further, chosen, None, refusal=refusal, typed=typed, status=status_of(refusal))
            if draft is None and refusal.field in form.fields:
                refuse_into(form, refusal)
                return self.page(rows, further, chosen, form, status=status_of(refusal))
            return self.page(rows, further, chosen, form, draft=draft, refusal=refusal, status=status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=chosen.case.number, version=chosen.version)
            if wrong is not None:
                return again(self.settled(chosen) if wrong is STALE_PAGE else wrong)
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
        name = form.cleaned_data["decision"]
        move = moving.move_named(resource, chosen, name)
        if isinstance(form, AtOnceForm):
            moving.perform(resource, chosen, name, {}, **common)
            messages.success(self.request, _("Done: %(move)s.") % {"move": say(move.title)})
            return HttpResponseRedirect(reverse("queue"))
        try:
            made = moving.draft(resource, chosen, name, fields_of(self.request), **common)
        except Invalid as invalid:
            for name, errors in invalid.form.errors.items():
                form.add_error(name if name in form.fields else None, errors)
            rows, further = self.waiting()
            return self.page(rows, further, chosen, form, status=422)
        return HttpResponseRedirect(f"{reverse('queue_item', args=[chosen.pk])}?draft={made.pk}")

    def settled(self, chosen: Any) -> Refusal:
        """What to say to a page that is older than the matter: it is decided, or it has only changed."""
        names = self.names(chosen)
        offers = moving.offers(self.kind(chosen).resource, chosen, self.by, self.at)
        why = {offer.refusal.code if offer.refusal else "" for offer in offers if offer.move.name in names}
        if not why or why - OVER:
            return STALE_PAGE
        return Refusal(
            SETTLED,
            N_("This has been decided meanwhile: %(state)s. Nothing more is asked of you here."),
            {"state": self.kind(chosen).state(chosen)},
        )

    # --- what waits ---------------------------------------------------------------------------------------

    def waiting(self) -> tuple[list[Any], bool]:
        """What waits for the reader: what cannot wait, then nearest end first, by key; and whether there is more."""
        rows: QuerySet[Any] = (
            Matter.objects.visible_to(self.by)
            .filter(waits_for=self.by, closed_at__isnull=True)
            .annotate(due=Coalesce(pressing(), "next_due", behind()))
        )
        after, _sep, last = self.request.GET.get("after", "").partition("_")
        try:
            moment = parse_datetime(after.replace(" ", "+")) if after else None
        except ValueError as wrong:
            raise Http404 from wrong
        if last:
            try:
                below = Q(due=moment, pk__gt=UUID(last)) if moment else Q(due__isnull=True, pk__gt=UUID(last))
                rows = rows.filter(below | Q(due__gt=moment) | Q(due__isnull=True) if moment else below)
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
                # What presses by its kind and has no term of its own shows a mark in place of a clock.
                row.due = matter.next_due if self.kind(row).urgent(row) else matter.due
                row.place = matter.due
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
        initial: dict[str, Any] = {"decision": "see"} if self.names(subject) == ("see",) else {}
        if draft_id:
            draft = draft_of(self.by, draft_id, subject_id=subject.pk)
            initial = {**draft.fields, "decision": draft.move}
        return self.dressed(self.form_class(subject)(initial=initial), subject)

    def bound(self, subject: Any) -> forms.Form:
        return self.dressed(self.form_class(subject)(self.request.POST), subject)

    def form_class(self, subject: Any) -> type[forms.Form]:
        names = self.names(subject)
        if names == ("see",):
            return AtOnceForm
        return JudgeForm if "grant" in names else DecideForm

    def dressed(self, form: forms.Form, subject: Any) -> forms.Form:
        titles = {name: say(move.title) for name, move in self.kind(subject).resource.moves(subject).items()}
        form.fields["decision"].choices = [(name, titles[name]) for name in self.names(subject) if name in titles]  # type: ignore[attr-defined]
        if self.kind(subject).unless and "reasons" in form.fields:
            form.fields["reasons"].help_text = _(self.kind(subject).unless)
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
        typed: list[dict[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "typed": typed or [],
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
                {
                    "title": f"{title_of(row)}, {_('sheets %(sheets)s') % {'sheets': sheets_of(row)}}",
                    "url": f"{own}?paper={row.pk}",
                }
                for row in grounds[:8]
            ],
            "facts": self.facts(chosen, draft),
            "checks": kind.checks(chosen, self.at) if draft is None else [],
            "read_says": "",
            "send_before": None
            if due is None
            else {"due_at": due.due_at, "starts_at": None if LIMITS[due.rule].backwards else due.starts_at},
            "submit": _("Sign") if draft is not None else self.at_once(chosen),
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
        if self.names(chosen) == ("see",):
            return self.kind(chosen).name(chosen)
        return self.kind(chosen).title(Role(self.by.role))

    def at_once(self, chosen: Any) -> str:
        """The words of the button where one press is all there is; empty where an act is looked at first."""
        names, moves = self.names(chosen), self.kind(chosen).resource.moves(chosen)
        return say(moves["see"].title) if names == ("see",) and "see" in moves else ""

    def facts(self, chosen: Any, draft: Draft | None) -> list[dict[str, Any]]:
        kind = self.kind(chosen)
        person = kind.about(chosen)
        what, whose = kind.labels
        rows = [
            (_(what), kind.name(chosen)),
            (_("About"), person),
            (_("Case"), chosen.case.number),
            (_(whose), kind.asked(chosen).user.short_name()),
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
        """The other documents of the case that the reader sees: what is about the same person, and what is common."""
        rows = Material.objects.visible_to(self.by).filter(case=chosen.case).select_related("document", "matter")
        if chosen.participant is not None:
            common = Q(matter__isnull=True) | Q(matter__participant__isnull=True)
            rows = rows.filter(common | Q(matter__participant=chosen.participant))
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
            "urgent": kind.urgent(row),
            "came_at": kind.came(row),
            "current": chosen is not None and row.pk == chosen.pk,
        }

    def paging(self, rows: list[Any]) -> dict[str, Any]:
        last = rows[-1] if rows else None
        key = f"{last.place.isoformat() if last.place else ''}_{last.pk}" if last is not None else ""
        return {
            "shown": len(rows),
            "total": None,
            "next_url": f"{reverse('queue')}?after={quote(key)}" if key and len(rows) == ROWS else "",
            "first_url": reverse("queue") if self.request.GET.get("after") else "",
        }


def typed_in(form: forms.Form) -> list[dict[str, str]]:
    """What somebody had written into a form that is not asked for any more: shown to be copied, never lost."""
    return [
        {"id": f"typed-{field.name}", "title": str(field.label), "value": str(field.value() or "")}
        for field in form
        if isinstance(field.field.widget, forms.Textarea) and field.value()
    ]
