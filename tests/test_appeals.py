"""Appeals against the acts of the investigating judge: who files, when, what the court above does, what follows."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.access import VIEW_COVERT
from cases.actions import grants
from cases.actions.act import NotVisible
from cases.models import Deadline, Material
from cases.moving import Invalid, do
from ecase.law.clock import local
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.people.actions import add_user, appoint
from ecase.people.models import Notice, Office
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.appeals.resource import APPEAL
from sanctions.models import Appeal, Draw, Sanction
from sanctions.moves import MOVES
from sanctions.resource import SANCTION
from tests import covert
from tests.measures import DAY, Measures
from tests.telling import REASONS, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

TEXT = "Суд не оценил постоянное место жительства и наличие иждивенцев, листы 12–15."


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=75 * DAY)


def file(told: Measures, hours: float, row: Sanction, who: str = "lawyer", **more) -> Appeal:
    told.decide(hours, who, row, "appeal", **{"text": TEXT, "asks": "cancel", **more})
    with speaking(told.posts[who]):
        return Appeal.objects.get(sanction=row.pk, filed_by=told.posts[who], status="filed")


def move(told: Measures, hours: float, who: str, appeal: Appeal, name: str, **fields) -> Appeal:
    if name in ("uphold", "change", "cancel", "leave"):
        fields.setdefault("reasons", REASONS)
    with speaking(told.posts[who]):
        made = do(APPEAL, appeal.pk, name, by=told.posts[who], at=told.at(hours), **fields)
    assert isinstance(made, Appeal)
    return made


def above(told: Measures, row: Sanction, hours: float = 40, who: str = "lawyer", **more) -> Appeal:
    appeal = file(told, hours, row, who, **more)
    return move(told, hours + 1, "judge", appeal, "send_up")


# --- filing -----------------------------------------------------------------------------------------------------------


def test_the_defence_appeals_within_three_days_and_nothing_is_stayed(posts, told):
    root = told.arrested()
    appeal = file(told, 40, root)
    assert (appeal.status, appeal.side, appeal.late_reason) == ("filed", "defence", "")
    with speaking(posts["lawyer"]):
        assert Appeal.objects.visible_to(posts["lawyer"]).count() == 1
        papers = Material.objects.visible_to(posts["lawyer"]).filter(matter=appeal.pk)
        assert set(papers.values_list("kind", flat=True)) == {"appeal_filed"}
    assert told.row(root).status == "granted" and told.terms(root)["arrest.term"][0] == "live"
    assert told.terms(root)["ij.appeal"][0] == "live"  # the other side may still appeal
    assert told.entries()[-1] == "appeal.filed"
    assert Notice.objects.filter(to=posts["judge"], kind="appeal.filed").count() == 1
    with speaking(posts["judge"]):
        assert Appeal.objects.select_related("matter").get(pk=appeal.pk).matter.waits_for_id == posts["judge"].pk


def test_the_prosecutor_petitions_beside_the_defence(posts, told):
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    own = file(told, 20, draft, "prosecutor", asks="grant")
    assert own.side == "prosecution"
    with speaking(posts["prosecutor"]):
        assert Material.objects.filter(matter=own.pk, kind="appeal_petition").exists()
    assert file(told, 21, draft, "lawyer").side == "defence"


def test_after_the_term_only_with_a_reason_and_marked(posts, told):
    root = told.arrested()
    with refused("late_reason_needed", posts["lawyer"]):
        told.decide(24 + 6 * DAY, "lawyer", root, "appeal", text=TEXT, asks="cancel")
    appeal = file(told, 24 + 6 * DAY, root, late_reason="Копия постановления вручена защитнику только сегодня.")
    assert appeal.late_reason
    (entry,) = told.told("appeal.filed")
    assert entry.facts["late"] is True


@pytest.mark.parametrize("who", ["investigator", "judge", "custody"])
def test_others_do_not_appeal(posts, told, who):
    root = told.arrested()
    with speaking(posts[who]), pytest.raises((NotVisible, Exception)) as stopped:
        do(SANCTION, root.pk, "appeal", by=posts[who], at=told.at(40), text=TEXT, asks="cancel")
    assert isinstance(stopped.value, NotVisible) or stopped.value.refusal.code == "wrong_role"


def test_strangers_find_nothing_and_nobody_appeals_twice(posts, told):
    root = told.arrested()
    for who in ("lawyer2", "prosecutor2"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            do(SANCTION, root.pk, "appeal", by=posts[who], at=told.at(40), text=TEXT, asks="cancel")
    with pytest.raises(Invalid), speaking(posts["lawyer"]):
        do(SANCTION, root.pk, "appeal", by=posts["lawyer"], at=told.at(40), text="нет", asks="cancel")
    appeal = file(told, 40, root)
    with refused("appealed_already", posts["lawyer"]):
        told.decide(41, "lawyer", root, "appeal", text=TEXT, asks="cancel")
    for who in ("lawyer2", "prosecutor2", "judge2"):
        with speaking(posts[who]):
            assert not Appeal.objects.visible_to(posts[who]).filter(pk=appeal.pk).exists()
            with pytest.raises(NotVisible):
                do(APPEAL, appeal.pk, "withdraw", by=posts[who], at=told.at(41), reasons=REASONS)


def test_before_a_decision_there_is_nothing_to_appeal(posts, told):
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    with refused("wrong_status", posts["lawyer"]):
        told.decide(12, "lawyer", draft, "appeal", text=TEXT, asks="cancel")


# --- to the court above -----------------------------------------------------------------------------------------------


def test_the_court_that_decided_sends_it_up_and_three_days_begin(posts, told):
    appeal = file(told, 40, told.arrested())
    with refused("wrong_role", posts["lawyer"]):
        move(told, 41, "lawyer", appeal, "send_up")
    sent = move(told, 41, "judge", appeal, "send_up")
    assert sent.status == "before_court" and sent.received_at == told.at(41)
    with speaking(posts["appeal_judge"]):
        seen = Appeal.objects.visible_to(posts["appeal_judge"]).select_related("matter").get(pk=appeal.pk)
        assert seen.matter.waits_for_id == posts["appeal_judge"].pk
        term = Deadline.objects.get(matter=appeal.pk, rule="ij.oblast")
        assert term.starts_at == told.at(41) and term.live
        drawn = Draw.objects.get(sanction=appeal.sanction_id, cause="appealed")
        assert drawn.judge_id == posts["appeal_judge"].pk and drawn.chance
    with refused("wrong_status", posts["judge"]):
        move(told, 42, "judge", appeal, "send_up")


def test_whoever_filed_takes_it_back_and_nobody_else(posts, told):
    root = told.arrested()
    appeal = above(told, root)
    with refused("not_the_filer", posts["prosecutor"]):
        move(told, 42, "prosecutor", appeal, "withdraw", reasons=REASONS)
    taken = move(told, 43, "lawyer", appeal, "withdraw", reasons="Позиция согласована с подзащитным.")
    assert taken.status == "withdrawn"
    with refused("wrong_status", posts["appeal_judge"]):
        move(told, 44, "appeal_judge", appeal, "uphold")
    assert file(told, 45, root).pk != appeal.pk  # the term runs on


# --- the decision -----------------------------------------------------------------------------------------------------


def test_a_ruling_that_is_left_stands(posts, told):
    root = told.arrested()
    appeal = above(told, root)
    done = move(told, 50, "appeal_judge", appeal, "uphold")
    assert (done.status, done.outcome, done.decided_by_id) == ("decided", "upheld", posts["appeal_judge"].pk)
    assert told.row(root).status == "granted"
    with speaking(told.investigator):
        assert Deadline.objects.get(matter=appeal.pk, rule="ij.oblast").met_at == told.at(50)
        assert Entry.objects.filter(kind="appeal.decided", stream__case_id=told.detention.case_id).count() == 1
    assert {n.to.user.username for n in Notice.objects.filter(kind="appeal.decided")} == {
        "lawyer", "judge", "investigator", "prosecutor",
    }  # fmt: skip
    with refused("wrong_status", posts["appeal_judge"]):
        move(told, 51, "appeal_judge", appeal, "cancel")
    with refused("appeal_final", posts["lawyer"]):
        told.decide(52, "lawyer", root, "appeal", text=TEXT, asks="cancel")


@pytest.mark.parametrize("who", ["judge", "prosecutor", "lawyer"])
def test_only_the_judge_above_decides(posts, told, who):
    appeal = above(told, told.arrested())
    with refused("wrong_role", posts[who]):
        move(told, 50, who, appeal, "uphold")


def test_whoever_took_part_does_not_decide(posts, told):
    """The same person in a post of the court above: neither drawn nor let decide."""
    root = told.arrested()
    appeal = above(told, root)
    with speaking(told.investigator):
        mine = Appeal.objects.get(pk=appeal.pk)
        Sanction.objects.filter(pk=root.pk).update(prosecutor=posts["appeal_judge"])
    assert mine.status == "before_court"
    with refused("took_part", posts["appeal_judge"]):
        move(told, 50, "appeal_judge", appeal, "uphold")


def test_a_cancelled_custody_frees_at_once(posts, told):
    root = told.arrested()
    appeal = above(told, root, asks="cancel_release")
    move(told, 50, "appeal_judge", appeal, "cancel")
    ended = told.row(root)
    assert (ended.status, ended.end_ground) == ("lifted", "appeal")
    assert told.fresh().status(told.at(50)) == "must_be_released"
    assert told.entries()[-2:] == ["appeal.decided", "detention.custody_over"]
    with speaking(posts["custody"]):
        assert "appeal_decided" in Material.objects.visible_to(posts["custody"]).values_list("kind", flat=True)
    told.move(51, "custody", "release_from_custody", ground="custody_cancelled", released_at=told.at(51))
    assert told.fresh().status(told.at(51)) == "released"


def test_a_cancelled_extension_gives_back_the_end_before_it(told):
    root = told.arrested()
    until = told.row(root).until
    asked = {"months": 3, "running_until": until.isoformat(), "supported_by": ["chief"]}
    longer = told.granted(40 * DAY, "arrest_extension", asked=asked, months=3)
    appeal = above(told, longer, 40 * DAY + 5)
    move(told, 41 * DAY + 3, "appeal_judge", appeal, "cancel")
    assert told.row(longer).status == "lifted" and told.row(root).status == "granted"
    assert told.row(root).until == until
    end = told.fresh().custody_ends_at
    assert local(end - timedelta(minutes=1)).date() == until
    assert told.fresh().status(told.at(42 * DAY)) == "order_recorded"


def test_a_changed_term_moves_the_clock_and_the_place_of_detention_knows(posts, told):
    root = told.arrested()
    appeal = above(told, root, asks="change")
    last = told.day(30)
    with pytest.raises(Invalid):
        move(told, 50, "appeal_judge", appeal, "change", until=last.isoformat())
    changed = move(
        told,
        50,
        "appeal_judge",
        appeal,
        "change",
        instead="Срок сократить до тридцати дней.",
        until=last.isoformat(),
        bail=1_600_000,
    )
    assert changed.outcome == "changed"
    row = told.row(root)
    assert (row.until, row.bail, row.status) == (last, "1600000", "granted")
    with speaking(told.investigator):
        clock = Deadline.objects.get(matter=root.pk, rule="arrest.term", ended_at__isnull=True, met_at__isnull=True)
    assert local(clock.due_at - timedelta(minutes=1)).date() == last
    assert told.entries()[-1] == "detention.end_changed"


def test_a_refusal_that_is_cancelled_goes_to_another_judge(posts, told):
    draft = told.request(10, "search")
    told.pass_on(11, draft)
    told.judge_it(12, draft, "refuse")
    appeal = above(told, draft, 20, "prosecutor", asks="grant")
    other = appoint(
        user=add_user(username="judge.second", last_name="Есенов", first_name="Бауржан", iin=""),
        role=Role.INVESTIGATING_JUDGE, office=Office.objects.get(code="ALA-IC"), since=told.at(-10),
    )  # fmt: skip
    move(told, 30, "appeal_judge", appeal, "cancel", again=True)
    anew = told.row(draft)
    assert anew.status == "before_court" and anew.decided_by_id is None
    assert anew.matter.waits_for_id == other.pk and anew.matter.closed_at is None


def test_an_executed_search_found_unlawful_leaves_no_evidence(posts, told):
    row = told.granted(30, "search")
    told.decide(40, "investigator", row, "execute", executed_at=told.at(39), execution=REASONS)
    appeal = above(told, row, 45)
    with speaking(told.investigator):
        paper = Material.objects.get(matter=row.pk, kind="sanction_execution")
    move(told, 50, "appeal_judge", appeal, "cancel")
    assert told.row(row).status == "executed"
    with speaking(told.investigator):
        assert (
            Material.objects.get(pk=paper.pk).inadmissible_at is None
        )  # the report itself is a paper of the proceedings


def test_a_late_appeal_may_be_left_without_consideration_and_one_in_time_may_not(posts, told):
    root = told.arrested()
    in_time = above(told, root)
    with refused("not_late", posts["appeal_judge"]):
        move(told, 50, "appeal_judge", in_time, "leave")
    late = above(told, root, 24 + 7 * DAY, "prosecutor", late_reason="Прокурор узнал о постановлении позже.")
    assert move(told, 24 + 8 * DAY, "appeal_judge", late, "leave").outcome == "left"
    assert told.row(root).status == "granted"


def test_of_a_covert_action_only_the_prosecutor_petitions_and_the_case_is_silent(posts):
    row = covert.granted(posts)
    with speaking(posts["judge"]):
        grants.grant(row.case_id, [posts["prosecutor"]], reason="covert", right=VIEW_COVERT)
    assert posts["lawyer"].role not in MOVES[row.kind]["appeal"].by
    covert.move(posts, "prosecutor", row, "appeal", text=TEXT, asks="cancel")
    with speaking(posts["prosecutor"]):
        appeal = Appeal.objects.visible_to(posts["prosecutor"]).get(sanction=row.pk)
        open_entries = Entry.objects.filter(stream__case_id=row.case_id, kind__startswith="appeal")
        own_entries = Entry.objects.filter(stream__case_id=row.pk, kind="appeal.filed")
        assert not open_entries.exists() and own_entries.count() == 1
    with speaking(posts["judge"]):
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        assert Appeal.objects.visible_to(posts["appeal_judge"]).filter(pk=appeal.pk).exists()
        do(APPEAL, appeal.pk, "cancel", by=posts["appeal_judge"], at=now(), reasons=REASONS)
        assert Sanction.objects.get(pk=row.pk).status == "lifted"
    for who in ("head", "chief", "lawyer", "investigator2"):
        with speaking(posts[who]):
            assert not Appeal.objects.visible_to(posts[who]).exists()
            assert not Appeal.objects.filter(pk=appeal.pk).exists() or who == "investigator"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_and_the_door_of_an_appeal_say_the_same(posts, told, language):
    root = told.arrested()
    appeal = above(told, root)
    number = told.detention.case.number
    for who in ("lawyer", "appeal_judge", "prosecutor"):
        client = Client()
        client.force_login(posts[who].user)
        session = client.session
        session["appointment"] = posts[who].pk
        session.save()
        page = client.get(f"/{language}/cases/{number}/appeals/{appeal.pk}/")
        assert page.status_code == 200 and TEXT in page.content.decode()
        of_decision = client.get(f"/{language}/cases/{number}/sanctions/{root.pk}/").content.decode()
        assert f"/appeals/{appeal.pk}/" in of_decision
        told_there = client.get(f"/api/v1/appeals/{appeal.pk}/").json()
        assert told_there["status"] == "before_court" and told_there["text"] == TEXT
        assert [row["id"] for row in client.get(f"/api/v1/sanctions/{root.pk}/appeals/").json()] == [str(appeal.pk)]
    judge = Client()
    judge.force_login(posts["appeal_judge"].user)
    session = judge.session
    session["appointment"] = posts["appeal_judge"].pk
    session.save()
    for name in ("uphold", "change", "cancel"):
        assert judge.get(f"/{language}/cases/{number}/appeals/{appeal.pk}/moves/{name}/").status_code == 200
    assert judge.get(f"/{language}/queue/").status_code == 200
    assert judge.get(f"/{language}/queue/{appeal.pk}/").status_code == 200
