"""What cannot be right gets words that say what to do, and changes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cases.models import Case, Participant, Qualification
from detention.models import Detention
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests.api import story
from tests.callers import REASONS, Caller, ago, iin

pytestmark = pytest.mark.django_db
Call = Callable[[str], Caller]


def counts() -> tuple[int, ...]:
    """Rows of the record, as the investigator sees them: the row policies show nothing to nobody."""
    with speaking(Appointment.objects.get(user__username="investigator")):
        return tuple(model.objects.count() for model in (Case, Participant, Detention, Sanction, Entry))


def refused(answer: Any, status: int, *, field: str = "", code: str = "") -> dict[str, Any]:
    body = answer.json()
    assert answer.status_code == status, body
    assert answer["Content-Type"].startswith("application/problem+json")
    assert body["detail"]
    if field:
        assert body["errors"][field][0]
    if code:
        assert body["code"] == code, body
    return body


BASE = {
    "occasion": "statement",
    "summary": "A bicycle was taken.",
    "occurred_at": "2026-11-20T10:00+05:00",
    "place": "Almaty",
    "qualification": "188/3",
}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"qualification": "999/1"}, "qualification"),
        ({"qualification": "no article"}, "qualification"),
        ({"qualification": "188"}, "qualification"),
        ({"qualification": ""}, "qualification"),
        ({"qualification": ["188/3"]}, "qualification"),
        ({"occurred_at": "2126-01-01T00:00+05:00"}, "occurred_at"),
        ({"occurred_at": "2026-11-20T10:00"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00+05:00"}, "occurred_at"),
        ({"occurred_at": "yesterday"}, "occurred_at"),
        ({"occasion": "rumour"}, "occasion"),
        ({"summary": "  "}, "summary"),
        ({"summary": "\x00"}, "summary"),
        ({"place": "\ud800"}, "place"),
        ({"place": "x" * 301}, "place"),
        ({"place": {"city": "Almaty"}}, "place"),
        ({"region": "KZ-99"}, "region"),
        ({"format": "stone"}, "format"),
        ({"applicant": {"iin": "123", "last_name": "A", "first_name": "B"}}, "applicant.iin"),
        ({"applicant": {"last_name": "A", "first_name": "B"}}, "applicant.iin"),
        ({"applicant": {"iin": "", "identity": "passport"}}, "applicant.last_name"),
        ({"applicant": "somebody"}, ""),
    ],
)
def test_registering(caller: Call, wrong: dict[str, Any], field: str) -> None:
    before = counts()
    refused(caller("investigator").post("cases/", BASE | wrong), 400, field=field)
    assert counts() == before


def test_a_repealed_article_names_its_successor_or_day(caller: Call) -> None:
    row = Qualification.objects.filter(valid_to__isnull=False, valid_to__lt=date(2026, 1, 1)).first()
    assert row is not None
    body = refused(
        caller("investigator").post("cases/", BASE | {"qualification": f"{row.article}/{row.part}"}),
        400,
        field="qualification",
    )
    assert row.article in body["errors"]["qualification"][0]


@pytest.mark.parametrize("body", [[], "text", 1, None, {"summary": None}])
def test_a_body_that_is_no_object(caller: Call, body: Any) -> None:
    client = caller("investigator")
    answer = client.client.post(
        "/api/v1/cases/",
        data=body if body is not None else "null",
        content_type="application/json",
        headers=client.headers,
    )
    assert answer.status_code == 400
    assert answer.json()["status"] == 400


def test_broken_json(caller: Call) -> None:
    client = caller("investigator")
    answer = client.client.post("/api/v1/cases/", data="{", content_type="application/json", headers=client.headers)
    refused(answer, 400)
    answer = client.client.post("/api/v1/cases/", data="a=1", content_type="text/plain", headers=client.headers)
    refused(answer, 415)


@pytest.fixture
def held_case(caller: Call) -> tuple[str, dict[str, Any]]:
    by = caller("investigator")
    number = story.register(by)["number"]
    return number, story.suspect(by, number)


class Hours(int):
    """So many hours ago, once the test runs; a clock is read only then."""


HELD = {"place": "Almaty", "ground": "caught", "delivery": "compulsory"}


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"held_at": Hours(-2)}, 400, "held_at"),
        ({"held_at": Hours(30)}, 409, "late_entry_reason"),
        ({"held_at": Hours(30), "late_entry_reason": "  "}, 409, "late_entry_reason"),
        ({"held_at": Hours(2), "protocol_at": Hours(3)}, 409, "protocol_at"),
        ({"held_at": Hours(2), "protocol_at": Hours(-3)}, 400, "protocol_at"),
        ({"held_at": "2026-11-23 01:56"}, 400, "held_at"),
        ({"held_at": None}, 400, "held_at"),
        ({"held_at": Hours(2), "ground": "whim"}, 400, "ground"),
        ({"held_at": Hours(2), "delivery": "by air"}, 400, "delivery"),
        ({"held_at": Hours(2), "exception": 7}, 400, "exception"),
        ({"held_at": Hours(2), "exception": 1}, 409, "exception"),
        ({"held_at": Hours(2), "place": ""}, 400, "place"),
        ({"held_at": Hours(2), "participant": "nobody"}, 400, "participant"),
        ({"held_at": Hours(2), "participant": str(uuid4())}, 409, "participant"),
    ],
)
def test_detaining(
    caller: Call, held_case: tuple[str, dict[str, Any]], wrong: dict[str, Any], status: int, field: str
) -> None:
    number, person = held_case
    before = counts()
    wrong = {name: ago(hours=int(value)) if isinstance(value, Hours) else value for name, value in wrong.items()}
    body = {**HELD, "participant": person["id"], **wrong}
    refused(caller("investigator").post(f"cases/{number}/detentions/", body), status, field=field)
    assert counts() == before


def test_a_suspect_of_another_case_is_not_detained_here(caller: Call, held_case: tuple[str, dict[str, Any]]) -> None:
    by = caller("investigator")
    other = story.register(by)["number"]
    before = counts()
    body = {**HELD, "participant": held_case[1]["id"], "held_at": ago(hours=2)}
    refused(by.post(f"cases/{other}/detentions/", body), 409, field="participant", code="not_a_suspect")
    assert counts() == before


def test_nobody_is_held_twice_at_once(caller: Call, held_case: tuple[str, dict[str, Any]]) -> None:
    by, (number, person) = caller("investigator"), held_case
    story.detain(by, number, person["id"])
    before = counts()
    body = {**HELD, "participant": person["id"], "held_at": ago(hours=2)}
    assert refused(by.post(f"cases/{number}/detentions/", body), 409, code="held_already")["cite"]
    # The same person in a case of somebody who cannot know of the first.
    other = caller("investigator2")
    elsewhere = story.register(other)["number"]
    twin = story.suspect(other, elsewhere)
    body["participant"] = twin["id"]
    refused(other.post(f"cases/{elsewhere}/detentions/", body), 409, code="held_already")
    assert counts() == before


def test_a_late_entry_with_its_reason_is_taken(caller: Call, held_case: tuple[str, dict[str, Any]]) -> None:
    number, person = held_case
    made = story.detain(
        caller("investigator"),
        number,
        person["id"],
        held_at=ago(hours=30),
        protocol_at=ago(hours=29),
        late_entry_reason="The line was down.",
    )
    assert made["late_entry_reason"] == "The line was down."


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"iin": "000000000000"}, 400, "iin"),
        ({"iin": "900102300501"}, 400, "iin"),
        ({"iin": ""}, 400, "iin"),
        ({"capacity": "king"}, 400, "capacity"),
        ({"last_name": ""}, 400, "last_name"),
        ({"birth_date": "31.02.2000"}, 400, "birth_date"),
    ],
)
def test_entering_people(
    caller: Call, held_case: tuple[str, dict[str, Any]], wrong: dict[str, Any], status: int, field: str
) -> None:
    before = counts()
    body = {
        "capacity": "witness",
        "iin": iin(date(1970, 3, 3)),
        "last_name": "A",
        "first_name": "B",
        **wrong,
    }
    refused(caller("investigator").post(f"cases/{held_case[0]}/participants/", body), status, field=field)
    assert counts() == before


def test_the_same_person_once_in_a_capacity(caller: Call, held_case: tuple[str, dict[str, Any]]) -> None:
    body = {"capacity": "suspect", "iin": iin(date(1990, 1, 2), 50), "last_name": "A", "first_name": "B"}
    refused(
        caller("investigator").post(f"cases/{held_case[0]}/participants/", body),
        400,
        field="iin",
        code="participant_twice",
    )


@pytest.mark.parametrize("lawyer", ["judge", "nobody", "0", "9" * 40])
def test_only_a_lawyer_defends(caller: Call, held_case: tuple[str, dict[str, Any]], lawyer: str) -> None:
    body = {"participant": held_case[1]["id"], "lawyer": lawyer, "warrant": "17"}
    refused(caller("investigator").post(f"cases/{held_case[0]}/defences/", body), 400, field="lawyer")


def test_arrest_for_an_economic_crime_needs_its_exception(caller: Call) -> None:
    by = caller("investigator")
    number = story.register(by, qualification="214/2")["number"]
    person = story.suspect(by, number)
    story.recognise(by, caller("prosecutor"), number, person["id"], "214/2")
    before = counts()
    body = {"kind": "arrest", "participant": person["id"], "grounds": story.GROUNDS, "stated": []}
    answer = refused(by.post(f"cases/{number}/sanctions/", body), 409, code="arrest_economic")
    assert "136" in answer["cite"]
    assert counts() == before


@pytest.fixture
def recognised(caller: Call, held_case: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """A suspect at liberty whom the prosecutor's signature has made one."""
    number, person = held_case
    story.recognise(caller("investigator"), caller("prosecutor"), number, person["id"])
    return held_case


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"grounds": ""}, 400, "grounds"),
        ({"grounds": "short"}, 409, "grounds"),
        ({"kind": "torture"}, 400, "kind"),
        ({"stated": "fled"}, 400, "stated"),
        ({"stated": ["whim"]}, 400, "stated"),
        ({"detention": str(uuid4())}, 400, "detention"),
        ({"materials": [str(uuid4())]}, 400, "materials"),
        ({"materials": "all"}, 400, "materials"),
    ],
)
def test_requesting(
    caller: Call, recognised: tuple[str, dict[str, Any]], wrong: dict[str, Any], status: int, field: str
) -> None:
    number, person = recognised
    before = counts()
    body = {"kind": "arrest", "participant": person["id"], "grounds": story.GROUNDS, "stated": ["fled"], **wrong}
    refused(caller("investigator").post(f"cases/{number}/sanctions/", body), status, field=field)
    assert counts() == before


