"""What a move on a case can be about now, and why it may not be made while there is nothing. Reading only.

Who may make it in which state is `ruling_rules`; what is wrong with one that is chosen says the kind of ruling.
"""

from collections.abc import Callable
from datetime import datetime

from cases.models import Case, Charge
from cases.queries.offences import as_charged, as_registered, charges_of, episodes_of
from cases.queries.suspects import recognised
from cases.ruling_rules import why_not_case
from ecase.law.moves import Move
from ecase.law.scope import SCOPE, differences
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment

NOBODY_RECOGNISED = Refusal(
    "not_a_suspect_yet",
    N_("Nobody in the case is recognised as a suspect: that comes first, with the prosecutor's consent."),
    cite="CPC 202(1), 203(1)",
)
NOTHING_OUTSIDE = Refusal("inside_scope", N_("Nothing in the case lies outside the registered charge."), cite=SCOPE)


def outside(case: Case) -> list[Charge]:
    """The charges in force that lie outside, or were widened without an approved decision: what 121(1) lets end."""
    charges = charges_of(case)
    found = differences(as_registered(episodes_of(case), charges), as_charged(charges))
    ended = {(one.offence, one.person, one.charged) for one in found if one.may_be_terminated}
    return [row for row in charges if row.until is None and not row.registered and _place(row) in ended]


def _place(row: Charge) -> tuple[int | None, str, tuple[str, str]]:
    return row.episode.number if row.episode else None, str(row.participant_id or ""), (row.article, row.part)


def why_not_now(move: Move, case: Case, by: Appointment, at: datetime) -> Refusal | None:
    """`why_not_case`, and then whether there is anybody or anything in the case that the move could be about."""
    refusal = why_not_case(move, case, by, at)
    if refusal is None and move.name in _SUBJECTS:
        nothing, found = _SUBJECTS[move.name]
        return None if found(case, by) else nothing
    return refusal


_SUBJECTS: dict[str, tuple[Refusal, Callable[[Case, Appointment], object]]] = {
    "qualify": (NOBODY_RECOGNISED, recognised),
    "terminate_outside": (NOTHING_OUTSIDE, lambda case, by: outside(case)),
}
