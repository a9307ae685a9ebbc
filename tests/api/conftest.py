"""Callers for the tests of this folder."""

from tests.callers import caller, fresh_limits, stranger

__all__ = ["caller", "fresh_limits", "stranger"]
