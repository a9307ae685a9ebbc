"""The law as the system applies it, open to everybody: terms, kinds, moves, and the calculator.

The same rows and functions that bind the cases; nothing typed here is kept.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from cases.queries.calendar import calendar
from cases.queries.reference import as_value, qualification_on
from cases.reports.moves import MOVES as REPORT_MOVES
from cases.reports.moves import STATUS_TITLES as REPORT_STATES
from detention.kinds import STATUS_TITLES as DETENTION_STATES
from detention.moves import MOVES as DETENTION_MOVES
from ecase.law import arrest
from ecase.law import detention as detention_law
from ecase.law.clock import local, shown
from ecase.law.detention_facts import EXCEPTIONS, DetentionFacts
from ecase.law.kinds_all import KINDS
from ecase.law.limits import ANCHORS, GROUPS, LIMITS, UNITS, Edition, Limit
from ecase.law.moves import Move
from ecase.law.qualification import OffenceKind
from ecase.law.roles import TITLES
from ecase.law.words import N_, Refusal, Refused
from ecase.oversight.report_grounds import grounds_printed
from ecase.oversight.term_calculator import TermPageForm, any_term, shown_answer
from ecase.web import now
from ecase.web.forms import DateField, DateTimeMinuteField
from ecase.web.left import hours
from ecase.web.pages import in_words
from ecase.web.says import cited, say
from sanctions.kinds import STATED
from sanctions.kinds import STATUS_TITLES as SANCTION_STATES
from sanctions.moves import MOVES as SANCTION_MOVES

CONFIDENCE = {
    "V": "",
    "P": N_("known from a paraphrase"),
    "M": N_("to be checked by a lawyer"),
    "own": N_("a service term of this system, not of the law"),
}


class DayForm(forms.Form):
    on = DateField(label=gettext_lazy("Editions in force on"), required=False)


@method_decorator(login_not_required, name="dispatch")
class Limits(View):
    """Every term, kind and move with its article and edition."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = "on" in request.GET
        form = DayForm(request.GET if asked else None)
        day = form.cleaned_data["on"] if asked and form.is_valid() and form.cleaned_data["on"] else local(now()).date()
        groups = [
            {
                "title": _(title),
                "rows": [row for limit in table if (row := _limit(limit, day)) is not None],
            }
            for title, table in GROUPS
        ]
        context = {
            "on": day,
            "form": form,
            "chips": [
                {"title": _("Terms"), "url": "#main", "current": False},
                {"title": _("Grounds on a crime report"), "url": "#grounds", "current": False},
                {"title": _("Kinds of sanction"), "url": "#kinds", "current": False},
                {"title": _("Moves"), "url": "#moves", "current": False},
                {"title": _("Calculator of terms"), "url": reverse("calculator"), "current": False},
            ],
            "groups": groups,
            "grounds": grounds_printed(day),
            "kinds": [
                {
                    "title": _(kind.title),
                    "route": " → ".join(_(SANCTION_STATES[status]) for status in kind.route),
                    "cite": kind.cite,
                    "decision_term": _(LIMITS[kind.decision_term].title) if kind.decision_term else "",
                }
                for kind in KINDS.values()
            ],
            "moves": [
                *(_move(_("Crime report"), move, REPORT_STATES) for move in REPORT_MOVES.values()),
                *(_move(_("Detention"), move, DETENTION_STATES) for move in DETENTION_MOVES.values()),
                *(
                    _move(_(KINDS[code].title), move, SANCTION_STATES)
                    for code, table in SANCTION_MOVES.items()
                    for move in table.values()
                ),
            ],
        }
        return render(request, "law/limits.html", context)


def _limit(limit: Limit, day: date) -> dict[str, Any] | None:
    edition = next((e for e in limit.editions if e.holds_on(day)), None)
    if edition is None:
        return None
    counted = [_(ANCHORS[limit.anchor])]
    if limit.rolls:
        counted.append(_("moves off a day that is not worked"))
    if limit.pauses:
        counted.append(_("can stand still"))
    if edition.note:
        counted.append(_(edition.note))
    certainty = CONFIDENCE[edition.confidence]
    named = "".join(
        f"; {_(UNITS[limit.unit]) % {'n': a.value}}: {_(a.title)}{_article(a.cite)}" for a in edition.amounts
    )
    return {
        "code": limit.key,
        "title": _(limit.title),
        "amount": _(UNITS[limit.unit]) % {"n": edition.amount},
        "counted": "; ".join(counted) + named,
        "cite": edition.cite,
        "url": f"{reverse('calculator_of', args=['term'])}?rule={limit.key}",
        "edition": " ".join(part for part in (_edition(edition), f"({_(certainty)})" if certainty else "") if part),
        "since": edition.since,
    }


def _edition(edition: Edition) -> str:
    """The edition's code and how sure it is; a service term has no edition, its words follow."""
    return "" if edition.confidence == "own" else f"{edition.code} [{edition.confidence}]"


