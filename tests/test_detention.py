"""A person held: the acts on a detention, their clocks, and what is refused.

Every act five ways: it works, the wrong role, the wrong status, a stranger, twice. Typesetting and
signing are stood in for (tests/telling.py); the real ones are tested in tests/documents.
"""

from datetime import date, timedelta

import pytest

from cases.actions.act import NotVisible
from cases.models import Material
from cases.moving import do
from detention import actions
from detention.models import Detention
from detention.resource import DETENTION
from ecase.law.identity import make_iin
from ecase.law.words import Refused
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, OTHER, tell_case, tell_detention, tell_suspect
from tests.telling import MINUTE, REASONS, Story, full_minute, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

ORDER = "Постановление следственного суда № 7"


def born_years_ago(years: float) -> str:
    return make_iin((now() - timedelta(days=round(365.25 * years))).date(), "male", 11)


def detain(story: Story, hours: float = 1, **more):
    """The same person detained again, recorded at `hours`."""
    fields = {
        "case_id": story.detention.case_id,
        "participant_id": story.detention.participant_id,
        "held_at": story.at(hours),
        "place": "Алматы",
        "ground": "caught",
        **more,
    }
    return actions.detain(by=story.investigator, at=fields.pop("at", story.at(hours)), **fields)


@pytest.fixture
def free(posts):
    """A suspect of a case who is not held: story-less ground for what is refused at entry."""
    at = full_minute(now()) - 80 * HOUR
    case = tell_case(posts, at=at)
    return case, tell_suspect(posts, case), at


# --- detain -------------------------------------------------------------------------------------


def test_a_detention_starts_its_clocks_from_the_minute_of_holding(posts):
    story = Story(posts)
    assert story.terms() == {
        "detention.expiry": ("live", 48),
        "detention.protocol": ("live", 3),
        "detention.petition_to_ij": ("live", 40),
    }
    assert story.entries()[-1] == "detention.recorded"
    assert Notice.objects.filter(to=posts["custody"], kind="detention.recorded").count() == 1


def test_forced_delivery_before_the_holding_is_inside_the_term(posts):
    story = Story(posts, ago=30)
    with speaking(posts["investigator"]):
        start = story.start + 10 * HOUR
        case = tell_case(posts, at=start)
        suspect = tell_suspect(posts, case, iin=OTHER)
        held = actions.detain(
            case_id=case.pk, participant_id=suspect.pk, by=posts["investigator"], at=start + HOUR, held_at=start + HOUR,
            delivered_at=start, place="Алматы", ground="caught",
        )  # fmt: skip
        willing = held.facts.__class__(
            held_at=start + HOUR, delivered_at=start, delivery="voluntary", birth_date=held.birth_date
        )
    assert held.expires_at == start + 48 * HOUR
    assert willing.starts_at == start + HOUR


def test_with_the_protocol_at_hand_the_notice_and_the_interrogation_run_from_it(posts):
    terms = Story(posts, protocol=0.5).terms()
    assert terms["detention.prosecutor_notice"] == ("live", 12.5)
    assert terms["detention.interrogation"] == ("live", 24.5)
    assert terms["detention.protocol"][0] == "met"


def test_a_minor_is_held_24_hours(posts):
    story = Story(posts, ago=20, iin=born_years_ago(16.5))
    assert story.detention.limit_hours == 24
    assert story.terms()["detention.expiry"] == ("live", 24)
    assert story.terms()["detention.petition_to_ij"] == ("live", 16)


def test_an_adults_exception_lengthens_at_once(posts):
    story = Story(posts, qualification="99/1", exception=1)
    assert story.detention.limit_hours == 72
    assert story.terms()["detention.petition_to_ij"] == ("live", 64)


def test_a_minors_exception_waits_for_the_prosecutor(posts):
    story = Story(posts, ago=30, qualification="99/1", exception=1, iin=born_years_ago(16.5))
    assert story.detention.limit_hours == 24
    story.move(5, "prosecutor", "confirm_exception", reasons=REASONS)
    assert story.fresh().limit_hours == 72
    assert story.terms()["detention.expiry"] == ("live", 72)
    assert story.terms()["detention.petition_to_ij"] == ("live", 64)
    before, after = story.rows("detention.expiry")
    assert after.replaces_id == before.pk and before.ended_at == story.at(5) and before.met_at is None


