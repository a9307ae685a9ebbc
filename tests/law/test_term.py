"""The calculator's answers, written by hand; the arithmetic itself is measured in `test_term_model`."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from ecase.law.calendar import Calendar
from ecase.law.clock import ALMATY, due
from ecase.law.explain import Earlier, Stored, Stretch, chain, lines, stored
from ecase.law.limits import LIMITS
from ecase.law.pauses import CAUSES, split
from ecase.law.term import TermAnswer, TermFacts, assess
from ecase.law.words import Refused


def at(text: str) -> datetime:
    """An Almaty wall-clock moment, "2026-11-22 01:56"."""
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def day(text: str) -> date:
    return date.fromisoformat(text)


def term(rule: str, start: str | None, **facts: Any) -> TermAnswer:
    given = {
        name: day(value) if isinstance(value, str) and name != "amount" else value for name, value in facts.items()
    }
    began = None if start is None else at(start) if " " in start else day(start)
    return assess(TermFacts(rule, began, **given))


def says(answer: TermAnswer) -> str:
    return "\n".join(str(step) for step in answer.explanation)


@pytest.mark.parametrize("key", sorted(LIMITS))
def test_every_rule_has_an_answer_that_tells_its_article(key: str) -> None:
    limit = LIMITS[key]
    answer = term(key, "2018-11-23 10:00" if limit.editions[-1].until else "2026-11-23 10:00")
    assert answer.explanation[0].says == limit.title
    assert answer.expires_at == answer.counted.due_at
    assert (answer.last_day is None) == (limit.unit == "h")
    assert answer.rolls == limit.rolls
    assert limit.own or answer.cites
    assert not (answer.rolled and limit.custody)


def test_steps_stand_in_the_order_they_are_taken() -> None:
    told = [step.cite for step in term("investigation", "2026-11-05", excluded_full_days=3).explanation]
    assert told[0] == "CPC 192(2)"
    assert told.index("CPC 48(2),(4)") < told.index("CPC 192(3)")
    rolled = term("inquiry", "2026-11-05")
    assert rolled.last_day == day("2026-12-07")  # 5 December is a Saturday
    assert rolled.explanation[-1].says.startswith("Decided") is False
    assert "is not a working day" in says(rolled)


@pytest.mark.parametrize(
    ("since", "until", "last", "fresh"),
    [
        ("2026-12-10", "2027-01-11", "2027-02-24", "2027-03-11"),
        ("2026-12-10", "2026-12-10", "2027-01-25", "2027-02-10"),
        # On the starting day nothing is counted yet: the whole term runs from the day of resumption.
        ("2026-11-23", "2027-01-11", "2027-03-15", "2027-03-11"),
        # On the last day, and on the Monday to which that Saturday was moved.
        ("2027-01-23", "2027-02-10", "2027-02-10", "2027-04-12"),
        ("2027-01-25", "2027-02-10", "2027-02-10", "2027-04-12"),
    ],
)
def test_the_rest_of_an_interrupted_term_runs_on(since: str, until: str, last: str, fresh: str) -> None:
    answer = term("investigation", "2026-11-23", interrupted_from=since, resumed_on=until)
    assert answer.last_day == day(last)
    (reading,) = answer.readings
    assert (reading.code, reading.last_day) == ("fresh_term", day(fresh))
    assert "CPC 45(9)" in answer.cites


def test_a_term_interrupted_too_late_is_over() -> None:
    answer = term("investigation", "2026-11-23", interrupted_from="2027-01-26", resumed_on="2027-02-10")
    assert answer.last_day == day("2027-01-25")
    assert answer.readings == ()
    assert "before it was interrupted" in says(answer)


def test_a_term_that_stands_still_has_no_end_but_a_rest() -> None:
    answer = term("investigation", "2026-11-23", interrupted_from="2026-12-10")
    assert (answer.last_day, answer.expires_at, answer.days_left) == (None, None, 44)
    assert answer.standing_still
    assert answer.ladder == ()
    assert "44 full days left" in says(answer)
    assert not any(step.says.startswith("Ends at") for step in answer.explanation)
    assert term("investigation", "2026-11-23", interrupted_from="2027-01-25").days_left == 0


def test_an_extension_counts_from_registration_and_keeps_what_stood_still() -> None:
    answer = term("investigation", "2026-11-23", interrupted_from="2026-12-10", resumed_on="2027-01-11", extension_to=3)
    assert answer.last_day == day("2027-03-29")  # 23.02 and 32 days: Saturday the 27th
    chosen = answer.chosen
    assert chosen is not None
    # Five full days before the end of the term not yet extended, 24.02.2027.
    assert (chosen.level, chosen.to_prosecutor_by) == ("district", day("2027-02-19"))
    assert "complex" in chosen.only_for


def test_a_day_to_submit_that_is_not_worked_is_told() -> None:
    answer = term("inquiry", "2026-11-23", extension_to=2, current_term_last_day="2027-01-08")
    assert answer.chosen is not None
    assert answer.chosen.to_prosecutor_by == day("2027-01-03")  # a Sunday
    assert "hand it in by 01.01.2027" in says(answer)


def test_custody_does_not_follow_the_investigation() -> None:
    answer = term("investigation", "2026-11-23", extension_to=4, arrest_last_day="2027-01-22")
    assert {rung.kind for rung in answer.ladder} == {"investigation", "custody"}
    assert "does not lengthen custody" in says(answer)
    custody = [rung for rung in answer.ladder if rung.kind == "custody"]
    assert [rung.months for rung in custody] == [3, 9, 12, 18]
    assert not any(rung.chosen for rung in custody)


def test_custody_has_its_own_ladder_and_a_second_reading() -> None:
    answer = term("arrest.term", "2026-11-23 01:56", extension_to=9)
    assert answer.last_day == day("2027-08-22")
    assert answer.readings[0].last_day == day("2027-08-23")
    assert answer.chosen is not None
    assert (answer.chosen.to_prosecutor_by, answer.chosen.to_court_by) == (day("2027-01-07"), day("2027-01-12"))
    assert "CPC 541(4)" in answer.cites


def test_hours_outside_custody_have_a_legal_end() -> None:
    answer = term("writ.prosecutor", "2026-11-23 10:20")
    assert answer.expires_at == at("2026-11-24 10:20")
    assert (answer.readings[0].code, answer.readings[0].expires_at) == ("full_hour", at("2026-11-24 11:00"))


@pytest.mark.parametrize(
    ("rule", "start", "facts", "code"),
    [
        ("inquiry", None, {}, "start_missing"),
        ("detention.expiry", "2026-11-23", {}, "start_needs_time"),
        ("writ.judge", "2017-06-01", {}, "term_not_yet_law"),
        ("motion", "2026-11-23", {"excluded_full_days": 1}, "term_cannot_pause"),
        ("motion", "2026-11-23", {"interrupted_from": "2026-11-24"}, "term_cannot_pause"),
        ("inquiry", "2026-11-23", {"resumed_on": "2026-11-24"}, "interruption_missing"),
        ("inquiry", "2026-11-23", {"interrupted_from": "2026-11-22"}, "interrupted_before_start"),
        (
            "inquiry",
            "2026-11-23",
            {"interrupted_from": "2026-11-25", "resumed_on": "2026-11-24"},
            "resumed_too_early",
        ),
        ("inquiry", "2026-11-23", {"current_term_last_day": "2026-11-22"}, "last_day_before_start"),
        ("inquiry", "2026-11-23", {"extension_to": 1}, "extension_not_longer"),
        ("accelerated", "2026-11-23", {"extension_to": 3}, "term_not_extended"),
        ("arrest.term", "2026-11-23", {"extension_to": 2}, "extension_not_longer"),
        ("arrest.term", "2026-11-23", {"extension_to": 19}, "custody_ceiling"),
        ("inquiry", "2026-11-23", {"amount": "minor"}, "amount_unknown"),
    ],
)
def test_facts_that_cannot_be_right(rule: str, start: str | None, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as caught:
        term(rule, start, **facts)
    assert caught.value.refusal.code == code
    assert caught.value.refusal.field


# --- counting for the case: several pauses, an interruption, an extension ---------------------------------


def test_everything_at_once() -> None:
    answer = due(
        "investigation",
        at("2026-11-23 10:00"),
        amount="complex",
        pauses=[
            (at("2026-11-30 10:00"), at("2026-12-05 15:00")),  # 1-4 December: four full days
            (at("2027-01-04 00:00"), at("2027-01-06 00:00")),  # two, but inside the interruption
        ],
        interruptions=[(at("2026-12-20 17:00"), at("2027-01-20 09:00"))],  # 31 days
        calendar=Calendar.of(weekend=[]),
    )
    assert answer.last_day == day("2027-03-30")  # 23.02 + 4 + 31
    assert answer.amount == 3


def test_a_length_set_in_days() -> None:
    answer = due("investigation.returned", at("2026-11-23 10:00"), amount=20, unit="d")
    assert (answer.last_day, answer.unit) == (day("2026-12-14"), "d")  # 13 December is a Sunday
    told = assess(TermFacts("investigation.returned", at("2026-11-23 10:00"), set_until=day("2026-12-13")))
    assert (told.last_day, told.counted.amount, told.counted.unit) == (answer.last_day, 20, "d")
    assert "CPC 192(7)" in told.cites
    for wrong, code in (
        (TermFacts("investigation", at("2026-11-23 10:00"), set_until=day("2026-12-13")), "not_set_by_prosecutor"),
        (TermFacts("investigation.returned", at("2026-11-23 10:00"), set_until=day("2026-12-24")), "term_too_long"),
        (TermFacts("investigation.returned", at("2026-11-23 10:00"), set_until=day("2026-11-23")), "date_past"),
    ):
        with pytest.raises(Refused) as stopped:
            assess(wrong)
        assert (stopped.value.refusal.code, stopped.value.refusal.field) == (code, "set_until")
    assert due("investigation.returned", at("2026-11-23 10:00"), amount="20d") == answer, "as a stored term keeps it"
    for bad in ({"amount": 2, "unit": "d"}, {"amount": "2d"}):
        with pytest.raises(ValueError, match="is not set in"):
            due("detention.expiry", at("2026-11-23 10:00"), **bad)  # type: ignore[arg-type]


def test_what_cannot_stand_still() -> None:
    span = (at("2026-11-24 10:00"), at("2026-11-26 10:00"))
    for wrong in ({"pauses": [span]}, {"interruptions": [span]}, {"excluded_days": 1}):
        with pytest.raises(ValueError, match="cannot stand still"):
            due("motion", at("2026-11-23 10:00"), **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not negative"):
        due("inquiry", at("2026-11-23 10:00"), excluded_days=-1)


def test_causes_are_parted() -> None:
    spans = [(at("2026-11-24 10:00"), at("2026-11-26 10:00"), cause) for cause in (*CAUSES, "who knows")]
    parts = split(spans)
    assert len(parts["interruptions"]) == 1
    assert len(parts["pauses"]) == len(CAUSES)
    assert all(cause.cite.startswith("CPC") for cause in CAUSES.values())


def test_a_stored_term_tells_where_it_came_from() -> None:
    span = (at("2026-12-01 00:00"), at("2026-12-04 00:00"))
    counted = due("investigation", at("2026-11-23 10:00"), amount=3, pauses=[span])
    kept = Stored(
        "investigation",
        "2015",
        counted.starts_at,
        counted.due_at,
        counted,
        (Stretch(*span, "complaint"),),
        (Earlier(at("2027-01-26 00:00"), at("2027-01-15 12:00"), ""),),
    )
    told = [str(step) for step in stored(kept)]
    order = ["Preliminary", "Counted from", "3 months", "It replaces", "complaint", "Stood still", "Ends at"]
    places = [next(n for n, line in enumerate(told) if words in line) for words in order]
    assert places == sorted(places)
    assert not kept.standing_still


@pytest.mark.parametrize(
    ("rule", "start", "says"),
    [
        ("report.decision", "2026-11-23 10:00", ""),  # one wording; its code "GPO-89" is nobody's business
        ("detention.expiry", "2017-01-10 10:00", "until 09.01.2018"),
        ("detention.expiry", "2026-11-23 10:00", "since 09.01.2018"),
    ],
)
def test_the_edition_is_told_by_its_day(rule: str, start: str, says: str) -> None:
    counted = due(rule, at(start))
    kept = Stored(rule, counted.edition, counted.starts_at, counted.due_at, counted)
    for told in (stored(kept), chain(counted), lines(counted), stored(replace(kept, counted=None))):
        found = [str(step) for step in told if "edition of the rule" in str(step)]
        assert len(found) == bool(says) and all(says in line for line in found)
        assert not any("GPO-89" in str(step) for step in told)


def test_a_stored_term_that_stands_still_or_was_set_by_a_decision() -> None:
    start, end = at("2026-11-23 10:00"), at("2027-01-26 00:00")
    still = Stored("investigation", "2015", start, end, None, (Stretch(at("2026-12-01 00:00"), None, "interruption"),))
    told = "\n".join(str(step) for step in stored(still))
    assert still.standing_still
    assert "Stands still since 01.12.2026" in told
    assert "set by a decision" in told
    assert "Ends at" not in told
    unknown = Stored("gone.rule", "1", start, end, None)
    assert str(stored(unknown)[0]) == "gone.rule"
