"""Stands outside Celery and says when the tick has stopped. It fires nothing itself."""

import signal
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from ecase.clockwork import actions
from ecase.web.pulse import stale
from ecase.web.roles import refuse_power


class Command(BaseCommand):
    help = "Watches the tick's sign of life and prints a line when it stops and when it is back."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_power()
        signal.signal(signal.SIGTERM, lambda *_: exit(0))
        silent = False
        while True:
            close_old_connections()
            try:
                age = stale()
                actions.beat("watchdog", tick_stale=age is not None)
                if (age is not None) != silent:
                    silent = age is not None
                    self.stdout.write("the tick has stopped" if silent else "the tick is back")
                    self.stdout.flush()
            except Error as error:
                self.stdout.write(f"the database does not answer: {error}")
                self.stdout.flush()
            sleep(5)
