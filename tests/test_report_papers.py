"""A paper that comes after the report: who adds it, until when, who reads it; and what makes a drawn-up act stale."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases import moving
from cases.actions.act import Act, NotVisible, lock_report
from cases.actions.report_papers import add_paper
from cases.models import Material, Report
from cases.reports import rules
from cases.reports.papers import papers_for
from cases.reports.resource import REPORT
from ecase.clockwork import actions as clock
from ecase.documents.models import Document, Draft
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.ledger.queries import private_of
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.callers import Caller, caller, fresh_limits
from tests.fixtures import HOUR, logged_in_as
from tests.pages.conftest import Reader, at_page
from tests.telling import quick_papers
from tests.test_reports import MINUTE, WHY, ask, fresh, given, kinds, move, names, refuse, typed
from tests.test_reports import statements as statement_actions

__all__ = ["at_page", "caller", "fresh_limits", "quick_papers"]
Posts = dict[str, Appointment]
TEXT = "Выписка по счёту.".encode()


def own_report(posts: Posts, who: str = "victim") -> Report:
    """The statement a citizen signed at home, given to `investigator`."""
    with speaking(posts[who]):
        ready = statement_actions.lay_out(by=posts[who], at=now(), fields=typed())
        report = statement_actions.submit(report_id=ready, by=posts[who], at=now(), signature="demo")
    with speaking(posts["registrar"]):
        moving.do(
            REPORT, report.pk, "assign", by=posts["registrar"], at=now(), investigator=str(posts["investigator"].pk)
        )
    return report


def adds(posts: Posts, who: str, report: Report, text: bytes = TEXT, name: str = "выписка.txt") -> Document:
    with speaking(posts[who]):
        return add_paper(report_id=report.pk, by=posts[who], at=now(), file=BytesIO(text), name=name)


def read_by(posts: Posts, who: str, report: Report) -> list[str]:
    with speaking(posts[who]):
        return [paper.name for paper in papers_for(report, posts[who]) if not paper.act]


def test_the_applicant_adds_a_paper_and_the_office_hears(posts: Posts, quick_papers: None) -> None:
    report = own_report(posts)
    paper = adds(posts, "victim", report)
    assert kinds(posts, report)[-1] == "report.paper_added"
    assert names(report, "report.paper_added") == {"registrar", "head", "investigator"}
    with speaking(posts["victim"]):
        entry = Entry.objects.get(stream__case_id=report.pk, kind="report.paper_added")
        assert paper.sha256 in str(entry.public) and "выписка" not in str(entry.public)
        assert private_of(entry)["name"] == "выписка.txt"
    assert names(report, "report.paper_added") & {"victim"} == set(), "its author is not told of it"
    for who in ("victim", "registrar", "head", "investigator", "prosecutor"):
        assert read_by(posts, who, report) == ["выписка.txt"], who


def test_what_an_officer_adds_the_applicant_does_not_read(posts: Posts, quick_papers: None) -> None:
    report = own_report(posts)
    for who, name in (("registrar", "a.txt"), ("head", "b.txt"), ("investigator", "c.txt")):
        adds(posts, who, report, name.encode(), name)
    assert read_by(posts, "investigator", report) == ["a.txt", "b.txt", "c.txt"]
    assert read_by(posts, "victim", report) == []
    assert "victim" not in names(report, "report.paper_added")


def test_the_papers_go_into_the_case(posts: Posts, quick_papers: None) -> None:
    report = own_report(posts)
    adds(posts, "victim", report)
    event = {"summary": report.summary, "occurred_at": report.occurred_at, "place": report.place}
    done = move(posts, "investigator", report, "register", qualification="188/3", **event)
    with speaking(posts["investigator"]):
        assert Material.objects.filter(case=done.case, document__name="выписка.txt").count() == 1


OUTSIDERS = ("judge", "lawyer", "suspect", "ast.head", "ast.investigator", "prosecutor2")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_adds_nothing_and_learns_nothing(posts: Posts, quick_papers: None, who: str) -> None:
    report = own_report(posts)
    adds(posts, "victim", report)
    with pytest.raises(NotVisible):
        adds(posts, who, report, b"other")
    with speaking(posts[who]):
        assert not Document.objects.filter(case_id=report.pk).exists()


@pytest.mark.parametrize("who", ["investigator2", "prosecutor", "chief"])
def test_who_does_not_answer_for_it_is_refused(posts: Posts, quick_papers: None, who: str) -> None:
    report = own_report(posts)
    with pytest.raises(Refused) as stopped:
        adds(posts, who, report)
    assert stopped.value.refusal.code == "not_yours_to_add"
    assert read_by(posts, "registrar", report) == []


def test_another_persons_account_in_the_same_role_is_refused(posts: Posts, quick_papers: None) -> None:
    report = own_report(posts)
    assert rules.why_not_add_paper(report, posts["suspect"]) is not None
    assert rules.why_not_add_paper(report, posts["victim"]) is None


def test_a_decided_report_takes_no_more(posts: Posts, quick_papers: None) -> None:
    report = own_report(posts)
    refuse(posts, report)
    for who in ("victim", "registrar", "investigator"):
        with pytest.raises(Refused) as stopped:
            adds(posts, who, report)
        assert stopped.value.refusal.code == "report_decided", who
    move(posts, "chief", report, "cancel_decision", reasons=WHY)
    adds(posts, "victim", report)


def test_twice_is_once_and_there_is_an_end(posts: Posts, quick_papers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    report = own_report(posts)
    adds(posts, "victim", report)
    with pytest.raises(Refused) as stopped:
        adds(posts, "registrar", report)
    assert stopped.value.refusal.code == "attached_twice"
    monkeypatch.setattr(rules, "MOST_PAPERS", 1)
    with pytest.raises(Refused) as stopped:
        adds(posts, "victim", report, b"more")
    assert stopped.value.refusal.code == "too_many_papers"
    assert kinds(posts, report).count("report.paper_added") == 1


# --- which acts of others make a drawn-up act stale -------------------------------------------------------------


def drawn_up(posts: Posts, report: Report) -> Draft:
    by = posts["investigator"]
    with speaking(by):
        fields = {"ground": "civil_deal", "reasons": WHY}
        return moving.draft(REPORT, moving.find(REPORT, report.pk, by), "not_register", fields, by=by, at=now())


def signs(posts: Posts, report: Report, draft: Draft) -> Report:
    by = posts["investigator"]
    with speaking(by):
        subject = moving.find(REPORT, report.pk, by)
        done: Report = moving.perform(
            REPORT, subject, "not_register", {}, by=by, at=now(), draft_id=draft.pk, signature="demo"
        )
    return done


@pytest.mark.django_db(transaction=True)
def test_a_term_that_rings_leaves_a_drawn_up_decision_good(posts: Posts, quick_papers: None) -> None:
    report = given(posts, at=now() - 24 * HOUR - 5 * MINUTE)
    draft = drawn_up(posts, report)
    before = fresh(posts, report).version
    with logged_in_as("ecase_clock"):
        assert clock.tick(wait=0) == 1
    assert kinds(posts, report)[-1] == "report.overdue"
    assert fresh(posts, report).version == before
    assert signs(posts, report, draft).status == "not_registered"


def test_the_receipt_leaves_it_good_too(posts: Posts, quick_papers: None) -> None:
    report = given(posts)
    draft = drawn_up(posts, report)
    move(posts, "registrar", report, "receipt")
    assert signs(posts, report, draft).status == "not_registered"


def _a_paper(posts: Posts, report: Report) -> None:
    adds(posts, "registrar", report)


def _another_hand(posts: Posts, report: Report) -> None:
    for who in ("investigator2", "investigator"):
        move(posts, "registrar", report, "assign", investigator=str(posts[who].pk))


def _there_and_back(posts: Posts, report: Report) -> None:
    ask(posts, report)
    move(posts, "prosecutor", report, "refuse_transfer", reasons=WHY)


@pytest.mark.parametrize("meanwhile", [_a_paper, _another_hand, _there_and_back])
def test_what_changes_the_report_makes_it_stale(
    posts: Posts, quick_papers: None, meanwhile: Callable[[Posts, Report], None]
) -> None:
    report = given(posts)
    draft = drawn_up(posts, report)
    meanwhile(posts, report)
    with pytest.raises(Refused) as stopped:
        signs(posts, report, draft)
    assert stopped.value.refusal.code == "stale_draft"
    assert fresh(posts, report).status == "received"


def test_an_entry_that_changes_nothing_of_the_report_moves_no_version(posts: Posts) -> None:
    report = given(posts)
    before = fresh(posts, report).version
    with speaking(posts["registrar"]):
        Act(lock_report(report.pk), by=posts["registrar"], at=now()).record("report.receipt")
    assert fresh(posts, report).version == before


# --- the doors -----------------------------------------------------------------------------------------------


def test_at_the_page_with_a_file_and_without(posts: Posts, quick_papers: None, at_page: Callable[..., Reader]) -> None:
    report = own_report(posts)
    citizen = at_page("victim", "en")
    citizen.goes(f"reports/{report.pk}/")
    citizen.sends(having="file")
    assert citizen.page.status_code == 422
    citizen.goes(f"reports/{report.pk}/")
    citizen.sends(having="file", file=SimpleUploadedFile("выписка.txt", TEXT))
    assert citizen.page.status_code == 302, citizen.text
    citizen.goes(f"reports/{report.pk}/")
    assert "выписка.txt" in citizen.text and "A paper was added to the report" in citizen.text
    citizen.sends(having="file", file=SimpleUploadedFile("выписка.txt", TEXT))
    assert citizen.page.status_code == 422 and "attached already" in citizen.text
    officer = at_page("investigator", "en")
    assert "выписка.txt" in officer.goes(f"reports/{report.pk}/").content.decode()
    refuse(posts, report)
    assert 'type="file"' not in officer.goes(f"reports/{report.pk}/").content.decode()
    assert at_page("prosecutor").goes(f"reports/{report.pk}/").status_code == 200
    assert 'type="file"' not in at_page("prosecutor").goes(f"reports/{report.pk}/").content.decode()


def test_over_the_api_and_who_is_kept_out(posts: Posts, quick_papers: None, caller: Callable[[str], Caller]) -> None:
    report = own_report(posts)
    path = f"reports/{report.pk}/papers/"

    def sends(who: str, text: bytes = TEXT) -> Any:
        return caller(who).upload(path, {"file": SimpleUploadedFile("a.txt", text)})

    made = sends("victim")
    assert made.status_code == 201, made.content
    assert caller("investigator").get(made.json()["file"]).status_code == 200
    assert caller("victim").upload(path, {}).status_code == 400
    assert sends("investigator").json()["code"] == "attached_twice"
    assert sends("prosecutor", b"b").json()["code"] == "not_yours_to_add"
    assert sends("registrar", b"kept to the office").status_code == 201
    for who in ("suspect", "lawyer", "judge", "investigator2", "ast.head", "analyst", "custody"):
        assert sends(who, who.encode()).status_code == 404, who
        assert caller(who).get(made.json()["file"]).status_code == 404, who
    papers = caller("victim").get(f"reports/{report.pk}/").json()["papers"]
    assert [paper["title"] for paper in papers if not paper["act"]] == ["a.txt"]
    assert len(papers) == 3, "his statement, his receipt, his own paper"
    office = caller("registrar").get(f"reports/{report.pk}/").json()["papers"]
    hidden = next(paper for paper in office if paper["size"] == len(b"kept to the office"))
    assert caller("victim").get(hidden["file"]).status_code == 404
