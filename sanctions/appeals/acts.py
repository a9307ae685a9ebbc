"""What the decision on an appeal prints, by the move that makes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from ecase.law.moves import Move
from ecase.people.models import Appointment
from sanctions.acts import around
from sanctions.appeals.moves import OUTCOME
from sanctions.appeals.rules import reasons_of
from sanctions.kinds import ASKS, OUTCOMES, SIDES
from sanctions.models import Appeal


def context(appeal: Appeal, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> dict[str, Any]:
    """The keys of `appeal_decided`."""
    with translation.override(appeal.case.language):
        said = {
            **fields,
            "reasons": reasons_of(fields),
            "outcome": gettext(OUTCOMES[OUTCOME[move.name]]),
            "asks": gettext(ASKS.get(appeal.asks, "")),
            "side": gettext(SIDES.get(appeal.side, "")),
        }
    return around.appeal_decided(appeal, said, by, at)
