"""The term a prosecutor sets when an investigation comes back: one month at most (CPC 192(7)).

After a return, a cancelled interruption or termination, or a refused approval. How it is counted: `clock`.
"""

from datetime import date, datetime

from ecase.law.clock import due
from ecase.law.moments import day_shown, local
from ecase.law.words import N_, Refusal

RULE = "investigation.returned"
CITE = "CPC 192(7)"


def length_until(received: datetime, until: date) -> str | Refusal:
    """The length to store ("12d") of a term from `received` whose last day is to be `until`.

    Refused: date_past, term_too_long (one month from receipt is the most).
    """
    first = local(received).date()
    longest = due(RULE, received).plain_last_day
    assert longest is not None, "a term of months has a last day"
    if until <= first:
        return Refusal("date_past", N_("Give a day that is still to come."), {}, CITE, "until")
    if until > longest:
        return Refusal(
            "term_too_long",
            N_("The prosecutor sets one month at most from receipt: not later than %(day)s."),
            {"day": day_shown(longest)},
            CITE,
            "until",
        )
    return f"{(until - first).days}d"
