"""What the acts of a detention print: protocol, rulings on release."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases.acts import common, lines
from cases.models import Defence
from detention.kinds import CUSTODY_GROUNDS, DELIVERIES, EVERY_GROUND, GROUND_CITES, GROUNDS
from detention.models import Detention
from ecase.law import cite
from ecase.law.acts import ACTS
from ecase.law.clock import local
from ecase.law.detention_facts import EXCEPTIONS
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.people.models import Appointment

# Fields of the protocol that are printed as they were typed.
TYPED = ("protocol_place", "medical", "rights_language", "interpreter", "relatives_told")


def facts(detention: Detention, language: str) -> dict[str, Any]:
    """The `detention` keys of templates/acts/README.md."""
    lawyers = Defence.objects.filter(participant=detention.participant, until__isnull=True).select_related(
        "lawyer__user"
    )
    with translation.override(language):
        exception = None
        if detention.amount == "exception" and detention.exception:
            listed = EXCEPTIONS[detention.exception]
            exception = f"{gettext(listed.title)} ({cite.words(listed.cite, language)})"
        ground = f"{gettext(GROUNDS[detention.ground])} ({cite.words(GROUND_CITES[detention.ground], language)})"
        delivery = gettext(DELIVERIES[detention.delivery])
    return {
        "held_at": detention.held_at,
        "delivered_at": detention.delivered_at,
        "protocol_at": detention.protocol_at,
        "place": detention.place,
        "limit_hours": detention.limit_hours,
        "expires_at": detention.expires_at,
        "exception": exception,
        "ground": [ground],
        "motives": lines(detention.motives),
        "delivery": delivery,
        "defender": ", ".join(d.lawyer.user.get_full_name() for d in lawyers) or None,
    }


def context(
    detention: Detention, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime
) -> dict[str, Any]:
    """What the act of `move` prints, signed by `by`."""
    case = detention.case
    language = case.language
    code = move.act_for(Role(by.role))
    printed = common(case, by=by, at=at, person=detention.participant, title=ACTS[code].official_title(language))
    printed["detention"] = facts(detention, language)
    if code == "detention_protocol":
        printed["detention"] |= {
            "protocol_at": detention.protocol_at or fields["protocol_at"],
            "held_by": by.user.get_full_name(),
            "search": lines(fields.get("search", "")),
            "health": lines(fields.get("health", "")),
            "remarks": lines(fields.get("remarks", "")),
            **{name: fields.get(name) or None for name in TYPED},
        }
    elif code in ("custody_warning", "release_custody_head"):
        printed |= _custody(detention, fields)
    else:
        printed["detention"]["held_by"] = case.investigator.user.get_full_name()
        with translation.override(language):
            ground = gettext(EVERY_GROUND[fields.get("ground") or detention.release_ground])
            facility = str(detention.facility)
        printed["release"] = {
            "at": fields.get("released_at") or detention.released_at,
            "ground": [ground],
            "reasons": lines(fields.get("note", "")) or [ground],
            "facility": facility,
            "inadmissible": (fields.get("ground") or detention.release_ground)
            in {"substantial_breach", "no_lawful_ground"},
        }
    return printed


def _custody(detention: Detention, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of the acts on the end of a custody by order of the court."""
    case, language = detention.case, detention.case.language
    to = [case.investigator, *([case.prosecutor] if case.prosecutor else [])]
    with translation.override(language):
        said = [f"{post.user.get_full_name()}, {post.role_title}" for post in to]
        facility = str(detention.facility)
        ground = gettext(CUSTODY_GROUNDS[fields["ground"]]) if fields.get("ground") else ""
    noted = lines(str(fields.get("note") or "")) or []
    return {
        "order": {
            "title": detention.order_title,
            "on": local(detention.order_at).date() if detention.order_at else None,
        },
        "custody": {
            "to": "; ".join(said),
            "since": detention.restraint_at,
            "until": detention.custody_ends_at or detention.court_refused_at,
            "facility": facility,
        },
        "release": {"at": fields.get("released_at"), "reasons": [*([ground] if ground else []), *noted] or None},
    }
