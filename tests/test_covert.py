"""A covert action from the request to its results: each act works, is refused to the wrong person and in the wrong
state, is not there for a stranger, and twice is once. The person's notice: `test_covert_notice`."""

import io
from datetime import timedelta
from typing import Any

import pytest

from cases.actions.act import NotVisible
from cases.models import Case, Deadline, Material, Matter, Participant
from ecase.law.acts import ACTS
from ecase.law.clock import local
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.acts.asked import about
from sanctions.covert.filing import file_paper
from sanctions.models import CovertNotice, Sanction
from tests import covert
from tests.covert import REASONS, ask, granted, in_court, move, paper
from tests.fixtures import HOUR, tell_case
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
Posts = dict[str, Appointment]
DAY = timedelta(days=1)
S = CovertNotice.State


@pytest.fixture
def case(posts: Posts) -> Case:
    return tell_case(posts, at=now() - 3 * DAY)


def terms(posts: Posts, sanction: Sanction, by: str = "investigator") -> dict[str, str]:
    """Rule -> live, met or ended; the last row of each rule."""
    with speaking(posts[by]):
        rows = Deadline.objects.filter(matter_id=sanction.pk).order_by("id")
        return {row.rule: "live" if row.live else "met" if row.met_at else "ended" for row in rows}


def entries(posts: Posts, sanction: Sanction) -> list[str]:
    with speaking(posts["investigator"]):
        rows = Entry.objects.filter(stream__case_id=sanction.pk, stream__kind="covert").order_by("seq")
        return list(rows.values_list("kind", flat=True))


def sees(posts: Posts, who: str, sanction: Sanction) -> bool:
    with speaking(posts[who]):
        return bool(Sanction.objects.visible_to(posts[who]).filter(pk=sanction.pk).exists())


# --- asking and deciding ---------------------------------------------------------------------------------------------


def test_from_the_request_to_the_sanction(posts: Posts, case: Case) -> None:
    asked = ask(posts, case, at=now() - 5 * HOUR)
    assert (asked.status, asked.matter.compartment) == ("draft", "covert")
    assert [who for who in posts if sees(posts, who, asked)] == ["investigator"]
    sent = move(posts, "investigator", asked, "submit", at=now() - 4 * HOUR)
    assert sent.status == "before_court"
    assert terms(posts, sent) == {"ij.covert": "live", "covert.to_ij": "met"}
    assert sees(posts, "judge", sent) and not sees(posts, "prosecutor", sent)
    with speaking(posts["judge"]):
        running = Deadline.objects.get(matter=sent.pk, rule="ij.covert")
        assert running.due_at - running.starts_at == 12 * HOUR
    done = move(posts, "judge", sent, "grant", at=now() - 3 * HOUR, reasons=REASONS, days=20)
    assert done.status == "granted" and done.until == (local(now() - 3 * HOUR) + 20 * DAY).date()
    state = terms(posts, sent)
    assert (state["ij.covert"], state["covert.term"]) == ("met", "live")
    assert sees(posts, "prosecutor", sent)
    assert not sees(posts, "head", sent) and not sees(posts, "chief", sent)
    assert entries(posts, sent) == ["sanction.drafted", "sanction.submitted", "sanction.granted"]


def test_the_act_names_what_lies_in_its_room_and_calls_nobody_a_suspect(posts: Posts, case: Case) -> None:
    with speaking(posts["investigator"]):
        named = Participant.objects.create(
            case=case, capacity="suspect", identity="со слов", last_name="Иной", first_name="Некто", since=now()
        )
    asked = ask(posts, case, participant_id=named.pk)
    paper(posts, asked, title="Рапорт о номере")
    with speaking(posts["investigator"]):
        printed = about(asked, ACTS[asked.rule.petition_act], posts["investigator"], now())
    assert "Рапорт о номере" in [row["title"] for row in printed["sanction"]["materials"]]
    assert printed["person"]["capacity"] and printed["person"]["capacity"] != named.get_capacity_display()


def test_the_judge_asks_for_more_and_has_twenty_four_hours_from_the_same_arrival(posts: Posts, case: Case) -> None:
    sent = in_court(posts, case, at=now() - 2 * HOUR)
    move(posts, "judge", sent, "ask_material", reasons="Представьте рапорт о проверке номера.")
    with speaking(posts["judge"]):
        running = Deadline.objects.get(matter=sent.pk, rule="ij.covert", ended_at=None, met_at=None)
        assert running.due_at - running.starts_at == 24 * HOUR
        assert Notice.objects.filter(to=posts["investigator"], kind="covert.material_asked").count() == 1
    with refused("asked_already", posts["judge"]):
        move(posts, "judge", sent, "ask_material", reasons="Ещё раз.")
    filed = paper(posts, sent, title="Рапорт о проверке")
    assert (filed.compartment, filed.kind) == ("covert", "upload")


