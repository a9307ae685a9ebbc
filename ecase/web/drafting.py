"""Pages whose form is kept on the server while it is typed: autosave, "save and leave", two tabs at one form.

Here: what such pages share, over `ecase.web.saved`. A page names its draft (`draft_key`) and part (`draft_part`) and
what of the request is to be kept (`typed_now`). Not here: what the form means, and when it becomes an act.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecase.web import saved
from ecase.web.models import SavedDraft
from ecase.web.pages import NOT_FIELDS, Page

OWN = frozenset({*NOT_FIELDS, "autosave", "do", "saved", "tab"})


class Drafting(Page):
    """A page that keeps what is typed. Its form sends `saved` (the version it was opened with) and `tab`.

    `post` of a page begins with `self.keeps()`: the answer for an autosave, for leaving, or for a conflict; None
    when the form was really sent, and then what was typed is saved already.
    """

    @property
    def draft_key(self) -> str:
        raise NotImplementedError

    @property
    def draft_part(self) -> str:
        return saved.WHOLE

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        """Names and labels for the page that shows two versions side by side."""
        return {}

    def typed_now(self) -> dict[str, Any]:
        """What was typed, as text; a field with several values is a list."""
        return typed_text(self.request)

    @property
    def draft_url(self) -> str:
        """Where the form is sent and opened again."""
        return self.request.get_full_path()

    @property
    def tab_name(self) -> str:
        """What the opened page calls itself; nothing before a form was sent."""
        return str(self.request.POST.get("tab", "")).replace("\0", "")[:40]

    def keeping(self, row: SavedDraft | None) -> dict[str, Any]:
        """The keys the template `web/kept.html` needs.

        A page that answers a sent form goes on under its name: a last autosave of the page before it may still be on
        its way, and would look like another tab otherwise.
        """
        return {
            "kept_at": row.saved_at if row is not None else None,
            "kept_version": saved.version_of(row, self.draft_part),
            "kept_tab": self.tab_name or uuid4().hex[:12],
            "kept_url": self.draft_url,
        }

    def keeps(self) -> HttpResponse | None:
        """Save what was typed; the answer, or None when the form goes on its way."""
        request, asked = self.request, self.request.POST
        data = self.typed_now()
        blank = not any(value for value in data.values())
        if blank and asked.get("saved", "0") in {"", "0"} and "autosave" in asked:
            return HttpResponse(status=204)  # nobody has typed anything yet
        version = asked.get("saved", "")
        result = saved.save(
            self.by,
            self.draft_key,
            data,
            int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
            at=self.at,
            part=self.draft_part,
            tab=self.tab_name,
        )
        if isinstance(result, saved.Conflict):
            return self.told_of(result) if "autosave" in asked else self.both(result, data)
        if "autosave" in asked:
            words = _(saved.SAVED) % {"time": f"{timezone.localtime(result.saved_at):%H:%M}"}
            context = {"says": words, "version": saved.version_of(result, self.draft_part)}
            return render(request, "web/kept_answer.html", context)
        if asked.get("do") == "leave":
            messages.success(request, _("Kept. You find it on your desk under “Unfinished”."))
            return HttpResponseRedirect(reverse("desk"))
        return None

    def told_of(self, conflict: saved.Conflict) -> HttpResponse:
        """The short answer to an autosave that met other words; comparing sends the whole form."""
        return render(self.request, "web/kept_answer.html", {"says": _words(conflict), "conflict": True}, status=409)

    def both(self, conflict: saved.Conflict, mine: dict[str, Any]) -> HttpResponse:
        """What was typed here and what stands there, side by side; nothing is lost until somebody chooses."""
        theirs = saved.value_of(conflict.saved, conflict.part) or {}
        labels = {name: str(field.label or name) for name, field in self.draft_fields.items()}
        names = [name for name in {**mine, **theirs} if mine.get(name, "") != theirs.get(name, "")]
        context = {
            "says": _words(conflict),
            "gone": conflict.saved is None,
            "rows": [
                {"label": labels.get(name, name), "mine": _shown(mine.get(name)), "theirs": _shown(theirs.get(name))}
                for name in names
            ],
            "hidden": [{"name": name, "value": one} for name, value in mine.items() for one in _several(value)],
            "standing": saved.version_of(conflict.saved, conflict.part),
            "form_url": self.draft_url,
        }
        return self.show("web/conflict.html", context, 409)


def typed_text(request: HttpRequest) -> dict[str, Any]:
    """The fields of a form as text, without what the frame adds and without what no table can keep."""
    found: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name not in OWN:
            texts = [str(value).replace("\0", "") for value in values]
            found[name] = texts if len(texts) > 1 else texts[0]
    return found


def _words(conflict: saved.Conflict) -> str:
    if conflict.saved is None:
        return _(saved.GONE)
    return _(saved.ELSEWHERE) % {"time": f"{timezone.localtime(conflict.saved.saved_at):%H:%M}"}


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _shown(value: Any) -> str:
    return ", ".join(str(one) for one in _several(value) if one) if value else ""
