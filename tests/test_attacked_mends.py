"""What an attacker tried on the mends themselves: each test says the right behaviour."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from cases.access import VIEW_COVERT
from cases.access import grants as granted_sight
from cases.actions.grants import sees
from cases.models import Charge, Participant
from cases.moving import Invalid, do
from detention.actions import detain
from ecase.clockwork import actions as clock
from ecase.law.clock import due
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.appeals.resource import APPEAL
from sanctions.covert import notices
from sanctions.covert.closed_case import end_in_closed_cases
from sanctions.covert.queries import notice_of
from sanctions.models import Appeal, Sanction
from tests import covert
from tests.callers import caller, fresh_limits
from tests.fixtures import logged_in_as, tell_case
from tests.measures import DAY, Measures
from tests.rulings import decide, draw
from tests.telling import REASONS, quick_papers
from tests.test_appeals import above, move
from tests.test_attacked_sanctions_writing import another_judge, longer
from tests.test_severance_held import sever

__all__ = ["caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=75 * DAY)


def terminated(posts, told: Measures, hours: float) -> None:
    at = told.at(hours)
    ruling = draw(posts, told.detention.case, "terminate", at=at, ground="no_event")
    decide(posts, ruling, "approve", by="chief", at=at)


# --- the end of a case ------------------------------------------------------------------------------------------------


def test_termination_frees_whom_the_place_holds_by_an_order_entered_by_hand(posts):
    """The head entered the order before the grant reached him; the request falls with the case, so must the holding."""
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    told.move(23, "custody", "record_order", order_title="Постановление суда", order_at=told.at(23))
    terminated(posts, told, 24)
    assert told.row(draft).status == "withdrawn"
    assert told.fresh().status(told.at(24)) == "must_be_released"


def test_termination_does_not_move_the_hour_from_which_he_is_held_unlawfully(posts):
    """The court refused at 12; the case ends at 20: he had to be freed at 12."""
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    before = told.fresh().court_refused_at
    terminated(posts, told, 20)
    assert told.fresh().court_refused_at == before
    told.move(21, "custody", "release", ground="court_refused", released_at=told.at(13))


def test_termination_does_not_make_an_expired_detention_late_anew(posts):
    told = Measures(posts, ago=30 * DAY)
    due = told.terms()["detention.expiry"][1]
    terminated(posts, told, 90)
    assert told.terms()["detention.expiry"][1] == due


@committed
def test_a_superior_prosecutor_does_not_keep_the_case_of_a_request_that_fell_with_it(posts):
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    draft = told.request(40 * DAY, "arrest_extension", months=9, running_until=told.row(root).until.isoformat())
    told.decide(40 * DAY + 1, "investigator", draft, "submit")
    with speaking(posts["oblast_chief"]):
        assert sees(draft.case_id, posts["oblast_chief"])
    terminated(posts, told, 40 * DAY + 2)
    assert told.row(draft).status == "withdrawn"
    with speaking(posts["oblast_chief"]):
        assert not sees(draft.case_id, posts["oblast_chief"])


@committed
def test_a_superior_prosecutor_leaves_with_a_request_that_is_withdrawn(posts):
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    draft = told.request(40 * DAY, "arrest_extension", months=9, running_until=told.row(root).until.isoformat())
    told.decide(40 * DAY + 1, "investigator", draft, "submit")
    told.decide(40 * DAY + 2, "investigator", draft, "withdraw", reasons=REASONS)
    with speaking(posts["oblast_chief"]):
        assert not sees(draft.case_id, posts["oblast_chief"])


def test_a_refusal_is_not_sent_to_a_judge_anew_in_a_terminated_case(posts):
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    posts["judge.second"] = another_judge(told)
    appeal = above(told, draft, 20, "prosecutor", asks="grant")
    terminated(posts, told, 30)
    with pytest.raises((Refused, Invalid)):
        move(told, 31, "appeal_judge", appeal, "cancel", again=True)


def test_an_urgent_inspection_drafted_before_the_end_can_still_be_sent(posts):
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(20, "inspection_urgent", acted_from=told.at(18), acted_until=told.at(19))
    terminated(posts, told, 21)
    assert told.decide(22, "investigator", draft, "submit").status == "before_court"
    told.judge_it(23, draft)


# --- custody ----------------------------------------------------------------------------------------------------------


def test_a_change_of_the_first_extension_leaves_the_second_running(told):
    root = told.arrested()
    a = longer(told, 40, 3, root, "chief")
    b = longer(told, 41, 9, root, "oblast_chief")
    end = told.row(root).until
    assert told.row(b).until == end
    of_a = above(told, a, 42 * DAY, late_reason="Защитник вступил в дело позже, лист 40.")
    move(told, 43 * DAY, "appeal_judge", of_a, "change", until=told.day(80).isoformat(), instead="До 80 дня.")
    assert told.row(root).until == end


# --- the court above --------------------------------------------------------------------------------------------------


@committed
def test_the_judge_above_keeps_no_covert_sight_for_another_appeal(posts):
    told = Measures(posts, ago=5 * DAY)
    case = told.detention.case
    root = told.arrested()
    above(told, root, 30)
    hidden = covert.granted(posts, case)
    covert.move(posts, "prosecutor", hidden, "appeal", text=REASONS, asks="cancel")
    with speaking(posts["judge"]):
        appeal = Appeal.objects.get(sanction=hidden.pk)
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        do(APPEAL, appeal.pk, "uphold", by=posts["appeal_judge"], at=now(), reasons=REASONS)
    with speaking(posts["appeal_judge"]):
        assert not granted_sight(posts["appeal_judge"], VIEW_COVERT).filter(content_object_id=case.pk).exists()


@committed
def test_results_of_a_cancelled_covert_order_are_no_evidence_though_it_had_ended(posts):
    told = Measures(posts, ago=5 * DAY)
    case = told.detention.case
    hidden = covert.granted(posts, case)
    result = covert.paper(posts, hidden)
    terminated(posts, told, (now() - told.start).total_seconds() / 3600)
    with logged_in_as("ecase_clock"):
        assert end_in_closed_cases(now()) == 1
    with speaking(posts["investigator"]):
        assert Sanction.objects.get(pk=hidden.pk).status == "lifted"
    covert.move(posts, "prosecutor", hidden, "appeal", text=REASONS, asks="cancel")
    with speaking(posts["judge"]):
        appeal = Appeal.objects.get(sanction=hidden.pk)
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        do(APPEAL, appeal.pk, "cancel", by=posts["appeal_judge"], at=now(), reasons=REASONS)
    with speaking(posts["investigator"]):
        result.refresh_from_db()
        assert result.inadmissible_at is not None


# --- second round -----------------------------------------------------------------------------------------------------


def test_a_custody_ordered_at_liberty_falls_with_the_case_and_frees(posts):
    """He was taken after the order, the place entered it by hand (docs/limits.md); then the case is terminated."""
    told = Measures(posts, ago=30 * DAY)
    root = at_liberty_then_taken(told)
    terminated(posts, told, 5 * DAY)
    assert told.row(root).status == "lifted"
    assert told.fresh().status(told.at(5 * DAY)) == "must_be_released"


def test_a_custody_ordered_at_liberty_that_is_lifted_frees(posts):
    told = Measures(posts, ago=30 * DAY)
    root = at_liberty_then_taken(told)
    told.decide(5 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    assert told.row(root).status == "lifted"
    assert told.fresh().status(told.at(5 * DAY)) == "must_be_released"


def recognised(posts, told: Measures, hours: float) -> None:
    """He is a suspect by ruling as well, not by the detention alone."""
    at, about = told.at(hours), {"participant": str(told.detention.participant_id), "article": "188/3"}
    decide(posts, draw(posts, told.detention.case, "recognise_suspect", at=at, **about), "approve", at=at)


def at_liberty_then_taken(told: Measures) -> Sanction:
    """Released on the first day, recognised, arrested by order while at liberty, taken two days later."""
    recognised(told.posts, told, 6)
    told.move(8, "prosecutor", "release", ground="no_ground_for_arrest", released_at=told.at(8))
    root = told.granted(30, "arrest")
    with speaking(told.investigator):
        told.detention = detain(
            case_id=told.detention.case_id, participant_id=told.detention.participant_id, by=told.investigator,
            at=told.at(49), held_at=told.at(48), place="Алматы", ground="caught",
        )  # fmt: skip
    told.move(50, "custody", "record_order", order_title="Постановление суда", order_at=told.at(50))
    return root


@committed
def test_a_second_longer_term_of_the_notice_that_is_cancelled_leaves_the_first(posts):
    told = Measures(posts, ago=5 * DAY)
    case = told.detention.case
    running = covert.granted(posts, case)
    covert.move(posts, "investigator", running, "finish", ended_at=now(), execution="Завершено.")
    terminated(posts, told, (now() - told.start).total_seconds() / 3600)
    with logged_in_as("ecase_clock"):
        assert notices.open_due(now()) == 1
    first, second = (now().date() + timedelta(days=days) for days in (250, 300))
    for until in (first, second):
        facts = {"final_on": str(now().date()), "person": "Кравцов", "until": str(until), "need": "Другое дело."}
        more = {"kind": "covert_notice_extension", "extends_id": running.pk, "facts": facts, "stated": ["reasoned"]}
        sent = covert.move(posts, "investigator", covert.ask(posts, case, rapport=False, **more), "submit")
        covert.move(posts, "judge", sent, "grant", reasons=REASONS, until=str(until))
    covert.move(posts, "prosecutor", sent, "appeal", text=REASONS, asks="cancel")
    with speaking(posts["judge"]):
        appeal = Appeal.objects.get(sanction=sent.pk)
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        do(APPEAL, appeal.pk, "cancel", by=posts["appeal_judge"], at=now(), reasons=REASONS)
    with speaking(posts["prosecutor"]):
        assert notice_of(running).extended_until == first


def test_bail_until_paid_holds_no_longer_than_is_left_of_the_first_term(told):
    root = told.arrested()
    told.decide(50 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    bail = told.granted(50 * DAY + 6, "bail", asked={"amount": 3_000_000}, amount=3_000_000, until_paid="custody")
    assert told.row(bail).until < told.day(50 + 20)


def test_a_first_term_that_is_used_up_is_not_granted_for_one_more_day(posts, told):
    """Seventy days were spent in custody of the two months a first term has (docs/limits.md: `first_term_used_up`)."""
    root = told.arrested()
    longer(told, 40, 3, root, "chief")
    recognised(posts, told, 60 * DAY)
    told.decide(70 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    freed = told.at(70 * DAY + 1)
    told.move(70 * DAY + 1, "custody", "release_from_custody", ground="custody_lifted", released_at=freed)
    with pytest.raises(Refused) as stopped:
        told.granted(72 * DAY, "arrest")
    assert stopped.value.refusal.code == "first_term_used_up"


@pytest.mark.parametrize("who", ["judge", "lawyer"])
def test_nobody_is_told_of_a_request_beside_that_is_not_open_to_him(posts, told, who):
    """The house arrest lies with the prosecutor: who reads of the arrest does not know of it (`sanctions.unsent`)."""
    house = told.request(10, "house_arrest")
    told.decide(11, "investigator", house, "submit")
    arrest = told.request(12, "arrest")
    told.pass_on(13, arrest)
    with speaking(posts[who]):
        assert not Sanction.objects.visible_to(posts[who]).filter(pk=house.pk).exists()
    client = Client()
    client.force_login(posts[who].user)
    session = client.session
    session["appointment"] = posts[who].pk
    session.save()
    page = client.get(f"/en/cases/{arrest.case.number}/sanctions/{arrest.pk}/")
    assert page.status_code == 200
    assert "Of the same person there is already" not in page.content.decode()
    door = client.get(f"/api/v1/sanctions/{arrest.pk}/?checks=1", headers={"Accept-Language": "en"})
    assert "other_measure" not in {one["code"] for one in door.json()["checks"]}
    assert "Of the same person there is already" not in door.content.decode()
    if who == "judge":
        pane = client.get(f"/en/queue/{arrest.pk}/")
        assert pane.status_code == 200
        assert "Of the same person there is already" not in pane.content.decode()


# --- third round ------------------------------------------------------------------------------------------------------


@committed
def test_days_in_custody_before_a_severance_count_in_the_severed_case(posts):
    """One criminal case went on as another: fifty days were served of the two months of a first term (152(9), 44)."""
    told = Measures(posts, ago=75 * DAY)
    root = told.arrested()
    recognised(posts, told, 40 * DAY)
    told.decide(50 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    freed = told.at(50 * DAY + 1)
    told.move(50 * DAY + 1, "custody", "release_from_custody", ground="custody_lifted", released_at=freed)
    new = sever(posts, told, 52 * DAY)
    with speaking(told.investigator):
        person = Participant.objects.get(case=new, capacity="suspect")
    told.detention = SimpleNamespace(case_id=new.pk, participant_id=person.pk, case=new)
    again = told.granted(55 * DAY, "arrest")
    assert told.row(again).until < told.day(55 + 20)


def test_who_is_detained_for_another_offence_is_not_freed_by_the_end_of_one_charge(posts):
    """Held for offence 1 and not yet charged with it; the prosecution for offence 2 ends."""
    told = Measures(posts, ago=40)
    case = told.detention.case
    other = tell_case(posts, at=now() - timedelta(days=12), qualification="189/4")
    draw(posts, other, "join", other_number=case.number, ground="concealment")
    about = {"participant": str(told.detention.participant_id), "episode": 2, "article": "189/4"}
    decide(posts, draw(posts, case, "qualify", **about), "approve")
    with speaking(told.investigator):
        charge = Charge.objects.get(participant=told.detention.participant_id, until__isnull=True)
    ruling = draw(posts, case, "terminate_part", charge=str(charge.pk), ground="not_confirmed")
    decide(posts, ruling, "approve", by="chief")
    assert told.fresh().court_refused_at is None


def test_bail_that_keeps_in_custody_reaches_the_place_that_has_not_freed_him_yet(told):
    """As a new order of custody does (`order_granted`): until it is paid he stays, and the payment frees him."""
    root = told.arrested()
    told.decide(10 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    bail = told.granted(10 * DAY + 6, "bail", asked={"amount": 3_000_000}, amount=3_000_000, until_paid="custody")
    assert told.terms(bail)["arrest.term"][0] == "live"
    assert told.fresh().status(told.at(10 * DAY + 7)) == "order_recorded"


def test_the_court_above_gives_no_first_term_longer_than_two_months(told):
    """Beyond two months custody is prolonged by the ladder, with those who have to agree (151(1),(6)-(8))."""
    root = told.arrested()
    appeal = above(told, root, 30, "prosecutor", asks="change")
    with pytest.raises((Refused, Invalid)):
        move(told, 40, "appeal_judge", appeal, "change", until=told.day(150).isoformat(), instead="До 150 дня.")


def test_the_refusal_of_custody_frees_whom_the_place_holds_by_an_order_entered_by_hand(posts):
    """The judge himself says there is no such order (148(7)(3))."""
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(20, "arrest")
    told.pass_on(21, draft)
    told.move(23, "custody", "record_order", order_title="Постановление суда", order_at=told.at(23))
    told.judge_it(24, draft, "refuse")
    assert told.fresh().status(told.at(24)) == "must_be_released"


@committed
def test_a_custody_ordered_at_liberty_that_has_run_out_frees(posts):
    told = Measures(posts, ago=75 * DAY)
    root = at_liberty_then_taken(told)
    with logged_in_as("ecase_clock"):
        clock.tick(wait=0)
    assert told.row(root).status == "expired"
    assert told.fresh().status(now()) == "must_be_released"


def test_custody_granted_after_a_cancelled_refusal_holds_whom_the_police_has_taken_anew(posts):
    """Freed on the refusal, taken again, and then arrested by another judge: the new holding learns of the order."""
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    told.move(13, "custody", "release", ground="court_refused", released_at=told.at(13))
    appeal = above(told, draft, 20, "prosecutor", asks="grant")
    posts["judge.second"] = another_judge(told)
    move(told, 30, "appeal_judge", appeal, "cancel", again=True)
    with speaking(told.investigator):
        told.detention = detain(
            case_id=told.detention.case_id, participant_id=told.detention.participant_id, by=told.investigator,
            at=told.at(32), held_at=told.at(31), place="Алматы", ground="caught",
        )  # fmt: skip
    told.judge_it(34, draft, "grant", who="judge.second")
    assert told.fresh().status(told.at(34)) == "order_recorded"


def test_an_urgent_inspection_before_the_judge_is_decided_after_the_end(posts):
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(20, "inspection_urgent", acted_from=told.at(18), acted_until=told.at(19))
    told.decide(20.5, "investigator", draft, "submit")
    terminated(posts, told, 21)
    assert told.judge_it(23, draft, who="judge").status in ("granted", "executed")


def test_hours_of_detention_before_a_cancelled_refusal_count(posts):
    """Held from 0 to 13, freed on the refusal, arrested by another judge two days later: 152(6),(9)."""
    told = Measures(posts, ago=30 * DAY)
    draft = told.request(30, "arrest")
    told.pass_on(31, draft)
    told.judge_it(32, draft, "refuse")
    told.move(47, "custody", "release", ground="court_refused", released_at=told.at(47))
    appeal = above(told, draft, 50, "prosecutor", asks="grant")
    posts["judge.second"] = another_judge(told)
    move(told, 60, "appeal_judge", appeal, "cancel", again=True)
    row = told.judge_it(10 * DAY, draft, "grant", who="judge.second")
    full = due("arrest.term", told.at(10 * DAY)).last_day
    assert told.row(row).until <= full - timedelta(days=2)


@committed
@pytest.mark.parametrize("name", ["uphold", "cancel"])
def test_the_door_answers_the_judge_above_who_leaves_the_case_with_his_decision(posts, caller, name):
    told = Measures(posts, ago=5 * DAY)
    root = told.arrested()
    appeal = above(told, root, 30)
    draft = caller("appeal_judge").post(f"appeals/{appeal.pk}/moves/{name}/draft/", reasons=REASONS)
    assert draft.status_code == 201, draft.content
    made = caller("appeal_judge").post(
        f"appeals/{appeal.pk}/moves/{name}/", draft=draft.json().get("draft"), signature="demo"
    )
    assert made.status_code == 200, made.content
