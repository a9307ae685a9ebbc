"""What the law and good order demand of a case: pure answers over plain values and rows in hand.

Reads no table; the actions and queries bring the rows.
"""

import re
from datetime import date, datetime

from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal

QUALIFICATION = re.compile(
    r"^\s*(?:ст\.?|art\.?|CC)?\s*(?P<article>[0-9]{1,3}(?:-[0-9]{1,2})?)"
    r"(?:\s*(?:/|\(|ч\.?|p\.?|,|\s)\s*(?P<part>[0-9]{1,2}(?:-[0-9]{1,2})?)\)?)?\s*$",
    re.IGNORECASE,
)


def parse_qualification(text: str) -> tuple[str, str] | Refusal:
    """Article and part of "188/3", "188(3)", "188 ч. 3", "188 3" or "102"; part "" when none is named."""
    found = QUALIFICATION.match(text.replace("ч.", "ч"))
    if not found:
        return Refusal(
            "qualification_unreadable",
            N_("Write the article and the part of the Criminal Code like this: 188/3."),
            field="qualification",
        )
    return found["article"], found["part"] or ""


def in_force(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether an edition holds on `day`; the last day is the one before `valid_to`."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def conducts(*, role: str, appointment_id: int, investigator_id: int) -> Refusal | None:
    """None when this appointment conducts the case; acts of the investigation are his alone (60, 194)."""
    if role == Role.INVESTIGATOR and appointment_id == investigator_id:
        return None
    return Refusal(
        "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
    )


def registers(role: str) -> Refusal | None:
    """None when the role may enter a case in the register."""
    if role == Role.INVESTIGATOR:
        return None
    return Refusal("wrong_role", N_("A case is registered by an investigator."), cite="CPC 179(1)")


def supervises(role: str) -> bool:
    return role in PROSECUTION


def event_before_now(occurred_at: datetime, at: datetime) -> Refusal | None:
    """None unless the event is said to lie in the future."""
    if occurred_at <= at:
        return None
    return Refusal(
        "event_in_future",
        N_("The event cannot be later than now. Check the date and the time."),
        field="occurred_at",
    )
