"""The administrator's pages: exactly the reference data, nothing is deleted, and no way into a case."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse

from cases.models import Case, Qualification
from ecase.people.models import Appointment, Office, Token, User
from ecase.web import now

pytestmark = pytest.mark.django_db

REGISTERED = {
    "people.Region", "people.Office", "people.User", "people.Appointment",
    "cases.Qualification", "cases.Mci", "cases.NonWorkingDay",
}  # fmt: skip
RECORD = ("cases", "detention", "sanctions", "documents", "ledger")
INLINE = re.compile(
    r"<style[\s>]|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>\S", re.I
)


@pytest.fixture
def boss() -> User:
    return User.objects.get(username="admin")


@pytest.fixture
def desk(boss: User, settings: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(name: str) -> str:
    app, model = name.lower().split(".")
    return f"{reverse('admin:index')}{app}/{model}/"


def test_exactly_the_reference_data_is_registered() -> None:
    assert {model._meta.label for model in admin.site._registry} == REGISTERED


def test_no_record_model_has_an_admin_page(desk: Client) -> None:
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label in RECORD and label not in REGISTERED:
            assert desk.get(page(label)).status_code == 404, label


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_every_page_opens_without_inline_script_or_style_and_without_delete(desk: Client, name: str) -> None:
    model = apps.get_model(name)
    first = model._default_manager.order_by("pk").first()
    assert first is not None
    for path in (
        page(name),
        f"{page(name)}add/",
        f"{page(name)}{first.pk}/change/",
        f"{page(name)}{first.pk}/history/",
    ):
        answer = desk.get(path)
        body = answer.content.decode()
        assert answer.status_code == 200, path
        assert "app/admin.css" in body
        assert not INLINE.search(body), (path, INLINE.search(body))
        assert "delete" not in re.sub(r"<(head|footer).*?</\1>", "", body, flags=re.S).lower(), path
    assert desk.get(f"{page(name)}{first.pk}/delete/").status_code == 403
    assert desk.post(f"{page(name)}{first.pk}/delete/", {"post": "yes"}).status_code == 403
    model_admin = admin.site._registry[model]
    request = RequestFactory().get("/")
    request.user = User.objects.get(username="admin")
    assert not model_admin.has_delete_permission(request)
    assert "delete_selected" not in model_admin.get_actions(request)


def test_the_index_lists_them_and_sends_the_strict_policy(desk: Client) -> None:
    answer = desk.get(reverse("admin:index"))
    assert answer.status_code == 200
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert not INLINE.search(answer.content.decode())


def test_somebody_with_a_post_is_no_administrator() -> None:
    client = Client()
    client.force_login(User.objects.get(username="judge"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page("people.User")).status_code in (302, 403)


def test_the_administrator_sees_no_case(boss: User, desk: Client) -> None:
    assert not Appointment.objects.filter(user=boss).exists()
    assert not Case.objects.visible_to(None).exists()
    for path in ("/api/v1/cases/", "/api/v1/queue/"):
        assert desk.get(path).status_code in (401, 403, 404), path
    for path in ("/en/cases/", "/en/queue/", "/en/desk/"):
        assert desk.get(path).status_code in (302, 403, 404), path


# --- people ---------------------------------------------------------------------------------------


def person(**changed: str) -> dict[str, str]:
    known = {
        "username": "new.person",
        "last_name": "Жаңа",
        "first_name": "Адам",
        "patronymic": "",
        "iin": "910314300126",
        "language": "kk",
    }
    return known | changed


def test_a_person_is_added_without_a_password_and_given_one_made_by_chance(desk: Client) -> None:
    assert desk.post(f"{page('people.User')}add/", person()).status_code == 302
    user = User.objects.get(username="new.person")
    assert not user.has_usable_password()
    assert not user.is_staff and not user.is_superuser
    asked = desk.get(f"{page('people.User')}{user.pk}/password/")
    assert asked.status_code == 200 and not User.objects.get(pk=user.pk).has_usable_password()
    shown = desk.post(f"{page('people.User')}{user.pk}/password/")
    found = re.search(r"<code>([a-z0-9-]+)</code>", shown.content.decode())
    assert found is not None and len(found[1]) >= 15
    assert "no-store" in shown.headers["Cache-Control"]
    assert User.objects.get(pk=user.pk).check_password(found[1])
    assert authenticate(RequestFactory().post("/"), username="new.person", password=found[1]) == user
    assert found[1] not in desk.get(f"{page('people.User')}{user.pk}/password/").content.decode()
    assert found[1] not in desk.get(f"{page('people.User')}{user.pk}/history/").content.decode()


@pytest.mark.parametrize("iin", ["910314300127", "12", "abcdefghijkl"])
def test_a_wrong_iin_is_refused_in_the_form(desk: Client, iin: str) -> None:
    answer = desk.post(f"{page('people.User')}add/", person(iin=iin))
    assert answer.status_code == 200
    assert not User.objects.filter(username="new.person").exists()


def test_a_form_cannot_make_an_administrator_or_set_a_password(desk: Client) -> None:
    user = User.objects.get(username="lawyer")
    before = user.password
    sent = person(username="other", iin=user.iin or "", is_active="on", is_staff="on", is_superuser="on", password="x")
    assert desk.post(f"{page('people.User')}{user.pk}/change/", sent).status_code == 302
    user.refresh_from_db()
    assert (user.username, user.last_name, user.is_staff, user.is_superuser) == ("lawyer", "Жаңа", False, False)
    assert user.password == before


def test_closing_an_account_is_said_twice_ends_its_posts_and_is_not_undone(desk: Client, boss: User) -> None:
    user = User.objects.get(username="lawyer")
    held = Appointment.objects.get(user=user, until__isnull=True)
    path = f"{page('people.User')}{user.pk}/change/"
    sent = person(username="lawyer", iin=user.iin or "")
    answer = desk.post(path, sent)
    assert answer.status_code == 200 and "This person holds posts: 1." in answer.content.decode()
    assert User.objects.get(pk=user.pk).is_active
    assert Appointment.objects.get(pk=held.pk).until is None
    closed = desk.post(path, sent | {"posts_end": "on"}, follow=True).content.decode()
    assert "Appointments ended: 1" in closed and not User.objects.get(pk=user.pk).is_active
    assert Appointment.objects.get(pk=held.pk).until is not None
    (entry,) = LogEntry.objects.filter(object_id=str(held.pk), content_type__model="appointment")
    assert (entry.user_id, entry.get_change_message()) == (boss.pk, "The account of the holder was closed.")
    opened = desk.post(path, sent | {"is_active": "on"}, follow=True).content.decode()
    assert "do not come back" in opened and User.objects.get(pk=user.pk).is_active
    assert Appointment.objects.get(pk=held.pk).until is not None


# --- posts ----------------------------------------------------------------------------------------


def post(desk: Client, user: User, **changed: str) -> Any:
    office = Office.objects.get(code="ALA-PR")
    sent = {
        "user": str(user.pk),
        "role": "prosecutor",
        "office": str(office.pk),
        "since_0": "2026-01-01",
        "since_1": "00:00:00",
    }
    return desk.post(f"{page('people.Appointment')}add/", sent | changed)


def test_a_post_is_given_and_not_twice(desk: Client) -> None:
    user = User.objects.get(username="clerk")
    assert post(desk, user).status_code == 302
    assert Appointment.objects.filter(user=user, role="prosecutor", until__isnull=True).count() == 1
    again = post(desk, user)
    assert again.status_code == 200
    assert "holds this post already" in again.content.decode()


def test_nobody_is_appointed_to_a_closed_office(desk: Client) -> None:
    Office.objects.filter(code="ALA-PR").update(active=False)
    assert "closed" in post(desk, User.objects.get(username="clerk")).content.decode()


def test_a_post_is_ended_and_its_keys_with_it(desk: Client) -> None:
    held = Appointment.objects.get(user__username="prosecutor")
    Token.objects.create(appointment=held, digest="0" * 64, created_at=now(), expires_at=now() + timedelta(hours=1))
    sent = {"action": "end_now", "_selected_action": [str(held.pk)]}
    assert desk.post(page("people.Appointment"), sent).status_code == 302
    held.refresh_from_db()
    assert held.until is not None and held.until <= now()
    again = desk.post(page("people.Appointment"), sent, follow=True)
    assert "has ended already" in again.content.decode()


def test_of_a_held_post_only_the_end_can_be_set_and_not_into_the_past(desk: Client) -> None:
    held = Appointment.objects.get(user__username="prosecutor")
    path = f"{page('people.Appointment')}{held.pk}/change/"
    other = User.objects.get(username="judge")
    past = desk.post(path, {"user": str(other.pk), "until_0": "2025-01-01", "until_1": "00:00:00"})
    assert past.status_code == 200 and "does not end in the past" in past.content.decode()
    later = desk.post(path, {"user": str(other.pk), "role": "analyst", "until_0": "2030-01-01", "until_1": "00:00:00"})
    assert later.status_code == 302
    held.refresh_from_db()
    assert (held.user.username, held.role) == ("prosecutor", "prosecutor")
    assert held.until is not None and held.until.year in (2029, 2030)


# --- the law --------------------------------------------------------------------------------------


def edition(row: Qualification, **changed: str) -> dict[str, str]:
    given = {
        name: "" if (value := getattr(row, name)) is None else str(value)
        for name in (
            "article", "part", "title_kk", "title_ru", "title_en", "kind", "gravity", "intent", "chapter", "min_age",
            "max_imprisonment_months", "max_fine_mci", "corruption", "valid_from", "valid_to", "successor",
            "confidence", "source",
        )
    }  # fmt: skip
    return given | changed


def test_a_change_of_the_law_is_a_new_edition_that_ends_the_one_before(desk: Client) -> None:
    old = Qualification.objects.get(article="188", part="3")
    sent = edition(old, valid_from="2027-01-01", max_imprisonment_months="96", _saveasnew="1")
    answer = desk.post(f"{page('cases.Qualification')}{old.pk}/change/", sent)
    assert answer.status_code == 302, answer.content.decode()
    editions = list(Qualification.objects.filter(article="188", part="3").order_by("id"))
    assert [(row.valid_from, row.valid_to, row.max_imprisonment_months) for row in editions] == [
        (None, date(2027, 1, 1), 84),
        (date(2027, 1, 1), None, 96),
    ]


def test_a_category_that_does_not_follow_from_the_penalty_is_refused(desk: Client) -> None:
    row = Qualification.objects.get(article="188", part="3")
    answer = desk.post(f"{page('cases.Qualification')}{row.pk}/change/", edition(row, gravity="minor"))
    assert answer.status_code == 200
    assert "By this penalty the category is" in answer.content.decode()
