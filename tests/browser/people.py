"""One person at a browser. Words are given as msgids and looked for in the person's language."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone, translation

from ecase.people.models import Appointment
from ecase.web.speaking import speaking

PASSWORD = "demo-ecase-2026"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
STRICT = ("script-src 'self'", "style-src 'self'", "default-src")
EXPECTED = {403, 404, 409, 422}  # answers with words; a browser reports each of them on its console
PATIENCE = 15_000


def typed(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")


def whole(text: str) -> re.Pattern[str]:
    """The words of a label or a button with what the frame adds: a key, "(optional)"."""
    return re.compile(rf"^\s*{re.escape(text)}(\s+(\(.*\)|[A-Z]|Ctrl\+Enter))?\s*$")


class Person:
    """A browser context with one page; `faults` fills with whatever no test should see."""

    def __init__(
        self,
        browser: Any,
        base: str,
        appointment: Appointment | None,
        language: str,
        *,
        width: int = 1366,
        scripts: bool = True,
    ) -> None:
        self.base, self.language, self.appointment, self.scripts = base, language, appointment, scripts
        self.context = browser.new_context(
            viewport={"width": width, "height": 820},
            locale={"kk": "kk-KZ", "ru": "ru-RU"}.get(language, "en-GB"),
            timezone_id="Asia/Almaty",
            java_script_enabled=scripts,
        )
        self.context.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.sent: list[tuple[str, int]] = []
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.page = self.opens_tab()

    def opens_tab(self) -> Any:
        """A second tab of the same person becomes the page in hand."""
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())
        return self.page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.faults.append(f"left the origin: {request.url}")

    def _answered(self, response: Any) -> None:
        self.sent.append((response.url, response.status))
        in_place = response.request.headers.get("x-requested-with") == "queue"  # what a page shows within itself
        document = response.request.resource_type == "document" or in_place
        if response.status >= 500 or (response.status >= 400 and not (document and response.status in EXPECTED)):
            self.faults.append(f"{response.status} {response.url}")
        if document and response.headers.get("content-type", "").startswith("text/html"):
            policy = response.headers.get("content-security-policy", "")
            if not all(part in policy for part in STRICT) or "unsafe" in policy:
                self.faults.append(f"weak policy {policy!r} {response.url}")

    def _said(self, message: Any) -> None:
        answered = any(f"status of {code}" in message.text for code in EXPECTED)
        if message.type == "error" and not answered:
            self.faults.append(f"console: {message.text} {self.page.url}")

    # --- words and where they stand ---------------------------------------------------------------------

    def says(self, msgid: str, context: str = "") -> str:
        with translation.override(self.language):
            return str(translation.pgettext(context, msgid) if context else translation.gettext(msgid))

    def label(self, msgid: str, inside: Any = None) -> Any:
        return (inside or self.page).get_by_label(whole(self.says(msgid))).first

    def button(self, msgid: str, inside: Any = None) -> Any:
        return (inside or self.page).get_by_role("button", name=whole(self.says(msgid))).first

    def part(self, msgid: str) -> Any:
        """The box under this heading."""
        return self.page.get_by_role("region", name=self.says(msgid))

    def unfolds(self, msgid: str) -> Any:
        """The box under this heading, opened where it was folded."""
        box = self.part(msgid)
        folded = box.locator(":scope > details:not([open]) > summary")
        if folded.count():
            folded.click()
        return box

    # --- what a person does --------------------------------------------------------------------------------

    def goes(self, path: str) -> Any:
        self.answer = self.page.goto(f"{self.base}/{self.language}/{path}")
        return self.answer

    def signs_in(self, name: str) -> None:
        self.goes("sign-in/")
        self.page.locator("#id_username").fill(name)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.locator("main [data-app-submit]").click()
        self.page.wait_for_url(re.compile(r"/(kk|ru|en)/(?!sign-in)"))
        if f"/{self.language}/" not in self.page.url:
            self.page.locator(f".app-bar__languages a[lang={self.language}]").click()
            self.page.wait_for_url(re.compile(f"/{self.language}/"))

    def types(self, msgid: str, text: str, inside: Any = None) -> None:
        self.label(msgid, inside).fill(text)

    def chooses(self, msgid: str, inside: Any = None) -> None:
        self.label(msgid, inside).check()

    def presses(self, msgid: str, inside: Any = None) -> None:
        self.button(msgid, inside).click()
        self.page.wait_for_load_state()

    def follows(self, link: Any) -> None:
        """Clicks what leads to another page, and is there."""
        with self.page.expect_navigation():
            link.click()

    def opens(self, msgid: str) -> None:
        """A tab of the case."""
        self.page.locator(".app-tabs a").filter(has_text=self.says(msgid)).first.click()
        self.page.wait_for_load_state()

    def sees_paper(self) -> None:
        """The first sheet of the act is really drawn."""
        picture = self.page.locator(".app-paper img").first
        picture.wait_for()
        if self.scripts:
            self.page.wait_for_function("() => document.querySelector('.app-paper img').naturalWidth > 400")
        else:
            sheet = self.context.request.get(self.base + str(picture.get_attribute("src")))
            assert sheet.ok and sheet.headers["content-type"] == "image/png"

    def signs(self, *, hastily: bool = False) -> None:
        """Looks at the act and signs it, with a double click in haste; ends where the page leads."""
        self.sees_paper()
        before = self.page.url
        if hastily:
            self.button("Sign").dblclick()
        else:
            self.button("Sign").click()
        self.page.wait_for_url(lambda url: url != before)

    def leaves(self) -> None:
        self.context.close()

    # --- what a test asks --------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return str(self.page.locator("h1").first.inner_text())

    def seen(self, read: Callable[[], Any]) -> Any:
        """What the database shows to this person."""
        with speaking(self.appointment):
            return read()
