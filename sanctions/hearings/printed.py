"""What the acts around a hearing and a decision print: minutes, the correction of a slip, the receipt for a copy."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from ecase.people.models import Appointment
from sanctions.acts import around
from sanctions.hearings.queries import arguments_of, copy_named, standing, told_lines
from sanctions.kinds import MEANS
from sanctions.models import Hearing, Sanction

Printed = dict[str, Any]
Printer = Callable[[Sanction, Mapping[str, Any], Appointment, datetime], Printed]


def minutes(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """The minutes as they are being signed; the hearing is not saved here."""
    hearing = standing(sanction) or Hearing(sanction=sanction, starts_at=fields.get("held_from") or at)
    hearing.sanction = sanction
    hearing.held_from, hearing.held_until = fields.get("held_from"), fields.get("held_until")
    hearing.secretary, hearing.minutes = str(fields.get("secretary") or ""), str(fields.get("minutes") or "")
    with translation.override(sanction.case.language):
        return around.minutes(
            hearing,
            by,
            at,
            present=[line.strip() for line in str(fields.get("present") or "").splitlines() if line.strip()],
            told=told_lines(hearing),
            arguments=[{"label": gettext(row.get_side_display()), "value": row.text} for row in arguments_of(sanction)],
            announced=fields.get("announced"),
            remarks=fields.get("remarks"),
        )


def slip(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    return around.slip(sanction, fields, by, at)


def receipt(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    copy = copy_named(sanction, str(fields.get("copy") or ""))
    assert copy is not None, "the form offers the copies of this order alone"
    with translation.override(sanction.case.language):
        said = {**fields, "means": gettext(MEANS.get(str(fields.get("means")), ""))}
    return around.receipt(copy, said, by, at)


PRINTED: dict[str, Printer] = {"sign_minutes": minutes, "correct_slip": slip, "note_copy": receipt}
