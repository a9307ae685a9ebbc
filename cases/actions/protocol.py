"""When the protocol of a misdemeanour is due: ten days from the interrogation as a suspect (526)."""

from datetime import datetime

from cases.actions.act import Act
from cases.actions.effects.terms import MAIN_TERMS, RETURNED, case_terms
from cases.models import Case


def protocol_due(act: Act, interrogated_at: datetime) -> None:
    """The first interrogation starts the term, in place of the one the case stood under until then.

    Nothing in another form of proceedings, where the term runs already, or where the prosecutor has set one (192(7)).
    """
    rule = MAIN_TERMS[Case.Proceeding.MISDEMEANOUR]
    running = case_terms(act)
    if act.case.proceeding != Case.Proceeding.MISDEMEANOUR or {rule, RETURNED} & {term.rule for term in running}:
        return
    for term in running:
        act.end_term(None, term.rule)
    # What stood still before the interrogation is nothing to a term that begins with it.
    new = act.start_term(rule, interrogated_at)
    for before in running:
        act.keep_still(before, new)
