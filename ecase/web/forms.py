"""Forms as the pages draw them: the renderer, its bound field, and the few fields the office needs.

Here: look (``GovukRenderer``), and typing rules that are the same everywhere (dates, minutes, IIN, counted
text). Not here: any form of an app, and any rule of law; a field only says whether the text can be read.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecase.law.identity import check_digit, parse_iin

DATE_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d%m%y", "%d%m%Y"]
MINUTE_FORMATS = ["%d.%m.%Y %H:%M", "%d.%m.%y %H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H.%M", "%d.%m.%y %H.%M"]

# Nobody living was held before, and calendars end: a year outside is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 1900, 2200

# Which partial of templates/forms/ draws a widget; the nearest class of the widget's line of descent decides.
KINDS: dict[type[forms.Widget], str] = {
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.CheckboxInput: "checkbox",
    forms.Select: "select",
    forms.FileInput: "file",
    forms.Widget: "text",
}
CLASSES = {
    "text": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
}
ERROR_CLASSES = {
    "text": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
}


class GovukBoundField(BoundField):
    """Adds the kit's classes to the widget and tells the template which partial draws it."""

    @property
    def kind(self) -> str:
        for ancestor in type(self.field.widget).__mro__:
            if ancestor in KINDS:
                return KINDS[ancestor]
        return "text"

    @property
    def optional(self) -> bool:
        """Whether "(optional)" stands beside the label."""
        return getattr(self.field, "optional", not self.field.required)

    @property
    def limit(self) -> int | None:
        """The length a counted text may have; None where nothing is counted."""
        return getattr(self.field.widget, "limit", None)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if (widget or self.field.widget).is_hidden:
            return attrs
        kind = self.kind
        own = (widget or self.field.widget).attrs.get("class", "")
        error = ERROR_CLASSES.get(kind, "") if self.errors else ""
        attrs["class"] = " ".join(name for name in (CLASSES[kind], error, own) if name)
        return attrs


class GovukRenderer(TemplatesSetting):
    """``{{ form }}`` and ``{{ field.as_field_group }}`` in the look of the frame."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField


# -- widgets ------------------------------------------------------------------------------------------------------


class DateInput(forms.DateInput):
    """One text box; a native date box would speak the browser's language, not the page's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"inputmode": "numeric", "autocomplete": "off", "class": "app-input-date", "data-app-date": ""}
        super().__init__(attrs=given | (attrs or {}), format="%d.%m.%Y")


class MinuteInput(forms.DateTimeInput):
    """One text box for a moment to the minute."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"autocomplete": "off", "class": "app-input-minute", "data-app-minute": ""}
        super().__init__(attrs=given | (attrs or {}), format="%d.%m.%Y %H:%M")


class IinInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"inputmode": "numeric", "autocomplete": "off", "class": "app-input-iin", "spellcheck": "false"}
        super().__init__(attrs=given | (attrs or {}))


class KeyedRadios(forms.RadioSelect):
    """Radios whose options have a key of their own: ``KeyedRadios(keys={"support": "S"})``."""

    def __init__(self, keys: dict[str, str], attrs: dict[str, Any] | None = None) -> None:
        self.keys = keys
        super().__init__(attrs=attrs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if key := self.keys.get(str(value)):
            option["key"] = key
            option["attrs"]["data-key"] = key
        return option


class CountedTextarea(forms.Textarea):
    """A text with a counter of what is left; `limit` is also checked by the field's ``max_length``."""

    def __init__(self, limit: int, attrs: dict[str, Any] | None = None) -> None:
        self.limit = limit
        super().__init__(attrs={"rows": 5, "class": "govuk-js-character-count"} | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # The browser's own cut would silently drop the end of a pasted text.
        context["widget"]["attrs"].pop("maxlength", None)
        return context


class YesNoSelect(forms.NullBooleanSelect):
    """Yes, no, or not known yet; in our words, the framework's are not there in Kazakh."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.Select.__init__(self, attrs, [("unknown", _("Not known yet")), ("true", _("Yes")), ("false", _("No"))])


# -- fields -------------------------------------------------------------------------------------------------------


class DateField(forms.DateField):
    """A day: 23.11.2026, 23.11.26, 231126 or ISO; gives a ``date``."""

    widget = DateInput
    default_error_messages = {"invalid": _("Write the date as day, month, year, for example 23.11.2026")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"input_formats": DATE_FORMATS} | kwargs))

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class DateTimeMinuteField(forms.DateTimeField):
    """A moment to the minute: 23.11.2026 01:56, 23.11.26 01:56 or ISO; gives an aware ``datetime``.

    Seconds of an ISO text are dropped: the law counts custody by the minute.
    """

    widget = MinuteInput
    default_error_messages = {"invalid": _("Write the date and time, for example 23.11.2026 01:56")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"input_formats": MINUTE_FORMATS} | kwargs))

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str):
            text = re.sub(r"[\s,]+", " ", value).strip()
            try:
                moment = parse_datetime(text)
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
            value = moment if moment is not None and timezone.is_aware(moment) else text
        moment = super().to_python(value)
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment.replace(second=0, microsecond=0) if moment else None


class IinField(forms.CharField):
    """An individual identification number; gives its twelve bare digits (empty when not required)."""

    widget = IinInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"label": _("IIN"), "max_length": 24} | kwargs))

    def to_python(self, value: Any) -> str:
        text = re.sub(r"[\s\-]", "", str(value or ""))
        if not text:
            return ""
        if not re.fullmatch(r"[0-9]+", text):
            raise ValidationError(_("The IIN has digits only"), code="digits")
        if len(text) != 12:
            words = ngettext(
                "The IIN has 12 digits, %(count)d was typed", "The IIN has 12 digits, %(count)d were typed", len(text)
            )
            raise ValidationError(words, code="length", params={"count": len(text)})
        try:
            return parse_iin(text).text
        except ValueError:
            if check_digit(text[:11]) != int(text[11]):
                words = _("The check digit does not fit. Look at the last two digits")
                raise ValidationError(words, code="check") from None
            raise ValidationError(
                _("The first seven digits of the IIN give no birth date. Look at the IIN again"), code="birth"
            ) from None


class YesNoField(forms.NullBooleanField):
    """A fact that is so, is not so, or is not known yet (None); over the API true, false or null."""

    widget = YesNoSelect
    optional = False


class NeededField(forms.CharField):
    """A line that other answers of its form make necessary or not: never called optional, judged by the form."""

    optional = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"required": False} | kwargs))


def _at_least(least: int, hint: str | Promise = "") -> str:
    words = ngettext("At least %(least)d character.", "At least %(least)d characters.", least)
    return f"{words % {'least': least}} {hint}".strip()


# The hint of a text that has to have a length, said before it is typed; a hint of its own stands behind.
at_least = lazy(_at_least, str)


class CountedTextField(forms.CharField):
    """A text of at least `least` and at most `limit` characters, with a counter under it."""

    def __init__(self, *, limit: int, least: int = 0, least_says: str | Promise = "", **kwargs: Any) -> None:
        self.least = least
        self.least_says = least_says
        rows = kwargs.pop("rows", 5)
        if least > 1:
            kwargs.setdefault("help_text", at_least(least))
        super().__init__(**({"widget": CountedTextarea(limit, {"rows": rows}), "max_length": limit} | kwargs))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and len(value.strip()) < self.least:
            says = self.least_says or ngettext(
                "Write at least %(least)d character", "Write at least %(least)d characters", self.least
            )
            raise ValidationError(str(says), code="short", params={"least": self.least})
