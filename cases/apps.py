from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cases.kinds import ENTRIES
from ecase.law.words import N_
from ecase.ledger.kinds import register
from ecase.web import long_forms


class Cases(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        register(ENTRIES)
        long_forms.register(
            {
                r"cases/new/": N_("Registration of a case"),
                r"reports/new/$": N_("Report for the information book"),
                r"reports/submit/$": N_("Electronic statement"),
                r"reports/submit/[0-9a-f-]+/$": N_("Electronic statement, ready to be signed"),
            }
        )
