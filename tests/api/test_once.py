"""Twice is once: repeated calls, double clicks, stale drafts, two people at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.speaking import speaking
from tests.api import story
from tests.callers import REASONS, Caller, ago

Call = Callable[[str], Caller]


def entries(name: str, kind: str) -> int:
    with speaking(Appointment.objects.get(user__username=name)):
        return Entry.objects.filter(kind=kind).count()


@pytest.mark.django_db
def test_a_repeated_call_answers_the_same_and_does_nothing(caller: Call) -> None:
    by = caller("investigator")
    body = {
        "occasion": "report",
        "summary": "A bicycle was taken.",
        "occurred_at": ago(days=1),
        "place": "Almaty",
        "qualification": "188/3",
    }
    first = by.post("cases/", body, key="register-1")
    again = by.post("cases/", body, key="register-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replay"] == "true"
    assert again["Location"] == first["Location"] == f"/api/v1/cases/{first.json()['number']}/"
    assert "Idempotent-Replay" not in first
    assert entries("investigator", "case.registered") == 1

    other = by.post("cases/", body | {"place": "Astana"}, key="register-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    # The key is the speaker's own: somebody else's key of the same text is another.
    assert caller("investigator2").post("cases/", body, key="register-1").json()["number"] != first.json()["number"]

    number = first.json()["number"]
    person = story.suspect(by, number)
    story.recognise(by, caller("prosecutor"), number, person["id"])
    refused = by.post(f"cases/{number}/sanctions/", {"participant": person["id"], "grounds": ""}, key="request-1")
    assert refused.status_code == 400
    mended = {"participant": person["id"], "grounds": story.GROUNDS, "stated": ["fled"]}
    assert by.post(f"cases/{number}/sanctions/", mended, key="request-1").status_code == 201, "a refusal binds no key"

    sent = [by.upload(f"cases/{number}/materials/", _upload()) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201], "without a key two uploads are two"


def _upload() -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {"file": SimpleUploadedFile("note.txt", "Заметка".encode()), "title": "Note", "access": "parties"}


@pytest.mark.django_db
def test_a_draft_older_than_the_matter_is_stale(caller: Call) -> None:
    by = caller("investigator")
    number = story.register(by)["number"]
    person = story.suspect(by, number)
    detention = story.detain(by, number, person["id"])
    path = f"detentions/{detention['id']}/moves"
    fields = {"ground": "suspicion_not_confirmed", "released_at": ago(minutes=1)}
    draft = by.post(f"{path}/release/draft/", fields)
    assert draft.status_code == 201, draft.content.decode()
    signed = {"draft": draft.json()["draft"], "signature": "demo"}

    story.move(by, "detentions", detention["id"], "notify_prosecutor")
    stale = by.post(f"{path}/release/", signed)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_draft")
    assert by.get(f"detentions/{detention['id']}/").json()["status"] == "held"

    fresh = by.post(f"{path}/release/draft/", fields).json()["draft"]
    released = by.post(f"{path}/release/", {"draft": fresh, "signature": "demo"}, key="release-1")
    assert released.json()["status"] == "released"
    again = by.post(f"{path}/release/", {"draft": fresh, "signature": "demo"}, key="release-1")
    assert again.json() == released.json()
    assert again["Idempotent-Replay"] == "true"
    without_key = by.post(f"{path}/release/", {"draft": fresh, "signature": "demo"})
    assert (without_key.status_code, without_key.json()["code"]) == (409, "wrong_status")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_act(caller: Call) -> None:
    """Two windows send the same decision at the same moment; then the same registration twice under one key."""
    by, prosecutor = caller("investigator"), caller("prosecutor")
    number = story.register(by)["number"]
    person = story.suspect(by, number)
    story.recognise(by, prosecutor, number, person["id"])
    sanction = story.request(by, number, person["id"])
    story.move(by, "sanctions", sanction["id"], "submit")
    drafts = [
        prosecutor.post(f"sanctions/{sanction['id']}/moves/return_for_rework/draft/", {"reasons": REASONS}).json()[
            "draft"
        ]
        for _ in range(2)
    ]
    path = f"sanctions/{sanction['id']}/moves/return_for_rework/"
    answers = at_once(
        *(lambda draft=draft: prosecutor.post(path, {"draft": draft, "signature": "demo"}) for draft in drafts)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert next(a for a in answers if a.status_code == 409).json()["code"] in {"wrong_status", "stale_draft"}
    assert entries("prosecutor", "sanction.returned") == 1

    body = {
        "occasion": "report",
        "summary": "A bicycle was taken.",
        "occurred_at": ago(days=1),
        "place": "Almaty",
        "qualification": "188/3",
    }
    twins = at_once(*(lambda: by.post("cases/", body, key="twice") for _ in range(2)))
    assert [answer.status_code for answer in twins] == [201, 201]
    assert twins[0].json() == twins[1].json()
    assert sum("Idempotent-Replay" in answer for answer in twins) == 1


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """The answers of calls that start together, each on a connection of its own."""
    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=10)
            answers[place] = call()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers
