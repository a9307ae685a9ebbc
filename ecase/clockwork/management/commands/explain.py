"""Tell how a term was reckoned: the arithmetic, the edition, the pauses, what it replaced, the articles."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.models import Deadline
from cases.queries import terms
from ecase.law.clock import shown


class Command(BaseCommand):
    help = "Explains one deadline by its id."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deadline")

    def handle(self, *args: Any, **options: Any) -> None:
        deadline = Deadline.objects.filter(pk=options["deadline"]).first()
        if deadline is None:
            raise CommandError("There is no such deadline for the role this command runs as.")
        self.stdout.write(f"{deadline.rule}, {shown(deadline.starts_at)} - {shown(deadline.due_at)}")
        for line in terms.steps([deadline])[deadline.pk]:
            self.stdout.write(f"  {line}")
