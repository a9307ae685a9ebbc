"""Forms of rulings are kept on the server while they are typed, until the act is signed; articles are offered there."""

import re
from collections.abc import Callable

import pytest

from cases.models import Case, Ruling
from ecase.law.clock import local
from ecase.people.models import Appointment
from ecase.web.models import SavedDraft
from tests.fixtures import tell_case
from tests.pages.conftest import Reader, at_page
from tests.rulings import WHY
from tests.telling import quick_papers

__all__ = ["at_page", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]


@pytest.fixture
def case(posts: dict[str, Appointment]) -> Case:
    return tell_case(posts)


def kept(case: Case, move: str) -> dict[str, object] | None:
    row = SavedDraft.objects.filter(key=f"cases/{case.number}/moves/{move}/").first()
    return {k: v for k, v in row.data.items() if k != "versions"} if row else None


def test_what_is_typed_is_kept_and_stands_there_on_coming_back(case: Case, at_page: At) -> None:
    reader = at_page("investigator", "en")
    path = f"cases/{case.number}/moves/interrupt/"
    reader.goes(path)
    reader.sends(ground="fled", text="Half a thought", autosave="1")
    assert reader.page.status_code == 200 and "Draft saved at" in reader.text
    assert kept(case, "interrupt") == {"ground": "fled", "text": "Half a thought", "expected_until": ""}
    reader.goes(path)
    assert "Half a thought" in reader.text and reader.form("text")["fields"]["ground"] == ["fled"]
    reader.goes("desk/")
    assert f"/cases/{case.number}/moves/interrupt/" in reader.text
    assert f"Interruption of the term · {case.number}" in reader.text


def test_a_form_in_which_nothing_is_typed_keeps_nothing(case: Case, at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/moves/interrupt/")
    reader.sends(having="text", autosave="1")
    assert reader.page.status_code == 204
    assert kept(case, "interrupt") is None


def test_it_is_kept_until_the_act_is_signed(case: Case, at_page: At) -> None:
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{case.number}/moves/interrupt/")
    reader.sends(ground="fled", text=WHY)
    assert reader.page.status_code == 302 and "draft=" in reader.page.headers["Location"]
    assert kept(case, "interrupt") is not None
    reader.follows()
    reader.sends(having="signature")
    assert reader.page.status_code == 302
    assert kept(case, "interrupt") is None
    assert reader.seen(lambda: Ruling.objects.get(case=case).data["typed"]) == {
        "ground": "fled", "text": WHY, "expected_until": "",
    }  # fmt: skip


def test_save_and_leave_goes_to_the_desk_and_sends_nothing(case: Case, at_page: At) -> None:
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{case.number}/moves/interrupt/")
    reader.sends(text="Later", do="leave")
    assert reader.page.headers["Location"].endswith("/desk/")
    assert (kept(case, "interrupt") or {})["text"] == "Later"
    assert reader.seen(lambda: Ruling.objects.count()) == 0


def test_two_tabs_lose_nothing(case: Case, at_page: At) -> None:
    one, two = at_page("investigator", "en"), at_page("investigator", "en")
    for reader in (one, two):
        reader.goes(f"cases/{case.number}/moves/interrupt/")
    one.sends(text="In the first tab", autosave="1")
    two.sends(text="In the second tab", autosave="1")
    assert two.page.status_code == 409
    assert (kept(case, "interrupt") or {})["text"] == "In the first tab"
    del two.sent["autosave"]
    two.sent |= {"do": ["compare"]}
    two.again()
    assert two.page.status_code == 409
    assert "In the first tab" in two.text and "In the second tab" in two.text
    del one.sent["autosave"]
    one.sent |= {"ground": ["fled"], "text": [WHY]}
    one.again()
    assert one.page.status_code == 302, "its own tab goes on"


def test_what_the_address_names_stands_over_what_was_kept(case: Case, at_page: At) -> None:
    reader = at_page("investigator", "en")
    path = f"cases/{case.number}/moves/interrupt/"
    reader.goes(path)
    reader.sends(ground="fled", text="Half a thought", autosave="1")
    reader.goes(f"{path}?ground=abroad")
    assert reader.form("text")["fields"]["ground"] == ["abroad"]
    assert "Half a thought" in reader.text


def test_nobody_keeps_a_form_of_a_move_that_is_not_his(case: Case, at_page: At) -> None:
    path = f"cases/{case.number}/moves/interrupt/"
    for name, answer in (("prosecutor", 204), ("investigator2", 404), ("lawyer", 404)):
        reader = at_page(name)
        reader.goes("desk/")
        typed = {"text": "Foreign words", "saved": "0", "tab": "t", "autosave": "1"}
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', reader.text)[0]
        sent = reader.client.post(f"/ru/{path}", {**typed, "csrfmiddlewaretoken": token})
        assert sent.status_code == answer, name
    assert SavedDraft.objects.count() == 0


def test_articles_are_offered_as_they_stood_on_the_day_of_the_event(case: Case, at_page: At) -> None:
    reader = at_page("investigator", "en")
    for move, day in (("recognise_suspect", f"{local(case.occurred_at):%Y-%m-%d}"), ("sever", "")):
        reader.goes(f"cases/{case.number}/moves/{move}/")
        assert f'data-app-picker="/en/cases/qualifications/" data-on="{day}"' in reader.text
        assert "data-app-picked" in reader.text and 'name="article"' in reader.text
