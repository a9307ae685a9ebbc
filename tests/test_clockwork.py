"""The clock: fires once, under the worker's own database role, and never acts by itself."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from cases.models import Case, Deadline, Fired
from cases.moving import do, offers
from detention.models import Detention
from detention.resource import DETENTION
from ecase.clockwork import actions as clock
from ecase.documents.models import Draft
from ecase.law.identity import make_iin
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, logged_in_as, tell_detention

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def held(posts, hours, **more):
    """A detention recorded when it began, `hours` and two seconds ago, with its protocol."""
    at = now() - hours * HOUR - 2 * SECOND
    return tell_detention(posts, held_at=at, at=at, protocol_at=at, **more)


def tick():
    with logged_in_as("ecase_clock"):
        return clock.tick(wait=0)


def entries(posts, detention, kind="detention.expired"):
    with speaking(posts["investigator"]):
        return list(Entry.objects.filter(stream__case_id=detention.case_id, kind=kind))


def test_the_expiry_leaves_an_entry_a_prepared_ruling_and_four_notices(posts):
    detention = held(posts, 48)
    assert detention.status(now()) == "must_be_released"
    assert entries(posts, detention) == []

    assert tick() >= 1

    (entry,) = entries(posts, detention)
    assert entry.db_role == "ecase_clock" and entry.appointment_id is None
    assert entry.facts["rule"] == "detention.expiry"
    with speaking(posts["custody"]):
        ruling = Draft.objects.get(subject_id=detention.pk)
        assert (ruling.act, ruling.prepared_for, ruling.prepared_by_clock) == (
            "release_ruling_head",
            posts["custody"],
            True,
        )
    called = Notice.objects.filter(kind="detention.expired", must_acknowledge=True)
    assert {n.to.user.username for n in called} == {"custody", "investigator", "head", "prosecutor"}
    assert Notice.objects.filter(kind="detention.expired", to=posts["lawyer"], must_acknowledge=False).count() == 1


def test_a_second_tick_fires_nothing_again(posts):
    detention = held(posts, 48)
    tick()
    assert tick() == 0
    assert len(entries(posts, detention)) == 1
    assert Notice.objects.filter(kind="detention.expired", to=posts["custody"]).count() == 1


def test_a_minor_is_to_be_released_after_24_hours(posts):
    born = (now() - timedelta(days=365 * 16)).date()
    detention = held(posts, 24, iin=make_iin(born, "male", 11))
    assert detention.limit_hours == 24
    tick()
    assert len(entries(posts, detention)) == 1


def test_an_adult_is_not_after_24_hours(posts):
    detention = held(posts, 24)
    tick()
    assert entries(posts, detention) == []
    assert detention.status(now()) == "held"


def test_nobody_is_released_by_a_machine(posts):
    detention = held(posts, 48)
    tick()
    with speaking(posts["custody"]):
        row = Detention.objects.get(pk=detention.pk)
    assert row.open and row.released_at is None and row.status(now()) == "must_be_released"


def test_the_head_of_the_facility_releases_on_the_prepared_ruling(posts):
    detention = held(posts, 48)
    tick()
    with speaking(posts["custody"]):
        released = do(
            DETENTION, detention.pk, "release", by=posts["custody"], at=now(), ground="term_expired", released_at=now()
        )
        assert released.status(now()) == "released"
        assert not Deadline.objects.filter(
            matter=detention.matter, rule="detention.expiry", met_at__isnull=True
        ).exists()
    assert tick() == 0


def test_before_the_end_the_head_of_the_facility_may_not_release(posts):
    detention = tell_detention(posts)
    with speaking(posts["custody"]):
        row = DETENTION.visible(posts["custody"]).get(pk=detention.pk)
        offer = next(o for o in offers(DETENTION, row, posts["custody"], now()) if o.move.name == "release")
    assert offer.refusal is not None and offer.refusal.code == "term_not_over"


def test_a_busy_case_is_left_alone_and_fired_afterwards(posts):
    detention = held(posts, 48)
    locked, done = threading.Event(), threading.Event()

    def somebody_works_on_it():
        with speaking(posts["investigator"]):
            Case.objects.select_for_update().get(pk=detention.case_id)
            locked.set()
            done.wait(10)
        connection.close()

    worker = threading.Thread(target=somebody_works_on_it)
    worker.start()
    locked.wait(10)
    with logged_in_as("ecase_clock"):
        fired, busy = clock.fire([detention.case_id])
    done.set()
    worker.join()
    assert (fired, busy) == (0, {detention.case_id})
    assert tick() >= 1


def test_a_warning_rung_fires_once_and_leaves_the_next(posts):
    at = now() - 36 * HOUR - 2 * SECOND
    detention = tell_detention(posts, held_at=at, at=at, protocol_at=at)
    tick()
    with speaking(posts["investigator"]):
        rungs = list(Fired.objects.filter(deadline__rule="detention.expiry").values_list("rung", flat=True))
        deadline = Deadline.objects.get(matter=detention.matter, rule="detention.expiry")
    assert rungs == [1]  # the rung of -24 h passed while the clock stood still and is not made up for
    assert deadline.next_at is not None and deadline.next_at > now()
    assert Notice.objects.filter(kind="detention.warning", to=posts["investigator"]).count() == 1


def test_a_firing_that_fails_does_not_hold_up_the_others(posts, monkeypatch):
    first = held(posts, 48)
    second = held(posts, 48, iin="850606400334")
    rung = clock.ring

    def broken(case, deadline, at):
        if case.pk == first.case_id:
            raise RuntimeError("a bad row")
        rung(case, deadline, at)

    monkeypatch.setattr(clock, "ring", broken)
    tick()
    assert entries(posts, first) == [] and len(entries(posts, second)) == 1
    monkeypatch.setattr(clock, "ring", rung)
    with logged_in_as("ecase_clock"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_deadline SET next_at = now() - interval '1 second' WHERE case_id = %s", [first.case_id]
        )
    tick()
    assert len(entries(posts, first)) == 1


def test_whoever_released_issues_the_certificate_once(posts):
    detention = held(posts, 48)
    by = posts["custody"]
    with speaking(by):
        do(DETENTION, detention.pk, "release", by=by, at=now(), ground="term_expired", released_at=now())
        certified = do(DETENTION, detention.pk, "issue_certificate", by=by, at=now())
        assert certified.certificate_at is not None
        with pytest.raises(Refused, match="issued already"):
            do(DETENTION, detention.pk, "issue_certificate", by=by, at=now())
