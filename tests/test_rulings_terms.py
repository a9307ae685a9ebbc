"""The term a prosecutor sets (192(7)), what a joined case counts, and how both explain themselves.

Typesetting and signing are stood in for (tests/telling.py); the days are counted by `tests/law/model_of_terms.py`.
"""

from datetime import date, timedelta

import pytest
from django.utils import translation

from cases.models import Case, Deadline, Pause
from cases.moving import Invalid, do
from cases.queries import terms
from cases.queries.calendar import calendar
from cases.resource import RULING
from ecase.law.clock import local
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, tell_case
from tests.law import model_of_terms as model
from tests.rulings import WHY, again, decide, draw
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
DAY = timedelta(days=1)


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - 20 * DAY)


def running(posts, case: Case) -> Deadline:
    with speaking(posts["investigator"]):
        return Deadline.objects.get(case=case, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True)


def last_day(deadline: Deadline) -> date:
    return local(deadline.due_at - timedelta(microseconds=1)).date()


def in_days(days: int) -> date:
    """A working day about `days` ahead, within the month a prosecutor may set."""
    return calendar().working_on_or_after(local(now()).date() + days * DAY)


def explained(posts, deadline: Deadline) -> str:
    with speaking(posts["investigator"]), translation.override("en"):
        return "\n".join(terms.term(deadline, now()).explanation)


# --- set by the prosecutor (192(7)) ---------------------------------------------------------------


def test_whoever_cancels_a_termination_sets_the_term(posts, case):
    ruling = decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    until = in_days(9)
    ruling = decide(posts, ruling, "cancel", by="chief", until=f"{until:%d.%m.%Y}")
    term = running(posts, case)
    days = (until - local(now()).date()).days
    assert (term.rule, term.amount, last_day(term)) == ("investigation.returned", f"{days}d", until)
    said = explained(posts, term)
    assert f"{days} days" in said and "192(7)" in said and f"{until:%d.%m.%Y}" in said
    assert "set by a decision" not in said
    with speaking(posts["investigator"]):
        assert again(ruling).data["term_until"] == until.isoformat()


def test_without_a_day_it_is_the_month_of_the_law(posts, case):
    ruling = decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    decide(posts, ruling, "cancel", by="chief")
    term = running(posts, case)
    assert (term.rule, term.amount) == ("investigation.returned", "")
    assert last_day(term) >= model.months_on(local(now()).date(), 1)


def test_a_refused_termination_and_a_cancelled_interruption_too(posts, case):
    until = in_days(5)
    before = running(posts, case)
    decide(posts, draw(posts, case, "terminate", ground="no_event"), "refuse", by="chief", until=f"{until:%d.%m.%Y}")
    term = running(posts, case)
    assert (term.rule, last_day(term)) == ("investigation.returned", until)
    with speaking(posts["investigator"]):
        assert again(before).ended_at is not None
    stop = draw(posts, case, "interrupt", ground="fled")
    stop = decide(posts, stop, "approve")
    later = in_days(12)
    decide(posts, stop, "cancel", by="chief", until=f"{later:%d.%m.%Y}")
    term = running(posts, case)
    assert (term.rule, last_day(term)) == ("investigation.returned", later)
    assert term.next_at is not None
    with speaking(posts["investigator"]):
        assert again(case).stage == "pretrial"
        assert not Pause.objects.filter(case=case, until__isnull=True).exists()


def test_an_interruption_cancelled_without_a_day_runs_on_with_its_rest(posts, case):
    before = running(posts, case)
    stop = decide(posts, draw(posts, case, "interrupt", ground="fled"), "approve")
    decide(posts, stop, "cancel", by="chief")
    term = running(posts, case)
    assert (term.pk, term.due_at) == (before.pk, before.due_at)


def test_the_set_term_stands_still_and_goes_on_with_its_own_length(posts, case):
    until = in_days(20)
    stop = draw(posts, case, "interrupt", ground="fled", at=now() - 10 * DAY)
    decide(posts, stop, "refuse", at=now() - 10 * DAY + HOUR, until=f"{in_days(8):%d.%m.%Y}")
    term = running(posts, case)
    since = now() - 9 * DAY
    decide(posts, draw(posts, case, "interrupt", ground="fled", at=since), "approve", at=since + HOUR)
    draw(posts, case, "resume", at=since + 5 * DAY)
    after = running(posts, case)
    assert after.pk == term.pk
    first = local(after.starts_at).date()
    assert last_day(after) == model.last_day(
        first,
        int(after.amount[:-1]),
        "d",
        off=calendar().holidays,
        works=calendar().workdays,
        interruptions=[(local(since).date(), local(since + 5 * DAY).date())],
    )
    assert last_day(after) < until + 30 * DAY


