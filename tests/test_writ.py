"""The writ until the court: what the parties say, how the papers pass from hand to hand, how the case comes back."""

from datetime import date

import pytest

from cases.actions.act import NotVisible
from cases.models import Case, Charge, Deadline, Participant, Ruling
from cases.moving import Invalid
from ecase.law.clock import local
from ecase.law.identity import make_iin
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.checks.law import mci_on
from tests.rulings import decide, draw, enter, suspect_of
from tests.telling import quick_papers, refused
from tests.writs import ARTICLE, DAY, MOTION, PAD, PAPER, REASONS, SAID, SECOND, STATED, WritStory
from writ.actions import preparing, start
from writ.kinds import Status
from writ.models import Accused, Will, Writ

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def told(posts) -> WritStory:
    return WritStory(posts)


def notified(kind: str) -> set[str]:
    return {notice.to.user.username for notice in Notice.objects.filter(kind=kind).select_related("to__user")}


# --- the whole way ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_from_the_question_to_the_last_payment(posts, told):
    told.back = 12 * DAY
    told.begin()
    assert told.writ.status == Status.PREPARING and told.stage() == "pretrial"
    assert told.term("writ.answer") == "live" and told.term("writ.ruling") == ""
    told.state()
    told.motion()
    assert told.term("writ.ruling") == ""
    told.move("victim", "consent", person=str(told.will("victim").pk))
    assert told.writ.conditions_at is not None and told.term("writ.ruling") == "live"
    assert told.term("writ.answer") == "met"
    told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    assert told.writ.status == Status.BEFORE_HEAD and told.stage() == "pretrial"
    assert told.term("writ.ruling") == "met" and told.term("investigation") == "still"
    told.move("head", "agree")
    assert told.writ.status == Status.BEFORE_PROSECUTOR and told.term("writ.prosecutor") == "live"
    told.move("prosecutor", "approve", reasons=REASONS)
    assert told.writ.status == Status.BEFORE_COURT and told.stage() == "court"
    assert told.writ.judge_id == posts["trial_judge"].pk
    assert (told.term("writ.prosecutor"), told.term("investigation"), told.term("writ.judge")) == ("met", "met", "live")
    told.convict()
    assert told.writ.status == Status.CONVICTED and told.stage() == "court"
    assert told.term("writ.judge") == "met" and told.term("writ.copy") == "live"
    assert set(told.copies()) == {"convict", "victim", "prosecutor"}
    index = mci_on(local(told.case.occurred_at).date())
    assert told.accused().amount == 60 * index
    told.serve_all()
    assert told.term("writ.copy") == "met"
    assert told.term("writ.objection", whose="convict") == "live" and told.term("writ.appeal", whose="victim") == "live"
    assert told.term("writ.appeal", whose="prosecutor") == "live"
    assert told.term("writ.appeal", whose="convict") == "" and told.term("writ.objection", whose="victim") == ""
    told.days_over()
    told.back = 0 * DAY
    assert told.fresh().status == Status.IN_FORCE and told.stage() == "judged"
    assert told.entries()[-2:] == ["writ.in_force", "deadline.reached"]
    told.move("clerk", "execute")
    assert told.writ.status == Status.EXECUTING
    paid = {"person": str(told.accused().pk), "paid_on": local(now()).date().isoformat(), "proof": "квитанция 1"}
    told.move("clerk", "note_payment", amount=1000, **paid)
    assert told.writ.status == Status.EXECUTING
    told.move("clerk", "note_payment", amount=60 * index - 1000, **paid)
    assert told.fresh().status == Status.EXECUTED and told.writ.matter.closed_at is not None
    assert told.entries()[-2:] == ["writ.paid", "writ.executed"]


def test_each_step_is_one_entry_and_somebody_hears_of_it(told):
    told.convicted()
    assert told.entries()[-8:] == [
        "writ.started", "writ.stated", "writ.answered", "writ.answered", "writ.requested", "writ.agreed",
        "writ.approved", "writ.convicted",
    ]  # fmt: skip
    assert notified("writ.asked") == {"suspect", "victim"}
    assert notified("writ.requested") == {"head", "suspect", "victim"}
    assert notified("writ.agreed") == {"prosecutor", "investigator"}
    assert notified("writ.approved") == {"trial_judge", "investigator", "head", "suspect", "victim"}
    assert notified("writ.convicted") == {"prosecutor", "investigator", "clerk", "suspect", "victim"}


