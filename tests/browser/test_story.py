"""The whole story clicked through as five people, in Russian and in Kazakh."""

from collections.abc import Callable

import pytest

from cases.models import Material
from detention.models import Detention
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from sanctions.models import Sanction
from tests.browser import story
from tests.browser.people import Person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_story_as_five_people(comes: Callable[..., Person], posts: dict[str, Appointment], language: str) -> None:
    investigator = comes("investigator", language)
    case = story.registers(investigator)
    assert case.number in investigator.page.inner_text("main, .app-casebar")
    story.enters_people(investigator, posts["lawyer"])
    story.detains(investigator)
    assert investigator.page.locator("[data-big]").is_visible()
    story.draws_protocol(investigator)
    assert investigator.page.locator("[data-big]").is_visible()
    story.notifies(investigator)
    story.requests_arrest(investigator)
    sanction = investigator.seen(lambda: Sanction.objects.get(case=case))
    assert sanction.status == "before_prosecutor"

    prosecutor = comes("prosecutor", language)
    story.supports(prosecutor)
    assert prosecutor.path.startswith(f"/{language}/queue/")  # the next one is put in place
    prosecutor.page.locator("[data-app-message]").first.wait_for()
    assert investigator.seen(lambda: Sanction.objects.get(case=case)).status == "before_court"

    judge = comes("judge", language)
    story.grants(judge)
    assert investigator.seen(lambda: Sanction.objects.get(case=case)).status == "granted"

    lawyer = comes("lawyer", language)
    lawyer.goes(f"cases/{case.number}/")
    lawyer.opens("Sanctions")
    lawyer.page.locator("main a[data-app-row]").first.click()
    lawyer.sees_paper()
    assert lawyer.page.locator(".app-note--signed").first.is_visible()
    moves = lawyer.page.locator("[data-app-move]").all()
    assert [move.get_attribute("data-app-move") for move in moves] == ["appeal"]

    custody = comes("custody", language)
    story.acknowledges(custody)
    assert investigator.seen(lambda: Detention.objects.get(case=case)).acknowledged_at is not None
    custody.page.locator("section[aria-labelledby=acts] a").first.click()
    custody.sees_paper()
    assert custody.goes(f"cases/{case.number}/").status == 404

    entries = investigator.seen(lambda: list(Entry.objects.filter(stream__case_id=case.pk).order_by("seq")))
    kinds = [entry.kind for entry in entries]
    for kind in ("detention.recorded", "detention.protocol_signed", "sanction.supported", "sanction.granted"):
        assert kinds.count(kind) == 1, kinds
    papers = investigator.seen(lambda: Material.objects.filter(case=case, document__act__gt="").count())
    assert papers >= 4
