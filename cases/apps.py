from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cases.kinds import ENTRIES
from ecase.ledger.kinds import register


class Cases(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        register(ENTRIES)
