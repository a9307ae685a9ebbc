"""What the acts of a case print, taken from the record: plain values in the language of the proceedings."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cases.actions import add_participant
from cases.acts_rulings import context, decision_context
from cases.models import Case, Charge, Episode, Participant, Ruling
from cases.moves import RULING_MOVES
from cases.queries.calendar import calendar
from ecase.law.clock import due
from ecase.law.rulings import RULINGS
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import OTHER, tell_case, tell_suspect
from tests.rulings import decide, draw
from tests.telling import quick_papers

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

README = (Path(settings.BASE_DIR) / "templates" / "acts" / "README.md").read_text()
WHY = "Основания проверены по материалам дела.\nИх подтверждает протокол осмотра."
PLAIN = (str, int, bool, date, datetime, type(None))


def fields_of(kind: str, posts: Any, case: Case) -> dict[str, Any]:
    """What the form of each kind gives."""
    given: dict[str, dict[str, Any]] = {
        "suspect": {"article": "188/3", "urgent": True, "interrogated_at": case.registered_at},
        "qualification": {"article": "188/3"},
        "requalification": {"article": "188/2", "add": False},
        "partial_termination": {"ground": "not_confirmed", "no_objection": True},
        "termination": {"ground": "no_event", "evidence": "Отвёртка: хранить при деле", "measures": "Подписка"},
        "severance": {
            "ground": "new_offence", "summary": "Похищен телефон.", "place": "Алматы, ул. Сейфуллина, 120",
            "occurred_at": case.occurred_at, "article": "188/1",
        },
        "joinder": {"ground": "same_person", "other_number": "267512031000519"},
        "interruption": {"ground": "fled", "expected_until": now().date() + timedelta(days=30)},
        "extension": {"ground": "complex", "months": 3},
        "proceeding": {"to": "inquiry"},
        "format": {"to": "paper"},
        "transfer": {"to_office": posts["investigator2"].office_id},
        "assignment": {"investigator": str(posts["investigator2"].pk)},
        "process_prosecutor": {"prosecutor": str(posts["chief"].pk)},
        "group": {
            "leader": str(posts["investigator"].pk),
            "members": [str(posts["investigator"].pk), str(posts["investigator2"].pk)],
        },
        "instruction": {"due_on": now().date()},
    }  # fmt: skip
    return {"text": WHY, **given.get(kind, {})}


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - timedelta(days=20))


def made(kind: str, posts: Any, case: Case, language: str = "ru", **more: Any) -> dict[str, Any]:
    """The context of the act of `kind`, about a suspect of the case."""
    suspect = tell_suspect(posts, case, defended=False)
    by = posts["prosecutor"] if kind == "termination_outside" else posts["investigator"]
    case.language = language
    with speaking(by):
        charge = Charge.objects.select_related("episode").filter(case=case).get()
        episode = Episode.objects.get(case=case)
        about = RULINGS[kind].about
        fields = {**fields_of(kind, posts, case), **more}
        if kind == "correction":
            fields["what"] = f"participant.birth_date:{suspect.pk}"
            fields["after"] = "1991-03-15"
        return context(
            case, kind, fields, by, now(),
            participant=suspect if about in {"person", "suspect"} else None,
            charge=charge if about == "charge" else None,
            episode=episode if about in {"person", "suspect"} else None,
        )  # fmt: skip


def leaves(value: Any, path: str = "") -> Any:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


def printed(kind: str, language: str, given: dict[str, Any]) -> str:
    with translation.override(language):
        page = render_to_string(f"acts/{RULINGS[kind].act}/{language}.html", {**given, "language": language})
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)


@pytest.mark.parametrize("kind", sorted(RULINGS))
def test_context_is_plain_documented_and_fills_its_act(posts, case, kind):
    given = made(kind, posts, case)
    for path, value in leaves(given):
        assert isinstance(value, PLAIN), path
    for key in given["ruling"]:
        assert f"`{key}`" in README, key
    words = printed(kind, "ru", given)
    assert "None" not in words
    assert given["case"]["number"] in words
    assert given["author"]["name"] in words
    # Nobody is interrogated, interrupted or inventoried in this case: these alone may be absent.
    silent = {"resumption": 2, "transfer": 1, "joinder": 0}.get(kind, 0)
    about_person = given["person"] is not None
    assert words.count("не указано") <= silent + (3 if about_person else 0), kind


@pytest.mark.parametrize("kind", sorted(RULINGS))
def test_kazakh_case_speaks_kazakh(posts, case, kind):
    given = made(kind, posts, case, "kk")
    words = printed(kind, "kk", given)
    assert "ҚПК" in words
    assert "УПК" not in words
    assert "None" not in words
    for path, value in leaves(given["ruling"]):
        assert isinstance(value, PLAIN), path


def test_names_stand_as_they_are_entered(posts, case):
    given = made("suspect", posts, case)
    assert given["person"]["name"] == "Оспанов Руслан Маратович"
    assert "Оспанов Руслан Маратович" in printed("suspect", "ru", given)
    assert given["ruling"]["text"] == WHY.split("\n")


def test_article_has_its_title_and_an_unknown_one_stays_as_typed(posts, case):
    assert made("qualification", posts, case)["ruling"]["to"] == "ст. 188 ч. 3 УК, Кража"


def test_unknown_article_stays_as_typed(posts, case):
    assert made("qualification", posts, case, article="9999/1")["ruling"]["to"] == "9999/1"


def test_registered_offence_is_named_by_number_moment_and_place(posts, case):
    about = made("suspect", posts, case)["ruling"]["about"]
    assert about.startswith("1. ")
    assert "Алматы, ул. Абая, 12: Неизвестный тайно похитил велосипед" in about


@pytest.mark.parametrize(("held", "who"), [("", "prosecutor"), ("lawyer", "chief")])
def test_suspicion_of_a_lawyer_waits_for_the_head_of_the_office(posts, case, held, who):
    """202(2): the head of the prosecutor's office himself."""
    with speaking(posts["investigator"]):
        person = add_participant(
            case_id=case.pk, by=posts["investigator"], at=case.registered_at, capacity="witness", last_name="Ли",
            first_name="Виктор", iin=OTHER,
        )  # fmt: skip
        person.office_held = held
        episode = Episode.objects.get(case=case)
        given = context(
            case, "suspect", {"text": WHY, "article": "188/3"}, posts["investigator"], now(),
            participant=person, episode=episode,
        )  # fmt: skip
        with translation.override("ru"):
            assert given["ruling"]["decider"].startswith(posts[who].role_title)


