"""The first page of each role, and the desk."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Report
from cases.queries.reports import waiting_reports
from cases.views.lists import row_of
from cases.views.register import can_register
from cases.views.reports import READS_BOOK
from ecase.law.roles import PROSECUTION, Role
from ecase.oversight.inbox import sentence
from ecase.oversight.queries import DESK_ROWS, asking, desk_rows
from ecase.oversight.unit import as_waiting, waiting_matters
from ecase.people.models import Notice
from ecase.people.queries import notices_of
from ecase.web import left, saved
from ecase.web.pages import Page, here
from ecase.web.together import together
from sanctions.covert.queries import breaches, last_day
from sanctions.models import CovertNotice

NEWS = 5
HOMES = {
    **dict.fromkeys(PROSECUTION, "queue"),
    Role.INVESTIGATING_JUDGE: "queue",
    Role.APPEAL_JUDGE: "queue",
    Role.TRIAL_JUDGE: "queue",
    Role.CUSTODY_HEAD: "custody",
    Role.REGISTRAR: "reports",
    Role.PARTICIPANT: "my_reports",
    Role.COURT_CLERK: "hearings",
}
# Their day begins at a page of its own, and they have no cases in hand.
NO_DESK = frozenset({Role.CUSTODY_HEAD, Role.REGISTRAR, Role.PARTICIPANT, Role.COURT_CLERK})
CHIPS = ("", "late", "held")


class Home(Page):
    """`/`: where the day of this role begins."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse(HOMES.get(self.by.role, "desk")))


class Desk(Page):
    """The reader's cases by nearest term, what falls due today, and what is new."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role in NO_DESK:
            return HttpResponseRedirect(reverse(HOMES[self.by.role]))
        found = [row_of(grant) for grant in desk_rows(self.by)[:200]]
        beside = together(self.beside())
        chosen = request.GET.get("show", "")
        chosen = chosen if chosen in CHIPS else ""
        kept = {name: [row for row in found if self.fits(row, name)] for name in CHIPS}
        rows = kept[chosen][:DESK_ROWS]
        base = reverse("desk")
        titles = {"": _("All"), "late": _("Overdue and critical"), "held": _("Persons held")}
        further = len(kept[chosen]) > DESK_ROWS
        return self.show(
            "oversight/desk.html",
            {
                "chips": [
                    {
                        "title": titles[name],
                        "url": f"{base}?show={name}" if name else base,
                        "count": len(kept[name]),
                        "current": name == chosen,
                    }
                    for name in CHIPS
                ],
                "rows": rows,
                "page": {"shown": len(rows), "total": len(kept[chosen]), "next_url": reverse("cases"), "first_url": ""}
                if further
                else None,
                "can_register": can_register(self.by.role),
                "register_url": reverse("case_new"),
                "today": self.today(found),
                "news": [self.news(notice) for notice in beside["news"]],
                "book": self.book(beside["book"]),
                "owed": [self.owed(notice) for notice in beside["owed"]],
                "orphans": len({row["case_id"] for row in beside["left"]} | {row["id"] for row in beside["held"]}),
                "waiting": [as_waiting(matter) for matter in beside["waiting"]],
                "unfinished": [{**one, "url": here(one["path"])} for one in saved.told_begun(beside["begun"])],
                "filtered": bool(chosen),
                "clear_url": base,
            },
        )

    def beside(self) -> dict[str, QuerySet[Any]]:
        """What stands beside the cases: notices, forms begun, what waits besides the terms, the book, empty posts."""
        return {
            **asking(self.by),
            "news": notices_of(self.by).filter(read_at__isnull=True).order_by("-at", "-id")[:NEWS],
            "begun": saved.begun(self.by),
            "waiting": waiting_matters(self.by),
            "owed": breaches(self.by, self.at)[:NEWS],
            "book": waiting_reports(self.by, self.at) if self.by.role in READS_BOOK else Report.objects.none(),
        }

    def book(self, found: list[dict[str, int]]) -> dict[str, Any] | None:
        """How many reports wait for a decision, for those who answer for them; None for the others and at none."""
        if not found or not (found[0]["waiting"] or found[0]["late"]):
            return None
        url = reverse("reports")
        return {name: {"n": found[0][name], "url": f"{url}?show={name}"} for name in ("waiting", "late")}

    def owed(self, notice: CovertNotice) -> dict[str, Any]:
        """A person who was not told of a covert action in time: a breach of the one who supervises or conducts."""
        case = notice.sanction.case
        return {
            "url": here(f"/cases/{case.number}/covert/{notice.sanction_id}/"),
            "number": case.number,
            "until": last_day(notice),
        }

    def fits(self, row: dict[str, Any], name: str) -> bool:
        if name == "late":
            look = left.state(row["due_at"], self.at, None, row["starts_at"])
            return look in {left.State.LATE, left.State.CRITICAL}
        if name == "held":
            return "/detentions/" in row["term_url"]
        return True

    def today(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Terms that end before midnight in Almaty, and those that have run out."""
        midnight = end_of_day(self.at)
        due = [row for row in rows if row["due_at"] and row["due_at"] < midnight]
        return [
            {
                "due_at": row["due_at"],
                "starts_at": row["starts_at"],
                "title": row["term_title"],
                "url": row["term_url"] or row["url"],
                "tail": f"…{row['number'][-3:]}",
            }
            for row in due[:8]
        ]

    def news(self, notice: Notice) -> dict[str, Any]:
        number = notice.params.get("number")
        return {
            "says": sentence(notice),
            "url": reverse("notice", args=[notice.pk]) if notice.path else "",
            "tail": f"…{str(number)[-3:]}" if number else _("open"),
            "at": notice.at,
        }


def end_of_day(at: datetime) -> datetime:
    local = timezone.localtime(at)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
