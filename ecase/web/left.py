"""How much time is left, and in which words: plain functions behind the clock tags.

Here: the state of a clock for the eye (calm, soon, critical, late, met) and durations in two units. Not here:
what a term is and when it falls due (``ecase.law.clock``); nothing in this file decides anything.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

MINUTE, HOUR, DAY = 60, 3600, 86400
# With this many days left hours are noise.
ONLY_DAYS = 3
# A quarter of a two-month term is a fortnight: red at that distance would teach people to overlook red.
NEVER_CRITICAL = timedelta(days=7)
NEVER_SOON = timedelta(days=14)
# What is left when a term turns red whose beginning is not known.
RED_FROM = timedelta(hours=12)


class State(StrEnum):
    """What a clock looks like; the value ends the CSS class ``is-…``."""

    CALM = "calm"
    SOON = "soon"
    CRITICAL = "critical"
    LATE = "late"
    MET = "met"
    MET_LATE = "met-late"
    NONE = "none"


def state(due_at: datetime | None, now: datetime, met_at: datetime | None, starts_at: datetime | None) -> State:
    """Half of the term left is soon, a quarter is critical, within the bounds above.

    Without the start of the term there is no share to take; then half a day is critical, three days are soon.
    An empty value counts as none, since a template hands over "" for a key it did not find.
    """
    if not due_at:
        return State.MET if met_at else State.NONE
    if met_at:
        return State.MET if met_at <= due_at else State.MET_LATE
    left = due_at - now
    if left <= timedelta(0):
        return State.LATE
    if starts_at and due_at > starts_at:
        share = left / (due_at - starts_at)
        if share <= 0.25 and left <= NEVER_CRITICAL:
            return State.CRITICAL
        return State.SOON if share <= 0.5 and left <= NEVER_SOON else State.CALM
    if left <= RED_FROM:
        return State.CRITICAL
    return State.SOON if left <= timedelta(days=3) else State.CALM


def days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def hours(count: int) -> str:
    return ngettext("%(count)d h", "%(count)d h", count) % {"count": count}


def minutes(count: int) -> str:
    return ngettext("%(count)d min", "%(count)d min", count) % {"count": count}


def in_words(span: timedelta) -> str:
    """The two largest units, rounded down: "1 day 3 h", "11 h 24 min", "15 days"; a sign is dropped."""
    seconds = abs(int(span.total_seconds()))
    if seconds < MINUTE:
        return _("less than a minute")
    whole_days, rest = divmod(seconds, DAY)
    whole_hours, rest = divmod(rest, HOUR)
    whole_minutes = rest // MINUTE
    if whole_days >= ONLY_DAYS or (whole_days and not whole_hours):
        return days(whole_days)
    if whole_days:
        return f"{days(whole_days)} {hours(whole_hours)}"
    if whole_hours and whole_minutes:
        return f"{hours(whole_hours)} {minutes(whole_minutes)}"
    return hours(whole_hours) if whole_hours else minutes(whole_minutes)


def overdue(span: str) -> str:
    return pgettext("clock", "overdue by %(span)s") % {"span": span}


def gone(passed: str, total: str) -> str:
    return pgettext("clock", "%(passed)s of %(total)s gone") % {"passed": passed, "total": total}


def spoken() -> dict[str, object]:
    """The same words for the page's script, which counts on from the server's text.

    Plural forms are asked for at numbers that stand for the CLDR classes of the three languages.
    """
    classes = {"one": 1, "few": 2, "many": 5, "other": 5}
    return {
        "day": {name: days(number).replace(str(number), "#", 1) for name, number in classes.items()},
        "hour": {name: hours(number).replace(str(number), "#", 1) for name, number in classes.items()},
        "min": {name: minutes(number).replace(str(number), "#", 1) for name, number in classes.items()},
        "moment": _("less than a minute"),
        "late": overdue("#"),
        "left": pgettext("clock", "%(span)s left") % {"span": "#"},
        "gone": gone("#1", "#2"),
        "over": _("The term has run out"),
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "unsaved": _("What you typed is not saved yet."),
        "restored": _("Your unsent text was put back. Check it before sending."),
        "filled": _("The user name is filled in. Type the password."),
    }
