"""A requalification: asked for, refused with reasons, asked for again and granted; a hasty hand, two tabs beside it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.models import Case, Charge, Ruling
from ecase.law import cite
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import now
from tests.browser import case_steps as steps
from tests.browser.looking import look
from tests.browser.people import Person
from tests.fixtures import tell_case
from tests.rulings import suspect_of

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]
THIN = {
    "ru": "Крупный размер не подтвержден: оценки похищенного в деле нет, справка о стоимости не приобщена.",
    "kk": "Ірі мөлшер расталмаған: істе ұрланған заттың бағасы жоқ, құны туралы анықтама тіркелмеген.",
}


@pytest.fixture
def case(posts: Posts) -> Case:
    """Registered as theft, a suspect charged with it."""
    case = tell_case(posts, at=now() - timedelta(days=3), qualification="188/1")
    suspect_of(posts, case, article="188/1")
    return case


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_requalification_is_refused_and_then_granted(comes: Come, posts: Posts, case: Case, language: str) -> None:
    found: list[str] = []
    titles: dict[str, str] = {}
    investigator, prosecutor = comes("investigator", language), comes("prosecutor", language)
    steps.requalifies(investigator, case, "188/4", hastily=True)
    asked = investigator.path
    assert investigator.seen(lambda: Ruling.objects.filter(kind="requalification").count()) == 1, "one of two clicks"

    prosecutor.goes("queue/")
    prosecutor.chooses("Refuse approval")
    prosecutor.types("Reasons", THIN[language])
    found += look(prosecutor, "queue", titles)
    prosecutor.follows(prosecutor.button("To the signature"))
    prosecutor.signs()

    investigator.goes(asked.split("/", 2)[2])
    told = investigator.page.inner_text("main")
    assert THIN[language] in told and investigator.says("Approval refused") in told
    found += look(investigator, "refused ruling", titles)
    assert parts(investigator, case) == ["1"], "the former qualification stands"

    steps.requalifies(investigator, case, "188/2")
    steps.decides(prosecutor, "Approve")
    investigator.goes(f"cases/{case.number}/charges/")
    history = investigator.page.locator("main table").nth(1).locator("tbody th").all_inner_texts()
    new, old = (cite.words(f"CC 188({part})", language) for part in ("2", "1"))
    assert history == [new, old, old], "granted, qualified before it, registered; the refused one never was"
    assert parts(investigator, case) == ["2"]
    found += look(investigator, "charges", titles)
    prosecutor.goes(f"cases/{case.number}/scope/")
    (line,) = prosecutor.page.locator("main tbody tr").all_inner_texts()
    assert old in line and new in line and steps.WHY[language] in line
    found += look(prosecutor, "scope", titles)
    assert found == []


def parts(person: Person, case: Case) -> list[str]:
    """The parts of article 188 that are charged now."""
    rows = person.seen(lambda: list(Charge.objects.filter(case=case, until=None).values_list("part", flat=True)))
    return sorted(rows)


def test_of_two_tabs_the_later_is_told_and_loses_nothing(comes: Come, posts: Posts, case: Case) -> None:
    investigator = comes("investigator")
    steps.requalifies(investigator, case, "188/2")
    prosecutor = comes("prosecutor")
    prosecutor.goes("queue/")
    old = prosecutor.page
    prosecutor.chooses("Refuse approval")
    prosecutor.types("Reasons", THIN["ru"])
    prosecutor.opens_tab()
    steps.decides(prosecutor, "Approve")
    prosecutor.page = old
    prosecutor.presses("To the signature")
    told = "This has been decided meanwhile: %(state)s. Nothing more is asked of you here."
    said = prosecutor.says(told).partition("%(")[0]
    old.wait_for_function("(said) => document.querySelector('main').innerText.includes(said)", arg=said)
    assert prosecutor.label("Reasons").input_value() == THIN["ru"]
    assert prosecutor.seen(lambda: Entry.objects.filter(kind="ruling.refused").count()) == 0
    assert parts(prosecutor, case) == ["2"]
