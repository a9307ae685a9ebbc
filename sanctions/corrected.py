"""A corrected moment of the holding moves the custody the court has sanctioned: it counts from the holding (152(6)).

Registered over what a correction of a detention does there (`detention.corrections`).
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db import models

from cases import corrections
from cases.actions.act import Act, length_of
from cases.queries.calendar import calendar
from detention import resource
from detention.models import Detention
from ecase.law.clock import due
from sanctions.kinds import Status
from sanctions.models import Sanction

DETENTION = resource.TABLES["detention"]  # through `resource`, which has registered it by then
MOMENTS = frozenset({"held_at", "delivered_at"})


def _custody_anew(act: Act, detention: Detention, field: str) -> Iterable[models.Model]:
    yield from DETENTION.after(act, detention, field)
    if field not in MOMENTS:
        return
    granted = Sanction.objects.filter(detention=detention, status=Status.GRANTED).select_related("matter")
    for sanction in granted:
        for running in act.running(sanction.matter, sanction.rule.grants):
            amount, start = length_of(running), detention.restraint_at
            act.replace_term(sanction.matter, running.rule, amount=amount, starts_at=start)
            sanction.until = due(running.rule, start, amount=amount, calendar=calendar()).last_day
            sanction.version += 1
            sanction.save(update_fields=["until", "version"])
            yield sanction


corrections.register({"detention": replace(DETENTION, after=_custody_anew)}, ())
