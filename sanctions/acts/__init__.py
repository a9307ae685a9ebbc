"""What the acts of a sanction print: plain values, in the language of the proceedings, for `templates/acts/`.

`asked` what is said of the request, `decided` of the decision, `terms` from when until when, `words` how values are
written; the acts after a decision stand in `around`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from ecase.law.acts import ACTS
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.people.models import Appointment
from sanctions import manifest
from sanctions.acts import words
from sanctions.acts.asked import about, petition
from sanctions.acts.decided import decision, hearing
from sanctions.models import Sanction
from sanctions.queries.marks import printed_marks

# Which part of the kind's template a move prints; the other moves print an act of their own.
STAGES: dict[str, str] = {
    "submit": "petition",
    "apply": "petition",
    "grant": "granted",
    "grant_in_part": "granted_in_part",
    "refuse": "refused",
}
GRANTED = frozenset({"granted", "granted_in_part"})
# What goes back to its asker, with the remarks made on the pages.
BACK = frozenset({"return_for_rework", "head_return"})


def context(sanction: Sanction, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> dict[str, Any]:
    """What the act of `move` prints, signed by `by` at `at`."""
    act = ACTS[move.act_for(Role(by.role))]
    with translation.override(sanction.case.language):
        printed = about(sanction, act, by, at)
        printed["stage"] = STAGES.get(move.name)
        printed["petition"] = petition(sanction)
        if printed["stage"] == "petition":
            return printed
        printed["decision"] = decision(sanction, fields, at, grants=printed["stage"] in GRANTED)
        printed["decided"] = words.by_name(sanction.rule.decides, fields)
        if move.name in BACK:
            printed["decision"]["marks"] = printed_marks(sanction, by)
        held = hearing(sanction, fields) if by.role == Role.INVESTIGATING_JUDGE else None
        if held is not None:
            printed["hearing"] = held
        printed |= manifest.printed(sanction, move, by, at)
    return printed
