"""Whether somebody conducts a case: its investigator, or a member of the group he leads (60, 194)."""

from cases import rules
from cases.models import Case, CaseMember
from ecase.law.roles import Role
from ecase.law.words import Refusal
from ecase.people.models import Appointment


def why_not_conduct(case: Case, by: Appointment, *, alone: bool = False) -> Refusal | None:
    """None when `by` may act for the investigation; with `alone` only the leader may."""
    member = (
        not alone
        and by.role == Role.INVESTIGATOR
        and case.investigator_id != by.pk
        and CaseMember.objects.filter(case=case, appointment=by, until__isnull=True).exists()
    )
    return rules.conducts(
        role=by.role,
        appointment_id=by.pk,
        investigator_id=case.investigator_id,
        member=member,
        stage=case.stage,
    )
