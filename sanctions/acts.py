"""What the acts of a sanction print: petition, the prosecutor's decisions, the judge's orders."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext, ngettext

from cases.access import PROCEEDINGS
from cases.acts import common, lines, sheets
from cases.models import Defence, Material
from detention.acts import facts as detention_facts
from ecase.law.acts import ACTS
from ecase.law.arrest import GROUNDS
from ecase.law.clock import due, end_of, local
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.people.models import Appointment
from sanctions.kinds import STATED, SUSPECT_PART
from sanctions.models import Sanction


def context(sanction: Sanction, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> dict[str, Any]:
    """What the act of `move` prints, signed by `by` at `at`."""
    case, language = sanction.case, sanction.case.language
    act = ACTS[move.act_for(Role(by.role))]
    printed = common(case, by=by, at=at, person=sanction.participant, title=act.official_title(language))
    sanction.detention = sanction.stands_on()
    if sanction.detention is not None:
        printed["detention"] = detention_facts(sanction.detention, language)
        printed["detention"]["petition_due_at"] = due("detention.petition_to_ij", sanction.detention.expires_at).due_at
    with translation.override(language):
        if move.name == "submit":
            printed["petition"] = _petition(sanction)
            return printed
        requested = sanction.requested_by
        printed["petition"] = {
            "by": requested.user.get_full_name(),
            "on": local(sanction.submitted_at or sanction.requested_at).date(),
            "received_at": sanction.court_received_at or sanction.submitted_at,
        }
        printed["decision"] = _decision(sanction, fields, at)
        if move.by == frozenset({sanction.rule.decider}):
            printed["hearing"] = _hearing(sanction, fields)
    return printed


def _petition(sanction: Sanction) -> dict[str, Any]:
    # The parties read the petition: what concerns another suspect, or is closed, is not named to them here either.
    about = Q(matter__isnull=True) | Q(matter__participant__isnull=True) | Q(matter__participant=sanction.participant)
    filed = Material.objects.filter(about, case=sanction.case, compartment__in=PROCEEDINGS)
    filed = filed.exclude(matter=sanction.matter).order_by("first_sheet")
    return {
        "grounds": lines(sanction.grounds),
        "facts147": [gettext(GROUNDS[STATED.index(name) + 1]) for name in STATED if name in sanction.stated] or None,
        "why_not_milder": lines(sanction.milder),
        "term": _months(2),
        "materials": [f"{gettext(m.title)}, {sheets(m, sanction.case.language)}" for m in filed[:40]] or None,
    }


def _decision(sanction: Sanction, fields: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    detention = sanction.detention
    since = detention.restraint_at if detention else at
    term = due(sanction.rule.grants, since)
    office = sanction.case.office
    return {
        "reasons": lines(str(fields.get("reasons", ""))) or lines(sanction.grounds),
        "why_not_milder": lines(str(fields.get("milder", "")) or sanction.milder),
        "court": str(office.court) if office.court else None,
        "term": _months(term.amount),
        "term_from": since,
        "term_until": term.due_at - timedelta(minutes=1),
        "facility": str(detention.facility) if detention else None,
        "bail": fields.get("bail"),
        "bail_barred": str(fields.get("bail_barred", "")).strip() or None,
        "appeal_until": end_of(due("ij.appeal", at).last_day or local(at).date()) - timedelta(minutes=1),
    }


def _hearing(sanction: Sanction, fields: Mapping[str, Any]) -> dict[str, Any]:
    entered = Defence.objects.filter(participant=sanction.participant, until__isnull=True).select_related(
        "lawyer__user"
    )
    return {
        "received_at": sanction.court_received_at,
        "at": fields.get("hearing_at"),
        "prosecutor": sanction.prosecutor.user.get_full_name() if sanction.prosecutor else None,
        "defender": ", ".join(d.lawyer.user.get_full_name() for d in entered) or None,
        "suspect": gettext(SUSPECT_PART[fields["suspect_part"]]) if fields.get("suspect_part") else None,
        "secretary": fields.get("secretary") or None,
        "arguments": lines(str(fields.get("arguments", ""))),
    }


def _months(number: int) -> str:
    return ngettext("%(n)d month", "%(n)d months", number) % {"n": number}