def test_more_than_a_month_or_a_day_gone_is_refused(posts, case):
    ruling = decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    fields = {"by": posts["chief"], "at": now(), "reasons": WHY}
    today = local(now()).date()
    for code, day in (("term_too_long", model.months_on(today, 1) + DAY), ("date_past", today)):
        with refused(code, posts["chief"]):
            do(RULING, ruling.pk, "cancel", until=f"{day:%d.%m.%Y}", **fields)
    with speaking(posts["chief"]), pytest.raises(Invalid):
        do(RULING, ruling.pk, "cancel", until="when it suits", **fields)


def test_a_cancelled_interruption_does_not_wake_a_case_that_is_over(posts, case):
    stop = decide(posts, draw(posts, case, "interrupt", ground="fled"), "approve")
    decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    with refused("no_running_term", posts["chief"]):
        do(
            RULING, stop.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY, until=f"{in_days(5):%d.%m.%Y}"
        )  # fmt: skip
    decide(posts, stop, "cancel", by="chief")
    with speaking(posts["investigator"]):
        assert again(case).stage == "terminated"


def test_a_ruling_is_returned_with_a_moment_that_is_still_to_come(posts, case):
    ruling = draw(posts, case, "interrupt", ground="fled")
    with refused("date_past", posts["prosecutor"]):
        do(
            RULING, ruling.pk, "return_for_rework", by=posts["prosecutor"], at=now(), reasons=WHY,
            return_by=(now() - HOUR).isoformat(),
        )  # fmt: skip
    due = now() + DAY
    ruling = decide(posts, ruling, "return_for_rework", return_by=due.isoformat())
    assert ruling.data["return_by"]


# --- a joined case (192(2)) -----------------------------------------------------------------------


def interrupted(posts, case: Case, *, since: float, days: int) -> tuple[date, date]:
    """Interrupt and resume the case; `since` in days ago. The two days, as the model takes them: the first is that
    of the approval, which another day may have begun before."""
    began = now() - since * DAY
    decide(posts, draw(posts, case, "interrupt", ground="offender_unknown", at=began), "approve", at=began + HOUR)
    draw(posts, case, "resume", at=began + days * DAY)
    return local(began + HOUR).date(), local(began + days * DAY).date()


def by_model(case: Case, length: int, unit: str = "mo", **stood_still) -> date:
    first = model.day_of(case.registered_at)
    off, works = calendar().holidays, calendar().workdays
    return model.last_day(first, length, unit, off=off, works=works, **stood_still)


def test_the_earlier_case_brings_its_start_and_what_stood_still_in_it(posts, case):
    earlier = tell_case(posts, at=now() - 40 * DAY, qualification="189/2")
    gone = [interrupted(posts, earlier, since=38, days=6), interrupted(posts, earlier, since=25, days=4)]
    interrupted(posts, case, since=15, days=9)  # of the later case: not counted in the joined one
    draw(posts, earlier, "join", other_number=case.number, ground="same_unknown")
    term = running(posts, case)
    assert term.starts_at == earlier.registered_at
    assert last_day(term) == by_model(earlier, 2, interruptions=gone)
    said = explained(posts, term)
    assert said.count("Interrupted on") == 2 and f"{gone[0][0]:%d.%m.%Y}" in said
    with speaking(posts["investigator"]):
        assert Pause.objects.filter(deadline=term).count() == 4  # each interruption: before the prosecutor, and its own


def test_the_later_case_brings_nothing(posts, case):
    later = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    own = interrupted(posts, case, since=15, days=5)
    interrupted(posts, later, since=9, days=6)
    before = running(posts, case)
    draw(posts, later, "join", other_number=case.number, ground="same_unknown")
    term = running(posts, case)
    assert term.pk == before.pk
    assert last_day(term) == by_model(case, 2, interruptions=[own])


