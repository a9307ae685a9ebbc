"""How a detention ends, who hears of it, and what nobody may say of it afterwards.

Typesetting and signing are stood in for (tests/telling.py).
"""

import pytest

from cases.actions import add_defence
from cases.models import Deadline, Material
from cases.moving import do
from detention import actions
from detention.resource import DETENTION
from ecase.clockwork.handlers import warn
from ecase.people.actions import appoint, end_appointment
from ecase.people.models import Appointment, Notice, User
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, OTHER, tell_suspect
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

ORDER = "Постановление следственного суда № 7"


# --- release ----------------------------------------------------------------------------------------


def test_a_release_ends_every_clock_and_asks_the_facility_to_acknowledge(posts):
    story = Story(posts)
    story.move(2, "investigator", "draw_protocol", protocol_at=story.at(2))
    story.move(10, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(10))
    terms = story.terms()
    assert terms.pop("facility.acknowledgement")[0] == "live"
    assert terms.pop("detention.expiry") == ("met", 48)
    assert terms.pop("detention.protocol")[0] == "met"
    assert {state for state, _ in terms.values()} == {"ended"}
    assert not story.fresh().open
    with refused("wrong_status", posts["investigator"]):
        story.move(10, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(10))
    story.move(11, "custody", "acknowledge")
    assert story.terms()["facility.acknowledgement"][0] == "met"
    with refused("done_already", posts["custody"]):
        story.move(12, "custody", "acknowledge")


def test_a_late_release_is_met_late_and_says_by_how_much(posts):
    story = Story(posts)
    story.move(50, "custody", "release", ground="term_expired", released_at=story.at(50))
    (met,) = story.rows("detention.expiry")
    assert met.met_at - met.due_at == 2 * HOUR
    assert story.facts("detention.released")["late_minutes"] == 120


def test_before_the_end_the_head_of_the_facility_frees_nobody(posts):
    story = Story(posts)
    with refused("term_not_over", posts["custody"]):
        story.move(47, "custody", "release", ground="term_expired", released_at=story.at(47))


def test_nor_does_he_say_afterwards_that_he_did(posts):
    """A release entered at hour 50 as of hour 40 would hide that the person was held over the end."""
    story = Story(posts)
    with refused("ground_not_there", posts["custody"]):
        story.move(50, "custody", "release", ground="term_expired", released_at=story.at(40))


@pytest.mark.parametrize(
    ("who", "ground", "hours"),
    [("investigator", "court_refused", 10), ("investigator", "term_expired", 10), ("custody", "court_refused", 50)],
)
def test_a_ground_that_is_not_there_frees_nobody(posts, who, ground, hours):
    story = Story(posts)
    with refused("ground_not_there", posts[who]):
        story.move(hours, who, "release", ground=ground, released_at=story.at(hours))


@pytest.mark.parametrize(("code", "hours"), [("in_the_future", 12), ("before_the_holding", -1)])
def test_a_release_lies_between_the_holding_and_now(posts, code, hours):
    story = Story(posts)
    with refused(code, posts["investigator"]):
        story.move(10, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(hours))


def test_the_certificate_is_issued_once_by_whoever_released(posts):
    story = Story(posts)
    story.move(10, "investigator", "release", ground="substantial_breach", released_at=story.at(10))
    with refused("not_who_released", posts["prosecutor"]):
        story.move(11, "prosecutor", "issue_certificate")
    printed = DETENTION.context(
        story.fresh(), DETENTION.moves(story.detention)["issue_certificate"], {}, posts["investigator"], story.at(11)
    )
    assert printed["release"]["inadmissible"]  # 133(5): the certificate says it as the ruling did
    story.move(11, "investigator", "issue_certificate")
    with refused("done_already", posts["investigator"]):
        story.move(12, "investigator", "issue_certificate")


# --- the court's order ------------------------------------------------------------------------------


def test_an_order_that_arrived_stops_the_clock(posts):
    story = Story(posts)
    story.move(40, "custody", "record_order", order_title=ORDER, order_at=story.at(39))
    assert story.fresh().status(story.at(60)) == "order_recorded"
    assert story.terms()["detention.expiry"] == ("met", 48)
    assert story.terms()["detention.petition_to_ij"][0] == "ended"
    with refused("wrong_status", posts["custody"]):
        story.move(41, "custody", "record_order", order_title=ORDER, order_at=story.at(39))


