"""Property in a browser: the prosecutor holds it for some days, the court arrests it, and the first gives way."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.models import Deadline
from ecase.web import now
from tests.browser import sanction_steps as steps
from tests.browser.people import Person, typed

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
VAN = "Белый грузовик «ГАЗель Next» 2021 года, номер 001 ZZZ 02"
WHOSE = {
    "property_is": "vehicle",
    "property": VAN,
    "location": "г. Алматы, ул. Бокейханова, 1088, стоянка",
    "owner": "Калдыбаев Ринат Маратович",
    "owner_is": "other",
    "value": 8500000,
    "not_protected": True,
    "stated": ["civil_claim"],
}


def test_property_is_restricted_by_the_prosecutor_and_arrested_by_the_court(comes: Come) -> None:
    investigator, prosecutor, judge = comes("investigator"), comes("prosecutor"), comes("judge")
    case = steps.registers(investigator)
    restriction = steps.asks(
        investigator,
        case,
        "property_restriction",
        {
            **WHOSE,
            "urgent_why": "Объявление о продаже обновлено сегодня, покупатель уже приезжал.",
            "days": 10,
            "owner_told": "not_told",
            "registrar": "Специализированный ЦОН города Алматы",
        },
    )
    assert steps.standing(investigator, restriction) == "before_prosecutor"
    steps.decides(prosecutor, restriction, "grant", {"days": 10})
    assert steps.standing(investigator, restriction) == "granted"
    ends = investigator.seen(lambda: Deadline.objects.get(matter=restriction.pk, rule="property.restriction"))
    assert timedelta(days=9) < ends.due_at - now() < timedelta(days=11), "ten days by the prosecutor's own hand"
    arrest = steps.asks(
        investigator,
        case,
        "property_arrest",
        {
            **WHOSE,
            "found_at": typed(now() - timedelta(hours=3)),
            "claim": 7200000,
            "before": "restriction",
            "restricted_at": typed(now() - timedelta(minutes=1)),
            "reach": "dispose",
        },
    )
    assert steps.standing(investigator, arrest) == "before_court"
    steps.decides(
        judge,
        arrest,
        "grant",
        {"property": VAN, "value": 8500000, "reach": "dispose", "storage": "У собственника, на стоянке"},
    )
    assert steps.standing(investigator, arrest) == "granted"
    assert steps.standing(investigator, restriction) == "lifted", "the arrest has taken its place"
    steps.page_of(prosecutor, case, arrest)
    prosecutor.sees_paper()
