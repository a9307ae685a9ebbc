"""Writ proceedings (CPC 64-1): from the first question to the parties to the payment of the fine."""
