"""How many statements an answer costs, all of them counted: a list at most 8, a case at most 14."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecase.people.models import User
from tests.api import story
from tests.callers import API, Caller

Call = Callable[[str], Caller]
LIST, PAGE = 8, 14


def counted(ask: Callable[[], Any], most: int, what: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    assert answer.status_code == 200, answer.content.decode()
    told = "\n".join(query["sql"][:160] for query in queries.captured_queries)
    assert 3 <= len(queries) <= most, f"{what}: {len(queries)} statements\n{told}"


@pytest.mark.django_db(transaction=True)
def test_statements_per_answer(caller: Call) -> None:
    """On a database of its own, so that beginning and end of the transaction are what they are in life."""
    by = caller("investigator")
    for serial in (10, 30, 50):
        number = story.register(by)["number"]
        person = story.suspect(by, number, serial=serial)
        story.defence(by, number, person["id"])
        detention = story.detain(by, number, person["id"])
        sanction = story.request(by, number, person["id"])
    for name in ("investigator", "prosecutor", "lawyer", "custody"):
        who = caller(name)
        who.get("me/")
        for path in ("cases/", "deadlines/", "queue/", "inbox/"):
            counted(lambda who=who, path=path: who.get(path), LIST, f"{name} {path}")
        counted(lambda who=who: who.get(f"detentions/{detention['id']}/"), PAGE, f"{name} detention")
        counted(lambda who=who: who.get(f"detentions/{detention['id']}/moves/"), PAGE, f"{name} moves")
        if name == "custody":
            continue
        counted(lambda who=who: who.get(f"cases/{number}/"), PAGE, f"{name} case")
        for part in ("participants", "defences", "charges", "materials", "deadlines", "log", "detentions", "sanctions"):
            counted(lambda who=who, part=part: who.get(f"cases/{number}/{part}/"), LIST, f"{name} {part}")
    counted(lambda: by.get(f"sanctions/{sanction['id']}/"), PAGE, "sanction")

    # By session, as the pages' own scripts come.
    client = Client()
    client.force_login(User.objects.get(username="investigator"))
    session = client.session
    session["appointment"] = by.appointment.pk if by.appointment else None
    session.save()
    counted(lambda: client.get(f"{API}cases/"), LIST, "session cases")
    counted(lambda: client.get(f"{API}cases/{number}/"), PAGE, "session case")
