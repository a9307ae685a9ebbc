"""The public calculator of the writ procedure: facts in, every condition of CPC 629-1 with its article out.

Pages and API take the same form. Nothing is computed here: `ecase.law.writ` decides; the tables are asked for the
qualifications on the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecase.law import writ
from ecase.law.clock import local
from ecase.law.qualification import Qualification
from ecase.law.words import N_, Refusal, Refused
from ecase.law.writ_fine import FineLimits, limits_of
from ecase.oversight.arrest_calculator import AGES_DIFFER
from ecase.oversight.arrest_pages import line
from ecase.oversight.calculators import charge_on
from ecase.web import now
from ecase.web.forms import DateField, YesNoField
from ecase.web.says import cited, say
from sanctions.checks.law import mci_on
from writ.telling import COLOURS, condition_shown, in_order

MOST_CHARGES = 20
TWICE = Refusal("charge_twice", N_("The same article is named twice. Name each offence once."), field="qualifications")
CHOICES = [(code, _(words)) for code, words in writ.ANSWERS.items()]


class ArticlesInput(forms.TextInput):
    """Several articles in one line, with commas between them; the API sends a list."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        value = data.get(name) or ""
        named = value if isinstance(value, list) else str(value).replace(";", ",").split(",")
        return [one.strip() for one in named if one.strip()]

    def format_value(self, value: Any) -> str:
        return ", ".join(value) if isinstance(value, (list, tuple)) else str(value or "")


class ArticlesField(forms.MultipleChoiceField):
    """Articles as they are typed ("188/1"); which of them exist is asked of the tables."""

    widget = ArticlesInput

    def validate(self, value: list[str]) -> None:
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > MOST_CHARGES or any(len(one) > 40 for one in value):
            raise ValidationError(_("Too many articles, or one too long."), code="many")


class WritForm(forms.Form):
    """The facts of 629-1; the field names are those of the API. What is left open is not known yet."""

    date = DateField(label=_("Day of the ruling"), required=False, help_text=_("Empty: today."))
    qualifications = ArticlesField(
        label=_("Qualification"), help_text=_("Like 187/1. Several offences with commas between them: 187/1, 293/1.")
    )
    age = forms.IntegerField(label=_("Age on that day"), required=False, min_value=0, max_value=120)
    age_at_offence = forms.IntegerField(label=_("Age at the offence"), required=False, min_value=0, max_value=120)
    facts_and_person_established = YesNoField(label=_("The fact and the person are established"))
    disputes_evidence = YesNoField(label=_("The suspect disputes the evidence"))
    disputes_qualification = YesNoField(label=_("The suspect disputes the qualification"))
    disputes_damage = YesNoField(label=_("The suspect disputes the damage"))
    suspect_motion = YesNoField(label=_("The suspect has filed the motion"))
    victim = forms.ChoiceField(label=_("Victim"), choices=CHOICES, required=False)
    civil_claimant = forms.ChoiceField(label=_("Civil claimant"), choices=CHOICES, required=False)
    civil_defendant = forms.ChoiceField(label=_("Civil defendant"), choices=CHOICES, required=False)
    immunity = YesNoField(label=_("Privilege or immunity"))
    mental_disorder_after = YesNoField(label=_("Mental disorder after the offence"))
    unable_to_defend = YesNoField(label=_("Cannot defend himself"))
    citizen = YesNoField(label=_("Citizen of Kazakhstan"))
    cumulative_sentences_cc60 = YesNoField(label=_("Another sentence is to be added (CC 60)"))
    earlier_writ_sentence_cancelled = YesNoField(label=_("A writ verdict in this case was cancelled"))


@dataclass(frozen=True)
class Fine:
    """What a verdict by writ may fine for one charge, at the index of the day."""

    charge: Qualification
    limits: FineLimits
    mci: int


@dataclass(frozen=True)
class Answer:
    """`fines`: of the charges for which a writ is possible at all; empty where the index of the day is not known."""

    writ: writ.WritAnswer
    fines: tuple[Fine, ...]


def may_writ(facts: Mapping[str, Any]) -> Answer:
    """The answer for the cleaned fields of `WritForm`. Raises Refused with what cannot be right."""
    day: date = facts["date"] or local(now()).date()
    age, then = facts.get("age"), facts.get("age_at_offence")
    if age is not None and then is not None and then > age:
        raise Refused(AGES_DIFFER)
    charges = []
    for text in facts["qualifications"]:
        try:
            found = charge_on(text, day)
        except Refused as refused:
            raise Refused(replace(refused.refusal, field="qualifications")) from refused
        assert found is not None, "the field drops what is empty"
        charges.append(found)
    if len(set(charges)) < len(charges):
        raise Refused(TWICE)
    names = {field.name for field in fields(writ.WritFacts)}
    given = {name: value for name, value in facts.items() if name in names and name != "date"}
    established = facts.get("facts_and_person_established")
    index = mci_on(day)
    found = [(charge, limits_of(charge, day)) for charge in charges]
    return Answer(
        writ.assess(writ.WritFacts(date=day, established=established, **given), charges),
        tuple(Fine(charge, limits, index) for charge, limits in found if limits is not None and index is not None),
    )


def may_go_by_writ(typed: dict[str, Any]) -> dict[str, Any]:
    """The answer as `law/calculator.html` takes it. Raises Refused with what cannot be right in what was typed."""
    found = may_writ(typed)
    answer = found.writ
    return {
        "verdict": gettext(writ.VERDICTS[answer.verdict]),
        "verdict_kind": COLOURS[answer.verdict],
        "main": None,
        "rows": [],
        "conditions": [condition_shown(one) for one in in_order(answer.conditions)],
        "steps": [
            f"{cited(one.charge.cite)}: {line(step)}" for one in found.fines for step in one.limits.explanation(one.mci)
        ],
        "warnings": [{"says": say(one.says, one.params), "cite": one.cite} for one in answer.reminders],
        "cites": list(dict.fromkeys(cited(cite) for cite in answer.cites)),
        "readings": [],
    }
