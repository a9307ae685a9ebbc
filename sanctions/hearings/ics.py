"""Hearings as a calendar file (RFC 5545). No name of anybody: a calendar lies open on many screens and servers.

Moments are written in UTC: the clocks of many calendars still think that Almaty is an hour further, as it was until
March 2024. A hearing has no end that the law would name, so none is invented.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from ecase.law.clock import shown
from sanctions.models import Hearing

LINE = 74  # bytes of a line, the fold's own space included in 75
ENDED = frozenset({Hearing.State.ADJOURNED, Hearing.State.CALLED_OFF})


def calendar(hearings: Iterable[Hearing], at: datetime) -> str:
    """The whole file, lines ended and folded as the format asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ecase//hearings//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for hearing in hearings:
        lines += event(hearing, at)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def event(hearing: Hearing, at: datetime) -> list[str]:
    case = hearing.sanction.case
    what = _("Hearing: %(kind)s") % {"kind": _(hearing.sanction.rule.title)}
    when = _("%(moment)s, time of Kazakhstan (UTC+5)") % {"moment": shown(hearing.starts_at)}
    lines = [
        "BEGIN:VEVENT",
        f"UID:{hearing.pk}@ecase",
        f"DTSTAMP:{stamp(at)}",
        f"SEQUENCE:{hearing.version}",
        f"DTSTART:{stamp(hearing.starts_at)}",
        f"SUMMARY:{text(what)} · {text(case.number)}",
        f"DESCRIPTION:{text(when)}",
        f"STATUS:{'CANCELLED' if hearing.state in ENDED else 'CONFIRMED'}",
    ]
    if hearing.place:
        lines.append(f"LOCATION:{text(hearing.place)}")
    if hearing.video_link:
        lines.append(f"URL:{hearing.video_link}")
    return [*lines, "END:VEVENT"]


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    """Text of a property: what means something to the format is escaped."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def folded(line: str) -> list[str]:
    """A line in pieces of at most 75 bytes, never in the middle of a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]
