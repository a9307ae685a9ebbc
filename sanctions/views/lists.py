"""The requests of one case: what is under way, what was decided, what is being written."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.views.case import CasePage
from ecase.law.kinds import GROUPS, Group
from ecase.law.kinds_all import KINDS
from ecase.law.roles import TITLES
from ecase.law.words import N_
from ecase.web.models import SavedDraft
from ecase.web.pages import here
from sanctions import rules
from sanctions.kinds import OPEN, Status, status_words
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.views.page import LOOKS

ROWS = 200
# What the list is filtered by: the states that are one to a reader.
STATES: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "open",
        N_("Under way"),
        frozenset({Status.DRAFT, Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR, Status.RETURNED, Status.BEFORE_COURT}),
    ),
    ("granted", N_("Granted"), frozenset({Status.GRANTED, Status.EXECUTED})),
    ("refused", N_("Refused"), frozenset({Status.REFUSED, Status.REFUSED_BY_PROSECUTOR})),
    ("over", N_("Over"), frozenset({Status.WITHDRAWN, Status.LIFTED, Status.EXPIRED})),
)


class SanctionList(CasePage):
    """The requests of one case; covert ones have a room of their own."""

    tab = "sanctions"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        mine = SANCTION.visible(self.by).filter(case=self.opened.case).exclude(matter__compartment="covert")
        rows = list(mine.order_by("-requested_at")[:ROWS])
        state, group = request.GET.get("state", ""), request.GET.get("kind", "")
        shown = [row for row in rows if self.fits(row, state, group)]
        new = f"{self.base}sanctions/new/"
        asks = self.asks()
        context = {
            "title": "",
            "chips": self.chips(rows, state, group),
            "kind_chips": self.kind_chips(rows, state, group),
            "filtered": bool(state or group),
            "base_url": f"{self.base}sanctions/",
            "total": len(rows),
            "rows": [self.row(row) for row in shown],
            "page": None,
            "new_url": new if asks else "",
            "begun": self.begun() if asks else [],
            "kinds": [],
        }
        return self.show_case("sanctions/list.html", context)

    def asks(self) -> bool:
        """Whether the reader may ask for anything in this case."""
        kinds = [kind for kind in KINDS.values() if self.by.role in kind.asked_by and kind.compartment != "covert"]
        return any(rules.why_not_ask(kind, self.opened.case, self.by, self.at) is None for kind in kinds)

    @staticmethod
    def fits(row: Sanction, state: str, group: str) -> bool:
        states = next((held for code, _title, held in STATES if code == state), None)
        return (states is None or row.status in states) and (group not in set(Group) or row.rule.group == group)

    def chips(self, rows: list[Sanction], state: str, group: str) -> list[dict[str, Any]]:
        """By state, each with its number; only where there is something to tell apart."""
        if len(rows) < 2:
            return []
        tail = f"&kind={group}" if group else ""
        found = [{"title": _("All"), "url": f"?{tail.lstrip('&')}", "count": len(rows), "current": not state}]
        for code, title, held in STATES:
            number = sum(row.status in held for row in rows)
            if number:
                found.append(
                    {"title": _(title), "url": f"?state={code}{tail}", "count": number, "current": code == state}
                )
        return found

    def kind_chips(self, rows: list[Sanction], state: str, group: str) -> list[dict[str, Any]]:
        counted = Counter(row.rule.group for row in rows)
        if len(counted) < 2:
            return []
        head = f"state={state}&" if state else ""
        return [
            {
                "title": _(GROUPS[one]),
                "url": f"?{head}" if one == group else f"?{head}kind={one}",
                "count": counted[one],
                "current": one == group,
            }
            for one in Group
            if counted[one]
        ]

    def begun(self) -> list[dict[str, Any]]:
        """What the reader has begun to write here and not made a request yet."""
        key = f"cases/{self.opened.case.number}/sanctions/new/"
        rows = SavedDraft.objects.filter(appointment_id=self.by.pk, user_id=self.by.user_id, key__startswith=key)
        found = []
        for row in rows.defer("data").order_by("-saved_at"):
            kind = KINDS.get(row.key.partition("kind=")[2].partition("&")[0])
            if kind is not None:
                found.append({"title": _(kind.title), "url": here(f"/{row.key}"), "saved_at": row.saved_at})
        return found

    def row(self, sanction: Sanction) -> dict[str, Any]:
        return {
            "url": f"{self.base}sanctions/{sanction.pk}/",
            "kind": _(sanction.rule.title),
            "object": sanction.participant.full_name if sanction.participant else sanction.object,
            "case_number": sanction.case.number,
            "case_url": self.base,
            "status": _(status_words(sanction.status_at(self.at), by_author=sanction.by_author)),
            "status_kind": LOOKS[sanction.status_at(self.at)],
            "holder": _(TITLES[sanction.matter.waits_role]) if sanction.matter.waits_role else "",  # type: ignore[index]
            "at": sanction.submitted_at or sanction.requested_at,
            "due_at": sanction.matter.next_due if sanction.status in OPEN else None,
            "until": sanction.until if sanction.status in (Status.GRANTED, Status.EXECUTED) else None,
            "urgent": sanction.urgent,
            "starts_at": None,
        }
