"""The fine of a writ verdict: its limits by charge, the total of several, what custody takes off it.

The rows were written on 24.11.2026 from the Criminal Code (articles 41, 55, 58, 62 in the editions of 19.04.2024 and
16.09.2025), before the rule.
"""

from dataclasses import replace
from datetime import date

import pytest

from ecase.law.qualification import Gravity
from ecase.law.words import Refused
from ecase.law.writ_fine import credit, limits_of, total_of
from tests.law.test_writ_golden import CODE

TODAY, BEFORE_210, SEEN, EARLIER = date(2026, 11, 23), date(2025, 9, 15), date(2024, 4, 19), date(2019, 5, 1)
C55, C41 = "CC 55(3)", "CC 41(2), 55(8)"


def charge(text: str):
    return CODE[tuple(text.split("/"))]


@pytest.mark.parametrize(
    ("text", "day", "violence", "least", "most", "cite", "confidence", "why"),
    [
        ("187/1", TODAY, False, 10, 20, C55, "V", "a misdemeanour, its article goes to 80"),
        ("131/1", TODAY, False, 10, 20, C55, "V", "a misdemeanour, to 100"),
        ("293/1", TODAY, False, 50, 200, C55, "V", "small gravity, its article goes to 2,000"),
        ("137/2", TODAY, False, 50, 200, C55, "V", "small gravity"),
        ("293/1", SEEN, False, 50, 200, C55, "V", "the earliest text that was read"),
        ("293/1", EARLIER, False, 50, 200, C55, "M", "the law that wrote it is not known: from memory"),
        ("187/1", EARLIER, False, 10, 20, C55, "M", "the same for a misdemeanour"),
        ("293/1", TODAY, True, 200, 2000, C41, "V", "violence against a minor: the limits of the article itself"),
        ("293/1", BEFORE_210, True, 50, 200, C55, "V", "before Law 210-VIII nobody was left out for that"),
        ("187/1", TODAY, True, 10, 20, C55, "V", "55(8) speaks of crimes, not of misdemeanours"),
    ],
)
def test_limits(text, day, violence, least, most, cite, confidence, why):
    found = limits_of(charge(text), day, violence_against_minor=violence)
    assert found is not None, why
    assert (found.least_mci, found.most_mci, found.cite, found.confidence) == (least, most, cite, confidence), why
    assert found.least(4325) == least * 4325 and found.most(4325) == most * 4325


@pytest.mark.parametrize("text", ["188/1", "188/3", "99/1", "187/3"])
def test_no_limits_where_no_writ_can_be(text):
    known = charge(text) if tuple(text.split("/")) in CODE else replace(charge("187/1"), gravity=Gravity.MEDIUM)
    assert limits_of(known, TODAY) is None


def test_never_more_than_the_article_itself():
    mild = replace(charge("187/1"), max_fine_mci=15)
    found = limits_of(mild, TODAY)
    assert found is not None and (found.least_mci, found.most_mci) == (10, 15)


@pytest.mark.parametrize(
    ("fines", "least", "most", "methods", "why"),
    [
        ([("187/1", 15)], 15, 15, (), "one offence: its own fine"),
        ([("187/1", 15), ("131/1", 20)], 20, 35, ("absorbed", "partly", "added"), "misdemeanours only: 58(2) first"),
        ([("187/1", 200), ("131/1", 150), ("187/2", 100)], 200, 400, ("absorbed", "partly", "added"), "400 at most"),
        ([("187/1", 20), ("293/1", 100)], 100, 100, ("absorbed",), "with a crime of small gravity: absorbed only"),
        ([("293/1", 100), ("137/2", 150)], 150, 150, ("absorbed",), "two crimes of small gravity: absorbed only"),
        ([("187/1", 20), ("131/1", 20)], 20, 40, ("absorbed", "partly", "added"), "equal ones may be added too"),
    ],
)
def test_the_total_of_several_offences(fines, least, most, methods, why):
    found = total_of([(charge(text), mci) for text, mci in fines])
    assert (found.least_mci, found.most_mci, found.methods) == (least, most, methods), why
    assert found.cite == ("CC 58(2)" if methods else "")
    assert found.why_not(least) is None and found.why_not(most) is None
    refusal = found.why_not(most + 1)
    assert refusal is not None and refusal.field == "total" and refusal.cite
    assert found.why_not(least - 1) is not None


def test_a_total_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        total_of([])


def test_a_graver_crime_has_no_total_here():
    with pytest.raises(Refused):
        total_of([(charge("187/1"), 20), (charge("188/3"), 500)])


@pytest.mark.parametrize(
    ("custody", "house", "mci"),
    [(0, 0, 0), (1, 0, 4), (3, 0, 12), (0, 1, 2), (0, 5, 10), (2, 3, 14)],
)
def test_custody_and_house_arrest_are_taken_off_the_fine(custody, house, mci):
    assert credit(custody_days=custody, house_days=house) == mci


def test_days_are_never_negative():
    with pytest.raises(ValueError, match="days"):
        credit(custody_days=-1, house_days=0)
