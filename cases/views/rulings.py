"""The pages of decisions on a case: what has been decided and by whom, one ruling, drawing one, deciding on one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases import moving
from cases.access import CaseGrant
from cases.corrections import FIELDS, in_words
from cases.models import Case, Material, Ruling
from cases.moving import Offer
from cases.resource import CASE, RULING
from cases.views.case import CasePage, entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from ecase.law import cite
from ecase.law.clock import shown
from ecase.law.roles import TITLES, Role
from ecase.law.rulings import STATUS_TITLES, Status
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.pages import Page, as_move, here
from ecase.web.says import say

ROWS = 50
LOOKS = {
    Status.BEFORE_DECIDER: "waiting",
    Status.RETURNED: "returned",
    Status.REFUSED: "refused",
    Status.IN_FORCE: "granted",
    Status.WITHDRAWN: "ended",
    Status.CANCELLED: "refused",
    Status.FULFILLED: "granted",
}
# What may be drawn, in the groups in which somebody looks for it.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Suspects and charges"), ("recognise_suspect", "qualify", "requalify", "terminate_part", "terminate_outside")),
    (N_("Scope of the case"), ("sever", "join", "transfer", "terminate")),
    (N_("Term and form"), ("interrupt", "resume", "extend_term", "change_proceeding", "switch_format")),
    (N_("Who conducts it"), ("assign", "take_over", "form_group", "name_prosecutor", "instruct")),
    (N_("Entries"), ("correct",)),
)


def offered(case: Case, by: Appointment, at: Any) -> list[Offer]:
    """The moves of the reader's role on the case."""
    return moving.offers(CASE, case, by, at, own=True)


def grouped(offers: list[Offer], base: str) -> list[dict[str, Any]]:
    """The moves in their groups; empty groups are left out."""
    by_name = {offer.move.name: offer for offer in offers}
    groups = [
        {"title": _(title), "moves": [as_move(by_name[name], base) for name in names if name in by_name]}
        for title, names in GROUPS
    ]
    return [group for group in groups if group["moves"]]


class RulingList(CasePage):
    """The decisions of one case, newest first, and what the reader may decide or ask for now."""

    tab = "rulings"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        rows = RULING.visible(self.by).filter(case=case).order_by("-drawn_at")[:ROWS]
        context = {
            "rows": [self.row(row) for row in rows],
            "groups": grouped(offered(case, self.by, self.at), self.base),
        }
        return self.show_case("cases/rulings.html", context)

    def row(self, ruling: Ruling) -> dict[str, Any]:
        return {
            "url": f"{self.base}rulings/{ruling.pk}/",
            "title": say(ruling.rule.title),
            "about": about(ruling),
            "status": _(STATUS_TITLES[ruling.status]),
            "status_kind": LOOKS[Status(ruling.status)],
            "by": ruling.drawn_by.user.short_name(),
            "at": ruling.drawn_at,
            "holder": _(TITLES[Role(ruling.matter.waits_role)]) if ruling.matter.waits_role else "",
            "due_at": ruling.matter.next_due,
        }


