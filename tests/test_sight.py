"""Who must not come to see something by a way around: a copy, a hidden field, a repeated call, an address, a draft.

Every test names the outsider, and what he would have read. The plain doors are walked in `test_doors`, strangers at
every page and door in `pages/test_leaks` and `api/test_leaks`.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from cases.actions import add_defence, file_upload
from cases.actions.act import Act, lock_case
from cases.actions.filters import save_filter
from cases.actions.report_papers import add_paper
from cases.models import Case, Material, Report, Ruling
from cases.queries.asking import has_iin
from cases.queries.reports import last_seen, log_of, terms_of
from cases.reports.papers import papers_for
from detention.actions import detain
from detention.models import Detention
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.ledger.queries import private_of
from ecase.people.models import Appointment, Office
from ecase.web import now
from ecase.web.speaking import speaking
from tests.callers import Caller, caller, fresh_limits
from tests.fixtures import ADULT, HOUR, logged_in_as, tell_case, tell_detention, tell_suspect
from tests.pages.conftest import Reader, at_page
from tests.pages.steps import fills_in, presses, typed
from tests.rulings import WHY, draw, enter, suspect_of
from tests.telling import quick_papers
from tests.test_reports import given, move, receive

__all__ = ["at_page", "caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
Call = Callable[[str], Caller]
Posts = dict[str, Appointment]
DAY = timedelta(days=1)
OF_A = "Протокол Аликова"
REGISTRY_IIN = "880119441151"
SECRET = "ВНУТРЕННЯЯ причина передачи, которую до решения заявителю не сообщают."


@pytest.fixture
def case(posts: Posts) -> Case:
    return tell_case(posts, at=now() - 3 * DAY)


def defend(posts: Posts, case: Case, person: Any, lawyer: str) -> None:
    by = posts["investigator"]
    with speaking(by):
        add_defence(case_id=case.pk, participant_id=person.pk, lawyer=posts[lawyer], warrant="№ 1", by=by, at=now())


def severed_into(posts: Posts, ruling: Ruling) -> str:
    with speaking(posts["investigator"]):
        return str(Ruling.objects.get(pk=ruling.pk).data["new_case"])


# --- a severance copies papers: the defence of one suspect reads nothing of the other ------------------------


@pytest.fixture
def three(posts: Posts, case: Case) -> dict[str, Any]:
    """Аликов, Бериков, Серов suspected together; `lawyer2` defends Бериков; Аликов has a protocol and a detention."""
    who = {"А": ("Аликов", "850606400334"), "Б": ("Бериков", "940612331141"), "С": ("Серов", "910314300126")}
    people = {key: suspect_of(posts, case, last_name=name, iin=iin) for key, (name, iin) in who.items()}
    defend(posts, case, people["Б"], "lawyer2")
    by = posts["investigator"]
    with speaking(by):
        text = io.BytesIO(b"what he said")
        row = file_upload(case_id=case.pk, by=by, at=now(), file=text, name="a.txt", title=OF_A, compartment="parties")
        matter = Act(lock_case(case.pk), by=by, at=now()).open_matter(
            "evidence", compartment="parties", participant=people["А"]
        )
        row.matter = matter
        row.save(update_fields=["matter"])
    return {**people, "paper": row}


def titles(reader: Caller, number: str) -> set[str]:
    answer = reader.get(f"cases/{number}/materials/")
    assert answer.status_code == 200, "he defends in this case"
    return {row["title"] for row in answer.json()["results"]}


@pytest.mark.parametrize("chosen", [False, True], ids=["by default", "by hand"])
def test_lawyer2_reads_no_protocol_of_a_co_suspect_who_is_severed_with_his_client(
    posts: Posts, case: Case, three: dict[str, Any], caller: Call, chosen: bool
) -> None:
    assert OF_A not in titles(caller("lawyer2"), case.number)
    materials = {"materials": [str(three["paper"].pk)]} if chosen else {}
    people = [str(three["А"].pk), str(three["Б"].pk)]
    ruling = draw(posts, case, "sever", ground="some_suspects", participants=people, episodes=["1"], **materials)
    number = severed_into(posts, ruling)
    assert OF_A in titles(caller("investigator"), number), "it is in the file there"
    assert OF_A not in titles(caller("lawyer2"), number)
    with speaking(posts["investigator"]):
        copy = Material.objects.get(case__number=number, title=OF_A)
        assert copy.matter.participant.last_name == "Аликов" and copy.compartment == "parties", (
            "his own defence reads it"
        )


def test_lawyer2_reads_no_protocol_of_a_co_suspect_who_stays_behind(
    posts: Posts, case: Case, three: dict[str, Any], caller: Call
) -> None:
    ruling = draw(
        posts, case, "sever", ground="some_suspects", participants=[str(three["Б"].pk)], episodes=["1"],
        materials=[str(three["paper"].pk)],
    )  # fmt: skip
    number = severed_into(posts, ruling)
    assert OF_A not in titles(caller("lawyer2"), number)
    with speaking(posts["investigator"]):
        copy = Material.objects.get(case__number=number, title=OF_A)
        assert (copy.compartment, copy.matter_id) == ("investigation", None)


def test_lawyer2_reads_no_approval_or_petition_of_a_co_suspect_in_the_severed_case(
    posts: Posts, case: Case, three: dict[str, Any], caller: Call
) -> None:
    by = posts["investigator"]
    with speaking(by):
        detain(
            case_id=case.pk, participant_id=three["А"].pk, by=by, at=now(), held_at=now() - HOUR, place="X",
            ground="caught",
        )  # fmt: skip
        rows = Material.objects.filter(case=case, matter__participant=three["А"], compartment="parties")
        theirs = {row.document.sha256: str(row.pk) for row in rows.select_related("document")}
    people = [str(three["А"].pk), str(three["Б"].pk)]
    ruling = draw(
        posts, case, "sever", ground="some_suspects", participants=people, episodes=["1"],
        materials=list(theirs.values()),
    )  # fmt: skip
    there = caller("lawyer2").get(f"cases/{severed_into(posts, ruling)}/materials/").json()["results"]
    assert not theirs.keys() & {row["sha256"] for row in there}


# --- the place of detention knows the person and no case ------------------------------------------------------


def test_the_custody_head_reads_no_case_number_in_any_form(posts: Posts, at_page: At) -> None:
    detention = tell_detention(posts)
    with speaking(posts["investigator"]):
        number = Case.objects.get(pk=detention.case_id).number
    custody = at_page("custody")
    forms = [f"custody/{detention.pk}/moves/{name}/" for name in ("acknowledge", "release", "record_order")]
    for path in ("custody/", f"custody/{detention.pk}/", *forms):
        assert custody.goes(path).status_code == 200, path
        assert number not in custody.text, path


def test_a_form_of_one_detention_is_not_sent_to_another(posts: Posts, at_page: At) -> None:
    """What stands in the form for the number does the number's work."""
    detention = tell_detention(posts)
    custody = at_page("custody")
    custody.goes(f"custody/{detention.pk}/moves/acknowledge/")
    custody.sends("case", case=str(posts["custody"].pk))
    assert custody.page.status_code == 409 and "другого дела" in custody.text


