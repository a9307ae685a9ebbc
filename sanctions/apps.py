from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecase.law.kinds_all import KINDS
from ecase.law.words import N_
from ecase.ledger.kinds import register
from ecase.web import long_forms
from sanctions.kinds import ENTRIES


class Sanctions(AppConfig):
    name = "sanctions"
    label = "sanctions"
    verbose_name = _("Sanctions")

    def ready(self) -> None:
        register(ENTRIES)
        long_forms.register(
            {
                # By its kind, so that two of one case can be told apart; the page without one comes after them.
                **{
                    rf"cases/(?P<number>\d{{15}})/sanctions/new/\?kind={kind.code}$": kind.title
                    for kind in KINDS.values()
                },
                r"cases/(?P<number>\d{15})/sanctions/new/": N_("Request for a sanction"),
                r"cases/(?P<number>\d{15})/sanctions/[0-9a-f-]{36}/moves/amend/": N_("Change of a request"),
            }
        )
