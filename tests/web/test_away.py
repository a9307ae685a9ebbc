"""A store that does not answer: what the web says then. The real outages are in tests/faults/."""

import json

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from ecase.web import roles
from ecase.web.cache import Dispensable
from ecase.web.errors import broken


def told(request: HttpRequest, error: Exception) -> HttpResponse:
    """What Django makes of an exception that left the view."""
    try:
        raise error
    except type(error):
        return broken(request)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_is_away_is_a_503_that_may_be_tried_again(rf, error):
    response = told(rf.get("/api/v1/me/"), error)
    assert response.status_code == 503 and int(response.headers["Retry-After"]) > 0
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 503


def test_a_page_says_it_in_a_page(rf, db):
    response = told(rf.get("/ru/desk/"), OperationalError("gone"))
    assert response.status_code == 503 and int(response.headers["Retry-After"]) > 0
    assert response.headers["Content-Type"].startswith("text/html")


def test_a_mistake_of_ours_stays_a_500(rf):
    response = told(rf.get("/api/v1/me/"), ValueError("ours"))
    assert response.status_code == 500 and "Retry-After" not in response.headers


def test_without_its_server_the_cache_is_empty_and_nobody_fails():
    cache = Dispensable("redis://127.0.0.1:1/0", {})
    assert cache.get("attempts", []) == []
    assert cache.add("attempts", 1) is True
    cache.set("attempts", [1])
    assert cache.get("attempts") is None and cache.has_key("attempts") is False
    assert cache.incr("attempts") == 1
    assert cache.get_many(["attempts"]) == {} and cache.delete("attempts") is False
    cache.set_many({"attempts": 1})
    cache.delete_many(["attempts"])


def test_a_start_during_an_outage_waits_until_the_database_can_be_asked(monkeypatch, capsys, db):
    answers = iter([OperationalError("starting up\nmore"), InterfaceError("closed"), None])

    def power():
        answer = next(answers)
        if answer is not None:
            raise answer

    monkeypatch.setattr(roles, "power", power)
    monkeypatch.setattr(roles, "sleep", lambda seconds: None)
    monkeypatch.setattr(roles.connection, "close", lambda: None)
    roles.refuse_power()
    assert capsys.readouterr().err == "ecase waits for the database: starting up\n"


def test_it_does_not_wait_for_ever(monkeypatch, db):
    def power():
        raise OperationalError("no such host")

    monkeypatch.setattr(roles, "power", power)
    monkeypatch.setattr(roles, "PATIENCE", -1)
    monkeypatch.setattr(roles.connection, "close", lambda: None)
    with pytest.raises(SystemExit) as ended:
        roles.refuse_power()
    assert ended.value.code == 1
