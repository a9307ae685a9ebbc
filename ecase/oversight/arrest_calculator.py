"""The public calculators of liberty: custody beside the milder measures, the amount of bail, a running custody.

Facts in, the answer of the pure rules out; pages and API take the same forms. Nothing is computed here: `ecase.law`
decides, the tables are asked for the qualification and the monthly index on the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecase.law import arrest, custody
from ecase.law.age import MAJORITY
from ecase.law.bail import LISTED_PERSONS, BailFacts, Floor, Setting, bail_floor, bail_room, setting, why_not_bail
from ecase.law.detention_facts import Fact
from ecase.law.house_arrest import assess_house_arrest
from ecase.law.ladder import BESIDE
from ecase.law.measures import MEASURES, MeasureFacts, Weighed, weigh
from ecase.law.qualification import Qualification
from ecase.law.words import N_, Refusal, Refused
from ecase.oversight.calculators import FACTS, charge_on
from ecase.oversight.term_calculator import MOST_DAYS, DayField, LastDayField
from ecase.web.forms import DateField
from sanctions.checks.law import mci_on

# What of the facts of a detention bears on bail (148(9)); a criminal group is stated among the grounds of 147(1) too.
BAIL_FACTS = (
    Fact.CRIMINAL_GROUP, Fact.TERRORIST_OR_EXTREMIST, Fact.INTENTIONAL_CRIME_CAUSING_DEATH, Fact.MASS_RIOTS,
    Fact.EMERGENCY,
)  # fmt: skip
EXTENSION = "extension"
ASKED: dict[str, str] = {
    EXTENSION: N_("Extension of custody"),
    **{code: row.title for code, row in BESIDE.items()},
}
MOST_MONTHS = 600
AGES_DIFFER = Refusal(
    "ages_differ",
    N_("Nobody is younger now than on the day of the offence. Check the two ages."),
    field="age_at_offence",
)
NO_INDEX = Refusal(
    "mci_unknown",
    N_("The monthly calculation index of that day is not known here. Choose a later day."),
    field="date",
)
MONTHS_MISSING = Refusal(
    "months_missing", N_("Say how many months of custody in all are asked for."), {}, "CPC 151", "months"
)
ENDS_BEFORE = Refusal("custody_ends_before", N_("The custody cannot end before it began."), field="last_day")
ASKED_BEFORE = Refusal("custody_asked_before", N_("Nobody asks for it before the custody began."), field="date")


class ArrestForm(forms.Form):
    """The facts on which custody may, or may not, be asked for; and what the milder measures depend on."""

    date = DateField(label=_("Day of the petition"))
    qualification = forms.CharField(label=_("Qualification"), max_length=40, help_text=_("Like 188/3."))
    age = forms.IntegerField(label=_("Age on that day"), required=False, min_value=0, max_value=120)
    age_at_offence = forms.IntegerField(label=_("Age at the offence"), required=False, min_value=0, max_value=120)
    no_fixed_home = forms.BooleanField(label=_("No fixed home in Kazakhstan"), required=False)
    identity_unknown = forms.BooleanField(label=_("Identity not established"), required=False)
    breached_earlier_measure = forms.BooleanField(label=_("Broke an earlier preventive measure"), required=False)
    fled = forms.BooleanField(label=_("Fled or tried to flee"), required=False)
    organised_group = forms.BooleanField(label=_("Organised group or criminal community"), required=False)
    prior_conviction = forms.BooleanField(
        label=_("Convicted earlier of a grave or especially grave crime"), required=False
    )
    continues_crime = forms.BooleanField(label=_("Continues criminal conduct"), required=False)
    suspect_absent = forms.BooleanField(label=_("The suspect is absent"), required=False)
    declared_wanted = forms.BooleanField(label=_("Declared wanted"), required=False)
    abroad_and_evading = forms.BooleanField(label=_("Abroad and evading"), required=False)
    insane = forms.BooleanField(label=_("Insane at the time of the offence"), required=False)
    earlier_refusal = forms.BooleanField(label=_("The court has refused once"), required=False)
    new_circumstances = forms.BooleanField(label=_("There are new circumstances"), required=False)
    by_gravity_alone = forms.BooleanField(label=_("No ground but the gravity of the crime"), required=False)
    may_flee_or_obstruct = forms.BooleanField(label=_("May flee, or obstruct the investigation"), required=False)
    serviceman = forms.BooleanField(label=_("Serves, or is called up for military training"), required=False)
    held = forms.BooleanField(label=_("Detained or in custody"), required=False)
    broken = forms.ChoiceField(
        label=_("Measure the person has broken"),
        choices=[("", _("None")), *((measure.code, _(measure.title)) for measure in MEASURES)],
        required=False,
    )
    listed = forms.MultipleChoiceField(
        label=_("For whom bail may be lower"),
        choices=[(code, _(title)) for code, (title, _cite) in LISTED_PERSONS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    circumstances = forms.MultipleChoiceField(
        label=_("The crime"),
        choices=[(fact.value, _(FACTS[fact])) for fact in BAIL_FACTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class BailForm(forms.Form):
    """The facts on which the amount of bail depends."""

    date = DateField(label=_("Day of the petition"))
    qualification = forms.CharField(label=_("Qualification"), max_length=40, help_text=_("Like 188/3."))
    amount = forms.IntegerField(
        label=_("Bail, tenge"),
        required=False,
        min_value=1,
        max_value=10**12,
        help_text=_("Empty: the limits of the amount alone."),
    )
    listed = forms.MultipleChoiceField(
        label=_("For whom bail may be lower"),
        choices=[(code, _(title)) for code, (title, _cite) in LISTED_PERSONS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    exceptional = forms.BooleanField(label=_("The exceptional case is written down"), required=False)
    other_property = forms.BooleanField(
        label=_("Property instead of money; its giver agrees that it is worth more"), required=False
    )
    circumstances = forms.MultipleChoiceField(
        label=_("The crime"),
        choices=[(fact.value, _(FACTS[fact])) for fact in BAIL_FACTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    may_flee_or_obstruct = forms.BooleanField(label=_("May flee, or obstruct the investigation"), required=False)
    reason_written = forms.BooleanField(label=_("Why bail will do all the same is written down"), required=False)
    fled = forms.BooleanField(label=_("Fled or tried to flee"), required=False)
    continues_crime = forms.BooleanField(label=_("Continues criminal conduct"), required=False)
    broke_bail = forms.BooleanField(label=_("Bail in this case has been broken"), required=False)
    at_war = forms.BooleanField(label=_("A military crime in wartime or in battle"), required=False)


class CustodyForm(forms.Form):
    """A custody that runs, and what is asked for."""

    asked = forms.ChoiceField(label=_("What is asked for"), choices=[(code, _(title)) for code, title in ASKED.items()])
    date = DayField(label=_("Day of the petition"))
    first_day = DayField(
        label=_("First day of the custody"),
        help_text=_("The day of the holding: the detention is part of the custody (152(6))."),
    )
    last_day = LastDayField(label=_("Last day of the custody that runs now"))
    months = forms.IntegerField(
        label=_("Custody asked for, months in all"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("For an extension. For a returned case: the months added."),
        widget=forms.NumberInput({"class": "app-input-date"}),
    )
    earlier_days = forms.IntegerField(
        label=_("Days in custody in this case before"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput({"class": "app-input-date"}),
    )
    qualification = forms.CharField(label=_("Qualification"), max_length=40, required=False, help_text=_("Like 188/3."))
    age = forms.IntegerField(label=_("Age on that day"), required=False, min_value=0, max_value=120)
    criminal_group = forms.BooleanField(label=_("It was committed within a criminal group"), required=False)
    terrorist_or_extremist = forms.BooleanField(label=_("The crime is terrorist or extremist"), required=False)
    short = forms.BooleanField(label=_("The custody was sanctioned for up to ten days"), required=False)
    house = forms.BooleanField(label=_("It is house arrest"), required=False)


@dataclass(frozen=True)
class ArrestAnswers:
    """Custody, house arrest, every measure from the mildest on, and bail. `floor`: None where 145(3) names none or the
    index of the day is not known."""

    charge: Qualification
    person: arrest.ArrestFacts
    custody: arrest.ArrestAnswer
    house: arrest.ArrestAnswer
    measures: tuple[Weighed, ...]
    setting: Setting
    floor: Floor | None


@dataclass(frozen=True)
class BailAnswer:
    """`refusal`: why bail is not open, or the amount not right; `room`: what a written reason overcomes."""

    charge: Qualification
    setting: Setting
    floor: Floor | None
    refusal: Refusal | None
    room: Refusal | None


@dataclass(frozen=True)
class CustodyAnswer:
    running: custody.Running
    on: date
    code: str
    asked: custody.Asked


def may_arrest(facts: Mapping[str, Any]) -> ArrestAnswers:
    """The answer for the cleaned fields of `ArrestForm`. Raises Refused with what cannot be right."""
    day: date = facts["date"]
    charge = _charge(facts, day)
    age, then = facts.get("age"), facts.get("age_at_offence")
    if age is not None and then is not None and then > age:
        raise Refused(AGES_DIFFER)
    names = {field.name for field in fields(arrest.ArrestFacts)}
    person = arrest.ArrestFacts(**{name: value for name, value in facts.items() if name in names})
    bail, index = _bail_facts(facts), mci_on(day)
    listed = _listed(facts, minor=person.minor)
    answers = weigh(
        MeasureFacts(
            person=person,
            bail=bail,
            serviceman=bool(facts.get("serviceman")),
            mci=index,
            listed=listed,
            broken=facts.get("broken") or "",
            held=bool(facts.get("held")),
        ),
        charge,
    )
    return ArrestAnswers(
        charge=charge,
        person=person,
        custody=arrest.assess(person, charge),
        house=assess_house_arrest(person, charge),
        measures=answers,
        setting=setting(charge, bail),
        floor=bail_floor(charge, day=day, mci=index, listed=listed) if index else None,
    )


def bail(facts: Mapping[str, Any]) -> BailAnswer:
    """The answer for the cleaned fields of `BailForm`. Raises Refused with what cannot be right."""
    day: date = facts["date"]
    charge, known, index = _charge(facts, day), _bail_facts(facts), mci_on(day)
    if index is None:
        raise Refused(NO_INDEX)
    listed = _listed(facts)
    return BailAnswer(
        charge=charge,
        setting=setting(charge, known),
        floor=bail_floor(charge, day=day, mci=index, listed=listed),
        refusal=why_not_bail(
            facts.get("amount"),
            charge,
            day=day,
            mci=index,
            facts=known,
            listed=listed,
            exceptional=bool(facts.get("exceptional")),
            other_property=bool(facts.get("other_property")),
            reason_written=bool(facts.get("reason_written")),
        ),
        room=bail_room(charge, known),
    )


def running_custody(facts: Mapping[str, Any]) -> CustodyAnswer:
    """The answer for the cleaned fields of `CustodyForm`. Raises Refused with what cannot be right."""
    day: date = facts["date"]
    first, last, code, months = facts["first_day"], facts["last_day"], facts["asked"], facts.get("months")
    if last < first:
        raise Refused(ENDS_BEFORE)
    if day < first:
        raise Refused(ASKED_BEFORE)
    if code == EXTENSION and not months:
        raise Refused(MONTHS_MISSING)
    group, terror = bool(facts.get("criminal_group")), bool(facts.get("terrorist_or_extremist"))
    charge = charge_on(facts.get("qualification") or "", day)
    age = facts.get("age")
    running = custody.Running(
        first_day=first,
        last_day=last,
        earlier_days=facts.get("earlier_days") or 0,
        gravest=group or terror or (charge is not None and custody.gravest(charge)),
        minor=age is not None and age < MAJORITY,
        short=bool(facts.get("short")),
        house=bool(facts.get("house")),
    )
    if code == EXTENSION:
        return CustodyAnswer(running, day, code, custody.extension(running, months, day))
    return CustodyAnswer(running, day, code, custody.beside(code, running, day, months=months))


def _charge(facts: Mapping[str, Any], day: date) -> Qualification:
    charge = charge_on(facts["qualification"], day)
    assert charge is not None  # both forms ask for it
    return charge


def _bail_facts(facts: Mapping[str, Any]) -> BailFacts:
    circumstances = {Fact(code) for code in facts.get("circumstances") or ()}
    if facts.get("organised_group"):
        circumstances.add(Fact.CRIMINAL_GROUP)
    return BailFacts(
        circumstances=frozenset(circumstances),
        may_flee_or_obstruct=bool(facts.get("may_flee_or_obstruct")),
        fled=bool(facts.get("fled")),
        continues_crime=bool(facts.get("continues_crime")),
        broke_bail=bool(facts.get("broke_bail")) or facts.get("broken") == "bail",
        at_war=bool(facts.get("at_war")),
    )


def _listed(facts: Mapping[str, Any], *, minor: bool = False) -> tuple[str, ...]:
    given = facts.get("listed") or ()
    return tuple(code for code in LISTED_PERSONS if code in given or (minor and code == "minor"))
