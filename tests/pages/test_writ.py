"""The pages of the writ: what each reader finds on them, in how many statements, and what a wrong form keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecase.web.speaking import speaking
from tests.pages.conftest import Reader
from tests.telling import quick_papers
from tests.writs import MOTION, SAID, WritStory
from writ.models import Writ

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
LIST, CASE = 8, 14


@pytest.fixture
def told(posts: Any) -> WritStory:
    return WritStory(posts)


def page_of(told: WritStory) -> str:
    return f"cases/{told.case.number}/writ/{told.writ.pk}/"


def test_the_case_offers_the_writ_by_itself_and_the_investigator_opens_it(told: WritStory, at_page: At) -> None:
    by = at_page("investigator", "en")
    by.goes(f"cases/{told.case.number}/")
    assert "By its charge this case may go by writ" in by.text
    by.goes(f"cases/{told.case.number}/writ/")
    assert "Open a writ and ask the parties" in by.text and "Limits of the fine" in by.text
    by.goes(f"cases/{told.case.number}/writ/new/")
    assert told.suspect.full_name in by.text and told.victim is not None and told.victim.full_name in by.text
    by.sends()
    by.follows()
    assert "answers in his own account" in by.text
    by.goes(f"cases/{told.case.number}/")
    assert "By its charge this case may go by writ" not in by.text


def test_a_case_that_cannot_go_by_writ_is_offered_none(posts: Any, at_page: At) -> None:
    grave = WritStory(posts, article="188/3", victim=False)
    by = at_page("investigator", "en")
    assert "may go by writ, to a verdict" not in by.goes(f"cases/{grave.case.number}/").content.decode()
    by.goes(f"cases/{grave.case.number}/writ/")
    assert "more than a crime of small gravity" in by.text and "Open a writ and ask" not in by.text


def test_the_list_of_possible_writs_is_for_who_supervises(told: WritStory, at_page: At) -> None:
    for name in ("investigator", "head", "prosecutor", "chief"):
        assert told.case.number in at_page(name).goes("writ/candidates/").content.decode(), name
    assert told.case.number not in at_page("prosecutor2").goes("writ/candidates/").content.decode()
    assert at_page("lawyer2").goes("writ/candidates/").status_code == 403
    told.begin()
    assert told.case.number not in at_page("head").goes("writ/candidates/").content.decode()


def test_the_board_shows_a_card_to_those_who_see_the_case(told: WritStory, at_page: At) -> None:
    told.begin()
    for name in ("investigator", "head", "prosecutor"):
        assert told.case.number in at_page(name).goes("writ/").content.decode(), name
    for name in ("investigator2", "prosecutor2", "trial_judge", "clerk", "lawyer2"):
        assert told.case.number not in at_page(name).goes("writ/").content.decode(), name


def test_a_party_answers_in_its_own_room(told: WritStory, at_page: At) -> None:
    told.begin()
    suspect = at_page("suspect", "en")
    assert told.case.number in suspect.goes("writ/mine/").content.decode()
    suspect.goes(f"writ/mine/{told.writ.pk}/")
    assert "You can ask that your case be decided in writ proceedings" in suspect.text
    assert told.victim is not None and told.victim.last_name not in suspect.text
    suspect.goes(f"writ/mine/{told.writ.pk}/moves/file_motion/")
    suspect.sends(**dict.fromkeys(MOTION, "on"))
    suspect.follows()  # the act
    suspect.sends()
    assert told.will("suspect").answer == "consents"
    for path in (f"cases/{told.case.number}/", f"cases/{told.case.number}/writ/", page_of(told)):
        assert suspect.goes(path).status_code == 404, path
    assert at_page("victim").goes(f"writ/mine/{told.writ.pk}/moves/drop/").status_code == 404


def test_a_party_reads_its_verdict_and_is_served_by_that(told: WritStory, at_page: At) -> None:
    told.convicted()
    suspect, stranger = at_page("suspect", "en"), at_page("lawyer2")
    assert suspect.goes(f"writ/mine/{told.writ.pk}/").status_code == 200
    assert "To disagree with the verdict" in suspect.text
    assert told.copies()["convict"].means == "system"
    assert suspect.goes(f"writ/mine/{told.writ.pk}/verdict/").status_code == 200
    assert stranger.goes(f"writ/mine/{told.writ.pk}/verdict/").status_code == 404
    assert at_page("investigator").goes(f"writ/mine/{told.writ.pk}/verdict/").status_code == 404


def test_a_fine_outside_the_limits_keeps_what_was_typed(told: WritStory, at_page: At) -> None:
    told.sent()
    judge = at_page("trial_judge", "en")
    judge.goes(f"{page_of(told)}moves/convict/")
    assert SAID in judge.text, "the verdict begins with the words of the ruling"
    judge.sends(fine_1_1="49", established="Установлено судом по материалам дела.")
    assert "from 50 to 200 MCI" in judge.text and "Установлено судом по материалам дела." in judge.text
    with speaking(told.posts["trial_judge"]):
        assert Writ.objects.get(pk=told.writ.pk).status == "before_court"


def test_the_trial_judge_finds_it_in_his_queue_and_another_does_not(told: WritStory, at_page: At) -> None:
    told.sent()
    assert told.case.number in at_page("trial_judge").goes("queue/").content.decode()
    assert told.case.number not in at_page("judge").goes("queue/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_statements_of_the_pages(posts: Any, at_page: At) -> None:
    told = WritStory(posts)
    told.convicted()
    budgets = (
        ("investigator", CASE, [f"cases/{told.case.number}/", page_of(told)]),
        ("trial_judge", CASE, [page_of(told)]),
        ("prosecutor", CASE, [page_of(told)]),
        ("investigator", LIST, ["writ/", "writ/candidates/"]),
        ("head", LIST, ["writ/numbers/"]),
        ("clerk", CASE + 1, ["queue/"]),  # two kinds of matter wait in it: each is read by its own door
        ("suspect", LIST, ["writ/mine/"]),
        ("suspect", CASE, [f"writ/mine/{told.writ.pk}/"]),
    )
    over = []
    for name, limit, paths in budgets:
        reader = at_page(name)
        for path in paths:
            reader.goes(path)
            with CaptureQueriesContext(connection) as caught:
                assert reader.goes(path).status_code == 200, (name, path)
            if len(caught) > limit:
                over.append((name, path, len(caught), [q["sql"][:140] for q in caught.captured_queries]))
    assert not over, "\n".join(f"{n} {p} {c}\n   " + "\n   ".join(s) for n, p, c, s in over)
