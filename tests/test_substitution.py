"""While a prosecutor is away: what waits for him goes to another and comes back; sight lasts as long and no longer."""

import pytest

from cases.access import CaseGrant
from cases.models import Case, Matter
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import substitutes
from sanctions.models import Sanction, Substitution
from tests.fixtures import HOUR, logged_in_as
from tests.telling import Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def colleague(posts: dict[str, Appointment]) -> Appointment:
    user = User.objects.create(username="colleague", first_name="Ерлан", last_name="Ахметов", is_active=True)
    return Appointment.objects.create(
        user=user, role=Role.PROSECUTOR, office=posts["prosecutor"].office, since=now() - 100 * HOUR
    )


def arranged(posts: dict[str, Appointment], colleague: Appointment, **more: object) -> Substitution:
    chief = posts["chief"]
    given = {
        "absent": posts["prosecutor"], "instead": colleague, "since": now() - HOUR / 2, "until": now() + HOUR,
        "reason": "командировка", "by": chief, "at": now(), **more,
    }  # fmt: skip
    with speaking(chief):
        return substitutes.substitute(**given)  # type: ignore[arg-type]


def holder(story: Story, sanction: Sanction) -> int | None:
    with speaking(story.investigator):
        return Matter.objects.get(pk=sanction.pk).waits_for_id


def test_what_waits_goes_to_the_substitute_and_what_is_left_comes_back(
    posts: dict[str, Appointment], colleague: Appointment
) -> None:
    story, second = Story(posts, ago=30), Story(posts, ago=28, iin="900101300017")
    first = story.decide(29, "investigator", story.ask(28), "submit")
    other = second.decide(27, "investigator", second.ask(26), "submit")
    with speaking(colleague):
        assert not Case.objects.visible_to(colleague).exists()
    row = arranged(posts, colleague)
    with logged_in_as("ecase_clock"):
        assert substitutes.settle(now()) == 2
        assert substitutes.settle(now()) == 0
    assert holder(story, first) == holder(second, other) == colleague.pk
    with speaking(colleague):
        assert Case.objects.visible_to(colleague).count() == 2
    # He decides in his own name; the log says in whose place.
    posts["colleague"] = colleague
    supported = story.decide(29.5, "colleague", first, "support")
    assert supported.status == "before_court" and supported.prosecutor_id == colleague.pk
    with speaking(colleague):
        told = Entry.objects.filter(stream__case_id=story.detention.case_id, kind="matter.stood_in").get()
        assert (told.facts["absent"], told.facts["to"]) == (posts["prosecutor"].pk, colleague.pk)
    with speaking(posts["chief"]):
        substitutes.back_early(pk=row.pk, by=posts["chief"], at=now())
    with logged_in_as("ecase_clock"):
        assert substitutes.settle(now() + HOUR / 60) == 1
    assert holder(second, other) == posts["prosecutor"].pk
    left = CaseGrant.objects.filter(appointment=colleague)
    assert left.count() == 2 and not left.filter(until__isnull=True).exists()
    assert not left.filter(until__gt=now()).exists()


def test_sight_of_ones_own_is_not_taken_at_the_end(posts: dict[str, Appointment]) -> None:
    story = Story(posts, ago=30)
    sanction = story.decide(29, "investigator", story.ask(28), "submit")
    chief = posts["chief"]
    row = arranged(posts, chief, instead=chief)
    with logged_in_as("ecase_clock"):
        assert substitutes.settle(now()) == 1
    with speaking(chief):
        substitutes.back_early(pk=row.pk, by=chief, at=now())
    with logged_in_as("ecase_clock"):
        assert substitutes.settle(now() + HOUR / 60) == 1
    with speaking(chief):
        assert Case.objects.visible_to(chief).filter(pk=story.detention.case_id).exists()
    assert holder(story, sanction) == posts["prosecutor"].pk


def test_who_may_arrange_what(posts: dict[str, Appointment], colleague: Appointment) -> None:
    for name in ("prosecutor", "investigator", "judge", "head"):
        with refused("not_your_office", posts[name]):
            substitutes.substitute(
                absent=posts["prosecutor"], instead=colleague, since=now(), until=now() + HOUR, reason="-",
                by=posts[name], at=now(),
            )  # fmt: skip
    chief = posts["chief"]
    common = {"absent": posts["prosecutor"], "reason": "-", "by": chief, "at": now()}
    for code, more in (
        ("same_person", {"instead": posts["prosecutor"], "since": now(), "until": now() + HOUR}),
        ("wrong_times", {"instead": colleague, "since": now(), "until": now() - HOUR}),
        ("not_your_office", {"instead": posts["judge"], "since": now(), "until": now() + HOUR}),
    ):
        with refused(code, chief):
            substitutes.substitute(**common, **more)  # type: ignore[arg-type]
    arranged(posts, colleague)
    with refused("overlaps", chief):
        substitutes.substitute(**common, instead=colleague, since=now(), until=now() + HOUR)  # type: ignore[arg-type]
