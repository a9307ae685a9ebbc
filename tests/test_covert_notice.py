"""The duty to tell the person after a covert action, his own page, and the end of results of no value (CPC 240)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from cases.models import Case, Deadline, Material, Ruling
from cases.moving import do
from ecase.documents import storage
from ecase.law.clock import due, local
from ecase.people.models import Appointment, Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.appeals.resource import APPEAL
from sanctions.covert import notices
from sanctions.covert.closed_case import end_in_closed_cases
from sanctions.covert.codes import code_of, hash_of_code, hash_of_iin
from sanctions.covert.queries import breaches, last_day, notice_of, overdue
from sanctions.models import Appeal, CovertNotice, Destruction, NoticeOpened, Sanction
from sanctions.resource import SANCTION
from tests import covert
from tests.covert import REASONS, ask, granted, in_court, move, paper
from tests.fixtures import ADULT, HOUR, OTHER, logged_in_as, tell_case
from tests.rulings import decide, draw, enter
from tests.telling import quick_papers, refused
from tests.test_covert import entries, terms

__all__ = ["quick_papers"]
# The clock writes as its own role: what it is to see has to be committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]
Posts = dict[str, Appointment]
DAY = timedelta(days=1)
S = CovertNotice.State
SENT = {"addressee": "Кравцов Денис", "iin": ADULT, "address": "Алматы, ул. Абая, 1", "means": "registered_mail"}


@pytest.fixture
def case(posts: Posts) -> Case:
    return tell_case(posts, at=now() - 3 * DAY)


def by_clock(step: Any, at: datetime | None = None) -> Any:
    with logged_in_as("ecase_clock"):
        return step(at or now())


def decided(posts: Posts, case: Case, at: Any = None) -> None:
    """The case is terminated, by the ruling of its investigator and the word of the chief."""
    at = at or now()
    ruling = draw(posts, case, "terminate", at=at, ground="no_event")
    decide(posts, ruling, "approve", by="chief", at=at)


@pytest.fixture
def owed(posts: Posts, case: Case) -> Sanction:
    """An action on a person of the case, ended, in a case that is decided: he has to be told."""
    person = enter(posts, case, "suspect", last_name="Кравцов", first_name="Денис", iin=ADULT, address="Алматы, 1")
    running = granted(posts, case, participant_id=person.pk)
    move(posts, "investigator", running, "finish", ended_at=now(), execution="Завершено.")
    decided(posts, case)
    assert by_clock(notices.open_due) == 1
    assert by_clock(notices.open_due) == 0, "twice is once"
    return running


def test_the_final_decision_begins_the_duty_and_its_term(posts: Posts, owed: Sanction) -> None:
    with speaking(posts["prosecutor"]):
        notice = notice_of(owed)
        assert (notice.state, notice.name) == (S.DUE, "Кравцов Денис")
        assert notice.due_on == due("covert.notify", notice.since).last_day
        told = set(Notice.objects.filter(kind="covert.notice_owed").values_list("to_id", flat=True))
    assert told == {posts["investigator"].pk, posts["prosecutor"].pk}
    assert terms(posts, owed)["covert.notify"] == "live"
    assert entries(posts, owed)[-1] == "covert.notice_owed"


def test_nobody_is_told_while_the_case_goes_on(posts: Posts, case: Case) -> None:
    running = granted(posts, case)
    assert by_clock(notices.open_due) == 0
    with refused("wrong_status", posts["investigator"]):
        move(posts, "investigator", running, "send_notice", **SENT)
    move(posts, "investigator", running, "finish", ended_at=now(), execution="Завершено.")
    with refused("notice_not_owed", posts["investigator"]):
        move(posts, "investigator", running, "send_notice", **SENT)


def test_the_letter_is_sent_once_and_meets_the_term(posts: Posts, owed: Sanction) -> None:
    with refused("wrong_role", posts["prosecutor"]):
        move(posts, "prosecutor", owed, "send_notice", **SENT)
    move(posts, "investigator", owed, "send_notice", **SENT)
    with speaking(posts["investigator"]):
        notice = notice_of(owed)
        assert (notice.state, notice.check_hash) == (S.SENT, hash_of_code(code_of(notice.pk)))
        assert notice.iin_hash == hash_of_iin(ADULT) and notice.letter.compartment == "covert"
    assert terms(posts, owed)["covert.notify"] == "met"
    with refused("sent_already", posts["investigator"]):
        move(posts, "investigator", owed, "send_notice", **SENT)
    delivered = now()
    move(posts, "investigator", owed, "notice_delivered", delivered_at=delivered, proof="Квитанция 17")
    with speaking(posts["investigator"]):
        notice = notice_of(owed)
        assert notice.complain_until == due("covert.complaint", notice.delivered_at).last_day
    with refused("delivered_already", posts["investigator"]):
        move(posts, "investigator", owed, "notice_delivered", delivered_at=delivered, proof="Ещё раз")


def at_the_page(code: str, iin: str) -> Any:
    return Client().post("/ru/covert-notice/", {"code": code, "iin": iin})


def test_the_person_reads_his_notice_and_that_is_its_delivery(posts: Posts, owed: Sanction) -> None:
    move(posts, "investigator", owed, "send_notice", **SENT)
    cache.clear()
    with speaking(posts["investigator"]):
        code = code_of(notice_of(owed).pk)
    page = at_the_page(code, ADULT)
    text = page.content.decode()
    assert page.status_code == 200 and "Кравцов Денис" in text
    assert covert.GROUNDS not in text and "Завершено" not in text and "7 701" not in text, "no results, no grounds"
    at_the_page(code, ADULT)
    assert NoticeOpened.objects.count() == 1
    assert by_clock(notices.enter_opened) == 1
    assert by_clock(notices.enter_opened) == 0
    with speaking(posts["investigator"]):
        notice = notice_of(owed)
        assert (notice.state, notice.proof) == (S.READ, "page")
        assert notice.complain_until == due("covert.complaint", notice.delivered_at).last_day
        assert f"{notice.complain_until:%d.%m.%Y}" in text
    assert entries(posts, owed)[-1] == "covert.notice_read"


def test_whatever_is_wrong_the_words_are_the_same(posts: Posts, owed: Sanction) -> None:
    move(posts, "investigator", owed, "send_notice", **SENT)
    with speaking(posts["investigator"]):
        code = code_of(notice_of(owed).pk)
    answers = set()
    for typed in ((code, OTHER), ("AAAA-AAAA-AAAA", ADULT), ("AAAA-AAAA-AAAA", OTHER), (code, "1"), ("x", ADULT)):
        cache.clear()
        page = at_the_page(*typed)
        words = page.content.decode().split("<main")[1]
        for one in typed:
            words = words.replace(f'value="{one}"', "")
        answers.add((page.status_code, words.split("<form")[0], words.count("Кравцов")))
    assert len(answers) == 1 and next(iter(answers))[0] == 404
    assert next(iter(answers))[2] == 0


def test_the_page_rests_after_five_wrong_tries(posts: Posts, owed: Sanction) -> None:
    move(posts, "investigator", owed, "send_notice", **SENT)
    cache.clear()
    with speaking(posts["investigator"]):
        code = code_of(notice_of(owed).pk)
    assert [at_the_page("AAAA-AAAA-AAAA", ADULT).status_code for _try in range(5)] == [404, 404, 404, 404, 429]
    assert at_the_page(code, ADULT).status_code == 429, "also for the right one, until it has rested"
    cache.clear()


def test_a_notice_that_is_not_sent_opens_nothing(posts: Posts, owed: Sanction) -> None:
    cache.clear()
    with speaking(posts["investigator"]):
        code = code_of(notice_of(owed).pk)
    assert at_the_page(code, ADULT).status_code == 404


def test_an_unsent_notice_past_its_day_is_a_breach_for_the_prosecutor(posts: Posts, owed: Sanction) -> None:
    with speaking(posts["prosecutor"]):
        notice = notice_of(owed)
        assert not overdue(notice, now()) and not breaches(posts["prosecutor"], now())
        later = notice.since + 200 * DAY
        assert overdue(notice, later)
        assert [row.pk for row in breaches(posts["prosecutor"], later)] == [notice.pk]
    with speaking(posts["chief"]):
        assert not breaches(posts["chief"], later)


def test_the_judge_gives_more_time_but_no_more_than_a_year(posts: Posts, owed: Sanction) -> None:
    until = now().date() + 300 * DAY
    facts = {"final_on": str(now().date()), "person": "Кравцов", "until": str(until), "need": "Связан с другим делом."}
    more = {"kind": "covert_notice_extension", "extends_id": owed.pk, "facts": facts, "stated": ["reasoned"]}
    with speaking(posts["investigator"]):
        case = Case.objects.get(pk=owed.case_id)
    asked = ask(posts, case, rapport=False, **more)
    sent = move(posts, "investigator", asked, "submit")
    with refused("notice_over_a_year", posts["judge"]):
        move(posts, "judge", sent, "grant", reasons=REASONS, until=str(until + 90 * DAY))
    move(posts, "judge", sent, "grant", reasons=REASONS, until=str(until))
    with speaking(posts["prosecutor"]):
        notice = notice_of(owed)
        assert last_day(notice) == until
        running = Deadline.objects.get(matter=owed.pk, rule="covert.notify", met_at=None, ended_at=None)
        assert local(running.due_at - HOUR).date() == until
        assert not overdue(notice, notice.since + 200 * DAY)


def test_the_judge_waives_the_notice_on_a_ground_of_the_law(posts: Posts, owed: Sanction) -> None:
    facts = {"final_on": str(now().date()), "person": "Кравцов", "need": "Раскроет агента."}
    with speaking(posts["investigator"]):
        case = Case.objects.get(pk=owed.case_id)
    more = {"kind": "covert_notice_waiver", "extends_id": owed.pk, "facts": facts}
    asked = ask(posts, case, rapport=False, stated=["safety"], **more)
    sent = move(posts, "investigator", asked, "submit")
    move(posts, "judge", sent, "grant", reasons=REASONS)
    with speaking(posts["prosecutor"]):
        notice = notice_of(owed)
        assert (notice.state, notice.waived_by_id) == (S.WAIVED, asked.pk)
    assert terms(posts, owed)["covert.notify"] == "ended"
    with refused("waived", posts["investigator"]):
        move(posts, "investigator", owed, "send_notice", **SENT)


def test_a_termination_that_is_cancelled_takes_the_duty_back(posts: Posts, case: Case, owed: Sanction) -> None:
    with speaking(posts["chief"]):
        ruling = Ruling.objects.get(case=case, kind="termination")
    decide(posts, ruling, "cancel", by="chief")
    assert by_clock(notices.open_due) == 1
    assert by_clock(notices.open_due) == 0
    assert terms(posts, owed)["covert.notify"] == "ended"
    with refused("notice_not_owed", posts["investigator"]):
        move(posts, "investigator", owed, "send_notice", **SENT)


def test_a_waiver_that_is_cancelled_owes_the_person_his_notice_again(posts: Posts, owed: Sanction) -> None:
    """The court above cancels the judge's consent: the duty runs on from the final decision as if never waived."""
    facts = {"final_on": str(now().date()), "person": "Кравцов", "need": "Раскроет агента."}
    with speaking(posts["investigator"]):
        case = Case.objects.get(pk=owed.case_id)
    more = {"kind": "covert_notice_waiver", "extends_id": owed.pk, "facts": facts}
    sent = move(posts, "investigator", ask(posts, case, rapport=False, stated=["safety"], **more), "submit")
    move(posts, "judge", sent, "grant", reasons=REASONS)
    cancelled_above(posts, sent)
    with speaking(posts["prosecutor"]):
        notice = notice_of(owed)
        assert (notice.state, notice.waived_by_id) == (S.DUE, None)
        assert last_day(notice) == due("covert.notify", notice.since).last_day
        term = Deadline.objects.get(matter=owed.pk, rule="covert.notify", met_at=None, ended_at=None)
        assert term.starts_at == notice.since
    move(posts, "investigator", owed, "send_notice", **SENT)


