"""The ledger: append-only streams of entries that outsiders can check. It stores ids of people and cases, nothing of theirs."""
