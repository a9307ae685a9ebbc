"""The calculator of any term: the facts that are typed, the answer of the pure rule, and how a page shows it.

Nothing is computed here: `ecase.law.term` decides; the calendar is the state's unless other days are given.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.queries.calendar import calendar
from ecase.law import term
from ecase.law.calendar import Calendar
from ecase.law.clock import SET_IN_DAYS, shown
from ecase.law.limits import GROUPS, LIMITS, UNITS
from ecase.law.moments import day_shown, local
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal, Refused
from ecase.web.forms import FIRST_YEAR, LAST_YEAR, DateField, DateTimeMinuteField, MinuteInput
from ecase.web.says import cited

INSTANT = timedelta(microseconds=1)
LONGEST = 1000
MOST_DAYS = 3660
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK_WITHOUT_WORK = Refusal("no_working_day", N_("A week needs a working day."), field="weekend")
NO_SUCH_LENGTH = Refusal("amount_unknown", N_("This term has no length of that name."), field="amount")


class DayField(DateField):
    """A day within the years a case can have; of a moment with its offset, the day it lies in."""

    def to_python(self, value: Any) -> date | None:
        try:
            day = super().to_python(value)
        except ValidationError:
            moment = _moment(value)
            if moment is None:
                raise
            day = self.day_of(moment)
        return day

    def day_of(self, moment: datetime) -> date:
        return local(moment).date()


class LastDayField(DayField):
    """The last day of a term; a moment is its end, and midnight belongs to the day that ends."""

    def day_of(self, moment: datetime) -> date:
        return local(moment - INSTANT).date()


def _moment(value: Any) -> datetime | None:
    """A machine's moment that says where it is."""
    try:
        moment = parse_datetime(str(value).strip())
    except ValueError:
        return None
    return moment if moment and moment.utcoffset() is not None and FIRST_YEAR < moment.year < LAST_YEAR else None


class DayOrMinuteField(forms.Field):
    """A day, or a moment to the minute; gives a `date` or an aware `datetime`."""

    widget = MinuteInput

    def to_python(self, value: Any) -> date | datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            field: DateField | DateTimeMinuteField = DayField() if _moment(text) is None else DateTimeMinuteField()
            told: date | datetime | None = field.clean(text)
        except ValidationError:
            if re.fullmatch(r"[\d-]+T[\d:.]+", text):  # a machine's moment that does not say where
                raise
            told = DateTimeMinuteField().clean(text)
        return told


class ListField(forms.MultipleChoiceField):
    """Any texts; None when nothing was given, which is not the same as an empty list."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> Any:
        return None if value is None else [str(one).strip() for one in value]

    def validate(self, value: Any) -> None:
        if value is not None and len(value) > MOST_DAYS:
            raise ValidationError(_("Too many days."), code="many")


class TermForm(forms.Form):
    """The facts of a term; the field names are those of the API."""

    rule = forms.ChoiceField(label=_("Term"), choices=[(key, _(limit.title)) for key, limit in LIMITS.items()])
    amount = forms.CharField(
        label=_("Length"),
        max_length=30,
        required=False,
        help_text=_("The name of another length of the term, or a number that was set; 12d for days."),
    )
    start = DayOrMinuteField(
        label=_("Runs from"),
        required=False,
        help_text=_("The day, or the day and the time. For a term counted back: the end it is counted from."),
    )
    excluded_full_days = forms.IntegerField(
        label=_("Full days in which it stood still"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("While the file was read, a complaint or an approval was decided, a plea deal was asked for."),
        widget=forms.NumberInput({"class": "app-input-date"}),
    )
    interrupted_from = DayField(label=_("Interrupted on"), required=False)
    resumed_on = DayField(label=_("Resumed on"), required=False)
    extension_to = forms.IntegerField(
        label=_("To be extended to, months in all"),
        required=False,
        min_value=1,
        max_value=600,
        widget=forms.NumberInput({"class": "app-input-date"}),
    )
    set_until = LastDayField(
        label=_("Set by the prosecutor until"),
        required=False,
        help_text=_("Only after a return, a refusal of approval, a cancelled interruption or termination."),
    )
    current_term_last_day = LastDayField(
        label=_("Last day of the term that runs now"),
        required=False,
        help_text=_("When it was extended before: the latest days to ask are counted back from it."),
    )
    arrest_last_day = LastDayField(
        label=_("Last day of the custody"),
        required=False,
        help_text=_("When somebody is in custody: its own extension and its latest days are shown too."),
    )
    weekend = ListField(label=_("Days of the week off"), required=False)
    holidays = ListField(label=_("Holidays"), required=False)

    def clean_weekend(self) -> tuple[frozenset[int], frozenset[date]] | None:
        """Days of the week (0 Monday to 6 Sunday; where a 7 stands, 1 Monday to 7 Sunday), or single days off."""
        given = self.cleaned_data["weekend"]
        return None if given is None else _weekend(given)

    def clean_holidays(self) -> frozenset[date] | None:
        given = self.cleaned_data["holidays"]
        return None if given is None else frozenset(_day(one) for one in given)


class TermPageForm(TermForm):
    """As a page asks: every term with each of its lengths in one list, the days off those of the calendar."""

    amount = None  # type: ignore[assignment]
    weekend = None  # type: ignore[assignment]
    holidays = None  # type: ignore[assignment]
    clean_weekend = None  # type: ignore[assignment]
    clean_holidays = None  # type: ignore[assignment]

    field_order = ("rule", "start")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        rule.choices = list(choices())
        rule.widget.attrs["class"] = "app-select-wide"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["rule"], _colon, cleaned["amount"] = cleaned.get("rule", "").partition(":")
        return cleaned


def choices() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Every rule with its lengths, under the headings of `/law/`, in the reader's language."""
    for title, table in GROUPS:
        found = []
        for limit in table:
            edition = limit.editions[-1]
            for name, value, words in (
                ("", edition.amount, ""),
                *((f":{amount.name}", amount.value, gettext(amount.title)) for amount in edition.amounts),
            ):
                length = gettext(UNITS[limit.unit]) % {"n": value}
                said = " · ".join(part for part in (gettext(limit.title), words, length, cited(edition.cite)) if part)
                found.append((f"{limit.key}{name}", said))
        yield gettext(title), found


