"""Liberty in a browser: house arrest of somebody at liberty, and an arrest made longer to nine months."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case
from detention.models import Detention
from ecase.law.clock import local
from ecase.people.models import Appointment
from ecase.web import now
from sanctions.models import Sanction
from tests.browser import case_steps, story
from tests.browser import sanction_steps as steps
from tests.browser.people import Person

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]
DAY = 24 * 3600
HOME = "г. Алматы, мкр. Алмагуль, 18, кв. 70"
EXACTLY = "Не покидать жильё; не общаться с потерпевшим и свидетелями."
MILDER = {
    "ru": "Подписка о невыезде недостаточна: на повестку он не явился и сменил номер.",
    "kk": "Ешқайда кетпеу туралы қолхат жеткіліксіз: шақыруға келмеген, нөмірін ауыстырған.",
}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_house_arrest_of_somebody_at_liberty(comes: Come, posts: Posts, language: str) -> None:
    investigator, prosecutor = comes("investigator", language), comes("prosecutor", language)
    case = steps.registers(investigator)
    story.enters_people(investigator, posts["lawyer"])
    case_steps.recognises(investigator, case, "Оспанов", "188/3")
    case_steps.decides(prosecutor, "Approve")
    rules = {
        "home": HOME,
        "restrictions": ["leave", "contacts"],
        "restrictions_exactly": EXACTLY,
        "supervisor": "Служба пробации Алмалинского района",
    }
    asked = steps.asks(
        investigator,
        case,
        "house_arrest",
        {"presence": "at_liberty", **rules, "stated": ["may_flee"], "milder": MILDER[language]},
    )
    assert steps.standing(investigator, asked) == "before_prosecutor"
    lawyer = comes("lawyer", language)
    lawyer.goes(f"cases/{case.number}/sanctions/{asked.pk}/")
    assert lawyer.answer.status == 404, "nothing reaches the defence before it is supported"
    steps.decides(prosecutor, asked, "support")
    judge = comes("judge", language)
    steps.decides(judge, asked, "grant", steps.heard({**rules, "milder": MILDER[language]}))
    assert steps.standing(investigator, asked) == "granted"
    lawyer.goes(f"cases/{case.number}/sanctions/{asked.pk}/")
    assert lawyer.answer.status == 200
    lawyer.sees_paper()
    until = investigator.seen(lambda: Sanction.objects.get(pk=asked.pk)).until
    assert until is not None and 58 <= (until - local(now()).date()).days <= 62, "two months from the order"


def extends(person: Person, case: Case, arrest: Sanction, months: int) -> Sanction:
    """From the page of the arrest: the longer one is asked for, its text completed, the act signed."""
    steps.moves(
        person,
        case,
        arrest,
        "extend",
        {
            "months": months,
            "done": "Допрошены 14 свидетелей, назначены четыре экспертизы, две получены.",
            "to_do": "Получить генетическую экспертизу и предъявить дело.",
            "still_needed": "Основания ареста проверены заново и остаются.",
            "complexity": "Шесть экспертиз, международное поручение.",
            "stated": ["unchanged"],
            "grounds": steps.GROUNDS["ru"],
        },
        signed=False,
    )
    longer = steps.last(person, case, "arrest_extension")
    steps.completes(person, case, longer)
    return longer


def test_an_arrest_is_made_longer_to_nine_months(comes: Come, posts: Posts, settings: Any) -> None:
    investigator = story.up_to_the_prosecutor(comes, posts)
    case = investigator.seen(lambda: Case.objects.get())
    arrest = steps.last(investigator, case, "arrest")
    prosecutor, judge = comes("prosecutor"), comes("judge")
    steps.decides(prosecutor, arrest, "support")
    milder = {"milder": "Более мягкая мера не исключит выезда, к которому он готовился."}
    steps.decides(judge, arrest, "grant", steps.heard({**milder, "bail_barred": "Преступление из перечня 148(9)."}))
    story.acknowledges(comes("custody"))
    detention = investigator.seen(lambda: Detention.objects.get(case=case))
    first_day = local(detention.held_at).date()

    # A month and a half later: three months, agreed by the head of the district office.
    settings.ECASE_TIME_SHIFT = 45 * DAY
    again = comes("investigator")
    to_three = extends(again, case, arrest, 3)
    assert steps.standing(again, to_three) == "before_prosecutor"
    prosecutor.goes("queue/")
    assert not prosecutor.page.locator(f".app-queue a[href*='{to_three.pk}']").count(), "not his, but his head's"
    steps.decides(comes("chief"), to_three, "support")
    later = comes("judge")
    steps.decides(later, to_three, "grant", steps.heard({**milder, "months": 3}))
    assert last_day(again, arrest) == months_on(first_day, 3)

    # Two and a half months after the holding: nine, agreed by the oblast prosecutor.
    settings.ECASE_TIME_SHIFT = 74 * DAY
    again = comes("investigator")
    to_nine = extends(again, case, arrest, 9)
    oblast = comes("oblast_chief")
    steps.decides(oblast, to_nine, "support")
    later = comes("judge")
    steps.decides(later, to_nine, "grant", steps.heard({**milder, "months": 9}))
    assert steps.standing(again, to_nine) == "granted"
    assert last_day(again, arrest) == months_on(first_day, 9), "months in all, from the holding"
    custody = comes("custody")
    story.acknowledges(custody)  # a new end reaches the place of detention, and its head confirms it again
    held = custody.seen(lambda: Detention.objects.get(pk=detention.pk))
    assert held.acknowledged_at is not None and now() - held.acknowledged_at < timedelta(minutes=5)


def last_day(person: Person, arrest: Sanction) -> Any:
    return person.seen(lambda: Sanction.objects.get(pk=arrest.pk)).until


def months_on(first: Any, months: int) -> Any:
    """The last day of so many months, the first day counted."""
    year, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + year, month=month + 1) - timedelta(days=1)
