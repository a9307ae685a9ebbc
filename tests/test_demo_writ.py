"""Each tale of the writ proceedings alone: it can be told, its writ stands where it should, before whom it should."""

from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command

from cases.models import Deadline
from cases.moving import Invalid
from ecase.demo import cases_writ
from ecase.demo.telling import STORY, prepare
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import logged_in_as
from tests.telling import quick_papers
from writ.actions.after import owed
from writ.models import Accused, Copy, Will, Writ
from writ.track import track

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]

# Tale -> status and outcome of its writ, stage of its case, who has the next move, which terms run.
TALES: dict[Any, tuple[str, str, str, str, set[str]]] = {
    cases_writ.windscreen: ("preparing", "", "pretrial", "investigator", {"writ.answer", "investigation"}),
    cases_writ.welder: ("preparing", "", "pretrial", "investigator", {"writ.ruling", "investigation"}),
    cases_writ.diploma: ("before_head", "", "pretrial", "head", {"investigation"}),
    cases_writ.supermarket: ("before_prosecutor", "", "pretrial", "prosecutor", {"writ.prosecutor"}),
    cases_writ.former_tenant: ("before_court", "", "court", "trial_judge", {"writ.judge"}),
    cases_writ.bus: ("convicted", "", "court", "", {"writ.objection", "writ.appeal"}),
    cases_writ.sick_note: ("executing", "", "judged", "clerk", set()),
    cases_writ.shop_front: ("ended", "cancelled", "pretrial", "", {"investigation.returned"}),
    cases_writ.canteen: ("ended", "objected", "pretrial", "", {"investigation"}),
    cases_writ.parking_place: ("before_court", "", "court", "ast.trial", {"writ.judge"}),
}  # fmt: skip


@pytest.fixture(autouse=True)
def demonstration(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ECASE_DEMO = True
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)


def told(tale: Any) -> Any:
    try:
        script = tale(prepare(), now())
    except Invalid as wrong:
        pytest.fail(f"{wrong.form.__class__.__name__}: {wrong.form.errors.as_data()}")
    script.finish()
    return script


@pytest.mark.parametrize("tale", TALES, ids=lambda tale: tale.__name__)
def test_a_tale_is_told(tale: Any) -> None:
    status, outcome, stage, waits, terms = TALES[tale]
    with logged_in_as("ecase_clock"):
        script = told(tale)
        with speaking(None):
            writ = Writ.objects.select_related("case", "matter__waits_for__user").get(case=script.case)
            assert (writ.status, writ.outcome, writ.case.stage) == (status, outcome, stage)
            holder = writ.matter.waits_for
            assert (holder.user.username if holder else "") == waits
            running = Deadline.objects.filter(case=script.case, met_at__isnull=True, ended_at__isnull=True)
            assert set(running.values_list("rule", flat=True)) == terms
            assert not running.filter(next_at__lt=now() - timedelta(minutes=5)).exists()
            assert not running.filter(due_at__lt=now()).exists()
            late = track(writ.case.registered_at, writ, list(Will.objects.filter(writ=writ)), now()).late_days
            assert late == (1 if tale is cases_writ.parking_place else 0)
    call_command("verify_ledger", "--strict", verbosity=0)


def test_the_tales_stand_at_the_end_of_the_story() -> None:
    assert list(STORY[-len(TALES) :]) == list(TALES)


def test_both_accounts_are_asked_and_have_not_answered() -> None:
    with logged_in_as("ecase_clock"):
        script = told(cases_writ.windscreen)
        for name in ("suspect", "victim"):
            with speaking(script.posts[name]):
                wills = Will.objects.visible_to(script.posts[name]).select_related("matter__waits_for__user")
                will = wills.get(writ=script.writ, answer="")
                assert will.matter.waits_for is not None and will.matter.waits_for.user.username == name


def test_half_of_the_fine_is_paid_and_every_copy_is_served() -> None:
    with logged_in_as("ecase_clock"):
        script = told(cases_writ.sick_note)
        with speaking(None):
            row = Accused.objects.get(writ=script.writ)
            assert row.amount and owed(row) == row.amount / 2
        script = told(cases_writ.bus)
        with speaking(None):
            assert not Copy.objects.filter(writ=script.writ, served_at__isnull=True).exists()
