"""From an act's template to the very PDF that is signed.

Here: rendering with WeasyPrint under a fetcher that refuses everything but our own font files and a
PNG written into the page itself (a signature drawn on the pad), the reserved place of the signature, the
short mark of the text printed on every sheet. Not here: signing (`signing`), storing (`storage`),
pictures of pages (`pages`), what an act says (`templates/acts`).

WeasyPrint loads pango by dlopen; on a machine without it only printing is off, so it is imported
inside the functions and its absence has words (`PdfUnavailable`).
"""

import base64
import binascii
import hashlib
import io
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image

from ecase.law.words import N_, Refusal, Refused

FIELD = "Signature1"
"""Name of the empty signature field every act carries on its last page."""

ANCHOR = "signature-mark"
"""`id` of the element whose box becomes that field."""

FACES = (
    ("Noto Serif", "normal", 400, "NotoSerif-Regular.ttf"),
    ("Noto Serif", "normal", 700, "NotoSerif-Bold.ttf"),
    ("Noto Serif", "italic", 400, "NotoSerif-Italic.ttf"),
    ("Noto Sans", "normal", 400, "NotoSans-Regular.ttf"),
    ("Noto Sans", "normal", 700, "NotoSans-Bold.ttf"),
)

PICTURE = "data:image/png;base64,"
_LONGEST_PICTURE = 600_000  # characters of the address
_MOST_DOTS = 4_000_000  # a small file may unfold into gigabytes

# fontconfig's and pango's global state is not safe to enter from two gunicorn threads at once.
_LOCK = threading.Lock()


class PdfUnavailable(Refused):
    """This machine cannot print: pango or a font file is missing."""


class PdfRefused(Refused):
    """A template asked for something outside the fonts folder, or has no place for the signature."""


@dataclass(frozen=True)
class Rendered:
    """`pdf` is the whole PDF/A-3a file, `pages` its number of sheets, `mark` the short hash printed on them."""

    pdf: bytes
    pages: int
    mark: str


def render(template: str, context: Mapping[str, Any], *, language: str) -> Rendered:
    """Print `template` (a path below `templates/`) with `context` as an act in `language` (`kk` or `ru`).

    Values of `context` are only ever values: they are escaped and never read as template text.
    Raises `PdfUnavailable` without pango or fonts, `PdfRefused` when the template reaches outside.
    """
    values = {**context, "language": language}
    with translation.override(language):
        # The mark is the hash of the act's own text, so it is known only after a first pass.
        text = render_to_string(template, {**values, "mark": ""})
        mark = hashlib.sha256(text.encode()).hexdigest()[:12]
        grouped = f"{mark[:4]} {mark[4:8]} {mark[8:]}"
        html = render_to_string(template, {**values, "mark": grouped})
    data, pages = write(html, reserve=True)
    return Rendered(data, pages, grouped)


def render_mark(context: Mapping[str, Any], *, width: float, height: float, language: str) -> bytes:
    """The signature's visible mark, one page of exactly `width` x `height` points."""
    with translation.override(language):
        html = render_to_string("acts/mark.html", {**context, "width": width, "height": height, "language": language})
    return write(html, reserve=False)[0]


def unavailable() -> str:
    """Why this machine cannot print, in English for the operator; empty when it can."""
    try:
        _weasyprint()
        _font_css()
    except PdfUnavailable as refused:
        return str(refused)
    return ""


def write(html: str, *, reserve: bool) -> tuple[bytes, int]:
    """Lay out `html`; with `reserve`, turn the box of `#signature-mark` into an empty signature field.

    Returns the file and its number of pages.
    """
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fetcher = _fetcher()
    with _LOCK:
        try:
            fonts = FontConfiguration()
            sheet = weasyprint.CSS(string=_font_css(), url_fetcher=fetcher, font_config=fonts)
            source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None)
            document = source.render(font_config=fonts, stylesheets=[sheet])
            data = document.write_pdf(
                finisher=_reserve if reserve else None,
                pdf_variant="pdf/a-3a" if reserve else None,
            )
        except FatalURLFetchingError as error:
            raise PdfRefused(
                Refusal(
                    "pdf_outside",
                    N_("The act's template asks for a file outside the fonts folder; nothing was printed."),
                )
            ) from error
    return data, len(document.pages)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailable(
            Refusal(
                "pdf_unavailable",
                N_(
                    "Documents cannot be printed on this machine: the library pango is missing. "
                    "Ask the administrator to run ./run doctor."
                ),
            )
        ) from error
    return weasyprint


