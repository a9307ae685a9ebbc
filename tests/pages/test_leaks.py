"""Outsiders by name at every page of a case that is not theirs, and what insiders of another kind must not see."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from cases.actions import file_upload
from detention.models import Detention
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import tell_detention, tell_suspect
from tests.pages.conftest import Reader

At = Callable[..., Reader]
OUTSIDERS = ("investigator2", "prosecutor2", "judge", "judge2", "lawyer2", "registrar", "analyst", "clerk")
IIN, OTHER_IIN = "910314300126", "850606400334"


@pytest.fixture
def held(posts: dict[str, Appointment]) -> Detention:
    """A person held in a case with a second suspect and two uploads, one for the investigation only."""
    detention = tell_detention(posts)
    case = detention.case
    tell_suspect(posts, case, iin=OTHER_IIN, defended=False, address="Алматы, тайная улица, 1", phone="+77010000001")
    by = posts["investigator"]
    with speaking(by):
        for access, title in (("investigation", "Тайный рапорт"), ("parties", "Открытая справка")):
            text = io.BytesIO(f"{title}: текст справки.".encode())
            file_upload(case_id=case.pk, by=by, at=now(), file=text, name="note.txt", title=title, compartment=access)
    return detention


def pages_of(detention: Detention) -> list[str]:
    base = f"cases/{detention.case.number}/"
    own = f"{base}detentions/{detention.pk}/"
    tabs = (
        "",
        "registered/",
        "people/",
        "charges/",
        "file/",
        "detentions/",
        "sanctions/",
        "log/",
        "detentions/new/",
        "sanctions/new/",
    )
    return [*(base + tab for tab in tabs), own, f"{own}moves/release/", f"{own}moves/confirm_exception/"]


def materials_of(posts: dict[str, Appointment], detention: Detention) -> dict[str, str]:
    from cases.models import Material

    with speaking(posts["investigator"]):
        rows = Material.objects.filter(case=detention.case)
        return {row.title: f"cases/{detention.case.number}/materials/{row.pk}/" for row in rows}


@pytest.mark.parametrize("name", OUTSIDERS)
def test_an_outsider_gets_404_everywhere(posts: Any, held: Detention, at_page: At, name: str) -> None:
    outsider = at_page(name)
    for path in [*pages_of(held), *materials_of(posts, held).values()]:
        assert outsider.goes(path).status_code == 404, path
    assert outsider.goes(f"custody/{held.pk}/").status_code == 404
    assert outsider.goes(f"queue/{held.pk}/").status_code == 404
    assert outsider.goes(f"drafts/{held.pk}/").status_code == 404
    for listing in ("cases/", f"cases/?q={held.case.number}", f"cases/?q={IIN}", "cases/?q=Оспанов", "detentions/"):
        assert held.case.number not in outsider.goes(listing).content.decode().replace(
            f"q={held.case.number}", ""
        ).replace(f'value="{held.case.number}"', "").replace(f">{held.case.number}</a></li></ul>", ""), listing
        assert "Руслан" not in outsider.text


def test_an_outsider_posts_into_nothing(held: Detention, at_page: At) -> None:
    outsider = at_page("investigator2")
    outsider.goes("cases/")
    token = outsider.client.cookies["csrf"].value
    for path in pages_of(held):
        sent = outsider.client.post(f"/ru/{path}", {"csrfmiddlewaretoken": token, "idem": "x"})
        assert sent.status_code in {404, 405}, path


def test_the_administrator_sees_no_case(held: Detention, posts: Any, client: Any) -> None:
    from ecase.people.models import User

    client.force_login(User.objects.get(username="admin"), backend="django.contrib.auth.backends.ModelBackend")
    for path in pages_of(held):
        page = client.get(f"/ru/{path}")
        assert page.status_code in {302, 404} and held.case.number not in page.headers.get("Location", "")


def test_nobody_is_sent_to_the_sign_in_page(held: Detention, client: Any) -> None:
    for path in [*pages_of(held), "desk/", "cases/", "queue/", "custody/", "inbox/"]:
        page = client.get(f"/ru/{path}")
        assert page.status_code == 302 and "/sign-in/" in page.headers["Location"], path


def test_the_lawyer_sees_his_client_and_what_is_open_to_the_parties(posts: Any, held: Detention, at_page: At) -> None:
    lawyer, base = at_page("lawyer"), f"cases/{held.case.number}/"
    people = lawyer.goes(f"{base}people/").content.decode()
    assert "910314" in people and "850606" not in people
    assert "тайная улица" not in people and "77010000001" not in people
    overview = lawyer.goes(base).content.decode()
    listing = lawyer.goes(f"{base}file/").content.decode()
    for page in (overview, listing, lawyer.goes(f"{base}log/").content.decode()):
        assert "Тайный рапорт" not in page
    assert "Открытая справка" in listing
    # The count on the tab and the sheets are those of what he sees.
    assert '<span class="app-tabs__count">1</span>' in listing
    investigator = at_page("investigator")
    assert '<span class="app-tabs__count">2</span>' in investigator.goes(f"{base}file/").content.decode()
    doors = materials_of(posts, held)
    assert lawyer.goes(doors["Тайный рапорт"]).status_code == 404
    assert lawyer.goes(doors["Открытая справка"]).status_code == 200
    assert "form" not in lawyer.goes(f"{base}people/").context or not lawyer.page.context.get("add_form")


def test_the_facility_sees_the_person_and_no_case(held: Detention, at_page: At) -> None:
    custody = at_page("custody")
    assert custody.goes(f"custody/{held.pk}/").status_code == 200
    assert "Оспанов" in custody.text and f"/cases/{held.case.number}" not in custody.text
    for path in pages_of(held):
        assert custody.goes(path).status_code == 404, path


def test_access_is_asked_for_in_the_same_words(posts: Any, held: Detention, at_page: At) -> None:
    stranger = at_page("investigator2")
    answers = []
    for number in (held.case.number, "267512031999999"):
        stranger.goes("cases/")
        stranger.sends(number=number, reason="То же лицо проходит по моему делу.")
        answers.append(
            (stranger.page.status_code, stranger.follows().content.decode().split("<main")[1].split("<table")[0])
        )
        assert stranger.goes(f"cases/{held.case.number}/").status_code == 404
    assert answers[0][0] == answers[1][0]
    stranger.goes("cases/")
    stranger.sends(number=held.case.number, reason="Прошу ещё раз, дело нужно срочно.")
    with speaking(posts["investigator"]):
        assert Entry.objects.filter(stream__case_id=held.case_id, kind="access.asked").count() == 1, "once a day"
    investigator = at_page("investigator")
    investigator.goes("cases/")
    investigator.sends(number=held.case.number, reason="Своё дело открывается сразу.")
    assert investigator.page.headers["Location"].endswith(f"/cases/{held.case.number}/")
    assert held.case.number[-3:] in investigator.goes("inbox/").content.decode()
    assert "Ким" in investigator.text


def test_files_are_handed_out_as_files(posts: Any, held: Detention, at_page: At) -> None:
    investigator = at_page("investigator")
    page = investigator.goes(materials_of(posts, held)["Тайный рапорт"])
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]
    assert "Тайный рапорт: текст" in b"".join(page.streaming_content).decode()
