"""What is typed on a writ. People, copies and fines are offered from the writ in hand."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Defence, Participant
from ecase.documents.pdf import picture
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.rulings import TERMINATION_GROUNDS
from ecase.law.words import Refused
from ecase.law.writ_fine import METHODS
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField, YesNoField
from ecase.web.says import cited, say, thousands
from writ import rules
from writ.actions.after import owed, side_key, unserved
from writ.actions.judging import RETURNS, convicted
from writ.composing import limits_for, needs_ban, people_of
from writ.facts import DISPUTES, PART_OF, STATED
from writ.kinds import ASKED_BY, ASKS, MEANS, PARTS, RECEIVERS, SERVED, SIDES, Answer, Means, Part
from writ.models import Accused, Will, Writ

CHOOSE = ("", _("Choose"))
LEAST = 30
TOO_SHORT = _("Write the reasons, at least %(least)d characters")
GROUNDS = [CHOOSE, *((one.code, _(one.title)) for one in TERMINATION_GROUNDS)]
CITIZEN = (("citizen", _("Citizen of Kazakhstan")),)


class PadField(forms.CharField):
    """A signature drawn on the pad: a small PNG as the page sends it, nothing else."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if text and picture(text) is None:
            raise ValidationError(_("The drawing could not be read. Clear the pad and sign again."), code="pad")
        return text


class ReasonsForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=20000, least=LEAST, least_says=TOO_SHORT, rows=6)


class WithdrawForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=8000, rows=4)


class AgreeForm(forms.Form):
    reasons = CountedTextField(label=_("Remarks, if any"), limit=8000, rows=3, required=False)


class TerminateForm(ReasonsForm):
    ground = forms.ChoiceField(label=_("Ground"), choices=GROUNDS)
    field_order = ("ground", "reasons")


class RequestForm(forms.Form):
    """The ruling to apply the writ procedure (629-2)."""

    circumstances = CountedTextField(label=_("What happened and who did it"), limit=20000, rows=6)
    evidence = CountedTextField(
        label=_("Evidence"), limit=20000, rows=5, help_text=_("What proves the act and the person, with the sheets.")
    )
    damage = CountedTextField(label=_("Victim and damage"), limit=8000, rows=3, required=False)
    aggravating = CountedTextField(label=_("Aggravating circumstances"), limit=4000, rows=2, required=False)
    mitigating = CountedTextField(label=_("Mitigating circumstances"), limit=4000, rows=2, required=False)
    claim = CountedTextField(label=_("Civil claim"), limit=4000, rows=2, required=False)
    physical = CountedTextField(label=_("Physical evidence and where it is"), limit=4000, rows=2, required=False)


class ReturnByCourtForm(ReasonsForm):
    why = forms.ChoiceField(label=_("Why"), choices=[CHOOSE, *((code, _(words)) for code, words in RETURNS.items())])
    field_order = ("why", "reasons")


class VerdictForm(forms.Form):
    """The parts of the verdict in words; the fines of each accused are added by `verdict_form`."""

    established = CountedTextField(label=_("What is established"), limit=20000, rows=6)
    evidence = CountedTextField(label=_("Evidence it rests on"), limit=20000, rows=4, required=False)
    claim = CountedTextField(label=_("Decision on the civil claim"), limit=8000, rows=2, required=False)
    physical = CountedTextField(label=_("Fate of the physical evidence"), limit=8000, rows=2, required=False)
    costs = CountedTextField(label=_("Procedural costs"), limit=8000, rows=2, required=False)


# What of the ruling the judge begins his verdict with.
TAKEN_OVER = {"established": "circumstances", "evidence": "evidence", "claim": "claim", "physical": "physical"}


class ChangeAboveForm(ReasonsForm):
    instead = CountedTextField(label=_("What is decided in its place"), limit=8000, rows=4, required=False)


STATIC: dict[str, type[forms.Form]] = {
    "drop": WithdrawForm,
    "request": RequestForm,
    "agree": AgreeForm,
    "head_return": ReasonsForm,
    "head_terminate": TerminateForm,
    "return_case": ReasonsForm,
    "refuse_approval": TerminateForm,
    "return_to_prosecutor": ReturnByCourtForm,
    "terminate": TerminateForm,
    "recuse": WithdrawForm,
    "uphold": ReasonsForm,
    "cancel_above": ReasonsForm,
}


