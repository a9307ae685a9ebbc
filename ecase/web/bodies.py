"""JSON bodies meet the pages' forms: one set of rules for what may be typed, whoever sends it.

Here: turning a JSON object into what a Django form reads, its errors into a problem, and a form into
the serializer that describes it in the schema. Not here: any form, any door.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser

Errors = dict[str, list[str]]
F = TypeVar("F", bound=forms.Form)


class ObjectParser(JSONParser):
    """The body of a door is a JSON object; what is none is refused before any door reads its fields."""

    def parse(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        body = super().parse(*args, **kwargs)
        if not isinstance(body, dict):
            raise ValidationError({"": [_("Send a JSON object.")]})
        return body


def read(form_class: type[forms.Form], body: object, *, under: str = "") -> dict[str, Any]:
    """The cleaned fields of a JSON body. Raises ValidationError with the words of every wrong field.

    `under` names the place of a nested object in the errors ("applicant" gives "applicant.iin").
    """
    return bound(form_class, body, under=under).cleaned_data


def bound(form_class: type[F], body: object, *, under: str = "") -> F:
    """The form itself, read and found right; for whoever asks it more than its cleaned fields. Raises like `read`."""
    typed, wrong = plain(form_class, body)
    form = form_class(typed)
    errors = errors_of(form) | wrong
    if errors:
        raise ValidationError({f"{under}.{name}" if under else name: words for name, words in errors.items()})
    return form


def plain(form_class: type[forms.Form], body: object) -> tuple[dict[str, Any], Errors]:
    """What the form would get from a page, and the words for values of a kind no field takes."""
    if not isinstance(body, Mapping):
        raise ValidationError({"": [_("Send a JSON object.")]})
    typed: dict[str, Any] = {}
    wrong: Errors = {}
    for name, field in form_class.base_fields.items():
        value = body.get(name)
        if value is None:
            continue
        words = _misfit(field, value)
        if words:
            wrong[name] = [words]
        elif isinstance(value, (bool, list)):
            typed[name] = value
        else:
            typed[name] = str(value)
    return typed, wrong


def errors_of(form: forms.Form) -> Errors:
    """The form's words by field; those of no field under an empty name."""
    return {
        "" if name == NON_FIELD_ERRORS else name: [str(word) for word in words] for name, words in form.errors.items()
    }


def _misfit(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return ""
        return _("Send a list of codes.")
    if isinstance(field, forms.BooleanField):
        return "" if isinstance(value, bool) else _("Send true or false.")
    if isinstance(value, (bool, list, Mapping, float)):
        return _("Send a text.")
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _("The text holds broken characters.")
    if isinstance(field, forms.DateTimeField) and text.strip() and not _with_offset(text):
        return _("Send the moment as ISO 8601 with its offset, like 2026-11-23T01:56+05:00.")
    return ""


def _with_offset(text: str) -> bool:
    try:
        moment = parse_datetime(text.strip())
    except ValueError:
        return False
    return moment is not None and moment.utcoffset() is not None


def described(
    form_class: type[forms.Form], name: str, *, needed: bool = True, **more: serializers.Field
) -> type[serializers.Serializer[Any]]:
    """A serializer that says in the schema what `form_class` takes; `more` are fields beside the form.

    Without `needed` no field is called required.
    """
    fields: dict[str, Any] = {
        key: _described(field, needed and field.required) for key, field in form_class.base_fields.items()
    }
    return type(name, (serializers.Serializer,), fields | more)


def _described(field: forms.Field, needed: bool) -> serializers.Field[Any, Any, Any, Any]:
    told: dict[str, Any] = {"required": needed, "label": field.label}
    if field.help_text:
        told["help_text"] = field.help_text
    if not needed:
        told["allow_null"] = True
    if isinstance(field, forms.MultipleChoiceField):
        return serializers.MultipleChoiceField(choices=[code for code, _words in field.choices], **told)
    if isinstance(field, forms.ChoiceField):
        choices = [code for code, _words in field.choices if code != ""]
        return serializers.ChoiceField(choices=choices, **told)
    if isinstance(field, forms.BooleanField):
        open_ = isinstance(field, forms.NullBooleanField)
        return serializers.BooleanField(required=False, allow_null=open_, label=told["label"])
    for kind, serializer in _KINDS.items():
        if isinstance(field, kind):
            return serializer(**told)
    length = getattr(field, "max_length", None)
    return serializers.CharField(max_length=length, allow_blank=not needed, **told)


_KINDS: dict[type[forms.Field], Any] = {
    forms.DateTimeField: serializers.DateTimeField,
    forms.DateField: serializers.DateField,
    forms.UUIDField: serializers.UUIDField,
    forms.IntegerField: serializers.IntegerField,
    forms.FileField: serializers.FileField,
}
