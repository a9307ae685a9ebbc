"""What a decision does, by its kind: terms, custody, what is prolonged, what becomes inadmissible.

A table for the kinds that do more than begin their own term; everything else follows from the row of the kind.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cases.actions.act import Act
from ecase.documents.actions import Signed
from ecase.law.kinds_covert import COVERT_KINDS
from sanctions.actions.effects import liberty, things
from sanctions.actions.effects.ending import end_measure, free, holding, in_time, stop
from sanctions.actions.effects.going import (
    at_court,
    before_prosecutor,
    decided_by_prosecutor,
    next_prosecutor,
    prosecutor_for,
    two_needed,
)
from sanctions.actions.effects.lengths import begin, since_of
from sanctions.actions.effects.liberty import reach_the_place
from sanctions.actions.effects.things import inadmissible
from sanctions.actions.holding import hold_for_decision
from sanctions.actions.manifests import seal
from sanctions.covert import effects as covert
from sanctions.custody import CUSTODY, FIRST, HOUSE, PREVENTIVE
from sanctions.models import Sanction

__all__ = [
    "APPEAL", "GRANTED", "REFUSED", "after_grant", "after_refusal", "announced", "at_court", "before_filing",
    "before_prosecutor", "decided_by_prosecutor", "end_measure", "free", "granted", "holding", "in_time",
    "inadmissible", "next_prosecutor", "prosecutor_for", "reach_the_place", "reaches_the_place",
    "refused", "since_of", "stop",
    "two_needed",
]  # fmt: skip

Effect = Callable[[Act, Sanction, Mapping[str, Any]], None]
Fall = Callable[[Act, Sanction], Any]
APPEAL = "ij.appeal"


def granted(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Begin the term the grant gives and set its last day; the request is not saved yet."""
    sanction.detention = sanction.held_on()
    GRANTED.get(sanction.kind, begin)(act, sanction, fields)
    if sanction.kind != "bail":  # its payment has a term of its own, by whether he is held
        things.report_term(act, sanction)
    announced(act, sanction)


def refused(act: Act, sanction: Sanction) -> None:
    """What falls with a refusal, in the same entry."""
    fall = REFUSED.get(sanction.kind)
    if fall is not None:
        fall(act, sanction)
    if things.acted_before(sanction):
        inadmissible(act, sanction)


def announced(act: Act, sanction: Sanction) -> None:
    """From the announcement the days of the appeal run, for both sides alike (107(2))."""
    if sanction.rule.by_court and sanction.rule.appeal and not act.running(sanction.matter, APPEAL):
        act.start_term(APPEAL, act.at, matter=sanction.matter)


def reaches_the_place(sanction: Sanction) -> bool:
    """Whether the order is a paper for the place of detention: who is to be held there, and who is to be freed."""
    if sanction.detention is None:
        return False
    return sanction.rule.custody or sanction.kind == LIFT or (sanction.kind in PREVENTIVE and sanction.rule.by_court)


def before_filing(act: Act, sanction: Sanction, move: str, signed: Signed) -> None:
    """What has to be on record before the order is filed: the hearing, the manifest of what the decider had before him.

    Raises Refused(hearing_needed, stale_draft).
    """
    hold_for_decision(act, sanction, move)
    seal(act, sanction, move, signed)


def after_grant(act: Act, sanction: Sanction) -> None:
    """What the order says reaches the place of detention: entries of their own there."""
    if sanction.kind == LIFT and sanction.extends is not None:
        free(act, sanction.extends, "custody_lifted")
    else:
        reach_the_place(act, sanction)
    if sanction.covert:
        covert.after_grant(act, sanction)


def after_refusal(act: Act, sanction: Sanction) -> None:
    """The refusal of custody reaches the detention: the person must be released."""
    liberty.refused(act, sanction)


LIFT = "measure_lift"
ALONE = ("undertaking", "surety", "command_supervision", "minor_supervision")
GRANTED: dict[str, Effect] = {
    **dict.fromkeys(FIRST, liberty.first_order),
    **dict.fromkeys((CUSTODY | HOUSE) - FIRST, liberty.longer),
    **dict.fromkeys(ALONE, liberty.alone),
    "bail": liberty.bail,
    "property_arrest": things.property_arrest,
    "medical_transfer": things.hospital,
    "medical_placement_extension": things.prolonged,
    "medical_transfer_extension": things.prolonged,
    "covert_extension": things.prolonged,
    LIFT: things.lift,
    **dict.fromkeys((kind.code for kind in COVERT_KINDS), covert.granted),
}
REFUSED: dict[str, Fall] = {
    "property_arrest": things.property_refused,
    **dict.fromkeys((kind.code for kind in COVERT_KINDS), covert.refused),
}
