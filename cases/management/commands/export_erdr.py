"""Write every case in the shape of the national register's export (docs/erdr.md)."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from cases.erdr import writing
from cases.management.machine import as_the_machine
from cases.queries.register_rows import every_row, office_names, region_names
from ecase.web.speaking import speaking


class _Plain:
    """The command's output without the line end that Django adds to every piece."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out

    def write(self, text: str) -> int:
        self.out.write(text, ending="")
        return len(text)


class Command(BaseCommand):
    help = "Writes all cases as the register's export: to FILE (.csv or .xlsx), or as CSV to the standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["file"]
        if path is not None and path.suffix.lower() not in {".csv", ".xlsx"}:
            raise CommandError(f"{path}: the name has to end in .csv or .xlsx.")
        with as_the_machine(), speaking(None):
            lines = writing.table(every_row(), office_names(), region_names())
            if path is None:
                count = writing.to_csv(lines, _Plain(self.stdout))
            else:
                try:
                    count = self._whole(path, lines)
                except OSError as wrong:
                    raise CommandError(f"{path}: cannot be written ({wrong.strerror}).") from wrong
        self.stderr.write(f"{count} cases written{f' to {path}' if path else ''}", self.style.NOTICE)

    @staticmethod
    def _whole(path: Path, lines: Any) -> int:
        """The file appears when it is complete, readable by its owner alone: it is full of personal data."""
        part = path.with_name(f".{path.name}.part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            if path.suffix.lower() == ".xlsx":
                with os.fdopen(handle, "wb") as stored:
                    count = writing.to_xlsx(lines, stored)
            else:
                with os.fdopen(handle, "w", encoding="utf-8", newline="") as text:
                    count = writing.to_csv(lines, text)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return count
