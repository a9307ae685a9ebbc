"""The words of a stored document, page by page: for the search, never for deciding anything.

Our own acts have a text layer; an upload has what it has, and a scan has none. Not here: pictures of pages (`pages`),
which words are looked for (`cases`). No recognition of scanned letters.
"""

import html
import io
import re
import zipfile

from ecase.documents.pages import Unreadable, opened
from ecase.documents.storage import DOCX, PDF, TXT

LONGEST = 400_000
"""Characters read of one document: some two hundred sheets. What lies behind them is not found."""

_PARAGRAPH = re.compile(r"</w:p>|<w:(?:br|tab)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
# pdfium writes a hyphen at the end of a line as U+FFFE; a soft hyphen is one that was not needed.
_HYPHEN = re.compile("[\ufffe\u00ad]\\s*")


def read(data: bytes, media_type: str) -> list[str]:
    """The text of each page; empty strings for pages without any, an empty list where there is nothing to read."""
    if media_type == PDF:
        return _pdf(data)
    if media_type == DOCX:
        return _docx(data)
    if media_type == TXT:
        return [_clean(data.decode("utf-8-sig", "replace"))[:LONGEST]]
    return []


def _pdf(data: bytes) -> list[str]:
    import pypdfium2

    pages: list[str] = []
    left = LONGEST
    try:
        with opened(data, forms=False) as document:
            for sheet in document:
                layer = sheet.get_textpage()
                pages.append(_clean(layer.get_text_range())[:left])
                layer.close()
                sheet.close()
                left -= len(pages[-1])
                if left <= 0:
                    break
    except (Unreadable, pypdfium2.PdfiumError):
        return []
    return pages


def _docx(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
            xml = part.read(LONGEST * 20).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError):
        return []
    return [_clean(html.unescape(_TAG.sub("", _PARAGRAPH.sub(" ", xml))))[:LONGEST]]


def _clean(text: str) -> str:
    """One line, without what PostgreSQL cannot keep."""
    return " ".join(_HYPHEN.sub("", text).replace("\0", " ").split())
