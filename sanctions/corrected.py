"""A corrected moment of the holding moves the custody the court has sanctioned: it counts from the holding (152(6)).

Registered over what a correction of a detention does there (`detention.corrections`). A last day that the judge set as
a day stays; a length in days or months is counted anew. The place of detention learns the new end.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import models

from cases import corrections
from cases.actions.act import Act, length_of
from cases.models import Deadline
from cases.queries.calendar import calendar
from detention import custody as place
from detention import resource
from detention.models import Detention
from ecase.law.clock import due
from ecase.law.moments import end_of
from sanctions import custody
from sanctions.actions.effects.lengths import days_in_all
from sanctions.kinds import Status
from sanctions.models import Sanction

DETENTION = resource.TABLES["detention"]  # through `resource`, which has registered it by then
MOMENTS = frozenset({"held_at", "delivered_at"})


def _custody_anew(act: Act, detention: Detention, field: str) -> Iterable[models.Model]:
    yield from DETENTION.after(act, detention, field)
    if field not in MOMENTS:
        return
    first = Sanction.objects.filter(detention=detention, status=Status.GRANTED, extends__isnull=True)
    for root in first.select_related("matter", "case", "participant"):
        for running in act.running(root.matter):
            if running.rule in custody.CLOCKS:
                yield from _moved(act, detention, root, running)


def _moved(act: Act, detention: Detention, root: Sanction, running: Deadline) -> Iterable[models.Model]:
    start: datetime = detention.restraint_at
    chain = custody.chain_of(root)
    set_as_a_day = bool(chain[-1].decided.get("until")) and root.until is not None
    amount = days_in_all(start, root.until) if set_as_a_day and root.until else length_of(running)
    act.replace_term(root.matter, running.rule, amount=amount, starts_at=start)
    before, root_until = root.until, due(running.rule, start, amount=amount, calendar=calendar()).last_day
    for one in chain:
        if one.until == before:
            one.until = root_until
            one.version += 1
            one.save(update_fields=["until", "version"])
            yield one
    if detention.order_at is not None and root_until is not None and running.rule != "house_arrest.term":
        place.ends_at(act, detention, end_of(root_until))


corrections.register({"detention": replace(DETENTION, after=_custody_anew)}, ())
