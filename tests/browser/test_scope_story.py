"""A charge that nobody registered: the prosecutor sees the difference and ends it, the investigator goes no further."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.actions.charges import enter_paper_charge
from cases.models import Case, Charge
from ecase.law import cite
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.pages import STALE_PAGE
from ecase.web.speaking import speaking
from tests.browser import case_steps as steps
from tests.browser.looking import look
from tests.browser.people import Person
from tests.fixtures import tell_case
from tests.rulings import draw, suspect_of

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]


@pytest.fixture
def case(posts: Posts) -> Case:
    """Registered as theft, conducted on paper; a fraud that nobody registered came in by a ruling on paper."""
    case = tell_case(posts, at=now() - timedelta(days=3))
    person = suspect_of(posts, case)
    draw(posts, case, "switch_format", to="paper")
    with speaking(posts["investigator"]):
        enter_paper_charge(
            case_id=case.pk,
            participant_id=person.pk,
            article="190/1",
            since=now(),
            paper="Постановление № 4 от 12.03.2026",
            by=posts["investigator"],
            at=now(),
        )
    return case


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_prosecutor_ends_what_lies_outside(comes: Come, posts: Posts, case: Case, language: str) -> None:
    found: list[str] = []
    titles: dict[str, str] = {}
    fraud = cite.words("CC 190(1)", language)
    investigator, prosecutor = comes("investigator", language), comes("prosecutor", language)
    # He is at work on that very charge when it is ended.
    steps.draws(investigator, case, "terminate_part")
    investigator.page.locator("input[name=charge]").last.check()

    prosecutor.goes(f"cases/{case.number}/charges/")
    prosecutor.follows(prosecutor.page.locator(f"main a[href$='/cases/{case.number}/scope/']"))
    outside = prosecutor.page.locator("main tr.is-late")
    assert outside.count() == 1 and fraud in outside.inner_text()
    assert prosecutor.says("no approved decision") in outside.inner_text()
    found += look(prosecutor, "scope", titles)
    prosecutor.follows(outside.locator("a[href*=terminate_outside]"))
    assert fraud in prosecutor.page.locator("input[name=charge]:checked + label").inner_text()
    found += look(prosecutor, "form", {})
    steps.gives_reasons(prosecutor)
    found += look(prosecutor, "ruling", titles)
    prosecutor.goes(f"cases/{case.number}/scope/")
    assert prosecutor.page.locator("main tr.is-late").count() == 0
    live = prosecutor.seen(lambda: list(Charge.objects.filter(case=case, until=None)))
    assert [charge.article for charge in live] == ["188"]

    investigator.page.locator("input[name=ground]").first.check()
    investigator.page.locator("#id_text").fill(steps.WHY[language])
    investigator.follows(investigator.button("Look at the act"))
    told = investigator.page.inner_text("main")
    assert investigator.says(STALE_PAGE.says) in told
    assert fraud not in told, "it is not among the charges any more"
    assert investigator.page.locator("#id_text").input_value() == steps.WHY[language], "nothing typed is lost"
    investigator.goes("inbox/")
    assert investigator.says("Termination of what lies outside the registered charge") in news(investigator)
    investigator.goes(f"cases/{case.number}/charges/")
    ended = investigator.page.locator("main tr.app-muted").filter(has_text=fraud)
    investigator.follows(ended.locator("a").first)
    assert steps.WHY[language] in investigator.page.inner_text("main"), "he reads why"
    assert found == []


def news(person: Person) -> str:
    """The newest notice."""
    return str(person.page.locator("main tbody tr").first.inner_text())
