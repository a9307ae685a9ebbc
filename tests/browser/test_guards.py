"""Keys alone, double clicks, stale tabs, mistakes, strangers, and a browser without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case
from detention.models import Detention
from ecase.documents.models import Draft
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.pages import STALE_PAGE
from sanctions.models import Sanction
from tests.browser import story
from tests.browser.people import Person, typed
from tests.fixtures import tell_case, tell_detention

pytestmark = pytest.mark.browser
Come = Callable[..., Person]


def focused(person: Person) -> Any:
    """What has the focus: element name, id, whether it is the error summary."""
    return person.page.evaluate(
        "() => [document.activeElement.tagName, document.activeElement.id,"
        " 'appErrorSummary' in document.activeElement.dataset]"
    )


def count(person: Person, kind: str) -> int:
    found: int = person.seen(lambda: Entry.objects.filter(kind=kind).count())
    return found


def test_the_prosecutor_decides_by_keys_and_signs_once(comes: Come, posts: dict[str, Appointment]) -> None:
    investigator = story.up_to_the_prosecutor(comes, posts)
    prosecutor = comes("prosecutor")
    prosecutor.goes("desk/")
    page = prosecutor.page
    page.keyboard.press("g")
    page.keyboard.press(
        page.locator("[data-app-go]").filter(has_text=prosecutor.says("Queue")).get_attribute("data-app-go")
    )
    page.wait_for_url("**/queue/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/*/")
    page.keyboard.press("KeyS")
    assert page.locator("input[value=support]").is_checked()
    page.keyboard.press("Tab")
    assert focused(prosecutor)[0] == "SELECT"
    page.keyboard.press("Tab")
    assert focused(prosecutor)[0] == "TEXTAREA"
    page.keyboard.type("Подозрение обосновано материалами дела.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue/*/?draft=*")
    prosecutor.sees_paper()
    # Twice at once, as a hasty hand does: one act, one entry, no words about a fault.
    page.locator("[data-app-submit]").dblclick()
    page.wait_for_url("**/queue/")
    assert count(investigator, "sanction.supported") == 1
    assert investigator.seen(lambda: Draft.objects.filter(move="support", used_at__isnull=False).count()) in (0, 1)
    assert prosecutor.page.locator("[data-app-message]").count() == 1


def test_a_stale_tab_says_so_and_keeps_the_text(comes: Come, posts: dict[str, Appointment]) -> None:
    story.up_to_the_prosecutor(comes, posts)
    prosecutor = comes("prosecutor")
    prosecutor.goes("queue/")
    prosecutor.page.locator(".app-queue a").first.click()
    prosecutor.page.wait_for_url(re.compile(r"/queue/[0-9a-f-]{36}/"))  # put in place without a page load
    old, words = prosecutor.page, "Доказательств недостаточно, следователь не указал листы дела."
    prosecutor.chooses("Refuse to support")
    prosecutor.types("Reasons", words)
    prosecutor.opens_tab()
    story.supports(prosecutor)
    prosecutor.page = old
    prosecutor.presses("To the signature")
    assert prosecutor.page.locator("[role=alert]").first.is_visible()
    kept = prosecutor.page.locator("textarea").evaluate_all("(boxes) => boxes.map((box) => box.value)")
    assert words in kept
    assert count(prosecutor, "sanction.refuse_support") == 0


def test_a_stale_form_of_a_case_says_so_and_keeps_the_text(comes: Come, posts: dict[str, Appointment]) -> None:
    case = tell_case(posts)
    investigator = comes("investigator")
    investigator.goes(f"cases/{case.number}/people/")
    old, box = investigator.page, investigator.unfolds("Enter a person")
    investigator.label("Capacity", box).select_option("witness")
    investigator.types("IIN", "850606400334", box)
    investigator.types("Last name", "Ахметова", box)
    investigator.types("First name", "Салтанат", box)
    investigator.opens_tab()
    investigator.goes(f"cases/{case.number}/people/")
    story.enters_people(investigator, posts["lawyer"])
    investigator.page = old
    investigator.presses("Enter", investigator.part("Enter a person"))
    summary = old.locator("[data-app-error-summary]")
    assert investigator.says(STALE_PAGE.says) in summary.inner_text()
    assert old.locator("#id_last_name").input_value() == "Ахметова"
    assert old.locator("#id_capacity").input_value() == "witness"
    # It was mended by being shown: sent again, it is taken.
    investigator.presses("Enter", investigator.part("Enter a person"))
    assert "Ахметова" in old.inner_text("main")


def test_wrong_input_keeps_everything_and_focuses_the_summary(comes: Come) -> None:
    investigator = comes("investigator")
    story.fills_report(investigator, qualification="999/77")
    page = investigator.page
    summary = page.locator("[data-app-error-summary]")
    summary.wait_for()
    page.wait_for_function("() => document.activeElement.closest('[data-app-error-summary]') !== null")
    assert focused(investigator)[2]
    assert page.locator("#id_q").input_value() == "999/77"
    summary.locator("a").first.click()
    assert focused(investigator)[1].startswith("id_")
    investigator.goes("cases/new/event/")
    assert page.locator("#id_region option").count() == 20
    investigator.types("When it happened", typed(now() + timedelta(days=3)))
    story.goes_on(investigator)
    summary.wait_for()
    assert page.locator("#id_place").input_value() == story.PLACE
    assert page.locator("#id_summary").input_value().startswith("Неизвестный")
    assert investigator.seen(lambda: Case.objects.count()) == 0
    investigator.types("When it happened", typed(now() - timedelta(hours=5)))
    story.goes_on(investigator)
    investigator.goes("cases/new/qualification/")
    assert page.locator("#id_q").input_value() == "999/77"  # kept, although it is wrong
    page.locator("#id_q").fill("")
    page.locator("#id_q").press_sequentially("188/3")
    page.locator("[role=option]").first.wait_for()
    assert "188" in page.locator("[role=option]").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("input[name=codes]").wait_for(state="attached")
    investigator.goes("cases/new/check/")
    investigator.presses("Register")
    assert investigator.seen(lambda: Case.objects.count()) == 1


def test_without_scripts_the_path_is_the_same(comes: Come, posts: dict[str, Appointment]) -> None:
    """Register, detain, support: pictures are looked for in the answer, since nothing may run in the page."""
    investigator = comes("investigator", "kk", scripts=False)
    case = story.registers(investigator)
    story.enters_people(investigator, posts["lawyer"])
    story.detains(investigator)
    assert investigator.page.locator(".app-countdown").is_visible()
    tell_requested(investigator, case)
    prosecutor = comes("prosecutor", "kk", scripts=False)
    prosecutor.goes("queue/")
    prosecutor.chooses("Support")
    prosecutor.types("Reasons", "Материалдардың жетпейтіні өтінішхатта жазылған, сот отырысына дейін толықтырылады.")
    prosecutor.presses("To the signature")
    assert prosecutor.page.locator(".app-paper img").first.is_visible()
    prosecutor.presses("Sign")
    assert prosecutor.path == "/kk/queue/"
    assert prosecutor.page.locator("[data-app-message]").count() == 1
    assert investigator.seen(lambda: Sanction.objects.get(case=case)).status == "before_court"


def tell_requested(investigator: Person, case: Case) -> None:
    """The request, also without scripts."""
    investigator.presses("Sign the detention protocol")
    investigator.types("Protocol drawn up", typed(now() - timedelta(hours=1)))
    investigator.presses("Look at the act")
    investigator.presses("Sign")
    investigator.goes(f"cases/{case.number}/sanctions/new/")
    story.writes_arrest(investigator)
    investigator.presses("Sign")


def test_a_stranger_finds_nothing(comes: Come, posts: dict[str, Appointment]) -> None:
    detention: Detention = tell_detention(posts)
    base = f"cases/{detention.case.number}/"
    stranger = comes("investigator2", "kk")
    for path in (base, f"{base}people/", f"{base}detentions/{detention.pk}/", f"{base}log/", f"{base}nothing/"):
        assert stranger.goes(path).status == 404, path
        shown = stranger.page.inner_text("body")
        assert detention.participant.last_name not in shown and detention.case.number not in shown.replace(" ", "")
        assert stranger.page.locator("h1").count() == 1
    stranger.goes(f"cases/?q={detention.case.number}")
    assert detention.participant.last_name not in stranger.page.inner_text("main")


def test_unsent_words_survive_a_reload_and_not_a_sign_out(comes: Come, posts: dict[str, Appointment]) -> None:
    case = tell_case(posts)
    investigator = comes("investigator")
    investigator.goes(f"cases/{case.number}/people/")
    page = investigator.page
    page.locator("#id_address").fill("Алматы, пр. Абая, 7")
    page.wait_for_function("() => Object.values(sessionStorage).some(text => text.includes('Абая'))")
    page.reload()
    assert page.locator("#id_address").input_value() == "Алматы, пр. Абая, 7"
    page.locator(".app-bar__out button").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate("() => JSON.stringify({...sessionStorage, ...localStorage})") == "{}"
