"""What is typed into a request and a decision, made from the row of its kind; API and pages share these forms."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.offence_field import offence_field
from ecase.law.act import Field
from ecase.law.kinds import Group, Hearing, Kind
from ecase.law.kinds_all import KINDS
from ecase.law.moves import Move
from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateField, DateTimeMinuteField
from ecase.web.says import say
from sanctions import checks
from sanctions.checks.text import WEIGHED
from sanctions.covert.forms import COVERT_FORMS
from sanctions.forms_after import AFTER_FORMS, after_form, refuse_form
from sanctions.hearings.forms import HEARING_FORMS, hearing_form
from sanctions.hearings.queries import prefill
from sanctions.kinds import SUSPECT_PART
from sanctions.models import Sanction
from sanctions.moves_after import PREVENTIVE
from sanctions.rules import REASONS_AT_LEAST, plain
from sanctions.sheets import SHEETS, SheetsField, as_picked, pickable

TOO_SHORT = _("Write the reasons, at least %(least)d characters")
# Columns of the request that its text form fills; everything else of the form is a fact of the kind.
COLUMNS = (
    "object", "grounds", "milder", "new_circumstances", "stated", "urgent", "acted_from", "acted_until",
)  # fmt: skip
ROOTS = ("kind", "participant", "detention", "extends", "episode")
WHY = "why_"
LIBERTY = frozenset({"arrest", "house_arrest", "bail"})
# Facts that name what the request is about: where a kind has one, nobody writes the same a second time.
NAMING = ("property", "things", "checked", "of_whom", "numbers", "devices", "address", "goods")
# Facts that are the reasons of the request under another name: the text of the grounds is asked for once.
REASONING = frozenset({"why", "need"})
ACTED = ("acted_from", "acted_until")
# What an action that came first has to say besides its times.
URGENT = ("urgent_why",)
MOMENT_MISSING = _("Write when it was: the action came first.")
WHY_URGENT = _("Say why it could not wait.")


def field_of(row: Field) -> forms.Field:
    """The form field of one row of the law's tables."""
    common: dict[str, Any] = {
        "label": _(row.label),
        "required": row.required,
        "help_text": _(row.hint) if row.hint else "",
    }
    choices = [(code, _(words)) for code, words in row.choices]
    match row.kind:
        case "text":
            return forms.CharField(max_length=400, **common)
        case "long":
            return CountedTextField(limit=20000, rows=4, **common)
        case "moment":
            return DateTimeMinuteField(**common)
        case "date":
            return DateField(**common)
        case "number" | "money":
            least = row.least if row.least is not None else (1 if row.kind == "money" else None)
            return forms.IntegerField(min_value=least, max_value=row.most, **common)
        case "choice":
            start = [] if row.required and len(choices) < 2 else [("", _("Choose"))]
            return forms.ChoiceField(choices=[*start, *choices], **common)
        case "ticks":
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case "yes":
            return forms.BooleanField(**common, error_messages={"required": _("Tick this.")})
    raise AssertionError(row.kind)


def fields_of(rows: Iterable[Field]) -> dict[str, forms.Field]:
    return {row.name: field_of(row) for row in rows}


class _Text(forms.Form):
    """What the asker writes, whatever the kind."""

    kind_row: Kind

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = self.kind_row
        if kind.urgent and given.get("urgent"):
            needed = {kind.petition_from or "acted_until", "acted_from"} & set(ACTED)
            for name in needed:
                if name in self.fields and not given.get(name) and name not in self.errors:
                    self.add_error(name, MOMENT_MISSING)
            for name in URGENT:
                if name in self.fields and not given.get(name) and name not in self.errors:
                    self.add_error(name, WHY_URGENT)
        return given

    def values(self) -> dict[str, Any]:
        """The cleaned fields as `sanctions.actions.asking.Asked` takes them."""
        given = {**self.cleaned_data}
        facts = {
            row.name: plain(given[row.name]) for row in self.kind_row.facts if given.get(row.name) not in (None, "", [])
        }
        if given.get(SHEETS):
            facts[SHEETS] = given[SHEETS]
        if "object" in self.fields and not given.get("object"):
            given["object"] = str(next((facts[name] for name in naming(self.kind_row) if facts.get(name)), ""))[:400]
        why = {name.removeprefix(WHY): value for name, value in given.items() if name.startswith(WHY) and value}
        columns = {name: given[name] for name in COLUMNS if name in given}
        return {**columns, "facts": facts, "why": why}


