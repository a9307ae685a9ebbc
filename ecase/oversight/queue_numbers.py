"""`/queue/numbers/`: the reader's own decisions of the last days, or what was refused to him; nobody else's."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecase.law.kinds_all import KINDS
from ecase.law.reasons import REASONS
from ecase.law.roles import Role
from ecase.law.words import N_
from ecase.oversight.queue import DECIDERS
from ecase.web.left import in_words
from ecase.web.pages import Page
from sanctions.queries.refusals import AGAINST, DAYS, Numbers, of_asker, of_decider

COLUMNS: tuple[tuple[str, frozenset[str]], ...] = (
    (N_("Supported or granted"), frozenset({"support", "agree", "grant"})),
    (N_("Granted in part"), frozenset({"grant_in_part"})),
    (N_("Refused"), frozenset({"refuse_support", "refuse"})),
    (N_("Handed back"), frozenset({"return_for_rework", "head_return"})),
)


class OwnNumbers(Page):
    """Kinds down, outcomes across; the reasons of refusals beneath, the most frequent first."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        decides = self.by.role in DECIDERS
        asks = self.by.role in {Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION}
        parts = []
        if decides:
            parts.append(self.part(_("What you decided"), of_decider(self.by, self.at), COLUMNS))
        if asks or not decides:
            parts.append(self.part(_("What was refused to you"), of_asker(self.by, self.at), COLUMNS[2:]))
        return self.show(
            "oversight/queue_numbers.html", {"title": _("Decisions in numbers"), "parts": parts, "days": DAYS}
        )

    def part(self, title: str, numbers: Numbers, columns: tuple[tuple[str, frozenset[str]], ...]) -> dict[str, Any]:
        kinds = list(dict.fromkeys(row.kind for row in numbers.rows))
        rows = [
            {
                "title": _(KINDS[kind].title) if kind in KINDS else kind,
                "cells": [
                    {
                        "title": _(name),
                        "count": sum(row.count for row in numbers.rows if row.kind == kind and row.move in moves),
                    }
                    for name, moves in columns
                ],
            }
            for kind in kinds
        ]
        why: Counter[str] = Counter()
        for row in numbers.rows:
            if row.move in AGAINST:
                why[row.reason] += row.count
        language = (get_language() or "ru")[:2]
        named = {one.code: one.title(language) for one in REASONS}
        return {
            "title": title,
            "columns": [{"title": _(name), "total": numbers.total(moves)} for name, moves in columns],
            "rows": rows,
            "reasons": [
                {"title": named.get(code) or _("in own words"), "count": count} for code, count in why.most_common()
            ],
            "median": in_words(numbers.median) if numbers.median is not None else "",
            "since": numbers.since,
        }
