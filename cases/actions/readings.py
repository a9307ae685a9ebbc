"""Who had which material open, from when until when, and which pages: of those who decide, nobody else.

No legal act and no entry of the record: notes for the reader himself and for the manifest of his order.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from cases.models import Material, Reading
from ecase.law.roles import PROSECUTION, Role
from ecase.people.models import Appointment

NOTED = frozenset(
    {*PROSECUTION, Role.INVESTIGATING_JUDGE, Role.TRIAL_JUDGE, Role.APPEAL_JUDGE, Role.HEAD_OF_INVESTIGATION}
)
PAGES_MOST = 2000
AGAIN = timedelta(minutes=1)  # the same page loaded again is no second reading


def opened(*, material: Material | None, by: Appointment, at: datetime) -> Reading | None:
    """Note that `by` has opened the material, which he sees; nothing for whoever decides on nothing."""
    if material is None or by.role not in NOTED:
        return None
    found = Reading.objects.filter(
        appointment=by, material=material, left_at__isnull=True, opened_at__gt=at - AGAIN, opened_at__lte=at
    )
    standing: Reading | None = found.order_by("-opened_at").first()
    return standing or Reading.objects.create(case_id=material.case_id, material=material, appointment=by, opened_at=at)


@transaction.atomic
def left(*, material: Material, by: Appointment, at: datetime, pages: Iterable[int] = ()) -> Reading | None:
    """Note that he has put it away, and which pages stood before his eyes; nothing where none was open."""
    rows = Reading.objects.select_for_update().filter(appointment=by, material=material, left_at__isnull=True)
    reading: Reading | None = rows.order_by("-opened_at").first()
    if reading is None:
        return None
    seen = {page for page in pages if 0 < page <= max(material.sheets, 1)}
    reading.left_at, reading.pages = max(at, reading.opened_at), sorted(seen)[:PAGES_MOST]
    reading.save(update_fields=["left_at", "pages"])
    return reading
