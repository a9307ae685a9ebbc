"""A form that is kept while it is typed: by itself, through a reload, through a session that ended meanwhile."""

from collections.abc import Callable

import pytest

from tests.browser.people import Person

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
IIN = "910314 300126"


def test_what_is_typed_is_kept_without_a_press(comes: Come) -> None:
    investigator = comes("investigator")
    investigator.goes("cases/new/event/")
    page, line = investigator.page, investigator.page.locator("#app-kept")
    investigator.types("Where it happened", "Алматы, Толе би, 77")
    line.locator(".app-icon").wait_for()
    page.reload()
    assert page.locator("#id_place").input_value() == "Алматы, Толе би, 77"

    cookies = investigator.context.cookies()
    investigator.context.clear_cookies(name="ecase")
    investigator.types("What happened", "Набрано, когда сеанс уже кончился.")
    page.locator("#app-kept.app-kept__not").wait_for()
    assert page.locator("#id_summary").input_value() == "Набрано, когда сеанс уже кончился."
    investigator.context.add_cookies(cookies)  # signed in again on another tab
    page.locator("#id_summary").press_sequentially(" Ещё слово.")
    page.locator("#app-kept:not(.app-kept__not) .app-icon").wait_for()
    page.reload()
    assert page.locator("#id_summary").input_value() == "Набрано, когда сеанс уже кончился. Ещё слово."
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length") == 0


def test_a_person_is_found_and_a_reload_comes_back_to_him(comes: Come) -> None:
    investigator = comes("investigator")
    investigator.goes("cases/new/people/?row=new")
    page = investigator.page
    page.locator("#id_iin").fill(IIN)
    page.locator("button[name=do][value=find]").click()
    page.locator("#app-identity .app-note--success").wait_for()
    assert page.locator("#id_last_name").input_value() == "Оспанов"
    page.locator("#id_phone").fill("+7 700 000 00 11")
    page.locator("#app-kept .app-icon").wait_for()
    page.wait_for_url("**/people/?row=*")
    page.reload()
    assert page.locator("#id_phone").input_value() == "+7 700 000 00 11"
    page.locator("input[name=capacity][value=suspect]").check()
    page.locator("button[name=do][value=next]").click()
    page.locator("table .app-tag--ok").wait_for()
