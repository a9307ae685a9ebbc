"""The pages of sanctions inside their case: the list, asking for one, one request and its moves.

What the queue shows of a request (`acts_of`, `checks_of`, `due_of`) stands with the page of the request.
"""

from sanctions.views.lists import SanctionList
from sanctions.views.page import LOOKS, SanctionMove, SanctionPage
from sanctions.views.request import Request
from sanctions.views.told import PRESSING, acts_of, checks_of, decision_of, due_of, facts_of, grounds_of
from sanctions.views.wording import route_of

__all__ = [
    "LOOKS", "PRESSING", "Request", "SanctionList", "SanctionMove", "SanctionPage", "acts_of", "checks_of",
    "decision_of", "due_of", "facts_of", "grounds_of", "route_of",
]  # fmt: skip
