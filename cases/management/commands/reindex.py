"""`manage.py reindex`: what the search finds, made anew from the record and the bytes of the file."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.actions.indexing import index_all
from cases.management.machine import as_the_machine


class Command(BaseCommand):
    help = "Make the search's words anew from the record and the files; safe at any time, also while people work."

    def handle(self, *args: Any, **options: Any) -> None:
        def say(what: str, done: int) -> None:
            if options["verbosity"] > 1 or done % 10_000 == 0:
                self.stdout.write(f"{what}: {done}")

        with as_the_machine():
            done = index_all(say)
        self.stdout.write(", ".join(f"{what}: {number}" for what, number in done.items()))