def test_a_pause_that_comes_after_the_joinder_is_counted_on_top(posts, case):
    earlier = tell_case(posts, at=now() - 40 * DAY, qualification="189/2")
    first = interrupted(posts, earlier, since=30, days=6)
    draw(posts, earlier, "join", other_number=case.number, ground="same_unknown", at=now() - 10 * DAY)
    second = interrupted(posts, case, since=8, days=3)
    assert last_day(running(posts, case)) == by_model(earlier, 2, interruptions=[first, second])


def test_an_extension_of_either_case_stands(posts, case):
    earlier = tell_case(posts, at=now() - 40 * DAY, qualification="189/2")
    decide(posts, draw(posts, case, "extend_term", months="3", ground="complex"), "approve", by="chief")
    draw(posts, earlier, "join", other_number=case.number, ground="same_unknown")
    term = running(posts, case)
    assert (term.amount, last_day(term)) == ("3", by_model(earlier, 3))


def test_of_a_term_the_prosecutor_set_and_another_the_one_that_ends_first_is_kept(posts, case):
    other = tell_case(posts, at=now() - 3 * DAY, qualification="189/2")
    until = in_days(6)
    ruling = decide(posts, draw(posts, case, "terminate", ground="no_event"), "approve", by="chief")
    decide(posts, ruling, "cancel", by="chief", until=f"{until:%d.%m.%Y}")
    draw(posts, case, "join", other_number=other.number, ground="same_unknown")
    term = running(posts, other)
    assert (term.rule, last_day(term)) == ("investigation.returned", until)


def test_what_waits_for_the_prosecutor_stands_still_in_the_joined_case_too(posts, case):
    earlier = tell_case(posts, at=now() - 40 * DAY, qualification="189/2")
    waiting = draw(posts, case, "terminate", ground="no_event", at=now() - 5 * DAY)
    draw(posts, earlier, "join", other_number=case.number, ground="same_unknown", at=now() - 4 * DAY)
    term = running(posts, case)
    with speaking(posts["investigator"]):
        assert Pause.objects.get(deadline=term, until__isnull=True).cause == "before_decider"
        assert term.next_at is None
    decide(posts, waiting, "refuse", by="chief")
    term = running(posts, case)
    assert term.next_at is not None
    since, until = term.starts_at, term.due_at
    assert last_day(term) > by_model(earlier, 2) and until > since


def test_an_extension_granted_while_the_case_is_before_the_prosecutor_stands_still_on(posts, case):
    asked = draw(posts, case, "extend_term", months="3", ground="complex", at=now() - 9 * DAY)
    waiting = draw(posts, case, "terminate", ground="no_event", at=now() - 8 * DAY)
    decide(posts, asked, "approve", by="chief", at=now() - 6 * DAY)
    assert running(posts, case).next_at is None
    decide(posts, waiting, "refuse", by="chief", at=now() - 2 * DAY)
    term = running(posts, case)
    with speaking(posts["investigator"]):
        spans = [(p.since, p.until) for p in Pause.objects.filter(case=case).order_by("since")]
    assert last_day(term) == by_model(case, 3, pauses=spans)
    assert last_day(term) > by_model(case, 3)


# --- the calculator -------------------------------------------------------------------------------


def test_the_calculator_counts_a_term_that_was_set(client):
    def asked(**facts):
        body = {"rule": "investigation.returned", "start": "2026-11-23", **facts}
        return client.post(
            "/api/v1/law/term/", body, content_type="application/json", headers={"Accept-Language": "en"}
        )

    for facts in ({"set_until": "2026-12-04"}, {"amount": "11d"}):
        told = asked(**facts).json()
        assert (told["last_day"], told["amount"], told["unit"]) == ("2026-12-04", 11, "d"), facts
        assert any("11 days" in step["says"] for step in told["explanation"])
    refusal = asked(set_until="2027-01-10")
    assert (refusal.status_code, refusal.json()["code"]) == (400, "term_too_long")
    page = client.post(
        "/en/law/calculator/term/",
        {"rule": "investigation.returned", "start": "23.11.2026", "set_until": "04.12.2026"},
    )
    assert page.status_code == 200 and "11 days" in page.content.decode()
