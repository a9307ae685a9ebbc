"""Who may not see or do what over the API. Every outsider is named; a stranger learns not even that it exists."""

import itertools
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from ecase.people.models import User
from tests.api import story
from tests.callers import API, REASONS, Caller, ago, iin

pytestmark = pytest.mark.django_db
Call = Callable[[str], Caller]
STRANGERS = (
    "investigator2",
    "prosecutor2",
    "judge2",
    "lawyer2",
    "trial_judge",
    "clerk",
    "analyst",
    "registrar",
    "suspect",
)


@pytest.fixture
def told(caller: Call) -> Any:
    """A case with a person held and a request that waits for the prosecutor; material for the investigation alone."""
    by = caller("investigator")
    case = story.register(by)
    number = case["number"]
    person = story.suspect(by, number)
    other = story.suspect(by, number, serial=90, capacity="witness", last_name="Тайный")
    story.defence(by, number, person["id"])
    detention = story.detain(by, number, person["id"])
    sanction = story.request(by, number, person["id"], detention=detention["id"])
    story.move(by, "sanctions", sanction["id"], "submit")
    file = SimpleNamespace(**by.get(f"cases/{number}/materials/").json()["results"][0])
    return SimpleNamespace(number=number, person=person, other=other, detention=detention, sanction=sanction, file=file)


def doors(told: Any) -> list[str]:
    number, detention, sanction = told.number, told.detention["id"], told.sanction["id"]
    of_case = ("", "participants/", "defences/", "charges/", "materials/", "deadlines/", "log/", "manifest/")
    return [
        *(f"cases/{number}/{part}" for part in (*of_case, "detentions/", "sanctions/")),
        f"detentions/{detention}/",
        f"detentions/{detention}/moves/",
        f"sanctions/{sanction}/",
        f"sanctions/{sanction}/moves/",
        told.file.file,
    ]


def test_a_stranger_finds_nothing_behind_any_door(told: Any, caller: Call) -> None:
    for name, path in itertools.product(STRANGERS, doors(told)):
        answer = caller(name).get(path)
        assert answer.status_code == 404, f"{name} at {path}: {answer.status_code}"
        assert answer["Content-Type"].startswith("application/problem+json")
        assert told.number not in answer.content.decode()
    for name, path in itertools.product(STRANGERS, ("cases/", "deadlines/", "queue/", "inbox/")):
        assert caller(name).get(path).json()["results"] == [], f"{name} at {path}"


def test_a_stranger_moves_nothing(told: Any, caller: Call) -> None:
    moves = (
        f"detentions/{told.detention['id']}/moves/release/",
        f"sanctions/{told.sanction['id']}/moves/support/",
        f"sanctions/{told.sanction['id']}/moves/grant/",
    )
    parts = ("participants", "defences", "detentions", "sanctions")
    paths = [*moves, *(f"{move}draft/" for move in moves), *(f"cases/{told.number}/{part}/" for part in parts)]
    for name, path in itertools.product(STRANGERS, paths):
        answer = caller(name).post(path, {"signature": "demo", "reasons": REASONS})
        assert answer.status_code == 404, f"{name} at {path}: {answer.status_code}"
    for name in STRANGERS:
        assert caller(name).upload(f"cases/{told.number}/materials/", {"title": "x"}).status_code == 404, name


def test_nobody_enters_without_a_post(told: Any, stranger: Caller) -> None:
    for path in (*doors(told), "me/", "cases/", "deadlines/", "queue/", "inbox/", "token/"):
        answer = stranger.get(path)
        assert answer.status_code == 401, path
        assert answer["Content-Type"].startswith("application/problem+json")
        assert answer["WWW-Authenticate"] == "Token"
    # The machine's administrator holds no post: he is somebody, and nobody here.
    client = Client()
    client.force_login(User.objects.get(username="admin"))
    for path in (*doors(told), "me/", "cases/", "deadlines/", "queue/", "inbox/"):
        address = path if path.startswith("/") else f"{API}{path}"
        assert client.get(address).status_code == 403, path


def test_the_custody_head_sees_the_person_and_not_the_case(told: Any, caller: Call, posts: Any) -> None:
    custody = caller("custody")
    held = custody.get(f"detentions/{told.detention['id']}/")
    assert held.status_code == 200
    body = held.json()
    assert (body["status"], body["case"], body["participant"]["last_name"]) == ("held", None, "Ахметов")
    assert told.number not in held.content.decode()
    for path in doors(told):
        if not path.startswith("detentions/"):
            assert custody.get(path).status_code == 404, path
    assert custody.get("cases/").json()["results"] == []
    terms = custody.get("deadlines/")
    assert {row["rule"] for row in terms.json()["results"]} >= {"detention.expiry"}
    assert told.number not in terms.content.decode()
    # The head of a facility in another city sees neither.
    elsewhere = Caller(posts["ast.custody"])
    for path in doors(told):
        assert elsewhere.get(path).status_code == 404, path
    assert elsewhere.get("queue/").json()["results"] == []


