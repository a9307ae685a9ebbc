"""Every page opens in three languages; lists and case pages keep their budget of statements; words are msgids."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import file_upload
from detention.models import Detention
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import tell_case, tell_detention
from tests.pages.conftest import Reader

At = Callable[..., Reader]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
LIST, CASE = 8, 14  # ARCHITECTURE 11


LISTS = [
    "desk/", "cases/", "cases/?q=Оспанов", "cases/?q=никто", "cases/?term=week", "cases/?before=267512031000003",
    "search/?q=Оспанов", "search/?q=справка", "search/?q=никто",
]  # fmt: skip


@pytest.fixture
def held(posts: dict[str, Appointment]) -> Detention:
    for _number in range(3):
        tell_case(posts)
    return tell_detention(posts)


def tabs(detention: Detention) -> list[str]:
    base = f"cases/{detention.case.number}/"
    return [base + tab for tab in ("", "people/", "charges/", "file/", "detentions/", "sanctions/", "log/")]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens(posts: Any, held: Detention, at_page: At, language: str) -> None:
    own = f"cases/{held.case.number}/detentions/{held.pk}/"
    reader = at_page("investigator", language)
    paths = [*tabs(held), own, "desk/", "desk/?show=late", "cases/", "cases/new/", "inbox/", "inbox/?show=unread"]
    paths += [
        "detentions/",
        "post/",
        f"{own}moves/draw_protocol/",
        f"{own}moves/release/",
        "law/",
        "law/?on=01.01.2017",
    ]
    paths += ["law/calculator/", "law/calculator/arrest/", f"cases/{held.case.number}/sanctions/new/"]
    for path in paths:
        page = reader.goes(path)
        assert page.status_code == 200, (path, page.status_code)
        assert f'lang="{language}"' in reader.text
        assert page.headers["X-Now"] if not path.startswith(("law/", "post/")) else True
    for name in ("prosecutor", "judge", "chief"):
        assert at_page(name, language).goes("queue/").status_code == 200
    assert at_page("custody", language).goes(f"custody/{held.pk}/").status_code == 200


def test_the_law_and_the_calculator_are_open_to_everybody(db: None, client: Any) -> None:
    for path in ("law/", "law/calculator/", "law/calculator/arrest/", "sign-in/"):
        assert client.get(f"/en/{path}").status_code == 200
    answer = client.post(
        "/en/law/calculator/detention/",
        {"held_at": "22.11.2026 01:56", "birth_date": "14.03.1991", "offence_kind": "crime", "delivery": "compulsory"},
    )
    assert answer.status_code == 200 and "24.11.2026, 01:56" in answer.content.decode()
    minor = client.post(
        "/en/law/calculator/detention/", {"held_at": "22.11.2026 01:56", "age": "16", "offence_kind": "crime"}
    )
    assert "23.11.2026, 01:56" in minor.content.decode()
    wrong = client.post("/en/law/calculator/detention/", {"held_at": "22.11.2026 01:56", "offence_kind": "crime"})
    assert wrong.status_code == 422 and "birth date or the age" in wrong.content.decode()
    arrest = client.post("/en/law/calculator/arrest/", {"date": "23.11.2026", "qualification": "188/3", "age": "35"})
    assert arrest.status_code == 200 and "CPC art. 147" in arrest.content.decode()


def test_health_tells_its_parts_and_no_secret(db: None, client: Any) -> None:
    answer = client.get("/health/")
    assert set(answer.json()["parts"]) == {"database", "broker", "tick", "work", "disk"}
    assert answer.json()["parts"]["database"]["ok"] is True
    assert "password" not in answer.content.decode().lower()
    page = client.get("/health/", headers={"Accept": "text/html"})
    assert "<html" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_statements_of_lists_and_case_pages(posts: Any, held: Detention, at_page: At) -> None:
    """All statements of a request, session and transaction included, on a database that really commits."""
    by, number = posts["investigator"], held.case.number
    with speaking(by):
        note = io.BytesIO("Справка о личности.".encode())
        file_upload(case_id=held.case_id, by=by, at=now(), file=note, name="note.txt", title="Справка")
    detention = f"cases/{number}/detentions/{held.pk}/"
    budgets = (
        ("investigator", LIST, LISTS),
        ("investigator", CASE, [*tabs(held), detention, f"{detention}moves/release/"]),
        ("lawyer", LIST, LISTS),
        ("lawyer", CASE, tabs(held)),
        ("prosecutor", LIST, ["detentions/", "queue/", *LISTS]),
        ("prosecutor", CASE, tabs(held)),
        ("head", LIST, LISTS),
        ("head", CASE, tabs(held)),
        ("custody", LIST, ["custody/", "inbox/"]),
        ("custody", CASE, [f"custody/{held.pk}/"]),
    )
    over = []
    for name, limit, paths in budgets:
        reader = at_page(name)
        for path in paths:
            reader.goes(path)  # what a process keeps is warm
            with CaptureQueriesContext(connection) as caught:
                assert reader.goes(path).status_code == 200
            if len(caught) > limit:
                over.append((name, path, len(caught), [q["sql"][:120] for q in caught.captured_queries]))
    assert not over, "\n".join(str(one) for one in over)


def test_templates_speak_by_msgids() -> None:
    """No word of a page stands in a template outside translate and blocktranslate."""
    found = []
    for path in TEMPLATES.rglob("*.html"):
        if {"acts", "admin", "demo"} & set(path.parts) or path.name in ATTRIBUTES_ONLY:
            continue
        text = path.read_text()
        text = re.sub(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", " ", text, flags=re.S)
        text = re.sub(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}", " ", text, flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
        text = re.sub(r"<(script|style|kbd|code)\b.*?</\1>", " ", text, flags=re.S)
        text = re.sub(r"<[^>]*>", " ", text)
        words = [word for word in re.findall(r"[A-Za-zА-Яа-яӘәҒғҚқҢңӨөҰұҮүІі]{3,}", text) if word not in ALLOWED]
        if words:
            found.append((path.relative_to(TEMPLATES).as_posix(), words[:8]))
    assert not found, found


# Pieces of a tag: what stands in them are names of attributes and classes.
ATTRIBUTES_ONLY = {"counter_words.html", "base_error.html", "queue_words.html"}
ALLOWED = {"SHA", "PDF", "nbsp", "amp", "doctype", "html"}