def test_the_custody_head_reads_no_number_of_the_case_a_person_was_severed_to(
    posts: Posts, case: Case, caller: Call, at_page: At
) -> None:
    held = suspect_of(posts, case, last_name="Аликов", iin="850606400334")
    suspect_of(posts, case, last_name="Серов", iin="910314300126")
    by = posts["investigator"]
    with speaking(by):
        detain(case_id=case.pk, participant_id=held.pk, by=by, at=now(), held_at=now() - HOUR, place="X",
               ground="caught")  # fmt: skip
    ruling = draw(posts, case, "sever", ground="some_suspects", participants=[str(held.pk)], episodes=["1"])
    number = severed_into(posts, ruling)
    with speaking(by):
        rows = list(Detention.objects.filter(participant__last_name="Аликов").values_list("pk", flat=True))
        assert Detention.objects.filter(pk__in=rows, release_note=number).count() == 1
    custody, door = at_page("custody"), caller("custody")
    for pk in rows:
        for answer in (custody.goes(f"custody/{pk}/"), door.get(f"detentions/{pk}/")):
            assert answer.status_code == 200
            assert number not in answer.content.decode() and case.number not in answer.content.decode()
    for path in ("custody/", "inbox/"):
        assert number not in custody.goes(path).content.decode(), path
    assert door.get(f"detentions/{rows[0]}/").json()["release_note"] == ""
    assert number in {caller("investigator").get(f"detentions/{pk}/").json()["release_note"] for pk in rows}


