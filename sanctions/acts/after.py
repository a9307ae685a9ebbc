"""What the acts of the moves after a decision print: `around` gives the keys, here stands which move prints what."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases.models import Material
from ecase.law.clock import due
from ecase.law.kinds_lift import INSTEAD
from ecase.law.roles import PROSECUTION, Role
from ecase.people.models import Appointment, Office
from sanctions.actions.reports import report_text
from sanctions.acts import around
from sanctions.kinds import ASKS, END_WORDS
from sanctions.models import Sanction
from sanctions.moves import MOVES

Printed = dict[str, Any]
Printer = Callable[[Sanction, Mapping[str, Any], Appointment, datetime], Printed]
_INSTEAD = dict(INSTEAD)


def execution(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    named = Material.objects.visible_to(by).filter(case=sanction.case, pk__in=fields.get("papers") or ())
    with translation.override(sanction.case.language):
        papers = [gettext(row.title) for row in named.order_by("first_sheet")]
    text = report_text(fields, sanction.case.language)
    return around.execution(sanction, {**fields, "execution": text, "papers": papers}, by, at)


def lifted(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    act = MOVES[sanction.kind]["lift"].act_for(Role(by.role))
    with translation.override(sanction.case.language):
        said = {
            **fields,
            "ground": gettext(END_WORDS.get(str(fields.get("ground")), "")),
            "other_measure": gettext(_INSTEAD[fields["other_measure"]]) if fields.get("other_measure") else "",
        }
    return around.lifted(sanction, said, by, at, act=act)


def appealed(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    act = "appeal_petition" if by.role in PROSECUTION else "appeal_filed"
    announced = sanction.announced_at or sanction.decided_at or at
    with translation.override(sanction.case.language):
        said = {**fields, "asks": gettext(ASKS.get(str(fields.get("asks")), ""))}
        court = court_above(sanction)
        name = str(court) if court is not None else ""
    # 24:00 of the last day, as the order says it: 00:00 of the next one would give a day more.
    until = due("ij.appeal", announced).due_at - timedelta(minutes=1)
    return around.appealed(sanction, said, by, at, act=act, court=name, until=until)


def court_above(sanction: Sanction) -> Office | None:
    """The court whose judge decides appeals against the judge of this one."""
    court = sanction.case.office.court
    above: Office | None = court.court if court is not None else None
    return above


AFTER_PRINTED: dict[str, Printer] = {"execute": execution, "lift": lifted, "appeal": appealed}
