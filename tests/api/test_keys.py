"""Keys of the API: given for a name and a password, for one post, listed and killed; the schema and its pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.throttling import SimpleRateThrottle

from ecase.demo.accounts import PASSWORD
from ecase.law.roles import Role
from ecase.people.actions import appoint
from ecase.people.models import Appointment, Token
from ecase.web import now
from tests.callers import Caller

pytestmark = pytest.mark.django_db
Call = Callable[[str], Caller]


def ask(stranger: Caller, username: str = "investigator", password: str = PASSWORD, **more: Any) -> Any:
    return stranger.post("token/", {"username": username, "password": password, **more})


def with_key(text: str) -> dict[str, str]:
    return {"Authorization": f"Token {text}", "Accept-Language": "en"}


def test_a_key_speaks_for_its_owner_until_it_is_killed(stranger: Caller) -> None:
    given = ask(stranger)
    assert given.status_code == 200
    key = given.json()["token"]
    assert given.json()["expires_at"].endswith("+05:00")
    assert not Token.objects.filter(digest=key).exists(), "only the hash is kept"
    me = stranger.client.get("/api/v1/me/", headers=with_key(key)).json()
    assert (me["username"], me["role"], me["language"]) == ("investigator", "investigator", "ru")
    assert me["office_code"] == "ALA-PD"

    other = ask(stranger).json()
    listed = stranger.client.get("/api/v1/token/", headers=with_key(key)).json()["results"]
    assert {row["id"]: row["current"] for row in listed} == {given.json()["id"]: True, other["id"]: False}
    assert key not in str(listed)
    assert stranger.client.delete(f"/api/v1/token/{other['id']}/", headers=with_key(key)).status_code == 204
    dead = stranger.client.get("/api/v1/me/", headers=with_key(other["token"]))
    assert (dead.status_code, dead["WWW-Authenticate"]) == (401, "Token")
    assert stranger.client.delete(f"/api/v1/token/{other['id']}/", headers=with_key(key)).status_code == 404


def test_nobody_kills_or_lists_the_keys_of_another(caller: Call) -> None:
    mine = caller("judge")
    assert caller("judge2").delete(f"token/{mine.token.pk}/").status_code == 404
    assert mine.token.pk not in {row["id"] for row in caller("judge2").get("token/").json()["results"]}
    assert mine.get("me/").status_code == 200


def test_a_key_dies_with_its_time_and_its_post(stranger: Caller, posts: dict[str, Appointment]) -> None:
    key = ask(stranger).json()["token"]
    Token.objects.update(expires_at=now() - timedelta(seconds=1))
    assert stranger.client.get("/api/v1/me/", headers=with_key(key)).status_code == 401
    key = ask(stranger).json()["token"]
    Appointment.objects.filter(pk=posts["investigator"].pk).update(until=now())
    assert stranger.client.get("/api/v1/me/", headers=with_key(key)).status_code == 401
    refused = ask(stranger)
    assert (refused.status_code, refused.json()["code"]) == (403, "no_post")


def test_one_key_for_one_post(stranger: Caller, posts: dict[str, Appointment]) -> None:
    first = posts["investigator"]
    second = appoint(user=first.user, role=Role.HEAD_OF_INVESTIGATION, office=first.office, since=first.since)
    key = ask(stranger, appointment=second.pk).json()["token"]
    me = stranger.client.get("/api/v1/me/", headers=with_key(key)).json()
    assert (me["role"], me["appointments"]) == ("head_of_investigation", [first.pk, second.pk])
    assert ask(stranger).status_code == 200
    foreign = ask(stranger, appointment=posts["judge"].pk)
    assert foreign.status_code == 400
    assert foreign.json()["errors"]["appointment"]


def test_the_administrator_gets_no_key(stranger: Caller) -> None:
    assert (ask(stranger, "admin").status_code, ask(stranger, "admin").json()["code"]) == (403, "no_post")


@pytest.mark.parametrize(
    "body", [{}, {"username": "judge"}, {"username": "judge", "password": ""}, {"username": {}, "password": []}]
)
def test_half_a_question(stranger: Caller, body: dict[str, Any]) -> None:
    answer = stranger.post("token/", body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_five_wrong_passwords_close_the_door_for_a_while(stranger: Caller) -> None:
    for _ in range(4):
        wrong = ask(stranger, password="wrong")
        assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")
    assert ask(stranger, "nobody", "wrong").json()["detail"] == wrong.json()["detail"], (
        "no word on whether the name exists"
    )
    locked = ask(stranger, password="wrong")
    assert locked.status_code in {401, 429}
    right = ask(stranger)
    assert right.status_code == 429
    assert right["Content-Type"].startswith("application/problem+json")
    assert int(right["Retry-After"]) > 0
    assert ask(stranger, "judge").status_code == 200, "another name from the same place is not shut out"


def test_so_many_questions_a_minute_on_one_name(stranger: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "token", "2/min")
    assert [ask(stranger).status_code for _ in range(3)] == [200, 200, 429]
    assert ask(stranger, "prosecutor").status_code == 200
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "token_address", "5/min")
    assert ask(stranger, "judge").status_code == 200
    assert ask(stranger, "lawyer").status_code == 429, "many names from one address"


@pytest.mark.parametrize("header", ["Token ", "Token x", "Bearer x", "Token \u00e9", "token 1 2"])
def test_a_key_that_is_none(stranger: Caller, header: str) -> None:
    answer = stranger.client.get("/api/v1/me/", HTTP_AUTHORIZATION=header)
    assert answer.status_code == 401
    assert answer.json()["status"] == 401


def test_a_session_writes_only_with_its_csrf_token(posts: dict[str, Appointment]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(posts["investigator"].user)
    session = client.session
    session["appointment"] = posts["investigator"].pk
    session.save()
    assert client.get("/api/v1/me/").json()["username"] == "investigator"
    answer = client.post("/api/v1/cases/", {}, content_type="application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("application/problem+json")


def test_notices_are_the_readers_own(caller: Call) -> None:
    from tests.api import story

    number = story.register(caller("investigator"))["number"]
    notice = caller("prosecutor").get("inbox/").json()["results"][0]
    assert (notice["kind"], notice["params"]["number"]) == ("case.registered", number)
    assert notice["says"]
    assert caller("judge").post(f"inbox/{notice['id']}/acknowledge/").status_code == 404
    taken = caller("prosecutor").post(f"inbox/{notice['id']}/acknowledge/").json()
    assert taken["acknowledged_at"]
    assert caller("prosecutor").post(f"inbox/{notice['id']}/acknowledge/").json() == taken


def test_the_schema_names_every_door_and_stays_here(stranger: Caller) -> None:
    schema = stranger.get("schema/")
    assert schema.status_code == 200
    paths = schema.json()["paths"]
    assert {
        "/api/v1/cases/",
        "/api/v1/cases/{number}/detentions/",
        "/api/v1/sanctions/{id}/moves/{name}/draft/",
        "/api/v1/law/detention-clock/",
        "/api/v1/token/",
    } <= set(paths)
    body = paths["/api/v1/cases/"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"].endswith("/RegisterBody")
    assert "qualification" in schema.json()["components"]["schemas"]["RegisterBody"]["required"]
    page = stranger.get("docs/")
    assert page.status_code == 200
    assert "'unsafe-inline'" in page["Content-Security-Policy"].split("style-src")[1].split(";")[0]
    assert "script-src 'self';" in page["Content-Security-Policy"] + ";"
    assert "http://" not in page.content.decode() + stranger.get("docs/?script=").content.decode()
    assert "https://" not in page.content.decode()
    assert "'unsafe-inline'" not in stranger.get("me/")["Content-Security-Policy"]
