"""The layout of a long ruling: its fields in groups, each under a heading of its own.

Here: which template draws the form, and what it is given. Not here: any field.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from ecase.web.pages import fieldsets

Group = tuple[str | Promise, tuple[str, ...]]


class Grouped(forms.Form):
    """`groups` are headings with the names of the fields under them; what no group names stands below them all."""

    template_name = "cases/ruling_form.html"
    groups: ClassVar[tuple[Group, ...]] = ()

    def get_context(self) -> dict[str, Any]:
        named = {name for _legend, names in self.groups for name in names}
        shown = fieldsets(self, *((str(legend), "", names) for legend, names in self.groups))
        rest = [field for field in self.visible_fields() if field.name not in named]
        return {**super().get_context(), "groups": shown, "rest": rest}