def test_extension_prints_the_day_the_clock_would_give(posts, case):
    given = made("extension", posts, case)["ruling"]
    assert given["months"].startswith("3 ")
    assert given["until_now"] == due("investigation", case.registered_at, calendar=calendar()).last_day
    assert given["until"] == due("investigation", case.registered_at, amount=3, calendar=calendar()).last_day


def test_new_offence_goes_by_its_own_words_and_registered_ones_by_their_number(posts, case):
    given = made("severance", posts, case)["ruling"]
    assert given["new_offence"]
    assert given["about"].endswith("Алматы, ул. Сейфуллина, 120: Похищен телефон.")
    assert given["to"] == "ст. 188 ч. 1 УК, Кража"


def test_severed_part_names_offences_and_people(posts, case):
    suspect = tell_suspect(posts, case, defended=False)
    with speaking(posts["investigator"]):
        data = {"participants": [str(suspect.pk)], "episodes": [1], "materials": []}
        given = context(case, "severance", {"text": WHY, "ground": "minor"}, posts["investigator"], now(), data=data)
    assert not given["ruling"]["new_offence"]
    assert given["ruling"]["people"] == ["Оспанов Руслан Маратович"]
    assert len(given["ruling"]["episodes"]) == 1


@pytest.mark.parametrize("kind", ["termination", "joinder", "interruption", "extension"])
def test_an_act_calls_nobody_a_suspect_before_he_is_recognised(posts, case, kind):
    before = made(kind, posts, case)
    assert (before["ruling"]["people"], before["ruling"]["named"]) == (None, ["Оспанов Руслан Маратович"])
    text = printed(kind, "ru", before)
    assert "Подозреваемые:" not in text and "подозреваемыми не признанные" in text
    with speaking(posts["investigator"]):
        person = Participant.objects.get(case=case, capacity="suspect")
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    for waits in (True, False):
        if not waits:
            decide(posts, ruling, "approve")
        with speaking(posts["investigator"]):
            given = context(case, kind, fields_of(kind, posts, case), posts["investigator"], now())["ruling"]
        assert (given["people"] is None, given["named"] is None) == (waits, not waits)


