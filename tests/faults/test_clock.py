"""The clock of a real installation: beat and worker fire at the minute, nobody having opened a page."""

import pytest

from tests.faults.people import ADULT_HOURS, MINOR_HOURS, Browser, Held, Investigator, Person, next_minute
from tests.faults.stack import Stack
from tests.faults.traces import SECOND, sleep_until, traces, wait_for_entry

pytestmark = pytest.mark.faults

LATE = 2.0  # seconds from the end of the term to the entry anybody can read
PREPARING = 15.0  # seconds that two cases may take to be posted


def two_held(stack: Stack, investigator: Person) -> list[Held]:
    """An adult whose 48 hours and a minor whose 24 hours end at the same next full minute."""
    ends = next_minute(PREPARING)
    return [
        Investigator(investigator).detain(ends, ADULT_HOURS),
        Investigator(investigator).detain(ends, MINOR_HOURS),
    ]


def status(person: Person, held: Held) -> str:
    answer = person.insist("GET", f"detentions/{held.id}/")
    assert answer.status == 200, answer.text
    return str(answer.json["status"])


def red(browser: Browser, path: str) -> bool:
    """Does this page call for the release?"""
    page = browser.ask("GET", path)
    assert page.status == 200 and "app-countdown is-" in page.text, f"{path}: {page.status}"
    return "app-countdown is-late" in page.text


def test_the_expiry_is_written_within_two_seconds(stack: Stack, investigator: Person) -> None:
    both = two_held(stack, investigator)
    sleep_until(both[0].ends - SECOND)
    assert all(traces(stack, held).none for held in both)

    for held, who in zip(both, ("adult, 48 h", "minor, 24 h"), strict=True):
        seen = wait_for_entry(stack, held, held.ends + 30 * SECOND)
        assert seen is not None, f"{who}: no entry half a minute after the end"
        left = traces(stack, held)
        written, read = ((moment - held.ends).total_seconds() for moment in (left.at, seen))
        print(f"{who}: entry {written * 1000:.0f} ms after the end, read after {read * 1000:.0f} ms")
        assert 0 <= written <= read <= LATE
        left.check()
        assert status(investigator, held) == "must_be_released"

    sleep_until(both[0].ends + 5 * SECOND)
    for held in both:
        traces(stack, held).check()


def test_without_worker_and_beat_the_truth_is_shown_and_fired_once_later(stack: Stack, investigator: Person) -> None:
    both = two_held(stack, investigator)
    custody = Person(stack, "custody").sign_in()
    desk, cell = Browser(stack, "investigator").sign_in(), Browser(stack, "custody").sign_in()
    pages = [(desk, f"/en/cases/{held.number}/detentions/{held.id}/") for held in both]
    pages += [(cell, f"/en/custody/{held.id}/") for held in both]
    assert {status(who, held) for who in (investigator, custody) for held in both} == {"held"}
    assert not any(red(*page) for page in pages)
    with stack.nobody_restarts():
        assert stack.kill("clock") and stack.kill("beat")
        sleep_until(both[0].ends + SECOND / 5)
        for held in both:
            assert status(investigator, held) == status(custody, held) == "must_be_released"
        assert all(red(*page) for page in pages)
        sleep_until(both[0].ends + 6 * SECOND)
        assert stack.pids("clock") == stack.pids("beat") == []
        for held in both:
            assert traces(stack, held).none
            assert status(investigator, held) == "must_be_released"
    for held in both:
        seen = wait_for_entry(stack, held, held.ends + 60 * SECOND)
        assert seen is not None, "not made good after the restart"
        print(f"caught up {(seen - held.ends).total_seconds() - 6:.1f} s after restarting was allowed again")
    sleep_until(both[0].ends + 20 * SECOND)
    for held in both:
        traces(stack, held).check()
