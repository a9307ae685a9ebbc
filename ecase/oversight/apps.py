from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Oversight(AppConfig):
    name = "ecase.oversight"
    label = "oversight"
    verbose_name = _("Oversight")
