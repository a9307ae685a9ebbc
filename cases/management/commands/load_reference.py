"""Fill regions, calendar, MCI and qualifications from the shipped CSV files, or from another folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.reference import BadFile, from_folder, load, shipped


class Command(BaseCommand):
    help = "Load the reference tables. Adds what is missing and leaves what is there, unless --refresh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dir", type=Path, help="a folder with all the CSV files, instead of ecase/law/data")
        parser.add_argument(
            "--refresh", action="store_true", help="write the files' values over rows that are there already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            texts = from_folder(options["dir"]) if options["dir"] else shipped()
            done = load(texts, refresh=options["refresh"])
        except BadFile as wrong:
            raise CommandError(f"nothing was loaded: {wrong}") from wrong
        if options["verbosity"] > 0:
            for table in done:
                self.stdout.write(
                    f"{table.table:24} {table.added:5} added {table.changed:5} changed {table.kept:5} left as they are"
                )
