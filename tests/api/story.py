"""Steps of the main job over HTTP, each returning what the door answered. Shared by the tests of this folder."""

from datetime import date
from typing import Any

from tests.callers import Caller, ago, iin

GROUNDS = "Suspicion is borne out by the protocol, sheets 1 to 3; he has no home here and tried to leave the city."


def register(by: Caller, **over: Any) -> dict[str, Any]:
    """A case of theft with an aggravating mark (CC 188(3)), as it is reported."""
    body = {
        "occasion": "statement",
        "summary": "A flat was broken into at night and gold was carried off.",
        "occurred_at": ago(days=2),
        "place": "Almaty, Tole bi street 100",
        "region": "KZ-75",
        "qualification": "188/3",
        "format": "electronic",
        "applicant": {"iin": iin(date(1980, 5, 5)), "last_name": "Серикова", "first_name": "Алма", "phone": "+7 701"},
        **over,
    }
    answer = by.post("cases/", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def suspect(by: Caller, number: str, born: date = date(1990, 1, 2), serial: int = 50, **over: Any) -> dict[str, Any]:
    body = {
        "capacity": "suspect",
        "iin": iin(born, serial),
        "last_name": "Ахметов",
        "first_name": "Нурлан",
        "patronymic": "Серикович",
        "phone": "+7 777 000 00 00",
        "address": "Almaty, Abay avenue 1",
        **over,
    }
    answer = by.post(f"cases/{number}/participants/", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def defence(by: Caller, number: str, participant: str, lawyer: str = "lawyer") -> dict[str, Any]:
    body = {"participant": participant, "lawyer": lawyer, "warrant": "No. 17 of 23.11.2026"}
    answer = by.post(f"cases/{number}/defences/", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def detain(by: Caller, number: str, participant: str, **over: Any) -> dict[str, Any]:
    body = {
        "participant": participant,
        "held_at": ago(hours=4),
        "delivery": "compulsory",
        "protocol_at": ago(hours=3),
        "place": "Almaty, Abay avenue 10",
        "ground": "caught",
        **over,
    }
    answer = by.post(f"cases/{number}/detentions/", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def recognise(by: Caller, prosecutor: Caller, number: str, participant: str, article: str = "188/3") -> None:
    """The ruling of 202 with the prosecutor's signature: without it somebody at liberty is no suspect."""
    body = {"participant": participant, "episode": "1", "article": article, "text": GROUNDS, "signature": "demo"}
    drawn = by.post(f"cases/{number}/moves/recognise_suspect/", body)
    assert drawn.status_code == 200, drawn.content.decode()
    move(prosecutor, "rulings", drawn.json()["ruling"]["id"], "approve")


def request(by: Caller, number: str, participant: str, **over: Any) -> dict[str, Any]:
    # The papers come later in this story: where the law leaves room, the request says why.
    why = dict.fromkeys(("document_qualification", "document_interrogation", "document_evidence"), GROUNDS)
    body = {"kind": "arrest", "participant": participant, "grounds": GROUNDS, "stated": ["fled"], "why": why, **over}
    answer = by.post(f"cases/{number}/sanctions/", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def move(by: Caller, resource: str, id: str, name: str, **fields: Any) -> dict[str, Any]:
    """A move signed in the demonstration's one step."""
    answer = by.post(f"{resource}/{id}/moves/{name}/", {**fields, "signature": "demo"})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()
