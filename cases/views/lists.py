"""The list of cases somebody may see, and asking for sight of one he may not.

The list starts from the grants: the rows one may see are found by the index of one's own grants.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.access import CaseGrant, grants
from cases.actions.access import ask_for_access
from cases.models import Case, Charge, Deadline, Participant
from cases.queries import scope
from cases.views.frame import SECTIONS, SHORT
from cases.views.register import can_register
from ecase.law import cite
from ecase.law.limits import LIMITS
from ecase.people.models import Appointment, short_name
from ecase.web.forms import CountedTextField
from ecase.web.pages import Page, guarded, here, paging

ROWS = 25


class AccessForm(forms.Form):
    """A case is asked for by its number; the answer never says whether it exists."""

    number = forms.RegexField(
        r"^\s*[0-9]{15}\s*$",
        label=gettext_lazy("Case number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("A case number has 15 digits")},
    )
    reason = CountedTextField(label=gettext_lazy("Why you need it"), limit=1000, least=10, rows=3)


def with_everything(rows: QuerySet[CaseGrant], by: Appointment) -> QuerySet[CaseGrant]:
    """Grants with what a row of a list shows of their cases: one statement for the whole list."""
    of_case = OuterRef("content_object_id")
    charge = Charge.objects.filter(case_id=of_case, until__isnull=True).order_by("-registered", "since", "id")
    suspect = Participant.objects.filter(case_id=of_case, capacity=Participant.Capacity.SUSPECT).order_by("since", "id")
    running = (
        Deadline.objects.visible_to(by)
        .filter(case_id=of_case, met_at__isnull=True, ended_at__isnull=True)
        .order_by("due_at")
    )
    return rows.select_related("content_object__investigator__user", "content_object__office").annotate(
        charge=Subquery(charge.values(it=JSONObject(article="article", part="part", undivided="undivided"))[:1]),
        suspect=Subquery(
            suspect.values(it=JSONObject(last="last_name", first="first_name", patronymic="patronymic"))[:1]
        ),
        term=Subquery(
            running.values(
                it=JSONObject(
                    rule="rule", due_at="due_at", starts_at="starts_at", matter="matter_id", kind="matter__kind"
                )
            )[:1]
        ),
        case_due=Subquery(running.filter(rule="investigation", matter__isnull=True).values("due_at")[:1]),
        nearest=Subquery(running.values("due_at")[:1]),
    )


def row_of(grant: Any) -> dict[str, Any]:
    """One row of a list of cases."""
    case: Case = grant.content_object
    charge, suspect, term = grant.charge, grant.suspect, grant.term
    url = here(f"/cases/{case.number}/")
    row: dict[str, Any] = {
        "number": case.number,
        "url": url,
        "qualification": _cited(charge),
        "person": short_name(suspect["last"], suspect["first"], suspect["patronymic"]) if suspect else "",
        "stage": case.get_stage_display(),
        "investigator": case.investigator.user.short_name(),
        "office": str(case.office),
        "registered_at": case.registered_at,
        "due_at": None,
        "starts_at": None,
        "term_title": "",
        "term_url": "",
        "case_due": grant.case_due,
    }
    if term:
        limit = LIMITS[term["rule"]]
        row |= {
            "term_title": _(SHORT.get(term["rule"], limit.title)),
            "due_at": parse_datetime(term["due_at"]),
            "starts_at": None if limit.backwards else parse_datetime(term["starts_at"]),
            "term_url": _matter(url, term["kind"], term["matter"]),
        }
    return row


def _matter(url: str, kind: str | None, matter: str | None) -> str:
    section = SECTIONS.get((kind or "").partition(".")[0], "")
    return f"{url}{section}/{matter}/" if section else url


def _cited(charge: dict[str, Any] | None) -> str:
    if not charge:
        return ""
    article = charge["article"] if charge["undivided"] else f"{charge['article']}({charge['part']})"
    return cite.words(f"CC {article}", (get_language() or "ru")[:2])


def searched(rows: QuerySet[CaseGrant], text: str, by: Appointment) -> QuerySet[CaseGrant]:
    """Grants whose case fits the text: end or whole of the number, an IIN, or the beginning of a surname.

    Who may not see somebody's IIN may not find him by it either.
    """
    digits = text.replace(" ", "").replace("\u00a0", "").replace("…", "")
    if digits.isdigit():
        by_number = Q(content_object__number__endswith=digits) | Q(content_object__number__startswith=digits)
        if len(digits) == 12:
            people = Participant.objects.filter(iin=digits)
            if by.role not in scope.SEES_PERSONAL_DATA:
                people = people.filter(pk__in=scope.own_clients(by))
            return rows.filter(by_number | Q(content_object_id__in=people.values("case_id")))
        return rows.filter(by_number)
    surname = text.split()[0]
    people = Participant.objects.filter(last_name__istartswith=surname)
    return rows.filter(content_object_id__in=people.values("case_id"))


class CaseList(Page):
    """`/cases/`: newest first, by the grants; `q` looks for a number, an IIN or a surname among them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(AccessForm())

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        text = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        before = self.request.GET.get("before", "")
        rows = with_everything(grants(self.by), self.by)
        if text:
            rows = searched(rows, text, self.by)
        if before.isdigit() and len(before) == 15:
            rows = rows.filter(content_object_id__lt=Case.objects.filter(number=before).values("pk")[:1])
        found = list(rows.order_by("-content_object_id")[: ROWS + 1])
        shown = [row_of(grant) for grant in found[:ROWS]]
        base = reverse("cases")
        return self.show(
            "cases/list.html",
            {
                "rows": shown,
                "chips": [],
                "filters": [{"title": text, "remove_url": base}] if text else [],
                "find_text": text,
                "clear_url": base,
                "can_register": can_register(self.by.role),
                "register_url": reverse("case_new"),
                "page": paging(
                    base,
                    len(shown),
                    shown[-1]["number"] if len(found) > ROWS else None,
                    bool(before),
                    urlencode({"q": text}) if text else "",
                ),
                "access_form": guarded(form),
                "access_url": reverse("case_access"),
            },
            status,
        )


class AccessRequest(CaseList):
    """Asking for sight of a case by its number: the same words whether it exists or not."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AccessForm(request.POST)

        def answer() -> HttpResponse:
            if not form.is_valid():
                return self.page(form, 422)
            number = form.cleaned_data["number"].strip()
            if Case.objects.visible_to(self.by).filter(number=number).exists():
                return HttpResponseRedirect(here(f"/cases/{number}/"))
            ask_for_access(number=number, reason=form.cleaned_data["reason"], by=self.by, at=self.at)
            messages.info(
                request,
                _("Your request is noted. If there is such a case, its investigator has been told and decides."),
            )
            return HttpResponseRedirect(reverse("cases"))

        return self.once(answer)