def test_the_lawyer_sees_his_client_and_nobody_elses_data(told: Any, caller: Call) -> None:
    lawyer = caller("lawyer")
    case = lawyer.get(f"cases/{told.number}/")
    people = {row["id"]: row for row in case.json()["participants"]}
    assert people[told.person["id"]]["iin"] == iin(date(1990, 1, 2), 50)
    assert people[told.person["id"]]["phone"]
    for row in people.values():
        if row["id"] != told.person["id"]:
            assert {row[name] for name in ("iin", "identity", "phone", "address", "birth_date", "citizenship")} == {
                None
            }
    assert iin(date(1980, 5, 5)) not in case.content.decode()


def test_the_lawyer_sees_the_petition_once_it_leaves_the_prosecutor(told: Any, caller: Call) -> None:
    lawyer, number = caller("lawyer"), told.number
    assert lawyer.get(f"sanctions/{told.sanction['id']}/").status_code == 404
    assert lawyer.get(told.file.file).status_code == 404
    assert lawyer.get(f"cases/{number}/materials/").json()["results"] == []
    assert lawyer.get(f"cases/{number}/sanctions/").json()["results"] == []
    kinds = {entry["kind"] for entry in lawyer.get(f"cases/{number}/log/").json()["results"]}
    assert not {kind for kind in kinds if kind.startswith("sanction.")}
    manifest = lawyer.get(f"cases/{number}/manifest/").json()
    assert manifest["visible"] == []
    assert all(row["what"] and row["cite"] for row in manifest["withheld"])
    assert not any(character.isdigit() for row in manifest["withheld"] for character in row["what"])
    # The petition leaves the prosecutor: from now on it is open to the parties.
    story.move(caller("prosecutor"), "sanctions", told.sanction["id"], "support", reasons=REASONS)
    seen = caller("lawyer").get(f"sanctions/{told.sanction['id']}/")
    assert seen.status_code == 200
    assert "arrest_petition" in {row["kind"] for row in seen.json()["materials"]}


def test_the_wrong_role_is_told_so(told: Any, caller: Call) -> None:
    for name, resource, move in (
        ("investigator", "sanction", "support"),
        ("investigator", "sanction", "grant"),
        ("prosecutor", "sanction", "grant"),
        ("prosecutor", "sanction", "submit"),
        ("investigator", "detention", "record_order"),
        ("prosecutor", "detention", "notify_prosecutor"),
        ("custody", "detention", "confirm_exception"),
        ("lawyer", "detention", "release"),
    ):
        id = getattr(told, resource)["id"]
        answer = caller(name).post(f"{resource}s/{id}/moves/{move}/", {"signature": "demo"})
        body = answer.json()
        assert (answer.status_code, body["code"]) == (403, "wrong_role"), (name, resource, move)
        assert body["says"]
        assert body["cite"]


@pytest.mark.parametrize("name", ["prosecutor", "head", "judge", "lawyer", "custody"])
def test_only_investigators_register(caller: Call, name: str) -> None:
    answer = caller(name).post("cases/", {})
    assert answer.status_code == 403
    assert answer.json()["code"] == "wrong_role"


def test_a_supervisor_may_look_but_not_enter_people(told: Any, caller: Call) -> None:
    for name in ("prosecutor", "head", "lawyer"):
        for part in ("participants", "defences", "detentions", "sanctions"):
            answer = caller(name).post(f"cases/{told.number}/{part}/", {})
            told_why = "wrong_role" if part == "sanctions" else "not_the_investigator"
            assert (answer.status_code, answer.json()["code"]) == (403, told_why), (name, part)


def test_a_draft_is_read_by_the_one_it_was_made_for(told: Any, caller: Call) -> None:
    made = caller("prosecutor").post(f"sanctions/{told.sanction['id']}/moves/support/draft/", {"reasons": REASONS})
    assert made.status_code == 201, made.content.decode()
    pdf = made.json()["pdf"]
    assert caller("prosecutor").get(pdf).status_code == 200
    for name in ("investigator", "judge2", "lawyer", "custody", "chief"):
        assert caller(name).get(pdf).status_code == 404, name
    used = caller("chief").post(
        f"sanctions/{told.sanction['id']}/moves/support/", {"draft": made.json()["draft"], "signature": "demo"}
    )
    assert (used.status_code, used.json()["code"]) == (409, "wrong_draft")


def test_a_lawyer_sees_nothing_of_the_one_held_beside_his_client(caller: Call) -> None:
    by = caller("investigator")
    number = story.register(by)["number"]
    client = story.suspect(by, number, serial=50)
    beside = story.suspect(by, number, born=date(1985, 5, 5), serial=60, last_name="Другой")
    story.defence(by, number, client["id"])
    detention = story.detain(by, number, beside["id"], protocol_at=None)
    drawn = story.move(by, "detentions", detention["id"], "draw_protocol", protocol_at=ago(hours=2))
    story.request(by, number, beside["id"], detention=detention["id"])

    lawyer = caller("lawyer")
    assert lawyer.get(f"cases/{number}/").status_code == 200
    for path in (f"detentions/{detention['id']}/", drawn["materials"][0]["file"]):
        assert lawyer.get(path).status_code == 404, path
    for part in ("detentions", "sanctions", "materials"):
        assert lawyer.get(f"cases/{number}/{part}/").json()["results"] == [], part
    rules = {row["rule"] for row in lawyer.get(f"cases/{number}/deadlines/").json()["results"]}
    assert not {rule for rule in rules if rule.startswith("detention.")}
    assert iin(date(1985, 5, 5), 60) not in lawyer.get(f"cases/{number}/").content.decode()
