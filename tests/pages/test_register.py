"""Registering in steps: any order, nothing typed is lost, nobody else sees it, sent twice is one case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from cases.models import Case, Charge, Deadline, Episode, Material, Participant, Report
from cases.moving import do
from detention.actions import detain
from detention.resource import DETENTION
from ecase.documents import storage
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.ledger.queries import private_of
from ecase.web import now
from ecase.web.models import SavedDraft
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.resource import SANCTION
from tests.fixtures import ADULT, HOUR, OTHER, tell_case, tell_suspect
from tests.pages.conftest import Reader
from tests.pages.steps import fills_in, presses, registers, typed
from tests.telling import quick_papers
from tests.test_reports import given

__all__ = ["quick_papers"]

At = Callable[..., Reader]
pytestmark = pytest.mark.django_db
LATER = "Бумаги будут приобщены к делу до заседания, срок задержания не позволяет ждать."
STEPS = ("", "occasion/", "event/", "people/", "qualification/", "documents/", "check/")


def drafts(reader: Reader) -> list[SavedDraft]:
    return list(SavedDraft.objects.filter(appointment_id=reader.appointment.pk))


# --- the way through -------------------------------------------------------------------------------


def test_a_case_is_registered_step_by_step(at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes("cases/new/people/")
    presses(
        reader,
        "next",
        having="row",
        iin=OTHER,
        last_name="Тұрсынова",
        first_name="Әйгерім",
        capacity=["applicant", "victim"],
    )
    reader.follows()
    assert "Тұрсынова" in reader.text
    fills_in(reader)
    reader.goes("cases/new/qualification/")
    presses(reader, "add", having="q", q="190/1")
    assert reader.page.status_code == 302
    reader.goes("cases/new/documents/")
    file = SimpleUploadedFile("справка.txt", "Справка о стоимости.".encode())
    presses(reader, "add", having="title", title="Справка о стоимости", file=file, access="parties")
    assert reader.page.status_code == 302, reader.text
    reader.goes("cases/new/check/")
    assert "Справка о стоимости" in reader.text and "Абая, 12" in reader.text
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 302, reader.text
    assert reader.page.headers["Location"].endswith("/registered/")
    reader.follows()
    case = reader.seen(lambda: Case.objects.latest("registered_at"))
    assert case.number in reader.text and "192" in reader.text
    people = reader.seen(lambda: list(Participant.objects.filter(case=case).order_by("id")))
    assert [(one.capacity, one.iin) for one in people] == [("applicant", OTHER), ("victim", OTHER)]
    charges = reader.seen(lambda: list(Charge.objects.filter(case=case).order_by("-registered", "since", "id")))
    episode = reader.seen(lambda: Episode.objects.get(case=case))
    assert [charge.cite for charge in charges] == ["CC 188(3)", "CC 190(1)"]
    assert {charge.episode_id for charge in charges} == {episode.pk} and episode.number == 1
    material = reader.seen(lambda: Material.objects.select_related("document").get(case=case))
    assert (material.title, material.compartment, material.episode_id) == ("Справка о стоимости", "parties", episode.pk)
    assert storage.read(case.pk, material.document.sha256) == "Справка о стоимости.".encode()
    assert reader.seen(lambda: Entry.objects.filter(stream__case_id=case.pk).count()) == 1
    assert drafts(reader) == [], "the draft is forgotten with the act"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_step_opens_empty_and_filled(at_page: At, language: str) -> None:
    reader = at_page("investigator", language)
    for step in STEPS:
        assert reader.goes(f"cases/new/{step}").status_code == 200, step
    fills_in(reader)
    for step in STEPS:
        assert reader.goes(f"cases/new/{step}").status_code == 200, step


def test_a_step_is_sent_empty_and_says_what_it_needs(at_page: At) -> None:
    reader = at_page("investigator", "en")
    for step, having in (("occasion/", "occasion"), ("event/", "place"), ("people/", "row"), ("qualification/", "q")):
        reader.goes(f"cases/new/{step}")
        presses(reader, "next", having=having)
        assert reader.page.status_code == 422 and "data-app-error-summary" in reader.text, step
    reader.goes("cases/new/check/")
    presses(reader, "register", having="idem")
    assert reader.page.status_code in {409, 422}
    assert reader.seen(lambda: Case.objects.count()) == 0


def test_a_wrong_step_is_kept_and_named_at_the_end(at_page: At) -> None:
    reader = at_page("investigator", "en")
    fills_in(reader)
    reader.goes("cases/new/event/")
    presses(reader, "next", having="place", occurred_at=typed(now() + timedelta(hours=3)), place="Алматы, Сейфуллина 9")
    assert reader.page.status_code == 422 and "Сейфуллина 9" in reader.text and "later than now" in reader.text
    reader.goes("cases/new/event/")
    assert "Сейфуллина 9" in reader.text, "kept although it is wrong"
    reader.goes("cases/new/check/")
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 422 and "later than now" in reader.text
    assert reader.seen(lambda: Case.objects.count()) == 0


@pytest.mark.parametrize(("text", "says"), [("999/1", "no article"), ("188", "parts"), ("кража", "188/3")])
def test_a_wrong_article_is_told_and_kept(at_page: At, text: str, says: str) -> None:
    reader = at_page("investigator", "en")
    reader.goes("cases/new/qualification/")
    presses(reader, "add", having="q", q=text)
    assert reader.page.status_code == 422 and says in reader.text and f'value="{text}"' in reader.text


def test_an_article_is_found_by_words_without_javascript(at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes("cases/new/qualification/")
    presses(reader, "find", having="q", q="кража")
    assert reader.page.status_code == 200 and 'name="add_code" value="188/1"' in reader.text
    reader.sends(having="q", add_code="188/1")
    reader.follows()
    assert 'name="codes" value="188/1"' in reader.text
    reader.sends(having="q", remove_code="188/1")
    reader.follows()
    assert 'name="codes"' not in reader.text


@pytest.mark.parametrize(
    ("iin", "says"),
    [("91031430012", "12 digits, 11"), ("910314300127", "last two digits"), ("91031430012a", "digits only")],
)
def test_a_wrong_iin_is_told_in_words(at_page: At, iin: str, says: str) -> None:
    reader = at_page("investigator", "en")
    reader.goes("cases/new/people/")
    presses(reader, "next", having="row", iin=iin, last_name="Оспанов", first_name="Руслан", capacity=["suspect"])
    assert reader.page.status_code == 422 and says in reader.text and "Оспанов" in reader.text


# --- nothing is lost ---------------------------------------------------------------------------------


def test_what_is_typed_survives_leaving_and_an_ended_session(at_page: At, posts: Any) -> None:
    reader = at_page("investigator")
    reader.goes("cases/new/event/")
    presses(reader, "leave", having="place", place="Алматы, Толе би, 77", summary="Неизвестный")
    assert reader.page.status_code == 302 and reader.page.headers["Location"].endswith("/desk/")
    reader.follows()
    assert "/ru/cases/new/" in reader.text
    again = at_page("investigator")
    again.goes("cases/new/event/")
    assert "Толе би, 77" in again.text


def test_autosave_answers_with_the_time_and_the_next_version(at_page: At) -> None:
    reader = at_page("investigator", "en")
    reader.goes("cases/new/event/")
    reader.sends(having="place", place="Алматы, Толе би", autosave="1")
    assert reader.page.status_code == 200 and "Draft saved at" in reader.text and 'value="1"' in reader.text
    reader.goes("cases/new/event/")
    assert "Толе би" in reader.text
    reader.goes("cases/new/occasion/")
    reader.sends(having="occasion", autosave="1", language="", format="")
    assert reader.page.status_code == 204, "nothing was typed: no draft part is made"


def test_two_tabs_on_one_step_lose_nothing(at_page: At) -> None:
    first, second = at_page("investigator", "en"), at_page("investigator", "en")
    first.goes("cases/new/event/")
    second.goes("cases/new/event/")
    second.sends(having="place", place="Second street", autosave="1")
    first.sends(having="place", place="First street", autosave="1")
    assert first.page.status_code == 409 and "another tab" in first.text
    first.goes("cases/new/event/")
    first.sends(having="place", place="Third street", saved="0", tab="other", do="compare")
    assert first.page.status_code == 409
    assert "Third street" in first.text and "Second street" in first.text
    first.sends(having="saved")
    assert first.page.status_code in {302, 422}
    second.goes("cases/new/event/")
    assert "Third street" in second.text


def test_two_tabs_on_two_steps_do_not_disturb_each_other(at_page: At) -> None:
    first, second = at_page("investigator"), at_page("investigator")
    first.goes("cases/new/event/")
    second.goes("cases/new/occasion/")
    second.sends(having="occasion", occasion="statement", autosave="1")
    first.sends(having="place", place="Алматы", autosave="1")
    assert (first.page.status_code, second.page.status_code) == (200, 200)


def test_the_same_tab_never_meets_itself(at_page: At) -> None:
    """The answer of an autosave may still be on its way when the form is sent."""
    reader = at_page("investigator")
    reader.goes("cases/new/event/")
    reader.sends(having="place", place="Алматы", autosave="1")
    reader.sent.pop("autosave")
    reader.sent |= {"place": ["Алматы, Абая"], "do": ["leave"]}
    assert reader.again().status_code == 302


def test_a_tab_left_open_after_the_registration_does_not_bring_the_draft_back(at_page: At) -> None:
    reader, left = at_page("investigator", "en"), at_page("investigator", "en")
    fills_in(reader)
    left.goes("cases/new/event/")
    reader.goes("cases/new/check/")
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 302
    left.sends(having="place", place="Late words", autosave="1")
    assert left.page.status_code == 409 and drafts(reader) == []
    left.goes("cases/new/check/")
    presses(left, "register", having="idem")
    assert left.page.status_code in {409, 422}
    assert reader.seen(lambda: Case.objects.count()) == 1


def test_sent_twice_is_one_case(at_page: At) -> None:
    reader = at_page("investigator")
    fills_in(reader)
    reader.goes("cases/new/check/")
    first = presses(reader, "register", having="idem")
    second = reader.again()
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert reader.seen(lambda: Case.objects.count()) == 1


def test_a_second_registration_beside_the_first(at_page: At) -> None:
    reader = at_page("investigator")
    fills_in(reader)
    reader.goes("cases/new/event/?draft=0a1b2c3d")
    assert "Абая, 12" not in reader.text
    reader.path = "/ru/cases/new/event/?draft=0a1b2c3d"
    presses(reader, "leave", having="place", place="Алматы, второе событие")
    assert len(drafts(reader)) == 2
    reader.goes("cases/new/event/")
    assert "второе событие" not in reader.text


def test_a_discarded_draft_takes_its_files_along(at_page: At, django_capture_on_commit_callbacks: Any) -> None:
    reader = at_page("investigator")
    fills_in(reader)
    reader.goes("cases/new/documents/")
    presses(reader, "add", having="title", title="Справка", file=SimpleUploadedFile("a.txt", "Текст".encode()))
    part = drafts(reader)[0].data["documents"]
    sha = part["files"][0]["upload"]["sha256"]
    assert storage.exists(part["case_id"], sha)
    reader.goes("cases/new/documents/")
    presses(reader, "add", having="title", title="Ещё раз", file=SimpleUploadedFile("b.txt", "Текст".encode()))
    assert reader.page.status_code == 422, "the same bytes twice"
    reader.goes("cases/new/")
    with django_capture_on_commit_callbacks(execute=True):
        reader.sends(having="csrfmiddlewaretoken", do="discard")
    assert reader.page.status_code == 302 and drafts(reader) == []
    assert not storage.exists(part["case_id"], sha)


# --- others --------------------------------------------------------------------------------------------


def test_nobody_else_reads_a_draft(at_page: At) -> None:
    """Not even a colleague of the same office, on any address of the draft."""
    reader, colleague = at_page("investigator"), at_page("investigator2")
    fills_in(reader)
    reader.goes("cases/new/people/")
    presses(reader, "next", having="row", iin=ADULT, last_name="Тайный", first_name="Человек", capacity=["suspect"])
    row = next(key for key in drafts(reader)[0].data if key.startswith("person:")).removeprefix("person:")
    for path in (*(f"cases/new/{step}" for step in STEPS), f"cases/new/people/?row={row}", "desk/"):
        text = colleague.goes(path).content.decode()
        assert "Тайный" not in text and "Абая, 12" not in text and ADULT not in text, path
    token = colleague.client.cookies["csrf"].value
    colleague.client.post("/ru/cases/new/", {"csrfmiddlewaretoken": token, "do": "discard"})
    assert len(drafts(reader)) == 1


@pytest.mark.parametrize("name", ["head", "prosecutor", "chief", "judge", "lawyer", "registrar"])
def test_only_an_investigator_opens_a_step(at_page: At, name: str) -> None:
    reader = at_page(name)
    for step in STEPS:
        assert reader.goes(f"cases/new/{step}").status_code == 403, step


# --- the registry ----------------------------------------------------------------------------------------


@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_the_registry_fills_in_what_is_empty_and_leaves_a_trace(at_page: At) -> None:
    reader = at_page("investigator", "en")
    fills_in(reader)
    reader.goes("cases/new/people/")
    presses(reader, "find", having="row", iin=ADULT, capacity=["suspect"])
    reader.follows()
    assert "Оспанов" in reader.text and "demonstration stand-in" in reader.text
    presses(reader, "next", having="row")
    assert reader.page.status_code == 302, reader.text
    reader.goes("cases/new/check/")
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 302, reader.text
    case = reader.seen(lambda: Case.objects.get())
    suspect = reader.seen(lambda: Participant.objects.get(case=case))
    assert suspect.last_name == "Оспанов" and suspect.identity_source == "demo" and suspect.identity_checked_at
    entry = reader.seen(lambda: Entry.objects.get(stream__case_id=case.pk))
    asked = reader.seen(lambda: private_of(entry))["registry_asked"]
    assert [(one["iin"], one["state"]) for one in asked] == [(ADULT, "found")]


class Silent:
    name = "Silent"

    def find(self, iin: str) -> None:
        from cases.civil_registry import Unavailable

        raise Unavailable


@override_settings(ECASE_CIVIL_REGISTRY="tests.pages.test_register.Silent")
def test_a_registry_that_does_not_answer_stops_nobody(at_page: At) -> None:
    reader = at_page("investigator", "en")
    fills_in(reader)
    reader.goes("cases/new/people/")
    presses(reader, "find", having="row", iin=ADULT, last_name="Оспанов", first_name="Руслан", capacity=["suspect"])
    reader.follows()
    assert "does not answer" in reader.text and "Оспанов" in reader.text
    presses(reader, "next", having="row")
    reader.goes("cases/new/check/")
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 302, reader.text
    suspect = reader.seen(lambda: Participant.objects.get())
    assert (suspect.identity_source, suspect.identity_checked_at) == ("no_answer", None)


@override_settings(ECASE_CIVIL_REGISTRY="tests.pages.test_register.Silent", ECASE_DEMO=True)
def test_an_unanswered_identity_blocks_the_signature_not_the_saving(at_page: At, posts: Any) -> None:
    case = tell_case(posts)
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{case.number}/people/")
    reader.sends(capacity="suspect", iin=ADULT, last_name="Оспанов", first_name="Руслан")
    assert reader.page.status_code == 302
    suspect = reader.seen(lambda: Participant.objects.get(case=case))
    by = posts["investigator"]
    with speaking(by):
        held = detain(
            case_id=case.pk,
            participant_id=suspect.pk,
            by=by,
            at=now(),
            held_at=now() - HOUR / 2,
            place="Алматы, пр. Достык, 5",
            ground="caught",
        )
        do(DETENTION, held.pk, "draw_protocol", by=by, at=now(), protocol_at=now())  # it has minutes: never blocked
        asked = request(
            case_id=case.pk,
            by=by,
            at=now(),
            kind="arrest",
            participant_id=suspect.pk,
            grounds="Подозреваемый скрывался, жилья не имеет.",
            why=dict.fromkeys(("document_qualification", "document_interrogation", "document_evidence"), LATER),
        )
        with pytest.raises(Refused) as refused:
            do(SANCTION, asked.pk, "submit", by=by, at=now())
    assert refused.value.refusal.code == "identity_not_checked"
    reader.goes(f"cases/{case.number}/people/")
    with override_settings(ECASE_CIVIL_REGISTRY="demo"):
        reader.sends(having="check_again", check_again=str(suspect.pk))
        reader.follows()
    assert "confirms the person" in reader.text
    with speaking(by):
        assert do(SANCTION, asked.pk, "submit", by=by, at=now()).status == "before_prosecutor"
    kinds = reader.seen(lambda: list(Entry.objects.filter(stream__case_id=case.pk).values_list("kind", flat=True)))
    assert kinds.count("person.looked_up") == 1


@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_find_on_the_people_page_fills_in_and_is_recorded(at_page: At, posts: Any) -> None:
    case = tell_case(posts)
    reader = at_page("investigator", "en")
    reader.goes(f"cases/{case.number}/people/")
    presses(reader, "find", having="capacity", iin=ADULT, capacity="witness")
    assert reader.page.status_code == 200 and 'value="Оспанов"' in reader.text and "stand-in" in reader.text
    presses(reader, "", having="capacity")
    assert reader.page.status_code == 302, "the fresh version came along"
    entries = reader.seen(lambda: list(Entry.objects.filter(stream__case_id=case.pk).order_by("seq")))
    assert [entry.kind for entry in entries] == ["case.registered", "person.looked_up", "participant.added"]
    assert reader.seen(lambda: private_of(entries[1]))["iin"] == ADULT
    head = at_page("head")
    head.goes(f"cases/{case.number}/people/")
    token = head.client.cookies["csrf"].value
    answer = head.client.post(
        f"/ru/cases/{case.number}/people/", {"csrfmiddlewaretoken": token, "do": "find", "iin": OTHER}
    )
    assert answer.status_code == 403, "who does not conduct the case asks for nobody"


@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_a_name_that_differs_from_the_registry_is_kept_and_doubted(at_page: At) -> None:
    reader = at_page("investigator", "en")
    reader.goes("cases/new/people/")
    presses(reader, "next", having="row", iin=ADULT, last_name="Иванов", first_name="Пётр", capacity=["witness"])
    reader.follows()
    assert "Иванов" in reader.text and "Check the name" in reader.text


@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_with_javascript_find_answers_with_the_fields_alone(at_page: At) -> None:
    reader = at_page("investigator", "en")
    reader.goes("cases/new/people/")
    form = reader.form("row")["fields"]
    page = reader.client.post(
        "/en/cases/new/people/", {**form, "iin": ADULT, "do": "find"}, headers={"HX-Request": "true"}
    )
    text = page.content.decode()
    assert "<html" not in text and 'id="app-identity"' in text and "Руслан" in text


# --- what resembles it -------------------------------------------------------------------------------------


def test_a_resembling_case_warns_and_never_blocks(at_page: At, posts: Any) -> None:
    earlier = tell_case(posts)
    tell_suspect(posts, earlier)
    reader = at_page("investigator", "en")
    fills_in(reader, occurred_at=typed(earlier.occurred_at), place="г. Алматы, улица Абая, дом 12")
    reader.goes("cases/new/people/")
    presses(reader, "next", having="row", iin=ADULT, last_name="Оспанов", first_name="Руслан", capacity=["suspect"])
    reader.goes("cases/new/check/")
    assert f"…{earlier.number[-3:]}" in reader.text
    assert "the same place" in reader.text and "the same person" in reader.text
    presses(reader, "register", having="idem", **{"another-reason": "Другая квартира того же дома."})
    assert reader.page.status_code == 302, reader.text
    case = reader.seen(lambda: Case.objects.exclude(pk=earlier.pk).get())
    entry = reader.seen(lambda: Entry.objects.get(stream__case_id=case.pk))
    told = reader.seen(lambda: private_of(entry))
    assert told["resembles"] == [earlier.number] and told["another_event"] == "Другая квартира того же дома."


def test_a_like_case_of_a_colleague_is_told_by_its_number_and_day_alone(at_page: At, posts: Any) -> None:
    hidden = tell_case(posts, by="investigator2")
    tell_suspect(posts, hidden, defended=False)
    reader = at_page("investigator", "en")
    fills_in(reader, occurred_at=typed(hidden.occurred_at), summary="Другое описание.")
    text = reader.goes("cases/new/check/").content.decode()
    assert f"…{hidden.number[-3:]} of" in text and "ask your head" in text
    assert hidden.number not in text and hidden.summary not in text and "Руслан" not in text and ADULT not in text
    assert reader.goes(f"cases/{hidden.number}/").status_code == 404


def test_a_like_case_of_another_office_is_not_told_of(at_page: At, posts: Any) -> None:
    hidden = tell_case(posts, by="ast.investigator")
    reader = at_page("investigator", "en")
    fills_in(reader, occurred_at=typed(hidden.occurred_at))
    for step in STEPS:
        assert "registered already" not in reader.goes(f"cases/new/{step}").content.decode(), step


# --- from a report of the information book ---------------------------------------------------------------------


def test_a_report_brings_what_it_says(at_page: At, posts: Any, quick_papers: None) -> None:
    report = given(posts)
    reader = at_page("investigator", "en")
    tail = f"?report={report.pk}"
    text = reader.goes(f"cases/new/event/{tail}").content.decode()
    assert report.summary in text and report.place in text and report.book_number in text
    assert report.last_name in reader.goes(f"cases/new/people/{tail}").content.decode()
    reader.goes(f"cases/new/event/{tail}")
    presses(reader, "next", having="place", place="Алматы, ул. Толе би, 100 А")
    assert reader.page.headers["Location"].endswith(tail)
    reader.goes(f"cases/new/qualification/{tail}")
    presses(reader, "next", having="q", q="188/3")
    assert reader.page.status_code == 302, reader.text
    reader.goes(f"cases/new/check/{tail}")
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 302, reader.text
    case = reader.seen(lambda: Case.objects.get())
    assert (case.report_id, case.place) == (report.pk, "Алматы, ул. Толе би, 100 А")
    assert reader.seen(lambda: Participant.objects.get(case=case).capacity) == "applicant"
    assert reader.seen(lambda: Report.objects.get(pk=report.pk).case_id) == case.pk
    assert drafts(reader) == []
    assert reader.goes(f"cases/new/{tail}").status_code == 409, "once is enough"


@override_settings(ECASE_CIVIL_REGISTRY="demo")
def test_the_applicant_whom_a_report_brings_is_looked_up_like_everybody(
    at_page: At, posts: Any, quick_papers: None
) -> None:
    report = given(posts, iin=ADULT, last_name="Оспанов", first_name="Руслан")
    reader = at_page("investigator", "en")
    path = f"cases/new/people/?report={report.pk}"
    assert "not checked" in reader.goes(path).content.decode()
    presses(reader, "next", having="do")
    assert reader.page.status_code == 302, reader.text
    text = reader.goes(path).content.decode()
    assert "not checked" not in text and "confirmed" in text
    presses(reader, "next", having="do")
    parts = reader.seen(lambda: SavedDraft.objects.get(key__contains=str(report.pk)).data)
    assert [one["iin"] for one in parts["lookups"]] == [ADULT], "asked once"


def test_a_report_of_another_is_not_there(at_page: At, posts: Any, quick_papers: None) -> None:
    report = given(posts)
    colleague = at_page("investigator2")
    for step in STEPS:
        assert colleague.goes(f"cases/new/{step}?report={report.pk}").status_code == 404, step
    for nonsense in ("x", "00000000-0000-0000-0000-000000000000"):
        assert colleague.goes(f"cases/new/?report={nonsense}").status_code == 404


def test_the_applicant_of_a_report_can_be_taken_out(at_page: At, posts: Any, quick_papers: None) -> None:
    report = given(posts)
    reader = at_page("investigator")
    reader.goes(f"cases/new/people/?report={report.pk}")
    reader.sends(having="remove", remove=report.pk.hex)
    reader.follows()
    assert report.last_name not in reader.text


# --- cost --------------------------------------------------------------------------------------------------


def test_a_filled_step_keeps_its_budget_of_statements(at_page: At, posts: Any) -> None:
    reader = at_page("investigator")
    fills_in(reader)
    reader.goes("cases/new/people/")
    presses(reader, "next", having="row", iin=ADULT, last_name="Оспанов", first_name="Руслан", capacity=["suspect"])
    for step in STEPS:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            reader.goes(f"cases/new/{step}")
        assert len(caught) <= 14, (step, len(caught), [q["sql"][:120] for q in caught.captured_queries])


def test_the_term_follows_the_form_of_proceedings(at_page: At) -> None:
    reader = at_page("investigator")
    case = registers(reader, qualification="108-1/1")
    assert case.proceeding == "misdemeanour"
    assert reader.seen(lambda: Deadline.objects.filter(case=case).count()) == 0
    assert reader.goes(f"cases/{case.number}/registered/").status_code == 200