@pytest.mark.parametrize(("who", "code"), [("investigator", "wrong_role"), ("prosecutor", "404"), ("judge2", "404")])
def test_only_the_judge_of_the_request_asks_for_more(posts: Posts, case: Case, who: str, code: str) -> None:
    sent = in_court(posts, case)
    if code == "404":
        with speaking(posts[who]), pytest.raises(NotVisible):
            move(posts, who, sent, "ask_material", reasons=REASONS)
        return
    with refused(code, posts[who]):
        move(posts, who, sent, "ask_material", reasons=REASONS)


def test_an_urgent_action_that_is_refused_stops_and_gives_no_evidence(posts: Posts, case: Case) -> None:
    begun = now() - 5 * HOUR
    facts = {**covert.FACTS["covert_telecom"], "acted_from": begun.isoformat(), "urgent_why": "Передача через час."}
    asked = ask(posts, case, facts=facts, urgent=True, acted_from=begun)
    assert terms(posts, asked)["covert.urgent"] == "live"
    with speaking(posts["investigator"]):
        told = Deadline.objects.get(matter=asked.pk, rule="covert.urgent")
        assert told.due_at - begun < 25 * HOUR
    result = paper(posts, asked)
    sent = move(posts, "investigator", asked, "submit")
    assert terms(posts, sent)["covert.urgent"] == "met"
    done = move(posts, "judge", sent, "refuse", reasons=REASONS)
    with speaking(posts["investigator"]):
        row = Material.objects.get(pk=result.pk)
        assert row.inadmissible_at is not None and row.inadmissible_cite == "CPC 235(2)"
    assert done.status == "refused"
    with speaking(posts["investigator"]):
        assert Sanction.objects.get(pk=done.pk).end_ground == "refused"


def test_a_first_request_of_more_than_thirty_days_is_not_taken(posts: Posts, case: Case) -> None:
    covert.report(posts, case)
    asked = ask(posts, case, rapport=False, facts={**covert.FACTS["covert_telecom"], "days": 31})
    with refused("covert_days", posts["investigator"]):
        move(posts, "investigator", asked, "submit")


# --- the check, the stop ---------------------------------------------------------------------------------------------


def test_the_judge_doubts_the_prosecutor_checks_and_finds_it_lawful(posts: Posts, case: Case) -> None:
    running = granted(posts, case)
    move(posts, "judge", running, "ask_check", reasons="Основания скупы.")
    assert terms(posts, running)["covert.check"] == "live"
    with refused("asked_already", posts["judge"]):
        move(posts, "judge", running, "ask_check", reasons="Ещё раз.")
    with refused("wrong_role", posts["investigator"]):
        move(posts, "investigator", running, "find_lawful", reasons=REASONS)
    move(posts, "prosecutor", running, "find_lawful", reasons=REASONS)
    assert terms(posts, running)["covert.check"] == "met"
    with refused("no_check", posts["prosecutor"]):
        move(posts, "prosecutor", running, "find_lawful", reasons=REASONS)


def test_a_check_can_be_asked_for_with_the_sanction_and_not_after_a_day(posts: Posts, case: Case) -> None:
    sent = in_court(posts, case, at=now() - 30 * HOUR)
    running = move(posts, "judge", sent, "grant", at=now() - 29 * HOUR, reasons=REASONS, days=10, check=True)
    assert terms(posts, running)["covert.check"] == "live"
    assert entries(posts, running)[-2:] == ["sanction.granted", "covert.check_asked"]
    late = in_court(posts, case, at=now() - 28 * HOUR, kind="covert_av", facts={
        **covert.FACTS["covert_telecom"], "means": ["sound"], "place": "Алматы",
    })  # fmt: skip
    late = move(posts, "judge", late, "grant", at=now() - 27 * HOUR, reasons=REASONS, days=10)
    with refused("too_late", posts["judge"]):
        move(posts, "judge", late, "ask_check", reasons="Поздно.")


