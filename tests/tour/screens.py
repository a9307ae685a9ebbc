"""Which screens the tour visits: by person, found on the pages themselves as a reader would find them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PASSWORD = "demo-ecase-2026"
LANGUAGES = ("kk", "ru", "en")
WIDTHS = {1366: 820, 390: 844}


@dataclass(frozen=True)
class Screen:
    """One picture to take: who, what it is called, and the path without language."""

    person: str
    name: str
    path: str


@dataclass(frozen=True)
class Story:
    """Where the demo story stands: a request before the prosecutor, one before the court, one granted."""

    asked: tuple[str, str, str]  # case number, detention, sanction
    judged: str  # sanction
    granted: tuple[str, str, str]  # case number, sanction, who defends there


def signed_in(context: Any, base: str, person: str) -> Any:
    """A page of `context`, signed in; nobody for an empty name."""
    page = context.new_page()
    if person:
        page.goto(f"{base}/ru/sign-in/")
        page.locator("#id_username").fill(person)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main [data-app-submit]").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


def first_row(page: Any, base: str, path: str) -> str:
    """The path, without language, of the first thing listed on a page."""
    page.goto(f"{base}/ru{path}")
    found = page.locator("main a[data-app-row]").first
    assert found.count(), f"nothing is listed on {path}"
    return str(urlsplit(found.get_attribute("href")).path).removeprefix("/ru")


def screens_of(person: str, page: Any, base: str, story: Story) -> Iterator[Screen]:
    """The screens of one person; may press buttons that change nothing but a draft."""
    number, detention, sanction = story.asked
    case = f"/cases/{number}/"
    held = f"{case}detentions/{detention}/"
    plain: dict[str, dict[str, str]] = {
        "": {
            "sign-in": "/sign-in/",
            "law": "/law/",
            "calculator": "/law/calculator/detention/",
        },
        "investigator": {
            "desk": "/desk/",
            "cases": "/cases/",
            "register": "/cases/new/",
            "register_event": "/cases/new/event/",
            "register_people": "/cases/new/people/",
            "register_qualification": "/cases/new/qualification/",
            "register_check": "/cases/new/check/",
            "case": case,
            "people": f"{case}people/",
            "charges": f"{case}charges/",
            "file": f"{case}file/",
            "detentions": f"{case}detentions/",
            "detention": held,
            "release": f"{held}moves/release/",
            "detain": f"{case}detentions/new/",
            "sanctions": f"{case}sanctions/",
            "sanction": f"{case}sanctions/{sanction}/",
            "ask": f"{case}sanctions/new/",
            "log": f"{case}log/",
            "notices": "/inbox/",
        },
        "prosecutor": {"desk": "/desk/", "queue": f"/queue/{sanction}/", "held": "/detentions/", "detention": held},
        "judge": {"queue": "/queue/", "decision": f"/queue/{story.judged}/"},
        "lawyer": {"desk": "/desk/", "case": case},
        "custody": {"persons": "/custody/"},
        "head": {"desk": "/desk/"},
        "chief": {"queue": "/queue/"},
        "lawyer2": {"nothing": case},
    }
    for name, path in plain[person].items():
        yield Screen(person, name, path)
    if person == "prosecutor":
        page.goto(f"{base}/ru/queue/{sanction}/")
        page.locator("input[name=decision][value=support]").check()
        page.locator("main [data-app-submit]").click()
        page.wait_for_url("**draft=**")
        where = urlsplit(page.url)
        yield Screen(person, "signing", f"{where.path}?{where.query}".removeprefix("/ru"))
    if person == story.granted[2]:
        yield Screen(person, "order", f"/cases/{story.granted[0]}/sanctions/{story.granted[1]}/")
    if person == "custody":
        yield Screen(person, "person", first_row(page, base, "/custody/?show=all"))


PEOPLE = ("", "investigator", "prosecutor", "judge", "lawyer", "custody", "head", "chief", "lawyer2")
