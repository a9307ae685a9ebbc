"""Days spent in custody before count into the next first term: to the day, by whichever order they were spent."""

from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client

from cases.actions.grants import grant
from cases.models import Deadline, Matter, Participant
from detention.actions import detain
from ecase.law.clock import due, local
from ecase.law.kinds_all import KINDS
from ecase.law.words import Refused
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.models import Sanction
from tests.callers import caller, fresh_limits
from tests.fixtures import tell_case
from tests.measures import DAY, Measures, filled
from tests.rulings import draw
from tests.telling import REASONS, quick_papers, with_reasons
from tests.test_appeals import above, move
from tests.test_attacked_mends import recognised
from tests.test_attacked_sanctions_writing import another_judge, longer
from tests.test_severance_held import sever

__all__ = ["caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=90 * DAY)


def freed(told: Measures, root: Sanction, days: int) -> int:
    """The custody is lifted on that day and he leaves at once; returns how many days he was in custody."""
    recognised(told.posts, told, days * DAY - 10)
    told.decide(days * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    moment = told.at(days * DAY + 0.1)
    told.move(days * DAY + 0.1, "custody", "release_from_custody", ground="custody_lifted", released_at=moment)
    return (local(moment).date() - local(told.start).date()).days + 1


def left(told: Measures, hours: float, served: int) -> int:
    """Days of the two months of a first term that begins then."""
    first = told.at(hours)
    whole = due("arrest.term", first).last_day
    return (whole - local(first).date()).days + 1 - served


def days_of(told: Measures, root: Sanction) -> int:
    row = told.row(root)
    return (row.until - local(row.decided_at).date()).days + 1


@pytest.mark.parametrize("spare", [5, 1, 0])
def test_what_is_left_of_a_first_term_is_granted_to_the_day(told, spare):
    root = told.arrested()
    longer(told, 40, 3, root, "chief")
    again = 70 * DAY
    # So many days before, that `spare` are left of the two months counted from the new order.
    lifted = next(n for n in range(50, 66) if left(told, again, n + 1) == spare)
    served = freed(told, root, lifted)
    assert left(told, again, served) == spare
    if spare:
        row = told.granted(again, "arrest")
        assert days_of(told, row) == spare
    else:
        with pytest.raises(Refused) as stopped:
            told.granted(again, "arrest")
        assert stopped.value.refusal.code == "first_term_used_up"


def test_bail_until_paid_counts_into_a_later_arrest(told):
    bail = told.granted(30, "bail", asked={"amount": 2_000_000}, amount=2_000_000, until_paid="custody")
    recognised(told.posts, told, 19 * DAY)
    told.decide(20 * DAY, "investigator", bail, "pay_bail", paid_at=told.at(20 * DAY), paid_how="Квитанция № 18, суд")
    out = told.at(20 * DAY + 0.1)
    told.move(20 * DAY + 0.1, "custody", "release_from_custody", ground="bail_paid", released_at=out)
    served = (local(out).date() - local(told.start).date()).days + 1
    row = told.granted(40 * DAY, "arrest")
    assert days_of(told, row) == left(told, 40 * DAY, served)


def test_bail_until_paid_is_not_granted_when_the_first_term_is_used_up(told):
    root = told.arrested()
    longer(told, 40, 3, root, "chief")
    told.decide(70 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    with pytest.raises(Refused) as stopped:
        told.granted(70 * DAY + 6, "bail", asked={"amount": 3_000_000}, amount=3_000_000, until_paid="custody")
    assert stopped.value.refusal.code == "first_term_used_up"


def test_bail_set_with_a_custody_that_goes_on_leaves_its_end_at_the_place(told):
    root = told.arrested()
    before = told.fresh().custody_ends_at
    told.granted(10 * DAY, "bail", asked={"amount": 3_000_000}, amount=3_000_000, until_paid="custody")
    assert told.row(root).status == "granted"
    assert told.fresh().custody_ends_at == before


def test_the_payment_frees_whom_bail_kept_in_the_place(told):
    root = told.arrested()
    told.decide(10 * DAY, "prosecutor", root, "lift", ground="not_needed", reasons=REASONS)
    bail = told.granted(10 * DAY + 6, "bail", asked={"amount": 3_000_000}, amount=3_000_000, until_paid="custody")
    paid = told.at(11 * DAY)
    told.decide(11 * DAY, "investigator", bail, "pay_bail", paid_at=paid, paid_how="Квитанция № 18, суд")
    assert told.fresh().status(told.at(11 * DAY)) == "must_be_released"


def test_a_used_up_term_is_said_at_the_door_and_on_the_page(told, caller):
    root = told.arrested()
    longer(told, 40, 3, root, "chief")
    freed(told, root, 70)
    draft = told.request(72 * DAY, "arrest")
    told.pass_on(72 * DAY + 1, draft)
    client = Client()
    client.force_login(told.posts["judge"].user)
    session = client.session
    session["appointment"] = told.posts["judge"].pk
    session.save()
    for page in (f"/en/cases/{draft.case.number}/sanctions/{draft.pk}/", f"/en/queue/{draft.pk}/"):
        assert client.get(page).status_code == 200
    judge = caller("judge")
    assert judge.get(f"sanctions/{draft.pk}/").status_code == 200
    answer = judge.post(
        f"sanctions/{draft.pk}/moves/grant/draft/", reasons=REASONS, hearing_at=told.at(72 * DAY + 1).isoformat(),
        suspect_part="present", secretary="Секретарь", bail_barred="Тяжкие последствия, часть 9 статьи 148.",
        milder=REASONS,
    )  # fmt: skip
    assert answer.status_code in (409, 422) and "first_term_used_up" in answer.content.decode(), answer.content


@committed
def test_the_days_count_for_a_judge_who_has_never_seen_the_case_before(posts):
    told = Measures(posts, ago=90 * DAY)
    root = told.arrested()
    served = freed(told, root, 50)
    new = sever(posts, told, 52 * DAY)
    posts["judge.second"] = another_judge(told)
    with speaking(told.investigator):
        person = Participant.objects.get(case=new, capacity="suspect")
    told.detention = SimpleNamespace(case_id=new.pk, participant_id=person.pk, case=new)
    draft = told.request(55 * DAY, "arrest")
    told.pass_on(55 * DAY + 1, draft)
    with speaking(told.investigator):  # the draw has left the first judge out, say
        Matter.objects.filter(pk=draft.pk).update(waits_for=posts["judge.second"])
        grant(new.pk, [posts["judge.second"]], reason="court")
    row = told.judge_it(55 * DAY + 2, draft, who="judge.second")
    assert days_of(told, row) == left(told, 55 * DAY + 2, served)
    with speaking(posts["judge.second"]):
        behind = Sanction.objects.get(case=new, status="lifted")
        assert behind.matter.closed_at is not None and behind.until == told.row(root).until
        assert not Deadline.objects.filter(matter=behind.matter, met_at__isnull=True, ended_at__isnull=True).exists()
    said = StringIO()
    call_command("verify_ledger", "--strict", "--bytes", stdout=said)
    assert "everything holds" in said.getvalue()


@committed
def test_days_in_custody_count_in_the_case_it_was_joined_to(posts):
    told = Measures(posts, ago=90 * DAY)
    root = told.arrested()
    served = freed(told, root, 50)
    other = tell_case(posts, at=told.at(51 * DAY), qualification="189/4")
    case = told.detention.case
    draw(posts, case, "join", at=told.at(52 * DAY), other_number=other.number, ground="concealment")
    with speaking(told.investigator):
        person = Participant.objects.get(case=other, capacity="suspect")
        at, grounds = told.at(55 * DAY), "Основания подтверждаются материалами дела на листах 3–7 и иными сведениями."
        draft = with_reasons(
            request(
                case_id=other.pk, by=told.investigator, at=at, kind="arrest", participant_id=person.pk, episode=2,
                grounds=grounds, stated=[KINDS["arrest"].grounds[0].code], facts=filled(KINDS["arrest"].facts, at, {}),
            ),
            at,
        )  # fmt: skip
    told.pass_on(55 * DAY + 1, draft)
    row = told.judge_it(55 * DAY + 2, draft)
    assert days_of(told, row) == left(told, 55 * DAY + 2, served)


def test_whoever_is_taken_anew_after_a_cancelled_refusal_counts_from_then_and_his_days_before(posts, told):
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    out = told.at(13)
    told.move(13, "custody", "release", ground="court_refused", released_at=out)
    before = (local(out).date() - local(told.start).date()).days + 1
    appeal = above(told, draft, 20, "prosecutor", asks="grant")
    posts["judge.second"] = another_judge(told)
    move(told, 30, "appeal_judge", appeal, "cancel", again=True)
    with speaking(told.investigator):
        told.detention = detain(
            case_id=told.detention.case_id, participant_id=told.detention.participant_id, by=told.investigator,
            at=told.at(4 * DAY + 1), held_at=told.at(4 * DAY), place="Алматы", ground="caught",
        )  # fmt: skip
    told.judge_it(5 * DAY, draft, "grant", who="judge.second")
    row = told.row(draft)
    assert row.detention_id == told.detention.pk
    assert told.terms()["detention.expiry"][0] == "met"
    first = local(told.at(4 * DAY)).date()
    assert row.until == due("arrest.term", told.at(4 * DAY)).last_day - timedelta(days=before)
    assert (row.until - first).days > 50
    assert local(told.fresh().custody_ends_at - timedelta(minutes=1)).date() == row.until
    told.decide(6 * DAY, "prosecutor", draft, "lift", ground="not_needed", reasons=REASONS)
    assert told.fresh().status(told.at(6 * DAY)) == "must_be_released"


def test_a_request_that_no_court_above_has_sent_back_stays_with_its_own_holding(told):
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    recognised(told.posts, told, 12)
    told.move(13, "prosecutor", "release", ground="no_ground_for_arrest", released_at=told.at(13))
    with speaking(told.investigator):
        detain(
            case_id=told.detention.case_id, participant_id=told.detention.participant_id, by=told.investigator,
            at=told.at(32), held_at=told.at(31), place="Алматы", ground="caught",
        )  # fmt: skip
    with pytest.raises(Refused) as stopped:
        told.judge_it(34, draft)
    assert stopped.value.refusal.code == "detention_over"


def test_a_refusal_anew_frees_from_the_new_holding(posts, told):
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
    told.judge_it(34, draft, "refuse", who="judge.second")
    assert told.fresh().status(told.at(34)) == "must_be_released"


def test_bail_granted_after_the_clock_was_down_over_the_last_day_is_not_held_by_an_order_that_ran_out(told):
    told.arrested(short_days=10)
    bail = told.granted(10 * DAY + 12, "bail", asked={"amount": 3_000_000}, amount=3_000_000, until_paid="custody")
    assert told.terms(bail)["arrest.term"][0] == "live"
    assert told.fresh().status(told.at(10 * DAY + 13)) == "order_recorded"
    assert local(told.fresh().custody_ends_at - timedelta(minutes=1)).date() == told.row(bail).until
