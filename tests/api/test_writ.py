"""The writ through the API: the check list, the whole way, the paths of CONTRACT.md 5, and who gets which answer."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.callers import Caller
from tests.telling import quick_papers
from tests.writs import MOTION, REASONS, SAID, STATED, WritStory

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
Call = Callable[[str], Caller]


@pytest.fixture
def told(posts: Any) -> WritStory:
    return WritStory(posts, article="187/1")


def move(who: Caller, writ: str, name: str, **fields: Any) -> Any:
    answer = who.post(f"writ/{writ}/moves/{name}/", {"signature": "demo", **fields})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def begun(told: WritStory, caller: Call) -> dict[str, Any]:
    answer = caller("investigator").post(f"cases/{told.case.number}/writ/", {})
    assert answer.status_code == 201, answer.content.decode()
    return dict(answer.json())


def test_the_check_list_says_what_is_met_and_what_is_not_known(told: WritStory, caller: Call) -> None:
    found = caller("investigator").get(f"cases/{told.case.number}/writ/").json()
    assert found["verdict"] == "needs" and found["may_start"] and found["refusal"] is None
    states = {one["code"]: one["state"] for one in found["candidates"][0]["conditions"]}
    assert states["gravity"] == states["fine"] == "met" and states["motion"] == states["victim"] == "unknown"
    assert found["track"]["goal"] == 10 and found["writs"] == []


def test_the_whole_way_to_a_verdict(told: WritStory, caller: Call) -> None:
    writ = begun(told, caller)
    wills = {one["part"]: one["id"] for one in writ["wills"]}
    by = caller("investigator")
    move(by, writ["id"], "state_facts", person=str(told.suspect.pk), **STATED)
    move(caller("suspect"), writ["id"], "file_motion", person=wills["suspect"], **MOTION)
    move(caller("victim"), writ["id"], "consent", person=wills["victim"])
    assert by.get(f"cases/{told.case.number}/writ/").json()["verdict"] == "eligible"
    assert move(by, writ["id"], "request", circumstances=SAID, evidence=SAID)["status"] == "before_head"
    assert move(caller("head"), writ["id"], "agree")["status"] == "before_prosecutor"
    assert move(caller("prosecutor"), writ["id"], "approve", reasons=REASONS)["status"] == "before_court"
    judge = caller("trial_judge")
    assert [one["id"] for one in judge.get("queue/").json()["results"]]
    outside = judge.post(
        f"writ/{writ['id']}/moves/convict/", {"signature": "demo", "established": SAID, "fine_1_1": 21}
    )
    assert outside.status_code == 409 and outside.json()["code"] == "fine_limits"
    made = move(judge, writ["id"], "convict", established=SAID, fine_1_1=15)
    assert made["status"] == "convicted" and made["accused"][0]["total_mci"] == 15
    assert {one["to_whom"] for one in made["copies"]} >= {"convict", "victim", "prosecutor"}


def test_a_party_sees_its_own_word_and_nothing_else_of_the_case(told: WritStory, caller: Call) -> None:
    writ = begun(told, caller)
    victim = caller("victim")
    seen = victim.get(f"writ/{writ['id']}/").json()
    assert [one["part"] for one in seen["wills"]] == ["victim"]
    assert seen["candidates"] == seen["accused"] == seen["materials"] == seen["deadlines"] == seen["appeals"] == []
    assert told.suspect.last_name not in victim.get(f"writ/{writ['id']}/").content.decode()
    for path in ("", "writ/", "participants/", "materials/", "log/", "charges/", "deadlines/"):
        assert victim.get(f"cases/{told.case.number}/{path}").status_code == 404, path
    wills = {one["part"]: one["id"] for one in writ["wills"]}
    as_suspect = victim.post(f"writ/{writ['id']}/moves/consent/", {"signature": "demo", "person": wills["suspect"]})
    assert as_suspect.status_code == 400


@pytest.mark.parametrize("outsider", ["investigator2", "prosecutor2", "judge", "judge2", "lawyer2", "trial_judge"])
def test_strangers_find_no_writ(told: WritStory, caller: Call, outsider: str) -> None:
    writ = begun(told, caller)
    who = caller(outsider)
    for path in (f"writ/{writ['id']}/", f"writ/{writ['id']}/moves/", f"cases/{told.case.number}/writ/"):
        assert who.get(path).status_code == 404, f"{outsider} {path}"
    assert who.post(f"writ/{writ['id']}/moves/drop/", {"reasons": REASONS}).status_code == 404


def test_a_repeated_call_opens_one_writ(told: WritStory, caller: Call) -> None:
    by = caller("investigator")
    first = by.post(f"cases/{told.case.number}/writ/", {}, key="once-and-only-once")
    again = by.post(f"cases/{told.case.number}/writ/", {}, key="once-and-only-once")
    assert first.status_code == again.status_code == 201 and first.json()["id"] == again.json()["id"]
    assert by.post(f"cases/{told.case.number}/writ/", {}).json()["code"] == "writ_open"


def test_the_numbers_count_what_the_reader_sees(told: WritStory, caller: Call) -> None:
    begun(told, caller)
    found = caller("head").get("statistics/writ/").json()
    assert (found["whole"]["writs"], found["whole"]["verdicts"], found["taken"]) == (1, 0, 1)
    assert found["eligible"] >= 1 and found["whole"]["median_days"] is None
    assert caller("prosecutor2").get("statistics/writ/").json()["whole"]["writs"] == 0
    assert caller("lawyer").get("statistics/writ/").status_code == 403


def test_what_cannot_be_read_is_told_by_field(told: WritStory, caller: Call) -> None:
    by = caller("investigator")
    wrong = by.post(f"cases/{told.case.number}/writ/", {"answer_by": "tomorrow"})
    assert wrong.status_code == 400 and "answer_by" in wrong.json()["errors"]
    past = by.post(f"cases/{told.case.number}/writ/", {"answer_by": "2001-01-01"})
    assert past.json()["code"] == "answer_by"
    assert by.get(f"cases/{told.case.number}/writ/").json()["writs"] == []
