"""The qualification picker by keyboard alone, and the lines that say a draft was kept, on pages of every shape."""

from collections.abc import Callable
from typing import Any

import pytest

from ecase.people.models import Appointment
from tests.browser.looking import axe_findings
from tests.browser.people import Person, typed
from tests.fixtures import tell_case

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
PLACE = "Алматы, ул. Абая, 12"


def marked(page: Any) -> str:
    found = page.locator("#qualification-options [aria-selected=true]")
    return str(found.get_attribute("data-code")) if found.count() else ""


def test_the_picker_is_worked_by_keyboard_alone(comes: Come) -> None:
    investigator = comes("investigator")
    investigator.goes("cases/new/qualification/")
    page, box, options = investigator.page, investigator.page.locator("#id_q"), "#qualification-options [role=option]"
    box.focus()
    page.keyboard.type("кража")
    page.locator(options).first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    page.keyboard.press("ArrowDown")
    first = marked(page)
    page.keyboard.press("ArrowDown")
    assert first and marked(page) not in {"", first}
    assert page.locator(f"#{box.get_attribute('aria-activedescendant')}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert marked(page) == first
    assert axe_findings(page) == [], "the open list scrolls and is reached by keyboard"

    for _ in range(3):  # past the two buttons beside the box
        page.keyboard.press("Tab")
    page.wait_for_timeout(300)  # longer than the list waits before it closes
    assert page.evaluate("document.activeElement.className") == "app-picker__list"
    page.keyboard.press("ArrowDown")
    assert marked(page) not in {"", first}, "the open list takes the same keys"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "id_q"
    assert box.get_attribute("aria-expanded") == "false" and page.locator(options).count() == 0
    page.keyboard.press("ArrowDown")
    page.locator(options).first.wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
    page.locator("#qualification-options").wait_for(state="detached")

    box.fill("яяяя")
    page.locator(".app-picker__list .app-empty").wait_for()
    assert box.get_attribute("aria-expanded") == "false", "nothing to choose from"
    box.fill("188 3")
    page.locator(f"{options}[data-code='188/3']").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("input[name=codes][value='188/3']").wait_for(state="attached")
    page.locator(".app-kept .app-icon").wait_for()


def test_an_article_that_was_typed_and_left_is_named_under_its_box(comes: Come, posts: dict[str, Appointment]) -> None:
    case = tell_case(posts)
    investigator = comes("investigator")
    investigator.goes(f"cases/{case.number}/moves/recognise_suspect/")
    page, box = investigator.page, investigator.page.locator("#id_article")
    told = page.locator("[data-app-picker] + .app-chosen")
    page.locator(".app-chosen", has_text="188").wait_for()  # the registered article is named at once
    box.fill("188 2")
    page.locator("#id_text").focus()
    page.locator(".app-chosen", has_text="сговору").wait_for()
    assert "Кража" in told.inner_text() and box.input_value() == "188/2"
    box.fill("999")
    page.locator("#id_text").focus()
    page.locator(".app-chosen", has_text="Ничего не найдено").wait_for()


@pytest.mark.parametrize("step", ["check/", "people/", "event/"])
def test_the_reason_why_it_is_another_event_is_kept_where_nothing_else_is(
    comes: Come, posts: dict[str, Appointment], step: str
) -> None:
    """A page without fields of its own keeps the reason: its answer brings no version that nobody waits for."""
    earlier = tell_case(posts)
    investigator = comes("investigator")
    page = investigator.page
    investigator.goes("cases/new/event/")
    page.locator("#id_place").fill(PLACE)
    page.locator("#id_occurred_at").fill(typed(earlier.occurred_at))
    page.locator("#id_summary").fill("Второе сообщение о том же подъезде.")
    page.locator("button[name=do][value=next]").click()
    page.wait_for_url("**/people/**")
    if step == "people/":
        page.locator("#id_last_name").fill("Оспанов")
        page.locator("#id_first_name").fill("Руслан")
        page.locator("#id_iin").fill("910314 300126")
        page.locator("input[name=capacity][value=victim]").check()
        page.locator("button[name=do][value=next]").click()
        page.locator("table.app-table").wait_for()
    else:
        investigator.goes(f"cases/new/{step}")
    page.locator("#another-reason").press_sequentially("Другой велосипед")
    page.locator("#app-kept:not(:empty) .app-icon").wait_for()
    page.wait_for_timeout(1500)
    page.reload()
    assert page.locator("#another-reason").input_value() == "Другой велосипед"
