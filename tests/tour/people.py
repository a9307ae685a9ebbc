"""A person at the browser of the tour: signs in and fills fields. Which screens are visited is `screens`."""

from typing import Any

PASSWORD = "demo-ecase-2026"


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


def put(page: Any, selector: str, value: str) -> None:
    """One field, whatever it is: chosen, ticked or written. What is folded is opened first."""
    field = page.locator(selector).first
    folded = page.locator("main details:not([open])", has=page.locator(selector)).locator("> summary")
    if folded.count():
        folded.first.click()
    tag, sort = field.evaluate("field => [field.tagName, field.type]")
    if tag == "SELECT":
        field.select_option(value)
    elif sort in ("checkbox", "radio"):
        field.check()
    else:
        field.fill(value)