def test_an_empty_reason_decides_nothing(caller: Call, recognised: tuple[str, dict[str, Any]]) -> None:
    by, (number, person) = caller("investigator"), recognised
    sanction = story.request(by, number, person["id"])
    story.move(by, "sanctions", sanction["id"], "submit")
    before = counts()
    for reasons in ("", "   ", "too short"):
        for path in (
            f"sanctions/{sanction['id']}/moves/refuse_support/",
            f"sanctions/{sanction['id']}/moves/refuse_support/draft/",
        ):
            refused(caller("prosecutor").post(path, {"reasons": reasons, "signature": "demo"}), 400, field="reasons")
    assert caller("prosecutor").get(f"sanctions/{sanction['id']}/").json()["status"] == "before_prosecutor"
    assert counts() == before


def test_a_signed_move_without_signature(caller: Call, recognised: tuple[str, dict[str, Any]]) -> None:
    by, (number, person) = caller("investigator"), recognised
    sanction = story.request(by, number, person["id"])
    refused(by.post(f"sanctions/{sanction['id']}/moves/submit/", {}), 409, code="signature_needed")
    refused(by.post(f"sanctions/{sanction['id']}/moves/submit/", {"signature": "QUJD"}), 409, code="no_provider")
    refused(by.post(f"sanctions/{sanction['id']}/moves/submit/", {"signature": 1}), 400, field="signature")
    refused(
        by.post(f"sanctions/{sanction['id']}/moves/submit/", {"draft": "x", "signature": "demo"}), 400, field="draft"
    )
    refused(
        by.post(f"sanctions/{sanction['id']}/moves/submit/", {"draft": str(uuid4()), "signature": "demo"}),
        409,
        code="wrong_draft",
    )
    refused(by.post(f"sanctions/{sanction['id']}/moves/dance/", {"signature": "demo"}), 404)
    refused(by.post(f"sanctions/{uuid4()}/moves/submit/", {"signature": "demo"}), 404)
    refused(by.post(f"detentions/{sanction['id']}/moves/release/", {"signature": "demo"}), 404)


