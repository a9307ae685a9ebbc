"""After the verdict: copies and days, the convict's disagreement, appeals, entry into force, execution, the money."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from cases.actions.act import NotVisible
from cases.models import Deadline, Material
from cases.moving import Invalid
from ecase.law.clock import local
from ecase.law.identity import make_iin
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.people.actions import add_user, appoint
from ecase.people.models import Appointment, Notice, Office
from ecase.web import now
from ecase.web.speaking import speaking
from tests.rulings import enter
from tests.telling import quick_papers, refused
from tests.writs import DAY, PAPER, REASONS, SAID, WritStory
from writ.actions import opened
from writ.kinds import Status
from writ.models import Accused, Copy, Payment, Will, Writ

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
commits = pytest.mark.django_db(transaction=True)  # the clock reads what is committed
TODAY = 0 * DAY


@pytest.fixture
def told(posts) -> WritStory:
    return WritStory(posts)


def read(told: WritStory, who: str) -> bool:
    """`who` opens the verdict in the system."""
    with speaking(told.posts[who]):
        return opened(writ_id=told.writ.pk, by=told.posts[who], at=told.told_at())


def disagree(told: WritStory, who: str = "suspect", **more: str) -> Writ:
    return told.move(who, "object", person=str(told.copies()["convict"].pk), **more)


def with_claimant(posts, **more) -> WritStory:
    """A civil claimant without an account, whose consent is on paper, and the verdict."""
    told = WritStory(posts, **more)
    iin = make_iin(date(1990, 5, 5), "male", 17)
    enter(posts, told.case, "claimant", last_name="Юсупов", first_name="Марат", iin=iin)
    return told


def sentenced(told: WritStory) -> WritStory:
    told.ready()
    told.move("investigator", "consent", person=str(told.will("civil_claimant").pk), **PAPER)
    told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    told.move("head", "agree")
    told.move("prosecutor", "approve", reasons=REASONS)
    told.convict()
    return told


# --- copies --------------------------------------------------------------------------------------------------------


def test_each_copy_is_served_once_by_the_court_and_not_before_the_verdict_or_in_the_future(posts, told):
    told.convicted()
    copy = told.copies()["convict"]
    with refused("served_later", posts["clerk"]):
        told.serve("convict", served_at=now() + DAY)
    with refused("served_before_decision", posts["clerk"]):
        told.serve("convict", served_at=now() - DAY)
    with pytest.raises(Invalid):
        told.serve("convict", means="system")
    for who in ("prosecutor", "suspect", "investigator"):
        with refused("wrong_role", posts[who]):
            told.move(who, "serve", copy=str(copy.pk), served_at=now(), means="post")
    told.serve("convict")
    with pytest.raises(Invalid):
        told.serve("convict")
    assert told.copies()["convict"].by_id == posts["clerk"].pk
    told.serve_all()
    with refused("all_served", posts["clerk"]):
        told.move("clerk", "serve", copy=str(copy.pk), served_at=now(), means="post")


def test_who_opens_the_verdict_has_his_copy_served_by_that_and_once(posts, told):
    told.convicted()
    assert read(told, "suspect") and not read(told, "suspect")
    copy = told.copies()["convict"]
    assert (copy.means, copy.by_id) == ("system", posts["suspect"].pk)
    assert told.term("writ.objection", whose="convict") == "live" and told.term("writ.copy", whose="convict") == "met"
    assert told.term("writ.copy", whose="victim") == "live"
    assert read(told, "victim") and read(told, "prosecutor") and not read(told, "investigator")
    assert told.term("writ.appeal", whose="prosecutor") == "live"


def test_the_days_of_a_paper_run_from_the_day_it_was_handed_over(told):
    told.back = 5 * DAY
    told.convicted()
    handed = told.told_at() + DAY
    told.back = TODAY
    told.serve("convict", served_at=handed)
    with speaking(told.posts["prosecutor"]):
        term = Deadline.objects.get(rule="writ.objection", case=told.case)
    assert abs((term.starts_at - handed).total_seconds()) < 60


def test_a_defender_gets_a_copy_of_his_own_and_no_days(posts):
    told = WritStory(posts, defended=True)
    told.convicted()
    assert set(told.copies()) == {"convict", "defender", "victim", "prosecutor"}
    assert read(told, "lawyer")
    copy = told.copies()["defender"]
    assert copy.matter.closed_at is not None and told.term("writ.appeal", whose="defender") == ""
    assert told.term("writ.objection", whose="defender") == ""


# --- disagreement --------------------------------------------------------------------------------------------------


def test_the_convict_disagrees_the_judge_cancels_and_a_writ_is_barred_for_ever(posts, told):
    told.convicted()
    told.serve_all()
    told.move("victim", "appeal", asks="amount", text=SAID)
    disagree(told)
    assert told.writ.status == Status.OBJECTED and told.writ.matter.waits_for_id == posts["trial_judge"].pk
    assert all(copy.matter.closed_at is not None for copy in told.copies().values())
    assert told.term("writ.objection") == "ended" and told.term("writ.appeal") == "ended"
    with refused("wrong_status", posts["clerk"]):
        told.move("clerk", "execute")
    with refused("wrong_role", posts["prosecutor"]):
        told.move("prosecutor", "cancel")
    told.move("trial_judge", "cancel")
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "cancelled", "pretrial")
    assert told.term("investigation.returned") == "live"
    assert [row.outcome for row in told.appeals()] == ["left"]
    with speaking(posts["prosecutor"]):
        kinds = set(Material.objects.filter(case=told.case).values_list("kind", flat=True))
    assert {"writ_disagreement", "writ_cancel_ruling"} <= kinds
    with refused("writ_barred", posts["investigator"]):
        told.begin()


def test_a_cancelled_verdict_begins_nobodys_days(posts, told):
    told.convicted()
    told.serve("convict")
    disagree(told)
    assert not read(told, "victim")
    told.move("trial_judge", "cancel")
    assert not read(told, "victim") and not read(told, "prosecutor")
    assert told.copies()["victim"].served_at is None and told.term("writ.appeal") == ""


def test_before_the_copy_is_served_he_may_disagree_already(told):
    told.convicted()
    disagree(told)
    assert told.writ.status == Status.OBJECTED


def test_his_defender_disagrees_for_him(posts):
    told = WritStory(posts, defended=True)
    told.convicted()
    disagree(told, "lawyer")
    assert told.writ.status == Status.OBJECTED
    with speaking(posts["prosecutor"]):
        entry = Entry.objects.get(stream__case_id=told.case.pk, kind="writ.disagreed")
    assert entry.appointment_id == posts["lawyer"].pk


def test_the_clerk_takes_in_his_paper(posts, told):
    told.convicted()
    with pytest.raises(Invalid):
        disagree(told, "clerk")
    with refused("pad_empty", posts["clerk"]):
        disagree(told, "clerk", means="pad")
    disagree(told, "clerk", **PAPER)
    assert told.writ.status == Status.OBJECTED


def test_nobody_else_disagrees(posts, told):
    told.convicted()
    with refused("not_a_convict", posts["victim"]):
        disagree(told, "victim")
    with refused("wrong_role", posts["prosecutor"]):
        disagree(told, "prosecutor")
    for who in ("lawyer", "lawyer2", "clerk2"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            disagree(told, who)


def test_of_two_convicts_a_defender_disagrees_for_his_own_only(posts):
    told = WritStory(posts, second=True)
    told.defend(told.second, "lawyer2")
    told.begin()
    told.state()
    told.motion()
    told.state(told.second)
    name = posts["lawyer2"].user.get_full_name()
    will = str(told.will("suspect", told.second).pk)
    told.move(
        "investigator", "file_motion", person=will, counsel=name, not_disputes_evidence=True,
        not_disputes_qualification=True, not_disputes_damage=True, **PAPER,
    )  # fmt: skip
    told.move("victim", "consent", person=str(told.will("victim").pk))
    told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    told.move("head", "agree")
    told.move("prosecutor", "approve", reasons=REASONS)
    told.convict(fine_2_1=70)
    with speaking(posts["lawyer2"]):
        own = {copy.to_whom: copy.participant_id for copy in Copy.objects.visible_to(posts["lawyer2"])}
        assert own == {"convict": told.second.pk, "defender": None}
        assert {row.participant_id for row in Accused.objects.visible_to(posts["lawyer2"])} == {told.second.pk}
    with speaking(posts["prosecutor"]):
        foreign = Copy.objects.get(writ=told.writ, participant=told.suspect)
        own_copy = Copy.objects.get(writ=told.writ, participant=told.second)
    with pytest.raises(Invalid):
        told.move("lawyer2", "object", person=str(foreign.pk))
    told.move("lawyer2", "object", person=str(own_copy.pk))
    assert told.writ.status == Status.OBJECTED


def test_after_his_days_it_is_too_late_even_before_the_clock_has_rung(posts, told):
    told.back = 9 * DAY
    told.convicted()
    told.serve("convict")
    told.back = 2 * DAY + timedelta(minutes=5)
    told.fresh()
    with speaking(posts["suspect"]):
        due = Deadline.objects.get(rule="writ.objection", case=told.case).due_at
    told.back = TODAY
    late, early = due + timedelta(minutes=1), due - timedelta(minutes=1)
    assert late < now()
    with refused("days_over", posts["suspect"]):
        told.move("suspect", "object", person=str(told.copies()["convict"].pk), at=late)
    told.move("suspect", "object", person=str(told.copies()["convict"].pk), at=early)
    assert told.writ.status == Status.OBJECTED


@commits
def test_the_days_of_one_over_the_verdict_waits_for_the_others(posts, told):
    told.back = 10 * DAY
    told.convicted()
    told.serve_all(but=["victim"])
    told.days_over()
    told.back = TODAY
    assert told.fresh().status == Status.CONVICTED and told.term("writ.objection") == "ended"
    with refused("days_over", posts["suspect"]):
        disagree(told)
    told.serve("victim", served_at=now() - 9 * DAY)
    assert told.fresh().status == Status.CONVICTED
    told.days_over()
    assert told.fresh().status == Status.IN_FORCE


@commits
def test_when_the_last_copy_is_a_defenders_his_service_settles_it(posts):
    told = WritStory(posts, defended=True)
    told.back = 10 * DAY
    told.convicted()
    told.serve_all(but=["defender"])
    told.days_over()
    told.back = TODAY
    assert told.fresh().status == Status.CONVICTED
    told.serve("defender")
    assert told.fresh().status == Status.IN_FORCE and told.stage() == "judged"


@commits
def test_the_last_copy_of_a_defender_sends_the_appeals_up(posts):
    told = WritStory(posts, defended=True)
    told.back = 10 * DAY
    told.convicted()
    told.serve_all(but=["defender"])
    told.move("suspect", "appeal", asks="amount", text=SAID)
    told.days_over()
    told.back = TODAY
    assert read(told, "lawyer")
    assert told.fresh().status == Status.BEFORE_APPEAL and told.entries()[-1] == "writ.sent_up"


def test_where_the_judge_has_left_another_of_his_court_cancels(posts, told):
    told.convicted()
    user = add_user(username="judge.second", last_name="Есенов", first_name="Бауржан", iin="")
    court = Office.objects.get(code="ALA-DC")
    posts["judge.second"] = appoint(user=user, role=Role.TRIAL_JUDGE, office=court, since=now() - DAY)
    Appointment.objects.filter(pk=posts["trial_judge"].pk).update(until=now())
    disagree(told)
    assert told.writ.matter.waits_for_id == posts["judge.second"].pk
    told.move("judge.second", "cancel")
    assert told.writ.outcome == "cancelled"


@commits
def test_where_the_clerk_has_left_another_sees_to_the_execution(posts, told):
    told.back = 10 * DAY
    told.convicted()
    told.serve_all()
    told.back = TODAY
    user = add_user(username="clerk.second", last_name="Ермекова", first_name="Анар", iin="")
    court = Office.objects.get(code="ALA-DC")
    posts["clerk.second"] = appoint(user=user, role=Role.COURT_CLERK, office=court, since=now() - DAY)
    Appointment.objects.filter(pk=posts["clerk"].pk).update(until=now())
    told.days_over()
    assert told.fresh().matter.waits_for_id == posts["clerk.second"].pk
    told.move("clerk.second", "execute")


# --- appeals -------------------------------------------------------------------------------------------------------

SIDES = [
    ("suspect", "convict", {"amount"}),
    ("victim", "victim", {"verdict", "amount", "claim"}),
    ("prosecutor", "prosecutor", {"verdict", "amount"}),
]


@pytest.mark.parametrize(("who", "side", "asks"), SIDES)
def test_each_side_appeals_against_what_is_its_own_and_once(posts, told, who, side, asks):
    told.convicted()
    told.serve_all()
    for wrong in {"verdict", "amount", "claim"} - asks:
        with pytest.raises(Invalid):
            told.move(who, "appeal", asks=wrong, text=SAID)
    one = sorted(asks)[0]
    told.move(who, "appeal", asks=one, text=SAID)
    (row,) = told.appeals()
    assert (row.side, row.asks, row.filed_by_id) == (side, one, posts[who].pk)
    assert told.writ.status == Status.CONVICTED  # it waits for everybody's days
    with refused("appealed_already", posts[who]):
        told.move(who, "appeal", asks=one, text=SAID)


def test_the_clerk_takes_in_the_paper_of_a_party_within_what_it_may_ask(posts):
    told = sentenced(with_claimant(posts))
    claimant = told.will("civil_claimant").participant_id
    key = f"civil_claimant:{claimant}"
    for wrong in ("amount", "verdict"):
        with refused("not_his_to_ask", posts["clerk"]):
            told.move("clerk", "appeal", whose=key, asks=wrong, text=SAID)
    with refused("whose", posts["clerk"]):
        told.move("clerk", "appeal", asks="claim", text=SAID)
    told.move("clerk", "appeal", whose=key, asks="claim", text=SAID)
    convict = f"convict:{told.suspect.pk}"
    for wrong in ("claim", "verdict"):
        with refused("not_his_to_ask", posts["clerk"]):
            told.move("clerk", "appeal", whose=convict, asks=wrong, text=SAID)
    told.move("clerk", "appeal", whose=convict, asks="amount", text=SAID)
    assert [row.side for row in told.appeals()] == ["civil_claimant", "convict"]


def test_his_defender_appeals_for_the_convict_on_the_amount(posts):
    told = WritStory(posts, defended=True)
    told.convicted()
    told.move("lawyer", "appeal", asks="amount", text=SAID)
    (row,) = told.appeals()
    assert (row.side, row.participant_id) == ("convict", told.suspect.pk)
    with refused("appealed_already", posts["suspect"]):
        told.move("suspect", "appeal", asks="amount", text=SAID)


def test_others_do_not_appeal(posts, told):
    told.convicted()
    for who in ("investigator", "head"):
        with refused("wrong_role", posts[who]):
            told.move(who, "appeal", asks="amount", text=SAID)
    for who in ("prosecutor2", "lawyer", "clerk2", "custody"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            told.move(who, "appeal", asks="amount", text=SAID)


@pytest.mark.parametrize("who", ["victim", "prosecutor"])
def test_a_late_appeal_is_refused_and_the_convicts_is_not(posts, told, who):
    """For the convict's appeal on the amount no term is written (629-7)."""
    told.back = 10 * DAY
    told.convicted()
    told.serve_all(but=[name for name in ("victim", "prosecutor") if name != who])
    told.back = TODAY
    with refused("appeal_late", posts[who]):
        told.move(who, "appeal", asks="amount", text=SAID)
    told.move("suspect", "appeal", asks="amount", text=SAID)
    assert [row.side for row in told.appeals()] == ["convict"]


