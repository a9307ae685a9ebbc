"""Finding a person by IIN at a form: the answer of the civil registry put into what was typed.

Shared by the registration and by the people of a case. Not here: the registry (`civil_registry`), and who keeps the
trace of the question (the entry of the registration, an entry of the case).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.civil_registry import NO_ANSWER, Answer, State, name_of

FILLED = ("last_name", "first_name", "patronymic", "citizenship", "address")


def fill_in(typed: Mapping[str, Any], answer: Answer | None) -> dict[str, Any]:
    """What was typed, its empty fields filled from the answer: nobody's words are overwritten by a register."""
    found = dict(typed)
    if answer is not None and answer.person is not None:
        for name in FILLED:
            if not str(found.get(name) or "").strip():
                found[name] = getattr(answer.person, name)
    return found


def doubt_of(answer: Answer | None, *, last_name: Any, first_name: Any) -> str:
    """What the answer leaves open about somebody of this name; empty where it confirms him, or nobody was asked."""
    if answer is None:
        return ""
    if answer.state is State.NO_ANSWER:
        return _("The registry does not answer. Go on, it will be checked later.")
    if answer.state is State.UNKNOWN or answer.person is None:
        return _("The registry knows nobody with this IIN. Check the number.")
    known = answer.person
    for typed, there in ((last_name, known.last_name), (first_name, known.first_name)):
        if str(typed or "").strip().casefold() != there.casefold():
            return _("The registry knows this IIN as %(name)s. Check the name.") % {"name": known.full_name}
    return ""


def identity_of(answer: Answer | None, *, last_name: Any, first_name: Any) -> dict[str, Any]:
    """What a participant keeps of the answer: when and by whom confirmed, or that there was no answer yet."""
    if answer is None:
        return {}
    if answer.state is State.NO_ANSWER:
        return {"identity_source": NO_ANSWER}
    if doubt_of(answer, last_name=last_name, first_name=first_name):
        return {}
    return {"identity_checked_at": answer.at, "identity_source": answer.source}


def trace_of(answer: Answer) -> dict[str, Any]:
    """Who was asked for, when, where, with what success: for the private part of an entry."""
    return {"iin": answer.iin, "at": answer.at.isoformat(), "source": answer.source, "state": answer.state.value}


def card(answer: Answer | None, doubt: str = "") -> dict[str, Any] | None:
    """The answer as `cases/identity.html` shows it; None where nobody was asked."""
    if answer is None:
        return None
    person = answer.person
    born: date | None = person.birth_date if person else None
    return {
        "state": answer.state.value if not doubt or answer.state is not State.FOUND else "differs",
        "name": person.full_name if person else "",
        "birth_date": born,
        "sex": (_("male") if person.sex == "male" else _("female")) if person else "",
        "source": name_of(answer.source),
        "at": answer.at,
        "doubt": doubt,
    }


def fields_of_identity(form: forms.Form) -> list[Any]:
    """The fields that the registry can fill, in their order."""
    names = ("last_name", "first_name", "patronymic", "citizenship", "address", "phone", "identity", "birth_date")
    return [form[name] for name in names if name in form.fields]