def _move(what: str, move: Move, states: dict[str, str]) -> dict[str, Any]:
    return {
        "what": what,
        "title": _(move.title),
        "from": ", ".join(_(states[s]) for s in sorted(move.source)),
        "to": _(states[move.target]) if move.target else _("unchanged"),
        "by": ", ".join(sorted(_(TITLES[role]) for role in move.by)),
        "cite": move.cite,
    }


# --- calculator ---------------------------------------------------------------------------------------


class DetentionForm(forms.Form):
    """The facts of a detention; the field names are those of the API."""

    held_at = DateTimeMinuteField(label=gettext_lazy("Actual holding"))
    birth_date = DateField(label=gettext_lazy("Birth date"), required=False)
    age = forms.IntegerField(
        label=gettext_lazy("Age, when the birth date is not known"), required=False, min_value=0, max_value=120
    )
    offence_kind = forms.ChoiceField(
        label=gettext_lazy("Offence"),
        choices=[("crime", gettext_lazy("Crime")), ("misdemeanour", gettext_lazy("Misdemeanour"))],
        widget=forms.RadioSelect,
        initial="crime",
    )
    qualification = forms.CharField(
        label=gettext_lazy("Qualification"), required=False, max_length=40, help_text=gettext_lazy("Like 188/3.")
    )
    delivered_at = DateTimeMinuteField(label=gettext_lazy("Delivery began"), required=False)
    delivery = forms.ChoiceField(
        label=gettext_lazy("How the person came"),
        choices=[("compulsory", gettext_lazy("Delivered by force")), ("voluntary", gettext_lazy("Came of own will"))],
        required=False,
        initial="compulsory",
    )
    protocol_at = DateTimeMinuteField(label=gettext_lazy("Protocol drawn up"), required=False)
    exception_claimed = forms.TypedChoiceField(
        label=gettext_lazy("Exception that allows 72 hours"),
        choices=[("", gettext_lazy("None")), *((n, gettext_lazy(e.title)) for n, e in EXCEPTIONS.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    facts_hold = forms.BooleanField(label=gettext_lazy("The facts of the case bear the exception out"), required=False)


class ArrestForm(forms.Form):
    """The facts on which custody may be asked for."""

    date = DateField(label=gettext_lazy("Day of the petition"))
    qualification = forms.CharField(
        label=gettext_lazy("Qualification"), max_length=40, help_text=gettext_lazy("Like 188/3.")
    )
    age = forms.IntegerField(label=gettext_lazy("Age on that day"), required=False, min_value=0, max_value=120)
    age_at_offence = forms.IntegerField(
        label=gettext_lazy("Age at the time of the offence"), required=False, min_value=0, max_value=120
    )
    stated = forms.MultipleChoiceField(
        label=gettext_lazy("Circumstances of article 147(1)"),
        choices=[(name, gettext_lazy(arrest.GROUNDS[n])) for n, name in enumerate(STATED, start=1)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other = forms.MultipleChoiceField(
        label=gettext_lazy("Besides"),
        choices=[
            ("suspect_absent", gettext_lazy("The suspect cannot be brought to the hearing")),
            ("declared_wanted", gettext_lazy("Declared wanted")),
            ("insane", gettext_lazy("Insane")),
            ("earlier_refusal", gettext_lazy("The court has refused before")),
            ("new_circumstances", gettext_lazy("There are new circumstances")),
            ("by_gravity_alone", gettext_lazy("No ground but the gravity of the crime")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


FIRST_RULE = "investigation"
FORMS: dict[str, tuple[str, type[forms.Form]]] = {
    "detention": (N_("Detention clock"), DetentionForm),
    "term": (N_("Any term"), TermPageForm),
    "arrest": (N_("Arrest"), ArrestForm),
}


@method_decorator(login_not_required, name="dispatch")
class Calculator(View):
    """`/law/calculator/`: facts in, terms out, with the arithmetic."""

    def get(self, request: HttpRequest, which: str = "detention") -> HttpResponse:
        form_class = self.known(which)
        initial = {"date": local(now()).date(), "rule": request.GET.get("rule") or FIRST_RULE}
        return self.page(request, which, form_class(initial=initial), None)

    def post(self, request: HttpRequest, which: str = "detention") -> HttpResponse:
        form = self.known(which)(request.POST)
        if not form.is_valid():
            return self.page(request, which, form, None, 422)
        try:
            answer = ANSWERS[which](form.cleaned_data)
        except Refused as refused:
            refusal = refused.refusal
            form.add_error(refusal.field if refusal.field in form.fields else None, in_words(refusal))
            return self.page(request, which, form, None, 422)
        return self.page(request, which, form, answer)

    def known(self, which: str) -> type[forms.Form]:
        if which not in FORMS:
            raise Http404
        return FORMS[which][1]

    def page(
        self, request: HttpRequest, which: str, form: forms.Form, answer: dict[str, Any] | None, status: int = 200
    ) -> HttpResponse:
        chips = [
            {"title": _(title), "url": reverse("calculator_of", args=[name]), "current": name == which, "count": None}
            for name, (title, _form) in FORMS.items()
        ]
        context = {"chips": chips, "heading": "", "form": form, "answer": answer}
        return render(request, "law/calculator.html", context, status=status)


def _qualification(text: str, day: date) -> Any:
    if not text.strip():
        return None
    found = qualification_on(text, day)
    if isinstance(found, Refusal):
        raise Refused(found)
    return as_value(found)


def detained(typed: dict[str, Any]) -> dict[str, Any]:
    """The detention clock for what was typed. Raises Refused with what cannot be right in it."""
    qualification = _qualification(typed["qualification"], local(typed["held_at"]).date())
    claimed = typed["exception_claimed"]
    facts = DetentionFacts(
        held_at=typed["held_at"],
        offence_kind=OffenceKind(typed["offence_kind"]),
        birth_date=typed["birth_date"],
        age=typed["age"],
        qualification=qualification,
        delivered_at=typed["delivered_at"],
        delivery="voluntary" if typed["delivery"] == "voluntary" else "compulsory",
        protocol_at=typed["protocol_at"],
        exception_claimed=claimed,
        exception_facts=EXCEPTIONS[claimed].facts if claimed and typed["facts_hold"] else frozenset(),
    )
    clock = detention_law.assess(facts, calendar())
    translate = translation.gettext
    terms = sorted(clock.terms.items(), key=lambda pair: pair[1].due_at)
    return {
        "verdict": "",
        "verdict_kind": "",
        "main": {"title": _("To be released at the latest:"), "at": clock.expires_at, "words": ""},
        "rows": [
            {"title": _("Limit"), "value": hours(clock.limit_hours), "at": None, "cite": ""},
            {"title": _("The clock starts"), "at": clock.clock_starts_at, "cite": "CPC 7(29)"},
            *(
                {"title": _(LIMITS[key].title), "at": term.due_at, "cite": term.cites[0] if term.cites else ""}
                for key, term in terms
                if key != "detention.expiry"
            ),
        ],
        "steps": [
            *(_line(step, translate) for step in clock.because),
            *(_line(step, translate) for step in clock.terms["detention.expiry"].explanation),
            *(_line(step, translate) for step in clock.warnings),
        ],
        "cites": _articles(clock.cites),
        "readings": [
            {
                "says": reading.says.text(translate)
                + " "
                + _("By that reading: %(hours)s h, until %(end)s.")
                % {"hours": reading.limit_hours, "end": shown(reading.expires_at)},
                "cite": ", ".join(reading.cites),
            }
            for reading in clock.readings
        ],
    }


def arrested(typed: dict[str, Any]) -> dict[str, Any]:
    """What the law says of asking for custody. Raises Refused for an article it does not know."""
    qualification = _qualification(typed["qualification"], typed["date"])
    given = dict.fromkeys((*typed["stated"], *typed["other"]), True)
    facts = arrest.ArrestFacts(date=typed["date"], age=typed["age"], age_at_offence=typed["age_at_offence"], **given)
    answer = arrest.assess(facts, qualification)
    translate = translation.gettext
    kinds = {
        arrest.Verdict.ALLOWED: "ok",
        arrest.Verdict.ONLY_WITH_NAMED_GROUND: "soon",
        arrest.Verdict.FORBIDDEN: "late",
    }
    return {
        "verdict": _(arrest.VERDICTS[answer.verdict]),
        "verdict_kind": kinds[answer.verdict],
        "main": {
            "title": _("On these facts custody"),
            "at": None,
            "words": _("may be sanctioned") if answer.may_be_sanctioned else _("may not be sanctioned"),
        },
        "rows": [
            {"title": _("Ground"), "value": _(arrest.GROUNDS[n]), "at": None, "cite": f"CPC 147(1)({n})"}
            for n in answer.grounds_147_1
        ],
        "steps": [
            *(f"{say(bar.says, bar.params)}{_article(bar.cite)}" for bar in answer.against),
            *(_line(step, translate) for step in answer.because),
        ],
        "cites": _articles(answer.cites),
        "readings": [{"says": step.text(translate), "cite": step.cite} for step in answer.conflicts],
    }


def counted(typed: dict[str, Any]) -> dict[str, Any]:
    """Any term for what was typed. Raises Refused with what cannot be right in it."""
    return shown_answer(any_term(typed))


ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "detention": detained,
    "term": counted,
    "arrest": arrested,
}


def _articles(cites: tuple[str, ...]) -> list[str]:
    """Each article once, in the reader's words."""
    return list(dict.fromkeys(article for cite in cites for article in cited(cite).split("; ")))


def _line(step: Any, translate: Any) -> str:
    return f"{step.text(translate)}{_article(step.cite)}"


def _article(reference: str) -> str:
    words = cited(reference)
    return f" ({words})" if words else ""