def test_more_time_that_is_cancelled_ends_on_the_first_day_again(posts: Posts, owed: Sanction) -> None:
    until = now().date() + 300 * DAY
    facts = {"final_on": str(now().date()), "person": "Кравцов", "until": str(until), "need": "Связан с другим делом."}
    with speaking(posts["investigator"]):
        case = Case.objects.get(pk=owed.case_id)
    more = {"kind": "covert_notice_extension", "extends_id": owed.pk, "facts": facts, "stated": ["reasoned"]}
    sent = move(posts, "investigator", ask(posts, case, rapport=False, **more), "submit")
    move(posts, "judge", sent, "grant", reasons=REASONS, until=str(until))
    cancelled_above(posts, sent)
    with speaking(posts["prosecutor"]):
        notice = notice_of(owed)
        assert notice.extended_until is None and last_day(notice) == due("covert.notify", notice.since).last_day
        term = Deadline.objects.get(matter=owed.pk, rule="covert.notify", met_at=None, ended_at=None)
        assert local(term.due_at - HOUR).date() == last_day(notice)


def cancelled_above(posts: Posts, sanction: Sanction) -> None:
    """The prosecutor of the case appeals, the court above cancels what the judge has granted."""
    with speaking(posts["prosecutor"]):
        do(SANCTION, sanction.pk, "appeal", by=posts["prosecutor"], at=now(), text=REASONS, asks="cancel")
        appeal = Appeal.objects.get(sanction=sanction.pk)
    with speaking(posts["judge"]):
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    with speaking(posts["appeal_judge"]):
        do(APPEAL, appeal.pk, "cancel", by=posts["appeal_judge"], at=now(), reasons=REASONS)


