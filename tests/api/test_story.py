"""The main job over HTTP with keys, as five people: from the report to the order, and what each of them may see."""

from collections.abc import Callable

import pytest

from ecase.web import now
from tests.api import story
from tests.callers import REASONS, Caller

pytestmark = pytest.mark.django_db
Call = Callable[[str], Caller]
FOUNDED = "Well founded by the papers of the file."


def test_from_report_to_order(caller: Call) -> None:
    investigator, prosecutor, judge = caller("investigator"), caller("prosecutor"), caller("judge")
    lawyer, custody = caller("lawyer"), caller("custody")

    case = story.register(investigator)
    number = case["number"]
    assert len(number) == 15
    assert case["qualification"] == "188/3"
    person = story.suspect(investigator, number)
    story.defence(investigator, number, person["id"])

    detention = story.detain(investigator, number, person["id"])
    assert detention["status"] == "held"
    assert detention["limit_hours"] == 48
    rules = {term["rule"]: term for term in detention["deadlines"]}
    assert rules["detention.expiry"]["state"] == "running"
    assert rules["detention.expiry"]["explanation"]
    assert rules["detention.protocol"]["state"] == "met"
    story.move(investigator, "detentions", detention["id"], "notify_prosecutor")

    sanction = story.request(investigator, number, person["id"], detention=detention["id"])
    assert sanction["status"] == "draft"
    assert lawyer.get(f"sanctions/{sanction['id']}/").status_code == 404
    story.move(investigator, "sanctions", sanction["id"], "submit")
    assert [row["id"] for row in prosecutor.get("queue/").json()["results"]] == [sanction["id"]]
    assert (
        story.move(
            prosecutor, "sanctions", sanction["id"], "support", reasons="Well founded by the papers of the file."
        )["status"]
        == "before_court"
    )
    assert [row["id"] for row in judge.get("queue/").json()["results"]] == [sanction["id"]]

    # The judge looks at the act before he signs it.
    drafted = judge.post(
        f"sanctions/{sanction['id']}/moves/grant/draft/",
        {"reasons": REASONS, "milder": "None would do.", "hearing_at": now().isoformat()},
    )
    assert drafted.status_code == 201, drafted.content.decode()
    pdf = judge.get(drafted.json()["pdf"])
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    granted = judge.post(
        f"sanctions/{sanction['id']}/moves/grant/", {"draft": drafted.json()["draft"], "signature": "demo"}
    )
    assert granted.status_code == 200, granted.content.decode()
    assert granted.json()["status"] == "granted"
    assert granted.json()["until"]

    held = lawyer.get(f"detentions/{detention['id']}/").json()
    assert held["status"] == "order_recorded"
    order = next(row for row in held["materials"] if row["kind"] == "arrest_granted")
    fetched = lawyer.get(order["file"])
    assert fetched.status_code == 200
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")

    assert [row["id"] for row in custody.get("queue/").json()["results"]] == [detention["id"]]
    assert custody.get(f"cases/{number}/").status_code == 404
    acknowledged = story.move(custody, "detentions", detention["id"], "acknowledge")
    assert acknowledged["acknowledged_at"]
    assert acknowledged["case"] is None
    assert custody.get("queue/").json()["results"] == []

    kinds = [entry["kind"] for entry in investigator.get(f"cases/{number}/log/").json()["results"]]
    assert kinds[0] == "detention.acknowledged"
    assert {"case.registered", "detention.recorded", "sanction.granted", "detention.order_recorded"} <= set(kinds)
    assert "sanction.drafted" not in [e["kind"] for e in lawyer.get(f"cases/{number}/log/").json()["results"]]