# --- beginning ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["head", "prosecutor", "investigator2", "suspect", "trial_judge"])
def test_only_whoever_conducts_the_case_begins(posts, told, who):
    with speaking(posts[who]), pytest.raises((NotVisible, Exception)) as stopped:
        start(case_id=told.case.pk, by=posts[who], at=now())
    assert isinstance(stopped.value, NotVisible) or stopped.value.refusal.code == "not_the_investigator"
    with speaking(posts["investigator"]):
        assert not Writ.objects.filter(case=told.case).exists()


def test_a_second_writ_beside_the_first_is_refused(posts, told):
    told.begin()
    with refused("writ_open", posts["investigator"]):
        told.begin()


def test_a_case_without_a_suspect_and_one_of_a_grave_crime_do_not_begin(posts):
    told = WritStory(posts, article="188/3")
    with refused("ruled_out", posts["investigator"]):
        told.begin()
    with speaking(posts["investigator"]):
        Participant.objects.filter(case=told.case, capacity="suspect").update(capacity="expert")
    with refused("no_suspect", posts["investigator"]):
        told.begin()


def test_who_was_not_asked_at_first_is_asked_later_and_the_condition_waits_for_him(posts, told):
    told.ready()
    assert told.writ.conditions_at is not None
    enter(
        posts, told.case, "claimant", last_name="Юсупов", first_name="Марат", iin=make_iin(date(1990, 5, 5), "male", 17)
    )
    with refused("not_eligible", posts["investigator"]):
        told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    with speaking(posts["investigator"]):
        claimant = Participant.objects.get(case=told.case, capacity="claimant")
    told.move("investigator", "ask", people=[str(claimant.pk)])
    assert told.writ.conditions_at is None and told.term("writ.ruling") == "ended"
    told.move("investigator", "remind", person=str(told.will("civil_claimant").pk))
    with refused("nobody_left", posts["investigator"]):
        told.move("investigator", "ask", people=[str(claimant.pk)])
    told.move("investigator", "consent", person=str(told.will("civil_claimant").pk), **PAPER)
    assert told.term("writ.ruling") == "live"
    with refused("answered", posts["investigator"]):
        told.move("investigator", "remind", person=str(told.will("civil_claimant").pk))


def test_a_suspect_who_comes_in_later_is_an_accused_like_the_first(posts, told):
    told.ready()
    told.second = suspect_of(posts, told.case, article=ARTICLE, **SECOND)
    told.move("investigator", "ask", people=[str(told.second.pk)])
    told.state(told.second)
    told.move("investigator", "file_motion", person=str(told.will("suspect", told.second).pk), **MOTION, **PAPER)
    assert told.writ.conditions_at is not None
    told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    assert told.accused(told.second).facts["established"] is True


def test_the_answer_is_asked_by_a_day_within_the_month(posts, told):
    for days in (0, 31):
        with refused("answer_by", posts["investigator"]):
            told.begin(answer_by=local(now()).date() + days * DAY)
    told.begin(answer_by=local(now()).date() + 10 * DAY)
    with speaking(posts["investigator"]):
        due = Deadline.objects.filter(rule="writ.answer", case=told.case).values_list("due_at", flat=True)
        assert {local(moment - DAY / 86400).date() for moment in due} == {local(now()).date() + 10 * DAY}


# --- the words ----------------------------------------------------------------------------------------------------


def test_the_motion_needs_all_three(posts, told):
    told.begin()
    for name in MOTION:
        with refused("disputes", posts["suspect"]):
            told.motion(**{name: False})
    told.motion()
    assert told.will("suspect").answer == "consents" and told.will("suspect").means == "account"
    with refused("answered", posts["suspect"]):
        told.motion()


def test_whom_a_lawyer_defends_files_the_motion_with_him_beside(posts):
    told = WritStory(posts, defended=True)
    told.begin()
    with refused("counsel_needed", posts["suspect"]):
        told.motion()
    told.motion(**told.counsel)
    assert told.will("suspect").said["counsel"] == posts["lawyer"].user.get_full_name()