@cache
def text_form(code: str) -> type[_Text]:
    """The text of a request of this kind: object, facts, grounds, milder measure."""
    kind = KINDS[code]
    fields: dict[str, Any] = {"kind_row": kind, "__doc__": _Text.__doc__, "__module__": __name__}
    if kind.about in ("object", "either"):
        fields["object"] = forms.CharField(
            label=_("Place: address and what it is") if kind.group is Group.SEARCH else _("What it is about"),
            max_length=400,
            required=kind.about == "object" and not naming(kind),
            help_text=_("The place, thing, property or account, so that nobody can take it for another."),
        )
    if kind.urgent:
        fields["urgent"] = forms.BooleanField(label=_("The action could not wait and was taken first"), required=False)
    if kind.urgent or kind.acted_first:
        fields["acted_from"] = DateTimeMinuteField(label=_("The action began"), required=kind.acted_first)
        fields["acted_until"] = DateTimeMinuteField(label=_("The action ended"), required=kind.acted_first)
    fields |= fields_of(row for row in kind.facts if row.name not in REASONING)
    for name in {*ACTED} & {*fields}:
        fields[name].required = kind.acted_first
    if kind.grounds:
        fields["stated"] = forms.MultipleChoiceField(
            label=_("Grounds by article"),
            choices=[(ground.code, _(ground.title)) for ground in kind.grounds],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        fields["stated"].optional = kind.grounds_least == 0
    fields[SHEETS] = SheetsField(
        help_text=_("Tick what bears the request out. Fewer sheets than the paper has: write them beside it."),
    )
    asked = next((row for row in kind.facts if row.name in REASONING), None)
    fields["grounds"] = CountedTextField(
        label=_(asked.label) if asked else _("Grounds"),
        limit=20000,
        rows=8,
        help_text=_("The suspicion, the evidence by sheets of the file, and why custody is needed.")
        if kind.custody
        else _("What has to be done, the evidence by sheets of the file, and why it is needed."),
    )
    if code in LIBERTY or kind.custody:
        fields["milder"] = CountedTextField(
            label=_("Why a milder measure would not do"), limit=8000, required=False, rows=4
        )
        # Asked for by the check before it is sent, so not to be passed over.
        fields["milder"].optional = code not in WEIGHED
        fields["new_circumstances"] = CountedTextField(
            label=_("New circumstances"),
            limit=8000,
            required=False,
            rows=3,
            help_text=_("Needed after the court has refused once."),
        )
    return type(f"{kind.code.title().replace('_', '')}Text", (_Text,), fields)


def naming(kind: Kind) -> tuple[str, ...]:
    """The facts of a kind by which its object is known, the weightiest first."""
    there = {row.name for row in kind.facts}
    return tuple(name for name in NAMING if name in there)


@cache
def request_form(code: str) -> type[_Text]:
    """A request of this kind: whom or what it concerns, and its text."""
    kind = KINDS[code]
    fields: dict[str, Any] = {
        "__module__": __name__,
        "kind": forms.ChoiceField(
            label=_("Kind"), choices=[(k.code, _(k.title)) for k in KINDS.values()], initial=code, required=False
        ),
        "detention": forms.UUIDField(label=_("Detention"), required=False, widget=forms.HiddenInput),
        "episode": offence_field(),
    }
    if kind.about != "object":
        suspect = kind.about == "suspect"
        fields["participant"] = forms.UUIDField(
            label=_("Suspect") if suspect else _("Person"), required=kind.about in ("suspect", "person")
        )
    if kind.extends:
        fields["extends"] = forms.UUIDField(label=_("Measure in force"), required=False)
    form = type(f"{kind.code.title().replace('_', '')}Request", (text_form(code),), fields)
    form.base_fields = {  # type: ignore[attr-defined]
        **{name: form.base_fields[name] for name in ROOTS if name in form.base_fields},  # type: ignore[attr-defined]
        **{name: row for name, row in form.base_fields.items() if name not in ROOTS},  # type: ignore[attr-defined]
    }
    return form


def request_form_in(code: str, case: Case, by: Appointment) -> type[_Text]:
    """The same, with the sheets of one case to choose from."""
    base = request_form(code)

    class InCase(base):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields[SHEETS].filed = pickable(case, by)  # type: ignore[attr-defined]

    return InCase


def roots_of(form: forms.Form) -> dict[str, Any]:
    """Whom or what the request concerns, as `actions.request` takes it."""
    given = form.cleaned_data
    named = {
        "participant": "participant_id",
        "detention": "detention_id",
        "extends": "extends_id",
        "episode": "episode",
    }
    return {to: given[name] for name, to in named.items() if given.get(name) is not None}


class ReasonsForm(forms.Form):
    reasons = CountedTextField(label=_("Reasons"), limit=20000, least=REASONS_AT_LEAST, least_says=TOO_SHORT, rows=6)


class WithdrawForm(forms.Form):
    reasons = CountedTextField(
        label=_("Why it is withdrawn"), limit=8000,
        help_text=_("The request goes no further and its terms end; the measure may be asked for anew."),
    )  # fmt: skip


class SupportForm(forms.Form):
    reasons = CountedTextField(label=_("Opinion of the prosecutor"), limit=20000, required=False, rows=4)


class AgreeForm(forms.Form):
    reasons = CountedTextField(label=_("Remarks of the head"), limit=20000, required=False, rows=4)


class DecisionForm(ReasonsForm):
    """A decision without a hearing."""


class RefuseForm(ReasonsForm):
    """A decision after a hearing: its order says who took part."""

    hearing_at = DateTimeMinuteField(label=_("Hearing held at"), required=False)
    suspect_part = forms.ChoiceField(
        label=_("The suspect at the hearing"),
        choices=[(code, _(words)) for code, words in SUSPECT_PART.items()],
        required=False,
    )
    secretary = forms.CharField(label=_("Secretary of the hearing"), max_length=200, required=False)
    arguments = CountedTextField(label=_("Arguments of the parties"), limit=20000, required=False, rows=4)


class HeardForm(RefuseForm):
    """A decision that is made at a hearing only: its hour is written here or stands in the minutes."""

    hearing_at = DateTimeMinuteField(label=_("Hearing held at"), required=False)
    hearing_at.optional = False


class GrantForm(HeardForm):
    milder = CountedTextField(label=_("Why a milder measure would not do"), limit=8000, required=False, rows=3)
    bail = forms.IntegerField(
        label=_("Bail, tenge"),
        required=False,
        min_value=1,
        help_text=_("Leave empty where the Code bars bail, and say why."),
    )
    bail_barred = CountedTextField(label=_("Why no bail is set"), limit=4000, required=False, rows=2)
    # One of the two is in every order.
    bail.optional = bail_barred.optional = False


FORMS: dict[str, type[forms.Form]] = {
    "withdraw": WithdrawForm,
    "agree": AgreeForm,
    "support": SupportForm,
    "refuse_support": ReasonsForm,
    "return_for_rework": ReasonsForm,
    "head_return": ReasonsForm,
    "recuse": ReasonsForm,
}
EXPECTS_HEARING = frozenset({"always", "if_needed"})


@cache
def decision_form(code: str, move: str) -> type[forms.Form]:
    """The form of granting or refusing a request of this kind."""
    kind = KINDS[code]
    heard, always = kind.by_court and kind.hearing in EXPECTS_HEARING, kind.hearing is Hearing.ALWAYS
    if move == "refuse":
        base_of_refusal: type[forms.Form] = (HeardForm if always else RefuseForm) if heard else DecisionForm
        chooses = kind.by_court and code in PREVENTIVE
        return refuse_form(base_of_refusal, code) if chooses else base_of_refusal
    base: type[forms.Form] = GrantForm if code == "arrest" else DecisionForm
    if heard and code != "arrest":
        base = HeardForm if always else RefuseForm
    return type(f"{base.__name__}Of{kind.code.title().replace('_', '')}", (base,), {
        "__module__": __name__, **fields_of(row for row in kind.decides if row.name not in base.base_fields),
    })  # fmt: skip


def written_in(sanction: Sanction) -> dict[str, Any]:
    """The text of a request as its form takes it again."""
    columns = {name: getattr(sanction, name) for name in COLUMNS}
    facts = typed_facts(sanction.rule, sanction.facts)
    sheets = as_picked(sanction.facts.get(SHEETS) or [])
    return {**facts, **columns, SHEETS: sheets, **{f"{WHY}{code}": text for code, text in sanction.why.items()}}


# Checks besides missing papers that a written reason may overcome, by their codes.
ROOM = (
    "term_detention_petition_to_ij", "asked_already", "refused_before", "in_two_places", "signed_before_the_case",
    "acted_before_offence", "identity_unknown", "arrest_no_ground", "arrest_home_only", "arrest_gravity_alone",
    "bail_believed", "house_misdemeanour", "house_no_dwelling", "house_suspect_absent",
)  # fmt: skip


@cache
def reasons_of(code: str) -> Mapping[str, forms.Field]:
    """A box for every written reason a request of this kind may need; which of them, its checks say."""
    kind = KINDS[code]
    own = [f"document_{paper.code}" for paper in kind.documents if paper.room]
    term = [f"term_{kind.petition_term.replace('.', '_')}"] if kind.petition_term else []
    return {f"{WHY}{name}": _reason() for name in (*own, *term, *ROOM)}


def _reason(words: str = "") -> forms.Field:
    return CountedTextField(
        label=_("Send it all the same, because"), help_text=words, limit=4000, required=False, rows=2
    )


def amend_form(sanction: Sanction, by: Appointment, at: datetime) -> type[forms.Form]:
    """The text as it stands, to be changed; with a box for each written reason the law asks for now."""
    text = text_form(sanction.kind)

    class AmendForm(text):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initial": {**written_in(sanction), **(kwargs.get("initial") or {})}})
            own = sanction.matter_id
            self.fields[SHEETS].filed = pickable(sanction.case, by, without=own)  # type: ignore[attr-defined]
            self.asked = why_fields(check for check in checks.checks_of(sanction, at) if check.bad and check.room)
            for name in [name for name in self.fields if name.startswith(WHY)]:
                del self.fields[name]
            self.fields.update(self.asked)

        def clean(self) -> dict[str, Any]:
            written = {**super().clean(), **self.values()}
            # Reasons for checks that are not asked about now stay as they were.
            shown = {name.removeprefix(WHY) for name in self.asked}
            kept = {code: words for code, words in sanction.why.items() if code not in shown}
            return {**written, "why": {**kept, **written["why"]}}

    return type("AmendForm", (AmendForm,), {"__module__": __name__, **reasons_of(sanction.kind)})


def why_fields(bad: Iterable[checks.Check]) -> dict[str, forms.Field]:
    """A box for the written reason of each check that leaves room, under the check's own words."""
    return {f"{WHY}{check.code}": _reason(say(check.says, check.params)) for check in bad}


def _filled(base: type[forms.Form], sanction: Sanction, at: datetime) -> type[forms.Form]:
    """The form of a decision that shows what was asked for under the same name, and what the hearing has told.

    It stands in the fields themselves, so that the pane of the queue, which is put together from them, has it too.
    """
    facts = typed_facts(sanction.rule, sanction.facts)
    known = {row.name: facts[row.name] for row in sanction.rule.decides if row.name in facts}
    known |= prefill(sanction, at)
    made = type(base.__name__, (base,), {"__module__": __name__, "__doc__": base.__doc__})
    made.base_fields = deepcopy(base.base_fields)  # type: ignore[attr-defined]
    for name, field in made.base_fields.items():  # type: ignore[attr-defined]
        field.initial = known.get(name, field.initial)
    return made


def form_of(sanction: Sanction, move: Move, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move's fields; None for a move without any."""
    if move.name == "amend":
        return amend_form(sanction, by, at)
    if move.name in ("grant", "grant_in_part", "refuse"):
        return _filled(decision_form(sanction.kind, move.name), sanction, at)
    if sanction.covert and move.name in COVERT_FORMS:
        return COVERT_FORMS[move.name]
    after = after_form(sanction, move.name, by, at, text=text_form)
    return after or FORMS.get(move.name) or hearing_form(sanction, move.name, by, at)


def every_form() -> list[type[forms.Form]]:
    """All forms there are, for the description of the API."""
    texts = [request_form(code) for code in KINDS]
    decisions = [decision_form(code, name) for code in KINDS for name in ("grant", "refuse")]
    reasons = [type("Reasons", (forms.Form,), {"__module__": __name__, **reasons_of(code)}) for code in KINDS]
    return [
        *FORMS.values(),
        *texts,
        *decisions,
        *reasons,
        *HEARING_FORMS.values(),
        *AFTER_FORMS.values(),
        *COVERT_FORMS.values(),
    ]


def typed_facts(kind: Kind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts kept as JSON back as values: days and moments as such."""
    kinds = {row.name: row.kind for row in kind.facts}
    made: dict[str, Any] = {}
    for name, value in facts.items():
        if kinds.get(name) == "moment":
            made[name] = datetime.fromisoformat(str(value))
        elif kinds.get(name) == "date":
            made[name] = date.fromisoformat(str(value)[:10])
        else:
            made[name] = value
    return made
