"""The list of cases somebody may see with its filters, and asking for sight of one he may not.

The list starts from the grants: the rows one may see are found by the index of one's own grants.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.access import CaseGrant, grants
from cases.actions.access import ask_for_access
from cases.actions.filters import move_filter, remove_filter, rename_filter, save_filter
from cases.models import Case, Charge, Deadline, Participant, SavedFilter
from cases.queries.asking import has_iin
from cases.queries.charges import main_charge
from cases.queries.filters import LAST_ID, MOST_COUNTED, among, counts
from cases.queries.filters import Filters as Wanted
from cases.queries.terms import LIVE, STANDING, standing_since
from cases.views.asking import address, clean, recalled, remembered
from cases.views.filter_forms import FilterForm, KeepForm, filters_in_words
from cases.views.frame import MAIN_TERMS, SHORT, section_of
from cases.views.register import can_register
from ecase.law import cite
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.people.models import Appointment, short_name
from ecase.web.forms import CountedTextField
from ecase.web.pages import Page, guarded, here, in_words, paging, refuse_into
from ecase.web.together import together

ROWS = 25
NUMBER = 15
PAGE = "cases"


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
    charge = main_charge(Charge.objects.filter(case_id=of_case))
    suspect = Participant.objects.filter(case_id=of_case, capacity=Participant.Capacity.SUSPECT).order_by("since", "id")
    running = (
        Deadline.objects.visible_to(by)
        .filter(LIVE, case_id=of_case)
        .annotate(still=STANDING, still_since=standing_since())
        .order_by("still", "due_at")  # one that stands still comes last: its end is not known
    )
    if by.role == Role.APPEAL_JUDGE:
        running = running.filter(matter__waits_for=by)  # the terms of the case are not his, that of his decision is
    whole = JSONObject(
        rule="rule",
        due_at="due_at",
        starts_at="starts_at",
        still_since="still_since",
        matter="matter_id",
        kind="matter__kind",
        compartment="matter__compartment",
    )
    own = running.filter(rule__in=MAIN_TERMS, matter__isnull=True)
    return rows.select_related("content_object__investigator__user", "content_object__office").annotate(
        charge=Subquery(
            charge.values(it=JSONObject(article="article", part="part", undivided="undivided", until="until"))[:1]
        ),
        suspect=Subquery(
            suspect.values(it=JSONObject(last="last_name", first="first_name", patronymic="patronymic"))[:1]
        ),
        term=Subquery(running.values(it=whole)[:1]),
        own_term=Subquery(own.values(it=JSONObject(due_at="due_at", still_since="still_since"))[:1]),
        nearest=Subquery(running.filter(still=False).values("due_at")[:1]),
    )


def row_of(grant: Any) -> dict[str, Any]:
    """One row of a list of cases; a term that stands still has `still_since` in place of its end."""
    case: Case = grant.content_object
    charge, suspect, term = grant.charge, grant.suspect, grant.term
    url = here(f"/cases/{case.number}/")
    row: dict[str, Any] = {
        "number": case.number,
        "url": url,
        "qualification": _cited(charge),
        "over": bool(charge and charge["until"]),
        "person": short_name(suspect["last"], suspect["first"], suspect["patronymic"]) if suspect else "",
        "stage": case.get_stage_display(),
        "investigator": case.investigator.user.short_name(),
        "office": str(case.office),
        "registered_at": case.registered_at,
        "due_at": None,
        "starts_at": None,
        "term_title": "",
        "term_url": "",
        "still_since": None,
        "case_due": None,
    }
    if grant.own_term and not grant.own_term["still_since"]:
        row["case_due"] = parse_datetime(grant.own_term["due_at"])
    if term:
        limit = LIMITS[term["rule"]]
        row |= {
            "term_title": _(SHORT.get(term["rule"], limit.title)),
            "term_url": _matter(url, term),
        }
        if term["still_since"]:
            row["still_since"] = parse_datetime(term["still_since"])
        else:
            row["due_at"] = parse_datetime(term["due_at"])
            row["starts_at"] = None if limit.backwards else parse_datetime(term["starts_at"])
    return row


def _matter(url: str, term: dict[str, Any]) -> str:
    section = section_of(term["kind"] or "", term["compartment"] or "")
    return f"{url}{section}/{term['matter']}/" if section else url


def _cited(charge: dict[str, Any] | None) -> str:
    if not charge:
        return ""
    article = charge["article"] if charge["undivided"] else f"{charge['article']}({charge['part']})"
    return cite.words(f"CC {article}", (get_language() or "ru")[:2])


class CaseList(Page):
    """`/cases/`: newest first, by the grants; chips for what is looked at daily, filters for the rest."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if "k" not in request.GET and has_iin(request.GET.get("q", "")):
            text = recalled(request)
            return HttpResponseRedirect(address(reverse("cases"), remembered(request, text), self.filters().facets()))
        return self.page(AccessForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The filters as they were filled in: into the address, but for an IIN."""
        filters = Wanted.read(request.POST.dict() | {"text": clean(request.POST.get("q", ""))})
        return HttpResponseRedirect(address(reverse("cases"), remembered(request, filters.text), filters.facets()))

    def filters(self) -> Wanted:
        """The conditions the address names."""
        return Wanted.read(self.request.GET.dict() | {"text": recalled(self.request)})

    def page(
        self, form: forms.Form, status: int = 200, *, filters: Wanted | None = None, keep: forms.Form | None = None
    ) -> HttpResponse:
        request = self.request
        filters = self.filters() if filters is None else filters
        base = reverse("cases")
        before = request.GET.get("before", "")
        below = self.case_of(before) if before.isdigit() and len(before) == NUMBER else None
        rows = with_everything(grants(self.by), self.by)
        if filters:
            rows = among(rows, self.by, filters, self.at, most=ROWS + 1, below=below)
        elif below is not None:
            rows = rows.filter(content_object_id__lt=Coalesce(Subquery(below), Value(LAST_ID)))
        kept = SavedFilter.objects.filter(appointment=self.by, page=PAGE)
        read = together({"saved": kept, "rows": rows.order_by("-content_object_id")[: ROWS + 1]})
        self.saved: list[SavedFilter] = read["saved"]
        further = len(read["rows"]) > ROWS
        shown = [row_of(grant) for grant in read["rows"][:ROWS]]
        text = remembered(request, filters.text)
        query = address("", text, filters.facets()).removeprefix("?")
        return self.show(
            "cases/list.html",
            {
                "rows": shown,
                "chips": self.chips(filters),
                "filters": self.in_force(filters, text),
                "filter_form": FilterForm.of(filters),
                "filter_url": base,
                "keep_form": guarded(keep or KeepForm(initial=filters.as_query())) if filters else None,
                "keep_url": reverse("case_filters"),
                "kept": self.kept(),
                "find_text": filters.text,
                "clear_url": base,
                "can_register": can_register(self.by.role),
                "register_url": reverse("case_new"),
                "page": paging(
                    base, len(shown), shown[-1]["number"] if further and shown else None, bool(before), query
                ),
                "access_form": guarded(form),
                "access_url": reverse("case_access"),
            },
            status,
        )

    def case_of(self, number: str) -> QuerySet[Case]:
        """The key of the case the page before ended with, if the reader may know of it."""
        return Case.objects.visible_to(self.by).filter(number=number).values("pk")

    def chips(self, filters: Wanted) -> list[dict[str, Any]]:
        """The daily ones and the reader's own, with how many cases each keeps: one statement for all the numbers."""
        offered = [
            (_("All"), Wanted()),
            (_("Overdue"), Wanted(term="overdue")),
            (_("Ends today"), Wanted(term="today")),
            (_("Ends within a week"), Wanted(term="week")),
            *((row.name, Wanted.read(row.query)) for row in self.saved),
        ]
        numbers = counts(self.by, [wanted for _title, wanted in offered], self.at)
        base = reverse("cases")
        return [
            {
                "title": title,
                "url": address(base, {"q": wanted.text}, wanted.facets()),
                "count": f"{MOST_COUNTED}+" if number is not None and number > MOST_COUNTED else number,
                "current": wanted == filters,
            }
            for (title, wanted), number in zip(offered, numbers, strict=True)
        ]

    def kept(self) -> list[dict[str, Any]]:
        """The reader's own filters with what can be done to them."""
        return [
            {"name": row.name, "url": reverse("case_filter", args=[row.pk]), "first": place == 0}
            for place, row in enumerate(self.saved)
        ]

    def in_force(self, filters: Wanted, text: dict[str, str]) -> list[dict[str, str]]:
        """Each condition in words, with the address of the list without it."""
        facets, base = filters.facets(), reverse("cases")
        told = [{"title": filters.text, "remove_url": address(base, facets)}] if filters.text else []
        for name, title in filters_in_words(filters).items():
            rest = {other: value for other, value in facets.items() if other != name}
            told.append({"title": title, "remove_url": address(base, text, rest)})
        return told


class Filters(CaseList):
    """Keeping the conditions of the list under a name."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = KeepForm(request.POST)
        filters = Wanted.read(request.POST)

        def answer() -> HttpResponse:
            if form.is_valid():
                try:
                    save_filter(by=self.by, page=PAGE, name=form.cleaned_data["name"], query=filters.as_query())
                except Refused as refused:
                    refuse_into(form, refused.refusal)
                else:
                    return HttpResponseRedirect(address(reverse("cases"), {"q": filters.text}, filters.facets()))
            return self.page(AccessForm(), 422, filters=filters, keep=form)

        return self.once(answer)


class OneFilter(CaseList):
    """Renaming, moving and removing one of the reader's own filters."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        do = request.POST.get("do", "")
        try:
            if do == "rename":
                found = rename_filter(by=self.by, filter_id=pk, name=request.POST.get("name", "")) is not None
            elif do in {"earlier", "later"}:
                found = move_filter(by=self.by, filter_id=pk, earlier=do == "earlier")
            else:
                found = do == "remove" and remove_filter(by=self.by, filter_id=pk)
        except Refused as refused:
            messages.error(request, in_words(refused.refusal))
            return HttpResponseRedirect(reverse("cases"))
        if not found:
            raise Http404
        return HttpResponseRedirect(reverse("cases"))


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
