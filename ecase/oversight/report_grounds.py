"""What `/law/` prints of crime reports: the closed lists of grounds, as they hold on a day. Nothing here decides."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecase.law.limits import LIMITS
from ecase.law.reports import FACTS, NOT_REGISTERED, PASSED_ON, SOURCES, ReportGround
from ecase.law.words import N_

LISTS: tuple[tuple[str, Mapping[str, ReportGround]], ...] = (
    (N_("Only on these grounds is a crime report not registered"), NOT_REGISTERED),
    (N_("Only on these grounds is a crime report passed on to another body"), PASSED_ON),
)


def grounds_printed(day: date) -> list[dict[str, Any]]:
    """The two lists with the grounds in force on `day`: `{title, rows [{code, title, unless, note, cite, edition,
    since}]}`."""
    return [
        {"title": _(title), "rows": [_row(ground) for ground in listed.values() if ground.holds_on(day)]}
        for title, listed in LISTS
    ]


def _row(ground: ReportGround) -> dict[str, Any]:
    notes = [_(ground.note)] if ground.note else []
    if ground.sources:
        sources = ", ".join(_(SOURCES[source].title) for source in ground.sources)
        notes.append(_("only for: %(sources)s") % {"sources": sources})
    if ground.rule:
        notes.append(_("sent within: %(term)s") % {"term": _(LIMITS[ground.rule].title)})
    return {
        "code": ground.code,
        "title": _(ground.title),
        "unless": [{"says": _(FACTS[fact].title), "cite": FACTS[fact].cite} for fact in ground.unless],
        "notes": notes,
        "cite": ground.cite,
        "edition": f"{ground.source} [{ground.confidence}]",
        "since": ground.since,
    }