def any_term(facts: Mapping[str, Any]) -> term.TermAnswer:
    """The answer for the cleaned fields of the form. Raises Refused with what cannot be right."""
    amount = _amount(facts["rule"], facts.get("amount") or "")
    return term.assess(
        term.TermFacts(
            rule=facts["rule"],
            amount=amount,
            excluded_full_days=facts.get("excluded_full_days") or 0,
            **{
                name: facts.get(name)
                for name in (
                    *("start", "interrupted_from", "resumed_on", "extension_to", "set_until"),
                    *("current_term_last_day", "arrest_last_day"),
                )
            },
        ),
        _calendar(facts.get("weekend"), facts.get("holidays")),
    )


def _amount(rule: str, text: str) -> int | str | None:
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        if not 1 <= int(text[:9]) <= LONGEST:
            raise Refused(NO_SUCH_LENGTH)
        return int(text)
    if SET_IN_DAYS.fullmatch(text) and LIMITS[rule].unit != "h":
        return text
    if not any(named.name == text for edition in LIMITS[rule].editions for named in edition.amounts):
        raise Refused(NO_SUCH_LENGTH)
    return text


def _calendar(weekend: tuple[frozenset[int], frozenset[date]] | None, holidays: frozenset[date] | None) -> Calendar:
    """The calendar of the state, in what was not given otherwise."""
    usual = calendar()
    if weekend is None and holidays is None:
        return usual
    weekdays, days_off = weekend if weekend is not None else (usual.weekend, frozenset())
    try:
        return Calendar(
            holidays=(usual.holidays if holidays is None else holidays) | days_off,
            # Days moved to be worked belong to the holidays they were moved for.
            workdays=usual.workdays if holidays is None else frozenset(),
            weekend=weekdays,
        )
    except ValueError:
        raise Refused(WEEK_WITHOUT_WORK) from None


def _weekend(given: list[str]) -> tuple[frozenset[int], frozenset[date]]:
    weekdays, days, numbers = set(), set(), []
    for one in given:
        if re.fullmatch(r"[0-7]", one):
            numbers.append(int(one))
        elif one.lower()[:3] in WEEKDAYS and one.isalpha():
            weekdays.add(WEEKDAYS.index(one.lower()[:3]))
        else:
            days.add(_day(one))
    back = 1 if 7 in numbers else 0
    if back and 0 in numbers:
        raise ValidationError(_("Count the days of the week from 0 to 6 or from 1 to 7, not both."), code="mixed")
    return frozenset(weekdays | {number - back for number in numbers}), frozenset(days)


def _day(text: str) -> date:
    day: date | None = DayField().clean(text)
    assert day is not None
    return day


# --- on a page --------------------------------------------------------------------------------------------


def shown_answer(answer: term.TermAnswer) -> dict[str, Any]:
    """The answer as `law/calculator.html` takes it."""
    main: dict[str, Any]
    if answer.expires_at is None:
        main = {
            "title": gettext("The term stands still. Full days left:"),
            "at": None,
            "words": str(answer.days_left),
        }
    elif answer.last_day is None:
        main = {"title": gettext("The term ends:"), "at": answer.expires_at, "words": ""}
    else:
        main = {
            "title": gettext("The last day of the term, until 24:00:"),
            "at": None,
            "words": day_shown(answer.last_day),
        }
    return {
        "verdict": "",
        "verdict_kind": "",
        "main": main,
        "rows": [],
        "steps": [f"{step.text(gettext)}{_article(step)}" for step in answer.explanation],
        "cites": list(dict.fromkeys(one for cite in answer.cites for one in cited(cite).split("; "))),
        "readings": [
            {
                "says": f"{reading.says.text(gettext)} "
                + gettext("By that reading: until %(end)s.")
                % {"end": day_shown(reading.last_day) if reading.last_day else shown(reading.expires_at)},
                "cite": ", ".join(reading.cites),
            }
            for reading in answer.readings
        ],
        "ladder": [
            {
                "months": gettext("up to %(n)s months in all") % {"n": rung.months}
                if rung.months
                else gettext("up to the limitation period"),
                "custody": rung.kind == "custody",
                "who": gettext(rung.agreed_with or rung.decided_by),
                "asked_by": gettext(rung.asked_by),
                "only_for": gettext(rung.only_for) if rung.only_for else "",
                "to_prosecutor_by": day_shown(rung.to_prosecutor_by),
                "to_court_by": day_shown(rung.to_court_by) if rung.to_court_by else "",
                "chosen": rung.chosen,
                "cite": rung.cite,
            }
            for rung in answer.ladder
        ],
    }


def _article(step: Step) -> str:
    words = cited(step.cite)
    return f" ({words})" if words else ""
