"""An officer leaves: his open page answers no more, his head is asked for a successor, who acts at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.access import CaseGrant
from cases.models import Deadline
from detention.models import Detention
from ecase.people.models import Appointment
from ecase.web import now
from tests.browser import case_steps as steps
from tests.browser import story
from tests.browser.looking import look
from tests.browser.people import PASSWORD, Person
from tests.fixtures import tell_case, tell_detention

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]


@pytest.fixture
def held(posts: Posts) -> Detention:
    """Two cases of one investigator; in one of them a person is held, and his clock runs."""
    tell_case(posts, at=now() - timedelta(days=3))
    return tell_detention(posts)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_an_officer_leaves_and_his_cases_do_not(comes: Come, posts: Posts, held: Detention, language: str) -> None:
    found: list[str] = []
    titles: dict[str, str] = {}
    investigator, head = comes("investigator", language), comes("head", language)
    investigator.goes(f"cases/{held.case.number}/people/")
    left = posts["investigator"]

    ends_appointment(comes, left, language)
    # The page is still open before him; the very next click leads nowhere but to the sign-in.
    investigator.follows(investigator.page.locator(".app-tabs a").first)
    assert investigator.path.endswith("/post/")
    assert investigator.heading == investigator.says("You hold no post at present")
    found += look(investigator, "no post", titles)
    investigator.follows(investigator.button("Look again"))
    assert investigator.heading == investigator.says("You hold no post at present")
    investigator.follows(investigator.button("Sign out"))
    assert "/sign-in/" in investigator.path

    steps.the_clock_goes_round()
    grants = head.seen(lambda: list(CaseGrant.objects.filter(appointment=left)))
    assert grants and all(grant.until is not None and grant.until <= now() for grant in grants)

    head.goes("desk/")
    found += look(head, "desk", titles)
    assert head.page.locator("section[aria-labelledby=news]").inner_text().count(left.user.short_name()) == 2
    head.goes("unit/")
    found += look(head, "unit", titles)
    asked = head.page.locator("section[aria-labelledby=orphans] li")
    assert asked.count() == 2
    head.follows(asked.filter(has_text=held.case.number).locator("a.govuk-button"))
    found += look(head, "assign", titles)
    head.page.locator(f"input[name=investigator][value='{posts['investigator2'].pk}']").check()
    steps.gives_reasons(head)
    head.goes("unit/")
    assert head.page.locator("section[aria-labelledby=orphans] li").count() == 1

    successor = comes("investigator2", language)
    assert successor.page.locator("main tbody tr").count() == 1
    successor.goes(f"cases/{held.case.number}/detentions/{held.pk}/")
    assert successor.page.locator("[data-big]").is_visible(), "the clock runs on"
    story.draws_protocol(successor)
    met = successor.seen(lambda: Deadline.objects.get(matter_id=held.pk, rule="detention.protocol")).met_at
    assert met is not None, "the clock is his to meet"
    found += look(successor, "detention", titles)
    assert found == []


def ends_appointment(comes: Come, left: Appointment, language: str) -> None:
    """The administrator's list of posts: the line is chosen and ended."""
    admin = comes("", language)
    admin.page.goto(f"{admin.base}/admin/login/")
    admin.page.locator("#id_username").fill("admin")
    admin.page.locator("#id_password").fill(PASSWORD)
    admin.follows(admin.page.locator("main [data-app-submit], form [type=submit]").first)
    admin.page.goto(f"{admin.base}/admin/people/appointment/?q=investigator")
    admin.page.locator(f"input[name=_selected_action][value='{left.pk}']").check()
    admin.page.locator("select[name=action]").select_option("end_now")
    admin.follows(admin.page.locator("button[name=index]"))
    assert admin.page.locator(".messagelist li").count() == 1
