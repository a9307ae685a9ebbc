"""Pictures of a document's pages, by pdfium.

For the viewer (phones, no JavaScript, watermarks, sheet numbers). Not here: printing acts (`pdf`), who may look.
Pages are counted from 1.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ecase.law.words import N_, Refusal, Refused

WIDEST = 2400
"""Pixels; a wider picture is not made."""

HIGHEST = 4 * WIDEST

# pdfium may not be entered by two threads at once, not even for two different documents.
_LOCK = threading.Lock()


class Unreadable(Refused):
    """The bytes are no PDF that pdfium can open, or it is locked by a password."""

    def __init__(self) -> None:
        super().__init__(
            Refusal(
                "pdf_unreadable",
                N_("The file cannot be opened as a PDF document: it is damaged or locked by a password."),
            )
        )


class NoSuchPage(Refused):
    """The document has fewer pages."""

    def __init__(self, page: int, count: int) -> None:
        super().__init__(
            Refusal(
                "no_such_page",
                N_("There is no page %(page)s: the document has %(count)s."),
                {"page": page, "count": count},
            )
        )


@contextmanager
def opened(pdf: bytes, *, forms: bool) -> Iterator[Any]:
    """The document under the one lock of pdfium. Raises `Unreadable`."""
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Unreadable from error
        try:
            if forms:
                # The mark of a signature is a form widget; without this it would not be drawn.
                document.init_forms()
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages the document has. Raises `Unreadable`."""
    with opened(pdf, forms=False) as document:
        return len(document)


def page_png(pdf: bytes, page: int, width: int) -> bytes:
    """Page `page` (from 1) as a PNG, `width` pixels wide (at most `WIDEST`). Raises `Unreadable`, `NoSuchPage`."""
    import pypdfium2

    with opened(pdf, forms=True) as document:
        count = len(document)
        if not 1 <= page <= count:
            raise NoSuchPage(page, count)
        try:
            sheet = document[page - 1]
            wide, high = sheet.get_size()
            if wide <= 0 or high <= 0:
                raise Unreadable
            # A page may claim any proportions; its picture may not fill the memory.
            scale = min(min(max(width, 1), WIDEST) / wide, HIGHEST / high)
            picture = sheet.render(scale=scale, may_draw_forms=True).to_pil()
        except pypdfium2.PdfiumError as error:
            raise Unreadable from error
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
