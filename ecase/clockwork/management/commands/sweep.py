"""Fire what is due without a broker: for cron, for systemd, and for the day the queue is away."""

from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from ecase.clockwork import actions, posts


class Command(BaseCommand):
    help = "Fires every term that is due; beside a running tick it is harmless, each rung fires once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            close_old_connections()
            try:
                posts.settle()
                fired = actions.tick(wait=0 if options["once"] else 0.95)
            except Error as error:
                if options["once"]:
                    raise
                self.stderr.write(f"the database does not answer: {error}")
                sleep(1)
                continue
            if fired:
                self.stdout.write(f"fired {fired}")
            if options["once"]:
                return