def test_the_officer_takes_in_what_is_signed_on_the_pad_or_on_paper(posts, told):
    told.begin()
    will = str(told.will("suspect").pk)
    with pytest.raises(Invalid):
        told.move("investigator", "file_motion", person=will, **MOTION)
    with refused("pad_empty", posts["investigator"]):
        told.move("investigator", "file_motion", person=will, means="pad", **MOTION)
    with pytest.raises(Invalid):
        told.move("investigator", "file_motion", person=will, means="account", **MOTION)
    with pytest.raises(Invalid):
        told.move("investigator", "file_motion", person=will, means="pad", pad=PAD[:-40], **MOTION)
    told.move("investigator", "file_motion", person=will, means="pad", pad=PAD, **MOTION)
    told.move("investigator", "consent", person=str(told.will("victim").pk), **PAPER)
    assert (told.will("suspect").means, told.will("victim").means) == ("pad", "paper")
    with speaking(posts["investigator"]):
        assert told.will("victim").answered_by_id == posts["investigator"].pk
        assert {row.material.kind for row in Will.objects.filter(writ=told.writ)} == {"writ_motion", "writ_consent"}


def test_a_party_answers_for_itself_only(posts, told):
    told.begin()
    theirs, own = str(told.will("suspect").pk), str(told.will("victim").pk)
    with speaking(posts["victim"]), pytest.raises(Invalid):
        told.move("victim", "consent", person=theirs)
    with refused("not_asked", posts["victim"]):
        told.move("victim", "file_motion", person=theirs, **MOTION)
    with refused("not_asked", posts["suspect"]):
        told.move("suspect", "consent", person=own)
    with refused("not_asked", posts["suspect"]):
        told.move("suspect", "object_victim", person=own)
    with refused("no_word", posts["victim"]):
        told.move("victim", "withdraw_word", person=theirs)
    assert told.will("suspect").answer == told.will("victim").answer == ""


def test_past_the_form_too_the_word_of_another_is_of_an_unknown_person(posts, told, monkeypatch):
    """The action itself asks whose word it is: an open form of a party's own is no way to another's."""
    told.begin()
    with speaking(posts["victim"]):
        writ = Writ.objects.get(pk=told.writ.pk)
        with pytest.raises(Refused) as stopped:
            preparing._will(writ, posts["victim"], {"person": told.will("suspect").pk}, answer="")
    assert stopped.value.refusal.code == "unknown_person"


def test_somebody_of_another_case_sees_nothing(posts, told):
    told.begin()
    other = WritStory(posts, victim=False)
    with speaking(posts["suspect"]):
        assert Writ.objects.visible_to(posts["suspect"]).count() == 1
    other.begin()
    with speaking(posts["victim"]):
        assert set(Writ.objects.visible_to(posts["victim"])) == {told.writ}
        assert not Will.objects.visible_to(posts["victim"]).filter(writ=other.writ).exists()
    with speaking(posts["victim"]), pytest.raises(NotVisible):
        other.move("victim", "consent", person=str(other.will("suspect").pk))


# --- against it ---------------------------------------------------------------------------------------------------

HANDS = {
    "preparing": WritStory.ready,
    "before_head": WritStory.requested,
    "before_prosecutor": WritStory.agreed,
}


@pytest.mark.parametrize("status", HANDS)
@pytest.mark.parametrize(
    ("who", "name", "part", "outcome"),
    [("victim", "object_victim", "victim", "objected"), ("suspect", "withdraw_word", "suspect", "withdrawn")],
)
def test_before_the_court_a_party_that_no_longer_wants_it_ends_it_at_once(
    posts, told, status, who, name, part, outcome
):
    HANDS[status](told)
    assert told.writ.status == status
    told.move(who, name, person=str(told.will(part).pk))
    assert (told.writ.status, told.writ.outcome) == (Status.ENDED, outcome)
    assert told.will(part).answer == "withdrawn"
    assert told.stage() == "pretrial" and told.term("investigation") == "live"
    assert told.term("writ.prosecutor") in ("", "ended") and told.term("writ.ruling") in ("met", "ended")
    assert told.writ.matter.closed_at is not None and told.writ.matter.waits_for_id is None
    with refused("wrong_status", posts[who]):
        told.move(who, name, person=str(told.will(part).pk))
    told.begin()  # nothing bars another attempt
    assert told.writ.status == Status.PREPARING


