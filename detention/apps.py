from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from detention.kinds import ENTRIES
from ecase.ledger.kinds import register


class DetentionApp(AppConfig):
    name = "detention"
    label = "detention"
    verbose_name = _("Detentions")

    def ready(self) -> None:
        register(ENTRIES)
