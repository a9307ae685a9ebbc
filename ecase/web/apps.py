"""Application registration of the frame."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ecase.web"
    label = "web"
