"""Corrections that touch the clock of a detention: only by the prosecutor's signature, and at once when they do.

An earlier start, a later one, and a birth date that makes a minor of an adult. These commit: the clock is a process
of its own with its own role.
"""

from datetime import timedelta

import pytest

from cases.models import Case, Deadline, Ruling
from cases.moving import do
from cases.resource import CASE, RULING
from detention.models import Detention
from detention.resource import DETENTION
from ecase.clockwork import actions as clock
from ecase.law.clock import due, shown
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, logged_in_as
from tests.rulings import WHY, again, decide, draw
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]


def asked(posts, story: Story, field: str, after: str, **more) -> Ruling:
    return draw(
        posts, story.detention.case, "correct", what=f"detention.{field}:{story.detention.pk}", after=after, **more
    )


def corrected(posts, story: Story, field: str, after: str) -> Detention:
    decide(posts, asked(posts, story, field, after), "approve")
    return story.fresh()


def running(posts, story: Story) -> dict[str, Deadline]:
    with speaking(posts["investigator"]):
        rows = Deadline.objects.filter(matter_id=story.detention.pk, met_at__isnull=True, ended_at__isnull=True)
        return {row.rule: row for row in rows}


def tick() -> int:
    with logged_in_as("ecase_clock"):
        return clock.tick(wait=0)


def expired(posts) -> list[Entry]:
    with speaking(posts["investigator"]):
        return list(Entry.objects.filter(kind="detention.expired"))


def test_nothing_moves_before_the_prosecutor_signs(posts):
    story = Story(posts, ago=20, protocol=0.4)
    before = {rule: row.due_at for rule, row in running(posts, story).items()}
    ruling = asked(posts, story, "held_at", shown(story.start - 3 * HOUR))
    with speaking(posts["prosecutor"]):
        assert again(ruling).matter.waits_for_id == posts["prosecutor"].pk
    assert {rule: row.due_at for rule, row in running(posts, story).items()} == before
    with refused("not_the_decider", posts["head"]):
        do(RULING, ruling.pk, "approve", by=posts["head"], at=now())
    decide(posts, ruling, "refuse")
    assert {rule: row.due_at for rule, row in running(posts, story).items()} == before
    assert story.fresh().held_at == story.start


def test_an_earlier_start_brings_the_end_forward(posts):
    story = Story(posts, ago=20, protocol=0.4)
    before = running(posts, story)
    held = corrected(posts, story, "held_at", shown(story.start - 3 * HOUR))
    after = running(posts, story)
    assert held.restraint_at == story.start - 3 * HOUR
    assert after["detention.expiry"].due_at == before["detention.expiry"].due_at - 3 * HOUR
    assert after["detention.expiry"].due_at == held.expires_at
    assert after["detention.petition_to_ij"].due_at == before["detention.petition_to_ij"].due_at - 3 * HOUR
    assert after["detention.expiry"].replaces_id == before["detention.expiry"].pk
    # Counted from the protocol, not from the holding (131(3)): it stays.
    assert after["detention.prosecutor_notice"].pk == before["detention.prosecutor_notice"].pk
    with speaking(posts["custody"]):
        assert (
            Notice.objects.filter(to=posts["custody"], kind="detention.corrected", must_acknowledge=True).count() == 1
        )
        assert DETENTION.visible(posts["custody"]).get().expires_at == held.expires_at


def test_an_end_that_is_past_already_rings_at_once_and_once(posts):
    story = Story(posts, ago=46, protocol=0.4)
    tick()
    assert expired(posts) == []
    held = corrected(posts, story, "held_at", shown(story.start - 3 * HOUR))
    assert held.status(now()) == "must_be_released", "on every page, with every worker dead"
    assert tick() >= 1
    assert tick() == 0
    assert len(expired(posts)) == 1
    assert Notice.objects.filter(to=posts["custody"], kind="detention.expired", must_acknowledge=True).count() == 1
    assert len(story.prepared()) == 1


def test_a_later_start_whose_end_is_past_too_rings_anew_and_makes_stale_what_lay_ready(posts):
    story = Story(posts, ago=49, protocol=0.4, at=5)
    tick()
    assert len(expired(posts)) == 1
    (ready,) = story.prepared()
    held = corrected(posts, story, "held_at", shown(story.start + HOUR / 5))
    assert held.status(now()) == "must_be_released", "still past"
    assert held.restraint_at == story.start + HOUR / 5
    assert running(posts, story)["detention.expiry"].due_at == held.expires_at
    tick()
    assert tick() == 0
    assert len(expired(posts)) == 2
    with speaking(posts["custody"]):
        assert again(ready).version != again(held).version, "the ruling laid ready for the old end is stale"


