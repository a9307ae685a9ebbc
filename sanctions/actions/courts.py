"""A request arrives at the court: the judge is drawn, his term begins, whoever may see it from now on sees it."""

from cases.access import VIEW_COVERT, VIEW_DETAINED
from cases.actions.act import Act, wait_for
from cases.actions.grants import grant as give_sight
from ecase.documents.actions import Signed
from ecase.law.kinds import Opens
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions.actions.effects.going import at_court
from sanctions.actions.judges import draw_judge
from sanctions.actions.sharing import asker_of, lawyers, open_to_parties, record, save, say_to
from sanctions.kinds import Status
from sanctions.models import Sanction

DECISION = ("decided_by", "decided_at", "announced_at", "hearing_at", "reasons", "bail", "decided", "in_part")


def to_court(act: Act, sanction: Sanction, *fields: str, signed: Signed, entry: str, opens: bool = True) -> Sanction:
    """Put the request before a judge. `fields`: columns the act has set besides. One entry, `entry`."""
    kind = sanction.rule
    drawn = draw_judge(act, sanction)
    judge: Appointment = drawn.judge
    sanction.court_received_at = act.at
    if opens:
        open_to_parties(act, sanction, Opens.SUPPORT)
    save(act, sanction, Status.BEFORE_COURT, *fields, "court_received_at")
    act.wrote(drawn)
    give_sight(act.case.pk, [judge], reason="court")
    if not sanction.covert:  # the clerk of the court arranges the hearing: he sees that, and nothing of the case
        give_sight(act.case.pk, in_post(judge.office_id, {Role.COURT_CLERK}), reason="clerk", right=VIEW_DETAINED)
    if sanction.covert:
        give_sight(act.case.pk, [judge], reason="covert", right=VIEW_COVERT)
    at_court(act, sanction)
    if kind.decision_term:
        act.start_term(kind.decision_term, act.at, matter=sanction.matter)
    if sanction.covert and kind.decision_term:  # the ruling is with the judge the moment it is signed (234(2))
        act.start_term("covert.to_ij", act.at, matter=sanction.matter)
        act.meet_term(sanction.matter, "covert.to_ij")
    if sanction.detention is not None and kind.custody:
        act.meet_term(sanction.detention.matter, "detention.petition_to_ij")
    wait_for(sanction.matter, judge)
    record(act, sanction, entry, signed=signed, public={"judge": judge.pk})
    asker = asker_of(sanction)
    asked = [asker] if act.by != asker else []
    copied = [act.case.prosecutor] if kind.copy_to_prosecutor else []
    say_to(sanction, entry, to=[judge, *asked, *copied, *lawyers(sanction)], at=act.at)
    return sanction


def to_court_again(act: Act, sanction: Sanction) -> Sanction:
    """The court above has cancelled the refusal: another judge decides on the request anew (107(7)). One entry."""
    drawn = draw_judge(act, sanction, cause="appeal", without=sanction.decided_by)
    judge: Appointment = drawn.judge
    sanction.decided_by = sanction.decided_at = sanction.announced_at = sanction.hearing_at = None
    sanction.reasons, sanction.bail, sanction.decided, sanction.in_part = "", "", {}, False
    sanction.court_received_at = act.at
    matter = sanction.matter
    matter.closed_at = None
    matter.save(update_fields=["closed_at"])
    save(act, sanction, Status.BEFORE_COURT, *DECISION, "court_received_at")
    act.wrote(drawn, matter)
    give_sight(act.case.pk, [judge], reason="court")
    if sanction.covert:
        give_sight(act.case.pk, [judge], reason="covert", right=VIEW_COVERT)
    for running in act.running(matter):
        act.end_term(matter, running.rule)
    if sanction.rule.decision_term:
        act.start_term(sanction.rule.decision_term, act.at, matter=matter)
    wait_for(matter, judge)
    record(act, sanction, "sanction.anew", public={"judge": judge.pk})
    say_to(sanction, "sanction.anew", to=[judge, asker_of(sanction), *lawyers(sanction)], at=act.at)
    return sanction