def test_an_adults_confirmation_moves_no_clock(posts):
    story = Story(posts, qualification="99/1", exception=1)
    story.move(5, "prosecutor", "confirm_exception", reasons=REASONS)
    assert len(story.rows("detention.expiry")) == 1
    assert story.terms()["detention.expiry"] == ("live", 72)


def test_a_misdemeanour_has_its_own_chain_and_no_petition(posts):
    story = Story(posts, qualification="389/1")
    assert story.terms() == {
        "detention.expiry": ("live", 48),
        "detention.protocol": ("live", 3),
        "misd_detained.to_prosecutor": ("live", 24),
        "misd_detained.to_court": ("live", 36),
    }


def test_an_exception_is_not_for_a_misdemeanour(posts):
    at = full_minute(now()) - 5 * HOUR
    case = tell_case(posts, at=at, qualification="389/1")
    suspect = tell_suspect(posts, case)
    with refused("exception_not_borne_out", posts["investigator"]):
        actions.detain(
            case_id=case.pk, participant_id=suspect.pk, by=posts["investigator"], at=at, held_at=at, place="Алматы",
            ground="caught", exception=5,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("in_the_future", {"held_at": 5 * HOUR}),
        ("in_the_future", {"protocol_at": 5 * HOUR}),
        ("protocol_before_holding", {"protocol_at": -HOUR}),
        ("late_entry_reason", {"held_at": -25 * HOUR}),
        ("late_entry_reason", {"held_at": -25 * HOUR, "late_entry_reason": "   "}),
        ("late_entry_reason", {"delivered_at": -25 * HOUR}),
        ("exception_not_borne_out", {"exception": 1}),
        ("no_such_exception", {"exception": 7}),
        ("ground", {"ground": "because"}),
    ],
)
def test_facts_that_cannot_be_right_are_refused(posts, free, code, bad):
    case, suspect, at = free
    given = {name: at + HOUR + value if isinstance(value, timedelta) else value for name, value in bad.items()}
    fields = {"held_at": at + HOUR, "place": "Алматы", "ground": "caught", **given}
    with refused(code, posts["investigator"]):
        actions.detain(case_id=case.pk, participant_id=suspect.pk, by=posts["investigator"], at=at + HOUR, **fields)


def test_a_late_entry_with_its_reason_is_taken_and_says_so(posts, free):
    case, suspect, at = free
    with speaking(posts["investigator"]):
        held = actions.detain(
            case_id=case.pk, participant_id=suspect.pk, by=posts["investigator"], at=at + 60 * HOUR, held_at=at + HOUR,
            place="Алматы", ground="caught", late_entry_reason="Не было связи: снежный занос.",
        )  # fmt: skip
    assert held.status(at + 60 * HOUR) == "must_be_released"  # entering it late does not move the clock
    assert held.expires_at == at + 49 * HOUR


def test_only_the_investigator_of_the_case_records_a_detention(posts, free):
    case, suspect, at = free
    for who in ("head", "prosecutor", "chief"):
        with refused("not_the_investigator", posts[who]):
            actions.detain(
                case_id=case.pk, participant_id=suspect.pk, by=posts[who], at=at, held_at=at, place="А", ground="caught"
            )