def test_a_later_start_that_ends_later_than_now(posts):
    story = Story(posts, ago=48, protocol=1.5, at=2)
    tick()
    assert story.fresh().status(now()) == "must_be_released"
    held = corrected(posts, story, "held_at", shown(story.start + HOUR))
    assert held.status(now()) == "held"
    assert tick() == 0 or len(expired(posts)) == 1
    term = running(posts, story)["detention.expiry"]
    assert term.due_at == story.start + 49 * HOUR and term.next_at is not None
    with refused("term_not_over", posts["custody"]):
        do(
            DETENTION, held.pk, "release", by=posts["custody"], at=now(), ground="term_expired",
            released_at=now().isoformat(),
        )  # fmt: skip


def test_a_corrected_birth_date_turns_48_hours_into_24(posts):
    story = Story(
        posts, ago=30, protocol=0.4, iin="", identity="по паспорту", birth_date=(now() - 7000 * 24 * HOUR).date()
    )
    tick()
    assert story.fresh().limit_hours == 48
    person = story.detention.participant
    young = (now() - timedelta(days=16 * 365)).date()
    with refused("correct_the_person", posts["investigator"]):
        do(
            CASE, story.detention.case_id, "correct", by=posts["investigator"], at=now(), text=WHY,
            what=f"detention.birth_date:{story.detention.pk}", after=f"{young:%d.%m.%Y}",
        )  # fmt: skip
    ruling = draw(
        posts, story.detention.case, "correct", what=f"participant.birth_date:{person.pk}", after=f"{young:%d.%m.%Y}"
    )
    with speaking(posts["prosecutor"]):
        assert again(ruling).matter.waits_for_id == posts["prosecutor"].pk
    decide(posts, ruling, "approve")
    held = story.fresh()
    assert (held.minor, held.limit_hours, held.birth_date) == (True, 24, young)
    assert held.status(now()) == "must_be_released"
    term = running(posts, story)["detention.expiry"]
    assert (term.amount, term.due_at) == ("minor", story.start + 24 * HOUR)
    assert tick() >= 1
    assert tick() == 0
    assert len(expired(posts)) == 1


def test_what_cannot_be_right_is_refused(posts):
    story = Story(posts, ago=20, protocol=0.4)
    story.move(3, "investigator", "notify_prosecutor")
    case, by = story.detention.case, posts["investigator"]
    fields = {"by": by, "at": now(), "text": WHY, "what": f"detention.held_at:{story.detention.pk}"}
    for code, after in (
        ("event_in_future", now() + HOUR),
        ("protocol_before_holding", story.start + 2 * HOUR),
        ("nothing_changed", story.start),
    ):
        with refused(code, by):
            do(CASE, case.pk, "correct", after=shown(after), **fields)
    with speaking(posts["custody"]):
        assert not Case.objects.visible_to(posts["custody"]).exists()


def test_after_the_courts_refusal_no_correction_gives_the_hours_back(posts):
    story = Story(posts, ago=40, protocol=0.4, at=2)
    story.decide(24, "judge", story.in_court(20), "refuse", reasons=REASONS)
    before = running(posts, story)["detention.expiry"]
    held = corrected(posts, story, "held_at", shown(story.start + HOUR / 5))
    assert held.status(now()) == "must_be_released"
    assert running(posts, story)["detention.expiry"].pk == before.pk


def test_custody_by_the_courts_order_counts_from_the_corrected_holding_too(posts):
    """152(6)."""
    story = Story(posts, ago=72, protocol=0.4)
    granted = story.decide(22, "judge", story.in_court(20), "grant", reasons=REASONS)
    with speaking(posts["investigator"]):
        before = Deadline.objects.get(matter_id=granted.pk, rule="arrest.term")
    start = story.start - 24 * HOUR
    decide(posts, asked(posts, story, "held_at", shown(start)), "approve")
    with speaking(posts["investigator"]):
        after = Deadline.objects.get(matter_id=granted.pk, rule="arrest.term", ended_at__isnull=True)
        assert (after.replaces_id, after.starts_at) == (before.pk, start)
        assert after.due_at < before.due_at
        assert again(granted).until == due("arrest.term", start).last_day < granted.until
    assert story.fresh().status(now()) == "order_recorded"


def test_of_the_lawyers_only_his_own_sees_the_correction(posts):
    story = Story(posts, ago=20, protocol=0.4)
    decide(posts, ruling := asked(posts, story, "held_at", shown(story.start - HOUR)), "approve")
    with speaking(posts["lawyer"]):
        assert Ruling.objects.visible_to(posts["lawyer"]).filter(pk=ruling.pk).exists()
    with speaking(posts["lawyer2"]):
        assert not Ruling.objects.visible_to(posts["lawyer2"]).exists()
    with speaking(posts["investigator"]):
        assert again(ruling).participant_id == story.detention.participant_id