@pytest.mark.parametrize(
    ("who", "name", "part"), [("victim", "object_victim", "victim"), ("suspect", "withdraw_word", "suspect")]
)
def test_before_the_judge_it_leaves_him_the_return_and_the_termination(posts, told, who, name, part):
    told.sent()
    told.move(who, name, person=str(told.will(part).pk), reasons="Передумал.")
    assert told.writ.status == Status.BEFORE_COURT and told.term("writ.judge") == "live" and told.stage() == "court"
    with refused("not_eligible", posts["trial_judge"]):
        told.convict()
    told.move("trial_judge", "return_to_prosecutor", why="no_conditions", reasons=REASONS)
    assert told.writ.status == Status.ENDED


def test_the_investigator_takes_in_an_objection_while_the_case_lies_before_the_judge(posts, told):
    told.sent()
    told.move("investigator", "object_victim", person=str(told.will("victim").pk), **PAPER)
    assert told.will("victim").means == "paper" and told.writ.status == Status.BEFORE_COURT
    with refused("not_eligible", posts["trial_judge"]):
        told.convict()
    with refused("answered", posts["investigator"]):
        told.move("investigator", "object_victim", person=str(told.will("victim").pk), **PAPER)


def test_who_never_agreed_refuses(posts, told):
    told.begin()
    told.move("victim", "object_victim", person=str(told.will("victim").pk))
    assert told.will("victim").answer == "refuses" and told.writ.outcome == "objected"
    with speaking(posts["investigator"]):
        entry = Entry.objects.get(stream__case_id=told.case.pk, kind="writ.objected")
    assert entry.facts["ended"] is True


def test_the_investigator_gives_it_up(posts, told):
    told.ready()
    told.move("investigator", "drop", reasons="Нужна экспертиза.")
    assert (told.writ.status, told.writ.outcome) == (Status.ENDED, "dropped")
    assert told.term("writ.ruling") == "ended" and told.term("investigation") == "live"
    assert notified("writ.dropped") == {"prosecutor", "suspect", "victim"}


# --- facts and ruling ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["immunity", "mental_disorder_after", "unable_to_defend", "cumulative_sentences_cc60", "established"]
)
def test_a_fact_that_rules_it_out_stops_the_ruling(posts, told, name):
    told.ready()
    told.move("investigator", "state_facts", person=str(told.suspect.pk), **{**STATED, name: not STATED[name]})
    assert told.writ.conditions_at is None and told.term("writ.ruling") == "ended"
    with refused("not_eligible", posts["investigator"]):
        told.move("investigator", "request", circumstances=SAID, evidence=SAID)
    told.state()
    assert told.term("writ.ruling") == "live"


def test_nobody_is_sent_to_court_who_is_not_charged(posts):
    told = WritStory(posts, qualified=False)
    told.ready()
    with refused("not_charged", posts["investigator"]):
        told.move("investigator", "request", circumstances=SAID, evidence=SAID)


def test_a_ruling_that_still_waits_comes_first(posts, told):
    told.ready()
    with speaking(posts["investigator"]):
        Ruling.objects.filter(case=told.case, kind="qualification").update(status="before_decider")
    with refused("rulings_open", posts["investigator"]):
        told.move("investigator", "request", circumstances=SAID, evidence=SAID)


def test_without_a_head_in_his_post_nothing_goes_to_nobody(posts, told):
    told.ready()
    with speaking(posts["investigator"]):
        type(posts["head"]).objects.filter(pk=posts["head"].pk).update(until=now())
    with refused("no_post", posts["investigator"]):
        told.move("investigator", "request", circumstances=SAID, evidence=SAID)


# --- head and prosecutor ------------------------------------------------------------------------------------------


def proceeding(told: WritStory, form: str) -> None:
    with speaking(told.posts["investigator"]):
        Case.objects.filter(pk=told.case.pk).update(proceeding=form)