@commits
def test_appeals_go_up_together_and_only_when_all_days_are_over(posts, told):
    told.back = 10 * DAY
    told.convicted()
    told.serve_all(but=["victim"])
    told.move("prosecutor", "appeal", asks="amount", text=SAID)
    told.move("suspect", "appeal", asks="amount", text=SAID)
    told.days_over()
    told.back = TODAY
    assert told.fresh().status == Status.CONVICTED
    with speaking(posts["appeal_judge"]):
        assert not Writ.objects.visible_to(posts["appeal_judge"]).exists()
    told.serve("victim", served_at=now() - 9 * DAY)
    told.days_over()
    assert told.fresh().status == Status.BEFORE_APPEAL and told.stage() == "court"
    assert told.writ.matter.waits_for_id == posts["appeal_judge"].pk
    assert "writ.sent_up" in told.entries() and "writ.in_force" not in told.entries()
    with speaking(posts["appeal_judge"]):
        assert set(Writ.objects.visible_to(posts["appeal_judge"])) == {told.writ}
    assert Notice.objects.filter(kind="writ.sent_up", to=posts["appeal_judge"]).count() == 1
    with refused("wrong_status", posts["victim"]):
        told.move("victim", "appeal", asks="amount", text=SAID)
    with refused("wrong_status", posts["suspect"]):
        disagree(told)


