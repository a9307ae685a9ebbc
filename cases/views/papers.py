"""Documents on the page: pictures of their sheets, the state of their signature, and their doors.

Whoever may not see the material cannot reach the bytes; a draft is open to the one it was made for.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from cases.actions.readings import opened
from cases.models import Case, Material
from cases.queries.scope import drafts_seen
from ecase.documents import storage
from ecase.documents.models import Document, Draft
from ecase.documents.pages import page_png
from ecase.documents.verification import verify
from ecase.law.acts import ACTS
from ecase.law.clock import shown
from ecase.law.words import Refused
from ecase.people.models import Appointment
from ecase.web.pages import Page, here
from ecase.web.says import say

PDF = "application/pdf"
PICTURES = frozenset({"image/png", "image/jpeg"})
WIDTH = 1240
WIDEST_ASKED = 2000
SHEETS_SHOWN = 60
# The bytes of other people never run, load or embed anything, whatever they claim to be.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'none'"
SIGNED = {"verified": "ok", "failed": "failed", "unverifiable": "unverifiable", "unsigned": ""}


def material_of(by: Appointment, number: str, material_id: UUID) -> Material:
    """The material of this case that `by` may see. Http404 for everybody else."""
    rows = Material.objects.visible_to(by).select_related("document", "matter", "case", "filed_by__user")
    # A place of detention sees some materials of the case, but never under the address of the case.
    found = rows.filter(pk=material_id, case__number=number, case__in=Case.objects.visible_to(by)).first()
    if found is None:
        raise Http404
    material: Material = found
    return material


def base_of(material: Material, number: str) -> str:
    """The address under which the bytes of a material are read."""
    return here(f"/cases/{number}/materials/{material.pk}/")


def paper_of(material: Material, base: str, *, previous_url: str = "", next_url: str = "") -> dict[str, Any]:
    """A filed document as `frame/paper.html` takes it, its signature checked now."""
    document = material.document
    state, words = signature_state(document, material.filed_at)
    return {
        "title": title_of(material),
        "sheets": sheets_of(material),
        "pages": pages_of(document, base, material.first_sheet),
        "download_url": base,
        "download_says": _("PDF, %(pages)s pages, %(size)s KB") % {"pages": document.pages, "size": kilobytes(document)}
        if document.media_type == PDF
        else _("Download, %(size)s KB") % {"size": kilobytes(document)},
        "signature_says": words,
        "signed": state,
        "sha256": document.sha256,
        "frame_url": "",
        "previous_url": previous_url,
        "next_url": next_url,
    }


def paper_of_draft(draft: Draft) -> dict[str, Any]:
    """The very file somebody is about to sign."""
    assert draft.document is not None
    base = here(f"/drafts/{draft.pk}/")
    act = ACTS.get(draft.act)
    return {
        "title": _(act.title) if act else draft.act,
        "sheets": "",
        "pages": pages_of(draft.document, base, 1),
        "download_url": base,
        "download_says": _("PDF, %(pages)s pages, %(size)s KB")
        % {"pages": draft.document.pages, "size": kilobytes(draft.document)},
        "signature_says": "",
        "signed": "",
        "sha256": draft.document.sha256,
        "frame_url": "",
        "previous_url": "",
        "next_url": "",
    }


def pages_of(document: Document, base: str, first: int) -> list[dict[str, Any]]:
    """Addresses of the page pictures, numbered by the sheets of the case."""
    if document.media_type in PICTURES:
        return [{"url": f"{base}page/1.png?w={WIDTH}", "number": first, "alt": ""}]
    if document.media_type != PDF:
        return []
    return [
        {"url": f"{base}page/{n}.png?w={WIDTH}", "number": first + n - 1, "alt": ""}
        for n in range(1, min(document.pages, SHEETS_SHOWN) + 1)
    ]


def title_of(material: Material) -> str:
    """Our acts are named in the reader's language, uploads as they were named."""
    return _(material.title) if material.document.act else material.title


def sheets_of(material: Material) -> str:
    first, last = material.first_sheet, material.last_sheet
    return f"{first}–{last}" if last > first else str(first)


def kilobytes(document: Document) -> int:
    return kilobytes_of(document.size)


