"""The public calculator of a detention: facts in, the answer of the pure rule out. Those of custody are
`arrest_calculator`, of any term `term_calculator`.

Nothing is computed here: `ecase.law` decides, the tables are asked only for the qualification on the day.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.queries.calendar import calendar
from cases.queries.reference import as_value, qualification_on
from ecase.law import detention
from ecase.law.clock import local
from ecase.law.detention_facts import EXCEPTIONS, DetentionFacts, Fact
from ecase.law.qualification import OffenceKind, Qualification
from ecase.law.words import N_, Refusal, Refused
from ecase.web.forms import DateField, DateTimeMinuteField

FACTS: dict[Fact, str] = {
    Fact.ESPECIALLY_GRAVE: N_("The crime is especially grave"),
    Fact.TERRORIST_OR_EXTREMIST: N_("The crime is terrorist or extremist"),
    Fact.MASS_RIOTS: N_("It was committed during mass riots"),
    Fact.CRIMINAL_GROUP: N_("It was committed within a criminal group"),
    Fact.DRUG_TRAFFICKING: N_("It is trafficking in drugs, psychotropics, precursors or analogues"),
    Fact.SEXUAL_CRIME_AGAINST_MINOR: N_("It is against the sexual inviolability of minors"),
    Fact.INTENTIONAL_CRIME_CAUSING_DEATH: N_("It is intentional and caused a death"),
    Fact.REMOTENESS: N_("The place is remote or has no roads"),
    Fact.EMERGENCY: N_("There is a state of emergency or an emergency situation"),
}
KIND_MISSING = Refusal(
    "offence_kind_missing",
    N_("Give the article of the Criminal Code, or say whether it is a crime or a misdemeanour."),
    field="offence_kind",
)


class DetentionClockForm(forms.Form):
    """The facts of a detention."""

    held_at = DateTimeMinuteField(label=_("Actual holding"))
    delivered_at = DateTimeMinuteField(label=_("Delivery began"), required=False)
    delivery = forms.ChoiceField(
        label=_("How the person came"),
        choices=[("compulsory", _("Delivered by force")), ("voluntary", _("Came of own will"))],
        required=False,
        initial="compulsory",
    )
    protocol_at = DateTimeMinuteField(label=_("Protocol drawn up"), required=False)
    citizen_hold_at = DateTimeMinuteField(label=_("Held by citizens since"), required=False)
    birth_date = DateField(label=_("Birth date"), required=False)
    age = forms.IntegerField(label=_("Age, full years"), required=False)
    qualification = forms.CharField(label=_("Qualification"), max_length=40, required=False, help_text=_("Like 188/3."))
    offence_kind = forms.ChoiceField(
        label=_("Kind of offence"),
        choices=[("", ""), ("crime", _("Crime")), ("misdemeanour", _("Misdemeanour"))],
        required=False,
        help_text=_("Not needed when the qualification is given."),
    )
    exception_claimed = forms.TypedChoiceField(
        label=_("Exception that allows 72 hours"),
        choices=[("", _("None")), *((number, _(exception.title)) for number, exception in EXCEPTIONS.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    exception_facts = forms.MultipleChoiceField(
        label=_("What bears it out"),
        choices=[(fact.value, _(words)) for fact, words in FACTS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    exception_confirmed = forms.BooleanField(label=_("A prosecutor has confirmed the exception"), required=False)


def detention_clock(facts: dict[str, Any]) -> tuple[detention.DetentionClock, Qualification | None]:
    """The clock for the cleaned fields of `DetentionClockForm`. Raises Refused with what cannot be right."""
    held_at = facts["held_at"]
    charge = charge_on(facts.get("qualification", ""), local(held_at).date())
    kind = facts.get("offence_kind") or (charge.kind if charge else "")
    if not kind:
        raise Refused(KIND_MISSING)
    clock = detention.assess(
        DetentionFacts(
            held_at=held_at,
            offence_kind=OffenceKind(kind),
            birth_date=facts.get("birth_date"),
            age=facts.get("age"),
            qualification=charge,
            delivered_at=facts.get("delivered_at"),
            delivery="voluntary" if facts.get("delivery") == "voluntary" else "compulsory",
            protocol_at=facts.get("protocol_at"),
            exception_claimed=facts.get("exception_claimed"),
            exception_facts=frozenset(Fact(code) for code in facts.get("exception_facts") or ()),
            exception_confirmed=bool(facts.get("exception_confirmed")),
            citizen_hold_at=facts.get("citizen_hold_at"),
        ),
        calendar(),
    )
    return clock, charge


def charge_on(text: str, day: date) -> Qualification | None:
    """The part of the Criminal Code that was typed, as it stood on `day`; None for nothing. Raises Refused."""
    if not text.strip():
        return None
    found = qualification_on(text, day)
    if isinstance(found, Refusal):
        raise Refused(found)
    return as_value(found)
