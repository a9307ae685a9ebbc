"""The information book at the pages: the duty officer, the investigator, the prosecutor, the applicant, a stranger."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cases.models import Case, Report
from ecase.law import cite
from ecase.law.reports import FACTS, GROUNDS
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.forms import at_least
from ecase.web.speaking import speaking
from tests.fixtures import HOUR
from tests.pages.conftest import Reader
from tests.telling import quick_papers
from tests.test_report_papers import adds
from tests.test_reports import WHY, ask, fresh, given, move, receive, refuse

__all__ = ["quick_papers"]

At = Callable[..., Reader]
Posts = dict[str, Appointment]
IIN = "850606400334"


def typed(**over: Any) -> dict[str, Any]:
    return {
        "source": "oral",
        "summary": "Ночью из гаража вынесли инструменты и велосипед.",
        "occurred_at": f"{now() - 9 * HOUR:%d.%m.%Y %H:%M}",
        "place": "Алматы, ул. Толе би, 100",
        "iin": IIN,
        "last_name": "Серикова",
        "first_name": "Алма",
        "warned": "on",
        "protocol": "on",
        **over,
    }


def test_the_duty_officer_enters_a_report_signs_its_receipt_and_sees_it_in_the_book(
    posts: Posts, at_page: At, quick_papers: None
) -> None:
    duty = at_page("registrar")
    assert duty.goes("").headers["Location"].endswith("/reports/")
    duty.goes("reports/")
    assert "reports/new/" in duty.text
    duty.goes("reports/new/")
    duty.sends("summary", **typed())
    assert "/moves/receipt/?draft=" in duty.page.headers["Location"]
    duty.follows()
    assert duty.page.status_code == 200 and "signature" in duty.form("signature")["fields"]
    with speaking(posts["registrar"]):
        report = Report.objects.get(last_name="Серикова")
    duty.sends("signature")
    duty.follows()
    assert report.number in duty.text and report.check_code in duty.text
    assert "data-until" in duty.text, "the clock of the decision"
    duty.goes("reports/")
    assert report.number in duty.text and "Серикова" in duty.text
    for query in (report.number, IIN, "Сери", str(report.serial)):
        duty.goes("reports/")
        duty.sends("q", q=query)
        duty.follows()
        assert report.number in duty.text, query
    duty.goes("reports/?q=Неизвестнов")
    assert report.number not in duty.text


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(posts: Posts, at_page: At) -> None:
    duty = at_page("registrar")
    duty.goes("reports/new/")
    duty.sends("summary", **typed(source="written", warned="", protocol=""))
    assert duty.page.status_code == 422 and "Ночью из гаража" in duty.text
    assert "181" in duty.text
    with speaking(posts["registrar"]):
        assert not Report.objects.exists()


def test_everything_that_is_missing_is_said_at_once_and_the_surname_is_not_called_optional(at_page: At) -> None:
    duty = at_page("registrar")
    duty.goes("reports/new/")
    assert not re.search(r"for=\"id_last_name\">[^<]*<span class=\"app-optional", duty.text)
    assert re.search(r"for=\"id_patronymic\">[^<]*<span class=\"app-optional", duty.text)
    with translation.override("ru"):
        assert str(at_least(10)) in duty.text  # before it is typed, not after
    duty.sends("summary", **typed(summary="Кража", iin="", last_name="", first_name="", warned="", protocol=""))
    for name in ("summary", "last_name", "warned", "protocol"):
        assert f'href="#id_{name}"' in duty.text, name


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_acts_are_proposed_in_the_language_of_the_page(posts: Posts, at_page: At, language: str) -> None:
    for who, path in (("registrar", "reports/new/"), ("investigator", "cases/new/occasion/")):
        reader = at_page(who, language)
        reader.goes(path)
        assert reader.form("language")["fields"]["language"] == [language], who


def test_what_is_typed_is_kept_on_the_server(posts: Posts, at_page: At) -> None:
    duty = at_page("registrar")
    duty.goes("reports/new/")
    duty.sends("summary", autosave="1", summary="Начал записывать, позвонили", source="oral")
    assert duty.page.status_code == 200
    duty.goes("reports/new/")
    assert "Начал записывать, позвонили" in duty.text


def test_sent_twice_it_is_one_line_of_the_book(posts: Posts, at_page: At, quick_papers: None) -> None:
    duty = at_page("registrar")
    duty.goes("reports/new/")
    duty.sends("summary", **typed())
    duty.again()
    with speaking(posts["registrar"]):
        assert Report.objects.count() == 1


def test_a_report_becomes_a_case_through_the_pages(posts: Posts, at_page: At, quick_papers: None) -> None:
    report = receive(posts)
    head = at_page("head")
    head.goes(f"reports/{report.pk}/moves/assign/")
    head.sends("investigator", investigator=str(posts["investigator"].pk))
    assert head.page.status_code == 302
    investigator = at_page("investigator")
    investigator.goes("desk/")
    assert "reports/?show=waiting" in investigator.text
    investigator.goes(f"reports/{report.pk}/")
    assert f"/cases/new/?report={report.pk}" in investigator.text
    investigator.goes(f"reports/{report.pk}/moves/register/")
    investigator.sends("qualification", qualification="188/3")
    assert investigator.page.status_code == 302, investigator.text
    investigator.follows()
    with speaking(posts["investigator"]):
        case = Case.objects.get(report=report)
    assert f"/cases/{case.number}/" in investigator.text
    # The duty officer reads the number, and finds no door to the case.
    duty = at_page("registrar")
    duty.goes(f"reports/{report.pk}/")
    assert case.number in duty.text and f"/cases/{case.number}/" not in duty.text


def test_another_receipt_stands_last_once_the_applicant_has_his(posts: Posts, at_page: At, quick_papers: None) -> None:
    report = receive(posts)
    duty = at_page("registrar")
    duty.goes(f"reports/{report.pk}/")
    moves = re.findall(r"data-app-move=.(\w+)", duty.text)
    assert moves.index("receipt") < moves.index("assign")
    move(posts, "registrar", report, "receipt")
    duty.goes(f"reports/{report.pk}/")
    assert re.findall(r"data-app-move=.(\w+)", duty.text)[-1] == "receipt"


def test_the_prosecutor_reads_why_a_report_is_to_be_transferred(posts: Posts, at_page: At, quick_papers: None) -> None:
    report = given(posts)
    ask(posts, report)
    for who in ("prosecutor", "investigator"):
        reader = at_page(who)
        reader.goes(f"reports/{report.pk}/")
        assert WHY in unescape(reader.text), who
    reader = at_page("prosecutor")
    reader.goes("reports/")
    assert reader.text.count(str(report.office)) == 1, "the office of another is named"
    duty = at_page("registrar")
    duty.goes("reports/")
    assert f"<small>{report.office}</small>" not in duty.text


def test_the_prosecutor_cancels_a_refusal_through_the_pages(posts: Posts, at_page: At, quick_papers: None) -> None:
    report = given(posts)
    investigator = at_page("investigator")
    investigator.goes(f"reports/{report.pk}/moves/not_register/")
    assert "no_elements" not in investigator.text
    investigator.sends("ground", ground="civil_deal", reasons=WHY)
    investigator.follows()
    investigator.sends("signature")
    assert fresh(posts, report).status == "not_registered"
    prosecutor = at_page("prosecutor")
    prosecutor.goes("reports/?show=not_registered")
    assert report.number in prosecutor.text
    prosecutor.goes(f"reports/{report.pk}/")
    assert WHY[:30] in prosecutor.text
    prosecutor = at_page("chief")
    prosecutor.goes(f"reports/{report.pk}/moves/cancel_decision/")
    prosecutor.sends("reasons", reasons=WHY)
    if "draft=" in prosecutor.page.headers["Location"]:
        prosecutor.follows()
        prosecutor.sends("signature")
    assert fresh(posts, report).status == "received"


def test_a_person_reports_from_home_and_checks_it_by_the_code(posts: Posts, at_page: At, quick_papers: None) -> None:
    victim = at_page("victim")
    assert victim.goes("").headers["Location"].endswith("/reports/mine/")
    victim.goes("reports/submit/")
    office = re.search(r'<option value="(\d+)"[^>]*>[^<]*Алмалин', victim.text)
    assert office is not None
    victim.sends("summary", summary="С моей карты списали деньги без моего ведома.", office=office[1], warned="on",
                 place="Алматы")  # fmt: skip
    assert victim.page.status_code == 302, victim.text
    victim.follows()
    sheet = re.search(r'href="(/ru/reports/submit/[0-9a-f-]+/statement/)"', victim.text)
    assert sheet is not None and victim.client.get(sheet[1]).status_code == 200
    address = victim.path
    for other in ("suspect", "registrar"):
        stranger = at_page(other)
        assert stranger.goes(address).status_code == 404
        assert stranger.goes(sheet[1]).status_code == 404
    victim.goes(address)
    victim.sends("signature")
    victim.follows()
    with speaking(posts["victim"]):
        (report,) = Report.objects.visible_to(posts["victim"])
    assert report.number in victim.text and report.check_code in victim.text
    assert victim.goes(address).headers["Location"].endswith(f"/reports/{report.pk}/")
    victim.goes("reports/mine/")
    assert report.number in victim.text
    victim.goes("")
    page = Client().get(f"/ru/check/{report.check_code}/")
    told = page.content.decode()
    assert report.number in told and "Ахметова" not in told and "списали" not in told


# --- outsiders -----------------------------------------------------------------------------------------------

STRANGERS = ("investigator2", "prosecutor2", "judge", "lawyer", "custody", "analyst", "suspect", "clerk")


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_finds_nothing(posts: Posts, at_page: At, quick_papers: None, who: str) -> None:
    report = given(posts)
    refuse(posts, report)
    with speaking(posts["registrar"]):
        from cases.reports.papers import papers_of

        paper = papers_of(report).first()
    assert paper is not None
    stranger = at_page(who)
    own = f"reports/{report.pk}/"
    for path in (own, f"{own}moves/assign/", f"{own}moves/cancel_decision/", f"{own}papers/{paper.pk}/",
                 f"{own}papers/{paper.pk}/page/1.png"):  # fmt: skip
        assert stranger.goes(path).status_code == 404, path
    stranger.goes("reports/")
    assert report.number not in stranger.text


def test_the_applicant_reads_what_is_addressed_to_him_and_not_the_rest(
    posts: Posts, at_page: At, quick_papers: None
) -> None:
    report = given(posts, iin=posts["victim"].user.iin, last_name="Ахметова", first_name="Салтанат")
    refuse(posts, report)
    victim = at_page("victim")
    victim.goes(f"reports/{report.pk}/")
    assert victim.page.status_code == 200
    assert "papers/" in victim.text and WHY[:30] in victim.text
    assert "moves/" not in victim.text
    assert "передано следователю" not in victim.text
    assert "app-chain__item" in victim.text and "app-chain__why" not in victim.text  # the term, no notes for lawyers


def test_the_record_of_a_report_names_to_whom_it_was_given(posts: Posts, at_page: At) -> None:
    report = given(posts)
    duty = at_page("registrar")
    duty.goes(f"reports/{report.pk}/")
    name = posts["investigator"].user.short_name()
    assert re.search(rf"поручено следователю: {re.escape(name)}<", unescape(duty.text))
    assert "app-chain__why" in duty.text


def test_what_waits_stands_most_pressing_first_and_is_paged_so(
    posts: Posts, at_page: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in (1, 20, 10):
        receive(posts, received_at=now() - hours * HOUR)
    monkeypatch.setattr("cases.views.reports.ROWS", 2)
    duty = at_page("registrar")

    def numbers() -> list[str]:
        return re.findall(r"/reports/[0-9a-f-]{36}/\"[^>]*>([^<]+)<", duty.text)

    duty.goes("reports/?show=waiting")
    first = numbers()
    next_page = re.search(r"href=\"/ru/(reports/[^\"]*before=[^\"]*)\"", duty.text)
    assert next_page is not None
    duty.goes(unescape(next_page.group(1)))
    rest = numbers()
    with speaking(posts["registrar"]):
        by_clock = [row.number for row in Report.objects.order_by("received_at")]
    assert [first, rest] == [by_clock[:2], by_clock[2:]]


# --- the citizen's page --------------------------------------------------------------------------------------


@pytest.fixture
def nobody() -> Any:
    cache.clear()
    yield Client()
    cache.clear()


def test_the_page_of_a_code_needs_no_sign_in_and_says_no_name(posts: Posts, nobody: Client) -> None:
    report = receive(posts)
    page = nobody.get(f"/ru/check/{report.check_code.lower().replace('-', ' ')}/")
    text = page.content.decode()
    assert page.status_code == 200 and report.number in text
    assert "Серикова" not in text and "велосипед" not in text and IIN not in text
    assert "noindex" in page.headers["X-Robots-Tag"] and "no-store" in page.headers["Cache-Control"]
    assert nobody.get(f"/check/{report.check_code}/").status_code == 302, "without a language it asks the browser"
    sent = nobody.post("/ru/check/", {"code": report.check_code, "number": report.number})
    assert sent.headers["Location"].endswith(f"/check/{report.check_code}/")


def test_every_wrong_answer_is_the_same(posts: Posts, nobody: Client) -> None:
    report = receive(posts)
    answers = set()
    for data in (
        {"code": "AAAA-BBBB-CCCC"},
        {"code": "что-то другое"},
        {"code": report.check_code, "number": "2026-999999"},
    ):
        page = nobody.post("/ru/check/", data)
        text = page.content.decode()
        answers.add((page.status_code, re.findall(r"<li>([^<]+)</li>", text)[0]))
        assert report.number not in text
    assert len(answers) == 1


def test_after_five_wrong_tries_the_page_rests_even_for_a_right_code(posts: Posts, nobody: Client) -> None:
    report = receive(posts)
    for _ in range(5):
        nobody.post("/ru/check/", {"code": "AAAA-BBBB-CCCC"})
    page = nobody.get(f"/ru/check/{report.check_code}/")
    assert page.status_code == 429 and report.number not in page.content.decode()
    assert int(page.headers["Retry-After"]) > 0


# --- the law, and what a page costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_law_prints_the_closed_lists_of_grounds(client: Client, db: None, language: str) -> None:
    today = unescape(client.get(f"/{language}/law/").content.decode())
    for code, ground in GROUNDS.items():
        row = today.partition(f'id="ground-{code}"')[2].partition("</tr>")[0]
        assert row, code
        articles = {ground.cite, *(FACTS[fact].cite for fact in ground.unless)}
        assert all(cite.words(article, language) in row for article in articles), code
    before = client.get(f"/{language}/law/?on=01.06.2018").content.decode()
    assert 'id="ground-civil_deal"' in before and 'id="ground-tax_repaid"' not in before
    assert cite.words("CPC 193(1), 193(2)", language) in today, "the moves of a report stand there too"


LIST, PAGE = 8, 14


@pytest.mark.django_db(transaction=True)  # so that beginning and end of the transaction cost what they do in life
@pytest.mark.parametrize("who", ["registrar", "head", "investigator", "prosecutor"])
def test_the_book_and_a_report_keep_their_budget_of_statements(
    posts: Posts, at_page: At, quick_papers: None, who: str
) -> None:
    """As many statements for thirty lines as for one, all of them counted: session, speaker, frame and page."""
    report = given(posts)
    move(posts, "registrar", report, "receipt")
    reader = at_page(who)
    paths = {"reports/": LIST, "reports/?show=": LIST, "reports/?q=Серикова": LIST, f"reports/{report.pk}/": PAGE}
    costs = {path: cost(reader, path) for path in paths}
    for _ in range(5):
        given(posts)
    adds(posts, "registrar", report)
    for path, most in paths.items():
        assert cost(reader, path) <= max(costs[path], 1) <= most, (path, costs)


def cost(reader: Reader, path: str) -> int:
    reader.goes(path)  # what is kept between requests is read by now
    with CaptureQueriesContext(connection) as caught:
        assert reader.goes(path).status_code == 200
    return len(caught)
