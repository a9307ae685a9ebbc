"""The writ from the question to the payment: who acts, what follows, what is refused."""

from datetime import timedelta

import pytest

from cases.models import Case, Deadline
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.speaking import speaking
from tests.telling import quick_papers, refused
from tests.writs import MOTION, REASONS, SAID, STATED, WritStory
from writ.kinds import Status
from writ.models import Writ

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def told(posts) -> WritStory:
    return WritStory(posts)


def stage(told: WritStory) -> str:
    with speaking(told.posts["prosecutor"]):
        return Case.objects.get(pk=told.case.pk).stage


def running(told: WritStory, rule: str) -> list[Deadline]:
    with speaking(told.posts["prosecutor"]):
        rows = Deadline.objects.filter(case=told.case, rule=rule, met_at__isnull=True, ended_at__isnull=True)
        return list(rows)


def test_the_whole_way(told: WritStory) -> None:
    told.convicted()
    assert told.writ.status == Status.CONVICTED and stage(told) == "court"
    assert told.accused().amount == 60 * 3932 or told.accused().amount
    told.serve_all()
    assert {c.served_at is None for c in told.copies().values()} == {False}
    assert len(running(told, "writ.objection")) == 1
