"""Looking at a page as a test does: axe, and the rules of DESIGN.md 8.3 that axe does not know."""

import re
from typing import Any

from tests.browser.people import Person

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
AMERICAN_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
LATIN = re.compile(r"(?<![\w.+-])[A-Za-z]{3,}")
LATIN_EVERYWHERE = {"PDF", "SHA", "ENG", "GPO"}  # GPO: code of the edition of an order
# What is Latin by its nature: keys, account names, digests, the version, the choice of a language.
WORDS = """() => {
  const body = document.body.cloneNode(true);
  const latin = 'script, style, kbd, code, dialog, .app-hash, .app-check-code, .app-accounts b, .app-footer, [lang]';
  body.querySelectorAll(latin).forEach(el => el.remove());
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
             return r.width && r.height && s.display !== 'inline'
               && !el.closest('.govuk-skip-link, p, li, td, th, dd, [aria-hidden=true]')
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
