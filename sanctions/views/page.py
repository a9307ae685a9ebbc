"""One request on its way: its page, its moves, and what the queue shows of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Deadline, Material
from cases.views.case import entries_of, told
from cases.views.frame import open_case, people_by_id, terms_of
from cases.views.moves import MovePage
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from detention.models import Detention
from ecase.law.arrest import GROUNDS, VERDICTS, Verdict
from ecase.law.clock import shown
from ecase.law.kinds import Step
from ecase.law.limits import LIMITS
from ecase.law.moves import Move
from ecase.law.roles import TITLES
from ecase.people.models import Appointment
from ecase.web.pages import Page, as_move, here
from ecase.web.says import cited, say
from sanctions import checks, rules
from sanctions.forms import WHY, typed_facts
from sanctions.kinds import STATUS_TITLES, Status
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.sheets import SHEETS, named

LOOKS = {
    Status.DRAFT: "draft",
    Status.BEFORE_PROSECUTOR: "waiting",
    Status.RETURNED: "returned",
    Status.REFUSED_BY_PROSECUTOR: "refused",
    Status.BEFORE_COURT: "waiting",
    Status.GRANTED: "granted",
    Status.REFUSED: "refused",
    Status.WITHDRAWN: "ended",
    Status.BEFORE_HEAD: "waiting",
    Status.EXECUTED: "granted",
    Status.LIFTED: "ended",
    Status.EXPIRED: "ended",
}
# While it is still to be decided whether the request goes on, what was looked at stands beside it.
LOOKED_AT = frozenset({Status.DRAFT, Status.RETURNED, Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR})


class SanctionPage(Page):
    """One request on its way: state, decision, act, terms, moves."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        sanction = SANCTION.visible(self.by).filter(pk=pk, case__number=number).first()
        if sanction is None:
            raise Http404
        opened = open_case(self.by, number)
        base = here(f"/cases/{number}/")
        own = f"{base}sanctions/{pk}/"
        acts = acts_of(sanction, self.by)
        chosen = next((row for row in acts if str(row.pk) == request.GET.get("act")), acts[-1] if acts else None)
        entries = list(entries_of(self.by, opened.case).filter(public__contains=str(pk))[:20])
        authors = people_by_id(entry.appointment_id for entry in entries)
        rows = [told(entry, authors, {}, base) for entry in entries]
        looked: list[dict[str, Any]] = []
        if sanction.status in {Status.DRAFT, Status.RETURNED, Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR}:
            looked = checks_of(sanction, self.at)
        context = {
            **opened.context("sanctions", self.at),
            "kind_title": _(sanction.rule.title),
            "object": sanction.participant.full_name if sanction.participant else "",
            "status": _(STATUS_TITLES[sanction.status]),
            "status_kind": LOOKS[Status(sanction.status)],
            "decision": decision_of(sanction),
            "facts": facts_of(sanction),
            "checks": looked,
            "terms": terms_of(self.by, pk),
            "moves": [as_move(o, own) for o in moving.offers(SANCTION, sanction, self.by, self.at, own=True)],
            "paper": paper_of(chosen, base_of(chosen, number)) if chosen else None,
            "materials": [
                {"title": title_of(row), "url": f"{own}?act={row.pk}", "sheets": sheets_of(row)} for row in acts
            ],
            "entries": [{"says": row["title"], "at": row["at"], "who": row["who"]} for row in rows],
        }
        return self.show("sanctions/sanction.html", context)


class SanctionMove(MovePage):
    """A move on a request, from its case."""

    resource = SANCTION

    def around(self, subject: Sanction) -> dict[str, Any]:
        return open_case(self.by, subject.case.number).context("sanctions", self.at)

    def lead(self, subject: Sanction) -> str:
        person = subject.participant.full_name if subject.participant else ""
        return f"{_(subject.rule.title)}: {person}"


# --- shared with the queue ----------------------------------------------------------------------------


def acts_of(sanction: Sanction, by: Appointment) -> list[Material]:
    """The acts of a request that `by` sees, oldest first; the orders lie with the detention they end."""
    mine = Material.objects.visible_to(by).select_related("document", "matter", "filed_by__user")
    rows = list(mine.filter(matter_id=sanction.pk).order_by("first_sheet"))
    if sanction.detention_id:
        orders = mine.filter(
            matter_id=sanction.detention_id, kind__in=[sanction.rule.granted_act, sanction.rule.refused_act]
        )
        rows += [row for row in orders if row.filed_by_id == sanction.decided_by_id]
    return rows


