"""`/search/`: cases, people and documents by what somebody types into the box on top of every page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Case, Searchable
from cases.queries import search
from cases.queries.asking import has_iin
from cases.queries.snippets import Snippet
from cases.views.asking import address, clean, recalled, remembered
from cases.views.papers import title_of
from ecase.law import cite
from ecase.web.pages import Page, here

FIRST, MORE = 8, 25
NUMBER = 15
T = Searchable.Target


class Search(Page):
    """The answers in three groups; one group alone, page by page, by `only` and `after`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = recalled(request)
        if "k" not in request.GET and has_iin(text):
            return HttpResponseRedirect(address(reverse("search"), remembered(request, text)))
        only = request.GET.get("only", "")
        only = only if only in search.GROUPS else ""
        after = request.GET.get("after", "")
        found = search.find(self.by, text, only=only, after=after, most=MORE if only else FIRST)
        base = [reverse("search"), remembered(request, text)]
        groups = [
            self.group(_("Cases"), T.CASE, found.cases, [case_told(row) for row in found.cases.rows], base),
            self.group(_("People"), T.PARTICIPANT, found.people, [person_told(row) for row in found.people.rows], base),
            self.group(_("Documents"), T.MATERIAL, found.papers, [paper_told(row) for row in found.papers.rows], base),
        ]
        return self.show(
            "cases/search.html",
            {
                "find_text": text,
                "groups": [group for group in groups if group["rows"]],
                "asked": bool(text),
                "only": only,
                "all_url": address(*base) if only else "",
                "number_typed": _digits(text) if len(_digits(text)) == NUMBER else "",
                "cases_url": reverse("cases"),
            },
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """The box on top: the words go into the address, an IIN does not; a whole number opens its case."""
        text = clean(request.POST.get("q", ""))
        digits = _digits(text)
        if len(digits) == NUMBER and Case.objects.visible_to(self.by).filter(number=digits).exists():
            return HttpResponseRedirect(here(f"/cases/{digits}/"))
        return HttpResponseRedirect(address(reverse("search"), remembered(request, text)))

    def group(
        self, title: str, kind: str, found: search.Group, rows: list[dict[str, Any]], base: list[Any]
    ) -> dict[str, Any]:
        further = address(*base, {"only": kind, "after": found.further}) if found.further else ""
        return {"title": title, "kind": kind, "rows": rows, "further_url": further}


def _digits(text: str) -> str:
    bare = "".join(text.split()).strip("…№#")
    return bare if bare.isascii() and bare.isdigit() else ""


def _language() -> str:
    return (get_language() or "ru")[:2]


def pieces(where: Snippet | None) -> list[dict[str, Any]]:
    return [{"text": text, "hit": hit} for text, hit in where.pieces] if where else []


def case_told(row: search.FoundCase) -> dict[str, Any]:
    """A found case as a page shows it."""
    case = row.case
    return {
        "number": case.number,
        "url": here(f"/cases/{case.number}/"),
        "qualification": ", ".join(cite.words(charge.cite, _language()) for charge in row.charges),
        "stage": case.get_stage_display(),
        "office": str(case.office),
        "registered_at": case.registered_at,
        "people": [{"name": p.short_name, "capacity": p.get_capacity_display()} for p in row.people],
        "where": pieces(row.where),
    }


def person_told(row: search.FoundPerson) -> dict[str, Any]:
    """A found person; the IIN only for whoever may see it, and then masked."""
    person = row.participant
    return {
        "name": person.full_name,
        "capacity": person.get_capacity_display(),
        "iin": row.masked_iin,
        "number": row.case.number,
        "url": here(f"/cases/{row.case.number}/people/"),
    }


def paper_told(row: search.FoundPaper) -> dict[str, Any]:
    """A found document, with the sheet its word stands on."""
    material = row.material
    return {
        "title": title_of(material),
        "number": row.case.number,
        "url": here(f"/cases/{row.case.number}/file/{material.pk}/"),
        "filed_at": material.filed_at,
        "sheet": row.sheet,
        "where": pieces(row.where),
    }
