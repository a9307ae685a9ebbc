"""People at the pages: each a Django test client that signed in by name and password, forms read from the HTML."""

import html.parser
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ecase.people.models import Appointment
from ecase.web.speaking import speaking

PASSWORD = "demo-ecase-2026"


class Forms(html.parser.HTMLParser):
    """The POST forms of a page with the values they would send untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._form: dict[str, Any] | None = None
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = {
                "action": given.get("action", ""),
                "method": given.get("method", "get"),
                "fields": {},
                "names": set(),
            }
            self.forms.append(self._form)
        if self._form is None:
            return
        fields, name = self._form["fields"], given.get("name", "")
        self._form["names"].add(name)
        if tag == "input" and name:
            if given.get("type") in {"radio", "checkbox"}:
                if "checked" in given:
                    fields.setdefault(name, []).append(given.get("value", "on"))
            elif given.get("type") != "file":
                fields[name] = [given.get("value", "")]
        elif tag == "textarea":
            self._textarea = name
            fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in fields):
            fields[self._select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._textarea and self._form is not None:
            self._form["fields"][self._textarea][0] += data.lstrip("\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""


class Reader:
    """Somebody at the pages in one language; `sends` fills the page's own form and posts it."""

    def __init__(self, appointment: Appointment, language: str = "ru") -> None:
        username = appointment.user.username
        self.appointment = appointment
        self.client = Client(enforce_csrf_checks=True)
        self.username, self.language = username, language
        self.page: Any = None
        self.path = ""
        self.goes("sign-in/")
        self.sends(username=username, password=PASSWORD)
        assert self.page.status_code == 302, self.page.content.decode()

    def goes(self, path: str) -> Any:
        """Open a page; a path without a leading slash is in the reader's language."""
        self.path = path if path.startswith("/") else f"/{self.language}/{path}"
        self.page = self.client.get(self.path)
        return self.page

    def follows(self) -> Any:
        assert self.page.status_code == 302, (self.page.status_code, self.page.content.decode()[:3000])
        target = self.page.headers["Location"]
        for code in ("kk", "ru", "en"):
            target = target.replace(f"/{code}/", f"/{self.language}/", 1)
        return self.goes(target)

    def form(self, having: str = "") -> dict[str, Any]:
        """The page's main form, or the one that has the field `having`."""
        parser = Forms()
        parser.feed(self.page.content.decode())
        frame = ("/sign-out/", "/search/")  # forms of every page
        own = [f for f in parser.forms if f["method"] == "post" and not f["action"].endswith(frame)]
        found = [f for f in own if having in f["names"]] if having else own
        assert found, f"no form with {having!r} on {self.path}"
        return found[0]

    def sends(self, having: str = "", **typed: Any) -> Any:
        """Fill the form and send it; what is not typed stays as the page had it."""
        form = self.form(having or next(iter(typed), ""))
        fields = {
            **form["fields"],
            **{name: value if isinstance(value, list) else [value] for name, value in typed.items()},
        }
        self.sent = fields
        self.sent_to = form["action"] or self.path
        self.page = self.client.post(self.sent_to, fields)
        return self.page

    def again(self) -> Any:
        """The very same form once more: a double click."""
        self.page = self.client.post(self.sent_to, self.sent)
        return self.page

    def seen(self, read: Callable[[], Any]) -> Any:
        """What the database shows to this person."""
        with speaking(self.appointment):
            return read()

    @property
    def text(self) -> str:
        return str(self.page.content.decode())


@pytest.fixture
def at_page(posts: dict[str, Appointment]) -> Callable[..., Reader]:
    """`at_page("judge", "kk")`: that person, signed in."""
    return lambda name, language="ru": Reader(posts[name], language)