@commits
def test_upheld_the_verdict_is_in_force_as_it_was(posts, told):
    told.above()
    for who in ("trial_judge", "prosecutor", "clerk"):
        with refused("wrong_role", posts[who]):
            told.move(who, "uphold", reasons=REASONS)
    with pytest.raises(Invalid):
        told.move("appeal_judge", "uphold", reasons="нет")
    told.move("appeal_judge", "uphold", reasons=REASONS)
    told.fresh()
    assert (told.writ.status, told.stage(), told.accused().total_mci) == (Status.IN_FORCE, "judged", 60)
    assert [row.outcome for row in told.appeals()] == ["upheld"]
    assert told.writ.matter.waits_for_id == posts["clerk"].pk
    assert all(copy.matter.closed_at is not None for copy in told.copies().values())
    with speaking(posts["appeal_judge"]), pytest.raises(NotVisible):
        told.move("appeal_judge", "uphold", reasons=REASONS)


@commits
def test_on_the_prosecutors_appeal_the_fine_may_rise_within_its_limits(posts, told):
    told.above("prosecutor", "amount")
    for wrong in (49, 201):
        with refused("total_fine", posts["appeal_judge"]):
            told.move("appeal_judge", "change", reasons=REASONS, total_1=wrong)
    told.move("appeal_judge", "change", reasons=REASONS, total_1=150)
    row = told.accused()
    assert (row.total_mci, row.amount) == (150, 150 * row.mci) and told.fresh().status == Status.IN_FORCE
    assert [one.outcome for one in told.appeals()] == ["changed"]


