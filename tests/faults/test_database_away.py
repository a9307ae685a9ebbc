"""The database is away for twenty seconds: everybody is told so in words, and afterwards all goes on by itself."""

import http.client
import time

import pytest

from tests.faults.people import Browser, Investigator, Person, next_minute
from tests.faults.stack import Stack
from tests.faults.traces import SECOND, traces, wait_for_entry

pytestmark = pytest.mark.faults

AWAY = 20.0
PAGES = ("/en/", "/en/desk/", "/kk/cases/", "/ru/sign-in/", "/en/law/")
DOORS = ("me/", "cases/", "deadlines/")


def test_everybody_is_told_and_afterwards_it_works_without_a_restart(stack: Stack) -> None:
    investigator, browser = Person(stack, "investigator").sign_in(), Browser(stack, "investigator").sign_in()
    me = Investigator(investigator)
    held = me.detain(next_minute(1), 48)
    assert browser.ask("GET", "/en/desk/").status == 200
    before = {kind: stack.pids(kind) for kind in ("web worker", "clock", "work", "beat", "watchdog")}

    with stack.nobody_restarts():
        assert stack.kill("postgres") == 1
        until = time.monotonic() + AWAY
        told = 0
        while time.monotonic() < until:
            for path in PAGES:
                answer = browser.ask("GET", path)
                assert answer.status == 503, f"{path}: {answer.status} {answer.text[:300]}"
                assert int(answer.headers["retry-after"]) > 0
                assert "text/html" in answer.headers["content-type"] and "Traceback" not in answer.text
                told += 1
            for path in DOORS:
                answer = investigator.ask("GET", path)
                assert answer.status == 503, f"{path}: {answer.status} {answer.text[:300]}"
                assert int(answer.headers["retry-after"]) > 0
                assert answer.headers["content-type"].startswith("application/problem+json")
                assert answer.json["status"] == 503
                told += 1
            answer = investigator.ask("POST", "cases/", {"summary": "x"}, key="while-away")
            assert answer.status == 503
            time.sleep(0.5)
        health = investigator.ask("GET", "/health/", api=False)
        assert health.status == 503

    began = time.monotonic()
    while True:
        try:
            if investigator.ask("GET", "me/").status == 200 and browser.ask("GET", "/en/desk/").status == 200:
                break
        except (OSError, http.client.HTTPException):
            pass
        assert time.monotonic() - began < 30, "half a minute later it is still away"
        time.sleep(0.1)
    well = time.monotonic() - began
    print(f"{told} answers of 503 in {AWAY:.0f} s; all well {well:.1f} s after the restart was allowed")
    me.register()
    assert wait_for_entry(stack, held, held.ends + 90 * SECOND)
    traces(stack, held).check()
    assert before == {kind: stack.pids(kind) for kind in before}, "something had to be restarted"
