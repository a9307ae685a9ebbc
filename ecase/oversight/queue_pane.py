"""The middle and the right pane of the queue: the paper, what it stands on, what the rules say, what is decided.

Reading only; the list on the left is `queue_list`, the forms are `queue_forms`.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import moving
from cases.models import Material, Reading
from cases.views.papers import base_of, paper_of, paper_of_draft, sheets_of, title_of
from cases.views.reading import reading_of
from ecase.documents.models import Draft
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.law.words import Refusal
from ecase.oversight.queue_forms import IN_FAVOUR, AtOnceForm, pane_form
from ecase.oversight.queue_list import Line, kind_at
from ecase.oversight.waiting import Waiting
from ecase.people.models import Appointment
from ecase.web.pages import as_move, guarded, here
from ecase.web.says import say
from sanctions.actions import path_of
from sanctions.hearings.beside import decider_sees, tab_titles
from sanctions.models import PageMark, Sanction
from sanctions.queries import marks as marks_of
from sanctions.sheets import named

GROUNDS = 8
HANDED_BACK = frozenset({"prosecutor_return", "head_return"})
TABS = 6


class Pane:
    """One matter before one decider, with everything shown beside it."""

    def __init__(self, line: Line, subject: Any, given: Any) -> None:
        self.line, self.subject, self.given = line, subject, given
        self.by: Appointment = line.by
        self.at: datetime = line.at
        self.kind: Waiting = kind_at(subject)
        self.own = reverse("queue_item", args=[subject.pk])

    # --- what may be decided ------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The decisions the reader's role takes here, side by side with the paper."""
        return self.kind.decisions(Role(self.by.role), self.subject)

    def offers(self) -> list[moving.Offer]:
        made = moving.offers(self.kind.resource, self.subject, self.by, self.at)
        return [offer for offer in made if offer.move.name in self.names]

    def open_names(self) -> tuple[str, ...]:
        """Those of them that may be taken now."""
        allowed = {offer.move.name for offer in self.offers() if offer.allowed}
        return tuple(name for name in self.names if name in allowed)

    def form(self, *, data: Any = None, initial: dict[str, Any] | None = None) -> forms.Form | None:
        """The form of the decision, bound or with what was typed before; None: nothing to decide here now."""
        names = self.names if data is not None else self.open_names()
        if not names:
            return None
        if names == ("see",):
            made: type[forms.Form] = AtOnceForm
            initial = {"decision": "see", **(initial or {})}
        else:
            made = pane_form(
                self.kind.resource, self.subject, names, self.by, self.at,
                group=self.kind.reasons(self.subject), unless=self.kind.unless,
            )  # fmt: skip
        form = made(data, initial=initial) if data is not None else made(initial=initial)
        if names == ("see",):
            title = say(self.kind.resource.moves(self.subject)["see"].title)
            form.fields["decision"].choices = [("see", title)]  # type: ignore[attr-defined]
        return form

    def weak(self) -> bool:
        """A check is not met: supporting it all the same needs its reasons too."""
        return any(row["ok"] is False or row.get("note") for row in self.checks)

    @property
    def checks(self) -> list[dict[str, Any]]:
        if not hasattr(self, "_checks"):
            rows = self.kind.checks(self.subject, self.at)
            self._checks = sorted(rows, key=lambda row: {False: 0, None: 1}.get(row["ok"], 2))
        return self._checks

    # --- what is shown --------------------------------------------------------------------------------------

    def acts(self) -> list[Material]:
        if not hasattr(self, "_acts"):
            self._acts = self.kind.acts(self.subject, self.by)
        return self._acts

    def petition(self) -> Material | None:
        wanted = self.kind.paper(self.subject)
        return next((row for row in reversed(self.acts()) if row.kind == wanted), None)

    def context(
        self, rows: list[Any], form: forms.Form | None, *, draft: Draft | None = None, refusal: Refusal | None = None
    ) -> dict[str, Any]:
        """The keys of `frame/paper.html` and `frame/decide.html`."""
        subject, number = self.subject, self.subject.case.number
        acts, petition = self.acts(), self.petition()
        stands_on = self.stands_on(acts)
        papers = [*acts, *(row for row, _title in stands_on if row is not None and row not in acts)]
        shown = next((row for row in papers if str(row.pk) == self.given.get("paper")), petition)
        if form is not None:
            guarded(form, case=number, version=subject.version)
        following = self.line.following(rows, subject)
        next_url = self.line.wanted.url(reverse("queue_item", args=[following])) if following else ""
        paper, reading = None, None
        if draft is not None:
            paper = paper_of_draft(draft)
        elif shown is not None:
            paper = paper_of(shown, base_of(shown, number))
            reading = reading_of(shown, here(f"/cases/{number}/"), self.by)
        marks = self.marks(shown, paper) if draft is None else []
        beside = self.beside()
        return {
            "paper": paper,
            "shown": shown,
            "reading": reading,
            "papers": [*self.tabs(papers, shown, draft), *objections(beside)],
            "decide_title": self.title(draft),
            "form": form,
            "form_url": self.line.wanted.url(self.own, next=str(following) if following else ""),
            "grounds": [
                {"title": title, "url": self.line.wanted.url(self.own, paper=str(row.pk)) if row is not None else ""}
                for row, title in stands_on[:GROUNDS]
            ],
            "facts": self.facts(draft),
            "checks": self.checks if draft is None else [],
            "weak": draft is None and form is not None and bool(IN_FAVOUR & set(self.names)) and self.weak(),
            "read_says": self.read_says(petition, stands_on) if form is not None else "",
            "send_before": self.send_before(),
            "submit": _("Sign") if draft is not None else self.at_once(),
            "next_url": next_url if draft is None else self.line.wanted.url(self.own, **{"from": str(draft.pk)}),
            "next_says": _("Back to the form") if draft is not None else "",
            "next_key": "J" if draft is None else "",
            "refusal": refusal,
            "moves": [] if form is not None else [self.way_in()],
            "brief_url": here(f"/cases/{number}/brief/"),
            "marks": marks,
            "marks_url": self.marks_url(shown) if draft is None and form is not None and paper else "",
            "draws_url": self.draws_url() if draft is None else "",
            "compare_url": self.compare_url() if draft is None else "",
            **beside,
        }

    def beside(self) -> dict[str, Any]:
        """How much of the file the decider sees, the hearing, the arguments of the sides, sentences for his reasons."""
        if not isinstance(self.subject, Sanction):
            return {}
        return decider_sees(self.subject, self.by, self.at, here(path_of(self.subject)))

    def title(self, draft: Draft | None) -> str:
        if draft is not None:
            return say(moving.move_named(self.kind.resource, self.subject, draft.move).title)
        if self.names == ("see",):
            return self.kind.name(self.subject)
        return self.kind.title(Role(self.by.role))

    def at_once(self) -> str:
        """The words of the button where one press is all there is; empty where an act is looked at first."""
        moves = self.kind.resource.moves(self.subject)
        return say(moves["see"].title) if self.names == ("see",) and "see" in moves else ""

    def send_before(self) -> dict[str, Any] | None:
        due = self.kind.due(self.subject, self.by)
        if due is None:
            return None
        return {"due_at": due.due_at, "starts_at": None if LIMITS[due.rule].backwards else due.starts_at}

    def facts(self, draft: Draft | None) -> list[dict[str, Any]]:
        person, number = self.kind.about(self.subject), self.subject.case.number
        what, whose = self.kind.labels
        if draft is not None:
            rows = [
                (_("You sign"), f"{self.by.user.get_full_name()}, {self.by.role_title}"),
                (_("About"), person),
                (_("Case"), number),
            ]
        else:
            rows = [
                (_(what), self.kind.name(self.subject)),
                (_("About"), person),
                (_("Case"), number),
                (_(whose), self.kind.asked(self.subject).user.short_name()),
            ]
        more = self.kind.facts(self.subject) if draft is None else []
        return [*({"title": title, "value": value} for title, value in rows if value), *more]

    def tabs(self, papers: list[Material], shown: Material | None, draft: Draft | None) -> list[dict[str, Any]]:
        """The judge's tabs: the petition, what the prosecutor wrote, what the file holds."""
        wanted = self.line.wanted
        if draft is not None:
            url = wanted.url(self.own, draft=str(draft.pk))
            return [{"title": _("The act to be signed"), "url": url, "current": True, "count": None}]
        return [
            {
                "title": title,
                "url": wanted.url(self.own, paper=str(row.pk)),
                "current": row == shown,
                "count": None,
            }
            for row, title in zip(papers[: TABS + 4], tab_titles(papers[: TABS + 4]), strict=True)
        ]

    def stands_on(self, acts: list[Material]) -> list[tuple[Material | None, str]]:
        """What the request names as its grounds, by sheets; else the papers about the same person."""
        if isinstance(self.subject, Sanction) and (rows := named(self.subject.facts, self.by)):
            words = _("case sheets %(sheets)s")
            return [(row.material, words % {"sheets": row.words}) for row in rows]
        found = Material.objects.visible_to(self.by).filter(case=self.subject.case).select_related("document", "matter")
        # What is covert lies beside its own request alone, whatever else its judge decides in the case.
        found = found.filter(~Q(compartment="covert") | Q(matter_id=self.subject.pk))
        if self.subject.participant is not None:
            common = Q(matter__isnull=True) | Q(matter__participant__isnull=True)
            found = found.filter(common | Q(matter__participant=self.subject.participant))
        own = {act.pk for act in acts}
        rows_ = [row for row in found.order_by("first_sheet")[:20] if row.pk not in own]
        words = _("sheets %(sheets)s")
        return [(row, f"{title_of(row)}, {words % {'sheets': sheets_of(row)}}") for row in rows_]

    def read_says(self, petition: Material | None, stands_on: list[tuple[Material | None, str]]) -> str:
        """How much of the petition and its grounds the reader has opened: a note, never a block."""
        wanted = {row.pk: row for row in [petition, *(row for row, _t in stands_on)] if row is not None}
        total = sum(max(row.sheets, 1) for row in wanted.values())
        if not total:
            return ""
        pages: dict[Any, set[int]] = {}
        read = Reading.objects.filter(appointment=self.by, material__in=list(wanted))
        for material, seen in read.values_list("material_id", "pages"):
            pages.setdefault(material, {1}).update(seen)
        opened = sum(min(len(seen), max(wanted[pk].sheets, 1)) for pk, seen in pages.items())
        words = ngettext(
            "You have opened %(opened)s of %(total)s sheet.", "You have opened %(opened)s of %(total)s sheets.", total
        )
        return words % {"opened": opened, "total": total}

    def way_in(self) -> dict[str, Any]:
        """Where the matter is dealt with when nothing is decided here, or why it cannot be decided now."""
        offers = self.offers()
        made = as_move(offers[0], self.own) if offers and not any(offer.allowed for offer in offers) else None
        return {
            "name": "open",
            "title": _("Open the decision"),
            "url": self.own if self.names else here(self.kind.resource.url(self.subject, self.by)),
            "allowed": made is None,
            "refusal": made["refusal"] if made is not None else None,
            "style": "",
            "key": "",
        }

    # --- marks on pages, the earlier version -------------------------------------------------------------

    def marks(self, shown: Material | None, paper: dict[str, Any] | None) -> list[PageMark]:
        """The remarks on this request that the reader may know; those on the paper before him go onto its pages."""
        if not isinstance(self.subject, Sanction) or shown is None or paper is None:
            return []
        rows = marks_of.known_to(self.subject, self.by)
        marks_of.onto(paper, shown, rows)
        return rows

    def marks_url(self, shown: Material | None) -> str:
        """Where a remark on a page is made; none for what is not handed back by a request's own moves."""
        if shown is None or not isinstance(self.subject, Sanction):
            return ""
        if not {"return_for_rework", "head_return"} & set(self.names):
            return ""
        return reverse("queue_marks", args=[self.subject.pk])

    def draws_url(self) -> str:
        """How it came to its judge; empty before it was at a court."""
        subject = self.subject
        drawn = isinstance(subject, Sanction) and subject.court_received_at is not None
        return reverse("queue_draws", args=[subject.pk]) if drawn else ""

    def compare_url(self) -> str:
        """The comparison with the version that was handed back last; empty where it never was."""
        if not isinstance(self.subject, Sanction) or not any(row.kind in HANDED_BACK for row in self.acts()):
            return ""
        return reverse("queue_compare", args=[self.subject.pk])


def objections(beside: dict[str, Any]) -> list[dict[str, Any]]:
    """The tab of what the defence objects, with its count; none where nothing was argued."""
    sides = beside.get("sides")
    if not sides or not sides["count"]:
        return []
    title = _("Objections of the defence")
    return [{"title": title, "url": sides["url"], "current": False, "count": sides["objections"]}]
