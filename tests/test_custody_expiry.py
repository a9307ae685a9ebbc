"""The end of what was granted, by the clock: a day's warning, release by the head's own ruling, other measures."""

from datetime import timedelta

import pytest

from cases.models import Deadline
from cases.moving import do, offers
from cases.resource import CASE, RULING
from detention.resource import DETENTION
from ecase.clockwork import actions as clock
from ecase.law.clock import local, shown
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests.fixtures import logged_in_as
from tests.measures import DAY, Measures
from tests.rulings import draw
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]


WHY = "Ошибка в записи, листы дела 1–2."


def tick() -> int:
    with logged_in_as("ecase_clock"):
        return clock.tick(wait=0)


def facts(told: Measures, kind: str) -> list[dict]:
    with speaking(told.investigator):
        rows = Entry.objects.filter(stream__case_id=told.detention.case_id, kind=kind).order_by("seq")
        return [entry.facts for entry in rows]


def test_custody_that_has_run_out_frees_by_the_heads_own_ruling(posts):
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    end = told.fresh().custody_ends_at
    assert end is not None and end < now()
    # Before any clock has ticked the page says it.
    assert told.fresh().status(now()) == "must_be_released"

    assert tick() >= 1

    row = told.row(root)
    assert (row.status, row.end_ground, row.ended_by_id) == ("expired", "expired", None)
    assert told.terms(root)["arrest.term"][0] == "live"  # overdue, until he is out
    assert len(facts(told, "sanction.expired")) == 1 and len(facts(told, "detention.custody_over")) == 1
    (ready,) = [draft for draft in told.prepared() if draft.move == "release_from_custody"]
    assert ready.fields == {"ground": "custody_expired"} and ready.prepared_for_id == posts["custody"].pk
    called = Notice.objects.filter(kind="detention.custody_over", must_acknowledge=True)
    assert {notice.to.user.username for notice in called} == {"custody", "investigator", "head", "prosecutor"}
    assert tick() == 0
    with speaking(posts["custody"]):
        found = DETENTION.visible(posts["custody"]).get(pk=told.detention.pk)
        allowed = {o.move.name for o in offers(DETENTION, found, posts["custody"], now(), own=True) if o.allowed}
        assert "release_from_custody" in allowed and "release" not in allowed
    hours = 75 * DAY
    with refused("ground_not_there", posts["custody"]):
        told.move(hours, "custody", "release_from_custody", ground="custody_lifted", released_at=told.at(hours))
    told.move(hours, "custody", "release_from_custody", ground="custody_expired", released_at=told.at(hours))
    assert told.fresh().status(now()) == "released"
    assert told.terms(root)["arrest.term"][0] == "met"
    (freed,) = facts(told, "detention.released")
    assert freed["late_minutes"] > 0


def test_a_day_before_the_end_the_head_warns_and_may_not_free(posts):
    told = Measures(posts, ago=9 * DAY)
    told.arrested(short_days=10)
    tick()
    (ready,) = [draft for draft in told.prepared() if draft.move == "warn_of_end"]
    assert ready.act == "custody_warning"
    assert len(facts(told, "detention.custody_ending")) == 1
    heard = {n.to.user.username for n in Notice.objects.filter(kind="detention.custody_ending")}
    assert {"custody", "investigator", "prosecutor"} <= heard
    hours = 9 * DAY
    with refused("wrong_status", posts["custody"]):
        told.move(hours, "custody", "release_from_custody", ground="custody_expired", released_at=told.at(hours))
    with refused("wrong_role", posts["investigator"]):
        told.move(hours, "investigator", "warn_of_end")
    told.move(hours, "custody", "warn_of_end")
    assert told.terms()["arrest.expiry_notice"][0] == "met"
    assert Notice.objects.filter(kind="detention.end_announced", to=posts["investigator"]).count() == 1
    with refused("done_already", posts["custody"]):
        told.move(hours, "custody", "warn_of_end")


