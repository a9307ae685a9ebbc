"""What a head sees of cases that nobody conducts: on his desk, in his unit, in the case; and what is over.

Typesetting and signing are stood in for (tests/telling.py).
"""

from collections.abc import Callable

import pytest

from cases.models import Case, Deadline
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import tell_case, tell_detention
from tests.pages.conftest import Reader
from tests.rulings import decide, draw
from tests.telling import quick_papers
from tests.test_handover import DAY, leaves

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
Posts = dict[str, Appointment]


def article(text: str) -> str:
    return text.partition("<tbody>")[2].partition('data-l="Article"')[2].partition("</td>")[0]


def test_cases_without_an_officer_are_told_with_their_clock(posts: Posts, at_page: At) -> None:
    quiet = tell_case(posts, at=now() - 2 * DAY)
    held = tell_detention(posts).case
    gone = posts["investigator"].user
    head = at_page("head", "en")
    assert "ask for an officer" not in head.goes("desk/").content.decode()
    leaves(posts["investigator"])
    assert "2 cases ask for an officer" in head.goes("desk/").content.decode() and 'href="/en/unit/"' in head.text
    box = head.goes("unit/").content.decode().partition('id="orphans"')[2].partition("</section>")[0]
    assert box.index(held.number) < box.index(quiet.number), "the nearest end first"
    assert gone.get_full_name() in box and "CC art. 188" in box and "app-clock" in box
    # The case itself says it, and leads the head to the assignment; the prosecutor is told without the way.
    head.goes(f"cases/{quiet.number}/")
    assert "The case waits for a successor." in head.text and gone.short_name() in head.text
    assert head.text.count(f"/cases/{quiet.number}/moves/assign/") >= 1
    assert "not named; the case is with the head" in head.text
    prosecutor = at_page("prosecutor", "en")
    prosecutor.goes(f"cases/{quiet.number}/")
    assert "moves/assign/" not in prosecutor.text


def test_a_case_that_is_over_keeps_its_article_and_leaves_the_desk(posts: Posts, at_page: At) -> None:
    case = tell_case(posts)
    reader = at_page("investigator", "en")
    assert case.number in reader.goes("desk/").content.decode()
    decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    with speaking(posts["investigator"]):
        assert Case.objects.get(pk=case.pk).stage == "terminated"
        assert not Deadline.objects.filter(case=case, met_at__isnull=True, ended_at__isnull=True).exists()
    assert case.number not in reader.goes("desk/").content.decode().partition("</main>")[0]
    listed = article(reader.goes("cases/").content.decode())
    assert "CC art. 188" in listed and "app-muted" in listed
    assert "CC art. 188" in reader.goes(f"cases/{case.number}/").content.decode().partition('class="app-tabs')[0]
