"""What the forms of rulings choose beforehand, what they offer, and what they say of a choice that is gone."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest

from cases.models import Case, Participant
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, tell_case
from tests.pages.conftest import Reader
from tests.rulings import WHY, draw, enter, suspect_of
from tests.telling import quick_papers

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
Posts = dict[str, Appointment]


@pytest.fixture
def case(posts: Posts) -> Case:
    return tell_case(posts, at=now() - 30 * HOUR)


def offered(page: Reader, name: str) -> list[str]:
    """The keys a box of `page` offers."""
    box = re.search(rf'<select name="{name}".*?</select>', page.text, re.S)
    found = re.findall(r'<option value="([^"]*)"', box[0]) if box else []
    return found or re.findall(rf'name="{name}" value="([^"]*)"', page.text)


def test_nobody_is_suspected_because_he_stands_first(posts: Posts, case: Case, at_page: At) -> None:
    person = enter(posts, case)
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/moves/recognise_suspect/")
    fields = reader.form("text")["fields"]
    assert str(person.pk) in offered(reader, "participant")
    assert fields["participant"] == [""], "he has to be chosen"
    assert fields["article"] == ["188/3"], "the only article the case is registered on"
    reader.sends("text", text=WHY)
    assert reader.page.status_code == 422


def test_where_there_are_two_articles_none_is_chosen(posts: Posts, case: Case, at_page: At) -> None:
    person = suspect_of(posts, case)
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/moves/qualify/")
    fields = reader.form("text")["fields"]
    assert fields["participant"] == [str(person.pk)], "the only suspect of the case"
    other = tell_case(posts, at=now() - 20 * HOUR, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="same_unknown")
    reader.goes(f"cases/{case.number}/moves/qualify/")
    assert reader.form("text")["fields"]["article"] == [""]


def test_a_choice_that_is_gone_is_told_without_its_key(posts: Posts, case: Case, at_page: At) -> None:
    gone = str(uuid4())
    for name, told in (("ru", "Выберите из списка"), ("en", "not one of the available choices")):
        reader = at_page("investigator", name)
        reader.goes(f"cases/{case.number}/moves/terminate_part/")
        reader.sends("text", charge=gone, ground="no_event", text=WHY)
        assert reader.page.status_code == 422
        assert gone not in reader.text and told not in reader.text
    assert "This is not among the choices any more" in reader.text


def test_a_suspect_is_offered_once_where_people_are_severed(posts: Posts, case: Case, at_page: At) -> None:
    person = suspect_of(posts, case)
    with speaking(posts["investigator"]):
        twins = list(Participant.objects.filter(case=case, last_name=person.last_name))
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/moves/sever/")
    found = offered(reader, "participants")
    assert str(person.pk) in found
    same = [row for row in twins if row.pk != person.pk]
    assert not {str(row.pk) for row in same} & set(found)


def test_a_severance_leads_to_the_new_case(posts: Posts, case: Case, at_page: At) -> None:
    ruling = draw(
        posts, case, "sever", ground="new_offence", occurred_at=(now() - 20 * HOUR).isoformat(),
        place="Алматы, пр. Достык, 5", article="190/1", summary="Другое событие, не связанное с делом.",
    )  # fmt: skip
    number = ruling.data["new_case"]
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/rulings/{ruling.pk}/")
    assert f'<a href="/ru/cases/{number}/">' in reader.text


def test_a_correction_may_be_empty_only_where_nothing_may_stand(posts: Posts, case: Case, at_page: At) -> None:
    person = enter(posts, case, patronymic="Ахметович")
    reader = at_page("investigator", "en")
    for field, empty in (("participant.patronymic", True), ("participant.first_name", False)):
        reader.goes(f"cases/{case.number}/moves/correct/?what={field}:{person.pk}")
        box = unescape(reader.text.partition('id="app-after"')[2].partition('id="id_text"')[0])
        label = box.partition('for="id_after"')[2].partition("</label>")[0]
        assert "(optional)" not in label
        assert ("Empty where nothing should stand there." in box) == empty
