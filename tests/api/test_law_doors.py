"""The law over the API, for anybody: tables with articles and editions, and the calculators' answers."""

from typing import Any

import pytest
from rest_framework.throttling import SimpleRateThrottle

from ecase.law.kinds_all import KINDS
from ecase.law.limits import LIMITS
from tests.callers import Caller

pytestmark = pytest.mark.django_db
HELD = "2026-11-23T01:56+05:00"


def clock(stranger: Caller, **facts: Any) -> Any:
    return stranger.post("law/detention-clock/", {"age": 30, "qualification": "188/3", "held_at": HELD, **facts})


def arrest(stranger: Caller, **facts: Any) -> Any:
    return stranger.post("law/arrest/", {"date": "2026-11-23", "qualification": "188/3", "age": 30, **facts})


def test_limits_with_editions_and_articles(stranger: Caller) -> None:
    rows = {row["key"]: row for row in stranger.get("law/limits/").json()["results"]}
    assert set(rows) == set(LIMITS)
    expiry = rows["detention.expiry"]
    assert "131" in expiry["cite"]
    assert expiry["custody"] is True
    latest = expiry["editions"][-1]
    assert (latest["amount"], latest["since"]) == (48, "2018-01-09")
    assert {a["name"]: a["value"] for a in latest["amounts"]} == {"minor": 24, "exception": 72}
    assert all(
        edition["cite"] for row in rows.values() for edition in row["editions"] if edition["confidence"] != "own"
    )


def test_kinds_with_their_moves(stranger: Caller) -> None:
    arrest = stranger.get("law/kinds/").json()["results"][0]
    assert arrest["code"] == "arrest"
    assert {"submit", "support", "grant", "refuse"} <= {move["name"] for move in arrest["moves"]}
    assert all(move["cite"] for move in arrest["moves"])


def test_kinds_with_everything_of_their_rows(stranger: Caller) -> None:
    rows = {row["code"]: row for row in stranger.get("law/kinds/").json()["results"]}
    assert list(rows) == list(KINDS)
    for code, kind in KINDS.items():
        row = rows[code]
        assert [one["code"] for one in row["grounds"]] == [one.code for one in kind.grounds], code
        assert [one["name"] for one in row["facts"]] == [one.name for one in kind.facts], code
        assert [one["name"] for one in row["decides"]] == [one.name for one in kind.decides], code
        assert [one["code"] for one in row["documents"]] == [one.code for one in kind.documents], code
        assert [one["code"] for one in row["copies"]] == list(kind.copies), code
        assert row["acts"]["petition"]["ru"] == kind.petition.ru, code
        assert (row["acts"]["granted"] is None) == (row["acts"]["refused"] is None) == kind.alone, code
        assert (row["ends"], row["opens"], row["about"]) == (kind.ends, kind.opens, kind.about), code
        assert all(one["cite"] for one in (*row["grounds"], *row["documents"])), code
    arrest = rows["arrest"]
    assert {one["role"]: one["key"] for one in arrest["terms"]} == {
        "decision_term": "ij.arrest",
        "grants": "arrest.term",
    }
    assert "arrest_extension" in arrest["followed_by"]
    assert (arrest["deciders"], arrest["supported"]) == (["investigating_judge"], True)
    assert rows["extradition_arrest"]["confidence_says"] == "to be checked by a lawyer"


def test_qualifications(stranger: Caller) -> None:
    found = stranger.get("law/qualifications/", q="188").json()["results"]
    assert {"188/1", "188/2", "188/3", "188/4"} <= {row["code"] for row in found}
    assert all(row["cite"] and row["title"] for row in found)
    assert {row["code"] for row in stranger.get("law/qualifications/", q="188/3").json()["results"]} == {"188/3"}
    assert stranger.get("law/qualifications/", q="\x00").status_code == 200
    first = stranger.get("law/qualifications/").json()
    assert len(first["results"]) == 25
    assert stranger.client.get(first["next"]).json()["results"][0]["code"] != first["results"][0]["code"]


def test_qualifications_by_words_on_the_day_of_the_act_with_their_card(stranger: Caller) -> None:
    (theft,) = stranger.get("law/qualifications/", q="188-бап 3-бөлік", on="2026-11-23").json()["results"]
    card = theft["card"]
    assert (theft["code"], theft["refusal"]) == ("188/3", None)
    assert (card["form"], card["bodies"]) == ("preliminary", ["internal_affairs"])
    assert (card["custody"], card["writ"], card["complaint"]) == ("allowed", "barred", "")
    assert all(line["title"] and line["says"] for line in card["lines"])
    assert all(any(step["cite"] for step in line["says"]) for line in card["lines"])
    words = stranger.get("law/qualifications/", q="ұрлық").json()["results"]
    assert words[0]["code"] == "188/1"


