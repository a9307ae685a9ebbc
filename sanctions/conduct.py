"""Who answers for the case a request belongs to: its investigator, the prosecutor over it. Pure but for the group."""

from cases.models import Case
from cases.queries.conduct import why_not_conduct
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment

NOT_THE_INVESTIGATOR = Refusal(
    "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
)
NOT_THE_PROSECUTOR = Refusal(
    "not_the_prosecutor", N_("This is decided by the prosecutor who supervises the case."), cite="CPC 193(3)"
)


def supervises(case: Case, by: Appointment) -> bool:
    """The prosecutor of the case, or the head of his office."""
    return case.prosecutor_id == by.pk or (
        by.role == Role.HEAD_OF_PROSECUTION and by.office_id == case.office.supervised_by_id
    )


def why_not_answer_for(case: Case, by: Appointment) -> Refusal | None:
    """Why `by` does not act for the investigation, or for its supervision; None for any other role."""
    if by.role in PROSECUTION:
        return None if supervises(case, by) else NOT_THE_PROSECUTOR
    return why_not_conduct(case, by) if by.role in INVESTIGATION else None
