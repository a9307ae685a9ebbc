"""The case itself: overview, charges. Its people: `people`."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.models import Case, Material, Matter
from cases.queries import scope
from cases.queries.conduct import why_not_conduct
from cases.queries.corrected import Corrected, corrected, of_fields
from cases.queries.overview import beside, departures, who_left
from cases.views.case_facts import empty_post, facts, next_step, notice
from cases.views.corrected import marks
from cases.views.frame import Opened, chain_of, open_case
from cases.views.papers import title_of
from ecase.law.limits import LIMITS
from ecase.law.rulings import RULINGS
from ecase.law.words import N_, Refusal
from ecase.ledger.kinds import says as entry_says
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import left
from ecase.web.pages import Page, here, paging
from ecase.web.says import say

ENTRIES = 12
GRAVITIES = {
    "misdemeanour": N_("Misdemeanour"),
    "minor": N_("Minor gravity"),
    "medium": N_("Medium gravity"),
    "grave": N_("Grave"),
    "especially_grave": N_("Especially grave"),
}


class CasePage(Page):
    """A page of one case: `opened` is what this reader sees of it."""

    tab = ""
    opened: Opened

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if getattr(request, "appointment", None) is not None:
            self.opened = open_case(request.appointment, kwargs["number"])  # type: ignore[attr-defined]

    @property
    def base(self) -> str:
        return here(f"/cases/{self.opened.case.number}/")

    def conducts(self) -> bool:
        """Whether the reader is the investigator of the case, who alone enters anything."""
        return self.why_not_his() is None

    def why_not_his(self) -> Refusal | None:
        return why_not_conduct(self.opened.case, self.by)

    def not_his(self) -> HttpResponse | None:
        """The answer for somebody who sees the case and does not conduct it; None for its investigator."""
        refusal = self.why_not_his()
        return self.refused(refusal) if refusal is not None else None

    def show_case(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return self.show(template, {**self.opened.context(self.tab, self.at), **context}, status)


class Overview(CasePage):
    """What is the worst, what has happened, what has to be done next."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        opened, case = self.opened, self.opened.case
        before = request.GET.get("before", "")
        rows = entries_of(self.by, case, before)
        found = list(rows[: ENTRIES + 1])
        shown = found[:ENTRIES]
        around = beside(case, self.by, shown)
        filed = {act.document.sha256: act for act in around["acts"]}
        authors = {author.pk: author for author in around["authors"]}
        differs = departures(around)
        own = [deadline for deadline in opened.running if deadline.matter_id is None]
        context = {
            "alert": alert(opened, self.base, self.at) or self.empty_post(around),
            "notice": notice(case, around, self.base, next((d.still_since for d in own if d.still), None)),  # type: ignore[attr-defined]
            "step": next_step(opened, self.by, self.at, around, self.base, outside=differs[1] if differs else 0),
            "summary": case.summary,
            "summary_corrected": self.corrected("summary"),
            "timeline": [told(entry, authors, filed, self.base) for entry in shown],
            "timeline_chips": [],
            "timeline_page": paging(
                self.base, len(shown), shown[-1].seq if len(found) > ENTRIES else None, bool(before)
            ),
            "needed": self.needed(),
            "terms": chain_of(own),
            "people": self.people(around),
            "moves": self.moves(),
            "facts": [
                {**row, "corrected": self.corrected(*row["field"])} for row in facts(case, around, self.base, differs)
            ],
            "materials": {
                "sheets": case.n_sheets,  # type: ignore[attr-defined]
                "volumes": 0,
                "add_url": f"{self.base}file/#upload" if self.conducts() else "",
                "list_url": f"{self.base}file/",
            },
        }
        return self.show_case("cases/overview.html", context)

    def empty_post(self, around: dict[str, list[Any]]) -> dict[str, Any] | None:
        asked: Matter | None = next(iter(around["empty"]), None)
        left = who_left(self.opened.case, self.by, asked.kind) if asked is not None else None
        return empty_post(around, left, self.by, self.base)

    @cached_property
    def corrections(self) -> list[Corrected]:
        """Those of the case's own entries; asked for only where something was ruled at all."""
        case = self.opened.case
        return corrected(case, self.by).get(case.pk, []) if case.n_rulings else []  # type: ignore[attr-defined]

    def corrected(self, *fields: str) -> list[dict[str, Any]]:
        return marks(of_fields(self.corrections, fields), self.base)

    def needed(self) -> list[dict[str, Any]]:
        clocks = self.opened.context(self.tab, self.at)["casebar"]["clocks"]
        return clocks[:6]

    def moves(self) -> list[dict[str, Any]]:
        """Shortcuts for the one who conducts the case; the tabs hold everything."""
        if not self.conducts():
            return []
        steps = (
            ("participant", _("Enter a person"), f"{self.base}people/#add", "secondary"),
            ("detain", _("Enter a detention"), f"{self.base}detentions/new/", "secondary"),
            ("request", _("Ask for a sanction"), f"{self.base}sanctions/new/", "secondary"),
        )
        return [
            {"name": name, "title": title, "url": url, "allowed": True, "refusal": None, "style": style, "key": ""}
            for name, title, url, style in steps
        ]

    def people(self, around: dict[str, list[Any]]) -> list[dict[str, Any]]:
        defended: dict[Any, list[str]] = {}
        for defence in around["defences"]:
            defended.setdefault(defence.participant_id, []).append(defence.lawyer.user.short_name())
        return [
            {
                "capacity": row.get_capacity_display(),
                "name": row.full_name,
                "url": f"{self.base}people/",
                "note": _("Lawyer: %(names)s") % {"names": ", ".join(defended[row.pk])} if row.pk in defended else "",
            }
            for row in around["people"]
        ]