def test_an_article_that_did_not_hold_on_the_day_says_so(stranger: Caller) -> None:
    (held,) = stranger.get("law/qualifications/", q="108/1", on="2017-07-02").json()["results"]
    assert held["card"] is not None
    gone = stranger.get("law/qualifications/", q="108/1", on="2026-11-23").json()["results"][0]
    assert gone["card"] is None
    assert gone["refusal"]["code"] == "qualification_not_in_force"
    assert "108-1" in gone["refusal"]["says"]
    everything = stranger.get("law/qualifications/", on="2026-11-23").json()["results"]
    assert all(row["card"] for row in everything)


def test_a_day_nobody_can_read_is_a_problem_in_words(stranger: Caller) -> None:
    answer = stranger.get("law/qualifications/", q="188", on="31.13.2026")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")


def test_an_adult_has_48_hours(stranger: Caller) -> None:
    body = clock(stranger, protocol_at="2026-11-23T04:30+05:00").json()
    assert body["clock_starts_at"] == "2026-11-23T01:56:00+05:00"
    assert (body["limit_hours"], body["expires_at"]) == (48, "2026-11-25T01:56:00+05:00")
    assert (body["protocol_due"], body["protocol_in_time"]) == ("2026-11-23T04:56:00+05:00", True)
    assert body["prosecutor_notice_due"] == "2026-11-23T16:30:00+05:00"
    assert body["interrogation_due"] == "2026-11-24T04:30:00+05:00"
    assert body["petition_to_judge_due"]
    assert (body["misd_to_prosecutor_due"], body["misd_to_court_due"], body["exception_holds"]) == (None, None, None)
    assert body["readings"] == []
    assert any("131" in cite for cite in body["cites"])


def test_a_minor_has_24_and_the_exception_needs_the_prosecutor(stranger: Caller) -> None:
    assert clock(stranger, age=17).json()["limit_hours"] == 24
    assert clock(stranger, age=None, birth_date="2009-11-23").json()["limit_hours"] == 24
    assert clock(stranger, age=None, birth_date="2008-11-23").json()["limit_hours"] == 48
    facts = {"age": 17, "exception_claimed": 4, "exception_facts": ["criminal_group"]}
    claimed = clock(stranger, **facts).json()
    assert (claimed["limit_hours"], claimed["exception_holds"]) == (24, True)
    assert 72 in {reading["limit_hours"] for reading in claimed["readings"]}
    assert clock(stranger, **facts, exception_confirmed=True).json()["limit_hours"] == 72


def test_forced_delivery_starts_the_clock_and_voluntary_does_not(stranger: Caller) -> None:
    early = "2026-11-23T00:10+05:00"
    assert clock(stranger, delivered_at=early).json()["clock_starts_at"] == "2026-11-23T00:10:00+05:00"
    voluntary = clock(stranger, delivered_at=early, delivery="voluntary").json()
    assert voluntary["clock_starts_at"] == "2026-11-23T01:56:00+05:00"


def test_a_misdemeanour_is_told_by_its_article(stranger: Caller) -> None:
    by_article = clock(stranger, qualification="296/1").json()
    assert by_article["offence_kind"] == "misdemeanour"
    assert by_article["petition_to_judge_due"] is None
    assert by_article["misd_to_prosecutor_due"]
    assert "general_ceiling" in {reading["code"] for reading in by_article["readings"]}
    assert clock(stranger, qualification=None, offence_kind="misdemeanour").json()["misd_to_court_due"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_at": None}, "held_at"),
        ({"held_at": "2026-11-23T01:56"}, "held_at"),
        ({"held_at": "soon"}, "held_at"),
        ({"held_at": "9999-12-31T23:59-10:00"}, "held_at"),
        ({"age": None}, "birth_date"),
        ({"age": -1}, "age"),
        ({"age": 12, "birth_date": "1990-01-01"}, "age"),
        ({"age": None, "birth_date": "2027-01-01"}, "birth_date"),
        ({"qualification": None}, "offence_kind"),
        ({"offence_kind": "misdemeanour"}, "offence_kind"),
        ({"offence_kind": "sin"}, "offence_kind"),
        ({"qualification": "999/9"}, "qualification"),
        ({"protocol_at": "2026-11-22T01:56+05:00"}, "protocol_at"),
        ({"citizen_hold_at": "2026-11-24T01:56+05:00"}, "citizen_hold_at"),
        ({"exception_claimed": 7}, "exception_claimed"),
        ({"exception_claimed": 1, "exception_facts": ["weather"]}, "exception_facts"),
        ({"exception_facts": "criminal_group"}, "exception_facts"),
        ({"exception_confirmed": "perhaps"}, "exception_confirmed"),
        ({"delivery": "by post"}, "delivery"),
    ],
)
def test_facts_that_cannot_be_right(stranger: Caller, wrong: dict[str, Any], field: str) -> None:
    answer = clock(stranger, **wrong)
    body = answer.json()
    assert answer.status_code == 400, body
    assert answer["Content-Type"].startswith("application/problem+json")
    assert body["errors"][field][0]


