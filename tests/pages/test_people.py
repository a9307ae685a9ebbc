"""The page of the people of a case: who is shown what, the two forms, corrected entries and how they are corrected."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import add_defence
from cases.corrections import FIELDS
from cases.models import Case, Episode, Participant
from ecase.law.clock import local
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.speaking import speaking
from tests.callers import Caller
from tests.fixtures import tell_case, tell_suspect
from tests.pages.conftest import Reader
from tests.rulings import Posts, decide, draw, enter, suspect_of

At = Callable[..., Reader]
BUDGET = 14
IIN, OTHER = "910314300126", "850606400334"


@pytest.fixture
def case(posts: Posts) -> Case:
    return tell_case(posts)


def rows(reader: Reader) -> dict[str, str]:
    """The rows of the table by surname, as HTML."""
    body = reader.text.partition("<tbody>")[2].partition("</tbody>")[0]
    found = {}
    for row in body.split("<tr>")[1:]:
        found[row.partition("<div>")[2].partition(" ")[0].partition("<")[0]] = row
    return found


def page(reader: Reader, case: Case) -> dict[str, str]:
    assert reader.goes(f"cases/{case.number}/people/").status_code == 200
    return rows(reader)


# --- who is shown what ------------------------------------------------------------------------------------


def test_the_page_tells_everything_of_everybody_at_once(posts: Posts, case: Case, at_page: At) -> None:
    tell_suspect(posts, case)
    suspect_of(posts, case, last_name="Тұрсынова", first_name="Әйгерім", language="kk", needs_interpreter=True)
    child = {"iin": "", "identity": "Свидетельство о рождении № 1204", "birth_date": date(2014, 5, 4)}
    enter(posts, case, last_name="Ким", first_name="Лев", **child)
    enter(posts, case, last_name="Судьина", first_name="Анна", iin="880119441151", office_held="prosecutor")
    found = page(at_page("investigator", "en"), case)
    assert list(found) == ["Ким", "Оспанов", "Судьина", "Тұрсынова"]
    assert "minor" in found["Ким"] and "Свидетельство" in found["Ким"]
    assert "9103••" in found["Оспанов"] and "910314\N{NO-BREAK SPACE}300126" in found["Оспанов"]
    assert "Уведомление № 17" in found["Оспанов"] and "named, nothing is decided" in found["Оспанов"]
    assert "prosecutor" in found["Судьина"]
    suspected = found["Тұрсынова"]
    assert "recognised as a suspect" in suspected and "/rulings/" in suspected
    assert "Қазақша" in suspected and "interpreter" in suspected


def test_statements_of_the_page_do_not_grow_with_its_people(posts: Posts, case: Case, at_page: At) -> None:
    tell_suspect(posts, case)
    fix(posts, case, suspect_of(posts, case))
    reader = at_page("investigator")

    def statements() -> int:
        reader.goes(f"cases/{case.number}/people/")  # what a process keeps is warm
        with CaptureQueriesContext(connection) as caught:
            assert reader.goes(f"cases/{case.number}/people/").status_code == 200
        return len([one for one in caught.captured_queries if "SAVEPOINT" not in one["sql"]])

    few = statements()
    for day in range(10, 18):
        enter(posts, case, last_name="Сериков", first_name="Ян", iin="", identity=f"паспорт № {day}")
    assert statements() == few <= BUDGET


def test_actions_are_offered_to_whoever_may_act(posts: Posts, case: Case, at_page: At) -> None:
    suspect = suspect_of(posts, case)
    named = tell_suspect(posts, case, defended=False)
    helper = enter(posts, case, capacity="interpreter", last_name="Пак", first_name="Инна", iin="", identity="№ 5")
    reader = at_page("investigator")
    found, base = page(reader, case), f"/ru/cases/{case.number}/"
    assert f"{base}moves/recognise_suspect/?participant={named.pk}" in found["Оспанов"]
    assert f"{base}people/?defends={named.pk}#defence" in found["Оспанов"]
    assert "recognise_suspect" not in found["Ахметов"] and f"qualify/?participant={suspect.pk}" in found["Ахметов"]
    assert "requalify/?charge=" in found["Ахметов"]
    assert "recognise_suspect" not in found["Пак"] and f"what=participant.last_name:{helper.pk}" in found["Пак"]
    for link in (f"people/?defends={named.pk}", f"moves/recognise_suspect/?participant={named.pk}"):
        assert str(named.pk) in reader.goes(f"cases/{case.number}/{link}").content.decode().partition("selected")[0]
    head = page(at_page("head"), case)
    assert "moves/correct/" in head["Пак"] and "recognise_suspect" not in head["Оспанов"]
    assert "moves/" not in "".join(page(at_page("prosecutor"), case).values())


@pytest.mark.parametrize("name", ["investigator2", "prosecutor2", "lawyer2", "judge", "analyst", "victim", "suspect"])
def test_an_outsider_gets_nothing(posts: Posts, case: Case, at_page: At, name: str) -> None:
    """The investigator of another office, a lawyer who defends nobody here, a party without a grant."""
    tell_suspect(posts, case)
    answer = at_page(name).goes(f"cases/{case.number}/people/")
    assert answer.status_code == 404 and "Оспанов" not in answer.content.decode()


def test_the_lawyer_of_one_suspect_learns_nothing_of_the_other(posts: Posts, case: Case, at_page: At) -> None:
    tell_suspect(posts, case)
    other = suspect_of(posts, case, phone="+77010000001", address="Алматы, тайная улица, 1", language="корейский")
    fix(posts, case, other)
    fix(posts, case, other, what="phone", after="+77010000002")
    fix(posts, case, other, what="iin", after="880119441151")
    reader = at_page("lawyer", "en")
    found = page(reader, case)
    assert "9103••" in found["Оспанов"] and "named, nothing" in found["Оспанов"]
    row = found["Ахметова"]
    for secret in ("8801", "8506", "recognised", "корейский", "1970", "Telephone", "Ахметов<", "/rulings/", "moves/"):
        assert secret not in row, secret
    assert "+7701" not in reader.text and "тайная" not in reader.text
    assert row.count("corrected") == 1, "that the name was corrected, and no more than that"


def test_two_lawyers_do_not_read_each_others_warrants(posts: Posts, case: Case, at_page: At) -> None:
    suspect, by = tell_suspect(posts, case), posts["investigator"]
    with speaking(by):
        add_defence(
            case_id=case.pk, participant_id=suspect.pk, lawyer=posts["lawyer2"], warrant="№ 99", by=by, at=now()
        )
    found = page(at_page("lawyer"), case)
    assert "Уведомление № 17" in found["Оспанов"] and "№ 99" not in found["Оспанов"]


# --- the two forms ------------------------------------------------------------------------------------------


def test_a_person_is_entered_with_language_and_post(case: Case, at_page: At) -> None:
    reader = at_page("investigator", "en")
    page_of(reader, case)
    reader.sends(
        capacity="witness",
        iin=OTHER,
        last_name="Ким",
        first_name="Лев",
        language="корейский",
        needs_interpreter="on",
        office_held="lawyer",
    )
    reader.follows()
    person = reader.seen(lambda: Participant.objects.get(case=case))
    assert (person.language, person.needs_interpreter, person.office_held) == ("корейский", True, "lawyer")


def page_of(reader: Reader, case: Case) -> Any:
    return reader.goes(f"cases/{case.number}/people/")


def unfolded(reader: Reader) -> list[bool]:
    """Of the two forms, in their order: whether each is unfolded."""
    return [part.partition(">")[0].endswith(" open") for part in reader.text.split('<details class="app-unfold"')[1:]]


def test_the_forms_are_folded_until_they_are_needed(posts: Posts, case: Case, at_page: At) -> None:
    reader = at_page("investigator")
    page_of(reader, case)
    assert unfolded(reader) == [True], "nobody is entered: that comes first"
    suspect = tell_suspect(posts, case, defended=False)
    page_of(reader, case)
    assert unfolded(reader) == [False, False]
    reader.sends(capacity="", last_name="Ким", first_name="Лев", iin=OTHER)
    assert reader.page.status_code == 422 and unfolded(reader) == [True, False]
    page_of(reader, case)
    reader.sends(having="warrant", warrant="№ 3", lawyer="")
    assert reader.page.status_code == 422 and unfolded(reader) == [False, True]
    reader.goes(f"cases/{case.number}/people/?defends={suspect.pk}")
    assert unfolded(reader) == [False, True]
    assert unfolded_for(at_page("prosecutor"), case) == []


def unfolded_for(reader: Reader, case: Case) -> list[bool]:
    page_of(reader, case)
    return unfolded(reader)


# --- corrected entries ---------------------------------------------------------------------------------------


def fix(posts: Posts, case: Case, row: Any, *, what: str = "last_name", after: str = "Ахметова") -> Any:
    """An entry of `row`, corrected with the approval of whoever has to agree."""
    table = {Participant: "participant", Case: "case", Episode: "episode"}[type(row)]
    ruling = draw(posts, case, "correct", what=f"{table}.{what}:{row.pk}", after=after)
    return decide(posts, ruling, "approve", by=FIELDS[f"{table}.{what}"].level)


def test_a_corrected_entry_is_marked_for_ever_with_both_values(posts: Posts, case: Case, at_page: At) -> None:
    ruling = fix(posts, case, enter(posts, case))
    reader = at_page("prosecutor", "en")
    row = page(reader, case)["Ахметова"]
    assert "<del>Ахметов</del>" in row and "<ins>Ахметова</ins>" in row
    assert posts["head"].user.short_name() in row and f"/rulings/{ruling.pk}/" in row


def test_the_case_and_its_offences_are_marked_too(posts: Posts, case: Case, at_page: At) -> None:
    with speaking(posts["investigator"]):
        episode = Episode.objects.get(case=case)
    waiting = draw(posts, case, "correct", what=f"case.place:{case.pk}", after="Алматы, ул. Абая, 21")
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{case.number}/")
    assert "<del>" not in reader.text, "nothing is corrected before it is approved"
    decide(posts, waiting, "approve", by=FIELDS["case.place"].level)
    fix(posts, case, episode, what="place", after="Алматы, ул. Абая, 22")
    reader.goes(f"cases/{case.number}/")
    assert "<del>Алматы, ул. Абая, 12</del>" in reader.text and "<ins>Алматы, ул. Абая, 21</ins>" in reader.text
    reader.goes(f"cases/{case.number}/charges/")
    assert "<ins>Алматы, ул. Абая, 22</ins>" in reader.text and "Абая, 21" not in reader.text


# --- the form of a correction ------------------------------------------------------------------------------------


def test_the_form_shows_what_the_entry_says_and_begins_with_it(posts: Posts, case: Case, at_page: At) -> None:
    person = enter(posts, case, birth_date=date(1985, 6, 6), iin="", identity="паспорт № 5", office_held="lawyer")
    reader, base = at_page("investigator", "en"), f"cases/{case.number}/moves/correct/"
    reader.goes(f"{base}?what=participant.last_name:{person.pk}")
    assert "It says now" in reader.text and 'value="Ахметов"' in reader.text
    assert f'<optgroup label="{person.full_name}">' in reader.text
    for what, held in (("birth_date", "06.06.1985"), ("needs_interpreter", "False"), ("office_held", "lawyer")):
        reader.goes(f"{base}?what=participant.{what}:{person.pk}")
        assert reader.form("after")["fields"]["after"] == [held], what
    reader.goes(f"{base}?what=case.occurred_at:{case.pk}")
    assert reader.form("after")["fields"]["after"][0].startswith(f"{local(case.occurred_at):%d.%m.%Y}"[:3])
    assert "It says now" not in reader.goes(base).content.decode()


def test_what_was_kept_of_one_entry_is_not_taken_for_another(posts: Posts, case: Case, at_page: At) -> None:
    person = enter(posts, case)
    key = f"participant.last_name:{person.pk}"
    reader, base = at_page("investigator", "en"), f"cases/{case.number}/moves/correct/"
    reader.goes(base)
    reader.sends(having="what", what=key, after="Ахметова", text="Опечатка", do="leave")
    reader.goes(base)
    kept = reader.form("after")["fields"]
    assert (kept["what"], kept["after"], kept["text"]) == ([key], ["Ахметова"], ["Опечатка"])
    link = page(reader, case)["Ахметов"].partition("moves/correct/")[2].partition('"')[0].replace("&amp;", "&")
    reader.goes(f"{base}{link.replace('last_name', 'first_name')}")
    assert reader.form("after")["fields"]["after"] == ["Ерлан"]


def test_the_language_and_the_post_of_a_person_are_corrected_like_the_rest(posts: Posts, case: Case) -> None:
    person = enter(posts, case)
    fix(posts, case, person, what="needs_interpreter", after="True")
    fix(posts, case, person, what="language", after="корейский")
    fix(posts, case, person, what="office_held", after="lawyer")
    with speaking(posts["head"]):
        now_ = Participant.objects.get(pk=person.pk)
    assert (now_.needs_interpreter, now_.language, now_.office_held) == (True, "корейский", "lawyer")


@pytest.mark.parametrize(
    ("what", "after", "code"),
    [
        ("needs_interpreter", "maybe", "correction_unreadable"),
        ("office_held", "minister", "correction_unreadable"),
        ("last_name", "Ы" * 81, "too_long"),
        ("language", "ы" * 41, "too_long"),
    ],
)
def test_what_does_not_fit_the_entry_is_refused_before_it_is_signed(
    posts: Posts, case: Case, what: str, after: str, code: str
) -> None:
    person = enter(posts, case)
    with pytest.raises(Refused) as refused:
        draw(posts, case, "correct", what=f"participant.{what}:{person.pk}", after=after)
    assert refused.value.refusal.code == code


# --- the same at the API ------------------------------------------------------------------------------------------


def test_the_api_takes_language_and_post_and_tells_them_where_personal_data_are_open(posts: Posts, case: Case) -> None:
    tell_suspect(posts, case)
    path = f"cases/{case.number}/participants/"
    said = {"language": "корейский", "needs_interpreter": True, "office_held": "lawyer"}
    body = {"capacity": "witness", "iin": OTHER, "last_name": "Ахметов", "first_name": "Ерлан"}
    assert Caller(posts["investigator"]).post(path, {**body, "office_held": "minister"}).status_code == 400
    assert Caller(posts["investigator"]).post(path, {**body, **said}).status_code == 201
    told = {}
    for name in ("investigator", "lawyer"):
        rows_ = Caller(posts[name]).get(path).json()["results"]
        told[name] = next({key: one[key] for key in said} for one in rows_ if one["last_name"] == "Ахметов")
    assert told["investigator"] == said and set(told["lawyer"].values()) == {None}
    assert Caller(posts["investigator2"]).get(path).status_code == 404
