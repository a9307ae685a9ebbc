"""The broker is away: it carries hints only, so people go on working and the clock catches up by itself."""

import time

import pytest

from tests.faults.people import ADULT_HOURS, Browser, Investigator, Person, next_minute
from tests.faults.stack import Stack
from tests.faults.traces import SECOND, lateness, sleep_until, traces, wait_for_entry

pytestmark = pytest.mark.faults

AWAY = 8.0
CATCHING_UP = 15.0  # seconds after the broker's return


def test_people_go_on_working_and_the_clock_catches_up(stack: Stack) -> None:
    me = Investigator(Person(stack, "investigator").sign_in())
    held = me.detain(next_minute(10), ADULT_HOURS)
    sleep_until(held.ends - 4 * SECOND)
    before = {kind: stack.pids(kind) for kind in ("web worker", "clock", "beat")}

    with stack.nobody_restarts():
        began = time.monotonic()
        assert stack.kill("valkey") == 1
        late = Person(stack, "prosecutor").sign_in()
        assert late.ask("GET", "me/").status == 200
        assert Browser(stack, "investigator").sign_in().ask("GET", "/en/desk/").status == 200
        me.register()
        question = {"held_at": "2026-11-20T10:00+05:00", "offence_kind": "crime", "age": 30}
        assert late.ask("POST", "law/detention-clock/", question).status < 500
        assert me.person.broken + late.broken == [] and me.person.away + late.away == 0
        sleep_until(held.ends + SECOND / 5)
        assert me.person.ask("GET", f"detentions/{held.id}/").json["status"] == "must_be_released"
        time.sleep(max(began + AWAY - time.monotonic(), 0))
    back = time.monotonic()

    assert wait_for_entry(stack, held, held.ends + 60 * SECOND) is not None
    caught_up = time.monotonic() - back
    late_by = lateness(stack, [held])[0]
    print(f"entry {caught_up:.1f} s after the broker's return was allowed, {late_by:.1f} s after the end")
    traces(stack, held).check()
    assert caught_up < CATCHING_UP
    assert before == {kind: stack.pids(kind) for kind in before}, "something had to be restarted"
