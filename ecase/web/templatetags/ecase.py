"""Template tags of the frame: clocks, times, names, IINs, citations, icons.

Here: how a value looks on a page. Not here: any rule; a tag never reads the clock, ``now`` is handed to it.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ecase.law import cite as citations
from ecase.law.words import Refusal
from ecase.web import left
from ecase.web.says import as_dict
from ecase.web.says import thousands as by_thousands

register = template.Library()

NBSP = "\u00a0"

UNTIL = frozenset({"until", "until_short", "last_day"})

# 16 x 16, drawn in currentColor: background pictures vanish in forced-colours mode.
ICONS = {
    "diamond": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor"/>',
    "dot": '<circle cx="8" cy="8" r="5" fill="currentColor"/>',
    "ring": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "dash": '<path d="M3 8h10" stroke="currentColor" stroke-width="2.2"/>',
    "tick": '<path d="m2.8 8.6 3.4 3.4 7-7.6" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "cross": '<path d="m3.5 3.5 9 9m0-9-9 9" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "question": '<path d="M5.2 5.6a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1-1.5 2.2" fill="none" stroke="currentColor"'
    ' stroke-width="2"/><circle cx="8" cy="13.2" r="1.3" fill="currentColor"/>',
    "bell": '<path d="M8 1.8a4.2 4.2 0 0 0-4.2 4.2c0 4-1.6 5.2-1.6 5.2h11.6S12.2 10 12.2 6A4.2 4.2 0 0 0 8'
    ' 1.800zM6.7 13.6a1.5 1.5 0 0 0 2.6 0" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "mark": '<rect x="2" y="1" width="12" height="14" rx="2" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M5 5h6M5 8h6M5 11h3.5" stroke="currentColor" stroke-width="1.5"/>',
    "lock": '<path d="M4.8 7V5a3.2 3.2 0 0 1 6.4 0v2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<rect x="3" y="7" width="10" height="7.5" rx="1.2" fill="currentColor"/>',
    "warning": '<path d="M8 1.5 15.2 14.500H.8z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M8 6v4.2" stroke="currentColor" stroke-width="1.8"/><circle cx="8" cy="12.3" r="1"'
    ' fill="currentColor"/>',
    "file": '<path d="M3.5 1.5h6l3 3v10h-9z M9 1.5V5h3.5" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "search": '<circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path d="m10.5 10.5 4 4" stroke="currentColor" stroke-width="1.8"/>',
    "right": '<path d="m5.5 2.5 5.5 5.5-5.5 5.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "left": '<path d="M10.5 2.5 5 8l5.5 5.5" fill="none" stroke="currentColor" stroke-width="2"/>',
}
SHAPE = {
    left.State.CALM: "ring",
    left.State.SOON: "dot",
    left.State.CRITICAL: "diamond",
    left.State.LATE: "diamond",
    left.State.MET: "tick",
    left.State.MET_LATE: "diamond",
    left.State.NONE: "dash",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline picture; with a label it speaks, without one it is decoration."""
    drawing = mark_safe(ICONS[name])  # noqa: S308  (our own constant)
    if label:
        return format_html(
            '<svg class="app-icon" viewBox="0 0 16 16" role="img" aria-label="{}" focusable="false">{}</svg>',
            label,
            drawing,
        )
    return format_html(
        '<svg class="app-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', drawing
    )


