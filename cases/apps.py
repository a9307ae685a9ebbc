from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from cases.kinds import ENTRIES
from cases.moves import CASE_MOVES, RULING_MOVES
from ecase.law.words import N_
from ecase.ledger.kinds import register
from ecase.web import long_forms

CASE = r"(?P<number>[0-9]{15})"
DECISION_TITLES = {name: move.title for moves in RULING_MOVES.values() for name, move in moves.items()}


class Cases(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        register(ENTRIES)
        # What the apps above take along when a person is severed, what falls there with a termination, what a
        # correction moves there, what is unsent yet.
        autodiscover_modules("severed", "terminated", "corrected", "unsent")
        long_forms.register(
            {
                r"cases/new/": N_("Registration of a case"),
                r"reports/new/$": N_("Report for the information book"),
                r"reports/submit/$": N_("Electronic statement"),
                r"reports/submit/[0-9a-f-]+/$": N_("Electronic statement, ready to be signed"),
                **{rf"cases/{CASE}/moves/{name}/$": move.title for name, move in CASE_MOVES.items()},
                **{rf"cases/{CASE}/rulings/[^/]+/moves/{name}/$": title for name, title in DECISION_TITLES.items()},
            }
        )