@commits
def test_on_his_own_appeal_the_convicts_fine_is_not_raised(posts, told):
    told.above("suspect", "amount")
    with refused("not_worse", posts["appeal_judge"]):
        told.move("appeal_judge", "change", reasons=REASONS, total_1=61)
    told.move("appeal_judge", "change", reasons=REASONS, total_1=50)
    assert told.accused().total_mci == 50


@commits
def test_a_claim_alone_raises_no_fine_either(posts, told):
    told.above("victim", "claim")
    with refused("not_worse", posts["appeal_judge"]):
        told.move("appeal_judge", "change", reasons=REASONS, total_1=61, instead="Иск удовлетворить.")
    told.move("appeal_judge", "change", reasons=REASONS, instead="Иск удовлетворить.")
    assert told.accused().total_mci == 60 and told.fresh().status == Status.IN_FORCE


@commits
def test_of_a_crime_and_a_misdemeanour_the_fine_above_stays_one_of_the_crime(posts):
    told = WritStory(posts, added=["187/1"])
    told.back = 10 * DAY
    told.sent()
    told.convict(fine_1_1=60, fine_1_2=12)
    told.serve_all()
    told.move("prosecutor", "appeal", asks="amount", text=SAID)
    told.days_over()
    told.back = TODAY
    for wrong in (15, 49, 201, 220):
        with refused("total_fine", posts["appeal_judge"]):
            told.move("appeal_judge", "change", reasons=REASONS, total_1=wrong)
    told.move("appeal_judge", "change", reasons=REASONS, total_1=200)