def test_an_order_entered_after_the_end_shows_when_it_was_entered(posts):
    """The head may say when it arrived, not hide that he said so late."""
    story = Story(posts)
    story.move(55, "custody", "record_order", order_title=ORDER, order_at=story.at(47))
    facts = story.facts("detention.order_recorded")
    assert (facts["late_minutes"], facts["entered_late_minutes"], facts["by_hand"]) == (0, 7 * 60, True)
    told = Notice.objects.filter(kind="detention.order_recorded")
    assert {n.to.user.username for n in told.filter(must_acknowledge=True)} == {
        "custody", "investigator", "head", "prosecutor"
    }  # fmt: skip
    assert told.filter(to=posts["lawyer"]).exists()


def test_after_the_courts_refusal_no_paper_keeps_the_person(posts):
    story = Story(posts)
    sanction = story.in_court(20)
    story.decide(22, "judge", sanction, "refuse", reasons=REASONS)
    with refused("court_refused", posts["custody"]):
        story.move(23, "custody", "record_order", order_title=ORDER, order_at=story.at(23))


# --- posts that change hands --------------------------------------------------------------------------


def test_a_head_appointed_after_the_holding_sees_and_releases(posts):
    story = Story(posts)
    sanction = story.in_court(20)
    custody = posts["custody"]
    new = appoint(
        user=User.objects.create(username="new_head", last_name="Новый", first_name="Начальник"),
        role="custody_head", office=custody.office, since=story.at(10),
    )  # fmt: skip
    end_appointment(appointment=custody, at=now())
    story.posts["new_head"] = Appointment.objects.select_related("user", "office__region").get(pk=new.pk)
    story.decide(22, "judge", sanction, "refuse", reasons=REASONS)
    assert [draft.prepared_for_id for draft in story.prepared()] == [new.pk]
    story.move(22.5, "new_head", "release", ground="court_refused", released_at=story.at(22.5))
    assert story.fresh().status(story.at(23)) == "released"


# --- what the facility hears -----------------------------------------------------------------------


def test_the_facility_hears_nothing_of_the_case(posts):
    story = Story(posts)
    sanction = story.in_court(20)
    story.decide(22, "judge", sanction, "refuse", reasons=REASONS)
    notices = Notice.objects.filter(to=posts["custody"])
    assert notices.exists()
    number = story.detention.case.number
    for notice in notices:
        told = f"{notice.params}{notice.path}"
        assert number not in told and "/cases/" not in told and "Оспанов" not in told
        assert notice.kind.startswith("detention.")


def test_the_defender_of_one_suspect_learns_nothing_of_anothers_detention(posts):
    """70(2): protocols and petitions of his own client."""
    story = Story(posts)
    with speaking(posts["investigator"]):
        other = tell_suspect(posts, story.detention.case, iin=OTHER, defended=False)
        second = actions.detain(
            case_id=story.detention.case_id, participant_id=other.pk, by=posts["investigator"], at=story.at(2),
            held_at=story.at(2), place="А", ground="caught",
        )  # fmt: skip
        do(DETENTION, second.pk, "draw_protocol", by=posts["investigator"], at=story.at(3), protocol_at=story.at(3))
        add_defence(
            case_id=story.detention.case_id, participant_id=other.pk, lawyer=posts["lawyer2"], warrant="№ 18",
            by=posts["investigator"], at=story.at(3),
        )  # fmt: skip
    for who, own in (("lawyer", story.detention), ("lawyer2", second)):
        with speaking(posts[who]):
            assert [row.pk for row in DETENTION.visible(posts[who])] == [own.pk]
            seen = set(Deadline.objects.visible_to(posts[who]).exclude(matter=None).values_list("matter_id", flat=True))
            assert seen == {own.pk}
            papers = Material.objects.visible_to(posts[who])
            assert papers.exists() == (who == "lawyer2")


# --- drafts -----------------------------------------------------------------------------------------


def test_a_refusal_at_the_last_moment_leaves_no_draft(posts):
    story = Story(posts)
    with refused("ground_not_there", posts["investigator"]):  # which counts the drafts and documents, too
        story.move(10, "investigator", "release", ground="term_expired", released_at=story.at(10))


# --- whom the clock calls -----------------------------------------------------------------------------


def test_the_prosecutor_is_warned_that_the_petition_has_to_be_before_the_judge(posts):
    """147(3) binds the prosecutor: whoever waits for nobody's move would otherwise warn the investigator alone."""
    story = Story(posts)
    (term,) = story.rows("detention.petition_to_ij")
    with speaking(posts["investigator"]):
        warn(deadline=Deadline.objects.select_related("matter", "case").get(pk=term.pk), rung="-1h", at=story.at(39))
    told = Notice.objects.filter(key__startswith=f"deadline:{term.pk}")
    assert {notice.to.user.username for notice in told} == {"investigator", "prosecutor"}
