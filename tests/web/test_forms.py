"""Fields of the office and the markup around them."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import translation

from ecase.web.forms import (
    CountedTextField,
    DateField,
    DateTimeMinuteField,
    GovukBoundField,
    IinField,
    KeyedRadios,
)


class Sample(forms.Form):
    decision = forms.ChoiceField(
        label="Decision", choices=[("support", "Support"), ("refuse", "Refuse")], widget=KeyedRadios({"support": "S"})
    )
    reason = CountedTextField(label="Reason", limit=200, least=30, help_text="Why?")
    on = DateField(label="Day", required=False)
    iin = IinField(required=False)


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("text", ["05.11.2026", "5.11.26", "051126", "05112026", "2026-11-05"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_date_is_read_day_first_in_every_language(text: str, language: str) -> None:
    with translation.override(language):
        assert DateField().clean(text) == date(2026, 11, 5)


@pytest.mark.parametrize("text", ["11/23/2026", "31.02.2026", "yesterday"])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="23.11.2026"):
        DateField().clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "23.11.2026 01:56",
        "23.11.2026, 01:56",
        "23.11.26  01:56",
        "2026-11-23 01:56",
        "2026-11-23T01:56:40+05:00",
        "2026-11-22T20:56Z",
    ],
)
def test_a_moment_is_read_to_the_minute_in_almaty(text: str) -> None:
    assert DateTimeMinuteField().clean(text) == datetime(2026, 11, 22, 20, 56, tzinfo=UTC)


@pytest.mark.parametrize("text", ["23.11.2026", "23.11.2026 25:00", "2026-13-40T99:99", "23.11.2026 01:56 PM"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        DateTimeMinuteField().clean(text)


def test_an_iin_comes_back_bare() -> None:
    assert IinField().clean(" 910314 300126 ") == "910314300126"
    assert IinField(required=False).clean("") == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("91031430012", "12 digits, 11 were typed"),
        ("91031430012x", "digits only"),
        ("910314300127", "check digit"),
    ],
)
def test_a_wrong_iin_is_told_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(forms.ValidationError) as caught:
        IinField().clean(text)
    assert says in caught.value.messages[0]


def test_a_field_is_drawn_with_label_hint_and_error() -> None:
    form = Sample({"decision": "", "reason": "short"})
    html = str(form["reason"].as_field_group())
    assert isinstance(form["reason"], GovukBoundField)
    assert 'class="govuk-textarea govuk-textarea--error govuk-js-character-count"' in html
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert 'id="id_reason_error"' in html and "Write at least 30 characters" in html
    assert 'data-maxlength="200"' in html and "maxlength=" not in html.replace("data-maxlength", "")


def test_the_summary_links_to_the_fields_and_nothing_breaks_out() -> None:
    form = Sample({"decision": "<script>", "reason": "x" * 40, "iin": "1"})
    html = str(form)
    assert 'href="#id_iin"' in html and 'id="id_iin"' in html
    assert 'href="#id_decision' in html
    assert "<script>" not in html


def test_a_radio_shows_its_key() -> None:
    html = str(Sample()["decision"].as_field_group())
    assert 'data-key="S"' in html and "<kbd>S</kbd>" in html
    assert "govuk-radios__input" in html and "<fieldset" in html
