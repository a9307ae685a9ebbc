"""What the acts say of a decision on a request: of the head, the prosecutor, the judge; and of the hearing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from cases.acts import lines
from cases.models import Defence
from ecase.law.clock import due, end_of, local
from ecase.law.kinds import Hearing as Held
from ecase.law.kinds import Step
from sanctions.acts import terms, words
from sanctions.acts.asked import court_of, report_term
from sanctions.kinds import SUSPECT_PART
from sanctions.models import Sanction

# Printed in a place of their own, not among the other things that were fixed.
APART = frozenset({*terms.NAMES, "milder", "facility"})
BAIL = frozenset({"bail", "bail_barred", "duties"})


def decision(sanction: Sanction, fields: Mapping[str, Any], at: datetime, *, grants: bool) -> dict[str, Any]:
    """The `decision` keys, from what is being typed into the form of the move; `grants`: the sanction is given."""
    kind = sanction.rule
    sets_bail = any(field.name == "bail" for field in kind.decides)
    without = APART | (BAIL if sets_bail else frozenset())
    span = terms.granted(sanction, fields, at) if grants else None
    detention = sanction.detention
    return {
        "reasons": lines(str(fields.get("reasons") or "")),
        "why_not_milder": lines(str(fields.get("milder") or "") or sanction.milder),
        "court": court_of(sanction),
        "sent_to": _next(sanction),
        "facts": words.pairs(kind.decides, fields, without=without) or None if grants else None,
        "term": span.words or None if span else None,
        "term_from": span.since if span else None,
        "term_until": span.until if span else None,
        "report_term": report_term(sanction) if grants else None,
        "facility": str(fields.get("facility") or (detention and detention.facility) or "").strip() or None,
        "bail": fields.get("bail") or None,
        "bail_owed": grants and any(field.name == "bail_barred" for field in kind.decides),
        "bail_barred": str(fields.get("bail_barred") or "").strip() or None,
        "duties": _duties(sanction, fields) if sets_bail else None,
        "other_measure": words.measure(str(fields.get("other_measure") or "")),
        "appeal_until": end_of(due("ij.appeal", at).last_day or local(at).date()) - timedelta(minutes=1)
        if kind.by_court
        else None,
    }


def hearing(sanction: Sanction, fields: Mapping[str, Any]) -> dict[str, Any] | None:
    """The sitting the order was made at; None where the judge decided without one (56(2))."""
    kind = sanction.rule
    if not kind.by_court or not (fields.get("hearing_at") or kind.hearing is Held.ALWAYS):
        return None
    entered = Defence.objects.filter(participant=sanction.participant, until__isnull=True).select_related(
        "lawyer__user"
    )
    part = fields.get("suspect_part")
    return {
        "received_at": sanction.court_received_at,
        "at": fields.get("hearing_at"),
        "prosecutor": sanction.prosecutor.user.get_full_name() if sanction.prosecutor else None,
        "defender": ", ".join(d.lawyer.user.get_full_name() for d in entered) or None,
        "suspect": gettext(SUSPECT_PART[part]) if part else None,
        "secretary": fields.get("secretary") or None,
        "arguments": lines(str(fields.get("arguments") or "")),
    }


def _duties(sanction: Sanction, fields: Mapping[str, Any]) -> list[str] | None:
    rows = [field for field in sanction.rule.decides if field.name == "duties"]
    return words.said(rows[0], fields.get("duties")).splitlines() or None if rows else None


def _next(sanction: Sanction) -> str | None:
    """To whom the head of the body sends the petition he agrees to."""
    if sanction.rule.route and sanction.rule.route[0] is Step.COURT:
        return court_of(sanction)
    supervised = sanction.case.office.supervised_by
    return str(supervised) if supervised else None
