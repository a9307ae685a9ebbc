"""Access to the main screens in Russian and Kazakh: axe finds nothing, and the rules of DESIGN.md 8.3 hold."""

from collections.abc import Callable

import pytest

from cases.models import Case
from detention.models import Detention
from ecase.people.models import Appointment
from sanctions.models import Sanction
from tests.browser import story
from tests.browser.looking import look
from tests.browser.people import Person

pytestmark = pytest.mark.browser


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
    prosecutor.types("Reasons", "Papers that are missing yet are named in the request; they follow before the hearing.")
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
