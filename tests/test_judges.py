"""Distribution among the judges of a court: who could get a request, who could not and why; withdrawing; the merits."""

from datetime import timedelta

import pytest

from cases.access import CaseGrant
from cases.moves import CASE_MOVES
from cases.moving import do
from cases.queries.merits import why_not_hear
from cases.ruling_rules import why_not_case
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, Notice, User
from ecase.people.queries import in_post
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import substitutes
from sanctions.actions.judges import recuse
from sanctions.handing import find_judges
from sanctions.models import Draw, Sanction
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, logged_in_as
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


def judge_of(posts: dict[str, Appointment], name: str, *, user: User | None = None) -> Appointment:
    """Another judge of the court of `judge`."""
    first = posts["judge"]
    user = user or User.objects.create(username=name, first_name="Айгүл", last_name=name.title(), is_active=True)
    return Appointment.objects.create(
        user=user, role=Role.INVESTIGATING_JUDGE, office=first.office, since=now() - timedelta(days=30)
    )


def judges_of_court(posts: dict[str, Appointment]) -> set[int]:
    rows = Appointment.objects.filter(office=posts["judge"].office, role=Role.INVESTIGATING_JUDGE, until__isnull=True)
    return set(rows.values_list("pk", flat=True))


def draws(story: Story, sanction: Sanction) -> list[Draw]:
    with speaking(story.posts["prosecutor"]):
        return list(Draw.objects.filter(sanction=sanction).order_by("at"))


def test_a_draw_says_who_could_get_the_request_and_the_number_that_decided(posts: dict[str, Appointment]) -> None:
    judge_of(posts, "second")
    story = Story(posts, ago=30)
    (draw,) = draws(story, story.in_court(20))
    assert {row["judge"] for row in draw.candidates} == judges_of_court(posts) and draw.excluded == []
    least = min(row["load"] for row in draw.candidates)
    equal = sorted(row["judge"] for row in draw.candidates if row["load"] == least)
    assert draw.judge_id == equal[int(draw.chance, 16) % len(equal)]


def test_who_had_a_hand_in_the_case_in_another_post_is_left_out(posts: dict[str, Appointment]) -> None:
    same = judge_of(posts, "same", user=posts["prosecutor"].user)
    asked = judge_of(posts, "asked", user=posts["investigator"].user)
    story = Story(posts, ago=30)
    (draw,) = draws(story, story.in_court(20))
    why = {row["judge"]: row["why"] for row in draw.excluded}
    assert why == {same.pk: "took_part", asked.pk: "took_part"}
    assert not {same.pk, asked.pk} & {row["judge"] for row in draw.candidates}


def test_who_took_part_in_the_case_but_not_in_the_request_is_left_out_too(posts: dict[str, Appointment]) -> None:
    head = judge_of(posts, "head too", user=posts["head"].user)
    story = Story(posts, ago=30)
    (draw,) = draws(story, story.in_court(20))
    assert {row["judge"]: row["why"] for row in draw.excluded} == {head.pk: "other_post"}


def test_a_judge_who_is_away_gets_nothing_unless_everybody_is(posts: dict[str, Appointment]) -> None:
    second = judge_of(posts, "second")
    story = Story(posts, ago=30)
    with speaking(second):
        substitutes.substitute(
            absent=second,
            instead=None,
            since=story.at(1),
            until=now() + HOUR,
            reason="отпуск",
            by=second,
            at=story.at(2),
        )
    (draw,) = draws(story, story.in_court(20))
    assert draw.judge_id != second.pk
    assert {row["judge"]: row["why"] for row in draw.excluded} == {second.pk: "away"}