@commits
def test_cancelled_above_the_case_goes_back_and_another_judge_hears_a_new_writ(posts, told):
    told.above("victim", "verdict")
    told.move("appeal_judge", "cancel_above", reasons=REASONS)
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "cancelled_on_appeal", "pretrial")
    assert told.term("investigation.returned") == "live"
    told.ready()  # the convict never disagreed: nothing bars a writ
    told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    told.move("head", "agree")
    with refused("no_post", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons=REASONS)
    user = add_user(username="judge.second", last_name="Есенов", first_name="Бауржан", iin="")
    court = Office.objects.get(code="ALA-DC")
    second = appoint(user=user, role=Role.TRIAL_JUDGE, office=court, since=now() - DAY)
    told.move("prosecutor", "approve", reasons=REASONS)
    assert told.writ.judge_id == second.pk
    assert {"judge": posts["trial_judge"].pk, "why": "decided"} in told.writ.draws[-1]["excluded"]


@commits
def test_who_gave_the_verdict_does_not_sit_above_it(posts, told):
    told.above()
    with speaking(posts["prosecutor"]):
        Writ.objects.filter(pk=told.writ.pk).update(judge=posts["appeal_judge"])
    with refused("took_part", posts["appeal_judge"]):
        told.move("appeal_judge", "uphold", reasons=REASONS)


