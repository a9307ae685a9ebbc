"""Tell how a term was reckoned: the arithmetic, the edition, the article."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.models import Deadline
from cases.queries.calendar import calendar
from ecase.law.clock import due, shown
from ecase.law.limits import LIMITS
from ecase.web.says import cited, say


class Command(BaseCommand):
    help = "Explains one deadline by its id."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deadline")

    def handle(self, *args: Any, **options: Any) -> None:
        deadline = Deadline.objects.filter(pk=options["deadline"]).first()
        if deadline is None:
            raise CommandError("There is no such deadline for the role this command runs as.")
        limit = LIMITS[deadline.rule]
        self.stdout.write(f"{say(limit.title)} ({deadline.rule}, edition {deadline.edition})")
        self.stdout.write(f"runs from {shown(deadline.starts_at)}, due {shown(deadline.due_at)}")
        for amount in (None, *(named.name for named in limit.edition_named(deadline.edition).amounts)):
            reckoned = due(deadline.rule, deadline.starts_at, amount=amount, calendar=calendar())
            if reckoned.due_at == deadline.due_at:
                for step in reckoned.explanation:
                    self.stdout.write(f"  {say(step.says, step.params)} {cited(step.cite)}")
                return
        self.stdout.write("  set or extended by a decision; see the log of the case")
