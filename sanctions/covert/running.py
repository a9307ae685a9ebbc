"""The terms of a running action, and the prosecutor's check of it: what decisions and later acts share."""

from cases.actions.act import Act, wait_for
from ecase.people.models import Appointment
from sanctions.covert.sight import let_in
from sanctions.models import Sanction

# The terms of a running action, whichever of them it has.
RUNNING = ("covert.term", "covert.term_alone", "covert.extension")


def begin_check(act: Act, sanction: Sanction) -> Appointment | None:
    """The term of the check, and sight for whoever makes it."""
    prosecutor: Appointment | None = act.case.prosecutor
    let_in(act.case.pk, [prosecutor])
    act.start_term("covert.check", act.at, matter=sanction.matter)
    wait_for(sanction.matter, prosecutor)
    return prosecutor