def _folder() -> Path:
    return Path(settings.ECASE_PDF_FONTS).resolve()


def _font_css() -> str:
    folder = _folder()
    missing = [name for *_, name in FACES if not (folder / name).is_file()]
    if missing:
        raise PdfUnavailable(
            Refusal(
                "pdf_fonts_missing",
                N_("Documents cannot be printed on this machine: the font %(name)s is missing."),
                {"name": missing[0]},
            )
        )
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f'src: url("{(folder / name).as_uri()}"); }}'
        for family, style, weight, name in FACES
    )


@cache
def _fetcher_class() -> type:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class FontsOnly(URLFetcher):
        """Reads the font files named in `FACES` and a PNG inside the page; anything else stops the whole print.

        Stopping is on purpose: a silently missing part of a court order would be worse than none.
        """

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            drawn = picture(url)
            if drawn is not None:
                return URLFetcherResponse(url, drawn, {"Content-Type": "image/png"})
            path = _inside(url)
            if path is None:
                raise FatalURLFetchingError(f"refused: {url[:200]}")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})

    return FontsOnly


def _fetcher() -> Any:
    # No handler of the base class is ever reached: `fetch` is replaced whole.
    return _fetcher_class()(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)


def _inside(url: str) -> Path | None:
    """The font file `url` names, or None when it names anything else."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc or parts.query or parts.fragment:
        return None
    folder = _folder()
    try:
        path = Path(unquote(parts.path)).resolve()
    except (OSError, ValueError):
        return None
    names = {name for *_, name in FACES}
    return path if path.parent == folder and path.name in names else None


def picture(url: str) -> bytes | None:
    """The PNG that `url` itself is; None when it is anything else, broken, or too large to draw."""
    if not url.startswith(PICTURE) or len(url) > _LONGEST_PICTURE:
        return None
    try:
        data = base64.b64decode(url[len(PICTURE) :], validate=True)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as drawn:
            if drawn.width * drawn.height > _MOST_DOTS:
                return None
            drawn.verify()  # half a picture would be printed as a whole one, a broken one silently left out
    except (binascii.Error, OSError, SyntaxError, ValueError):
        return None
    return data


def _reserve(document: Any, pdf: Any) -> None:
    """Put an empty signature field over the box `#signature-mark` of the last page.

    The field is in the draft already, so that what people look at before signing and what they have
    afterwards are the same sheets, and the signature is a pure appendix to the draft's bytes.
    """
    import pydyf  # type: ignore[import-untyped]

    page = document.pages[-1]
    box = page.anchors.get(ANCHOR)
    if box is None or any(ANCHOR in other.anchors for other in document.pages[:-1]):
        raise PdfRefused(
            Refusal(
                "pdf_no_place_to_sign",
                N_("The act's template has no place for the signature on its last page; nothing was printed."),
            )
        )
    scale = 0.75  # CSS pixels to points
    left, top, right, bottom = (value * scale for value in box)
    high = page.height * scale
    extent = pydyf.Array([0, 0, right - left, bottom - top])
    empty = pydyf.Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": extent})
    pdf.add_object(empty)
    reference = pdf.page_references[-1]
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(FIELD),
            "Rect": pydyf.Array([left, high - bottom, right, high - top]),
            "F": 132,  # printed, locked
            "P": reference,
            "AP": pydyf.Dictionary({"N": empty.reference}),
        }
    )
    pdf.add_object(field)
    last: Any = pdf.objects[int(reference.split()[0])]
    last["Annots"] = pydyf.Array([*last.get("Annots", ()), field.reference])
    # 2: the file must only ever be appended to, or signatures already in it break.
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": 2})
