"""Printing: our fonts and no others, Kazakh letters on the paper, nothing fetched from anywhere."""

import builtins
import http.server
import io
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from ecase.documents import pages, pdf
from ecase.law.kinds_all import KINDS
from tests.documents import acts_sanctions
from tests.documents.conftest import Sample

LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№ГКНО"

pytestmark = pytest.mark.skipif(bool(pdf.unavailable()), reason=pdf.unavailable())


def text_of(data: bytes) -> str:
    """All words of a PDF, page by page, by pdfium."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(("family", "weight"), [("Noto Serif", 400), ("Noto Serif", 700), ("Noto Sans", 400)])
def test_kazakh_letters_are_drawn_and_differ(family: str, weight: int) -> None:
    """Text tests pass on garbage glyphs, so this looks at the paper: a cell for each letter, all different."""
    letters = LETTERS + "\U0010fffd"  # the last is in no font: what a missing letter looks like
    cells = "".join(
        f'<div style="position:absolute;left:{(i % 6) * 30}mm;top:{(i // 6) * 30}mm;font-size:50pt">{letter}</div>'
        for i, letter in enumerate(letters)
    )
    html = f"<style>@page{{size:180mm 150mm;margin:0}}body{{margin:0;font:{weight} 50pt '{family}'}}</style>{cells}"
    data, count = pdf.write(html, reserve=False)
    assert count == 1
    sheet = Image.open(io.BytesIO(pages.page_png(data, 1, 900))).convert("L")
    seen: dict[bytes, str] = {}
    for i, letter in enumerate(letters):
        left, top = (i % 6) * 150, (i // 6) * 150
        cell = sheet.crop((left, top, left + 150, top + 150))
        assert letter == letters[-1] or cell.getextrema()[0] < 100, f"{letter} is not on the paper"
        drawn = cell.tobytes()
        assert drawn not in seen, f"{letter} looks like {seen[drawn]}"
        seen[drawn] = letter


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts (poppler) is not installed")
def test_only_our_faces_and_all_embedded(tmp_path: Path, sample: Sample) -> None:
    file = tmp_path / "act.pdf"
    file.write_bytes(sample.signed.pdf)
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    assert not done.stderr
    rows = done.stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert "Noto-S" in row.split()[0], row
        assert row.split()[4] == "yes", row  # embedded


def test_is_tagged_pdf_a(sample: Sample) -> None:
    root = PdfFileReader(io.BytesIO(sample.draft)).root
    said = root["/Metadata"].data.decode()
    assert re.search(r"pdfaid:part\W+3\b", said)
    assert re.search(r"pdfaid:conformance\W+A\b", said)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "kk"


def test_an_act_shows_its_mark_on_every_sheet() -> None:
    template, given = "acts/sanctions/arrest/ru.html", acts_sanctions.context(KINDS["arrest"], "granted", "ru")
    rendered = pdf.render(template, given, language="ru")
    assert rendered.pages == pages.page_count(rendered.pdf) > 1
    words = text_of(rendered.pdf).replace("\u00a0", " ")
    assert words.count(rendered.mark) == rendered.pages
    assert words.count("№ 267512031000481") >= rendered.pages
    assert "23 ноября 2026 года" in words
    given["decision"]["term"] = "10 суток"
    assert pdf.render(template, given, language="ru").mark != rendered.mark


# --- nothing is fetched -----------------------------------------------------------------------------


class Canary:
    """A server that only counts who came."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        canary = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.hits.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"body { color: red }")

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/canary"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    server = Canary()
    yield server
    server.stop()


WAYS = {
    "picture": '<img src="{url}">',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "style sheet": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url({url});</style>",
    "background": '<p style="background: url({url})">x</p>',
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "list mark": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "font": '<style>@font-face {{ font-family: z; src: url({url}) }}</style><p style="font-family: z">x</p>',
    "attachment": '<link rel="attachment" href="{url}">',
    "attachment link": '<p><a rel="attachment" href="{url}">x</a></p>',
    "svg image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{url}#x"/></svg>',
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["http", "file", "data", "climbing"])
def test_nothing_outside_the_fonts_folder_is_read(
    way: str, kind: str, canary: Canary, tmp_path: Path, settings: object
) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'CANARY-5d1f' }")
    fonts = Path(settings.ECASE_PDF_FONTS)  # type: ignore[attr-defined]
    url = {
        "http": canary.url,
        "file": secret.as_uri(),
        "data": "data:text/css,p::after%7Bcontent:'CANARY-5d1f'%7D",
        "climbing": f"{fonts.as_uri()}/../../../..{secret}",
    }[kind]
    html = f"<!doctype html><title>t</title><p>x</p>{WAYS[way].format(url=url)}"
    try:
        data, _ = pdf.write(html, reserve=False)
    except pdf.PdfRefused as refused:
        assert refused.refusal.code == "pdf_outside"
    else:
        assert "CANARY" not in text_of(data)
        assert b"/EmbeddedFile" not in data
    assert not canary.hits


def test_a_template_that_reaches_out_prints_nothing(canary: Canary) -> None:
    with pytest.raises(pdf.PdfRefused):
        pdf.write(f'<img src="{canary.url}">', reserve=False)
    assert not canary.hits


def test_a_link_out_of_the_fonts_folder_is_refused(tmp_path: Path, settings: object) -> None:
    real = Path(settings.ECASE_PDF_FONTS)  # type: ignore[attr-defined]
    for face in real.iterdir():
        (tmp_path / face.name).symlink_to(face)
    settings.ECASE_PDF_FONTS = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(pdf.PdfRefused):
        pdf.write("<p>x</p>", reserve=False)


def test_no_place_for_the_signature_is_refused() -> None:
    with pytest.raises(pdf.PdfRefused, match="no place for the signature"):
        pdf.write("<p>x</p>", reserve=True)
    with pytest.raises(pdf.PdfRefused, match="no place for the signature"):
        pdf.write(
            '<div id="signature-mark">x</div><p style="break-before: page">x</p>',
            reserve=True,
        )


def test_a_missing_face_has_words(tmp_path: Path, settings: object) -> None:
    settings.ECASE_PDF_FONTS = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(pdf.PdfUnavailable) as refused:
        pdf.write("<p>x</p>", reserve=False)
    assert refused.value.refusal.params == {"name": "NotoSerif-Regular.ttf"}
    assert "NotoSerif-Regular.ttf" in pdf.unavailable()


def test_without_pango_the_refusal_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: object, **kwargs: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(pdf.PdfUnavailable) as refused:
        pdf.write("<p>x</p>", reserve=False)
    assert refused.value.refusal.code == "pdf_unavailable"
    assert "pango" in pdf.unavailable()
