"""Registering through the pages, for the tests that need a case made by hand."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.models import Case
from ecase.web import now
from tests.pages.conftest import Reader


def typed(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")


def presses(reader: Reader, button: str, *, having: str, **fields: Any) -> Any:
    """Fill the form that has `having` and press one of its buttons."""
    return reader.sends(having, **fields, do=button)


def fills_in(reader: Reader, *, qualification: str = "188/3", **event: Any) -> None:
    """Occasion, event and qualification; people and documents stay empty."""
    reader.goes("cases/new/occasion/")
    presses(
        reader,
        "next",
        having="occasion",
        occasion="statement",
        language=reader.language if reader.language == "kk" else "ru",
    )
    assert reader.page.status_code == 302, reader.text
    reader.goes("cases/new/event/")
    given = {
        "occurred_at": typed(now() - timedelta(hours=5)),
        "place": "Алматы, ул. Абая, 12",
        "summary": "Неизвестный тайно похитил имущество из квартиры.",
    }
    presses(reader, "next", having="place", **{**given, **event})
    assert reader.page.status_code == 302, reader.text
    reader.goes("cases/new/qualification/")
    presses(reader, "next", having="q", q=qualification)
    assert reader.page.status_code == 302, reader.text


def registers(reader: Reader, **more: Any) -> Case:
    """A case, entered step by step and registered; ends on the page that says so."""
    fills_in(reader, **more)
    reader.goes("cases/new/check/")
    presses(reader, "register", having="idem")
    assert reader.page.status_code == 302, reader.text
    reader.follows()
    assert reader.page.status_code == 200
    return reader.seen(lambda: Case.objects.get(number=reader.path.strip("/").split("/")[-2]))
