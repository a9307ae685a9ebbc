"""Take cases over from the spreadsheet export of the national register (docs/erdr.md)."""

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.actions.register_import import Imported, NotLoaded, Plan, import_rows, plan
from cases.erdr import telling
from cases.erdr.headings import Layout
from cases.erdr.reading import BadFile, opened
from cases.erdr.rows import Fault, Judge, Row
from cases.management.machine import as_the_machine
from cases.queries.register_rows import known
from ecase.web import now
from ecase.web.speaking import speaking

EVERY = 2.0  # seconds between two lines of progress


class Command(BaseCommand):
    help = "Loads an export of the register (CSV or XLSX): all of its rows or none. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read, judge, count and show; load nothing")
        parser.add_argument(
            "--skip-different",
            action="store_true",
            help="load the rest although numbers are here with another content; these stay as they are",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.last = monotonic()
        try:
            with as_the_machine():
                self._load(options["file"], dry=options["dry_run"], skip=options["skip_different"])
        except BadFile as wrong:
            raise CommandError(f"nothing was loaded: {wrong}") from wrong

    def _load(self, path: Path, *, dry: bool, skip: bool) -> None:
        export = opened(path)
        self._tell(telling.columns(export))
        with speaking(None):
            judge = Judge(known(now()), export)
        rows: list[Row] = []
        for row in judge.rows():
            rows.append(row)
            self._progress(f"read {judge.total} rows, {len(judge.faults)} faults so far")
        self._name(judge.faults)
        wrong = len({fault.line for fault in judge.faults})
        self.stdout.write(f"{judge.total} rows: {len(rows)} right, {wrong} wrong ({len(judge.faults)} faults)")
        if not judge.total:
            raise CommandError("nothing was loaded: the file has headings and no rows.")
        if dry:
            with speaking(None):
                planned = plan(rows)
            self._preview(rows, planned, export.layout)
            if not judge.faults and planned.stands(skip_different=skip):
                self.stdout.write(f"nothing was loaded (--dry-run); {len(planned.new)} cases would be")
                return
            raise CommandError("nothing was loaded (--dry-run), and nothing would be: mend the lines named above.")
        if judge.faults:
            self._tell(telling.reasons(judge.faults))
            raise CommandError(
                f"nothing was loaded: {len(judge.faults)} faults in {wrong} of {judge.total} rows, each named above."
            )
        try:
            with speaking(None):
                done = import_rows(
                    rows=rows, file_sha256=export.sha256, by=None, at=now(), skip_different=skip,
                    progress=lambda count, of: self._progress(f"loaded {count} of {of}", last=count == of),
                )  # fmt: skip
        except NotLoaded as why:
            self._name(_faults(why.plan, export.layout))
            raise CommandError("nothing was loaded: see the lines named above." + _hint(why.plan)) from why
        self._done(done)

    def _preview(self, rows: list[Row], planned: Plan, layout: Layout) -> None:
        self._name(_faults(planned, layout))
        self._tell(telling.counts(rows))
        self._tell(telling.first(rows))
        different = len({one.number for one in planned.different})
        self.stdout.write(
            f"here already with the same content: {planned.same}; with another: {different}; new: {len(planned.new)}"
        )

    def _done(self, done: Imported) -> None:
        for code, (count, overdue) in done.by_office.items():
            self.stdout.write(f"  {count:>8}  {code}, of these {overdue} with a term that is over")
        if done.left:
            self.stdout.write(f"left as they are, because their content here is another: {done.left}")
        if not done.cases:
            self.stdout.write(f"nothing changed: all {done.same} other rows are here already" if done.left else
                              f"nothing changed: all {done.same} rows are here already")  # fmt: skip
            return
        self.stdout.write(f"loaded {done.cases} cases; {done.same} rows were here already")

    def _name(self, faults: list[Fault]) -> None:
        for fault in sorted(faults, key=lambda one: one.line):
            self.stderr.write(str(fault))

    def _tell(self, lines: Any) -> None:
        for line in lines:
            self.stdout.write(line)

    def _progress(self, words: str, *, last: bool = False) -> None:
        if last or monotonic() - self.last > EVERY:
            self.last = monotonic()
            self.stderr.write(words, self.style.NOTICE)


def _faults(planned: Plan, layout: Layout) -> list[Fault]:
    """What stands against loading, beyond the rows themselves."""
    nobody = [
        Fault(line, layout.heading("office"), reason, "Ask the administrator to appoint somebody, then load it again.")
        for line, reason in planned.unmanned
    ]
    return nobody + [
        Fault(
            one.line,
            layout.heading(one.column),
            f"{one.number} is here with another content: «{one.ours[:60]}», the file says «{one.theirs[:60]}»",
            "Nothing is overwritten; a change here is an act of correction.",
        )
        for one in planned.different
    ]


def _hint(planned: Plan) -> str:
    if planned.unmanned or not planned.different:
        return ""
    return " With --skip-different the other rows are loaded and these stay as they are."
