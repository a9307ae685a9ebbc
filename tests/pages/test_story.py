"""The main path by real forms as five people, in two languages: from the report to the facility's receipt."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import override_settings

from cases.models import Case, Matter
from detention.models import Detention
from ecase.ledger.models import Entry
from ecase.web import now
from sanctions.models import Sanction
from tests.pages.conftest import Reader
from tests.pages.steps import registers, typed

REASONS = "Подозреваемый скрывался, постоянного места жительства не имеет, мягче меры недостаточно."


def enters_people(reader: Reader, case: Case) -> None:
    reader.goes(f"cases/{case.number}/people/")
    reader.sends(
        capacity="suspect", iin="910314300126", last_name="Оспанов", first_name="Руслан", patronymic="Маратович"
    )
    reader.follows()
    assert "Оспанов" in reader.text
    reader.sends(having="warrant", warrant="Уведомление № 17", lawyer="lawyer")
    reader.follows()


def detains(reader: Reader, case: Case) -> Detention:
    reader.goes(f"cases/{case.number}/detentions/new/")
    reader.sends(held_at=typed(now() - timedelta(hours=2)), place="Алматы, пр. Достык, 5", ground="caught")
    reader.follows()
    return reader.seen(lambda: Detention.objects.get(case=case))


def state(reader: Reader, case: Case) -> Sanction:
    return reader.seen(lambda: Sanction.objects.get(case=case))


def signs(reader: Reader, **fields: Any) -> None:
    """Fields, the act, the signature; ends where the page leads."""
    if fields:
        reader.sends(**fields)
    else:
        reader.sends(having="idem")
    assert reader.page.status_code == 302, reader.text
    reader.follows()
    assert "page/1.png" in reader.text and "SHA-256" in reader.text
    picture = reader.client.get(reader.text.split('<img src="')[1].split('"')[0].replace("&amp;", "&"))
    assert picture.headers["Content-Type"] == "image/png"
    reader.sends(having="signature")
    assert reader.page.status_code == 302, reader.text
    reader.follows()


@override_settings(ECASE_DEMO=True)
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_story_by_pages(at_page: Callable[..., Reader], language: str) -> None:
    investigator = at_page("investigator", language)
    case = registers(investigator)
    enters_people(investigator, case)
    detention = detains(investigator, case)
    base = f"cases/{case.number}/"

    investigator.goes(f"{base}detentions/{detention.pk}/moves/draw_protocol/")
    signs(investigator, protocol_at=typed(now() - timedelta(hours=1)))
    assert investigator.path.endswith(f"/detentions/{detention.pk}/")
    investigator.goes(f"{base}detentions/{detention.pk}/moves/notify_prosecutor/")
    investigator.sends(having="idem")
    investigator.follows()

    investigator.goes(f"{base}sanctions/new/?kind=arrest")
    investigator.sends(grounds=REASONS, stated=["fled"], do="next")
    investigator.follows()
    missing = {name: REASONS for name in investigator.form("idem")["names"] if name.startswith("why_")}
    signs(investigator, having="idem", do="send", **missing)
    sanction = state(investigator, case)
    assert sanction.status == "before_prosecutor"

    prosecutor = at_page("prosecutor", language)
    prosecutor.goes(f"queue/{sanction.pk}/")
    assert prosecutor.page.status_code == 200 and case.number in prosecutor.text
    signs(prosecutor, decision="support", reasons=REASONS)
    assert state(investigator, case).status == "before_court"

    lawyer = at_page("lawyer", language)
    lawyer.goes(base)
    assert lawyer.page.status_code == 200

    judge = at_page("judge", language)
    judge.goes("queue/")
    assert case.number in judge.text
    judge.goes(f"queue/{sanction.pk}/")
    signs(judge, decision="grant", reasons=REASONS, hearing_at=typed(now()))
    assert state(judge, case).status == "granted"

    custody = at_page("custody", language)
    custody.goes("custody/")
    assert "Оспанов" in custody.text
    custody.goes(f"custody/{detention.pk}/")
    assert f"/cases/{case.number}" not in custody.text
    act = custody.text.split(f"/custody/{detention.pk}/materials/")[1].split("/")[0]
    assert custody.goes(f"custody/{detention.pk}/materials/{act}/view/").status_code == 200
    custody.goes(f"custody/{detention.pk}/moves/acknowledge/")
    custody.sends(having="idem")
    custody.follows()
    assert custody.goes(f"cases/{case.number}/").status_code == 404

    for tab in ("", "people/", "charges/", "file/", "detentions/", "sanctions/", "log/"):
        for reader in (investigator, prosecutor, judge, lawyer):
            assert reader.goes(base + tab).status_code == 200, (reader.username, tab)
    lawyer.goes(f"{base}sanctions/{sanction.pk}/")
    assert lawyer.page.status_code == 200 and "page/1.png" in lawyer.text
    assert investigator.seen(lambda: Matter.objects.filter(case=case).count()) == 2
    assert investigator.seen(lambda: Entry.objects.filter(stream__case_id=case.pk).count()) >= 9
