"""What the first page of a case says about it: facts, the notice over a case that does not run, the next step.

The rows are in hand (`cases.queries.overview.beside`); nothing is asked of the database here.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Case, Matter, Participant, Ruling
from cases.moves import CASE_MOVES
from cases.queries.overview import HANDED
from cases.ruling_rules import why_not_case
from cases.views.frame import Opened, matter_url
from ecase.law.clock import local, shown
from ecase.law.kinds_all import KINDS
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.rulings import RULINGS
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.pages import here
from ecase.web.says import say

LANGUAGES = {"kk": "Қазақша", "ru": "Русский"}
Found = dict[str, list[Any]]
Row = dict[str, Any]

# What a stage means for whoever opens the case: what may still be done, and by which article.
MEANS = {
    Case.Stage.INTERRUPTED: (
        N_("The investigation is interrupted."),
        N_("The term stands still. Actions wait until the ground is gone and the term is resumed."),
        "CPC 45(7)-(9)",
    ),
    Case.Stage.TERMINATED: (
        N_("The case is terminated."),
        N_("Nothing more is investigated in it; its file stays open to those who had it."),
        "CPC 288, 289",
    ),
    Case.Stage.JOINED: (
        N_("The case is joined to another."),
        N_("The investigation goes on under the other number; what was filed here is read here."),
        "CPC 43",
    ),
    Case.Stage.COURT: (
        N_("The case is before the court."),
        N_("Nothing is investigated while the judge has it; what he may decide stands under “Writ proceedings”."),
        "CPC 629-3(4), 629-4",
    ),
    Case.Stage.JUDGED: (
        N_("The case is ended by a verdict."),
        N_("The verdict is in force; its execution is noted under “Writ proceedings”."),
        "CPC 629-8",
    ),
}


def link(case: Case) -> Row:
    return {"title": case.number, "url": here(f"/cases/{case.number}/")}


def notice(case: Case, found: Found, base: str, still_since: datetime | None) -> Row | None:
    """What it means that the case does not run, since when and by which ruling; None while it does."""
    told = MEANS.get(Case.Stage(case.stage))
    if told is None:
        return None
    lead, says, cite = told
    ruling: Ruling | None = next(iter(found["stage"]), None)
    other = next((row for row in found["related"] if row.pk == case.joined_to_id), None)
    author = (ruling.decided_by or ruling.drawn_by) if ruling else None
    return {
        "lead": _(lead),
        "says": _(says),
        "cite": cite,
        "since": ruling.effective_at if ruling else still_since,
        "ground": say(ground.title) if ruling and (ground := ruling.rule.ground(ruling.ground)) else "",
        "ruling": say(ruling.rule.title) if ruling else "",
        "ruling_url": f"{base}rulings/{ruling.pk}/" if ruling else "",
        "by": author.user.short_name() if author else "",
        "other": link(other) if other else None,
    }


def empty_post(found: Found, left: Appointment | None, by: Appointment, base: str) -> Row | None:
    """The line over a case that somebody left: who it was, and the way to a successor for whom it waits for."""
    matter: Matter | None = next(iter(found["empty"]), None)
    if matter is None:
        return None
    move = CASE_MOVES[HANDED[matter.kind]]
    gone = left is not None and left.until is not None
    params = {"name": left.user.short_name(), "day": f"{local(left.until):%d.%m.%Y}"} if gone and left else {}
    return {
        "kind": "soon",
        "lead": _("The case waits for a successor."),
        "says": _("%(name)s left the post on %(day)s.") % params if params else "",
        "url": f"{base}moves/{move.name}/" if matter.waits_for_id == by.pk else "",
        "link": say(move.title),
    }


def facts(case: Case, found: Found, base: str, departures: tuple[int, int] | None) -> list[Row]:
    """What the case is, who conducts and supervises it, where it comes from and what went from it.

    A row is `{title, value, links, field}`; `field` names the case's own columns, so that a correction is marked.
    """
    rows = [
        _row(_("Form"), case.get_proceeding_display(), "proceeding"),
        _row(_("Format"), case.get_format_display(), "format"),
        _row(_("Investigator"), _conducts(case)),
        _row(_("Office"), str(case.office)),
        _row(_("Accepted for his proceedings"), shown(case.taken_over_at) if case.taken_over_at else _("not yet")),
        _row(_("Group"), ", ".join(member.appointment.user.short_name() for member in found["group"])),
        _row(_("Process prosecutor"), case.prosecutor.user.short_name() if case.prosecutor else _("not named")),
        _row(_("Occasion"), case.get_occasion_display(), "occasion"),
        _source(case, found),
        *_relatives(case, found["related"]),
        _row(_("When it happened"), shown(case.occurred_at), "occurred_at"),
        _row(_("Where it happened"), case.place, "place"),
        _row(_("Language of the proceedings"), LANGUAGES.get(case.language, case.language), "language"),
    ]
    if departures is not None:
        number, outside = departures
        words = (
            ngettext("%(n)d difference", "%(n)d differences", number) % {"n": number} if number else _("as registered")
        )
        rows.append(
            {
                **_row(_("Scope"), ""),
                "links": [{"title": words, "url": f"{base}scope/"}],
                "warns": ngettext("%(n)d lies outside", "%(n)d lie outside", outside) % {"n": outside}
                if outside
                else "",
            }
        )
    return [row for row in rows if row["value"] or row["links"]]


def _conducts(case: Case) -> str:
    name = str(case.investigator.user.short_name())
    if case.investigator.role != Role.HEAD_OF_INVESTIGATION:
        return name
    return _("not named; the case is with the head, %(name)s") % {"name": name}


def _row(title: str, value: str, *field: str) -> Row:
    return {"title": title, "value": value, "links": [], "field": field, "warns": ""}


def _source(case: Case, found: Found) -> Row:
    """The line of the information book it was registered from, a link for whoever sees that report."""
    row = _row(_("Crime report"), "")
    report, card = next(iter(found["report"]), None), next(iter(found["card"]), None)
    if report is not None:
        told = f"№ {report.book_number}"
        row["value"] = f"{report.book_office}, {shown(report.received_at)}"
        row["links"] = [{"title": told, "url": reverse("report", args=[report.pk]) if report.seen else ""}]
    elif card is not None and card.book_number:
        row["value"] = shown(card.book_at) if card.book_at else ""
        row["links"] = [{"title": f"№ {card.book_number}", "url": ""}]
    return row


def _relatives(case: Case, related: list[Case]) -> list[Row]:
    """The cases it came from, went into, or that went from it: none that the reader may not know of by number."""
    by_key = {row.pk: row for row in related}
    rows = []
    for title, key in ((_("Severed from"), case.source_case_id), (_("Joined to"), case.joined_to_id)):
        if key is not None:
            seen = by_key.get(key)
            rows.append({**_row(title, "" if seen else _("another case")), "links": [link(seen)] if seen else []})
    for title, field in ((_("Severed cases"), "source_case_id"), (_("Joined cases"), "joined_to_id")):
        rows.append({**_row(title, ""), "links": [link(row) for row in related if getattr(row, field) == case.pk]})
    return rows


# --- the next step --------------------------------------------------------------------------------


def next_step(opened: Opened, by: Appointment, at: datetime, found: Found, base: str, *, outside: int) -> Row | None:
    """The one button for whoever's turn it is: what waits for him, then what the case itself asks for."""
    waiting: Matter | None = next(iter(found["waiting"]), None)
    if waiting is not None:
        return _waits(waiting, base)
    case = opened.case
    if by.role in PROSECUTION and outside and why_not_case(CASE_MOVES["terminate_outside"], case, by, at) is None:
        return {"title": _("Look at what lies outside the charge"), "url": f"{base}scope/", "due_at": None}
    if by.role in INVESTIGATION or by.role in PROSECUTION:
        for name in _asked_of(opened, found):
            if why_not_case(CASE_MOVES[name], case, by, at) is None:
                return {"title": say(CASE_MOVES[name].title), "url": f"{base}moves/{name}/", "due_at": None}
    if case.investigator_id == by.pk and case.stage == Case.Stage.PRETRIAL and not found["people"]:
        return {"title": _("Enter a person"), "url": f"{base}people/#add", "due_at": None}
    return None