# -- time -------------------------------------------------------------------------------------------------------


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _stamp(value: datetime | date) -> str:
    """For ``datetime=""``: with offset, to the second."""
    return _local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def _moment(value: datetime | date, style: str = "", now: datetime | None = None) -> str:
    if not isinstance(value, datetime):
        return date_format(value, "DATE_FORMAT" if style == "long" else "SHORT_DATE_FORMAT")
    local = _local(value)
    if style in UNTIL:
        # A term of days ends at 24:00 of its last day: 00:00 of the next one would read as a day more.
        whole_day = local.hour == local.minute == local.second == 0
        local, end = (local - timedelta(days=1), "24:00") if whole_day else (local, f"{local:%H:%M}")
        this_year = now is None or _local(now).year == local.year
        return {
            "last_day": f"{local:%d.%m.%Y}",
            "until": f"{local:%d.%m.%Y}, {end}",
            "until_short": f"{local:%d.%m}, {end}" if this_year else f"{local:%d.%m.%Y}, {end}",
        }[style]
    clock = local.strftime("%H:%M:%S" if style == "seconds" else "%H:%M")
    if style in {"time", "seconds"}:
        return clock
    if style == "date":
        return date_format(local.date(), "SHORT_DATE_FORMAT")
    if style == "long":
        return f"{date_format(local.date(), 'DATE_FORMAT')}, {clock}"
    if style == "short":
        return f"{local:%d.%m}, {clock}"
    if now:
        day = (_local(now).date() - local.date()).days
        if day == 0:
            return _("today, %(time)s") % {"time": clock}
        if day == 1:
            return _("yesterday, %(time)s") % {"time": clock}
        if day == -1:
            return _("tomorrow, %(time)s") % {"time": clock}
    return f"{date_format(local.date(), 'SHORT_DATE_FORMAT')}, {clock}"


@register.simple_tag
def nothing() -> SafeString:
    """An empty value: a dash for the eye, a word for the ear."""
    return format_html('<span aria-hidden="true">—</span><span class="govuk-visually-hidden">{}</span>', _("none"))


@register.simple_tag
def when(value: datetime | date | None, now: datetime | None = None, style: str = "") -> SafeString:
    """``{% when at %}`` 23.11.2026, 13:58 · with ``now`` "today, 13:58" · style: short, long, date, time, seconds.

    For ends of terms: until, until_short, last_day (midnight is told as 24:00 of the day before).
    """
    if not value:
        return nothing()
    return format_html('<time datetime="{}">{}</time>', _stamp(value), _moment(value, style, now))


@register.simple_tag
def duration(span: timedelta | int | float | None) -> str | SafeString:
    """Two largest units of a timedelta or of seconds."""
    if span is None or span == "":
        return nothing()
    return left.in_words(span if isinstance(span, timedelta) else timedelta(seconds=span))


@register.simple_tag
def clock_state(
    due_at: datetime | None,
    now: datetime,
    met_at: datetime | None = None,
    total_from: datetime | None = None,
) -> str:
    """The word that ends the class ``is-…``: calm, soon, critical, late, met, met-late, none."""
    return left.state(due_at, now, met_at, total_from).value


@register.simple_tag
def clock(
    due_at: datetime | None,
    now: datetime,
    met_at: datetime | None = None,
    total_from: datetime | None = None,
) -> SafeString:
    """Shape, words and colour of one term; the page's script counts it down from ``data-until``."""
    look = left.state(due_at, now, met_at, total_from)
    shape = icon(SHAPE[look])
    if look is left.State.NONE:
        return format_html('<span class="app-clock is-none">{}</span>', nothing())
    if met_at:
        words = _moment(met_at, "short")
        if due_at and met_at > due_at:
            words = pgettext("clock", "%(at)s, late by %(span)s") % {
                "at": words,
                "span": left.in_words(met_at - due_at),
            }
        return format_html(
            '<span class="app-clock is-{}">{} <time datetime="{}">{}</time></span>',
            look.value,
            shape,
            _stamp(met_at),
            words,
        )
    if not due_at:
        return nothing()
    span = left.in_words(due_at - now)
    start = format_html(' data-from="{}"', _stamp(total_from)) if total_from else ""
    return format_html(
        '<span class="app-clock is-{}" data-until="{}"{}>{} <time datetime="{}" title="{}">{}</time></span>',
        look.value,
        _stamp(due_at),
        start,
        shape,
        _stamp(due_at),
        _moment(due_at, "until"),
        left.overdue(span) if look is left.State.LATE else span,
    )


@register.simple_tag
def clock_stamp(value: datetime) -> str:
    """The moment for ``data-until`` and ``data-from``."""
    return _stamp(value)


