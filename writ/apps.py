from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecase.law.words import N_
from ecase.ledger.kinds import register
from ecase.web import long_forms
from writ.kinds import ENTRIES


class WritProceedings(AppConfig):
    name = "writ"
    label = "writ"
    verbose_name = _("Writ proceedings")

    def ready(self) -> None:
        register(ENTRIES)
        long_forms.register(
            {
                r"cases/(?P<number>\d{15})/writ/[0-9a-f-]{36}/moves/request/": N_("Ruling to apply the writ procedure"),
                r"cases/(?P<number>\d{15})/writ/[0-9a-f-]{36}/moves/convict/": N_("Verdict in writ proceedings"),
            }
        )