def test_the_prosecutor_asks_to_stop_and_the_judge_stops(posts: Posts, case: Case) -> None:
    running = granted(posts, case)
    result = paper(posts, running)
    with refused("no_petition", posts["judge"]):
        move(posts, "judge", running, "let_run", reasons=REASONS)
    move(posts, "prosecutor", running, "ask_to_stop", reasons=REASONS)
    with speaking(posts["judge"]):
        assert Matter.objects.get(pk=running.pk).waits_for_id == posts["judge"].pk
    with refused("asked_already", posts["prosecutor"]):
        move(posts, "prosecutor", running, "ask_to_stop", reasons=REASONS)
    over = move(posts, "judge", running, "stop", reasons=REASONS, inadmissible=True)
    assert over.status == "lifted" and over.end_ground == "stopped"
    state = terms(posts, over)
    assert (state["covert.term"], state["covert.result_notice"]) == ("ended", "live")
    with speaking(posts["judge"]):
        assert Material.objects.get(pk=result.pk).inadmissible_cite == "CPC 234(2)"
    with refused("wrong_status", posts["judge"]):
        move(posts, "judge", running, "stop", reasons=REASONS)


def test_the_judge_may_leave_it_running(posts: Posts, case: Case) -> None:
    running = granted(posts, case)
    move(posts, "prosecutor", running, "ask_to_stop", reasons=REASONS)
    still = move(posts, "judge", running, "let_run", reasons=REASONS)
    assert still.status == "granted" and still.matter.waits_for_id is None


def test_what_needs_no_court_is_told_to_the_prosecutor_who_may_stop_it(posts: Posts, case: Case) -> None:
    covert.report(posts, case)
    asked = ask(posts, case, kind="covert_surveillance", rapport=False)
    assert not sees(posts, "prosecutor", asked)
    running = move(posts, "investigator", asked, "apply")
    assert running.status == "granted" and sees(posts, "prosecutor", running)
    assert terms(posts, running)["covert.term_alone"] == "live"
    with speaking(posts["prosecutor"]):
        assert Notice.objects.filter(to=posts["prosecutor"], path__endswith=f"/covert/{running.pk}/").exists()
    with refused("wrong_role", posts["investigator"]):
        move(posts, "investigator", running, "stop", reasons=REASONS)
    over = move(posts, "prosecutor", running, "stop", reasons=REASONS)
    assert over.status == "lifted"
    for who in ("head", "chief", "judge", "lawyer", "investigator2"):
        assert not sees(posts, who, running), who


# --- prolonging, the end, the results --------------------------------------------------------------------------------


def test_an_action_is_prolonged_from_its_own_last_day(posts: Posts, case: Case) -> None:
    running = granted(posts, case)
    facts = {
        "running_until": str(running.until),
        "days": 30,
        "obtained": "Установлены встречи.",
        "need": "Продолжаются.",
    }
    more = {"kind": "covert_extension", "extends_id": running.pk, "facts": facts, "stated": ["needed"]}
    covert.report(posts, case)
    asked = ask(posts, case, rapport=False, **more)
    assert terms(posts, asked)["covert.extension_ruling"] == "live"
    sent = move(posts, "investigator", asked, "submit")
    move(posts, "judge", sent, "grant", reasons=REASONS, days=30)
    with speaking(posts["investigator"]):
        action = Sanction.objects.get(pk=running.pk)
        assert action.until == running.until + 30 * DAY
        assert [d.rule for d in Deadline.objects.filter(matter=running.pk, met_at=None, ended_at=None)
                if d.rule.startswith("covert")] == ["covert.extension"]  # fmt: skip


def test_the_end_and_the_results(posts: Posts, case: Case) -> None:
    running = granted(posts, case, at=now() - 2 * HOUR)
    with refused("not_yet", posts["investigator"]):
        move(posts, "investigator", running, "finish", ended_at=now() + DAY, execution="Завершено.")
    with refused("wrong_role", posts["judge"]):
        move(posts, "judge", running, "finish", ended_at=now(), execution="Завершено.")
    over = move(posts, "investigator", running, "finish", ended_at=now(), execution="Слуховой контроль завершён.")
    assert over.status == "executed" and terms(posts, over)["covert.result_notice"] == "live"
    result = paper(posts, over)
    assert (result.kind, result.compartment) == ("covert_result", "covert")
    told = move(posts, "investigator", over, "tell_results", results="Записаны три разговора о передаче.")
    assert terms(posts, told)["covert.result_notice"] == "met"
    with refused("told_already", posts["investigator"]):
        move(posts, "investigator", over, "tell_results", results="Ещё раз.")
    with refused("wrong_status", posts["investigator"]):
        move(posts, "investigator", over, "finish", ended_at=now(), execution="Ещё раз.")


def test_results_are_filed_by_whoever_conducts_the_case_alone(posts: Posts, case: Case) -> None:
    running = granted(posts, case)

    def file(by: str) -> Any:
        at = now()
        return file_paper(
            sanction_id=running.pk, by=posts[by], at=at, file=io.BytesIO(b"x y z"), name="a.txt", title="X"
        )

    with refused("not_the_investigator", posts["judge"]):
        file("judge")
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        file("investigator2")
