"""The law as the system applies it, open to everybody: terms, grounds, kinds of sanction, moves.

The same rows that bind the cases, by the edition of a day. The rows of kinds in words are `law_kinds`, the calculators
`calculator_pages`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.gzip import gzip_page

from cases.reports.moves import MOVES as REPORT_MOVES
from cases.reports.moves import STATUS_TITLES as REPORT_STATES
from detention.kinds import STATUS_TITLES as DETENTION_STATES
from detention.moves import MOVES as DETENTION_MOVES
from ecase.law.clock import local
from ecase.law.kinds_all import KINDS
from ecase.law.limits import ANCHORS, GROUPS, UNITS, Limit
from ecase.law.moves import Move
from ecase.oversight.law_kinds import alone, by_prosecutor, edition_words, kinds_printed, roles
from ecase.oversight.report_grounds import grounds_printed
from ecase.web import now
from ecase.web.forms import DateField
from ecase.web.says import cited
from sanctions.kinds import STATUS_TITLES as SANCTION_STATES
from sanctions.moves import MOVES as SANCTION_MOVES
from writ.kinds import STATUS_TITLES as WRIT_STATES
from writ.moves import MOVES as WRIT_MOVES

LONGEST = 100
# So many kinds are named by a move they share; of more only the number is told.
NAMED = 4


class DayForm(forms.Form):
    on = DateField(label=gettext_lazy("Editions in force on"), required=False)


@method_decorator(login_not_required, name="dispatch")
@method_decorator(gzip_page, name="dispatch")
class Limits(View):
    """Every term, kind and move with its article and edition; long, so that it goes packed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = "on" in request.GET
        form = DayForm(request.GET if asked else None)
        day = form.cleaned_data["on"] if asked and form.is_valid() and form.cleaned_data["on"] else local(now()).date()
        text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
        context = {
            "on": day,
            "form": form,
            "chips": [
                {"title": _("Terms"), "url": "#main", "current": False},
                {"title": _("Grounds on a crime report"), "url": "#grounds", "current": False},
                {"title": _("Kinds of sanction"), "url": "#kinds", "current": False},
                {"title": _("Moves"), "url": "#moves", "current": False},
                {"title": _("Calculator of terms"), "url": reverse("calculator"), "current": False},
            ],
            "groups": [
                {"title": _(title), "rows": [row for one in table if (row := _limit(one, day)) is not None]}
                for title, table in GROUPS
            ],
            "grounds": grounds_printed(day),
            "q": text,
            "asked_on": f"{day:%d.%m.%Y}" if asked else "",
            "whole": "all" in request.GET,
            "count": len(KINDS),
            "kinds": kinds_printed(day, text, whole="all" in request.GET),
            "by_prosecutor": by_prosecutor(day),
            "alone": alone(),
            "moves": [
                *(_move(_("Crime report"), move, REPORT_STATES) for move in REPORT_MOVES.values()),
                *(_move(_("Detention"), move, DETENTION_STATES) for move in DETENTION_MOVES.values()),
                *_sanction_moves(),
                *(_move(_("Writ proceedings"), move, WRIT_STATES) for move in WRIT_MOVES.values()),
            ],
        }
        return render(request, "law/limits.html", context)


def _limit(limit: Limit, day: date) -> dict[str, Any] | None:
    edition = next((e for e in limit.editions if e.holds_on(day)), None)
    if edition is None:
        return None
    counted = [_(ANCHORS[limit.anchor])]
    if limit.rolls:
        counted.append(_("moves off a day that is not worked"))
    if limit.pauses:
        counted.append(_("can stand still"))
    if edition.note:
        counted.append(_(edition.note))
    named = "".join(
        f"; {_(UNITS[limit.unit]) % {'n': a.value}}: {_(a.title)}{_article(a.cite)}" for a in edition.amounts
    )
    return {
        "code": limit.key,
        "title": _(limit.title),
        "amount": _(UNITS[limit.unit]) % {"n": edition.amount},
        "counted": "; ".join(counted) + named,
        "cite": edition.cite,
        "url": f"{reverse('calculator_of', args=['term'])}?rule={limit.key}",
        "edition": edition_words(edition),
        "since": edition.since,
    }


def _move(what: str, move: Move, states: dict[str, str]) -> dict[str, Any]:
    return {
        "what": what,
        "title": _(move.title),
        "from": ", ".join(_(states[s]) for s in sorted(move.source)),
        "to": _(states[move.target]) if move.target else _("unchanged"),
        "by": roles(move.by),
        "cite": move.cite,
    }


def _sanction_moves() -> Iterator[dict[str, Any]]:
    """The moves of sanctions; those that are the same for several kinds are told once."""
    same: dict[tuple[Any, ...], list[tuple[str, Move]]] = {}
    for code, table in SANCTION_MOVES.items():
        for move in table.values():
            key = (move.name, move.title, move.source, move.target, move.by)
            same.setdefault(key, []).append((code, move))
    for found in same.values():
        codes, cites = [code for code, _one in found], dict.fromkeys(move.cite for _code, move in found)
        row = _move(_of(codes), found[0][1], SANCTION_STATES)
        if len(cites) > NAMED:
            row["cite"], row["cite_words"] = "", _("the article of the kind")
        else:
            row["cite"] = "; ".join(cited(cite) for cite in cites)
        yield row


def _of(codes: list[str]) -> str:
    if len(codes) > NAMED:
        return ngettext("Sanctions: %(n)d kind", "Sanctions: %(n)d kinds", len(codes)) % {"n": len(codes)}
    return "; ".join(_(KINDS[code].title) for code in codes)


def _article(reference: str) -> str:
    words = cited(reference)
    return f" ({words})" if words else ""