class RulingPage(Page):
    """One ruling: its words, who decided, what it changed, what may be done with it."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        ruling = RULING.visible(self.by).filter(pk=pk, case__number=number).first()
        if ruling is None:
            raise Http404
        opened = open_case(self.by, number)
        base = here(f"/cases/{number}/")
        own = f"{base}rulings/{pk}/"
        acts = acts_of(ruling, self.by)
        chosen = next((row for row in acts if str(row.pk) == request.GET.get("act")), acts[-1] if acts else None)
        entries = list(entries_of(self.by, opened.case).filter(public__contains=str(pk))[:20])
        authors = people_by_id(entry.appointment_id for entry in entries)
        rows = [told(entry, authors, {}, base) for entry in entries]
        context = {
            **opened.context("rulings", self.at),
            "kind_title": say(ruling.rule.title),
            "object": about(ruling),
            "status": _(STATUS_TITLES[ruling.status]),
            "status_kind": LOOKS[Status(ruling.status)],
            "decision": decision_of(ruling),
            "facts": facts_of(ruling),
            "text": ruling.text,
            "text_title": _("What is to be done") if ruling.kind == "instruction" else _("Reasons of the ruling"),
            "change": change_of(ruling),
            "new_case": new_case_of(ruling, self.by),
            "answer": ruling.data.get("answer", ""),
            "terms": terms_of(self.by, pk),
            "moves": [as_move(o, own) for o in moving.offers(RULING, ruling, self.by, self.at, own=True) if live(o)],
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen else None,
            "materials": [
                {"title": title_of(row), "url": f"{own}?act={row.pk}", "sheets": sheets_of(row)} for row in acts
            ],
            "entries": [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows],
        }
        return self.show("cases/ruling.html", context)


class RulingMove(MovePage):
    """A move on a ruling: to approve it, refuse it, send it back, write it anew."""

    resource = RULING
    keeps_typed = True

    def around(self, subject: Ruling) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context("rulings", self.at)

    def lead(self, subject: Ruling) -> str:
        return " · ".join(part for part in (say(subject.rule.title), about(subject)) if part)

    def after(self, subject: Ruling) -> str:
        """To the ruling; to his queue for one whose sight of the case has ended with this decision."""
        sight = CaseGrant.objects.filter(appointment=self.by, content_object_id=subject.case_id, until__isnull=True)
        return self.back(subject) if sight.exists() else here("/")


class CaseMove(MovePage):
    """A move on the case itself: the fields of a ruling, the act to look at, the signature."""

    resource = CASE
    keeps_typed = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        by = getattr(request, "appointment", None)
        if by is not None:
            case = CASE.visible(by).filter(number=kwargs["number"]).first()
            if case is None:
                raise Http404
            kwargs["pk"] = case.pk
            self.kwargs["pk"] = case.pk
        return super().dispatch(request, *args, **kwargs)

    def typed_before(self, subject: Case, name: str, draft_id: str) -> dict[str, Any]:
        """What the address says (the charge somebody came from), under what was typed into a draft."""
        asked = {key: value for key, value in self.request.GET.items() if key not in ("draft", "from")}
        return {**asked, **super().typed_before(subject, name, draft_id)}

    def around(self, subject: Case) -> dict[str, Any]:
        return open_case(self.by, subject.number).context("rulings", self.at)

    def lead(self, subject: Case) -> str:
        return ""

    def after(self, subject: Case) -> str:
        """To the ruling that has just been made."""
        made = Ruling.objects.visible_to(self.by).filter(case=subject, drawn_by=self.by).order_by("-matter_id").first()
        return here(f"/cases/{subject.number}/rulings/{made.pk}/") if made else self.back(subject)

    def back(self, subject: Case) -> str:
        return here(f"/cases/{subject.number}/rulings/")


def live(offer: Offer) -> bool:
    """Moves that can be made, and those somebody would look for and is told why not."""
    return offer.allowed or offer.refusal is None or offer.refusal.code != "wrong_status"


def acts_of(ruling: Ruling, by: Appointment) -> list[Material]:
    """The acts of a ruling that `by` sees, oldest first."""
    rows = Material.objects.visible_to(by).select_related("document", "matter", "filed_by__user")
    return list(rows.filter(matter_id=ruling.pk).order_by("first_sheet"))


def about(ruling: Ruling) -> str:
    """Whom or what it is about, in a few words."""
    parts = [
        ruling.participant.full_name if ruling.participant else "",
        code_words(ruling.charge.cite) if ruling.charge else "",
        ruling.data.get("title", ""),
    ]
    return " · ".join(part for part in dict.fromkeys(parts) if part)


def code_words(code: str) -> str:
    """ "CC 188(3)" as the reader's language writes it."""
    return cite.words(code, (get_language() or "ru")[:2])


def articles_of(ruling: Ruling) -> list[tuple[str, Any, str]]:
    """Which article the ruling names, and in place of which."""
    names = {"article": _("New qualification") if ruling.kind == "requalification" else _("Article")}
    rows = [(_("Qualification until now"), ruling.data.get("from"), "")]
    rows += [(title, ruling.data.get(name), "") for name, title in names.items()]
    return [(title, code_words(_code(str(value))), said) for title, value, said in rows if value]


