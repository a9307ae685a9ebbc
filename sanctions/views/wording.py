"""How the pages of a request that is being written say things: kinds, checks, measures, what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.views.papers import sheets_of, title_of
from ecase.law.kinds import Kind, Step
from ecase.web.pages import in_words
from ecase.web.says import cited, say
from sanctions import checks
from sanctions.forms import WHY
from sanctions.proposal import Proposal, as_data
from sanctions.sheets import SHEETS


def parted(group: dict[str, Any]) -> dict[str, Any]:
    """What everybody fills, and the long texts that may stay empty: those open on a click."""
    later = [
        field
        for field in group["fields"]
        if isinstance(field.field.widget, forms.Textarea) and not field.field.required and not field.value()
        and not field.errors and field.name not in ("grounds", "milder")
    ]  # fmt: skip
    later = later if len(later) < len(group["fields"]) else []
    return {**group, "fields": [field for field in group["fields"] if field not in later], "more": later}


def answers_to(kind: Kind, text: str) -> bool:
    """Whether the kind answers to what was typed: words of its name, or its article."""
    words = f"{_(kind.title)} {cited(kind.cite)} {kind.code}".casefold()
    return all(part in words for part in text.casefold().split())


def ordered(rows: list[checks.Check]) -> list[checks.Check]:
    """What keeps it from being sent first, then what to bear in mind, then what is in order."""
    return sorted(rows, key=lambda check: (not check.never, not check.bad, check.ok is True))


def check_told(check: checks.Check, url: str, found: Proposal, form: forms.Form | None = None) -> dict[str, Any]:
    """A check as `frame/checks.html` takes it, with the box for its reason where there is one."""
    name = f"{WHY}{check.code}"
    overcome = check.bad and checks.overcome(found.request, check)
    note = ""
    if overcome:
        note = _("A reason is written.")
    elif check.bad:
        note = _("Needs a written reason.") if check.room else _("Cannot be sent like this.")
    return {
        "says": say(check.says, check.params),
        "ok": None if overcome else check.ok,
        "cite": check.cite,
        "note": note,
        "url": url if check.ok is not True else "",
        "link": _("Mend it"),
        "box": form[name] if form is not None and name in form.fields and not check.never else None,
    }


def measure_told(one: Any, url: str, current: str) -> dict[str, Any]:
    """A preventive measure and what the law says of it here."""
    return {
        "title": _(one.measure.title),
        "cite": one.measure.cite,
        "url": url if one.code != current and one.open else "",
        "current": one.code == current,
        "open": one.open,
        "reasons": [in_words(refusal) for refusal in (*one.bars, *one.room)],
        "conditions": [{"says": step.text(_), "cite": step.cite} for step in one.conditions] if one.open else [],
    }


def route_of(kind: Kind) -> str:
    """Through whose hands it goes, in the reader's language."""
    words = {Step.PROSECUTOR: _("the prosecutor"), Step.COURT: _("the court")}
    if kind.alone:
        return _("In force by your signature; the prosecutor is told.")
    return _("Goes to: %(route)s.") % {"route": " → ".join(words[step] for step in kind.route)}


def shown_value(form: forms.Form, name: str) -> str:
    """What was chosen or typed, in words."""
    field, value = form.fields[name], form[name].value()
    if name == SHEETS:
        return ", ".join(
            f"{title_of(row)} ({_('sheets %(sheets)s') % {'sheets': sheets_of(row)}})"
            for row in field.filed or []  # type: ignore[attr-defined]
            if any(str(one).startswith(str(row.pk)) for one in value or [])
        )
    choices = getattr(field, "choices", None) or getattr(field.widget, "choices", None)
    if choices:
        named = {str(code): str(words) for code, words in choices}
        return "; ".join(named[str(one)] for one in as_data({name: value}).getlist(name) if named.get(str(one)) and one)
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else ""
    return str(value or "")
