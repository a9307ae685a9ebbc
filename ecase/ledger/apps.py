"""Application registration of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "ecase.ledger"
    label = "ledger"