def test_a_move_from_the_wrong_state_says_which(caller: Call, recognised: tuple[str, dict[str, Any]]) -> None:
    by, (number, person) = caller("investigator"), recognised
    sanction = story.request(by, number, person["id"])
    story.move(by, "sanctions", sanction["id"], "submit")
    answer = refused(
        by.post(f"sanctions/{sanction['id']}/moves/submit/", {"signature": "demo"}), 409, code="wrong_status"
    )
    assert answer["cite"]
    moves = {row["name"]: row for row in by.get(f"sanctions/{sanction['id']}/moves/").json()}
    assert moves["submit"]["allowed"] is False
    assert moves["submit"]["refusal"]["code"] == "wrong_status"
    assert moves["withdraw"] == moves["withdraw"] | {"allowed": True, "refusal": None}
    assert [field["name"] for field in moves["withdraw"]["fields"]] == ["reasons"]


def test_a_release_before_the_holding(caller: Call, recognised: tuple[str, dict[str, Any]]) -> None:
    by, (number, person) = caller("investigator"), recognised
    detention = story.detain(by, number, person["id"])
    body = {"ground": "suspicion_not_confirmed", "released_at": ago(hours=9), "signature": "demo"}
    refused(by.post(f"detentions/{detention['id']}/moves/release/", body), 400, field="released_at")
    body["released_at"] = ago(hours=-9)
    refused(by.post(f"detentions/{detention['id']}/moves/release/", body), 400, field="released_at")
    assert by.get(f"detentions/{detention['id']}/").json()["status"] == "held"


