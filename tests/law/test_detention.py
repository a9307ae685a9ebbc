"""The detention clock: anchor, limits, exceptions, misdemeanours, minors, other readings, mistakes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law.clock import ALMATY
from ecase.law.detention import (
    EXCEPTIONS,
    DetentionFacts,
    Fact,
    OffenceKind,
    assess,
    exception_holds,
    is_minor,
    problems,
)
from ecase.law.detention_facts import claimed_facts
from ecase.law.explain import lines
from ecase.law.qualification import Gravity, Intent, Qualification
from ecase.law.words import Refused

HELD = datetime(2026, 11, 22, 1, 56, tzinfo=ALMATY)
ADULT = DetentionFacts(held_at=HELD, age=35)
MINOR = DetentionFacts(held_at=HELD, age=17)
MURDER = Qualification("99", "2", gravity=Gravity.ESPECIALLY_GRAVE, max_imprisonment_months=240, life=True)
THEFT = Qualification("188", "3", gravity=Gravity.GRAVE, max_imprisonment_months=84)
CARELESS = Qualification("104", "2", gravity=Gravity.MINOR, intent="negligent", max_imprisonment_months=60)
PETTY = Qualification("296", "1", kind=OffenceKind.MISDEMEANOUR, gravity=Gravity.MISDEMEANOUR)


def h(hours: float) -> datetime:
    return HELD.astimezone(UTC) + timedelta(hours=hours)


def test_an_adult_held_for_a_crime() -> None:
    clock = assess(replace(ADULT, protocol_at=h(2)))
    assert clock.clock_starts_at == HELD
    assert clock.limit_hours == 48
    assert clock.protocol_due == h(3)
    assert clock.protocol_in_time is True
    assert clock.prosecutor_notice_due == h(14)
    assert clock.interrogation_due == h(26)
    assert clock.petition_to_judge_due == h(40)
    assert clock.expires_at == h(48)
    assert clock.misd_to_prosecutor_due is None
    assert clock.misd_to_court_due is None
    assert clock.exception_holds is None
    assert clock.readings == ()
    assert {"CPC 7(29)", "CPC 131(4), 133(2)", "CPC 131(3)", "CPC 147(3)", "CPC 64(3)"} <= set(clock.cites)


@pytest.mark.parametrize(("age", "hours", "petition"), [(14, 24, 16), (17, 24, 16), (18, 48, 40), (70, 48, 40)])
def test_limit_by_age(age: int, hours: int, petition: int) -> None:
    clock = assess(replace(ADULT, age=age))
    assert (clock.limit_hours, clock.petition_to_judge_due) == (hours, h(petition))


def test_without_a_protocol_what_runs_from_it_is_unknown() -> None:
    clock = assess(ADULT)
    assert (clock.prosecutor_notice_due, clock.interrogation_due, clock.protocol_in_time) == (None, None, None)
    assert clock.protocol_due == h(3)


@pytest.mark.parametrize(
    ("delivered", "delivery", "starts"),
    [
        (-2.0, "compulsory", -2.0),
        (1.0, "compulsory", 0.0),
        (-2.0, "voluntary", 0.0),
        (None, "compulsory", 0.0),
        (0.0, "compulsory", 0.0),
    ],
)
def test_the_anchor_is_the_earlier_of_holding_and_forced_delivery(
    delivered: float | None, delivery: str, starts: float
) -> None:
    at = None if delivered is None else h(delivered)
    clock = assess(replace(ADULT, delivered_at=at, delivery=delivery))  # type: ignore[arg-type]
    assert clock.clock_starts_at == h(starts)
    assert clock.expires_at == h(starts + 48)
    assert clock.protocol_due == h(starts + 3)


@pytest.mark.parametrize(("minutes", "in_time"), [(0, True), (179, True), (180, True), (181, False), (600, False)])
def test_protocol_within_three_hours(minutes: int, in_time: bool) -> None:
    clock = assess(replace(ADULT, protocol_at=HELD + timedelta(minutes=minutes)))
    assert clock.protocol_in_time is in_time
    assert any("minutes late" in step.says for step in clock.warnings) is not in_time


def test_protocol_counts_from_forced_delivery() -> None:
    clock = assess(replace(ADULT, delivered_at=h(-2), protocol_at=h(1.5)))
    assert clock.protocol_in_time is False
    assert clock.prosecutor_notice_due == h(13.5), "the notice runs from the protocol, late or not"


@pytest.mark.parametrize(
    ("number", "fact"),
    [(number, fact) for number, exception in EXCEPTIONS.items() for fact in sorted(exception.facts)],
)
def test_each_exception_with_its_own_fact(number: int, fact: Fact) -> None:
    clock = assess(replace(ADULT, exception_claimed=number, exception_facts=frozenset({fact})))
    assert clock.exception_holds is True
    assert (clock.limit_hours, clock.expires_at, clock.petition_to_judge_due) == (72, h(72), h(64))
    assert f"CPC 131(4)({number})" in clock.cites


@pytest.mark.parametrize("number", sorted(EXCEPTIONS))
def test_each_exception_without_its_fact(number: int) -> None:
    others = frozenset(Fact) - EXCEPTIONS[number].facts
    clock = assess(replace(ADULT, exception_claimed=number, exception_facts=others))
    assert clock.exception_holds is False
    assert clock.limit_hours == 48
    assert [(r.code, r.limit_hours) for r in clock.readings] == [("exception_if_proved", 72)]


@pytest.mark.parametrize(
    ("charge", "number", "facts", "holds"),
    [
        (MURDER, 1, frozenset(), True),
        (THEFT, 1, frozenset({Fact.ESPECIALLY_GRAVE}), False),
        (CARELESS, 5, frozenset({Fact.INTENTIONAL_CRIME_CAUSING_DEATH}), False),
        (MURDER, 5, frozenset({Fact.INTENTIONAL_CRIME_CAUSING_DEATH}), True),
        (THEFT, 6, frozenset({Fact.REMOTENESS}), True),
        (THEFT, 4, frozenset({Fact.CRIMINAL_GROUP}), True),
        (THEFT, 4, frozenset(), False),
    ],
)
def test_the_article_wins_over_the_claim(
    charge: Qualification, number: int, facts: frozenset[Fact], holds: bool
) -> None:
    assert (
        exception_holds(replace(ADULT, qualification=charge, exception_claimed=number, exception_facts=facts)) is holds
    )


def test_a_minor_under_an_exception_stays_at_24_hours_until_a_prosecutor_confirms() -> None:
    claimed = replace(MINOR, exception_claimed=1, exception_facts=frozenset({Fact.ESPECIALLY_GRAVE}))
    clock = assess(claimed)
    assert (clock.exception_holds, clock.limit_hours) == (True, 24)
    assert [(r.code, r.expires_at) for r in clock.readings] == [("minor_exception", h(72))]
    confirmed = assess(replace(claimed, exception_confirmed=True))
    assert confirmed.limit_hours == 72
    assert [(r.code, r.expires_at) for r in confirmed.readings] == [("minor_without_exception", h(24))]
    for answer in (clock, confirmed):
        assert any("have a lawyer check it" in step.says for step in answer.warnings)


def test_confirmation_without_facts_opens_nothing() -> None:
    assert assess(replace(MINOR, exception_claimed=2, exception_confirmed=True)).limit_hours == 24


def test_a_misdemeanour_has_the_same_hours_and_the_ceiling_as_other_reading() -> None:
    clock = assess(replace(ADULT, offence_kind=OffenceKind.MISDEMEANOUR))
    assert (clock.limit_hours, clock.expires_at) == (48, h(48))
    assert (clock.misd_to_prosecutor_due, clock.misd_to_court_due) == (h(24), h(36))
    assert clock.petition_to_judge_due is None
    assert [(r.code, r.limit_hours, r.cites) for r in clock.readings] == [("general_ceiling", 72, ("CPC 128(5)",))]
    assert "CPC 133(2)" in clock.cites


@pytest.mark.parametrize("number", sorted(EXCEPTIONS))
def test_a_misdemeanour_cannot_use_the_exceptions(number: int) -> None:
    clock = assess(replace(
        ADULT, offence_kind=OffenceKind.MISDEMEANOUR, exception_claimed=number, exception_facts=frozenset(Fact)
    ))  # fmt: skip
    assert (clock.exception_holds, clock.limit_hours) == (False, 48)


def test_a_minor_held_for_a_misdemeanour_cannot_be_brought_in_time() -> None:
    clock = assess(replace(MINOR, offence_kind=OffenceKind.MISDEMEANOUR))
    assert clock.limit_hours == 24
    assert clock.misd_to_prosecutor_due == h(0)
    assert clock.misd_to_court_due == h(12)
    assert any("cannot be kept" in step.says for step in clock.warnings)


def test_a_hold_by_citizens_is_another_reading() -> None:
    clock = assess(replace(ADULT, citizen_hold_at=h(-1)))
    assert clock.expires_at == h(48)
    (reading,) = clock.readings
    assert (reading.code, reading.clock_starts_at, reading.expires_at) == ("citizen_hold", h(-1), h(47))


@pytest.mark.parametrize(
    ("born", "held", "hours"),
    [
        (date(2008, 11, 22), datetime(2026, 11, 21, 23, 59, tzinfo=ALMATY), 24),
        (date(2008, 11, 22), datetime(2026, 11, 22, 0, 0, tzinfo=ALMATY), 48),
        # 19:30 UTC on the 21st is 00:30 of the birthday in Almaty.
        (date(2008, 11, 22), datetime(2026, 11, 21, 19, 30, tzinfo=UTC), 48),
        (date(2008, 11, 22), datetime(2026, 11, 21, 18, 59, tzinfo=UTC), 24),
        (date(2008, 2, 29), datetime(2026, 2, 28, 23, 59, tzinfo=ALMATY), 24),
        (date(2008, 2, 29), datetime(2026, 3, 1, 0, 0, tzinfo=ALMATY), 48),
    ],
)
def test_a_minor_at_midnight(born: date, held: datetime, hours: int) -> None:
    clock = assess(DetentionFacts(held_at=held, birth_date=born))
    assert clock.limit_hours == hours
    assert is_minor(born, held) is (hours == 24)
    assert [r.code for r in clock.readings] == ([] if hours == 24 else ["birthday"])


def test_age_is_that_of_the_start_of_the_clock() -> None:
    """Forced delivery began before midnight, on the last day of being seventeen."""
    facts = DetentionFacts(
        held_at=datetime(2026, 11, 22, 0, 30, tzinfo=ALMATY),
        delivered_at=datetime(2026, 11, 21, 23, 30, tzinfo=ALMATY),
        birth_date=date(2008, 11, 22),
    )
    assert assess(facts).limit_hours == 24


@pytest.mark.parametrize(
    ("held", "age", "hours", "petition_before", "misd"),
    [
        (datetime(2018, 1, 8, 23, 59, tzinfo=ALMATY), 30, 72, 12, False),
        (datetime(2018, 1, 9, 0, 0, tzinfo=ALMATY), 30, 48, 8, True),
        (datetime(2018, 1, 9, 0, 0, tzinfo=ALMATY), 16, 24, 8, True),
    ],
)
def test_both_sides_of_law_118(held: datetime, age: int, hours: int, petition_before: int, misd: bool) -> None:
    facts = DetentionFacts(held_at=held, age=age)
    clock = assess(facts)
    assert clock.limit_hours == hours
    assert clock.petition_to_judge_due == clock.expires_at - timedelta(hours=petition_before)
    other = assess(replace(facts, offence_kind=OffenceKind.MISDEMEANOUR))
    assert (other.misd_to_prosecutor_due is not None) is misd


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"held_at": datetime(2026, 11, 22, 1, 56)}, "no_time_zone", "held_at"),
        ({"held_at": h(100)}, "in_the_future", "held_at"),
        ({"protocol_at": h(100)}, "in_the_future", "protocol_at"),
        ({"protocol_at": h(-1)}, "protocol_before_holding", "protocol_at"),
        ({"citizen_hold_at": h(1)}, "citizen_hold_after_holding", "citizen_hold_at"),
        ({"exception_claimed": 7}, "no_such_exception", "exception_claimed"),
        ({"exception_claimed": 0}, "no_such_exception", "exception_claimed"),
        ({"age": None}, "age_missing", "birth_date"),
        ({"age": 130}, "age_impossible", "age"),
        ({"age": None, "birth_date": date(2027, 1, 1)}, "birth_date_impossible", "birth_date"),
        ({"age": 35, "birth_date": date(2000, 1, 1)}, "age_and_birth_date_differ", "age"),
        ({"qualification": PETTY}, "kind_and_qualification_differ", "offence_kind"),
    ],
)
def test_facts_that_cannot_be_right(changes: dict[str, object], code: str, field: str) -> None:
    facts = replace(ADULT, **changes)  # type: ignore[arg-type]
    found = problems(facts, now=h(50))
    assert code in [refusal.code for refusal in found]
    refusal = next(r for r in found if r.code == code)
    assert refusal.field == field
    assert str(refusal)
    with pytest.raises(Refused):
        assess(facts, now=h(50))


@given(
    st.datetimes(min_value=datetime(2018, 1, 10), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.integers(14, 90),
    st.sampled_from(list(OffenceKind)),
    st.one_of(st.none(), st.integers(1, 6)),
    st.frozensets(st.sampled_from(list(Fact))),
    st.booleans(),
    st.one_of(st.none(), st.integers(-600, 600)),
    st.sampled_from(["compulsory", "voluntary"]),
)
def test_always_released_in_time(
    held: datetime,
    age: int,
    kind: OffenceKind,
    exception: int | None,
    facts: frozenset[Fact],
    confirmed: bool,
    delivered: int | None,
    delivery: str,
) -> None:
    """Never over 72 h, never over 24 h for an unconfirmed minor, never starting after the holding."""
    clock = assess(DetentionFacts(
        held_at=held, age=age, offence_kind=kind, exception_claimed=exception, exception_facts=facts,
        exception_confirmed=confirmed, delivery=delivery,  # type: ignore[arg-type]
        delivered_at=None if delivered is None else held + timedelta(minutes=delivered),
    ))  # fmt: skip
    assert clock.clock_starts_at <= held
    assert clock.limit_hours in (24, 48, 72)
    assert clock.expires_at - clock.clock_starts_at == timedelta(hours=clock.limit_hours)
    if age < 18 and not confirmed:
        assert clock.limit_hours == 24
    if clock.limit_hours == 72:
        assert kind is OffenceKind.CRIME
        assert clock.exception_holds
    assert (clock.petition_to_judge_due is None) is (kind is OffenceKind.MISDEMEANOUR)
    for reading in clock.readings:
        assert reading.expires_at != clock.expires_at
        assert reading.cites
    assert all(str(step) for step in lines(clock))


@pytest.mark.parametrize(
    ("article", "intent", "holds"),
    [
        ("297", "intentional", True),
        ("121", "intentional", True),
        ("106", "intentional", True),
        ("104", "negligent", False),
    ],
)
def test_naming_item_five_states_what_the_charge_says(article: str, intent: Intent, holds: bool) -> None:
    charge = Qualification(article, "3", gravity=Gravity.GRAVE, intent=intent)
    facts = DetentionFacts(
        held_at=datetime(2026, 11, 22, 1, 56, tzinfo=ALMATY),
        age=30,
        qualification=charge,
        exception_claimed=5,
        exception_facts=claimed_facts(5, charge),
    )
    assert exception_holds(facts) is holds
