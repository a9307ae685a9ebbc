"""The people of the tests at the API: each with a key of his own, over real requests."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from ecase.law.clock import ALMATY
from ecase.law.identity import make_iin
from ecase.people.actions import issue_token
from ecase.people.models import Appointment
from ecase.web import now

API = "/api/v1/"
REASONS = "The measure is necessary: the person tried to flee and there is no milder way to keep him."


class Caller:
    """One person at the API, by key. `post` sends JSON; a path is given from /api/v1/ on."""

    def __init__(self, appointment: Appointment | None, language: str = "en") -> None:
        self.appointment = appointment
        self.client = Client(raise_request_exception=True)
        self.headers = {"Accept-Language": language}
        if appointment is not None:
            text, self.token = issue_token(by=appointment, at=now())
            self.headers["Authorization"] = f"Token {text}"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(_address(path), query or None, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str = "", **fields: Any) -> Any:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        sent = fields if body is None else body
        return self.client.post(_address(path), sent, content_type="application/json", headers=headers)

    def upload(self, path: str, fields: dict[str, Any]) -> Any:
        return self.client.post(_address(path), fields, headers=self.headers)

    def delete(self, path: str) -> Any:
        return self.client.delete(_address(path), headers=self.headers)


def _address(path: str) -> str:
    return path if path.startswith("/") else f"{API}{path}"


def at_minute(moment: datetime) -> str:
    """A moment as a client sends it: ISO 8601 to the minute, with the offset of Almaty."""
    return moment.astimezone(ALMATY).replace(second=0, microsecond=0).isoformat()


def ago(**span: float) -> str:
    return at_minute(now() - timedelta(**span))


def iin(born: Any, serial: int = 1) -> str:
    """A well-formed number of somebody born then."""
    for number in range(serial, serial + 9):
        try:
            return make_iin(born, "male", number)
        except ValueError:
            continue
    raise ValueError(serial)


@pytest.fixture
def fresh_limits() -> Iterator[None]:
    """Throttles count from nothing."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def caller(posts: dict[str, Appointment], fresh_limits: None) -> Callable[[str], Caller]:
    """`caller("judge")`: that person at the API; the same one each time."""
    made: dict[str, Caller] = {}

    def of(name: str) -> Caller:
        if name not in made:
            made[name] = Caller(posts[name])
        return made[name]

    return of


@pytest.fixture
def stranger(fresh_limits: None) -> Caller:
    """Nobody in particular."""
    return Caller(None)
