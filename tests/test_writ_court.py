"""The writ before the judge: who gets it, the fine and its limits, the return, the end, what falls with a verdict."""

from datetime import timedelta
from typing import Any

import pytest

from cases.access import VIEW_CASE, CaseGrant, permission_id
from cases.actions.act import NotVisible
from cases.actions.grants import grant
from cases.models import Material, Ruling
from cases.moving import Invalid
from ecase.law.clock import local
from ecase.law.roles import Role
from ecase.people.actions import add_user, appoint
from ecase.people.models import Appointment, Office
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.checks.law import mci_on
from sanctions.models import Sanction
from tests.measures import Measures
from tests.rulings import decide, draw
from tests.telling import quick_papers, refused
from tests.writs import MOTION, PAPER, REASONS, WritStory
from writ.kinds import Status
from writ.models import Writ

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def told(posts) -> WritStory:
    return WritStory(posts)


def another(posts: dict[str, Appointment], name: str = "judge.second", **more: Any) -> Appointment:
    """One judge more of the district court, who may act in the story under that name."""
    user = more.get("user") or add_user(username=name, last_name="Есенов", first_name="Бауржан", iin="")
    posts[name] = appoint(
        user=user, role=Role.TRIAL_JUDGE, office=Office.objects.get(code="ALA-DC"), since=now() - timedelta(days=90)
    )
    posts[name].refresh_from_db()
    return posts[name]


def index_of(told: WritStory) -> int:
    found = mci_on(local(told.case.occurred_at).date())
    assert found is not None
    return found


# --- one charge ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("article", "least", "most"), [("202/1", 50, 200), ("187/1", 10, 20)])
def test_the_fine_stands_within_the_limits_of_a_writ(posts, article, least, most):
    told = WritStory(posts, article=article)
    told.sent()
    for wrong in (least - 1, most + 1, 0):
        with refused("fine_limits", posts["trial_judge"]):
            told.convict(fine_1_1=wrong)
    with pytest.raises(Invalid):
        told.convict(fine_1_1="")
    told.convict(fine_1_1=most)
    row = told.accused()
    assert (row.total_mci, row.mci, row.method, row.amount) == (most, index_of(told), "", most * index_of(told))
    assert row.fines[0]["mci"] == most and (row.fines[0]["least"], row.fines[0]["most"]) == (least, most)


def test_for_violence_against_a_minor_the_limits_of_the_article_are_left(posts, told):
    told.sent()
    with refused("fine_limits", posts["trial_judge"]):
        told.convict(fine_1_1=60, violence_1=True)
    told.convict(fine_1_1=250, violence_1=True)
    assert told.accused().total_mci == 250


def test_a_mandatory_ban_has_to_be_named_with_its_term(posts):
    told = WritStory(posts, article="345-1/1")
    told.sent()
    for given in ({}, {"ban_1": "управлять транспортными средствами"}, {"ban_months_1": 120}):
        with pytest.raises(Invalid):
            told.convict(**given)
    told.convict(ban_1="управлять транспортными средствами", ban_months_1=120)
    row = told.accused()
    assert (row.ban, row.ban_months) == ("управлять транспортными средствами", 120)


@pytest.mark.parametrize(("custody", "house", "off"), [(5, 10, 40), (0, 0, 0), (15, 0, 60), (40, 40, 60)])
def test_days_in_custody_are_taken_off_the_fine(told, custody, house, off):
    told.sent()
    told.convict(fine_1_1=60, custody_1=custody, house_1=house)
    row = told.accused()
    assert (row.total_mci, row.credit_mci, row.amount) == (60, off, (60 - off) * index_of(told))


def test_in_parts_within_three_years(posts, told):
    told.sent()
    today = local(now()).date()
    for wrong in (today, today.replace(year=today.year + 3) + timedelta(days=1)):
        with refused("instalments", posts["trial_judge"]):
            told.convict(pay_until_1=wrong.isoformat())
    last = today.replace(year=today.year + 3)
    told.convict(pay_until_1=last.isoformat())
    assert told.accused().pay_until == last


# --- several charges -----------------------------------------------------------------------------------------------


@pytest.fixture
def two_misdemeanours(posts) -> WritStory:
    told = WritStory(posts, article="187/1", added=["378/1"])
    told.sent()
    return told


@pytest.mark.parametrize(
    ("method", "given", "total"), [("absorbed", {}, 15), ("added", {}, 27), ("partly", {"total_1": 20}, 20)]
)
def test_fines_of_misdemeanours_are_absorbed_or_added(two_misdemeanours, method, given, total):
    told = two_misdemeanours
    told.convict(fine_1_1=15, fine_1_2=12, method_1=method, **given)
    row = told.accused()
    assert (row.method, row.total_mci, row.amount) == (method, total, total * index_of(told))
    assert [one["mci"] for one in row.fines] == [15, 12]


