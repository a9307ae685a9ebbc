"""The queue in a browser: three keys a decision, no page loaded between two items, marks on a page, no script."""

import re
from collections.abc import Callable

import pytest

from ecase.people.models import Appointment
from ecase.web import now
from sanctions.models import PageMark, Sanction
from tests.browser.people import Person, typed
from tests.fixtures import HOUR
from tests.telling import Story

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
WORDS = "Листы дела не указаны, довод о побеге ничем не подтверждён."
PEOPLE = ({}, {"iin": "900101300017"}, {"iin": "850606400334"})


def before_prosecutor(posts: dict[str, Appointment], count: int) -> list[Sanction]:
    """So many petitions before the prosecutor, the one that is nearest to its end first."""
    asked = []
    for n in range(count):
        story = Story(posts, ago=22 - 3 * n, **PEOPLE[n])
        asked.append(story.decide(21 - 3 * n, "investigator", story.ask(20 - 3 * n), "submit"))
    return asked


def status(person: Person, sanction: Sanction) -> str:
    return str(person.seen(lambda: Sanction.objects.get(pk=sanction.pk)).status)


def at_item(person: Person, sanction: Sanction) -> None:
    person.page.wait_for_url(re.compile(rf"/queue/{sanction.pk}/(\?(?!.*draft=).*)?$"))
    person.page.locator(".app-queue a[aria-current]").wait_for()


