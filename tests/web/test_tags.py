"""Clocks, times, names and articles as a page shows them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import formats, translation

from ecase.web import left
from ecase.web.left import State
from ecase.web.templatetags.ecase import ICONS

START = datetime(2026, 11, 21, 20, 56, tzinfo=UTC)  # 22.11.2026, 01:56 in Almaty
END = START + timedelta(hours=48)


def shown(text: str, **context: object) -> str:
    return Template("{% load ecase %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("hours", "state"),
    [(0, State.CALM), (23.9, State.CALM), (24, State.SOON), (35.9, State.SOON), (36, State.CRITICAL), (48, State.LATE)],
)
def test_half_is_soon_a_quarter_is_critical(hours: float, state: State) -> None:
    assert left.state(END, START + timedelta(hours=hours), None, START) is state


def test_a_long_term_is_not_red_a_fortnight_before_its_end() -> None:
    start = datetime(2026, 10, 8, tzinfo=UTC)
    end = start + timedelta(days=61)
    assert left.state(end, end - timedelta(days=15), None, start) is State.CALM
    assert left.state(end, end - timedelta(days=10), None, start) is State.SOON
    assert left.state(end, end - timedelta(days=6), None, start) is State.CRITICAL


def test_what_is_done_is_done_in_time_or_late() -> None:
    assert left.state(END, END + timedelta(days=9), END, START) is State.MET
    assert left.state(END, END, END + timedelta(seconds=1), START) is State.MET_LATE
    assert left.state(None, END, None, None) is State.NONE


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=36), "36 min"),
        (timedelta(hours=11, minutes=24, seconds=59), "11 h 24 min"),
        (timedelta(hours=8), "8 h"),
        (timedelta(days=1, hours=3, minutes=50), "1 day 3 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=15, hours=9), "15 days"),
        (-timedelta(minutes=36), "36 min"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(span: timedelta, words: str) -> None:
    with translation.override("en"):
        assert left.in_words(span) == words


def test_a_clock_is_a_word_a_shape_and_a_moment() -> None:
    with translation.override("en"):
        html = shown("{% clock due now None start %}", due=END, now=END - timedelta(hours=11, minutes=24), start=START)
    assert 'class="app-clock is-critical"' in html
    assert 'data-until="2026-11-24T01:56:00+05:00"' in html
    assert 'data-from="2026-11-22T01:56:00+05:00"' in html
    assert "<svg" in html and 'title="24.11.2026, 01:56">11 h 24 min</time>' in html


def test_a_clock_that_is_over_says_by_how_much() -> None:
    with translation.override("en"):
        assert "overdue by 36 min" in shown("{% clock due now %}", due=END, now=END + timedelta(minutes=36))
        html = shown("{% clock due now met start %}", due=END, now=END, met=START + timedelta(hours=2), start=START)
    assert "is-met" in html and "22.11, 03:56" in html and "data-until" not in html


def test_no_term_is_a_dash_that_speaks() -> None:
    with translation.override("en"):
        assert "none" in shown("{% clock due now %}", due=None, now=END)


def test_when_knows_today_and_yesterday_by_the_calendar_of_almaty() -> None:
    now = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)  # 00:30 of the 23rd in Almaty
    with translation.override("en"):
        assert "today, 00:10" in shown("{% when at now %}", at=now - timedelta(minutes=20), now=now)
        assert "yesterday, 23:50" in shown("{% when at now %}", at=now - timedelta(minutes=40), now=now)
        assert "20.11.2026, 00:30" in shown("{% when at now %}", at=now - timedelta(days=3), now=now)


def test_the_night_when_the_clocks_changed() -> None:
    """Astana time ended on 01.03.2024 at 00:00: +06:00 before, +05:00 after."""
    assert "+06:00" in shown("{% when at %}", at=datetime(2024, 2, 29, 6, tzinfo=UTC))
    assert "+05:00" in shown("{% when at %}", at=datetime(2024, 3, 1, 6, tzinfo=UTC))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_day_comes_before_the_month_in_every_language(language: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 11, 5), "SHORT_DATE_FORMAT") == "05.11.2026"
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d.%m.%Y"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_names_numbers_and_articles() -> None:
    with translation.override("ru"):
        assert shown('{% short_name "Оспанов" "Руслан" "Маратович" %}') == "Оспанов\xa0Р.\xa0М."
        assert shown('{% short_name "Ли" "Анна" None %}') == "Ли\xa0А."
        assert shown("{{ x|iin }}", x="910314300126") == "910314\xa0300126"
        assert shown("{{ x|mask_iin }}", x="910314300126") == "9103••\xa0••••26"
        assert shown("{{ x|cite }}", x="CPC 131(4)") == "ст. 131 ч. 4 УПК"
        assert shown("{{ x|tail }}", x="267512031000481") == "…481"


def test_what_people_typed_is_escaped() -> None:
    assert "<b>" not in shown('{% short_name x "" "" %}{{ x|iin }}{{ x|cite }}{{ x|spaced }}', x="<b>")


def test_the_script_gets_its_words_in_the_plural_forms_of_the_page() -> None:
    with translation.override("en"):
        words = left.spoken()
    assert words["day"] == {"one": "# day", "few": "# days", "many": "# days", "other": "# days"}


def test_a_term_of_days_ends_at_24_of_its_last_day() -> None:
    end = datetime(2027, 1, 22, 19, 0, tzinfo=UTC)  # 23.01.2027, 00:00 in Almaty: the end of the 22nd
    assert ">22.01.2027</time>" in shown('{% when at style="last_day" %}', at=end)
    assert ">22.01.2027, 24:00</time>" in shown('{% when at style="until" %}', at=end)
    assert ">22.01, 24:00</time>" in shown('{% when at style="until_short" %}', at=end)
    assert ">24.11.2026, 01:56</time>" in shown('{% when at style="until" %}', at=END)


def test_every_icon_that_a_template_names_is_drawn() -> None:
    found = {
        (name, path.name)
        for path in settings.BASE_DIR.glob("templates/**/*.html")
        for name in re.findall(r"{% icon \"([^\"]+)\"", path.read_text())
    }
    assert len(found) > 30
    assert {(name, path) for name, path in found if name not in ICONS} == set()
