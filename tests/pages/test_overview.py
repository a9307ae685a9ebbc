"""The first page of a case: what it is, why it does not run, what to do next; and terms that stand still in the lists.

Typesetting and signing are stood in for (tests/telling.py).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case, Deadline
from cases.queries.filters import Filters, counts, matching
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import tell_case, tell_suspect
from tests.pages.conftest import Reader
from tests.rulings import draw
from tests.telling import quick_papers
from tests.test_rulings_work import DAY, decide, on_case
from tests.test_severance import new_fact, severed

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

At = Callable[..., Reader]
Posts = dict[str, Appointment]


@pytest.fixture
def case(posts: Posts) -> Case:
    """Its term would have run out some days ago."""
    return tell_case(posts, at=now() - 70 * DAY)


def interrupted(posts: Posts, case: Case) -> None:
    ruling = on_case(posts, case, "investigator", "interrupt", at=now() - 20 * DAY, ground="offender_unknown")
    decide(posts, ruling, "prosecutor", "approve", at=now() - 19 * DAY)


def overdue(posts: Posts, name: str = "investigator") -> list[Any]:
    with speaking(posts[name]):
        by, late = posts[name], Filters(term="overdue")
        found = matching(by, late, now(), most=5)
        assert counts(by, [late], now()) == [len(found)]
        return found


# --- terms that stand still ---------------------------------------------------------------------------


def test_a_standing_term_is_late_nowhere(posts: Posts, case: Case, at_page: At) -> None:
    assert overdue(posts) == [case.pk]
    head = at_page("head", "en")
    assert 'class="is-late"' in head.goes("unit/").content.decode()
    interrupted(posts, case)
    assert overdue(posts) == []
    assert 'class="is-late"' not in head.goes("unit/").content.decode()
    since = f"{now() - 20 * DAY:%d.%m.%Y}"
    for name, path in (("investigator", "desk/"), ("investigator", "cases/"), ("prosecutor", "cases/")):
        reader = at_page(name, "en")
        reader.goes(path)
        assert "app-clock is-late" not in reader.text, path
        assert "stands still since" in reader.text, path
    assert case.number in head.goes(f"unit/{posts['investigator'].pk}/").content.decode()
    assert "stands still since" in head.text and "app-clock is-late" not in head.text
    assert since[-4:] in head.text


def test_a_standing_term_gives_way_to_one_that_runs(posts: Posts, case: Case, at_page: At) -> None:
    """Beside an interrupted term of the case, a term that ticks is what the list shows."""
    interrupted(posts, case)
    with speaking(posts["investigator"]):
        own = Deadline.objects.get(case=case, matter__isnull=True, rule="investigation", met_at=None, ended_at=None)
        Deadline.objects.create(
            case=case, rule="accelerated", edition=own.edition, starts_at=now(), due_at=now() + timedelta(hours=30)
        )
    reader = at_page("investigator", "en")
    reader.goes("desk/")
    assert "stands still since" not in reader.text.partition("</table>")[0]
    with speaking(posts["investigator"]):
        assert matching(posts["investigator"], Filters(term="week"), now(), most=5) == [case.pk]


# --- what the page says ---------------------------------------------------------------------------------


def test_facts_of_an_ordinary_case(posts: Posts, at_page: At) -> None:
    case = tell_case(posts)
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{case.number}/")
    for words in ("Preliminary investigation", "electronic", posts["prosecutor"].user.short_name(), case.place):
        assert words in reader.text, words
    assert "Next step" in reader.text and "people/#add" in reader.text  # nobody is entered yet
    assert "lies outside" not in reader.text and "/scope/" not in reader.text
    prosecutor = at_page("prosecutor", "en")
    prosecutor.goes(f"cases/{case.number}/")
    assert f"/cases/{case.number}/scope/" in prosecutor.text and "as registered" in prosecutor.text
    assert "Next step" not in prosecutor.text


def test_the_next_step_is_his_whose_turn_it_is(posts: Posts, at_page: At) -> None:
    case = tell_case(posts)
    suspect = tell_suspect(posts, case)
    investigator, prosecutor = at_page("investigator", "en"), at_page("prosecutor", "en")
    page = f"cases/{case.number}/"
    investigator.goes(page)
    assert f"/cases/{case.number}/moves/recognise_suspect/" in investigator.text
    about = {"participant": str(suspect.pk), "article": "188/3"}
    ruling = draw(posts, case, "recognise_suspect", **about)
    assert "moves/recognise_suspect/" not in investigator.goes(page).content.decode()
    prosecutor.goes(page)
    assert "Waits for you: Recognition as a suspect" in prosecutor.text
    assert f"/rulings/{ruling.pk}/" in prosecutor.text
    assert "Waits for you" not in at_page("chief", "en").goes(page).content.decode()


def test_an_interrupted_case_says_so_on_top(posts: Posts, case: Case, at_page: At) -> None:
    interrupted(posts, case)
    investigator = at_page("investigator", "en")
    investigator.goes(f"cases/{case.number}/")
    assert "The investigation is interrupted." in investigator.text
    assert "Interruption of the term" in investigator.text
    assert posts["prosecutor"].user.short_name() in investigator.text
    assert f"/cases/{case.number}/moves/resume/" in investigator.text
    prosecutor = at_page("prosecutor", "en")
    prosecutor.goes(f"cases/{case.number}/")
    assert "The investigation is interrupted." in prosecutor.text and "moves/resume/" not in prosecutor.text


def test_severed_cases_are_links_for_whoever_sees_them(posts: Posts, at_page: At) -> None:
    case = tell_case(posts)
    tell_suspect(posts, case)
    ruling = on_case(posts, case, "investigator", "sever", **new_fact())
    other = severed(posts, ruling)
    investigator = at_page("investigator", "en")
    investigator.goes(f"cases/{case.number}/")
    assert "Severed cases" in investigator.text and f"/cases/{other.number}/" in investigator.text
    investigator.goes(f"cases/{other.number}/")
    assert "Severed from" in investigator.text and f"/cases/{case.number}/" in investigator.text
    lawyer = at_page("lawyer", "en")
    lawyer.goes(f"cases/{case.number}/")
    assert lawyer.page.status_code == 200 and other.number not in lawyer.text
    assert "Severed cases" not in lawyer.text


def test_a_joined_case_names_the_other(posts: Posts, at_page: At) -> None:
    main, case = tell_case(posts), tell_case(posts)
    on_case(posts, case, "investigator", "join", ground="accomplices", other_number=main.number)
    reader = at_page("prosecutor", "en")
    reader.goes(f"cases/{case.number}/")
    assert "The case is joined to another." in reader.text and f"/cases/{main.number}/" in reader.text
    reader.goes(f"cases/{main.number}/")
    assert "Joined cases" in reader.text and f"/cases/{case.number}/" in reader.text


def test_the_scope_tells_its_differences(posts: Posts, at_page: At) -> None:
    main, case = tell_case(posts), tell_case(posts)
    on_case(posts, case, "investigator", "join", ground="accomplices", other_number=main.number)
    for name in ("prosecutor", "head"):
        reader = at_page(name, "en")
        reader.goes(f"cases/{main.number}/")
        assert "1 difference" in reader.text, name
    assert "1 difference" not in at_page("investigator", "en").goes(f"cases/{main.number}/").content.decode()
