"""What every page carries around its own content: who reads, where they may go, what time it is, what is wrong.

One statement beyond what the request already knows. Never fails: an error page has this frame too.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from ecase.people.views import SESSION_POSTS
from ecase.web.clock import now, shift
from ecase.web.left import in_words

STALE = timedelta(seconds=10)
# The posts that have pages of their own; the others are told that theirs are still to come.
BUILT = PROSECUTION | {
    Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION, Role.INVESTIGATING_JUDGE, Role.LAWYER, Role.CUSTODY_HEAD,
    Role.REGISTRAR, Role.PARTICIPANT, Role.COURT_CLERK, Role.APPEAL_JUDGE, Role.TRIAL_JUDGE,
}  # fmt: skip
NEVER = N_("The clock has not run yet: no warning and no prepared act will come. The terms shown are right.")
STANDS = N_(
    "The clock has stood still for %(span)s: no warning and no prepared act will come. The terms shown are right."
)
LABELS = {"kk": ("ҚАЗ", "Қазақша"), "ru": ("РУС", "Русский"), "en": ("ENG", "English")}

DESK = ("desk", N_("My desk"), "d")
CASES = ("cases", N_("Cases"), "c")
QUEUE = ("queue", N_("Queue"), "s")
HEARINGS = ("hearings", N_("Hearings"), "h")
UNIT = ("unit", N_("Unit"), "u")
HELD = ("held", N_("Detentions"), "t")
CUSTODY = ("custody", N_("Persons held"), "d")
BOOK = ("reports", N_("Information book"), "b")
MY_REPORTS = ("my_reports", N_("My reports"), "d")
SUBMIT = ("report_submit", N_("Report an offence"), "s")
WRIT = ("writ_board", N_("Writ proceedings"), "w")
MY_WRITS = ("my_writs", N_("My consent and my verdict"), "w")
LAW = ("limits", N_("Terms of the law"), "l")
INBOX = ("inbox", N_("Notices"), "i")
MENUS: dict[str, tuple[tuple[str, str, str], ...]] = {
    **dict.fromkeys(PROSECUTION, (QUEUE, DESK, CASES, WRIT, HELD, HEARINGS, BOOK, LAW)),
    Role.INVESTIGATOR: (DESK, CASES, WRIT, BOOK, LAW),
    Role.HEAD_OF_PROSECUTION: (QUEUE, DESK, CASES, WRIT, UNIT, HELD, BOOK, LAW),
    Role.HEAD_OF_INVESTIGATION: (DESK, QUEUE, UNIT, CASES, WRIT, BOOK, LAW),
    Role.REGISTRAR: (BOOK, INBOX, LAW),
    Role.PARTICIPANT: (MY_REPORTS, MY_WRITS, SUBMIT, INBOX, LAW),
    Role.INVESTIGATING_JUDGE: (QUEUE, HEARINGS, DESK, CASES, LAW),
    Role.TRIAL_JUDGE: (QUEUE, WRIT, CASES, INBOX, LAW),
    Role.APPEAL_JUDGE: (QUEUE, DESK, CASES, LAW),
    Role.COURT_CLERK: (HEARINGS, QUEUE, WRIT, INBOX, LAW),
    Role.LAWYER: (DESK, CASES, WRIT, HEARINGS, LAW),
    Role.CUSTODY_HEAD: (CUSTODY, INBOX, LAW),
}
USUAL = (DESK, CASES, LAW)

_STATE = """
SELECT (SELECT count(*) FROM people_notice WHERE to_id = %s AND read_at IS NULL),
       (SELECT jsonb_object_agg(name, jsonb_build_object('at', at, 'detail', detail)) FROM web_heartbeat),
       clock_timestamp()
"""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The keys that `base.html` names on top."""
    by = getattr(request, "appointment", None)
    unread, beats, database_now = _state(by)
    server_now = _now(database_now)
    return {
        "me": None
        if by is None
        else {
            "name": by.name,
            "role_title": by.role_title,
            "office": str(by.office),
            "role": by.role,
            "switch_url": reverse("post") if request.session.get(SESSION_POSTS, 1) > 1 else "",
        },
        "menu": menu(request, by) if by is not None else [],
        "unread": unread,
        "strips": [*acting(by), *no_screens(by), *strips(beats, database_now)] if database_now else [],
        "server_now": server_now,
        "languages": languages(request),
        "version": settings.ECASE_BUILD,
        "find_text": request.GET.get("q", "")[:100],
    }


def _state(by: Any) -> tuple[int, dict[str, Any], datetime | None]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(_STATE, [by.pk if by is not None else None])
            unread, beats, at = cursor.fetchone()
    except Error:
        # The database is away or the transaction is broken: the page says so itself.
        return 0, {}, None
    return unread, json.loads(beats) if isinstance(beats, str) else beats or {}, at


def _now(database_now: datetime | None) -> datetime:
    if database_now is None:
        return timezone.now()
    return now()


def no_screens(by: Any) -> list[dict[str, str]]:
    """A post whose own pages are not built is told so, rather than shown an empty desk without a word."""
    if by is None or by.role in BUILT:
        return []
    return [{"kind": "info", "text": _("The pages for your post are not built yet. Nothing here waits for you.")}]


def acting(by: Any) -> list[dict[str, str]]:
    """Whoever acts for another sees it on every page until it ends."""
    if by is None or by.acting_for_id is None:
        return []
    return [{"kind": "warn", "text": _("You act for %(name)s.") % {"name": by.acting_for.name}}]


def strips(beats: dict[str, Any], at: datetime) -> list[dict[str, str]]:
    """Yellow and red lines under the bar: only what is true now."""
    told: list[dict[str, str]] = []
    tick = parse_datetime(beats["tick"]["at"]) if "tick" in beats else None
    if tick is None:
        told.append({"kind": "stop", "text": _(NEVER)})
    elif at - tick > STALE:
        told.append(
            {
                "kind": "stop",
                "text": _(STANDS) % {"span": in_words(at - tick)},
            }
        )
    if settings.ECASE_DEMO:
        text = _("Training system: people, cases and numbers are made up. Nothing here has legal force.")
        told.append({"kind": "test", "text": text})
        story = beats.get("demo", {}).get("detail", {})
        done, total = story.get("done"), story.get("total")
        if isinstance(done, int) and isinstance(total, int) and done < total:
            words = _("The story of the training cases is being told: %(done)s of %(total)s.")
            told.append({"kind": "info", "text": words % story})
    moved = shift()
    if moved:
        forward = _("The clock of this system is moved forward by %(span)s.")
        words = forward if moved > timedelta(0) else _("The clock of this system is moved back by %(span)s.")
        told.append({"kind": "warn", "text": words % {"span": in_words(moved)}})
    return told


def menu(request: HttpRequest, by: Any) -> list[dict[str, Any]]:
    """The places of a role; the current one by the longest path."""
    items = []
    for name, title, key in MENUS.get(by.role, USUAL):
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        items.append({"title": _(title), "url": url, "key": key, "current": request.path.startswith(url)})
    return items


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page in the other languages."""
    current = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    path = request.get_full_path()
    return [
        {
            "code": code,
            "label": LABELS[code][0],
            "title": LABELS[code][1],
            "url": translate_url(path, code),
            "current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]
