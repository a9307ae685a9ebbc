"""What is looked at before a request goes on: text, law, papers, terms, contradictions, posts and offence.

Each check says what is wrong and with which article. Where the law leaves room, a written reason lets the request go;
where it leaves none, it is not sent at all. Reads only: the rules themselves are `ecase.law.preflight` and the rules
of the measures; here their values are gathered, by noun.
"""

from datetime import datetime

from ecase.law.preflight import Check
from ecase.law.words import Refusal
from sanctions.checks.contradictions import contradiction_checks
from sanctions.checks.decided import why_not_grant
from sanctions.checks.jurisdiction import jurisdiction_checks
from sanctions.checks.law import CUSTODY, answer_of, law_checks
from sanctions.checks.papers import paper_checks
from sanctions.checks.terms import term_checks
from sanctions.checks.text import GROUNDS_AT_LEAST, text_checks
from sanctions.models import Sanction

__all__ = [
    "CUSTODY", "GROUNDS_AT_LEAST", "WHY_AT_LEAST", "Check", "answer_of", "checks_of", "overcome", "why_never",
    "why_not_grant", "why_not_send",
]  # fmt: skip

WHY_AT_LEAST = 30


def checks_of(sanction: Sanction, at: datetime) -> list[Check]:
    """Every check of the request as it stands, in the order somebody would look at them."""
    return [
        *text_checks(sanction),
        *law_checks(sanction, at),
        *term_checks(sanction, at),
        *paper_checks(sanction),
        *contradiction_checks(sanction, at),
        *jurisdiction_checks(sanction),
    ]


def why_never(sanction: Sanction, at: datetime) -> Refusal | None:
    """What nothing written later could mend: asked already while the request is being written."""
    looked = [*text_checks(sanction), *law_checks(sanction, at)]
    return next((check.refusal() for check in looked if check.never and check.early), None)


def why_not_send(sanction: Sanction, at: datetime) -> Refusal | None:
    """The first check that is not met and for which no reason is written."""
    return next(
        (check.refusal() for check in checks_of(sanction, at) if check.bad and not overcome(sanction, check)), None
    )


def overcome(sanction: Sanction, check: Check) -> bool:
    """A check that is not met, with the written reason the law lets the request go by."""
    return check.room and len(str(sanction.why.get(check.code, "")).strip()) >= WHY_AT_LEAST