def form_of(writ: Writ, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move's fields; None for a move without any."""
    made = DYNAMIC.get(move.name)
    if made is not None:
        return type(f"{move.name.title().replace('_', '')}Form", (forms.Form,), dict(made(writ, by, at)))
    if move.name == "convict":
        begun = _begun(VerdictForm, {name: writ.ruling.get(said) for name, said in TAKEN_OVER.items()})
        return type("WholeVerdictForm", (VerdictForm,), {**begun, **fines_of(writ, at)})
    if move.name == "request":
        begun = _begun(RequestForm, {"circumstances": writ.case.summary})
        return type("WholeRequestForm", (RequestForm,), begun)
    if move.name == "change":
        return type("WholeChangeForm", (ChangeAboveForm,), dict(_new_totals(writ)))
    return STATIC.get(move.name)


def _begun(form: type[forms.Form], said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form that begin with what is in the record already; whoever signs goes over it."""
    found: dict[str, Any] = {}
    for name, text in said.items():
        if text:
            found[name] = deepcopy(form.base_fields[name])
            found[name].initial = text
    return found


# --- people ----------------------------------------------------------------------------------------------------------


def people_choices(people: list[Participant]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{gettext(PARTS[PART_OF[one.capacity]])}: {one.full_name}") for one in people]


def start_form(case: Case) -> type[forms.Form]:
    """Whom to ask when the writ is opened: everybody whose word is needed is ticked."""
    people = Participant.objects.filter(case=case, capacity__in=list(PART_OF)).order_by("sort_key", "id")
    fields = asked_fields(list(people))
    fields["people"].required = False
    fields["people"].optional = False  # type: ignore[attr-defined]  # nobody is asked only where nobody has to be
    return type("StartForm", (forms.Form,), dict(fields))


def _ask(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    return asked_fields(rules.unasked(writ))


def asked_fields(people: list[Participant]) -> dict[str, forms.Field]:
    """Whom to ask, everybody ticked, and until when the answer is asked."""
    choices = people_choices(people)
    return {
        "people": forms.MultipleChoiceField(
            label=_("Whom to ask"),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            initial=[pk for pk, _name in choices],
        ),
        "answer_by": DateField(
            label=_("Answer by"), required=False, help_text=_("Empty: within three days. Silence is no consent.")
        ),
    }


def _wills(writ: Writ, by: Appointment, **kept: Any) -> list[Will]:
    return list(rules.open_wills(writ, by).filter(**kept).order_by("matter__number"))


def _person(wills: list[Will]) -> forms.Field:
    choices = [(str(one.pk), f"{gettext(PARTS[one.part])}: {one.participant.full_name}") for one in wills]
    if len(choices) == 1:
        return forms.ChoiceField(label=_("Person"), choices=choices, initial=choices[0][0])
    return forms.ChoiceField(label=_("Person"), choices=[CHOOSE, *choices])


def _taken_in(by: Appointment) -> dict[str, forms.Field]:
    """How the officer takes a word in; whoever signs in his own account is not asked."""
    if by.role == Role.PARTICIPANT:
        return {}
    choices = [(code, _(words)) for code, words in MEANS.items() if code != Means.ACCOUNT]
    return {
        "means": forms.ChoiceField(label=_("How it is given"), choices=choices, widget=forms.RadioSelect),
        "pad": PadField(label=_("Signature on the pad"), required=False, max_length=400100),
    }


def _remind(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    return {"person": _person(_wills(writ, by, answer=""))}


def _motion(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    wills = _wills(writ, by, answer="", part=Part.SUSPECT)
    entered = Defence.objects.filter(participant__in=[one.participant_id for one in wills], until__isnull=True)
    names = dict.fromkeys(one.lawyer.user.get_full_name() for one in entered.select_related("lawyer__user"))
    said = {
        "not_disputes_evidence": _("I do not dispute the evidence of my guilt"),
        "not_disputes_qualification": _("I agree with the qualification of what I did"),
        "not_disputes_damage": _("I agree with the nature and the amount of the damage"),
    }
    fields: dict[str, forms.Field] = {"person": _person(wills)}
    fields |= {f"not_{name}": forms.BooleanField(label=said[f"not_{name}"], required=False) for name in DISPUTES}
    fields["counsel"] = forms.ChoiceField(
        label=_("Defender who is present"),
        choices=[("", _("None")), *((name, name) for name in names)],
        required=False,
    )
    return fields | _taken_in(by)


def _consent(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    wills = [one for one in _wills(writ, by, answer="") if one.part != Part.SUSPECT]
    return {"person": _person(wills), **_taken_in(by)}


def _object_victim(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    against = {Answer.REFUSES, Answer.WITHDRAWN}
    wills = [one for one in _wills(writ, by) if one.part != Part.SUSPECT and one.answer not in against]
    return {"person": _person(wills), "reasons": _why(), **_taken_in(by)}


def _withdraw(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    wills = [one for one in _wills(writ, by, part=Part.SUSPECT) if one.answer in ("", Answer.CONSENTS)]
    return {"person": _person(wills), "reasons": _why(), **_taken_in(by)}


def _why() -> forms.Field:
    return CountedTextField(
        label=_("Reasons"), limit=8000, rows=3, required=False, help_text=_("You need not say why.")
    )


FACT_LABELS = {
    "established": _("The fact and the person are established"),
    "immunity": _("Privilege or immunity"),
    "mental_disorder_after": _("Mental disorder after the offence"),
    "unable_to_defend": _("Cannot defend himself"),
    "citizen": _("Citizen of Kazakhstan"),
    "cumulative_sentences_cc60": _("Another sentence is to be added (CC 60)"),
}


def _facts(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    rows = list(Accused.objects.filter(writ=writ).select_related("participant").order_by("id"))
    choices = [(str(one.participant_id), one.participant.full_name) for one in rows]
    fields: dict[str, forms.Field] = {
        "person": forms.ChoiceField(
            label=_("Person"), choices=choices if len(choices) == 1 else [CHOOSE, *choices],
            initial=choices[0][0] if choices else "",
        )
    }  # fmt: skip
    known = rows[0].facts if len(rows) == 1 else {}
    for name in STATED:
        field = YesNoField(label=FACT_LABELS[name])
        field.initial = known.get(name)
        fields[name] = field
    return fields


# --- the prosecutor and the judge ------------------------------------------------------------------------------------


def _approve(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    rows = list(Accused.objects.filter(writ=writ).select_related("participant").order_by("id"))
    fields: dict[str, forms.Field] = {
        "reasons": CountedTextField(label=_("Reasons"), limit=8000, rows=4, required=False)
    }
    if len(rows) > 1:
        fields["without"] = forms.MultipleChoiceField(
            label=_("The prosecution ends for"),
            choices=[(str(one.pk), one.participant.full_name) for one in rows],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("The others go to court. Give ground and reasons."),
        )
        fields["ground"] = forms.ChoiceField(label=_("Ground"), choices=GROUNDS, required=False)
    return fields


def fines_of(writ: Writ, at: datetime) -> dict[str, forms.Field]:
    """The fields of the penalty: a fine for each charge, then what makes one sum of them."""
    fields: dict[str, forms.Field] = {}
    for n, (row, charges) in enumerate(people_of(writ, at), start=1):
        name = row.participant.short_name
        for m, charged in enumerate(charges, start=1):
            fields[f"fine_{n}_{m}"] = _fine(charged, name, at)
        if len(charges) > 1:
            fields[f"method_{n}"] = forms.ChoiceField(
                label=_("How the fines of %(name)s become one") % {"name": name},
                choices=[CHOOSE, *((code, _(words)) for code, words in METHODS.items())],
                required=False,
            )
            fields[f"method_{n}"].optional = False  # type: ignore[attr-defined]  # asked for where more than one is open
            fields[f"total_{n}"] = forms.IntegerField(
                label=_("Final fine of %(name)s, MCI") % {"name": name}, required=False, min_value=0, max_value=100000,
                help_text=_("Only where the fines are added in part."),
            )  # fmt: skip
        if needs_ban(charges):
            fields[f"ban_{n}"] = forms.CharField(
                label=_("Deprivation of a right, %(name)s: which") % {"name": name}, max_length=500
            )
            fields[f"ban_months_{n}"] = forms.IntegerField(label=_("For how many months"), min_value=1, max_value=120)
        for field, label in (("custody", _("Days in custody")), ("house", _("Days under house arrest"))):
            fields[f"{field}_{n}"] = forms.IntegerField(
                label=f"{label}, {name}", required=False, min_value=0, max_value=2000
            )
        fields[f"pay_until_{n}"] = DateField(
            label=_("In parts until, %(name)s") % {"name": name}, required=False,
            help_text=_("Empty: the whole sum at once. Three years at most."),
        )  # fmt: skip
        fields[f"violence_{n}"] = forms.BooleanField(
            label=_("The crime of %(name)s was violence against a minor") % {"name": name}, required=False
        )
    return fields


def _fine(charged: Any, name: str, at: datetime) -> forms.Field:
    label = f"{_('Fine, MCI')}: {name}, {cited(charged.cite)}"
    try:
        found = limits_for(charged, at)
    except Refused as refused:
        return forms.IntegerField(label=label, help_text=say(refused.refusal.says, refused.refusal.params))
    least, most = found.limits.least_mci, found.limits.most_mci
    says = _("From %(least)s to %(most)s MCI (%(cite)s); 1 MCI on the day of the act = %(index)s tenge.") % {
        "least": least,
        "most": most,
        "cite": cited(found.limits.cite),
        "index": thousands(found.index),
    }
    attrs = {"data-index": found.index, "data-least": least, "data-most": most}
    widget = forms.NumberInput(attrs=attrs)
    return forms.IntegerField(label=label, min_value=0, max_value=100000, help_text=says, widget=widget)


def _new_totals(writ: Writ) -> dict[str, forms.Field]:
    return {
        f"total_{n}": forms.IntegerField(
            label=_("New fine of %(name)s, MCI") % {"name": row.participant.short_name},
            required=False,
            min_value=0,
            help_text=_("Now %(mci)s MCI. Empty: it stays.") % {"mci": row.total_mci},
        )
        for n, row in enumerate(convicted(writ), start=1)
    }


# --- after the verdict -----------------------------------------------------------------------------------------------


def _serve(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    means = [CHOOSE, *((code, _(words)) for code, words in SERVED.items() if code != "system")]
    copies = [(str(one.pk), f"{gettext(_receiver(one.to_whom))}: {one.name}") for one in unserved(writ)]
    return {
        "copy": forms.ChoiceField(label=_("Copy for"), choices=[CHOOSE, *copies]),
        "served_at": DateTimeMinuteField(label=_("When it was received")),
        "means": forms.ChoiceField(label=_("How it was served"), choices=means),
        "proof": forms.CharField(label=_("What proves it"), max_length=300, required=False),
    }


def _receiver(code: str) -> str:
    return RECEIVERS[code]


def _object(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    copies = [one for one in rules.convict_copies(writ, by) if rules.days_run(one, at)]
    choices = [(str(one.pk), one.name) for one in copies]
    person = forms.ChoiceField(
        label=_("Convict"), choices=choices if len(choices) == 1 else [CHOOSE, *choices],
        initial=choices[0][0] if choices else "",
    )  # fmt: skip
    fields: dict[str, forms.Field] = {"person": person, "reasons": _why()}
    return fields | (_taken_in(by) if by.role in (Role.TRIAL_JUDGE, Role.COURT_CLERK) else {})


def _appeal(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    sides = rules.sides_of(writ, by)
    choices = [
        (side_key(side, person), f"{gettext(SIDES[side])}: {person.full_name if person else by.user.get_full_name()}")
        for side, person in sides
    ]
    open_asks = {code for side, _person in sides for code in ASKED_BY[side]}
    asks = [(code, _(words)) for code, words in ASKS.items() if code in open_asks]
    return {
        "whose": forms.ChoiceField(label=_("For whom"), choices=choices, required=False),
        "asks": forms.ChoiceField(label=_("What is appealed"), choices=[CHOOSE, *asks]),
        "text": CountedTextField(label=_("What you ask for and why"), limit=20000, rows=6),
    }


def _payment(writ: Writ, by: Appointment, at: datetime) -> Mapping[str, forms.Field]:
    rows = [(row, owed(row)) for row in convicted(writ)]
    told = [(row, thousands(left)) for row, left in rows if left]
    choices = [(str(row.pk), f"{row.participant.full_name}: {left}") for row, left in told]
    return {
        "person": forms.ChoiceField(label=_("Convict and what he owes, tenge"), choices=choices),
        "paid_on": DateField(label=_("Paid on")),
        "amount": forms.IntegerField(label=_("Amount, tenge"), min_value=1),
        "proof": forms.CharField(label=_("What proves it"), max_length=300),
    }


DYNAMIC: dict[str, Any] = {
    "ask": _ask,
    "remind": _remind,
    "file_motion": _motion,
    "consent": _consent,
    "object_victim": _object_victim,
    "withdraw_word": _withdraw,
    "state_facts": _facts,
    "approve": _approve,
    "serve": _serve,
    "object": _object,
    "appeal": _appeal,
    "note_payment": _payment,
}
