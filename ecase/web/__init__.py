"""The frame every page and call stands in: clock, ids, who is speaking, record tables. It names no app above it."""

from ecase.web.clock import now

__all__ = ["now"]