def test_several_fines_need_a_method_and_a_total_within_it(posts, two_misdemeanours):
    told = two_misdemeanours
    with refused("method", posts["trial_judge"]):
        told.convict(fine_1_1=15, fine_1_2=12)
    with refused("missing", posts["trial_judge"]):
        told.convict(fine_1_1=15, fine_1_2=12, method_1="partly")
    for wrong in (14, 28):
        with refused("total_fine", posts["trial_judge"]):
            told.convict(fine_1_1=15, fine_1_2=12, method_1="partly", total_1=wrong)
    with refused("fine_limits", posts["trial_judge"]):
        told.convict(fine_1_1=15, fine_1_2=21, method_1="added")


def test_with_a_crime_among_them_the_milder_fine_is_absorbed_only(posts):
    told = WritStory(posts, article="202/1", added=["187/1"])
    told.sent()
    for wrong in ("added", "partly"):
        with refused("method", posts["trial_judge"]):
            told.convict(fine_1_1=60, fine_1_2=12, method_1=wrong, total_1=70)
    told.convict(fine_1_1=60, fine_1_2=12)
    row = told.accused()
    assert (row.method, row.total_mci) == ("absorbed", 60)


# --- back and over -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["no_conditions", "other_penalty"])
def test_returned_by_the_judge_the_case_is_investigated_again(posts, told, why):
    told.sent()
    with pytest.raises(Invalid):
        told.move("trial_judge", "return_to_prosecutor", why=why, reasons="нет")
    with pytest.raises(Invalid):
        told.move("trial_judge", "return_to_prosecutor", why="tired", reasons=REASONS)
    told.move("trial_judge", "return_to_prosecutor", why=why, reasons=REASONS)
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "returned_by_court", "pretrial")
    assert told.term("writ.judge") == "met" and told.term("investigation.returned") == "live"
    with speaking(posts["prosecutor"]):
        assert Material.objects.filter(case=told.case, kind="writ_return_ruling").exists()
    told.begin()
    assert told.writ.status == Status.PREPARING


def test_the_judge_terminates(posts, told):
    told.sent()
    told.move("trial_judge", "terminate", ground="no_elements", reasons=REASONS)
    assert (told.writ.status, told.writ.outcome, told.stage()) == (Status.ENDED, "terminated", "terminated")
    assert told.term("writ.judge") == "met" and told.term("investigation.returned") == ""
    with speaking(posts["prosecutor"]):
        assert Ruling.objects.get(case=told.case, kind="termination").status == "in_force"
    assert told.entries()[-1] == "writ.terminated"


def test_what_the_court_has_terminated_no_prosecutor_takes_up_again(posts, told):
    told.sent()
    told.move("trial_judge", "terminate", ground="no_elements", reasons=REASONS)
    with speaking(posts["prosecutor"]):
        ruling = Ruling.objects.get(case=told.case, kind="termination")
    with refused("of_the_court", posts["chief"]):
        decide(posts, ruling, "cancel", by="chief")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("convict", {"established": REASONS, "fine_1_1": 60}),
        ("return_to_prosecutor", {"why": "no_conditions", "reasons": REASONS}),
        ("terminate", {"ground": "no_elements", "reasons": REASONS}),
        ("recuse", {"reasons": REASONS}),
    ],
)
def test_only_the_judge_who_has_it_decides_and_once(posts, told, name, fields):
    told.sent()
    for who in ("prosecutor", "investigator", "head", "suspect"):
        with refused("wrong_role", posts[who]):
            told.move(who, name, **fields)
    second = another(posts)
    with speaking(second), pytest.raises(NotVisible):
        told.move("judge.second", name, **fields)
    with speaking(posts["prosecutor"]):
        grant(told.case.pk, [second], reason="trial")
    with refused("not_the_judge", second):
        told.move("judge.second", name, **fields)
    told.move("trial_judge", name, **fields)
    if name == "recuse":
        return
    with refused("wrong_status", posts["trial_judge"]):
        told.move("trial_judge", name, **fields)


# --- which judge ---------------------------------------------------------------------------------------------------


def test_the_case_goes_to_the_least_burdened_and_the_draw_is_kept(posts, told):
    busy = WritStory(posts, victim=False)
    busy.sent()
    assert busy.writ.judge_id == posts["trial_judge"].pk
    second = another(posts)
    told.sent()
    assert told.writ.judge_id == second.pk
    (drawn,) = told.writ.draws
    assert drawn["judge"] == second.pk and drawn["chance"]
    assert {row["judge"]: row["load"] for row in drawn["candidates"]} == {second.pk: 0, posts["trial_judge"].pk: 1}