@pytest.mark.parametrize(
    "path",
    ["nothing/", "cases/12/", "cases/000000000000000/", "detentions/1/", "sanctions/abc/moves/", "", "cases/%00/"],
)
def test_an_address_that_is_none(caller: Call, path: str) -> None:
    refused(caller("investigator").get(path), 404)


def test_the_last_slash(caller: Call) -> None:
    by = caller("investigator")
    assert by.get("me")["Location"] == "/api/v1/me/"
    assert "slash" in refused(by.post("cases", {}), 404)["detail"]


def test_a_verb_no_door_knows(caller: Call) -> None:
    by = caller("investigator")
    number = story.register(by)["number"]
    assert by.delete(f"cases/{number}/").status_code == 405
    assert by.delete(f"cases/{number}/")["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    "path", ["cases/?cursor=zzz", "deadlines/?state=late", "deadlines/?before=soon", "deadlines/?before=0001-01-01"]
)
def test_parameters(caller: Call, path: str) -> None:
    assert caller("investigator").get(path).status_code in {400, 404}


def test_a_reason_is_kept_out_of_the_log(caller: Call, recognised: tuple[str, dict[str, Any]]) -> None:
    by, (number, person) = caller("investigator"), recognised
    sanction = story.request(by, number, person["id"])
    story.move(by, "sanctions", sanction["id"], "submit")
    story.move(caller("prosecutor"), "sanctions", sanction["id"], "return_for_rework", reasons=REASONS)
    assert REASONS not in by.get(f"cases/{number}/log/").content.decode()


def test_a_body_larger_than_any_form(caller: Call) -> None:
    refused(caller("investigator").post("cases/", {"summary": "x" * (3 * 1024 * 1024)}), 413)


def test_what_breaks_shows_no_trace(caller: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    by = caller("investigator")
    number = story.register(by)["number"]

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr("cases.queries.scope.participants", broken)
    by.client.raise_request_exception = False
    answer = by.get(f"cases/{number}/")
    refused(answer, 500)
    assert "secret" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
