"""What the law says of a grant on the day it is made: the charge may have changed since the request was sent, and the
decider sets lengths and amounts of his own. What leaves room for a written reason is met by the reasons of the order.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ecase.law.arrest import assess
from ecase.law.house_arrest import assess_house_arrest
from ecase.law.words import N_, Refusal
from sanctions.checks.law import CUSTODY, answer_of, bail_refusal, charge_of, facts_of
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.superiors import STEPPED

UNTIL_PAID = "until_paid"


def why_not_grant(sanction: Sanction, fields: Mapping[str, Any], at: datetime) -> Refusal | None:
    """The first bar of the law against granting this with these fields; None where there is none."""
    return _custody(sanction, at) or _longer(sanction, fields) or _bail(sanction, fields, at)


def _custody(sanction: Sanction, at: datetime) -> Refusal | None:
    """Custody and house arrest are weighed on the charge of this day (147(1), 153(1))."""
    answer = answer_of(sanction, at=at) if sanction.kind in CUSTODY else None
    return next(iter(answer.bars), None) if answer is not None else None


def _longer(sanction: Sanction, fields: Mapping[str, Any]) -> Refusal | None:
    """No longer than was asked: for that length, and no longer one, the prosecutor has agreed (151(6)-(8))."""
    asked, given = _number(sanction.facts.get("months")), _number(fields.get("months"))
    if sanction.kind not in STEPPED or asked is None or given is None or given <= asked:
        return None
    return Refusal(
        "longer_than_asked",
        N_("%(months)s months were asked for and agreed: no more are granted."),
        {"months": asked},
        "CPC 151(6)-(8)",
        "months",
    )


def _bail(sanction: Sanction, fields: Mapping[str, Any], at: datetime) -> Refusal | None:
    """The amount the judge sets, and where somebody is held until it is paid, the bars of that measure (145(3),(5))."""
    amount = _number(fields.get("amount" if sanction.kind == "bail" else "bail"))
    if amount is None and sanction.kind != "bail":
        return None
    refusal = bail_refusal(sanction, amount, at, why=str(fields.get("bail_why") or ""))
    charge, until_paid = charge_of(sanction), str(fields.get(UNTIL_PAID) or "")
    if refusal is not None or charge is None or not until_paid or _held_already(sanction):
        return refusal
    rule = assess_house_arrest if until_paid == "house_arrest" else assess
    return next(iter(rule(facts_of(sanction, at), charge).bars), None)


def _held_already(sanction: Sanction) -> bool:
    """By an order in force, weighed when it was made: until the bail is paid it goes on."""
    orders = Sanction.objects.filter(participant=sanction.participant, kind__in=CUSTODY, status=Status.GRANTED)
    return orders.exists()


def _number(value: Any) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() else None
