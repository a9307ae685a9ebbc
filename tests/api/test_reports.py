"""Crime reports over the API: the whole way, the wrong person, the same call twice."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from tests.callers import Caller, ago, iin

Call = Callable[[str], Caller]
WHY = "The statement was checked against the papers handed in, sheets 1 to 3, and they bear this out."
STRANGERS = (
    "investigator", "investigator2", "prosecutor2", "judge", "lawyer", "custody", "analyst", "suspect", "clerk",
)  # fmt: skip


def receive(by: Caller, **over: Any) -> dict[str, Any]:
    body = {
        "source": "oral",
        "summary": "A garage was broken into at night and tools were carried off.",
        "occurred_at": ago(hours=9),
        "place": "Almaty, Tole bi street 100",
        "region": "KZ-75",
        "language": "ru",
        "iin": iin(date(1980, 5, 5)),
        "last_name": "Серикова",
        "first_name": "Алма",
        "warned": True,
        "protocol": True,
        **over,
    }
    answer = by.post("reports/", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def move(by: Caller, report: dict[str, Any], name: str, **fields: Any) -> dict[str, Any]:
    answer = by.post(f"reports/{report['id']}/moves/{name}/", {**fields, "signature": "demo"})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


@pytest.mark.django_db
def test_from_the_book_to_a_case(caller: Call) -> None:
    duty, head, by = caller("registrar"), caller("head"), caller("investigator")
    report = receive(duty)
    assert report["status"] == "received" and report["deadlines"][0]["rule"] == "report.decision"
    assert report["check_code"] and len(report["deadlines"]) == 1
    move(head, report, "assign", investigator=str(by.appointment.pk))
    assert by.get("reports/?show=waiting").json()["results"][0]["id"] == report["id"]
    done = move(
        by,
        report,
        "register",
        qualification="188/3",
        summary=report["summary"],
        occurred_at=report["occurred_at"],
        place=report["place"],
    )
    assert done["status"] == "registered" and done["check_code"] is None
    case = by.get(f"cases/{done['case']}/").json()
    assert case["occasion"] == "statement" and case["participants"][0]["last_name"] == "Серикова"
    assert duty.get(f"reports/{report['id']}/").json()["case"] == done["case"], "he reads the number"
    assert duty.get(f"cases/{done['case']}/").status_code == 404, "and not the case"
    twice = by.post(f"reports/{report['id']}/moves/register/", {"qualification": "188/3"})
    assert twice.status_code == 409 and twice.json()["code"] == "wrong_status"


@pytest.mark.django_db
def test_the_same_key_enters_one_report(caller: Call) -> None:
    duty = caller("registrar")
    body = {"source": "media", "summary": "The paper writes of a burnt kiosk.", "language": "ru"}
    first, again = (duty.post("reports/", body, key="once") for _ in range(2))
    assert first.json() == again.json() and again["Idempotent-Replay"] == "true"
    assert len(duty.get("reports/").json()["results"]) == 1
    assert first["Location"] == f"/api/v1/reports/{first.json()['id']}/"


@pytest.mark.django_db
def test_a_signed_decision_goes_by_draft_and_signature(caller: Call) -> None:
    duty, by, prosecutor = caller("registrar"), caller("investigator"), caller("prosecutor")
    report = receive(duty)
    move(duty, report, "assign", investigator=str(by.appointment.pk))
    own = f"reports/{report['id']}/moves/not_register/"
    fields = {"ground": "civil_deal", "reasons": WHY}
    taken = by.post(f"{own}draft/", {**fields, "facts": ["collective"]})
    assert taken.status_code == 409 and taken.json()["code"] == "ground_taken_away"
    assert by.post(f"{own}draft/", {**fields, "ground": "no_elements"}).status_code == 400
    draft = by.post(f"{own}draft/", fields)
    assert draft.status_code == 201, draft.content.decode()
    assert by.get(draft.json()["pdf"]).status_code == 200
    assert caller("investigator2").get(draft.json()["pdf"]).status_code == 404
    done = by.post(own, {"draft": draft.json()["draft"], "signature": "demo"})
    assert done.status_code == 200 and done.json()["status"] == "not_registered"
    (paper,) = done.json()["papers"]
    assert prosecutor.get(paper["file"]).status_code == 200
    refused = prosecutor.post(f"reports/{report['id']}/moves/cancel_decision/", {"reasons": WHY, "signature": "demo"})
    assert refused.status_code == 403, "193(2): the head of the office alone"
    back = move(caller("chief"), report, "cancel_decision", reasons=WHY)
    assert back["status"] == "received" and back["decided_by"] is None


@pytest.mark.django_db
def test_a_person_sends_his_statement_in_two_calls(caller: Call) -> None:
    victim = caller("victim")
    body = {"office": "ALA-PD", "summary": "Money was taken from my card without my knowledge.", "language": "kk"}
    assert victim.post("reports/statements/", body).json()["code"] == "not_warned"
    laid = victim.post("reports/statements/", {**body, "warned": True})
    assert laid.status_code == 201, laid.content.decode()
    ready = laid.json()["draft"]
    assert victim.get(laid.json()["pdf"]).status_code == 200
    for other in ("suspect", "registrar"):
        assert caller(other).get(laid.json()["pdf"]).status_code == 404
        assert caller(other).post(f"reports/statements/{ready}/", {"signature": "demo"}).status_code == 404
    assert victim.get("reports/").json()["results"] == []
    sent = victim.post(f"reports/statements/{ready}/", {"signature": "demo"})
    assert sent.status_code == 201, sent.content.decode()
    report = sent.json()
    assert [paper["act"] for paper in report["papers"]] == ["statement_written", "registration_document"]
    assert report["check_code"] and report["language"] == "kk" and report["received_by"] is None
    assert victim.post(f"reports/statements/{ready}/", {"signature": "demo"}).status_code == 404
    assert caller("registrar").get(f"reports/{report['id']}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_finds_nothing(caller: Call, who: str) -> None:
    report = receive(caller("registrar"))
    by = caller(who)
    own = f"reports/{report['id']}/"
    for path in (own, f"{own}moves/"):
        assert by.get(path).status_code == 404, path
    for name in ("assign", "not_register", "cancel_decision"):
        assert by.post(f"{own}moves/{name}/", {"reasons": WHY, "signature": "demo"}).status_code == 404
    assert all(row["id"] != report["id"] for row in by.get("reports/").json()["results"])


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["investigator", "prosecutor", "lawyer", "suspect"])
def test_only_those_who_keep_the_book_enter_a_report(caller: Call, who: str) -> None:
    answer = caller(who).post("reports/", {"source": "media", "summary": "Something was written."})
    assert answer.status_code == 403 and answer.json()["code"] == "wrong_role"


@pytest.mark.django_db
def test_a_person_who_may_see_and_not_decide_is_told_who_does(caller: Call) -> None:
    duty, by = caller("registrar"), caller("investigator")
    report = receive(duty)
    move(duty, report, "assign", investigator=str(by.appointment.pk))
    offers = {one["name"]: one for one in duty.get(f"reports/{report['id']}/moves/").json()}
    assert not offers["not_register"]["allowed"] and offers["not_register"]["refusal"]["code"] == "wrong_role"
    answer = duty.post(f"reports/{report['id']}/moves/not_register/", {"reasons": WHY})
    assert answer.status_code == 403
    grounds = {one["name"]: one for one in by.get(f"reports/{report['id']}/moves/").json()}["not_register"]["fields"]
    listed = next(field for field in grounds if field["name"] == "ground")["choices"]
    assert "civil_deal" in listed and "anonymous" not in listed


@pytest.mark.django_db(transaction=True)
def test_the_ledger_of_the_whole_way_verifies(caller: Call) -> None:
    """Received, receipted, given, added to, refused, cancelled, transferred, joined: an entry binds every row."""
    duty, by, prosecutor = caller("registrar"), caller("investigator"), caller("prosecutor")
    first, second, third = (receive(duty, iin=iin(date(1980, 5, 5), serial)) for serial in (100, 200, 300))
    for report in (first, second, third):
        move(duty, report, "receipt")
        move(duty, report, "assign", investigator=str(by.appointment.pk))
        file = SimpleUploadedFile("inventory.txt", report["id"].encode())
        assert duty.upload(f"reports/{report['id']}/papers/", {"file": file}).status_code == 201
    move(by, first, "not_register", ground="civil_deal", reasons=WHY)
    move(caller("chief"), first, "cancel_decision", reasons=WHY)
    offices = next(
        field["choices"]
        for one in by.get(f"reports/{second['id']}/moves/").json()
        if one["name"] == "transfer"
        for field in one["fields"]
        if field["name"] == "to_office"
    )
    move(by, second, "transfer", to_office=offices[0], reasons=WHY)
    move(prosecutor, second, "agree_transfer")
    case = move(by, first, "register", qualification="188/3", summary=first["summary"],
                occurred_at=first["occurred_at"], place=first["place"])["case"]  # fmt: skip
    move(by, third, "join_case", number=case, reasons=WHY)
    victim = caller("victim")
    body = {"office": "ALA-PD", "summary": "Money was taken from my card.", "language": "ru", "warned": True}
    ready = victim.post("reports/statements/", body).json()["draft"]
    assert victim.post(f"reports/statements/{ready}/", {"signature": "demo"}).status_code == 201
    out = StringIO()
    call_command("verify_ledger", strict=True, bytes=True, stdout=out, stderr=out)
    assert "everything holds" in out.getvalue(), out.getvalue()
