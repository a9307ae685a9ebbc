"""Every address against every kind of person, by the hand-written matrix of `tests/doors.py`."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from cases.actions import file_upload
from cases.actions.statements import lay_out
from cases.models import Material, Matter
from cases.moving import do, draft, find
from cases.reports.papers import papers_of
from cases.reports.resource import REPORT
from cases.resource import CASE
from detention.resource import DETENTION
from ecase.people.models import Notice, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.models import Appeal, Hearing
from sanctions.resource import SANCTION
from tests.doors import API, COLUMNS, OUTSIDERS, PAGES, PLAIN
from tests.fixtures import HOUR, tell_detention
from tests.telling import REASONS, with_reasons
from tests.test_reports import given, typed
from writ.models import Writ

ADDRESSES = {f"ru/{path}": row for path, row in PAGES.items()}
ADDRESSES |= {f"api/v1/{path}": row for path, row in API.items()} | PLAIN
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def resolved() -> set[str]:
    """Every address the resolver knows but the admin's, which tests/test_admin.py walks."""
    found: set[str] = set()

    def walk(resolver: Any, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            path = prefix + str(pattern.pattern)
            if not hasattr(pattern, "url_patterns"):
                found.add(path)
            elif not path.startswith("admin/"):
                walk(pattern, path)

    with translation.override("ru"):  # the resolver writes its prefix in the language in use
        walk(get_resolver(), "")
    return found


def test_every_address_has_a_row_and_every_row_an_address():
    assert resolved() == set(ADDRESSES)


def test_every_row_speaks_of_every_column():
    assert [path for path, row in ADDRESSES.items() if len(row.split()) != len(COLUMNS)] == []


@pytest.fixture
def world(posts: Any) -> dict[str, Any]:
    """The world the matrix speaks of, and the ids that stand in its addresses."""
    at = now() - 2 * HOUR
    detention = tell_detention(posts, held_at=at, at=at)
    by, judge = posts["investigator"], posts["judge"]
    with speaking(by):
        do(DETENTION, detention.pk, "draw_protocol", by=by, at=now(), protocol_at=detention.held_at)
        text = io.BytesIO("Справка".encode())
        file_upload(case_id=detention.case_id, by=by, at=now(), file=text, name="справка.txt", title="Справка")
        petition = request(
            case_id=detention.case_id,
            by=by,
            at=now(),
            kind="arrest",
            participant_id=detention.participant_id,
            grounds="Подозреваемый скрывался, жилья не имеет.",
        )
        with_reasons(petition, now())
        do(SANCTION, petition.pk, "submit", by=by, at=now())
        why = "Часть материалов пока существует только на бумаге."
        ruling = do(CASE, detention.case_id, "switch_format", by=by, at=now(), to="mixed", text=why)
    with speaking(posts["prosecutor"]):
        do(SANCTION, petition.pk, "support", by=posts["prosecutor"], at=now(), reasons=REASONS)
    with speaking(judge):
        do(SANCTION, petition.pk, "appoint_hearing", by=judge, at=now(), starts_at=now() + 3 * HOUR)
        hearing = Hearing.objects.get(sanction=petition.pk)
        reasons = {"reasons": "Основания подтверждены материалами дела в полном объёме.", "hearing_at": now()}
        order = draft(SANCTION, find(SANCTION, petition.pk, judge), "grant", reasons, by=judge, at=now())
        protocol = Material.objects.get(kind="detention_protocol")
    with speaking(posts["lawyer"]):
        matter = Matter.objects.create(
            case=detention.case, kind="appeal", number=1, compartment="parties", opened_at=now(),
            participant=detention.participant,
        )  # fmt: skip
        appeal = Appeal.objects.create(
            matter=matter, case=detention.case, sanction=petition, status="filed", side="defence", text="Доводы.",
            asks="cancel", filed_by=posts["lawyer"], filed_at=now(),
        )  # fmt: skip
    with speaking(by):
        matter = Matter.objects.create(
            case=detention.case, kind="writ", number=1, compartment="parties", opened_at=now(), waits_for=by
        )
        writ = Writ.objects.create(matter=matter, case=detention.case, started_by=by, started_at=now())
    report = given(posts)
    with speaking(posts["registrar"]):
        do(REPORT, report.pk, "receipt", by=posts["registrar"], at=now())
        receipt = papers_of(report).get()
    with speaking(posts["victim"]):
        statement = lay_out(by=posts["victim"], at=now(), fields=typed())
    notice = Notice.objects.filter(to=judge).first()
    assert notice is not None
    return {
        "number": detention.case.number,
        "detention": detention.pk,
        "sanction": petition.pk,
        "hearing": hearing.pk,
        "appeal": appeal.pk,
        "writ": writ.pk,
        "ruling": ruling.pk,
        "officer": posts["investigator"].pk,
        "material": protocol.pk,
        "draft": order.pk,
        "notice": notice.pk,
        "report": report.pk,
        "document": receipt.pk,
        "statement": statement,
        "code": report.check_code,
        "page": 1,
        "which": "arrest",
    }


def filled(path: str, world: dict[str, Any]) -> str:
    """The address with the ids of the world in it."""

    def place(found: re.Match[str]) -> str:
        name = found[1]
        if name == "name":
            moved = (
                ("hearings", "sign_minutes"),
                ("sanctions", "grant"),
                ("appeals", "withdraw"),
                ("writ", "drop"),
                ("rulings", "see"),
                ("detentions", "release"),
                ("custody", "release"),
            )
            return next((move for part, move in (*moved, ("reports", "not_register")) if part in path), "interrupt")
        if name not in {"pk", "id"}:
            return str(world[name])
        named = {
            "filters": "page",
            "inbox": "notice",
            "drafts": "draft",
            "token": "page",
            "queue": "sanction",
            "unit": "officer",
            "hearings/<uuid:pk>.ics": "hearing",
            "hearings/": "sanction",
            "appeals/<": "appeal",
            "writ/": "writ",
        }
        for part, key in {"reports/s": "statement", "reports/": "report", **named}.items():
            if part in path:
                return str(world[key])
        if "sanctions" in path or "rulings" in path:
            return str(world["sanction" if "sanctions" in path else "ruling"])
        return str(world["material"] if path.startswith("api/v1/materials") else world["detention"])

    return "/" + PLACE.sub(place, path)


def answer_of(response: Any) -> str:
    """The word of the matrix for a response."""
    location = response.headers.get("Location", "")
    if response.status_code == 302:
        return "sign" if "/sign-in/" in location else "post" if location.endswith("/post/") else "go"
    words = {200: "in", 404: "--", 401: "sign", 405: "405", 403: "no"}
    return words.get(response.status_code, str(response.status_code))


def client_of(posts: Any, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "anon":
        client.force_login(User.objects.get(username=name))
        if name in posts:
            session = client.session
            session["appointment"] = posts[name].pk
            session.save()
    return client


@pytest.mark.slow
@pytest.mark.django_db
def test_every_door_answers_as_written(posts, world):
    wrong = []
    paths = {path: filled(path, world) for path in ADDRESSES}
    for number, column in enumerate(COLUMNS):
        for name in OUTSIDERS if column == "outsiders" else (column,):
            client = client_of(posts, name)
            for path, row in ADDRESSES.items():
                wanted = row.split()[number].split("|")
                got = answer_of(client.get(paths[path]))
                if name == "admin" and path.startswith("api/") and got == "no":
                    got = "post"
                if got not in wanted:
                    wrong.append(f"{path}: {name} got {got}, written is {'|'.join(wanted)}")
    assert wrong == []
