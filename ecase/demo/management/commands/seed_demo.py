"""Tell the demo story."""
from typing import Any

from django.core.management.base import BaseCommand

from ecase.demo.accounts import open_accounts
from ecase.demo.offices import open_offices


class Command(BaseCommand):
    help = "Tell the demo story."

    def handle(self, *args: Any, **options: Any) -> None:
        open_accounts(open_offices())