def kilobytes_of(size: int) -> int:
    """Whole kilobytes of a number of bytes, one at least."""
    return max(1, size // 1024)


def signature_state(document: Document, since: datetime) -> tuple[str, str]:
    """`("ok" | "failed" | "unverifiable" | "", words)`: the file is asked, not the table. `since`: when filed."""
    if document.media_type != PDF:
        return "", ""
    try:
        answer = verify(storage.read(document.case_id, document.sha256), known_since=since)
    except storage.Damaged:
        return "failed", _("The file is missing or its bytes have changed. It must not be relied on.")
    if answer.state == "unsigned" and not document.act:
        return "", ""
    if answer.state == "verified":
        signed = shown(answer.signed_at) if answer.signed_at else ""
        return "ok", _("Signed by %(name)s, %(at)s. The signature holds.") % {"name": answer.name, "at": signed}
    words = say(answer.reason, dict(answer.params))
    if answer.state in {"failed", "unsigned"}:
        told = _("The signature is broken: %(reason)s Nothing may be decided on this document.")
        return "failed", told % {"reason": words}
    return SIGNED[answer.state], words


# --- doors ------------------------------------------------------------------------------------------


def picture(document: Document, page: int, request: HttpRequest) -> HttpResponse:
    """One sheet as a PNG. A document never changes, so the reader's own browser may keep it; but it asks us each
    time whether he may still see it: somebody else may sit there by now, or his right may have ended."""
    asked = request.GET.get("w", "")
    width = min(int(asked), WIDEST_ASKED) if asked.isdecimal() and len(asked) < 6 else WIDTH
    tag = f'"{document.sha256}-{page}-{width}"'
    if request.headers.get("If-None-Match") == tag and document.media_type == PDF:
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    try:
        data = storage.read(document.case_id, document.sha256)
    except storage.Damaged as damaged:
        raise Http404 from damaged
    if document.media_type in PICTURES:
        return file_headers(HttpResponse(data, content_type=document.media_type))
    if document.media_type != PDF:
        raise Http404
    try:
        png = page_png(data, page, width)
    except Refused as refused:
        raise Http404 from refused
    response = file_headers(HttpResponse(png, content_type="image/png"))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = tag
    return response


def bytes_of(document: Document, title: str, *, inline: bool) -> HttpResponseBase:
    """The file itself: our acts may stand in a frame of ours, what people handed in is only downloaded.

    Everything is read from the database here; the body streams when the transaction is over.
    """
    try:
        file = storage.open(document.case_id, document.sha256)
    except storage.Damaged as damaged:
        raise Http404 from damaged
    suffix = document.name.rpartition(".")[2] if "." in document.name else "bin"
    name = f"{get_valid_filename(title)[:120]}.{suffix}" if inline else document.name
    response = FileResponse(file, content_type=document.media_type if inline else "application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response.headers["Content-Length"] = str(document.size)
    return file_headers(response)


def file_headers(response: Any) -> Any:
    """No file of the record is sniffed, kept by a shared cache, or allowed to do anything."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    if not response.headers["Content-Type"].startswith(PDF):
        response.headers["Content-Security-Policy"] = SANDBOX
    return response


class MaterialFile(Page):
    """The bytes of a material."""

    def get(self, request: HttpRequest, number: str, material: UUID) -> HttpResponseBase:
        found = material_of(self.by, number, material)
        opened(material=found, by=self.by, at=self.at)
        return bytes_of(found.document, title_of(found), inline=bool(found.document.act))


class MaterialPicture(Page):
    """One sheet of a material as a picture."""

    def get(self, request: HttpRequest, number: str, material: UUID, page: int) -> HttpResponse:
        return picture(material_of(self.by, number, material).document, page, request)


class DraftFile(Page):
    """The bytes of an act that somebody is about to sign."""

    def get(self, request: HttpRequest, draft: UUID) -> HttpResponseBase:
        return bytes_of(document_of_draft(self.by, draft), "draft", inline=True)


class DraftPicture(Page):
    """One sheet of such an act."""

    def get(self, request: HttpRequest, draft: UUID, page: int) -> HttpResponse:
        return picture(document_of_draft(self.by, draft), page, request)


def draft_of(by: Appointment, draft_id: UUID | str, **of: Any) -> Draft:
    """A draft made for `by` and rendered already, while he sees what it belongs to. Http404 for everybody else."""
    try:
        wanted = UUID(str(draft_id))
    except ValueError as wrong:
        raise Http404 from wrong
    rows = Draft.objects.select_related("document", "prepared_for").filter(document__isnull=False, **of)
    found = rows.filter(drafts_seen(by), pk=wanted).first()
    if found is None:
        raise Http404
    return found


def document_of_draft(by: Appointment, draft_id: UUID) -> Document:
    document = draft_of(by, draft_id).document
    assert document is not None
    return document
