"""Many cases handed over at once: each its own act, resumable, repeated without harm, closed to other heads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.actions import handover
from cases.models import Case, Deadline, Matter, Ruling
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.oversight import handing_over
from ecase.people.actions import appoint, end_appointment
from ecase.people.models import Appointment, Notice, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import logged_in_as, tell_case, tell_detention, tell_suspect
from tests.pages.conftest import PASSWORD, Reader, at_page
from tests.rulings import WHY, again, decide, draw
from tests.telling import quick_papers

__all__ = ["at_page", "quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
Posts = dict[str, Appointment]
DAY = timedelta(days=1)
PATH = "unit/hand-over/"


def somebody(posts: Posts, name: str, role: str, office: Office) -> Appointment:
    user = User.objects.create(username=name, last_name=name.title(), first_name="Асқар", iin=None)
    user.set_password(PASSWORD)
    user.save()
    return appoint(user=user, role=role, office=office, since=now() - DAY)


def leaves(post: Appointment) -> None:
    """The appointment ends, and the clock deals with it."""
    at = now()
    end_appointment(appointment=post, at=at)
    with logged_in_as("ecase_clock"):
        for pk in handover.changed(at):
            handover.settle(pk, at)


@pytest.fixture
def left(posts: Posts) -> list[Case]:
    """Six cases, one with a person held and one with a ruling that came back, left by their investigator."""
    cases = [tell_case(posts, at=now() - n * DAY) for n in (9, 8, 7, 6)]
    back = draw(posts, cases[0], "interrupt", ground="fled")
    decide(posts, back, "return_for_rework")
    held = tell_detention(posts)
    cases += [held.case, tell_case(posts, at=now() - 5 * DAY)]
    leaves(posts["investigator"])
    return cases


@pytest.fixture
def heirs(posts: Posts) -> list[Appointment]:
    office = posts["head"].office
    return [somebody(posts, name, Role.INVESTIGATOR, office) for name in ("first", "second")]


def conducts(posts: Posts, by: str = "head") -> dict[str, Any]:
    with speaking(posts[by]):
        return dict(Case.objects.values_list("number", "investigator_id"))


def plan(reader: Reader, heir: Appointment, **typed: Any) -> Reader:
    reader.goes(PATH)
    reader.sends(successor=str(heir.pk), text=WHY, **typed)
    assert reader.page.status_code == 302, reader.text
    reader.follows()
    return reader


def test_one_successor_takes_every_case_and_every_clock(posts, left, heirs, at_page: At):
    head, heir = at_page("head", "en"), heirs[0]
    head.goes("unit/")
    assert f"/en/{PATH}" in head.text
    plan(head, heir)
    assert posts["investigator"].user.get_full_name() not in head.text
    assert head.text.count("Look at this one alone") == 6
    assert set(conducts(posts).values()) == {posts["head"].pk}, "nothing is signed yet"
    rounds = 0
    while "Go on" in head.text or "Sign all" in head.text:
        head.sends(having="do", do="sign")
        head.follows()
        rounds += 1
    assert rounds == 2
    assert "Handed over: 6 of 6." in head.text
    assert set(conducts(posts).values()) == {heir.pk}
    with speaking(posts["head"]):
        rulings = Ruling.objects.filter(kind="assignment", status="in_force")
        assert rulings.count() == rulings.values("case").distinct().count() == 6
        entries = Entry.objects.filter(kind="ruling.in_force", appointment_id=posts["head"].pk)
        assert entries.values("stream").distinct().count() == entries.count() == 6
        assert not Matter.objects.filter(kind="handover", closed_at__isnull=True).exists()
        back = Matter.objects.get(kind="ruling.interruption")
        assert back.waits_for_id == heir.pk
        running = Deadline.objects.filter(case__in=left, met_at__isnull=True, ended_at__isnull=True)
        assert set(running.values_list("case__investigator_id", flat=True)) == {heir.pk}
    with speaking(heir):
        assert Case.objects.visible_to(heir).count() == 6
    head.sends(having="do", do="forget")
    head.goes(PATH)
    assert "No case asks for an officer" in head.text


def test_a_case_may_go_to_another_and_one_may_stay(posts, left, heirs, at_page: At):
    head = at_page("head", "en")
    numbers = [case.number for case in left]
    head.goes(PATH)
    assert posts["investigator"].user.get_full_name() in head.text, "who left"
    head.sends(
        having="successor", successor=str(heirs[0].pk), text=WHY, cases=numbers[:2],
        **{f"to-{numbers[1]}": str(heirs[1].pk)},
    )  # fmt: skip
    head.follows()
    head.sends(having="do", do="sign")
    now_with = conducts(posts)
    assert [now_with[n] for n in numbers[:3]] == [heirs[0].pk, heirs[1].pk, posts["head"].pk]


def test_stopped_half_way_nothing_is_lost_and_a_repetition_does_nothing_twice(posts, left, heirs, at_page: At):
    head, heir = at_page("head", "en"), heirs[0]
    plan(head, heir)
    head.sends(having="do", do="sign")
    head.again()  # a double click
    assert head.page.headers["Idempotent-Replay"] == "true"
    assert list(conducts(posts).values()).count(heir.pk) == handing_over.AT_ONCE
    # Another day, another session.
    later = at_page("head", "en")
    later.goes(PATH)
    assert f"Handed over: {handing_over.AT_ONCE} of 6." in later.text
    assert later.text.count("handed over<span") == handing_over.AT_ONCE
    later.sends(having="do", do="sign")
    assert set(conducts(posts).values()) == {heir.pk}
    with speaking(posts["head"]):
        assert Ruling.objects.filter(kind="assignment").count() == 6


def test_a_request_that_breaks_leaves_the_list_as_it_was(posts, left, heirs, at_page: At, monkeypatch):
    head, heir = at_page("head", "en"), heirs[0]
    plan(head, heir)
    real, told = handing_over.moving.perform, []

    def breaks(*args: Any, **kwargs: Any) -> Any:
        told.append(args)
        if len(told) == 3:
            raise RuntimeError("the machine stops")
        return real(*args, **kwargs)

    head.client.raise_request_exception = False
    monkeypatch.setattr(handing_over.moving, "perform", breaks)
    head.sends(having="do", do="sign")
    assert head.page.status_code == 500
    monkeypatch.setattr(handing_over.moving, "perform", real)
    assert set(conducts(posts).values()) == {posts["head"].pk}, "the whole request is undone"
    head.goes(PATH)
    assert head.text.count("Look at this one alone") == 6
    head.sends(having="do", do="sign")
    assert list(conducts(posts).values()).count(heir.pk) == handing_over.AT_ONCE


def test_what_somebody_else_has_done_meanwhile_is_said_and_does_not_stop_the_rest(posts, left, heirs, at_page: At):
    head, heir = at_page("head", "en"), heirs[0]
    plan(head, heir)
    draw(posts, left[0], "assign", by="head", investigator=str(heirs[1].pk))
    leaves(heirs[0])
    head.sends(having="do", do="sign")
    head.follows()
    assert "does not ask for an officer any more" in head.text
    assert "Handed over: 0 of 6." in head.text
    assert conducts(posts)[left[0].number] == heirs[1].pk


def test_what_is_missing_is_asked_for(posts, left, heirs, at_page: At):
    head = at_page("head", "en")
    head.goes(PATH)
    head.sends(having="successor", text=WHY)
    assert head.page.status_code == 422 and "Choose a successor" in head.text and WHY[:20] in head.text
    head.sends(having="successor", successor=str(heirs[0].pk), text="short")
    assert head.page.status_code == 422
    head.sends(having="successor", successor=str(heirs[0].pk), text=WHY, cases=[])
    assert head.page.status_code == 422 and "Choose at least one case" in head.text


def test_the_head_of_another_unit_hands_over_nothing_of_this_one(posts, left, heirs, at_page: At):
    far = Office.objects.filter(kind="police").exclude(pk=posts["head"].office_id).first()
    other = somebody(posts, "otherhead", Role.HEAD_OF_INVESTIGATION, far)
    own = somebody(posts, "otherheir", Role.INVESTIGATOR, far)
    stranger = Reader(other, "en")
    stranger.goes(PATH)
    assert all(case.number not in stranger.text for case in left)
    head = at_page("head", "en")
    head.goes(PATH)
    form = head.form("successor")["fields"]
    sent = {
        **form, "do": ["choose"], "cases": [case.number for case in left], "successor": [str(own.pk)], "text": [WHY],
    }  # fmt: skip
    stranger.client.handler.enforce_csrf_checks = False
    answer = stranger.client.post(f"/en/{PATH}", sent)
    assert answer.status_code == 422
    assert all(case.number not in answer.content.decode() for case in left)
    assert set(conducts(posts).values()) == {posts["head"].pk}
    for name in ("prosecutor", "lawyer", "judge", "investigator2"):
        reader = at_page(name, "en")
        reader.goes(PATH)
        assert reader.page.status_code == 404, name


def test_the_head_of_the_prosecutors_office_names_another_for_all(posts, at_page: At):
    cases = [tell_case(posts, at=now() - n * DAY) for n in (3, 2, 1)]
    heir = somebody(posts, "newprosecutor", Role.PROSECUTOR, posts["chief"].office)
    leaves(posts["prosecutor"])
    chief = plan(at_page("chief", "en"), heir)
    chief.sends(having="do", do="sign")
    chief.follows()
    assert "Handed over: 3 of 3." in chief.text
    with speaking(posts["chief"]):
        assert {again(case).prosecutor_id for case in cases} == {heir.pk}


def test_only_the_list_on_the_page_is_signed_or_discarded(posts, left, heirs, at_page: At):
    signs, discards, tab = (at_page("head", "en") for _ in range(3))
    plan(signs, heirs[0])
    for other in (discards, tab):
        other.goes(PATH)
    tab.sends(having="do", do="forget")
    plan(tab, heirs[1])
    for stale, do in ((signs, "sign"), (discards, "forget")):
        stale.sends(having="do", do=do)
        assert stale.page.status_code == 409 and "Something has changed" in stale.text, do
        assert set(conducts(posts).values()) == {posts["head"].pk}, do
    tab.sends(having="do", do="sign")
    assert list(conducts(posts).values()).count(heirs[1].pk) == handing_over.AT_ONCE


def test_a_list_goes_on_by_itself_only_after_a_signing(posts, left, heirs, at_page: At, monkeypatch):
    head = at_page("head", "en")
    plan(head, heirs[0])
    assert "hx-trigger" not in head.text
    head.sends(having="do", do="sign")
    head.follows()
    assert "hx-trigger" in head.text
    opened = at_page("head", "en")
    opened.goes(PATH)
    assert "Go on" in opened.text and "hx-trigger" not in opened.text
    monkeypatch.setattr(handing_over, "GOING", timedelta())
    opened.goes(f"{PATH}?going=1")  # an address kept in the browser, opened days later
    assert "Go on" in opened.text and "hx-trigger" not in opened.text


def test_a_case_left_without_a_head_waits_for_the_next_head_and_never_for_the_prosecutor(posts, heirs, at_page: At):
    case = tell_case(posts, at=now() - 9 * DAY)
    back = draw(posts, case, "interrupt", ground="fled")
    decide(posts, back, "return_for_rework")
    gone, office = posts["investigator"], posts["head"].office
    leaves(posts["head"])
    leaves(gone)
    clocked = now()
    with logged_in_as("ecase_clock"):
        handover.leave_case(case.pk, gone, clocked)  # tried again, as when something else of the settling fails
    with speaking(posts["prosecutor"]):
        assert again(case).investigator_id == gone.pk
        assert not Matter.objects.filter(case=case, kind__startswith="handover").exists()
        assert Notice.objects.filter(to=posts["prosecutor"], kind="case.handover").count() == 1
        said = Entry.objects.filter(stream__case_id=case.pk, kind="case.handover")
        assert [entry.facts["to"] for entry in said if entry.facts["left"] == gone.pk] == [None], "said once"
    new = somebody(posts, "newhead", Role.HEAD_OF_INVESTIGATION, office)
    with logged_in_as("ecase_clock"):
        for pk in handover.changed(now()):
            handover.settle(pk, now())
    with speaking(new):
        assert again(case).investigator_id == new.pk
        assert Matter.objects.get(case=case, kind="handover").waits_for_id == new.pk
        assert Matter.objects.get(pk=back.pk).waits_for_id == new.pk
    reader = plan(Reader(new, "en"), heirs[0])
    reader.sends(having="do", do="sign")
    reader.follows()
    assert "Handed over: 1 of 1." in reader.text


def test_what_waited_for_a_head_of_the_unit_waits_for_the_next_one(posts):
    case = tell_case(posts, at=now() - 9 * DAY)
    person = tell_suspect(posts, case, defended=False)
    ruling = draw(posts, case, "correct", what=f"participant.last_name:{person.pk}", after="Оспан")
    office = posts["head"].office
    leaves(posts["head"])
    new = somebody(posts, "newhead", Role.HEAD_OF_INVESTIGATION, office)
    with logged_in_as("ecase_clock"):
        for pk in handover.changed(now()):
            handover.settle(pk, now())
    with speaking(new):
        assert Matter.objects.get(pk=ruling.pk).waits_for_id == new.pk
