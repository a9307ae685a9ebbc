"""What every act prints about its case, in the language of the proceedings: plain values, no rows."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases.models import Case, Charge, Material, Participant
from cases.queries.charges import charge_for
from ecase.law import cite
from ecase.law.clock import local
from ecase.law.roles import TITLES, Role
from ecase.people.models import Appointment


def common(case: Case, *, by: Appointment, at: datetime, person: Participant | None, title: str) -> dict[str, Any]:
    """The keys that every act template takes (templates/acts/README.md)."""
    language = case.language
    charge = charge_for(case, person)
    with translation.override(language):
        charged = f"{cite.words(charge.cite, language)}, {charge_title(charge, language)}" if charge else None
        post = gettext(TITLES[Role(by.role)])
        office, city = str(by.office), by.office.region.city
    return {
        "act": {"title": title},
        "case": {
            "number": case.number,
            "qualification": charged,
            "registered_on": local(case.registered_at).date(),
            "fabula": [case.summary],
        },
        "author": {"name": by.user.get_full_name(), "post": post, "office": office},
        "person": None
        if person is None
        else {
            "name": person.full_name,
            "birth_date": person.birth_date,
            "iin": person.iin or None,
            "address": person.address or None,
            "citizenship": person.citizenship or None,
        },
        "city": city,
        "date": local(at).date(),
    }


def charge_title(charge: Charge, language: str) -> str:
    """The short title of the article, in Russian where the official Kazakh one is not known."""
    return (charge.title_kk if language == "kk" else "") or charge.title_ru


def sheets(material: Material, language: str) -> str:
    """Where a material lies in the file: «л. 3–4», «3–4-парақ»."""
    first, last = material.first_sheet, material.last_sheet
    span = f"{first}–{last}" if last > first else str(first)
    return f"{span}-парақ" if language == "kk" else f"л. {span}"


def lines(text: str) -> list[str] | None:
    """Paragraphs of a typed text; None when nothing was typed, so that the act says so."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    return found or None
