"""What is looked at before a request goes on, on the real database: each contradiction, each missing post, each term.

The rules themselves are tested in `tests/law/test_preflight.py`; here, that the file is read right and that a request
is kept back, or goes with a written reason.
"""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from cases.actions.materials import file_upload
from cases.models import Case, Participant
from cases.moving import do
from ecase.law.kinds_all import KINDS
from ecase.people.models import Appointment
from ecase.web.speaking import speaking
from sanctions import checks
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from tests.measures import Measures
from tests.telling import REASONS, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def told(posts: dict[str, Any]) -> Measures:
    return Measures(posts, ago=30)


def looked(told: Measures, sanction: Sanction, hours: float) -> dict[str, checks.Check]:
    with speaking(told.investigator):
        found = SANCTION.visible(told.investigator).get(pk=sanction.pk)
        return {check.code: check for check in checks.checks_of(found, told.at(hours))}


def bare(told: Measures, sanction: Sanction) -> Sanction:
    """Without the reasons the helper writes for every story."""
    with speaking(told.investigator):
        Sanction.objects.filter(pk=sanction.pk).update(why={})
    sanction.why = {}
    return sanction


# --- papers -----------------------------------------------------------------------------------------------------


def test_a_missing_paper_asks_for_a_reason_and_a_filed_one_does_not(told: Measures) -> None:
    asked = bare(told, told.request(10, "arrest"))
    found = looked(told, asked, 11)
    assert found["document_evidence"].bad and found["document_evidence"].room
    with refused("document_qualification", told.investigator):
        do(SANCTION, asked.pk, "submit", by=told.investigator, at=told.at(11))
    with speaking(told.investigator):
        file_upload(
            case_id=asked.case_id, by=told.investigator, at=told.at(11), file=BytesIO("Осмотр".encode()),
            name="осмотр.txt", title="Осмотр места",
        )  # fmt: skip
    assert looked(told, asked, 11)["document_evidence"].ok is True
    with speaking(told.investigator):
        short = {"document_qualification": "нет", "document_interrogation": REASONS}
        Sanction.objects.filter(pk=asked.pk).update(why=short)
    with refused("document_qualification", told.investigator):
        do(SANCTION, asked.pk, "submit", by=told.investigator, at=told.at(11))
    with speaking(told.investigator):
        Sanction.objects.filter(pk=asked.pk).update(why={**short, "document_qualification": REASONS})
        sent = do(SANCTION, asked.pk, "submit", by=told.investigator, at=told.at(11))
    assert sent.status == "before_prosecutor"


def test_the_urgency_of_139_1_is_the_reason_for_the_missing_qualification(told: Measures) -> None:
    asked = told.request(10, "arrest", before_qualification="Подозреваемый вылетает этой ночью.")
    assert looked(told, asked, 11)["document_qualification"].ok is None


# --- terms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "ok"), [(11, True), (38, None), (41, False)])
def test_the_hours_of_the_petition(posts: dict[str, Any], hours: float, ok: bool | None) -> None:
    """147(3): with the judge eight hours before the end of the forty-eight."""
    told = Measures(posts, ago=45)
    asked = told.request(10, "arrest")
    check = looked(told, asked, hours)["term_detention_petition_to_ij"]
    assert check.ok is ok
    assert not check.never


def test_the_days_before_the_end_of_custody(posts: dict[str, Any]) -> None:
    """151(6): not later than ten days before it ends."""
    told = Measures(posts, ago=75 * 24)
    root = told.arrested()
    until = told.row(root).until.isoformat()
    early = told.request(30 * 24, "arrest_extension", months=3, running_until=until, extends_id=root.pk)
    assert looked(told, early, 30 * 24)["term_arrest_extension_to_prosecutor"].ok is True
    assert looked(told, early, 55 * 24)["term_arrest_extension_to_prosecutor"].bad


def test_another_end_than_the_orders_own_is_told(posts: dict[str, Any]) -> None:
    told = Measures(posts, ago=75 * 24)
    root = told.arrested()
    wrong = (told.row(root).until + timedelta(days=1)).isoformat()
    asked = told.request(30 * 24, "arrest_extension", months=3, running_until=wrong, extends_id=root.pk)
    assert looked(told, asked, 30 * 24)["running_until_differs"].never


# --- contradictions ---------------------------------------------------------------------------------------------


def test_an_action_that_ended_before_it_began_is_seen_while_it_is_written(told: Measures) -> None:
    with speaking(told.investigator):
        asked = Sanction(case=told.detention.case, kind="search", requested_by=told.investigator, urgent=True)
        asked.acted_from, asked.acted_until = told.at(9), told.at(8)
        found = {check.code: check for check in checks.checks_of(asked, told.at(10))}
    assert found["action_ended_before_it_began"].never


def test_what_was_found_tomorrow_is_not_sent(told: Measures) -> None:
    asked = told.request(10, "property_arrest", property="Автомобиль", found_at=told.at(29).isoformat())
    check = looked(told, asked, 10)["fact_in_the_future"]
    assert check.never and check.field == "found_at"
    with refused("fact_in_the_future", told.investigator):
        do(SANCTION, asked.pk, "submit", by=told.investigator, at=told.at(10))


def test_an_action_before_the_offence_needs_an_explanation(told: Measures) -> None:
    asked = told.request(
        10, "search", urgent=True, acted_from=told.at(-5), acted_until=told.at(-4), urgent_why=["lost"]
    )
    assert looked(told, asked, 10)["acted_before_offence"].room


