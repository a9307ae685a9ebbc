"""Signing in: language, several posts, the way back, the inbox; and signing without a signing service."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import override_settings

from cases.models import Material
from ecase.people.actions import tell
from ecase.people.models import Appointment, Notice, Office
from ecase.web import now
from tests.fixtures import tell_detention
from tests.pages.conftest import PASSWORD, Reader
from tests.pages.test_story import typed

At = Callable[..., Reader]


def test_the_profile_gives_the_language_unless_another_was_chosen(posts: dict[str, Appointment], client: Any) -> None:
    user = posts["head"].user
    user.language = "kk"
    user.save(update_fields=["language"])
    sent = {"username": "head", "password": PASSWORD, "next": "/ru/cases/"}
    assert client.post("/ru/sign-in/", sent).headers["Location"] == "/kk/cases/"
    client.cookies.clear()
    assert client.post("/en/sign-in/", sent).headers["Location"] == "/en/cases/"
    assert client.get("/").headers["Location"] == "/en/"


def test_nobody_is_led_to_a_foreign_site(posts: dict[str, Appointment], client: Any) -> None:
    for target in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        client.cookies.clear()
        page = client.post("/ru/sign-in/", {"username": "head", "password": PASSWORD, "next": target})
        assert page.headers["Location"] == "/ru/", target


def test_a_wrong_password_says_nothing_of_who_exists(posts: dict[str, Appointment], client: Any) -> None:
    known = client.post("/en/sign-in/", {"username": "head", "password": "wrong"}).content.decode()
    unknown = client.post("/en/sign-in/", {"username": "nobody", "password": "wrong"}).content.decode()
    assert "User name or password is not right" in known
    assert known.count("is not right") == unknown.count("is not right")


def test_somebody_with_two_posts_chooses_and_switches(posts: dict[str, Appointment], client: Any) -> None:
    first = posts["investigator2"]
    astana = Office.objects.get(code="AST-PD") if Office.objects.filter(code="AST-PD").exists() else None
    office = astana or Office.objects.filter(kind="police").exclude(pk=first.office_id).first()
    assert office is not None
    second = Appointment.objects.create(
        user=first.user, role="head_of_investigation", office=office, since=now() - timedelta(days=1)
    )
    page = client.post("/en/sign-in/", {"username": "investigator2", "password": PASSWORD})
    assert page.headers["Location"].endswith("/post/")
    assert client.get("/en/desk/").headers["Location"] == "/en/post/", "no page before a post is chosen"
    before = client.session.session_key
    client.post("/en/post/", {"appointment": str(second.pk)})
    assert client.session.session_key != before
    desk = client.get("/en/desk/").content.decode()
    assert "Head of the investigation unit" in desk and 'href="/en/post/"' in desk
    assert client.post("/en/post/", {"appointment": str(posts["judge"].pk)}).status_code == 422
    client.post("/en/post/", {"appointment": str(first.pk)})
    assert "Register a case" in client.get("/en/desk/").content.decode()


def test_the_inbox_tells_opens_and_acknowledges(posts: dict[str, Appointment], at_page: At) -> None:
    detention = tell_detention(posts)
    tell(
        to=[posts["head"]],
        kind="detention.expired",
        key="test",
        at=now(),
        params={"number": detention.case.number},
        path=f"/cases/{detention.case.number}/detentions/{detention.pk}/",
        must_acknowledge=True,
    )
    reader = at_page("head", "en")
    reader.goes("inbox/")
    assert "must be released" in reader.text and "I have seen it" in reader.text
    notice = Notice.objects.get(to=posts["head"], key="test")
    assert notice.read_at is None, "what has to be acknowledged stays unread until then"
    stranger = at_page("judge2", "en")
    stranger.goes("inbox/")
    token = stranger.client.cookies["csrf"].value
    url = f"/en/inbox/{notice.pk}/acknowledge/"
    assert stranger.client.post(url, {"csrfmiddlewaretoken": token}).status_code == 409
    assert stranger.goes(f"inbox/{notice.pk}/").headers["Location"] == "/en/inbox/"
    reader.client.post(url, {"csrfmiddlewaretoken": reader.client.cookies["csrf"].value})
    notice.refresh_from_db()
    assert notice.acknowledged_at is not None and notice.read_at is not None
    assert reader.goes(f"inbox/{notice.pk}/").headers["Location"].endswith(f"/detentions/{detention.pk}/")


def test_without_a_signing_service_the_act_is_refused_in_words(posts: dict[str, Appointment], at_page: At) -> None:
    detention = tell_detention(posts, held_at=now() - timedelta(hours=3))
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{detention.case.number}/detentions/{detention.pk}/moves/draw_protocol/")
    reader.sends(protocol_at=typed(now() - timedelta(hours=1)))
    reader.follows()
    with override_settings(ECASE_DEMO=False):
        reader.sends(having="signature")
    assert reader.page.status_code == 409
    assert "no signing service" in reader.text and "page/1.png" in reader.text
    assert reader.seen(lambda: Material.objects.filter(case=detention.case).count()) == 0


def test_a_lawyer_does_not_find_people_by_a_number_he_may_not_see(posts: dict[str, Appointment], at_page: At) -> None:
    from tests.fixtures import tell_suspect

    detention = tell_detention(posts)
    tell_suspect(posts, detention.case, iin="850606400334", defended=False)
    lawyer = at_page("lawyer")
    # A number of a person does not stay in the address: the list sends on to a key of the session.
    lawyer.goes("cases/?q=910314300126")
    assert detention.case.number in lawyer.follows().content.decode()
    lawyer.goes("cases/?q=850606400334")
    assert detention.case.number not in lawyer.follows().content.decode()
