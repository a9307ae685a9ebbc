"""A detention that ends without an order: by its term, by the court's refusal, by ruling; a minor; lists; files."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ecase.web import now
from tests.api import story
from tests.callers import REASONS, Caller, ago

pytestmark = pytest.mark.django_db
Call = Callable[[str], Caller]
LATE = {"protocol_at": None, "late_entry_reason": "No connection in the district."}


def held(caller: Call, **over: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    by = caller("investigator")
    number = story.register(by)["number"]
    born = over.pop("born", date(1990, 1, 2))
    person = story.suspect(by, number, born=born, serial=70)
    return number, person, story.detain(by, number, person["id"], **over)


def moves(answer: dict[str, Any]) -> dict[str, Any]:
    return {row["name"]: row for row in answer["moves"]}


def test_past_the_term_the_door_says_must_be_released(caller: Call) -> None:
    number, _person, detention = held(caller, held_at=ago(hours=49), **LATE)
    assert detention["status"] == "must_be_released"
    terms = {term["rule"]: term for term in detention["deadlines"]}
    assert (terms["detention.expiry"]["state"], terms["detention.expiry"]["late"]) == ("overdue", True)
    overdue = caller("investigator").get("deadlines/", state="overdue").json()["results"]
    assert "detention.expiry" in {row["rule"] for row in overdue}
    assert {row["case"] for row in overdue} == {number}
    assert caller("custody").get("queue/").json()["results"][0]["overdue"] is True

    # Now the head of the facility may, and must, open the door himself.
    custody = caller("custody")
    assert moves(custody.get(f"detentions/{detention['id']}/").json())["release"]["allowed"] is True
    released = story.move(
        custody, "detentions", detention["id"], "release", ground="term_expired", released_at=ago(minutes=1)
    )
    assert released["status"] == "released"
    assert released["released_by"]["role"] == "custody_head"
    assert [row["kind"] for row in released["materials"]][:1] == ["release_ruling_head"]
    assert {"detention.recorded", "detention.released"} <= {entry["kind"] for entry in released["entries"]}
    assert custody.get("queue/").json()["results"] == []


def test_before_the_term_the_head_of_the_facility_may_not(caller: Call) -> None:
    _number, _person, detention = held(caller)
    custody = caller("custody")
    offer = moves(custody.get(f"detentions/{detention['id']}/").json())["release"]
    assert (offer["allowed"], offer["refusal"]["code"]) == (False, "term_not_over")
    assert offer["refusal"]["cite"]
    body = {"ground": "term_expired", "released_at": ago(minutes=1), "signature": "demo"}
    answer = custody.post(f"detentions/{detention['id']}/moves/release/", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "term_not_over")


def test_the_court_refuses_and_the_person_must_go(caller: Call) -> None:
    by, judge = caller("investigator"), caller("judge")
    number, person, detention = held(caller)
    sanction = story.request(by, number, person["id"], detention=detention["id"])
    story.move(by, "sanctions", sanction["id"], "submit")
    story.move(caller("prosecutor"), "sanctions", sanction["id"], "support", reasons=REASONS)
    refused = story.move(judge, "sanctions", sanction["id"], "refuse", reasons=REASONS, hearing_at=now().isoformat())
    assert refused["status"] == "refused"
    assert refused["decided_by"]["role"] == "investigating_judge"
    assert "arrest_refused" in {row["kind"] for row in refused["materials"]}
    custody = caller("custody")
    now_held = custody.get(f"detentions/{detention['id']}/").json()
    assert now_held["status"] == "must_be_released"
    assert moves(now_held)["release"]["allowed"] is True

    again = by.post(f"cases/{number}/sanctions/", {"participant": person["id"], "grounds": story.GROUNDS})
    assert (again.status_code, again.json()["code"]) == (409, "arrest_refused_before")


def test_a_minor_has_24_hours_until_the_prosecutor_confirms(caller: Call) -> None:
    born = (now() - timedelta(days=int(365.25 * 16))).date()
    _number, _person, detention = held(caller, born=born, exception=4)
    assert (detention["minor"], detention["limit_hours"]) == (True, 24)
    prosecutor = caller("prosecutor")
    confirmed = story.move(prosecutor, "detentions", detention["id"], "confirm_exception", reasons=REASONS)
    assert confirmed["limit_hours"] == 72
    terms = [term for term in confirmed["deadlines"] if term["rule"] == "detention.expiry"]
    assert {term["state"] for term in terms} == {"running", "ended"}
    assert all(term["explanation"] for term in terms)


def test_an_order_that_came_on_paper(caller: Call) -> None:
    number, _person, detention = held(caller)
    custody = caller("custody")
    body = {"order_title": "Specialised investigating court, 23.11.2026, No. 4", "order_at": ago(minutes=5)}
    kept = story.move(custody, "detentions", detention["id"], "record_order", **body)
    assert (kept["status"], kept["order_title"]) == ("order_recorded", body["order_title"])
    future = custody.post(f"detentions/{detention['id']}/moves/acknowledge/", {})
    assert future.status_code == 200
    assert future.json()["acknowledged_at"]
    log = caller("investigator").get(f"cases/{number}/log/").json()["results"]
    assert log[0]["actor_role"] == "custody_head"
    assert all(entry["recorded_at"] and entry["says"] for entry in log)


def test_somebody_without_a_number_is_held_by_birth_date(caller: Call) -> None:
    by = caller("investigator")
    number = story.register(by)["number"]
    person = story.suspect(by, number, iin="", identity="passport of another state", birth_date=None)
    body = {"participant": person["id"], "held_at": ago(hours=1), "place": "Almaty", "ground": "caught"}
    asked = by.post(f"cases/{number}/detentions/", body)
    assert (asked.status_code, asked.json()["code"]) == (409, "birth_date_needed")
    assert asked.json()["errors"]["birth_date"]
    assert story.detain(by, number, person["id"], birth_date="2010-01-01")["minor"] is True


def test_lists_go_page_by_page(caller: Call) -> None:
    by = caller("investigator")
    numbers = [story.register(by)["number"] for _ in range(3)]
    for serial in (10, 40, 70):
        person = story.suspect(by, numbers[0], serial=serial)
        detention = story.detain(by, numbers[0], person["id"])
        story.request(by, numbers[0], person["id"], detention=detention["id"])
    sources = {
        "cases/": "number",
        "deadlines/": "id",
        "queue/": "id",
        f"cases/{numbers[0]}/deadlines/": "id",
        f"cases/{numbers[0]}/log/": "seq",
        f"cases/{numbers[0]}/detentions/": "id",
        f"cases/{numbers[0]}/sanctions/": "id",
    }
    for path, key in sources.items():
        whole = [row[key] for row in by.get(path, page_size=100).json()["results"]]
        assert len(whole) >= 3, path
        found, answer = [], by.get(path, page_size=2).json()
        found += [row[key] for row in answer["results"]]
        while answer["next"]:
            answer = by.client.get(answer["next"], headers=by.headers).json()
            found += [row[key] for row in answer["results"]]
        assert found == whole, path
    assert [row["number"] for row in by.get("cases/").json()["results"]] == numbers[::-1]
    due = [row["due_at"] for row in by.get("deadlines/", page_size=100).json()["results"]]
    assert due == sorted(due)
    soon = by.get("deadlines/", state="running", before=ago(hours=-30)).json()["results"]
    assert soon
    assert all(row["state"] == "running" for row in soon)


def test_what_is_filed_is_what_comes_back(caller: Call) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    by = caller("investigator")
    number = story.register(by)["number"]

    def note(text: str) -> dict[str, Any]:
        return {"file": SimpleUploadedFile("note.txt", text.encode()), "title": "Заметка", "access": "parties"}

    filed = by.upload(f"cases/{number}/materials/", note("Первая заметка"))
    assert filed.status_code == 201, filed.content.decode()
    row = filed.json()
    assert (row["title"], row["sheets"], row["access"], row["media_type"]) == (
        "Заметка",
        [1, 1],
        "parties",
        "text/plain",
    )
    back = by.get(row["file"])
    assert b"".join(back.streaming_content).decode() == "Первая заметка"
    assert back["Content-Disposition"].startswith("attachment")
    assert back["ETag"] == f'"{row["sha256"]}"'

    headers = by.headers | {"Idempotency-Key": "note"}
    first = by.client.post(f"/api/v1/cases/{number}/materials/", note("Один"), headers=headers)
    same = by.client.post(f"/api/v1/cases/{number}/materials/", note("Один"), headers=headers)
    other = by.client.post(f"/api/v1/cases/{number}/materials/", note("Иной"), headers=headers)
    assert (first.status_code, same.json(), other.status_code) == (201, first.json(), 422)

    for wrong, field in (
        ({"title": "no file"}, "file"),
        (note("x") | {"title": ""}, "title"),
        (note("x") | {"access": "covert"}, "access"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ\x90\x00" * 20), "title": "program"}, "file"),
        ({"file": SimpleUploadedFile("a.pdf", b"not a pdf"), "title": "false"}, "file"),
        ({"file": SimpleUploadedFile("a.txt", b""), "title": "empty"}, "file"),
    ):
        answer = by.upload(f"cases/{number}/materials/", wrong)
        assert answer.status_code == 400, (field, answer.content.decode())
        assert answer.json()["errors"][field]
