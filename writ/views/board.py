"""All running writs at a glance, and the cases that could be one."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases.models import Case, Deadline
from cases.queries.charges import may_go_by_writ
from ecase.law import writ as rule
from ecase.law.clock import local
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_
from ecase.web.pages import Page, here
from ecase.web.says import cited, say
from ecase.web.together import together
from writ.facts import Candidate, candidates_in, verdict_of
from writ.kinds import Status
from writ.models import Accused, Will, Writ
from writ.telling import COLOURS
from writ.track import track

Row = dict[str, Any]
MOST = 60  # cards in a column
ROWS = 25
# The columns of the board, from left to right.
COLUMNS: tuple[tuple[str, str, tuple[Status, ...]], ...] = (
    ("investigator", N_("Investigator"), (Status.PREPARING,)),
    ("head", N_("Head"), (Status.BEFORE_HEAD,)),
    ("prosecutor", N_("Prosecutor"), (Status.BEFORE_PROSECUTOR,)),
    ("court", N_("Court"), (Status.BEFORE_COURT,)),
    ("verdict", N_("Verdict, days run"), (Status.CONVICTED, Status.OBJECTED, Status.BEFORE_APPEAL)),
    ("in_force", N_("In force, execution"), (Status.IN_FORCE, Status.EXECUTING)),
)
SUPERVISES = INVESTIGATION | PROSECUTION


class Board(Page):
    """Columns by whose hands a writ is in; a card leads to its case."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role == Role.PARTICIPANT:
            return HttpResponseRedirect(here("/writ/mine/"))
        running = Writ.objects.visible_to(self.by).exclude(status__in=[Status.ENDED.value, Status.EXECUTED.value])
        running = running.select_related("case", "matter").order_by("matter__next_due", "started_at")
        shown = running[: MOST * len(COLUMNS)]
        keys = running.order_by().values("pk")
        live = Deadline.objects.visible_to(self.by).filter(met_at__isnull=True, ended_at__isnull=True)
        found = together(
            {
                "rows": shown,
                "accused": Accused.objects.filter(writ__in=keys).select_related("participant").order_by("id"),
                "wills": Will.objects.filter(writ__in=keys),
                "terms": live.filter(matter__in=keys).order_by("due_at"),
            }
        )
        rows = found["rows"]
        people: dict[Any, list[str]] = {}
        for one in found["accused"]:
            people.setdefault(one.writ_id, []).append(one.participant.short_name)
        open_words: dict[Any, int] = {}
        wills: dict[Any, list[Will]] = {}
        for will in found["wills"]:
            wills.setdefault(will.writ_id, []).append(will)
            open_words[will.writ_id] = open_words.get(will.writ_id, 0) + (will.answer == "")
        terms: dict[Any, Deadline] = {}
        for deadline in found["terms"]:
            terms.setdefault(deadline.matter_id, deadline)
        columns = []
        for code, title, statuses in COLUMNS:
            cards = [self.card(row, people, open_words, terms, wills) for row in rows if row.status in statuses]
            columns.append({"code": code, "title": say(title), "cards": cards})
        context = {
            "title": _("Writ proceedings"),
            "columns": columns,
            "total": len(rows),
            "candidates_url": here("/writ/candidates/") if self.by.role in SUPERVISES else "",
            "numbers_url": here("/writ/numbers/") if self.by.role in SUPERVISES else "",
        }
        return self.show("writ/board.html", context)

    def card(
        self, row: Writ, people: dict[Any, list[str]], words: dict[Any, int], terms: dict[Any, Deadline],
        wills: dict[Any, list[Will]],
    ) -> Row:  # fmt: skip
        bar = track(row.case.registered_at, row, wills.get(row.pk, []), self.at)
        term = terms.get(row.pk)
        return {
            "url": here(f"/cases/{row.case.number}/writ/{row.pk}/"),
            "number": row.case.number,
            "people": ", ".join(people.get(row.pk, [])),
            "day": bar.day,
            "goal": bar.goal,
            "late": bar.late_days,
            "over": bar.over,
            "words": words.get(row.pk, 0) if row.status == Status.PREPARING else 0,
            "mine": row.matter.waits_for_id == self.by.pk,
            "due_at": term.due_at if term else None,
            "starts_at": term.starts_at if term else None,
        }


class Candidates(Page):
    """Cases that could go by writ and have none: for whoever conducts and supervises them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.role not in SUPERVISES:
            return self.show("writ/candidates.html", {"title": _("Could be a writ"), "rows": [], "page": None}, 403)
        after = request.GET.get("after", "")
        rows = could_be(self.by).order_by("-registered_at", "-id")
        if after:
            last = Case.objects.visible_to(self.by).filter(number=after).first()
            if last is not None:
                rows = rows.filter(
                    Q(registered_at__lt=last.registered_at) | Q(registered_at=last.registered_at, pk__lt=last.pk)
                )
        found = list(rows.select_related("investigator__user")[: ROWS + 1])
        more, found = len(found) > ROWS, found[:ROWS]
        told = self.rows(found)
        context = {
            "title": _("Could be a writ"),
            "rows": told,
            "page": {
                "shown": len(told),
                "total": None,
                "next_url": f"?after={found[-1].number}" if more else "",
                "first_url": "?" if after else "",
            },
            "board_url": here("/writ/"),
        }
        return self.show("writ/candidates.html", context)

    def rows(self, cases: list[Case]) -> list[Row]:
        weighed = candidates_in(cases, self.at)
        return [row for case in cases if (row := self.row(case, weighed[case.pk])) is not None]

    @staticmethod
    def days(case: Case, at: datetime) -> int:
        return (local(at).date() - local(case.registered_at).date()).days + 1

    def row(self, case: Case, found: list[Candidate]) -> Row | None:
        verdict = verdict_of(found)
        if verdict is rule.Verdict.NOT_ELIGIBLE:
            return None
        left = {
            one.says
            for candidate in found
            for one in (candidate.answer.conditions if candidate.answer else ())
            if one.state is rule.State.UNKNOWN
        }
        return {
            "url": here(f"/cases/{case.number}/writ/"),
            "number": case.number,
            "people": ", ".join(one.person.short_name for one in found),
            "charges": ", ".join(dict.fromkeys(cited(row.cite) for one in found for row in one.charges)),
            "investigator": case.investigator.user.short_name(),
            "registered_at": case.registered_at,
            "days": self.days(case, self.at),
            "kind": COLOURS[verdict],
            "left": len(left),
        }


def could_be(by: Any) -> Any:
    """Cases under investigation with a suspect, no writ open, and every charge in force one a writ may be about."""
    writs = Writ.objects.filter(case=OuterRef("pk")).exclude(status=Status.ENDED.value)
    return Case.objects.visible_to(by).filter(may_go_by_writ(), ~Exists(writs), stage=Case.Stage.PRETRIAL)