def test_arrest_over_five_years(stranger: Caller) -> None:
    body = arrest(stranger, qualification="188/4", fled=True).json()
    assert (body["verdict"], body["may_be_sanctioned"], body["grounds_147_1"]) == ("allowed", True, [4])
    assert any("147" in cite for cite in body["cites"])


def test_arrest_up_to_five_years_needs_a_named_ground(stranger: Caller) -> None:
    without = arrest(stranger, qualification="188/2").json()
    assert (without["verdict"], without["may_be_sanctioned"]) == ("only_with_named_ground", False)
    assert without["bars"][0]["says"]
    assert arrest(stranger, qualification="188/2", fled=True).json()["may_be_sanctioned"] is True
    assert arrest(stranger, qualification="188/2", no_fixed_home=True).json()["may_be_sanctioned"] is False


def test_arrest_of_a_minor_for_a_crime_of_medium_gravity(stranger: Caller) -> None:
    body = arrest(stranger, qualification="188/2", age=16, fled=True).json()
    assert (body["verdict"], body["may_be_sanctioned"]) == ("forbidden", False)
    assert "541" in body["bars"][0]["cite"]


def test_arrest_for_an_economic_crime(stranger: Caller) -> None:
    assert arrest(stranger, qualification="214/2").json()["may_be_sanctioned"] is False
    assert arrest(stranger, qualification="214/2", organised_group=True).json()["may_be_sanctioned"] is True


def test_where_the_law_contradicts_itself_both_sides_are_named(stranger: Caller) -> None:
    body = arrest(stranger, qualification="110/1").json()
    assert "136" in body["conflicts"][0]["cite"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"date": None}, "date"),
        ({"date": "tomorrow"}, "date"),
        ({"qualification": None}, "qualification"),
        ({"qualification": "188"}, "qualification"),
        ({"age": 16, "age_at_offence": 17}, "age_at_offence"),
        ({"age": "old"}, "age"),
        ({"fled": "yes"}, "fled"),
    ],
)
def test_arrest_facts_that_cannot_be_right(stranger: Caller, wrong: dict[str, Any], field: str) -> None:
    answer = arrest(stranger, **wrong)
    assert answer.status_code == 400
    assert answer.json()["errors"][field][0]


def test_arrest_tells_house_arrest_the_milder_measures_and_bail(stranger: Caller) -> None:
    body = arrest(stranger, qualification="188/2", age=16).json()
    assert body["verdict"] == "forbidden"
    assert (body["house_arrest"]["verdict"], body["house_arrest"]["may_be_sanctioned"]) == ("allowed", True)
    measures = {one["code"]: one for one in body["measures"]}
    assert [one["number"] for one in body["measures"]] == [1, 2, 3, 4, 5, 6, 7]
    assert measures["minor_supervision"]["open"] is True
    assert measures["command_supervision"]["bars"][0]["says"]
    assert measures["bail"]["by_court"] is True
    assert body["bail"]["setting"] == "must"
    floor = body["bail"]["floor"]
    assert (floor["mci"], floor["least"], floor["lowest"], floor["listed"]) == (4325, 865000, 432500, ["minor"])
    assert arrest(stranger, qualification="188/2", fled=True).json()["bail"]["setting"] == "barred"
    broken = arrest(stranger, qualification="188/3", broken="house_arrest").json()["measures"]
    assert [one["code"] for one in broken if one["open"]] == ["arrest"]


def bail(stranger: Caller, **facts: Any) -> Any:
    return stranger.post("law/bail/", {"date": "2026-11-23", "qualification": "188/2", **facts})


def custody(stranger: Caller, **facts: Any) -> Any:
    plain = {"asked": "extension", "date": "2026-11-01", "first_day": "2026-09-20", "last_day": "2026-11-19"}
    return stranger.post("law/custody/", {**plain, "months": 3, **facts})


