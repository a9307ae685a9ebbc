"""What the acts of a detention print: protocol, rulings on release."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases.acts import common, lines
from cases.models import Defence
from detention.kinds import DELIVERIES, GROUND_CITES, GROUNDS, RELEASE_GROUNDS
from detention.models import Detention
from ecase.law import cite
from ecase.law.acts import ACTS
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
    else:
        printed["detention"]["held_by"] = case.investigator.user.get_full_name()
        with translation.override(language):
            ground = gettext(RELEASE_GROUNDS[fields.get("ground") or detention.release_ground])
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
