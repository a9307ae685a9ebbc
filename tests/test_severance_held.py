"""A person in custody is severed: his clock goes with him and runs once; nobody sees the other's case.

What is half-decided stops the severance. Sight ends with the transaction of the act, so these tests commit.
"""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from cases.actions import add_defence
from cases.models import Case, Deadline, Defence, Matter, Participant
from cases.moving import NotVisible, do, find
from cases.resource import CASE
from detention.models import Detention
from detention.resource import DETENTION
from ecase.clockwork import actions as clock
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from tests.fixtures import logged_in_as, tell_case
from tests.pages.conftest import at_page
from tests.rulings import WHY, again, decide, draw, status, suspect_of
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["at_page", "quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]
DAY = timedelta(days=1)


def sever(posts, story: Story, hours: float, **fields) -> Case:
    ruling = draw(
        posts, story.detention.case, "sever", at=story.at(hours),
        **{"ground": "some_suspects", "participants": [str(story.detention.participant_id)], **fields},
    )  # fmt: skip
    with speaking(posts["investigator"]):
        return Case.objects.get(number=ruling.data["new_case"])


def there(posts, case: Case) -> Detention:
    with speaking(posts["investigator"]):
        return Detention.objects.select_related("case", "participant", "matter", "facility").get(case=case)


def live(posts, case: Case) -> dict[str, Deadline]:
    """The running terms of the matters of a case, by rule."""
    with speaking(posts["investigator"]):
        rows = Deadline.objects.filter(case=case, matter__isnull=False, met_at__isnull=True, ended_at__isnull=True)
        return {row.rule: row for row in rows.exclude(rule="severance.copy")}


def tick() -> int:
    with logged_in_as("ecase_clock"):
        return clock.tick(wait=0)


def test_a_running_detention_goes_with_its_clock_to_the_minute(posts):
    story = Story(posts, ago=20, protocol=0.4)
    before = live(posts, story.detention.case)
    new = sever(posts, story, 19)
    held, old = there(posts, new), story.fresh()
    assert (held.status(now()), old.status(now())) == ("held", "moved")
    assert (held.restraint_at, held.expires_at, held.protocol_at) == (story.start, old.expires_at, old.protocol_at)
    after = live(posts, new)
    assert {rule: row.due_at for rule, row in after.items()} == {rule: row.due_at for rule, row in before.items()}
    assert {rule: (row.rung, row.next_at) for rule, row in after.items()} == {
        rule: (row.rung, row.next_at) for rule, row in before.items()
    }, "what has rung does not ring again"
    assert live(posts, old.case) == {}
    assert (status(posts, held.participant), status(posts, old.participant)) == ("detained", "ended")
    with speaking(posts["investigator"]):
        assert old.release_note == new.number and old.matter.closed_at is not None
        (entry,) = Entry.objects.filter(stream__case_id=new.pk, kind="case.severed")
        assert str(held.pk) in entry.public
        with pytest.raises(Exception, match=r".+"):
            do(DETENTION, old.pk, "release", by=posts["investigator"], at=now(), ground="suspicion_not_confirmed")
        freed = do(
            DETENTION, held.pk, "release", by=posts["investigator"], at=now(), ground="suspicion_not_confirmed",
            released_at=now().isoformat(),
        )  # fmt: skip
    assert freed.released_at is not None


def test_the_end_of_the_detention_rings_once_and_in_the_new_case(posts):
    story = Story(posts, ago=49, protocol=0.4)
    new = sever(posts, story, 30)
    tick()
    assert tick() == 0
    with speaking(posts["investigator"]):
        (fired,) = Entry.objects.filter(kind="detention.expired")
        assert fired.stream.case_id == new.pk
        called = Notice.objects.filter(kind="detention.expired", must_acknowledge=True)
        assert called.filter(to=posts["custody"]).count() == 1
    held = there(posts, new)
    assert held.status(now()) == "must_be_released"
    with speaking(posts["custody"]):
        do(
            DETENTION, held.pk, "release", by=posts["custody"], at=now(), ground="term_expired",
            released_at=now().isoformat(),
        )  # fmt: skip
    with speaking(posts["investigator"]):
        assert again(held).released_at is not None


def test_the_facility_holds_him_once_and_sees_no_case(posts):
    story = Story(posts, ago=20, protocol=0.4)
    new = sever(posts, story, 19)
    custody = posts["custody"]
    with speaking(custody):
        rows = {row.case_id: row.status(now()) for row in DETENTION.visible(custody)}
        assert rows == {story.detention.case_id: "moved", new.pk: "held"}
        assert Notice.objects.filter(to=custody, kind="detention.moved").count() == 1
        assert not Case.objects.visible_to(custody).exists()


def test_the_lawyer_of_who_stays_sees_nothing_of_the_new_case(posts):
    story = Story(posts, ago=20, protocol=0.4)
    case = story.detention.case
    stays = suspect_of(posts, case)
    with speaking(posts["investigator"]):
        add_defence(
            case_id=case.pk, participant_id=stays.pk, lawyer=posts["lawyer2"], warrant="8", by=posts["investigator"],
            at=now(),
        )  # fmt: skip
    new = sever(posts, story, 19)
    held = there(posts, new)
    with speaking(posts["lawyer2"]):
        assert list(Case.objects.visible_to(posts["lawyer2"]).values_list("pk", flat=True)) == [case.pk]
        for rows in (DETENTION.visible(posts["lawyer2"]), Participant.objects.visible_to(posts["lawyer2"])):
            assert not rows.filter(case=new).exists()
        assert not Matter.objects.visible_to(posts["lawyer2"]).filter(case=new).exists()
        with pytest.raises(NotVisible):
            find(DETENTION, held.pk, posts["lawyer2"])
    with speaking(posts["investigator"]):
        names = set(Participant.objects.filter(case=new).values_list("last_name", flat=True))
        assert names == {held.participant.last_name}
    # And his own lawyer: sight goes with the client.
    with speaking(posts["lawyer"]):
        assert list(Case.objects.visible_to(posts["lawyer"]).values_list("pk", flat=True)) == [new.pk]
        assert [row.pk for row in DETENTION.visible(posts["lawyer"])] == [held.pk]
    with speaking(posts["investigator"]):
        assert Defence.objects.get(case=case, participant=story.detention.participant_id).until is not None
        assert Defence.objects.get(case=new).until is None
    for stranger in ("investigator2", "prosecutor2", "judge"):
        with speaking(posts[stranger]):
            assert not Case.objects.visible_to(posts[stranger]).filter(pk=new.pk).exists(), stranger


@pytest.mark.parametrize("ground", ["minor", "unknown_accomplices"])
def test_history_that_names_who_stays_brings_neither_him_nor_his_lawyer(posts, ground):
    """The registered charge on the fact was ended by the qualification of the one who stays."""
    case = tell_case(posts, at=now() - 9 * DAY)
    stays = suspect_of(posts, case)
    with speaking(posts["investigator"]):
        add_defence(
            case_id=case.pk, participant_id=stays.pk, lawyer=posts["lawyer2"], warrant="8", by=posts["investigator"],
            at=now(),
        )  # fmt: skip
    young = suspect_of(
        posts, case, iin="", identity="свидетельство о рождении № 2", last_name="Юный", birth_date=date(2010, 3, 3)
    )
    ruling = draw(posts, case, "sever", ground=ground, participants=[str(young.pk)] if ground == "minor" else [])
    with speaking(posts["investigator"]):
        new = Case.objects.get(number=ruling.data["new_case"])
        assert set(Participant.objects.filter(case=new).values_list("last_name", flat=True)) <= {"Юный"}
        assert not Defence.objects.filter(case=new).exists()
    with speaking(posts["lawyer2"]):
        assert not Case.objects.visible_to(posts["lawyer2"]).filter(pk=new.pk).exists()


def test_an_arrest_goes_with_its_term_and_the_holding_it_was_ordered_on(posts):
    story = Story(posts, ago=72, protocol=0.4)
    granted = story.decide(22, "judge", story.in_court(20), "grant", reasons=REASONS)
    before = live(posts, story.detention.case)
    new = sever(posts, story, 60)
    with speaking(posts["investigator"]):
        arrest = Sanction.objects.select_related("detention", "matter", "participant").get(case=new)
        old = again(granted)
        assert (arrest.status, arrest.until, arrest.decided_by_id) == ("granted", granted.until, posts["judge"].pk)
        assert arrest.detention is not None and arrest.detention.case_id == new.pk
        assert arrest.detention.status(now()) == "order_recorded"
        assert again(old.detention).status(now()) == "moved"
        assert Deadline.objects.filter(rule="arrest.term", met_at__isnull=True, ended_at__isnull=True).count() == 1
    after = live(posts, new)
    assert after.keys() == before.keys() and "arrest.term" in after
    assert after["arrest.term"].due_at == before["arrest.term"].due_at
    assert status(posts, arrest.participant) == "detained"
    with speaking(posts["custody"]):
        do(DETENTION, arrest.detention.pk, "acknowledge", by=posts["custody"], at=now())
    with refused("granted_already", posts["investigator"]):
        story.detention = arrest.detention
        story.ask(70)


def test_what_is_not_decided_yet_stops_the_severance(posts):
    story = Story(posts, ago=30, protocol=0.4)
    suspect_of(posts, story.detention.case)  # somebody stays
    by, case = posts["investigator"], story.detention.case
    fields = {
        "by": by, "at": story.at(22), "text": WHY, "ground": "some_suspects",
        "participants": [str(story.detention.participant_id)],
    }  # fmt: skip
    asked = story.ask(20)
    with refused("request_waits", by):
        do(CASE, case.pk, "sever", **fields)
    story.decide(20.5, "investigator", asked, "submit")
    with refused("request_waits", by):
        do(CASE, case.pk, "sever", **fields)
    story.decide(21, "investigator", asked, "withdraw", reasons="Отпали основания.")
    waiting = draw(
        posts, case, "qualify", participant=str(story.detention.participant_id), article="188/3", at=story.at(21)
    )
    with refused("ruling_waits", by):
        do(CASE, case.pk, "sever", **fields)
    decide(posts, waiting, "approve", at=story.at(21.5))
    with speaking(by):
        assert find(SANCTION, asked.pk, by).status == "withdrawn"
    new = sever(posts, story, 22)
    assert there(posts, new).status(now()) == "held"


def test_who_has_to_be_released_is_released_first(posts):
    story = Story(posts, ago=50, protocol=0.4)
    with refused("release_first", posts["investigator"]):
        do(
            CASE, story.detention.case_id, "sever", by=posts["investigator"], at=now(), text=WHY,
            ground="some_suspects", participants=[str(story.detention.participant_id)],
        )  # fmt: skip


def test_held_for_an_offence_that_stays_he_stays_held_in_the_old_case(posts):
    """Charged in both, held for the first: the second alone goes, and the clock with neither lost nor doubled."""
    story = Story(posts, ago=20, protocol=0.4)
    case, person = story.detention.case, story.detention.participant
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="concealment")
    for number, article in ((1, "188/3"), (2, "189/2")):
        about = {"participant": str(person.pk), "episode": number, "article": article}
        decide(posts, draw(posts, case, "qualify", **about), "approve")
    before = live(posts, case)
    ruling = draw(posts, case, "sever", ground="part_done", episodes=["2"])
    with speaking(posts["investigator"]):
        new = Case.objects.get(number=ruling.data["new_case"])
        assert not Detention.objects.filter(case=new).exists()
        assert again(story.detention).open
        assert Defence.objects.filter(case__in=[case, new], until__isnull=True).count() == 2
    assert set(before) == set(live(posts, case))


