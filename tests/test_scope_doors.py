"""The rule of 121(1) at the doors: a document, a detention and a request each serve one registered offence.

The rule itself has its golden answers in tests/law/test_scope.py.
"""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions import file_upload
from cases.actions.scope import served
from cases.models import Case, Material, Matter
from detention.actions import detain
from ecase.law.cite import parse
from ecase.law.scope import Doing, Relation
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from tests.callers import at_minute, caller, fresh_limits
from tests.fixtures import ADULT, HOUR, tell_case
from tests.pages.conftest import at_page
from tests.rulings import WHY, decide, draw, suspect_of
from tests.telling import quick_papers, refused

__all__ = ["at_page", "caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
DAY = timedelta(days=1)


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - 10 * DAY)


@pytest.fixture
def double(posts, case) -> Case:
    """A case on two registered offences, 188/3 and 189/2."""
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="same_unknown")
    return case


def upload(posts, case: Case, **more) -> Material:
    with speaking(posts["investigator"]):
        return _upload(posts, case, **more)


def _upload(posts, case: Case, **more) -> Material:
    return file_upload(
        case_id=case.pk, by=posts["investigator"], at=now(), file=io.BytesIO(b"x"), name="x.txt", title="Осмотр", **more
    )


def test_one_registered_offence_needs_no_naming(posts, case):
    assert upload(posts, case).episode.number == 1


def test_of_several_one_has_to_be_named_and_has_to_be_registered(posts, double):
    with refused("scope_name_the_offence", posts["investigator"]):
        _upload(posts, double)
    with refused("scope_not_registered", posts["investigator"]):
        _upload(posts, double, episode=7)
    assert upload(posts, double, episode=2).episode.number == 2


def test_every_refusal_names_the_rule_and_the_next_step(posts, double):
    with speaking(posts["investigator"]):
        for number, relation, code, word in (
            (7, None, "scope_not_registered", "sever"),
            (1, Relation.OTHER, "scope_sever", "Sever"),
            (1, Relation.SAME_PERSON, "scope_join", "join"),
        ):
            with pytest.raises(Refused) as stopped:
                served(double, number, Doing.MATERIAL, relation=relation)
            found = stopped.value.refusal
            assert (found.code, found.field, word in str(found)) == (code, "episode", True)
            assert any(ref.article in {"121", "44", "43"} for ref in parse(found.cite))


def test_a_severed_offence_serves_nothing_here_any_more(posts, double):
    draw(posts, double, "sever", ground="part_done", episodes=["2"])
    with refused("scope_severed", posts["investigator"]):
        _upload(posts, double, episode=2)
    assert upload(posts, double).episode.number == 1  # one is left: it need not be named


def test_a_detention_and_a_request_serve_an_offence_too(posts, double):
    person = suspect_of(posts, double, episode=1)
    by, at = posts["investigator"], now()
    held = {
        "case_id": double.pk,
        "participant_id": person.pk,
        "by": by,
        "at": at,
        "place": "Алматы",
        "ground": "caught",
    }
    with refused("scope_name_the_offence", by):
        detain(**held, held_at=at - HOUR)
    with speaking(by):
        detention = detain(**held, held_at=at - HOUR, episode=1)
        assert Matter.objects.get(pk=detention.pk).episode.number == 1
    asked = {"case_id": double.pk, "by": by, "at": at, "kind": "arrest", "grounds": WHY}
    with speaking(by):
        sanction = request(**asked, participant_id=person.pk, detention_id=detention.pk)
        assert sanction.matter.episode.number == 1, "asked for on what he is held for"
    free = suspect_of(posts, double, episode=2, article="189/2", iin=ADULT, last_name="Оспанов")
    with refused("scope_name_the_offence", by):
        request(**asked, participant_id=free.pk)
    with speaking(by):
        assert request(**asked, participant_id=free.pk, episode=2, stated=["fled"]).matter.episode.number == 2


def test_after_the_termination_nothing_serves_the_offence(posts, case):
    decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    with speaking(posts["investigator"]), pytest.raises(Refused) as stopped:
        served(case, None, Doing.MATERIAL)
    assert stopped.value.refusal.code == "scope_terminated"


def test_the_api_takes_the_number_of_the_offence(posts, double, caller):
    path = f"cases/{double.number}/materials/"
    paper = {"title": "Осмотр", "file": SimpleUploadedFile("x.txt", b"x")}
    answer = caller("investigator").upload(path, paper)
    assert (answer.status_code, answer.json()["code"]) == (409, "scope_name_the_offence")
    answer = caller("investigator").upload(
        path, {"title": "Осмотр", "file": SimpleUploadedFile("y.txt", b"y"), "episode": 2}
    )
    assert answer.status_code == 201
    with speaking(posts["investigator"]):
        assert Material.objects.get(pk=answer.json()["id"]).episode.number == 2


def test_the_page_asks_only_where_there_is_something_to_choose(posts, case, at_page):
    reader = at_page("investigator")
    page = reader.goes(f"cases/{case.number}/file/").content.decode()
    assert 'name="episode"' not in page
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="same_unknown")
    for path in ("file/", "detentions/new/", "sanctions/new/?kind=search"):
        page = reader.goes(f"cases/{case.number}/{path}").content.decode()
        assert '<select name="episode"' in page, path


def test_a_charge_on_paper_comes_by_the_api_and_lies_open_on_the_scope_page(posts, case, caller, at_page):
    person = suspect_of(posts, case)
    draw(posts, case, "switch_format", to="paper")
    path, body = f"cases/{case.number}/charges/", {"participant": str(person.pk), "article": "190/1"}
    body |= {"since": at_minute(now()), "paper": "Постановление от 12.03.2026, согласовано прокурором"}
    answer = caller("investigator").post(path, body)
    assert (answer.status_code, answer.json()["qualification"]) == (201, "190/1")
    assert caller("prosecutor").post(path, body).status_code == 403
    assert caller("investigator2").post(path, body).status_code == 404
    page = at_page("prosecutor").goes(f"cases/{case.number}/scope/").content.decode()
    assert f"terminate_outside/?charge={answer.json()['id']}" in page
