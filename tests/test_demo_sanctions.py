"""Each tale of requests alone: it can be told, and what waits in it waits before whom it should."""

from collections import Counter
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from django.db.models import Q

from cases.models import Matter
from cases.moving import Invalid
from ecase.demo import cases_covert, cases_custody, cases_liberty, cases_sanctions
from ecase.demo.telling import prepare
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests.fixtures import logged_in_as
from tests.telling import quick_papers

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]

# Tale -> what its requests came to, and who has the next move in it.
TALES: dict[Any, tuple[dict[tuple[str, str], int], set[str]]] = {
    cases_sanctions.tour_office: ({("search", "executed"): 1}, set()),
    cases_sanctions.balcony: ({("inspection_urgent", "before_court"): 1}, {"judge"}),
    cases_sanctions.locked_garage: ({("inspection_urgent", "refused"): 1}, set()),
    cases_sanctions.van_in_garage: (
        {("property_restriction", "lifted"): 1, ("property_arrest", "granted"): 1}, set(),
    ),
    cases_sanctions.school_kitchen: ({("office_suspension", "before_court"): 1}, {"judge"}),
    cases_sanctions.former_husband: ({("undertaking", "granted"): 1, ("no_contact", "granted"): 1}, set()),
    cases_sanctions.copper_cable: ({("search", "before_head"): 1}, {"head"}),
    cases_liberty.shop_window: (
        {("house_arrest", "granted"): 1, ("measure_lift", "before_prosecutor"): 1}, {"prosecutor"},
    ),
    cases_liberty.crossing_at_dawn: ({("bail", "granted"): 1}, set()),
    cases_custody.warehouse_guard: (
        {("arrest", "granted"): 1, ("arrest_extension", "granted"): 1, ("arrest_extension", "before_prosecutor"): 1},
        {"oblast_chief"},
    ),
    cases_custody.pharmacy: ({("arrest", "granted"): 1, ("arrest_extension", "before_court"): 1}, {"judge"}),
    cases_liberty.scooter_courier: ({("house_arrest", "returned"): 1}, {"investigator"}),
    cases_liberty.night_market: (
        {("property_restriction", "before_prosecutor"): 1, ("house_arrest", "before_prosecutor"): 1}, {"prosecutor"},
    ),
    cases_custody.borrowed_car: ({("arrest", "refused"): 1}, {"appeal_judge"}),
    cases_covert.dead_drops: (
        {("covert_telecom", "granted"): 1, ("covert_connections", "before_court"): 1}, {"judge"},
    ),
    cases_covert.false_alarm: ({("covert_telecom", "executed"): 1, ("covert_av", "executed"): 1}, {"investigator"}),
}  # fmt: skip


@pytest.mark.parametrize("tale", TALES, ids=lambda tale: tale.__name__)
def test_a_tale_is_told(tale: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ECASE_DEMO = True
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)
    stands, waits = TALES[tale]
    posts = prepare()
    with logged_in_as("ecase_clock"):
        try:
            script = tale(posts, now())
        except Invalid as wrong:
            pytest.fail(f"{wrong.form.__class__.__name__}: {wrong.form.errors.as_data()}")
        script.finish()
        with speaking(None):
            rows = Sanction.objects.filter(case=script.case)
            assert Counter((row.kind, row.status) for row in rows) == stands
            open_ = Matter.objects.filter(case=script.case, waits_for__isnull=False, closed_at__isnull=True)
            open_ = open_.filter(Q(kind__startswith="sanction") | Q(kind="appeal"))
            assert set(open_.values_list("waits_for__user__username", flat=True)) == waits
    call_command("verify_ledger", "--strict", verbosity=0)