def test_a_stranger_finds_no_case_to_detain_in(posts, free):
    case, suspect, at = free
    for who in ("investigator2", "prosecutor2", "lawyer2", "judge"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            actions.detain(
                case_id=case.pk, participant_id=suspect.pk, by=posts[who], at=at, held_at=at, place="А", ground="caught"
            )


def test_a_suspect_of_another_case_is_not_detained_in_this_one(posts, free):
    case, _, at = free
    foreign = tell_suspect(posts, tell_case(posts, at=at), iin=OTHER)
    with refused("not_a_suspect", posts["investigator"]):
        actions.detain(
            case_id=case.pk, participant_id=foreign.pk, by=posts["investigator"], at=at, held_at=at, place="А",
            ground="caught",
        )  # fmt: skip


def test_without_a_birth_date_the_length_is_unknown_and_asked_for(posts):
    at = full_minute(now()) - 5 * HOUR
    case = tell_case(posts, at=at)
    nameless = tell_suspect(posts, case, iin="", identity="со слов, документов нет")
    fields = {
        "case_id": case.pk, "participant_id": nameless.pk, "by": posts["investigator"], "at": at, "held_at": at,
        "place": "А", "ground": "caught",
    }  # fmt: skip
    with refused("birth_date_needed", posts["investigator"]):
        actions.detain(**fields)
    with speaking(posts["investigator"]):
        assert actions.detain(**fields, birth_date=date(now().year - 16, 1, 1)).limit_hours == 24


def test_nobody_is_held_twice_at_one_time(posts):
    story = Story(posts)
    with refused("held_already", posts["investigator"]):
        detain(story, 2)


def test_nor_in_another_investigators_case(posts):
    """Whoever records cannot see the other case; the database can, and its refusal has words too."""
    story = Story(posts)
    other = posts["investigator2"]
    case = tell_case(posts, by="investigator2", at=story.at(1))
    with speaking(other):
        from_there = tell_suspect(posts, case, defended=False)
        with pytest.raises(Refused) as stopped:
            actions.detain(
                case_id=case.pk, participant_id=from_there.pk, by=other, at=story.at(2), held_at=story.at(2),
                place="А", ground="caught",
            )  # fmt: skip
        assert stopped.value.refusal.code == "held_already"
        assert not Detention.objects.filter(case=case).exists()


def test_a_second_holding_does_not_begin_inside_the_first(posts):
    story = Story(posts)
    story.move(10, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(10))
    with refused("overlaps_earlier", posts["investigator"]):
        detain(story, 9, at=story.at(12))
    with speaking(posts["investigator"]):
        assert detain(story, 12).open


# --- protocol, notice, interrogation --------------------------------------------------------------


def test_the_protocol_starts_the_notice_and_the_interrogation(posts):
    story = Story(posts)
    story.move(2, "investigator", "draw_protocol", protocol_at=story.at(2))
    terms = story.terms()
    assert terms["detention.protocol"][0] == "met"
    assert terms["detention.prosecutor_notice"] == ("live", 14)
    assert terms["detention.interrogation"] == ("live", 26)
    with speaking(posts["custody"]):
        (paper,) = Material.objects.visible_to(posts["custody"]).filter(case_id=story.detention.case_id)
    assert paper.kind == "detention_protocol"
    with refused("done_already", posts["investigator"]):
        story.move(2, "investigator", "draw_protocol", protocol_at=story.at(2))


@pytest.mark.parametrize(("code", "hours"), [("in_the_future", 3), ("before_the_holding", -1)])
def test_a_protocol_lies_between_the_holding_and_now(posts, code, hours):
    story = Story(posts)
    with refused(code, posts["investigator"]):
        story.move(2, "investigator", "draw_protocol", protocol_at=story.at(hours))


def test_the_notice_follows_the_protocol_and_stops_its_clock(posts):
    story = Story(posts)
    with refused("protocol_first", posts["investigator"]):
        story.move(1, "investigator", "notify_prosecutor")
    story.move(2, "investigator", "draw_protocol", protocol_at=story.at(2))
    story.move(3, "investigator", "notify_prosecutor")
    assert story.terms()["detention.prosecutor_notice"][0] == "met"
    assert Notice.objects.filter(to=posts["prosecutor"], kind="detention.prosecutor_notified").count() == 1
    with refused("done_already", posts["investigator"]):
        story.move(3, "investigator", "notify_prosecutor")


def test_the_interrogation_is_noted_once_at_its_own_time(posts):
    story = Story(posts)
    story.move(1, "investigator", "draw_protocol", protocol_at=story.at(1))
    story.move(6, "investigator", "note_interrogation", interrogated_at=story.at(5))
    (met,) = story.rows("detention.interrogation")
    assert met.met_at == story.at(5)
    with refused("done_already", posts["investigator"]):
        story.move(7, "investigator", "note_interrogation", interrogated_at=story.at(6))


# --- each move: wrong role, wrong status, stranger ---------------------------------------------------

FIELDS = {
    "draw_protocol": {"protocol_at": 1},
    "notify_prosecutor": {},
    "note_interrogation": {"interrogated_at": 1},
    "confirm_exception": {"reasons": REASONS},
    "release": {"ground": "suspicion_not_confirmed", "released_at": 1},
    "record_order": {"order_title": ORDER, "order_at": 1},
    "acknowledge": {},
    "issue_certificate": {},
}
WRONG_ROLE = {
    "draw_protocol": "prosecutor", "notify_prosecutor": "custody", "note_interrogation": "head",
    "confirm_exception": "investigator", "release": "lawyer", "record_order": "investigator",
    "acknowledge": "prosecutor", "issue_certificate": "head",
}  # fmt: skip


def fields_of(story: Story, name: str) -> dict[str, object]:
    return {key: story.at(value) if isinstance(value, int) else value for key, value in FIELDS[name].items()}


def test_the_wrong_role_hears_who_decides(posts):
    story = Story(posts)
    for name, who in WRONG_ROLE.items():
        with refused("wrong_role", posts[who]):
            story.move(2, who, name, **fields_of(story, name))


def test_the_wrong_status_hears_what_it_is(posts):
    story = Story(posts)
    with refused("wrong_status", posts["custody"]):
        story.move(2, "custody", "acknowledge")
    with refused("wrong_status", posts["investigator"]):
        story.move(2, "investigator", "issue_certificate")
    story.move(3, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(3))
    rights = {"confirm_exception": "prosecutor", "record_order": "custody"}
    for name in FIELDS.keys() - {"acknowledge", "issue_certificate"}:
        who = rights.get(name, "investigator")
        with refused("wrong_status", posts[who]):
            story.move(4, who, name, **fields_of(story, name))


def test_a_stranger_finds_no_detention(posts):
    story = Story(posts)
    for who in ("investigator2", "prosecutor2", "judge", "lawyer2"):
        for name in FIELDS:
            with speaking(posts[who]):
                with pytest.raises(NotVisible):
                    do(DETENTION, story.detention.pk, name, by=posts[who], at=story.at(2), **fields_of(story, name))
                if name in {"notify_prosecutor", "record_order"}:  # nor past the doors, by the action itself
                    with pytest.raises(NotVisible):
                        actions.PERFORM[name](
                            detention_id=story.detention.pk,
                            by=posts[who],
                            at=story.at(2),
                            fields=fields_of(story, name),
                        )


def test_the_head_of_another_place_of_detention_has_no_say(posts):
    """Even one who holds somebody else of the same case, past the doors."""
    story = Story(posts, qualification="99/1", exception=1)
    custody = posts["custody"]
    elsewhere = next(p for p in posts.values() if p.role == "custody_head" and p.office_id != custody.office_id)
    with speaking(posts["investigator"]):
        actions.grant_facility(story.detention.case_id, [elsewhere])
    with refused("not_your_facility", elsewhere):
        actions.record_order(
            detention_id=story.detention.pk, by=elsewhere, at=story.at(2),
            fields={"order_title": ORDER, "order_at": story.at(1)},
        )  # fmt: skip


# --- exception --------------------------------------------------------------------------------------


def test_an_exception_is_confirmed_once_and_only_where_one_was_entered(posts):
    story = Story(posts)
    with refused("no_exception", posts["prosecutor"]):
        story.move(2, "prosecutor", "confirm_exception", reasons=REASONS)
    other = Story(posts, qualification="99/1", exception=1, iin=OTHER)
    other.move(2, "chief", "confirm_exception", reasons=REASONS)
    with refused("done_already", posts["prosecutor"]):
        other.move(3, "prosecutor", "confirm_exception", reasons=REASONS)


def test_an_exception_is_not_confirmed_when_the_term_is_over(posts):
    story = Story(posts, qualification="99/1", exception=1, iin=born_years_ago(16.5))
    with refused("wrong_status", posts["prosecutor"]):
        story.move(24, "prosecutor", "confirm_exception", reasons=REASONS)
    assert story.fresh().status(story.at(24)) == "must_be_released"


def test_tell_detention_in_the_past_by_more_than_a_day_says_why(posts):
    held = now() - 2 * 24 * HOUR
    with pytest.raises(Refused) as stopped:
        tell_detention(posts, held_at=held, at=held + 25 * HOUR)
    assert stopped.value.refusal.field == "late_entry_reason"


def test_moments_are_kept_to_the_minute(posts):
    held = now() - 3 * HOUR
    story = tell_detention(posts, held_at=held, at=held + MINUTE)
    assert story.held_at == full_minute(held)
