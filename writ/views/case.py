"""The writ inside its case: the check list, the ten days, the words of the parties, the verdict and what follows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Deadline, Material
from cases.views.case import CasePage
from cases.views.frame import chain_of, open_case
from cases.views.moves import MovePage
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from ecase.law import writ as rule
from ecase.law.clock import shown
from ecase.law.roles import Role
from ecase.law.words import Refusal, Refused
from ecase.law.writ_fine import METHODS
from ecase.web.left import in_words as span
from ecase.web.pages import as_move, guarded, here, in_words, refuse_into, status_of
from ecase.web.says import cited, say
from ecase.web.together import together
from writ.actions import opened, start
from writ.actions.preparing import why_not_start
from writ.composing import limits_for
from writ.facts import Candidate, candidates, verdict_of
from writ.forms import start_form
from writ.kinds import (
    ANSWERS,
    APPEAL_OUTCOMES,
    ASKS,
    FINAL,
    MEANS,
    OUTCOMES,
    PARTS,
    RECEIVERS,
    SERVED,
    SIDES,
    STATUS_TITLES,
    Answer,
    Status,
)
from writ.models import Accused, Copy, Payment, Will, Writ
from writ.resource import WRIT
from writ.shapes import accused_rows, appeals_of, seen_candidates
from writ.telling import COLOURS, condition_shown, in_order
from writ.track import WHOSE, Track, track

Row = dict[str, Any]
LOOKS = {
    Status.PREPARING: "",
    Status.OBJECTED: "late",
    Status.ENDED: "grey",
    **dict.fromkeys(FINAL, "ok"),
}
# What a reader of the page is not offered greyed: moves of another stage, or of somebody else's word.
UNFIT = frozenset({
    "wrong_status", "wrong_role", "answered", "not_asked", "no_word", "nobody_left", "all_served", "only_forwards",
    "not_a_convict", "not_a_party", "days_over", "appealed_already",
})  # fmt: skip


class CaseWrit(CasePage):
    """The writ tab: the current writ or the last one, or the check list where there has been none."""

    tab = "writ"

    def get(self, request: HttpRequest, number: str, pk: UUID | None = None) -> HttpResponse:
        case = self.opened.case
        rows = list(WRIT.visible(self.by).filter(case=case).order_by("-started_at"))
        if pk is not None and all(row.pk != pk for row in rows):
            raise Http404
        chosen = next((row for row in rows if row.pk == pk), rows[0] if rows else None)
        refusal = why_not_start(case, self.by, self.at) if self.conducts() else None
        # Of one that has ended its acts tell; what is weighed is whether there can be another one.
        ended = chosen is not None and chosen.status == Status.ENDED
        opens = self.conducts() and refusal is None
        weighed = chosen is None or (opens if ended else chosen.decided_at is None)
        found = candidates(case, self.at, None if ended else chosen) if weighed else []
        beside = together(beside_of(self.by, chosen)) if chosen is not None else {}
        waiting = [one for one in beside.get("copies", ()) if one.appointment_id == self.by.pk and not one.served_at]
        if chosen is not None and waiting and opened(writ_id=chosen.pk, by=self.by, at=self.at):
            messages.success(request, _("Your copy of the verdict is served by this."))
            beside = together(beside_of(self.by, chosen))
        wills = beside.get("wills", [])
        bar = track(case.registered_at, chosen, wills, self.at)
        context: dict[str, Any] = {
            "verdict": say(rule.VERDICTS[verdict_of(found)]) if found else "",
            "verdict_kind": COLOURS[verdict_of(found)] if found else "",
            "candidates": [candidate_shown(one) for one in seen_candidates(found, self.by)],
            "fines": fines_shown(seen_candidates(found, self.by), self.at),
            "track": track_shown(bar, self.at),
            "start_url": f"{self.base}writ/new/" if opens else "",
            "why_not": in_words(refusal) if refusal is not None and (chosen is None or ended) else "",
            "writ": None,
            "others": [
                {"url": f"{self.base}writ/{row.pk}/", "title": state_of(row), "at": row.started_at}
                for row in rows
                if chosen is None or row.pk != chosen.pk
            ],
        }
        if chosen is not None:
            context |= self.of_writ(chosen, beside)
        return self.show_case("writ/case.html", context)

    def of_writ(self, writ: Writ, beside: dict[str, list[Any]]) -> Row:
        own = f"{self.base}writ/{writ.pk}/"
        papers = beside["papers"]
        number = self.opened.case.number
        asked = self.request.GET.get("act")
        verdict = next((row for row in papers if row.kind == "writ_verdict"), papers[-1] if papers else None)
        chosen = next((row for row in papers if str(row.pk) == asked), verdict)
        offers = [one for one in moving.offers(WRIT, writ, self.by, self.at, own=True) if one.allowed or _fits(one)]
        replaced = {row.replaces_id for row in beside["terms"] if row.replaces_id}
        return {
            "writ": {
                "title": state_of(writ),
                "kind": LOOKS.get(Status(writ.status), "") or "",
                "ended": writ.status == Status.ENDED,
                "outcome_reasons": writ.outcome_reasons,
                "holder": holder_of(writ),
            },
            "moves": [as_move(one, own) for one in offers],
            "wills": [will_shown(one) for one in beside["wills"]],
            "accused": penalties(writ, beside["accused"], beside["payments"]),
            "copies": [copy_shown(one) for one in beside["copies"]],
            "appeals": [
                {
                    "side": say(SIDES[one.side]),
                    "name": one.participant.full_name if one.participant else one.filed_by.user.get_full_name(),
                    "asks": say(ASKS[one.asks]),
                    "at": one.filed_at,
                    "outcome": say(APPEAL_OUTCOMES[one.outcome]) if one.outcome else "",
                    "text": one.text,
                }
                for one in beside["appeals"]
            ],
            "terms": terms_shown([row for row in beside["terms"] if row.pk not in replaced], beside["copies"]),
            "facts": facts_of(writ),
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen else None,
            "materials": [
                {
                    "title": title_of(row),
                    "url": f"{own}?act={row.pk}#act",
                    "sheets": sheets_of(row),
                    "current": chosen is not None and row.pk == chosen.pk,
                }
                for row in papers
            ],
        }


def _fits(offer: moving.Offer) -> bool:
    return offer.refusal is not None and offer.refusal.code not in UNFIT


class Begin(CasePage):
    """Opening a writ: whom to ask, everybody at once."""

    tab = "writ"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.not_his() or self.page()

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        refused = self.not_his()
        if refused is not None:
            return refused

        def answer() -> HttpResponse:
            form = start_form(self.opened.case)(request.POST)
            if not form.is_valid():
                return self.page(form, status=422)
            try:
                made = start(case_id=self.opened.case.pk, by=self.by, at=self.at, fields=form.cleaned_data)
            except Refused as refused:
                return self.again(form, refused.refusal)
            messages.success(request, _("The writ is opened, and the parties are asked."))
            return HttpResponseRedirect(f"{self.base}writ/{made.pk}/")

        return self.once(answer, lambda refusal: self.page(refusal=refusal, status=409))

    def again(self, form: Any, refusal: Refusal) -> HttpResponse:
        if refusal.field in form.fields:
            refuse_into(form, refusal)
            return self.page(form, status=status_of(refusal))
        return self.page(form, refusal, status_of(refusal))

    def page(self, form: Any = None, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        refusal = refusal or why_not_start(self.opened.case, self.by, self.at)
        shown = form or start_form(self.opened.case)()
        context = {
            "title": _("Open a writ"),
            "lead": _("Everybody whose word is needed is asked at once, in his own account where he has one."),
            "cite": "CPC 629-1(2)(4)",
            "form": None if refusal is not None and form is None else guarded(shown),
            "refusal": refusal,
            "step": "confirm",
            "submit": _("Open and ask"),
            "hidden": [],
            "paper": None,
            "back_url": f"{self.base}writ/",
        }
        return self.show_case("web/move.html", context, status)


class WritMove(MovePage):
    """A move on a writ, from its case."""

    resource = WRIT
    template = "writ/move.html"

    @property
    def keeps_typed(self) -> bool:  # type: ignore[override]
        return self.kwargs["name"] in ("request", "convict")

    def fits(self, subject: Writ, kwargs: dict[str, Any]) -> bool:
        return bool(subject.case.number == kwargs["number"])

    def around(self, subject: Writ) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context("writ", self.at)

    def back(self, subject: Writ) -> str:
        return here(f"/cases/{subject.case.number}/writ/{subject.pk}/")

    def after(self, subject: Writ) -> str:
        """A judge who has decided has the next one waiting; one who withdrew or decided above sees the case no more."""
        if self.by.role in (Role.TRIAL_JUDGE, Role.APPEAL_JUDGE):
            return here("/queue/")
        return self.back(subject)

    def lead(self, subject: Writ) -> str:
        return accused_words(subject)


# --- what is shown ---------------------------------------------------------------------------------------------------


def beside_of(by: Any, writ: Writ) -> dict[str, QuerySet[Any]]:
    """What stands around a writ for this reader, by name, to be read in one statement."""
    copies = Copy.objects.visible_to(by).filter(writ=writ)
    accused = accused_rows(writ, by).filter(amount__isnull=False)
    terms = Deadline.objects.visible_to(by).filter(Q(matter=writ.pk) | Q(matter__in=copies.values("pk")))
    papers = Material.objects.visible_to(by).filter(matter_id=writ.pk)
    return {
        "wills": words_of(by, writ),
        "copies": copies.order_by("matter__number"),
        "accused": accused,
        "payments": Payment.objects.filter(accused__in=accused.order_by().values("pk")).order_by("paid_on", "at"),
        "appeals": appeals_of(writ),
        "terms": terms.order_by("due_at", "id"),
        "papers": papers.select_related("document", "matter", "filed_by__user").order_by("first_sheet"),
    }


def terms_shown(terms: list[Deadline], copies: list[Copy]) -> list[Row]:
    """The chain of terms; of the days that run for somebody it says for whom."""
    whose = {one.pk: one.name for one in copies}
    chain = chain_of(terms)
    for row, term in zip(chain, terms, strict=True):
        if term.matter_id in whose:
            row["title"] = f"{row['title']}: {whose[term.matter_id]}"
    return chain


def words_of(by: Any, writ: Writ) -> Any:
    rows = Will.objects.visible_to(by).filter(writ=writ)
    return rows.select_related("participant", "matter__waits_for").order_by("matter__number")


def accused_words(writ: Writ) -> str:
    """Who is accused, in one line; in the row already where it was read by `visible`."""
    names = getattr(writ, "names", None)
    if names is not None:
        return str(names)
    rows = Accused.objects.filter(writ=writ).select_related("participant").order_by("id")
    return ", ".join(row.participant.full_name for row in rows)


def papers_of(writ: Writ, by: Any) -> list[Material]:
    """The acts of the writ that `by` sees, in the order of their sheets."""
    mine = Material.objects.visible_to(by).select_related("document", "matter", "filed_by__user")
    return list(mine.filter(matter_id=writ.pk).order_by("first_sheet"))


def state_of(writ: Writ) -> str:
    return say(OUTCOMES[writ.outcome]) if writ.outcome else say(STATUS_TITLES[writ.status])


def holder_of(writ: Writ) -> str:
    """Whose turn it is, by name."""
    holder = writ.matter.waits_for
    return f"{holder.user.short_name()}, {holder.role_title}" if holder is not None else ""


def candidate_shown(one: Candidate) -> Row:
    conditions = in_order(one.answer.conditions) if one.answer is not None else []
    left = [row for row in conditions if row.state is not rule.State.MET]
    reminders = one.answer.reminders if one.answer is not None else ()
    return {
        "name": one.person.full_name,
        "verdict": say(rule.VERDICTS[one.verdict]),
        "kind": COLOURS[one.verdict],
        "charges": ", ".join(dict.fromkeys(cited(row.cite) for row in one.charges)),
        "own": one.own,
        "conditions": [condition_shown(row) for row in conditions],
        "left": len(left),
        "reminders": [{"says": say(row.says, row.params), "cite": row.cite} for row in reminders],
    }


def fines_shown(found: list[Candidate], at: Any) -> list[Row]:
    """What a verdict may fine for each charge, in MCI and tenge."""
    rows = []
    for candidate in found:
        for charged in candidate.charges:
            try:
                fine = limits_for(charged, at)
            except Refused:
                continue
            limits = fine.limits
            rows.append(
                {
                    "charge": cited(charged.cite),
                    "least": limits.least_mci,
                    "most": limits.most_mci,
                    "index": fine.index,
                    "least_tenge": limits.least(fine.index),
                    "most_tenge": limits.most(fine.index),
                    "cite": limits.cite,
                }
            )
    return list({row["charge"]: row for row in rows}.values())


def track_shown(bar: Track, at: Any) -> Row:
    used = bar.used()
    whole = sum((length for length in used.values()), start=bar.until - bar.until)
    return {
        "day": bar.day,
        "goal": bar.goal,
        "since": bar.since,
        "last_day": bar.last_day,
        "over": bar.over,
        "until": bar.until,
        "late": bar.late_days,
        "days": [
            {
                "number": one.number,
                "on": one.on,
                "whose": one.whose.value if one.whose else "",
                "title": say(WHOSE[one.whose]) if one.whose else "",
                "today": one.today,
                "late": one.number > bar.goal,
            }
            for one in bar.days()
        ],
        "used": [
            {
                "whose": who.value,
                "title": say(WHOSE[who]),
                "span": span(length),
                "share": round(100 * length / whole) if whole else 0,
            }
            for who, length in used.items()
        ],
    }


def will_shown(one: Will) -> Row:
    look = {Answer.CONSENTS: "ok", Answer.NONE: "open"}.get(Answer(one.answer), "bad")
    return {
        "part": say(PARTS[one.part]),
        "name": one.participant.full_name,
        "answer": say(ANSWERS[one.answer]),
        "look": look,
        "at": one.answered_at,
        "asked_at": one.asked_at,
        "reminded_at": one.reminded_at,
        "means": say(MEANS[one.means]) if one.means else "",
        "reasons": one.reasons,
        "account": one.matter.waits_for is not None and one.matter.waits_for.role == Role.PARTICIPANT,
    }


def penalties(writ: Writ, accused: list[Accused], payments: list[Payment]) -> list[Row]:
    """What each convict has to pay; nothing where the verdict was cancelled."""
    return [] if writ.status == Status.ENDED else [accused_shown(one, payments) for one in accused]


def accused_shown(one: Accused, payments: list[Payment]) -> Row:
    paid = [row for row in payments if row.accused_id == one.pk]
    left = max(0, (one.amount or 0) - sum(row.amount for row in paid))
    return {
        "name": one.participant.full_name,
        "fines": [
            {"charge": cited(row["cite"]), "mci": row["mci"], "index": row["index"], "tenge": row["mci"] * row["index"]}
            for row in one.fines
        ],
        "method": say(METHODS[one.method]) if one.method else "",
        "total_mci": one.total_mci,
        "credit_mci": one.credit_mci,
        "amount": one.amount,
        "owed": left,
        "paid": [{"on": row.paid_on, "amount": row.amount, "proof": row.proof} for row in paid],
        "ban": one.ban,
        "ban_months": one.ban_months,
        "pay_until": one.pay_until,
    }


def copy_shown(one: Copy) -> Row:
    return {
        "whom": say(RECEIVERS[one.to_whom]),
        "name": one.name,
        "served_at": one.served_at,
        "means": say(SERVED[one.means]) if one.means else "",
        "proof": one.proof,
    }


def facts_of(writ: Writ) -> list[Row]:
    def who(post: Any) -> str:
        return f"{post.user.short_name()}, {post.role_title}" if post is not None else ""

    rows = [
        (_("Opened"), f"{shown(writ.started_at)}, {who(writ.started_by)}", "CPC 629-1"),
        (_("All conditions met"), shown(writ.conditions_at) if writ.conditions_at else "", "CPC 629-1(6)"),
        (
            _("Ruling"),
            f"{shown(writ.requested_at)}, {who(writ.requested_by)}" if writ.requested_at else "",
            "CPC 629-1(6)",
        ),
        (_("Passed on by the head"), f"{shown(writ.head_at)}, {who(writ.head)}" if writ.head_at else "", "CPC 629-3"),
        (
            _("Decision of the prosecutor"),
            f"{shown(writ.prosecutor_at)}, {who(writ.prosecutor)}" if writ.prosecutor_at else "",
            "CPC 629-3(4)",
        ),
        (_("Judge"), who(writ.judge), "CPC 629-4(1)"),
        (_("Decision of the judge"), shown(writ.decided_at) if writ.decided_at else "", "CPC 629-4"),
        (_("In force"), shown(writ.in_force_at) if writ.in_force_at else "", "CPC 629-8"),
        (_("Sent for execution"), shown(writ.sent_at) if writ.sent_at else "", "CPC 629-8"),
    ]
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows if value]
