"""A request goes from hand to hand: to which prosecutor, what he may see, his own days and those of the court."""

from cases.actions.act import Act
from cases.actions.grants import DECIDER, let_go, sees
from cases.actions.grants import grant as give_sight
from ecase.law.kind_terms import petition_start, step_amount
from ecase.people.models import Appointment
from sanctions import superiors
from sanctions.models import Sanction

# By when a petition that has to be before the prosecutor by one day has to be before the court.
TO_COURT: dict[str, str] = {
    "arrest.extension_to_prosecutor": "arrest.extension_to_court",
    "arrest.reading_to_prosecutor": "arrest.reading_to_court",
}


def prosecutor_for(sanction: Sanction) -> Appointment | None:
    """The prosecutor before whom the request goes: he who supervises the case, unless its kind asks a higher one."""
    return superiors.first(sanction)


def before_prosecutor(act: Act, sanction: Sanction, prosecutor: Appointment) -> None:
    """It is before him now: a superior one sees the case while he decides; his days and the court's begin."""
    if not sees(act.case.pk, prosecutor):
        give_sight(act.case.pk, [prosecutor], reason=DECIDER)
    kind, matter = sanction.rule, sanction.matter
    if kind.supported and kind.petition_term:
        act.meet_term(matter, kind.petition_term)
        later = TO_COURT.get(kind.petition_term)
        since = petition_start(kind, sanction.facts)
        if later and since is not None and not act.running(matter, later):
            act.start_term(later, since, matter=matter, amount=step_amount(later, sanction.facts))
    if kind.support_term:
        act.end_term(matter, kind.support_term)
        amount = step_amount(kind.support_term, sanction.facts)
        act.start_term(kind.support_term, act.at, matter=matter, amount=amount)


def decided_by_prosecutor(act: Act, sanction: Sanction, by: Appointment) -> None:
    """He has decided: his days are met, and a superior one leaves the case."""
    kind = sanction.rule
    if kind.supported and kind.support_term:
        act.meet_term(sanction.matter, kind.support_term)
    let_go(act.case.pk, by)


def at_court(act: Act, sanction: Sanction) -> None:
    """It has arrived at the court."""
    kind = sanction.rule
    if kind.supported and kind.support_term:  # here, so that the entry of the arrival binds it
        act.meet_term(sanction.matter, kind.support_term)
    if kind.petition_term:
        act.meet_term(sanction.matter, kind.petition_term)
        if kind.petition_term in TO_COURT:
            act.meet_term(sanction.matter, TO_COURT[kind.petition_term])


def next_prosecutor(sanction: Sanction, by: Appointment) -> Appointment | None:
    """Who has to agree after `by`, where the step needs two; None when it goes on to the court."""
    post = superiors.following(sanction, by)
    return superiors.holder_of(sanction.case, post) if post is not None else None


def two_needed(sanction: Sanction, by: Appointment) -> bool:
    """Whether another prosecutor has to agree after `by`."""
    return superiors.following(sanction, by) is not None