# --- the case is over ------------------------------------------------------------------------------------------------


def test_nothing_covert_goes_on_in_a_case_that_is_over(posts: Posts, case: Case) -> None:
    """Who ended the case knows nothing of it: the clock ends what runs, withdraws what waits, and the duty begins."""
    running, waiting = granted(posts, case), ask(posts, case, kind="covert_surveillance")
    sent = in_court(posts, case)
    decided(posts, case)
    assert by_clock(end_in_closed_cases) == 3
    assert by_clock(end_in_closed_cases) == 0, "twice is once"
    with speaking(posts["investigator"]):
        rows = {row.pk: row for row in Sanction.objects.filter(case=case)}
        assert (rows[running.pk].status, rows[running.pk].end_ground) == ("lifted", "case_over")
        assert rows[waiting.pk].status == rows[sent.pk].status == "withdrawn"
        assert rows[sent.pk].matter.waits_for is None and rows[sent.pk].matter.closed_at is not None
    live = terms(posts, running)
    assert live["covert.term"] == "ended" and live["covert.result_notice"] == "live"
    with speaking(posts["chief"]):
        assert not Notice.objects.filter(kind__in=["covert.stopped", "sanction.withdrawn"], to=posts["chief"]).exists()
        assert not Sanction.objects.visible_to(posts["chief"]).filter(pk=running.pk).exists()
    assert by_clock(notices.open_due) == 1
    with refused("wrong_status", posts["judge"]):
        move(posts, "judge", sent, "grant", reasons=REASONS, days=10)


