"""The room of covert actions by its pages: from the request through judge and results to the person's notice."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Case
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.models import SavedDraft
from sanctions.covert import notices
from sanctions.models import Sanction
from tests import covert
from tests.fixtures import ADULT, HOUR, logged_in_as, tell_case
from tests.pages.conftest import Reader
from tests.pages.steps import typed
from tests.rulings import enter
from tests.telling import quick_papers
from tests.test_covert_notice import decided

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
Posts = dict[str, Appointment]
ASKED = {
    "object": covert.WHOM, "target": "named", "person": "«Север»", "status": "none", "numbers": "+7 701 000 00 07",
    "need": "Открытыми действиями не получить.", "days": "20", "unit": "УСО", "stated": ["over_one_year"],
    "grounds": covert.GROUNDS,
}  # fmt: skip


@pytest.fixture
def case(posts: Posts) -> Case:
    made = tell_case(posts, at=now() - 4 * HOUR)
    covert.report(posts, made)
    return made


def signs(reader: Reader, path: str, **fields: Any) -> None:
    """A move by its page: the fields, then the act, then the signature."""
    reader.goes(path)
    assert reader.page.status_code == 200, reader.text
    if fields:
        reader.sends(next(iter(fields)), **fields)
    else:
        reader.sends("idem")
    assert reader.page.status_code == 302, reader.text
    reader.follows()
    reader.sends("signature")
    assert reader.page.status_code == 302, reader.text
    reader.follows()


def of(case: Case, posts: Posts, reader: Reader) -> Sanction:
    found: Sanction = reader.seen(lambda: Sanction.objects.select_related("matter").get(case=case))
    return found


def test_from_the_request_to_the_notice(posts: Posts, case: Case, at_page: At) -> None:
    person = enter(posts, case, "suspect", last_name="Кравцов", first_name="Денис", iin=ADULT, address="Алматы, 1")
    investigator, judge = at_page("investigator"), at_page("judge")
    room = f"cases/{case.number}/covert/"
    assert f"/{room}" in investigator.goes(f"cases/{case.number}/").content.decode(), "his tab"
    investigator.goes(room)
    assert "covert_telecom" in investigator.text
    investigator.goes(f"{room}new/?kind=covert_telecom")
    investigator.sends("numbers", **{**ASKED, "participant": str(person.pk)})
    assert investigator.page.status_code == 302, investigator.text
    asked = of(case, posts, investigator)
    own = f"{room}{asked.pk}/"
    signs(investigator, f"{own}moves/submit/")

    assert judge.goes(own).status_code == 200
    judge.goes("queue/")
    assert str(asked.pk) in judge.text
    signs(judge, f"{own}moves/grant/", reasons=covert.REASONS, days="20")
    assert "app-note--signed" in judge.goes(own).content.decode()
    # The result is filed in its own inventory; the file of the case does not know it.
    investigator.goes(own)
    investigator.sends("file", title="Носитель с записью", file=SimpleUploadedFile("a.txt", "Запись".encode()))
    assert investigator.page.status_code == 302, investigator.text
    assert "Носитель с записью" in investigator.follows().content.decode()
    assert "Носитель с записью" not in investigator.goes(f"cases/{case.number}/file/").content.decode()
    investigator.goes(f"{own}moves/finish/")
    investigator.sends("execution", ended_at=typed(now()), execution="Контроль завершён.")
    assert investigator.page.status_code == 302, investigator.text
    signs(investigator, f"{own}moves/tell_results/", results="Записаны три разговора.")
    prosecutor = at_page("prosecutor")
    assert prosecutor.goes(own).status_code == 200
    assert at_page("head").goes(own).status_code == 404
    decided(posts, case)
    with logged_in_as("ecase_clock"):
        assert notices.open_due(now()) == 1
    assert "Кравцов" in investigator.goes(own).content.decode()
    investigator.goes(f"{own}moves/send_notice/")
    assert "Кравцов" in investigator.text, "what is known is filled in"
    signs(investigator, f"{own}moves/send_notice/", addressee="Кравцов Денис", iin=ADULT, address="Алматы, 1",
          means="in_person")  # fmt: skip
    assert "app-tag--ok" in investigator.text
    assert not SavedDraft.objects.filter(key__contains="covert").exists(), "nothing is kept on the way"


def test_a_wrong_request_keeps_what_was_typed_and_says_what_to_mend(posts: Posts, case: Case, at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/covert/new/?kind=covert_telecom")
    reader.sends("numbers", **{**ASKED, "days": "45"})
    assert reader.page.status_code == 422
    assert "+7 701 000 00 07" in reader.text and "govuk-error-summary" in reader.text
    assert reader.seen(lambda: Sanction.objects.filter(case=case).count()) == 0


def test_the_same_form_twice_is_one_request(posts: Posts, case: Case, at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/covert/new/?kind=covert_telecom")
    reader.sends("numbers", **ASKED)
    reader.again()
    assert reader.seen(lambda: Sanction.objects.filter(case=case).count()) == 1


def test_the_forms_of_every_kind_are_there_in_both_languages(posts: Posts, case: Case) -> None:
    from sanctions.covert.queries import KINDS

    for language in ("ru", "kk"):
        reader = Reader(posts["investigator"], language)
        for code in KINDS:
            page = reader.goes(f"cases/{case.number}/covert/new/?kind={code}")
            assert page.status_code in {200, 403, 409}, (code, page.status_code)


def test_the_persons_page_needs_no_account_and_is_linked(posts: Posts) -> None:
    client = Client()
    cache.clear()
    assert "/covert-notice/" in client.get("/ru/check/").content.decode()
    for language in ("ru", "kk", "en"):
        page = client.get(f"/{language}/covert-notice/")
        assert page.status_code == 200 and page.headers["X-Robots-Tag"] == "noindex, nofollow"
    empty = client.post("/ru/covert-notice/", {"code": "", "iin": ""})
    assert empty.status_code == 422
    assert not re.search(r"/covert-notice/[A-Z0-9]", page.content.decode()), "no code in an address"
