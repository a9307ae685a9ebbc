"""Finding a qualification: a page for anybody, and the same answer as options for a form that embeds it."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.vary import vary_on_headers

from cases.queries.picker import LONGEST, Picked, pick
from ecase.law.charge_card import Line
from ecase.law.clock import local
from ecase.web import now
from ecase.web.forms import DateField
from ecase.web.says import cited, say

# What an option tells at a glance; the whole card stands where there is room for it.
BRIEF = ("penalty", "investigates", "custody", "writ")
TAGS = {"": "", "yes": "ok", "maybe": "soon", "no": "grey"}


class PickerForm(forms.Form):
    """What is looked for, and the day of the act."""

    q = forms.CharField(
        label=_("Article, or words of its title"),
        required=False,
        help_text=_("Like 188/3, 188-бап 3-бөлік, theft."),
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off"}),
    )
    on = DateField(label=_("Day of the act"), required=False)


@method_decorator([login_not_required, vary_on_headers("HX-Request")], name="dispatch")
class Picker(View):
    """`/cases/qualifications/?q=…&on=…`: the Criminal Code as it stood on the day; with `HX-Request` the options alone.

    A day nobody can read is answered by the page with what is wrong, and by the options as of today: the
    form that embeds them says itself what is wrong with its date.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        today = local(now()).date()
        start = {"on": f"{today:%d.%m.%Y}"}
        form = PickerForm({**start, **request.GET.dict()}) if "q" in request.GET else PickerForm(initial=start)
        form.fields["q"].required = True
        valid = form.is_valid()
        cleaned = form.cleaned_data if form.is_bound else {}
        day, text = cleaned.get("on") or today, cleaned.get("q", "")
        options = "HX-Request" in request.headers
        found = pick(text, day, _language(), asked_on=today) if valid or options else []
        context = {
            "form": form,
            "on": day,
            "asked": bool(text.strip()),
            "picked": [picked_told(one) for one in found],
            "whole": len(found) == 1,
        }
        if options:
            return render(request, "cases/picker_options.html", context)
        return render(request, "cases/picker.html", context, status=422 if form.errors else 200)


def picked_told(one: Picked) -> dict[str, Any]:
    """A found qualification for the templates: words in the reader's language, the brief lines first-step only."""
    lines = [] if one.card is None else [line_told(line) for line in one.card.lines]
    return {
        "code": one.code,
        "article": cited(one.row.cite),
        "title": one.title,
        "part_words": one.part_words,
        "gravity": next((line["says"][0]["says"] for line in lines if line["code"] == "gravity"), ""),
        "lines": [line for line in lines if line["code"] != "gravity"],
        "brief": [line for line in lines if line["code"] in BRIEF],
        "refusal": say(one.refusal.says, one.refusal.params) if one.refusal else "",
        "valid_from": one.row.valid_from,
        "valid_to": one.row.valid_to,
        "doubt": one.row.confidence if one.row.confidence != "text seen" else "",
    }


def line_told(line: Line) -> dict[str, Any]:
    """A line of the card in words, an article once for neighbours that share it; `tag` colours a yes, perhaps, no."""
    return {
        "code": line.code,
        "title": gettext(line.title),
        "tag": TAGS[line.mark],
        "says": [
            {"says": step.text(gettext), "cite": "" if after and after.cite == step.cite else step.cite}
            for step, after in zip_longest(line.steps, line.steps[1:])
        ],
    }


def _language() -> str:
    return (get_language() or "ru")[:2]