# --- in force ------------------------------------------------------------------------------------------------------


@commits
def test_in_force_nothing_more_is_said_against_it(posts, told):
    told.in_force()
    assert told.writ.in_force_at is not None and told.writ.matter.waits_for_id == posts["clerk"].pk
    with speaking(posts["prosecutor"]):
        running = Deadline.objects.filter(case=told.case, met_at__isnull=True, ended_at__isnull=True)
        assert not running.exists()
    for who, name, fields in (
        ("suspect", "object", {"person": "x"}),
        ("suspect", "appeal", {"asks": "amount", "text": SAID}),
        ("victim", "appeal", {"asks": "verdict", "text": SAID}),
        ("investigator", "object_victim", {"person": "x"}),
    ):
        with refused("wrong_status", posts[who]):
            told.move(who, name, **fields)
    assert {notice.to.user.username for notice in Notice.objects.filter(kind="writ.in_force")} == {
        "clerk", "trial_judge", "prosecutor", "investigator", "suspect", "victim",
    }  # fmt: skip
    assert told.days_over() == 0


@commits
def test_money_comes_in_parts_never_more_than_is_owed_and_not_tomorrow(posts, told):
    told.in_force()
    whole, today = told.accused().amount, local(now()).date()
    with refused("wrong_status", posts["clerk"]):
        told.move("clerk", "note_payment", person=str(told.accused().pk), paid_on=today, amount=1, proof="к")
    told.move("clerk", "execute")
    with refused("wrong_status", posts["clerk"]):
        told.move("clerk", "execute")
    given = {"person": str(told.accused().pk), "proof": "квитанция"}
    with refused("paid_later", posts["clerk"]):
        told.move("clerk", "note_payment", paid_on=(today + DAY).isoformat(), amount=1, **given)
    with refused("paid_too_much", posts["clerk"]):
        told.move("clerk", "note_payment", paid_on=today.isoformat(), amount=whole + 1, **given)
    with pytest.raises(Invalid):
        told.move("clerk", "note_payment", paid_on=today.isoformat(), amount=0, **given)
    for who in ("prosecutor", "suspect", "investigator"):
        with refused("wrong_role", posts[who]):
            told.move(who, "note_payment", paid_on=today.isoformat(), amount=1, **given)
    told.move("clerk", "note_payment", paid_on=today.isoformat(), amount=whole - 5, **given)
    with refused("paid_too_much", posts["clerk"]):
        told.move("clerk", "note_payment", paid_on=today.isoformat(), amount=6, **given)
    told.move("clerk", "note_payment", paid_on=today.isoformat(), amount=5, **given)
    assert told.fresh().status == Status.EXECUTED
    with refused("wrong_status", posts["clerk"]):
        told.move("clerk", "note_payment", paid_on=today.isoformat(), amount=1, **given)
    with speaking(posts["clerk"]):
        assert sum(row.amount for row in Payment.objects.visible_to(posts["clerk"])) == whole
    with speaking(posts["victim"]):
        assert not Payment.objects.visible_to(posts["victim"]).exists()


@commits
def test_with_nothing_to_be_paid_sending_it_executes_it(told):
    told.back = 10 * DAY
    told.convicted(custody_1=15)
    told.serve_all()
    told.days_over()
    told.back = TODAY
    told.move("clerk", "execute")
    assert told.fresh().status == Status.EXECUTED and told.entries()[-1] == "writ.executed"


# --- who sees what -------------------------------------------------------------------------------------------------

STRANGERS = ("prosecutor2", "investigator2", "judge", "judge2", "lawyer2", "clerk2", "appeal_judge", "custody")


def sees(posts, who: str, rows) -> int:
    with speaking(posts[who]):
        return rows.visible_to(posts[who]).count()


