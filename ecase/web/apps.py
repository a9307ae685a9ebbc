"""Application registration of the frame."""

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "ecase.web"
    label = "web"

    def ready(self) -> None:
        """What is not on a list was mostly taken off it meanwhile; Django would name its raw key."""
        lists = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField)
        for field in lists:
            field.default_error_messages["invalid_choice"] = _("This is not among the choices any more. Choose again")
