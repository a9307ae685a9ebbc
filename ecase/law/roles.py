"""Who acts in a criminal case. The machine's administrator is deliberately no role here."""

from enum import StrEnum

from ecase.law.words import N_


class Role(StrEnum):
    INVESTIGATOR = "investigator"
    HEAD_OF_INVESTIGATION = "head_of_investigation"
    PROSECUTOR = "prosecutor"
    HEAD_OF_PROSECUTION = "head_of_prosecution"
    INVESTIGATING_JUDGE = "investigating_judge"
    TRIAL_JUDGE = "trial_judge"
    APPEAL_JUDGE = "appeal_judge"
    COURT_CLERK = "court_clerk"
    CUSTODY_HEAD = "custody_head"
    LAWYER = "lawyer"
    PARTICIPANT = "participant"
    REGISTRAR = "registrar"
    ANALYST = "analyst"


TITLES: dict[Role, str] = {
    Role.INVESTIGATOR: N_("Investigator"),
    Role.HEAD_OF_INVESTIGATION: N_("Head of the investigation unit"),
    Role.PROSECUTOR: N_("Prosecutor"),
    Role.HEAD_OF_PROSECUTION: N_("Head of the prosecutor's office"),
    Role.INVESTIGATING_JUDGE: N_("Investigating judge"),
    Role.TRIAL_JUDGE: N_("Judge"),
    Role.APPEAL_JUDGE: N_("Appeal judge"),
    Role.COURT_CLERK: N_("Court clerk"),
    Role.CUSTODY_HEAD: N_("Head of the place of detention"),
    Role.LAWYER: N_("Lawyer"),
    Role.PARTICIPANT: N_("Participant"),
    Role.REGISTRAR: N_("Duty officer"),
    Role.ANALYST: N_("Analyst"),
}

PROSECUTION = frozenset({Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION})
INVESTIGATION = frozenset({Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION})
