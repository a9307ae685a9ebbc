"""Like cases among colleagues of an office: what the owner's function tells, to whom, and what it never tells."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cases.access import VIEW_COVERT
from cases.actions import add_participant
from cases.actions.act import Act, lock_case
from cases.actions.grants import grant
from cases.models import Case, Participant, Report
from cases.queries.duplicates import AROUND, SAME_PERSON, SAME_PLACE, SAME_REPORT, of_the_office, plain_place, similar
from ecase.people.models import Appointment, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import ADULT, OTHER, tell_case, tell_suspect
from tests.telling import quick_papers
from tests.test_reports import given, move

__all__ = ["quick_papers"]
ABAY = "Алматы Абая 12"


@pytest.fixture
def hidden(posts: Any) -> Case:
    """A theft by ADULT that a colleague of `investigator` conducts."""
    case = tell_case(posts, by="investigator2")
    tell_suspect(posts, case, defended=False)
    return case


def asks(posts: Any, case: Case, by: str = "investigator", **over: Any) -> list[Any]:
    """What `by` is told about an event that is that of `case`."""
    asked = {"occurred_at": case.occurred_at, "where": plain_place(ABAY), "iins": [ADULT], "articles": ["188"], **over}
    with speaking(posts[by]):
        return of_the_office(**asked)


def signs(found: list[Any]) -> list[str]:
    return [sign for one in found for sign in one.why]


def test_a_colleague_learns_number_day_and_signs(posts: Any, hidden: Case) -> None:
    (one,) = asks(posts, hidden)
    assert (one.number, one.registered_at, one.open) == (hidden.number, hidden.registered_at, False)
    assert one.why == [SAME_PERSON, SAME_PLACE]
    with connection.cursor() as cursor:
        cursor.execute("SELECT proargnames FROM pg_proc WHERE proname = 'like_cases_of_the_office'")
        told = [name for name in cursor.fetchone()[0] if name.startswith("o_")]
    assert told == ["o_number", "o_registered", "o_report", "o_person", "o_place"], "signs, never what stands there"


@pytest.mark.parametrize(
    "over",
    [
        {"iins": [OTHER], "where": ""},
        {"articles": ["189"], "where": ""},
        {"iins": [""], "where": ""},
        {"iins": [], "where": plain_place("Алматы, Абая 13")},
        {"iins": [], "articles": [], "where": ""},
    ],
)
def test_another_person_article_or_place_is_no_sign(posts: Any, hidden: Case, over: dict[str, Any]) -> None:
    assert asks(posts, hidden, **over) == []


def test_the_days_around_are_the_limit(posts: Any, hidden: Case) -> None:
    edge = hidden.occurred_at + AROUND
    assert signs(asks(posts, hidden, occurred_at=edge)) == [SAME_PERSON]
    assert asks(posts, hidden, occurred_at=edge + timedelta(seconds=1)) == []


@pytest.mark.parametrize("name", ["ast.investigator", "lawyer", "judge", "registrar", "head", "prosecutor", "suspect"])
def test_nobody_but_an_investigator_of_the_office_is_answered(posts: Any, hidden: Case, name: str) -> None:
    assert asks(posts, hidden, by=name) == []


def test_without_a_speaker_nothing_is_answered(posts: Any, hidden: Case) -> None:
    with speaking(None):
        assert of_the_office(hidden.occurred_at, plain_place(ABAY), [ADULT], ["188"]) == []


def test_a_post_is_not_lent_to_another_user(posts: Any, hidden: Case) -> None:
    mixed = Appointment(pk=posts["investigator"].pk, user_id=posts["lawyer"].user_id)
    with speaking(mixed):
        assert of_the_office(hidden.occurred_at, plain_place(ABAY), [ADULT], ["188"]) == []


def _ended(post: Appointment) -> None:
    Appointment.objects.filter(pk=post.pk).update(until=now())


def _not_begun(post: Appointment) -> None:
    Appointment.objects.filter(pk=post.pk).update(since=now() + timedelta(days=1))


def _blocked(post: Appointment) -> None:
    User.objects.filter(pk=post.user_id).update(is_active=False)


def _closed(post: Appointment) -> None:
    Office.objects.filter(pk=post.office_id).update(active=False)


def _runs(post: Appointment) -> None:
    assert post.until is None


@pytest.mark.parametrize(("does", "answered"), [(_runs, 1), (_ended, 0), (_not_begun, 0), (_blocked, 0), (_closed, 0)])
def test_a_post_that_does_not_run_now_is_not_answered(
    posts: Any, hidden: Case, does: Callable[[Appointment], None], answered: int
) -> None:
    does(posts["investigator"])
    with speaking(posts["investigator"]), connection.cursor() as cursor:
        # The database compares with the start of the transaction, here that of the test: an hour is let pass.
        cursor.execute("SELECT set_config('ecase.shift', '3600', true)")
        assert len(of_the_office(hidden.occurred_at, plain_place(ABAY), [ADULT], ["188"])) == answered


# --- what stays unsaid ---------------------------------------------------------------------------------------


def test_a_witness_of_another_case_is_not_told_of(posts: Any) -> None:
    case = tell_case(posts, by="investigator2")
    conducts = posts["investigator2"]
    with speaking(conducts):
        add_participant(
            case_id=case.pk, by=conducts, at=now(), capacity="witness", last_name="Оспанов", first_name="Р", iin=ADULT
        )
    assert signs(asks(posts, case)) == [SAME_PLACE]
    with speaking(conducts):
        add_participant(
            case_id=case.pk, by=conducts, at=now(), capacity="victim", last_name="Оспанов", first_name="Р", iin=ADULT
        )
    assert signs(asks(posts, case)) == [SAME_PERSON, SAME_PLACE]


@pytest.mark.parametrize("compartment", ["covert", "protected"])
def test_a_case_with_a_closed_part_is_silent(posts: Any, hidden: Case, compartment: str) -> None:
    conducts = posts["investigator2"]
    with speaking(conducts):
        if compartment == "covert":  # the database lets nobody write there without a grant of its own
            grant(hidden.pk, [conducts], reason="covert", right=VIEW_COVERT)
        act = Act(lock_case(hidden.pk), by=conducts, at=now())
        act.open_matter("ruling", compartment=compartment)
    assert asks(posts, hidden) == []


def test_a_case_against_an_officer_or_a_lawyer_is_silent(posts: Any, hidden: Case) -> None:
    with speaking(posts["investigator2"]):
        Participant.objects.filter(case=hidden).update(office_held="investigator")
    assert asks(posts, hidden) == []


def test_nobody_finds_out_that_he_stands_in_a_case_himself(posts: Any, hidden: Case) -> None:
    User.objects.filter(iin=ADULT).update(iin=None)
    User.objects.filter(pk=posts["investigator"].user_id).update(iin=ADULT)
    assert asks(posts, hidden) == []
    User.objects.filter(pk=posts["investigator"].user_id).update(iin=None)
    assert len(asks(posts, hidden)) == 1
    with speaking(posts["investigator2"]):
        Participant.objects.filter(case=hidden).update(user=posts["investigator"].user)
    assert asks(posts, hidden) == []


def test_a_handful_is_told_at_once(posts: Any) -> None:
    cases = [tell_case(posts, by="investigator2") for _ in range(7)]
    found = asks(posts, cases[0], iins=[])
    assert [one.number for one in found] == sorted((case.number for case in cases), reverse=True)[:5]


# --- the place and the report ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        "г. Алматы, улица Абая, дом 12",
        "АЛМАТЫ — Абая 12",
        "Әуезов көшесі, 7-үй, Ұлытау",
        "ІЛЕ ауданы, ҚАРАҒАЙЛЫ қ., Ёлочка д.5/2",
        "",
        "  ",
        "ул.",
    ],
)
def test_database_and_program_write_a_place_alike(posts: Any, place: str) -> None:
    at = now()
    with speaking(posts["investigator2"]):
        case = tell_case(posts, at=at, by="investigator2")
        Case.objects.filter(pk=case.pk).update(place=place)
    plain = plain_place(place)
    assert signs(asks(posts, case, where=plain, iins=[])) == ([SAME_PLACE] if plain else [])


def test_the_same_report_is_told_once_it_has_become_a_colleagues_case(posts: Any, quick_papers: None) -> None:
    report = given(posts, to="investigator2")
    when = {"occurred_at": report.occurred_at, "place": report.place, "summary": report.summary}
    move(posts, "investigator2", report, "register", qualification="188/3", **when)
    with speaking(posts["investigator2"]):
        case = Case.objects.get()
        (own,) = similar(posts["investigator2"], occurred_at=None, report=Report.objects.get(pk=report.pk))
    assert (own.number, own.why, own.open) == (case.number, [SAME_REPORT], True)
    with speaking(posts["investigator"]):
        (told,) = similar(posts["investigator"], occurred_at=None, report=report)
    assert (told.number, told.why, told.open) == (case.number, [SAME_REPORT], False)
    with speaking(posts["ast.investigator"]):
        assert similar(posts["ast.investigator"], occurred_at=None, report=report) == []
    other = given(posts, to="investigator")
    with speaking(posts["investigator"]):
        assert similar(posts["investigator"], occurred_at=None, report=other) == []
