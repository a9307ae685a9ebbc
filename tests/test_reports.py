"""The crime report: entered without gaps, decided in time or called overdue, and never lost on the way."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from cases.actions import reports, statements
from cases.actions.act import NotVisible
from cases.models import Case, Deadline, Material, Participant, Report
from cases.moving import do, offers
from cases.reports.acts import context
from cases.reports.moves import MOVES
from cases.reports.papers import papers_for, papers_of
from cases.reports.resource import REPORT
from ecase.clockwork import actions as clock
from ecase.clockwork import posts as posts_of_clock
from ecase.documents import storage
from ecase.documents.models import Document, Draft, Signature
from ecase.documents.verification import verify
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.actions import end_appointment
from ecase.people.models import Appointment, Notice, Office
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, logged_in_as, tell_case
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]

MINUTE = timedelta(minutes=1)
AHEAD = datetime(2199, 1, 1, tzinfo=UTC)
IIN = "850606400334"
WHY = "Сообщение проверено: сведения подтверждаются приложенными документами, листы 1-3."
Posts = dict[str, Appointment]


def receive(posts: Posts, *, by: str = "registrar", **over: Any) -> Report:
    """A written statement at the duty desk of Almaly district."""
    given = {
        "source": "written",
        "summary": "Неизвестный похитил велосипед у подъезда дома.",
        "place": "Алматы, ул. Абая, 12",
        "occurred_at": over.get("received_at", over.get("at", now())) - 5 * HOUR,
        "iin": IIN,
        "last_name": "Серикова",
        "first_name": "Алма",
        "warned": True,
        **over,
    }
    with speaking(posts[by]):
        return reports.receive(by=posts[by], at=given.pop("at", now()), **given)


def given(posts: Posts, to: str = "investigator", **over: Any) -> Report:
    """The same, given to an investigator."""
    report = receive(posts, **over)
    with speaking(posts["registrar"]):
        do(REPORT, report.pk, "assign", by=posts["registrar"], at=now(), investigator=str(posts[to].pk))
    return report


def move(posts: Posts, who: str, report: Report, name: str, **fields: Any) -> Report:
    with speaking(posts[who]):
        made: Report = do(REPORT, report.pk, name, by=posts[who], at=fields.pop("at", now()), **fields)
    return made


def fresh(posts: Posts, report: Report, who: str = "registrar") -> Report:
    with speaking(posts[who]):
        found: Report = REPORT.visible(posts[who]).get(pk=report.pk)
    return found


def refuse(posts: Posts, report: Report, **over: Any) -> Report:
    fields = {"ground": "civil_deal", "reasons": WHY, **over}
    return move(posts, "investigator", report, "not_register", **fields)


def terms(posts: Posts, report: Report, who: str = "registrar") -> list[tuple[str, str]]:
    with speaking(posts[who]):
        rows = Deadline.objects.filter(report=report).order_by("id")
        return [(d.rule, "live" if d.live else "met" if d.met_at else "ended") for d in rows]


def kinds(posts: Posts, report: Report, who: str = "registrar") -> list[str]:
    with speaking(posts[who]):
        rows = Entry.objects.filter(stream__case_id=report.pk).order_by("seq")
        return list(rows.values_list("kind", flat=True))


def names(report: Report, kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind, path=f"/reports/{report.pk}/")
    return set(rows.values_list("to__user__username", flat=True))


# --- receiving ---------------------------------------------------------------------------------------------


def test_a_report_takes_the_next_line_of_the_book_and_its_term_runs_from_receipt(posts: Posts) -> None:
    at = now()
    first = receive(posts, at=at, received_at=at - HOUR)
    second = receive(posts)
    assert (second.serial, second.year) == (first.serial + 1, first.year)
    assert first.book_number == f"{first.year}-{first.serial:06d}"
    with speaking(posts["registrar"]):
        term = Deadline.objects.get(report=first)
    assert term.due_at - (at - HOUR) == 24 * HOUR and term.live
    assert kinds(posts, first) == ["report.received"]
    assert names(first, "report.received") == {"head"}


def test_a_number_that_was_not_used_is_given_again_so_the_book_has_no_gaps(posts: Posts) -> None:
    first = receive(posts)
    with refused("not_warned", posts["registrar"]):
        reports.receive(by=posts["registrar"], at=now(), source="written", summary="Кража телефона.", last_name="Ким",
                        first_name="Ян", identity="паспорт")  # fmt: skip
    assert receive(posts).serial == first.serial + 1


@pytest.mark.parametrize(
    ("code", "over"),
    [
        ("applicant_missing", {"last_name": "", "first_name": ""}),
        ("identity_missing", {"iin": ""}),
        ("iin_wrong", {"iin": "850606400335"}),
        ("not_warned", {"warned": False}),
        ("no_protocol", {"source": "oral"}),
        ("not_signed", {"source": "electronic"}),
        ("not_anonymous", {"source": "anonymous"}),
        ("applicant_missing", {"source": "official", "last_name": "", "first_name": ""}),
        ("unknown_source", {"source": "rumour"}),
        ("event_in_future", {"occurred_at": AHEAD}),
        ("received_in_future", {"received_at": AHEAD}),
    ],
)
def test_what_a_source_needs_is_asked_for(posts: Posts, code: str, over: dict[str, Any]) -> None:
    with refused(code, posts["registrar"]):
        receive(posts, **over)


def test_an_official_is_not_warned_and_an_organisation_has_no_iin(posts: Posts) -> None:
    report = receive(posts, source="official", organisation="Акимат района", last_name="", first_name="", iin="",
                     warned=False)  # fmt: skip
    assert report.warned_at is None and report.applicant_user is None


@pytest.mark.parametrize("who", ["investigator", "prosecutor", "lawyer", "victim"])
def test_only_those_who_keep_the_book_enter_a_report(posts: Posts, who: str) -> None:
    with pytest.raises(Refused) as stopped:
        receive(posts, by=who)
    assert stopped.value.refusal.code == "wrong_role"


def test_the_head_may_keep_the_book_where_there_is_no_duty_officer(posts: Posts) -> None:
    assert receive(posts, by="head").received_by == posts["head"]


def test_the_applicant_with_an_account_follows_his_own_report(posts: Posts) -> None:
    own = receive(posts, iin=posts["victim"].user.iin, last_name="Ахметова", first_name="Салтанат")
    assert fresh(posts, own, "victim").pk == own.pk
    other = receive(posts)
    with speaking(posts["victim"]):
        assert not REPORT.visible(posts["victim"]).filter(pk=other.pk).exists()
        assert not Report.objects.filter(pk=other.pk).exists(), "the row policy says the same"


@pytest.mark.parametrize(
    ("last_name", "first_name", "linked"),
    [
        ("Ахметова", "Салтанат", True),
        ("АХМЕТОВА", "салтанат", True),
        ("Akhmetova", "Saltanat", True),
        ("Серикова", "Салтанат", False),
        ("Ахметова", "Алма", False),
    ],
)
def test_an_iin_under_another_name_opens_the_report_to_nobody(
    posts: Posts, last_name: str, first_name: str, linked: bool
) -> None:
    """A digit mistyped at the desk may be the true IIN of somebody else who has an account."""
    report = receive(posts, iin=posts["victim"].user.iin, last_name=last_name, first_name=first_name)
    assert (report.applicant_user == posts["victim"].user) is linked
    with speaking(posts["victim"]):
        assert Report.objects.filter(pk=report.pk).exists() is linked


def test_the_receipt_is_signed_by_whoever_keeps_the_book(posts: Posts, quick_papers: None) -> None:
    report = receive(posts)
    move(posts, "registrar", report, "receipt")
    with speaking(posts["registrar"]):
        (paper,) = papers_of(report)
        assert paper.act == "registration_document"
        assert Signature.objects.get(document=paper).signer == posts["registrar"]
    assert kinds(posts, report) == ["report.received", "report.receipt"]


# --- given, registered -------------------------------------------------------------------------------------


def test_it_is_given_to_an_investigator_of_the_office_and_to_nobody_else(posts: Posts) -> None:
    report = receive(posts)
    with speaking(posts["investigator"]):
        assert not REPORT.visible(posts["investigator"]).exists()
    for wrong in ("ast.investigator", "head"):
        with pytest.raises(Exception) as stopped:
            move(posts, "registrar", report, "assign", investigator=str(posts[wrong].pk))
        assert type(stopped.value).__name__ in {"Refused", "Invalid"}
    move(posts, "head", report, "assign", investigator=str(posts["investigator"].pk))
    assert fresh(posts, report, "investigator").assigned_to == posts["investigator"]
    assert names(report, "report.assigned") == {"investigator"}
    move(posts, "head", report, "assign", investigator=str(posts["investigator2"].pk))
    with speaking(posts["investigator"]):
        assert not REPORT.visible(posts["investigator"]).exists(), "it is another's now"


def test_it_becomes_a_case_with_applicant_language_papers_and_its_term_is_met(posts: Posts, quick_papers: None) -> None:
    report = given(posts, language="kk")
    move(posts, "registrar", report, "receipt")
    move(posts, "investigator", report, "register", qualification="188/3", summary=report.summary,
         occurred_at=report.occurred_at, place=report.place)  # fmt: skip
    done = fresh(posts, report)
    assert (done.status, done.decided_by) == ("registered", posts["investigator"])
    with speaking(posts["investigator"]):
        case = Case.objects.get(report=report)
        assert (case.language, case.occasion, case.investigator) == ("kk", "statement", posts["investigator"])
        applicant = Participant.objects.get(case=case)
        assert (applicant.capacity, applicant.iin) == ("applicant", IIN)
        (paper,) = Material.objects.filter(case=case)
        assert paper.kind == "registration_document" and paper.first_sheet == 1
        assert paper.document.case_id == case.pk and Signature.objects.filter(document=paper.document).exists()
    assert done.case_id == case.pk
    assert terms(posts, report) == [("report.decision", "met")]
    assert kinds(posts, report)[-1] == "report.registered"
    with speaking(posts["investigator"]), pytest.raises(Refused, match="Not possible now"):
        do(REPORT, report.pk, "register", by=posts["investigator"], at=now(), qualification="188/3",
           summary=report.summary, occurred_at=report.occurred_at, place=report.place)  # fmt: skip
    with speaking(posts["investigator"]):
        assert Case.objects.filter(report=report).count() == 1, "twice is once"


def test_an_anonymous_message_is_no_occasion_and_an_officers_report_may_follow(posts: Posts) -> None:
    message = given(posts, source="anonymous", last_name="", first_name="", iin="", warned=False)
    with pytest.raises(Refused) as stopped:
        move(posts, "investigator", message, "register", qualification="188/3", summary="Притон в подвале дома.",
             occurred_at=now() - HOUR, place="Алматы")  # fmt: skip
    assert stopped.value.refusal.code == "anonymous_no_occasion" and stopped.value.refusal.cite == "CPC 181(6)"
    raport = given(posts, source="discovery", last_name="Оспанов", first_name="Ренат", iin="", warned=False)
    move(posts, "investigator", raport, "register", qualification="188/3", summary="Притон в подвале дома.",
         occurred_at=now() - HOUR, place="Алматы")  # fmt: skip
    with speaking(posts["investigator"]):
        assert Case.objects.get(report=raport).occasion == "report"


def test_a_report_of_an_event_that_is_a_case_already_joins_it(posts: Posts, quick_papers: None) -> None:
    case = tell_case(posts)
    report = given(posts)
    move(posts, "registrar", report, "receipt")
    with pytest.raises(Refused) as stopped:
        move(posts, "investigator", report, "join_case", number="267512031999999", reasons=WHY)
    assert stopped.value.refusal.code == "no_such_case"
    move(posts, "investigator", report, "join_case", number=case.number, reasons=WHY)
    done = fresh(posts, report, "investigator")
    assert (done.status, done.case_id) == ("joined", case.pk)
    with speaking(posts["investigator"]):
        assert Material.objects.filter(case=case, kind="registration_document").count() == 1
        assert Entry.objects.filter(stream__case_id=case.pk, kind="report.added").count() == 1


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_ruling_that_takes_a_report_out_of_a_case_names_that_case(
    posts: Posts, quick_papers: None, language: str
) -> None:
    case = tell_case(posts)
    report = given(posts, language=language)
    move(posts, "investigator", report, "join_case", number=case.number, reasons=WHY)
    joined = fresh(posts, report, "chief")
    with speaking(posts["chief"]):
        printed = context(joined, MOVES["cancel_decision"], {"reasons": WHY}, posts["chief"], now())["report"]
    assert case.number in printed["cancelled"] and printed["asked_by"] == posts["investigator"].user.get_full_name()
    assert printed["cancelled_ground"] == [WHY] and printed["cancelled_on"] is not None
    move(posts, "chief", report, "cancel_decision", reasons=WHY)
    back = fresh(posts, report)
    assert (back.status, back.case_id, back.assigned_to) == ("received", None, posts["investigator"])


# --- not registered, and the prosecutor ----------------------------------------------------------------------


def test_it_is_not_registered_on_a_ground_of_the_list_and_the_prosecutor_hears(
    posts: Posts, quick_papers: None
) -> None:
    report = given(posts)
    refuse(posts, report)
    done = fresh(posts, report, "prosecutor")
    assert (done.status, done.ground, done.decided_by) == ("not_registered", "civil_deal", posts["investigator"])
    assert {"prosecutor", "chief", "head"} <= names(report, "report.not_registered")
    with speaking(posts["prosecutor"]):
        assert [paper.act for paper in papers_for(report, posts["prosecutor"])] == ["ruling_not_registered"]
    assert terms(posts, report) == [("report.decision", "met")]


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("ground_taken_away", {"facts": ["collective"]}),
        ("ground_taken_away", {"ground": "tax_repaid", "facts": ["criminal_group"]}),
        ("reasons_too_short", {"reasons": "Нет состава преступления, как видно."[:20]}),
    ],
)
def test_a_ground_that_does_not_hold_is_refused_before_anything_is_drawn(
    posts: Posts, quick_papers: None, code: str, fields: dict[str, Any]
) -> None:
    report = given(posts)
    with pytest.raises(Exception) as stopped, speaking(posts["investigator"]):
        do(REPORT, report.pk, "not_register", by=posts["investigator"], at=now(),
           **{"ground": "civil_deal", "reasons": WHY, **fields})  # fmt: skip
    told = getattr(stopped.value, "refusal", None)
    assert told.code == code if told else "reasons" in stopped.value.form.errors
    with speaking(posts["registrar"]):
        assert not Document.objects.filter(case_id=report.pk).exists()


def test_lack_of_a_crime_is_no_ground(posts: Posts) -> None:
    report = given(posts)
    with pytest.raises(Exception) as stopped:
        refuse(posts, report, ground="no_elements")
    assert "ground" in stopped.value.form.errors  # type: ignore[attr-defined]


def test_the_prosecutor_cancels_and_the_clock_begins_anew(posts: Posts, quick_papers: None) -> None:
    report = given(posts)
    refuse(posts, report)
    at = now()
    move(posts, "chief", report, "cancel_decision", reasons=WHY, at=at)
    again = fresh(posts, report)
    assert (again.status, again.ground, again.decided_by, again.assigned_to) == (
        "received", "", None, posts["investigator"],
    )  # fmt: skip
    assert terms(posts, report) == [("report.decision", "met"), ("report.decision", "live")]
    with speaking(posts["registrar"]):
        live = Deadline.objects.get(report=report, met_at__isnull=True)
    assert live.due_at - at == 24 * HOUR
    assert "investigator" in names(report, "report.decision_cancelled")
    move(posts, "investigator", report, "register", qualification="188/3", summary=report.summary,
         occurred_at=report.occurred_at, place=report.place)  # fmt: skip
    assert fresh(posts, report).status == "registered"


def test_another_prosecutor_does_not_even_see_it(posts: Posts, quick_papers: None) -> None:
    report = given(posts)
    refuse(posts, report)
    with pytest.raises(NotVisible):
        move(posts, "prosecutor2", report, "cancel_decision", reasons=WHY)


def test_passing_on_meets_the_days_of_the_code_and_shows_when_they_are_over(posts: Posts, quick_papers: None) -> None:
    late = given(posts, at=now() - 200 * HOUR)
    fields = {"ground": "administrative", "passed_to": "Управление местной полицейской службы", "reasons": WHY}
    move(posts, "investigator", late, "pass_on", **fields)
    assert terms(posts, late) == [("report.decision", "met"), ("report.pass_on", "met")]
    with speaking(posts["registrar"]):
        sent = Deadline.objects.get(report=late, rule="report.pass_on")
    assert sent.met_at is not None and sent.met_at > sent.due_at
    audit = given(posts)
    move(posts, "investigator", audit, "pass_on", **{**fields, "ground": "audit_first"})
    assert terms(posts, audit)[1] == ("report.audit_first", "met")


# --- transfer ------------------------------------------------------------------------------------------------


def ask(posts: Posts, report: Report, to: str = "AST-PD") -> Report:
    office = Office.objects.get(code=to)
    return move(posts, "investigator", report, "transfer", to_office=str(office.pk), reasons=WHY)


def test_a_transfer_goes_through_the_prosecutor_and_nobody_loses_sight(posts: Posts, quick_papers: None) -> None:
    report = given(posts)
    ask(posts, report)
    assert terms(posts, report) == [("report.decision", "live")], "it does not stand still at the prosecutor's"
    with speaking(posts["ast.head"]):
        assert not REPORT.visible(posts["ast.head"]).exists()
    move(posts, "prosecutor", report, "agree_transfer")
    there = fresh(posts, report, "ast.head")
    assert (there.office.code, there.book_office.code, there.assigned_to) == ("AST-PD", "ALA-PD", None)
    assert terms(posts, report) == [("report.decision", "met"), ("report.decision", "live")]
    for who in ("registrar", "head", "prosecutor", "prosecutor2", "ast.head"):
        assert fresh(posts, report, who).pk == report.pk, who
    with speaking(posts["investigator"]):
        assert not REPORT.visible(posts["investigator"]).exists()
    # Whoever only looks back at it does not act on it.
    for who, name in (("registrar", "assign"), ("prosecutor", "agree_transfer")):
        with speaking(posts[who]):
            offer = next(o for o in offers(REPORT, fresh(posts, report, who), posts[who], now())
                         if o.move.name == name)  # fmt: skip
            assert offer.refusal is not None
    move(posts, "ast.head", report, "assign", investigator=str(posts["ast.investigator"].pk))
    assert fresh(posts, report, "ast.investigator").assigned_to == posts["ast.investigator"]


def test_a_refused_transfer_leaves_the_report_where_it_was(posts: Posts, quick_papers: None) -> None:
    report = given(posts)
    ask(posts, report)
    move(posts, "prosecutor", report, "refuse_transfer", reasons=WHY)
    back = fresh(posts, report, "investigator")
    assert (back.status, back.office.code, back.to_office) == ("received", "ALA-PD", None)


# --- the electronic statement --------------------------------------------------------------------------------


def typed(**over: Any) -> dict[str, Any]:
    office = Office.objects.select_related("region", "supervised_by").get(code="ALA-PD")
    return {
        "office": office, "summary": "С моей карты списали деньги без моего ведома.", "language": "ru",
        "occurred_at": now() - 3 * HOUR, "place": "Алматы", "warned": True, **over,
    }  # fmt: skip


def test_a_person_signs_his_statement_and_has_the_receipt_at_once(posts: Posts, quick_papers: None) -> None:
    by = posts["victim"]
    with speaking(by):
        ready = statements.lay_out(by=by, at=now(), fields=typed())
        assert not Report.objects.filter(pk=ready).exists(), "nothing is in the record before the signature"
        report = statements.submit(report_id=ready, by=by, at=now(), signature="demo")
        acts = [paper.act for paper in papers_for(report, by)]
        assert acts == ["statement_written", "registration_document"]
        signed = Signature.objects.get(case_id=report.pk)
        assert signed.signer == by
    assert (report.source, report.serial > 0, report.received_by, report.iin) == ("electronic", True, None, by.user.iin)
    assert report.warned_at is not None
    assert terms(posts, report) == [("report.decision", "live")]
    assert names(report, "report.received") == {"head", "registrar"}
    with speaking(by), pytest.raises(Refused) as stopped:
        statements.submit(report_id=ready, by=by, at=now(), signature="demo")
    assert stopped.value.refusal.code == "no_statement", "twice is once"


@pytest.mark.parametrize(
    ("code", "over"),
    [("not_warned", {"warned": False}), ("event_in_future", {"occurred_at": AHEAD}),
     ("no_such_office", {"office": None})],
)  # fmt: skip
def test_a_statement_that_lacks_something_is_not_laid_out(
    posts: Posts, quick_papers: None, code: str, over: dict[str, Any]
) -> None:
    with refused(code, posts["victim"]):
        statements.lay_out(by=posts["victim"], at=now(), fields=typed(**over))


def test_the_bytes_he_looked_at_are_the_bytes_he_signs(posts: Posts) -> None:
    """With real typesetting and a real signature: the signed file begins with the sheet, byte for byte."""
    by = posts["victim"]
    with speaking(by):
        ready = statements.lay_out(by=by, at=now(), fields=typed())
        laid = statements.laid_out(by, ready)
        assert laid is not None
        shown = storage.read(ready, laid["sha256"])
        report = statements.submit(report_id=ready, by=by, at=now(), signature="demo")
        signed = papers_of(report).get(act="statement_written")
        bytes_of = storage.read(report.pk, signed.sha256)
    assert hashlib.sha256(shown).hexdigest() == laid["sha256"] and shown.startswith(b"%PDF-")
    assert bytes_of.startswith(shown) and bytes_of != shown, "the signature stands behind it, nothing is redrawn"
    assert verify(bytes_of).state == "verified"
    assert (report.summary, report.last_name) == (typed()["summary"], by.user.last_name)
    with speaking(posts["registrar"]):
        (draft,) = Draft.objects.filter(case_id=report.pk)
        assert draft.document is not None and draft.document.sha256 == laid["sha256"], "the sheet itself is kept"


def test_a_sheet_that_was_changed_on_the_disk_is_not_signed(
    posts: Posts, quick_papers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = posts["victim"]
    with speaking(by):
        ready = statements.lay_out(by=by, at=now(), fields=typed())
        laid = statements.laid_out(by, ready)
    assert laid is not None
    other = storage.put(ready, b"%PDF-1.7 other words")
    path, instead = (storage.path_of(ready, sha256) for sha256 in (laid["sha256"], other.sha256))
    path.chmod(0o600)
    path.write_bytes(instead.read_bytes())
    with refused("draft_damaged", by):
        statements.submit(report_id=ready, by=by, at=now(), signature="demo")
    with speaking(by):
        assert not Report.objects.exists() and not Document.objects.filter(case_id=ready).exists()


@pytest.mark.parametrize("field", ["last_name", "first_name", "patronymic", "iin"])
def test_a_sheet_of_somebody_who_is_called_otherwise_now_is_written_anew(
    posts: Posts, quick_papers: None, field: str
) -> None:
    by = posts["victim"]
    with speaking(by):
        ready = statements.lay_out(by=by, at=now(), fields=typed())
    setattr(by.user, field, "900101300017" if field == "iin" else "Другой")
    with refused("stale_draft", by):
        statements.submit(report_id=ready, by=by, at=now(), signature="demo")


def test_a_second_sheet_leaves_no_way_to_sign_the_first(posts: Posts, quick_papers: None) -> None:
    """Two tabs: an address stands for one sheet for ever, and the older sheet is gone."""
    by = posts["victim"]
    with speaking(by):
        first = statements.lay_out(by=by, at=now(), fields=typed())
        second = statements.lay_out(by=by, at=now(), fields=typed(summary="Совсем другие слова заявителя."))
    with refused("no_statement", by):
        statements.submit(report_id=first, by=by, at=now(), signature="demo")
    with speaking(by):
        report = statements.submit(report_id=second, by=by, at=now(), signature="demo")
    assert report.summary == "Совсем другие слова заявителя."


def test_nobody_sends_anothers_statement(posts: Posts, quick_papers: None) -> None:
    with speaking(posts["victim"]):
        ready = statements.lay_out(by=posts["victim"], at=now(), fields=typed())
    with refused("no_statement", posts["suspect"]):
        statements.submit(report_id=ready, by=posts["suspect"], at=now(), signature="demo")
    with refused("wrong_role", posts["registrar"]):
        statements.lay_out(by=posts["registrar"], at=now(), fields=typed())


# --- outsiders -----------------------------------------------------------------------------------------------


OUTSIDERS = (
    "investigator", "investigator2", "prosecutor2", "judge", "lawyer", "custody", "analyst", "suspect", "ast.head",
    "ast.investigator",
)  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_finds_no_report(posts: Posts, who: str) -> None:
    report = receive(posts)
    with speaking(posts[who]):
        assert not REPORT.visible(posts[who]).filter(pk=report.pk).exists()
    with pytest.raises(NotVisible):
        move(posts, who, report, "assign", investigator="1")


@pytest.mark.parametrize("who", ["judge", "lawyer", "suspect", "ast.head", "ast.investigator", "prosecutor2"])
def test_the_row_policies_say_the_same(posts: Posts, quick_papers: None, who: str) -> None:
    report = receive(posts)
    move(posts, "registrar", report, "receipt")
    with speaking(posts[who]):
        assert not Report.objects.filter(pk=report.pk).exists()
        assert not Deadline.objects.filter(report_id=report.pk).exists()
        assert not Document.objects.filter(case_id=report.pk).exists()
        assert not Entry.objects.filter(stream__case_id=report.pk).exists()


WRONG_ROLES = [
    ("registrar", "not_register"), ("registrar", "register"), ("registrar", "cancel_decision"), ("head", "register"),
    ("prosecutor", "assign"), ("prosecutor", "not_register"), ("investigator", "assign"),
    ("investigator", "cancel_decision"), ("investigator", "agree_transfer"), ("prosecutor", "cancel_decision"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "name"), WRONG_ROLES)
def test_a_wrong_role_is_told_who_decides(posts: Posts, who: str, name: str) -> None:
    report = fresh(posts, given(posts), who)
    refusal = REPORT.why_not(REPORT.moves(report)[name], report, posts[who], now())
    assert refusal is not None and refusal.code == "wrong_role"


# --- the code of the citizen's page --------------------------------------------------------------------------


def test_the_code_tells_what_happened_and_no_name(posts: Posts) -> None:
    report = receive(posts)
    with speaking(None), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM report_checked(%s)", [report.check_code])
        (row,) = cursor.fetchall()
        assert report.serial in row and "Серикова" not in map(str, row)
        cursor.execute("SELECT * FROM report_checked(%s)", ["AAAA-BBBB-CCCC"])
        assert cursor.fetchall() == []


# --- the clock -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
class TestTheClock:
    def tick(self) -> int:
        with logged_in_as("ecase_clock"):
            return clock.tick(wait=0)

    def test_no_decision_in_time_is_heard_by_the_prosecutor(self, posts: Posts) -> None:
        report = given(posts, at=now() - 24 * HOUR - 5 * MINUTE)
        assert self.tick() == 1
        assert kinds(posts, report)[-1] == "report.overdue"
        assert names(report, "report.overdue") == {"registrar", "head", "investigator", "prosecutor", "chief"}
        assert Notice.objects.filter(kind="report.overdue", must_acknowledge=True).count() == 5
        with speaking(posts["registrar"]):
            (entry,) = Entry.objects.filter(stream__case_id=report.pk, kind="report.overdue")
            assert entry.db_role == "ecase_clock" and entry.appointment_id is None
        assert self.tick() == 0, "once"
        move(posts, "investigator", report, "register", qualification="188/3", summary=report.summary,
             occurred_at=report.occurred_at, place=report.place)  # fmt: skip
        assert fresh(posts, report).status == "registered", "late is still registered"

    def test_a_warning_goes_to_the_office_and_not_to_the_prosecutor(self, posts: Posts) -> None:
        report = receive(posts, at=now() - 20 * HOUR + MINUTE / 60)
        with logged_in_as("ecase_clock"):
            assert clock.tick(wait=1.5) == 1
        assert names(report, "deadline.warning") == {"registrar", "head"}


@pytest.mark.django_db(transaction=True)
def test_an_officer_who_leaves_leaves_no_report_behind(posts: Posts) -> None:
    report = given(posts)
    with logged_in_as("ecase_clock"):
        posts_of_clock.settle()
    assert fresh(posts, report).assigned_to == posts["investigator"], "he is in post"
    end_appointment(appointment=posts["investigator"], at=now())
    with logged_in_as("ecase_clock"):
        posts_of_clock.settle()
        assert reports.leave(posts["investigator"], now()) == 0, "twice is once"
    assert fresh(posts, report).assigned_to is None
    assert names(report, "report.unassigned") == {"head", "registrar"}
    assert terms(posts, report) == [("report.decision", "live")], "the clock does not stop for it"


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_leave_no_gap_in_the_book(posts: Posts) -> None:
    def enter(name: str) -> None:
        for _ in range(4):
            receive(posts, by=name)
        connection.close()

    desks = [threading.Thread(target=enter, args=(name,)) for name in ("registrar", "head")]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    with speaking(posts["registrar"]):
        serials = sorted(Report.objects.values_list("serial", flat=True))
    assert serials == list(range(1, 9))