def _code(article: str) -> str:
    """ "188/3", as rulings keep it, in the form articles are cited in."""
    if article.startswith("CC "):
        return article
    number, _slash, part = article.partition("/")
    return f"CC {number}({part})" if part else f"CC {number}"


def decision_of(ruling: Ruling) -> dict[str, Any] | None:
    """The decider's word, reasons first; None while nobody has decided."""
    if ruling.decided_by is None or ruling.decided_at is None:
        return None
    words = {
        Status.RETURNED: (_("Returned for rework"), "returned"),
        Status.REFUSED: (_("Approval refused"), "refused"),
        Status.CANCELLED: (_("Cancelled as unlawful"), "refused"),
    }.get(Status(ruling.status), (_("Approved"), "granted"))
    return {
        "title": words[0],
        "says": ruling.reasons,
        "at": ruling.decided_at,
        "by": ruling.decided_by.user.short_name(),
        "kind": words[1],
    }


def change_of(ruling: Ruling) -> list[dict[str, str]]:
    """Before and after, for a correction."""
    if ruling.kind != "correction":
        return []
    data, field = ruling.data, FIELDS.get(ruling.data["code"])
    what = f"{data['title']}: {_(field.title)}" if field else data["title"]
    before, after = (in_words(field, data[name]) if field else str(data[name] or "") for name in ("before", "after"))
    return [{"what": what, "before": before, "after": after}]


def new_case_of(ruling: Ruling, by: Appointment) -> dict[str, str] | None:
    """Where the case registered by a severance is read, for whoever sees it."""
    number = ruling.data.get("new_case", "")
    seen = bool(number) and Case.objects.visible_to(by).filter(number=number).exists()
    return {"number": number, "url": here(f"/cases/{number}/")} if seen else None


def facts_of(ruling: Ruling) -> list[dict[str, Any]]:
    rule, ground = ruling.rule, ruling.rule.ground(ruling.ground)
    rows: list[tuple[str, Any, str]] = [
        (_("Drawn up by"), f"{ruling.drawn_by.user.short_name()}, {ruling.drawn_by.role_title}", rule.cite),
        (_("Drawn up"), shown(ruling.drawn_at), ""),
    ]
    rows += articles_of(ruling)
    if ground is not None:
        rows.append((_("Ground"), say(ground.title), ground.cite))
    if ruling.urgent:
        rows.append((_("Urgent"), _("acted first, the prosecutor decides at once"), "CPC 202(1-1)"))
    if ruling.matter.waits_for and ruling.status == Status.BEFORE_DECIDER:
        rows.append((_("Waits for"), str(ruling.matter.waits_for), ""))
    if ruling.effective_at:
        rows.append((_("In force since"), shown(ruling.effective_at), ""))
    if ruling.ended_at:
        rows.append((_("Ended"), shown(ruling.ended_at), ""))
    if ruling.data.get("months"):
        rows.append((_("Term in all, months"), ruling.data["months"], "CPC 192(4)"))
    if ruling.data.get("hand_in_by"):
        last = f"{date.fromisoformat(ruling.data['hand_in_by']):%d.%m.%Y}"
        rows.append((_("Handed in late"), _("it was due by %(day)s") % {"day": last}, "CPC 192(6)"))
    if ruling.data.get("term_until"):
        rows.append((_("Term set until"), f"{date.fromisoformat(ruling.data['term_until']):%d.%m.%Y}", "CPC 192(7)"))
    if ruling.data.get("return_by") and ruling.status == Status.RETURNED:
        rows.append((_("To be handed in again until"), shown(datetime.fromisoformat(ruling.data["return_by"])), ""))
    if ruling.data.get("new_case"):
        rows.append((_("Registered as a new case"), ruling.data["new_case"], "CPC 44"))
    if ruling.data.get("due_on"):
        last = f"{date.fromisoformat(ruling.data['due_on']):%d.%m.%Y}"
        rows.append((_("To be fulfilled by"), last, ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]
