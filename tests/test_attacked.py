"""Ways round a rule that an attacker has found once: each is closed by name.

Not here: what a reader may see (tests/pages/test_leaks.py, tests/api/test_leaks.py).
"""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cases.actions import file_upload, register
from cases.actions.charges import enter_paper_charge
from cases.models import Case, Deadline, Episode, Participant, Report
from cases.moving import do
from cases.reports.moves import Status as Reported
from cases.resource import RULING
from detention.resource import DETENTION
from ecase.people.models import Appointment, Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.callers import caller, fresh_limits
from tests.fixtures import ADULT, HOUR, tell_case, tell_detention, tell_suspect
from tests.pages.conftest import Reader, at_page
from tests.rulings import OTHER_IIN, WHY, again, decide, draw, enter
from tests.telling import quick_papers, refused
from tests.test_reports import given, move

__all__ = ["at_page", "caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
Posts = dict[str, Appointment]
DAY = timedelta(days=1)
MISDEMEANOUR = "187/1"  # petty theft


@pytest.fixture
def case(posts: Posts) -> Case:
    return tell_case(posts, at=now() - 30 * DAY)


def main_term(posts: Posts, case: Case) -> Deadline | None:
    with speaking(posts["investigator"]):
        return Deadline.objects.filter(case=case, matter=None, met_at__isnull=True, ended_at__isnull=True).first()


# --- the form of proceedings and its clock ------------------------------------------------------------


def test_a_murder_is_not_registered_as_a_misdemeanour(posts: Posts) -> None:
    with refused("proceeding_too_light", posts["investigator"]):
        register(
            by=posts["investigator"],
            at=now(),
            occasion="statement",
            summary="Обнаружено тело с признаками насильственной смерти.",
            occurred_at=now() - HOUR,
            place="Алматы",
            qualification="99/1",
            proceeding="misdemeanour",
        )
    with speaking(posts["investigator"]):
        assert not Case.objects.filter(summary__startswith="Обнаружено тело").exists()


def test_the_protocol_is_due_from_the_interrogation_as_a_suspect(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 3 * DAY, qualification=MISDEMEANOUR)
    person, asked = enter(posts, case), (now() - DAY).replace(second=0, microsecond=0)
    about = {"participant": str(person.pk), "article": MISDEMEANOUR}
    draw(posts, case, "recognise_suspect", urgent=True, interrogated_at=asked, **about)
    term = main_term(posts, case)
    assert term is not None and (term.rule, term.starts_at) == ("misd.protocol", asked)


def test_the_protocol_is_due_from_the_recognition_where_nobody_noted_the_interrogation(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 3 * DAY, qualification=MISDEMEANOUR)
    about = {"participant": str(enter(posts, case).pk), "article": MISDEMEANOUR}
    ruling = draw(posts, case, "recognise_suspect", **about)
    assert main_term(posts, case) is None
    ruling = decide(posts, ruling, "approve")
    term = main_term(posts, case)
    assert term is not None and (term.rule, term.starts_at) == ("misd.protocol", ruling.effective_at)


def test_the_protocol_stands_still_while_the_case_is_interrupted(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 3 * DAY, qualification=MISDEMEANOUR)
    draw(posts, case, "change_proceeding", to="inquiry")
    decide(posts, draw(posts, case, "interrupt", ground="expert_study"), "approve")
    draw(posts, case, "resume")
    about = {"participant": str(enter(posts, case).pk), "article": MISDEMEANOUR}
    draw(posts, case, "change_proceeding", to="misdemeanour")
    decide(posts, draw(posts, case, "recognise_suspect", **about), "approve")
    decide(posts, draw(posts, case, "interrupt", ground="expert_study"), "approve")
    draw(posts, case, "resume")
    term = main_term(posts, case)
    assert term is not None and term.rule == "misd.protocol" and term.replaces_id is None


def test_going_over_to_the_protocol_drops_no_running_clock(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 5 * DAY, qualification=MISDEMEANOUR)
    draw(posts, case, "change_proceeding", to="inquiry")
    before = main_term(posts, case)
    draw(posts, case, "change_proceeding", to="misdemeanour")
    assert before is not None and main_term(posts, case) == before


def test_a_minor_does_not_become_a_suspect_in_an_accelerated_case(posts: Posts, case: Case) -> None:
    draw(posts, case, "change_proceeding", to="accelerated")
    child = enter(posts, case, iin="", identity="свидетельство о рождении", birth_date=date(2011, 1, 1))
    with refused("accelerated_minor_suspect", posts["investigator"]):
        draw(posts, case, "recognise_suspect", participant=str(child.pk), article="188/3")


# --- within what was registered -------------------------------------------------------------------------


def test_the_head_does_not_rewrite_the_registered_event_without_the_prosecutor(posts: Posts, case: Case) -> None:
    with speaking(posts["investigator"]):
        episode = Episode.objects.get(case=case)
    other = "Совершенно другое событие: разбой на складе."
    for what in (f"episode.summary:{episode.pk}", f"case.summary:{case.pk}"):
        ruling = draw(posts, case, "correct", what=what, after=other)
        assert ruling.matter.waits_for_id == posts["prosecutor"].pk
        with refused("not_the_decider", posts["head"]):
            decide(posts, ruling, "approve", by="head")
    with speaking(posts["prosecutor"]):
        assert other not in (again(episode).summary, again(case).summary)


def test_switching_to_paper_charges_nobody_the_prosecutor_has_not_recognised(posts: Posts, case: Case) -> None:
    named = enter(posts, case, "suspect")
    draw(posts, case, "switch_format", to="paper")
    with refused("not_recognised", posts["investigator"]):
        enter_paper_charge(
            case_id=case.pk,
            participant_id=named.pk,
            article="188/4",
            since=now(),
            paper="Постановление № 4",
            by=posts["investigator"],
            at=now(),
            episode=1,
        )


def test_a_report_is_not_buried_in_a_case_that_is_over(posts: Posts, case: Case) -> None:
    ruling = draw(posts, case, "terminate", ground="no_event")
    decide(posts, ruling, "approve", by="chief")
    report = given(posts)
    with refused("case_is_over", posts["investigator"]):
        move(posts, "investigator", report, "join_case", number=case.number, reasons=WHY)


def test_a_report_that_was_joined_is_told_to_the_prosecutor_who_may_cancel_it(posts: Posts, case: Case) -> None:
    report = move(posts, "investigator", given(posts), "join_case", number=case.number, reasons=WHY)
    with speaking(posts["prosecutor"]):
        assert Notice.objects.filter(to=posts["prosecutor"], kind="report.joined").exists()
    move(posts, "chief", report, "cancel_decision", reasons=WHY)
    with speaking(posts["registrar"]):
        report = Report.objects.get(pk=report.pk)
        term = Deadline.objects.filter(report=report, met_at__isnull=True, ended_at__isnull=True)
        assert (report.status, report.case_id, term.count()) == (Reported.RECEIVED, None, 1)


# --- corrections --------------------------------------------------------------------------------------


def test_an_iin_is_not_corrected_to_one_that_stands_in_the_case(posts: Posts, case: Case) -> None:
    one = enter(posts, case)
    enter(posts, case, iin=ADULT, last_name="Омаров")
    with refused("participant_twice", posts["investigator"]):
        draw(posts, case, "correct", what=f"participant.iin:{one.pk}", after=ADULT)


def test_a_corrected_iin_lets_the_wrong_person_go(posts: Posts, case: Case) -> None:
    wrong = posts["victim"].user
    person = enter(posts, case, "victim", iin=wrong.iin)
    with speaking(posts["investigator"]):
        assert again(person).user_id == wrong.pk
    decide(posts, draw(posts, case, "correct", what=f"participant.iin:{person.pk}", after=OTHER_IIN), "approve")
    with speaking(posts["investigator"]):
        assert Participant.objects.get(pk=person.pk).user_id is None


def test_the_correction_of_a_closed_title_is_as_closed_as_the_document(posts: Posts, case: Case, at_page: At) -> None:
    with speaking(posts["investigator"]):
        row = file_upload(
            case_id=case.pk,
            by=posts["investigator"],
            at=now(),
            file=io.BytesIO(b"x"),
            name="x.txt",
            title="Рапорт об осведомителе",
        )
    ruling = draw(posts, case, "correct", what=f"material.title:{row.pk}", after="Рапорт о другом осведомителе")
    tell_suspect(posts, case)
    assert decide(posts, ruling, "approve", by="head").status == "in_force"
    lawyer = at_page("lawyer")
    for page in ("rulings/", f"rulings/{ruling.pk}/", "log/", "file/"):
        answer = lawyer.goes(f"cases/{case.number}/{page}")
        assert "осведомител" not in answer.content.decode(), page
        assert answer.status_code == (404 if str(ruling.pk) in page else 200), page


# --- terms --------------------------------------------------------------------------------------------


def test_switching_to_paper_does_not_extend_a_term_that_is_over(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 75 * DAY)
    draw(posts, case, "switch_format", to="paper")
    with refused("term_over", posts["investigator"]):
        draw(posts, case, "extend_term", months="3", ground="complex")


def test_an_extension_returned_for_rework_is_not_late_for_that(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 75 * DAY)
    asked = now() - 25 * DAY
    ruling = draw(posts, case, "extend_term", at=asked, months="3", ground="complex")
    decide(posts, ruling, "return_for_rework", by="chief", at=asked + DAY)
    with speaking(posts["investigator"]):
        do(RULING, ruling.pk, "resubmit", by=posts["investigator"], at=now(), months="3", ground="complex", text=WHY)
    assert decide(posts, ruling, "approve", by="chief").status == "in_force"


def test_an_interrogation_noted_for_a_held_person_starts_the_protocol_when_the_form_changes(posts: Posts) -> None:
    detention = tell_detention(posts, held_at=now() - 3 * HOUR, qualification=MISDEMEANOUR)
    asked = (now() - HOUR).replace(second=0, microsecond=0)
    with speaking(posts["investigator"]):
        do(DETENTION, detention.pk, "note_interrogation", by=posts["investigator"], at=now(), interrogated_at=asked)
        assert Participant.objects.get(pk=detention.participant_id).interrogated_at == asked


def test_a_request_that_lies_returned_excuses_no_later_one(posts: Posts) -> None:
    case = tell_case(posts, at=now() - 75 * DAY)
    asked = now() - 25 * DAY
    ruling = draw(posts, case, "extend_term", at=asked, months="3", ground="complex")
    decide(posts, ruling, "return_for_rework", by="chief", at=asked + DAY)
    with refused("term_over", posts["investigator"]):
        draw(posts, case, "extend_term", months="3", ground="complex")
