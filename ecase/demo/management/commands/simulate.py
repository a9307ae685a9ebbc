"""`manage.py simulate --cases N`: many cases by lot, for measuring. Only in demonstrations."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cases.models import Qualification
from ecase.demo.simulation.making import MARK, Making
from ecase.web import now

MOST = 2_000_000


@contextmanager
def as_owner() -> Iterator[None]:
    """Log in as the owner of the tables, since COPY does not go through row policies. Raises CommandError."""
    if not settings.DB_OWNER:
        raise CommandError("DATABASE_OWNER_URL is not set: bulk rows are written by the owner of the tables.")
    before = {key: connection.settings_dict[key] for key in settings.DB_OWNER}
    connection.close()
    connection.settings_dict.update(settings.DB_OWNER)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


class Command(BaseCommand):
    help = (
        "Make many cases by lot (ECASE_DEMO=1): people, charges, terms, papers, words, grants. They have no ledger and "
        "no bytes of their papers: they can be looked at and searched, nothing can be done in them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people and papers")
        parser.add_argument("--papers", type=int, default=1, help="documents with text in each case")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ECASE_DEMO:
            raise CommandError("Simulated cases exist only with ECASE_DEMO=1.")
        if not 1 <= options["cases"] <= MOST or not 0 <= options["papers"] <= 20:
            raise CommandError(f"--cases takes 1 to {MOST}, --papers 0 to 20")
        if not Qualification.objects.exists():
            raise CommandError("The Criminal Code is missing: run load_reference first.")
        began = monotonic()

        def say(done: int) -> None:
            if done % 10_000 == 0:
                self.stdout.write(f"{done} of {options['cases']} cases, {monotonic() - began:.0f} s")

        moment = now()
        with as_owner():
            Making(options["cases"], options["seed"], moment, options["papers"]).run(say)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE) cases_searchable, cases_casegrant, cases_case, cases_participant")
                cursor.execute("ANALYZE")
        self.stdout.write(
            f"{options['cases']} cases in {monotonic() - began:.0f} s. Each begins with {MARK.strip()}: no ledger, no"
            " bytes of papers, no alarms. Accounts: sim.investigator, sim.head, sim.chief (the demo password)."
        )
