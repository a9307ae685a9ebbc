"""What an attacker tried on the writing side of sanctions: each test says the right behaviour."""

from datetime import date, timedelta

import pytest

from cases.actions import add_defence, add_participant
from cases.actions.act import NotVisible
from cases.actions.grants import sees
from cases.models import Charge, Deadline
from cases.moving import Invalid, do
from detention.actions import detain
from detention.forms import release_form
from detention.models import Detention
from ecase.clockwork import actions as clock
from ecase.law.clock import local
from ecase.law.identity import make_iin
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.people.actions import add_user, appoint
from ecase.people.models import Appointment, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import substitutes
from sanctions.appeals.resource import APPEAL
from sanctions.forms import form_of
from sanctions.models import Appeal, Hearing, Sanction
from sanctions.moves import MOVES
from sanctions.resource import SANCTION
from tests import covert
from tests.callers import caller, fresh_limits
from tests.fixtures import HOUR, logged_in_as, tell_case
from tests.measures import DAY, Measures
from tests.rulings import decide, draw
from tests.telling import REASONS, quick_papers
from tests.test_appeals import above, move
from tests.test_severance_held import sever

__all__ = ["caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=75 * DAY)


def tick() -> int:
    with logged_in_as("ecase_clock"):
        return clock.tick(wait=0)


def longer(told: Measures, days: float, months: int, root: Sanction, by: str) -> Sanction:
    until = told.row(root).until.isoformat()
    draft = told.request(days * DAY, "arrest_extension", months=months, running_until=until)
    told.pass_on(days * DAY + 1, draft, supported_by=(by,))
    return told.judge_it(days * DAY + 2, draft, months=months)


# --- liberty ----------------------------------------------------------------------------------------------------------


def test_release_into_house_arrest_leaves_its_clock_running(told):
    told.arrested()
    house = told.granted(10 * DAY, "house_arrest")
    hours = 10 * DAY + 2
    told.move(hours, "custody", "release_from_custody", ground="custody_lifted", released_at=told.at(hours))
    assert told.row(house).status == "granted"
    assert told.terms(house)["house_arrest.term"][0] == "live"


@committed
def test_house_arrest_after_custody_ends_by_itself(posts):
    told = Measures(posts, ago=75 * DAY)
    told.arrested()
    house = told.granted(10 * DAY, "house_arrest")
    hours = 10 * DAY + 2
    told.move(hours, "custody", "release_from_custody", ground="custody_lifted", released_at=told.at(hours))
    assert told.row(house).until < local(now()).date()
    tick()
    assert told.row(house).status == "expired"


def test_two_cancelled_extensions_give_back_the_first_end(told):
    root = told.arrested()
    first_end = told.row(root).until
    a = longer(told, 40, 3, root, "chief")
    b = longer(told, 41, 9, root, "oblast_chief")
    of_a = above(told, a, 42 * DAY, late_reason="Защитник вступил в дело позже, лист 40.")
    of_b = above(told, b, 42 * DAY + 3)
    move(told, 43 * DAY, "appeal_judge", of_b, "cancel")
    move(told, 43 * DAY + 1, "appeal_judge", of_a, "cancel")
    assert told.row(a).status == told.row(b).status == "lifted"
    assert told.row(root).until == first_end


def test_the_place_knows_the_end_of_an_order_it_entered_by_hand(told):
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    told.move(23, "custody", "record_order", order_title="Постановление суда", order_at=told.at(23))
    granted = told.judge_it(24, draft)
    end = told.fresh().custody_ends_at
    assert end is not None and local(end - timedelta(minutes=1)).date() == told.row(granted).until


def test_days_in_custody_before_count_into_a_second_first_order(told):
    root = told.arrested()
    told.decide(50 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    again = told.granted(50 * DAY + 6, "arrest")
    # Fifty days were served of the two months that the first term has (151(1), 152(9)).
    assert told.row(again).until < told.day(50 + 20)


def test_a_new_order_on_a_person_not_yet_freed_holds_him(told):
    root = told.arrested()
    told.decide(10 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    again = told.granted(10 * DAY + 6, "arrest")
    held = told.fresh()
    assert held.status(told.at(10 * DAY + 7)) == "order_recorded"
    assert local(held.custody_ends_at - timedelta(minutes=1)).date() == told.row(again).until


def test_run_out_custody_replaced_by_house_arrest_frees(told):
    """The clock was down over the last day; the judge then signs house arrest."""
    root = told.arrested(short_days=10)
    told.granted(10 * DAY + 12, "house_arrest")
    assert told.row(root).status == "expired"
    assert [draft.move for draft in told.prepared()][-1:] == ["release_from_custody"]


@committed
def test_extradition_arrest_that_ran_out_frees(posts):
    told = Measures(posts, ago=75 * DAY)
    row = told.granted(30, "extradition_arrest", asked={"who": "prosecutor"}, until=told.day(20).isoformat())
    assert told.fresh().order_at is not None
    tick()
    assert told.row(row).status == "expired"
    assert "release_from_custody" in [draft.move for draft in told.prepared()]


def test_a_judge_does_not_grant_more_than_was_agreed(posts, told):
    root = told.arrested()
    draft = told.request(40 * DAY, "arrest_extension", months=3, running_until=told.row(root).until.isoformat())
    told.pass_on(40 * DAY + 1, draft, supported_by=("chief",))
    # Nine months need the oblast prosecutor (151(2)-(3)); the district one has agreed to three.
    with pytest.raises((Refused, Invalid)):
        told.judge_it(40 * DAY + 2, draft, months=9)


def test_bail_set_with_the_full_term_is_paid(told):
    root = told.arrested(short_days=10)
    draft = told.request(7 * DAY, "arrest_full", who="prosecutor", running_until=told.row(root).until.isoformat())
    told.decide(7 * DAY + 1, "prosecutor", draft, "submit")
    told.judge_it(7 * DAY + 2, draft, bail=2_000_000)  # 188(3) is grave: not less than 350 MCI (145(3))
    told.decide(
        8 * DAY, "investigator", root, "pay_bail", paid_at=told.at(8 * DAY), paid_how="Квитанция 7, депозит суда"
    )
    assert told.row(root).end_ground == "bail_paid"


def test_a_refused_placement_is_not_prolonged(told):
    draft = told.request(20, "medical_placement")
    told.pass_on(21, draft)
    told.judge_it(23, draft, "refuse")
    with pytest.raises((Refused, Invalid)):
        told.granted(30, "medical_placement_extension", asked={"extends_id": draft.pk})


def test_a_draft_is_nothing_to_extend(told):
    draft = told.request(20, "arrest")
    with pytest.raises(Refused):
        told.request(21, "arrest_extension", extends_id=draft.pk, months=3, running_until=told.day(60).isoformat())


# --- searches, wrong moments ------------------------------------------------------------------------------------------


def urgent(told: Measures, hours: float) -> Sanction:
    begun = told.at(hours - 6)
    draft = told.request(
        hours - 3, "search", urgent=True, acted_from=begun, acted_until=begun + HOUR, urgent_why=REASONS
    )
    return told.pass_on(hours - 2, draft)


@pytest.mark.parametrize("name", ["grant", "refuse"])
def test_the_parties_see_an_urgent_search_once_it_is_decided(posts, told, name):
    row = told.judge_it(30, urgent(told, 30), name)
    assert told.row(row).matter.compartment == "parties"


def test_a_hearing_before_the_petition_came_is_none(posts, told):
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(24, draft, hearing_at=told.at(1))


def test_reading_until_the_end_of_the_calendar_is_refused_in_words(told):
    root = told.arrested()
    until = told.row(root).until.isoformat()
    draft = told.request(40 * DAY, "arrest_reading", running_until=until, until="9999-12-31")
    told.pass_on(40 * DAY + 1, draft)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(40 * DAY + 2, draft, until="9999-12-31")


def test_running_until_at_the_end_of_the_calendar_is_refused_in_words(told):
    root = told.arrested()
    with pytest.raises((Refused, Invalid)):
        told.decide(
            40 * DAY,
            "investigator",
            root,
            "extend",
            months=3,
            running_until="9999-12-31",
            grounds=REASONS * 2,
            stated=["unchanged"],
            done=REASONS,
            to_do=REASONS,
            still_needed=REASONS,
            complexity=REASONS,
        )


def test_the_court_above_does_not_end_custody_before_it_began(told):
    root = told.arrested()
    appeal = above(told, root, asks="change")
    with pytest.raises((Refused, Invalid)):
        move(told, 60, "appeal_judge", appeal, "change", instead=REASONS, until=told.day(-5).isoformat())


# --- sight ------------------------------------------------------------------------------------------------------------


@committed
def test_a_superior_prosecutor_leaves_with_the_withdrawal(posts):
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    draft = told.request(40 * DAY, "arrest_extension", months=9, running_until=told.row(root).until.isoformat())
    told.decide(40 * DAY + 1, "investigator", draft, "submit")
    told.decide(40 * DAY + 2, "investigator", draft, "withdraw", reasons=REASONS)
    with speaking(told.investigator):
        assert not sees(draft.case_id, posts["oblast_chief"])


# --- covert -----------------------------------------------------------------------------------------------------------


def test_a_cancelled_covert_order_starts_the_notice_of_results(posts):
    case = tell_case(posts, at=now() - 30 * HOUR)
    row = covert.granted(posts, case)
    covert.move(posts, "prosecutor", row, "appeal", text=REASONS, asks="cancel")
    with speaking(posts["judge"]):
        appeal = Appeal.objects.get(sanction=row.pk)
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        do(APPEAL, appeal.pk, "cancel", by=posts["appeal_judge"], at=now(), reasons=REASONS)
    with speaking(posts["investigator"]):
        assert Deadline.objects.filter(matter=row.pk, rule="covert.result_notice").exists()


# --- second round -----------------------------------------------------------------------------------------------------


def test_bail_does_not_lock_up_whom_the_law_keeps_from_arrest(posts):
    """190/1 (up to two years) without a ground of 147(1): arrest is refused, custody until bail is paid too."""
    told = Measures(posts, ago=75 * DAY, qualification="190/1")
    with pytest.raises(Refused) as stopped:
        told.arrested(20)
    assert stopped.value.refusal.code.startswith("arrest_")
    draft = told.request(27, "bail", amount=400000)
    told.pass_on(28, draft)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(30, draft, amount=400000, until_paid="custody")


def test_the_judge_keeps_to_the_floor_of_bail(posts, told):
    draft = told.request(20, "bail", amount=2000000)
    told.pass_on(21, draft)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(23, draft, amount=1)


def test_bail_set_with_an_arrest_keeps_to_the_floor(posts, told):
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(23, draft, bail=1)


def test_bail_of_a_killing_is_not_set_with_the_arrest(posts):
    told = Measures(posts, ago=75 * DAY, qualification="99/2")
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(23, draft, bail=50000000)


def test_an_action_that_lies_ahead_was_not_urgent(told):
    begun = told.at(40)
    draft = told.request(20, "search", urgent=True, acted_from=begun, acted_until=begun + HOUR, urgent_why=REASONS)
    with pytest.raises(Refused):
        told.pass_on(21, draft)


def test_a_refusal_about_one_person_leaves_the_restriction_of_another(posts, told):
    words = "Деньги на счетах в банке"
    kept = told.granted(30, "property_restriction", asked={"property": words, "object": words}, days=10)
    with speaking(told.investigator):
        other = add_participant(
            case_id=told.detention.case_id,
            by=told.investigator,
            at=told.at(31),
            capacity="suspect",
            last_name="Ахметов",
            first_name="Ерлан",
            iin=make_iin(date(1990, 1, 2), "male", 21),
        )
    draft = told.request(32, "property_arrest", participant_id=other.pk, property=words, object=words)
    told.pass_on(33, draft)
    told.judge_it(35, draft, "refuse")
    assert told.row(kept).status == "granted"


@committed
def test_an_extension_goes_with_its_measure_into_a_severed_case(posts):
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    longer(told, 40, 3, root, "chief")
    new = sever(posts, told, 45 * DAY)
    with speaking(posts["investigator"]):
        there = list(Sanction.objects.filter(case=new).values_list("kind", flat=True))
    assert sorted(there) == ["arrest", "arrest_extension"]


def test_an_unknown_term_of_office_is_refused_in_words(posts, told):
    with speaking(told.investigator), pytest.raises(Refused):
        add_participant(
            case_id=told.detention.case_id,
            by=told.investigator,
            at=told.at(31),
            capacity="suspect",
            last_name="Ахметов",
            first_name="Ерлан",
            iin=make_iin(date(1990, 1, 2), "male", 22),
            office_held="emperor",
        )


def test_minutes_of_a_hearing_before_the_petition_came(posts, told):
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    with pytest.raises((Refused, Invalid)):
        told.decide(
            24,
            "judge",
            draft,
            "sign_minutes",
            held_from=told.at(2),
            held_until=told.at(3),
            present="Судья",
            minutes=REASONS,
            suspect_part="present",
            secretary="Иванова",
        )


# --- third round ------------------------------------------------------------------------------------------------------


def test_after_a_cancelled_full_term_the_short_custody_is_short_again(told):
    """The full term falls on appeal: only the prosecutor may ask for it again, the ladder begins after it (151(2))."""
    root = told.arrested(short_days=10)
    short_end = told.row(root).until
    draft = told.request(3 * DAY, "arrest_full", who="prosecutor", running_until=short_end.isoformat())
    told.decide(3 * DAY + 1, "prosecutor", draft, "submit")
    full = told.judge_it(3 * DAY + 2, draft)
    appeal = above(told, full, 3 * DAY + 5)
    move(told, 4 * DAY, "appeal_judge", appeal, "cancel")
    assert told.row(root).until == short_end
    again = told.request(5 * DAY, "arrest_full", who="prosecutor", running_until=short_end.isoformat())
    told.decide(5 * DAY + 1, "prosecutor", again, "submit")
    assert told.judge_it(5 * DAY + 2, again).status == "granted"


def test_an_arrest_is_weighed_on_the_charge_of_the_day_of_the_decision(posts, told):
    """Sent under 188/3 (grave), requalified to 188/1 before the judge signs: now 147(1) asks for a named ground."""
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    with speaking(told.investigator):
        Charge.objects.filter(case=told.detention.case_id).update(part="1")  # stands in for a requalification
    with pytest.raises((Refused, Invalid)):
        told.judge_it(24, draft)


def test_a_refused_house_arrest_does_not_free_whom_the_court_has_put_in_custody(posts, told):
    arrest, house = told.request(10, "arrest"), told.request(10, "house_arrest")
    told.pass_on(11, arrest)
    told.pass_on(11, house)
    told.judge_it(13, arrest)
    told.judge_it(14, house, "refuse")
    assert told.fresh().status(told.at(15)) == "order_recorded"


@committed
def test_the_first_order_and_its_extension_expire_once(posts):
    told = Measures(posts, ago=100 * DAY)
    root = told.arrested()
    later = longer(told, 40, 3, root, "chief")
    tick()
    tick()
    assert told.row(root).status == told.row(later).status == "expired"
    assert told.entries().count("sanction.expired") == 1


def test_lifted_custody_waits_with_nothing_of_its_extension(posts, told):
    """The extension lies before the court while the prosecutor lifts the custody: nothing is left to be extended."""
    root = told.arrested()
    draft = told.request(40 * DAY, "arrest_extension", months=3, running_until=told.row(root).until.isoformat())
    told.pass_on(40 * DAY + 1, draft, supported_by=("chief",))
    told.decide(40 * DAY + 2, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    with pytest.raises(Refused):
        told.judge_it(40 * DAY + 3, draft, who="judge", months=3)


def test_consent_to_lift_frees_once(posts, told):
    root = told.arrested()
    told.decide(10 * DAY, "investigator", root, "ask_lift", ground="not_needed", grounds=REASONS * 2)
    with speaking(told.investigator):
        asked = Sanction.objects.get(extends=root.pk, kind="measure_lift")
    told.decide(10 * DAY + 1, "investigator", asked, "submit")
    told.decide(10 * DAY + 2, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    try:
        told.judge_it(10 * DAY + 3, asked, who="prosecutor")
    except Refused:
        pass
    assert told.entries().count("detention.custody_over") == 1


def test_an_expired_house_arrest_request_of_another_person_is_not_extended(posts, told):
    root = told.arrested()
    with speaking(told.investigator):
        other = add_participant(
            case_id=told.detention.case_id,
            by=told.investigator,
            at=told.at(31),
            capacity="suspect",
            last_name="Ахметов",
            first_name="Ерлан",
            iin=make_iin(date(1990, 1, 2), "male", 21),
        )
    with pytest.raises(Refused):
        told.request(
            40 * DAY,
            "arrest_extension",
            participant_id=other.pk,
            extends_id=root.pk,
            months=3,
            running_until=told.row(root).until.isoformat(),
        )


# --- fourth round -----------------------------------------------------------------------------------------------------


def test_a_body_that_is_no_object_is_refused_in_words(caller, told):
    number = told.detention.case.number
    assert caller("investigator").post(f"cases/{number}/sanctions/", [1]).status_code == 400


def test_the_lawyer_of_another_suspect_does_not_appeal_for_this_one(posts, told):
    root = told.arrested()
    with speaking(told.investigator):
        other = add_participant(
            case_id=told.detention.case_id,
            by=told.investigator,
            at=told.at(31),
            capacity="suspect",
            last_name="Ахметов",
            first_name="Ерлан",
            iin=make_iin(date(1990, 1, 2), "male", 21),
        )
        add_defence(
            case_id=told.detention.case_id,
            participant_id=other.pk,
            lawyer=posts["lawyer2"],
            warrant="17",
            by=told.investigator,
            at=told.at(32),
        )
    with pytest.raises((Refused, NotVisible)):
        told.decide(40, "lawyer2", root, "appeal", text=REASONS, asks="cancel")


@committed
def test_a_substitute_decides_on_custody_for_the_reading(posts):
    told = Measures(posts, ago=45 * DAY)
    user = User.objects.create(username="colleague", first_name="Ерлан", last_name="Ахметов", is_active=True)
    posts["colleague"] = Appointment.objects.create(
        user=user, role=Role.PROSECUTOR, office=posts["prosecutor"].office, since=told.at(-10)
    )
    root = told.arrested()
    until = told.row(root).until
    with speaking(posts["chief"]):
        substitutes.substitute(
            absent=posts["prosecutor"],
            instead=posts["colleague"],
            since=now() - 30 * HOUR,
            until=now() + 30 * HOUR,
            reason="командировка",
            by=posts["chief"],
            at=now(),
        )
    hours = (now() - told.start) / HOUR - 2
    draft = told.request(
        hours, "arrest_reading", running_until=until.isoformat(), until=(until + timedelta(5)).isoformat()
    )
    told.decide(hours + 0.5, "investigator", draft, "submit")
    with logged_in_as("ecase_clock"):
        substitutes.settle(now())
    assert told.row(draft).matter.waits_for_id == posts["colleague"].pk
    assert told.decide(hours + 1, "colleague", draft, "support").status == "before_court"


def test_a_placement_that_was_lifted_is_not_prolonged(told):
    row = told.granted(30, "medical_placement", asked={"days": 20}, days=20)
    told.request(31, "medical_placement_extension", extends_id=row.pk)
    with speaking(told.investigator):
        ext = Sanction.objects.get(kind="medical_placement_extension", case=told.detention.case_id)
    told.pass_on(32, ext)
    told.decide(40, "prosecutor", row, "lift", ground="not_needed", reasons=REASONS)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(41, ext, who="judge")


# --- fifth round ------------------------------------------------------------------------------------------------------


def test_a_cancelled_longer_stay_in_hospital_ends_with_the_first_one(posts, told):
    row = told.granted(30, "medical_placement", asked={"days": 20}, days=20)
    first_end = told.row(row).until
    longer_stay = told.granted(
        10 * DAY, "medical_placement_extension", asked={"extends_id": row.pk, "days": 20}, days=20
    )
    assert told.row(row).until > first_end
    appeal = above(told, longer_stay, 10 * DAY + 5)
    move(told, 11 * DAY + 3, "appeal_judge", appeal, "cancel")
    assert told.row(longer_stay).status == "lifted"
    assert told.row(row).until == first_end


def test_a_cancelled_extension_of_a_covert_action_does_not_let_it_run(posts):
    case = tell_case(posts, at=now() - 30 * HOUR)
    row = covert.granted(posts, case)
    first_end = row.until
    facts = {name: value for name, value in covert.FACTS["covert_telecom"].items() if name == "need"} | {"days": 20}
    more = {"extends_id": row.pk, "rapport": False, "stated": ["needed"], "facts": facts}
    asked = covert.move(posts, "investigator", covert.ask(posts, case, kind="covert_extension", **more), "submit")
    longer_run = covert.move(posts, "judge", asked, "grant", reasons=REASONS, days=20)
    assert longer_run.until > first_end
    covert.move(posts, "prosecutor", longer_run, "appeal", text=REASONS, asks="cancel")
    with speaking(posts["judge"]):
        appeal = Appeal.objects.get(sanction=longer_run.pk)
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        do(APPEAL, appeal.pk, "cancel", by=posts["appeal_judge"], at=now(), reasons=REASONS)
    with speaking(posts["investigator"]):
        assert Sanction.objects.get(pk=row.pk).until == first_end


def test_one_in_custody_is_not_detained_a_second_time(posts, told):
    told.arrested()
    with speaking(told.investigator), pytest.raises(Refused):
        detain(
            case_id=told.detention.case_id, participant_id=told.detention.participant_id, by=told.investigator,
            at=told.at(10 * DAY + 1), held_at=told.at(10 * DAY), place="Алматы", ground="caught",
        )  # fmt: skip


def test_a_terminated_case_holds_nobody(posts):
    """With the termination the measure is over and the place of detention is told to free him (289, 153)."""
    told = Measures(posts, ago=30 * DAY)
    root = told.arrested()
    at = told.at(29 * DAY)
    ruling = draw(posts, told.detention.case, "terminate", at=at, ground="no_event")
    decide(posts, ruling, "approve", by="chief", at=at)
    assert told.row(root).status == "lifted"
    assert told.fresh().status(at) == "must_be_released"


def charged(posts, told: Measures, hours: float) -> Charge:
    """The one who is held is charged by name."""
    case, at = told.detention.case, told.at(hours)
    about = {"participant": str(told.detention.participant_id), "article": "188/3"}
    decide(posts, draw(posts, case, "qualify", at=at, **about), "approve", at=at)
    with speaking(told.investigator):
        found: Charge = Charge.objects.get(participant=told.detention.participant_id, until__isnull=True)
    return found


def ended_in_part(posts, told: Measures, charge: Charge, hours: float) -> None:
    """The prosecution on this charge ends; the case goes on."""
    at, fields = told.at(hours), {"charge": str(charge.pk), "ground": "not_confirmed"}
    ruling = draw(posts, told.detention.case, "terminate_part", at=at, **fields)
    decide(posts, ruling, "approve", by="chief", at=at)


def test_whose_prosecution_ends_is_held_no_longer(posts):
    """He is charged with nothing any more: his measure is over, the place of detention is told to free him."""
    told = Measures(posts, ago=30 * DAY)
    root = told.arrested()
    ended_in_part(posts, told, charged(posts, told, 2 * DAY), 28 * DAY)
    assert (told.row(root).status, told.row(root).end_ground) == ("lifted", "case_over")
    assert told.fresh().status(told.at(28 * DAY)) == "must_be_released"


def test_whose_prosecution_ends_while_he_is_only_detained_is_freed(posts, told):
    charge = charged(posts, told, 6)
    draft = told.request(10, "arrest")
    ended_in_part(posts, told, charge, 12)
    assert told.row(draft).status == "withdrawn"
    assert told.fresh().status(told.at(12)) == "must_be_released"
    with speaking(posts["custody"]):
        held = Detention.objects.get(pk=told.detention.pk)
        form = release_form(held, posts["custody"], told.at(12))
        assert form.base_fields["ground"].initial == "case_over"


def test_who_is_still_charged_stays_in_custody(posts):
    """The prosecution ends for one of two charges: his custody rests on the other."""
    told = Measures(posts, ago=30 * DAY)
    root = told.arrested()
    first = charged(posts, told, 2 * DAY)
    added = {"charge": str(first.pk), "article": "190/1", "add": True}
    decide(posts, draw(posts, told.detention.case, "requalify", at=told.at(3 * DAY), **added), "approve")
    ended_in_part(posts, told, first, 28 * DAY)
    assert told.row(root).status == "granted"
    assert told.fresh().status(told.at(28 * DAY)) != "must_be_released"


def test_an_unsent_and_a_sent_request_are_not_granted_in_a_terminated_case(posts):
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(20, "search")
    told.pass_on(21, draft)
    at = told.at(22)
    ruling = draw(posts, told.detention.case, "terminate", at=at, ground="no_event")
    decide(posts, ruling, "approve", by="chief", at=at)
    with pytest.raises((Refused, Invalid)):
        told.judge_it(24, draft, who="judge")


# --- sixth round ------------------------------------------------------------------------------------------------------


def another_judge(told: Measures) -> Appointment:
    return appoint(
        user=add_user(username="judge.second", last_name="Есенов", first_name="Бауржан", iin=""),
        role=Role.INVESTIGATING_JUDGE,
        office=Office.objects.get(code="ALA-IC"),
        since=told.at(-10),
    )


def test_another_judge_hears_the_sides_himself(posts, told):
    """A refusal is cancelled and another judge decides anew: the hearing before the first is not his (56, 148)."""
    draft = told.request(10, "house_arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    appeal = above(told, draft, 20, "prosecutor", asks="grant")
    posts["judge.second"] = other = another_judge(told)
    move(told, 30, "appeal_judge", appeal, "cancel", again=True)
    given = {"home": "Алматы, ул. Абая, 12", "restrictions": ["leave"]}
    rows = {row.name: row for row in draft.rule.decides if row.required}
    fields = {name: given.get(name, row.choices[0][:1] if row.choices else REASONS) for name, row in rows.items()}
    with speaking(other), pytest.raises(Refused) as stopped:
        do(SANCTION, draft.pk, "grant", by=other, at=told.at(31), reasons=REASONS, **fields)
    assert stopped.value.refusal.code == "hearing_needed"


def test_a_cancelled_refusal_of_custody_can_still_be_decided_after_the_release(posts, told):
    """He was freed on the refusal; whatever the other judge decides, he can decide it."""
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    told.move(13, "custody", "release", ground="court_refused", released_at=told.at(13))
    appeal = above(told, draft, 20, "prosecutor", asks="grant")
    posts["judge.second"] = another_judge(told)
    move(told, 30, "appeal_judge", appeal, "cancel", again=True)
    decided = told.judge_it(31, draft, "grant", who="judge.second")
    assert decided.status == "granted"


def test_the_decision_shows_what_was_asked_and_when_it_was_heard(posts, told):
    """Nobody types a second time what stands in the request, nor the moment of the hearing that was appointed."""
    draft = told.request(20, "medical_placement", days=20)
    told.pass_on(21, draft)
    judge = posts["judge"]
    with speaking(judge):
        row = Sanction.objects.get(pk=draft.pk)
        Hearing.objects.create(
            sanction=row, starts_at=told.at(23), appointed_by=judge, appointed_at=told.at(22), place="Зал 3"
        )
        form = form_of(row, MOVES[row.kind]["grant"], judge, told.at(24))()
        assert (form["days"].initial, form["organisation"].initial) == (20, row.facts["organisation"])
        assert form["hearing_at"].initial == told.at(23)
        assert form_of(row, MOVES[row.kind]["grant"], judge, told.at(22.5))()["hearing_at"].initial is None
