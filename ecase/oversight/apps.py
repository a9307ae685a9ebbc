from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecase.law.words import N_
from ecase.web import long_forms


class Oversight(AppConfig):
    name = "ecase.oversight"
    label = "oversight"
    verbose_name = _("Oversight")

    def ready(self) -> None:
        long_forms.register({r"unit/hand-over/$": N_("Hand-over of cases")})