def test_bail_in_tenge_of_the_year(stranger: Caller) -> None:
    body = bail(stranger).json()
    assert (body["open"], body["refusal"], body["setting"]) == (True, None, "must")
    assert (body["floor"]["least"], body["floor"]["most"]) == (200 * 4325, 350 * 4325)
    little = bail(stranger, amount=864999).json()
    assert (little["open"], little["refusal"]["code"]) == (False, "bail_below_floor")
    listed = {"amount": 432500, "listed": ["pensioner"]}
    assert bail(stranger, **listed).json()["refusal"]["code"] == "bail_exceptional"
    assert bail(stranger, **listed, exceptional=True).json()["open"] is True
    assert bail(stranger, may_flee_or_obstruct=True).json()["room"]["code"] == "bail_believed"
    assert bail(stranger, may_flee_or_obstruct=True, reason_written=True).json()["open"] is True
    assert "148" in bail(stranger, fled=True).json()["refusal"]["cite"]
    misdemeanour = bail(stranger, qualification="296/1").json()
    assert (misdemeanour["floor"], misdemeanour["refusal"]["code"]) == (None, "bail_misdemeanour")


def test_a_running_custody(stranger: Caller) -> None:
    body = custody(stranger, qualification="188/3", age=35).json()
    assert (body["open"], body["step"], body["until"], body["late"]) == (True, 1, "2026-12-19", False)
    assert (body["to_prosecutor_by"], body["to_court_by"]) == ("2026-11-09", "2026-11-12")
    assert body["posts"] == [{"level": "district", "deputies": False, "does": "agrees"}]
    assert [rise["open"] for rise in body["ladder"]] == [True, True, False, False]
    assert (body["ceiling_months"], body["ceiling_day"]) == (9, "2027-06-19")
    late = custody(stranger, date="2026-11-15").json()
    assert (late["open"], late["late_to_prosecutor"], late["late_to_court"]) == (True, 6, 3)
    assert custody(stranger, months=18, criminal_group=True).json()["posts"][1]["level"] == "prosecutor_general"
    minor = custody(stranger, months=9, age=16).json()
    assert (minor["open"], minor["bars"][0]["code"], minor["ceiling_months"]) == (False, "custody_minor_ceiling", 6)
    full = custody(stranger, asked="full", months=None, short=True, last_day="2026-09-29", date="2026-09-27").json()
    assert (full["open"], full["step"], full["to_court_by"], full["until"]) == (True, None, "2026-09-28", "2026-11-19")


@pytest.mark.parametrize(
    ("door", "wrong", "field"),
    [
        (bail, {"date": "tomorrow"}, "date"),
        (bail, {"date": "1990-01-01"}, "date"),
        (bail, {"qualification": None}, "qualification"),
        (bail, {"qualification": "999/9"}, "qualification"),
        (bail, {"amount": 0}, "amount"),
        (bail, {"amount": "much"}, "amount"),
        (bail, {"listed": ["poor"]}, "listed"),
        (bail, {"circumstances": "emergency"}, "circumstances"),
        (bail, {"fled": "yes"}, "fled"),
        (custody, {"asked": None}, "asked"),
        (custody, {"asked": "forever"}, "asked"),
        (custody, {"first_day": None}, "first_day"),
        (custody, {"last_day": "2026-01-01"}, "last_day"),
        (custody, {"last_day": "9999-12-31"}, "last_day"),
        (custody, {"date": "2026-01-01"}, "date"),
        (custody, {"months": None}, "months"),
        (custody, {"months": 10**9}, "months"),
        (custody, {"earlier_days": -1}, "earlier_days"),
        (custody, {"age": "old"}, "age"),
        (arrest, {"broken": "promise"}, "broken"),
        (arrest, {"listed": "minor"}, "listed"),
    ],
)
def test_facts_of_bail_and_custody_that_cannot_be_right(
    stranger: Caller, door: Any, wrong: dict[str, Any], field: str
) -> None:
    answer = door(stranger, **wrong)
    assert answer.status_code == 400, answer.json()
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["errors"][field][0]


@pytest.mark.parametrize("door", [bail, custody])
def test_bail_and_custody_so_many_times_a_minute(stranger: Caller, monkeypatch: pytest.MonkeyPatch, door: Any) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "calculator", "2/min")
    assert [door(stranger).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_in_three_languages(stranger: Caller, language: str) -> None:
    stranger.headers["Accept-Language"] = language
    assert clock(stranger).status_code == 200
    assert arrest(stranger).status_code == 200
    assert bail(stranger).status_code == 200
    assert custody(stranger).status_code == 200
    assert stranger.get("law/limits/").status_code == 200
    assert stranger.get("law/kinds/").status_code == 200


def test_so_many_times_a_minute(stranger: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "calculator", "3/min")
    assert [clock(stranger).status_code for _ in range(3)] == [200] * 3
    last = clock(stranger)
    assert last.status_code == 429
    assert int(last["Retry-After"]) >= 1
    assert last["Content-Type"].startswith("application/problem+json")
    stranger.headers["X-Forwarded-For"] = "203.0.113.9"
    assert clock(stranger).status_code == 429, "an invented address is not another caller"
