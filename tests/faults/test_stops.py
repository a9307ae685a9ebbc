"""`./run` is stopped in every way there is: nothing is left running, nothing is lost, the next start is quick."""

import signal

import pytest

from tests.faults.people import Investigator, Person
from tests.faults.stack import LATER_START, Stack

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["ctrl-c", "term", "kill-9"])
def test_nothing_runs_on_and_nothing_is_lost(stack: Stack, number: int) -> None:
    me = Investigator(Person(stack, "investigator").sign_in())
    case = me.register()
    assert stack.processes()

    assert stack.stop(number) == []

    took = stack.start(LATER_START)
    print(f"start after {signal.Signals(number).name}: {took:.1f} s")
    assert me.person.insist("GET", f"cases/{case}/").status == 200
    assert stack.rows("SELECT count(*) FROM cases_case WHERE number = %s", case) == [(1,)]
