"""The form of a correction: which entry of this case, what it should say, and why."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.corrections import FIELDS, TABLES
from cases.models import Case
from cases.ruling_forms.terms import reasons
from ecase.law.clock import shown
from ecase.people.models import Appointment

SHORT = 60


def told(value: Any) -> str:
    """An entry as it is read on a page."""
    if isinstance(value, datetime):
        return shown(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    text = str(value or "")
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def entries(case: Case) -> list[tuple[str, str]]:
    """Every entry of the case that may be corrected, with what it says now."""
    found = [("", "—")]
    for name, table in TABLES.items():
        fields = [field for field in FIELDS.values() if field.table == name]
        for row in table.rows(case)[:100]:
            for field in fields:
                words = f"{table.title(row)} · {_now(field.title)}: {told(getattr(row, field.field)) or '—'}"
                found.append((f"{field.code}:{row.pk}", words))
    return found


def correction(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class CorrectionForm(forms.Form):
        what = forms.ChoiceField(label=_("Which entry is wrong"), choices=lambda: entries(case))
        after = forms.CharField(
            label=_("What it should say"),
            max_length=8000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Days as 23.11.2026, moments as 23.11.2026 14:31."),
        )
        text = reasons(help_text=_("How the mistake was found and what proves the right entry."))

    return CorrectionForm


CORRECTIONS: dict[str, Callable[[Case, Appointment, datetime], type[forms.Form]]] = {"correction": correction}
