"""A case that ends another way ends its writ: what was asked of the parties is asked no more."""

from uuid import UUID

from cases.actions.act import Act
from cases.actions.effects.closing import at_the_end
from cases.models import Participant
from writ.actions.sharing import end, record, say_to
from writ.kinds import BEFORE_VERDICT, Outcome
from writ.models import Writ


def _fall(act: Act, decision: UUID, person: Participant | None) -> None:
    if person is not None:
        return  # with one accused less the writ goes on; the rule is asked again at every step
    open_ones = Writ.objects.filter(case=act.case, status__in=[status.value for status in BEFORE_VERDICT])
    for writ in open_ones.select_related("matter__waits_for"):
        writ.case = act.case
        holder = writ.matter.waits_for
        end(act, writ, Outcome.CASE_OVER, case_over=True)
        record(act, writ, "writ.case_over", public={"decision": str(decision)})
        say_to(writ, "writ.case_over", to=[holder], at=act.at, by=act.by)


at_the_end(_fall)
