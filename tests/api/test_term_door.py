"""The calculator of any term over the API: the rule's answer, the article, who extends and until when to ask."""

from typing import Any

import pytest

from ecase.law.limits import LIMITS
from tests.callers import Caller

pytestmark = pytest.mark.django_db
WEEK = {"weekend": [5, 6], "holidays": []}


def term(stranger: Caller, rule: str, start: str | None = "2026-11-23T10:00+05:00", **facts: Any) -> Any:
    return stranger.post("law/term/", {"rule": rule, "start": start, **WEEK, **facts})


def told(stranger: Caller, rule: str, start: str | None = "2026-11-23T10:00+05:00", **facts: Any) -> dict[str, Any]:
    answer = term(stranger, rule, start, **facts)
    assert answer.status_code == 200, answer.json()
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.parametrize("rule", sorted(LIMITS))
def test_every_rule_is_counted(stranger: Caller, rule: str) -> None:
    gone = LIMITS[rule].editions[-1].until is not None
    body = told(stranger, rule, "2018-11-23T10:00+06:00" if gone else "2026-11-23T10:00+05:00")
    assert body["title"]
    assert body["expires_at"]
    assert (body["last_day"] is None) == (LIMITS[rule].unit == "h")
    assert body["rolls"] == LIMITS[rule].rolls
    assert len(body["explanation"]) >= 4
    assert body["cites"] or LIMITS[rule].own


def test_an_inquiry(stranger: Caller) -> None:
    body = told(stranger, "inquiry", "2026-11-22")
    assert (body["last_day"], body["expires_at"]) == ("2026-12-22", "2026-12-23T00:00:00+05:00")
    assert (body["rolls"], body["rolled"], body["standing_still"]) == (True, False, False)
    assert "CPC art. 192(2)" in body["cites"]


def test_the_days_off_are_those_that_are_given(stranger: Caller) -> None:
    assert told(stranger, "motion", "2026-11-25")["last_day"] == "2026-11-30"  # Saturday 28th moves
    assert told(stranger, "motion", "2026-11-25", weekend=[])["last_day"] == "2026-11-28"
    assert told(stranger, "motion", "2026-11-25", weekend=[6])["last_day"] == "2026-11-28"
    assert told(stranger, "motion", "2026-11-25", weekend=["6", "7"])["last_day"] == "2026-11-30"
    assert told(stranger, "motion", "2026-11-25", weekend=["saturday", "Sun"])["last_day"] == "2026-11-30"
    assert told(stranger, "motion", "2026-11-25", holidays=["2026-11-30"])["last_day"] == "2026-12-01"
    assert told(stranger, "motion", "2026-11-25", weekend=["2026-11-28"])["last_day"] == "2026-11-29"
    # Without them the calendar of the state holds: 16 and 17 December, or the day moved for them.
    of_the_state = stranger.post("law/term/", {"rule": "motion", "start": "2026-12-13"}).json()
    assert of_the_state["rolled"] is True


def test_days_that_stood_still(stranger: Caller) -> None:
    assert told(stranger, "investigation", "2026-11-23")["last_day"] == "2027-01-25"  # 23.01 is a Saturday
    assert told(stranger, "investigation", "2026-11-23", excluded_full_days=10)["last_day"] == "2027-02-02"


def test_an_interrupted_term_runs_on_with_the_rest(stranger: Caller) -> None:
    body = told(stranger, "investigation", "2026-11-23", interrupted_from="2026-12-10", resumed_on="2027-01-11")
    # 44 days were left on 10 December.
    assert body["last_day"] == "2027-02-24"
    (fresh,) = body["readings"]
    assert (fresh["code"], fresh["last_day"]) == ("fresh_term", "2027-03-11")
    assert "Open question" in fresh["says"]
    still = told(stranger, "investigation", "2026-11-23", interrupted_from="2026-12-10")
    assert (still["last_day"], still["expires_at"], still["standing_still"], still["days_left"]) == (
        None,
        None,
        True,
        44,
    )


@pytest.mark.parametrize(
    ("months", "level", "last", "by"),
    [
        (3, "district", "2027-02-23", "2027-01-20"),
        (4, "oblast", "2027-03-23", "2027-01-20"),
        (12, "oblast", "2027-11-23", "2027-01-20"),
        (13, "prosecutor_general", "2027-12-23", "2027-01-15"),
    ],
)
def test_who_extends_an_investigation(stranger: Caller, months: int, level: str, last: str, by: str) -> None:
    body = told(stranger, "investigation", "2026-11-23", extension_to=months)
    assert (body["last_day"], body["level"], body["submit_by"]) == (last, level, by)
    assert body["decided_by"]
    assert [rung["chosen"] for rung in body["ladder"]].count(True) == 1
    assert "CPC art. 192(6)" in body["cites"]


def test_the_days_are_counted_from_the_term_that_runs_now(stranger: Caller) -> None:
    body = told(stranger, "inquiry", "2026-11-23", extension_to=4, current_term_last_day="2027-02-23")
    assert (body["level"], body["submit_by"]) == ("oblast", "2027-02-18")
    custody = told(stranger, "inquiry", "2026-11-23", arrest_last_day="2027-01-22")
    assert {rung["kind"] for rung in custody["ladder"]} == {"investigation", "custody"}


