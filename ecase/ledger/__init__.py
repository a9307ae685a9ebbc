"""The ledger: append-only streams of entries that outsiders can check. Of people and cases it stores ids only."""
