"""The page's own script in a real browser: clocks, keys, guards of forms. No server, no database.

The browser asks for addresses of a made-up host; each is answered here from a template or a static file, under
the same Content-Security-Policy as the live pages.
"""

import mimetypes
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from ecase.web.forms import CountedTextField, DateField, KeyedRadios

pytestmark = pytest.mark.browser
HOST = "http://ecase.test"
NOW = datetime(2026, 11, 23, 9, 31, 53, tzinfo=UTC)
CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'"


class Decision(forms.Form):
    decision = forms.ChoiceField(
        label="Решение",
        choices=[("support", "Поддержать"), ("refuse", "Отказать")],
        widget=KeyedRadios({"support": "S", "refuse": "R"}),
    )
    reason = CountedTextField(label="Причина", limit=2000, least=30)
    on = DateField(label="День", required=False)


def frame(**more: Any) -> dict[str, Any]:
    return {
        "server_now": NOW,
        "me": {"name": "Ахметова Д. С.", "role_title": "Следователь", "office": "УП"},
        "menu": [{"title": "Мой стол", "url": "/desk/", "current": True, "key": "d"}],
        "languages": [{"code": "ru", "label": "РУС", "url": "/ru/", "current": True}],
        "unread": 3,
        "version": "0",
    } | more


def rows() -> list[dict[str, Any]]:
    due = NOW + timedelta(hours=11)
    return [{"number": f"26751203100048{n}", "url": f"/{n}/", "due_at": due, "stage": "Досудебное"} for n in (1, 2)]


def held(minutes: float) -> dict[str, Any]:
    end = NOW + timedelta(minutes=minutes)
    return {
        "person": "Оспанов Руслан Маратович",
        "due_at": end,
        "starts_at": end - timedelta(hours=48),
        "late_says": "Лицо подлежит освобождению.",
    }


def page_of(path: str) -> str:
    if path == "/desk/":
        return render_to_string("oversight/desk.html", frame(rows=rows(), register_url="/new/", can_register=True))
    if path == "/queue/":
        return render_to_string(
            "oversight/queue.html", frame(form=Decision(), form_url="/queue/", decide_title="Решение", items=[])
        )
    if path == "/wrong/":
        form = Decision({"decision": "refuse", "reason": "мало"})
        return render_to_string("oversight/queue.html", frame(form=form, form_url="/queue/", decide_title="Решение"))
    if path == "/sign-in/":
        account = {"username": "judge", "role_title": "Судья"}
        return render_to_string("registration/sign_in.html", frame(me=None, demo_accounts=[account]))
    minutes = float(path.strip("/").split("-")[1])
    return render_to_string("detention/detention.html", frame(**held(minutes)))


def answer(route: Any) -> None:
    path = route.request.url.removeprefix(HOST).split("?")[0]
    if path.startswith(settings.STATIC_URL):
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(status=200 if found else 404, body=Path(found).read_bytes() if found else b"", content_type=kind)
        return
    if route.request.method == "POST":
        route.fulfill(status=200, body="<title>accepted</title>", content_type="text/html")
        return
    with translation.override("ru"):
        body = page_of(path)
    route.fulfill(
        status=200, body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP}
    )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    where = os.environ.get("ECASE_CHROMIUM")
    if not where:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    # Playwright's loop makes Django's ORM believe it runs in async code; nothing here uses the ORM.
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=where,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1366, "height": 820})
    opened = context.new_page()
    opened.route("**/*", answer)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


def until(page: Any, expression: str) -> None:
    """Polls from here: the browser's own waiting would need eval, which the CSP forbids."""
    for _ in range(60):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def press_on_russian_layout(page: Any, code: str, letter: str) -> None:
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
        [code, letter],
    )


def test_the_clock_counts_from_the_servers_time_and_speaks(page: Any) -> None:
    page.goto(f"{HOST}/held-10.04/")
    assert page.inner_text("[data-big]").startswith("00:10:0")
    until(page, "document.querySelector('#app-announce').textContent.includes('Оспанов')")
    assert page.locator(".app-countdown.is-critical").count() == 1
    assert page.locator("[data-app-late]").is_hidden()


def test_at_zero_the_panel_turns_and_says_what_the_law_orders(page: Any) -> None:
    page.goto(f"{HOST}/held-0.03/")
    page.wait_for_selector(".app-countdown.is-late", timeout=6000)
    assert page.locator("[data-app-late]").is_visible()
    assert "00:" not in page.inner_text("[data-big]")


def test_keys_go_by_their_place(page: Any) -> None:
    page.goto(f"{HOST}/desk/")
    press_on_russian_layout(page, "KeyJ", "о")
    assert focused(page) == "267512031000481"
    press_on_russian_layout(page, "KeyJ", "о")
    press_on_russian_layout(page, "KeyK", "л")
    assert focused(page) == "267512031000481"
    press_on_russian_layout(page, "Slash", ".")
    assert focused(page) == "app-find"
    page.keyboard.type("jj/?")
    assert page.input_value("#app-find") == "jj/?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#app-keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#app-keys").is_hidden()


def test_keys_can_be_switched_off(page: Any) -> None:
    page.goto(f"{HOST}/desk/")
    page.keyboard.press("?")
    page.check("[data-app-keys-off]")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert focused(page) != "267512031000481"


def test_a_choice_by_key_sends_nothing(page: Any) -> None:
    page.goto(f"{HOST}/queue/")
    page.keyboard.press("r")
    assert page.locator("input[value=refuse]").is_checked()
    assert page.url == f"{HOST}/queue/"


def test_a_form_is_sent_once_and_its_text_is_kept_until_it_is_accepted(page: Any) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{HOST}/queue/")
    page.fill("#id_reason", "Текст, который нельзя потерять")
    until(page, "Object.keys(sessionStorage).some((key) => key.startsWith('draft:'))")
    page.goto(f"{HOST}/desk/")
    page.goto(f"{HOST}/queue/")
    assert page.input_value("#id_reason") == "Текст, который нельзя потерять"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    # The queue puts answers in place by itself; what is asked here is the guard of every form.
    page.evaluate("document.querySelector('[data-app-queue]').removeAttribute('data-app-queue')")
    with page.expect_navigation():
        page.evaluate("(() => { const b = document.querySelector('[data-app-submit]'); b.click(); b.click(); })()")
    assert page.title() == "accepted"
    assert len(sent) == 1
    page.goto(f"{HOST}/desk/")
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


def test_the_keyboard_lands_on_the_summary_of_errors(page: Any) -> None:
    page.goto(f"{HOST}/wrong/")
    until(page, "document.activeElement.classList.contains('govuk-error-summary')")
    page.click(".govuk-error-summary a")
    assert focused(page) == "id_reason"


def test_small_helps(page: Any) -> None:
    page.goto(f"{HOST}/queue/")
    page.locator(".app-quick button").nth(1).click()
    assert page.input_value("#id_on") == "22.11.2026"


def test_without_javascript_the_words_are_there(chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.route("**/*", answer)
    opened.goto(f"{HOST}/held-684/")
    assert opened.inner_text("[data-big]") == "11:24:00"
    assert "14:31" in opened.inner_text(".app-countdown__gone")
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_page_does_not_scroll_sideways(chromium: Any, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 700})
    opened = context.new_page()
    opened.route("**/*", answer)
    for path in ("/desk/", "/queue/", "/wrong/", "/held-684/", "/sign-in/"):
        opened.goto(HOST + path)
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