@register.simple_tag
def countdown_text(due_at: datetime, now: datetime) -> str:
    """The digits of the big panel: 11:24:07 under a day and a half, else words; after the end, how long ago it was."""
    if now >= due_at:
        return left.overdue(left.in_words(due_at - now))
    seconds = int((due_at - now).total_seconds())
    if seconds >= 36 * left.HOUR:
        return left.in_words(due_at - now)
    return f"{seconds // left.HOUR:02d}:{seconds % left.HOUR // left.MINUTE:02d}:{seconds % left.MINUTE:02d}"


@register.simple_tag
def share_gone(starts_at: datetime, due_at: datetime, now: datetime) -> int:
    """Per mille of the term that has passed, for ``<progress max="1000">``."""
    whole = (due_at - starts_at).total_seconds()
    return 1000 if whole <= 0 else max(0, min(1000, round((now - starts_at).total_seconds() / whole * 1000)))


@register.simple_tag
def gone(starts_at: datetime, due_at: datetime, now: datetime) -> str:
    """ "36 h 35 min of 48 h gone"; a limit of up to three days is told in hours, as the law sets it."""
    whole = due_at - starts_at
    passed = min(max(now - starts_at, timedelta(0)), whole)
    if whole > timedelta(days=3):
        return left.gone(left.in_words(passed), left.in_words(whole))
    hours, rest = divmod(int(passed.total_seconds()), left.HOUR)
    told = f"{left.hours(hours)} {left.minutes(rest // left.MINUTE)}"
    return left.gone(told, left.hours(int(whole.total_seconds() // left.HOUR)))


@register.simple_tag
def clock_words() -> str:
    """The words of the page's script as JSON for an attribute (the template escapes it)."""
    return json.dumps(left.spoken(), ensure_ascii=False)


# -- people, numbers, articles ------------------------------------------------------------------------------------


@register.simple_tag(name="iin")
def iin_tag(value: str | None) -> str:
    return iin(value)


@register.filter
def iin(value: str | None) -> str:
    """910314 300126: the birth date part and the rest, kept on one line; anything else comes back as it is."""
    text = str(value or "")
    return f"{text[:6]}{NBSP}{text[6:]}" if len(text) == 12 and text.isdigit() else text


@register.simple_tag(name="mask_iin")
def mask_iin_tag(value: str | None) -> str:
    return mask_iin(value)


@register.filter
def mask_iin(value: str | None) -> str:
    """9103•• ••••26 for those who need to tell people apart, not to know them."""
    text = str(value or "")
    return f"{text[:4]}••{NBSP}••••{text[-2:]}" if len(text) == 12 else ""


@register.simple_tag
def short_name(last_name: str, first_name: str = "", patronymic: str | None = "") -> str:
    """Оспанов Р. М., never broken over two lines."""
    initials = [f"{part.strip()[0]}." for part in (first_name, patronymic or "") if part.strip()]
    return NBSP.join([last_name, *initials])


@register.simple_tag(name="cite")
def cite_tag(reference: str | None) -> str:
    return cite(reference)


@register.filter
def thousands(number: int | None) -> str:
    """235 920: an amount by its thousands, kept on one line."""
    return "" if number is None else by_thousands(int(number))


@register.filter
def cite(reference: str | None) -> str:
    """The article in the words of the page's language."""
    return citations.words(reference, get_language() or "ru") if reference else ""


@register.simple_tag
def refused(refusal: Refusal | dict[str, str] | None) -> str | SafeString:
    """The words of a refusal and its article, whether it is the law's own value or already a dictionary."""
    if not refusal:
        return ""
    told = as_dict(refusal) if isinstance(refusal, Refusal) else refusal
    return format_html('{} <span class="app-cite">{}</span>', told.get("says", ""), cite(told.get("cite")))


@register.filter
def tail(number: str) -> str:
    """The last three digits by which people tell cases apart: …481."""
    return f"…{str(number)[-3:]}"


@register.filter
def spaced(value: object) -> str:
    """1 240 000: thousands apart by a no-break space; only for amounts, never for case numbers."""
    try:
        return f"{int(str(value)):,}".replace(",", NBSP)
    except ValueError:
        return str(value)
