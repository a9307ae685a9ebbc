"""Actions the court is asked for, in a browser: a search made and reported, an inspection judged after it was made."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.models import Material
from ecase.web import now
from tests.browser import sanction_steps as steps
from tests.browser.people import Person, typed

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
PLACE = {
    "ru": "г. Алматы, ул. Байтурсынова, 140, офис 6",
    "kk": "Алматы қ., Байтұрсынов көшесі, 140-үй, 6-кеңсе",
}
SOUGHT = {"ru": "Договоры, печать, тетрадь учёта денег.", "kk": "Шарттар, мөр, ақша есебінің дәптері."}
DONE = {
    "ru": "Изъяты 43 договора и тетрадь учёта; печать не найдена, замечаний не поступило.",
    "kk": "43 шарт пен есеп дәптері алынды; мөр табылмады, ескертулер болған жоқ.",
}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_search_is_asked_for_sanctioned_made_and_reported(comes: Come, language: str) -> None:
    investigator, judge = comes("investigator", language), comes("judge", language)
    case = steps.registers(investigator)
    search = steps.asks(
        investigator,
        case,
        "search",
        {
            "object": PLACE[language],
            "place_kind": "organisation",
            "holder": "ТОО «Жол-Тур»",
            "sought": SOUGHT[language],
            "stated": ["objects"],
        },
    )
    assert steps.standing(investigator, search) == "before_court", "to the judge at once, no prosecutor between"
    steps.decides(judge, search, "grant")
    assert steps.standing(investigator, search) == "granted"
    steps.moves(
        investigator,
        case,
        search,
        "execute",
        {"executed_at": typed(now()), "where": PLACE[language], "execution": DONE[language]},
    )
    assert steps.standing(investigator, search) == "executed"
    steps.page_of(investigator, case, search)
    investigator.sees_paper()
    judge.goes(f"cases/{case.number}/sanctions/{search.pk}/")
    assert judge.answer.status == 200, "who sanctioned it reads what came of it"


@pytest.mark.parametrize("outcome", ["grant", "refuse"])
def test_an_urgent_inspection_is_judged_after_it_was_made(comes: Come, outcome: str) -> None:
    investigator, judge = comes("investigator"), comes("judge")
    case = steps.registers(investigator, "297/2")
    paper = steps.files(investigator, case, "Протокол осмотра жилища", "protocol_inspection")
    done = now() - timedelta(hours=2)
    asked = steps.asks(
        investigator,
        case,
        "inspection_urgent",
        {
            "object": PLACE["ru"],
            "acted_from": typed(done),
            "acted_until": typed(now()),
            "dwelling": "flat",
            "holder": "Дорошенко Инна Павловна",
            "delay": "Растения уничтожались на глазах наряда.",
            "witnesses": "Ахметов Б. Т., Цой В. К.",
            "stated": ["scene", "no_delay"],
            "cited": [str(paper.pk)],
        },
    )
    assert steps.standing(investigator, asked) == "before_court"
    steps.decides(judge, asked, outcome)
    assert steps.standing(investigator, asked) == ("granted" if outcome == "grant" else "refused")
    marked = investigator.seen(lambda: Material.objects.get(pk=paper.pk))
    assert (marked.inadmissible_at is not None) == (outcome == "refuse")
    investigator.goes(f"cases/{case.number}/file/{paper.pk}/")
    assert marked.inadmissible_cite == ("CPC 220(14)" if outcome == "refuse" else "")
    told = investigator.says("This document is no evidence: the court found the action unlawful.")
    assert (told in investigator.page.inner_text("main")) == (outcome == "refuse"), "the file says so where it lies"