def _asked_of(opened: Opened, found: Found) -> list[str]:
    """The moves the state of the case calls for, the first one first."""
    case = opened.case
    wanted = []
    if case.taken_over_at is None:
        wanted.append("take_over")
    if case.prosecutor_id is None:
        wanted.append("name_prosecutor")
    if case.investigator.role == Role.HEAD_OF_INVESTIGATION:
        wanted.append("assign")
    if case.stage == Case.Stage.INTERRUPTED:
        wanted.append("resume")
    held = any(deadline.rule.startswith("detention.") for deadline in opened.running)
    named = [row for row in found["people"] if row.capacity == Participant.Capacity.SUSPECT and not row.suspected]
    if named and not held:
        wanted.append("recognise_suspect")
    return wanted


def _waits(matter: Matter, base: str) -> Row:
    head, _dot, kind = matter.kind.partition(".")
    if matter.kind in HANDED:
        move = CASE_MOVES[HANDED[matter.kind]]
        return {"title": say(move.title), "url": f"{base}moves/{move.name}/", "due_at": matter.next_due}
    known = RULINGS.get(kind) if head == "ruling" else KINDS.get(kind)
    words = _("Waits for you: %(what)s") % {"what": say(known.title)} if known else _("Open what waits for you")
    return {"title": words, "url": matter_url(matter, base), "due_at": matter.next_due}
