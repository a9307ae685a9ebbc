"""A request with a check that is not met: it may be supported, but not without a word. Reading only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ecase.law.words import N_, Refusal
from sanctions import checks
from sanctions.models import Sanction
from sanctions.rules import REASONS_AT_LEAST

IN_FAVOUR = frozenset({"support", "agree"})


def why_not_silently(sanction: Sanction, move: str, fields: Mapping[str, Any], at: datetime) -> Refusal | None:
    """Whoever lets a weak request pass writes why; None where every check is met, or the reasons are there."""
    if move not in IN_FAVOUR or len(str(fields.get("reasons") or "").strip()) >= REASONS_AT_LEAST:
        return None
    missed = next((check for check in checks.checks_of(sanction, at) if check.bad), None)
    if missed is None:
        return None
    return Refusal(
        "weak_request",
        N_("A check is not met: write why you support the request all the same, at least %(least)s characters."),
        {"least": REASONS_AT_LEAST},
        missed.cite,
        field="reasons",
    )
