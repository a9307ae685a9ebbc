"""The file of the case: its documents with their sheets, one of them open, and filing a new one. And the record."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases import actions
from cases.actions.readings import opened
from cases.actions.withholding import why_not_lift, why_not_withhold
from cases.forms import UploadForm
from cases.models import Compartment, Material
from cases.offence_field import ask_offence
from cases.queries.manifest import file_seen
from cases.views.case import CasePage, entries_of, entry_words
from cases.views.frame import people_by_id
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from cases.views.reading import reading_of
from ecase.law.roles import TITLES, Role
from ecase.law.words import Refusal, Refused
from ecase.ledger.leaf import genesis
from ecase.ledger.models import Entry, Stream
from ecase.web.left import in_words
from ecase.web.pages import guarded, paging, refuse_into, status_of

MATERIALS = 50
ENTRIES = 50
# A term of the record: an act entered this much later than it happened is shown with both hours.
LATE_SECONDS = 3600


class File(CasePage):
    """`file/` and `file/<material>/`: the list on the left, the open document on the right."""

    tab = "file"

    def get(self, request: HttpRequest, number: str, material: UUID | None = None) -> HttpResponse:
        return self.page(UploadForm(), material)

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(form, None, status_of(refusal))

        def answer() -> HttpResponse:
            case = self.opened.case
            wrong = self.misdirected(case=case.number, version=case.version)
            if wrong is not None:
                return again(wrong)
            if not form.is_valid():
                return self.page(form, None, 422)
            handed = form.cleaned_data["file"]
            try:
                filed = actions.file_upload(
                    case_id=case.pk,
                    by=self.by,
                    at=self.at,
                    file=handed,
                    name=handed.name,
                    title=form.cleaned_data["title"],
                    kind=form.cleaned_data["kind"],
                    compartment=form.cleaned_data["access"],
                    episode=form.cleaned_data["episode"],
                )
            except Refused as refused:
                return again(refused.refusal)
            words = _("Filed: sheets %(sheets)s.") % {"sheets": sheets_of(filed)}
            messages.success(request, words)
            return HttpResponseRedirect(f"{self.base}file/{filed.pk}/")

        return self.once(answer, again)

    def page(self, form: forms.Form, chosen: UUID | None, status: int = 200) -> HttpResponse:
        case = self.opened.case
        ask_offence(form, case, self.by)
        after = self.request.GET.get("before", "")
        rows = (
            Material.objects.visible_to(self.by)
            .open_part()
            .filter(case=case)
            .select_related("document", "filed_by__user", "matter")
        )
        rows = rows.order_by("-first_sheet", "-id")
        if after.isdecimal() and len(after) < 8:
            rows = rows.filter(first_sheet__lt=int(after))
        found = list(rows[: MATERIALS + 1])
        shown = found[:MATERIALS]
        place = next((n for n, row in enumerate(shown) if row.pk == chosen), None)
        if chosen is not None and place is None:
            mine = Material.objects.visible_to(self.by).open_part().filter(case=case, pk=chosen)
            single = mine.select_related("document").first()
            if single is None:
                raise Http404
            one: Material | None = single
            paper = paper_of(single, base_of(single, case.number))
        elif shown:
            place = place or 0
            one = shown[place]
            paper = paper_of(
                shown[place],
                base_of(shown[place], case.number),
                previous_url=f"{self.base}file/{shown[place - 1].pk}/" if place > 0 else "",
                next_url=f"{self.base}file/{shown[place + 1].pk}/" if place + 1 < len(shown) else "",
            )
        else:
            paper = one = None
        if self.request.method == "GET":
            opened(material=one, by=self.by, at=self.at)
        context = {
            "manifest": file_seen(case, self.by).told(),
            "reading": reading_of(one, self.base, self.by),
            "withheld": self.withheld(one),
            "materials": [self.row(row, current=n == place) for n, row in enumerate(shown)],
            "page": paging(
                f"{self.base}file/", len(shown), shown[-1].first_sheet if len(found) > MATERIALS else None, bool(after)
            ),
            "shown": paper,
            "inadmissible": one if one is not None and one.inadmissible_at is not None else None,
            "total": case.n_sheets,  # type: ignore[attr-defined]
            "upload_form": guarded(form, case=case.number, version=case.version) if self.conducts() else None,
            "upload_url": f"{self.base}file/",
        }
        return self.show_case("cases/file.html", context, status)

    def withheld(self, material: Material | None) -> dict[str, Any] | None:
        """What of the open document is kept from the court, and the way to keep it or to lift that."""
        if material is None:
            return None
        case, own = self.opened.case, f"{self.base}file/{material.pk}/"
        kept = material.withheld_at is not None
        refusal = (why_not_lift if kept else why_not_withhold)(case, material, self.by)
        if refusal is not None and not kept:
            return None
        return {
            "kept": kept,
            "cite": material.withheld_cite,
            "at": material.withheld_at,
            "reason": material.withheld_reason,
            "url": f"{own}{'lift' if kept else 'withhold'}/" if refusal is None else "",
        }

    def row(self, material: Material, *, current: bool) -> dict[str, Any]:
        act = bool(material.document.act)
        return {
            "title": title_of(material),
            "url": f"{self.base}file/{material.pk}/",
            "sheets": sheets_of(material),
            "kind": _("Act") if act else _("Handed in"),
            "at": material.filed_at,
            "by": material.filed_by.user.short_name() if material.filed_by else "",
            "signed": "ok" if act else "",
            "signed_says": _("signed") if act else "",
            "access": Compartment(material.compartment).label,
            "withheld": material.withheld_at is not None,
            "inadmissible": material.inadmissible_at is not None,
            "access_closed": material.compartment != Compartment.PARTIES,
            "current": current,
        }


class Log(CasePage):
    """`log/`: the record of the case, entry by entry, with the hashes that hold it together."""

    tab = "log"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.page(None)

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        whole, words, count = checked(self.opened.case.pk)
        if whole and Compartment.INVESTIGATION in self.opened.compartments:
            words = _("%(words)s Entries checked: %(count)s.") % {"words": words, "count": count}
        return self.page({"ok": whole, "says": words, "at": self.at})

    def page(self, verified: dict[str, Any] | None) -> HttpResponse:
        before = self.request.GET.get("before", "")
        found = list(entries_of(self.by, self.opened.case, before)[: ENTRIES + 1])
        shown = found[:ENTRIES]
        authors = people_by_id(entry.appointment_id for entry in shown)
        last = shown[-1].seq if len(found) > ENTRIES else None
        context = {
            "entries": [self.entry(entry, authors) for entry in shown],
            "page": paging(f"{self.base}log/", len(shown), last, bool(before)),
            "verified": verified,
            "verify_url": f"{self.base}log/",
            "export_url": None,
        }
        return self.show_case("cases/log.html", context)

    def entry(self, entry: Entry, authors: dict[int, Any]) -> dict[str, Any]:
        author = authors.get(entry.appointment_id or 0)
        lag = entry.recorded_at - entry.at
        return {
            "seq": entry.seq,
            "at": entry.at,
            "recorded_at": entry.recorded_at,
            "who": author.user.short_name() if author else _("the clock of the system"),
            "role": _(TITLES[Role(entry.role)]) if entry.role in set(Role) else "",
            "says": entry_words(entry),
            "hash": bytes(entry.leaf_hash).hex()[:12],
            "late": _("recorded %(span)s after the act") % {"span": in_words(lag)}
            if lag.total_seconds() > LATE_SECONDS
            else "",
        }


def checked(case_id: UUID) -> tuple[bool, str, int]:
    """Recompute the chain of the case from its first entry: each hash over its own words and the one before.

    Everything is counted, also entries of parts the reader does not see.
    """
    stream = Stream.objects.get(case_id=case_id, kind="case")
    before = genesis(stream.pk, stream.kind, stream.number, stream.case_id)
    count = 0
    for entry in Entry.objects.filter(stream=stream).order_by("seq").iterator(chunk_size=500):
        count += 1
        whole = bytes(entry.prev) == before and entry.leaf().hash() == bytes(entry.leaf_hash) and entry.seq == count
        if not whole:
            words = _("Entry %(seq)s does not fit the one before it. Tell the security officer.")
            return False, words % {"seq": entry.seq}, count
        before = bytes(entry.leaf_hash)
    if count != stream.head_seq or before != bytes(stream.head_hash):
        return False, _("The last entries are missing. Tell the security officer."), count
    return True, _("The chain is whole."), count