@pytest.mark.parametrize("name", ["head_return", "head_terminate"])
def test_the_head_of_an_investigation_department_only_passes_it_on(posts, told, name):
    told.requested()
    proceeding(told, "investigation")
    with refused("only_forwards", posts["head"]):
        told.move("head", name, reasons=REASONS, ground="no_elements")
    told.move("head", "agree")
    assert told.writ.status == Status.BEFORE_PROSECUTOR


def test_the_head_of_inquiry_returns(posts, told):
    told.requested()
    proceeding(told, "inquiry")
    with pytest.raises(Invalid):
        told.move("head", "head_return", reasons="нет")
    told.move("head", "head_return", reasons=REASONS)
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "returned_by_head", "pretrial")
    assert told.term("investigation") == "live" and told.term("investigation.returned") == ""
    assert notified("writ.returned_by_head") == {"investigator", "prosecutor", "suspect", "victim"}


def test_a_misdemeanour_that_comes_back_has_a_term_again(posts):
    told = WritStory(posts, article="187/1")
    assert told.case.proceeding == "misdemeanour"
    told.requested()
    told.move("head", "head_return", reasons=REASONS)
    assert told.term("investigation.returned") == "live"


def test_a_misdemeanour_whose_writ_was_given_up_in_time_gets_no_term_by_that(posts):
    """Its protocol is owed from the interrogation on (526), whatever became of the writ."""
    told = WritStory(posts, article="187/1")
    told.ready()
    told.move("investigator", "drop", reasons="Нужна экспертиза.")
    assert told.term("investigation.returned") == "" and told.stage() == "pretrial"


def test_an_interrupted_case_goes_nowhere_and_its_term_waits_for_the_resumption(posts, told):
    told.agreed()
    decide(posts, draw(posts, told.case, "interrupt", ground="expert_study"), "approve")
    assert told.stage() == "interrupted"
    with refused("not_running", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons=REASONS)
    told.move("suspect", "withdraw_word", person=str(told.will("suspect").pk))
    assert (told.writ.status, told.stage(), told.term("investigation")) == (Status.ENDED, "interrupted", "still")
    draw(posts, told.case, "resume")
    assert (told.stage(), told.term("investigation")) == ("pretrial", "live")


def test_a_case_joined_to_another_is_not_sent_to_court_and_gets_no_term(posts, told):
    told.agreed()
    other = WritStory(posts, victim=False)
    draw(posts, told.case, "join", other_number=other.case.number, ground="same_person")
    assert told.stage() == "joined"
    with refused("not_running", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons=REASONS)
    told.move("prosecutor", "return_case", reasons=REASONS)
    assert (told.writ.status, told.stage()) == (Status.ENDED, "joined")
    with speaking(posts["prosecutor"]):
        rows = Deadline.objects.filter(case=told.case, met_at__isnull=True, ended_at__isnull=True)
        assert {row.rule for row in rows} <= {"joinder.copy"}


def over(told: WritStory) -> None:
    """The case ended with the writ, by a ruling of its own, and nothing of it runs."""
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "terminated", "terminated")
    with speaking(told.posts["prosecutor"]):
        ruling = Ruling.objects.get(case=told.case, kind="termination")
        assert (ruling.status, ruling.ground) == ("in_force", "no_elements")
        assert not Charge.objects.filter(case=told.case, until__isnull=True).exists()
    assert told.term("investigation") in ("ended", "met") and "writ.case_over" not in told.entries()
    assert told.entries()[-1] == "writ.terminated"


def test_the_head_of_inquiry_terminates(posts, told):
    told.requested()
    proceeding(told, "inquiry")
    told.move("head", "head_terminate", reasons=REASONS, ground="no_elements")
    over(told)


def test_the_prosecutor_terminates(posts, told):
    told.agreed()
    told.move("prosecutor", "refuse_approval", reasons=REASONS, ground="no_elements")
    over(told)
    assert told.term("writ.prosecutor") == "met"


def test_the_prosecutor_returns(posts, told):
    told.agreed()
    told.move("prosecutor", "return_case", reasons=REASONS)
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "returned_by_prosecutor", "pretrial")
    assert told.term("writ.prosecutor") == "met" and told.term("investigation") == "live"
    assert notified("writ.returned_by_prosecutor") == {"investigator", "head", "suspect", "victim"}


