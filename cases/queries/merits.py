"""Who may not hear a case on its merits: whoever was its investigating judge, in whatever post he sits now."""

from cases.access import CaseGrant
from cases.models import Case
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment

SANCTIONED_BEFORE = Refusal(
    "sanctioned_before",
    N_("You were the investigating judge in this case: another judge hears it on its merits."),
    cite="CPC 87(1)(2)",
)


def why_not_hear(case: Case, by: Appointment) -> Refusal | None:
    """None when `by` may hear the case; the sight he once had as investigating judge speaks against him for ever."""
    then = CaseGrant.objects.filter(
        content_object=case, user_id=by.user_id, appointment__role=Role.INVESTIGATING_JUDGE, reason="court"
    )
    return SANCTIONED_BEFORE if then.exists() else None
