"""Pictures of pages."""

import io
import threading

import pytest
from PIL import Image

from ecase.documents import pages
from ecase.law.words import Refused
from tests.documents.conftest import Sample


def test_a_page_is_a_picture_of_the_asked_width(sample: Sample) -> None:
    count = pages.page_count(sample.signed.pdf)
    assert count == 2
    picture = Image.open(io.BytesIO(pages.page_png(sample.signed.pdf, 1, 600)))
    assert picture.format == "PNG"
    assert abs(picture.width - 600) <= 1
    assert abs(picture.height / picture.width - 297 / 210) < 0.01
    assert picture.convert("L").getextrema()[0] < 60, "an act is not an empty sheet"
    assert Image.open(io.BytesIO(pages.page_png(sample.signed.pdf, 2, 10**6))).width <= pages.WIDEST + 1


@pytest.mark.parametrize("page", [0, -1, 3, 10**9])
def test_no_such_page(page: int, sample: Sample) -> None:
    with pytest.raises(pages.NoSuchPage) as refused:
        pages.page_png(sample.signed.pdf, page, 300)
    assert refused.value.refusal.params == {"page": page, "count": 2}


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 1000])
def test_what_is_no_pdf_is_refused_with_words(data: bytes) -> None:
    for ask in (lambda: pages.page_count(data), lambda: pages.page_png(data, 1, 300)):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.refusal.code == "pdf_unreadable"


def test_threads_take_turns(sample: Sample) -> None:
    """pdfium dies when two threads enter it; ours wait for each other."""
    made: list[int] = []
    threads = [
        threading.Thread(target=lambda page=page: made.append(len(pages.page_png(sample.signed.pdf, page, 200))))
        for page in (1, 2) * 8
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 16
    assert len(set(made)) == 2
