"""The writ calculator over the API: CPC 629-1, condition by condition, for anybody."""

from typing import Any

import pytest
from django.http import HttpResponse

from tests.callers import Caller

pytestmark = pytest.mark.django_db

FINE: dict[str, Any] = {
    "date": "2026-11-23", "qualifications": ["187/1"], "age": 35, "facts_and_person_established": True,
    "disputes_evidence": False, "disputes_qualification": False, "disputes_damage": False, "suspect_motion": True,
    "victim": "consents", "civil_claimant": None, "civil_defendant": None, "immunity": False,
    "mental_disorder_after": False, "unable_to_defend": False, "cumulative_sentences_cc60": False,
    "earlier_writ_sentence_cancelled": False,
}  # fmt: skip


def writ(caller: Caller, **more: Any) -> HttpResponse:
    facts = {name: value for name, value in {**FINE, **more}.items() if value is not ...}
    answer: HttpResponse = caller.post("law/writ/", facts)
    return answer


def states(answer: Any) -> dict[str, str]:
    return {one["code"]: one["state"] for one in answer.json()["conditions"]}


def test_a_petty_theft_that_nobody_disputes_may_go_by_writ(stranger: Caller) -> None:
    body = writ(stranger).json()
    assert body["verdict"] == "eligible"
    assert {one["state"] for one in body["conditions"]} == {"met"}
    assert "victim" in states(writ(stranger)) and "civil_claimant" not in states(writ(stranger))


def test_what_is_not_known_is_asked_for_with_its_remedy(stranger: Caller) -> None:
    answer = writ(stranger, victim="not_asked", suspect_motion=None, citizen=None)
    body = answer.json()
    assert body["verdict"] == "needs"
    assert {code for code, state in states(answer).items() if state == "unknown"} == {"motion", "victim"}
    assert all(one["remedy"] for one in body["conditions"] if one["state"] == "unknown")
    assert all("629-1(2)(4)" in cite.replace(" ", "") or "629-1" in cite for cite in body["cites"])


@pytest.mark.parametrize(
    ("facts", "code", "article"),
    [
        ({"victim": "refuses"}, "victim", "629-1"),
        ({"qualifications": ["188/3"]}, "gravity", "629-1"),
        ({"qualifications": ["187/1", "108-1/1"], "victim": "refuses"}, "victim", "629-1"),
        ({"age": 17}, "adult", "629-1"),
        ({"immunity": True}, "immunity", "629-1"),
        ({"earlier_writ_sentence_cancelled": True}, "earlier_writ", "629-1"),
        ({"date": "2017-12-31"}, "in_force", "629-1"),
    ],
)
def test_what_bars_it(stranger: Caller, facts: dict[str, Any], code: str, article: str) -> None:
    answer = writ(stranger, **facts)
    assert answer.json()["verdict"] == "not_eligible"
    assert states(answer)[code] == "not_met"
    assert any(article in cite for cite in answer.json()["cites"])


def test_the_limits_of_the_fine_in_tenge_of_the_day(stranger: Caller) -> None:
    fines = writ(stranger, qualifications=["187/1", "293/1", "188/3"]).json()["fines"]
    assert [(one["least_mci"], one["most_mci"]) for one in fines] == [(10, 20), (50, 200)]
    assert (fines[1]["mci"], fines[1]["least"], fines[1]["most"]) == (4325, 216250, 865000)
    assert all("55" in one["cite"] for one in fines)


def test_without_a_day_it_is_today(stranger: Caller) -> None:
    assert writ(stranger, date=...).json()["verdict"] == "eligible"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"qualifications": None}, "qualifications"),
        ({"qualifications": []}, "qualifications"),
        ({"qualifications": "188/1"}, "qualifications"),
        ({"qualifications": [188]}, "qualifications"),
        ({"qualifications": ["999/9"]}, "qualifications"),
        ({"qualifications": ["187/1", "187/1"]}, "qualifications"),
        ({"qualifications": ["187/1"] * 21}, "qualifications"),
        ({"qualifications": ["1" * 41]}, "qualifications"),
        ({"age": -1}, "age"),
        ({"age_at_offence": 36}, "age_at_offence"),
        ({"victim": "perhaps"}, "victim"),
        ({"immunity": "no"}, "immunity"),
        ({"date": "yesterday"}, "date"),
    ],
)
def test_facts_that_cannot_be_right(stranger: Caller, wrong: dict[str, Any], field: str) -> None:
    answer = writ(stranger, **wrong)
    assert answer.status_code == 400, answer.json()
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["errors"][field][0]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_in_the_reader_s_language(stranger: Caller, language: str) -> None:
    stranger.headers["Accept-Language"] = language
    says = {one["says"] for one in writ(stranger).json()["conditions"]}
    assert ("The suspect is of age" in says) is (language == "en")
