"""The rest of the story, told behind the opened page by the worker for everything that is not the clock."""

from celery import shared_task

from ecase.demo.telling import NotNow, tell
from ecase.documents.pdf import PdfUnavailable


@shared_task  # type: ignore[untyped-decorator]
def tell_rest() -> None:
    """Tell every case that has not been told. A lost message costs nothing: the next start sends another."""
    try:
        tell()
    except (NotNow, PdfUnavailable):
        return
