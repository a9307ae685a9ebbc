"""`/cases/<number>/brief/`: the case on one printable page, from what the reader sees. Reading only.

Who it is about, what is charged, which terms run, who is held until when, what was asked for and decided. Covert
actions are not on it, whoever prints it: a page that lies on a desk must not tell of them.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.models import Charge, Participant, Ruling
from cases.views.case import CasePage
from cases.views.frame import charge_words
from detention.models import Detention
from ecase.law.limits import LIMITS
from ecase.law.rulings import STATUS_TITLES as RULED
from ecase.web.pages import here
from ecase.web.says import say
from sanctions.kinds import STATUS_TITLES
from sanctions.models import Sanction

MOST = 40


class Brief(CasePage):
    """One sheet of paper: nothing to press on it but printing."""

    http_method_names = ["get", "head", "options"]
    tab = ""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.opened.case
        base = here(f"/cases/{number}/")
        context = {
            "title": _("The case on one page"),
            "case": case,
            "back_url": base,
            "facts": self.facts(),
            "people": self.people(),
            "charges": self.charges(),
            "terms": [
                {"title": _(LIMITS[row.rule].title), "due_at": row.due_at, "starts_at": row.starts_at}
                for row in self.opened.ticking
                if row.compartment != "covert"
            ],
            "held": self.held(),
            "asked": self.asked(),
            "rulings": self.rulings(),
        }
        return self.show_case("oversight/brief.html", context)

    def facts(self) -> list[dict[str, Any]]:
        case = self.opened.case
        rows: list[tuple[str, Any]] = [
            (_("Case"), case.number),
            (_("Registered"), case.registered_at),
            (_("Event"), case.occurred_at),
            (_("Place"), case.place),
            (_("Stage"), case.get_stage_display()),
            (_("Qualification"), charge_words(self.opened.charge)),
            (_("Investigator"), case.investigator.user.short_name() if case.investigator else ""),
            (_("Prosecutor"), case.prosecutor.user.short_name() if case.prosecutor else ""),
        ]
        return [
            {"title": title, "value": value, "moment": isinstance(value, datetime)} for title, value in rows if value
        ]

    def people(self) -> list[dict[str, Any]]:
        found = Participant.objects.visible_to(self.by).filter(case=self.opened.case).order_by("capacity", "sort_key")
        return [
            {"name": row.full_name, "capacity": row.get_capacity_display(), "born": row.birth_date}
            for row in found[:MOST]
        ]

    def charges(self) -> list[dict[str, Any]]:
        found = Charge.objects.visible_to(self.by).filter(case=self.opened.case, until__isnull=True)
        return [
            {
                "cite": charge_words(row),
                "name": row.participant.full_name if row.participant else "",
            }
            for row in found.select_related("participant", "episode").order_by("since", "id")[:MOST]
        ]

    def held(self) -> list[dict[str, Any]]:
        found = Detention.objects.visible_to(self.by).filter(case=self.opened.case, released_at__isnull=True)
        told = []
        for row in found.select_related("participant", "facility", "matter").order_by("held_at")[:MOST]:
            until = row.custody_ends_at if row.order_at is not None else row.expires_at
            told.append(
                {"name": row.participant.full_name, "since": row.held_at, "until": until, "where": str(row.facility)}
            )
        return told

    def asked(self) -> list[dict[str, Any]]:
        found = Sanction.objects.visible_to(self.by).filter(case=self.opened.case)
        rows = found.exclude(matter__compartment="covert").select_related("participant", "decided_by__user")
        return [
            {
                "kind": _(row.rule.title),
                "about": ", ".join(filter(None, [row.participant.full_name if row.participant else "", row.object])),
                "status": _(STATUS_TITLES[row.status]),
                "at": row.decided_at or row.submitted_at or row.requested_at,
                "by": row.decided_by.user.short_name() if row.decided_by else "",
                "until": row.until,
            }
            for row in rows.order_by("requested_at")[:MOST]
        ]

    def rulings(self) -> list[dict[str, Any]]:
        found = Ruling.objects.visible_to(self.by).filter(case=self.opened.case)
        rows = found.exclude(matter__compartment="covert").order_by("drawn_at")
        return [
            {"title": say(row.rule.title), "status": say(RULED[row.status]), "at": row.drawn_at} for row in rows[:MOST]
        ]
