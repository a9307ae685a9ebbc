"""People in a real browser: Chromium against the live server, everything that goes wrong on the way collected."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ecase.people.models import Appointment
from tests.browser.people import FLAGS, Person


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    where = os.environ.get("ECASE_CHROMIUM")
    if not where:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    # Playwright's loop makes Django believe that a test's own queries run in async code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=where, args=FLAGS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def comes(
    chromium: Any, live_server: Any, posts: dict[str, Appointment], settings: Any
) -> Iterator[Callable[..., Person]]:
    """`comes("judge", "kk")`: that person, signed in, in a browser of his own; faults are asked for at the end."""
    settings.ECASE_DEMO = True
    people: list[Person] = []

    def come(name: str, language: str = "ru", **options: Any) -> Person:
        person = Person(chromium, live_server.url, posts.get(name), language, **options)
        people.append(person)
        if name:
            person.signs_in(name)
        return person

    yield come
    for person in people:
        person.leaves()
    assert [fault for person in people for fault in person.faults] == []