def test_who_is_held_for_a_severed_offence_goes_with_it_uncharged(posts):
    """A whole offence goes: nothing is charged on him yet, and he is held for it all the same (64(1))."""
    story = Story(posts, ago=20, protocol=0.4)
    case = story.detention.case
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="concealment")
    ruling = draw(posts, case, "sever", ground="part_done", episodes=["1"])
    with speaking(posts["investigator"]):
        new = Case.objects.get(number=ruling.data["new_case"])
        held = Deadline.objects.get(rule="detention.expiry", met_at__isnull=True, ended_at__isnull=True)
        assert held.case_id == new.pk
        assert again(story.detention).status(now()) == "moved"


def test_who_is_held_for_what_stays_stays_though_his_only_charge_goes(posts):
    story = Story(posts, ago=20, protocol=0.4)
    case, person = story.detention.case, story.detention.participant
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="concealment")
    about = {"participant": str(person.pk), "episode": 2, "article": "189/2"}
    decide(posts, draw(posts, case, "qualify", **about), "approve")
    draw(posts, case, "sever", ground="part_done", episodes=["2"])
    with speaking(posts["investigator"]):
        held = Deadline.objects.get(rule="detention.expiry", met_at__isnull=True, ended_at__isnull=True)
        assert held.case_id == case.pk
        assert Defence.objects.get(case=case, participant=person).until is None


