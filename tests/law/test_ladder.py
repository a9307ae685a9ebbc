"""Extensions of custody."""

from datetime import date

import pytest

from ecase.law.ladder import Extension, extension
from ecase.law.words import Refusal

LAST = date(2027, 1, 21)


@pytest.mark.parametrize(
    ("months", "gravest", "step", "to_prosecutor", "to_court"),
    [
        (3, False, 1, date(2027, 1, 11), date(2027, 1, 14)),
        (4, False, 2, date(2027, 1, 6), date(2027, 1, 11)),
        (9, False, 2, date(2027, 1, 6), date(2027, 1, 11)),
        (10, True, 3, date(2027, 1, 6), date(2027, 1, 11)),
        (12, True, 3, date(2027, 1, 6), date(2027, 1, 11)),
        (18, True, 4, date(2027, 1, 1), date(2027, 1, 6)),
    ],
)
def test_steps(months: int, gravest: bool, step: int, to_prosecutor: date, to_court: date) -> None:
    answer = extension(LAST, months, gravest=gravest)
    assert isinstance(answer, Extension)
    assert answer.rise.number == step
    assert (answer.to_prosecutor_by, answer.to_court_by) == (to_prosecutor, to_court)
    assert all(str(line) for line in answer.explanation)


@pytest.mark.parametrize(
    ("months", "gravest", "minor", "code"),
    [
        (10, False, False, "custody_nine_months"),
        (19, True, False, "custody_ceiling"),
        (7, True, True, "custody_minor_ceiling"),
    ],
)
def test_no_further(months: int, gravest: bool, minor: bool, code: str) -> None:
    answer = extension(LAST, months, gravest=gravest, minor=minor)
    assert isinstance(answer, Refusal)
    assert answer.code == code


def test_six_months_for_a_minor() -> None:
    assert isinstance(extension(LAST, 6, minor=True), Extension)