# --- the applicant reads decisions, not what leads to them ----------------------------------------------------


@pytest.mark.parametrize("agreed", [False, True])
def test_the_applicant_reads_no_reasons_before_anything_is_decided(
    posts: Posts, caller: Call, at_page: At, agreed: bool
) -> None:
    person = posts["victim"].user
    report = receive(posts, iin=person.iin, last_name=person.last_name, first_name=person.first_name)
    move(posts, "registrar", report, "assign", investigator=str(posts["investigator"].pk))
    to = posts["ast.head"].office
    move(posts, "investigator", report, "transfer", to_office=to.pk, reasons=SECRET)
    if agreed:
        move(posts, "prosecutor", report, "agree_transfer")
    told = caller("victim").get(f"reports/{report.pk}/").json()
    assert (told["reasons"], told["ground"], told["to_office"]) == ("", "", None)
    page = at_page("victim").goes(f"reports/{report.pk}/").content.decode()
    assert "ВНУТРЕННЯЯ" not in page
    assert agreed or str(to) not in page
    if not agreed:
        inside = caller("head").get(f"reports/{report.pk}/").json()
        assert (inside["reasons"], inside["to_office"]) == (SECRET, str(to)), "the office reads what it wrote"


def test_the_applicant_reads_the_reasons_of_a_decision(posts: Posts, caller: Call) -> None:
    person = posts["victim"].user
    report = receive(posts, iin=person.iin, last_name=person.last_name, first_name=person.first_name)
    move(posts, "registrar", report, "assign", investigator=str(posts["investigator"].pk))
    move(posts, "investigator", report, "not_register", ground="civil_deal", reasons=WHY)
    told = caller("victim").get(f"reports/{report.pk}/").json()
    assert (told["reasons"], told["ground"]) == (WHY, "civil_deal")


def test_the_applicant_is_not_told_by_a_refusal_what_the_office_holds(posts: Posts, caller: Call) -> None:
    person = posts["victim"].user
    report = receive(posts, iin=person.iin, last_name=person.last_name, first_name=person.first_name)
    note = b"internal note"
    with speaking(posts["registrar"]):
        add_paper(report_id=report.pk, by=posts["registrar"], at=now(), file=io.BytesIO(note), name="n.txt")
    victim = caller("victim")
    for wanted in (201, 400):
        sent = victim.upload(f"reports/{report.pk}/papers/", {"file": SimpleUploadedFile("z.txt", note)})
        assert sent.status_code == wanted, "his own he is told of"


