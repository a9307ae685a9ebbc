"""Several at once, and the record afterwards: one of two clicks wins, and nothing is written past the ledger.

These tests commit, each in a database of its own; the acts themselves are tested one by one elsewhere.
"""

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cases.actions import file_upload
from cases.moving import do
from detention.actions import detain
from detention.resource import DETENTION
from ecase.clockwork import actions as clock
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, OTHER, logged_in_as, tell_case, tell_detention, tell_suspect
from tests.telling import REASONS, Story, quick_papers

__all__ = ["quick_papers"]
pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run each act in a thread of its own, all let go at once; the outcome of each, refusals by code."""
    gate, outcomes = threading.Barrier(len(acts)), {}

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(20)
            outcomes[number] = act()
        except Refused as stopped:
            outcomes[number] = stopped.refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [outcomes.get(n) for n in range(len(acts))]


def as_(by: Any, act: Callable[[], Any]) -> Callable[[], str]:
    def speaks_and_acts() -> str:
        with speaking(by):
            act()
        return "done"

    return speaks_and_acts


def as_clock() -> str:
    """The tick, in a thread whose connection alone logs in as the worker does."""
    url = urlsplit(os.environ["DATABASE_CLOCK_URL"])
    connection.settings_dict = {**connection.settings_dict, "USER": url.username, "PASSWORD": url.password}
    clock.tick(wait=1)
    return "done"


@contextmanager
def as_owner() -> Iterator[None]:
    """The connection as the owner of the tables, whom nothing in the database stops."""
    before = {key: connection.settings_dict[key] for key in settings.DB_OWNER}
    connection.close()
    connection.settings_dict.update(settings.DB_OWNER)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def one_won(outcomes: list[Any], *codes: str) -> bool:
    return outcomes.count("done") == 1 and set(outcomes) - {"done"} <= set(codes)


@pytest.mark.usefixtures("quick_papers")
def test_two_clicks_of_the_judge_are_one_grant_and_a_release_meanwhile_wins_or_loses_whole(posts):
    story = Story(posts)
    judge, investigator, moment = posts["judge"], posts["investigator"], story.at(24)
    sanction = story.in_court(20)

    def grant() -> None:
        do(SANCTION, sanction.pk, "grant", by=judge, at=moment, reasons=REASONS, hearing_at=moment.isoformat())

    outcomes = together(as_(judge, grant), as_(judge, grant))
    assert one_won(outcomes, "wrong_status", "stale_draft"), outcomes
    kinds = story.entries()
    assert kinds.count("sanction.granted") == kinds.count("detention.order_recorded") == 1

    second = Story(posts, iin=OTHER)
    waiting = second.in_court(20)
    ground = {"ground": "suspicion_not_confirmed", "released_at": moment}

    def grant_second() -> None:
        do(SANCTION, waiting.pk, "grant", by=judge, at=moment, reasons=REASONS, hearing_at=moment.isoformat())

    def release() -> None:
        do(DETENTION, second.detention.pk, "release", by=investigator, at=moment, **ground)

    outcomes = together(as_(judge, grant_second), as_(investigator, release))
    assert one_won(outcomes, "detention_over", "wrong_status", "stale_draft"), outcomes
    row = second.fresh()
    assert (row.released_at is None) != (row.order_at is None)


@pytest.mark.usefixtures("quick_papers")
def test_a_release_racing_with_the_tick_stands_and_the_end_is_recorded_once_at_most(posts):
    custody = posts["custody"]
    stories = [Story(posts, ago=49), Story(posts, ago=49, iin=OTHER)]

    def release(story: Story) -> Callable[[], Any]:
        at = now()
        fields = {"ground": "term_expired", "released_at": at}
        return lambda: do(DETENTION, story.detention.pk, "release", by=custody, at=at, **fields)

    outcomes = together(*(as_(custody, release(story)) for story in stories), as_clock)
    assert outcomes == ["done"] * 3
    for story in stories:
        assert story.fresh().released_at is not None
        assert story.entries().count("detention.released") == 1
        assert story.entries().count("detention.expired") <= 1
        assert story.terms()["detention.expiry"][0] == "met"


@pytest.mark.usefixtures("quick_papers")
def test_one_person_is_held_once_and_asked_for_once_however_many_click(posts):
    case = tell_case(posts)
    suspect = tell_suspect(posts, case)
    by, at = posts["investigator"], now()
    of = {"case_id": case.pk, "participant_id": suspect.pk, "by": by, "at": at}

    def hold() -> None:
        detain(**of, held_at=at, place="А", ground="caught")

    def ask() -> None:
        request(**of, kind="arrest", grounds=REASONS)

    assert one_won(together(as_(by, hold), as_(by, hold)), "held_already")
    assert one_won(together(as_(by, ask), as_(by, ask)), "open_already")


@pytest.mark.usefixtures("quick_papers")
def test_after_a_whole_story_every_row_is_bound_and_a_changed_one_is_named(posts, capsys):
    story = Story(posts, protocol=0.5)
    story.move(1, "investigator", "draw_protocol", protocol_at=story.at(0.5))
    story.move(2, "investigator", "notify_prosecutor")
    sanction = story.in_court(20)
    story.decide(24, "judge", sanction, "refuse", reasons=REASONS)
    story.move(24, "custody", "release", ground="court_refused", released_at=story.at(24))
    story.move(25, "custody", "issue_certificate")
    held_at = now() - 49 * HOUR
    overrun = tell_detention(posts, held_at=held_at, at=held_at, iin=OTHER, defended=False)
    with speaking(posts["investigator"]):
        paper = io.BytesIO("Справка о составе семьи.".encode())
        file_upload(
            case_id=story.detention.case_id,
            by=posts["investigator"],
            at=now(),
            file=paper,
            name="справка.txt",
            title="С",
        )
    with logged_in_as("ecase_clock"):
        clock.tick(wait=0)
    assert story.entries().count("detention.released") == 1

    call_command("verify_ledger", "--strict")
    assert "everything holds" in capsys.readouterr().out

    with as_owner(), connection.cursor() as cursor:
        later = overrun.held_at + timedelta(hours=12)
        cursor.execute("UPDATE detention_detention SET held_at = %s WHERE matter_id = %s", [later, overrun.pk])
    with pytest.raises(SystemExit):
        call_command("verify_ledger")
    assert str(overrun.pk) in capsys.readouterr().err
