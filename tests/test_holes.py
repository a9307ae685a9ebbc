"""Holes a hostile reader found, each with the test that would have shown it."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection
from django.utils import timezone

from cases import moving
from cases.access import CaseGrant
from cases.actions import file_upload
from cases.models import Material
from cases.moving import do
from detention.actions import detain
from detention.resource import DETENTION
from ecase.clockwork.actions import ANSWERS_KEPT, forget_answers
from ecase.demo import accounts
from ecase.documents import storage
from ecase.documents.actions import store_upload
from ecase.law.words import Refused
from ecase.machine import serve
from ecase.machine.place import Place
from ecase.machine.processes import processes
from ecase.people.actions import appoint, new_password
from ecase.people.backends import DEMO_PASSWORD
from ecase.people.models import Appointment, Token, User
from ecase.web import now
from ecase.web.models import Idempotent
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.acts import context
from sanctions.resource import SANCTION
from tests.callers import Caller, caller, fresh_limits, stranger
from tests.fixtures import HOUR, OTHER, tell_case, tell_detention, tell_suspect
from tests.pages.conftest import Reader, at_page
from tests.rulings import decide, draw

__all__ = ["at_page", "caller", "fresh_limits", "stranger"]

pytestmark = pytest.mark.django_db
Posts = dict[str, Appointment]
Call = Callable[[str], Caller]
GROUNDS = "Подозреваемый скрывался, постоянного жилья не имеет."
ROOT = Path(__file__).resolve().parent.parent


# --- keys and passwords ---------------------------------------------------------------------------


def test_a_key_is_not_kept_among_the_answers(caller: Call) -> None:
    body = {"username": "investigator", "password": DEMO_PASSWORD}
    first = caller("investigator").post("token/", body, key="give-me-a-key")
    again = caller("investigator").post("token/", body, key="give-me-a-key")
    assert (first.status_code, again.status_code) == (200, 200)
    assert not Idempotent.objects.filter(body__contains=first.json()["token"]).exists()
    assert not Idempotent.objects.filter(key="give-me-a-key").exists(), "nor a fast hash over the password"


def test_a_new_password_ends_the_keys_given_for_the_old_one(caller: Call, posts: Posts) -> None:
    assert caller("judge").get("me/").status_code == 200
    new_password(user=posts["judge"].user, at=now())
    assert caller("judge").get("me/").status_code == 401
    assert not Token.objects.filter(appointment=posts["judge"], killed_at__isnull=True).exists()
    assert caller("lawyer").get("me/").status_code == 200


def test_the_printed_password_opens_nothing_outside_a_demonstration(
    stranger: Caller, client: Any, settings: Any
) -> None:
    assert {accounts.PASSWORD, serve.DEMO_PASSWORD} == {DEMO_PASSWORD}
    settings.ECASE_DEMO = False
    body = {"username": "judge", "password": DEMO_PASSWORD}
    assert stranger.post("token/", body).status_code == 401
    assert client.post("/en/sign-in/", body).status_code == 422
    assert client.get("/en/desk/").status_code == 302
    settings.ECASE_DEMO = True
    assert stranger.post("token/", body).status_code == 200


def test_behind_a_proxy_nobody_shuts_out_somebody_elsewhere(stranger: Caller, settings: Any) -> None:
    settings.AXES_IPWARE_PROXY_COUNT = 1

    def ask(password: str, told: str) -> int:
        stranger.headers["X-Forwarded-For"] = told
        return int(stranger.post("token/", {"username": "judge", "password": password}).status_code)

    for _ in range(5):
        ask("wrong", "203.0.113.9")
    assert ask(DEMO_PASSWORD, "203.0.113.9") == 429
    assert ask(DEMO_PASSWORD, "198.51.100.7, 203.0.113.9") == 429, "what the caller wrote himself counts for nothing"
    assert ask(DEMO_PASSWORD, "203.0.113.10") == 200


def test_without_proxies_the_header_is_nothing(stranger: Caller) -> None:
    for number in range(5):
        stranger.headers["X-Forwarded-For"] = f"203.0.113.{number}"
        stranger.post("token/", {"username": "judge", "password": "wrong"})
    stranger.headers["X-Forwarded-For"] = "203.0.113.99"
    assert stranger.post("token/", {"username": "judge", "password": DEMO_PASSWORD}).status_code == 429


def test_the_administrator_is_appointed_to_nothing(posts: Posts) -> None:
    boss = User.objects.get(username="admin")
    with pytest.raises(Refused) as refused:
        appoint(user=boss, role="prosecutor", office=posts["prosecutor"].office, since=now())
    assert refused.value.refusal.code == "administrator"


# --- what stays behind ----------------------------------------------------------------------------


def test_answers_are_not_kept_for_ever() -> None:
    for key in ("old", "new"):
        Idempotent.objects.create(appointment_id=1, key=key, request_hash="x", body="990101300123")
    Idempotent.objects.filter(key="old").update(at=timezone.now() - ANSWERS_KEPT - HOUR)
    assert forget_answers() == 1
    assert list(Idempotent.objects.values_list("key", flat=True)) == ["new"]


def test_the_access_log_holds_neither_query_nor_referer() -> None:
    place = Place(ROOT, "127.0.0.1", 8000, True, False, None, None, None, None, None)
    web = next(one.command for one in processes(place) if one.name == "web")
    log = web[web.index("--access-logformat") + 1]
    assert "%(U)s" in log
    assert not {"%(r)s", "%(q)s", "%(f)s"} & set(log.split())
    assert f'"--access-logformat", "{log}"' in (ROOT / "Dockerfile").read_text()


def test_a_sheet_is_shown_again_only_to_who_may_still_see_it(posts: Posts, at_page: Callable[..., Reader]) -> None:
    at = now() - 2 * HOUR
    detention = tell_detention(posts, held_at=at, at=at)
    by = posts["investigator"]
    with speaking(by):
        do(DETENTION, detention.pk, "draw_protocol", by=by, at=now(), protocol_at=detention.held_at)
        protocol = Material.objects.get(kind="detention_protocol", case=detention.case_id)
        number = detention.case.number
    reader = at_page("lawyer")
    path = f"/ru/cases/{number}/materials/{protocol.pk}/page/1.png"
    shown = reader.client.get(path)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "private, no-cache"
    tag = {"If-None-Match": shown.headers["ETag"]}
    assert reader.client.get(path, headers=tag).status_code == 304
    CaseGrant.objects.filter(appointment=posts["lawyer"]).update(until=now() - HOUR)
    assert reader.client.get(path, headers=tag).status_code == 404
    reader.goes("inbox/")
    token = reader.client.cookies["csrf"].value
    reader.client.post("/ru/sign-out/", {"csrfmiddlewaretoken": token})
    assert reader.client.get(path, headers=tag).status_code == 302


def test_a_petition_does_not_list_what_concerns_another_suspect(posts: Posts) -> None:
    by, at = posts["investigator"], now()
    case = tell_case(posts, at=at - 2 * HOUR)
    mine = tell_suspect(posts, case)
    another = tell_suspect(posts, case, iin=OTHER, defended=False)
    about = {"participant": str(mine.pk), "episode": "1", "article": "188/3"}
    decide(posts, draw(posts, case, "recognise_suspect", at=at, **about), "approve", at=at)
    with speaking(by):
        held_at = at - HOUR
        held = detain(
            case_id=case.pk, participant_id=another.pk, by=by, at=at, held_at=held_at, place="Алматы", ground="caught"
        )
        do(DETENTION, held.pk, "draw_protocol", by=by, at=at, protocol_at=held_at)
        file = BytesIO("Осмотр".encode())
        open_one = {"name": "осмотр.txt", "title": "Осмотр места", "compartment": "parties"}
        file_upload(case_id=case.pk, by=by, at=at, file=file, **open_one)
        file_upload(case_id=case.pk, by=by, at=at, file=BytesIO("Рапорт".encode()), name="рапорт.txt", title="Рапорт")
        asked = request(case_id=case.pk, by=by, at=at, kind="arrest", participant_id=mine.pk, grounds=GROUNDS)
        submit = moving.move_named(SANCTION, asked, "submit")
        printed = context(moving.find(SANCTION, asked.pk, by), submit, {}, by, at)
    listed = [line["title"] for line in printed["sanction"]["materials"]]
    assert "Осмотр места" in listed and "Протокол задержания" not in listed
    # What the investigation keeps to itself is counted: the defence gets the petition.
    assert "Рапорт" not in listed and listed[-1].endswith(": 1")


# --- what is sent ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "cases/?q=%00",
        "cases/?q=²",
        "cases/%00/",
        "cases/{number}/?before=²",
        "cases/{number}/log/?before=²",
        "cases/{number}/file/?before=²",
        "inbox/?before=²",
    ],
)
def test_odd_letters_break_no_page(path: str, posts: Posts, at_page: Callable[..., Reader]) -> None:
    reader = at_page("investigator")
    case = tell_case(posts)
    assert reader.goes(path.format(number=case.number)).status_code in {200, 404}


def test_an_impossible_moment_breaks_no_queue(at_page: Callable[..., Reader]) -> None:
    assert at_page("prosecutor").goes("queue/?after=2026-13-45T00:00:00Z_x").status_code == 404


def test_two_files_of_one_name_and_size_are_two_forms(posts: Posts, at_page: Callable[..., Reader]) -> None:
    reader = at_page("investigator")
    case = tell_case(posts)
    reader.goes(f"cases/{case.number}/file/")
    fields = reader.form("title")["fields"] | {"title": "Справка", "access": "investigation"}

    def sends(text: str) -> Any:
        file = SimpleUploadedFile("a.txt", text.encode(), "text/plain")
        return reader.client.post(f"/ru/cases/{case.number}/file/", {**fields, "file": file})

    assert sends("one").status_code == 302
    assert sends("one").headers["Idempotent-Replay"] == "true"
    assert sends("two").status_code == 409, "the second file would have been lost without a word"


def test_the_size_is_asked_before_a_file_is_read(posts: Posts, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ECASE_UPLOAD_LIMIT = 10
    monkeypatch.setattr(storage, "inspect", lambda file, name: pytest.fail("a file of any size was read whole"))
    case = tell_case(posts)
    with speaking(posts["investigator"]), pytest.raises(storage.TooLarge):
        store_upload(case_id=case.pk, file=BytesIO(b"x" * 11), name="a.txt", by=posts["investigator"], at=now())


def test_a_body_nothing_could_take_is_not_read(client: Any, stranger: Caller, caller: Call, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.ECASE_UPLOAD_LIMIT = 1000, 4000
    big = {"username": "judge", "file": SimpleUploadedFile("a.txt", b"x" * 2000)}
    assert client.post("/en/sign-in/", big).status_code == 413, "a stranger hands in no files"
    assert stranger.upload("token/", {"file": SimpleUploadedFile("a.txt", b"x" * 2000)}).status_code == 413
    in_post = caller("investigator")
    assert in_post.upload("cases/", {"file": SimpleUploadedFile("a.txt", b"x" * 2000)}).status_code != 413
    refused = in_post.upload("cases/", {"file": SimpleUploadedFile("a.txt", b"x" * 6000)})
    assert (refused.status_code, refused.headers["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("table", ["people_user", "people_appointment", "people_notice", "people_token"])
def test_the_web_deletes_nobody(table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id < 0")


def test_a_ledger_key_that_is_none_is_refused_at_start() -> None:
    told = os.environ | {"ECASE_LEDGER_KEY": "g" * 64, "DJANGO_SETTINGS_MODULE": "ecase.settings"}
    done = subprocess.run(
        [sys.executable, "-c", "import ecase.settings"], cwd=ROOT, env=told, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "ECASE_LEDGER_KEY" in done.stderr