def checks_of(sanction: Sanction, at: datetime) -> list[dict[str, Any]]:
    """What is looked at before the request goes on, with what the law says of it."""
    found = [
        {"says": say(one.says, one.params), "ok": one.ok, "cite": one.cite} for one in checks.checks_of(sanction, at)
    ]
    answer = checks.answer_of(sanction, at=at) if sanction.kind in checks.CUSTODY else None
    if answer is None:
        return found
    say_it = translation.gettext
    told_ = {"says": say_it(VERDICTS[answer.verdict]), "cite": "CPC 147(1)"}
    told_["ok"] = False if answer.verdict is Verdict.FORBIDDEN else answer.may_be_sanctioned or None
    found.insert(0, told_)
    found += [
        {"says": say_it(GROUNDS[number]), "ok": True, "cite": f"CPC 147(1)({number})"}
        for number in answer.grounds_147_1
    ]
    return found + [
        {"says": step.text(say_it), "ok": None, "cite": step.cite} for step in (*answer.conflicts, *answer.because)
    ]


def route_of(kind: Kind) -> str:
    """ "prosecutor, then investigating judge" in the reader's language."""
    words = {Step.PROSECUTOR: _("the prosecutor"), Step.COURT: _("the court")}
    roles = [words[step] for step in kind.route]
    return _("Goes to: %(route)s.") % {"route": " → ".join(roles)}


def facts_of(sanction: Sanction) -> list[dict[str, Any]]:
    detention: Detention | None = sanction.detention
    rows: list[tuple[str, Any, str]] = [
        (_("Asked by"), sanction.requested_by.user.short_name(), sanction.rule.cite),
        (_("Begun"), shown(sanction.requested_at), ""),
    ]
    if sanction.submitted_at:
        rows.append((_("Sent to the prosecutor"), shown(sanction.submitted_at), ""))
    if sanction.prosecutor:
        rows.append((_("Prosecutor"), sanction.prosecutor.user.short_name(), ""))
    if sanction.court_received_at:
        rows.append((_("Arrived at the court"), shown(sanction.court_received_at), "CPC 148(2)"))
    if sanction.hearing_at:
        rows.append((_("Hearing held at"), shown(sanction.hearing_at), ""))
    if sanction.decided_by:
        rows.append((_("Judge"), sanction.decided_by.user.short_name(), ""))
    if sanction.until:
        rows.append((_("Custody until"), f"{sanction.until:%d.%m.%Y}", "CPC 151(1)"))
    if detention is not None:
        rows.append((_("Detention ends"), shown(detention.expires_at), "CPC 131(4)"))
    stated = [_(ground.title) for ground in sanction.rule.grounds if ground.code in sanction.stated]
    if stated:
        rows.append((_("Grounds by article"), "; ".join(stated), ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]


def decision_of(sanction: Sanction) -> dict[str, Any] | None:
    """The last decision on the request, reason first."""
    if sanction.decided_by is not None and sanction.decided_at is not None:
        granted = sanction.status == Status.GRANTED
        return {
            "title": _("Granted by the court") if granted else _("Refused by the court"),
            "says": sanction.reasons,
            "at": sanction.decided_at,
            "by": sanction.decided_by.user.short_name(),
            "kind": "granted" if granted else "refused",
        }
    if sanction.prosecutor is not None and sanction.prosecutor_at is not None:
        words = {
            Status.RETURNED: (_("Returned for rework"), "returned"),
            Status.REFUSED_BY_PROSECUTOR: (_("Refused by the prosecutor"), "refused"),
            Status.BEFORE_COURT: (_("Supported by the prosecutor"), "granted"),
        }.get(Status(sanction.status))
        if words:
            return {
                "title": words[0],
                "says": sanction.prosecutor_reasons,
                "at": sanction.prosecutor_at,
                "by": sanction.prosecutor.user.short_name(),
                "kind": words[1],
            }
    return None


def due_of(sanction: Sanction, by: Appointment) -> Deadline | None:
    """The nearest term that presses on a request: its own, or that of the detention behind it."""
    matters = [pk for pk in (sanction.pk, sanction.detention_id) if pk]
    rows = Deadline.objects.visible_to(by).filter(matter_id__in=matters, met_at__isnull=True, ended_at__isnull=True)
    return rows.filter(rule__in=PRESSING).order_by("due_at").first()


PRESSING = frozenset({"ij.arrest", "detention.petition_to_ij", "detention.expiry"}) & frozenset(LIMITS)