def test_an_extension_in_time_puts_the_warning_off(posts):
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    asked = {"months": 3, "running_until": told.row(root).until.isoformat(), "supported_by": ["chief"]}
    longer = told.granted(40 * DAY, "arrest_extension", asked=asked, months=3)
    tick()
    assert told.row(root).status == told.row(longer).status == "granted"
    assert told.terms()["arrest.expiry_notice"][0] == "live"
    assert told.fresh().status(now()) == "order_recorded"


@pytest.mark.parametrize(
    ("kind", "given", "rule"),
    [
        ("property_restriction", {"days": 10, "restriction_days": 10}, "property.restriction"),
        ("medical_placement", {"days": 20}, "medical.stay"),
        ("house_arrest", {}, "house_arrest.term"),
    ],
)
def test_other_measures_are_over_with_their_term(posts, kind, given, rule):
    told = Measures(posts, ago=75 * DAY)
    row = told.granted(30, kind, asked=dict(given), **given)
    tick()
    assert (told.row(row).status, told.row(row).end_ground) == ("expired", "expired")
    assert told.terms(row)[rule][0] == "ended"
    with speaking(told.investigator):
        assert Sanction.objects.get(pk=row.pk).matter.closed_at is not None
    assert Notice.objects.filter(to=posts["investigator"], kind="sanction.expired").count() == 1


def test_the_days_of_the_appeal_fall_away_and_nobody_is_late(posts):
    told = Measures(posts, ago=20 * DAY)
    root = told.arrested()
    tick()
    assert told.terms(root)["ij.appeal"][0] == "ended"
    assert told.row(root).status == "granted"
    with speaking(told.investigator):
        assert not Deadline.objects.filter(matter=root.pk, due_at__lt=now(), met_at=None, ended_at=None).exists()
        due = Sanction.objects.select_related("matter").get(pk=root.pk).matter.next_due
        assert due is not None and due > now(), "a list that shows the nearest end does not go on showing this one"


def test_a_corrected_holding_moves_the_end_of_the_custody_and_the_warning(posts):
    told = Measures(posts, ago=20 * DAY)
    root = told.arrested()
    before = told.row(root).until
    with speaking(posts["investigator"]):
        made = do(
            CASE, told.detention.case_id, "correct", by=posts["investigator"], at=now(),
            what=f"detention.held_at:{told.detention.pk}", after=shown(told.start - timedelta(days=1)), text=WHY,
        )  # fmt: skip
    with speaking(posts["prosecutor"]):
        do(RULING, made.pk, "approve", by=posts["prosecutor"], at=now())
    assert told.row(root).until == before - timedelta(days=1)
    end = told.fresh().custody_ends_at
    assert end is not None and local(end - timedelta(minutes=1)).date() == told.row(root).until


def test_a_severed_case_takes_the_custody_and_what_made_it_longer_along(posts):
    told = Measures(posts, ago=50 * DAY)
    root = told.arrested()
    told.granted(30, "office_suspension")
    asked = {"months": 3, "running_until": told.row(root).until.isoformat(), "supported_by": ["chief"]}
    longer = told.granted(40 * DAY, "arrest_extension", asked=asked, months=3)
    end = told.fresh().custody_ends_at
    whom = [str(told.detention.participant_id)]
    ruling = draw(posts, told.detention.case, "sever", at=told.at(45 * DAY), ground="some_suspects", participants=whom)
    with speaking(told.investigator):
        there = {row.kind: row for row in Sanction.objects.filter(case__number=ruling.data["new_case"])}
        assert set(there) == {"arrest", "arrest_extension", "office_suspension"}
        assert there["arrest_extension"].extends_id == there["arrest"].pk
        assert there["arrest"].until == there["arrest_extension"].until == longer.until
        clocks = Deadline.objects.filter(rule="arrest.term", met_at=None, ended_at=None)
        assert [clock.matter_id for clock in clocks] == [there["arrest"].pk]
        assert there["arrest"].detention.custody_ends_at == end
    with refused("goes_on_elsewhere", posts["prosecutor"]):
        told.decide(46 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=WHY)
