"""Many cases handed over at once, when an officer has left: to one successor, or to one for each case.

Each case still gets its own ruling, signed and recorded by itself. A plan is kept while it is carried out, a few cases
in each request: whoever stops half-way finds what is done and what is left, and goes on. Not here: what a ruling of
assignment does (`cases.actions.effects.posts`), and what happens when somebody leaves (`cases.actions.handover`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases import moving
from cases.models import Case, Matter, Ruling
from cases.resource import CASE
from cases.ruling_forms.posts import with_load
from cases.ruling_forms.terms import reasons
from ecase.documents.actions import DEMO
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.oversight.queries import OFFICERS, OPEN, posts_of, who_left
from ecase.people.queries import in_post
from ecase.web import saved
from ecase.web.pages import STALE_PAGE, Page, guarded, here, hidden, in_words
from ecase.web.says import say

KEY = "unit/hand-over/"
PLAN = "plan"
AT_ONCE = 4  # cases in one request: their rows are locked together, and nobody waits longer for them
MOST = 200  # cases in one plan
GOING = timedelta(seconds=30)  # how long after a signing its own answer may go on by itself


@dataclass
class Plan:
    """What was chosen: reasons, and for each case its successor; what came of it so far."""

    text: str = ""
    chosen: dict[str, int] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    id: str = ""  # a page signs the plan it shows, never the one that replaced it
    signed_at: str = ""

    @property
    def left(self) -> list[str]:
        return [number for number in self.chosen if number not in self.done and number not in self.refused]


class ChooseForm(forms.Form):
    """Whom the cases go to, and why."""

    successor = forms.ChoiceField(label=_("Successor for all the cases chosen"), required=False)
    text = reasons(help_text=_("One text for all the rulings."))


class HandOver(Page):
    """`/unit/hand-over/`: choose the cases and their successors, look at the list, sign, see how far it is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.office()
        plan = self.plan()
        return self.choosing(self.form()) if plan is None else self.progress(plan)

    def post(self, request: HttpRequest) -> HttpResponse:
        self.office()
        wanted = {"choose": self.choose, "sign": self.sign, "forget": self.forget}.get(request.POST.get("do", ""))
        if wanted is None:
            return HttpResponseRedirect(self.own)
        return self.once(lambda: self.of_this_plan(wanted), self.refused)

    def of_this_plan(self, wanted: Callable[[], HttpResponse]) -> HttpResponse:
        """What is signed or discarded is the list on the page in hand; another one may stand there by now."""
        plan = self.plan()
        if plan is not None and wanted != self.choose and self.request.POST.get("version", "") != plan.id:
            return self.refused(STALE_PAGE)
        return wanted()

    # --- what is asked ----------------------------------------------------------------------------

    @property
    def own(self) -> str:
        return reverse("unit_hand_over")

    def office(self) -> tuple[Role, str, str, str]:
        found = OFFICERS.get(Role(self.by.role))
        if found is None:
            raise Http404
        return found

    @property
    def move(self) -> Move:
        """The ruling by which one case gets its officer."""
        return moving.move_named(CASE, None, self.office()[2])

    def waiting(self) -> dict[str, tuple[Case, datetime]]:
        """The cases that ask this reader for an officer, and since when; by number, the longest waiting first.

        Those that somebody left, and to a head of investigation also those that came by a transfer.
        """
        asked = self.office()[3]
        rows = Matter.objects.visible_to(self.by).filter(kind=asked, closed_at__isnull=True, waits_for=self.by)
        left = rows.select_related("case__office").order_by("opened_at", "id")[:MOST]
        found = {matter.case.number: (matter.case, matter.opened_at) for matter in left}
        if self.by.role == Role.HEAD_OF_INVESTIGATION:
            mine = Case.objects.visible_to(self.by).filter(investigator=self.by, stage__in=OPEN)
            for case in mine.select_related("office").order_by("registered_at", "id")[:MOST]:
                found.setdefault(case.number, (case, case.registered_at))
        return found

    def successors(self) -> list[tuple[str, str]]:
        role, post, _move, _asked = self.office()
        return with_load(in_post(self.by.office_id, {role}), post)

    def form(self, data: Any = None) -> forms.Form:
        form = ChooseForm(data)
        form.fields["successor"].choices = [("", _now("Choose")), *self.successors()]  # type: ignore[attr-defined]
        return guarded(form)

    def choose(self) -> HttpResponse:
        """Keep the plan; nothing is signed yet."""
        asked = self.request.POST
        form = self.form(asked)
        waiting, known = self.waiting(), dict(self.successors())
        numbers = [number for number in asked.getlist("cases") if number in waiting]
        own = {number: asked.get(f"to-{number}", "") or asked.get("successor", "") for number in numbers}
        if form.is_valid():
            if not numbers:
                form.add_error(None, _now("Choose at least one case."))
            elif not set(own.values()) <= set(known):
                form.add_error("successor", _now("Choose a successor for every case that has none of its own."))
        if form.errors:
            return self.choosing(form, asked, 422)
        plan = Plan(form.cleaned_data["text"], {number: int(pk) for number, pk in own.items()}, id=uuid4().hex)
        self.keep(plan)
        return HttpResponseRedirect(self.own)

    # --- what is done -----------------------------------------------------------------------------

    def sign(self) -> HttpResponse:
        """The next few cases: each its own ruling, and one that is refused does not stop the others."""
        plan = self.plan()
        if plan is not None:
            waiting = self.waiting()
            some = {number: waiting[number][0] if number in waiting else None for number in plan.left[:AT_ONCE]}
            # In the order in which everybody locks several cases.
            for number, case in sorted(some.items(), key=lambda one: one[1].pk.hex if one[1] else ""):
                self.hand_over(plan, number, case)
            plan.signed_at = self.at.isoformat()
            self.keep(plan)
        return HttpResponseRedirect(f"{self.own}?going=1")

    def goes_on(self, plan: Plan) -> bool:
        """Whether this page signs the next few by itself: only as the answer to a signing, never when merely opened."""
        fresh = bool(plan.signed_at) and self.at - datetime.fromisoformat(plan.signed_at) < GOING
        return bool(plan.left) and fresh and "going" in self.request.GET

    def hand_over(self, plan: Plan, number: str, case: Case | None) -> None:
        if case is None:
            plan.refused[number] = _now("The case does not ask for an officer any more.")
            return
        fields = {self.office()[1]: str(plan.chosen[number]), "text": plan.text}
        try:
            with transaction.atomic():
                ruling: Ruling = moving.perform(
                    CASE, case, self.move.name, fields, by=self.by, at=self.at, signature=DEMO
                )
        except Refused as refused:
            plan.refused[number] = in_words(refused.refusal)
        except moving.Invalid as invalid:
            plan.refused[number] = " ".join(str(one) for errors in invalid.form.errors.values() for one in errors)
        else:
            plan.done[number] = str(ruling.pk)

    def forget(self) -> HttpResponse:
        saved.forget(self.by, KEY)
        return HttpResponseRedirect(reverse("unit"))

    # --- the plan ---------------------------------------------------------------------------------

    def plan(self) -> Plan | None:
        kept = saved.value_of(saved.load(self.by, KEY, lock=self.request.method == "POST"), PLAN)
        return Plan(**kept) if kept else None

    def keep(self, plan: Plan) -> None:
        saved.put(self.by, KEY, PLAN, vars(plan), at=self.at)

    # --- what is shown ----------------------------------------------------------------------------

    def choosing(self, form: forms.Form, typed: Any = None, status: int = 200) -> HttpResponse:
        waiting = self.waiting()
        gone = who_left(case.pk for case, _since in waiting.values())
        chosen = set(typed.getlist("cases")) if typed is not None else set(waiting)
        context = {
            "title": say(self.move.title),
            "form": form,
            "rows": [
                {
                    "number": number,
                    "url": here(f"/cases/{number}/"),
                    "left": gone.get(case.pk, ""),
                    "since": since,
                    "chosen": number in chosen,
                    "to": typed.get(f"to-{number}", "") if typed is not None else "",
                }
                for number, (case, since) in waiting.items()
            ],
            "successors": self.successors(),
            "back_url": reverse("unit"),
        }
        return self.show("oversight/hand_over.html", context, status)

    def progress(self, plan: Plan) -> HttpResponse:
        names = {a.pk: a.user.get_full_name() for a in posts_of(plan.chosen.values())}
        url = "/cases/{}/rulings/{}/"
        rows = [
            {
                "number": number,
                "url": here(f"/cases/{number}/"),
                "to": names.get(pk, ""),
                "ruling_url": here(url.format(number, plan.done[number])) if number in plan.done else "",
                "refused": plan.refused.get(number, ""),
                # The very act of one case, to be looked at before all are signed.
                "look_url": f"{here(f'/cases/{number}/moves/{self.move.name}/')}?{self.office()[1]}={pk}",
            }
            for number, pk in plan.chosen.items()
        ]
        context = {
            "title": say(self.move.title),
            "rows": rows,
            "text": plan.text,
            "signer": f"{self.by.user.get_full_name()}, {self.by.role_title}",
            "total": len(rows),
            "done": len(plan.done),
            "refused": len(plan.refused),
            "tried": len(rows) - len(plan.left),
            "left": len(plan.left),
            "begun": bool(plan.done or plan.refused),
            "going": self.goes_on(plan),
            "hidden": hidden(version=plan.id),
            "forget_hidden": hidden(version=plan.id),
            "back_url": reverse("unit"),
        }
        return self.show("oversight/hand_over_progress.html", context)