# --- sight that has ended -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_former_investigator_repeats_his_calls_and_is_a_stranger(posts: Posts, caller: Call) -> None:
    case = tell_case(posts, at=now() - 3 * DAY)
    former = caller("investigator")
    person = {"capacity": "victim", "iin": "850606400334", "last_name": "Тайная", "first_name": "Анна"}
    entered = former.post(f"cases/{case.number}/participants/", person, key="k-1")
    fields = {"participant": entered.json()["id"], "article": "188/3", "text": WHY}
    drawn = former.post(f"cases/{case.number}/moves/recognise_suspect/draft/", fields, key="k-2")
    registered = {"occasion": "report", "summary": "A bicycle.", "occurred_at": (now() - DAY).isoformat(),
                  "place": "Almaty", "qualification": "188/3"}  # fmt: skip
    new = former.post("cases/", registered, key="k-3")
    assert (entered.status_code, drawn.status_code, new.status_code) == (201, 201, 201)
    assert former.post(f"cases/{case.number}/participants/", person, key="k-1")["Idempotent-Replay"] == "true"
    for number in (case.number, new.json()["number"]):
        with speaking(posts["head"]):
            left = Case.objects.get(number=number)
        draw(posts, left, "assign", by="head", investigator=str(posts["investigator2"].pk))
    nothing = former.get(f"cases/{case.number}/").json()
    for path, body, key in (
        (f"cases/{case.number}/participants/", person, "k-1"),
        (f"cases/{case.number}/moves/recognise_suspect/draft/", fields, "k-2"),
        ("cases/", registered, "k-3"),
    ):
        again = former.post(path, body, key=key)
        assert (again.status_code, again.json()) == (404, nothing), path
        assert "Idempotent-Replay" not in again
    with speaking(posts["head"]):
        assert Case.objects.visible_to(posts["head"]).count() == 2, "and nothing was registered twice"


def test_a_former_investigator_of_a_report_opens_his_draft_no_more(posts: Posts, at_page: At, caller: Call) -> None:
    report = given(posts)
    former = at_page("investigator")
    former.goes(f"reports/{report.pk}/moves/not_register/")
    former.sends("ground", ground="civil_deal", reasons=WHY)
    draft = former.page.headers["Location"].partition("draft=")[2]
    assert former.goes(f"drafts/{draft}/").status_code == 200
    move(posts, "registrar", report, "assign", investigator=str(posts["investigator2"].pk))
    for path in (f"drafts/{draft}/", f"drafts/{draft}/page/1.png", f"reports/{report.pk}/"):
        assert former.goes(path).status_code == 404, path
    assert caller("investigator").get(f"drafts/{draft}/pdf/").status_code == 404


# --- asking leaves a trace ------------------------------------------------------------------------------------


def asked_in_the_ledger(kind: str) -> list[tuple[int | None, dict[str, Any]]]:
    """Who asked (his post) and what, of the streams that belong to no case: as whoever checks the ledger reads them."""
    with logged_in_as("ecase_clock"):
        rows = Entry.objects.filter(stream__kind="asked", kind=kind).order_by("recorded_at")
        return [(row.appointment_id, private_of(row)) for row in rows]


@pytest.mark.django_db(transaction=True)
@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_the_duty_officer_asks_for_somebody_and_discards_the_report(posts: Posts, at_page: At) -> None:
    duty = at_page("registrar")
    duty.goes("reports/new/")
    duty.sends("iin", iin=REGISTRY_IIN, do="find")
    assert "Ахметова" in duty.text
    duty.goes("reports/new/")
    duty.sends("iin", do="discard")
    duty.goes("reports/new/")
    assert REGISTRY_IIN not in duty.text
    ((who, what),) = asked_in_the_ledger("person.looked_up")
    assert who == posts["registrar"].pk and what["iin"] == REGISTRY_IIN
    with speaking(posts["registrar"]):
        assert not Entry.objects.filter(stream__kind="asked").exists(), "no page reads it, nor does the asker"