@pytest.mark.parametrize(
    ("months", "number", "last", "to_prosecutor", "to_court"),
    [
        (3, 1, "2027-02-22", "2027-01-12", "2027-01-15"),
        (9, 2, "2027-08-22", "2027-01-07", "2027-01-12"),
        (12, 3, "2027-11-22", "2027-01-07", "2027-01-12"),
        (18, 4, "2028-05-22", "2027-01-02", "2027-01-07"),
    ],
)
def test_the_ladder_of_custody(
    stranger: Caller, months: int, number: int, last: str, to_prosecutor: str, to_court: str
) -> None:
    body = told(stranger, "arrest.term", "2026-11-23", extension_to=months, arrest_last_day="2027-01-22")
    assert body["last_day"] == last
    assert (body["to_prosecutor_by"], body["to_court_by"]) == (to_prosecutor, to_court)
    assert next(rung["number"] for rung in body["ladder"] if rung["chosen"]) == number
    assert body["rolls"] is False


def test_terms_counted_back_from_a_last_day(stranger: Caller) -> None:
    body = told(stranger, "extension.submission", None, current_term_last_day="2026-12-23")
    assert body["last_day"] == "2026-12-18"
    general = told(stranger, "extension.submission", None, current_term_last_day="2026-12-23", extension_to=13)
    assert (general["last_day"], general["level"]) == ("2026-12-13", "prosecutor_general")
    assert general["submit_by"] == "2026-12-13"
    notice = told(stranger, "arrest.expiry_notice", None, arrest_last_day="2026-12-23")
    assert notice["expires_at"] == "2026-12-23T00:00:00+05:00"


def test_a_moment_may_stand_for_its_day(stranger: Caller) -> None:
    body = told(
        stranger,
        "investigation",
        "2026-11-23T23:30+05:00",
        interrupted_from="2026-12-10T00:30+05:00",
        resumed_on="2027-01-10T19:30Z",
    )
    assert body["last_day"] == "2027-02-24"
    # The end of a term is 24:00 of its last day.
    body = told(stranger, "inquiry", extension_to=2, current_term_last_day="2026-12-24T00:00+05:00")
    assert body["submit_by"] == "2026-12-18"


def test_a_named_length(stranger: Caller) -> None:
    assert told(stranger, "complaint.prosecutor", "2026-11-23", amount="listed")["last_day"] == "2026-11-26"
    assert told(stranger, "arrest.short", "2026-11-23", amount=5)["last_day"] == "2026-11-27"


@pytest.mark.parametrize(
    ("rule", "wrong", "field"),
    [
        ("no.such.rule", {}, "rule"),
        ("inquiry", {"start": None}, "start"),
        ("inquiry", {"start": "soon"}, "start"),
        ("inquiry", {"start": "9999-12-31"}, "start"),
        ("inquiry", {"start": "2026-11-23T10:00"}, "start"),
        ("writ.judge", {"start": "2017-06-01"}, "start"),
        ("detention.expiry", {"start": "2026-11-23"}, "start"),
        ("detention.expiry", {"excluded_full_days": 3}, "excluded_full_days"),
        ("motion", {"interrupted_from": "2026-11-24"}, "interrupted_from"),
        ("inquiry", {"excluded_full_days": -1}, "excluded_full_days"),
        ("inquiry", {"excluded_full_days": "many"}, "excluded_full_days"),
        ("inquiry", {"resumed_on": "2026-11-24"}, "interrupted_from"),
        ("inquiry", {"interrupted_from": "2026-11-01"}, "interrupted_from"),
        ("inquiry", {"interrupted_from": "2026-12-01", "resumed_on": "2026-11-30"}, "resumed_on"),
        ("inquiry", {"extension_to": 1}, "extension_to"),
        ("inquiry", {"extension_to": 100000}, "extension_to"),
        ("accelerated", {"extension_to": 3}, "extension_to"),
        ("motion", {"extension_to": 3}, "extension_to"),
        ("arrest.term", {"extension_to": 2}, "extension_to"),
        ("arrest.term", {"extension_to": 19}, "extension_to"),
        ("inquiry", {"current_term_last_day": "2026-01-01"}, "current_term_last_day"),
        ("inquiry", {"amount": "minor"}, "amount"),
        ("inquiry", {"amount": "0"}, "amount"),
        ("inquiry", {"amount": "9" * 30}, "amount"),
        ("motion", {"weekend": [0, 1, 2, 3, 4, 5, 6]}, "weekend"),
        ("motion", {"weekend": [8]}, "weekend"),
        ("motion", {"weekend": "sat"}, "weekend"),
        ("motion", {"holidays": ["soon"]}, "holidays"),
        ("motion", {"holidays": {"a": 1}}, "holidays"),
    ],
)
def test_facts_that_cannot_be_right(stranger: Caller, rule: str, wrong: dict[str, Any], field: str) -> None:
    answer = term(stranger, rule, **wrong) if "start" not in wrong else term(stranger, rule, wrong["start"])
    body = answer.json()
    assert answer.status_code == 400, body
    assert body["errors"][field][0]


def test_nothing_but_an_object(stranger: Caller) -> None:
    assert stranger.post("law/term/", [1]).status_code == 400