@pytest.mark.django_db(transaction=True)
def test_a_judge_withdraws_and_another_is_drawn(posts: dict[str, Appointment]) -> None:
    second = judge_of(posts, "second")
    story = Story(posts, ago=30)
    sanction = story.in_court(20)
    with speaking(posts["prosecutor"]):
        holder = Sanction.objects.get(pk=sanction.pk).matter.waits_for
    other = second if holder.pk != second.pk else posts["judge"]
    with refused("reasons_too_short", holder):
        do_recuse(sanction, holder, story, "Мало.")
    with speaking(holder):
        do_recuse(sanction, holder, story, REASONS)
    first, again = draws(story, sanction)
    assert first.cause == "arrived" and again.cause == "recused"
    assert again.judge_id == other.pk or holder.pk not in {row["judge"] for row in again.candidates}
    assert {"judge": holder.pk, "why": "recused"} in again.excluded
    with speaking(again.judge):
        heir = SANCTION.visible(again.judge).get(pk=sanction.pk)
        assert heir.matter.waits_for_id == again.judge_id
        assert Entry.objects.filter(kind="sanction.recused").count() == 1
    # The one who withdrew sees the case no more, and does not decide.
    with speaking(holder):
        assert not SANCTION.visible(holder).filter(pk=sanction.pk).exists()


def do_recuse(sanction: Sanction, by: Appointment, story: Story, reasons: str) -> None:
    recuse(sanction_id=sanction.pk, by=by, at=story.at(21), fields={"reasons": reasons})


@pytest.mark.django_db(transaction=True)
def test_the_only_judge_of_a_court_withdraws_and_the_first_one_appointed_gets_the_request(
    posts: dict[str, Appointment],
) -> None:
    story = Story(posts, ago=30)
    sanction = story.in_court(20)
    if judges_of_court(posts) - {posts["judge"].pk}:
        pytest.skip("the demo court has several judges")
    with speaking(posts["judge"]):
        do(SANCTION, sanction.pk, "recuse", by=posts["judge"], at=story.at(21), reasons=REASONS)
    with logged_in_as("ecase_clock"):
        assert find_judges(now()) == 0
    with speaking(posts["prosecutor"]):
        matter = SANCTION.visible(posts["prosecutor"]).get(pk=sanction.pk).matter
        assert matter.waits_for_id is None and matter.closed_at is None
        assert Entry.objects.filter(kind="sanction.no_judge").count() == 1
    with speaking(posts["judge"]):
        assert not SANCTION.visible(posts["judge"]).filter(pk=sanction.pk).exists()
    told = Notice.objects.filter(kind="sanction.no_judge").values_list("to", flat=True)
    clerks = in_post(posts["judge"].office_id, {Role.COURT_CLERK})
    assert set(told) == {posts["prosecutor"].pk, posts["investigator"].pk, *(clerk.pk for clerk in clerks)}
    second = judge_of(posts, "second")
    with logged_in_as("ecase_clock"):
        assert find_judges(now()) == 1 and find_judges(now()) == 0
    with speaking(second):
        assert SANCTION.visible(second).get(pk=sanction.pk).matter.waits_for_id == second.pk
    assert {"judge": posts["judge"].pk, "why": "recused"} in draws(story, sanction)[-1].excluded


# --- the merits -----------------------------------------------------------------------------------------------------


def test_a_judge_who_sanctioned_may_not_hear_the_case(posts: dict[str, Appointment]) -> None:
    story = Story(posts, ago=60)
    sanction = story.in_court(20)
    story.decide(24, "judge", sanction, "grant", reasons=REASONS)
    case = story.detention.case
    trial = Appointment.objects.create(
        user=posts["judge"].user, role=Role.TRIAL_JUDGE, office=posts["judge"].office, since=now() - HOUR
    )
    stranger = Appointment.objects.create(
        user=User.objects.create(username="trial", first_name="Дана", last_name="Ким", is_active=True),
        role=Role.TRIAL_JUDGE, office=posts["judge"].office, since=now() - HOUR,
    )  # fmt: skip
    refusal = why_not_hear(case, trial)
    assert refusal is not None and refusal.code == "sanctioned_before" and refusal.cite == "CPC 87(1)(2)"
    assert why_not_hear(case, stranger) is None
    moves = [move for move in CASE_MOVES.values() if Role.TRIAL_JUDGE in move.by]
    for move in moves:
        found = why_not_case(move, case, trial, now())
        assert found is not None and found.code in ("sanctioned_before", "wrong_status"), move.name
    # It does not end with the sight of the case.
    CaseGrant.objects.filter(appointment=posts["judge"], content_object=case).update(until=now() - HOUR)
    assert why_not_hear(case, trial) is not None