def test_strangers_see_nothing_of_it_from_the_first_day_to_the_verdict(posts):
    told = WritStory(posts, defended=True)
    other = WritStory(posts, victim=False)
    other.begin()
    for step in (told.ready, told.sent):
        if step == told.sent:
            told.move("investigator", "drop", reasons="Проба.")
        step()
        for who in STRANGERS:
            with speaking(posts[who]):
                for rows in (Writ.objects, Will.objects, Copy.objects, Accused.objects, Payment.objects):
                    assert not rows.visible_to(posts[who]).exists(), who
    told.convict()
    for who in STRANGERS:
        with speaking(posts[who]):
            for rows in (Writ.objects, Will.objects, Copy.objects, Accused.objects):
                assert not rows.visible_to(posts[who]).exists(), who


def test_the_court_comes_in_one_by_one(posts, told):
    told.agreed()
    assert sees(posts, "trial_judge", Writ.objects) == 0 and sees(posts, "clerk", Writ.objects) == 0
    told.move("prosecutor", "approve", reasons=REASONS)
    assert sees(posts, "trial_judge", Writ.objects) == 1 and sees(posts, "clerk", Writ.objects) == 0
    told.convict()
    assert sees(posts, "clerk", Writ.objects) == 1 and sees(posts, "clerk", Copy.objects) == 3
    assert sees(posts, "appeal_judge", Writ.objects) == 0


def test_a_party_sees_its_own_word_and_its_own_copy(posts, told):
    told.convicted()
    for who in ("suspect", "victim"):
        with speaking(posts[who]):
            (will,) = Will.objects.visible_to(posts[who])
            (copy,) = Copy.objects.visible_to(posts[who])
            assert will.participant.user_id == copy.participant.user_id == posts[who].user_id
    assert sees(posts, "suspect", Accused.objects) == 1 and sees(posts, "victim", Accused.objects) == 0


def test_a_defender_sees_his_clients_copy_and_no_other_partys(posts):
    told = WritStory(posts, defended=True)
    told.convicted()
    with speaking(posts["lawyer"]):
        assert set(Copy.objects.visible_to(posts["lawyer"]).values_list("to_whom", flat=True)) == {
            "convict", "defender",
        }  # fmt: skip


# --- the record afterwards -----------------------------------------------------------------------------------------


def paid(told: WritStory) -> None:
    told.in_force()
    told.move("clerk", "execute")
    row = told.accused()
    told.move(
        "clerk", "note_payment", person=str(row.pk), paid_on=local(now()).date().isoformat(), amount=row.amount,
        proof="квитанция",
    )  # fmt: skip


def cancelled(told: WritStory) -> None:
    told.convicted()
    assert read(told, "suspect")
    told.serve("victim")
    disagree(told)
    told.move("trial_judge", "cancel")


def changed(told: WritStory) -> None:
    told.above()
    told.move("appeal_judge", "change", reasons=REASONS, total_1=100)


def returned_and_dropped(told: WritStory) -> None:
    told.sent()
    told.move("trial_judge", "return_to_prosecutor", why="no_conditions", reasons=REASONS)
    told.begin()
    told.move("investigator", "remind", person=str(told.will("victim").pk))
    told.move("investigator", "drop", reasons=REASONS)


def terminated(told: WritStory) -> None:
    told.sent()
    told.move("victim", "object_victim", person=str(told.will("victim").pk))
    told.move("trial_judge", "terminate", ground="no_elements", reasons=REASONS)


@commits
@pytest.mark.parametrize("way", [paid, cancelled, changed, returned_and_dropped, terminated])
def test_after_the_whole_story_every_row_of_the_case_is_bound(posts, capsys, way):
    told = WritStory(posts)
    way(told)
    call_command("verify_ledger", "--strict", "--bytes")
    assert "everything holds" in capsys.readouterr().out


@commits
def test_of_two_with_one_left_out_every_row_is_bound_too(posts, capsys):
    told = WritStory(posts, second=True)
    told.agreed()
    second = str(told.accused(told.second).pk)
    told.move("prosecutor", "approve", reasons=REASONS, without=[second], ground="no_elements")
    told.convict()
    call_command("verify_ledger", "--strict", "--bytes")
    assert "everything holds" in capsys.readouterr().out