def test_three_keys_for_a_decision_and_no_page_between_two(comes: Come, posts: dict[str, Appointment]) -> None:
    first, second, third = before_prosecutor(posts, 3)
    prosecutor = comes("prosecutor")
    prosecutor.goes("queue/")
    page = prosecutor.page
    rows = page.locator(".app-queue a[data-app-row]")
    assert rows.count() == 3 and str(first.pk) in str(rows.first.get_attribute("href"))
    page.evaluate("() => { window.sameDocument = true }")
    # Three keys: chosen, drawn up, signed; what comes next is the next of the list, in the same document.
    page.keyboard.press("KeyS")
    assert page.locator("input[value=support]").is_checked()
    # The papers are missing and the request says why: the prosecutor says why he supports it all the same.
    page.locator("textarea[name=reasons]").fill("Материалы достаточны, документы запрошены и будут представлены.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    prosecutor.sees_paper()
    page.keyboard.press("Control+Enter")
    at_item(prosecutor, second)
    assert page.evaluate("() => window.sameDocument") is True
    assert status(prosecutor, first) == "before_court"
    assert page.locator("[data-app-message]").count() == 1
    assert page.evaluate("() => document.activeElement.id") == "decide-title"
    assert page.locator(".app-queue [data-until]").count() == 2
    # A refusal with a typical reason: the reason is chosen, completed, and kept through a look at the grounds.
    page.keyboard.press("KeyR")
    page.locator("select[data-app-typical]").select_option("t:refuse_support:milder_enough")
    box = page.locator("textarea[name=reasons]")
    assert len(box.input_value()) > 30
    box.fill(WORDS)
    page.locator("h1").first.click()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    # Back in the browser leads to what was typed.
    page.go_back()
    page.wait_for_url("**from=*")
    page.wait_for_function("words => document.querySelector('textarea[name=reasons]')?.value === words", arg=WORDS)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    page.locator("[data-app-submit]").first.dblclick()
    at_item(prosecutor, third)
    assert status(prosecutor, second) == "refused_by_prosecutor"
    assert page.evaluate("() => window.sameDocument") is True
    # A mistake stays in the document too, and is told.
    page.keyboard.press("KeyB")
    page.keyboard.press("Control+Enter")
    page.locator("[data-app-error-summary]").wait_for()
    assert page.evaluate("() => 'appErrorSummary' in document.activeElement.dataset")
    assert page.evaluate("() => window.sameDocument") is True


def test_a_remark_is_made_on_the_page_and_goes_back_with_the_request(
    comes: Come, posts: dict[str, Appointment]
) -> None:
    before_prosecutor(posts, 1)
    prosecutor = comes("prosecutor")
    prosecutor.goes("queue/")
    prosecutor.sees_paper()
    page = prosecutor.page
    page.locator(".app-paper img").first.click(position={"x": 120, "y": 300})
    page.locator("#mark-text").fill("Здесь не указан лист дела.")
    page.keyboard.press("Control+Enter")
    page.locator(".app-marks__list li").wait_for()
    assert page.locator(".app-paper .app-mark").count() == 1
    made = prosecutor.seen(lambda: PageMark.objects.get())
    assert made.page == 1 and made.top > 100 and not made.sent
    page.keyboard.press("Escape")
    page.locator("h1").first.click()
    page.keyboard.press("KeyB")
    page.locator("textarea[name=reasons]").fill(WORDS)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    prosecutor.sees_paper()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/")
    assert prosecutor.seen(lambda: PageMark.objects.get()).sent


def test_nothing_typed_into_a_decision_is_lost(comes: Come, posts: dict[str, Appointment]) -> None:
    asked, other = before_prosecutor(posts, 2)
    prosecutor = comes("prosecutor")
    prosecutor.goes("queue/")
    prosecutor.sees_paper()
    page = prosecutor.page
    back, words = page.locator("input[value=return_for_rework]"), page.locator("textarea[name=reasons]")
    page.keyboard.press("KeyB")
    words.fill(WORDS)
    # A remark on a page leaves the decision that is being written as it stands.
    page.locator(".app-paper img").first.click(position={"x": 120, "y": 300})
    page.locator("#mark-text").fill("Здесь не указан лист дела.")
    page.keyboard.press("Control+Enter")
    page.locator(".app-marks__list li").wait_for()
    assert back.is_checked() and words.input_value() == WORDS
    # Another item, then the same one again; then another page altogether, and back under another address.
    page.locator(f'.app-queue a[href*="{other.pk}"]').click()
    at_item(prosecutor, other)
    assert not back.is_checked() and words.input_value() == ""
    page.locator(f'.app-queue a[href*="{asked.pk}"]').click()
    at_item(prosecutor, asked)
    assert back.is_checked() and words.input_value() == WORDS
    page.on("dialog", lambda dialog: dialog.accept())
    prosecutor.goes("desk/")
    prosecutor.goes(f"queue/{asked.pk}/?kind=arrest")
    assert back.is_checked() and words.input_value() == WORDS
    # Looked at and not signed: still there. Refused by the form: still there, also after leaving.
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    prosecutor.goes("desk/")
    prosecutor.goes(f"queue/{asked.pk}/")
    assert back.is_checked() and words.input_value() == WORDS
    words.fill("Мало")
    page.keyboard.press("Control+Enter")
    page.locator("[data-app-error-summary]").wait_for()
    prosecutor.goes("desk/")
    prosecutor.goes(f"queue/{asked.pk}/")
    assert back.is_checked() and words.input_value() == "Мало"
    # Signed: nothing of it comes back.
    words.fill(WORDS)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    prosecutor.sees_paper()
    page.keyboard.press("Control+Enter")
    at_item(prosecutor, other)
    keys = page.evaluate("() => Object.keys(sessionStorage)")
    assert not [key for key in keys if str(asked.pk) in key]


@pytest.mark.parametrize("scripts", [True, False])
def test_two_tabs_and_a_browser_without_scripts(comes: Come, posts: dict[str, Appointment], scripts: bool) -> None:
    asked, other = before_prosecutor(posts, 2)
    prosecutor = comes("prosecutor", "kk", scripts=scripts)
    prosecutor.goes(f"queue/{asked.pk}/")
    old = prosecutor.page
    new = prosecutor.opens_tab()
    for page in (new, old):
        prosecutor.page = page
        if page is new:
            prosecutor.goes(f"queue/{asked.pk}/")
        page.locator("input[value=refuse_support]").check()
        page.locator("textarea[name=reasons]").fill(WORDS)
        page.locator("[data-app-main] [data-app-submit]").click()
        if page is new:
            page.wait_for_url("**draft=*")
            prosecutor.sees_paper()
            page.locator("[data-app-main] [data-app-submit]").click()
            page.wait_for_url(re.compile(rf"/queue/{other.pk}/"))
        else:
            page.locator("[data-app-queue] [role=alert]").wait_for()
            assert page.locator("textarea[readonly]").input_value() == WORDS
    assert status(prosecutor, asked) == "refused_by_prosecutor"


def test_the_judge_refuses_in_place_and_looks_at_the_draw(comes: Come, posts: dict[str, Appointment]) -> None:
    asked = Story(posts, ago=24).in_court(20)
    judge = comes("judge")
    judge.goes(f"queue/{asked.pk}/")
    judge.sees_paper()
    page = judge.page
    page.evaluate("() => { window.sameDocument = true }")
    page.keyboard.press("KeyR")
    assert page.locator("input[value=refuse]").is_checked()
    page.locator("textarea[name=reasons]").fill(WORDS)
    page.locator("input[name=hearing_at]").fill(typed(now() - HOUR))
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?*draft=*")
    judge.sees_paper()
    assert page.evaluate("() => window.sameDocument") is True
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/")
    assert status(judge, asked) == "refused"
    judge.goes(f"queue/{asked.pk}/draws/")
    assert page.locator("code").count() == 1
