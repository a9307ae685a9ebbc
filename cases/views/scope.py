"""What the case is conducted on: persons, registered offences and articles with their history, and the scope page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Charge, Episode, Participant, Qualification, Ruling
from cases.queries.corrected import Corrected, corrected
from cases.queries.offences import episodes_of
from cases.queries.scope_page import Decided, Line, scope_of
from cases.resource import CASE
from cases.views.case import GRAVITIES, CasePage
from cases.views.corrected import marks
from cases.views.frame import charge_words
from cases.views.papers import title_of
from ecase.law import cite
from ecase.law.scope import Kind
from ecase.web.pages import as_move, here
from ecase.web.says import say

ABOUT_CHARGES = ("recognise_suspect", "qualify", "requalify", "terminate_part", "sever", "join")
LOOKS = {
    Kind.SAME: "",
    Kind.CHANGED: "soon",
    Kind.ADDED: "soon",
    Kind.JOINED: "soon",
    Kind.DROPPED: "grey",
    Kind.SEVERED: "grey",
    Kind.TERMINATED: "grey",
    Kind.OUTSIDE: "late",
}


class Charges(CasePage):
    """Person by registered offence, what is charged now and what was charged before."""

    tab = "charges"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        rows = list(
            Charge.objects.visible_to(self.by)
            .filter(case=case)
            .select_related("participant", "episode", "ruling__drawn_by__user", "ended_ruling")
            .order_by("since", "id")
        )
        episodes = episodes_of(case)
        threatened = {
            (q.article, q.part): q for q in Qualification.objects.filter(article__in={row.article for row in rows})
        }
        told = {row.pk: self.charge(row, threatened.get((row.article, row.part))) for row in rows}
        offers = moving.offers(CASE, case, self.by, self.at, own=True)
        found = corrected(case, self.by) if case.n_rulings else {}
        context = {
            "episodes": [self.episode(one, found.get(one.pk, [])) for one in episodes],
            "rows": self.matrix(rows, episodes, told),
            "history": [told[row.pk] for row in reversed(rows)],
            "scope_url": f"{self.base}scope/",
            "moves": [as_move(o, self.base) for o in offers if o.move.name in ABOUT_CHARGES and o.allowed],
        }
        return self.show_case("cases/charges.html", context)

    def matrix(
        self, rows: list[Charge], episodes: list[Episode], told: dict[Any, dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """One row for each person, one cell for each offence: what is charged now, and what the last change was."""
        people: dict[Any, Participant | None] = {}
        for row in rows:
            people.setdefault(row.participant_id, row.participant)
        lines = []
        for key, person in sorted(people.items(), key=lambda pair: (pair[0] is None, str(pair[0]))):
            cells = []
            for episode in [*episodes, None]:
                own = [r for r in rows if r.participant_id == key and r.episode_id == (episode.pk if episode else None)]
                if episode is None and not own:
                    continue
                cells.append(
                    {
                        "title": episode_words(episode) if episode else _("no registered offence"),
                        "charges": [told[r.pk] for r in own if r.until is None],
                        "before": [told[r.pk] for r in own if r.until is not None][-2:],
                    }
                )
            if any(cell["charges"] or cell["before"] for cell in cells):
                lines.append({"person": person.full_name if person else "", "cells": cells})
        return lines

    def episode(self, one: Episode, found: list[Corrected]) -> dict[str, Any]:
        gone = ""
        if one.severed_to:
            gone = _("severed into case %(number)s") % {"number": one.severed_to.number}
        elif one.ended_at:
            gone = _("ended")
        return {
            "number": one.number,
            "occurred_at": one.occurred_at,
            "place": one.place,
            "summary": one.summary,
            "registered_at": one.registered_at,
            "joined_from": one.joined_from.number if one.joined_from else "",
            "gone": gone,
            "corrected": marks(found, self.base),
        }

    def charge(self, row: Charge, threat: Qualification | None) -> dict[str, Any]:
        language = (translation.get_language() or "ru")[:2]
        words = charge_words(row).partition(", ")
        return {
            "person": row.participant.short_name if row.participant else "",
            "episode": row.episode.number if row.episode else None,
            "qualification": cite.words(row.cite, language),
            "title": words[2],
            "severity": _(GRAVITIES.get(threat.gravity, threat.gravity)) if threat else "",
            "max_term": longest(threat),
            "since": row.since,
            "until": row.until,
            "how": row.get_how_display(),
            "by": (row.ruling.drawn_by if row.ruling else self.opened.case.investigator).user.short_name(),
            "ruling_url": self.own(row.ruling),
            "ended_url": self.own(row.ended_ruling),
            "cite": "CPC 179(1)" if row.registered else "",
        }

    def own(self, ruling: Ruling | None) -> str:
        """The page of a ruling of this case; one by which a charge came from another case is read there."""
        return f"{self.base}rulings/{ruling.pk}/" if ruling and ruling.case_id == self.opened.case.pk else ""


class Scope(CasePage):
    """What was registered, what is charged now, and every difference with who, when and why (121(1))."""

    tab = "charges"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        found = scope_of(case, self.by, self.at)
        context = {
            "lines": [*(self.line(one) for one in found.lines), *(self.ended(one) for one in found.ended)],
            "differences": len(found.changed),
            "outside": len(found.outside),
            "may_end": found.may_end,
            "ended_by": [_(title) for title in found.ended_by],
            "cite": found.cite,
            "stray": [{"title": title_of(row), "url": f"{self.base}file/{row.pk}/"} for row in found.stray],
            "charges_url": f"{self.base}charges/",
        }
        return self.show_case("cases/scope.html", context)

    def line(self, one: Line) -> dict[str, Any]:
        end = here(f"/cases/{self.opened.case.number}/moves/terminate_outside/")
        return {
            "offence": episode_words(one.episode) if one.episode else _("no registered offence"),
            "summary": one.episode.summary if one.episode else "",
            "person": one.person.full_name if one.person else "",
            "registered": article_words(one.difference.registered),
            "charged": article_words(one.difference.charged),
            "kind": _(one.title),
            "look": LOOKS[one.difference.kind] if one.difference.covered or one.same else "late",
            "cite": one.difference.cite,
            "since": one.since,
            "decided": decided_words(one.decided),
            "decided_url": ruling_url(one.decided.ruling) if one.decided else "",
            "why": one.decided.why if one.decided else "",
            "missing": not one.difference.covered and not one.same,
            "end_url": f"{end}?charge={one.charge.pk}" if one.outside and one.charge else "",
        }

    def ended(self, one: Line) -> dict[str, Any]:
        """What was ended as lying outside is neither registered nor charged: the article alone is told."""
        told = self.line(one)
        return {**told, "charged": "", "was": told["charged"]}


def ruling_url(ruling: Ruling) -> str:
    """The page of a ruling under the case it was drawn in, which may be another one: a severance, a joinder."""
    return here(f"/cases/{ruling.case.number}/rulings/{ruling.pk}/")


def episode_words(episode: Episode) -> str:
    """ "1. 20.11.2026, Алматы, ул. Абая, 12"."""
    return f"{episode}, {episode.place}"


def article_words(article: tuple[str, str] | None) -> str:
    """ "188 ч. 3 УК" in the reader's language; empty where there is none."""
    if article is None or not article[0]:
        return ""
    code = f"CC {article[0]}({article[1]})" if article[1] else f"CC {article[0]}"
    return cite.words(code, (translation.get_language() or "ru")[:2])


def decided_words(decided: Decided | None) -> str:
    """Which ruling, by whom drawn and by whom approved."""
    if decided is None:
        return ""
    people = [decided.drawn_by.user.short_name()]
    if decided.decided_by is not None:
        people.append(decided.decided_by.user.short_name())
    return f"{say(decided.title)}: {', '.join(people)}"


def longest(threat: Qualification | None) -> str:
    """The heaviest imprisonment the article threatens, in words."""
    if threat is None:
        return ""
    if threat.life:
        return _("for life")
    if not threat.max_imprisonment_months:
        return _("no imprisonment")
    years, months = divmod(threat.max_imprisonment_months, 12)
    told_years = translation.ngettext("%(n)d year", "%(n)d years", years) % {"n": years} if years else ""
    told_months = translation.ngettext("%(n)d month", "%(n)d months", months) % {"n": months} if months else ""
    return " ".join(part for part in (told_years, told_months) if part)
