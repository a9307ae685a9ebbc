"""The numbers of the writ proceedings, as a page and for printing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ecase.web.pages import Page, here
from ecase.web.says import say
from writ.numbers import Numbers, numbers
from writ.track import WHOSE
from writ.views.board import SUPERVISES

Row = dict[str, Any]


class NumbersPage(Page):
    """`/writ/numbers/`: days to the verdict, whose time they were, how the writs ended."""

    def get(self, request: HttpRequest) -> HttpResponse:
        allowed = self.by.role in SUPERVISES
        told = numbers(self.by, self.at) if allowed else None
        context = {
            "title": _("Writ proceedings in numbers"),
            "told": told is not None,
            "since": told.since if told else None,
            "whose": [say(words) for words in WHOSE.values()],
            "whole": row_of(told.whole) if told else None,
            "months": [row_of(one) for one in told.months] if told else [],
            "regions": [row_of(one) for one in told.regions] if told else [],
            "eligible": told.eligible if told else 0,
            "taken": told.taken if told else 0,
            "share": round(100 * told.share) if told and told.share is not None else None,
            "board_url": here("/writ/"),
        }
        return self.show("writ/numbers.html", context, 200 if allowed else 403)


def row_of(one: Numbers) -> Row:
    return {
        "title": one.title,
        "writs": one.writs,
        "verdicts": one.verdicts,
        "median": days(one.median),
        "p90": days(one.p90),
        "used": [{"title": say(words), "days": days(one.share(whose))} for whose, words in WHOSE.items()],
        "objected": one.objected,
        "returned": one.returned,
        "cancelled": one.cancelled,
    }


def days(value: float | None) -> str:
    return "" if value is None else number_format(value, decimal_pos=1)
