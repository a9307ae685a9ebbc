from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecase.ledger.kinds import register
from sanctions.kinds import ENTRIES


class Sanctions(AppConfig):
    name = "sanctions"
    label = "sanctions"
    verbose_name = _("Sanctions")

    def ready(self) -> None:
        register(ENTRIES)
