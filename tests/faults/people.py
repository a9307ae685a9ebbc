"""People at the other end of the line: they sign in by token, post, and insist until they are answered.

The model of what must hold is theirs: an act whose answer they have is acknowledged and may never be lost; an act
they asked for once may never be there twice. It knows ecase only by its API.
"""

import http.client
import json
import random
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.faults.stack import Stack

PASSWORD = "demo-ecase-2026"
ADULT_HOURS, MINOR_HOURS = 48, 24
AWAY = (502, 503)  # an honest "not now"; every other 5xx is a finding
_any = random.SystemRandom()  # a data folder that is used twice must not meet the same people


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Person:
    """One demo account with an API key of its own."""

    stack: Stack
    name: str
    token: str = ""
    broken: list[str] = field(default_factory=list)  # answers nobody should ever get
    away: int = 0  # times nobody, or a 503, answered

    def ask(
        self, method: str, path: str, body: object = None, *, key: str = "", timeout: float = 30, api: bool = True
    ) -> Answer:
        """One call, once. Raises OSError or HTTPException when no answer came."""
        headers = {"Accept": "application/json", "Accept-Language": "en"} if api else {"Accept": "text/html"}
        if self.token and api:
            headers["Authorization"] = f"Token {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body), "application/json"
        line = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=timeout)
        try:
            line.request(method, f"/api/v1/{path}" if api else path, data, headers)
            got = line.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read().decode(errors="replace"))
        finally:
            line.close()

    def insist(self, method: str, path: str, body: object = None, *, key: str = "", patience: float = 120) -> Answer:
        """Ask again with the same key until somebody answers; raises TimeoutError when nobody does."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                answer = self.ask(method, path, body, key=key)
            except (OSError, http.client.HTTPException):
                self.away += 1
            else:
                if answer.status < 500:
                    return answer
                if answer.status in AWAY:
                    self.away += 1
                else:
                    self.broken.append(f"{method} {path}: {answer.status} {answer.text[:300]}")
            time.sleep(0.15)
        raise TimeoutError(f"{method} {path}: no answer within {patience:.0f} s")

    def sign_in(self) -> "Person":
        answer = self.insist("POST", "token/", {"username": self.name, "password": PASSWORD})
        assert answer.status in (200, 201), answer.text
        self.token = answer.json["token"]
        return self


@dataclass
class Browser:
    """The same account at the pages: cookies, no script, redirects not followed."""

    stack: Stack
    name: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None, *, timeout: float = 30) -> Answer:
        headers = {"Accept": "text/html", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        data = None
        if fields is not None:
            data, headers["Content-Type"] = urlencode(fields), "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=timeout)
        try:
            line.request(method, path, data, headers)
            got = line.getresponse()
            for header in got.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read().decode(errors="replace"))
        finally:
            line.close()

    def sign_in(self) -> "Browser":
        page = self.ask("GET", "/en/sign-in/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert found, page.text[:500]
        fields = {"csrfmiddlewaretoken": found[1], "username": self.name, "password": PASSWORD}
        assert self.ask("POST", "/en/sign-in/", fields).status == 302
        return self


@dataclass
class Act:
    """Something somebody asked for: told by its mark, acknowledged when an answer brought its id."""

    what: str
    mark: str
    id: str = ""


@dataclass
class Held:
    """A person held whose term ends at `ends`."""

    number: str
    id: str
    ends: datetime


def to_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def next_minute(at_least: float) -> datetime:
    """The next full minute that is at least so many seconds away."""
    return to_minute(datetime.now(UTC) + timedelta(seconds=at_least)) + timedelta(minutes=1)


def iin(born: date, serial: int) -> str:
    """A man's individual identification number that passes the check digit; '' when this serial has none."""
    digits = [int(c) for c in f"{born:%y%m%d}{3 if born.year < 2000 else 5}{serial:04d}"]
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        rest = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return "".join(map(str, digits)) + str(rest)
    return ""


_given: set[str] = set()


def somebody(hours: int) -> str:
    """The IIN of an adult (48) or of a boy of fifteen or sixteen (24) whom nobody in this run was before."""
    year = datetime.now(UTC).year - 16 if hours == MINOR_HOURS else _any.randrange(1960, 1999)
    while True:
        made = iin(date(year, 1, 2) + timedelta(days=_any.randrange(360)), _any.randrange(10_000))
        if made and made not in _given:
            _given.add(made)
            return made


@dataclass
class Investigator:
    """Walks the beginning of the path: register, name the suspect, record the detention. Notes every act."""

    person: Person
    acts: list[Act] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    def do(self, what: str, path: str, body: dict[str, Any], mark: str) -> dict[str, Any]:
        """One act with a key of its own, insisted on."""
        act = Act(what, mark)
        self.acts.append(act)
        answer = self.person.insist("POST", path, body, key=str(uuid4()))
        assert answer.status == 201, f"{what}: {answer.status} {answer.text[:500]}"
        told: dict[str, Any] = answer.json
        act.id = str(told.get("id") or told["number"])
        return told

    def register(self) -> str:
        mark = f"mark-{uuid4()}"
        body = {
            "occasion": "statement",
            "summary": f"Неизвестный тайно похитил велосипед у подъезда. {mark}",
            "occurred_at": (to_minute(datetime.now(UTC)) - timedelta(hours=72)).isoformat(),
            "place": "Алматы, ул. Абая, 12",
            "qualification": "188/3",
        }
        return str(self.do("case", "cases/", body, mark)["number"])

    def suspect(self, number: str, hours: int) -> str:
        mark = f"mark-{uuid4()}"
        body = {
            "capacity": "suspect",
            "iin": somebody(hours),
            "last_name": "Оспанов",
            "first_name": "Руслан",
            "address": mark,
        }
        return str(self.do("participant", f"cases/{number}/participants/", body, mark)["id"])

    def detain(self, ends: datetime, hours: int) -> Held:
        """A new case whose suspect was held so that his term ends at `ends`."""
        number = self.register()
        participant = self.suspect(number, hours)
        mark, held_at = f"mark-{uuid4()}", ends - timedelta(hours=hours)
        body = {
            "participant": participant,
            "held_at": held_at.isoformat(),
            "protocol_at": (held_at + timedelta(hours=1)).isoformat(),
            "place": f"Алматы, пр. Достык, 5 {mark}",
            "ground": "caught",
            "late_entry_reason": "Связи с сервером не было.",
        }
        told = self.do("detention", f"cases/{number}/detentions/", body, mark)
        assert told["limit_hours"] == hours, told
        assert datetime.fromisoformat(told["expires_at"]) == ends, told
        found = Held(number, str(told["id"]), ends)
        self.held.append(found)
        return found
