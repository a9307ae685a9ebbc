"""Dates, numbers and absent values as the acts write them."""

import datetime as dt

import pytest
from django.template import engines
from django.utils import translation

from ecase.documents.templatetags import acts

NIGHT = dt.datetime(2026, 11, 22, 20, 56, tzinfo=dt.UTC)  # already the 23rd in Almaty


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("ru", "23 ноября 2026 года", "23 ноября 2026 года, 01:56"),
        ("kk", "2026 жылғы 23 қараша", "2026 жылғы 23 қараша, 01:56"),
    ],
)
def test_dates_are_those_of_the_official_time_zone(language: str, day: str, moment: str) -> None:
    with translation.override(language):
        assert acts.day(NIGHT).replace("\u00a0", " ") == day
        assert acts.day(dt.date(2026, 11, 23)).replace("\u00a0", " ") == day
        assert acts.moment(NIGHT).replace("\u00a0", " ") == moment
        assert acts.moment(None) == acts.day(None) == ""
        assert acts.moment("со слов") == "со слов"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "час"), (2, "часа"), (11, "часов"), (21, "час"), (24, "часа"), (48, "часов"), (112, "часов")],
)
def test_hours_agree_with_their_number(number: int, words: str) -> None:
    with translation.override("ru"):
        assert acts.hours(number) == f"{number}\u00a0{words}"
    with translation.override("kk"):
        assert acts.hours(number) == f"{number}\u00a0сағат"


def test_numbers_are_grouped_and_hidden() -> None:
    assert acts.iin("910314300126") == "910314\u00a0300126"
    assert acts.iin("N 123") == "N 123"
    assert acts.masked("910314300126") == "9103••\u00a0••••26"
    with translation.override("ru"):
        assert acts.tenge(1240000) == "1\u00a0240\u00a0000\u00a0тенге"


def test_one_text_or_many() -> None:
    assert acts.listed(None) == acts.listed("") == acts.listed([]) == acts.listed([" "]) == []
    assert acts.listed("a") == ["a"]
    assert acts.listed(("a", "b")) == ["a", "b"]


def test_a_row_escapes_both_its_sides() -> None:
    page = engines["django"].from_string("{% load acts %}{% row label value %}")
    with translation.override("ru"):
        assert page.render({"label": "<b>", "value": "<i>"}).count("&lt;") == 2
        assert "не указано" in page.render({"label": "x", "value": None})
        assert "<td>0</td>" in page.render({"label": "x", "value": 0})