def test_a_paper_signed_before_the_case_existed_is_told(posts: dict[str, Any]) -> None:
    told = Measures(posts, ago=30)
    told.move(1, "investigator", "draw_protocol", protocol_at=told.at(1))
    asked = told.request(10, "arrest")
    assert "signed_before_the_case" not in looked(told, asked, 10)
    with speaking(told.investigator):
        Case.objects.filter(pk=asked.case_id).update(registered_at=told.at(20))
    check = looked(told, asked, 25)["signed_before_the_case"]
    assert check.bad and check.room


def test_a_person_searched_in_two_towns_at_once(told: Measures) -> None:
    first = {"acted_from": told.at(5), "acted_until": told.at(7), "urgent": True, "urgent_why": ["lost"]}
    told.request(10, "personal_search", where="Алматы, пр. Абая, 1", **first)
    second = told.request(11, "personal_search", where="Астана, пр. Республики, 5", **first)
    found = looked(told, second, 11)
    assert found["in_two_places"].room
    assert told.detention.participant.full_name in str(found["in_two_places"].refusal())


# --- the same again ---------------------------------------------------------------------------------------------


def test_the_same_search_twice_and_another_place(told: Measures) -> None:
    first = told.request(10, "search")
    told.decide(11, "investigator", first, "submit")
    again = told.request(12, "search")
    assert looked(told, again, 12)["asked_already"].room
    elsewhere = told.request(12, "search", object="Алматы, ул. Сатпаева, 3")
    assert "asked_already" not in looked(told, elsewhere, 12)


def test_what_was_refused_needs_something_new(told: Measures) -> None:
    first = told.request(10, "search")
    told.pass_on(11, first)
    told.judge_it(12, first, "refuse")
    again = told.request(13, "search")
    assert looked(told, again, 13)["refused_before"].room


def test_another_measure_of_the_same_person_is_told(told: Measures) -> None:
    asked = told.request(10, "arrest")
    assert "other_measure" not in looked(told, asked, 10)
    milder = told.request(10, "undertaking")
    assert "other_measure" not in looked(told, asked, 10), "what is not sent restrains nobody"
    told.decide(11, "investigator", milder, "apply")
    check = looked(told, asked, 11)["other_measure"]
    assert check.ok is None and check.params == {"measure": milder.rule.title, "state": "In force"}


def test_gravity_alone_of_an_article_that_is_not_listed(told: Measures) -> None:
    asked = told.request(10, "arrest", stated=["fled"])
    assert "gravity_not_listed" not in looked(told, asked, 10)
    with speaking(told.investigator):
        Sanction.objects.filter(pk=asked.pk).update(stated=["fled", "gravity_alone"])
    assert looked(told, asked, 10)["gravity_not_listed"].ok is None


# --- posts, law, identity ---------------------------------------------------------------------------------------


def test_without_a_judge_nothing_is_sent(told: Measures) -> None:
    asked = told.request(10, "search")
    with speaking(told.investigator):
        court = told.detention.case.office.court
        assert "court" in looked(told, asked, 10)
    Appointment.objects.filter(office=court, role="investigating_judge").update(until=told.at(1))
    found = looked(told, asked, 10)
    assert found["no_judge"].never
    with refused("no_judge", told.investigator):
        do(SANCTION, asked.pk, "submit", by=told.investigator, at=told.at(10))


def test_without_a_supervising_prosecutor_no_arrest_is_sent(told: Measures) -> None:
    asked = told.request(10, "arrest")
    with speaking(told.investigator):
        Case.objects.filter(pk=asked.case_id).update(prosecutor=None)
    assert looked(told, asked, 10)["no_prosecutor"].never


def test_bail_below_the_floor(told: Measures) -> None:
    """145(3): theft of CC 188(3) is grave, 350 MCI at least."""
    asked = told.request(10, "bail", amount=1000)
    assert looked(told, asked, 10)["bail_below_floor"].never
    with speaking(told.investigator):
        Sanction.objects.filter(pk=asked.pk).update(facts={**asked.facts, "amount": 5_000_000})
    assert "bail_below_floor" not in looked(told, asked, 10)


def test_nine_months_are_the_end_for_a_grave_crime(posts: dict[str, Any]) -> None:
    told = Measures(posts, ago=75 * 24)
    root = told.arrested()
    until = told.row(root).until.isoformat()
    long = {"months": 12, "running_until": until, "extends_id": root.pk}
    asked = told.request(30 * 24, "arrest_extension", who="head", **long)
    assert looked(told, asked, 30 * 24)["custody_nine_months"].never


def test_an_unknown_person_needs_a_reason_and_the_ground_is_one(posts: dict[str, Any]) -> None:
    told = Measures(posts, ago=30, iin="", identity="со слов", birth_date=date(1990, 1, 1))
    with speaking(told.investigator):
        assert Participant.objects.get(pk=told.detention.participant_id).iin == ""
    asked = told.request(10, "arrest")
    assert looked(told, asked, 10)["identity_unknown"].room
    with speaking(told.investigator):
        Sanction.objects.filter(pk=asked.pk).update(stated=["identity_unknown"])
    assert looked(told, asked, 10)["identity"].ok is None


@pytest.mark.parametrize("code", sorted(code for code, kind in KINDS.items() if kind.compartment != "covert"))
def test_every_kind_is_looked_at_before_it_exists(told: Measures, code: str) -> None:
    """The wizard asks of a request that is not saved yet; nothing falls over an empty one."""
    with speaking(told.investigator):
        asked = Sanction(
            case=told.detention.case, kind=code, requested_by=told.investigator, requested_at=told.at(10)
        )  # fmt: skip
        found = checks.checks_of(asked, told.at(10))
    assert any(check.code == "grounds_too_short" for check in found)
    assert all("%(" not in str(check.refusal()) for check in found)
