from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Clockwork(AppConfig):
    name = "ecase.clockwork"
    label = "clockwork"
    verbose_name = _("Clockwork")
