"""The forms of the queue: what is decided and why, made from the forms of the moves; what is only signed or seen.

One form stands for all the moves that are offered: their fields side by side, each marked with the moves it belongs
to. What is typed is judged by the form of the chosen move itself (`cases.moving`).
"""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.moving import Resource
from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.law.reasons import REASONS, typical
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, KeyedRadios
from ecase.web.pages import guarded
from ecase.web.says import say
from sanctions.models import SavedReason

# By the place of the key: S for yes, R for no, B for back.
KEYS = {
    "support": "S", "grant": "S", "approve": "S", "agree": "S",
    "refuse_support": "R", "refuse": "R", "return_for_rework": "B", "head_return": "B", "grant_in_part": "P",
}  # fmt: skip
IN_FAVOUR = frozenset({"support", "approve", "agree"})
OWN = ("decision", "typical", "reasons")
UNTYPED = frozenset({"decision", "keep_title", "keep", "drop"})


class TypicalSelect(forms.Select):
    """The list of typical reasons; each option carries its text and the moves it is for."""

    texts: dict[str, tuple[str, str]] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.texts:
            moves, text = self.texts[str(value)]
            option["attrs"] |= {"data-moves": moves, "data-text": text}
        return option


def pane_form(
    resource: Resource,
    subject: Any,
    names: Iterable[str],
    by: Appointment,
    at: datetime,
    *,
    group: str,
    unless: str = "",
) -> type[forms.Form]:
    """The form of the right pane for the moves `names`, in their order."""
    names = tuple(names)
    moves = resource.moves(subject)
    fields: dict[str, forms.Field] = {}
    where: dict[str, list[str]] = {}
    needed: set[str] = set()
    for name in names:
        made = resource.forms(subject, moves[name], by, at)
        for key, field in (made.base_fields if made is not None else {}).items():
            where.setdefault(key, []).append(name)
            fields.setdefault(key, deepcopy(field))
            if field.required:
                needed.add(key)
    for key, field in fields.items():
        field.required = False
        field.optional = key not in needed and getattr(field, "optional", True)  # type: ignore[attr-defined]
        if len(where[key]) < len(names):
            field.widget.attrs["data-app-for"] = " ".join(where[key])
    favour = [name for name in names if name in IN_FAVOUR]
    reasons = CountedTextField(
        label=gettext_lazy("Reasons"),
        limit=20000,
        rows=5,
        required=False,
        help_text=_(unless or _UNLESS_SUPPORT) if favour else _("At least 30 characters. They stand in the order."),
    )
    reasons.optional = False  # type: ignore[attr-defined]
    choices = [(name, say(moves[name].title)) for name in names]
    whole: dict[str, Any] = {
        "decision": forms.ChoiceField(
            label=gettext_lazy("What have you decided?"), choices=choices, widget=KeyedRadios(keys=KEYS)
        ),
        **{key: field for key, field in fields.items() if key not in OWN},
    }
    listed = _listed(names, group, resource.file(subject).language, by, dict(choices))
    if listed is not None:
        whole["typical"] = listed
    return type("PaneForm", (forms.Form,), {**whole, "reasons": reasons, "__module__": __name__})


_UNLESS_SUPPORT = N_("At least 30 characters; needed unless you support. Everybody concerned reads them.")


def _listed(
    names: Iterable[str], group: str, language: str, by: Appointment, titles: dict[str, str]
) -> forms.ChoiceField | None:
    """The typical reasons of each decision and one's own, in the language of the proceedings."""
    own = list(SavedReason.objects.filter(owner=by, decision__in=list(names)).order_by("-used", "title"))
    groups: list[Any] = [("", _("Choose a typical reason"))]
    texts: dict[str, tuple[str, str]] = {}
    for name in names:
        mine = [row for row in own if row.decision == name]
        rows = [(f"s:{row.pk}", row.title, row.text) for row in mine]
        rows += [(f"t:{name}:{one.code}", one.title(language), one.text(language)) for one in typical(group, name)]
        texts |= {value: (name, text) for value, _title, text in rows}
        if rows:
            groups.append((titles[name], [(value, title) for value, title, _text in rows]))
    if len(groups) == 1:
        return None
    widget = TypicalSelect(attrs={"data-app-typical": ""})
    widget.texts = texts
    field = forms.ChoiceField(label=_("Typical reasons"), choices=groups, required=False, widget=widget)
    field.optional = False  # type: ignore[attr-defined]
    return field


def text_of(value: str, language: str, by: Appointment) -> str:
    """The text behind a chosen typical reason; empty for none."""
    origin, _sep, rest = value.partition(":")
    if origin == "s" and rest.isdecimal():
        row = SavedReason.objects.filter(owner=by, pk=int(rest)).first()
        return row.text if row is not None else ""
    code = rest.partition(":")[2]
    return next((one.text(language) for one in REASONS if origin == "t" and one.code == code), "")


class AtOnceForm(forms.Form):
    """One move without fields and without an act: the button is all there is."""

    decision = forms.ChoiceField(widget=forms.HiddenInput)


class SignForm(forms.Form):
    """The second step: nothing is typed any more, only signed."""

    draft = forms.CharField(widget=forms.HiddenInput)
    signature = forms.CharField(widget=forms.HiddenInput)


def sign_form(subject: Any, draft: Draft) -> forms.Form:
    return guarded(
        SignForm(initial={"draft": str(draft.pk), "signature": DEMO}),
        case=subject.case.number,
        version=subject.version,
    )