@pytest.mark.django_db(transaction=True)
@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_the_investigator_asks_for_somebody_and_discards_the_registration(posts: Posts, at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes("cases/new/people/")
    reader.sends("capacity", iin=REGISTRY_IIN, do="find", capacity="suspect")
    assert "Ахметова" in reader.follows().content.decode()
    reader.goes("cases/new/")
    reader.sends("do", do="discard")
    ((who, what),) = asked_in_the_ledger("person.looked_up")
    assert who == posts["investigator"].pk and what["iin"] == REGISTRY_IIN


@pytest.mark.django_db(transaction=True)
def test_the_investigator_learns_of_a_colleagues_case_at_the_last_step_and_not_unnoticed(
    posts: Posts, at_page: At
) -> None:
    hidden = tell_case(posts, by="investigator2", at=now() - 3 * DAY)
    tell_suspect(posts, hidden, defended=False)
    reader = at_page("investigator", "en")
    fills_in(reader, occurred_at=typed(hidden.occurred_at), summary="Другое описание.")
    reader.goes("cases/new/people/")
    presses(reader, "next", having="row", iin=ADULT, last_name="Оспанов", first_name="Руслан", capacity=["suspect"])
    for step in ("event/", "people/", "qualification/", "documents/", ""):
        assert "ask your head" not in reader.goes(f"cases/new/{step}").content.decode(), step
    assert asked_in_the_ledger("cases.compared") == []
    for _ in range(2):
        assert "ask your head" in reader.goes("cases/new/check/").content.decode()
    ((who, what),) = asked_in_the_ledger("cases.compared")
    assert who == posts["investigator"].pk
    assert (what["told"], what["iins"], what["articles"]) == ([hidden.number], [ADULT], ["188"])


# --- addresses are read by others -----------------------------------------------------------------------------

SPACED = ["910314300126", "910314 300126", "9103 1430 0126", "910 314 300 126", "910314-300126", "№910314 300126",
          "ст. 188 910314300126", "Оспанов 910314\u00a0300126"]  # fmt: skip


@pytest.mark.parametrize("typed", SPACED)
@pytest.mark.parametrize("path", ["search/", "cases/", "reports/"])
def test_an_iin_however_spaced_stands_in_no_address(posts: Posts, at_page: At, path: str, typed: str) -> None:
    assert has_iin(typed)
    reader = at_page("head")
    reader.goes("cases/")
    token = reader.client.cookies["csrf"].value
    sent = reader.client.post(f"/ru/{path}", {"q": typed, "csrfmiddlewaretoken": token})
    assert sent.status_code == 302 and "q=" not in sent.headers["Location"] and "k=" in sent.headers["Location"]
    old = reader.client.get(f"/ru/{path}", {"q": typed})
    assert old.status_code == 302 and "q=" not in old.headers["Location"], "an old bookmark too"


@pytest.mark.parametrize("typed", ["260000000000009", "2026-000123", "188/3", "Оспанов 1991", "12 34 56", ""])
def test_what_is_no_iin_stays_in_the_address(typed: str) -> None:
    assert not has_iin(typed)


def test_a_filter_keeps_no_iin_however_spaced(posts: Posts) -> None:
    with speaking(posts["head"]), pytest.raises(Refused) as refused:
        save_filter(by=posts["head"], page="cases", name="x", query={"text": "9103 1430 0126"})
    assert refused.value.refusal.code == "filter_iin"


def test_the_book_finds_by_iin_page_by_page_without_naming_it_in_an_address(posts: Posts, at_page: At) -> None:
    report = receive(posts)
    duty = at_page("registrar")
    duty.goes("reports/")
    duty.sends("q", q=report.iin)
    found = duty.follows().content.decode()
    assert report.number in found
    links = [part.partition('"')[0] for part in found.split('href="')[1:]]
    assert not [link for link in links if report.iin in link]


# --- the queue of the API ---------------------------------------------------------------------------------------


def test_the_prosecutor_follows_his_queue_to_a_ruling(posts: Posts, case: Case, caller: Call) -> None:
    person = enter(posts, case)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    prosecutor = caller("prosecutor")
    (row,) = [row for row in prosecutor.get("queue/").json()["results"] if row["id"] == str(ruling.pk)]
    assert (row["kind"], row["status"], row["person"]) == ("ruling.suspect", "before_decider", person.short_name)
    told = prosecutor.get(row["url"])
    assert told.status_code == 200
    assert (told.json()["title"], told.json()["status_title"]) == (row["title"], row["status_title"])


# --- a report that was given to another office ----------------------------------------------------------------


@pytest.fixture
def given_away(posts: Posts) -> Report:
    """A report of Almaty that went to Astana; there it was assigned, and not registered."""
    report = given(posts)
    move(posts, "registrar", report, "receipt")
    move(posts, "investigator", report, "transfer", to_office=posts["ast.head"].office.pk, reasons=SECRET)
    move(posts, "prosecutor", report, "agree_transfer")
    move(posts, "ast.head", report, "assign", investigator=str(posts["ast.investigator"].pk))
    with speaking(posts["ast.head"]):
        by, later = posts["ast.head"], io.BytesIO(b"what Astana found")
        add_paper(report_id=report.pk, by=by, at=now(), file=later, name="later.txt")
    move(posts, "ast.investigator", report, "not_register", ground="civil_deal", reasons=WHY)
    return report


@pytest.mark.parametrize("former", ["registrar", "head", "prosecutor", "chief"])
def test_a_former_office_reads_the_line_of_its_book_and_not_what_followed(
    posts: Posts, given_away: Report, caller: Call, at_page: At, former: str
) -> None:
    report = given_away
    told = caller(former).get(f"reports/{report.pk}/").json()
    assert (told["number"], told["office"]) == (report.number, str(posts["ast.head"].office)), "where it went"
    assert told["status"] == "given_away"
    after = ("assigned_to", "assigned_at", "decided_at", "decided_by", "case", "check_code", "due_at")
    assert {name: told[name] for name in after} == dict.fromkeys(after)
    assert (told["reasons"], told["ground"]) == ("", "")
    acts = {paper["act"] for paper in told["papers"]}
    assert acts == {"registration_document", "report_transfer", "report_transfer_agreed"}, "its own papers stay"
    assert len(told["deadlines"]) == 1, "its own term"
    reader = at_page(former)
    page = reader.goes(f"reports/{report.pk}/").content.decode()
    for theirs in (
        WHY,
        report.check_code,
        "later.txt",
        posts["ast.investigator"].user.last_name,
        "Не зарегистрировано",
    ):
        assert theirs not in page, theirs
    with speaking(posts["ast.head"]):
        theirs = set(papers_for(report, posts["ast.head"]).values_list("pk", flat=True))
    for pk in theirs - {UUID(paper["id"]) for paper in told["papers"]}:
        assert reader.goes(f"reports/{report.pk}/papers/{pk}/").status_code == 404
        assert caller(former).get(f"reports/{report.pk}/papers/{pk}/").status_code == 404
    line = reader.goes("reports/?show=").content.decode()
    assert report.number in line and posts["ast.investigator"].user.last_name not in line
    for chip in ("not_registered", "waiting"):
        assert report.number not in reader.goes(f"reports/?show={chip}").content.decode(), chip
        rows = caller(former).get("reports/", show=chip).json()["results"]
        assert str(report.pk) not in {row["id"] for row in rows}, chip


def test_whoever_holds_the_report_now_reads_all_of_it(posts: Posts, given_away: Report, caller: Call) -> None:
    told = caller("ast.head").get(f"reports/{given_away.pk}/").json()
    assert (told["status"], told["reasons"]) == ("not_registered", WHY)
    assert told["check_code"] == given_away.check_code and len(told["papers"]) == 5


@pytest.mark.parametrize("former", ["registrar", "prosecutor"])
def test_where_no_entry_says_when_it_was_given_away_a_former_office_reads_nothing_of_it(
    posts: Posts, given_away: Report, former: str
) -> None:
    """The unit came under another office since: the entry names the former one no more."""
    report = given_away
    elsewhere = posts["investigator"].office
    if former == "prosecutor":
        Office.objects.filter(pk=elsewhere.pk).update(supervised_by=posts["ast.head"].office.supervised_by)
    else:
        Office.objects.filter(pk=elsewhere.pk).update(code="ALA-OLD")
    with speaking(posts["ast.head"]):
        row, by = Report.objects.get(pk=report.pk), posts[former]
        by.office.refresh_from_db()
        assert last_seen(row, by) is None
        assert not papers_for(row, by).exists()
        assert terms_of(row, by) == []
        assert not log_of(row, by).exists()
