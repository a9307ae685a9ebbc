"""Tell the demo story: offices, accounts, reports and cases, by calling the actions in their order."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import Celery
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from kombu.exceptions import OperationalError

from ecase.demo.tasks import tell_rest
from ecase.demo.telling import STORY, NotNow, keep_alive, progress, tell
from ecase.documents.pdf import PdfUnavailable


@contextmanager
def as_clock() -> Iterator[None]:
    """Log in as the clock where its address is known: the story holds a term that runs out, and that is its act."""
    login: dict[str, Any] = getattr(settings, "DB_CLOCK", None) or {}
    if not login or connection.in_atomic_block:
        yield
        return
    before = {key: connection.settings_dict[key] for key in login}
    connection.close()
    connection.settings_dict.update(login)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


class Command(BaseCommand):
    help = "Tell the demo story (ECASE_DEMO=1). What has been told is not told again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--first", type=int, metavar="N", help="only the first N cases")
        parser.add_argument("--rest", action="store_true", help="every case not told yet, whatever --first says")
        parser.add_argument("--behind", action="store_true", help="leave the cases after --first to the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        first = None if options["rest"] else options["first"]
        if first is not None and first < 0:
            raise CommandError("--first takes a number of cases")
        say = self.stdout.write if options["verbosity"] > 1 else lambda line: None
        try:
            with as_clock():
                tell(first, say)
                if options["behind"] and progress()[0] < len(STORY):
                    self._behind()
                elif first is None or options["behind"]:
                    keep_alive()
        except NotNow as why:
            raise CommandError(str(why)) from why
        except PdfUnavailable as why:
            # The accounts stand; everything but signed acts works, and `./run doctor` says what is missing.
            self.stderr.write(f"The demo story is not told: {why}")

    @staticmethod
    def _behind() -> None:
        """Hand the rest to the worker; without a broker it is told here."""
        # The project's application stands in the root, which nobody imports; the message needs only its settings.
        sender = Celery("ecase", set_as_current=False)
        sender.config_from_object("django.conf:settings", namespace="CELERY")
        try:
            with sender.connection_for_write() as broker:
                broker.ensure_connection(max_retries=1, timeout=2)
                sender.send_task(tell_rest.name, connection=broker, retry=False)
        except OperationalError:
            tell()