def test_correction_shows_before_and_after(posts, case):
    given = made("correction", posts, case)["ruling"]
    (change,) = given["changes"]
    assert change["what"].startswith("Оспанов Руслан Маратович: ")
    assert change["before"].replace("\u00a0", " ") == "14 марта 1991 года"
    assert change["after"].replace("\u00a0", " ") == "15 марта 1991 года"
    assert not given.get("within_unit")


def test_group_names_its_leader_once(posts, case):
    given = made("group", posts, case)["ruling"]
    leader = posts["investigator"].user.get_full_name()
    assert given["leader"].startswith(leader)
    assert [leader in member for member in given["members"]] == [False]


def test_resumption_names_the_interruption_it_ends(posts, case):
    ruling = draw(posts, case, "interrupt", ground="fled")
    decide(posts, ruling, "approve", reasons="")
    with speaking(posts["investigator"]):
        given = context(
            Case.objects.get(pk=case.pk), "resumption", {"text": WHY}, posts["investigator"], now() + timedelta(days=1)
        )
    assert given["ruling"]["interrupted_on"] is not None
    assert "45" in given["ruling"]["ground"]


@pytest.mark.parametrize(("move", "act"), [
    ("approve", "ruling_approval"),
    ("refuse", "prosecutor_refusal_interruption"),
    ("return_for_rework", "ruling_return"),
    ("cancel", "ruling_cancel_unlawful"),
])  # fmt: skip
def test_decision_names_the_ruling_and_its_author(posts, case, move, act):
    ruling = draw(posts, case, "interrupt", ground="fled")
    by = posts["chief"]
    with speaking(by):
        seen = Ruling.objects.select_related("case", "drawn_by__user", "drawn_by__office").get(pk=ruling.pk)
        row = RULING_MOVES["suspect" if move == "cancel" else "interruption"][move]
        given = decision_context(seen, row, {"reasons": WHY}, by, now())
        page = printed_act(act, given)
    assert given["decision"]["by"] == posts["investigator"].user.get_full_name()
    assert given["decision"]["ruling_title"] == "Постановление о прерывании сроков досудебного расследования"
    assert given["decision"]["reasons"] == WHY.split("\n")
    assert given["author"]["name"] == by.user.get_full_name()
    for path, value in leaves(given):
        assert isinstance(value, PLAIN), path
    for key in given["decision"]:
        assert f"`{key}`" in README, key
    assert "None" not in page
    assert "не указано" not in page


def printed_act(act: str, given: dict[str, Any]) -> str:
    with translation.override("ru"):
        page = render_to_string(f"acts/{act}/ru.html", {**given, "language": "ru"})
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)


def test_approved_extension_says_the_term_and_its_last_day(posts, case):
    ruling = draw(posts, case, "extend_term", ground="complex", months=3)
    with speaking(posts["chief"]):
        seen = Ruling.objects.select_related("case", "drawn_by__user", "drawn_by__office").get(pk=ruling.pk)
        given = decision_context(seen, RULING_MOVES["extension"]["approve"], {}, posts["chief"], now())["decision"]
    assert (given["word"], given["term"][:2]) == ("extend", "3 ")
    assert given["until"] == due("investigation", case.registered_at, amount=3, calendar=calendar()).last_day