def test_a_judge_who_withdraws_hands_it_to_another_and_sees_it_no_more(posts, told):
    told.sent()
    with refused("no_post", posts["trial_judge"]):
        told.move("trial_judge", "recuse", reasons=REASONS)
    second = another(posts)
    told.move("trial_judge", "recuse", reasons=REASONS)
    assert told.writ.judge_id == second.pk and told.term("writ.judge") == "live"
    assert {"judge": posts["trial_judge"].pk, "why": "recused"} in told.writ.draws[-1]["excluded"]
    with speaking(posts["prosecutor"]):
        sight = CaseGrant.objects.get(
            content_object=told.case.pk, appointment=posts["trial_judge"], permission_id=permission_id(VIEW_CASE)
        )
    assert sight.until is not None
    with refused("no_post", second):  # who has withdrawn once does not get it back
        told.move("judge.second", "recuse", reasons=REASONS)
    told.move("judge.second", "convict", established=REASONS, fine_1_1=60)
    assert told.writ.status == Status.CONVICTED


def test_who_was_the_investigating_judge_of_the_case_never_hears_it(posts, told):
    with speaking(posts["investigator"]):
        grant(told.case.pk, [posts["judge"]], reason="court")
    promoted = another(posts, "judge.promoted", user=posts["judge"].user)
    told.sent()
    assert told.writ.judge_id == posts["trial_judge"].pk
    assert {"judge": promoted.pk, "why": "sanctioned"} in told.writ.draws[-1]["excluded"]
    with refused("no_post", posts["trial_judge"]):
        told.move("trial_judge", "recuse", reasons=REASONS)
    with speaking(posts["prosecutor"]):
        grant(told.case.pk, [promoted], reason="trial")
        Writ.objects.filter(pk=told.writ.pk).update(judge=promoted)
    with refused("sanctioned_before", promoted):
        told.move("judge.promoted", "convict", established=REASONS, fine_1_1=60)


def test_who_had_another_post_in_the_case_does_not_get_it(posts, told):
    moved = another(posts, "judge.moved", user=posts["head"].user)
    told.sent()
    assert told.writ.judge_id == posts["trial_judge"].pk
    assert {"judge": moved.pk, "why": "other_post"} in told.writ.draws[-1]["excluded"]


def test_without_a_judge_nothing_is_approved(posts, told):
    told.agreed()
    Appointment.objects.filter(pk=posts["trial_judge"].pk).update(until=now())
    with refused("no_post", posts["prosecutor"]):
        told.move("prosecutor", "approve", reasons=REASONS)
    assert told.fresh().status == Status.BEFORE_PROSECUTOR and told.stage() == "pretrial"


# --- what falls with the verdict -----------------------------------------------------------------------------------


def held(posts: dict[str, Appointment]) -> tuple[Measures, WritStory, Sanction]:
    """Somebody in custody who is charged with what may go by writ."""
    story = Measures(posts, ago=75 * 24, qualification="202/1")
    arrest = story.granted(24, "arrest", asked={"stated": ["fled"]})
    person = story.detention.participant
    case = story.detention.case
    about = {"participant": str(person.pk), "article": "202/1"}
    decide(posts, draw(posts, case, "qualify", **about), "approve")
    told = WritStory.of(posts, case, person, counsel=posts["lawyer"])
    told.begin()
    told.state()
    told.move("investigator", "file_motion", person=str(told.will("suspect").pk), **MOTION, **PAPER, **told.counsel)
    told.move("investigator", "request", circumstances=REASONS, evidence=REASONS)
    told.move("head", "agree")
    told.move("prosecutor", "approve", reasons=REASONS)
    return story, told, arrest


def test_whom_the_verdict_finds_in_custody_is_free(posts):
    story, told, arrest = held(posts)
    assert story.row(arrest).status == "granted"
    told.convict(fine_1_1=60, custody_1=20)
    assert told.accused().amount == 0
    ended = story.row(arrest)
    assert (ended.status, ended.end_ground) == ("lifted", "case_over")
    assert story.fresh().status(now()) in ("must_be_released", "released")
    assert "sanction.lifted" in told.entries() and set(told.copies()) >= {"convict", "defender", "prosecutor"}


def test_a_return_leaves_the_custody_as_it_is(posts):
    story, told, arrest = held(posts)
    told.move("trial_judge", "return_to_prosecutor", why="other_penalty", reasons=REASONS)
    assert story.row(arrest).status == "granted"
