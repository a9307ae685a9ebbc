"""Covert actions: against whom, for which charge, who sanctions, and what is owed afterwards (CPC 231-240)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from ecase.law import criminal_code, reference
from ecase.law.cite import parse as parse_cite
from ecase.law.covert import CovertFacts, Status, Target, assess, may_extend, sanctioned_by
from ecase.law.covert_notice import Told, breached, complaint, duty, may_destroy, may_wait, may_waive
from ecase.law.kinds import Hearing, Kind, Opens
from ecase.law.kinds_covert import COVERT_KINDS
from ecase.law.kinds_covert_actions import ALONE, SANCTIONED
from ecase.law.qualification import Qualification

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
TODAY = date(2026, 11, 23)
AV, TELECOM, CONNECTIONS = "covert_av", "covert_telecom", "covert_connections"
COMPUTER, MAIL, PLACE = "covert_computer", "covert_mail", "covert_place"
WATCH, PURCHASE = "covert_surveillance", "covert_test_purchase"


def charged(*articles: str) -> tuple[Qualification, ...]:
    """ "188(3)" -> the row of the Criminal Code."""
    return tuple(CODE[article.rstrip(")").split("(")[0], article.rstrip(")").split("(")[1]] for article in articles)


# What is asked, and what the law says first against it (None: nothing). Written before the rule.
@pytest.mark.parametrize(
    ("code", "articles", "more", "bar", "cite"),
    [
        # 232(4)(1): over a year of imprisonment: theft up to three years, fraud up to two, murder for life.
        (AV, ["188(1)"], {}, None, ""),
        (TELECOM, ["188(3)"], {}, None, ""),
        (CONNECTIONS, ["190(1)"], {}, None, ""),
        (COMPUTER, ["99(1)"], {}, None, ""),
        (MAIL, ["297(3)"], {}, None, ""),
        (PLACE, ["99(3)"], {}, None, ""),  # for life alone
        # 232(5): a misdemeanour and a crime of a year or less leave only items 7 and 9.
        (AV, ["187(1)"], {}, "covert_charge", "CPC 232(4),(5)"),
        (TELECOM, ["187(1)"], {}, "covert_charge", "CPC 232(4),(5)"),
        (PLACE, ["187(1)"], {}, "covert_charge", "CPC 232(4),(5)"),
        (WATCH, ["187(1)"], {}, None, ""),
        (PURCHASE, ["187(1)"], {}, None, ""),
        (WATCH, ["188(3)"], {}, None, ""),
        (AV, ["112(1)"], {}, "covert_charge", "CPC 232(4),(5)"),  # exactly a year is not over a year
        (WATCH, ["112(1)"], {}, None, ""),
        # One charge of several is enough.
        (AV, ["187(1)", "188(3)"], {}, None, ""),
        # 232(4)(2): a criminal group commits crimes, not misdemeanours.
        (AV, ["187(1)"], {"criminal_group": True}, "covert_charge", "CPC 232(4),(5)"),
        (MAIL, ["112(1)"], {"criminal_group": True}, None, ""),
        # Nothing registered: no charge to look at.
        (AV, [], {}, "covert_charge", "CPC 232(4),(5)"),
        (WATCH, [], {}, None, ""),
        # 232(6): a threatened person asks or consents; items 1 and 2 alone.
        (AV, ["187(1)"], {"threatened": True}, None, ""),
        (TELECOM, ["187(1)"], {"threatened": True}, None, ""),
        (CONNECTIONS, ["187(1)"], {"threatened": True}, "covert_charge", "CPC 232(4),(5)"),
        (PLACE, ["187(1)"], {"threatened": True}, "covert_charge", "CPC 232(4),(5)"),
        ("covert_threat", ["187(1)"], {"threatened": True}, None, ""),
        ("covert_threat", ["188(3)"], {}, "covert_no_request", "CPC 232(6)"),
        # 232(7): whom it may be aimed at.
        (AV, ["188(3)"], {"target": Target.SUSPECT}, None, ""),
        (AV, ["188(3)"], {"target": Target.THIRD}, None, ""),
        (AV, ["188(3)"], {"target": Target.PLACE}, None, ""),
        (AV, ["188(3)"], {"target": Target.VICTIM}, "covert_victim", "CPC 232(7)(3)"),
        (AV, ["188(3)"], {"target": Target.VICTIM, "consent": True}, None, ""),
        (WATCH, ["188(3)"], {"target": Target.VICTIM}, "covert_victim", "CPC 232(7)(3)"),
        (AV, ["188(3)"], {"described": False}, "covert_no_target", "CPC 233(1)(8)"),
        # 232(8): a lawyer who gives legal help, at every item.
        (AV, ["188(3)"], {"status": Status.LAWYER}, "covert_lawyer", "CPC 232(8)"),
        (WATCH, ["188(3)"], {"status": Status.LAWYER}, "covert_lawyer", "CPC 232(8)"),
        (AV, ["188(3)"], {"status": Status.LAWYER, "lawyer_crime": True}, None, ""),
        (PURCHASE, ["297(3)"], {"status": Status.LAWYER, "lawyer_crime": True}, None, ""),
        # 234(4): a judge and the Prosecutor General may be targets, by another way.
        (AV, ["367(2)"], {"status": Status.JUDGE}, None, ""),
        (AV, ["366(2)"], {"status": Status.PROSECUTOR_GENERAL}, None, ""),
        # 236(1): thirty days at the longest where a sanction is needed.
        (AV, ["188(3)"], {"days": 30}, None, ""),
        (AV, ["188(3)"], {"days": 31}, "covert_days", "CPC 236(1)"),
        (AV, ["188(3)"], {"days": 0}, "covert_days", "CPC 236(1)"),
        (WATCH, ["188(3)"], {"days": 31}, None, ""),  # the text sets no longest term there
    ],
)  # fmt: skip
def test_against_whom_and_for_what(
    code: str, articles: list[str], more: dict[str, object], bar: str | None, cite: str
) -> None:
    answer = assess(CovertFacts(code=code, date=TODAY, charges=charged(*articles), **more))  # type: ignore[arg-type]
    assert (answer.bars[0].code if answer.bars else None) == bar
    assert answer.allowed == (bar is None)
    if bar:
        assert answer.bars[0].cite == cite
    for refusal in answer.bars:
        assert parse_cite(refusal.cite)
        assert str(refusal)
    for step in answer.needs:
        assert str(step)


def test_several_bars_are_told_together() -> None:
    facts = CovertFacts(
        code=AV, date=TODAY, charges=charged("187(1)"), target=Target.VICTIM, status=Status.LAWYER, days=90,
    )  # fmt: skip
    codes = [refusal.code for refusal in assess(facts).bars]
    assert codes == ["covert_lawyer", "covert_charge", "covert_victim", "covert_days"]


# Who sanctions, and before which court, by the day of the ruling.
@pytest.mark.parametrize(
    ("code", "day", "more", "by", "court", "agreed_with"),
    [
        (AV, TODAY, {}, "judge", "specialised", ""),
        (PLACE, date(2018, 3, 1), {}, "judge", "specialised", ""),
        (PLACE, date(2018, 2, 28), {}, "prosecutor", "", ""),
        (WATCH, TODAY, {}, "nobody", "", ""),
        (PURCHASE, TODAY, {}, "nobody", "", ""),
        ("covert_threat", TODAY, {"threatened": True}, "nobody", "", ""),
        (AV, TODAY, {"threatened": True}, "judge", "specialised", ""),
        (AV, TODAY, {"status": Status.JUDGE}, "judge", "capital", "prosecutor_general"),
        (AV, TODAY, {"status": Status.PROSECUTOR_GENERAL}, "judge", "capital", "first_deputy"),
        (WATCH, TODAY, {"status": Status.JUDGE}, "nobody", "", ""),
        (AV, TODAY, {"status": Status.LAWYER, "lawyer_crime": True}, "judge", "specialised", ""),
    ],
)
def test_who_sanctions(code: str, day: date, more: dict[str, object], by: str, court: str, agreed_with: str) -> None:
    answer = assess(CovertFacts(code=code, date=day, charges=charged("188(3)"), **more))  # type: ignore[arg-type]
    assert (answer.by, answer.court, answer.agreed_with) == (by, court, agreed_with)
    assert sanctioned_by(code, day) == by


def test_every_action_is_known_to_the_rule() -> None:
    for kind in SANCTIONED:
        assert sanctioned_by(kind.code, TODAY) == "judge"
        assert kind.by_court
    for kind in ALONE:
        assert sanctioned_by(kind.code, TODAY) == "nobody"
        assert kind.alone
    with pytest.raises(KeyError):
        sanctioned_by("search", TODAY)


def test_a_lawyer_without_a_grave_charge_is_allowed_with_a_word() -> None:
    facts = CovertFacts(code=AV, date=TODAY, charges=charged("188(1)"), status=Status.LAWYER, lawyer_crime=True)
    answer = assess(facts)
    assert answer.allowed
    assert any("grave" in str(step) for step in answer.needs)


# Prolonging: running until 30.11.2026, so the ruling by 27.11.2026, thirty days more until 30.12.2026.
@pytest.mark.parametrize(
    ("asked", "days", "codes", "late"),
    [
        ((2026, 11, 25, 12), 30, [], False),
        ((2026, 11, 27, 18, 59), 30, [], False),  # 23:59 in Almaty
        ((2026, 11, 27, 19, 0), 30, [], True),  # the 28th there
        ((2026, 11, 30, 18, 59), 10, [], True),
        ((2026, 11, 30, 19, 0), 10, ["covert_over"], True),
        ((2026, 11, 25, 12), 31, ["covert_days"], False),
        ((2026, 11, 25, 12), 0, ["covert_days"], False),
        ((2026, 12, 5, 12), 60, ["covert_over", "covert_days"], True),
    ],
)
def test_prolonging(asked: tuple[int, ...], days: int, codes: list[str], late: bool) -> None:
    answer = may_extend(date(2026, 11, 30), days, datetime(*asked, tzinfo=UTC))  # type: ignore[arg-type, misc]
    assert [refusal.code for refusal in answer.bars] == codes
    assert answer.late == late
    assert answer.ask_by == date(2026, 11, 27)
    assert answer.longest == date(2026, 12, 30)


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type, misc]


# The notice: six months from the final decision, a year at the longest.
@pytest.mark.parametrize(
    ("final", "extended", "waived", "owed", "last_day"),
    [
        (at(2026, 3, 10, 8), None, False, True, date(2026, 9, 10)),
        (at(2026, 8, 31, 8), None, False, True, date(2027, 2, 28)),  # no 31st
        (at(2026, 3, 10, 8), date(2026, 12, 1), False, True, date(2026, 12, 1)),
        (at(2026, 3, 10, 8), date(2027, 3, 10), False, True, date(2027, 3, 10)),
        (at(2026, 3, 10, 8), date(2028, 1, 1), False, True, date(2027, 3, 10)),  # a year and no more
        (at(2026, 3, 10, 8), None, True, False, None),
        (at(2018, 1, 20, 8), None, False, True, date(2018, 7, 20)),
        (at(2017, 12, 1, 8), None, False, False, None),  # before the duty
    ],
)
def test_the_notice_is_owed(
    final: datetime, extended: date | None, waived: bool, owed: bool, last_day: date | None
) -> None:
    answer = duty(final, extended_until=extended, waived=waived)
    assert answer.owed == owed
    assert answer.last_day == last_day
    assert answer.because


@pytest.mark.parametrize(
    ("now", "sent", "late"),
    [
        (at(2026, 9, 10, 18, 59), None, False),
        (at(2026, 9, 10, 19, 0), None, True),
        (at(2026, 10, 1), at(2026, 9, 1), False),
        (at(2026, 10, 1), at(2026, 9, 20), True),
    ],
)
def test_an_unsent_notice_is_a_breach(now: datetime, sent: datetime | None, late: bool) -> None:
    assert breached(duty(at(2026, 3, 10, 8)), now, sent_at=sent) == late


def test_a_waived_notice_is_never_a_breach() -> None:
    assert not breached(duty(at(2026, 3, 10, 8), waived=True), at(2030, 1, 1))


@pytest.mark.parametrize(
    ("until", "codes"),
    [
        (date(2027, 3, 10), []),
        (date(2026, 9, 11), []),
        (date(2027, 3, 11), ["notice_over_a_year"]),
        (date(2026, 9, 10), ["notice_not_longer"]),
        (date(2026, 5, 1), ["notice_not_longer"]),
    ],
)
def test_how_long_the_notice_may_wait(until: date, codes: list[str]) -> None:
    assert [refusal.code for refusal in may_wait(at(2026, 3, 10, 8), until)] == codes


@pytest.mark.parametrize(
    ("grounds", "may"),
    [
        ([], False),
        (["terrorist"], True),
        (["criminal_group"], True),
        (["state_secrets"], True),
        (["safety"], True),
        (["safety", "state_secrets"], True),
        (["inconvenient"], False),
        (["safety", "inconvenient"], False),
    ],
)
def test_only_the_four_grounds_waive_it(grounds: list[str], may: bool) -> None:
    refusal = may_waive(grounds)
    assert (refusal is None) == may
    if refusal:
        assert refusal.cite == "CPC 240(1-1)"


def test_fifteen_days_to_complain() -> None:
    assert complaint(at(2026, 11, 2, 5)).last_day == date(2026, 11, 17)


TOLD_AT = at(2026, 9, 1, 6)
WAIVED, OPEN = Told(waived=True), Told()
OVER = Told(notified_at=at(2026, 8, 3, 6))
COMPLAINED = Told(notified_at=at(2026, 8, 3, 6), complaint_open=True)
FRESH = Told(notified_at=at(2026, 10, 28, 6))


@pytest.mark.parametrize(
    ("told_at", "now", "people", "codes"),
    [
        (TOLD_AT, at(2026, 11, 2, 6), [OVER, WAIVED], []),
        (TOLD_AT, at(2026, 11, 1, 18, 59), [OVER], ["destroy_early"]),  # the two months end with the 1st
        (TOLD_AT, at(2026, 11, 1, 19, 0), [OVER], []),
        (None, at(2026, 11, 2, 6), [OVER], ["destroy_untold"]),
        (TOLD_AT, at(2026, 11, 2, 6), [OVER, OPEN], ["destroy_notice"]),
        (TOLD_AT, at(2026, 11, 2, 6), [COMPLAINED], ["destroy_complaint"]),
        (TOLD_AT, at(2026, 11, 2, 6), [FRESH], ["destroy_complaint"]),  # fifteen days are not over
        (TOLD_AT, at(2026, 11, 20, 6), [FRESH], []),
        (TOLD_AT, at(2026, 11, 2, 6), [], []),  # a place, nobody to tell
    ],
)
def test_when_results_may_be_destroyed(
    told_at: datetime | None, now: datetime, people: list[Told], codes: list[str]
) -> None:
    found = may_destroy(now, told_at=told_at, people=people)
    assert [refusal.code for refusal in found] == codes
    assert all(refusal.cite.startswith("CPC 240") for refusal in found)


@pytest.mark.parametrize("kind", COVERT_KINDS, ids=lambda kind: kind.code)
def test_covert_kinds_stay_in_their_compartment(kind: Kind) -> None:
    assert (kind.compartment, kind.opens, kind.hearing) == ("covert", Opens.NEVER, Hearing.NEVER)
    assert kind.appeal == ("prosecutor" if kind.by_court else "")