def entries_of(by: Appointment, case: Case, before: str = "") -> Any:
    """The entries of the case that are open to the reader, newest first, below number `before`."""
    rows = scope.log(case, by)
    return rows.filter(seq__lt=int(before)) if before.isdecimal() and len(before) < 12 else rows


def told(entry: Entry, authors: dict[int, Appointment], filed: dict[str, Material], base: str) -> dict[str, Any]:
    """An entry of the record in the reader's words."""
    facts = entry.facts
    act = filed.get(facts.get("sha256", ""))
    author = authors.get(entry.appointment_id or 0)
    late = facts.get("late_minutes")
    return {
        "title": entry_words(entry),
        "who": author.user.short_name() if author else _("the clock of the system"),
        "at": entry.at,
        "says": _("Late by %(minutes)s min.") % {"minutes": late} if late else "",
        "links": [{"url": f"{base}file/{act.pk}/", "title": title_of(act)}] if act else [],
        "signed": _("Signed electronically") if act and act.document.act else "",
    }


def entry_words(entry: Entry) -> str:
    """What the entry is about; one of the clock's names its term, one of a ruling its kind."""
    words = say(entry_says(entry.kind))
    kind = entry.facts.get("kind")
    if entry.kind.startswith("ruling.") and kind in RULINGS:
        return f"{words}: {say(RULINGS[kind].title)}"
    rule = entry.facts.get("rule")
    return f"{words}: {_(LIMITS[rule].title)}" if entry.kind.startswith("deadline.") and rule in LIMITS else words


def alert(opened: Opened, base: str, at: datetime) -> dict[str, Any] | None:
    """The worst running term, if it is late or near: one line, never two."""
    worst: dict[str, Any] | None = None
    order = ("late", "critical", "soon")
    for deadline in opened.ticking:
        begins = None if LIMITS[deadline.rule].backwards else deadline.starts_at
        look = left.state(deadline.due_at, at, None, begins).value
        if look not in order[:2]:
            continue
        custody = LIMITS[deadline.rule].custody
        rank = (order.index(look), deadline.rule != "detention.expiry", not custody, deadline.due_at)
        if worst is None or rank < worst["rank"]:
            worst = {"rank": rank, "look": look, "deadline": deadline}
    if worst is None:
        return None
    deadline, look = worst["deadline"], worst["look"]
    span = left.in_words(deadline.due_at - at)
    clock = next(c for c in opened.context("", at)["casebar"]["clocks"] if c["due_at"] == deadline.due_at)
    release = deadline.rule == "detention.expiry" and look == "late"
    return {
        "kind": look,
        "lead": _("The person must be released.") if release else f"{_(LIMITS[deadline.rule].title)}:",
        "says": left.overdue(span) + "." if look == "late" else _("%(span)s left.") % {"span": span},
        "url": clock["url"] if clock["url"] != base else "",
        "link": _("Open"),
    }
