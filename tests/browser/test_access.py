"""Access to the main screens in Russian and Kazakh: axe finds nothing, and the rules of DESIGN.md 8.3 hold."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from cases.models import Case
from detention.models import Detention
from ecase.people.models import Appointment
from sanctions.models import Sanction
from tests.browser import story
from tests.browser.people import Person

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
AMERICAN_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
LATIN = re.compile(r"(?<![\w.+-])[A-Za-z]{3,}")
LATIN_EVERYWHERE = {"PDF", "SHA", "ENG"}
# What is Latin by its nature: keys, account names, digests, the version, the choice of a language.
WORDS = """() => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll('script, style, kbd, code, dialog, .app-hash, .app-accounts b, .app-footer, [lang]').forEach(
    el => el.remove());
  return body.textContent;
}"""


def axe_findings(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    answer = Axe().run(page, options=RULES).response
    assert len(answer["passes"]) > 5, "axe looked at nothing"
    found = answer["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:150]}" for one in found for node in one["nodes"]]


def own_findings(person: Person, name: str) -> list[str]:
    """Reflow, headings, language, dates, words that were not translated."""
    page, found = person.page, []
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} h1")
    if page.locator("html").get_attribute("lang") != person.language:
        found.append("wrong lang")
    text = page.inner_text("body")
    if AMERICAN_DATE.search(text):
        found.append(f"date {AMERICAN_DATE.search(text)}")
    found += [f"not translated: {word}" for word in LATIN.findall(page.evaluate(WORDS)) if word not in LATIN_EVERYWHERE]
    small = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary')].filter(el => {
             const r = el.getBoundingClientRect(), s = getComputedStyle(el);
             return r.width && r.height && s.display !== 'inline' && !el.closest('.govuk-skip-link, p, li, td, th, dd')
               && (r.width < 24 || r.height < 24);
           }).map(el => el.outerHTML.slice(0, 120))"""
    )
    found += [f"small target: {one}" for one in small]
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate("() => document.documentElement.scrollWidth > 320"):
        found.append(f"sideways scroll at 320 px: {page.evaluate('() => document.documentElement.scrollWidth')}")
    page.set_viewport_size({"width": 1366, "height": 820})
    return [f"{name}: {one}" for one in found]


def look(person: Person, name: str, titles: dict[str, str]) -> list[str]:
    title = person.page.title()
    found = own_findings(person, name) + [f"{name}: {one}" for one in axe_findings(person.page)]
    if title in titles:
        found.append(f"{name}: the title {title!r} is that of {titles[title]}")
    titles[title] = name
    return found


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_main_screens_are_open_to_everybody(
    comes: Callable[..., Person], posts: dict[str, Appointment], language: str
) -> None:
    found: list[str] = []
    titles: dict[str, str] = {}
    nobody = comes("", language)
    nobody.goes("sign-in/")
    found += look(nobody, "sign-in", titles)
    nobody.page.locator("main [data-app-submit]").click()
    found += look(nobody, "sign-in with errors", {})
    nobody.goes("law/calculator/")
    found += look(nobody, "calculator", titles)

    investigator = story.up_to_the_prosecutor(comes, posts, language)
    case: Case = investigator.seen(Case.objects.get)
    detention: Detention = investigator.seen(Detention.objects.get)
    base = f"cases/{case.number}/"
    for path in (
        *("desk/", "cases/", "inbox/", "law/", base, f"{base}people/", f"{base}charges/", f"{base}file/"),
        *(f"{base}detentions/", f"{base}detentions/{detention.pk}/", f"{base}sanctions/", f"{base}sanctions/new/"),
        *(f"{base}log/", f"{base}detentions/{detention.pk}/moves/release/", f"{base}detentions/new/", "cases/new/"),
    ):
        assert investigator.goes(path).status == 200, path
        found += look(investigator, path, titles)
    investigator.goes(f"{base}moves/interrupt/")
    investigator.page.locator("main [data-app-submit]").click()
    found += look(investigator, "ruling with errors", {})

    prosecutor = comes("prosecutor", language)
    prosecutor.goes("queue/")
    found += look(prosecutor, "queue", titles)
    prosecutor.chooses("Support")
    prosecutor.presses("To the signature")
    found += look(prosecutor, "signing", {})
    prosecutor.signs()
    judge = comes("judge", language)
    sanction: Sanction = investigator.seen(Sanction.objects.get)
    judge.goes(f"queue/{sanction.pk}/")
    found += look(judge, "decision", titles)
    custody = comes("custody", language)
    custody.goes(f"custody/{detention.pk}/")
    found += look(custody, "custody", {})
    assert custody.goes("cases/0/").status == 404
    found += look(custody, "404", {})
    assert found == []
