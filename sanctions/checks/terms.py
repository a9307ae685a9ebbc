"""Terms: whether the request can still be where it has to be in time, and by how much it is late."""

from collections.abc import Iterator
from datetime import datetime

from cases.models import Deadline
from cases.queries.calendar import calendar
from ecase.law.clock import due, local
from ecase.law.kind_terms import petition_start, step_amount
from ecase.law.limits import LIMITS
from ecase.law.preflight import Check, in_time
from sanctions.models import Sanction

TO_JUDGE = "detention.petition_to_ij"


def term_checks(sanction: Sanction, at: datetime) -> Iterator[Check]:
    """The asker's own terms, judged on the moment it was sent, or on `at` while it is still to be sent."""
    for rule, due_at in petition_due(sanction):
        yield in_time(
            f"term_{rule.replace('.', '_')}",
            due_at,
            sanction.submitted_at or at,
            LIMITS[rule].edition(local(at).date()).cite,
        )


def petition_due(sanction: Sanction) -> Iterator[tuple[str, datetime]]:
    """By when the request has to be sent: from the holding, and by the kind's own term."""
    kind = sanction.rule
    held = sanction.detention
    if held is not None and kind.custody and not kind.extends:
        term = Deadline.objects.filter(matter=held.matter_id, rule=TO_JUDGE, ended_at__isnull=True).first()
        if term is not None:
            yield TO_JUDGE, term.due_at
    if not kind.petition_term:
        return
    stated = {**sanction.facts}
    for name in ("acted_from", "acted_until"):
        stated.setdefault(name, getattr(sanction, name))
        stated[name] = stated[name] or getattr(sanction, name)
    if kind.petition_from in ("acted_from", "acted_until") and not sanction.urgent:
        return
    since = petition_start(kind, stated)
    if since is not None:
        amount = step_amount(kind.petition_term, sanction.facts)
        yield kind.petition_term, due(kind.petition_term, since, amount=amount, calendar=calendar()).due_at
