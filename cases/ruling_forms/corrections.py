"""The form of a correction: which entry of this case, what it says now, what it should say, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.corrections import FIELDS, TABLES, Correctable, in_words
from cases.models import Case
from cases.ruling_forms.terms import reasons
from ecase.people.models import Appointment
from ecase.web.forms import DateInput, IinInput, MinuteInput

SHORT = 60
ROWS = 100  # of each table; a longer list could not be chosen from
INPUTS: dict[str, Callable[[Correctable], forms.Widget]] = {
    "text": lambda field: forms.TextInput(),
    "long": lambda field: forms.Textarea(attrs={"rows": 6}),
    "iin": lambda field: IinInput(),
    "date": lambda field: DateInput(),
    "moment": lambda field: MinuteInput(),
    "choice": lambda field: forms.Select(choices=field.choices),
    "flag": lambda field: forms.Select(choices=field.choices),
}


@dataclass(frozen=True)
class Listed:
    """One entry that may be corrected: under which key it is chosen, whose it is, and what it holds."""

    key: str
    of: str
    field: Correctable
    value: Any

    @property
    def title(self) -> str:
        return _now(self.field.title)

    @property
    def says(self) -> str:
        """What it holds, for the eye."""
        return in_words(self.field, self.value)

    @property
    def words(self) -> str:
        short = self.says if len(self.says) <= SHORT else f"{self.says[:SHORT]}…"
        return f"{self.title}: {short or '—'}"

    @property
    def typed(self) -> str:
        """What it holds, as somebody would type it."""
        return str(self.value) if self.field.choices else self.says


def listed(case: Case) -> list[Listed]:
    """Every entry of the case that may be corrected, things and persons one after another."""
    found = []
    for name, table in TABLES.items():
        fields = [field for field in FIELDS.values() if field.table == name]
        for row in table.rows(case)[:ROWS]:
            of = table.title(row)
            found += [Listed(f"{field.code}:{row.pk}", of, field, getattr(row, field.field)) for field in fields]
    return found


def entries(found: list[Listed]) -> list[tuple[str, Any]]:
    """The list to choose from: under each person or thing its entries, with what they say now."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in found:
        row = one.key.partition(":")[2]
        groups.setdefault((row, one.of), []).append((one.key, one.words))
    return [("", _now("Choose")), *((of, those) for (_row, of), those in groups.items())]


def correction(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class CorrectionForm(forms.Form):
        template_name = "cases/correction_form.html"
        what = forms.ChoiceField(
            label=_("Which entry is wrong"),
            choices=lambda: [(one.key, one.words) for one in listed(case)],
            widget=forms.Select(
                attrs={
                    "hx-get": "",
                    "hx-vals": '{"after": ""}',  # what was kept of another entry's value stays out of this one's box
                    "hx-trigger": "change",
                    "hx-target": "#app-after",
                    "hx-select": "#app-after",
                    "hx-swap": "outerHTML",
                }
            ),
        )
        after = forms.CharField(
            label=_("What it should say"),
            max_length=8000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Days as 23.11.2026, moments as 23.11.2026 14:31."),
        )
        text = reasons(help_text=_("How the mistake was found and what proves the right entry."))

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.listed = listed(case)
            self.fields["what"].choices = entries(self.listed)  # type: ignore[attr-defined]

        @property
        def chosen(self) -> Listed | None:
            key = self["what"].value()
            return next((one for one in self.listed if one.key == key), None)

        def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
            """The new value begins as the present one: mostly a letter or a digit is wrong."""
            given = super().get_initial_for_field(field, field_name)
            chosen = self.chosen if field_name == "after" and not given else None
            return chosen.typed if chosen else given

        def get_context(self) -> dict[str, Any]:
            """The box for the new value fits what is corrected."""
            chosen, after = self.chosen, self.fields["after"]
            after.required = True  # by its label only: an empty box is an answer too, and means that the entry goes
            if chosen is not None:
                after.widget = INPUTS[chosen.field.kind](chosen.field)
                if chosen.field.empty and not chosen.field.choices:
                    after.help_text = _("Empty where nothing should stand there.")
                elif chosen.field.kind not in ("date", "moment"):
                    after.help_text = ""
            return {**super().get_context(), "chosen": chosen}

    return CorrectionForm


CORRECTIONS: dict[str, Callable[[Case, Appointment, datetime], type[forms.Form]]] = {"correction": correction}