@pytest.mark.parametrize(("reader", "path"), [
    ("investigator", "cases/{old.case.number}/detentions/{old.pk}/"),
    ("investigator", "cases/{new.case.number}/detentions/{new.pk}/"),
    ("investigator", "cases/{old.case.number}/detentions/"),
    ("custody", "custody/{old.pk}/"), ("custody", "custody/{new.pk}/"), ("custody", "custody/?show=all"),
])  # fmt: skip
def test_the_pages_of_a_moved_holding(posts, at_page, reader, path):
    story = Story(posts, ago=20, protocol=0.4)
    new, old = there(posts, sever(posts, story, 19)), story.fresh()
    at = at_page(reader, "en")
    at.goes(path.format(old=old, new=new))
    assert at.page.status_code == 200
    assert ("Goes on in another case" in at.text) == ("new.pk" not in path)
    if reader == "custody":
        assert new.case.number not in at.text and old.case.number not in at.text
        at.goes("custody/")
        assert f"/custody/{new.pk}/" in at.text and f"/custody/{old.pk}/" not in at.text


def test_the_record_holds_after_it(posts):
    story = Story(posts, ago=72, protocol=0.4)
    story.decide(22, "judge", story.in_court(20), "grant", reasons=REASONS)
    sever(posts, story, 60)
    running = Story(posts, ago=10, protocol=0.4, iin="850606400334")
    sever(posts, running, 9)
    said = StringIO()
    call_command("verify_ledger", "--strict", "--bytes", stdout=said)
    assert "everything holds" in said.getvalue()


@pytest.mark.parametrize("offence", ["1", "2"])
@pytest.mark.parametrize("granted", [True, False], ids=["granted", "asked for"])
def test_detained_for_one_offence_and_arrested_for_the_other_is_not_parted(posts, offence, granted):
    """The clock of an arrest runs where he is held, whichever of the two offences goes."""
    story = Story(posts, ago=40, protocol=0.4)
    case, person = story.detention.case, story.detention.participant
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/4")
    draw(posts, other, "join", other_number=case.number, ground="concealment")
    for number, article in ((1, "188/3"), (2, "189/4")):
        about = {"participant": str(person.pk), "episode": number, "article": article}
        decide(posts, draw(posts, case, "qualify", **about), "approve")
    asked = story.ask(18, episode=2)
    if granted:
        story.decide(19, "investigator", asked, "submit")
        story.decide(20, "prosecutor", asked, "support")
        story.decide(22, "judge", asked, "grant", reasons=REASONS)
    waits = "request_waits" if offence == "2" and not granted else "parted_custody"
    with refused(waits, posts["investigator"]):
        draw(posts, case, "sever", ground="part_done", episodes=[offence])
    with speaking(posts["investigator"]):
        assert not Case.objects.filter(source_case=case).exists()