def test_the_prosecutor_of_another_district_and_the_head_of_another_office_know_of_nothing(posts, told):
    told.agreed()
    for who in ("prosecutor2", "investigator2", "judge", "lawyer", "clerk", "trial_judge", "custody"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            told.move(who, "approve", reasons=REASONS)


def test_the_prosecution_of_one_of_two_ends_and_the_other_goes_to_court(posts):
    told = WritStory(posts, second=True)
    told.agreed()
    first, second = told.accused(), told.accused(told.second)
    with refused("all_left_out", posts["prosecutor"]):
        told.move(
            "prosecutor", "approve", reasons=REASONS, without=[str(first.pk), str(second.pk)], ground="no_elements"
        )
    with refused("ground", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons=REASONS, without=[str(second.pk)])
    with refused("reasons_too_short", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons="нет", without=[str(second.pk)], ground="no_elements")
    told.move("prosecutor", "approve", reasons=REASONS, without=[str(second.pk)], ground="no_elements")
    assert told.writ.status == Status.BEFORE_COURT
    with speaking(posts["prosecutor"]):
        ruling = Ruling.objects.get(case=told.case, kind="partial_termination")
        assert (ruling.participant_id, ruling.status) == (told.second.pk, "in_force")
        live = Charge.objects.filter(case=told.case, until__isnull=True)
        assert set(live.values_list("participant_id", flat=True)) == {told.suspect.pk}
    told.convict()
    assert told.accused().amount and told.accused(told.second).amount is None
    with speaking(posts["trial_judge"]):
        names = {copy.participant_id for copy in told.copies().values()}
    assert told.second.pk not in names


def test_whose_prosecution_ended_is_no_convict_and_his_defender_gets_no_copy(posts):
    told = WritStory(posts, second=True)
    told.agreed()
    told.defend(told.second, "lawyer2")
    second = str(told.accused(told.second).pk)
    told.move("prosecutor", "approve", reasons=REASONS, without=[second], ground="no_elements")
    told.convict()
    assert set(told.copies()) == {"convict", "victim", "prosecutor"}
    with refused("not_a_party", posts["lawyer2"]):
        told.move("lawyer2", "appeal", asks="amount", text=SAID)
    with refused("not_a_convict", posts["lawyer2"]):
        told.move("lawyer2", "object", person=str(told.copies()["convict"].pk))
    with pytest.raises(Invalid):
        told.move("clerk", "appeal", whose=f"convict:{told.second.pk}", asks="amount", text=SAID)


def test_a_misdemeanour_goes_by_writ_on_the_charge_it_was_registered_on(posts):
    """Before the protocol nobody is qualified: what the case is on stands for what the person is charged with."""
    told = WritStory(posts, article="187/1", qualified=False)
    told.sent()
    told.convict(fine_1_1=15)
    assert told.accused().total_mci == 15


def test_on_a_charge_of_the_fact_nobody_is_left_out_by_a_tick(posts):
    told = WritStory(posts, article="187/1", qualified=False, second=True)
    with speaking(posts["investigator"]):
        Charge.objects.filter(case=told.case, participant__isnull=False).update(participant=None)
    told.agreed()
    second = str(told.accused(told.second).pk)
    with refused("not_charged", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons=REASONS, without=[second], ground="no_elements")


def test_of_two_convicts_each_gets_his_own_fine(posts):
    told = WritStory(posts, second=True)
    told.sent()
    told.convict(fine_1_1=60, fine_2_1=70)
    assert told.accused(told.second).total_mci + told.accused().total_mci == 130
    with speaking(posts["prosecutor"]):
        assert Accused.objects.filter(writ=told.writ, amount__isnull=False).count() == 2


def test_a_case_that_ends_another_way_ends_its_writ(posts, told):
    told.ready()
    ruling = draw(posts, told.case, "terminate", ground="no_elements", evidence=SAID, measures=SAID)
    decide(posts, ruling, "approve", by="chief")
    told.fresh()
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "case_over", "terminated")
    assert told.entries()[-1] == "writ.case_over" and told.term("writ.ruling") == "ended"
