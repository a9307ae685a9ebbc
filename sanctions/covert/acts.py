"""What the acts of a covert action print, by move; the keys themselves are made by `sanctions.acts.around`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from cases.reports.acts import qr_svg
from ecase.law.words import Refused
from ecase.people.models import Appointment
from sanctions.acts import around
from sanctions.covert.codes import code_of
from sanctions.covert.queries import destruction_of, notice_of
from sanctions.covert.rules import NO_DESTRUCTION, NOT_OWED
from sanctions.models import Sanction

Printed = dict[str, Any]
PAGE = "covert-notice"


def _told(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    return around.destruction_told(sanction, str(fields.get("what") or ""), fields["planned_on"], by, at)


def _destroyed(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    planned = destruction_of(sanction)
    if planned is None:
        raise Refused(NO_DESTRUCTION)
    planned.sanction = sanction
    return around.destroyed(planned, {**fields, "destroyed_at": at}, by, at)


def _letter(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """The letter as it will be sent: to the name and address that are being typed."""
    notice = notice_of(sanction)
    if notice is None:
        raise Refused(NOT_OWED)
    notice.sanction = sanction
    notice.name, notice.address = str(fields.get("addressee") or notice.name), str(fields.get("address") or "")
    url = page_url()
    return around.covert_letter(notice, by, at, code=code_of(notice.pk), url=url, qr_svg=qr_svg(url))


def page_url() -> str:
    """The person's page. The code is not in it: it is typed, with the IIN, and stays out of every log."""
    return f"{settings.ECASE_ADDRESS}/{PAGE}/"


PRINTS: dict[str, Callable[[Sanction, Mapping[str, Any], Appointment, datetime], Printed]] = {
    "stop": around.covert_stop,
    "ask_to_stop": around.covert_stop_petition,
    "tell_results": around.covert_result,
    "tell_destruction": _told,
    "destroy": _destroyed,
    "send_notice": _letter,
}
