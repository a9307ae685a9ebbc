"""When the protocol of a misdemeanour is due: ten days from the interrogation as a suspect (526)."""

from datetime import datetime

from cases.actions.act import Act
from cases.actions.effects.terms import MAIN_TERMS, case_terms
from cases.models import Case


def protocol_due(act: Act, interrogated_at: datetime) -> None:
    """The first interrogation starts the term, in place of the one the case stood under until then.

    Nothing in another form of proceedings, or where the term runs already.
    """
    rule = MAIN_TERMS[Case.Proceeding.MISDEMEANOUR]
    running = case_terms(act)
    if act.case.proceeding != Case.Proceeding.MISDEMEANOUR or any(term.rule == rule for term in running):
        return
    for term in running:
        act.end_term(None, term.rule)
    act.start_term(rule, interrogated_at, replaces=running[0] if running else None)
