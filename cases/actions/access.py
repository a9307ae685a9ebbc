"""Asking for sight of a case one may not see. Giving it is an act of its own; nothing here gives any."""

from datetime import datetime

from django.db import connection, transaction

from ecase.law.clock import local
from ecase.ledger.actions import append
from ecase.people.actions import tell
from ecase.people.models import Appointment, Notice

ENTRY = "access.asked"


@transaction.atomic
def ask_for_access(*, number: str, reason: str, by: Appointment, at: datetime) -> None:
    """Leave the request in the record of the case and tell its investigator, if there is such a case.

    Says nothing about whether there is: the answer to the asker is the same. Once a day and asker.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT o_case, o_investigator, o_stream FROM case_asked_for(%s)", [number])
        found = cursor.fetchone()
    if found is None:
        return
    case_id, investigator_id, stream_id = found
    key = f"{ENTRY}:{case_id}:{by.pk}:{local(at):%Y-%m-%d}"
    if Notice.objects.filter(to_id=investigator_id, key=key).exists():
        return
    append(
        stream=stream_id,
        kind=ENTRY,
        by=by,
        at=at,
        public={"appointment": by.pk, "role": str(by.role)},
        private={"name": by.user.get_full_name(), "office": str(by.office), "reason": reason.strip()},
        compartment="investigation",
    )
    tell(
        to=[Appointment.objects.get(pk=investigator_id)],
        kind=ENTRY,
        key=key,
        at=at,
        params={"number": number, "title": f"{by.user.short_name()}, {by.office.name_ru}"},
        path=f"/cases/{number}/",
    )
