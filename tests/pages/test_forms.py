"""Forms: sent twice, sent from another case, sent from an old page, filled in wrongly. Nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cases.models import Participant
from detention.models import Detention
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import now
from tests.fixtures import tell_case, tell_detention, tell_suspect
from tests.pages.conftest import Reader
from tests.pages.test_story import typed

At = Callable[..., Reader]
WITNESS = {"capacity": "witness", "iin": "850606400334", "last_name": "Тұрсынова", "first_name": "Әйгерім"}


@pytest.fixture
def number(posts: dict[str, Appointment]) -> str:
    case = tell_case(posts)
    tell_suspect(posts, case)
    return case.number


def people(reader: Reader, number: str) -> int:
    return reader.seen(lambda: Participant.objects.filter(case__number=number).count())


def test_a_double_click_enters_one_person(number: str, at_page: At) -> None:
    reader = at_page("investigator")
    before = people(reader, number)
    reader.goes(f"cases/{number}/people/")
    first = reader.sends(**WITNESS)
    second = reader.again()
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.headers["Idempotent-Replay"] == "true"
    assert second.headers["Location"] == first.headers["Location"]
    assert people(reader, number) == before + 1


def test_the_same_key_with_other_words_is_refused_in_words(number: str, at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes(f"cases/{number}/people/")
    reader.sends(**WITNESS)
    reader.sent["last_name"] = ["Другая"]
    reader.again()
    assert reader.page.status_code == 409 and "Другая" in reader.text
    assert people(reader, number) == 2


def test_a_form_of_another_case_changes_nothing_and_keeps_the_text(
    posts: dict[str, Appointment], number: str, at_page: At
) -> None:
    other = tell_case(posts)
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{number}/people/")
    form = reader.form("capacity")["fields"]
    page = reader.client.post(f"/en/cases/{other.number}/people/", {**form, **WITNESS, "idem": str(uuid4())})
    assert page.status_code == 409
    assert "another case" in page.content.decode() and "Тұрсынова" in page.content.decode()
    assert people(reader, other.number) == 0 and people(reader, number) == 1


def test_a_stale_page_changes_nothing_and_keeps_the_text(number: str, at_page: At) -> None:
    reader, meanwhile = at_page("investigator", "en"), at_page("investigator", "en")
    reader.goes(f"cases/{number}/people/")
    meanwhile.goes(f"cases/{number}/people/")
    meanwhile.sends(**WITNESS)
    reader.sends(capacity="victim", last_name="Қасымова", first_name="Әсел", identity="Паспорт № 1")
    assert reader.page.status_code == 409
    assert "Something has changed" in reader.text and "Қасымова" in reader.text
    assert people(reader, number) == 2
    # What comes back carries the new version: sent again, it is entered.
    reader.sends(capacity="victim")
    assert reader.page.status_code == 302
    assert people(reader, number) == 3


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("iin", "850606400335", "check digit"),
        ("iin", "85060640033", "12 digits"),
        ("iin", "", "IIN"),
    ],
)
def test_a_wrong_iin_is_told_and_the_rest_kept(number: str, at_page: At, field: str, value: str, says: str) -> None:
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{number}/people/")
    reader.sends(**{**WITNESS, field: value})
    assert reader.page.status_code == 422
    assert says in reader.text and "Тұрсынова" in reader.text
    assert people(reader, number) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"held_at": lambda: typed(now() + timedelta(hours=2))}, "has not come yet"),
        ({"held_at": lambda: typed(now() - timedelta(hours=30))}, "entered only now"),
        ({"held_at": lambda: "вчера"}, "Write the date and time"),
        ({"protocol_at": lambda: typed(now() - timedelta(hours=5))}, "before"),
        ({"participant": lambda: str(uuid4())}, "Choose a suspect"),
    ],
)
def test_a_detention_that_cannot_be_right(number: str, at_page: At, change: dict[str, Any], says: str) -> None:
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{number}/detentions/new/")
    fields = {"held_at": typed(now() - timedelta(hours=1)), "place": "Алматы, Достык 5", "ground": "caught"}
    reader.sends(**{**fields, **{name: value() for name, value in change.items()}})
    assert reader.page.status_code in {409, 422}, reader.page.status_code
    assert says in reader.text and "Достык 5" in reader.text
    assert reader.seen(lambda: Detention.objects.count()) == 0


def test_a_greyed_move_says_why_and_by_which_article(posts: dict[str, Appointment], at_page: At) -> None:
    detention = tell_detention(posts)
    reader = at_page("investigator")
    own = f"cases/{detention.case.number}/detentions/{detention.pk}/"
    reader.goes(own)
    assert "app-button-off" in reader.text and "ст. 131 ч. 3 УПК" in reader.text
    reader.goes(f"{own}moves/notify_prosecutor/")
    assert "ст. 131 ч. 3 УПК" in reader.text
    before = reader.seen(lambda: Entry.objects.count())
    reader.sends(having="idem")
    assert reader.page.status_code == 409
    assert reader.seen(lambda: Entry.objects.count()) == before


def test_a_wrong_role_is_403_in_words(posts: dict[str, Appointment], at_page: At) -> None:
    detention = tell_detention(posts)
    reader = at_page("prosecutor")
    reader.goes(f"cases/{detention.case.number}/detentions/{detention.pk}/moves/draw_protocol/")
    reader.sends(having="idem")
    assert reader.page.status_code == 403
    assert "УПК" in reader.text


def test_five_wrong_passwords_close_the_entrance(posts: dict[str, Appointment], client: Any) -> None:
    for _attempt in range(5):
        page = client.post("/ru/sign-in/", {"username": "head", "password": "wrong"})
    assert page.status_code == 429
    page = client.post("/ru/sign-in/", {"username": "head", "password": "demo-ecase-2026"})
    assert page.status_code == 429


def test_signing_out_needs_a_post_and_ends_the_session(at_page: At) -> None:
    reader = at_page("investigator")
    assert reader.goes("sign-out/").status_code == 405
    reader.goes("desk/")
    token = reader.client.cookies["csrf"].value
    assert reader.client.post("/ru/sign-out/", {"csrfmiddlewaretoken": token}).status_code == 302
    assert reader.goes("desk/").status_code == 302