def test_a_case_that_goes_on_keeps_its_covert_actions(posts: Posts, case: Case) -> None:
    running = granted(posts, case)
    assert by_clock(end_in_closed_cases) == 0
    with speaking(posts["investigator"]):
        assert Sanction.objects.get(pk=running.pk).status == "granted"


# --- the end of the results ------------------------------------------------------------------------------------------


def test_results_are_destroyed_after_two_months_and_word_to_the_person(posts: Posts) -> None:
    start = now() - 120 * DAY
    case = tell_case(posts, at=start - DAY)
    person = enter(posts, case, "suspect", last_name="Кравцов", first_name="Денис", iin=ADULT)
    sent = in_court(posts, case, at=start, participant_id=person.pk)
    running = move(posts, "judge", sent, "grant", at=start + HOUR, reasons=REASONS, days=20)
    move(posts, "investigator", running, "finish", at=start + DAY, ended_at=start + DAY, execution="Завершено.")
    result = paper(posts, running, at=start + DAY)
    decided(posts, case, start + 2 * DAY)
    by_clock(notices.open_due, start + 2 * DAY)
    move(posts, "investigator", running, "send_notice", at=start + 3 * DAY, **SENT)
    move(
        posts,
        "investigator",
        running,
        "notice_delivered",
        at=start + 5 * DAY,
        delivered_at=start + 4 * DAY,
        proof="№ 1",
    )
    with refused("destroy_untold", posts["investigator"]):
        move(posts, "investigator", running, "destroy", commission="Иванов")
    soon, later = str((start + 20 * DAY).date()), str((start + 90 * DAY).date())
    with refused("destroy_early", posts["investigator"]):
        move(posts, "investigator", running, "tell_destruction", at=start + 6 * DAY, what="Диск", planned_on=soon)
    told = {"what": "Диск 1\nДиск 2", "planned_on": later}
    move(posts, "investigator", running, "tell_destruction", at=start + 6 * DAY, **told)
    with refused("destroy_early", posts["investigator"]):
        move(posts, "investigator", running, "destroy", at=start + 30 * DAY, commission="Иванов, следователь")
    done = move(posts, "investigator", running, "destroy", commission="Иванов, следователь\nПетров, эксперт")
    with speaking(posts["prosecutor"]):
        row = Destruction.objects.get(sanction=done)
        assert row.destroyed_at is not None and row.act is not None
        row = Material.objects.select_related("document").get(pk=result.pk)  # the row stays
        assert not storage.exists(row.document.case_id, row.document.sha256), "its bytes are gone"
    with refused("destroyed", posts["investigator"]):
        move(posts, "investigator", running, "destroy", commission="Иванов")


def test_the_prosecutor_objects_and_nothing_is_destroyed(posts: Posts, owed: Sanction) -> None:
    with refused("no_destruction", posts["prosecutor"]):
        move(posts, "prosecutor", owed, "object", reasons=REASONS)
    planned = str((now() + 70 * DAY).date())
    move(posts, "investigator", owed, "tell_destruction", what="Диск 1", planned_on=planned)
    with refused("destruction_planned", posts["investigator"]):
        move(posts, "investigator", owed, "tell_destruction", what="Диск 1", planned_on=planned)
    with refused("wrong_role", posts["investigator"]):
        move(posts, "investigator", owed, "object", reasons=REASONS)
    move(posts, "prosecutor", owed, "object", reasons=REASONS)
    with refused("objected", posts["investigator"]):
        move(posts, "investigator", owed, "destroy", at=now() + 80 * DAY, commission="Иванов")
    assert terms(posts, owed)["covert.destruction"] == "ended"
