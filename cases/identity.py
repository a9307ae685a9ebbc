"""Finding a person by IIN at a form: the answer of the civil registry put into what was typed.

Shared by the registration and by the people of a case. Not here: the registry (`civil_registry`), and who keeps the
trace of the question (the entry of the registration, an entry of the case).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.civil_registry import Answer, State, name_of

FILLED = ("last_name", "first_name", "patronymic", "citizenship", "address")


def fill_in(typed: Mapping[str, Any], answer: Answer | None) -> dict[str, Any]:
    """What was typed, its empty fields filled from the answer: nobody's words are overwritten by a register."""
    found = dict(typed)
    if answer is not None and answer.person is not None:
        for name in FILLED:
            if not str(found.get(name) or "").strip():
                found[name] = getattr(answer.person, name)
    return found


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
    names = ("last_name", "first_name", "patronymic", "identity", "birth_date", "citizenship", "address", "phone")
    return [form[name] for name in names if name in form.fields]
