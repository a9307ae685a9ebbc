"""`/law/calculator/`: facts in, terms out, with the arithmetic. Nothing typed here is kept.

The forms and words of custody, bail and a running custody are `arrest_pages`, of the writ `writ_calculator`; the rules
are `ecase.law`.
"""

from collections.abc import Callable
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
from django.views.generic import RedirectView

from cases.queries.calendar import calendar
from ecase.law import detention as detention_law
from ecase.law.clock import local, shown
from ecase.law.detention_facts import EXCEPTIONS, DetentionFacts
from ecase.law.limits import LIMITS
from ecase.law.qualification import OffenceKind
from ecase.law.words import N_, Refused
from ecase.oversight.arrest_calculator import BailForm, CustodyForm
from ecase.oversight.arrest_pages import ArrestForm, arrested, articles, bailed, held_longer, line
from ecase.oversight.calculators import charge_on
from ecase.oversight.term_calculator import TermPageForm, any_term, shown_answer
from ecase.oversight.writ_calculator import WritForm, may_go_by_writ
from ecase.web import now
from ecase.web.forms import DateField, DateTimeMinuteField
from ecase.web.left import hours
from ecase.web.pages import in_words

FIRST_RULE = "investigation"


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


FORMS: dict[str, tuple[str, type[forms.Form]]] = {
    "detention": (N_("Detention clock"), DetentionForm),
    "arrest": (N_("Arrest"), ArrestForm),
    "custody": (N_("Extension of custody"), CustodyForm),
    "bail": (N_("Bail"), BailForm),
    "writ": (N_("Writ proceedings"), WritForm),
    "term": (N_("Any term"), TermPageForm),
}


@method_decorator(login_not_required, name="dispatch")
class Calculator(View):
    """One calculator of the six; the detention clock where none is named."""

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


@method_decorator(login_not_required, name="dispatch")
class ToArrest(RedirectView):
    """`/law/arrest/`: the short address of the calculator of arrest."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return reverse("calculator_of", args=["arrest"])


def detained(typed: dict[str, Any]) -> dict[str, Any]:
    """The detention clock for what was typed. Raises Refused with what cannot be right in it."""
    qualification = charge_on(typed["qualification"], local(typed["held_at"]).date())
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
            *(line(step) for step in clock.because),
            *(line(step) for step in clock.terms["detention.expiry"].explanation),
            *(line(step) for step in clock.warnings),
        ],
        "cites": articles(clock.cites),
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


def counted(typed: dict[str, Any]) -> dict[str, Any]:
    """Any term for what was typed. Raises Refused with what cannot be right in it."""
    return shown_answer(any_term(typed))


ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "detention": detained,
    "term": counted,
    "arrest": arrested,
    "bail": bailed,
    "custody": held_longer,
    "writ": may_go_by_writ,
}
