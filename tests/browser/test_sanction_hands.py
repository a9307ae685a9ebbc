"""How many clicks and keys a decision on the queue takes, and that no page is loaded between two of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from ecase.people.models import Appointment
from sanctions.models import Sanction
from tests.browser.people import Person
from tests.telling import Story

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
AT_MOST = 4
WHY = "Материалы достаточны, недостающие документы запрошены и будут представлены к заседанию."
PEOPLE = ({}, {"iin": "900101300017"}, {"iin": "850606400334"})
# A modifier held for another key is no press of its own; a click counts once, a press of a key once.
COUNTER = """() => {
  window.hands = [];
  const alone = ["Control", "Shift", "Alt", "Meta"];
  addEventListener("keydown", e => { if (e.isTrusted && !alone.includes(e.key)) hands.push(e.code) }, true);
  addEventListener("pointerdown", e => { if (e.isTrusted) hands.push("click") }, true);
}"""


def test_a_decision_takes_four_clicks_or_keys_at_most_and_no_page_between_two(
    comes: Come, posts: dict[str, Appointment]
) -> None:
    asked = []
    for n, known in enumerate(PEOPLE):
        story = Story(posts, ago=22 - 3 * n, **known)
        asked.append(story.decide(21 - 3 * n, "investigator", story.ask(20 - 3 * n), "submit"))
    prosecutor = comes("prosecutor")
    prosecutor.goes("queue/")
    page = prosecutor.page
    page.evaluate(COUNTER)
    loaded = documents_loaded(prosecutor)
    for n, (sanction, key, became) in enumerate(
        zip(asked, ("KeyS", "KeyR", "KeyB"), ("before_court", "refused_by_prosecutor", "returned"), strict=True)
    ):
        page.wait_for_url(re.compile(rf"/queue/({sanction.pk}/)?$"))
        page.locator(".app-queue a[aria-current]").wait_for()
        page.evaluate("() => { hands.length = 0 }")
        page.keyboard.press(key)
        page.locator("textarea[name=reasons]").fill(WHY)  # the reason's own text is not counted
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/queue/*/?*draft=*")
        prosecutor.sees_paper()
        page.keyboard.press("Control+Enter")
        after = asked[n + 1] if n + 1 < len(asked) else None
        page.wait_for_url(re.compile(rf"/queue/{after.pk}/$" if after is not None else r"/queue/$"))
        page.locator("[data-app-message]").wait_for()
        hands = page.evaluate("() => hands")
        assert 0 < len(hands) <= AT_MOST, hands
        stands = prosecutor.seen(lambda pk=sanction.pk: Sanction.objects.get(pk=pk)).status
        assert stands == became
    assert loaded == [], "three items, and the browser has loaded no document"


def documents_loaded(person: Person) -> list[str]:
    """Fills with every document the browser itself navigates to, as its own protocol tells it."""
    loaded: list[str] = []
    protocol = person.context.new_cdp_session(person.page)
    protocol.send("Page.enable")

    def navigated(told: dict[str, Any]) -> None:
        if "parentId" not in told["frame"]:
            loaded.append(told["frame"]["url"])

    protocol.on("Page.frameNavigated", navigated)
    return loaded
